//! Progress: what follows from a board and a log at a moment. A pure function of the three; [`Progress::apply`] is the same
//! function, one event at a time, asking again only what the event touches.

use std::sync::Arc;

use super::badges::Badges;
use super::edition::Edition;
use super::event::{Event, Fact};
use super::interests;
use super::journal::Kept;
use super::judge::{Judge, Lock, Refusal, lock};
use super::ledger::Ledger;
use super::log::Log;
use super::mastery::{self, Story};
use super::work::{Work, Works};
use crate::board::Activity;
use crate::rules::{
    Ahead, Clock, Facts, Ix, Marks, Outcome, Points, Standing, State, evaluate, explain,
};
use crate::words::Phrase;

/// What a learner has come to.
#[derive(Clone, Debug)]
pub struct Progress {
    pub(super) edition: Arc<Edition>,
    pub(super) facts: Facts,
    pub(super) works: Works,
    /// Places taken, by section.
    pub(super) taken: Vec<u32>,
    pub(super) ledger: Ledger,
    pub(super) badges: Badges,
    /// Boxed: most boards are worked on without one.
    pub(super) journal: Option<Box<Kept>>,
    /// Boxed: most boards ask nobody what they like.
    pub(super) interests: Option<Box<interests::Kept>>,
    /// Local days worked on, sorted.
    pub(super) days: Vec<i64>,
    /// Standards to be looked at again.
    pub(super) stale: Vec<u32>,
    /// Activities the event at hand touched.
    pub(super) touched: Vec<Ix>,
    /// The learner's clock, as against that of the event at hand.
    pub(super) clock: Clock,
    /// Which rules are met now.
    pub(super) marks: Marks,
    /// Key of the newest event taken in.
    newest: Option<(i64, String)>,
}

/// What an event or the passing of time changed, so that a screen redraws only that.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Changed {
    /// Activities whose standing, lock or record changed: sorted, each once.
    pub activities: Vec<Ix>,
    /// The board became complete, or stopped being it.
    pub complete: bool,
    /// Badges came or went.
    pub badges: bool,
    /// The points changed, and with them the ledger.
    pub points: bool,
    /// The level changed.
    pub level: bool,
    /// A level of mastery changed.
    pub mastery: bool,
}

impl Progress {
    /// Nobody has done anything yet.
    pub fn new(edition: Arc<Edition>, clock: Clock) -> Self {
        let mut progress = Progress::before(edition, clock);
        progress.settle_all();
        progress
    }

    /// From the whole log.
    pub fn replay(edition: Arc<Edition>, log: &Log, clock: Clock) -> Self {
        let mut progress = Progress::before(edition, clock);
        for event in log.iter() {
            progress.take(event);
            progress.touched.clear();
        }
        progress.newest = log.newest().map(|event| (event.at, event.id.clone()));
        // What has been agreed to is on the board from the start: an act on it may come before in a log that two wrote.
        if (progress.journal.is_some() || !progress.edition.own().is_empty())
            && let Some(edition) = progress.renewed()
        {
            return Progress::replay(edition, log, clock);
        }
        progress.settle_all();
        progress
    }

    /// Takes in one event newer than all before it. `None`: it is not, and the log must be replayed.
    pub fn apply(&mut self, event: &Event, clock: Clock) -> Option<Changed> {
        let newest = self.newest.as_ref().map(|(at, id)| (*at, id.as_str()));
        if newest.is_some_and(|newest| event.key() <= newest) {
            return None;
        }
        // It may put an activity on the board, or take them off.
        let is_reset = matches!(event.fact, Fact::Reset) && event.activity.is_none();
        if matches!(event.fact, Fact::Propose { .. } | Fact::Accept { .. })
            || is_reset && !self.edition.own().is_empty()
        {
            return None;
        }
        // An event in a zone of its own leaves every other day where it was, unless the learner has moved.
        if clock.offset != self.clock.offset {
            return None;
        }
        let before = self.sums();
        self.touched.clear();
        self.clock = clock;
        self.take(event);
        self.newest = Some((event.at, event.id.clone()));
        Some(self.settle(before))
    }

    /// Time passes. `None`: the learner's time zone changed, and the log must be replayed.
    pub fn tick(&mut self, clock: Clock) -> Option<Changed> {
        if clock.offset != self.clock.offset {
            return None;
        }
        let before = self.sums();
        self.touched.clear();
        self.clock = clock;
        Some(self.settle(before))
    }

    /// Whether an act would have an effect now, or why not.
    pub fn may(&self, ix: Ix, fact: &Fact) -> Result<(), Refusal> {
        let judge = self.judge(ix, false).ok_or(Refusal::Unknown)?;
        judge.judge(fact).map(|_| ())
    }

    /// What keeps an untouched activity shut now.
    pub fn locked(&self, ix: Ix) -> Option<Lock> {
        let standing = self.facts.standings.get(ix as usize)?;
        match standing.state {
            State::Locked => lock(&self.edition, &self.facts, &self.taken, ix),
            _ => None,
        }
    }

    /// The same in words; `ahead` is [`Progress::ahead`], shared by many questions.
    pub fn why_locked(&self, ahead: &Ahead, ix: Ix) -> Option<Phrase> {
        Some(match self.locked(ix)? {
            Lock::Requires => explain::locked(ahead, ix)?,
            lock => lock.says(self.clock),
        })
    }

    /// The board, its ground and rules.
    pub fn edition(&self) -> &Arc<Edition> {
        &self.edition
    }

    /// What rules may know.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// A look at what may still come: every question about rules begins with it.
    pub fn ahead(&self) -> Ahead<'_> {
        Ahead::look(&self.edition.book, &self.edition.ground, &self.facts)
    }

    /// Whether the board is complete, in full.
    pub fn complete(&self) -> Outcome {
        evaluate(&self.ahead(), self.edition.book.complete)
    }

    /// Whether the board is complete.
    pub fn is_complete(&self) -> bool {
        self.marks.met(self.edition.book.complete)
    }

    /// Where an activity stands.
    pub fn standing(&self, ix: Ix) -> Option<&Standing> {
        self.facts.standings.get(ix as usize)
    }

    /// What was done in an activity.
    pub fn work(&self, ix: Ix) -> Option<&Work> {
        self.works.get(ix)
    }

    /// An activity as this learner meets it: the version of the first group they are in, or its own text.
    pub fn activity(&self, ix: Ix) -> Option<&Activity> {
        version(&self.edition, &self.facts, ix)
    }

    /// The activity is no longer what it was when it was worked on: keep or redo.
    pub fn is_outdated(&self, ix: Ix) -> bool {
        self.work(ix).is_some_and(|work| {
            let worked_on = !matches!(work.state, State::Open | State::Dropped);
            let revision = work.revision.as_deref();
            worked_on && revision.is_some_and(|revision| !self.edition.has_revision(ix, revision))
        })
    }

    /// Points earned.
    pub fn points(&self) -> Points {
        self.ledger.total()
    }

    /// Every point with its reason.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Level reached, counted from 1; 0 below the first and on boards without levels.
    pub fn level(&self) -> u32 {
        self.facts.level
    }

    /// Earned badges.
    pub fn badges(&self) -> &Badges {
        &self.badges
    }

    /// Level of mastery reached on a standard, as an index into the scale.
    pub fn mastery(&self, standard: u32) -> Option<usize> {
        self.facts.mastery.get(standard as usize).copied().flatten()
    }

    /// How the level of mastery on a standard came about.
    pub fn story(&self, standard: u32) -> Story {
        mastery::story(&self.edition, &self.facts, &self.works, standard)
    }

    /// Ids of the standards on which a level has been reached, and of that level, in the board's order.
    pub fn mastered(&self) -> impl Iterator<Item = (&str, &str)> {
        let ground = &self.edition.ground;
        let standards = (0..).zip(&ground.standards);
        standards.filter_map(|(standard, id)| {
            let level = ground.scale.get(self.mastery(standard)?)?;
            Some((id.as_str(), level.as_str()))
        })
    }

    pub(super) fn before(edition: Arc<Edition>, clock: Clock) -> Self {
        let ground = &edition.ground;
        let count = ground.places.len();
        let facts = Facts {
            standings: vec![Standing::default(); count],
            badges: vec![false; ground.badges.len()],
            mastery: vec![None; ground.standards.len()],
            // A first level at no points is reached by being there.
            level: ground
                .levels
                .partition_point(|begins| *begins <= Points::ZERO) as u32,
            clock,
            ..Facts::default()
        };
        let mut progress = Progress {
            facts,
            works: Works::new(count),
            taken: vec![0; ground.sections.len()],
            ledger: Ledger::default(),
            badges: Badges::new(ground.badges.len()),
            journal: None,
            interests: None,
            days: Vec::new(),
            stale: Vec::new(),
            touched: Vec::new(),
            clock,
            marks: Marks::default(),
            newest: None,
            edition,
        };
        for ix in 0..count as Ix {
            progress.reckon(ix, None, "free");
        }
        progress.touched.clear();
        progress
    }

    pub(super) fn judge(&self, ix: Ix, trusted: bool) -> Option<Judge<'_>> {
        Some(Judge {
            edition: &self.edition,
            facts: &self.facts,
            taken: &self.taken,
            activity: self.activity(ix)?,
            place: self.edition.place(ix)?,
            work: self.work(ix)?,
            standing: self.standing(ix)?,
            ix,
            trusted,
        })
    }

    /// The clock of an event: its own time, in its own zone where it says one.
    pub(super) fn clock_of(&self, event: &Event) -> Clock {
        Clock {
            now: event.at,
            offset: event.offset.unwrap_or(self.clock.offset),
        }
    }
}

/// An activity as the first of a learner's groups meets it.
pub(super) fn version<'a>(edition: &'a Edition, facts: &Facts, ix: Ix) -> Option<&'a Activity> {
    let activity = edition.activity(ix)?;
    let mine = activity
        .more
        .versions
        .iter()
        .find(|(group, _)| facts.groups.binary_search(group).is_ok());
    Some(mine.map_or(activity, |(_, version)| version))
}
