//! The way to what is locked: what is still to do, the least of it, in an order in which it opens.

use choiceboard::board;
use choiceboard::rules::{
    Ahead, Facts, Ground, LOOKS, Rulebook, State, Toward, met, toward, toward_within,
};
use proptest::prelude::*;

use super::boards::facts;

/// A board of activities with their rules, empty for none. What counts several times has it in its id: `lab-times-3`.
fn ground(rules: &[(&str, &str)]) -> Ground {
    let activities: Vec<String> = rules
        .iter()
        .map(|(id, rule)| {
            let check = match id.starts_with("check") {
                true => r#", "check": { "questions": [{ "id": "q", "kind": "true_false", "text": "?", "answer": true }] }"#,
                false => "",
            };
            let repeat = match id.split_once("-times-") {
                Some((_, times)) => format!(r#", "repeat": {times}"#),
                None => String::new(),
            };
            let rule = match *rule {
                "" => String::new(),
                rule => format!(r#", "requires": {rule}"#),
            };
            format!(r#"{{ "id": "{id}", "title": "T", "points": 5{check}{repeat}{rule} }}"#)
        })
        .collect();
    let text = format!(
        r#"{{ "choiceboard": 1, "id": "b", "title": "B", "layout": "path", "activities": [{}] }}"#,
        activities.join(",")
    );
    let reading = board::read(text.into_bytes());
    board::layout(&reading.board.expect("a board that can be used"))
}

fn found(ground: &Ground, facts: &Facts) -> Toward {
    let book = Rulebook::compile(ground);
    toward(
        &Ahead::look(&book, ground, facts),
        ground.places.len() as u32 - 1,
    )
}

/// The way to the last one, once these count.
fn way(rules: &[(&str, &str)], counting: &[u32]) -> Vec<u32> {
    let ground = ground(rules);
    let way = found(&ground, &facts(&ground, counting));
    assert!(way.whole, "{way:?}");
    way.steps
}

#[test]
fn a_chain_is_gone_from_its_start() {
    let chain = [("a", ""), ("c", r#""b""#), ("b", r#""a""#), ("d", r#""c""#)];
    assert_eq!(way(&chain, &[]), [0, 2, 1]);
    assert_eq!(way(&chain, &[0]), [2, 1]);
    assert_eq!(way(&chain, &[0, 2]), [1]);
    assert_eq!(way(&chain, &[0, 1, 2]), Vec::<u32>::new());
}

#[test]
fn of_alternatives_the_shortest_is_gone() {
    let fork = [
        ("a", ""),
        ("b", r#""a""#),
        ("c", ""),
        ("z", r#"{ "any": ["b", "c"] }"#),
    ];
    assert_eq!(way(&fork, &[]), [2]);
    // Both are one step away: the first.
    assert_eq!(
        way(
            &[
                ("a", ""),
                ("b", ""),
                ("z", r#"{ "any": [{ "all": ["a", "b"] }, "b", "a"] }"#)
            ],
            &[]
        ),
        [1]
    );
    // What two of them wait for is gone through once.
    let shared = [
        ("a", ""),
        ("b", r#""a""#),
        ("c", r#""a""#),
        ("z", r#"{ "all": ["b", "c"] }"#),
    ];
    assert_eq!(way(&shared, &[]), [0, 1, 2]);
    let some = [
        ("a", ""),
        ("b", r#""a""#),
        ("c", ""),
        ("d", ""),
        ("z", r#"{ "at_least": 3, "of": ["a", "b", "c", "d"] }"#),
    ];
    assert_eq!(way(&some, &[]), [0, 2, 3]);
    assert_eq!(way(&some, &[0, 3]), [1], "what is open now, in their order");
}

#[test]
fn what_is_under_way_comes_before_what_is_not() {
    let ground = ground(&[
        ("a", ""),
        ("b", ""),
        ("z", r#"{ "at_least": 1, "of": ["a", "b"] }"#),
    ]);
    let mut facts = facts(&ground, &[]);
    facts.standings[1].state = State::Started;
    assert_eq!(found(&ground, &facts).steps, [1]);
}

#[test]
fn a_result_that_is_too_low_is_to_be_bettered() {
    let ground = ground(&[
        ("check", ""),
        ("z", r#"{ "score": { "min": 60 }, "of": ["check"] }"#),
    ]);
    let mut facts = facts(&ground, &[]);
    assert_eq!(found(&ground, &facts).steps, [0]);
    facts.standings[0].counts = 1;
    facts.standings[0].best = Some(40.0);
    facts.standings[0].room = 1;
    assert_eq!(found(&ground, &facts).steps, [0]);
}

#[test]
fn what_no_activities_can_be_named_for_is_left_open_and_gone_round_where_it_can_be() {
    let beside = ground(&[
        ("a", ""),
        ("z", r#"{ "all": ["a", { "points": { "min": 5 } }] }"#),
    ]);
    let way_beside = found(&beside, &facts(&beside, &[]));
    assert_eq!((way_beside.steps, way_beside.whole), (vec![0], false));
    let alone = ground(&[("a", ""), ("z", r#"{ "points": { "min": 5 } }"#)]);
    assert_eq!(found(&alone, &facts(&alone, &[])), Toward::default());
    let either = [
        ("a", ""),
        ("b", ""),
        (
            "z",
            r#"{ "any": [{ "points": { "min": 15 } }, { "all": ["a", "b"] }] }"#,
        ),
    ];
    assert_eq!(way(&either, &[]), [0, 1]);
}

#[test]
fn where_something_stands_against_it_there_is_no_way() {
    let ground = ground(&[("a", ""), ("b", r#""a""#), ("z", r#""b""#)]);
    let mut facts = facts(&ground, &[]);
    facts.standings[0].state = State::Dropped;
    facts.standings[0].room = 0;
    assert_eq!(found(&ground, &facts), Toward::default());
}

#[test]
fn a_long_chain_is_no_trouble() {
    let ids: Vec<String> = (0..3000).map(|at| format!("a{at}")).collect();
    let rules: Vec<String> = (0..3000)
        .map(|at| match at {
            0 => String::new(),
            _ => format!("\"a{}\"", at - 1),
        })
        .collect();
    let all: Vec<(&str, &str)> = ids
        .iter()
        .map(String::as_str)
        .zip(rules.iter().map(String::as_str))
        .collect();
    assert_eq!(way(&all, &[]), (0..2999).collect::<Vec<u32>>());
}

/// So many have been done once already.
fn with_room(ground: &Ground, counting: &[u32]) -> Facts {
    let mut facts = facts(ground, counting);
    for (standing, place) in facts.standings.iter_mut().zip(&ground.places) {
        standing.room = place.repeat.max(1) - standing.counts;
    }
    facts
}

/// What the way to the last one asks for, and how many times what is asked for more than once.
fn times(rules: &[(&str, &str)], counting: &[u32]) -> (Vec<u32>, Vec<(u32, u32)>) {
    let ground = ground(rules);
    let way = found(&ground, &with_room(&ground, counting));
    assert!(way.whole || way.steps.is_empty(), "{way:?}");
    (way.steps, way.again)
}

#[test]
fn what_counts_several_times_is_done_again_where_that_is_nearer() {
    let two = r#"{ "at_least": 2, "of": ["lab-times-3"] }"#;
    let alone = [("lab-times-3", ""), ("z", two)];
    assert_eq!(times(&alone, &[]), (vec![0], vec![(0, 2)]));
    assert_eq!(times(&alone, &[0]), (vec![0], vec![]), "once more");
    // More than it may count is no way.
    let four = r#"{ "at_least": 4, "of": ["lab-times-3"] }"#;
    let too_many = [("lab-times-3", ""), ("z", four)];
    assert_eq!(times(&too_many, &[]), (vec![], vec![]));
    // Something else that is open is as near, and new.
    let three = r#"{ "at_least": 3, "of": ["lab-times-3", "b", "d"] }"#;
    let beside = [
        ("lab-times-3", ""),
        ("b", ""),
        ("d", r#""b""#),
        ("z", three),
    ];
    assert_eq!(times(&beside, &[]), (vec![0, 1], vec![(0, 2)]));
    assert_eq!(times(&beside, &[0]), (vec![0, 1], vec![]));
    // One rule asks for it once and another one twice.
    let both = r#"{ "all": ["lab-times-3", { "at_least": 2, "of": ["lab-times-3"] }] }"#;
    let both = [("lab-times-3", ""), ("z", both)];
    assert_eq!(times(&both, &[]), (vec![0], vec![(0, 2)]));
    // What opens it comes before it.
    let behind = [
        ("lab-times-2", r#""b""#),
        ("b", ""),
        ("z", r#"{ "at_least": 2, "of": ["lab-times-2"] }"#),
    ];
    assert_eq!(times(&behind, &[]), (vec![1, 0], vec![(0, 2)]));
    // Neither too often.
    let exactly = r#"{ "exactly": 2, "of": ["lab-times-3"] }"#;
    assert_eq!(
        times(&[("lab-times-3", ""), ("z", exactly)], &[]),
        (vec![0], vec![(0, 2)])
    );
}

/// Each of 3,000 stops waits for some of those before it.
#[test]
fn a_search_ends_after_so_many_looks_however_large_the_board() {
    let ids: Vec<String> = (0..3000).map(|at| format!("a{at}")).collect();
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    let wide: Vec<String> = (0..3000)
        .map(|at| match at {
            0..10 => String::new(),
            // Every twentieth: of all of them the file alone would be too large.
            _ => {
                let of: Vec<&str> = quoted[..at]
                    .iter()
                    .step_by(20)
                    .map(String::as_str)
                    .collect();
                format!(
                    r#"{{ "at_least": {}, "of": [{}] }}"#,
                    1 + at / 40,
                    of.join(",")
                )
            }
        })
        .collect();
    let all: Vec<(&str, &str)> = ids
        .iter()
        .map(String::as_str)
        .zip(wide.iter().map(String::as_str))
        .collect();
    let ground = ground(&all);
    let (book, facts) = (Rulebook::compile(&ground), facts(&ground, &[]));
    let ahead = Ahead::look(&book, &ground, &facts);
    let goal = ground.places.len() as u32 - 1;
    let (way, looked) = toward_within(&ahead, goal, LOOKS);
    // The last look may be at all of one rule.
    assert!(looked <= LOOKS + 3000, "{looked}");
    assert_eq!(way, Toward::default(), "not half a way");
    // The same board has ways that are near enough.
    let (near, looked) = toward_within(&ahead, 12, LOOKS);
    assert_eq!((near.steps, near.whole), (vec![0], true));
    assert!(looked < 100, "{looked}");
}

/// A rule over those before.
fn rule(before: usize) -> BoxedStrategy<String> {
    if before == 0 {
        return Just(String::new()).boxed();
    }
    let one = (0..before).prop_map(|at| format!("\"a{at}\""));
    let some = (
        prop::collection::btree_set(0..before, 1..=before),
        1..4usize,
    )
        .prop_map(|(of, need)| {
            let need = need.min(of.len());
            let of: Vec<String> = of.iter().map(|at| format!("\"a{at}\"")).collect();
            format!(r#"{{ "at_least": {need}, "of": [{}] }}"#, of.join(","))
        });
    let part = prop_oneof![one, some];
    let several = (prop::bool::ANY, prop::collection::vec(part.clone(), 1..4));
    let several = several.prop_map(|(all, parts)| {
        let name = if all { "all" } else { "any" };
        format!(r#"{{ "{name}": [{}] }}"#, parts.join(","))
    });
    prop_oneof![Just(String::new()), part, several].boxed()
}

fn boards() -> impl Strategy<Value = (Vec<String>, Vec<u32>)> {
    let rules: Vec<BoxedStrategy<String>> = (0..8).map(rule).collect();
    (rules, prop::collection::vec(0..7u32, 0..3))
}

/// Goes a way in its order and says what stands against that.
fn gone(ground: &Ground, way: &Toward, counting: &mut Vec<u32>, goal: u32) -> Result<(), String> {
    let book = Rulebook::compile(ground);
    let is_open = |ix: u32, counting: &[u32]| {
        let mut facts = facts(ground, counting);
        for (ix, standing) in (0..).zip(&mut facts.standings) {
            standing.counts = counting.iter().filter(|of| **of == ix).count() as u32;
        }
        book.lock(ix)
            .is_none_or(|lock| met(&book, ground, &facts, lock))
    };
    for step in &way.steps {
        // What has been begun is shut by no lock any more.
        if !counting.contains(step) && !is_open(*step, counting) {
            return Err(format!("{step} is not open yet"));
        }
        let again = way.again.iter().find(|(of, _)| of == step);
        let times = again.map_or(1, |(_, times)| *times);
        let repeat = ground.places[*step as usize].repeat.max(1);
        counting.extend((0..times).map(|_| *step));
        if counting.iter().filter(|of| *of == step).count() as u32 > repeat {
            return Err(format!("{step} does not count so often"));
        }
    }
    match is_open(goal, counting) {
        true => Ok(()),
        false => Err(String::from("its end is not open")),
    }
}

proptest! {
    /// Whoever does what lies on the way, in its order, finds each of it open, and the end too.
    #[test]
    fn a_way_leads_where_it_says((rules, counting) in boards()) {
        let ids: Vec<String> = (0..rules.len()).map(|at| format!("a{at}")).collect();
        let all: Vec<(&str, &str)> =
            ids.iter().map(String::as_str).zip(rules.iter().map(String::as_str)).collect();
        let ground = ground(&all);
        let book = Rulebook::compile(&ground);
        let goal = ground.places.len() as u32 - 1;
        let mut counting = counting;
        let is_open = |ix: u32, counting: &[u32]| {
            let facts = facts(&ground, counting);
            book.lock(ix).is_none_or(|lock| met(&book, &ground, &facts, lock))
        };
        let way = found(&ground, &facts(&ground, &counting));
        prop_assert_eq!(way.steps.is_empty(), is_open(goal, &counting));
        for step in way.steps {
            prop_assert!(!counting.contains(&step));
            prop_assert!(is_open(step, &counting), "{} is not open yet", step);
            counting.push(step);
        }
        prop_assert!(is_open(goal, &counting));
    }

    /// So does a way on which something is done several times, and one that was found before the search was over.
    #[test]
    fn a_way_with_repeats_leads_where_it_says(
        (rules, counting) in boards(),
        need in 1..12u32,
        most in 0..400u32,
    ) {
        let named: Vec<String> = (0..rules.len())
            .map(|at| match at % 3 {
                0 => format!("a{at}-times-{}", 2 + at % 2),
                _ => format!("a{at}"),
            })
            .collect();
        let mut rules: Vec<String> = rules
            .iter()
            .map(|rule| {
                (0..named.len()).fold(rule.clone(), |rule, at| {
                    rule.replace(&format!("\"a{at}\""), &format!("\"{}\"", named[at]))
                })
            })
            .collect();
        let quoted: Vec<String> = named[..named.len() - 1].iter().map(|id| format!("\"{id}\"")).collect();
        *rules.last_mut().unwrap() =
            format!(r#"{{ "at_least": {need}, "of": [{}] }}"#, quoted.join(","));
        let all: Vec<(&str, &str)> =
            named.iter().map(String::as_str).zip(rules.iter().map(String::as_str)).collect();
        let ground = ground(&all);
        let goal = ground.places.len() as u32 - 1;
        let mut counting = counting;
        counting.sort_unstable();
        counting.dedup();
        let facts = with_room(&ground, &counting);
        let book = Rulebook::compile(&ground);
        let ahead = Ahead::look(&book, &ground, &facts);
        let way = toward(&ahead, goal);
        // Everything as often as it counts comes to eleven.
        let is_met = counting.len() as u32 >= need;
        prop_assert_eq!(way.steps.is_empty(), is_met, "{:?}", way);
        let mut by_then = counting.clone();
        if !way.steps.is_empty() {
            prop_assert_eq!(gone(&ground, &way, &mut by_then, goal), Ok(()));
        }
        let (early, looked) = toward_within(&ahead, goal, most);
        // The last look may be at all of one lock: three parts of seven, each counted itself.
        prop_assert!(looked <= most + 25, "{looked} of {most}");
        if !early.steps.is_empty() {
            prop_assert_eq!(gone(&ground, &early, &mut counting, goal), Ok(()));
        }
    }
}
