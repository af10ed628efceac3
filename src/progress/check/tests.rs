//! Worked cases of each kind of question.

use super::*;
use crate::board::{Check, QuestionKind, read};
use proptest::prelude::*;

fn check(questions: &str) -> Check {
    let board = format!(
        r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [ {{ "id": "a", "title": "A", "check": {{ "questions": [{questions}] }} }} ] }}"#
    );
    let board = read(board.as_bytes()).board.expect("a board");
    let activity = board.activities.into_iter().next().unwrap();
    activity.more.check.as_deref().unwrap().clone()
}

fn one(text: &str) -> Given {
    Given::One(text.to_owned())
}

fn many(texts: &[&str]) -> Given {
    Given::Many(texts.iter().map(|text| (*text).to_owned()).collect())
}

/// Each kind of question by a table of answers, and how much of it each is worth.
#[test]
fn answers_are_worth_what_the_format_says() {
    let choice = r#"{ "kind": "choice", "answers": ["one", { "text": "two", "correct": true }] }"#;
    let choices = r#"{ "kind": "choices", "answers": [{ "text": "a", "correct": true }, { "text": "b", "correct": true }, "c", "d"] }"#;
    let truth = r#"{ "kind": "true_false", "answer": false }"#;
    let number = r#"{ "kind": "number", "answer": 1234.5, "tolerance": 0.5 }"#;
    let fraction = r#"{ "kind": "number", "answer": 0.75 }"#;
    let mixed = r#"{ "kind": "number", "answer": 1.5 }"#;
    let minus = r#"{ "kind": "number", "answer": -1.5 }"#;
    let half = r#"{ "kind": "number", "answer": 500 }"#;
    let french = r#"{ "kind": "text", "answers": ["l'eau"] }"#;
    let thousand = r#"{ "kind": "number", "answer": 1000 }"#;
    let exact = r#"{ "kind": "text", "answers": ["Zürich"], "fold": [] }"#;
    let folded =
        r#"{ "kind": "gap", "answers": ["El Niño", "corriente"], "fold": ["case", "accents"] }"#;
    let arabic = r#"{ "kind": "text", "answers": ["كِتَاب"], "fold": ["accents"] }"#;
    let order = r#"{ "kind": "order", "answers": ["1/3", "1/2", "3/4", "7/8"] }"#;
    let pairs = r#"{ "kind": "match", "answers": ["2/4", "4/6"], "matches": ["1/2", "2/3"] }"#;
    for (question, given, worth) in [
        (choice, one("two"), 1.0),
        (choice, one("one"), 0.0),
        (choice, one("three"), 0.0),
        (choices, many(&["a", "b"]), 1.0),
        (choices, many(&["a"]), 0.5),
        (choices, many(&["a", "b", "c"]), 0.5),
        (choices, many(&["a", "c"]), 0.0),
        (choices, many(&["c", "d"]), 0.0),
        (choices, many(&["a", "b", "c", "d"]), 0.0),
        (truth, one("false"), 1.0),
        (truth, one("true"), 0.0),
        (number, one("1234.5"), 1.0),
        (number, one(" 1.234,5 "), 1.0),
        (number, one("1,234.5"), 1.0),
        (number, one("1 234,0"), 1.0),
        (number, one("1233.9"), 0.0),
        (number, one("-1234.5"), 0.0),
        (number, one("١٢٣٤٫٥"), 1.0),
        (number, one("about 1234.5"), 0.0),
        (number, one("inf"), 0.0),
        (fraction, one("3/4"), 1.0),
        (fraction, one("0,75"), 1.0),
        (fraction, one(".75"), 1.0),
        (fraction, one("3/0"), 0.0),
        (mixed, one("1 1/2"), 1.0),
        (mixed, one("1,5"), 1.0),
        (mixed, one("3/2"), 1.0),
        (mixed, one("11/2"), 0.0),
        (mixed, one("1 5"), 0.0),
        (minus, one("-1 1/2"), 1.0),
        (minus, one("−1.5"), 1.0),
        (half, one("0.500"), 0.0),
        (half, one("5 00"), 0.0),
        (half, one("500"), 1.0),
        (thousand, one("1,000"), 1.0),
        // On a board in English that is one.
        (thousand, one("1.000"), 0.0),
        (thousand, one("1000"), 1.0),
        (exact, one("Zürich"), 1.0),
        // A composed and a decomposed letter are the same letter.
        (exact, one("Zu\u{308}rich"), 1.0),
        (exact, one("zürich"), 0.0),
        (exact, one("Zurich"), 0.0),
        (folded, one("  el  nino "), 1.0),
        (folded, one("CORRIENTE"), 1.0),
        (folded, one("el ninno"), 0.0),
        (french, one("L’eau"), 1.0),
        (arabic, one("كتاب"), 1.0),
        (order, many(&["1/3", "1/2", "3/4", "7/8"]), 1.0),
        (order, many(&["1/2", "1/3", "3/4", "7/8"]), 0.5),
        (order, many(&["7/8", "1/3", "1/2", "3/4"]), 0.0),
        (pairs, many(&["1/2", "2/3"]), 1.0),
        (pairs, many(&["1/2", ""]), 0.5),
        (pairs, many(&["2/3", "1/2"]), 0.0),
    ] {
        let check = check(question);
        let found = mark(&check.questions[0], Some(&given), "en");
        assert_eq!(found, Some(worth), "{question} {given:?}");
        let mut answers = Answers::default();
        answers.give(&key(&check.questions[0], 0), given);
        assert_eq!(
            score(&check, &answers, "a", "en"),
            worth * 100.0,
            "{question}"
        );
    }
}

#[test]
fn questions_weigh_their_points_and_confidence_nothing() {
    let check = check(
        r#"{ "id": "x", "kind": "true_false", "answer": true, "points": 2 },
           { "id": "y", "kind": "true_false", "answer": true },
           { "id": "z", "kind": "confidence" }"#,
    );
    let mut answers = Answers::default();
    assert_eq!(
        (
            score(&check, &answers, "a", "en"),
            missing(&check, &answers, "a")
        ),
        (0.0, 2)
    );
    answers.give("x", one("true"));
    answers.give("z", one("5"));
    assert_eq!(
        (
            score(&check, &answers, "a", "en"),
            missing(&check, &answers, "a")
        ),
        (66.67, 1)
    );
    answers.give("y", one("true"));
    assert_eq!(
        (
            score(&check, &answers, "a", "en"),
            missing(&check, &answers, "a")
        ),
        (100.0, 0)
    );
}

#[test]
fn a_check_in_which_nothing_can_be_wrong_is_passed_by_answering() {
    assert_eq!(
        score(
            &check(r#"{ "kind": "confidence" }"#),
            &Answers::default(),
            "a",
            "en"
        ),
        100.0
    );
}

#[test]
fn a_draft_says_the_same_when_it_is_read_again() {
    let mut answers = Answers::of(3);
    answers.give("x", one("it \"rains\""));
    answers.give("y", many(&["b", "", "a"]));
    answers.give("x", one("it pours"));
    assert_eq!(Answers::read(&answers.write()), Some(answers));
    let mut answers = Answers::of(1);
    answers.at = "x".to_owned();
    answers.before = Some(2);
    answers.after = Some(5);
    assert_eq!(Answers::read(&answers.write()), Some(answers.clone()));
    // The next try begins as sure as this one ended, and at its first question.
    answers.again(2);
    assert_eq!(
        (answers.at.as_str(), answers.before, answers.after),
        ("", Some(5), None)
    );
    for odd in [
        r#"{ "try": 1, "given": {}, "at": 7, "before": 9, "after": "2" }"#,
        r#"{ "try": 1, "given": {}, "at": null, "before": -1, "after": 2.5 }"#,
        r#"{ "try": 1, "given": {}, "before": 1e300, "after": 18446744073709551615 }"#,
    ] {
        assert_eq!(Answers::read(odd), Some(Answers::of(1)), "{odd}");
    }
    for none in [
        "",
        "{}",
        "[]",
        r#"{ "try": -1, "given": {} }"#,
        r#"{ "given": {} }"#,
    ] {
        assert_eq!(Answers::read(none), None, "{none}");
    }
    let odd = Answers::read(r#"{ "try": 1, "given": { "x": 1, "y": [2], "z": "a" } }"#).unwrap();
    assert_eq!(
        (odd.get("x"), odd.get("y"), odd.get("z")),
        (None, None, Some(&one("a")))
    );
}

#[test]
fn what_is_to_be_ordered_is_never_offered_in_order_and_the_same_at_every_look() {
    let check = check(r#"{ "id": "o", "kind": "order", "answers": ["a", "b", "c"] }"#);
    let question = &check.questions[0];
    let mut seen = Vec::new();
    for attempt in 1..40 {
        let order = offered(question, 0, true, attempt, "a");
        assert_eq!(order, offered(question, 0, true, attempt, "a"));
        assert_ne!(order, [0, 1, 2]);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2]);
        if !seen.contains(&order) {
            seen.push(order);
        }
    }
    assert_eq!(seen.len(), 5);
    // Nobody has moved anything: that is an answer, and a wrong one.
    let mut answers = Answers::default();
    assert!(score(&check, &answers, "a", "en") < 100.0);
    // Of a board that has changed since, the order is none.
    answers.give("o", many(&["a", "b", "z"]));
    let offered = given(question, 0, &Answers::default(), "a");
    assert_eq!(given(question, 0, &answers, "a"), offered);
    answers.give("o", many(&["a", "b", "c"]));
    assert_eq!(score(&check, &answers, "a", "en"), 100.0);
}

/// A teacher has changed the words while somebody was at work.
#[test]
fn words_that_the_board_no_longer_has_are_no_answer() {
    let check = check(
        r#"{ "id": "c", "kind": "choice", "answers": [{ "text": "a", "correct": true }, "b"] },
           { "id": "m", "kind": "match", "answers": ["x", "y"], "matches": ["1", "2"] }"#,
    );
    let mut answers = Answers::of(1);
    answers.give("c", one("a"));
    answers.give("m", many(&["1", "2"]));
    assert_eq!(missing(&check, &answers, "a"), 0);
    answers.give("c", one("z"));
    answers.give("m", many(&["1", "z"]));
    assert_eq!(missing(&check, &answers, "a"), 2);
    assert_eq!(
        given(&check.questions[1], 1, &answers, "a"),
        Some(many(&["1", ""]))
    );
}

#[test]
fn equal_items_do_not_stand_in_order_either() {
    let check = check(r#"{ "kind": "order", "answers": ["1", "2", "1"] }"#);
    for attempt in 1..20 {
        let order = offered(&check.questions[0], 0, true, attempt, "a");
        assert!(order != [0, 1, 2] && order != [2, 1, 0], "{order:?}");
    }
}

#[test]
fn each_right_side_is_offered_once() {
    let check = check(
        r#"{ "kind": "match", "answers": ["2/4", "4/6", "3/6"], "matches": ["1/2", "2/3", "1/2"] }"#,
    );
    let mut all = sides(&check.questions[0], 0, 1, "a");
    all.sort_unstable();
    assert_eq!(all, [0, 1]);
}

#[test]
fn what_was_chosen_is_answered() {
    let check = check(
        r#"{ "kind": "choice", "feedback": "Look again.", "answers": [
            { "text": "a", "feedback": "No: a is a vowel." }, { "text": "b", "correct": true, "feedback": "Yes." }, "c"] }"#,
    );
    let said = |given: &str| -> Vec<String> {
        let given = one(given);
        let said = feedback(&check.questions[0], Some(&given));
        said.into_iter().map(|text| word(text).to_owned()).collect()
    };
    assert_eq!(said("a"), ["No: a is a vowel.", "Look again."]);
    assert_eq!(said("b"), ["Yes.", "Look again."]);
    assert_eq!(said("c"), ["Look again."]);
}

const ALL: &str = r#"
    { "id": "c", "kind": "choice", "answers": [{ "text": "a", "correct": true }, "b"], "points": 2 },
    { "id": "m", "kind": "choices", "answers": [{ "text": "a", "correct": true }, { "text": "b", "correct": true }, "c"] },
    { "id": "t", "kind": "true_false", "answer": true },
    { "id": "n", "kind": "number", "answer": 8 },
    { "id": "x", "kind": "text", "answers": ["a"] },
    { "id": "o", "kind": "order", "answers": ["a", "b", "c"] },
    { "id": "p", "kind": "match", "answers": ["x", "y", "z"], "matches": ["a", "b", "a"], "points": 3 },
    { "id": "s", "kind": "confidence" }"#;

proptest! {
    /// The next try takes nothing away that was right and gives nothing for what was not; whoever answers the same again gets the same.
    #[test]
    fn the_next_try_keeps_what_was_right_and_scores_as_before(
        ones in prop::collection::vec(prop::option::of(prop::sample::select(vec!["a", "b", "true", "8", "", "5"])), 5),
        lists in prop::collection::vec(prop::option::of(prop::collection::vec(prop::sample::select(vec!["a", "b", "c", ""]), 0..4)), 3),
        attempt in 1u32..4,
    ) {
        let check = check(ALL);
        let mut answers = Answers::of(attempt);
        for (key, text) in ["c", "t", "n", "x", "s"].into_iter().zip(ones) {
            if let Some(text) = text {
                answers.give(key, one(text));
            }
        }
        for (key, texts) in ["m", "o", "p"].into_iter().zip(lists) {
            if let Some(texts) = texts {
                answers.give(key, many(&texts));
            }
        }
        let mut next = answers.clone();
        retry(&check, &mut next, "a", "en", attempt + 1);
        prop_assert_eq!(next.attempt, attempt + 1);
        let mut same = next.clone();
        for (at, question) in check.questions.iter().enumerate() {
            let part = |of: &Answers| {
                let given = given(question, at, of, "a");
                (mark(question, given.as_ref(), "en"), given)
            };
            let ((before, was), (after, is)) = (part(&answers), part(&next));
            match (question.kind, before) {
                (_, None) => prop_assert_eq!(&is, &was),
                (_, Some(1.0)) | (QuestionKind::Order, _) => prop_assert_eq!((&is, after), (&was, before)),
                // Each pair by itself.
                (QuestionKind::Match, _) if was.is_some() => prop_assert_eq!(after, before),
                _ => prop_assert_eq!((after, is), (Some(0.0), None)),
            }
            if let Some(was) = was {
                same.give(&key(question, at), was);
            }
        }
        prop_assert!(score(&check, &next, "a", "en") <= score(&check, &answers, "a", "en"));
        prop_assert_eq!(score(&check, &same, "a", "en"), score(&check, &answers, "a", "en"));
        // What a reload restores is the same.
        prop_assert_eq!(Answers::read(&next.write()), Some(next));
    }
}

#[test]
fn questions_and_answers_are_shuffled_where_the_board_says_so_and_for_each_learner_otherwise() {
    let mut check = check(
        r#"{ "id": "a", "kind": "choice", "answers": ["1", "2", "3", "4", "5"] },
           { "id": "b", "kind": "true_false" }, { "id": "c", "kind": "true_false" }, { "id": "d", "kind": "true_false" },
           { "id": "e", "kind": "true_false" }"#,
    );
    let question = check.questions[0].clone();
    for attempt in 1..5 {
        assert_eq!(questions(&check, attempt, "u-1/a"), [0, 1, 2, 3, 4]);
        assert_eq!(
            offered(&question, 0, false, attempt, "u-1/a"),
            [0, 1, 2, 3, 4]
        );
    }
    check.shuffle = true;
    let class: Vec<String> = (0..30).map(|n| format!("u-{n}/a")).collect();
    type Order<'a> = &'a dyn Fn(&str, u32) -> Vec<usize>;
    let orders: [Order; 2] = [
        &|from, attempt| questions(&check, attempt, from),
        &|from, attempt| offered(&question, 0, true, attempt, from),
    ];
    for order in orders {
        let of_class = |attempt: u32| -> Vec<Vec<usize>> {
            class.iter().map(|from| order(from, attempt)).collect()
        };
        let drawn = of_class(1);
        for one in &drawn {
            let mut sorted = one.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 4]);
        }
        // The same at every look; the next try is another one.
        assert_eq!(of_class(1), drawn);
        assert_ne!(of_class(2), drawn);
        // Of 120 orders, thirty learners meet twenty or more, and each comes first for somebody.
        let different: std::collections::BTreeSet<&Vec<usize>> = drawn.iter().collect();
        assert!(different.len() >= 20, "{different:?}");
        let first: std::collections::BTreeSet<usize> = drawn.iter().map(|one| one[0]).collect();
        assert_eq!(first.len(), 5);
    }
}
