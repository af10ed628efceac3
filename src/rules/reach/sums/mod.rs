//! Alike activities taken together: what a rule sees of a choice are a few sums, so choices with the same sums are one.
//! Locks are left out (they are checked on what is found); places of a section and dates are not.

mod may;
mod note;
mod seek;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::gifts::Gift;
use super::{Scope, Steps};
use crate::rules::ahead::Ahead;
use crate::rules::book::{Node, RuleAt};
use crate::rules::facts::Standing;
use crate::rules::ground::Ix;
use crate::rules::lines::windows;
use crate::rules::met::standing;
use crate::rules::time::Clock;
use table::Table;

/// What was found.
pub(super) enum Found {
    Way(Plan),
    None,
    NotInTime,
}

/// Forms to bring activities to, and what has to come besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub forms: Vec<(Ix, Standing)>,
    pub gifts: Vec<Gift>,
}

/// Looks for sums that meet the rule.
pub(super) fn search(
    ahead: &Ahead,
    at: RuleAt,
    scope: &Scope,
    clock: Option<Clock>,
    steps: &mut Steps,
) -> Found {
    let wanted = figures(ahead, at, scope);
    branch(
        ahead,
        at,
        scope,
        clock,
        &wanted,
        &mut Vec::new(),
        &mut BTreeMap::new(),
        steps,
    )
}

/// Lines and shapes that are only ever wanted: one way to win one after the other, or without it.
fn figures(ahead: &Ahead, at: RuleAt, scope: &Scope) -> Vec<RuleAt> {
    let mut unwanted = BTreeSet::new();
    shunned(ahead, at, true, &mut unwanted, &mut BTreeSet::new());
    scope
        .rules
        .iter()
        .copied()
        .filter(|at| !unwanted.contains(at))
        .filter(|at| match ahead.book.node(*at) {
            Node::Lines(lines) => lines.lines == 1,
            Node::Shape { .. } => true,
            _ => false,
        })
        .collect()
}

/// Adds the rules that are wanted broken; each is come to once either way, since badges may ask for each other.
fn shunned(
    ahead: &Ahead,
    at: RuleAt,
    wanted: bool,
    found: &mut BTreeSet<RuleAt>,
    been: &mut BTreeSet<(RuleAt, bool)>,
) {
    if !been.insert((at, wanted)) {
        return;
    }
    match ahead.book.node(at) {
        Node::All(parts) | Node::Any(parts) => {
            for part in parts {
                shunned(ahead, *part, wanted, found, been);
            }
        }
        Node::Not(part) => shunned(ahead, *part, !wanted, found, been),
        Node::Badge(ix) => {
            if let Some(rule) = ahead.book.badges.get(*ix as usize) {
                shunned(ahead, *rule, wanted, found, been);
            }
        }
        _ if !wanted => {
            found.insert(at);
        }
        _ => {}
    }
}

#[allow(clippy::too_many_arguments)]
fn branch(
    ahead: &Ahead,
    at: RuleAt,
    scope: &Scope,
    clock: Option<Clock>,
    figures: &[RuleAt],
    forced: &mut Vec<Ix>,
    settled: &mut BTreeMap<RuleAt, bool>,
    steps: &mut Steps,
) -> Found {
    let Some((figure, rest)) = figures.split_first() else {
        let Some(table) = Table::lay(ahead, at, scope, clock, forced, settled, steps) else {
            return Found::NotInTime;
        };
        return table.search(steps);
    };
    let counts = |ix: Ix| standing(ahead.facts, ix).is_some_and(|s| s.counts > 0);
    let places: Vec<Vec<Ix>> = match ahead.book.node(*figure) {
        Node::Lines(lines) => lines
            .strips
            .iter()
            .flat_map(windows)
            .filter(|line| line.runs_through(&lines.through))
            .map(|line| line.cells)
            .collect(),
        Node::Shape { squares, width, .. } => squares
            .chunks((*width).max(1))
            .map(<[Ix]>::to_vec)
            .collect(),
        _ => Vec::new(),
    };
    let mut lacking: Vec<Vec<Ix>> = places
        .into_iter()
        .map(|cells| cells.into_iter().filter(|ix| !counts(*ix)).collect())
        .filter(|lacking: &Vec<Ix>| lacking.iter().all(|ix| ahead.can(*ix)))
        .collect();
    lacking.sort();
    lacking.dedup();
    lacking.sort_by_key(Vec::len);
    let mut in_time = true;
    let without = std::iter::once((Vec::new(), false));
    for (cells, won) in lacking
        .into_iter()
        .map(|cells| (cells, true))
        .chain(without)
    {
        // Met already: nothing to win, and nothing can be lost.
        let done = won && cells.is_empty();
        let before = forced.len();
        forced.extend(cells);
        settled.insert(*figure, won);
        let found = branch(ahead, at, scope, clock, rest, forced, settled, steps);
        settled.remove(figure);
        forced.truncate(before);
        match found {
            Found::Way(plan) => return Found::Way(plan),
            Found::None => {}
            Found::NotInTime => in_time = false,
        }
        if done {
            break;
        }
    }
    if in_time {
        Found::None
    } else {
        Found::NotInTime
    }
}
