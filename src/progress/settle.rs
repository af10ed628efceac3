//! What follows from the facts at the present moment: badges, mastery, which rules are met, what is shut. From scratch after a
//! replay; after one act only for what the act and the clock can have changed.

use super::fold::{Changed, Progress};
use super::judge::full;
use super::mastery;
use crate::rules::{Clock, Ix, Marks, Moment, State};

/// What is compared before and after an act.
pub(super) struct Sums {
    clock: Clock,
    lines: usize,
    level: u32,
    badges: Vec<String>,
    mastery: Vec<Option<usize>>,
    full: Vec<bool>,
}

impl Progress {
    /// Everything that depends on the present moment, asked from scratch.
    pub(super) fn settle_all(&mut self) {
        self.facts.clock = self.clock;
        self.freshen_mastery();
        self.freshen_badges();
        self.marks = Marks::all(&self.edition.book, &self.edition.ground, &self.facts);
        for ix in self.works.all() {
            self.show(ix);
        }
    }

    /// The same for what the touched activities and the clock can have changed.
    pub(super) fn settle(&mut self, before: Sums) -> Changed {
        self.facts.clock = self.clock;
        self.freshen_mastery();
        self.freshen_badges();
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        touched.dedup();
        let edition = self.edition.clone();
        let was_complete = self.is_complete();
        let flipped = self
            .marks
            .sweep(&edition.book, &edition.ground, &self.facts, &touched);
        let mut activities = touched.clone();
        let mut look = |progress: &mut Progress, ix: Ix| {
            if progress.show(ix) {
                activities.push(ix);
            }
        };
        for ix in &touched {
            look(self, *ix);
        }
        for rule in flipped {
            for ix in edition.book.opens(rule) {
                look(self, *ix);
            }
        }
        for ix in &edition.dated {
            let opens = edition.place(*ix).and_then(|place| place.more.opens);
            let came = |opens: Moment| opens.has_come(before.clock) != opens.has_come(self.clock);
            if opens.is_some_and(came) {
                look(self, *ix);
            }
        }
        for (section, was_full) in (0..).zip(&before.full) {
            if *was_full != full(&edition, &self.taken, section).is_some() {
                let shut = edition.ground.sections.get(section as usize);
                for ix in shut.into_iter().flat_map(|section| &section.activities) {
                    look(self, *ix);
                }
            }
        }
        activities.sort_unstable();
        activities.dedup();
        let after = self.sums();
        Changed {
            activities,
            complete: was_complete != self.is_complete(),
            badges: before.badges != after.badges,
            points: before.lines != after.lines,
            level: before.level != after.level,
            mastery: before.mastery != after.mastery,
        }
    }

    /// Writes the state a screen shows: an untouched activity is open or locked. Says whether it changed.
    fn show(&mut self, ix: Ix) -> bool {
        let Some(state) = self.works.get(ix).map(|work| work.state) else {
            return false;
        };
        let free = self.edition.place(ix).is_some_and(|place| place.free);
        let shown = match state {
            State::Open if free => State::Done,
            State::Open if self.is_shut(ix) => State::Locked,
            state => state,
        };
        let Some(standing) = self.facts.standings.get_mut(ix as usize) else {
            return false;
        };
        std::mem::replace(&mut standing.state, shown) != shown
    }

    /// The same question as [`lock`], answered from what is known of every rule.
    fn is_shut(&self, ix: Ix) -> bool {
        let Some(place) = self.edition.place(ix) else {
            return true;
        };
        let rule = self.edition.book.lock(ix);
        place
            .more
            .opens
            .is_some_and(|opens| !opens.has_come(self.clock))
            || rule.is_some_and(|rule| !self.marks.met(rule))
            || full(&self.edition, &self.taken, place.section).is_some()
    }

    /// Brings the badges up to what the facts now earn.
    pub(super) fn freshen_badges(&mut self) {
        let edition = self.edition.clone();
        self.badges.freshen(&edition, &mut self.facts);
    }

    /// Brings the levels of mastery up to date.
    pub(super) fn freshen_mastery(&mut self) {
        self.stale.sort_unstable();
        self.stale.dedup();
        for standard in std::mem::take(&mut self.stale) {
            let level = mastery::level(&self.edition, &self.facts, &self.works, standard);
            if let Some(mastery) = self.facts.mastery.get_mut(standard as usize) {
                *mastery = level;
            }
        }
    }

    pub(super) fn sums(&self) -> Sums {
        let sections = 0..self.edition.ground.sections.len() as u32;
        Sums {
            clock: self.clock,
            lines: self.ledger.lines().len(),
            level: self.facts.level,
            badges: self.badges.ids(&self.edition),
            mastery: self.facts.mastery.clone(),
            full: sections
                .map(|section| full(&self.edition, &self.taken, section).is_some())
                .collect(),
        }
    }
}
