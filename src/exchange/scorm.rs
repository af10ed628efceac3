//! What SCORM 2004 keeps beside status and score: an objective for each standard, an interaction for each result of a check.

use serde_json::{Value, json};

use super::iri;
use crate::board::Board;
use crate::progress::{Fact, Log, Progress, number};
use crate::rules::rfc3339;

/// The standards with a level, in the board's order: `id` (its address, its CASE item, or a name of ours), `description` in the board's language,
/// `scaled` (the least, from 0 to 1, that the level stands for) and `mastered` (it is the highest).
pub fn objectives(progress: &Progress) -> Vec<Value> {
    let board = &progress.edition().board;
    let scale = &board.mastery.scale;
    let standards = (0..).zip(&board.standards);
    let reached = standards.filter_map(|(at, standard)| {
        let level = progress.mastery(at)?;
        let own = || ["urn:choiceboard:standard:", &iri::part(&standard.id)].concat();
        Some(json!({
            "id": iri::standard(standard).unwrap_or_else(own),
            "description": standard.title.get(&board.language),
            "scaled": number(scale.get(level)?.min / 100.0),
            "mastered": level + 1 == scale.len(),
        }))
    });
    reached.collect()
}

/// Results of checks, oldest first: `id` (the event's), `description` (the activity's title), `percent`, `passed`, `at` (UTC, to the second: some LMSs take
/// nothing finer).
pub fn interactions(log: &Log, board: &Board) -> Vec<Value> {
    let results = log.iter().filter_map(|event| {
        let Fact::Answer {
            score: Some(percent),
        } = event.fact
        else {
            return None;
        };
        let id = event.activity.as_deref()?;
        let activity = board.activities.iter().find(|activity| activity.id == id)?;
        let check = activity.more.check.as_ref()?;
        let id = ["urn:choiceboard:event:", &iri::part(&event.id)].concat();
        let at = rfc3339::write_instant(event.at - event.at.rem_euclid(1_000), None);
        Some(json!({
            "id": id,
            "description": activity.title.get(&board.language),
            "percent": number(percent),
            "passed": percent >= check.pass,
            "at": at.get(..19)?,
        }))
    });
    results.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::board::{layout, read};
    use crate::progress::{Edition, read_events};
    use crate::rules::Clock;

    const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B",
        "standards": [
            { "id": "halves", "title": "Halves", "uri": "https://standards.example/halves" },
            { "id": "thirds", "title": "Thirds", "case": { "document": "c1d2e3f4-0000-4000-8000-000000000001", "item": "c1d2e3f4-0000-4000-8000-000000000002" } },
            { "id": "a fifth", "title": "Fifths" }, { "id": "never", "title": "Never" }],
        "activities": [
            { "id": "quiz", "title": "Quiz", "standards": ["halves", "thirds"], "check": { "pass": 60, "questions": [{ "kind": "number", "prompt": "7 x 8", "answer": 56 }] } },
            { "id": "read", "title": "Read", "standards": ["a fifth"] }] }"#;

    const EVENTS: &str = r#"[
        { "id": "e 1", "at": "2026-11-21T09:30:00.123Z", "by": { "role": "learner", "id": "u" }, "type": "answer", "activity": "quiz", "score": 40 },
        { "id": "e2", "at": "2026-11-21T09:31:00Z", "by": { "role": "learner", "id": "u" }, "type": "answer", "activity": "quiz", "score": 80 },
        { "id": "e3", "at": "2026-11-21T09:32:00Z", "by": { "role": "learner", "id": "u" }, "type": "answer", "activity": "read", "score": 80 },
        { "id": "e4", "at": "2026-11-21T09:33:00Z", "by": { "role": "learner", "id": "u" }, "type": "choose", "activity": "read" },
        { "id": "e5", "at": "2026-11-21T09:34:00Z", "by": { "role": "learner", "id": "u" }, "type": "done", "activity": "read" }]"#;

    #[test]
    fn a_standard_is_an_objective_and_a_result_an_interaction() {
        let board = read(BOARD.as_bytes()).board.unwrap();
        let ground = layout(&board);
        let edition = Arc::new(Edition::new(board, ground));
        let log: Log = read_events(EVENTS).events.into_iter().collect();
        let clock = Clock {
            now: 1_795_255_200_000,
            offset: 0,
        };
        let progress = Progress::replay(edition.clone(), &log, clock);
        let found = objectives(&progress);
        let ids: Vec<&str> = found.iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(
            ids,
            [
                "https://standards.example/halves",
                "urn:uuid:c1d2e3f4-0000-4000-8000-000000000002",
                "urn:choiceboard:standard:a%20fifth"
            ]
        );
        assert_eq!(found[2]["mastered"], true, "{found:?}");
        assert_eq!(found[0]["mastered"], false, "{found:?}");
        let results = interactions(&log, &edition.board);
        let first = json!({ "id": "urn:choiceboard:event:e%201", "description": "Quiz", "percent": 40, "passed": false, "at": "2026-11-21T09:30:00" });
        assert_eq!(results[0], first);
        assert_eq!(results.len(), 2, "no check, no result: {results:?}");
        assert_eq!(results[1]["passed"], true);
    }
}
