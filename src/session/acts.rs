//! What the learner does becomes an event, and the event a write.

use super::drafts::{FILES, Typing, list};
use super::effect::Effect;
use super::machine::Update;
use super::message::{Act, Fault, Picked};
use super::opened::Opened;
use super::space::GUEST;
use super::stamp::Stamp;
use crate::board::{Check, EvidenceKind};
use crate::progress::check::{self, Answers, CHECK, CHECKED, Given};
use crate::progress::{Fact, Handed, Refusal, Work};
use crate::rules::Ix;
use crate::words::Phrase;

/// How long a field rests before it is written.
const REST: u32 = 300;

/// Percentages that are nearer than this are the same: a file has them in fewer digits.
const SAME: f64 = 0.001;

impl Opened {
    /// The learner acts.
    pub fn act(&mut self, act: Act, stamp: Stamp, update: &mut Update) {
        match act {
            Act::Note(note) => self.note(&note, stamp, update),
            Act::Draft(ix, kind, value) => self.typed(ix, kind, value, stamp, update),
            Act::Give(ix, ..) | Act::Move(ix, ..) | Act::Turn(ix, _) | Act::Sure(ix, _) => {
                self.give(ix, &act, stamp, update);
            }
            Act::Rate(ix, stars) => self.rate(ix, stars, stamp, update),
            Act::Attach(ix, mut picked) => {
                picked.kind = self.kind_of(ix, picked.kind);
                self.drafts.trouble = None;
                self.drafts.keeping.push((ix, picked.clone()));
                update.effects.push(Effect::Keep(picked));
                update.changed.panel = Some(ix);
            }
            // A file that is on its way belongs to what is handed in.
            act @ Act::Submit(ix) if self.drafts.keeping.iter().any(|(of, _)| *of == ix) => {
                self.later.push_back((act, stamp));
            }
            Act::Done(ix) if self.has_unsent(ix) => self.hand_in_and_finish(ix, stamp, update),
            act if self.keeper.is_idle() => self.write_act(act, stamp, update),
            act => self.later.push_back((act, stamp)),
        }
    }

    /// Something is written or picked that could be handed in and has not been.
    #[inline(never)]
    fn has_unsent(&self, ix: Ix) -> bool {
        let Some(work) = self.progress.work(ix) else {
            return false;
        };
        let evidence = self.drafts.evidence(ix, work);
        let is_coming = self.drafts.keeping.iter().any(|(of, _)| *of == ix);
        let is_new = |piece: &Handed| !work.handed.contains(piece);
        let has_new = is_coming || evidence.iter().any(is_new);
        has_new
            && Self::bad_link(&evidence).is_none()
            && self.progress.may(ix, &self.fact(&Act::Submit(ix))).is_ok()
    }

    /// Who is done with what they have written means to hand it in: otherwise it would lie there, out of sight, and nobody would read it. Where the
    /// teacher has the last word, handing in is all there is to do.
    #[inline(never)]
    fn hand_in_and_finish(&mut self, ix: Ix, stamp: Stamp, update: &mut Update) {
        self.act(Act::Submit(ix), stamp, update);
        let waits = self.activity(ix).is_some_and(|it| it.approval);
        if !waits {
            let next = Stamp {
                chance: stamp.chance.wrapping_add(1 << 8),
                ..stamp
            };
            self.later.push_back((Act::Done(ix), next));
        }
    }

    /// Acts that waited for a write, once it is over.
    pub fn go_on(&mut self, update: &mut Update) {
        while self.keeper.is_idle()
            && !self.waits_for_a_file()
            && let Some((act, stamp)) = self.later.pop_front()
        {
            self.write_act(act, stamp, update);
        }
    }

    /// What comes next is handing in, and a file that belongs to it is still on its way to the device.
    fn waits_for_a_file(&self) -> bool {
        let Some((Act::Submit(ix), _)) = self.later.front() else {
            return false;
        };
        self.drafts.keeping.iter().any(|(of, _)| of == ix)
    }

    fn write_act(&mut self, act: Act, stamp: Stamp, update: &mut Update) {
        let ix = act.activity();
        let fact = self.fact(&act);
        if let Some(ix) = ix
            && let Err(refusal) = self.progress.may(ix, &fact)
        {
            self.notice.announce.push(self.refused(ix, &refusal));
            update.changed.notice = true;
            update.changed.panel = Some(ix);
            return;
        }
        if let Act::Done(ix) = act
            && self.has_inner(ix)
            && let Some(why) = self.inner_unfinished(ix)
        {
            self.notice.announce.push(why);
            update.changed.notice = true;
            update.changed.panel = Some(ix);
            return;
        }
        if let (Act::Submit(_), Some(typing)) = (&act, &self.drafts.typing)
            && Some(typing.ix) == ix
            && typing.kind != CHECK
        {
            // What was typed last is in what is handed in.
            self.drafts.typing = None;
        }
        if let Act::Answer(ix) = act {
            return self.answer(ix, fact, stamp, update);
        }
        if let Act::Again(ix) = act {
            // What was said of the last try is in the draft of the next, and would come after it.
            let is_its = |typing: &mut Typing| typing.ix == ix && typing.kind == CHECK;
            self.drafts.typing.take_if(is_its);
        }
        let mut event = self.event(fact, ix, stamp, 0);
        if let Act::Done(ix) = act
            && self.has_inner(ix)
        {
            event.extra = self.inner_named(ix);
        }
        update.effects.extend(self.keeper.append(event));
    }

    /// Answers a question of a check, moves an item of it, turns to another, or says how sure one is.
    #[inline(never)]
    fn give(&mut self, ix: Ix, act: &Act, stamp: Stamp, update: &mut Update) {
        let work = self.progress.work(ix);
        let tries = work.map_or(0, |work| work.tries);
        let Some(mut answers) = work.map(|work| self.answers(ix, work)) else {
            return;
        };
        // What has been handed in stays as it was until it is taken again; how sure one is after that is asked only then.
        let is_over = answers.attempt <= tries;
        if change(&mut answers, act, is_over) {
            self.typed(ix, CHECK, answers.write(), stamp, update);
            if let Act::Move(_, key, order, place) = act {
                self.notice
                    .announce
                    .extend(self.moved(ix, key, order, *place));
                update.changed.notice = true;
            }
        }
    }

    /// Hands in the answers to a check; what was answered goes before what it comes to.
    #[inline(never)]
    fn answer(&mut self, ix: Ix, fact: Fact, stamp: Stamp, update: &mut Update) {
        let Some(work) = self.progress.work(ix) else {
            return;
        };
        let mut answers = self.answers(ix, work);
        // Pressed twice: one try.
        if answers.attempt <= work.tries {
            return;
        }
        let missing = self.activity(ix).map_or_else(Vec::new, |activity| {
            let check = activity.more.check.as_ref();
            check.map_or_else(Vec::new, |check| {
                check::unanswered(check, &answers, &self.drawn_from(&activity.id))
            })
        });
        if let Some(first) = missing.first() {
            let says = Phrase::new("check-to-go").n("n", missing.len() as u32);
            self.notice.announce.push(says);
            update.changed.notice = true;
            // The one that is missing may not be on the screen.
            if self.shows_one(ix) {
                answers.at.clone_from(first);
                self.typed(ix, CHECK, answers.write(), stamp, update);
            }
            return;
        }
        if self
            .drafts
            .typing
            .as_ref()
            .is_some_and(|typing| typing.kind != CHECK || typing.ix != ix)
        {
            self.rest(stamp, update);
        }
        self.drafts.typing = None;
        self.spell_out(ix, &mut answers);
        let draft = |kind: &str, answers: &Answers| Fact::Draft {
            kind: String::from(kind),
            value: answers.write(),
        };
        let now = draft(CHECK, &answers);
        // Two devices may take the same try, and the next try writes over the other draft: these say which result was made from them.
        answers.result = stamp.id(3);
        let checked = draft(CHECKED, &answers);
        for (n, fact) in [(1, now), (2, checked), (3, fact)] {
            let event = self.event(fact, Some(ix), stamp, n);
            update.effects.extend(self.keeper.append(event));
        }
    }

    /// What a file is handed in as: what it is where that is asked for, else a file where any may be.
    #[inline(never)]
    fn kind_of(&self, ix: Ix, kind: &'static str) -> &'static str {
        let asked = self
            .activity(ix)
            .and_then(|activity| activity.more.evidence.as_ref())
            .map_or(&[][..], |evidence| &evidence.kinds);
        let natural = match kind {
            "image" => EvidenceKind::Image,
            "audio" => EvidenceKind::Audio,
            _ => EvidenceKind::File,
        };
        match asked.contains(&EvidenceKind::File) && !asked.contains(&natural) {
            true => "file",
            false => kind,
        }
    }

    /// What an act writes.
    pub fn fact(&self, act: &Act) -> Fact {
        match act {
            Act::Choose(_) => Fact::Choose,
            Act::Start(_) => Fact::Start,
            Act::Step(_, step, ticked) => Fact::Step {
                step: *step,
                ticked: *ticked,
            },
            Act::Draft(_, kind, value) => Fact::Draft {
                kind: String::from(*kind),
                value: value.clone(),
            },
            Act::Submit(ix) => Fact::Submit {
                evidence: self.evidence(*ix),
            },
            Act::Attach(ix, _) => self.listing(*ix, |_| {}).0,
            Act::Detach(ix, digest) => {
                let without = |files: &mut Vec<Handed>| files.retain(|file| file.digest != *digest);
                self.listing(*ix, without).0
            }
            Act::Give(ix, ..)
            | Act::Move(ix, ..)
            | Act::Turn(ix, _)
            | Act::Sure(ix, _)
            | Act::Answer(ix)
            | Act::Again(ix) => self.checked(*ix, act),
            Act::Done(_) => Fact::Done,
            Act::Undo(_) => Fact::Undo,
            Act::Drop(_) => Fact::Drop,
            Act::Rate(_, stars) => Fact::Rate { stars: *stars },
            Act::Reset => Fact::Reset,
            Act::Note(note) => self.note_fact(note),
        }
    }

    /// What an act on a check writes.
    #[inline(never)]
    fn checked(&self, ix: Ix, act: &Act) -> Fact {
        let work = self.progress.work(ix);
        let mut answers = work.map(|work| self.answers(ix, work)).unwrap_or_default();
        if let (Act::Answer(_), Some(activity)) = (act, self.activity(ix)) {
            let check = activity.more.check.as_ref();
            return Fact::Answer {
                score: check.map(|check| {
                    let language = &self.edition.board.language;
                    check::score(check, &answers, &self.drawn_from(&activity.id), language)
                }),
            };
        }
        let tries = work.map_or(0, |work| work.tries);
        let is_over = answers.attempt <= tries;
        if !change(&mut answers, act, is_over) {
            self.begin_again(ix, &mut answers, tries + 1);
        }
        Fact::Draft {
            kind: String::from(CHECK),
            value: answers.write(),
        }
    }

    /// The next try. Answers that no result was made from, from another device or from before the result came, all stay.
    fn begin_again(&self, ix: Ix, answers: &mut Answers, attempt: u32) {
        let work = self.progress.work(ix);
        let judged = work.and_then(Work::answered);
        let judged = judged.is_some_and(|judged| judged.is_same(answers));
        let last = work.and_then(|work| work.scores.last());
        let activity = self.activity(ix);
        let check = activity.and_then(|of| Some((of, of.more.check.as_ref()?)));
        match check {
            Some((activity, check)) if judged => {
                let language = &self.edition.board.language;
                let then =
                    last.and_then(|(_, last)| self.drawn_then(check, answers, &activity.id, *last));
                let from = then.unwrap_or_else(|| self.drawn_from(&activity.id));
                check::retry(check, answers, &from, language, attempt);
            }
            _ => answers.again(attempt),
        }
    }

    /// What the order of a check is drawn from.
    #[inline(never)]
    pub fn drawn_from(&self, activity: &str) -> String {
        [self.dealt_to(), "/", activity].concat()
    }

    /// What it was drawn from where these answers came to this result; nothing where they do not any more. In older logs an order that nobody moved is the
    /// one that all guests had, or the one that was drawn from the activity alone.
    #[inline(never)]
    pub fn drawn_then(
        &self,
        check: &Check,
        answers: &Answers,
        activity: &str,
        result: f64,
    ) -> Option<String> {
        let language = &self.edition.board.language;
        let comes_to_it =
            |from: &String| (check::score(check, answers, from, language) - result).abs() < SAME;
        let of_guests = [GUEST, "/", activity].concat();
        let all = [self.drawn_from(activity), of_guests, activity.to_owned()];
        all.into_iter().find(comes_to_it)
    }

    #[inline(never)]
    fn spell_out(&self, ix: Ix, answers: &mut Answers) {
        let activity = self.activity(ix);
        if let Some((id, check)) = activity.and_then(|of| Some((&of.id, of.more.check.as_ref()?))) {
            check::spell_out(check, answers, &self.drawn_from(id));
        }
    }

    /// What would be handed in now.
    pub fn evidence(&self, ix: Ix) -> Vec<Handed> {
        self.progress
            .work(ix)
            .map(|work| self.drafts.evidence(ix, work))
            .unwrap_or_default()
    }

    /// The draft that lists the picked files after a change.
    fn listing(&self, ix: Ix, change: impl FnOnce(&mut Vec<Handed>)) -> (Fact, Vec<Handed>) {
        let work = self.progress.work(ix);
        let mut listed = work
            .map(|work| self.drafts.files(ix, work))
            .unwrap_or_default();
        change(&mut listed);
        let fact = Fact::Draft {
            kind: String::from(FILES),
            value: list(&listed),
        };
        (fact, listed)
    }

    fn typed(
        &mut self,
        ix: Ix,
        kind: &'static str,
        value: String,
        stamp: Stamp,
        update: &mut Update,
    ) {
        let other = |typing: &Typing| typing.ix != ix || typing.kind != kind;
        if self.drafts.typing.as_ref().is_some_and(other) {
            self.rest(stamp, update);
        }
        let ticket = self.keeper.ticket();
        let id = self.edition.activity(ix).map(|activity| &activity.id);
        self.drafts.typing = Some(Typing {
            ix,
            id: id.cloned().unwrap_or_default(),
            kind,
            value,
            ticket,
        });
        update.effects.push(Effect::Wait { ms: REST, ticket });
        update.changed.panel = Some(ix);
    }

    /// A wait is over.
    pub fn waited(&mut self, ticket: u64, stamp: Stamp, update: &mut Update) {
        self.rest_notes(Some(ticket), update);
        if self
            .drafts
            .typing
            .as_ref()
            .is_some_and(|typing| typing.ticket == ticket)
        {
            self.rest(stamp, update);
        }
    }

    /// The page is left: nothing waits.
    #[inline(never)]
    pub fn left(&mut self, stamp: Stamp, update: &mut Update) {
        self.rest(stamp, update);
        self.rest_notes(None, update);
    }

    /// Writes what was typed. It goes into the chunk even while another write is under way.
    pub fn rest(&mut self, stamp: Stamp, update: &mut Update) {
        if let Some(typing) = self.drafts.typing.take() {
            let fact = Fact::Draft {
                kind: String::from(typing.kind),
                value: typing.value,
            };
            let mut event = self.event(fact, Some(typing.ix), stamp, 0);
            event.activity = Some(typing.id.into());
            update.effects.extend(self.keeper.append(event));
            update.changed.panel = Some(typing.ix);
        }
    }

    /// The bytes of a picked file are kept, or could not be.
    pub fn kept(
        &mut self,
        file: u32,
        result: Result<String, Fault>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        let Some(at) = self
            .drafts
            .keeping
            .iter()
            .position(|(_, picked)| picked.file == file)
        else {
            return;
        };
        let (ix, picked) = self.drafts.keeping.remove(at);
        update.changed.panel = Some(ix);
        match result {
            Err(fault) => {
                self.drafts.trouble = Some((ix, not_kept(fault, &picked)));
                // Without it, it is not what was meant to be handed in, and not done by that.
                let waits = self.later.iter().any(|(act, _)| *act == Act::Submit(ix));
                self.later
                    .retain(|(act, _)| !waits || ![Act::Submit(ix), Act::Done(ix)].contains(act));
            }
            Ok(digest) => {
                let (fact, listed) = self.listing(ix, |files| {
                    files.retain(|file| file.digest != digest);
                    files.push(Handed {
                        kind: String::from(picked.kind),
                        digest,
                        name: picked.name,
                        media: picked.media,
                        size: picked.size,
                        ..Handed::default()
                    });
                });
                self.drafts.listed = Some((ix, listed));
                let event = self.event(fact, Some(ix), stamp, 0);
                update.effects.extend(self.keeper.append(event));
            }
        }
    }

    /// The panel of an activity was opened: the teacher's words in it are read.
    pub fn looked(&mut self, ix: Ix, stamp: Stamp, update: &mut Update) {
        let unread = self
            .progress
            .work(ix)
            .is_some_and(|work| !work.feedback.is_empty() && !work.feedback_read);
        if unread {
            let event = self.event(Fact::ReadFeedback, Some(ix), stamp, 0);
            update.effects.extend(self.keeper.append(event));
        }
        self.look(ix, update);
    }

    /// Looks how far the board within it is, where there is one.
    pub fn look(&mut self, ix: Ix, update: &mut Update) {
        if self.has_inner(ix) {
            self.look_inside(ix, update);
        }
    }

    /// Why an act cannot be done, in the fullest words there are.
    pub fn refused(&self, ix: Ix, refusal: &Refusal) -> Phrase {
        match refusal {
            Refusal::Locked(_) => self.lock(ix),
            _ => None,
        }
        .unwrap_or_else(|| refusal.says(self.progress.facts().clock))
    }
}

/// Changes what was answered by an act; whether it may.
fn change(answers: &mut Answers, act: &Act, is_over: bool) -> bool {
    match act {
        Act::Give(_, key, given) if !is_over => answers.give(key, given.clone()),
        Act::Move(_, key, order, _) if !is_over => answers.give(key, Given::Many(order.clone())),
        Act::Turn(_, key) if !is_over => answers.at.clone_from(key),
        Act::Sure(_, level) => {
            let level = Some(*level).filter(|level| (1..=5).contains(level));
            match is_over {
                true => answers.after = level,
                false => answers.before = level,
            }
        }
        _ => return false,
    }
    true
}

fn not_kept(fault: Fault, picked: &Picked) -> Phrase {
    Phrase::new(match fault {
        Fault::Denied | Fault::Unwanted => "saved-file-denied",
        Fault::Full => "saved-file-full",
        Fault::Broken => "saved-file-broken",
    })
    .with("name", crate::words::Arg::Text(picked.name.clone()))
}
