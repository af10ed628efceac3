//! Rubrics: what is kept of a judgement, what it comes to in percent, and what of a strange shape does nothing.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Event, Log, Progress, percent, read_events, write_event};
use choiceboard::rules::Clock;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::boards::{START, by_hand};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
    { "id": "essay", "title": "Essay", "standards": ["s"], "rubric": { "self_assess": true, "criteria": [
        { "id": "claim", "title": "Claim", "levels": [
            { "title": "Begun", "points": 1 }, { "title": "Clear", "points": 2 }, { "title": "Bold", "points": 4 } ] },
        { "title": "Evidence", "levels": [ { "title": "Some", "points": 0 }, { "title": "Much", "points": 2 } ] },
        { "id": "neat", "title": "Neat", "levels": [ { "title": "Yes" }, { "title": "No" } ] } ] } },
    { "id": "bare", "title": "Bare" } ],
    "standards": [{ "id": "s", "title": "S" }] }"#;

fn edition() -> Arc<Edition> {
    let board = read(BOARD.as_bytes()).board.unwrap();
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn progress(events: Vec<Event>) -> Progress {
    let log: Log = events.into_iter().collect();
    let now = START + 86_400_000;
    Progress::replay(edition(), &log, Clock { now, offset: 0 })
}

fn levels(value: Value) -> choiceboard::progress::Levels {
    choiceboard::progress::Levels::read(&value).unwrap()
}

#[test]
fn levels_come_to_the_share_of_the_most_points() {
    let edition = edition();
    let activity = edition.activity(0).unwrap();
    let rubric = activity.more.rubric.as_deref().unwrap();
    for (said, comes_to) in [
        (json!({ "claim": 2, "#2": 1 }), Some(100.0)),
        (json!({ "claim": 2, "#2": 1, "neat": 1 }), Some(100.0)),
        (json!({ "claim": 0, "#2": 0 }), Some(16.6667)),
        (json!({ "claim": 1, "#2": 1 }), Some(66.6667)),
        // A part is not the whole.
        (json!({ "claim": 2 }), None),
        (json!({ "neat": 0 }), None),
        // A level that the board does not have, and a criterion that it does not have.
        (json!({ "claim": 3, "#2": 1 }), None),
        (json!({ "claim": u32::MAX, "#2": 1 }), None),
        (json!({ "claim": 0, "#2": 1, "style": 1 }), Some(50.0)),
    ] {
        assert_eq!(percent(rubric, &levels(said.clone())), comes_to, "{said}");
    }
}

#[test]
fn the_newest_judgement_of_each_counts() {
    let progress = progress(by_hand(
        r##"{ "type": "self_assess", "activity": "essay", "levels": { "claim": 0, "#2": 0 }, "text": "Weak." }
        { "type": "assess", "activity": "essay", "levels": { "claim": 1, "#2": 1 }, "comment": "Better than that." }
        { "type": "self_assess", "activity": "essay", "levels": { "claim": 2, "#2": 1 } }
        { "type": "self_assess", "activity": "essay" }
        { "type": "self_assess", "levels": { "claim": 1 } }
        { "type": "assess", "activity": "essay", "score": 40 }"##,
    ));
    let all = &progress.journal().unwrap().judged;
    assert_eq!(all.len(), 1);
    let judged = &all["essay"];
    let mine = judged.mine.as_ref().unwrap();
    assert_eq!(
        (mine.levels.get("claim"), mine.text.as_str()),
        (Some(2), "")
    );
    let theirs = judged.theirs.as_ref().unwrap();
    assert_eq!(theirs.levels.get("claim"), Some(1));
    assert_eq!(theirs.text, "Better than that.");
    let work = progress.work(0).unwrap();
    let marks: Vec<f64> = work.marks.iter().map(|(_, mark)| *mark).collect();
    assert_eq!(marks, [66.6667, 40.0]);
    // What belongs to levels that are still hidden is not said elsewhere.
    assert_eq!(work.feedback, []);
}

#[test]
fn a_percent_beside_levels_is_the_teachers_own() {
    let progress = progress(by_hand(
        r##"{ "type": "assess", "activity": "essay", "score": 55, "levels": { "claim": 2, "#2": 1 } }"##,
    ));
    assert_eq!(progress.work(0).unwrap().marks[0].1, 55.0);
}

#[test]
fn without_a_rubric_the_comment_of_a_mark_is_feedback() {
    let progress = progress(by_hand(
        r##"{ "type": "assess", "activity": "bare", "levels": { "claim": 2 }, "comment": "Lovely." }
        { "type": "assess", "activity": "essay", "score": 90, "comment": "Strong." }"##,
    ));
    for (ix, says) in [(0, "Strong."), (1, "Lovely.")] {
        let said = &progress.work(ix).unwrap().feedback;
        assert_eq!((said[0].with, said[0].text.as_str()), ("assess", says));
    }
    assert!(progress.work(1).unwrap().marks.is_empty());
}

#[test]
fn only_whose_act_it_is_may_judge_and_a_reset_takes_it_back() {
    let as_other = r##"{ "type": "self_assess", "activity": "essay", "levels": { "claim": 0 }, "by": { "role": "teacher", "id": "t" } }
        { "type": "assess", "activity": "essay", "levels": { "claim": 0 }, "by": { "role": "learner", "id": "u" } }"##;
    assert!(progress(by_hand(as_other)).journal().is_none());
    let both = r##"{ "type": "self_assess", "activity": "essay", "levels": { "claim": 0 } }
        { "type": "assess", "activity": "essay", "levels": { "claim": 0, "#2": 0 } }"##;
    for reset in [
        r##"{ "type": "reset", "activity": "essay" }"##,
        r##"{ "type": "reset" }"##,
    ] {
        let progress = progress(by_hand(&format!("{both}\n{reset}")));
        assert!(progress.journal().unwrap().judged.is_empty());
        assert!(progress.work(0).unwrap().marks.is_empty());
    }
}

#[test]
fn levels_of_another_shape_are_passed_on_and_count_for_nothing() {
    for levels in [
        json!({}),
        json!([1, 2]),
        json!("claim"),
        json!(null),
        json!({ "claim": -1, "#2": 1 }),
        json!({ "claim": 1.5 }),
        json!({ "claim": 4_294_967_296_u64 }),
        json!({ "claim": 1e300 }),
        json!({ "claim": "2" }),
        json!({ "claim": { "level": 1 } }),
    ] {
        for kind in ["self_assess", "assess"] {
            let by = if kind == "assess" {
                "teacher"
            } else {
                "learner"
            };
            let wire = json!({
                "id": "1", "at": "2026-11-21T10:30:00.000Z", "by": { "role": by, "id": "" },
                "type": kind, "activity": "essay", "levels": levels, "text": 7, "comment": ["x"],
            });
            let reading = read_events(&json!([wire]).to_string());
            assert_eq!(reading.faults, [], "{wire}");
            assert_eq!(Value::Object(write_event(&reading.events[0])), wire);
            let progress = progress(reading.events);
            assert!(
                progress.journal().is_none_or(|of| of.judged.is_empty()),
                "{wire}"
            );
            assert!(progress.work(0).unwrap().marks.is_empty(), "{wire}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Judgements that come in another order come to the same.
    #[test]
    fn the_order_in_which_they_come_in_makes_no_difference(
        said in prop::collection::vec((any::<bool>(), 0u32..5, 0u32..3), 0..12),
        turn in 0usize..12,
    ) {
        let all: Vec<Value> = said.iter().enumerate().map(|(at, (mine, claim, other))| json!({
            "id": format!("e{at}"), "at": format!("2026-11-21T09:{at:02}:00Z"), "activity": "essay",
            "type": if *mine { "self_assess" } else { "assess" },
            "levels": { "claim": claim, "#2": other },
        })).collect();
        let read = |all: &[Value]| read_events(&json!(all).to_string()).events;
        let one = progress(read(&all));
        let mut turned = all.clone();
        turned.rotate_left(turn.min(all.len()));
        turned.extend(all.iter().take(2).cloned());
        let other = progress(read(&turned));
        prop_assert_eq!(one.journal(), other.journal());
        prop_assert_eq!(&one.work(0).unwrap().marks, &other.work(0).unwrap().marks);
    }
}

/// Each judgement finds its activity without a look at the others; `benches/progress.rs` says how long that takes.
#[test]
fn of_many_activities_each_has_its_newest_judgement() {
    let activities = 500;
    let lines: Vec<String> = (0..5_000)
        .map(|n| {
            let (of, level) = (n * 7919 % activities, n / activities);
            let at = format!("2026-11-21T09:{:02}:{:02}.{:03}Z", n / 100, n % 60, n % 100);
            json!({ "id": format!("e{n}"), "at": at, "by": { "role": "learner", "id": "u" }, "type": "self_assess",
                "activity": format!("a{of}"), "levels": { "claim": level } })
            .to_string()
        })
        .collect();
    let events = read_events(&lines.join("\n")).events;
    assert_eq!(events.len(), 5_000);
    let mut newest = std::collections::BTreeMap::new();
    let mut sorted: Vec<&Event> = events.iter().collect();
    sorted.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    for event in sorted {
        newest.insert(event.activity.clone().unwrap(), event.at);
    }
    let progress = progress(events);
    let judged = &progress.journal().unwrap().judged;
    assert_eq!(judged.len(), activities);
    let found = judged
        .iter()
        .map(|(id, of)| (id.clone(), of.mine.as_ref().unwrap().at));
    assert_eq!(found.collect::<std::collections::BTreeMap<_, _>>(), newest);
}
