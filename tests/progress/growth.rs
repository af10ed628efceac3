//! Growth in facts: what each means, on worked logs, with the exact sentences.

use std::rc::Rc;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Growth, Log, Progress, growth};
use choiceboard::rules::Clock;
use choiceboard::words::{Plain, Tongue};
use proptest::prelude::*;

use super::boards::{START, by_hand, drawn, events};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
    { "id": "read", "title": "Read", "kind": "read", "points": 5 },
    { "id": "find", "title": "Find", "kind": "research", "points": 10 },
    { "id": "other", "title": "Other", "points": 10 },
    { "id": "essay", "title": "Essay", "kind": "read", "evidence": { "kinds": ["text"] }, "approval": "teacher" },
    { "id": "quiz", "title": "Quiz", "kind": "read", "check": { "pass": 80, "questions": [
        { "id": "q", "kind": "true_false", "text": "?", "answer": true } ] } } ] }"#;

fn grown(text: &str) -> Growth {
    let board = read(BOARD.as_bytes()).board.unwrap();
    let ground = layout(&board);
    let log: Log = by_hand(text).into_iter().collect();
    let clock = Clock {
        now: START + 5 * 86_400_000,
        offset: 0,
    };
    let progress = Progress::replay(Arc::new(Edition::new(board, ground)), &log, clock);
    growth(&progress, &log)
}

fn say(phrase: &choiceboard::words::Phrase) -> String {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    tongue.text(phrase, &|ix| format!("[{ix}]"))
}

fn facts(text: &str) -> Vec<String> {
    grown(text)
        .facts
        .iter()
        .map(|(_, says)| say(says))
        .collect()
}

#[test]
fn something_else_handed_in_after_it_came_back_is_a_revision() {
    let back = r#"{ "type": "submit", "activity": "essay", "text": "One." }
        { "type": "return", "activity": "essay", "comment": "More." }"#;
    let with = |more: &str| facts(&format!("{back}\n{more}"));
    let revised = ["You revised [3] after it came back."];
    let submit = r#"{ "type": "submit", "activity": "essay", "text": "Two." }"#;
    assert_eq!(with(submit), revised);
    assert_eq!(with(""), Vec::<String>::new());
    // The same once more is none, nor is one that was taken back.
    let same = r#"{ "type": "submit", "activity": "essay", "text": "One." }"#;
    assert_eq!(with(same), Vec::<String>::new());
    let reset = format!("{submit}\n{{ \"type\": \"reset\", \"activity\": \"essay\" }}");
    assert_eq!(with(&reset), Vec::<String>::new());
    // Once for each return.
    let twice = format!(
        "{submit}\n{{ \"type\": \"submit\", \"activity\": \"essay\", \"text\": \"Three.\" }}"
    );
    assert_eq!(with(&twice), revised);
    // Where nothing is handed in, it is said done again.
    let done = r#"{ "type": "done", "activity": "read" }
        { "type": "return", "activity": "read" }
        { "type": "done", "activity": "read" }"#;
    assert_eq!(facts(done), ["You revised [0] after it came back."]);
    // Nobody returns to oneself.
    let own = r#"{ "type": "done", "activity": "read" }
        { "type": "return", "activity": "read", "by": { "role": "learner", "id": "l" } }
        { "type": "undo", "activity": "read" }
        { "type": "done", "activity": "read" }"#;
    assert_eq!(facts(own), Vec::<String>::new());
}

#[test]
fn a_new_kind_and_a_harder_one_are_told_newest_first() {
    let text = r#"{ "type": "choose", "activity": "find" }
        { "type": "done", "activity": "read" }
        { "type": "start", "activity": "find" }
        { "type": "done", "activity": "find" }
        { "type": "done", "activity": "other" }"#;
    assert_eq!(
        facts(text),
        [
            "Harder than last time: [1] for 10 points, after one for 5.",
            "You tried a new kind of activity: Research ([1]).",
        ]
    );
    // What was withdrawn is not told of.
    let undone = format!("{text}\n{{ \"type\": \"undo\", \"activity\": \"read\" }}");
    let told = facts(&undone);
    assert!(
        told.iter().all(|says| !says.starts_with("Harder")),
        "{told:?}"
    );
    // What is only chosen is not tried.
    let chosen = r#"{ "type": "done", "activity": "read" }
        { "type": "choose", "activity": "find" }"#;
    assert_eq!(facts(chosen), Vec::<String>::new());
}

#[test]
fn a_check_that_is_passed_at_last_and_a_better_result_are_told() {
    let text = r#"{ "type": "answer", "activity": "quiz", "score": 40 }
        { "type": "answer", "activity": "quiz", "score": 30 }
        { "type": "answer", "activity": "quiz", "score": 60 }
        { "type": "answer", "activity": "quiz", "score": 90 }
        { "type": "answer", "activity": "quiz", "score": 90 }
        { "type": "answer", "activity": "quiz", "score": 100 }"#;
    assert_eq!(
        facts(text),
        [
            "Your best result in [4] so far: 100%. Before it was 90%.",
            "You passed the check of [4] after trying again: 90%. Before it was 60%.",
            "Your best result in [4] so far: 60%. Before it was 40%.",
        ]
    );
    assert_eq!(
        facts(r#"{ "type": "answer", "activity": "quiz", "score": 90 }"#),
        Vec::<String>::new()
    );
}

/// What is said of the whole time, after these were done on these days behind Saturday the 21st.
fn sums(events: &[(&str, i64)]) -> Vec<String> {
    let board = read(BOARD.as_bytes()).board.unwrap();
    let ground = layout(&board);
    let log: Log = events
        .iter()
        .flat_map(|(id, day)| {
            let mut made = by_hand(&format!(r#"{{ "type": "done", "activity": "{id}" }}"#));
            for event in &mut made {
                event.id = format!("{id}{day}");
                event.at += day * 86_400_000;
            }
            made
        })
        .collect();
    let clock = Clock {
        now: START + 30 * 86_400_000,
        offset: 0,
    };
    let progress = Progress::replay(Arc::new(Edition::new(board, ground)), &log, clock);
    let sums = growth(&progress, &log).sums;
    sums.iter().map(say).collect()
}

#[test]
fn the_best_week_is_told_where_it_is_the_only_one() {
    let week = |events: &[(&str, i64)]| {
        let mut sums = sums(events);
        sums.retain(|says| says.contains("week"));
        sums
    };
    // Sunday the 22nd is of the week before Monday the 23rd.
    assert_eq!(
        week(&[("read", 1), ("find", 2), ("other", 8)]),
        ["Your best week so far: 2 finished, the week of 23 November 2026."]
    );
    assert_eq!(week(&[("read", 1), ("find", 2)]), Vec::<String>::new());
    assert_eq!(week(&[("read", 2), ("find", 3)]), Vec::<String>::new());
    assert_eq!(
        week(&[("read", 0), ("find", 1), ("other", 9)]),
        ["Your best week so far: 2 finished, the week of 16 November 2026."]
    );
}

#[test]
fn days_are_counted_and_the_best_one_is_told_where_it_is_the_only_one() {
    assert_eq!(sums(&[("read", 0), ("find", 0)]), Vec::<String>::new());
    assert_eq!(
        sums(&[("read", 0), ("find", 2), ("other", 2)]),
        [
            "You have worked on this board on 2 different days.",
            "Your best day so far: 20 points on 23 November 2026.",
            "Your best week so far: 2 finished, the week of 23 November 2026.",
        ]
    );
    assert_eq!(
        sums(&[("find", 0), ("other", 1)]),
        ["You have worked on this board on 2 different days."]
    );
}

proptest! {
    /// Of any log it is a list in order, of a length that fits a page, and the same however the log came together.
    #[test]
    fn growth_is_a_function_of_the_log(board in drawn(), events in events()) {
        let clock = Clock { now: START + 9 * 86_400_000, offset: 0 };
        let log: Log = events.iter().cloned().collect();
        let turned: Log = events.into_iter().rev().collect();
        let of = |log: &Log| growth(&Progress::replay(board.edition.clone(), log, clock), log);
        let grown = of(&log);
        prop_assert_eq!(&grown, &of(&turned));
        prop_assert!(grown.facts.len() <= 40);
        prop_assert!(grown.facts.is_sorted_by(|one, next| one.0 >= next.0));
    }
}
