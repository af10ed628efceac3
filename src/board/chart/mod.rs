//! Where the stops of a path lie on a map that lays itself out: columns from the start to the end, lanes across, regions beside and below each
//! other as a page has room for them. Stops never lie upon each other, ways within a region run forward and cross no more than they must, and
//! those from region to region run between the columns, where no name is.
//!
//! Knows numbers, no boards: who waits for whom comes in, places go out. The same stops and ways always come to the same map.

mod course;
mod free;
mod lanes;
mod order;
mod rank;
mod route;
mod rows;

pub use course::course;
pub use free::{Drawing, Frame, Said, draw};

/// A map: all lengths in columns and in half lanes, from the start of the first column and the top of the first lane.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Chart {
    /// How many columns there are.
    pub columns: u32,
    /// How many half lanes there are.
    pub lanes: u32,
    /// By stop.
    pub spots: Vec<Spot>,
    /// By way, as they came in, and then by crowd; a way that would lead back has no points.
    pub trails: Vec<Trail>,
    /// By region.
    pub bands: Vec<Band>,
}

/// Where a stop lies; it is one column wide and [`TALL`] half lanes high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Spot {
    /// In which of its region's rows, from 0: a long region goes on below its start.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// Its upper half lane, from 0.
    pub lane: u32,
}

/// A region's ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Band {
    /// Its first half lane, and how many it has.
    pub top: u32,
    #[allow(missing_docs)]
    pub tall: u32,
    /// Its first column, and how many it has.
    pub left: u32,
    #[allow(missing_docs)]
    pub wide: u32,
}

/// A way from stop to stop.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Trail {
    /// What it runs through, both ends included: half columns, and quarters of a lane.
    pub points: Vec<(u32, u32)>,
    /// It runs straight along the edges of columns and rows, else it swings from point to point.
    pub square: bool,
    /// Where a crowd leads on together: from where to where, at the start of the way, in quarters of a lane.
    pub bar: Option<(u32, u32)>,
}

/// Many stops that one waits for, without a way from each of them.
pub type Crowd = (Vec<usize>, usize);

/// Half lanes that a stop takes.
pub const TALL: u32 = 2;

/// Half lanes that a way takes where it passes by stops.
const PASSING: u32 = 1;

/// Half lanes above stops, for titles and for ways from elsewhere, where there are several regions or rows.
const TITLE: u32 = 1;

/// Lays out a map. `regions` says of each stop in which region it lies, counted from 0; `ways` are pairs of stops, from and to.
pub fn chart(regions: &[u32], ways: &[(usize, usize)], crowds: &[Crowd]) -> Chart {
    let count = regions.iter().max().map_or(0, |last| *last as usize + 1);
    let (ranks, forward) = rank::ranks(regions, ways, crowds);
    let pages = rows::cut(regions, &ranks, count);
    let mut knots = order::Knots::tie(&pages.pieces, &pages.columns, ways, &forward);
    let mut layers = knots.layers();
    knots.untangle(&mut layers);
    let places = lanes::lanes(&knots, &layers, pages.wide.len());
    // The only region has the board's title.
    let title = |piece: usize| if count > 1 || piece > 0 { TITLE } else { 0 };
    let heights = places.heights.iter().enumerate();
    let heights: Vec<u32> = heights.map(|(piece, it)| title(piece) + it).collect();
    let sheet = rows::place(&pages, &heights, count);
    let at = |piece: usize| sheet.pieces.get(piece).copied().unwrap_or_default();
    let top = |knot: usize| places.tops.get(knot).copied().unwrap_or(0);
    let lane = |knot: usize| {
        let piece = knots.region(knot);
        at(piece).top + title(piece) + top(knot)
    };
    let column = |knot: usize| at(knots.region(knot)).left + knots.column(knot);
    // What passes by keeps away from what is written under the stop above it.
    let middle = |knot: usize| {
        let low = u32::from(knot >= regions.len());
        let y = 2 * lane(knot) + knots.height(knot) + low;
        (2 * column(knot) + 1, y)
    };
    let spots: Vec<Spot> = (0..regions.len())
        .map(|stop| Spot {
            row: at(knots.region(stop)).row,
            column: column(stop),
            lane: lane(stop),
        })
        .collect();
    let routes = route::Routes {
        spots: &spots,
        regions,
        pieces: &pages.pieces,
        sheet: &sheet,
    };
    let mut trails: Vec<Trail> = Vec::with_capacity(ways.len() + crowds.len());
    for ((trail, way), forward) in knots.trails.iter().zip(ways).zip(&forward) {
        trails.push(if !trail.is_empty() {
            Trail {
                points: trail.iter().copied().map(middle).collect(),
                ..Trail::default()
            }
        } else if *forward {
            routes.between(*way)
        } else {
            Trail::default()
        });
    }
    trails.extend(crowds.iter().map(|crowd| routes.gathered(crowd)));
    Chart {
        columns: sheet.columns,
        lanes: sheet.lanes,
        spots,
        trails,
        bands: sheet.bands,
    }
}

#[cfg(test)]
mod tests;
