//! Is there a way from these facts to this rule? Exact, within a number of steps.
//!
//! What counts as a way: the learner takes activities up (each only once its lock is open, its day has come and its section
//! has a place left), brings them further, and time, teachers and habits may bring what they can bring. Nothing is undone,
//! dropped or taken back.
//!
//! Four answers, cheapest first: what each rule could come to by itself ([`Ahead::may`]); a rule that only gets easier with
//! more, where more never takes a place away from more; sums over groups of alike activities ([`sums`]); and where the
//! order of acts matters, the acts themselves ([`paths`]).

mod forms;
mod gifts;
mod paths;
mod sums;

use std::collections::BTreeSet;

use super::ahead::Ahead;
use super::book::{Node, RuleAt};
use super::facts::Reached;
use super::ground::Ix;
use super::met::standing;
use super::time::Clock;
use forms::Needs;

/// Later than any date of a board.
const FAR: i64 = i64::MAX / 4;

/// Whether there is a way.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Way {
    /// There is.
    Found,
    /// There is none.
    None,
    /// Not decided within the steps allowed.
    NotInTime,
}

/// Steps still allowed.
pub(super) struct Steps(pub u32);

impl Steps {
    /// Takes some; `false` when they are used up.
    pub fn take(&mut self, count: usize) -> bool {
        match self.0.checked_sub(u32::try_from(count).unwrap_or(u32::MAX)) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => {
                self.0 = 0;
                false
            }
        }
    }
}

/// Looks for a way to meet a rule that is not met.
pub(super) fn way(ahead: &Ahead, at: RuleAt) -> Way {
    if !ahead.may(at).yes {
        return Way::None;
    }
    if only_easier(ahead, at) {
        return Way::Found;
    }
    let scope = Scope::of(ahead, at);
    if scope.monotone && !scope.crowded {
        return Way::Found;
    }
    let mut steps = Steps(ahead.steps);
    let mut in_time = true;
    for clock in scope.clocks(ahead) {
        match sums::search(ahead, at, &scope, clock, &mut steps) {
            sums::Found::Way(plan) => {
                if !scope.ordered || paths::leads_to(ahead, at, &scope, &plan, clock) {
                    return Way::Found;
                }
                in_time = false;
            }
            sums::Found::None => {}
            sums::Found::NotInTime => in_time = false,
        }
    }
    if in_time {
        return Way::None;
    }
    if !scope.ordered {
        return Way::NotInTime;
    }
    let mut steps = Steps(ahead.steps);
    paths::search(ahead, at, &scope, &mut steps)
}

/// Nothing that is done can make this rule impossible: it only gets easier, and no place is scarce.
pub(super) fn harmless(ahead: &Ahead, at: RuleAt) -> bool {
    // A place may be taken by an activity the rule does not speak of.
    only_easier(ahead, at) || (!ahead.crowded && Scope::of(ahead, at).monotone)
}

/// The rule and every lock only get easier, and no place is scarce.
fn only_easier(ahead: &Ahead, at: RuleAt) -> bool {
    !ahead.crowded && ahead.book.locks_steady && ahead.book.temper(at).steady
}

/// The activities a rule and the locks of its activities speak of.
pub(super) fn concerned(ahead: &Ahead, at: RuleAt) -> Vec<Ix> {
    Scope::of(ahead, at).activities
}

/// What a question is about: rules, activities, and whether order matters.
pub(super) struct Scope {
    /// The rule's own parts (with the rules of badges it asks for), parts first.
    pub rules: Vec<RuleAt>,
    /// The same for the locks of its activities.
    pub locks: Vec<RuleAt>,
    /// Activities it speaks of, and those that their locks speak of.
    pub activities: Vec<Ix>,
    /// Needs of each of these, in their order.
    pub needs: Vec<Needs>,
    /// More never harms.
    pub monotone: bool,
    /// Some section has fewer places than activities that want one.
    pub crowded: bool,
    /// Order of acts matters: there are locks, or badges that could be earned on the way and not at the end.
    pub ordered: bool,
}

impl Scope {
    fn of(ahead: &Ahead, at: RuleAt) -> Self {
        let mut rules = BTreeSet::new();
        let mut monotone = ahead.book.temper(at).steady;
        let mut ordered = false;
        gather(ahead, at, &mut rules, &mut ordered);
        let mut activities: BTreeSet<Ix> = members(ahead, rules.iter());
        let mut locks = BTreeSet::new();
        let mut fresh: Vec<Ix> = activities.iter().copied().collect();
        while let Some(ix) = fresh.pop() {
            let Some(lock) = open_lock(ahead, ix) else {
                continue;
            };
            ordered = true;
            if locks.contains(&lock) {
                continue;
            }
            let mut found = BTreeSet::new();
            monotone &= ahead.book.temper(lock).steady;
            gather(ahead, lock, &mut found, &mut ordered);
            for next in members(ahead, found.iter()) {
                if activities.insert(next) {
                    fresh.push(next);
                }
            }
            locks.extend(found);
        }
        let activities: Vec<Ix> = activities.into_iter().collect();
        let needs = forms::needs(ahead, &activities, rules.iter().chain(&locks));
        let crowded = ahead.crowded && ahead.crowds(activities.iter().copied());
        Scope {
            rules: rules.into_iter().collect(),
            locks: locks.into_iter().collect(),
            activities,
            needs,
            monotone,
            crowded,
            ordered,
        }
    }

    /// The moments at which the end has to be looked at: the last at which each mix of dates holds.
    fn clocks(&self, ahead: &Ahead) -> Vec<Option<Clock>> {
        let mut turns: Vec<i64> = self
            .rules
            .iter()
            .filter_map(|at| match ahead.book.node(*at) {
                Node::After(moment) | Node::Before(moment) => {
                    Some(moment.instant(ahead.facts.clock.offset))
                }
                _ => None,
            })
            .filter(|turn| *turn > ahead.facts.clock.now)
            .collect();
        let timed = self
            .rules
            .iter()
            .any(|at| matches!(ahead.book.node(*at), Node::After(_) | Node::Before(_)));
        if !timed {
            return vec![None];
        }
        turns.sort_unstable();
        turns.dedup();
        turns
            .into_iter()
            .map(|turn| turn - 1)
            .chain([FAR])
            .map(|now| {
                Some(Clock {
                    now,
                    ..ahead.facts.clock
                })
            })
            .collect()
    }
}

/// The lock of an activity that still holds it back.
fn open_lock(ahead: &Ahead, ix: Ix) -> Option<RuleAt> {
    let in_use = standing(ahead.facts, ix).is_some_and(|standing| standing.in_use());
    if in_use || !ahead.can(ix) {
        return None;
    }
    ahead.book.lock(ix)
}

/// Gathers a rule with its parts and the rules of the badges it asks for, and whether one of these can be earned on the
/// way and its rule be lost again.
fn gather(ahead: &Ahead, at: RuleAt, rules: &mut BTreeSet<RuleAt>, ordered: &mut bool) {
    if !rules.insert(at) {
        return;
    }
    match ahead.book.node(at) {
        Node::All(parts) | Node::Any(parts) => {
            for part in parts {
                gather(ahead, *part, rules, ordered);
            }
        }
        Node::Not(part) => gather(ahead, *part, rules, ordered),
        Node::Badge(ix) => {
            let earned = ahead
                .facts
                .badges
                .get(*ix as usize)
                .copied()
                .unwrap_or(false);
            if let (false, Some(rule)) = (earned, ahead.book.badges.get(*ix as usize)) {
                *ordered |= !ahead.book.temper(*rule).steady;
                gather(ahead, *rule, rules, ordered);
            }
        }
        _ => {}
    }
}

fn members<'a>(ahead: &Ahead, rules: impl Iterator<Item = &'a RuleAt>) -> BTreeSet<Ix> {
    let mut found = BTreeSet::new();
    for at in rules {
        match ahead.book.node(*at) {
            Node::Activity(ix) => {
                found.insert(*ix);
            }
            Node::Level(_) => found.extend((0..).zip(&ahead.ground.places).map(|(ix, _)| ix)),
            node => found.extend(node.of().map_or(&[][..], |of| ahead.book.of(of))),
        }
    }
    found
}

/// How far a `state` rule asks for, so that forms can tell these apart.
pub(super) fn asks_state(node: &Node) -> Option<Reached> {
    match node {
        Node::State(how_far, _) => Some(*how_far),
        _ => None,
    }
}
