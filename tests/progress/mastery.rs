//! How the level on a standard comes about: from which results, in which order, by which method.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Log, Progress, Source, Story};
use choiceboard::rules::Clock;

use super::boards::{START, by_hand};

/// Two checks, an activity without one, and a free space, all on one standard, by this method.
fn story(method: &str, events: &str) -> Story {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "mastery": { "method": "METHOD" },
        "standards": [{ "id": "s", "title": "S" }, { "id": "t", "title": "T" }],
        "activities": [
            { "id": "a", "title": "A", "standards": ["s"], "check": { "questions": [{ "id": "q", "kind": "true_false", "text": "?", "answer": true }] } },
            { "id": "b", "title": "B", "standards": ["t", "s"], "check": { "questions": [{ "id": "q", "kind": "true_false", "text": "?", "answer": true }] } },
            { "id": "c", "title": "C", "standards": ["s"] },
            { "id": "d", "title": "D", "standards": ["s"], "free": true } ] }"#;
    let board = read(board.replace("METHOD", method).as_bytes())
        .board
        .unwrap();
    let ground = layout(&board);
    let edition = Arc::new(Edition::new(board, ground));
    let log: Log = by_hand(events).into_iter().collect();
    let clock = Clock {
        now: START + 86_400_000,
        offset: 0,
    };
    Progress::replay(edition, &log, clock).story(0)
}

const RESULTS: &str = r#"
    { "type": "answer", "activity": "b", "score": 95 }
    { "type": "done", "activity": "c" }
    { "type": "assess", "activity": "a", "score": 72, "by": { "role": "teacher", "id": "t" } }
    { "type": "answer", "activity": "a", "score": 40 }"#;

#[test]
fn results_of_every_kind_stand_in_the_order_of_time() {
    let story = story("highest", RESULTS);
    let results: Vec<(u32, f64, Source)> = story
        .results
        .iter()
        .map(|shown| (shown.activity, shown.percent, shown.by))
        .collect();
    assert_eq!(
        results,
        [
            (1, 95.0, Source::Check),
            (2, 100.0, Source::Done),
            (0, 72.0, Source::Teacher),
            (0, 40.0, Source::Check),
        ]
    );
    assert!(story.results.is_sorted_by_key(|shown| shown.at));
}

#[test]
fn the_level_follows_the_method_and_the_best_one_is_not_forgotten() {
    // Attempted 0, familiar 50, proficient 70, mastered 90.
    for (method, percent, level) in [
        ("highest", 100.0, 3),
        ("latest", 40.0, 0),
        ("average", 76.75, 2),
        // 0.65 · 40 + 0.35 · (95 + 100 + 72) / 3
        ("decaying_average", 57.15, 1),
        ("n_times", 72.0, 2),
    ] {
        let story = story(method, RESULTS);
        assert_eq!(story.percent, Some(percent), "{method}");
        assert_eq!(story.level, Some(level), "{method}");
        let best = if method == "n_times" { 2 } else { 3 };
        assert_eq!(story.best, Some(best), "{method}");
    }
}

/// Worked out by a teacher and by Canvas on its community pages (2017): of an average of 5 and a newest result of 4.5, 4.68; of 4.88 and 5, 4.96.
#[test]
fn a_decaying_average_is_what_others_have_worked_out() {
    let scored = |scores: &[f64]| {
        let lines: Vec<String> = scores
            .iter()
            .map(|score| format!(r#"{{ "type": "answer", "activity": "a", "score": {score} }}"#))
            .collect();
        story("decaying_average", &lines.join("\n"))
            .percent
            .unwrap()
    };
    assert_eq!(scored(&[5.0, 5.0, 4.5]), 4.675);
    let others = [4.88, 5.0, 4.76];
    let percent = scored(&[others.as_slice(), &[5.0]].concat());
    assert!((percent - 4.958).abs() < 1e-9, "{percent}");
}

#[test]
fn without_results_there_is_no_level_and_what_is_withdrawn_is_no_result() {
    assert_eq!(story("highest", ""), Story::default());
    let undone = r#"
        { "type": "done", "activity": "c" }
        { "type": "undo", "activity": "c" }"#;
    assert_eq!(story("highest", undone), Story::default());
    let reset = format!("{RESULTS}\n{{ \"type\": \"reset\" }}");
    assert_eq!(story("latest", &reset), Story::default());
}
