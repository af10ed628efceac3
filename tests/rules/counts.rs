//! Known numbers of ways, from the formats teachers use.

use choiceboard::rules::prove::smallest_sets;
use choiceboard::rules::{Each, Filter, Ground, Lines, Rule, lines_of};

use super::boards::{at_least, grid, lines, one_per, twenty_fifty_eighty};

fn count(ground: &Ground) -> (usize, usize) {
    let sets = smallest_sets(ground, 10_000).expect("few sets");
    let size = sets.first().map_or(0, Vec::len);
    assert!(sets.iter().all(|set| set.len() == size));
    (sets.len(), size)
}

fn through_the_centre() -> Rule {
    match lines(1) {
        Rule::Lines(line) => Rule::Lines(Lines {
            through: vec!["a4".into()],
            ..line
        }),
        other => other,
    }
}

#[test]
fn three_in_a_line_can_be_had_in_eight_ways() {
    assert_eq!(count(&grid(3, 3, lines(1))), (8, 3));
}

#[test]
fn four_of_them_run_through_the_centre() {
    assert_eq!(count(&grid(3, 3, through_the_centre())), (4, 3));
}

#[test]
fn any_three_are_eighty_four() {
    assert_eq!(count(&grid(3, 3, at_least(3, Filter::All))), (84, 3));
}

#[test]
fn one_per_row_is_twenty_seven() {
    assert_eq!(count(&grid(3, 3, one_per(Each::Row))), (27, 3));
}

#[test]
fn one_per_row_and_column_is_six() {
    let rule = Rule::All(vec![one_per(Each::Row), one_per(Each::Column)]);
    assert_eq!(count(&grid(3, 3, rule)), (6, 3));
}

#[test]
fn ten_pairs_reach_exactly_a_hundred() {
    assert_eq!(count(&twenty_fifty_eighty()), (10, 2));
}

#[test]
fn twelve_of_thirty_six_starts_lie_on_no_line() {
    let ground = grid(3, 3, lines(1));
    let Rule::Lines(rule) = &*ground.complete else {
        unreachable!()
    };
    let all = lines_of(&ground.grids[0], rule);
    assert_eq!(all.len(), 8);
    let starts: Vec<(u32, u32)> = (0..9)
        .flat_map(|a| (a + 1..9).map(move |b| (a, b)))
        .collect();
    assert_eq!(starts.len(), 36);
    let apart = starts
        .iter()
        .filter(|(a, b)| !all.iter().any(|line| line.runs_through(&[*a, *b])))
        .count();
    assert_eq!(apart, 12);
}
