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

use std::sync::Arc;

use serde_json::{Map, Value};

use super::line::{escape, is_bare, read_fact, write_fact};
use super::uuid::{bits, sign, uuid_number, uuid_text};
use crate::progress::{
    Actor, Edition, Event, Extra, Fact, Handed, Log, Progress, Role, read_event, write_event,
};
use crate::rules::{Clock, Ix, State};
use crate::words::write_json;

/// A log as it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tight {
    /// ASCII, but for the learner's own words.
    pub text: String,
    /// Ids of events that are not in it, or not whole, although they still count: they are on the device alone.
    pub left: Vec<String>,
}

/// Texts of more characters than this are left out first, then those of more than the next.
const LONG: [usize; 3] = [400, 80, 0];

/// Packs a log into so many UTF-16 units. `mark` is the caller's own: signs of base64url, given back by [`unpack`].
pub fn pack(
    mark: &str,
    log: &Log,
    edition: &Arc<Edition>,
    learner: &str,
    clock: Clock,
    room: usize,
) -> Tight {
    let whole = Progress::replay(edition.clone(), log, clock);
    let mut events = without_replaced(log, &whole, clock);
    let mut left = Vec::new();
    let mut text = write(mark, &events, edition, learner);
    for long in LONG {
        if units(&text) <= room {
            break;
        }
        shorten(&mut events, long, &mut left);
        text = write(mark, &events, edition, learner);
    }
    // The oldest go before the newest, what changes no state before what does.
    for spare in [true, false] {
        while units(&text) > room
            && let Some(at) = events.iter().position(|event| !spare || is_spare(event))
        {
            left.push(events.remove(at).id);
            text = write(mark, &events, edition, learner);
        }
    }
    Tight { text, left }
}

/// The mark and the events of a packed log; nothing of a text that is none. Events of activities that the board no longer has are left out,
/// and so are shortened ones that `log` has whole.
pub fn unpack(
    text: &str,
    log: &Log,
    edition: &Edition,
    learner: &str,
) -> Option<(String, Vec<Event>)> {
    let mut reader = Reader {
        rest: text.strip_prefix('1')?,
        edition,
        learner: learner.into(),
        at: 0,
        offset: None,
        activities: Vec::new(),
    };
    let mark = reader.text()?;
    for _ in 0..reader.number()? {
        let (id, revision) = (reader.digits(3)?, reader.digits(3)?);
        let found = find(edition, id);
        reader.activities.push((found, revision));
    }
    let mut events = Vec::new();
    while !reader.rest.is_empty() {
        if let Some(event) = reader.event()?
            && !is_known(log, &event)
        {
            events.push(event);
        }
    }
    Some((mark, events))
}

/// The event itself, or the whole of what was shortened.
fn is_known(log: &Log, event: &Event) -> bool {
    let whole = uuid_number(&event.id)
        .filter(|number| version(*number) == SHORTENED)
        .map(|number| uuid_text(with_version(number, 7)));
    log.get(&event.id).is_some() || whole.is_some_and(|id| log.get(&id).is_some())
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

/// Takes out texts of more than so many characters. What was handed in stays as handed in, without what it was.
fn shorten(events: &mut Vec<Event>, long: usize, left: &mut Vec<String>) {
    events.retain_mut(|event| {
        let size = match &event.fact {
            Fact::Submit { evidence } => {
                let pieces = evidence.iter();
                pieces
                    .map(|piece| piece.value.len() + piece.name.len() + piece.digest.len())
                    .sum()
            }
            Fact::Draft { value, .. } => value.len(),
            Fact::Reflect { text } | Fact::Goal { text } | Fact::Help { text } => text.len(),
            Fact::Approve { comment } | Fact::Return { comment } | Fact::Comment { comment } => {
                comment.len()
            }
            _ => 0,
        };
        if size <= long {
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

fn write(mark: &str, events: &[Event], edition: &Edition, learner: &str) -> String {
    let mut activities: Vec<Ix> = events
        .iter()
        .filter_map(|event| place(edition, event))
        .collect();
    activities.sort_unstable();
    activities.dedup();
    let mut writer = Writer {
        out: String::from("1"),
        edition,
        learner,
        at: 0,
        offset: None,
        activities,
    };
    writer.text(mark);
    writer.number(writer.activities.len() as u64);
    for ix in writer.activities.clone() {
        if let Some(activity) = edition.activity(ix) {
            writer.digits(digest(&activity.id), 3);
            writer.digits(digest(&activity.revision.hex()), 3);
        }
    }
    for event in events {
        writer.event(event);
    }
    writer.out
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

struct Writer<'a> {
    out: String,
    edition: &'a Edition,
    learner: &'a str,
    at: i64,
    offset: Option<i32>,
    activities: Vec<Ix>,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event) {
        if self.short(event).is_none() {
            self.out.push('!');
            self.text(&write_json(&Value::Object(write_event(event))));
        }
    }

    fn short(&mut self, event: &Event) -> Option<()> {
        let mine = event.by.role == Role::Learner && *event.by.id == *self.learner;
        let activity = match (&event.activity, &event.revision) {
            (None, None) => 0,
            _ => {
                let ix = place(self.edition, event)?;
                1 + self.activities.binary_search(&ix).ok()? as u64
            }
        };
        let number = uuid_number(&event.id)?;
        let version = version(number);
        let is_ours = matches!(version, 7 | SHORTENED) && number >> 62 & 3 == 2;
        let (code, payload) = match &event.fact {
            Fact::Submit { evidence } if version == SHORTENED => {
                (*evidence == [Handed::default()]).then_some(('h', Vec::new()))?
            }
            Fact::Goal { text } => ('g', vec![text.clone()]),
            Fact::Earn { badge, because } => ('e', self.earned(badge, because)?),
            fact => {
                let (code, mut payload) = write_fact(fact)?;
                for field in &mut payload {
                    let plain = std::mem::take(field);
                    escape(field, &plain);
                }
                (code, payload)
            }
        };
        if !mine || !is_ours || (version == SHORTENED) != (code == 'h') {
            return None;
        }
        if event.offset != self.offset {
            self.out.push('%');
            // From -1,440 to 1,440 minutes; 0 for none.
            let minutes = event.offset.map_or(0, |offset| i64::from(offset) + 2_000);
            self.digits(u64::try_from(minutes).ok()?, 2);
            self.offset = event.offset;
        }
        if !event.extra.is_empty() {
            let extra: Map<String, Value> = event
                .extra
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            self.out.push('&');
            self.text(&write_json(&Value::Object(extra)));
        }
        let moment = (number >> 80) as i64;
        if moment != event.at {
            self.out.push('^');
            self.signed(moment - event.at);
        }
        self.out.push(code);
        self.digits(activity, 2);
        self.signed(event.at - self.at);
        self.at = event.at;
        let chance = (number >> 64 & 0xfff) << 62 | number & ((1 << 62) - 1);
        self.digits((chance >> 60) as u64, 3);
        self.digits(chance as u64 & ((1 << 60) - 1), 10);
        if !is_bare(code) && code != 'h' {
            self.number(payload.len() as u64);
            for field in payload {
                self.text(&field);
            }
        }
        Some(())
    }

    /// A badge, and what earned it: a bit for each activity of the list at the top, where they stand in its order.
    fn earned(&self, badge: &str, because: &[String]) -> Option<Vec<String>> {
        let mut earning = Vec::new();
        for id in because {
            let ix = self.edition.find(id)?;
            earning.push(self.activities.binary_search(&ix).ok()?);
        }
        // In another order they would not come back as they were.
        if !earning.is_sorted_by(|one, next| one < next) {
            return None;
        }
        let mut places = String::new();
        for six in 0..earning.last().map_or(0, |last| last / 6 + 1) {
            let bits = (0..6).map(|bit| {
                let earns = earning.binary_search(&(6 * six + bit)).is_ok();
                u8::from(earns) << bit
            });
            places.push(sign(bits.sum()));
        }
        Some(vec![badge.to_owned(), places])
    }

    fn digits(&mut self, number: u64, width: u32) {
        push_digits(&mut self.out, number, width);
    }

    /// Five bits a sign, the lowest first, the sixth where there are more.
    fn number(&mut self, mut number: u64) {
        while number >= 32 {
            self.out.push(sign(32 | (number & 31) as u8));
            number >>= 5;
        }
        self.out.push(sign(number as u8));
    }

    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    fn text(&mut self, text: &str) {
        self.number(text.chars().count() as u64);
        self.out.push_str(text);
    }
}

fn push_digits(out: &mut String, number: u64, width: u32) {
    for place in (0..width).rev() {
        out.push(sign((number >> (6 * place)) as u8));
    }
}

struct Reader<'a> {
    rest: &'a str,
    edition: &'a Edition,
    learner: Arc<str>,
    at: i64,
    offset: Option<i32>,
    activities: Vec<(Option<Ix>, u64)>,
}

impl Reader<'_> {
    /// The next event; `Some(None)` where it is of an activity that is no more.
    fn event(&mut self) -> Option<Option<Event>> {
        let mut extra = Extra::default();
        let mut moment = 0;
        let code = loop {
            match self.sign()? {
                '!' => {
                    let text = self.text()?;
                    return Some(read_event(serde_json::from_str(&text).ok()?).ok());
                }
                '%' => {
                    let minutes = self.digits(2)? as i32;
                    self.offset = (minutes > 0).then_some(minutes - 2_000);
                }
                '&' => {
                    let fields: Map<String, Value> = serde_json::from_str(&self.text()?).ok()?;
                    extra = Extra::from(fields);
                }
                '^' => moment = self.signed()?,
                code => break code,
            }
        };
        let activity = self.digits(2)? as usize;
        self.at = self.at.checked_add(self.signed()?)?;
        let chance = u128::from(self.digits(3)?) << 60 | u128::from(self.digits(10)?);
        let payload = match is_bare(code) || code == 'h' {
            true => Vec::new(),
            false => {
                let many = self.number()?;
                (0..many).map(|_| self.text()).collect::<Option<Vec<_>>>()?
            }
        };
        let moment = u128::try_from(self.at.checked_add(moment)?).ok()?;
        let number = moment << 80 | 2 << 62 | (chance >> 62) << 64 | chance & ((1 << 62) - 1);
        let version = if code == 'h' { SHORTENED } else { 7 };
        let (activity, revision) = match activity.checked_sub(1) {
            None => (None, None),
            Some(at) => {
                let (ix, then) = *self.activities.get(at)?;
                let Some(activity) = ix.and_then(|ix| self.edition.activity(ix)) else {
                    return Some(None);
                };
                let now = activity.revision.hex();
                // Another one than today's, whichever it was.
                let revision = match digest(&now) == then {
                    true => now,
                    false => format!("before-{then:x}"),
                };
                (Some(activity.id.as_str().into()), Some(revision.into()))
            }
        };
        let fact = match code {
            'h' => Fact::Submit {
                evidence: vec![Handed::default()],
            },
            'g' => Fact::Goal {
                text: payload.into_iter().next()?,
            },
            'e' => self.earned(payload)?,
            code => read_fact(code, &mut payload.iter().map(String::as_str))?,
        };
        Some(Some(Event {
            id: uuid_text(with_version(number, version)),
            at: self.at,
            offset: self.offset,
            by: Actor {
                role: Role::Learner,
                id: self.learner.clone(),
            },
            activity,
            revision,
            fact,
            extra,
        }))
    }

    fn earned(&self, payload: Vec<String>) -> Option<Fact> {
        let [badge, places] = <[String; 2]>::try_from(payload).ok()?;
        let mut because = Vec::new();
        for (six, signs) in places.bytes().enumerate() {
            let bits = bits(signs)?;
            for bit in (0..6).filter(|bit| bits >> bit & 1 == 1) {
                let (ix, _) = self.activities.get(6 * six + bit)?;
                // What is no more earns nothing.
                let activity = ix.and_then(|ix| self.edition.activity(ix));
                because.extend(activity.map(|activity| activity.id.clone()));
            }
        }
        Some(Fact::Earn { badge, because })
    }

    fn sign(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        self.rest = self.rest.get(sign.len_utf8()..)?;
        Some(sign)
    }

    fn bits(&mut self) -> Option<u64> {
        let sign = u8::try_from(self.sign()?).ok()?;
        bits(sign).map(u64::from)
    }

    fn digits(&mut self, width: u32) -> Option<u64> {
        (0..width).try_fold(0, |number, _| Some(number << 6 | self.bits()?))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in (0..60).step_by(5) {
            let bits = self.bits()?;
            number |= (bits & 31) << place;
            if bits < 32 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn text(&mut self) -> Option<String> {
        let size = usize::try_from(self.number()?).ok()?;
        let text: String = self.rest.chars().take(size).collect();
        (text.chars().count() == size).then_some(())?;
        self.rest = self.rest.get(text.len()..)?;
        Some(text)
    }
}

/// The version of the UUID of a submit whose evidence was left out (RFC 9562, 5.8: for one's own use).
const SHORTENED: u128 = 8;

fn version(number: u128) -> u128 {
    number >> 76 & 15
}

fn with_version(number: u128, version: u128) -> u128 {
    number & !(15 << 76) | version << 76
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{layout, read};
    use crate::progress::read_events;
    use proptest::prelude::*;
    use serde_json::json;
    use std::sync::OnceLock;

    /// What SCORM 1.2 promises to keep.
    const ROOM: usize = 4_096;

    /// 2026-11-21T10:00:00Z
    const MORNING: i64 = 1_795_255_200_000;

    const LATER: Clock = Clock {
        now: MORNING + 100 * 86_400_000,
        offset: 60,
    };

    fn edition(board: &Value) -> Arc<Edition> {
        let reading = read(board.to_string().into_bytes());
        let board = reading.board.expect("a board");
        let ground = layout(&board);
        Arc::new(Edition::new(board, ground))
    }

    /// Sixty activities with a check each and ten badges.
    fn large() -> Arc<Edition> {
        static LARGE: OnceLock<Arc<Edition>> = OnceLock::new();
        LARGE.get_or_init(sixty).clone()
    }

    fn sixty() -> Arc<Edition> {
        let activities: Vec<Value> = (0..60)
            .map(|at| {
                json!({ "id": format!("activity-{at}"), "title": format!("Activity {at}"), "points": 10,
                    "check": { "pass": 60, "questions": [{ "kind": "number", "prompt": "7 x 8", "answer": 56 }] } })
            })
            .collect();
        let badges: Vec<Value> = (1..=10)
            .map(|at| json!({ "id": format!("badge-{at}"), "title": "B", "when": { "at_least": 6 * at } }))
            .collect();
        edition(
            &json!({ "choiceboard": 1, "id": "large", "title": "Large", "columns": 6, "activities": activities, "badges": badges }),
        )
    }

    /// An event as our own page writes it, so many seconds into the morning.
    fn event(edition: &Edition, second: usize, ix: Option<Ix>, fact: Fact) -> Event {
        let at = MORNING + second as i64 * 1_000 + (second as i64 * 37) % 1_000;
        let chance = (second as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834);
        let number = (at as u128) << 80 | chance & ((1 << 80) - 1);
        let number = number & !(3 << 62) | 2 << 62;
        let activity = ix.and_then(|ix| edition.activity(ix));
        Event {
            id: uuid_text(with_version(number, 7)),
            at,
            offset: Some(60),
            by: Actor {
                role: Role::Learner,
                id: "u-17".into(),
            },
            activity: activity.map(|activity| activity.id.as_str().into()),
            revision: activity.map(|activity| activity.revision.hex().into()),
            fact,
            extra: Extra::default(),
        }
    }

    /// Everything done, with its check, badges and goals.
    fn all_done(edition: &Edition) -> Log {
        let mut events = Vec::new();
        let mut second = 0;
        let mut add = |ix: Option<Ix>, fact: Fact| {
            second += 97;
            events.push(event(edition, second, ix, fact));
        };
        let ids = |end: u32| (0..end).map(|ix| format!("activity-{ix}")).collect();
        add(
            None,
            Fact::Offered {
                activities: ids(60),
            },
        );
        for ix in 0..60 {
            let score = Some(60.0 + f64::from(ix % 40));
            if ix % 6 == 0 {
                let text = format!("Finish the column of number {ix} by Friday");
                add(Some(ix), Fact::Goal { text });
            }
            for fact in [
                Fact::Choose,
                Fact::Start,
                Fact::Answer { score },
                Fact::Done,
            ] {
                add(Some(ix), fact);
            }
            if ix % 6 == 5 {
                let badge = format!("badge-{}", ix / 6 + 1);
                let because = ids(ix + 1);
                add(None, Fact::Earn { badge, because });
            }
        }
        Log::from_iter(events)
    }

    #[test]
    fn sixty_activities_all_done_fit_into_what_scorm_1_2_keeps() {
        let edition = large();
        let log = all_done(&edition);
        let tight = pack("m1", &log, &edition, "u-17", LATER, ROOM);
        assert!(tight.text.is_ascii());
        let all = pack("m1", &log, &edition, "u-17", LATER, usize::MAX);
        assert!(all.text.len() <= ROOM, "{} units", all.text.len());
        assert_eq!(tight.left, [""; 0]);
        // On another computer.
        let (mark, events) = unpack(&tight.text, &Log::new(), &edition, "u-17").unwrap();
        assert_eq!(mark, "m1");
        for event in &events {
            assert_eq!(log.get(&event.id), Some(event));
        }
        let whole = Progress::replay(edition.clone(), &log, LATER);
        let there = Progress::replay(edition.clone(), &Log::from_iter(events), LATER);
        assert_eq!(whole.points().number(), 600.0);
        assert_eq!(whole.badges().ids(&edition).len(), 10);
        assert!(is_same(&whole, &there));
        // And back on the first one there is nothing new.
        let (_, none) = unpack(&tight.text, &log, &edition, "u-17").unwrap();
        assert_eq!(none, []);
    }

    #[test]
    fn long_texts_stay_on_the_device_and_are_named() {
        let edition = edition(
            &json!({ "choiceboard": 1, "id": "b", "title": "B", "activities": [
            { "id": "a", "title": "A", "evidence": { "kinds": ["text"], "required": true } },
            { "id": "b", "title": "B" } ] }),
        );
        let text = |words: usize| "Wörter ".repeat(words);
        let piece = |value: String| Handed {
            kind: "text".into(),
            value,
            ..Handed::default()
        };
        let submit = |words| Fact::Submit {
            evidence: vec![piece(text(words))],
        };
        let facts = [
            (0, Fact::Choose),
            (0, submit(2_000)),
            (0, Fact::Done),
            (1, Fact::Reflect { text: text(900) }),
            (1, Fact::Done),
        ];
        let events = facts.into_iter().zip(1..);
        let log = Log::from_iter(
            events.map(|((ix, fact), second)| event(&edition, second, Some(ix), fact)),
        );
        let tight = pack("m", &log, &edition, "u-17", LATER, ROOM);
        assert!(units(&tight.text) <= ROOM);
        let ids: Vec<&str> = log
            .iter()
            .filter(|event| matches!(event.fact, Fact::Submit { .. } | Fact::Reflect { .. }))
            .map(|event| event.id.as_str())
            .collect();
        assert_eq!(tight.left, ids);
        let (_, events) = unpack(&tight.text, &Log::new(), &edition, "u-17").unwrap();
        let whole = Progress::replay(edition.clone(), &log, LATER);
        let there = Progress::replay(edition.clone(), &Log::from_iter(events.clone()), LATER);
        assert!(is_same(&whole, &there));
        let state = there.standing(0).map(|standing| standing.state);
        assert_eq!(state, Some(State::Done));
        // The device that has the text whole takes nothing for it, and what both come to is the same again.
        let (_, none) = unpack(&tight.text, &log, &edition, "u-17").unwrap();
        assert_eq!(none, []);
        let mut both = log.clone();
        both.extend(events);
        let both = Progress::replay(edition.clone(), &both, LATER);
        assert!(is_same(&whole, &both));
        // Where there is room they are in it.
        let roomy = pack("m", &log, &edition, "u-17", LATER, 64_000);
        assert_eq!(roomy.left, [""; 0]);
        let (_, events) = unpack(&roomy.text, &Log::new(), &edition, "u-17").unwrap();
        let handed = events
            .iter()
            .any(|event| matches!(&event.fact, Fact::Submit { evidence } if evidence[0].value == text(2_000)));
        assert!(handed);
    }

    #[test]
    fn a_board_that_was_edited_keeps_what_can_be_kept() {
        let before = edition(
            &json!({ "choiceboard": 1, "id": "b", "title": "B", "activities": [
            { "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" } ] }),
        );
        let after = edition(
            &json!({ "choiceboard": 1, "id": "b", "title": "B", "activities": [
            { "id": "c", "title": "Quite another task" }, { "id": "x", "title": "X" }, { "id": "a", "title": "A" } ] }),
        );
        let events = (0..3).map(|ix| event(&before, ix as usize + 1, Some(ix), Fact::Done));
        let log = Log::from_iter(events);
        let tight = pack("m", &log, &before, "u-17", LATER, ROOM);
        let (_, events) = unpack(&tight.text, &Log::new(), &after, "u-17").unwrap();
        let names: Vec<&str> = events
            .iter()
            .filter_map(|event| event.activity.as_deref())
            .collect();
        assert_eq!(names, ["a", "c"]);
        let progress = Progress::replay(after.clone(), &Log::from_iter(events), LATER);
        assert!(!progress.is_outdated(2));
        assert!(progress.is_outdated(0), "it was another task");
    }

    #[test]
    fn other_texts_are_none() {
        let edition = large();
        let unpacked = |text: &str| unpack(text, &Log::new(), &edition, "u-17");
        let whole = pack("m", &all_done(&edition), &edition, "u-17", LATER, ROOM).text;
        for text in [
            "", "0", "2m", "hello", "{}", "1", "1BmB", "1BmAc", "1BmA!B", "1é",
        ] {
            assert_eq!(unpacked(text), None, "{text}");
        }
        assert!(unpacked("1BmA").is_some_and(|(_, events)| events.is_empty()));
        // Cut off anywhere: less, or nothing, and never a panic.
        for end in 0..whole.len() {
            if let Some((_, events)) = unpacked(&whole[..end]) {
                assert!(events.len() < 400);
            }
        }
    }

    /// Events of all kinds, ours and others'.
    fn anything() -> impl Strategy<Value = Vec<Event>> {
        let fact = prop_oneof![
            Just(json!({ "type": "choose" })),
            Just(json!({ "type": "start" })),
            Just(json!({ "type": "done" })),
            Just(json!({ "type": "undo" })),
            Just(json!({ "type": "drop" })),
            Just(json!({ "type": "reset" })),
            (0..9)
                .prop_map(|step| json!({ "type": "step", "step": step, "ticked": step % 2 == 0 })),
            any::<u16>()
                .prop_map(|score| json!({ "type": "answer", "score": f64::from(score) / 655.36 })),
            ".{0,60}"
                .prop_map(|text| json!({ "type": "goal", "text": text, "by_when": "2026-12-01" })),
            ".{0,200}".prop_map(
                |text| json!({ "type": "submit", "evidence": [{ "kind": "text", "value": text }] })
            ),
            ".{0,20}".prop_map(|text| json!({ "type": "reflect", "text": text })),
            Just(
                json!({ "type": "earn", "badge": "badge-1", "because": ["activity-1", "activity-2"] })
            ),
            Just(json!({ "type": "approve", "comment": "Well done" })),
            Just(json!({ "type": "made-up", "what": [1, 2] })),
        ];
        let id = prop_oneof![
            4 => any::<u128>().prop_map(|number| uuid_text(with_version(number & !(3 << 62) | 2 << 62, 7))),
            1 => any::<u128>().prop_map(uuid_text),
            1 => "[a-z ]{1,9}",
        ];
        let offset = prop_oneof![Just(None), (-700..700).prop_map(Some)];
        let one = (
            fact,
            id,
            0..62_u32,
            0..9_000_000_000_i64,
            offset,
            any::<bool>(),
        );
        prop::collection::vec(one, 0..40).prop_map(|all| {
            let edition = large();
            let made = all.into_iter().map(|(mut fact, id, ix, at, offset, ours)| {
                let role = if fact["type"] == "approve" {
                    "teacher"
                } else {
                    "learner"
                };
                fact["id"] = json!(id);
                fact["at"] = json!("2026-11-21T09:30:00Z");
                fact["by"] = json!({ "role": role, "id": if ours { "u-17" } else { "u-18" } });
                fact["activity"] = json!(format!("activity-{ix}"));
                let read = read_events(&json!([fact]).to_string());
                let mut event = read.events.into_iter().next().expect("an event");
                event.offset = offset;
                event.at = MORNING + at;
                if let Some(activity) = edition.activity(ix).filter(|_| ours) {
                    event.revision = Some(activity.revision.hex().into());
                }
                event
            });
            made.collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_kept_comes_back_as_it_was(events in anything(), room in 200_usize..9_000) {
            let edition = large();
            let log = Log::from_iter(events);
            let tight = pack("mark", &log, &edition, "u-17", LATER, room);
            prop_assert!(units(&tight.text) <= room.max(300));
            let (mark, back) = unpack(&tight.text, &Log::new(), &edition, "u-17").expect("a log");
            prop_assert_eq!(mark, "mark");
            for event in &back {
                let number = uuid_number(&event.id);
                let shortened = number.is_some_and(|number| version(number) == SHORTENED)
                    && log.get(&event.id).is_none();
                prop_assert!(shortened || log.get(&event.id) == Some(event), "{:?}", event);
            }
            // Nothing that counts is gone without being named.
            if tight.left.is_empty() {
                let whole = Progress::replay(edition.clone(), &log, LATER);
                let there = Progress::replay(edition.clone(), &Log::from_iter(back), LATER);
                prop_assert!(is_same(&whole, &there));
            }
        }

        #[test]
        fn nothing_panics(text in "1[A-Za-z0-9_!%&^é-]{0,80}") {
            let _ = unpack(&text, &Log::new(), &large(), "u-17");
        }
    }
}
