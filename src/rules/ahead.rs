//! What may still come: for each activity, how many times it can come to count if everything goes well. Every question
//! about the facts of one moment shares it.

use super::book::{RuleAt, Rulebook};
use super::facts::{Facts, Standing};
use super::ground::{Ground, Ix};
use super::may::{May, combine};
use super::met::{counted, earned, standing};
use super::points::Points;

/// How many steps a search may take before it says "not proved in time".
pub const STEPS: u32 = 20_000;

/// A moment's facts and what may follow from them.
#[derive(Clone, Debug)]
pub struct Ahead<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) ground: &'a Ground,
    pub(super) facts: &'a Facts,
    /// Steps allowed for each search.
    pub(super) steps: u32,
    /// By activity: may come to count once more, if everything goes well.
    pub(super) can: Vec<bool>,
    /// By section: places of its `choose.max` still free.
    pub(super) places: Vec<u32>,
    /// By badge: may be earned.
    pub(super) badges: Vec<bool>,
    /// Some section has fewer places than activities that could take one.
    pub(super) crowded: bool,
}

impl<'a> Ahead<'a> {
    /// Looks ahead from these facts.
    pub fn look(book: &'a Rulebook, ground: &'a Ground, facts: &'a Facts) -> Self {
        Self::within(book, ground, facts, STEPS)
    }

    /// The same with another number of steps for each search.
    pub fn within(book: &'a Rulebook, ground: &'a Ground, facts: &'a Facts, steps: u32) -> Self {
        let mut ahead = Ahead {
            book,
            ground,
            facts,
            steps,
            can: vec![false; ground.places.len()],
            places: places_left(ground, facts),
            badges: facts.badges.clone(),
            crowded: false,
        };
        ahead.badges.resize(ground.badges.len(), false);
        ahead.spread();
        if ahead.places.iter().any(|places| *places != u32::MAX) {
            let all = (0..).zip(&facts.standings).map(|(ix, _)| ix);
            ahead.crowded = ahead.crowds(all);
        }
        ahead
    }

    /// This activity may come to count once more.
    pub fn can(&self, ix: Ix) -> bool {
        self.can.get(ix as usize).copied().unwrap_or(false)
    }

    /// What is open opens more, until nothing changes.
    fn spread(&mut self) {
        let mut waiting: Vec<Ix> = Vec::new();
        for (ix, standing) in (0..).zip(&self.facts.standings) {
            if standing.room == 0 || !self.has_place(ix, standing) {
                continue;
            }
            let opener = self.book.lock(ix);
            let opened = standing.in_use() || opener.is_none();
            match (opened, self.can.get_mut(ix as usize)) {
                (true, Some(can)) => *can = true,
                (false, _) => waiting.push(ix),
                (true, None) => {}
            }
        }
        // Forwards and backwards by turns: a chain of locks is usually written in one of these orders.
        let mut known = vec![None; self.book.nodes.len()];
        loop {
            let mut changed = false;
            waiting.retain(|ix| {
                let opener = self.book.lock(*ix);
                let opened = opener.is_none_or(|opener| self.may_by_now(opener, &mut known).yes);
                if opened && let Some(can) = self.can.get_mut(*ix as usize) {
                    *can = true;
                    changed = true;
                }
                !opened
            });
            waiting.reverse();
            for (ix, rule) in self.book.badges.iter().enumerate() {
                let earned = self.badges.get(ix).copied().unwrap_or(true);
                if !earned && self.may_by_now(*rule, &mut known).yes {
                    if let Some(badge) = self.badges.get_mut(ix) {
                        *badge = true;
                    }
                    changed = true;
                }
            }
            if !changed {
                return;
            }
            // What may hold may go on holding; what may not is asked again.
            for may in &mut known {
                *may = may.filter(|may: &May| may.yes && may.no);
            }
        }
    }

    /// What a rule may come to by what is known so far, each rule asked once a round.
    fn may_by_now(&self, at: RuleAt, known: &mut Vec<Option<May>>) -> May {
        if let Some(may) = known.get(at.0 as usize).copied().flatten() {
            return may;
        }
        let combined = combine(self.book.node(at), &mut |part| self.may_by_now(part, known));
        let may = combined.unwrap_or_else(|| self.may(at));
        if let Some(slot) = known.get_mut(at.0 as usize) {
            *slot = Some(may);
        }
        may
    }

    /// Some section has fewer places than these could take.
    pub(super) fn crowds(&self, activities: impl Iterator<Item = Ix>) -> bool {
        let mut wanting = vec![0_u32; self.ground.sections.len()];
        for ix in activities {
            let waits = self.can(ix) && !standing(self.facts, ix).is_some_and(Standing::in_use);
            let place = self.ground.places.get(ix as usize);
            let section = place.and_then(|place| wanting.get_mut(place.section as usize));
            if let (true, Some(wanting)) = (waits, section) {
                *wanting += 1;
            }
        }
        wanting
            .iter()
            .zip(&self.places)
            .any(|(wanting, places)| wanting > places)
    }

    fn has_place(&self, ix: Ix, standing: &Standing) -> bool {
        standing.in_use() || self.free_places(ix) > 0
    }

    /// Places of its section's `choose.max` still free.
    pub(super) fn free_places(&self, ix: Ix) -> u32 {
        self.ground
            .places
            .get(ix as usize)
            .and_then(|place| self.places.get(place.section as usize))
            .copied()
            .unwrap_or(u32::MAX)
    }

    pub(super) fn may(&self, at: RuleAt) -> May {
        super::may::may(self, at)
    }

    /// The most that these can come to in all when each counting once more is worth `worth`: the best that fits into the
    /// free places of each section.
    pub(super) fn most(&self, of: &[Ix], now: i64, worth: &dyn Fn(Ix) -> i64) -> i64 {
        let mut sum = now;
        let mut by_section: Vec<(u32, i64)> = Vec::new();
        for ix in of {
            let Some(standing) = standing(self.facts, *ix) else {
                continue;
            };
            if !self.can(*ix) {
                continue;
            }
            let gain = worth(*ix).saturating_mul(i64::from(standing.room));
            if gain <= 0 {
                continue;
            }
            if standing.in_use() || self.free_places(*ix) == u32::MAX {
                sum = sum.saturating_add(gain);
            } else if let Some(place) = self.ground.places.get(*ix as usize) {
                by_section.push((place.section, gain));
            }
        }
        by_section.sort_unstable_by_key(|(section, gain)| (*section, -gain));
        for section in by_section.chunk_by(|a, b| a.0 == b.0) {
            let places = section
                .first()
                .and_then(|(section, _)| self.places.get(*section as usize))
                .map_or(usize::MAX, |places| *places as usize);
            for (_, gain) in section.iter().take(places) {
                sum = sum.saturating_add(*gain);
            }
        }
        sum
    }

    pub(super) fn most_counting(&self, of: &[Ix]) -> i64 {
        self.most(of, i64::from(counted(self.facts, of)), &|_| 1)
    }

    pub(super) fn most_points(&self, of: &[Ix]) -> i64 {
        self.most(of, earned(self.facts, of).0, &|ix| self.worth(ix).0)
    }

    pub(super) fn least_points(&self, of: &[Ix]) -> i64 {
        let now = earned(self.facts, of).0;
        -self.most(of, -now, &|ix| -self.worth(ix).0)
    }

    pub(super) fn worth(&self, ix: Ix) -> Points {
        self.ground
            .places
            .get(ix as usize)
            .map_or(Points::ZERO, |place| place.points)
    }
}

pub(super) fn places_left(ground: &Ground, facts: &Facts) -> Vec<u32> {
    ground
        .sections
        .iter()
        .map(|section| match section.choose_max {
            None => u32::MAX,
            Some(most) => {
                // Nobody chose a free space: it takes no place.
                let chosen = |ix: &&Ix| {
                    let place = ground.places.get(**ix as usize);
                    place.is_some_and(|place| !place.free)
                        && standing(facts, **ix).is_some_and(Standing::in_use)
                };
                let used = section.activities.iter().filter(chosen).count();
                most.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX))
            }
        })
        .collect()
}
