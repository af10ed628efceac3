//! What is proved of a board before anybody works on it.

use std::time::Duration;

use choiceboard::rules::prove::{Proof, can_be_completed, fresh, survives_two_picks};
use choiceboard::rules::{
    Ahead, Each, Filter, More, Place, Points, Rule, RuleAt, Rulebook, Seldom, Terms, Verdict, Why,
    verdict, warns,
};
use proptest::prelude::*;

use super::boards::{
    activity, at_least, at_most, exactly, facts, grid, ids, lines, one_per, points, row,
    twenty_fifty_eighty,
};
use super::worlds::{Kinds, world};

#[test]
fn a_quota_larger_than_the_tiles_is_seen() {
    let Proof::No(outcome) = can_be_completed(&grid(3, 3, at_least(10, Filter::All))) else {
        panic!("ten of nine");
    };
    assert_eq!(
        outcome.why,
        [Why::TooFew {
            most: 9.0,
            need: 10.0
        }]
    );
}

#[test]
fn points_that_no_set_reaches_are_seen() {
    let mut ground = twenty_fifty_eighty();
    ground.complete = points(Some(120), Some(120)).into();
    assert_eq!(can_be_completed(&ground), Proof::Yes);
    ground.complete = points(Some(110), Some(110)).into();
    let Proof::No(outcome) = can_be_completed(&ground) else {
        panic!("no 110 of 20, 50 and 80");
    };
    assert_eq!(outcome.why, [Why::NoSum]);
}

#[test]
fn plain_lines_survive_any_two_picks() {
    assert_eq!(survives_two_picks(&grid(3, 3, lines(1))), Proof::Yes);
    assert_eq!(survives_two_picks(&grid(10, 10, lines(3))), Proof::Yes);
}

#[test]
fn two_picks_of_one_row_spoil_exactly_one_of_each() {
    let rule = Rule::All((1..=3).map(|n| exactly(1, row(n))).collect());
    assert_eq!(survives_two_picks(&grid(3, 3, rule)), Proof::No((0, 1)));
}

#[test]
fn a_section_that_lets_two_be_chosen_can_miss_its_line() {
    let mut ground = grid(3, 3, lines(1));
    ground.sections[0].choose_max = Some(3);
    assert_eq!(survives_two_picks(&ground), Proof::No((0, 5)));
}

#[test]
fn twenty_and_twenty_leave_sixty_that_nothing_makes() {
    assert_eq!(
        survives_two_picks(&twenty_fifty_eighty()),
        Proof::No((0, 1))
    );
}

#[test]
fn a_single_pick_that_shuts_is_followed_by_any() {
    let rule = Rule::All(vec![at_least(1, Filter::All), at_most(0, ids(&[0]))]);
    assert_eq!(survives_two_picks(&grid(3, 1, rule)), Proof::No((0, 1)));
}

#[test]
fn a_hundred_different_prices_are_decided_or_said_not_to_be() {
    let mut ground = grid(
        10,
        10,
        Rule::All(vec![points(None, Some(60)), at_least(6, Filter::All)]),
    );
    for (ix, place) in (1..).zip(&mut ground.places) {
        place.points = Points::whole(ix % 23 + 1);
    }
    assert_eq!(can_be_completed(&ground), Proof::Yes);
    assert!(matches!(
        survives_two_picks(&ground),
        Proof::No(_) | Proof::NotInTime
    ));
}

#[test]
#[allow(clippy::disallowed_types, reason = "it measures how long it takes")]
fn what_cannot_be_decided_is_given_up_soon() {
    let rule = Rule::All(vec![lines(2), at_most(20, Filter::All)]);
    let ground = grid(10, 10, rule);
    // Built for tests, and so much slower than what a teacher runs. It took 13 seconds once. Others may have the processor meanwhile: of a few
    // tries the quickest counts.
    let mut all = Vec::new();
    let is_quick = (0..5).any(|_| {
        let begun = std::time::Instant::now();
        assert_eq!(survives_two_picks(&ground), Proof::NotInTime);
        all.push(begun.elapsed());
        all.last() < Some(&Duration::from_secs(3))
    });
    assert!(is_quick, "{all:?}");
}

#[test]
fn six_tiles_cannot_cost_less_than_the_six_cheapest() {
    let mut ground = grid(
        10,
        10,
        Rule::All(vec![points(None, Some(20)), at_least(6, Filter::All)]),
    );
    for (ix, place) in (1..).zip(&mut ground.places) {
        place.points = Points::whole(ix + 1);
    }
    assert!(matches!(can_be_completed(&ground), Proof::No(_)));
}

#[test]
fn an_activity_behind_its_own_points_is_never_reached() {
    let mut ground = grid(3, 1, activity(2));
    ground.places[2] = Place {
        points: Points::whole(10),
        more: More::from(Terms {
            requires: Some(points(Some(5), None).into()),
            ..Terms::NONE
        }),
        ..ground.places[2].clone()
    };
    assert!(matches!(can_be_completed(&ground), Proof::No(_)));
}

#[test]
fn a_choice_is_warned_of_before_it_shuts_the_board() {
    let ground = twenty_fifty_eighty();
    let book = Rulebook::compile(&ground);
    let after_fifty = facts(&ground, &[2]);
    let ahead = Ahead::look(&book, &ground, &after_fifty);
    let warned: Vec<u32> = (0..8).filter(|ix| warns(&ahead, *ix)).collect();
    assert_eq!(warned, [0, 1, 6, 7]);
}

#[test]
fn one_place_left_makes_the_others_dangerous() {
    let mut ground = grid(3, 1, activity(0));
    ground.sections[0].choose_max = Some(1);
    let book = Rulebook::compile(&ground);
    let start = facts(&ground, &[]);
    let ahead = Ahead::look(&book, &ground, &start);
    let warned: Vec<u32> = (0..3).filter(|ix| warns(&ahead, *ix)).collect();
    assert_eq!(warned, [1, 2]);
}

#[test]
fn a_free_space_takes_no_place_and_counts_from_the_start() {
    let mut ground = grid(3, 1, Rule::All(vec![activity(0), activity(1)]));
    ground.places[0].free = true;
    ground.sections[0].choose_max = Some(1);
    assert_eq!(can_be_completed(&ground), Proof::Yes);
    assert_eq!(survives_two_picks(&ground), Proof::No((2, 2)));
}

#[test]
fn one_per_row_and_column_is_spoilt_by_no_pick() {
    let rule = Rule::All(vec![one_per(Each::Row), one_per(Each::Column)]);
    assert_eq!(survives_two_picks(&grid(3, 3, rule)), Proof::Yes);
}

proptest! {
    #![proptest_config(crate::usually(150))]

    /// The two picks are the ones found by trying every pair.
    #[test]
    fn two_picks_are_found_by_trying_all(
        world in world(Kinds { fine: false, locks: false, dates: false, badges: false }),
    ) {
        let ground = world.ground;
        let book = Rulebook::compile(&ground);
        let start = fresh(&ground);
        let possible = |done: &[u32]| {
            let mut facts = start.clone();
            for ix in done {
                let standing = &mut facts.standings[*ix as usize];
                standing.state = choiceboard::rules::State::Done;
                standing.counts = 1;
                standing.room = 0;
                standing.points = ground.places[*ix as usize].points;
            }
            let ahead = Ahead::look(&book, &ground, &facts);
            let at: RuleAt = book.complete;
            verdict(&ahead, at).0 != Verdict::Impossible
        };
        if !possible(&[]) {
            return Ok(());
        }
        let allowed = |done: &[u32]| {
            ground.sections.iter().all(|section| {
                let used = done.iter().filter(|ix| section.activities.contains(ix)).count();
                section.choose_max.is_none_or(|most| used <= most as usize)
            })
        };
        let count = ground.places.len() as u32;
        let mut spoilt = Vec::new();
        for first in 0..count {
            if allowed(&[first]) && !possible(&[first]) {
                spoilt.push((first, first));
            }
            for second in 0..count {
                if first != second && allowed(&[first, second]) && !possible(&[first, second]) {
                    spoilt.push((first, second));
                }
            }
        }
        match survives_two_picks(&ground) {
            Proof::Yes => prop_assert!(spoilt.is_empty(), "{spoilt:?}"),
            Proof::No(pair) => prop_assert!(spoilt.contains(&pair) || spoilt.contains(&(pair.0, pair.0))),
            Proof::NotInTime => prop_assert!(false, "small boards are always decided"),
        }
    }
}
