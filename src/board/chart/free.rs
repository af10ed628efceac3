//! Maps whose author has said where stops lie: they stay there, and ways are drawn between them, past other stops where that is to be had.
//!
//! Lengths are in hundredths of the picture's width, both ways.

/// A stop: its place in percent of the picture, if it has one.
pub type Said = Option<(f64, f64)>;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Drawing {
    /// How high the picture is.
    pub picture: f64,
    /// All of it: the picture, and what stops at its edges and below it need.
    pub frame: Frame,
    /// By stop: its middle.
    pub spots: Vec<(f64, f64)>,
    /// By way: where it begins, whereto it bends, where it ends. Nothing for a way from a stop to itself.
    pub trails: Vec<Vec<(f64, f64)>>,
}

/// A rectangle; the picture begins at 0, 0.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Frame {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Stops in a row below the picture.
const ROW: usize = 6;

/// The room that a stop takes to both sides of its middle, above it, and below it with all that is written there.
const WIDE: f64 = 7.5;
const HEAD: f64 = 5.0;
const FOOT: f64 = 13.0;

/// How far a way bends, as a part of its length, in the order in which it is tried.
const BENDS: [f64; 7] = [0.0, 0.15, -0.15, 0.3, -0.3, 0.45, -0.45];

/// Points of a way that are looked at.
const STEPS: u32 = 12;

/// So much of a stop lies to both sides of its middle, above it, and, with its name, below it.
const SIDE: f64 = 4.5;
const ABOVE: f64 = 3.5;
const BELOW: f64 = 7.5;

/// Past so many stops that ways would have to be tried against, they are straight.
const PATIENCE: usize = 200_000;

/// Draws a map. `ratio` is how high the picture is for its width.
pub fn draw(ratio: f64, stops: &[Said], ways: &[(usize, usize)]) -> Drawing {
    let picture = 100.0 * ratio;
    let placed = stops.iter().flatten().map(|(_, y)| y * ratio + FOOT);
    // Rows begin below what is written under the lowest stop.
    let floor = placed.fold(picture, f64::max);
    let mut spots = Vec::with_capacity(stops.len());
    let mut below = 0;
    for said in stops {
        spots.push(match said {
            Some((x, y)) => (*x, y * ratio),
            None => {
                let (row, column) = (below / ROW, below % ROW);
                below += 1;
                let x = (column as f64 + 0.5) * 100.0 / ROW as f64;
                (x, floor + HEAD + row as f64 * (HEAD + FOOT))
            }
        });
    }
    let patient = spots.len().saturating_mul(ways.len()) <= PATIENCE;
    let trail = |(from, to): &(usize, usize)| match (spots.get(*from), spots.get(*to)) {
        (Some(start), Some(end)) if from != to => {
            let others = spots.iter().enumerate();
            let others = others.filter(|(stop, _)| stop != from && stop != to);
            let others: Vec<(f64, f64)> = match patient {
                true => others.map(|(_, spot)| *spot).collect(),
                false => Vec::new(),
            };
            vec![*start, bend(*start, *end, &others), *end]
        }
        _ => Vec::new(),
    };
    Drawing {
        picture,
        frame: around(picture, &spots),
        trails: ways.iter().map(trail).collect(),
        spots,
    }
}

/// The picture, and all stops with the room they take.
fn around(picture: f64, spots: &[(f64, f64)]) -> Frame {
    let least =
        |start: f64, of: &dyn Fn(&(f64, f64)) -> f64| spots.iter().map(of).fold(start, f64::min);
    let most =
        |start: f64, of: &dyn Fn(&(f64, f64)) -> f64| spots.iter().map(of).fold(start, f64::max);
    let left = least(0.0, &|spot| spot.0 - WIDE);
    let top = least(0.0, &|spot| spot.1 - HEAD);
    Frame {
        left,
        top,
        width: most(100.0, &|spot| spot.0 + WIDE) - left,
        height: most(picture, &|spot| spot.1 + FOOT) - top,
    }
}

/// Whereto a way bends so that it meets the fewest stops: the least bend of those that do equally well.
fn bend(start: (f64, f64), end: (f64, f64), others: &[(f64, f64)]) -> (f64, f64) {
    let turn = |by: f64| {
        let (wide, tall) = (end.0 - start.0, end.1 - start.1);
        let middle = (f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1));
        (middle.0 - tall * by, middle.1 + wide * by)
    };
    let mut best = (usize::MAX, turn(0.0));
    for by in BENDS {
        let through = turn(by);
        let met = others
            .iter()
            .filter(|stop| meets(start, through, end, **stop));
        let met = met.count();
        if met < best.0 {
            best = (met, through);
        }
        if met == 0 {
            break;
        }
    }
    best.1
}

/// Whether a bent way runs through a stop.
fn meets(start: (f64, f64), through: (f64, f64), end: (f64, f64), stop: (f64, f64)) -> bool {
    (1..STEPS).any(|step| {
        let (x, y) = at(start, through, end, f64::from(step) / f64::from(STEPS));
        (x - stop.0).abs() < SIDE && (-ABOVE..BELOW).contains(&(y - stop.1))
    })
}

/// A point of a bent way.
fn at(start: (f64, f64), through: (f64, f64), end: (f64, f64), part: f64) -> (f64, f64) {
    let left = 1.0 - part;
    let mix = |a: f64, b: f64, c: f64| left * left * a + 2.0 * left * part * b + part * part * c;
    (
        mix(start.0, through.0, end.0),
        mix(start.1, through.1, end.1),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Frame, Said, at, draw, meets};

    #[test]
    fn a_way_with_nothing_in_its_way_is_straight_and_one_past_a_stop_bends() {
        let stops: [Said; 3] = [Some((10.0, 50.0)), Some((90.0, 50.0)), Some((50.0, 50.0))];
        let drawing = draw(0.5, &stops, &[(0, 1), (0, 2)]);
        assert_eq!(drawing.picture, 50.0);
        let frame = Frame {
            left: 0.0,
            top: 0.0,
            width: 100.0,
            height: 50.0,
        };
        assert_eq!(drawing.frame, frame, "all of it is on the picture");
        assert_eq!(
            drawing.trails[1],
            [(10.0, 25.0), (30.0, 25.0), (50.0, 25.0)]
        );
        let [start, through, end] = drawing.trails[0][..] else {
            panic!("{:?}", drawing.trails);
        };
        assert_eq!((start, end), ((10.0, 25.0), (90.0, 25.0)));
        assert!(!meets(start, through, end, (50.0, 25.0)), "{through:?}");
        assert!((at(start, through, end, 0.5).1 - 25.0).abs() > 3.5);
    }

    #[test]
    fn stops_without_a_place_stand_in_rows_below_the_picture() {
        let stops: [Said; 8] = [None, Some((5.0, 100.0)), None, None, None, None, None, None];
        let drawing = draw(1.0, &stops, &[]);
        // Two rows below what is written under the lowest stop, and room at the left for the one at the edge.
        let frame = Frame {
            left: -2.5,
            top: 0.0,
            width: 102.5,
            height: 149.0,
        };
        assert_eq!(drawing.frame, frame);
        assert_eq!(drawing.spots[0].1, 118.0);
        assert_eq!(drawing.spots[0].1, drawing.spots[6].1, "six in a row");
        assert_eq!(drawing.spots[7].0, drawing.spots[0].0);
        assert_eq!(drawing.spots[7].1, drawing.spots[0].1 + 18.0);
    }

    #[test]
    fn a_way_that_ends_nowhere_or_where_it_begins_is_none() {
        let drawing = draw(1.0, &[Some((1.0, 1.0))], &[(0, 0), (0, 7), (9, 0)]);
        assert_eq!(drawing.trails, [vec![], vec![], vec![]]);
        assert_eq!(draw(1.0, &[], &[]).frame.height, 100.0);
    }

    #[test]
    fn a_crowd_of_stops_is_drawn_at_once() {
        let stops: Vec<Said> = (0..5000)
            .map(|stop| Some((f64::from(stop % 100), f64::from(stop / 100))))
            .collect();
        let ways: Vec<(usize, usize)> = (1..5000).map(|stop| (stop - 1, stop)).collect();
        assert_eq!(draw(1.0, &stops, &ways).trails.len(), 4999);
    }

    proptest! {
        #[test]
        fn places_are_kept_ways_end_at_their_stops_and_it_is_always_the_same(
            stops in prop::collection::vec(prop::option::of((0.0..=100.0, 0.0..=100.0)), 1..12),
            ways in prop::collection::vec((0_usize..12, 0_usize..12), 0..20),
            ratio in 0.1..10.0,
        ) {
            let drawing = draw(ratio, &stops, &ways);
            prop_assert_eq!(&drawing, &draw(ratio, &stops, &ways));
            for (said, spot) in stops.iter().zip(&drawing.spots) {
                match said {
                    Some((x, y)) => prop_assert_eq!(*spot, (*x, y * ratio)),
                    None => prop_assert!(spot.1 > drawing.picture),
                }
            }
            let frame = drawing.frame;
            for spot in &drawing.spots {
                prop_assert!(spot.0 > frame.left && spot.0 < frame.left + frame.width);
                prop_assert!(spot.1 > frame.top && spot.1 < frame.top + frame.height);
            }
            prop_assert_eq!(drawing.trails.len(), ways.len());
            for ((from, to), trail) in ways.iter().zip(&drawing.trails) {
                match (drawing.spots.get(*from), drawing.spots.get(*to)) {
                    (Some(start), Some(end)) if from != to => {
                        prop_assert_eq!((trail[0], trail[2]), (*start, *end));
                        prop_assert_eq!(trail.len(), 3);
                    }
                    _ => prop_assert!(trail.is_empty()),
                }
            }
        }
    }
}
