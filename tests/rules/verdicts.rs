//! The engine's verdict is the oracle's, on every kind of rule and any facts.

use choiceboard::rules::{
    Ahead, Facts, Filter, Ground, Marks, Reached, Rule, RuleAt, Rulebook, State, Verdict, evaluate,
    met,
};
use proptest::prelude::*;

use super::boards;
use super::oracle;
use super::worlds::{Kinds, World, world};

fn agrees(world: &World, fine: bool) -> Result<(), TestCaseError> {
    let World { ground, facts } = world;
    let book = Rulebook::compile(ground);
    let ahead = Ahead::within(&book, ground, facts, 2_000_000);
    let outcome = evaluate(&ahead, book.complete);
    let truth = oracle::verdict(ground, facts, &ground.complete, fine);
    prop_assert!(outcome.proved, "not proved in time");
    prop_assert_eq!(outcome.verdict, truth);
    prop_assert_eq!(
        met(&book, ground, facts, book.complete),
        oracle::holds(ground, facts, &ground.complete)
    );
    Ok(())
}

/// Engine and oracle, step by step, come to this.
#[track_caller]
fn both_say(ground: &Ground, facts: &Facts, verdict: Verdict) {
    let world = World {
        ground: ground.clone(),
        facts: facts.clone(),
    };
    agrees(&world, true).unwrap();
    let truth = oracle::verdict(ground, facts, &ground.complete, true);
    assert_eq!(truth, verdict, "{:?}", facts.standings);
}

const PLAIN: Kinds = Kinds {
    fine: false,
    locks: false,
    dates: false,
    badges: false,
};

proptest! {
    #![proptest_config(crate::usually(250))]

    #[test]
    fn choices(world in world(PLAIN)) {
        agrees(&world, false)?;
    }

    #[test]
    fn locks(world in world(Kinds { locks: true, ..PLAIN })) {
        agrees(&world, false)?;
    }

    #[test]
    fn dates(world in world(Kinds { dates: true, ..PLAIN })) {
        agrees(&world, false)?;
    }

    #[test]
    fn dates_and_locks(world in world(Kinds { dates: true, locks: true, ..PLAIN })) {
        agrees(&world, false)?;
    }

    #[test]
    fn badges(world in world(Kinds { badges: true, ..PLAIN })) {
        agrees(&world, false)?;
    }
}

proptest! {
    #![proptest_config(crate::usually(80))]

    #[test]
    fn steps_scores_and_tries(world in world(Kinds { fine: true, ..PLAIN })) {
        agrees(&world, true)?;
    }

    #[test]
    fn steps_behind_locks(world in world(Kinds { fine: true, locks: true, ..PLAIN })) {
        agrees(&world, true)?;
    }
}

proptest! {
    /// Marks swept act by act are the marks made afresh.
    #[test]
    fn a_sweep_is_a_fresh_look(
        world in world(Kinds { locks: true, badges: true, ..PLAIN }),
        acts in prop::collection::vec((0..9_usize, any::<bool>()), 1..6),
    ) {
        let World { ground, mut facts } = world;
        let book = Rulebook::compile(&ground);
        let mut marks = Marks::all(&book, &ground, &facts);
        for (ix, counts) in acts {
            let ix = ix % ground.places.len();
            facts.standings[ix].counts = u32::from(counts);
            facts.standings[ix].points = ground.places[ix].points.times(u32::from(counts));
            marks.sweep(&book, &ground, &facts, &[ix as u32]);
            let roots: Vec<RuleAt> = (0..ground.places.len() as u32)
                .filter_map(|ix| book.lock(ix))
                .chain(book.badges.iter().copied())
                .chain([book.complete])
                .collect();
            for at in roots {
                prop_assert_eq!(marks.met(at), met(&book, &ground, &facts, at));
            }
        }
    }
}

/// What is done may be done again, but its check was not passed and cannot be taken again: no other round passes it.
#[test]
fn another_round_passes_no_check() {
    let mastered = Rule::State {
        state: Reached::Mastered,
        of: Filter::All,
    };
    let mut ground = boards::grid(2, 1, Rule::All(vec![mastered]));
    ground.places[0].check = true;
    ground.counts_when = Reached::Chosen;
    let mut facts = boards::facts(&ground, &[0]);
    facts.standings[0].room = 1;
    facts.standings[0].passed = false;
    for (left, verdict) in [(Some(0), Verdict::Impossible), (Some(1), Verdict::Open)] {
        facts.standings[0].attempts_left = left;
        both_say(&ground, &facts, verdict);
    }
}

/// What a teacher has approved and a learner dropped is approved as soon as it is done: it cannot count without that.
#[test]
fn what_was_approved_is_so_when_done() {
    let approved = Rule::State {
        state: Reached::Approved,
        of: Filter::All,
    };
    let counts = Rule::Activity("a0".into());
    let not_so = Rule::All(vec![counts, Rule::Not(Box::new(approved))]);
    let mut ground = boards::grid(1, 1, not_so);
    ground.places[0].check = true;
    let mut facts = boards::facts(&ground, &[]);
    for (approved, verdict) in [(true, Verdict::Impossible), (false, Verdict::Open)] {
        facts.standings[0].approved = approved;
        both_say(&ground, &facts, verdict);
    }
}

/// A check that is failed for good keeps what has it from being done; what needs a teacher's word is done by that word all the
/// same, and neither is ever mastered.
#[test]
fn a_failed_check_leaves_the_teachers_word() {
    let reaches = |state| Rule::State {
        state,
        of: Filter::All,
    };
    let (open, shut) = (Verdict::Open, Verdict::Impossible);
    let cases = [
        (false, Reached::Started, open),
        (false, Reached::Submitted, shut),
        (false, Reached::Done, shut),
        (true, Reached::Submitted, open),
        (true, Reached::Approved, open),
        (true, Reached::Mastered, shut),
    ];
    for (approval, state, verdict) in cases {
        let mut ground = boards::grid(1, 1, reaches(state));
        ground.counts_when = Reached::Chosen;
        ground.places[0].check = true;
        ground.places[0].approval = approval;
        let mut facts = boards::facts(&ground, &[0]);
        let standing = &mut facts.standings[0];
        standing.state = State::Chosen;
        standing.passed = false;
        standing.attempts_left = Some(0);
        both_say(&ground, &facts, verdict);
    }
}

/// Badges that ask for others twice, thirty deep and in a circle: each way through them once would take for ever.
#[test]
#[allow(
    clippy::disallowed_types,
    reason = "how long it takes is what is tested"
)]
fn badges_that_ask_for_each_other_are_answered_at_once() {
    let ask = |badge: u32, points: i64| {
        let badge = Rule::Badge(format!("b{badge}"));
        let either = Rule::Any(vec![badge.clone(), boards::points(Some(points), None)]);
        Rule::All(vec![either, badge])
    };
    let first = |next: Rule| vec![(String::from("b0"), next)];
    let ladder = first(boards::points(Some(2), None))
        .into_iter()
        .chain((1..30).map(|n| (format!("b{n}"), ask(n - 1, 9_000))));
    let circle = first(ask(2, 9_000))
        .into_iter()
        .chain((1..3).map(|n| (format!("b{n}"), ask(n - 1, 9_000))));
    for (badges, last) in [(ladder.collect::<Vec<_>>(), 29), (circle.collect(), 2)] {
        let exactly = boards::points(Some(3), Some(3));
        let mut ground = boards::grid(3, 3, Rule::All(vec![ask(last, 9_000), exactly]));
        ground.badges = badges
            .into_iter()
            .map(|(id, rule)| (id, rule.into()))
            .collect();
        let mut facts = boards::facts(&ground, &[4]);
        facts.badges = vec![false; ground.badges.len()];
        let book = Rulebook::compile(&ground);
        let begun = std::time::Instant::now();
        evaluate(&Ahead::look(&book, &ground, &facts), book.complete);
        let took = begun.elapsed();
        assert!(took.as_secs() < 20, "{took:?} for badge {last}");
    }
}

/// Badges that exactly two activities earn are earned on the way to three: acts come one by one, also in a plan that knows only its end.
#[test]
fn what_is_earned_on_the_way_is_earned() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B",
        "activities": [ { "id": "a0", "title": "A" }, { "id": "a1", "title": "A" }, { "id": "a2", "title": "A" }, { "id": "a3", "title": "A" },
            { "id": "a4", "title": "A", "repeat": 2 } ],
        "sections": [ { "id": "s0", "layout": "grid", "columns": 2, "activities": ["a0", "a1"] },
            { "id": "s1", "layout": "grid", "columns": 2, "activities": ["a2", "a3", "a4"] } ],
        "badges": [ { "id": "two", "title": "Two", "when": { "exactly": 2 } } ],
        "complete": { "all": [ { "not": { "badge": "two" } }, { "points": { "min": 1 }, "of": { "column": 2 } },
            { "lines": 1, "through": ["a4"], "directions": ["column"] } ] } }"#;
    let board = choiceboard::board::read(board.as_bytes()).board.unwrap();
    let ground = choiceboard::board::layout(&board);
    let mut facts = boards::facts(&ground, &[0]);
    facts.standings[4].room = 2;
    facts.badges = vec![false];
    let world = World { ground, facts };
    agrees(&world, false).unwrap();
}
