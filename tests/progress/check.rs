//! Which answers the last result of a check was made from, also where two devices took the same try.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::check::{Answers, Given};
use choiceboard::progress::{Edition, Event, Log, Progress};
use choiceboard::rules::Clock;
use proptest::prelude::*;
use serde_json::json;

use super::boards::{START, by_hand};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
    { "id": "a", "title": "A", "check": { "questions": [{ "id": "q", "kind": "text", "answers": ["rain"] }] } } ] }"#;

fn progress(events: &[Event]) -> Progress {
    let board = read(BOARD.as_bytes()).board.unwrap();
    let ground = layout(&board);
    let edition = Arc::new(Edition::new(board, ground));
    let log: Log = events.iter().cloned().collect();
    let now = START + 86_400_000;
    Progress::replay(edition, &log, Clock { now, offset: 0 })
}

fn answers(attempt: u32, text: &str) -> Answers {
    let mut answers = Answers::of(attempt);
    answers.give("q", Given::One(text.to_owned()));
    answers
}

/// Answers as they are written while somebody answers.
fn answering(attempt: u32, text: &str) -> String {
    let value = answers(attempt, text).write();
    json!({ "type": "draft", "activity": "a", "kind": "check", "value": value }).to_string()
}

/// Answers as they are written right before the result with this id.
fn checked(text: &str, result: &str) -> String {
    let mut answers = answers(1, text);
    answers.result = result.into();
    json!({ "type": "draft", "activity": "a", "kind": "checked", "value": answers.write() })
        .to_string()
}

fn result() -> String {
    json!({ "type": "answer", "activity": "a", "score": 50 }).to_string()
}

/// What was answered to the question in the answers that the last result was made from. Events are called `e0`, `e1` and so on.
fn answered(events: &[String]) -> Option<String> {
    let events = by_hand(&events.join("\n"));
    let progress = progress(&events);
    let answers = progress.work(0).unwrap().answered()?;
    match answers.get("q") {
        Some(Given::One(text)) => Some(text.clone()),
        _ => None,
    }
}

#[test]
fn a_result_was_made_from_the_answers_that_name_it() {
    let rain = || answering(1, "rain");
    let snow = || answering(1, "snow");
    let reset = json!({ "type": "reset", "activity": "a" }).to_string();
    let odd =
        json!({ "type": "draft", "activity": "a", "kind": "checked", "value": "[7" }).to_string();
    for (events, expected) in [
        (vec![rain()], None),
        (vec![checked("rain", "e1"), result()], Some("rain")),
        // Another device answers the same try, before and after.
        (
            vec![snow(), checked("rain", "e2"), result(), snow()],
            Some("rain"),
        ),
        // And hands it in, later or in between.
        (
            vec![
                checked("rain", "e1"),
                result(),
                checked("snow", "e3"),
                result(),
            ],
            Some("snow"),
        ),
        (
            vec![
                checked("snow", "e3"),
                checked("rain", "e2"),
                result(),
                result(),
            ],
            None,
        ),
        // Its result has not come yet.
        (
            vec![checked("rain", "e1"), result(), checked("snow", "e3")],
            Some("rain"),
        ),
        // What the next try writes over is gone from the log.
        (vec![result(), answering(2, "hail")], None),
        (
            vec![checked("rain", "e1"), result(), answering(2, "hail")],
            Some("rain"),
        ),
        // Where nobody names a result, answers of its try are taken for its own.
        (vec![rain(), result()], Some("rain")),
        (vec![rain(), result(), result()], None),
        (vec![answering(2, "rain"), result()], None),
        (vec![result()], None),
        (vec![odd, result()], None),
        // Begun anew, nothing is left.
        (vec![checked("rain", "e1"), result(), reset], None),
    ] {
        assert_eq!(
            answered(&events).as_deref(),
            expected,
            "{}",
            events.join("\n")
        );
    }
}

proptest! {
    /// However two devices' logs come together, marks are made from the same answers, and only from answers that name the last result.
    #[test]
    fn the_order_in_which_logs_come_together_makes_no_difference(
        acts in prop::collection::vec((0usize..12, prop::sample::select(vec!["rain", "snow", "hail"]), any::<bool>()), 1..12),
        turn in any::<prop::sample::Index>(),
    ) {
        let lines = acts.iter().map(|(of, text, is_result)| match is_result {
            true => result(),
            false => checked(text, &format!("e{of}")),
        });
        let events = by_hand(&lines.collect::<Vec<_>>().join("\n"));
        let found = progress(&events).work(0).unwrap().answered();
        let mut other = events.clone();
        other.rotate_left(turn.index(events.len()));
        other.reverse();
        prop_assert_eq!(&progress(&other).work(0).unwrap().answered(), &found);
        if let Some(found) = found {
            let last = acts.iter().rposition(|(.., is_result)| *is_result);
            prop_assert_eq!(Some(found.result), last.map(|at| format!("e{at}")));
        }
    }
}
