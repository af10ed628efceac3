//! Where the stops of a path lie on a map that lays itself out: columns from the start to the end, lanes across, one band of lanes for each
//! region. Stops never lie upon each other, every way runs forward, and ways cross no more than they must.
//!
//! Knows numbers, no boards: who waits for whom comes in, places go out. The same stops and ways always come to the same map.

mod free;
mod lanes;
mod order;
mod rank;

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
    /// By way, as they came in; a way that would lead back has no points.
    pub trails: Vec<Trail>,
    /// By region: its first half lane, and how many it has.
    pub bands: Vec<(u32, u32)>,
}

/// Where a stop lies; it is one column wide and [`TALL`] half lanes high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Spot {
    /// From 0.
    pub column: u32,
    /// Its upper half lane, from 0.
    pub lane: u32,
}

/// A way from stop to stop: the columns and the middles, in quarters of a lane, that it runs through, both ends included.
pub type Trail = Vec<(u32, u32)>;

/// Half lanes that a stop takes.
pub const TALL: u32 = 2;

/// Half lanes that a way takes where it passes by stops.
const PASSING: u32 = 1;

/// Half lanes above the stops of a region, for its title, where there are several regions.
const TITLE: u32 = 1;

/// Lays out a map. `regions` says of each stop in which region it lies, counted from 0; `ways` are pairs of stops, from and to.
pub fn chart(regions: &[u32], ways: &[(usize, usize)]) -> Chart {
    let count = regions.iter().max().map_or(0, |last| *last as usize + 1);
    let (ranks, forward) = rank::ranks(regions.len(), ways);
    let mut knots = order::Knots::tie(regions, &ranks, ways, &forward);
    let mut layers = knots.layers();
    knots.untangle(&mut layers);
    let places = lanes::lanes(&knots, &layers, count);
    let title = if count > 1 { TITLE } else { 0 };
    let mut bands = Vec::with_capacity(count);
    let mut top = 0;
    for height in &places.heights {
        bands.push((top, title + height));
        top += title + height;
    }
    let lane = |knot: usize| {
        let band = bands.get(knots.region(knot)).map_or(0, |band| band.0);
        band + title + places.tops.get(knot).copied().unwrap_or(0)
    };
    let middle = |knot: usize| (knots.column(knot), 2 * lane(knot) + knots.height(knot));
    Chart {
        columns: ranks.iter().max().map_or(0, |last| last + 1),
        lanes: top,
        spots: (0..regions.len())
            .map(|stop| Spot {
                column: knots.column(stop),
                lane: lane(stop),
            })
            .collect(),
        trails: knots
            .trails
            .iter()
            .map(|trail| trail.iter().copied().map(middle).collect())
            .collect(),
        bands,
    }
}

#[cfg(test)]
mod tests;
