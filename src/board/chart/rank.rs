//! In which column of its region a stop lies: behind everything it waits for there.

use std::collections::BTreeSet;

use super::Crowd;

/// A heap is no wider than this: with who waits for it, it stays in one row.
const HEAP: u32 = super::rows::ROW - 1;

/// Past so many members of crowds nobody is put behind them.
const PATIENCE: usize = 200_000;

/// The column of each stop within its region, and which ways run forward: where stops of a region wait for each other in a circle, one way of
/// it is left out. Ways between regions need not run forward.
pub(super) fn ranks(
    regions: &[u32],
    ways: &[(usize, usize)],
    crowds: &[Crowd],
) -> (Vec<u32>, Vec<bool>) {
    let stops = regions.len();
    let mut after = vec![Vec::new(); stops];
    let mut waits = vec![0_usize; stops];
    let mut forward = vec![false; ways.len()];
    let mut within = Vec::with_capacity(ways.len());
    for (way, (from, to)) in ways.iter().enumerate() {
        if regions.get(*from) != regions.get(*to) {
            if let Some(forward) = forward.get_mut(way) {
                *forward = true;
            }
        } else if let (Some(after), Some(waits), true) =
            (after.get_mut(*from), waits.get_mut(*to), from != to)
        {
            after.push((way, *to));
            *waits += 1;
            within.push(way);
        }
    }
    let mut ranks = vec![0_u32; stops];
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
    let tied: Vec<(usize, usize)> = within
        .into_iter()
        .filter(|way| forward.get(*way) == Some(&true))
        .filter_map(|way| ways.get(way).copied())
        .collect();
    draw_near(&mut ranks, regions, &tied);
    stand_behind(&mut ranks, regions, &tied, crowds);
    (ranks, forward)
}

/// A stop that waits for nothing stands right before the first that waits for it. Those that have nothing to do with any other are spread over
/// the columns of their region, or over as many as make a heap of them that is a little wider than high.
fn draw_near(ranks: &mut [u32], regions: &[u32], tied: &[(usize, usize)]) {
    let mut first_behind = vec![None; ranks.len()];
    let mut waits = vec![false; ranks.len()];
    for (from, to) in tied {
        let behind = ranks.get(*to).copied();
        if let (Some(first), Some(behind)) = (first_behind.get_mut(*from), behind) {
            *first = Some(first.map_or(behind, |first: u32| first.min(behind)));
        }
        if let Some(waits) = waits.get_mut(*to) {
            *waits = true;
        }
    }
    let count = regions.iter().max().map_or(0, |last| *last as usize + 1);
    // By region: its columns, how many stops are tied to none, and how many of those have a place.
    let mut heaps = vec![(1_u32, 0_u32, 0_u32); count];
    let stops = regions.iter().zip(ranks.iter());
    for ((region, rank), (waits, first)) in stops.zip(waits.iter().zip(&first_behind)) {
        if let Some(heap) = heaps.get_mut(*region as usize) {
            heap.0 = heap.0.max(rank + 1);
            heap.1 += u32::from(!waits && first.is_none());
        }
    }
    for heap in &mut heaps {
        let square = (f64::from(heap.1) * 1.5).sqrt().ceil() as u32;
        heap.0 = heap.0.max(square.min(HEAP));
    }
    let stops = regions.iter().zip(ranks.iter_mut());
    for ((region, rank), (waits, first)) in stops.zip(waits.into_iter().zip(first_behind)) {
        match (waits, first) {
            (true, _) => {}
            (false, Some(first)) => *rank = first.saturating_sub(1),
            (false, None) => {
                if let Some((columns, _, next)) = heaps.get_mut(*region as usize) {
                    *rank = *next % *columns;
                    *next += 1;
                }
            }
        }
    }
}

/// Who waits for a crowd stands behind all of it that is in the same region, and does not wait for them in turn.
fn stand_behind(ranks: &mut [u32], regions: &[u32], tied: &[(usize, usize)], crowds: &[Crowd]) {
    let members: usize = crowds.iter().map(|crowd| crowd.0.len() + tied.len()).sum();
    if crowds.is_empty() || members > PATIENCE {
        return;
    }
    let mut after = vec![Vec::new(); ranks.len()];
    for (from, to) in tied {
        if let Some(after) = after.get_mut(*from) {
            after.push(*to);
        }
    }
    for (crowd, to) in crowds {
        let behind = reached(&after, *to);
        for member in crowd {
            let same = regions.get(*member) == regions.get(*to);
            if let (true, Some(after), Some(false)) =
                (same, after.get_mut(*member), behind.get(*member))
            {
                after.push(*to);
            }
        }
    }
    let mut waits = vec![0_usize; ranks.len()];
    for to in after.iter().flatten() {
        if let Some(waits) = waits.get_mut(*to) {
            *waits += 1;
        }
    }
    let mut free: Vec<usize> = (0..ranks.len())
        .filter(|stop| waits.get(*stop) == Some(&0))
        .collect();
    while let Some(stop) = free.pop() {
        let rank = ranks.get(stop).copied().unwrap_or(0);
        for to in after.get(stop).into_iter().flatten() {
            if let (Some(waits), Some(behind)) = (waits.get_mut(*to), ranks.get_mut(*to)) {
                *behind = (*behind).max(rank + 1);
                *waits -= 1;
                if *waits == 0 {
                    free.push(*to);
                }
            }
        }
    }
}

/// By stop: whether it is this one, or waits for it.
fn reached(after: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; after.len()];
    let mut next = vec![from];
    while let Some(stop) = next.pop() {
        match reached.get_mut(stop) {
            Some(reached) if !*reached => *reached = true,
            _ => continue,
        }
        next.extend(after.get(stop).into_iter().flatten());
    }
    reached
}
