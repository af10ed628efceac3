//! Whose turn it is: what a sentence names is what can be done now; where nothing can, it says what has to come first.
//!
//! What is locked is named only where nothing else is left to name.

use super::{gaps, listed, open, quoted};
use crate::rules::ahead::Ahead;
use crate::rules::evaluate::evaluate;
use crate::rules::facts::{Reached, State};
use crate::rules::ground::Ix;
use crate::rules::met::standing;
use crate::rules::outcome::Verdict;
use crate::words::{Arg, Phrase};

/// A chain of locks is followed so far back.
const LINKS: usize = 32;

/// Activities told apart by what keeps them from counting, each in the order given.
pub(super) struct Turns {
    /// Nothing: the learner can go on with them.
    pub now: Vec<Ix>,
    /// The teacher's word.
    pub waiting: Vec<Ix>,
    /// Something that has to come first.
    pub locked: Vec<Ix>,
}

impl Turns {
    pub fn of(ahead: &Ahead, activities: &[Ix]) -> Self {
        let mut turns = Turns {
            now: Vec::new(),
            waiting: Vec::new(),
            locked: Vec::new(),
        };
        let by_word = ahead.ground.counts_when == Reached::Approved;
        for ix in activities {
            let Some(standing) = standing(ahead.facts, *ix) else {
                continue;
            };
            match standing.state {
                State::Locked => turns.locked.push(*ix),
                State::Waiting => turns.waiting.push(*ix),
                State::Done if by_word && !standing.approved => turns.waiting.push(*ix),
                _ => turns.now.push(*ix),
            }
        }
        turns
    }

    /// The sentence where all is with the teacher, of which `left` are wanted.
    pub fn with_teacher(&self, left: f64) -> Option<Phrase> {
        let enough = self.waiting.len() as f64 >= left;
        let nothing_else = self.now.is_empty() && self.locked.is_empty();
        (!self.waiting.is_empty() && (enough || nothing_else)).then(|| self.waits())
    }

    /// Nothing can be done about these now but what opens them.
    pub fn are_locked(&self) -> bool {
        self.now.is_empty() && self.waiting.is_empty() && !self.locked.is_empty()
    }

    /// "A and B wait for your teacher."
    pub fn waits(&self) -> Phrase {
        gaps::counted_list("rule-open-waiting", &self.waiting)
    }
}

/// So many of these, and which of them to name: those that can be done now, and the locked ones where those are too few. Or the
/// sentence that says who has them.
pub(super) fn to_name(ahead: &Ahead, left: f64, helps: &[Ix]) -> Result<(f64, Vec<Ix>), Phrase> {
    let turns = Turns::of(ahead, helps);
    if let Some(waits) = turns.with_teacher(left) {
        return Err(waits);
    }
    // What waits counts as soon as the teacher has looked at it.
    let left = left - turns.waiting.len() as f64;
    let mut named = turns.now;
    if (named.len() as f64) < left {
        named.extend(turns.locked);
    }
    Ok((left, named))
}

/// What opens the first of these, where something that can be done now does.
pub(super) fn opener(ahead: &Ahead, locked: &[Ix]) -> Option<Phrase> {
    let mut target = *locked.first()?;
    for _ in 0..LINKS {
        let rule = ahead.book.lock(target)?;
        let outcome = evaluate(ahead, rule);
        if outcome.verdict != Verdict::Open {
            return None;
        }
        let turns = Turns::of(ahead, &outcome.helps);
        let left = outcome.need - outcome.have;
        if !turns.now.is_empty() {
            // Doing it is not enough where its result is what counts.
            let way = open::leading(ahead, &outcome);
            if way.key.starts_with("rule-open-score") {
                return Some(quoted(
                    Phrase::new("rule-open-first-result")
                        .with("way", Arg::Phrase(way))
                        .with("target", listed(&[target], true)),
                ));
            }
            let all = turns.now.len() as f64 <= left;
            return Some(quoted(
                Phrase::new("rule-open-first")
                    .with("helps", gaps::shown(&turns.now, all))
                    .with("target", listed(&[target], true)),
            ));
        }
        if !turns.waiting.is_empty() {
            return Some(turns.waits());
        }
        target = *turns.locked.first()?;
    }
    None
}
