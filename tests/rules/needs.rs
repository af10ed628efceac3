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
        (needs.named(&rule), needs.gate(&rule))
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
