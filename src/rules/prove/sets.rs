//! How many ways there are: the smallest sets of activities that complete a board.

use super::fresh;
use crate::rules::book::Rulebook;
use crate::rules::facts::{Facts, State};
use crate::rules::ground::{Ground, Ix};
use crate::rules::met::met;

/// Every set of the smallest size that meets `complete` from a fresh start, sorted; locks and quotas are not looked at.
/// Nothing when more than `steps` sets would have to be tried. For pictures of a format and for tests: the work grows with
/// the number of sets.
pub fn smallest_sets(ground: &Ground, steps: u32) -> Option<Vec<Vec<Ix>>> {
    let book = Rulebook::compile(ground);
    let facts = fresh(ground);
    let free: Vec<Ix> = (0..)
        .zip(&facts.standings)
        .filter(|(_, standing)| standing.counts == 0)
        .map(|(ix, _)| ix)
        .collect();
    let mut left = steps;
    for size in 0..=free.len() {
        let mut found = Vec::new();
        let mut chosen = Vec::new();
        let mut search = Search {
            book: &book,
            ground,
            facts: facts.clone(),
            left,
        };
        search.add(&free, size, &mut chosen, &mut found)?;
        left = search.left;
        if !found.is_empty() {
            return Some(found);
        }
    }
    Some(Vec::new())
}

struct Search<'a> {
    book: &'a Rulebook,
    ground: &'a Ground,
    facts: Facts,
    left: u32,
}

impl Search<'_> {
    fn add(
        &mut self,
        from: &[Ix],
        more: usize,
        chosen: &mut Vec<Ix>,
        found: &mut Vec<Vec<Ix>>,
    ) -> Option<()> {
        if more == 0 {
            self.left = self.left.checked_sub(1)?;
            if met(self.book, self.ground, &self.facts, self.book.complete) {
                found.push(chosen.clone());
            }
            return Some(());
        }
        let mut rest = from;
        while let Some((ix, later)) = rest.split_first() {
            if rest.len() < more {
                break;
            }
            self.set(*ix, 1);
            chosen.push(*ix);
            self.add(later, more - 1, chosen, found)?;
            chosen.pop();
            self.set(*ix, 0);
            rest = later;
        }
        Some(())
    }

    fn set(&mut self, ix: Ix, counts: u32) {
        let worth = self
            .ground
            .places
            .get(ix as usize)
            .map(|place| place.points);
        if let (Some(standing), Some(worth)) = (self.facts.standings.get_mut(ix as usize), worth) {
            standing.counts = counts;
            standing.points = worth.times(counts);
            standing.state = if counts > 0 { State::Done } else { State::Open };
        }
    }
}
