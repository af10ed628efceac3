//! How the level on a standard comes about: from which results, in which order, by which method.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Log, Progress, Source, Story};
use choiceboard::rules::Clock;

use super::boards::{START, by_hand};

/// Two checks, an activity without one, and a free space, all on one standard, by this method.
fn story(method: &str, events: &str) -> Story {
    told(&format!(r#"{{ "method": "{method}" }}"#), events)
}

/// The same by all that a board can say of `mastery`.
fn told(mastery: &str, events: &str) -> Story {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "mastery": MASTERY,
        "standards": [{ "id": "s", "title": "S" }, { "id": "t", "title": "T" }],
        "activities": [
            { "id": "a", "title": "A", "standards": ["s"], "check": { "questions": [{ "id": "q", "kind": "true_false", "text": "?", "answer": true }] } },
            { "id": "b", "title": "B", "standards": ["t", "s"], "check": { "questions": [{ "id": "q", "kind": "true_false", "text": "?", "answer": true }] } },
            { "id": "c", "title": "C", "standards": ["s"] },
            { "id": "d", "title": "D", "standards": ["s"], "free": true } ] }"#;
    let reading = read(board.replace("MASTERY", mastery).as_bytes());
    let board = reading.board.expect("a board without errors");
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
        // 95, 100 and 72: 40 is below proficient.
        ("n_times", 89.0, 2),
    ] {
        let story = story(method, RESULTS);
        assert_eq!(story.percent, Some(percent), "{method}");
        assert_eq!(story.level, Some(level), "{method}");
        let best = if method == "n_times" { 2 } else { 3 };
        assert_eq!(story.best, Some(best), "{method}");
    }
}

/// Scores of one check, one after the other.
fn scores(scores: &[f64]) -> String {
    let line =
        |score: &f64| format!(r#"{{ "type": "answer", "activity": "a", "score": {score} }}"#);
    scores.iter().map(line).collect::<Vec<String>>().join("\n")
}

/// What the scores come to on a scale where mastery begins at 3, as in the examples of Canvas.
fn from_three(method: &str, results: &[f64]) -> Option<f64> {
    let mastery = format!(
        r#"{{ {method}, "min": "meets", "scale": [
            {{ "id": "below", "title": "Below", "min": 0 }}, {{ "id": "meets", "title": "Meets", "min": 3 }},
            {{ "id": "exceeds", "title": "Exceeds", "min": 5 }} ] }}"#
    );
    told(&mastery, &scores(results)).percent
}

/// Where others have published what a row of scores comes to, ours come to the same.
#[test]
fn each_method_comes_to_what_others_have_published() {
    // What Canvas shows beside each method when an outcome is made (instructure/canvas-lms, ui/shared/grading/CalculationMethodContent.js), in parts: the
    // whole row, twice over, for the decaying and the n-times example.
    let row = [1.0, 4.0, 2.0, 3.0, 5.0, 3.0, 6.0];
    let twice = [row, row].concat();
    let highest = r#""method": "highest""#;
    let latest = r#""method": "latest""#;
    let average = r#""method": "average""#;
    let decaying = r#""method": "decaying_average""#;
    let times = |times: u32| format!(r#""method": "n_times", "times": {times}"#);
    for (method, results, percent) in [
        (highest, &row[..4], 4.0),
        (highest, &row[..], 6.0),
        (latest, &row[..4], 3.0),
        (latest, &row[..], 6.0),
        (average, &row[..], 3.4286),
        // 0.65 · 6 + 0.35 · (1 + 4 + 2 + 3 + 5 + 3) / 6
        (decaying, &row[..], 4.95),
        (decaying, &twice[..], 5.0308),
        // (4 + 3 + 5 + 3 + 6) / 5: "4.2" at Canvas and in its community.
        (&times(5), &row[..], 4.2),
        (&times(5), &twice[..], 4.2),
        // Canvas's own tests (spec/lib/outcomes/result_analytics_spec.rb).
        (highest, &[3.0, 1.0], 3.0),
        (decaying, &[2.0, 3.0], 2.65),
        (decaying, &[5.0, 4.0], 4.35),
        (decaying, &[3.0, 2.0], 2.35),
        (decaying, &[2.123], 2.123),
        (&times(3), &[4.0, 5.0, 1.0, 3.0, 2.0, 3.0], 3.75),
        (&times(3), &[3.0, 4.0, 3.0], 3.3333),
        (&times(1), &[1.0, 2.0, 3.0], 3.0),
        (&times(1), &[1.0, 2.0, 3.0, 4.0], 3.5),
        // Worked out by a teacher and by Canvas on its community pages (2017): of an average of 5 and a newest result of 4.5, 4.68; of 4.88 and 5, 4.96.
        (decaying, &[5.0, 5.0, 4.5], 4.675),
        (decaying, &[4.88, 5.0, 4.76, 5.0], 4.958),
    ] {
        let found = from_three(method, results);
        assert_eq!(found, Some(percent), "{method} of {results:?}");
    }
    // Canvas's tests again: too few at mastery come to nothing.
    for (n, results) in [
        (3, &[3.0, 1.0][..]),
        (3, &[3.0, 1.0, 2.0]),
        (1, &[1.0, 2.0]),
        (6, &row),
    ] {
        assert_eq!(from_three(&times(n), results), None, "{n} of {results:?}");
    }
    // What is called a decaying average elsewhere (PowerSchool and Otus: 2, 3, 4 come to 3.5275; Canvas since 2023 beside ours, which it calls weighted)
    // weighs the last average and not the average of all before.
    assert_eq!(from_three(decaying, &[2.0, 3.0, 4.0]), Some(3.475));
}

/// Khan Academy's help on its mastery levels: below 70 % attempted, 70 to 99 % familiar, all of it proficient. A board can say so; ours are
/// other numbers, and `docs/decisions.md` says why.
#[test]
fn the_levels_of_khan_can_be_a_boards_and_are_not_the_ones_without_a_scale() {
    let khan = r#"{ "method": "latest", "scale": [
        { "id": "attempted", "title": "Attempted", "min": 0 }, { "id": "familiar", "title": "Familiar", "min": 70 },
        { "id": "proficient", "title": "Proficient", "min": 100 } ] }"#;
    for (score, theirs, ours) in [
        (0.0, 0, 0),
        (50.0, 0, 1),
        (69.0, 0, 1),
        (70.0, 1, 2),
        (90.0, 1, 3),
        (99.0, 1, 3),
        (100.0, 2, 3),
    ] {
        assert_eq!(told(khan, &scores(&[score])).level, Some(theirs), "{score}");
        assert_eq!(
            story("latest", &scores(&[score])).level,
            Some(ours),
            "{score}"
        );
    }
}

#[test]
fn n_times_without_more_asks_for_three_at_the_level_below_the_highest() {
    let of = |results: &[f64]| {
        let story = story("n_times", &scores(results));
        (story.percent, story.reached, story.level, story.best)
    };
    assert_eq!(of(&[]), (None, 0, None, None));
    // Something was tried: that is a level from 0 % on, and no percentage.
    assert_eq!(of(&[10.0]), (None, 0, Some(0), Some(0)));
    assert_eq!(of(&[95.0, 69.0, 70.0]), (None, 2, Some(0), Some(0)));
    assert_eq!(
        of(&[95.0, 69.0, 70.0, 90.0]),
        (Some(85.0), 3, Some(2), Some(2))
    );
    // A worse one that has reached it changes the average, one that has not changes nothing.
    let all = [95.0, 90.0, 91.0, 70.0, 0.0];
    assert_eq!(of(&all[..3]), (Some(92.0), 3, Some(3), Some(3)));
    assert_eq!(of(&all), (Some(86.5), 4, Some(2), Some(3)));
    // Of two levels it is the higher one, and one alone is the one.
    let two = r#"{ "method": "n_times", "times": 1, "scale": [{ "id": "no", "title": "No", "min": 0 }, { "id": "yes", "title": "Yes", "min": 80 }] }"#;
    assert_eq!(told(two, &scores(&[79.0])).percent, None);
    assert_eq!(told(two, &scores(&[79.0, 80.0])).percent, Some(80.0));
    let one = r#"{ "method": "n_times", "times": 1, "scale": [{ "id": "yes", "title": "Yes", "min": 80 }] }"#;
    let story = told(one, &scores(&[79.0]));
    assert_eq!((story.percent, story.level), (None, None));
}

/// After hundreds of small results it is still known.
#[test]
fn the_highest_level_ever_is_known_however_long_ago() {
    let mut results = vec![95.0; 3];
    results.extend([40.0; 800]);
    for (method, level) in [
        ("latest", 0),
        ("average", 0),
        ("decaying_average", 0),
        ("n_times", 3),
    ] {
        let story = story(method, &scores(&results));
        assert_eq!(
            (story.level, story.best),
            (Some(level), Some(3)),
            "{method}"
        );
    }
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
