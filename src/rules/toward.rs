//! What is still to do before something opens: the least of it, where there are alternatives.

use std::collections::{BTreeMap, BTreeSet};

use super::ahead::Ahead;
use super::book::{Node, RuleAt};
use super::evaluate::evaluate;
use super::ground::Ix;
use super::met::{counted, met, standing};

/// There is no way at all.
const NEVER: u32 = u32::MAX;

/// So much is thought of what no activities can be named for: a way without it is gone first.
const UNKNOWN: u32 = 1000;

/// A way to what is locked.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Toward {
    /// What is still to do, in an order in which each opens.
    pub steps: Vec<Ix>,
    /// Nothing else is asked on it.
    pub whole: bool,
}

/// The way with the fewest activities to what a rule locks; no steps where there is none, or none that activities can be named for.
pub fn toward(ahead: &Ahead, goal: Ix) -> Toward {
    let Some(lock) = ahead.book.lock(goal) else {
        return Toward::default();
    };
    let mut ways = Ways {
        ahead,
        order: Vec::new(),
        rules: BTreeMap::new(),
        activities: BTreeMap::new(),
    };
    ways.gather(lock);
    ways.measure();
    ways.pick(goal, lock)
}

#[derive(Clone, Copy)]
enum Knot {
    Rule(RuleAt),
    Activity(Ix),
}

/// A rule that is not met: what would help it, and how far away that is.
struct Open {
    helps: Vec<Ix>,
    far: u32,
}

struct Ways<'a> {
    ahead: &'a Ahead<'a>,
    /// Mostly what comes later stands before what it waits for.
    order: Vec<Knot>,
    rules: BTreeMap<RuleAt, Open>,
    /// How far away each is, itself counted.
    activities: BTreeMap<Ix, u32>,
}

impl Ways<'_> {
    fn is_met(&self, at: RuleAt) -> bool {
        met(self.ahead.book, self.ahead.ground, self.ahead.facts, at)
    }

    /// The rule that keeps an activity shut now.
    fn lock(&self, ix: Ix) -> Option<RuleAt> {
        let in_use = standing(self.ahead.facts, ix).is_some_and(|it| it.in_use());
        let lock = self.ahead.book.lock(ix).filter(|_| !in_use)?;
        (!self.is_met(lock)).then_some(lock)
    }

    fn counts(&self, ix: Ix) -> bool {
        standing(self.ahead.facts, ix).is_some_and(|it| it.counts > 0)
    }

    /// Everything that bears on a rule and is still open.
    fn gather(&mut self, lock: RuleAt) {
        let mut next = vec![lock];
        while let Some(at) = next.pop() {
            if self.rules.contains_key(&at) || self.is_met(at) {
                continue;
            }
            let helps = match self.ahead.book.node(at) {
                Node::All(parts) | Node::Any(parts) => {
                    next.extend(parts);
                    Vec::new()
                }
                Node::Activity(ix) => vec![*ix],
                Node::Count(_, of) => {
                    let members = self.ahead.book.of(*of).iter().copied();
                    members.filter(|ix| !self.counts(*ix)).collect()
                }
                Node::Score(..)
                | Node::Attempts(..)
                | Node::State(..)
                | Node::FeedbackRead(true, _)
                | Node::Mastery { .. } => evaluate(self.ahead, at).helps,
                _ => Vec::new(),
            };
            self.order.push(Knot::Rule(at));
            for ix in &helps {
                if self.activities.contains_key(ix) {
                    continue;
                }
                let lock = self.lock(*ix);
                let is_shut = lock.is_some() || !self.counts(*ix) && !self.ahead.can(*ix);
                self.activities.insert(*ix, if is_shut { NEVER } else { 1 });
                if let Some(lock) = lock {
                    self.order.push(Knot::Activity(*ix));
                    next.push(lock);
                }
            }
            self.rules.insert(at, Open { helps, far: NEVER });
        }
    }

    /// How far away everything is, again until nothing comes nearer.
    fn measure(&mut self) {
        let mut nearer = true;
        while std::mem::take(&mut nearer) {
            for knot in self.order.iter().rev().copied().collect::<Vec<_>>() {
                match knot {
                    Knot::Rule(at) => {
                        let now = self.far(at);
                        if let Some(rule) = self.rules.get_mut(&at)
                            && now < rule.far
                        {
                            rule.far = now;
                            nearer = true;
                        }
                    }
                    Knot::Activity(ix) => {
                        let lock = self.lock(ix).and_then(|lock| self.rules.get(&lock));
                        let now = lock.map_or(NEVER, |lock| lock.far.saturating_add(1));
                        let can = self.ahead.can(ix) || self.counts(ix);
                        if let Some(far) = self.activities.get_mut(&ix)
                            && can
                            && now < *far
                        {
                            *far = now;
                            nearer = true;
                        }
                    }
                }
            }
        }
    }

    /// How far away a rule is, by what is known so far.
    fn far(&self, at: RuleAt) -> u32 {
        let Some(rule) = self.rules.get(&at) else {
            return 0;
        };
        let part = |part: &RuleAt| self.rules.get(part).map_or(0, |rule| rule.far);
        let each = |ix: &Ix| self.activities.get(ix).copied().unwrap_or(NEVER);
        let sum = |all: &mut dyn Iterator<Item = u32>| all.fold(0, u32::saturating_add);
        match self.ahead.book.node(at) {
            Node::All(parts) => sum(&mut parts.iter().map(part)),
            Node::Any(parts) => parts.iter().map(part).min().unwrap_or(NEVER),
            Node::Count(..) | Node::Mastery { .. } => {
                let (nearest, missing) = self.nearest(at, &rule.helps);
                match missing {
                    0 => sum(&mut nearest.iter().map(each)),
                    _ => NEVER,
                }
            }
            _ if rule.helps.is_empty() => UNKNOWN,
            _ => sum(&mut rule.helps.iter().map(each)),
        }
    }

    /// As many as a rule takes of those that help it, the nearest; and how many it lacks then. What is under way comes before what is not.
    fn nearest(&self, at: RuleAt, helps: &[Ix]) -> (Vec<Ix>, usize) {
        let need = match self.ahead.book.node(at) {
            Node::Count(bounds, of) => {
                let have = counted(self.ahead.facts, self.ahead.book.of(*of));
                // More than may be is no way on.
                let need = bounds.min.unwrap_or(0).checked_sub(have);
                need.filter(|need| *need > 0).unwrap_or(u32::MAX)
            }
            _ => 1,
        };
        let key = |ix: &Ix| {
            let far = self.activities.get(ix).copied().unwrap_or(NEVER);
            let in_use = standing(self.ahead.facts, *ix).is_some_and(|it| it.in_use());
            (far, !in_use, *ix)
        };
        let mut all = helps.to_vec();
        all.sort_by_key(key);
        all.truncate(need as usize);
        let missing = (need as usize).saturating_sub(all.len());
        (all, missing)
    }

    /// The nearest of all ways.
    fn pick(&self, goal: Ix, lock: RuleAt) -> Toward {
        let mut way = Toward {
            whole: true,
            ..Toward::default()
        };
        if self.far(lock) == NEVER {
            return Toward::default();
        }
        let mut seen = BTreeSet::new();
        let mut steps = BTreeSet::new();
        let mut next = vec![lock];
        while let Some(at) = next.pop() {
            let Some(rule) = self.rules.get(&at).filter(|_| seen.insert(at)) else {
                continue;
            };
            let wanted = match self.ahead.book.node(at) {
                Node::All(parts) => {
                    next.extend(parts);
                    continue;
                }
                Node::Any(parts) => {
                    let far = |part: &&RuleAt| self.rules.get(part).map_or(0, |rule| rule.far);
                    next.extend(parts.iter().min_by_key(far));
                    continue;
                }
                Node::Count(..) | Node::Mastery { .. } => self.nearest(at, &rule.helps).0,
                _ => rule.helps.clone(),
            };
            way.whole &= !wanted.is_empty();
            for ix in wanted {
                if ix != goal && steps.insert(ix) {
                    next.extend(self.lock(ix));
                }
            }
        }
        way.steps = steps.into_iter().collect();
        let far = |ix: &Ix| self.activities.get(ix).copied().unwrap_or(NEVER);
        way.steps.sort_by_key(|ix| (far(ix), *ix));
        way
    }
}
