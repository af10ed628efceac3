//! Each word of a teacher's, sent by the LMS while the learner's page is open, takes effect on the screen at once: nothing is loaded anew.

use std::sync::Arc;

use lms::Lms;
use serde_json::{Value, json};

use super::visit::{Visit, dist, says};

const ID: &str = "words";

const BOARD: &str = r#"{ "choiceboard": 1, "id": "words", "title": "A teacher's words", "language": "en", "columns": 3,
    "groups": [ { "id": "oak" } ], "proposals": { "allow": true },
    "badges": [ { "id": "star", "title": "Star of the week" } ],
    "activities": [ { "id": "poem", "title": "Poem", "approval": "teacher" }, { "id": "song", "title": "Song", "approval": "teacher" },
        { "id": "walk", "title": "Walk" }, { "id": "talk", "title": "Talk" },
        { "id": "deep", "title": "Deeper", "requires": { "group": "oak" } } ] }"#;

/// What the learner has done on another device.
fn before() -> [Value; 4] {
    let learner = json!({ "role": "learner", "id": "ada" });
    [
        json!({ "id": "a-1", "at": "2026-01-01T10:00:01Z", "by": learner, "type": "done", "activity": "poem" }),
        json!({ "id": "a-2", "at": "2026-01-01T10:00:02Z", "by": learner, "type": "done", "activity": "song" }),
        json!({ "id": "a-3", "at": "2026-01-01T10:00:03Z", "by": learner, "type": "propose", "title": "A rocket" }),
        json!({ "id": "a-4", "at": "2026-01-01T10:00:04Z", "by": learner, "type": "propose", "title": "A volcano" }),
    ]
}

/// What the teacher says, the leaf on which the learner is then, and what is on the screen after it and was not before. A text of words is looked for
/// in the page, an element by its selector.
const TABLE: [(&str, &str, &str); 11] = [
    (
        r#"{ "type": "approve", "activity": "poem", "comment": "What a drop!" }"#,
        "ui-tab-board",
        "[data-activity=poem][data-state=done]",
    ),
    (
        r#"{ "type": "return", "activity": "song", "comment": "One verse more." }"#,
        "ui-tab-board",
        "[data-activity=song][data-state=returned]",
    ),
    (
        r#"{ "type": "check_off", "activity": "walk" }"#,
        "ui-tab-board",
        "[data-activity=walk][data-state=done]",
    ),
    (
        r#"{ "type": "group", "group": "oak" }"#,
        "ui-tab-board",
        "[data-activity=deep][data-state=open]",
    ),
    (
        r#"{ "type": "group", "group": "oak", "member": false }"#,
        "ui-tab-board",
        "[data-activity=deep][data-state=locked]",
    ),
    (
        r#"{ "type": "award", "badge": "star" }"#,
        "ui-tab-badges",
        "[data-badge=star][data-earned=true]",
    ),
    (
        r#"{ "type": "revoke", "badge": "star" }"#,
        "ui-tab-badges",
        "[data-badge=star][data-earned=false]",
    ),
    (
        r#"{ "type": "accept", "proposal": "a-3", "points": 4 }"#,
        "ui-tab-plan",
        "[data-proposal][data-state=agreed]",
    ),
    (
        r#"{ "type": "decline", "proposal": "a-4", "comment": "Not in the classroom." }"#,
        "ui-tab-plan",
        "[data-proposal][data-state=declined]",
    ),
    // What was agreed to is a square of the board.
    (
        r#"{ "type": "check_off", "activity": "a-3" }"#,
        "ui-tab-board",
        "[data-activity=a-3][data-state=done]",
    ),
    (
        r#"{ "type": "approve", "activity": "song" }"#,
        "ui-tab-board",
        "[data-activity=song][data-state=done]",
    ),
];

/// The teacher says something now, and the page asks.
fn say(lms: &Lms, visit: &Visit, at: usize, event: &str) {
    let mut event: Value = serde_json::from_str(event).unwrap();
    event["id"] = json!(format!("t-{at}"));
    event["at"] = visit.script("return new Date(Date.now() + 5).toISOString()", &[]);
    event["by"] = json!({ "role": "teacher", "id": "t" });
    lms.teacher(ID, "ada", event);
    visit.script("dispatchEvent(new Event('online'))", &[]);
}

fn begin() -> (Lms, Visit) {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    lms.give(BOARD);
    for event in before() {
        lms.teacher(ID, "ada", event);
    }
    let visit = Visit::at(Arc::new(site));
    visit.go("index.html?board=given.json&learner=ada&endpoint=/api/progress&language=en");
    visit.wait_for_state("poem", "waiting");
    visit.wait_for_hook("saved", "confirmed");
    // Whether the page was loaded anew would be seen by this.
    visit.script("globalThis.same = true", &[]);
    (lms, visit)
}

#[test]
fn each_word_takes_effect_on_the_open_screen() {
    let (lms, visit) = begin();
    let mut on = "ui-tab-board";
    for (at, (event, leaf, after)) in TABLE.into_iter().enumerate() {
        if leaf != on {
            visit.click_by("button", &says(leaf));
            on = leaf;
        }
        let unlike = after.rsplit_once("[data-").unwrap().0;
        visit.wait_for(&format!("{unlike} before {event}"), || visit.there(unlike));
        assert!(!visit.there(after), "{after} is there before {event}");
        say(&lms, &visit, at, event);
        visit.wait_for(&format!("{after} by {event}"), || visit.there(after));
    }
    assert_eq!(
        visit.script("return globalThis.same === true", &[]),
        json!(true)
    );
    visit.faultless();
    visit.end();
}

#[test]
fn what_is_written_to_a_piece_of_work_stands_in_its_open_panel_at_once() {
    let (lms, visit) = begin();
    let words = [
        r#"{ "type": "comment", "activity": "talk", "comment": "Speak more slowly." }"#,
        r#"{ "type": "return", "activity": "talk", "comment": "Tell it once more." }"#,
        r#"{ "type": "approve", "activity": "talk", "comment": "Now everybody heard." }"#,
    ];
    visit.click_one(".cb-tile[data-activity=talk]");
    visit.click_one("[data-action=done]");
    visit.wait_for_state("talk", "done");
    for (at, event) in words.into_iter().enumerate() {
        let said: Value = serde_json::from_str(event).unwrap();
        let comment = said["comment"].as_str().unwrap();
        assert!(!visit.text().contains(comment));
        say(&lms, &visit, at, event);
        visit.wait_for_text(comment);
    }
    visit.wait_for_state("talk", "done");
    assert_eq!(
        visit.script("return globalThis.same === true", &[]),
        json!(true)
    );
    visit.end();
}
