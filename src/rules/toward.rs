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

/// So many parts of rules and activities are looked at for one way. Then what has been found is taken, though a shorter way may be there, and where
/// nothing has been, there is none to be shown: thousands of stops that each wait for some of thousands would keep a page from answering.
pub const LOOKS: u32 = 100_000;

/// A way to what is locked.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Toward {
    /// What is still to do, in an order in which each opens.
    pub steps: Vec<Ix>,
    /// Which of them are to be done more than once, and how many times.
    pub again: Vec<(Ix, u32)>,
    /// Nothing else is asked on it.
    pub whole: bool,
}

/// The way with the fewest activities to what a rule locks; no steps where there is none, or none that activities can be named for.
pub fn toward(ahead: &Ahead, goal: Ix) -> Toward {
    toward_within(ahead, goal, LOOKS).0
}

/// The same with another bound; and how much has been looked at.
pub fn toward_within(ahead: &Ahead, goal: Ix, most: u32) -> (Toward, u32) {
    let mut ways = Ways {
        ahead,
        most,
        looked: 0,
        order: Vec::new(),
        met: BTreeMap::new(),
        rules: BTreeMap::new(),
        activities: BTreeMap::new(),
    };
    let way = ahead.book.lock(goal).and_then(|lock| {
        ways.gather(lock)?;
        ways.measure();
        Some(ways.pick(goal, lock))
    });
    (way.unwrap_or_default(), ways.looked)
}

#[derive(Clone, Copy)]
enum Knot {
    Rule(RuleAt),
    /// One that this rule keeps shut.
    Activity(Ix, RuleAt),
}

/// A rule that is not met: what would help it, and how far away that is.
struct Open {
    helps: Vec<Ix>,
    far: u32,
}

/// How far away an activity is, itself counted, and the rule that keeps it shut now.
struct Stop {
    far: u32,
    lock: Option<RuleAt>,
}

struct Ways<'a> {
    ahead: &'a Ahead<'a>,
    /// So much may be looked at, and has been.
    most: u32,
    looked: u32,
    /// Mostly what comes later stands before what it waits for.
    order: Vec<Knot>,
    /// Whether rules are met, each asked once.
    met: BTreeMap<RuleAt, bool>,
    rules: BTreeMap<RuleAt, Open>,
    activities: BTreeMap<Ix, Stop>,
}

impl Ways<'_> {
    /// Something has been looked at. Nothing: it is too much.
    fn look(&mut self, parts: usize) -> Option<()> {
        let parts = u32::try_from(parts).unwrap_or(u32::MAX);
        self.looked = self.looked.saturating_add(parts).saturating_add(1);
        (self.looked <= self.most).then_some(())
    }

    fn is_met(&mut self, at: RuleAt) -> bool {
        if let Some(known) = self.met.get(&at) {
            return *known;
        }
        let ahead = self.ahead;
        let now = match ahead.book.node(at) {
            Node::All(parts) => parts.iter().all(|part| self.is_met(*part)),
            Node::Any(parts) => parts.iter().any(|part| self.is_met(*part)),
            Node::Not(part) => !self.is_met(*part),
            node => {
                self.look(size(ahead, node));
                met(ahead.book, ahead.ground, ahead.facts, at)
            }
        };
        self.met.insert(at, now);
        now
    }

    /// The rule that keeps an activity shut now.
    fn lock(&mut self, ix: Ix) -> Option<RuleAt> {
        let in_use = standing(self.ahead.facts, ix).is_some_and(|it| it.in_use());
        let lock = self.ahead.book.lock(ix).filter(|_| !in_use)?;
        (!self.is_met(lock)).then_some(lock)
    }

    fn counts(&self, ix: Ix) -> bool {
        standing(self.ahead.facts, ix).is_some_and(|it| it.counts > 0)
    }

    /// It may be done once more.
    fn may_again(&self, ix: Ix) -> bool {
        standing(self.ahead.facts, ix).is_some_and(|it| it.room > 0) && self.ahead.can(ix)
    }

    /// How far away an activity is, by what is known so far.
    fn far_to(&self, ix: Ix) -> u32 {
        self.activities.get(&ix).map_or(NEVER, |stop| stop.far)
    }

    /// Everything that bears on a rule and is still open; nothing where that is too much.
    fn gather(&mut self, lock: RuleAt) -> Option<()> {
        let ahead = self.ahead;
        let mut next = vec![lock];
        while let Some(at) = next.pop() {
            if self.rules.contains_key(&at) || self.is_met(at) {
                continue;
            }
            let node = ahead.book.node(at);
            self.look(size(ahead, node))?;
            let helps = match node {
                Node::All(parts) | Node::Any(parts) => {
                    next.extend(parts);
                    Vec::new()
                }
                Node::Activity(ix) => vec![*ix],
                Node::Count(_, of) => {
                    let members = ahead.book.of(*of).iter().copied();
                    let helps = |ix: &Ix| !self.counts(*ix) || self.may_again(*ix);
                    members.filter(helps).collect()
                }
                Node::Score(..)
                | Node::Attempts(..)
                | Node::State(..)
                | Node::FeedbackRead(true, _)
                | Node::Mastery { .. } => evaluate(ahead, at).helps,
                _ => Vec::new(),
            };
            self.order.push(Knot::Rule(at));
            for ix in &helps {
                if self.activities.contains_key(ix) {
                    continue;
                }
                // A lock is looked at whole, and not one more once that was too much.
                let lock = self.lock(*ix);
                self.look(0)?;
                let is_shut = lock.is_some() || !self.counts(*ix) && !ahead.can(*ix);
                let far = if is_shut { NEVER } else { 1 };
                self.activities.insert(*ix, Stop { far, lock });
                if let Some(lock) = lock {
                    self.order.push(Knot::Activity(*ix, lock));
                    next.push(lock);
                }
            }
            self.rules.insert(at, Open { helps, far: NEVER });
        }
        Some(())
    }

    /// How far away everything is, again until nothing comes nearer, or enough has been looked at: what is known then is a way all the same.
    fn measure(&mut self) -> Option<()> {
        let order: Vec<Knot> = self.order.iter().rev().copied().collect();
        let mut nearer = true;
        while std::mem::take(&mut nearer) {
            for knot in &order {
                match knot {
                    Knot::Rule(at) => {
                        let helps = self.rules.get(at).map_or(0, |rule| rule.helps.len());
                        self.look(helps + size(self.ahead, self.ahead.book.node(*at)))?;
                        let now = self.far(*at);
                        if let Some(rule) = self.rules.get_mut(at)
                            && now < rule.far
                        {
                            rule.far = now;
                            nearer = true;
                        }
                    }
                    Knot::Activity(ix, lock) => {
                        self.look(0)?;
                        let lock = self.rules.get(lock);
                        let now = lock.map_or(NEVER, |lock| lock.far.saturating_add(1));
                        let can = self.ahead.can(*ix) || self.counts(*ix);
                        if let Some(stop) = self.activities.get_mut(ix)
                            && can
                            && now < stop.far
                        {
                            stop.far = now;
                            nearer = true;
                        }
                    }
                }
            }
        }
        Some(())
    }

    /// How far away a rule is, by what is known so far.
    fn far(&self, at: RuleAt) -> u32 {
        let Some(rule) = self.rules.get(&at) else {
            return 0;
        };
        let part = |part: &RuleAt| self.rules.get(part).map_or(0, |rule| rule.far);
        let each = |ix: &Ix| self.far_to(*ix);
        let sum = |all: &mut dyn Iterator<Item = u32>| all.fold(0, u32::saturating_add);
        match self.ahead.book.node(at) {
            Node::All(parts) => sum(&mut parts.iter().map(part)),
            Node::Any(parts) => parts.iter().map(part).min().unwrap_or(NEVER),
            Node::Count(..) | Node::Mastery { .. } => {
                let (nearest, missing) = self.nearest(at, &rule.helps);
                let each = |(ix, times): &(Ix, u32)| each(ix).saturating_add(times - 1);
                match missing {
                    0 => sum(&mut nearest.iter().map(each)),
                    _ => NEVER,
                }
            }
            _ if rule.helps.is_empty() => UNKNOWN,
            _ => sum(&mut rule.helps.iter().map(each)),
        }
    }

    /// As many as a rule takes of those that help it, the nearest, and each how many times; and how many it lacks then. What is under way comes
    /// before what is not, and what is new before the same again; but the same again before what is farther away.
    fn nearest(&self, at: RuleAt, helps: &[Ix]) -> (Vec<(Ix, u32)>, u32) {
        let mut left = match self.ahead.book.node(at) {
            Node::Count(bounds, of) => {
                let have = counted(self.ahead.facts, self.ahead.book.of(*of));
                // More than may be is no way on.
                let need = bounds.min.unwrap_or(0).checked_sub(have);
                need.filter(|need| *need > 0).unwrap_or(u32::MAX)
            }
            _ => 1,
        };
        let in_use = |ix: Ix| standing(self.ahead.facts, ix).is_some_and(|it| it.in_use());
        let mut all: Vec<_> = helps.iter().map(|ix| (self.far_to(*ix), *ix)).collect();
        all.sort_by_cached_key(|(far, ix)| (*far, self.counts(*ix), !in_use(*ix), *ix));
        let mut taken: Vec<(Ix, u32)> = Vec::new();
        for (far, ix) in all {
            if far > 1 {
                self.take_again(&mut taken, &mut left);
            }
            if left == 0 {
                return (taken, 0);
            }
            taken.push((ix, 1));
            left -= 1;
        }
        self.take_again(&mut taken, &mut left);
        (taken, left)
    }

    /// The same once more, as long as that is needed and counts.
    fn take_again(&self, taken: &mut [(Ix, u32)], left: &mut u32) {
        for (ix, times) in taken {
            let room = standing(self.ahead.facts, *ix).map_or(0, |it| it.room);
            let more = room.saturating_sub(*times).min(*left);
            *times += more;
            *left -= more;
        }
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
        let mut steps: BTreeMap<Ix, u32> = BTreeMap::new();
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
                _ => rule.helps.iter().map(|ix| (*ix, 1)).collect(),
            };
            way.whole &= !wanted.is_empty();
            for (ix, times) in wanted.into_iter().filter(|(ix, _)| *ix != goal) {
                let known = steps.entry(ix).or_default();
                if *known == 0 {
                    next.extend(self.activities.get(&ix).and_then(|stop| stop.lock));
                }
                *known = times.max(*known);
            }
        }
        way.steps = steps.keys().copied().collect();
        way.steps.sort_by_key(|ix| (self.far_to(*ix), *ix));
        way.again = steps.into_iter().filter(|(_, times)| *times > 1).collect();
        way
    }
}

/// How much there is to look at in a rule by itself.
fn size(ahead: &Ahead, node: &Node) -> usize {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.len(),
        Node::Lines(lines) => lines.strips.len(),
        Node::Shape { squares, .. } => squares.len(),
        Node::OnePer { groups, .. } => groups.iter().map(|group| group.members.len()).sum(),
        node => node.of().map_or(0, |of| ahead.book.of(of).len()),
    }
}
