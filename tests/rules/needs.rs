//! Whom a rule waits for on a map, and what stands at its gate.

use choiceboard::board;
use choiceboard::rules::{Gate, Needs};

#[test]
fn what_rules_wait_for_and_what_stands_at_their_gates() {
    let text = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "path",
        "standards": [{ "id": "s", "title": "S" }],
        "activities": [
            { "id": "a", "title": "A", "tags": ["t"] },
            { "id": "b", "title": "B", "tags": ["t"], "standards": ["s"] },
            { "id": "c", "title": "C", "standards": ["s"], "check": { "questions": [
                { "id": "q", "kind": "true_false", "text": "?", "answer": true } ] } },
            { "id": "d", "title": "D", "requires": RULE } ] }"#;
    let named = |rule: &str| {
        let reading = board::read(text.replace("RULE", rule).into_bytes());
        let board = reading.board.expect("a board that can be used");
        let ground = board::layout(&board);
        let needs = Needs::of(&ground);
        let rule = ground.places[3].more.requires.clone().expect("its rule");
        (needs.named(&rule).each, needs.gate(&rule))
    };
    for (rule, waits, gate) in [
        (r#""a""#, vec![0], None),
        (r#"{ "all": ["b", "a", "b"] }"#, vec![0, 1], None),
        (
            r#"{ "any": ["a", "b"] }"#,
            vec![0, 1],
            Some(Gate::Some(1, 2)),
        ),
        (
            r#"{ "at_least": 2, "of": ["a", "b", "c"] }"#,
            vec![0, 1, 2],
            Some(Gate::Some(2, 3)),
        ),
        (
            r#"{ "at_least": 2, "of": { "tag": "t" } }"#,
            vec![0, 1],
            None,
        ),
        (r#"{ "at_least": 2 }"#, vec![], Some(Gate::Some(2, 4))),
        (
            r#"{ "all": ["a", { "score": { "max": 59 }, "of": ["c"] }] }"#,
            vec![0, 2],
            Some(Gate::Score(None, Some(59.0))),
        ),
        (
            r#"{ "attempts": { "min": 2 }, "of": ["c"] }"#,
            vec![2],
            Some(Gate::Tries(2)),
        ),
        (r#"{ "mastery": "s", "min": "proficient" }"#, vec![2], None),
        (
            r#"{ "any": ["a", { "score": { "min": 60 }, "of": ["c"] }] }"#,
            vec![0, 2],
            Some(Gate::Some(1, 2)),
        ),
        (r#"{ "not": "a" }"#, vec![], None),
        (r#"{ "after": "2026-12-01" }"#, vec![], None),
    ] {
        assert_eq!(named(rule), (waits, gate), "{rule}");
    }
}

/// What a rule asks is either all drawn, or its reason has to be read.
#[test]
fn ways_and_a_gate_say_all_of_a_rule_or_do_not() {
    let text = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "path",
        "standards": [{ "id": "s", "title": "S" }],
        "activities": [
            { "id": "a", "title": "A", "tags": ["t"] },
            { "id": "b", "title": "B", "tags": ["t"], "standards": ["s"] },
            { "id": "c", "title": "C", "check": { "questions": [
                { "id": "q", "kind": "true_false", "text": "?", "answer": true } ] } },
            { "id": "d", "title": "D", "check": { "questions": [
                { "id": "q", "kind": "true_false", "text": "?", "answer": true } ] } },
            { "id": "z", "title": "Z", "requires": RULE } ] }"#;
    let is_drawn = |rule: &str| {
        let reading = board::read(text.replace("RULE", rule).into_bytes());
        let board = reading.board.expect(rule);
        let ground = board::layout(&board);
        let rule = ground.places[4].more.requires.clone().expect("its rule");
        Needs::of(&ground).is_drawn(&rule)
    };
    for rule in [
        r#""a""#,
        r#"{ "all": ["a", { "all": ["b", "c"] }] }"#,
        r#"{ "any": ["a", "b"] }"#,
        r#"{ "any": ["a"] }"#,
        r#"{ "at_least": 2, "of": ["a", "b", "c"] }"#,
        r#"{ "at_least": 2, "of": { "tag": "t" } }"#,
        r#"{ "exactly": 2, "of": ["a", "b"] }"#,
        r#"{ "score": { "min": 60 }, "of": ["c"] }"#,
        r#"{ "score": { "max": 59 }, "of": ["c"] }"#,
        r#"{ "score": { "min": 60 }, "of": ["c", "d"] }"#,
        r#"{ "attempts": { "min": 2 }, "of": ["c"] }"#,
        // Only one of them has a result.
        r#"{ "all": ["a", { "score": { "min": 60 }, "of": ["c"] }] }"#,
        r#"{ "all": ["c", { "score": { "min": 60 }, "of": ["c"] }] }"#,
    ] {
        assert!(is_drawn(rule), "{rule}");
    }
    for rule in [
        // The gate has "1 of 2", and no way says 60.
        r#"{ "any": ["a", { "score": { "min": 60 }, "of": ["c"] }] }"#,
        // The gate has the first of two.
        r#"{ "all": [{ "score": { "min": 60 }, "of": ["c"] }, { "score": { "min": 80 }, "of": ["d"] }] }"#,
        r#"{ "all": [{ "score": { "min": 60 }, "of": ["c"] }, { "attempts": { "min": 2 }, "of": ["c"] }] }"#,
        // Whose result, of whom so many?
        r#"{ "all": ["d", { "score": { "min": 60 }, "of": ["c"] }] }"#,
        r#"{ "all": ["c", { "any": ["a", "b"] }] }"#,
        r#"{ "all": ["c", { "at_least": 1, "of": ["a", "b"] }] }"#,
        r#"{ "all": ["a", { "attempts": { "min": 2 }, "of": ["c"] }] }"#,
        r#"{ "attempts": { "min": 2 }, "of": ["c", "d"] }"#,
        // A gate says no "at most".
        r#"{ "at_most": 1, "of": ["a", "b"] }"#,
        r#"{ "exactly": 1, "of": ["a", "b"] }"#,
        r#"{ "at_least": 1, "at_most": 2, "of": ["a", "b", "c"] }"#,
        r#"{ "attempts": { "max": 2 }, "of": ["c"] }"#,
        r#"{ "attempts": { "min": 1, "max": 2 }, "of": ["c"] }"#,
        // No way leads from these.
        r#"{ "not": "a" }"#,
        r#"{ "all": ["a", { "not": "b" }] }"#,
        r#"{ "all": ["a", { "after": "2026-12-01" }] }"#,
        r#"{ "all": ["a", { "mastery": "s", "min": "proficient" }] }"#,
        r#"{ "at_least": 2 }"#,
        r#"{ "all": [] }"#,
    ] {
        assert!(!is_drawn(rule), "{rule}");
    }
}

#[test]
fn more_than_twelve_are_waited_for_as_one() {
    let stops: Vec<String> = (0..20)
        .map(|at| {
            format!(
                r#"{{ "id": "a{at}", "title": "A", "tags": ["t{}"] }}"#,
                at % 2
            )
        })
        .collect();
    let ids = |count: usize| {
        let ids: Vec<String> = (0..count).map(|at| format!("\"a{at}\"")).collect();
        format!("[{}]", ids.join(","))
    };
    let named = |rule: &str| {
        let text = format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [{}, {{ "id": "z", "title": "Z", "requires": {rule} }}] }}"#,
            stops.join(",")
        );
        let board = board::read(text.into_bytes()).board.expect("a board");
        let ground = board::layout(&board);
        let needs = Needs::of(&ground);
        let rule = ground.places[20].more.requires.clone().expect("its rule");
        let named = needs.named(&rule);
        (
            named.each.len(),
            named.crowds.iter().map(Vec::len).collect::<Vec<_>>(),
            needs.is_drawn(&rule),
        )
    };
    let at_least = |of: String| format!(r#"{{ "at_least": 5, "of": {of} }}"#);
    assert_eq!(named(&at_least(ids(12))), (12, vec![], true));
    assert_eq!(named(&at_least(ids(13))), (0, vec![13], false));
    let tag = at_least(String::from(r#"{ "tag": "t1" }"#));
    assert_eq!(named(&tag), (10, vec![], true));
    let both = format!(
        r#"{{ "all": ["a0", {}, {}] }}"#,
        at_least(ids(14)),
        at_least(ids(2))
    );
    assert_eq!(named(&both), (2, vec![14], false));
    assert_eq!(named(r#"{ "points": { "min": 3 } }"#), (0, vec![0], false));
}
