//! Activities that no rule of the board can tell apart: asking for one of them is asking for all.

use std::collections::BTreeSet;

use crate::rules::book::{Node, Rulebook};
use crate::rules::facts::Facts;
use crate::rules::ground::{Ground, Ix};
use crate::rules::met::standing;

/// The first of each kind.
pub(super) fn one_of_each(book: &Rulebook, ground: &Ground, facts: &Facts, of: &[Ix]) -> Vec<Ix> {
    let mut seen = BTreeSet::new();
    of.iter()
        .copied()
        .filter(|ix| seen.insert(kind(book, ground, facts, *ix)))
        .collect()
}

fn kind(book: &Rulebook, ground: &Ground, facts: &Facts, ix: Ix) -> Vec<i64> {
    let mut kind: Vec<i64> = Vec::new();
    if let Some(place) = ground.places.get(ix as usize) {
        let lock = book.lock(ix);
        kind.extend([
            place.points.0,
            i64::from(place.repeat),
            i64::from(place.section),
            lock.map_or(-1, |lock| i64::from(lock.0)),
            place.more.opens.map_or(i64::MIN, |opens| opens.instant(0)),
            i64::from(place.check),
            i64::from(place.approval),
        ]);
    }
    if let Some(standing) = standing(facts, ix) {
        kind.extend([
            i64::from(standing.counts),
            i64::from(standing.room),
            standing.state as i64,
        ]);
    }
    for of in book.named_by(ix) {
        kind.push(i64::from(of));
        for rule in book.used_by.get(of as usize).into_iter().flatten() {
            match book.node(*rule) {
                Node::Lines(_) | Node::Shape { .. } => kind.push(i64::from(ix)),
                Node::OnePer { groups, .. } => {
                    for (at, group) in (0..).zip(groups) {
                        if group.members.binary_search(&ix).is_ok() {
                            kind.push(at);
                        }
                    }
                    kind.push(-1);
                }
                _ => {}
            }
        }
    }
    kind
}
