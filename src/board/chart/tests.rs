use proptest::prelude::*;

use super::{Band, Chart, Crowd, TALL, chart, course};

/// Pairs of ways that cross between two columns.
fn crossings(chart: &Chart) -> usize {
    let mut segments: Vec<((u32, u32), (u32, u32))> = Vec::new();
    for trail in chart.trails.iter().filter(|trail| !trail.square) {
        segments.extend(trail.points.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let mut found = 0;
    for (at, one) in segments.iter().enumerate() {
        for other in &segments[at + 1..] {
            let same = one.0.0 == other.0.0 && one.1.0 == other.1.0;
            let turned = (one.0.1 < other.0.1 && one.1.1 > other.1.1)
                || (one.0.1 > other.0.1 && one.1.1 < other.1.1);
            found += usize::from(same && turned);
        }
    }
    found
}

fn one_region(stops: usize, ways: &[(usize, usize)]) -> Chart {
    chart(&vec![0; stops], ways, &[])
}

fn columns(chart: &Chart) -> Vec<u32> {
    chart.spots.iter().map(|spot| spot.column).collect()
}

#[test]
fn a_chain_is_a_straight_line() {
    let chart = one_region(4, &[(0, 1), (1, 2), (2, 3)]);
    assert_eq!((chart.columns, chart.lanes), (4, TALL));
    assert_eq!(columns(&chart), [0, 1, 2, 3]);
    assert!(chart.spots.iter().all(|spot| spot.lane == 0));
    assert_eq!(chart.trails[0].points, [(1, 2), (3, 2)]);
}

#[test]
fn branches_part_around_the_middle_and_meet_again() {
    // 0 → 1, 2, 3 → 4, where 3 is tied in so that the plain order would cross.
    let chart = one_region(5, &[(0, 1), (0, 2), (0, 3), (3, 4), (1, 4), (2, 4)]);
    assert_eq!(columns(&chart), [0, 1, 1, 1, 2]);
    assert_eq!(crossings(&chart), 0);
    assert_eq!(chart.spots[0].lane, 2, "before the middle of three");
    assert_eq!(chart.spots[4].lane, 2);
}

#[test]
fn what_crosses_only_as_written_does_not_cross() {
    let written = [
        (0, 4),
        (1, 3),
        (2, 5),
        (3, 8),
        (4, 6),
        (5, 7),
        (6, 9),
        (7, 9),
        (8, 9),
    ];
    assert_eq!(crossings(&one_region(10, &written)), 0);
    // A tree, its leaves in no order.
    let tree = [
        (0, 1),
        (0, 2),
        (1, 6),
        (2, 3),
        (1, 4),
        (2, 5),
        (1, 7),
        (2, 8),
    ];
    assert_eq!(crossings(&one_region(9, &tree)), 0);
}

#[test]
fn a_long_way_has_room_of_its_own_beside_what_it_passes() {
    let chart = one_region(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
    let long = &chart.trails[3].points;
    assert_eq!(long.len(), 4);
    for (column, middle) in &long[1..3] {
        let stop = chart.spots.iter().find(|spot| spot.column == column / 2);
        let lane = stop.expect("one stop in each column").lane;
        assert!(
            *middle <= 2 * lane || *middle >= 2 * (lane + TALL),
            "{chart:?}"
        );
    }
}

fn band(top: u32, tall: u32, left: u32, wide: u32) -> Band {
    Band {
        top,
        tall,
        left,
        wide,
    }
}

#[test]
fn regions_stand_beside_each_other_as_far_as_a_page_is_wide() {
    let two = chart(&[0, 1, 0, 1], &[(0, 1), (0, 2), (2, 3), (1, 3)], &[]);
    assert_eq!(two.bands, [band(0, 3, 0, 2), band(0, 3, 2, 2)]);
    assert_eq!(columns(&two), [0, 2, 1, 3]);
    assert!(two.spots.iter().all(|spot| spot.lane == 1), "below titles");
    assert_eq!((two.columns, two.lanes), (4, 3));
    // Five chains of four stops: two in a row, and the last has the rest of its row.
    let regions: Vec<u32> = (0..20).map(|stop| stop / 4).collect();
    let ways: Vec<(usize, usize)> = (1..20)
        .filter(|stop| stop % 4 != 0)
        .map(|stop| (stop - 1, stop))
        .collect();
    let five = chart(&regions, &ways, &[]);
    assert_eq!((five.columns, five.lanes), (8, 9));
    assert_eq!(five.bands[1], band(0, 3, 4, 4));
    assert_eq!(five.bands[3], band(3, 3, 4, 4));
    assert_eq!(five.bands[4], band(6, 3, 0, 8));
}

#[test]
fn a_long_region_goes_on_in_rows_below_each_other_that_are_its_own() {
    let chain: Vec<(usize, usize)> = (1..40).map(|at| (at - 1, at)).collect();
    let mut regions = vec![0; 40];
    let one = chart(&regions, &chain, &[]);
    assert_eq!((one.columns, one.lanes), (10, 11));
    assert_eq!((one.spots[9].column, one.spots[9].row), (9, 0));
    assert_eq!((one.spots[10].column, one.spots[10].row), (0, 1));
    // From the end of a row along the edge between them to the start of the next.
    let over = &one.trails[9];
    assert!(over.square);
    let points = [(19, 2), (20, 2), (20, 5), (0, 5), (0, 8), (1, 8)];
    assert_eq!(over.points, points);
    assert!(!one.trails[8].square);
    regions.extend([1, 1]);
    let two = chart(&regions, &chain, &[]);
    assert_eq!(two.bands, [band(0, 12, 0, 10), band(12, 3, 0, 10)]);
}

#[test]
fn a_map_is_about_as_wide_as_a_screen_however_many_stops_it_has() {
    // Sections with a branch, as a course has them: a start, two ways on, and where they meet, over and over.
    let course = |stops: usize, each: usize| {
        let regions: Vec<u32> = (0..stops).map(|stop| (stop / each) as u32).collect();
        let ways: Vec<(usize, usize)> = (0..stops)
            .flat_map(|stop| match stop % 4 {
                0 => vec![(stop, stop + 1), (stop, stop + 2)],
                1 => vec![(stop, stop + 2)],
                2 => vec![(stop, stop + 1)],
                _ => vec![(stop, stop + 1)],
            })
            .filter(|way| way.1 < stops && regions[way.0] == regions[way.1])
            .collect();
        chart(&regions, &ways, &[])
    };
    // 9 columns: a row to itself. Then three rows of three regions, and a long one.
    assert_eq!((course(12, 12).columns, course(12, 12).lanes), (9, 4));
    assert_eq!((course(40, 4).columns, course(40, 4).lanes), (9, 20));
    let long = course(300, 300);
    assert_eq!((long.columns, long.lanes), (10, 23 * 5 - 1));
    assert_eq!(
        (course(300, 12).columns, course(300, 12).lanes),
        (9, 25 * 5)
    );
}

/// One for each of so many stops in the first region, and one that waits for some of them.
#[test]
fn who_waits_for_a_crowd_stands_behind_it_and_a_bracket() {
    let crowd: Crowd = ((0..14).collect(), 14);
    let chart = chart(&[0; 15], &[], std::slice::from_ref(&crowd));
    assert_eq!(chart.columns, 6, "a heap of five by three, and one");
    assert_eq!(chart.spots[14].column, 5);
    assert_eq!(chart.lanes, 3 * TALL);
    let way = &chart.trails[0];
    assert_eq!(way.bar, Some((2, 10)), "from the first lane to the last");
    assert_eq!(way.points, [(10, 6), (11, 6)]);
    // One way instead of fourteen.
    assert_eq!(chart.trails.len(), 1);
    let many: Crowd = ((0..200).collect(), 200);
    let wide = super::chart(&[0; 201], &[], &[many]);
    assert_eq!((wide.columns, wide.lanes), (10, 23 * TALL), "still one row");
}

#[test]
fn a_crowd_elsewhere_leads_on_from_the_end_of_its_region() {
    let mut regions = vec![0; 14];
    regions.extend([1, 1]);
    let crowd: Crowd = ((0..14).collect(), 15);
    let chart = chart(&regions, &[(14, 15)], &[crowd]);
    let way = &chart.trails[1];
    assert_eq!(way.bar, Some((4, 12)));
    // Five columns of it; over the region's edge, above what lies there, and before the stop.
    assert_eq!(way.points, [(10, 8), (10, 1), (12, 1), (12, 4), (13, 4)]);
}

#[test]
fn a_crowd_from_everywhere_has_a_bracket_at_the_stop() {
    let regions = [0, 0, 1, 1];
    let crowds: [Crowd; 3] = [(vec![], 3), (vec![1, 2], 0), (vec![0, 9], 9)];
    let chart = chart(&regions, &[(0, 1), (2, 3)], &crowds);
    let middle = 2 * chart.spots[3].lane + TALL;
    assert_eq!(chart.trails[2].bar, Some((middle - 1, middle + 1)));
    let x = 2 * chart.spots[3].column;
    assert_eq!(chart.trails[2].points, [(x, middle), (x + 1, middle)]);
    let middle = 2 * chart.spots[0].lane + TALL;
    assert_eq!(chart.trails[3].bar, Some((middle - 1, middle + 1)));
    assert_eq!(chart.trails[4], super::Trail::default());
}

#[test]
fn a_circle_is_cut_once_and_shown() {
    let chart = one_region(3, &[(0, 1), (1, 2), (2, 0)]);
    assert_eq!(columns(&chart), [0, 1, 2]);
    let left_out: Vec<bool> = chart.trails.iter().map(|it| it.points.is_empty()).collect();
    assert_eq!(left_out, [false, false, true]);
}

#[test]
fn what_has_nothing_to_do_with_the_rest_is_spread() {
    let chart = one_region(6, &[(0, 1), (1, 2)]);
    assert_eq!(columns(&chart), [0, 1, 2, 0, 1, 2]);
    assert_eq!(chart.lanes, 2 * TALL);
    assert_eq!(one_region(0, &[]), Chart::default());
}

#[test]
fn a_map_of_thousands_is_laid_out_too() {
    let chain: Vec<(usize, usize)> = (1..10_000).map(|at| (at - 1, at)).collect();
    let long = one_region(10_000, &chain);
    assert_eq!((long.columns, long.lanes), (10, 1000 * (1 + TALL) - 1));
    // Everything waits for the first as well: ways thousands of columns long.
    let star: Vec<(usize, usize)> = (1..3_000).flat_map(|at| [(at - 1, at), (0, at)]).collect();
    assert_eq!(one_region(3_000, &star).columns, 10);
}

/// Places on a way, in columns and half lanes, one near the other.
fn places(course: &str) -> Vec<(f64, f64)> {
    let mut places = Vec::new();
    let mut at = (0.0, 0.0);
    let starts: Vec<usize> = course
        .char_indices()
        .filter(|(_, sign)| sign.is_alphabetic())
        .map(|(start, _)| start)
        .collect();
    for (which, start) in starts.iter().enumerate() {
        let end = starts.get(which + 1).copied().unwrap_or(course.len());
        let numbers = course[start + 1..end].split_whitespace();
        let numbers: Vec<f64> = numbers.map(|it| it.parse().unwrap()).collect();
        let ends: Vec<(f64, f64)> = numbers.chunks(2).map(|it| (it[0], it[1])).collect();
        let last = *ends.last().unwrap();
        let curve = match (&course[*start..=*start], ends.as_slice()) {
            ("M", _) => [last; 4],
            ("L", _) => [at, at, last, last],
            ("Q", [one, _]) => [at, *one, *one, last],
            ("C", [one, other, _]) => [at, *one, *other, last],
            _ => panic!("{course}"),
        };
        for step in 0..=40 {
            let t = f64::from(step) / 40.0;
            let mix = |of: [f64; 4]| {
                let u = 1.0 - t;
                u * u * u * of[0]
                    + 3.0 * u * u * t * of[1]
                    + 3.0 * u * t * t * of[2]
                    + t * t * t * of[3]
            };
            places.push((mix(curve.map(|it| it.0)), mix(curve.map(|it| it.1))));
        }
        at = last;
    }
    places
}

/// How far from the middle of its sign what is written at a stop begins and ends, in half lanes, and how far it reaches to both sides, in
/// columns: a long name has three lines.
const WRITTEN: (f64, f64) = (0.38, 1.32);
const ASIDE: f64 = 0.36;

/// The first way that runs behind something that is written at a stop.
fn behind(chart: &Chart) -> Option<(usize, usize)> {
    for (way, trail) in chart.trails.iter().enumerate() {
        let halves = |it: u32| f64::from(it) / 2.0;
        let points: Vec<(f64, f64)> = trail
            .points
            .iter()
            .map(|(x, y)| (halves(*x), halves(*y)))
            .collect();
        let bar = trail.bar.map(|(top, bottom)| (halves(top), halves(bottom)));
        for (x, y) in places(&course(&points, trail.square, bar)) {
            let met = chart.spots.iter().position(|spot| {
                let aside = (x - f64::from(spot.column) - 0.5).abs();
                let below = y - f64::from(spot.lane) - 1.0;
                aside < ASIDE && below > WRITTEN.0 && below < WRITTEN.1
            });
            if let Some(stop) = met {
                return Some((way, stop));
            }
        }
    }
    None
}

/// Stops in up to three regions, and ways between any of them, circles included.
fn maps() -> impl Strategy<Value = (Vec<u32>, Vec<(usize, usize)>)> {
    (1..40_usize).prop_flat_map(|stops| {
        let regions = proptest::collection::vec(0..3_u32, stops);
        let ways = proptest::collection::vec((0..stops, 0..stops), 0..60);
        (regions, ways)
    })
}

/// Many that one waits for, in maps as above.
fn crowds() -> impl Strategy<Value = Vec<Crowd>> {
    let members = proptest::collection::vec(0..40_usize, 0..20);
    proptest::collection::vec((members, 0..40_usize), 0..3)
}

proptest! {
    #[test]
    fn stops_have_room_and_ways_run_forward((regions, ways) in maps(), crowds in crowds()) {
        let chart = chart(&regions, &ways, &crowds);
        prop_assert_eq!(chart.trails.len(), ways.len() + crowds.len());
        for (at, one) in chart.spots.iter().enumerate() {
            let band = chart.bands[regions[at] as usize];
            prop_assert!(one.lane >= band.top && one.lane + TALL <= band.top + band.tall);
            prop_assert!((band.left..band.left + band.wide).contains(&one.column));
            prop_assert!(one.column < chart.columns);
            for other in &chart.spots[at + 1..] {
                let apart = one.column != other.column || one.lane.abs_diff(other.lane) >= TALL;
                prop_assert!(apart, "{one:?} {other:?}");
            }
        }
        for (trail, (from, to)) in chart.trails.iter().zip(&ways) {
            let Some((first, last)) = trail.points.first().zip(trail.points.last()) else {
                prop_assert_eq!(regions[*from], regions[*to], "only circles are cut");
                continue;
            };
            prop_assert_eq!(first.0, 2 * chart.spots[*from].column + 1);
            prop_assert_eq!(last.0, 2 * chart.spots[*to].column + 1);
            if regions[*from] == regions[*to] {
                let place = |stop: usize| (chart.spots[stop].row, chart.spots[stop].column);
                prop_assert!(place(*from) < place(*to));
            }
            if !trail.square {
                prop_assert!(trail.points.windows(2).all(|pair| pair[0].0 < pair[1].0));
            }
        }
        // Grounds lie beside and below each other, and all on the map.
        for (at, one) in chart.bands.iter().enumerate() {
            prop_assert!(one.left + one.wide <= chart.columns && one.top + one.tall <= chart.lanes);
            for other in &chart.bands[at + 1..] {
                let beside = one.left + one.wide <= other.left || other.left + other.wide <= one.left;
                let below = one.top + one.tall <= other.top;
                prop_assert!(beside || below || other.wide == 0, "{:?}", chart.bands);
            }
        }
    }

    #[test]
    fn no_way_runs_behind_a_name((regions, ways) in maps(), crowds in crowds()) {
        let chart = chart(&regions, &ways, &crowds);
        let behind = behind(&chart);
        prop_assert!(behind.is_none(), "{behind:?} {chart:?}");
    }

    #[test]
    fn a_crowd_s_own_region_lies_before_who_waits_for_it(members in proptest::collection::vec(0..30_usize, 13..20)) {
        let chart = chart(&[0; 31], &[], &[(members.clone(), 30)]);
        let last = members.iter().map(|stop| chart.spots[*stop].column).max().unwrap();
        prop_assert!(chart.spots[30].column > last);
    }

    #[test]
    fn without_circles_every_way_is_drawn(
        ways in proptest::collection::vec((0..20_usize, 0..20_usize), 0..40)
    ) {
        let ways: Vec<(usize, usize)> = ways
            .into_iter()
            .filter(|(from, to)| from != to)
            .map(|(from, to)| (from.min(to), from.max(to)))
            .collect();
        let chart = one_region(20, &ways);
        prop_assert!(chart.trails.iter().all(|trail| trail.points.len() >= 2));
    }
}
