//! Does a plan add up? The board is asked as if all that is planned counted, beside what counts already: whether it is complete then, for how many
//! points, in how much time, on which standards; and whether what is planned can be done at all, in its order and within the board's rules.
//!
//! The question is put to a copy of the progress. Nothing is stored of the answer.

use super::fold::Progress;
use crate::board::points_asked;
use crate::rules::{Back, Ix, Points, Standing, State, Verdict, back, evaluate, explain, met};
use crate::words::Phrase;

/// Chains of locks are gone through so often, forwards and backwards by turns.
const ROUNDS: u32 = 64;

/// So many reasons are worked out: each is a look at the whole board.
const REASONS: usize = 12;

/// So many activities are named that would help, or bring the points that are missing.
const NAMED: usize = 3;

/// What a plan comes to.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct AddsUp {
    /// What is planned and does not count yet, in the plan's order, and on which day (since 1970).
    pub planned: Vec<(Ix, Option<i32>)>,
    /// Whether the board is complete with it.
    pub verdict: Verdict,
    /// What it still lacks then, or why it can no longer be completed.
    pub says: Phrase,
    /// What would help then, the nearest first; at most a few.
    pub helps: Vec<Ix>,
    /// Where it cannot be completed with the plan: without one of these it could.
    pub without: Vec<Ix>,
    /// Points with the plan.
    pub points: Points,
    /// Where these are fewer than the board asks for: what could bring the rest, and whether it is enough.
    pub more_points: Option<(Vec<Ix>, bool)>,
    /// Minutes that the plan takes.
    pub minutes: f64,
    /// How many of the planned activities have no time of their own.
    pub untimed: u32,
    /// By standard: something that counts then shows it.
    pub standards: Vec<bool>,
    /// What stays shut when its turn comes: on its day, or with no day at any time; and why.
    pub locked: Vec<(Ix, Option<i32>, Phrase)>,
    /// Planned although no tries are left at its check.
    pub spent: Vec<Ix>,
    /// Sections of which more would be taken up than may be.
    pub over: Vec<Over>,
}

/// More of a section than its `choose.max`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Over {
    pub section: u32,
    pub most: u32,
    /// With the plan.
    pub have: u32,
    /// What of it is planned and not taken up yet.
    pub planned: Vec<Ix>,
}

impl Progress {
    /// What the plan comes to, as things stand now. Costs as much as the board is large.
    #[inline(never)]
    pub fn adds_up(&self) -> AddsUp {
        let planned = self.still_planned();
        let mut then = self.clone();
        let mut sums = AddsUp {
            locked: then.suppose_in_order(&planned),
            ..AddsUp::default()
        };
        then.settle_all();
        let edition = &self.edition;
        for (ix, _) in &planned {
            match edition.activity(*ix).and_then(|activity| activity.minutes) {
                Some(minutes) => sums.minutes += minutes,
                None => sums.untimed += 1,
            }
            let counts = then.standing(*ix).is_some_and(|then| then.counts > 0);
            if self.is_spent(*ix) && !counts {
                sums.spent.push(*ix);
            }
        }
        sums.over = self.over(&then, &planned);
        sums.points = then.points();
        sums.standards = vec![false; edition.ground.standards.len()];
        for (ix, place) in (0..).zip(&edition.ground.places) {
            let shows = then.standing(ix).is_some_and(|then| then.counts > 0);
            for standard in place.more.standards.iter().filter(|_| shows) {
                if let Some(shown) = sums.standards.get_mut(*standard as usize) {
                    *shown = true;
                }
            }
        }
        let ahead = then.ahead();
        let outcome = evaluate(&ahead, edition.book.complete);
        sums.verdict = outcome.verdict;
        sums.says = match outcome.verdict {
            Verdict::Impossible => explain::why(&ahead, &outcome),
            _ => explain::next(&ahead, &outcome),
        };
        sums.helps = outcome.helps.iter().take(NAMED).copied().collect();
        if outcome.verdict == Verdict::Impossible {
            let is_planned = |ix: &Ix| planned.iter().any(|(of, _)| of == ix);
            let ways = back(&ahead, edition.book.complete).into_iter();
            let ways = ways.filter_map(|way| match way {
                Back::Undo(ix) | Back::Drop(ix) => Some(ix),
                Back::Choose(_) => None,
            });
            sums.without = ways.filter(is_planned).collect();
        }
        let asked = points_asked(&edition.board);
        if let Some(asked) = asked.filter(|asked| sums.points < *asked) {
            let can = |ix: &Ix| ahead.can(*ix);
            sums.more_points = Some(then.bringing(asked, &can));
        }
        sums.planned = planned;
        sums
    }

    /// What is planned and does not count yet, with its day.
    fn still_planned(&self) -> Vec<(Ix, Option<i32>)> {
        let Some(plan) = self.plan() else {
            return Vec::new();
        };
        let known = plan.activities.iter().filter_map(|id| {
            let ix = self.edition.find(id)?;
            Some((ix, plan.days.get(id).copied()))
        });
        known
            .filter(|(ix, _)| self.standing(*ix).is_some_and(|now| now.counts == 0))
            .collect()
    }

    /// Its check is not passed, cannot be taken again, and nothing else makes it count.
    fn is_spent(&self, ix: Ix) -> bool {
        let now = self.standing(ix);
        now.is_some_and(|now| now.is_spent() && now.room == 0)
    }

    /// Lets what is planned count, day by day, what has no day as soon as it is open. What stays shut is named, and counts all the same.
    fn suppose_in_order(
        &mut self,
        planned: &[(Ix, Option<i32>)],
    ) -> Vec<(Ix, Option<i32>, Phrase)> {
        let mut waiting: Vec<(Ix, Option<i32>)> = planned.to_vec();
        let mut days: Vec<i32> = planned.iter().filter_map(|(_, day)| *day).collect();
        days.sort_unstable();
        days.dedup();
        let mut locked = Vec::new();
        for day in days.into_iter().map(Some).chain([None]) {
            self.suppose_open(&mut waiting, day);
            let is_due = |of: Option<i32>| of.is_some() && of <= day || day.is_none();
            let (shut, later) = waiting.into_iter().partition(|(_, of)| is_due(*of));
            waiting = later;
            self.name_shut(&shut, &mut locked);
            for (ix, _) in shut {
                self.suppose(ix);
            }
        }
        locked
    }

    /// Of what may be done by a day (or at all), what is open, until nothing opens any more.
    fn suppose_open(&mut self, waiting: &mut Vec<(Ix, Option<i32>)>, day: Option<i32>) {
        for round in 0..ROUNDS {
            let before = waiting.len();
            waiting.retain(|(ix, of)| {
                let has_come = of.is_none() || day.is_none() || *of <= day;
                let opens = has_come && self.is_open(*ix);
                if opens {
                    self.suppose(*ix);
                }
                !opens
            });
            if waiting.len() == before {
                // As it was, however often it was turned round.
                if round % 2 == 1 {
                    waiting.reverse();
                }
                return;
            }
            waiting.reverse();
        }
    }

    /// No rule shuts it. Dates are looked at elsewhere, and so are places.
    fn is_open(&self, ix: Ix) -> bool {
        let taken_up = self.standing(ix).is_some_and(Standing::in_use);
        let rule = self.edition.book.lock(ix);
        let edition = &self.edition;
        taken_up || rule.is_none_or(|rule| met(&edition.book, &edition.ground, &self.facts, rule))
    }

    fn name_shut(
        &mut self,
        shut: &[(Ix, Option<i32>)],
        locked: &mut Vec<(Ix, Option<i32>, Phrase)>,
    ) {
        if shut.is_empty() || locked.len() >= REASONS {
            return;
        }
        self.settle_all();
        let ahead = self.ahead();
        for (ix, day) in shut.iter().take(REASONS - locked.len()) {
            if let Some(why) = explain::locked(&ahead, *ix) {
                locked.push((*ix, *day, why));
            }
        }
    }

    /// Lets an activity count: done, approved, and its check passed where that can still be.
    fn suppose(&mut self, ix: Ix) {
        if self.is_spent(ix) {
            return;
        }
        let passes = self.standing(ix).is_some_and(|now| !now.is_spent());
        let pass = self
            .activity(ix)
            .and_then(|activity| activity.more.check.as_ref())
            .map(|check| check.pass);
        let pass = pass.filter(|_| passes);
        let now = self.clock.now;
        let Some(work) = self.works.get_mut(ix) else {
            return;
        };
        work.state = State::Done;
        work.approved = true;
        if let Some(pass) = pass.filter(|pass| work.best().is_none_or(|best| best < *pass)) {
            work.scores.push((now, pass));
            work.tries = work.tries.saturating_add(1);
        }
        self.reckon(ix, None, "plan");
        if self.edition.locks_ask_mastery {
            self.freshen_mastery();
        }
        if self.edition.locks_ask_badges {
            self.freshen_badges();
        }
    }

    /// Sections of which more are taken up then than may be.
    fn over(&self, then: &Progress, planned: &[(Ix, Option<i32>)]) -> Vec<Over> {
        let sections = (0..).zip(&self.edition.ground.sections).zip(&then.taken);
        let over = sections.filter_map(|((section, ground), have)| {
            let most = ground.choose_max.filter(|most| have > most)?;
            let is_new = |ix: &Ix| {
                let taken_up = self.standing(*ix).is_some_and(Standing::in_use);
                let place = self.edition.place(*ix);
                !taken_up && place.is_some_and(|place| place.section == section)
            };
            let planned: Vec<Ix> = planned.iter().map(|(ix, _)| *ix).filter(is_new).collect();
            (!planned.is_empty()).then_some(Over {
                section,
                most,
                have: *have,
                planned,
            })
        });
        over.collect()
    }

    /// What would bring the points that are missing, the most first; and whether so few are enough.
    fn bringing(&self, asked: Points, can: &dyn Fn(&Ix) -> bool) -> (Vec<Ix>, bool) {
        let places = (0..).zip(&self.edition.ground.places);
        let mut all: Vec<(Points, Ix)> = places
            .filter(|(ix, place)| place.points > Points::ZERO && can(ix))
            .filter(|(ix, _)| self.standing(*ix).is_some_and(|then| then.counts == 0))
            .map(|(ix, place)| (place.points, ix))
            .collect();
        all.sort_by_key(|(points, ix)| (std::cmp::Reverse(*points), *ix));
        let mut left = asked - self.points();
        let mut named = Vec::new();
        for (points, ix) in all.into_iter().take(NAMED) {
            if left <= Points::ZERO {
                break;
            }
            left = left - points;
            named.push(ix);
        }
        (named, left <= Points::ZERO)
    }
}
