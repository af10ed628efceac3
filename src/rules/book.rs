//! A board's rules laid out for asking: filters resolved, equal rules kept once, and for each activity the rules that
//! look at it. Laid out once per edition of the board; every question after that is cheap.

use std::collections::BTreeMap;

use super::facts::Reached;
use super::filter::{Ids, Spoken};
use super::ground::{Ground, Ix};
use super::lines::Strip;
use super::points::Points;
use super::rule::{Bounds, Habit, Rule};
use super::temper::{Temper, temper};
use super::time::Moment;

/// A rule's place in its [`Rulebook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleAt(pub(super) u32);

/// Every rule of a board, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Rulebook {
    /// Parts stand before the rules they are part of.
    pub(super) nodes: Vec<Node>,
    pub(super) filters: Vec<Vec<Ix>>,
    /// By filter: how a sentence speaks of it.
    pub(super) spoken: Vec<Spoken>,
    /// When the board is complete.
    pub complete: RuleAt,
    /// By activity: the rule that opens it. As long as it must be: see [`Rulebook::lock`].
    requires: Vec<Option<RuleAt>>,
    /// By badge: the rule that earns it.
    pub badges: Vec<RuleAt>,
    /// By rule: the activities it opens.
    pub(super) opens: BTreeMap<RuleAt, Vec<Ix>>,
    activities: usize,
    /// The filters that every activity is in.
    name_all: Vec<Of>,
    /// By activity: the other filters it is in. As long as it must be: see [`Rulebook::named_by`].
    named_by: Vec<Vec<Of>>,
    /// By filter: the rules that use it.
    pub(super) used_by: Vec<Vec<RuleAt>>,
    /// By rule: the rules it is part of.
    pub(super) parents: Vec<Vec<RuleAt>>,
    /// By rule: which way it leans.
    pub(super) tempers: Vec<Temper>,
    /// Every lock only gets easier.
    pub(super) locks_steady: bool,
    known: BTreeMap<Vec<i64>, RuleAt>,
    known_filters: BTreeMap<Vec<Ix>, u32>,
}

impl Default for RuleAt {
    /// The first rule of a book.
    fn default() -> Self {
        RuleAt(0)
    }
}

/// A resolved filter, by its place in [`Rulebook::filters`].
pub(super) type Of = u32;

/// A rule with its ids resolved.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Names something that is not there: never met.
    Unknown,
    Activity(Ix),
    All(Vec<RuleAt>),
    Any(Vec<RuleAt>),
    Not(RuleAt),
    Count(Bounds<u32>, Of),
    Points(Bounds<Points>, Of),
    Lines(LinesNode),
    Shape {
        squares: Vec<Ix>,
        width: usize,
        of: Of,
    },
    OnePer {
        count: u32,
        groups: Vec<Group>,
        of: Of,
    },
    Score(Bounds<f64>, Of),
    Attempts(Bounds<u32>, Of),
    Mastery {
        standard: u32,
        min: usize,
    },
    State(Reached, Of),
    Badge(u32),
    Level(u32),
    Habit(Habit, u32),
    FeedbackRead(bool, Of),
    After(Moment),
    Before(Moment),
    Code(String),
    Group(String),
}

#[derive(Clone, Debug)]
pub(super) struct LinesNode {
    pub lines: u32,
    pub strips: Vec<Strip>,
    pub through: Vec<Ix>,
    pub of: Of,
}

/// One row, column, section, tag or standard of a `one_per`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub label: Label,
    pub members: Vec<Ix>,
}

/// What a group is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// Section and row.
    Row(u32, u32),
    /// Section and column.
    Column(u32, u32),
    Section(u32),
    Tag(String),
    Standard(u32),
}

impl Rulebook {
    /// The rule that opens an activity, where it has one.
    pub fn lock(&self, ix: Ix) -> Option<RuleAt> {
        self.requires.get(ix as usize).copied().flatten()
    }

    /// Lays out every rule of a board.
    pub fn compile(ground: &Ground) -> Self {
        let ids = Ids::of(ground);
        let mut book = Rulebook {
            activities: ground.places.len(),
            ..Rulebook::default()
        };
        // Badges first: what asks for one can then see its rule.
        for (_, rule) in &ground.badges {
            let at = book.lay(ground, &ids, rule);
            book.badges.push(at);
        }
        book.complete = book.lay(ground, &ids, &ground.complete);
        book.locks_steady = true;
        for (ix, place) in (0..).zip(&ground.places) {
            let at = place
                .more
                .requires
                .as_ref()
                .map(|rule| book.lay(ground, &ids, rule));
            if let Some(at) = at {
                book.opens.entry(at).or_default().push(ix);
                book.locks_steady &= book.temper(at).steady;
                book.requires.resize(ix as usize, None);
                book.requires.push(Some(at));
            }
        }
        book
    }

    /// Adds a rule that is not the board's own.
    pub fn add(&mut self, ground: &Ground, rule: &Rule) -> RuleAt {
        self.lay(ground, &Ids::of(ground), rule)
    }

    /// The activities whose lock is this rule.
    pub fn opens(&self, at: RuleAt) -> &[Ix] {
        self.opens.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The filters an activity is in. (A list of those that every activity is in would be the same for all of a large board.)
    pub(super) fn named_by(&self, ix: Ix) -> impl Iterator<Item = Of> {
        let own = self.named_by.get(ix as usize).into_iter().flatten();
        self.name_all.iter().chain(own).copied()
    }

    pub(super) fn node(&self, at: RuleAt) -> &Node {
        self.nodes.get(at.0 as usize).unwrap_or(&Node::Unknown)
    }

    pub(super) fn of(&self, of: Of) -> &[Ix] {
        self.filters.get(of as usize).map_or(&[], Vec::as_slice)
    }

    fn lay(&mut self, ground: &Ground, ids: &Ids, rule: &Rule) -> RuleAt {
        let (node, key) = match rule {
            Rule::All(parts) => {
                let parts: Vec<RuleAt> = parts.iter().map(|r| self.lay(ground, ids, r)).collect();
                let key = keyed(1, parts.iter().map(|part| i64::from(part.0)));
                (Node::All(parts), key)
            }
            Rule::Any(parts) => {
                let parts: Vec<RuleAt> = parts.iter().map(|r| self.lay(ground, ids, r)).collect();
                let key = keyed(2, parts.iter().map(|part| i64::from(part.0)));
                (Node::Any(parts), key)
            }
            Rule::Not(part) => {
                let part = self.lay(ground, ids, part);
                (Node::Not(part), vec![3, i64::from(part.0)])
            }
            single => self.lay_single(ground, ids, single),
        };
        if let Some(at) = self.known.get(&key) {
            return *at;
        }
        let at = RuleAt(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.note_links(at, &node);
        self.tempers.push(temper(ground, self, &node));
        self.nodes.push(node);
        self.parents.push(Vec::new());
        self.known.insert(key, at);
        at
    }

    fn note_links(&mut self, at: RuleAt, node: &Node) {
        let parts: &[RuleAt] = match node {
            Node::All(parts) | Node::Any(parts) => parts,
            Node::Not(part) => std::slice::from_ref(part),
            _ => &[],
        };
        for part in parts {
            if let Some(parents) = self.parents.get_mut(part.0 as usize)
                && parents.last() != Some(&at)
            {
                parents.push(at);
            }
        }
        let of = match node {
            Node::Activity(ix) => Some(self.lay_filter(vec![*ix], Spoken::These)),
            single => single.of(),
        };
        if let Some(used) = of.and_then(|of| self.used_by.get_mut(of as usize)) {
            used.push(at);
        }
    }

    pub(super) fn lay_filter(&mut self, members: Vec<Ix>, spoken: Spoken) -> Of {
        if let Some(of) = self.known_filters.get(&members) {
            return *of;
        }
        let of = u32::try_from(self.filters.len()).unwrap_or(u32::MAX);
        if members.len() == self.activities {
            self.name_all.push(of);
        } else {
            for ix in &members {
                let at = *ix as usize;
                if self.named_by.len() <= at {
                    self.named_by.resize(at + 1, Vec::new());
                }
                if let Some(named_by) = self.named_by.get_mut(at) {
                    named_by.push(of);
                }
            }
        }
        self.known_filters.insert(members.clone(), of);
        self.filters.push(members);
        self.spoken.push(spoken);
        self.used_by.push(Vec::new());
        of
    }
}

impl Node {
    /// The filter it looks at.
    pub fn of(&self) -> Option<Of> {
        match self {
            Node::Count(_, of)
            | Node::Points(_, of)
            | Node::Shape { of, .. }
            | Node::OnePer { of, .. }
            | Node::Score(_, of)
            | Node::Attempts(_, of)
            | Node::State(_, of)
            | Node::FeedbackRead(_, of) => Some(*of),
            Node::Lines(lines) => Some(lines.of),
            _ => None,
        }
    }
}

/// A key that equal rules share.
pub(super) fn keyed(kind: i64, rest: impl Iterator<Item = i64>) -> Vec<i64> {
    std::iter::once(kind).chain(rest).collect()
}
