use proptest::prelude::*;

use super::{Chart, TALL, chart};

/// Pairs of ways that cross between two columns.
fn crossings(chart: &Chart) -> usize {
    let mut segments: Vec<((u32, u32), (u32, u32))> = Vec::new();
    for trail in &chart.trails {
        segments.extend(trail.windows(2).map(|pair| (pair[0], pair[1])));
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
    chart(&vec![0; stops], ways)
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
    assert_eq!(chart.trails[0], [(0, 2), (1, 2)]);
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
    let long = &chart.trails[3];
    assert_eq!(long.len(), 4);
    for (column, middle) in &long[1..3] {
        let stop = chart.spots.iter().find(|spot| spot.column == *column);
        let lane = stop.expect("one stop in each column").lane;
        assert!(
            *middle <= 2 * lane || *middle >= 2 * (lane + TALL),
            "{chart:?}"
        );
    }
}

#[test]
fn regions_are_bands_one_below_the_other() {
    let chart = chart(&[0, 1, 0, 1], &[(0, 1), (0, 2), (2, 3), (1, 3)]);
    assert_eq!(chart.bands, [(0, 3), (3, 3)]);
    assert_eq!(chart.spots[0].lane, 1);
    assert_eq!(chart.spots[3].lane, 4);
    assert_eq!(chart.lanes, 6);
}

#[test]
fn a_circle_is_cut_once_and_shown() {
    let chart = one_region(3, &[(0, 1), (1, 2), (2, 0)]);
    assert_eq!(columns(&chart), [0, 1, 2]);
    let left_out: Vec<bool> = chart.trails.iter().map(Vec::is_empty).collect();
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
    assert_eq!(one_region(10_000, &chain).columns, 10_000);
    // Everything waits for the first as well: ways thousands of columns long.
    let star: Vec<(usize, usize)> = (1..3_000).flat_map(|at| [(at - 1, at), (0, at)]).collect();
    assert_eq!(one_region(3_000, &star).columns, 3_000);
}

/// Stops in up to three regions, and ways between any of them, circles included.
fn maps() -> impl Strategy<Value = (Vec<u32>, Vec<(usize, usize)>)> {
    (1..40_usize).prop_flat_map(|stops| {
        let regions = proptest::collection::vec(0..3_u32, stops);
        let ways = proptest::collection::vec((0..stops, 0..stops), 0..60);
        (regions, ways)
    })
}

proptest! {
    #[test]
    fn stops_have_room_and_ways_run_forward((regions, ways) in maps()) {
        let chart = chart(&regions, &ways);
        for (at, one) in chart.spots.iter().enumerate() {
            let (top, height) = chart.bands[regions[at] as usize];
            prop_assert!(one.lane >= top && one.lane + TALL <= top + height);
            prop_assert!(one.column < chart.columns);
            for other in &chart.spots[at + 1..] {
                let apart = one.column != other.column || one.lane.abs_diff(other.lane) >= TALL;
                prop_assert!(apart, "{one:?} {other:?}");
            }
        }
        for (trail, (from, to)) in chart.trails.iter().zip(&ways) {
            let Some((first, last)) = trail.first().zip(trail.last()) else {
                continue;
            };
            prop_assert_eq!(first.0, chart.spots[*from].column);
            prop_assert_eq!(last.0, chart.spots[*to].column);
            prop_assert!(trail.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
        let height: u32 = chart.bands.iter().map(|band| band.1).sum();
        prop_assert_eq!(chart.lanes, height);
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
        prop_assert!(chart.trails.iter().all(|trail| trail.len() >= 2));
    }
}
