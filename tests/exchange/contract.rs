//! Both messages: what was written is read again, and what is no message is told apart.

use choiceboard::exchange::{
    BoardName, LearnerName, Refused, Request, Response, Summary, Unreadable,
};
use choiceboard::rules::{Points, Verdict};
use choiceboard::words::write_json;
use proptest::prelude::*;
use serde_json::json;

use crate::arbitrary::{event, text};

pub fn summary() -> impl Strategy<Value = Summary> {
    let ids = || prop::collection::vec(text(), 0..3);
    let pairs = prop::collection::btree_map(text(), text(), 0..3);
    let verdict = prop::sample::select(vec![Verdict::Met, Verdict::Open, Verdict::Impossible]);
    (
        (verdict, 0..9_000_000_i64, 0..9_000_000_i64, 0..=10_000_u32),
        (0..99_u32, 0..9_u32, ids(), pairs, ids(), ids()),
    )
        .prop_map(
            |((verdict, points, goal, score), (counted, level, badges, mastery, waiting, help))| {
                Summary {
                    verdict,
                    points: Points(points),
                    points_goal: Points(goal),
                    score: f64::from(score) / 10_000.0,
                    counted,
                    level,
                    badges,
                    mastery: mastery.into_iter().collect(),
                    waiting,
                    help,
                }
            },
        )
}

pub fn request() -> impl Strategy<Value = Request> {
    (
        ("[a-z]{1,9}", text(), "[a-z]{1,9}", "[a-z ]{1,9}"),
        prop::option::of(text()),
        prop::collection::vec(event(), 0..4),
        summary(),
    )
        .prop_map(
            |((board, digest, id, name), after, events, summary)| Request {
                board: BoardName { id: board, digest },
                learner: LearnerName {
                    id,
                    name: Some(name),
                },
                after,
                events,
                summary,
            },
        )
}

pub fn response() -> impl Strategy<Value = Response> {
    let refused = ("[a-z0-9-]{1,36}", text(), text());
    let refused = refused.prop_map(|(id, code, message)| Refused { id, code, message });
    (
        prop::collection::vec(text(), 0..4),
        prop::collection::vec(refused, 0..3),
        prop::collection::vec(event(), 0..4),
        prop::option::of(text()),
        any::<bool>(),
        prop::option::of(Just(json!({ "choiceboard": 1, "title": "Other" }))),
    )
        .prop_map(
            |(accepted, refused, events, cursor, more, board)| Response {
                accepted,
                refused,
                events,
                faults: Vec::new(),
                cursor,
                more,
                board,
            },
        )
}

proptest! {
    #[test]
    fn a_request_that_was_written_is_read_again(request in request()) {
        let (read, faults) = Request::read(&write_json(&request.write())).unwrap();
        prop_assert_eq!(faults, Vec::new());
        prop_assert_eq!(read, request);
    }

    #[test]
    fn an_answer_that_was_written_is_read_again(response in response()) {
        prop_assert_eq!(Response::read(&write_json(&response.write())).unwrap(), response);
    }

    #[test]
    fn no_text_stops_the_reader(text in text()) {
        let _ = (Request::read(&text), Response::read(&text));
    }
}

#[test]
fn what_is_no_answer_says_so() {
    let answer = |text: &str| Response::read(text).unwrap_err();
    let field = |path: &str| Unreadable::Field(path.into());
    for (text, expected) in [
        ("", Unreadable::NotJson),
        ("<!doctype html><title>Log in</title>", Unreadable::NotJson),
        (r#"{ "contract": 1, "accepted": ["a"#, Unreadable::NotJson),
        ("[]", Unreadable::NotContract),
        (r#"{ "accepted": [] }"#, Unreadable::NotContract),
        (r#"{ "contract": "1" }"#, Unreadable::NotContract),
        (r#"{ "contract": 2 }"#, Unreadable::Version(2)),
        (r#"{ "contract": 1, "accepted": "a" }"#, field("accepted")),
        (
            r#"{ "contract": 1, "accepted": ["a", 7] }"#,
            field("accepted[1]"),
        ),
        (
            r#"{ "contract": 1, "refused": ["a"] }"#,
            field("refused[0]"),
        ),
        (
            r#"{ "contract": 1, "refused": [{ "code": "late" }] }"#,
            field("refused[0].id"),
        ),
        (r#"{ "contract": 1, "events": {} }"#, field("events")),
        (r#"{ "contract": 1, "cursor": 42 }"#, field("cursor")),
        (r#"{ "contract": 1, "more": "no" }"#, field("more")),
    ] {
        assert_eq!(answer(text), expected, "{text}");
    }
}

#[test]
fn what_an_answer_leaves_out_says_nothing() {
    let answer = Response::read(r#"{ "contract": 1, "later": true, "cursor": null }"#).unwrap();
    assert_eq!(answer, Response::default());
}

#[test]
fn an_event_that_cannot_be_read_costs_no_other() {
    let good =
        json!({ "id": "e1", "at": "2026-11-21T09:00:00Z", "type": "approve", "activity": "comic" });
    let answer = json!({ "contract": 1, "events": [{ "id": "e0" }, good] });
    let answer = Response::read(&write_json(&answer)).unwrap();
    assert_eq!(answer.events.len(), 1);
    let fault = &answer.faults[0];
    assert_eq!(
        (fault.index, fault.field.as_str(), fault.says.key),
        (0, "at", "progress-event-missing")
    );
}

#[test]
fn what_is_no_request_says_so() {
    let request = |text: &str| Request::read(text).map(|_| ()).unwrap_err();
    let field = |path: &str| Unreadable::Field(path.into());
    let board = r#""board": { "id": "b" }"#;
    let learner = r#""learner": { "id": "u" }"#;
    for (text, expected) in [
        (String::from(r#"{ "contract": 1 }"#), field("board")),
        (format!(r#"{{ "contract": 1, {board} }}"#), field("learner")),
        (
            format!(r#"{{ "contract": 1, {board}, "learner": {{}} }}"#),
            field("learner.id"),
        ),
        (
            format!(r#"{{ "contract": 1, {board}, {learner} }}"#),
            field("summary"),
        ),
        (
            format!(r#"{{ "contract": 1, {board}, {learner}, "summary": {{ "badges": [1] }} }}"#),
            field("summary.badges"),
        ),
        (
            format!(r#"{{ "contract": 1, {board}, {learner}, "summary": {{ "state": "gone" }} }}"#),
            field("summary.state"),
        ),
    ] {
        assert_eq!(request(&text), expected, "{text}");
    }
}
