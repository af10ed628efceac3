//! How many sets of activities complete a board, for the formats that promise a number.

use choiceboard::board::layout;
use choiceboard::rules::{Facts, Points, Rulebook, Standing, State, met};

use super::shelf;

/// The sets of exactly `size` activities that complete a sample, or of any size.
fn sets(name: &str, size: Option<u32>) -> usize {
    let ground = layout(&shelf::board(name));
    let book = Rulebook::compile(&ground);
    let many = ground.places.len() as u32;
    let done = |set: u32, ix: usize| match set >> ix & 1 {
        0 => Standing::default(),
        _ => Standing {
            state: State::Done,
            counts: 1,
            points: ground.places[ix].points,
            ..Standing::default()
        },
    };
    (0..1u32 << many)
        .filter(|set| size.is_none_or(|size| set.count_ones() == size))
        .filter(|set| {
            let standings = (0..ground.places.len()).map(|ix| done(*set, ix)).collect();
            let facts = Facts {
                standings,
                ..Facts::default()
            };
            met(&book, &ground, &facts, book.complete)
        })
        .count()
}

#[test]
fn three_in_a_row_is_eight_lines() {
    assert_eq!(sets("water-cycle", Some(3)), 8);
}

#[test]
fn through_the_centre_is_four_lines() {
    assert_eq!(sets("plants", Some(3)), 4);
}

#[test]
fn any_three_of_nine_is_84_sets() {
    assert_eq!(sets("luft", Some(3)), 84);
}

#[test]
fn one_from_each_row_is_27_sets() {
    assert_eq!(sets("hikayat", Some(3)), 27);
}

#[test]
fn one_from_each_row_and_column_is_six_sets() {
    assert_eq!(sets("colour", Some(3)), 6);
}

#[test]
fn exactly_ten_is_ten_pairs_and_nothing_else() {
    assert_eq!(sets("volcanoes", Some(2)), 10);
    assert_eq!(sets("volcanoes", None), 10);
}

#[test]
fn exactly_a_hundred_is_ten_pairs_and_nothing_else() {
    assert_eq!(sets("ancient-rome", Some(2)), 10);
    assert_eq!(sets("ancient-rome", None), 10);
}

/// Two low, four middle, two high.
#[test]
fn tiles_are_worth_what_their_format_says() {
    for (name, worth) in [("volcanoes", [2, 5, 8]), ("ancient-rome", [20, 50, 80])] {
        let board = shelf::board(name);
        let of = |points: i64| {
            let points = Points::whole(points);
            board
                .activities
                .iter()
                .filter(|activity| activity.points == points)
                .count()
        };
        assert_eq!(worth.map(of), [2, 4, 2], "{name}");
    }
}
