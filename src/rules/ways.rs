//! Ways to finish: lines made and lines that can still be won, groups that still lack something, sums that fit. A handful,
//! to be drawn and listed.

use super::ahead::Ahead;
use super::book::{Label, Node, RuleAt};
use super::ground::Ix;
use super::lines::Course;
use super::live::{live_lines, made_lines};
use super::met::{counted, earned, standing};
use super::points::Points;
use super::rule::Bounds;

/// One way to finish.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The rule it belongs to.
    pub rule: RuleAt,
    /// The rule asks for lines. A row of which it asks for something else is none.
    pub is_line: bool,
    /// Only a part of its row, column or diagonal: its ends tell it from the others there.
    pub is_part: bool,
    /// A line's section and how it lies; nothing for other sets.
    pub line: Option<(u32, Course)>,
    /// Every activity in it, in order.
    pub cells: Vec<Ix>,
    /// Those that do not count yet.
    pub missing: Vec<Ix>,
    /// How many of `missing` it takes; 0 when it is made.
    pub left: u32,
}

/// The nearest ways to meet a rule and its parts, at most `most` of them: those that are made, then those with the least
/// left. What can no longer be won is left out.
pub fn ways(ahead: &Ahead, at: RuleAt, most: usize) -> Vec<Way> {
    let mut all = Vec::new();
    gather(ahead, at, most, &mut all);
    all.sort_by_key(|way| way.left);
    all.dedup_by(|a, b| a.cells == b.cells && a.line == b.line);
    all.truncate(most);
    all
}

/// How many lines can still be won for a rule and its parts.
pub fn lines_open(ahead: &Ahead, at: RuleAt) -> usize {
    match ahead.book.node(at) {
        Node::All(parts) | Node::Any(parts) => {
            parts.iter().map(|part| lines_open(ahead, *part)).sum()
        }
        _ => live_lines(ahead, at, 0).1,
    }
}

fn gather(ahead: &Ahead, at: RuleAt, most: usize, all: &mut Vec<Way>) {
    let counts = |ix: &Ix| standing(ahead.facts, *ix).is_some_and(|s| s.counts > 0);
    match ahead.book.node(at) {
        Node::All(parts) | Node::Any(parts) => {
            for part in parts {
                gather(ahead, *part, most, all);
            }
        }
        Node::Lines(_) => {
            let made = made_lines(ahead, at, most)
                .into_iter()
                .map(|line| (line, Vec::new()));
            all.extend(made.chain(live_lines(ahead, at, most).0).take(most).map(
                |(line, missing)| Way {
                    rule: at,
                    is_line: true,
                    is_part: !line.whole,
                    line: Some((line.section, line.course)),
                    cells: line.cells,
                    left: u32::try_from(missing.len()).unwrap_or(u32::MAX),
                    missing,
                },
            ));
        }
        Node::Shape { squares, width, .. } => {
            let mut places: Vec<(Vec<Ix>, Vec<Ix>)> = squares
                .chunks((*width).max(1))
                .map(|place| {
                    let missing = place.iter().copied().filter(|ix| !counts(ix)).collect();
                    (place.to_vec(), missing)
                })
                .filter(|(_, missing): &(_, Vec<Ix>)| missing.iter().all(|ix| ahead.can(*ix)))
                .collect();
            places.sort_by_key(|(_, missing)| missing.len());
            all.extend(places.into_iter().take(most).map(|(cells, missing)| Way {
                rule: at,
                is_line: false,
                is_part: false,
                line: None,
                cells,
                left: u32::try_from(missing.len()).unwrap_or(u32::MAX),
                missing,
            }));
        }
        Node::OnePer { groups, count, .. } => {
            all.extend(groups.iter().map(|group| {
                let missing = group.members.iter().copied();
                Way {
                    rule: at,
                    is_line: false,
                    is_part: false,
                    line: match group.label {
                        Label::Row(section, row) => Some((section, Course::Row(row))),
                        Label::Column(section, column) => Some((section, Course::Column(column))),
                        _ => None,
                    },
                    cells: group.members.clone(),
                    missing: missing.filter(|ix| !counts(ix) && ahead.can(*ix)).collect(),
                    left: count.saturating_sub(counted(ahead.facts, &group.members)),
                }
            }));
        }
        // With only an upper bound, nothing has to be reached.
        Node::Points(
            Bounds {
                min: Some(min),
                max: Some(max),
            },
            of,
        ) => {
            let of = ahead.book.of(*of);
            let have = earned(ahead.facts, of);
            let (low, high) = (*min - have, *max - have);
            let open: Vec<Ix> = of.iter().copied().filter(|ix| ahead.can(*ix)).collect();
            let made: Vec<Ix> = of.iter().copied().filter(|ix| counts(ix)).collect();
            for missing in sums(ahead, &open, low, high, most) {
                let mut cells = made.clone();
                cells.extend(&missing);
                cells.sort_unstable();
                all.push(Way {
                    rule: at,
                    is_line: false,
                    is_part: false,
                    line: None,
                    cells,
                    left: u32::try_from(missing.len()).unwrap_or(u32::MAX),
                    missing,
                });
            }
        }
        _ => {}
    }
}

/// Up to three activities whose points add up to something between, each mix of points once.
fn sums(ahead: &Ahead, open: &[Ix], low: Points, high: Points, most: usize) -> Vec<Vec<Ix>> {
    // Three of each amount are all that three picks can use.
    let mut useful: Vec<Ix> = Vec::new();
    for ix in open {
        let worth = ahead.worth(*ix);
        let same = useful
            .iter()
            .filter(|other| ahead.worth(**other) == worth)
            .count();
        if same < 3 && worth > Points::ZERO && worth <= high && useful.len() < 36 {
            useful.push(*ix);
        }
    }
    let mut found: Vec<Vec<Ix>> = Vec::new();
    let mut mixes: Vec<Vec<Points>> = Vec::new();
    let mut sets: Vec<(usize, Vec<Ix>)> = vec![(0, Vec::new())];
    for _ in 0..3 {
        let mut longer = Vec::new();
        for (from, set) in &sets {
            for (at, ix) in useful.iter().enumerate().skip(*from) {
                let mut next = set.clone();
                next.push(*ix);
                let mut mix: Vec<Points> = next.iter().map(|ix| ahead.worth(*ix)).collect();
                mix.sort_unstable();
                let sum: Points = mix.iter().copied().sum();
                if sum > high || mixes.contains(&mix) {
                    continue;
                }
                mixes.push(mix);
                if sum >= low {
                    found.push(next);
                    if found.len() == most {
                        return found;
                    }
                } else {
                    longer.push((at + 1, next));
                }
            }
        }
        sets = longer;
    }
    found
}
