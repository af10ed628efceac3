//! What next, interests, stars and growth: by mouse and by keys, after a reload, on a phone, and to look at only.

use serde_json::json;
use xtask::driver::Key;

use super::visit::{STANDS, Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "sky", "title": "Sky", "layout": "list",
    "survey": [{ "id": "like", "title": "How do you *like* to work?", "options": [
        { "tag": "pencil", "title": "With a pencil" }, { "tag": "eyes", "title": "Outside" } ] }],
    "activities": [
        { "id": "read", "title": "Read", "kind": "read", "points": 5 },
        { "id": "draw", "title": "Draw", "kind": "make", "tags": ["pencil"], "points": 10 },
        { "id": "look", "title": "Look", "tags": ["eyes"], "evidence": { "kinds": ["text"] } } ],
    "complete": { "at_least": 3 } }"#;

fn turn_to(visit: &Visit, leaf: &str) {
    visit.click_by("button", &says(leaf));
}

fn journal(visit: &Visit) {
    turn_to(visit, "ui-tab-plan");
    visit.one(".cb-cards");
}

/// What has the focus: its `data-action`, or its id.
fn focus(visit: &Visit) -> String {
    let body = "const at = document.activeElement; return at.dataset.action ?? at.id";
    let name = visit.script(body, &[]);
    name.as_str().unwrap_or_default().to_owned()
}

fn wait_for_focus(visit: &Visit, name: &str) {
    visit.wait_for("the focus", || focus(visit) == name);
}

fn wait_for_next(visit: &Visit, ix: u32) {
    visit.wait_for("the suggestion", || {
        visit.there(&format!("[data-next='{ix}']"))
    });
}

fn wait_there(visit: &Visit, css: &str) {
    visit.wait_for(css, || visit.there(css));
}

#[test]
fn one_suggestion_its_reason_and_another() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(320);
    visit.open("made.json", "u-17");
    journal(&visit);
    wait_for_next(&visit, 0);
    visit.wait_for_text(&says("next-reading"));
    visit.faultless();
    visit.click_one("[data-action=another]");
    wait_for_next(&visit, 1);
    // The button stays, and so does the focus: by keys from here on.
    wait_for_focus(&visit, "another");
    visit.press(&[Key::Enter]);
    wait_for_next(&visit, 2);
    visit.press(&[Key::Space]);
    wait_for_next(&visit, 0);
    visit.wait_for_text(&says("next-round"));
    visit.wait_until("the round and what is next to be told", || {
        let told = "return document.querySelector('.cb-next [role=status]').textContent";
        let told = visit.script(told, &[]);
        let told = told.as_str().unwrap_or_default();
        let is_it = told.contains(&says("next-round")) && told.contains("Read");
        is_it.then_some(()).ok_or(told.into())
    });
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    // It leads to the activity, and back to where it was.
    visit.press(&[Key::BackTab, Key::Enter]);
    wait_there(&visit, "#cb-sheet[open]");
    visit.wait_for_text("Read");
    visit.press(&[Key::Escape]);
    wait_for_focus(&visit, "next");
    visit.faultless();
    visit.end();
}

#[test]
fn what_one_likes_is_marked_and_nothing_is_hidden() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    journal(&visit);
    assert!(!visit.there("[data-flag=you]"));
    visit.click_one(".cb-survey input[value=pencil]");
    visit.wait_for_text(&says("next-liked").replace("{what}", "With a pencil"));
    wait_for_next(&visit, 1);
    visit.faultless();
    turn_to(&visit, "ui-tab-board");
    wait_there(&visit, "[data-activity=draw] [data-flag=you]");
    assert!(visit.text().contains(&says("ui-for-you")));
    assert!(!visit.there("[data-activity=look] [data-flag=you]"));
    assert!(
        ["read", "draw", "look"]
            .iter()
            .all(|id| visit.there(&format!("[data-activity={id}]")))
    );
    visit.faultless();

    visit.reload();
    wait_there(&visit, "[data-activity=draw] [data-flag=you]");
    visit.click_one("[data-activity=draw]");
    wait_there(&visit, "#cb-sheet [data-flag=you]");
    visit.click_one("dialog.cb-sheet .cb-strip button");
    journal(&visit);
    assert!(visit.there(".cb-survey input[value=pencil]:checked"));
    visit.click_one(".cb-survey input[value=pencil]");
    visit.click_one(".cb-survey input[value=eyes]");
    turn_to(&visit, "ui-tab-board");
    wait_there(&visit, "[data-activity=look] [data-flag=you]");
    assert!(!visit.there("[data-activity=draw] [data-flag=you]"));
    visit.end();
}

#[test]
fn stars_are_given_by_keys_and_are_there_again() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=read]");
    visit.one("[data-action=choose]");
    assert!(!visit.there(".cb-after"));
    visit.click_one("[data-action=done]");
    visit.wait_for_state("read", "done");
    visit.wait_for_text(&says("rate-title"));
    wait_there(&visit, ".cb-after-next a");
    visit.faultless();
    visit.script("document.querySelector('#cb-rate-1').focus()", &[]);
    visit.press(&[Key::Space]);
    wait_there(&visit, "#cb-rate-1:checked");
    for stars in 2..=4 {
        wait_for_focus(&visit, &format!("cb-rate-{}", stars - 1));
        visit.press(&[Key::Right]);
        wait_there(&visit, &format!("#cb-rate-{stars}:checked"));
    }
    wait_for_focus(&visit, "cb-rate-4");
    visit.known("#cb-rate-4", 0, "radio");
    visit.reload();
    visit.click_one("[data-activity=read]");
    wait_there(&visit, "#cb-rate-4:checked");
    // What next leads on from here.
    visit.click_one(".cb-after-next a");
    visit.wait_for("the next panel", || visit.text_of("#cb-sheet-h") == "Draw");
    visit.faultless();
    visit.end();
}

#[test]
fn what_is_revised_after_it_came_back_is_growth() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    turn_to(&visit, "ui-tab-ledger");
    visit.wait_for_text(&says("growth-empty"));
    turn_to(&visit, "ui-tab-board");
    visit.click_one("[data-activity=look]");
    visit.fill_one("#cb-answer", "Stars.");
    visit.click_one("[data-action=submit]:not([aria-disabled=true])");
    visit.click_one("[data-action=done]:not([aria-disabled=true])");
    visit.wait_for_state("look", "done");
    visit.click_one("dialog.cb-sheet .cb-strip button");
    let back = json!({ "type": "return", "activity": "look", "comment": "Which ones?", "by": { "role": "teacher", "id": "t" } });
    visit.bring_in(&mut [back]);
    visit.wait_for_state("look", "returned");
    journal(&visit);
    visit.wait_for_text(&says("next-returned"));
    visit.click_one("[data-action=next]");
    visit.fill_one("#cb-answer", " The Plough, and the North Star.");
    visit.click_one("[data-action=submit]:not([aria-disabled])");
    visit.click_one("dialog.cb-sheet .cb-strip button");
    turn_to(&visit, "ui-tab-ledger");
    let says = says("growth-revised").replace("{activity}", "Look");
    visit.wait_for("the revision", || {
        visit.there(".cb-growth li") && visit.text_of(".cb-growth").contains(&says)
    });
    visit.faultless();
    visit.end();
}

#[test]
fn who_only_looks_is_asked_nothing() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    journal(&visit);
    visit.click_one(".cb-survey input[value=pencil]");
    wait_for_next(&visit, 1);
    visit.go("index.html?board=made.json&learner=u-17&readonly=1");
    wait_there(&visit, STANDS);
    wait_there(&visit, "[data-activity=draw] [data-flag=you]");
    journal(&visit);
    assert!(!visit.there(".cb-next") && !visit.there(".cb-survey"));
    visit.end();
}
