//! A board's rules laid out for asking: filters resolved, equal rules kept once, and for each activity the rules that
//! look at it. Laid out once per edition of the board; every question after that is cheap.

use std::collections::BTreeMap;

use super::filter::{Ids, Spoken, members, spoken};
use super::ground::{Ground, Ix};
use super::lines::{Strip, strips};
use super::points::Points;
use super::rule::{Bounds, Each, Filter, Habit, Rule};
use super::shape;
use super::time::Moment;
use super::{Direction, Reached};

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
    /// By activity: the rule that opens it.
    pub requires: Vec<Option<RuleAt>>,
    /// By badge: the rule that earns it.
    pub badges: Vec<RuleAt>,
    /// By rule: the activities it opens.
    pub(super) opens: BTreeMap<RuleAt, Vec<Ix>>,
    /// By activity: the filters it is in.
    pub(super) named_by: Vec<Vec<u32>>,
    /// By filter: the rules that use it.
    pub(super) used_by: Vec<Vec<RuleAt>>,
    /// By rule: the rules it is part of.
    pub(super) parents: Vec<Vec<RuleAt>>,
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
    /// Lays out every rule of a board.
    pub fn compile(ground: &Ground) -> Self {
        let ids = Ids::of(ground);
        let mut book = Rulebook {
            named_by: vec![Vec::new(); ground.places.len()],
            ..Rulebook::default()
        };
        book.complete = book.lay(ground, &ids, &ground.complete);
        for (ix, place) in (0..).zip(&ground.places) {
            let at = place
                .requires
                .as_ref()
                .map(|rule| book.lay(ground, &ids, rule));
            if let Some(at) = at {
                book.opens.entry(at).or_default().push(ix);
            }
            book.requires.push(at);
        }
        book.badges = ground
            .badges
            .iter()
            .map(|(_, rule)| book.lay(ground, &ids, rule))
            .collect();
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

    fn lay_filter(&mut self, members: Vec<Ix>, spoken: Spoken) -> Of {
        if let Some(of) = self.known_filters.get(&members) {
            return *of;
        }
        let of = u32::try_from(self.filters.len()).unwrap_or(u32::MAX);
        for ix in &members {
            if let Some(named_by) = self.named_by.get_mut(*ix as usize) {
                named_by.push(of);
            }
        }
        self.known_filters.insert(members.clone(), of);
        self.filters.push(members);
        self.spoken.push(spoken);
        self.used_by.push(Vec::new());
        of
    }

    /// Rules without parts, each with a key that equal rules share.
    fn lay_single(&mut self, ground: &Ground, ids: &Ids, rule: &Rule) -> (Node, Vec<i64>) {
        let mut filter =
            |of: &Filter| self.lay_filter(members(ground, ids, of), spoken(ground, ids, of));
        match rule {
            Rule::All(_) | Rule::Any(_) | Rule::Not(_) => unknown(),
            Rule::Activity(id) => match ids.activities.get(id.as_str()) {
                Some(ix) => (Node::Activity(*ix), vec![4, i64::from(*ix)]),
                None => unknown(),
            },
            Rule::Count { bounds, of } => {
                let of = filter(of);
                let key = vec![5, i64::from(of), whole(bounds.min), whole(bounds.max)];
                (Node::Count(*bounds, of), key)
            }
            Rule::Points { bounds, of } => {
                let of = filter(of);
                let points = |p: Option<Points>| p.map_or(i64::MIN, |p| p.0);
                let key = vec![6, i64::from(of), points(bounds.min), points(bounds.max)];
                (Node::Points(*bounds, of), key)
            }
            Rule::Lines(lines) => {
                let of = filter(&lines.of);
                let Some(through) = lines
                    .through
                    .iter()
                    .map(|id| ids.activities.get(id.as_str()).copied())
                    .collect::<Option<Vec<Ix>>>()
                else {
                    return unknown();
                };
                let mut key = vec![
                    7,
                    i64::from(of),
                    i64::from(lines.lines),
                    whole(lines.length),
                ];
                key.extend(lines.directions.iter().map(|d| *d as i64));
                key.push(-1);
                key.extend(through.iter().map(|ix| i64::from(*ix)));
                let strips = self.strips_within(ground, lines.length, &lines.directions, of);
                let node = LinesNode {
                    lines: lines.lines,
                    strips,
                    through,
                    of,
                };
                (Node::Lines(node), key)
            }
            Rule::Shape { rows, turn, of } => {
                let of = filter(of);
                let mut key = vec![8, i64::from(of), i64::from(*turn)];
                key.extend(rows.join("/").bytes().map(i64::from));
                (self.shape(ground, rows, *turn, of), key)
            }
            Rule::OnePer { each, count, of } => {
                let of = filter(of);
                let key = vec![9, i64::from(of), *each as i64, i64::from(*count)];
                let node = Node::OnePer {
                    count: *count,
                    groups: groups(ground, *each, self.of(of)),
                    of,
                };
                (node, key)
            }
            Rule::Score { bounds, of } => {
                let of = filter(of);
                let bits = |n: Option<f64>| n.map_or(-1, |n| n.to_bits() as i64);
                let key = vec![10, i64::from(of), bits(bounds.min), bits(bounds.max)];
                (Node::Score(*bounds, of), key)
            }
            Rule::Attempts { bounds, of } => {
                let of = filter(of);
                let key = vec![11, i64::from(of), whole(bounds.min), whole(bounds.max)];
                (Node::Attempts(*bounds, of), key)
            }
            Rule::Mastery { standard, min } => {
                let level = ground.scale.iter().position(|id| id == min);
                match (ids.standards.get(standard.as_str()), level) {
                    (Some(ix), Some(min)) => {
                        let key = vec![12, i64::from(*ix), min as i64];
                        (Node::Mastery { standard: *ix, min }, key)
                    }
                    _ => unknown(),
                }
            }
            Rule::State { state, of } => {
                let of = filter(of);
                (
                    Node::State(*state, of),
                    vec![13, i64::from(of), *state as i64],
                )
            }
            Rule::Badge(id) => match ids.badges.get(id.as_str()) {
                Some(ix) => (Node::Badge(*ix), vec![14, i64::from(*ix)]),
                None => unknown(),
            },
            Rule::Level(level) => (Node::Level(*level), vec![15, i64::from(*level)]),
            Rule::Habit { habit, count } => {
                let key = vec![16, *habit as i64, i64::from(*count)];
                (Node::Habit(*habit, *count), key)
            }
            Rule::FeedbackRead { read, of } => {
                let of = filter(of);
                (
                    Node::FeedbackRead(*read, of),
                    vec![17, i64::from(of), i64::from(*read)],
                )
            }
            Rule::After(moment) => (Node::After(*moment), moment_key(18, *moment)),
            Rule::Before(moment) => (Node::Before(*moment), moment_key(19, *moment)),
            Rule::Code(digest) => (
                Node::Code(digest.clone()),
                keyed(20, digest.bytes().map(i64::from)),
            ),
            Rule::Group(id) => (
                Node::Group(id.clone()),
                keyed(21, id.bytes().map(i64::from)),
            ),
        }
    }

    /// Strips of every grid, broken where a square is not in the filter.
    fn strips_within(
        &self,
        ground: &Ground,
        length: Option<u32>,
        directions: &[Direction],
        of: Of,
    ) -> Vec<Strip> {
        let members = self.of(of);
        let everything = members.len() == ground.places.len();
        let mut found = Vec::new();
        for strip in ground
            .grids
            .iter()
            .flat_map(|grid| strips(grid, length, directions))
        {
            if everything {
                found.push(strip);
                continue;
            }
            let inside = |ix: &Ix| members.binary_search(ix).is_ok();
            for cells in strip.cells.split(|ix| !inside(ix)) {
                if cells.len() >= strip.length {
                    found.push(Strip {
                        whole: strip.whole && cells.len() == strip.cells.len(),
                        cells: cells.to_vec(),
                        ..strip.clone()
                    });
                }
            }
        }
        found
    }

    fn shape(&self, ground: &Ground, rows: &[String], turn: bool, of: Of) -> Node {
        let members = self.of(of);
        let mut squares = Vec::new();
        let mut width = 0;
        for grid in &ground.grids {
            let (found, marks) = shape::places(grid, rows, turn);
            width = marks;
            for place in found.chunks(marks.max(1)) {
                if place.iter().all(|ix| members.binary_search(ix).is_ok()) {
                    squares.extend_from_slice(place);
                }
            }
        }
        Node::Shape { squares, width, of }
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

/// The rows, columns, sections, tags or standards that occur among these activities, in their own order.
pub(super) fn groups(ground: &Ground, each: Each, of: &[Ix]) -> Vec<Group> {
    let mut found: BTreeMap<Label, Vec<Ix>> = BTreeMap::new();
    for ix in of {
        let Some(place) = ground.places.get(*ix as usize) else {
            continue;
        };
        let labels: Vec<Label> = match each {
            Each::Row => place
                .row
                .map(|row| Label::Row(place.section, row))
                .into_iter()
                .collect(),
            Each::Column => place
                .column
                .map(|column| Label::Column(place.section, column))
                .into_iter()
                .collect(),
            Each::Section => vec![Label::Section(place.section)],
            Each::Tag => place.tags.iter().cloned().map(Label::Tag).collect(),
            Each::Standard => place
                .standards
                .iter()
                .copied()
                .map(Label::Standard)
                .collect(),
        };
        for label in labels {
            let members = found.entry(label).or_default();
            if members.last() != Some(ix) {
                members.push(*ix);
            }
        }
    }
    found
        .into_iter()
        .map(|(label, members)| Group { label, members })
        .collect()
}

fn unknown() -> (Node, Vec<i64>) {
    (Node::Unknown, vec![0])
}

fn keyed(kind: i64, rest: impl Iterator<Item = i64>) -> Vec<i64> {
    std::iter::once(kind).chain(rest).collect()
}

fn whole(n: Option<u32>) -> i64 {
    n.map_or(-1, i64::from)
}

fn moment_key(kind: i64, moment: Moment) -> Vec<i64> {
    match moment {
        Moment::Day(day) => vec![kind, 0, day],
        Moment::Instant(at) => vec![kind, 1, at],
    }
}
