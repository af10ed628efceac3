//! Ways to finish, and what would help.

use choiceboard::rules::{
    Ahead, Course, Facts, Filter, Ground, Rule, Rulebook, State, Verdict, Way, evaluate, verdict,
    ways,
};

use super::boards::{at_least, facts, grid, ids, lines, one_per, points, twenty_fifty_eighty};

fn found(ground: &Ground, facts: &Facts) -> Vec<Way> {
    let book = Rulebook::compile(ground);
    let ahead = Ahead::look(&book, ground, facts);
    ways(&ahead, book.complete, 4)
}

fn helps(ground: &Ground, counting: &[u32]) -> Vec<u32> {
    let book = Rulebook::compile(ground);
    let facts = facts(ground, counting);
    let ahead = Ahead::look(&book, ground, &facts);
    evaluate(&ahead, book.complete).helps
}

#[test]
fn made_lines_come_first_then_the_nearest() {
    let ground = grid(3, 3, lines(2));
    let ways = found(&ground, &facts(&ground, &[0, 1, 2, 4]));
    let courses: Vec<(Course, u32)> = ways
        .iter()
        .filter_map(|way| Some((way.line?.1, way.left)))
        .collect();
    assert_eq!(
        courses,
        [
            (Course::Row(1), 0),
            (Course::Column(2), 1),
            (Course::Falling, 1),
            (Course::Rising, 1)
        ]
    );
    assert_eq!(ways[1].cells, [1, 4, 7]);
    assert_eq!(ways[1].missing, [7]);
}

#[test]
fn a_line_that_lost_a_square_is_no_way() {
    let ground = grid(3, 3, lines(1));
    let mut dropped = facts(&ground, &[]);
    dropped.standings[4].state = State::Dropped;
    dropped.standings[4].room = 0;
    let ways = found(&ground, &dropped);
    assert_eq!(ways.len(), 4);
    assert!(ways.iter().all(|way| !way.cells.contains(&4)));
}

#[test]
fn a_line_needs_places_for_all_its_squares() {
    let mut ground = grid(3, 3, lines(1));
    ground.sections[0].choose_max = Some(3);
    let ways = found(&ground, &facts(&ground, &[0]));
    let cells: Vec<Vec<u32>> = ways.into_iter().map(|way| way.cells).collect();
    assert_eq!(cells, [vec![0, 1, 2], vec![0, 3, 6], vec![0, 4, 8]]);
}

#[test]
fn sums_that_fit_each_mix_once() {
    let ground = twenty_fifty_eighty();
    let ways = found(&ground, &facts(&ground, &[]));
    let missing: Vec<Vec<u32>> = ways.into_iter().map(|way| way.missing).collect();
    assert_eq!(missing, [vec![0, 6], vec![2, 3]]);
}

#[test]
fn a_bound_from_above_is_no_way_to_finish() {
    let ground = grid(3, 3, points(None, Some(5)));
    assert_eq!(found(&ground, &facts(&ground, &[1])), []);
}

#[test]
fn groups_say_how_many_they_lack() {
    let ground = grid(3, 2, one_per(choiceboard::rules::Each::Row));
    let ways = found(&ground, &facts(&ground, &[4]));
    let left: Vec<(Option<(u32, Course)>, u32)> =
        ways.into_iter().map(|way| (way.line, way.left)).collect();
    assert_eq!(
        left,
        [
            (Some((0, Course::Row(2))), 0),
            (Some((0, Course::Row(1))), 1)
        ]
    );
}

#[test]
fn only_what_still_fits_helps_an_exact_sum() {
    let ground = twenty_fifty_eighty();
    assert_eq!(helps(&ground, &[]), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(helps(&ground, &[2]), [3, 4, 5]);
    assert_eq!(helps(&ground, &[6]), [0, 1]);
}

#[test]
fn squares_of_the_nearest_line_help_first() {
    let ground = grid(3, 3, lines(1));
    assert_eq!(helps(&ground, &[0, 4])[0], 8);
    let ground = grid(3, 3, at_least(2, ids(&[3, 5])));
    assert_eq!(helps(&ground, &[5]), [3]);
}

#[test]
fn feedback_can_always_come_and_be_read() {
    for (given, read, asked, expected) in [
        (false, false, true, Verdict::Open),
        (true, false, true, Verdict::Open),
        (true, true, true, Verdict::Met),
        (true, true, false, Verdict::Open),
        (true, false, false, Verdict::Met),
        (false, false, false, Verdict::Met),
    ] {
        let ground = grid(
            2,
            1,
            Rule::FeedbackRead {
                read: asked,
                of: Filter::All,
            },
        );
        let mut now = facts(&ground, &[0]);
        now.standings[0].feedback = given;
        now.standings[0].feedback_read = read;
        let book = Rulebook::compile(&ground);
        let ahead = Ahead::look(&book, &ground, &now);
        assert_eq!(
            verdict(&ahead, book.complete),
            (expected, true),
            "{given} {read} {asked}"
        );
    }
}

/// A long chain of locks, written from its end to its beginning, opens to its end.
#[test]
fn chains_of_locks_open_in_either_order() {
    for backwards in [false, true] {
        let count = 2_000_u32;
        let mut ground = grid(1, count, at_least(count, Filter::All));
        for ix in 0..count - 1 {
            let (locked, before) = if backwards {
                (ix, ix + 1)
            } else {
                (ix + 1, ix)
            };
            ground.places[locked as usize].more.write().requires =
                Some(Rule::Activity(format!("a{before}")).into());
        }
        let start = facts(&ground, &[]);
        let book = Rulebook::compile(&ground);
        let ahead = Ahead::look(&book, &ground, &start);
        assert_eq!(verdict(&ahead, book.complete), (Verdict::Open, true));
    }
}
