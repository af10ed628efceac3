//! What an LMS keeps of a log without reading it.

use choiceboard::exchange::{Summary, summary};
use choiceboard::progress::{Log, Progress, read_events};
use choiceboard::rules::Clock;
use serde_json::{Value, json};

use crate::edition;

fn summed(board: Value, events: Value) -> Summary {
    let edition = edition(&board.to_string());
    let events = read_events(&events.to_string());
    assert_eq!(events.faults, Vec::new());
    let log = Log::from_iter(events.events);
    let clock = Clock {
        now: 1_795_255_200_000,
        offset: 0,
    };
    summary(&Progress::replay(edition, &log, clock), &log)
}

fn board(more: Value) -> Value {
    let mut board = json!({
        "choiceboard": 1, "id": "b", "title": "B", "columns": 3,
        "activities": [
            { "id": "a", "title": "A", "points": 10 },
            { "id": "free", "title": "Free", "free": true },
            { "id": "c", "title": "C", "points": 30, "approval": "teacher" }
        ]
    });
    for (name, value) in more.as_object().unwrap() {
        board[name] = value.clone();
    }
    board
}

fn event(n: u32, kind: &str, activity: &str, role: &str) -> Value {
    json!({
        "id": format!("e{n}"), "at": format!("2026-11-21T09:00:{n:02}Z"), "by": { "role": role, "id": "x" },
        "type": kind, "activity": activity
    })
}

fn done() -> Value {
    json!([
        event(1, "done", "a", "learner"),
        event(2, "done", "c", "learner")
    ])
}

#[test]
fn as_it_is_sent() {
    let board = board(json!({
        "points_goal": 40, "complete": { "at_least": 3 },
        "levels": [{ "title": "Begun", "points": 0 }, { "title": "Well on", "points": 10 }],
        "badges": [{ "id": "first", "title": "First", "when": { "at_least": 1 } }]
    }));
    assert_eq!(
        summed(board, done()).write(),
        json!({
            "state": "in_progress", "complete": false, "points": 10, "points_goal": 40, "score": { "scaled": 0.25 },
            "counted": 1, "level": 2, "badges": ["first"], "mastery": {}, "waiting": ["c"], "help": []
        })
    );
}

#[test]
fn an_activity_not_chosen_is_no_zero() {
    let complete = board(json!({ "complete": { "at_least": 1, "of": ["a", "c"] } }));
    assert_eq!(summed(complete, done()).score, 1.0);
    let half = board(json!({ "complete": { "at_least": 2, "of": ["a", "c"] } }));
    assert_eq!(summed(half, done()).score, 0.5);
    // A goal in points is the teacher's word, complete or not.
    let goal = board(json!({ "points_goal": 40, "complete": { "at_least": 1, "of": ["a", "c"] } }));
    let summary = summed(goal, done());
    assert_eq!(
        (summary.score, summary.write()["complete"].clone()),
        (0.25, json!(true))
    );
    // More than the goal is not more than all.
    let little = board(json!({ "points_goal": 3 }));
    assert_eq!(summed(little, done()).score, 1.0);
}

#[test]
fn help_is_asked_for_until_a_teacher_answers() {
    let asked = |events: Value| summed(board(json!({})), events).help;
    let help = event(1, "help", "c", "learner");
    let nothing: Vec<String> = Vec::new();
    assert_eq!(asked(json!([help])), ["c"]);
    assert_eq!(
        asked(json!([help, event(2, "answer_help", "c", "teacher")])),
        nothing
    );
    assert_eq!(
        asked(json!([help, event(2, "answer_help", "a", "teacher")])),
        ["c"]
    );
    assert_eq!(
        asked(json!([help, event(2, "answer_help", "c", "learner")])),
        ["c"]
    );
    assert_eq!(
        asked(json!([help, event(2, "help", "a", "learner")])),
        ["a", "c"]
    );
    assert_eq!(
        asked(json!([help, event(2, "reset", "a", "learner")])),
        ["c"]
    );
    assert_eq!(
        asked(json!([help, event(2, "reset", "c", "learner")])),
        nothing
    );
    let whole = json!({ "id": "e2", "at": "2026-11-21T09:00:02Z", "type": "reset" });
    assert_eq!(asked(json!([help, whole])), nothing);
}
