//! A quick check is answered: what was given becomes a draft, and handing it in the facts that say what it came to.

use super::machine::Update;
use super::message::Act;
use super::opened::Opened;
use super::space::GUEST;
use super::stamp::Stamp;
use crate::board::Check;
use crate::progress::check::{self, Answers, CHECK, CHECKED, Given};
use crate::progress::{Fact, Work};
use crate::rules::Ix;
use crate::words::Phrase;

/// Percentages that are nearer than this are the same: a file has them in fewer digits.
const SAME: f64 = 0.001;

impl Opened {
    /// Answers a question of a check, moves an item of it, turns to another, or says how sure one is.
    #[inline(never)]
    pub(super) fn give(&mut self, ix: Ix, act: &Act, stamp: Stamp, update: &mut Update) {
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
    pub(super) fn answer(&mut self, ix: Ix, fact: Fact, stamp: Stamp, update: &mut Update) {
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

    /// What an act on a check writes.
    #[inline(never)]
    pub(super) fn checked(&self, ix: Ix, act: &Act) -> Fact {
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
