//! What can be proved of a board before any learner meets it. Every proof has a number of steps; past it the answer is
//! "not in time", never a guess.
//!
//! What a single rule can come to from a fresh start is an ordinary question: [`super::verdict`] on [`fresh`] facts.

mod alike;
mod sets;

use super::ahead::Ahead;
use super::back::picked;
use super::book::Rulebook;
use super::evaluate::{evaluate, verdict};
use super::facts::{Facts, Standing, State};
use super::ground::{Ground, Ix};
use super::met::standing;
use super::outcome::{Outcome, Verdict};
use super::points::Points;
use super::time::Clock;

pub use sets::smallest_sets;

/// An answer to a yes-or-no question about a board.
#[derive(Clone, Debug, PartialEq)]
pub enum Proof<W> {
    /// It holds.
    Yes,
    /// It does not, and this shows it.
    No(W),
    /// Not decided within the steps allowed.
    NotInTime,
}

/// Work allowed for a proof that asks many questions: activities looked at, in all. A board of 100 activities gets some
/// 500 questions.
const WORK: usize = 60_000;
/// Steps allowed for each of many questions.
const STEPS_EACH: u32 = 2_000;
/// A question that was not decided took all its steps, and slow ones: it counts as so many.
const UNDECIDED: usize = 60;
/// Before any date a board could name: the first day of the year 0.
const BEFORE_ALL: i64 = -62_167_219_200_000;

/// The facts of a learner who has not begun, before any date of the board.
pub fn fresh(ground: &Ground) -> Facts {
    let standings: Vec<Standing> = ground
        .places
        .iter()
        .map(|place| {
            let repeat = place.repeat.max(1);
            let counts = u32::from(place.free);
            Standing {
                state: if place.free { State::Done } else { State::Open },
                counts,
                room: if place.free { 0 } else { repeat },
                points: place.points.times(counts),
                passed: !place.check,
                ..Standing::default()
            }
        })
        .collect();
    let points: Points = standings.iter().map(|standing| standing.points).sum();
    let level = ground
        .levels
        .iter()
        .take_while(|from| **from <= points)
        .count();
    Facts {
        standings,
        level: u32::try_from(level).unwrap_or(u32::MAX),
        badges: vec![false; ground.badges.len()],
        mastery: vec![None; ground.standards.len()],
        clock: Clock {
            now: BEFORE_ALL,
            offset: 0,
        },
        ..Facts::default()
    }
}

/// Some set of activities meets `complete`, from a fresh start. A no carries the rule's own answer with its reasons.
pub fn can_be_completed(ground: &Ground) -> Proof<Outcome> {
    let book = Rulebook::compile(ground);
    let facts = fresh(ground);
    let ahead = Ahead::look(&book, ground, &facts);
    let outcome = evaluate(&ahead, book.complete);
    match (outcome.verdict, outcome.proved) {
        (Verdict::Impossible, _) => Proof::No(outcome),
        (_, true) => Proof::Yes,
        (_, false) => Proof::NotInTime,
    }
}

/// On a board that can be completed, no two picks that a learner is free to make lead to where `complete` is impossible. A no names the picks, in their
/// order; where the first alone is enough, any other follows it.
pub fn survives_two_picks(ground: &Ground) -> Proof<(Ix, Ix)> {
    let book = Rulebook::compile(ground);
    let facts = fresh(ground);
    let ahead = Ahead::within(&book, ground, &facts, STEPS_EACH);
    if super::reach::harmless(&ahead, book.complete) {
        return Proof::Yes;
    }
    let mut questions = WORK / (ground.places.len() + 20);
    let mut in_time = true;
    let all: Vec<Ix> = (0..).zip(&ground.places).map(|(ix, _)| ix).collect();
    for first in alike::one_of_each(&book, ground, &facts, &free_picks(&ahead, &all)) {
        let after = picked(&ahead, first);
        let next = Ahead::within(&book, ground, &after, STEPS_EACH);
        let mut seconds = free_picks(&next, &all);
        if !ask(&next, &mut questions, &mut in_time) {
            let second = seconds.iter().copied().find(|ix| *ix != first);
            return Proof::No((first, second.unwrap_or(first)));
        }
        seconds = alike::one_of_each(&book, ground, &after, &seconds);
        for second in seconds {
            let last = picked(&next, second);
            let end = Ahead::within(&book, ground, &last, STEPS_EACH);
            if !ask(&end, &mut questions, &mut in_time) {
                return Proof::No((first, second));
            }
        }
        if questions == 0 {
            return Proof::NotInTime;
        }
    }
    if in_time {
        Proof::Yes
    } else {
        Proof::NotInTime
    }
}

/// Whether `complete` is still possible; `true` where that is not known.
fn ask(ahead: &Ahead, questions: &mut usize, in_time: &mut bool) -> bool {
    let Some(left) = questions.checked_sub(1) else {
        *in_time = false;
        return true;
    };
    let (verdict, proved) = verdict(ahead, ahead.book.complete);
    *questions = match proved {
        true => left,
        false => left.saturating_sub(UNDECIDED),
    };
    *in_time &= proved;
    verdict != Verdict::Impossible
}

/// What a learner is free to choose: not taken up, its lock open, its section with a place left. Dates are taken to come.
fn free_picks(ahead: &Ahead, of: &[Ix]) -> Vec<Ix> {
    of.iter()
        .copied()
        .filter(|ix| {
            let lock = ahead.book.lock(*ix);
            let fresh = standing(ahead.facts, *ix)
                .is_some_and(|standing| !standing.in_use() && standing.room > 0);
            fresh
                && ahead.free_places(*ix) > 0
                && lock.is_none_or(|lock| super::met(ahead.book, ahead.ground, ahead.facts, lock))
        })
        .collect()
}
