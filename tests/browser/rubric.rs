//! A rubric: judged by oneself first, left in the middle, kept; then the teacher's beside it. On a phone, and to look at only.

use serde_json::{Value, json};

use super::visit::{STANDS, Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "autumn", "title": "Autumn", "activities": [
    { "id": "essay", "title": "Essay", "rubric": { "self_assess": true, "criteria": [
        { "id": "claim", "title": "Claim", "levels": [
            { "title": "Begun", "about": "I can find it.", "points": 1 }, { "title": "Clear", "points": 2 }, { "title": "Bold", "points": 3 } ] },
        { "id": "style", "title": "Style", "levels": [ { "title": "Plain", "points": 1 }, { "title": "Own", "points": 2 } ] } ] } },
    { "id": "walk", "title": "Walk", "rubric": [ { "id": "far", "title": "Far", "levels": [ { "title": "Near" }, { "title": "Far away" } ] } ] } ] }"#;

fn panel(visit: &Visit, activity: &str) {
    visit.click_one(&format!("[data-activity={activity}]"));
    visit.one(".cb-rubric");
}

fn pick(visit: &Visit, criterion: u32, level: u32) {
    visit.click_one(&format!("#cb-rubric-{criterion}-{level}"));
}

/// What is chosen, by the ids of the round buttons.
fn picked(visit: &Visit) -> Value {
    let body = "return [...document.querySelectorAll('.cb-rubric :checked')].map(({ id }) => id)";
    visit.script(body, &[])
}

fn focus(visit: &Visit, what: &str) {
    visit.wait_for("the focus", || {
        visit.script("return document.activeElement.id", &[]) == json!(what)
    });
}

#[test]
fn one_judges_first_and_sees_the_teachers_beside_it_after_that() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(320);
    visit.open("made.json", "u-17");
    panel(&visit, "essay");
    assert!(!visit.there("[data-action=self_assess]"));
    visit.click_one("[data-action=start]");
    visit.one("[data-action=self_assess]");
    visit.faultless();
    // Not all is judged: it says so, and the focus goes to what is missing.
    pick(&visit, 0, 1);
    visit.click_one("[data-action=self_assess]");
    visit.wait_for_text("Choose a level for one more part first.");
    focus(&visit, "cb-rubric-1-0");
    visit.wait_for("the draft to be stored", || {
        let kept = "return Object.keys(localStorage).some(key => key.endsWith('/notes'))";
        visit.script(kept, &[]) == json!(true)
    });
    visit.pause(600);

    visit.reload();
    panel(&visit, "essay");
    assert_eq!(picked(&visit), json!(["cb-rubric-0-1"]));
    let judged = json!({
        "type": "assess", "activity": "essay", "levels": { "claim": 2, "style": 0 }, "comment": "The *ending* is bold.",
        "by": { "role": "teacher", "id": "t" },
    });
    visit.click_one("dialog.cb-sheet .cb-strip button");
    visit.bring_in(&mut [judged]);
    panel(&visit, "essay");
    visit.wait_for_text(&says("rubric-blind"));
    assert!(!visit.text().contains("The ending is bold."));
    pick(&visit, 1, 0);
    visit.click_one("[data-action=self_assess]");
    focus(&visit, "cb-rubric-mine");
    for text in [
        "You: Clear",
        "Your teacher: Bold",
        "Your teacher sees it further on than you do.",
        "You both see it the same way.",
        "The ending is bold.",
    ] {
        visit.wait_for_text(text);
    }
    assert_eq!(picked(&visit), json!(["cb-rubric-0-1", "cb-rubric-1-0"]));
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    visit.faultless();
    visit.end();
}

#[test]
fn a_rubric_to_read_shows_the_teachers_marks() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    panel(&visit, "walk");
    assert!(!visit.there(".cb-rubric input"));
    let judged = json!({
        "type": "assess", "activity": "walk", "levels": { "far": 1, "nobody": 7 }, "by": { "role": "teacher", "id": "t" },
    });
    visit.bring_in(&mut [judged]);
    visit.wait_for_text("Your teacher: Far away");
    visit.one(".cb-rubric [data-theirs]");
    visit.faultless();
    visit.go("index.html?board=made.json&learner=u-17&readonly=1");
    visit.wait_for("the board", || visit.there(STANDS));
    panel(&visit, "essay");
    assert!(!visit.there(".cb-rubric :is(input, textarea, button)"));
    visit.faultless();
    visit.end();
}
