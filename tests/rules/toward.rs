//! The way to what is locked: what is still to do, the least of it, in an order in which it opens.

use choiceboard::board;
use choiceboard::rules::{Ahead, Facts, Ground, Rulebook, State, Toward, met, toward};
use proptest::prelude::*;

use super::boards::facts;

/// A board of activities with their rules; `null` for none.
fn ground(rules: &[(&str, &str)]) -> Ground {
    let activities: Vec<String> = rules
        .iter()
        .map(|(id, rule)| {
            let check = match id.starts_with("check") {
                true => r#", "check": { "questions": [{ "id": "q", "kind": "true_false", "text": "?", "answer": true }] }"#,
                false => "",
            };
            let rule = match *rule {
                "" => String::new(),
                rule => format!(r#", "requires": {rule}"#),
            };
            format!(r#"{{ "id": "{id}", "title": "T", "points": 5{check}{rule} }}"#)
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
}
