//! The next try at a check: what stays of the last one, and what marks are made from.

use choiceboard::progress::check::Given;
use choiceboard::session::view::Right;
use choiceboard::session::{Act, Message};
use serde_json::{Value, json};

use super::check::{BOARD, english, give, quiz, sure};
use super::{Device, Tab, opened};

const AGAIN: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "a", "title": "A", "check": { "shuffle": true, "confidence": true, "questions": [
        { "id": "one", "kind": "choice", "answers": [{ "text": "Rain", "correct": true }, "Sun"] },
        { "id": "other", "kind": "choice", "answers": [{ "text": "Fog", "correct": true }, "Sun"] },
        { "id": "some", "kind": "choices", "answers": [{ "text": "Hail", "correct": true }, { "text": "Snow", "correct": true }, "Sun"] },
        { "id": "n", "kind": "number", "answer": 8 },
        { "id": "o", "kind": "order", "answers": ["1", "2", "3", "4"] },
        { "id": "p", "kind": "match", "answers": ["a", "b", "c"], "matches": ["A", "B", "C"] },
        { "id": "s", "kind": "confidence" } ] } } ] }"#;

/// What stands in a question, and what is said of the last try.
pub(super) fn stands(tab: &Tab, key: &str) -> (Given, Option<(bool, String)>) {
    let all = quiz(tab, 0).questions;
    let question = all.into_iter().find(|question| question.key == key);
    let question = question.unwrap();
    let before = question.before.map(|(right, says)| (right, english(&says)));
    (question.given, before)
}

pub(super) fn many(texts: &[&str]) -> Given {
    Given::Many(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[test]
fn what_was_right_stays_in_the_next_try_and_what_was_not_is_answered_anew() {
    let mut device = Device::default();
    let mut tab = opened(AGAIN, &mut device);
    let one = |text: &str| Given::One(text.to_owned());
    for (key, given) in [
        ("one", one("Rain")),
        ("other", one("Sun")),
        ("some", many(&["Hail"])),
        ("n", one("7")),
        ("o", many(&["2", "1", "3", "4"])),
        ("p", many(&["A", "C", "B"])),
        ("s", one("4")),
    ] {
        assert_eq!(stands(&tab, key).1, None);
        tab.act(&mut device, Act::Give(0, key.into(), given));
    }
    tab.act(&mut device, Act::Answer(0));
    // (1 + 0 + 1/2 + 0 + 1/2 + 1/3) of 6
    let result = english(&quiz(&tab, 0).result.unwrap());
    assert_eq!(result, "38%. To pass you need 70%.");
    tab.act(&mut device, Act::Again(0));
    let anew = Some((false, "Not right yet last time: answer it anew.".to_owned()));
    let kept = Some((true, "Right last time: your answer is kept.".to_owned()));
    let pairs = "One pair was right last time and is kept. Match the others anew.";
    let order = "Not in order yet last time: it stands as you left it.";
    let all = [
        ("one", one("Rain"), kept.clone()),
        ("other", many(&[]), anew.clone()),
        ("some", many(&[]), anew.clone()),
        ("n", many(&[]), anew.clone()),
        (
            "o",
            many(&["2", "1", "3", "4"]),
            Some((false, order.to_owned())),
        ),
        ("p", many(&["A", "", ""]), Some((false, pairs.to_owned()))),
        ("s", one("4"), None),
    ];
    let all_stand = |tab: &Tab| {
        for (key, given, before) in &all {
            assert_eq!(stands(tab, key), (given.clone(), before.clone()), "{key}");
        }
    };
    all_stand(&tab);
    // Four are to be answered; loading the page anew changes nothing.
    assert_eq!(
        quiz(&tab, 0).to_go.as_ref().map(english).as_deref(),
        Some("4 questions still have no answer.")
    );
    let tab_again = opened(AGAIN, &mut device);
    all_stand(&tab_again);
    // An answer that was changed is not called kept.
    let mut tab = tab_again;
    give(&mut tab, &mut device, "one", "Sun");
    assert_eq!(stands(&tab, "one"), (one("Sun"), None));
    give(&mut tab, &mut device, "one", "Rain");
    assert_eq!(stands(&tab, "one"), (one("Rain"), kept));
    // What is answered rightly now is not told before it is handed in.
    give(&mut tab, &mut device, "n", "8");
    assert_eq!(stands(&tab, "n"), (one("8"), anew));
}

/// Two devices take the same try, and then hear of each other.
#[test]
fn marks_are_made_from_the_answers_that_the_result_was_made_from() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "check": { "questions": [
            { "id": "q", "kind": "true_false", "answer": true }, { "id": "r", "kind": "true_false", "answer": true } ] } } ] }"#;
    let right = |tab: &Tab| -> Vec<bool> {
        let marks = quiz(tab, 0).questions.into_iter();
        marks
            .map(|of| of.mark.unwrap().right == Some(Right::Yes))
            .collect()
    };
    let mut one = Device::default();
    let mut here = opened(board, &mut one);
    give(&mut here, &mut one, "q", "true");
    give(&mut here, &mut one, "r", "false");
    here.act(&mut one, Act::Answer(0));
    assert_eq!(right(&here), [true, false]);
    // The other one has half of the same try, later.
    let mut other = Device::default();
    let mut there = opened(board, &mut other);
    there.seconds = 1000;
    give(&mut there, &mut other, "r", "true");
    there.send(&mut other, Message::Leaving);
    there.send(&mut other, Message::Export);
    let file = there.downloads.pop().unwrap();
    here.send(&mut one, Message::Import { text: file });
    here.settle(&mut one);
    assert_eq!(right(&here), [true, false]);
    let result = |tab: &Tab| english(&quiz(tab, 0).result.unwrap());
    assert_eq!(result(&here), "50%. To pass you need 70%.");
    // The next try goes on from what had not been handed in.
    here.act(&mut one, Act::Again(0));
    assert_eq!(
        stands(&here, "r"),
        (
            Given::One("true".into()),
            Some((false, "Not right yet last time: answer it anew.".into()))
        )
    );
}

/// Out of the small room of a package come results without what was answered.
#[test]
fn a_result_from_another_device_is_said_where_nothing_is_asked_for() {
    const ONE: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "check": { "pass": 60, "attempts": 2, "confidence": true, "questions": [ { "id": "q", "kind": "number", "answer": 8 } ] } } ] }"#;
    let logged = |scores: &[u32], done: bool| {
        let of = |n: usize, fields: Value| {
            let mut event = json!({ "id": format!("e{n}"), "at": format!("2026-11-21T09:0{n}:00Z"), "activity": "a", "by": { "role": "learner", "id": "guest" } });
            event
                .as_object_mut()
                .unwrap()
                .extend(fields.as_object().unwrap().clone());
            event
        };
        let answers = scores
            .iter()
            .map(|score| json!({ "type": "answer", "score": score }));
        let done = done.then(|| json!({ "type": "done" }));
        let events: Vec<Value> = answers
            .chain(done)
            .enumerate()
            .map(|(n, fields)| of(n, fields))
            .collect();
        let mut device = Device::default();
        let mut tab = opened(ONE, &mut device);
        tab.send(
            &mut device,
            Message::Import {
                text: json!(events).to_string(),
            },
        );
        tab.settle(&mut device);
        (tab, device)
    };
    let said = |tab: &Tab| {
        let view = quiz(tab, 0);
        assert!(view.questions.is_empty() && !view.open && view.sure.is_none());
        assert_eq!(
            view.unmarked.as_ref().map(english).as_deref(),
            Some(
                "Only the result is shown: your answers were given on another device or elsewhere, or the questions have changed since."
            )
        );
        (
            english(&view.result.unwrap()),
            view.passed == Some(true),
            view.again,
        )
    };
    for done in [false, true] {
        let (tab, _) = logged(&[83], done);
        assert_eq!(
            said(&tab),
            ("Passed, with 83%.".into(), true, true),
            "{done}"
        );
    }
    let (tab, _) = logged(&[100], true);
    assert_eq!(said(&tab), ("Passed, with 100%.".into(), true, false));
    // No tries are left.
    let (tab, _) = logged(&[20, 40], false);
    assert_eq!(
        said(&tab),
        ("40%. To pass you need 60%.".into(), false, false)
    );
    // One is: it stands there.
    let (tab, _) = logged(&[20], false);
    let view = quiz(&tab, 0);
    assert_eq!(
        (view.result, view.open, view.questions.len()),
        (None, true, 1)
    );
    // Whoever has passed may try again all the same.
    let (mut tab, mut device) = logged(&[83], true);
    tab.act(&mut device, Act::Again(0));
    let view = quiz(&tab, 0);
    assert_eq!(
        (view.attempt, view.result, view.open, view.questions.len()),
        (2, None, true, 1)
    );
    give(&mut tab, &mut device, "q", "8");
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(
        quiz(&tab, 0).result.as_ref().map(english).as_deref(),
        Some("Passed, with 100%.")
    );
}

#[test]
fn without_the_answers_that_a_result_was_made_from_only_the_result_is_said() {
    let mut device = Device::default();
    let mut tab = opened(AGAIN, &mut device);
    let file = r#"{ "choiceboard_log": 1, "board": "b", "events": [
        { "id": "x", "at": "2026-11-21T09:00:00Z", "by": { "role": "learner", "id": "guest" }, "type": "answer", "activity": "a", "score": 40 } ] }"#;
    tab.send(&mut device, Message::Import { text: file.into() });
    tab.settle(&mut device);
    give(&mut tab, &mut device, "one", "Rain");
    let view = quiz(&tab, 0);
    // The second try is under way: there are no answers to have been right.
    assert_eq!((view.attempt, view.result, view.unmarked), (2, None, None));
    assert_eq!(stands(&tab, "one").1, None);
    // The teacher has made another answer the right one since: marks would contradict the result.
    let mut device = Device::default();
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "check": { "questions": [ { "id": "q", "kind": "number", "answer": 8 } ] } } ] }"#;
    let mut tab = opened(board, &mut device);
    give(&mut tab, &mut device, "q", "7");
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(quiz(&tab, 0).questions.len(), 1);
    let tab = opened(&board.replace("8", "7"), &mut device);
    let view = quiz(&tab, 0);
    assert_eq!(
        (
            english(&view.result.unwrap()),
            view.questions,
            view.again,
            view.unmarked.as_ref().map(english)
        ),
        (
            "0%. To pass you need 70%.".into(),
            vec![],
            true,
            Some("Only the result is shown: your answers were given on another device or elsewhere, or the questions have changed since.".into())
        )
    );
}

#[test]
fn a_next_try_is_not_written_over_by_what_was_said_of_the_one_before() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    for (key, text) in [("q1", "true"), ("q2", "7"), ("q3", "Sun")] {
        give(&mut tab, &mut device, key, text);
    }
    tab.act(&mut device, Act::Answer(0));
    tab.settle(&mut device);
    // How sure one is now, and on at once: the wait is not over.
    tab.act(&mut device, Act::Sure(0, 3));
    tab.act(&mut device, Act::Again(0));
    for ticket in std::mem::take(&mut tab.waits) {
        tab.send(&mut device, Message::Waited(ticket));
    }
    tab.settle(&mut device);
    assert_eq!(quiz(&tab, 0).at, Some(0));
    assert_eq!(quiz(&tab, 0).result, None);
    let mut again = opened(BOARD, &mut device);
    assert_eq!(
        (quiz(&again, 0).at, quiz(&again, 0).result),
        (Some(0), None)
    );
    // It begins as sure as the last one ended.
    assert_eq!(sure(&again).0, Some(3));
    again.send(&mut device, Message::Leaving);
}
