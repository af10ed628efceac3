//! In which column a stop lies: behind everything it waits for.

use std::collections::BTreeSet;

/// The column of each stop, and which ways run forward: where stops wait for each other in a circle, one way of it is left out.
pub(super) fn ranks(stops: usize, ways: &[(usize, usize)]) -> (Vec<u32>, Vec<bool>) {
    let mut after = vec![Vec::new(); stops];
    let mut waits = vec![0_usize; stops];
    for (way, (from, to)) in ways.iter().enumerate() {
        if let (Some(after), Some(waits), true) =
            (after.get_mut(*from), waits.get_mut(*to), from != to)
        {
            after.push((way, *to));
            *waits += 1;
        }
    }
    let mut ranks = vec![0_u32; stops];
    let mut forward = vec![false; ways.len()];
    let mut left: BTreeSet<usize> = (0..stops).collect();
    let mut free: BTreeSet<usize> = left
        .iter()
        .copied()
        .filter(|stop| waits.get(*stop) == Some(&0))
        .collect();
    // Where nothing is free, the first that is left begins.
    while let Some(stop) = free.pop_first().or_else(|| left.first().copied()) {
        left.remove(&stop);
        let rank = ranks.get(stop).copied().unwrap_or(0);
        for (way, to) in after.get(stop).into_iter().flatten() {
            if !left.contains(to) {
                continue;
            }
            if let (Some(forward), Some(waits), Some(behind)) = (
                forward.get_mut(*way),
                waits.get_mut(*to),
                ranks.get_mut(*to),
            ) {
                *forward = true;
                *waits -= 1;
                *behind = (*behind).max(rank + 1);
                if *waits == 0 {
                    free.insert(*to);
                }
            }
        }
    }
    draw_near(&mut ranks, ways, &forward);
    (ranks, forward)
}

/// A stop that waits for nothing stands right before the first that waits for it, and one that has nothing to do with any other has a
/// column of its own as long as there are some.
fn draw_near(ranks: &mut [u32], ways: &[(usize, usize)], forward: &[bool]) {
    let mut first_behind = vec![None; ranks.len()];
    let mut waits = vec![false; ranks.len()];
    for ((from, to), _) in ways.iter().zip(forward).filter(|(_, forward)| **forward) {
        let behind = ranks.get(*to).copied();
        if let (Some(first), Some(behind)) = (first_behind.get_mut(*from), behind) {
            *first = Some(first.map_or(behind, |first: u32| first.min(behind)));
        }
        if let Some(waits) = waits.get_mut(*to) {
            *waits = true;
        }
    }
    let columns = ranks.iter().max().map_or(1, |last| last + 1);
    let mut next = 0;
    for ((rank, first), waits) in ranks.iter_mut().zip(first_behind).zip(waits) {
        match (waits, first) {
            (true, _) => {}
            (false, Some(first)) => *rank = first.saturating_sub(1),
            (false, None) => {
                *rank = next % columns;
                next += 1;
            }
        }
    }
}
