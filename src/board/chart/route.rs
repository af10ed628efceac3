//! Ways from one region or row into another, and those that a whole crowd leads on by: straight along the edges of columns and rows. What is
//! written at a stop stays within its column, so no way runs behind it.

use super::rows::Sheet;
use super::{Crowd, Spot, TALL, Trail};

/// Where everything lies.
pub(super) struct Routes<'a> {
    pub spots: &'a [Spot],
    pub regions: &'a [u32],
    pub pieces: &'a [u32],
    pub sheet: &'a Sheet,
}

impl Routes<'_> {
    fn middle(&self, stop: usize) -> Option<(u32, u32)> {
        let spot = self.spots.get(stop)?;
        Some((2 * spot.column + 1, 2 * spot.lane + TALL))
    }

    /// In which of the page's rows a stop lies.
    fn shelf(&self, stop: usize) -> usize {
        let piece = self.pieces.get(stop).copied().unwrap_or(0);
        let piece = self.sheet.pieces.get(piece as usize);
        piece.map_or(0, |piece| piece.shelf)
    }

    /// Along the edge behind where it starts, above the row of its end, or below it if it comes from further down, and along the edge before
    /// its end.
    fn run(&self, start: (u32, u32), shelf: usize, to: usize) -> Vec<(u32, u32)> {
        let Some(end) = self.middle(to) else {
            return Vec::new();
        };
        let edge = start.0 + start.0 % 2;
        let mut points = vec![start, (edge, start.1)];
        if edge + 1 != end.0 || shelf != self.shelf(to) {
            let row = match self.shelf(to) {
                row if row < shelf => row + 1,
                row => row,
            };
            let top = self.sheet.shelves.get(row).copied().unwrap_or(0);
            // A little below the edge, where it is drawn level with it: ways are drawn by the middles of signs, which lie above those of stops.
            points.extend([(edge, 2 * top + 1), (end.0 - 1, 2 * top + 1)]);
        }
        points.extend([(end.0 - 1, end.1), end]);
        points.dedup();
        points
    }

    /// From a stop to one in another region or row.
    pub fn between(&self, (from, to): (usize, usize)) -> Trail {
        let start = self.middle(from);
        Trail {
            points: start.map_or_else(Vec::new, |start| self.run(start, self.shelf(from), to)),
            square: true,
            bar: None,
        }
    }

    /// One way for all of a crowd. Where they stand before the one that waits for them, in its row, or all in another region, they are
    /// bracketed together; else it comes out of a bracket of its own.
    pub fn gathered(&self, (crowd, to): &Crowd) -> Trail {
        let Some(end) = self.middle(*to) else {
            return Trail::default();
        };
        let piece = |stop: &usize| self.pieces.get(*stop);
        let own = piece(to);
        let before = crowd.iter().filter(|stop| piece(stop) == own);
        let before = before.filter_map(|stop| self.middle(*stop));
        let before: Vec<(u32, u32)> = before.filter(|middle| middle.0 < end.0).collect();
        let region = |stop: &usize| self.regions.get(*stop);
        let first = crowd.first();
        let elsewhere = first.filter(|first| {
            region(first) != region(to) && crowd.iter().all(|stop| region(stop) == region(first))
        });
        if let Some(first) = elsewhere {
            // The last row that they stand in.
            let last = crowd.iter().max_by_key(|stop| piece(stop)).unwrap_or(first);
            let theirs = crowd.iter().filter(|stop| piece(stop) == piece(last));
            let middles: Vec<_> = theirs.filter_map(|stop| self.middle(*stop)).collect();
            let bar = span(&middles).unwrap_or((end.1, end.1));
            let edge = middles.iter().map(|middle| middle.0 + 1).max();
            let start = (edge.unwrap_or(end.0 - 1), bar.0.midpoint(bar.1));
            return Trail {
                points: self.run(start, self.shelf(*last), *to),
                square: true,
                bar: Some(bar),
            };
        }
        let bar = span(&before).unwrap_or((end.1 - 1, end.1 + 1));
        let edge = end.0 - 1;
        let mut points = vec![(edge, end.1.clamp(bar.0, bar.1)), (edge, end.1), end];
        points.dedup();
        Trail {
            points,
            square: true,
            bar: Some(bar),
        }
    }
}

/// From the uppermost to the lowest, and never nothing.
fn span(middles: &[(u32, u32)]) -> Option<(u32, u32)> {
    let top = middles.iter().map(|middle| middle.1).min()?;
    let bottom = middles.iter().map(|middle| middle.1).max()?;
    Some(match top == bottom {
        true => (top - 1, bottom + 1),
        false => (top, bottom),
    })
}
