//! A log in very little room: SCORM 1.2 promises 4,096 UTF-16 units and no more. An act is some twenty signs, and what later facts have
//! replaced is left out.
//!
//! ```text
//! 1 mark moment offset activities… events…
//! activity  18 bits of its id, 18 of its revision
//! event     [% offset] [& extra] [^ id's moment] code activity moment chance [payload]
//! ```
//!
//! Numbers are base64url, six bits a sign; a moment is milliseconds since the one before. What has no short form is `!` and its wire form.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::uuid::{uuid_number, uuid_text};
use crate::progress::{Edition, Event, Fact, Handed, Log, Progress, Role};
use crate::rules::{Clock, Ix, State};
use read::Reader;
use write::write;

/// A log as it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tight {
    /// ASCII, but for the learner's own words.
    pub text: String,
    /// Ids of events that are not in it, or not whole, although they still count: they are on the device alone.
    pub left: Vec<String>,
}

/// Packs a log into so many UTF-16 units. `mark` is the caller's own: signs of base64url, given back by [`unpack`].
pub fn pack(
    mark: &str,
    log: &Log,
    edition: &Arc<Edition>,
    learner: &str,
    clock: Clock,
    room: usize,
) -> Tight {
    let log = &without_earlier_drafts(log);
    let whole = Progress::replay(edition.clone(), log, clock);
    // Who unpacks it may not have heard of activities of one's own yet.
    let edition = edition.taught();
    let mut events = without_replaced(log, &whole, clock);
    let mut left = Vec::new();
    let mut text = write(mark, &events, edition, learner);
    if units(&text) > room && only_the_last_plan(&mut events, &mut left) {
        text = write(mark, &events, edition, learner);
    }
    if units(&text) > room {
        let fits = |events: &[Event]| units(&write(mark, events, edition, learner)) <= room;
        without_longest(&mut events, &mut left, fits);
        text = write(mark, &events, edition, learner);
    }
    if units(&text) > room {
        text = without_oldest(mark, &events, edition, learner, room, &mut left);
    }
    Tight { text, left }
}

/// What a packed log holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Unpacked {
    /// The caller's.
    pub mark: String,
    /// Events that the log here does not have, nor what they were shortened from.
    pub events: Vec<Event>,
    /// Ids of those that it has.
    pub known: Vec<String>,
}

/// What a packed log holds; nothing of a text that is none. Of one that breaks off or was damaged, what comes before; of one from a board
/// that has lost activities since, what the board still has.
pub fn unpack(text: &str, log: &Log, edition: &Edition, learner: &str) -> Option<Unpacked> {
    let mut reader = Reader::new(text.strip_prefix('1')?, edition, learner);
    let mut unpacked = Unpacked {
        mark: reader.head()?,
        ..Unpacked::default()
    };
    while !reader.is_done() {
        match reader.event() {
            None => break,
            Some(None) => {}
            Some(Some(event)) if is_known(log, &event) => unpacked.known.push(event.id),
            Some(Some(event)) => unpacked.events.push(event),
        }
    }
    Some(unpacked)
}

/// The event itself, or the whole of what was shortened.
fn is_known(log: &Log, event: &Event) -> bool {
    let whole = uuid_number(&event.id)
        .filter(|number| version(*number) == SHORTENED)
        .map(|number| uuid_text(with_version(number, 7)));
    log.get(&event.id).is_some() || whole.is_some_and(|id| log.get(&id).is_some())
}

/// Of what was typed into one field, what stands there now.
fn without_earlier_drafts(log: &Log) -> Log {
    let events: Vec<&Event> = log.iter().collect();
    let mut later = BTreeSet::new();
    let mut kept = Vec::new();
    for event in events.into_iter().rev() {
        let is_last = match &event.fact {
            Fact::Draft { kind, .. } => {
                let (activity, by) = (event.activity.as_deref(), &event.by);
                later.insert((activity, kind.as_str(), by.role.name(), &*by.id))
            }
            _ => true,
        };
        if is_last {
            kept.push(event.clone());
        }
    }
    Log::from_iter(kept)
}

/// The events that still matter: all, where leaving any out would change what follows.
fn without_replaced(log: &Log, whole: &Progress, clock: Clock) -> Vec<Event> {
    let edition = whole.edition();
    let finished = |event: &Event| {
        let ix = event.activity.as_deref().and_then(|id| edition.find(id));
        let standing = ix.and_then(|ix| whole.standing(ix));
        standing.is_some_and(|standing| matches!(standing.state, State::Done | State::Waiting))
    };
    let replaced = |event: &&Event| match event.fact {
        Fact::Offered { .. } | Fact::ReadFeedback => true,
        Fact::Choose | Fact::Start | Fact::Step { .. } | Fact::Draft { .. } => finished(event),
        _ => false,
    };
    let only_offered = |event: &&Event| matches!(event.fact, Fact::Offered { .. });
    for leaves in [&replaced as &dyn Fn(&&Event) -> bool, &only_offered] {
        let kept: Vec<Event> = log.iter().filter(|event| !leaves(event)).cloned().collect();
        let fewer = Log::from_iter(kept.clone());
        let progress = Progress::replay(edition.clone(), &fewer, clock);
        if is_same(whole, &progress) {
            return kept;
        }
    }
    log.iter().cloned().collect()
}

/// States, points and badges: what an LMS or another device would show.
fn is_same(one: &Progress, other: &Progress) -> bool {
    let states = |progress: &Progress| -> Vec<_> {
        let all = (0..).map_while(|ix| progress.standing(ix));
        all.map(|standing| (standing.state, standing.counts))
            .collect()
    };
    states(one) == states(other)
        && one.points() == other.points()
        && one.badges().ids(one.edition()) == other.badges().ids(other.edition())
}

/// Takes out all plans but the last, which alone counts; how it came about is then on the device alone. Says whether there were any.
fn only_the_last_plan(events: &mut Vec<Event>, left: &mut Vec<String>) -> bool {
    let counts =
        |event: &Event| matches!(&event.fact, Fact::Plan(plan) if plan.activities.is_some());
    let Some(last) = events.iter().rposition(counts) else {
        return false;
    };
    let before = events.len();
    let mut at = 0;
    events.retain(|event| {
        let stays = !counts(event) || at == last;
        at += 1;
        if !stays {
            left.push(event.id.clone());
        }
        stays
    });
    events.len() < before
}

/// Takes out the longest texts, of equal ones the oldest: no more than must be for the rest to fit, or all.
fn without_longest(
    events: &mut Vec<Event>,
    left: &mut Vec<String>,
    fits: impl Fn(&[Event]) -> bool,
) {
    let texts = events.iter().filter(|event| said(event) > 0);
    let mut texts: Vec<(usize, String)> =
        texts.map(|event| (said(event), event.id.clone())).collect();
    texts.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    let without = |many: usize, left: &mut Vec<String>| {
        let gone: BTreeSet<&str> = texts.iter().take(many).map(|(_, id)| &**id).collect();
        let mut kept = events.clone();
        shorten(&mut kept, &gone, left);
        kept
    };
    let all: Vec<usize> = (0..texts.len()).collect();
    let few = all.partition_point(|many| !fits(&without(*many, &mut Vec::new())));
    *events = without(few, left);
}

/// How long the text of an event is.
fn said(event: &Event) -> usize {
    match &event.fact {
        Fact::Submit { evidence } => {
            let pieces = evidence.iter();
            pieces
                .map(|piece| piece.value.len() + piece.name.len() + piece.digest.len())
                .sum()
        }
        Fact::Draft { value, .. } => value.len(),
        Fact::Reflect { text, .. }
        | Fact::Goal { text, .. }
        | Fact::GoalReview { text, .. }
        | Fact::CheckIn { text, .. } => text.len(),
        Fact::Help { text, tried } => text.len() + tried.len(),
        Fact::Approve { comment } | Fact::Return { comment } | Fact::Comment { comment } => {
            comment.len()
        }
        _ => 0,
    }
}

/// Takes out the texts of these events. What was handed in stays as handed in, without what it was.
fn shorten(events: &mut Vec<Event>, gone: &BTreeSet<&str>, left: &mut Vec<String>) {
    events.retain_mut(|event| {
        if !gone.contains(event.id.as_str()) {
            return true;
        }
        let id = uuid_number(&event.id).filter(|number| version(*number) == 7);
        let (Fact::Submit { evidence }, Some(number)) = (&mut event.fact, id) else {
            // A teacher's word changes a state.
            if matches!(event.fact, Fact::Approve { .. } | Fact::Return { .. }) {
                return true;
            }
            left.push(event.id.clone());
            return false;
        };
        // Handed in elsewhere, as far as anybody can see.
        *evidence = vec![Handed::default()];
        left.push(std::mem::replace(
            &mut event.id,
            uuid_text(with_version(number, SHORTENED)),
        ));
        true
    });
}

/// Leaves out as many as must be: what changes no state before what does, the oldest before the newest.
fn without_oldest(
    mark: &str,
    events: &[Event],
    edition: &Edition,
    learner: &str,
    room: usize,
    left: &mut Vec<String>,
) -> String {
    let all = || (0..).zip(events);
    let spare = all().filter(|(_, event)| is_spare(event));
    let needed = all().filter(|(_, event)| !is_spare(event));
    let order: Vec<usize> = spare.chain(needed).map(|(at, _)| at).collect();
    let without = |many: usize| {
        let mut gone = vec![false; events.len()];
        for at in order.iter().take(many) {
            if let Some(gone) = gone.get_mut(*at) {
                *gone = true;
            }
        }
        let kept = events.iter().zip(gone).filter(|(_, gone)| !gone);
        let kept: Vec<Event> = kept.map(|(event, _)| event.clone()).collect();
        write(mark, &kept, edition, learner)
    };
    // Fewer events are hardly ever longer: a search by halves, and a step or two more where they are.
    let (mut few, mut many) = (0, events.len());
    while few < many {
        let middle = few.midpoint(many);
        match units(&without(middle)) <= room {
            true => many = middle,
            false => few = middle + 1,
        }
    }
    let fits = |many: &usize| units(&without(*many)) <= room;
    let many = (many..events.len()).find(fits).unwrap_or(events.len());
    let gone = order.iter().take(many).filter_map(|at| events.get(*at));
    left.extend(gone.map(|event| event.id.clone()));
    without(many)
}

/// Changes no state: the first to go where room is scarce.
fn is_spare(event: &Event) -> bool {
    !matches!(
        event.fact,
        Fact::Done
            | Fact::Undo
            | Fact::Drop
            | Fact::Submit { .. }
            | Fact::Answer { .. }
            | Fact::Earn { .. }
            | Fact::Reset
    ) && event.by.role == Role::Learner
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Where an event's activity stands on the board, if it can be told from all others by its digest and was not another one then.
fn place(edition: &Edition, event: &Event) -> Option<Ix> {
    let id = event.activity.as_deref()?;
    let ix = edition.find(id)?;
    let same = edition.activity(ix)?.revision.hex() == event.revision.as_deref()?;
    (same && find(edition, digest(id)) == Some(ix)).then_some(ix)
}

/// The only activity with this digest.
fn find(edition: &Edition, wanted: u64) -> Option<Ix> {
    let all = (0..).zip(&edition.board.activities);
    let mut found = all.filter(|(_, activity)| digest(&activity.id) == wanted);
    let (ix, _) = found.next()?;
    found.next().is_none().then_some(ix)
}

/// 18 bits of a text (FNV-1a).
fn digest(text: &str) -> u64 {
    let fnv = text.bytes().fold(0x811c_9dc5u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    u64::from((fnv >> 18 ^ fnv) & 0x3_ffff)
}

/// The version of the UUID of a submit whose evidence was left out (RFC 9562, 5.8: for one's own use).
const SHORTENED: u128 = 8;

fn version(number: u128) -> u128 {
    number >> 76 & 15
}

fn with_version(number: u128, version: u128) -> u128 {
    number & !(15 << 76) | version << 76
}

/// Minutes from UTC are counted from here: less than nothing has no sign of its own.
const ZERO: i64 = 2_000;
