//! Regions beside and below each other, as words on a page: what is longer than a page is wide goes on in the next row, and short ones stand
//! beside each other. A map is then as wide as a screen and not much more.

use super::Band;

/// A region with more columns than this goes on in further rows, all about equally long, and no row of several regions is wider.
pub(super) const ROW: u32 = 10;

/// Regions, cut where a row ends.
pub(super) struct Pages {
    /// By stop: its piece, counted over all regions.
    pub pieces: Vec<u32>,
    /// By stop: its column within its piece.
    pub columns: Vec<u32>,
    /// By piece: how many columns it has, and of which region it is.
    pub wide: Vec<(u32, usize)>,
}

pub(super) fn cut(regions: &[u32], ranks: &[u32], count: usize) -> Pages {
    let mut columns = vec![0_u32; count];
    for (region, rank) in regions.iter().zip(ranks) {
        if let Some(columns) = columns.get_mut(*region as usize) {
            *columns = (*columns).max(rank + 1);
        }
    }
    let mut wide = Vec::with_capacity(count);
    // By region: its first piece, and how wide its pieces are.
    let mut cuts = Vec::with_capacity(count);
    for (region, columns) in columns.iter().enumerate() {
        let rows = columns.div_ceil(ROW).max(1);
        let row = columns.div_ceil(rows).max(1);
        cuts.push((wide.len() as u32, row));
        let mut left = *columns;
        loop {
            wide.push((left.min(row), region));
            left = left.saturating_sub(row);
            if left == 0 {
                break;
            }
        }
    }
    let cut = |region: &u32| cuts.get(*region as usize).copied().unwrap_or((0, 1));
    let stops = || regions.iter().zip(ranks);
    Pages {
        pieces: stops()
            .map(|(region, rank)| cut(region).0 + rank / cut(region).1)
            .collect(),
        columns: stops().map(|(region, rank)| rank % cut(region).1).collect(),
        wide,
    }
}

/// Where a piece begins.
#[derive(Clone, Copy, Default)]
pub(super) struct Piece {
    pub left: u32,
    pub top: u32,
    /// In which of its region's rows.
    pub row: u32,
    /// In which of the page's rows.
    pub shelf: usize,
}

/// All that lies beside and below each other.
pub(super) struct Sheet {
    pub columns: u32,
    pub lanes: u32,
    pub pieces: Vec<Piece>,
    /// By row of the page: its first half lane.
    pub shelves: Vec<u32>,
    pub bands: Vec<Band>,
}

/// Puts the pieces into rows; `heights` are theirs, in half lanes.
pub(super) fn place(pages: &Pages, heights: &[u32], regions: usize) -> Sheet {
    let mut sheet = Sheet {
        columns: 0,
        lanes: 0,
        pieces: Vec::with_capacity(heights.len()),
        shelves: Vec::new(),
        bands: vec![Band::default(); regions],
    };
    let (mut left, mut top, mut tall) = (0, 0, 0);
    let mut before: Option<Piece> = None;
    let mut of = None;
    let mut closed = false;
    for (at, ((wide, region), height)) in pages.wide.iter().zip(heights).enumerate() {
        let goes_on = of == Some(*region);
        let follows = pages.wide.get(at + 1);
        let long = goes_on || follows.is_some_and(|(_, next)| next == region);
        // What has several rows has them to itself.
        if before.is_some() && (long || closed || left + wide > ROW) {
            (left, top, tall) = (0, top + tall, 0);
        }
        closed = long;
        if left == 0 {
            sheet.shelves.push(top);
        }
        let piece = Piece {
            left,
            top,
            row: match before {
                Some(before) if goes_on => before.row + 1,
                _ => 0,
            },
            shelf: sheet.shelves.len().saturating_sub(1),
        };
        sheet.pieces.push(piece);
        (before, of) = (Some(piece), Some(*region));
        left += wide;
        tall = tall.max(*height);
        sheet.columns = sheet.columns.max(left);
        sheet.lanes = sheet.lanes.max(top + tall);
    }
    sheet.ground(pages);
    sheet
}

impl Sheet {
    /// Each region's ground: down to the next row, and the last of a row to the end of it.
    fn ground(&mut self, pages: &Pages) {
        for (at, (piece, (_, region))) in self.pieces.iter().zip(&pages.wide).enumerate() {
            let beside = self.pieces.get(at + 1);
            let beside = beside.filter(|beside| beside.shelf == piece.shelf);
            let right = beside.map_or(self.columns, |beside| beside.left);
            let below = self.shelves.get(piece.shelf + 1);
            let below = below.copied().unwrap_or(self.lanes);
            if let Some(band) = self.bands.get_mut(*region) {
                if band.wide == 0 {
                    (band.top, band.left) = (piece.top, piece.left);
                }
                band.wide = band.wide.max(right - piece.left);
                band.tall = below - band.top;
            }
        }
    }
}
