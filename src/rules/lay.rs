//! A rule without parts becomes a node: ids resolved, lines and shapes laid on their grids, groups gathered.

use std::collections::BTreeMap;

use super::book::{Group, Label, LinesNode, Node, Of, Rulebook, keyed};
use super::filter::{Ids, leave_own_out, members, spoken};
use super::ground::{Ground, Ix};
use super::lines::{Strip, strips};
use super::points::Points;
use super::rule::{Direction, Each, Filter, Rule};
use super::shape;
use super::time::Moment;

impl Rulebook {
    /// Rules without parts, each with a key that equal rules share.
    pub(super) fn lay_single(
        &mut self,
        ground: &Ground,
        ids: &Ids,
        rule: &Rule,
    ) -> (Node, Vec<i64>) {
        let mut filter = |of: &Filter| {
            let mut named = members(ground, ids, of);
            if ground.own > 0 {
                leave_own_out(ground, rule, &mut named);
            }
            self.lay_filter(named, spoken(ground, ids, of))
        };
        match rule {
            Rule::All(_) | Rule::Any(_) | Rule::Not(_) => unknown(),
            Rule::Activity(id) => match ids.activities.get(id.as_str()) {
                Some(ix) => (Node::Activity(ix), vec![4, i64::from(ix)]),
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
                    .map(|id| ids.activities.get(id))
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
                        let key = vec![12, i64::from(ix), min as i64];
                        (Node::Mastery { standard: ix, min }, key)
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
                Some(ix) => (Node::Badge(ix), vec![14, i64::from(ix)]),
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

/// The rows, columns, sections, tags or standards that occur among these activities, in their own order.
fn groups(ground: &Ground, each: Each, of: &[Ix]) -> Vec<Group> {
    let mut found: BTreeMap<Label, Vec<Ix>> = BTreeMap::new();
    for ix in of {
        let Some(place) = ground.places.get(*ix as usize) else {
            continue;
        };
        let labels: Vec<Label> = match each {
            Each::Row => place
                .row
                .map(|row| Label::Row(place.section, row.get()))
                .into_iter()
                .collect(),
            Each::Column => place
                .column
                .map(|column| Label::Column(place.section, column.get()))
                .into_iter()
                .collect(),
            Each::Section => vec![Label::Section(place.section)],
            Each::Tag => place.more.tags.iter().cloned().map(Label::Tag).collect(),
            Each::Standard => place
                .more
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

fn whole(n: Option<u32>) -> i64 {
    n.map_or(-1, i64::from)
}

fn moment_key(kind: i64, moment: Moment) -> Vec<i64> {
    match moment {
        Moment::Day(day) => vec![kind, 0, day],
        Moment::Instant(at) => vec![kind, 1, at],
    }
}
