//! One act further, or one act back: which choice would shut a rule, and which of the learner's own ways back opens it.

use super::ahead::Ahead;
use super::book::RuleAt;
use super::evaluate::verdict;
use super::facts::{Facts, State};
use super::ground::Ix;
use super::met::standing;
use super::outcome::Verdict;
use super::points::Points;

/// More single acts than this are not tried.
const ACTS: usize = 48;

/// A learner's own way back: the one act after which a rule is no longer impossible.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Back {
    /// Undo something done.
    Undo(Ix),
    /// Drop something chosen.
    Drop(Ix),
    /// Choose something dropped again.
    Choose(Ix),
}

/// Each single act after which an impossible rule is met or open again.
pub fn back(ahead: &Ahead, at: RuleAt) -> Vec<Back> {
    let mut found = Vec::new();
    let mut tried = 0;
    for ix in concerned(ahead, at) {
        let Some(now) = standing(ahead.facts, ix) else {
            continue;
        };
        let free = ahead
            .ground
            .places
            .get(ix as usize)
            .is_some_and(|place| place.free);
        let acts: &[Back] = match now.state {
            _ if free => &[],
            State::Dropped => &[Back::Choose(ix)],
            State::Done => &[Back::Undo(ix)],
            State::Chosen | State::Started | State::Waiting | State::Returned => &[Back::Drop(ix)],
            State::Locked | State::Open => &[],
        };
        for act in acts {
            tried += 1;
            if tried > ACTS {
                return found;
            }
            let facts = taken(ahead, act);
            let next = Ahead::within(ahead.book, ahead.ground, &facts, ahead.steps / 8);
            if verdict(&next, at).0 != Verdict::Impossible {
                found.push(act.clone());
            }
        }
    }
    found
}

/// Whether choosing (and doing) this would make a rule impossible that is not.
pub(super) fn shuts(ahead: &Ahead, at: RuleAt, ix: Ix) -> bool {
    let facts = picked(ahead, ix);
    let next = Ahead::within(ahead.book, ahead.ground, &facts, ahead.steps / 8);
    verdict(&next, at).0 == Verdict::Impossible
}

/// Whether choosing this activity now would make the board impossible to complete. `false` where that could not be
/// decided within the steps allowed: a warning is never a guess.
pub fn warns(ahead: &Ahead, ix: Ix) -> bool {
    let free_to_choose = standing(ahead.facts, ix)
        .is_some_and(|standing| !standing.in_use() && standing.room > 0 && ahead.can(ix));
    free_to_choose
        && !super::reach::harmless(ahead, ahead.book.complete)
        && shuts(ahead, ahead.book.complete, ix)
        && verdict(ahead, ahead.book.complete).0 != Verdict::Impossible
}

/// The facts after this activity has been chosen and come to count once more.
pub(super) fn picked(ahead: &Ahead, ix: Ix) -> Facts {
    let mut facts = ahead.facts.clone();
    let worth = ahead.worth(ix);
    if let Some(standing) = facts.standings.get_mut(ix as usize) {
        standing.state = State::Done;
        standing.passed = !standing.is_spent();
        if standing.room > 0 {
            standing.room -= 1;
            standing.counts += 1;
            standing.points += worth;
        }
    }
    again(ahead, facts)
}

fn taken(ahead: &Ahead, act: &Back) -> Facts {
    let mut facts = ahead.facts.clone();
    let (Back::Undo(ix) | Back::Drop(ix) | Back::Choose(ix)) = act;
    let counts_when = ahead.ground.counts_when;
    let place = ahead.ground.places.get(*ix as usize);
    if let (Some(standing), Some(place)) = (facts.standings.get_mut(*ix as usize), place) {
        standing.state = match act {
            Back::Undo(_) => State::Started,
            Back::Drop(_) => State::Dropped,
            Back::Choose(_) => State::Open,
        };
        standing.approved = false;
        // Undone, it is begun still; with `counts_when` chosen or started it counts on.
        standing.counts = u32::from(standing.has_reached(counts_when));
        standing.points = place.points.times(standing.counts);
        standing.room = standing.room_in(place, counts_when);
    }
    again(ahead, facts)
}

/// Level anew from the points.
fn again(ahead: &Ahead, mut facts: Facts) -> Facts {
    let points: Points = facts.standings.iter().map(|standing| standing.points).sum();
    let reached = ahead
        .ground
        .levels
        .iter()
        .take_while(|from| **from <= points)
        .count();
    facts.level = u32::try_from(reached).unwrap_or(u32::MAX);
    facts
}

/// The activities a rule could be about: all it speaks of, and all of their sections.
fn concerned(ahead: &Ahead, at: RuleAt) -> Vec<Ix> {
    let spoken_of = super::reach::concerned(ahead, at);
    let mut all = spoken_of.clone();
    for ix in &spoken_of {
        if ahead.free_places(*ix) != u32::MAX
            && let Some(place) = ahead.ground.places.get(*ix as usize)
            && let Some(section) = ahead.ground.sections.get(place.section as usize)
        {
            all.extend(&section.activities);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}
