//! Stations in turns: where one is and where one goes next, by mouse and by keyboard, on the board and in the list, on a phone.

use serde_json::json;
use xtask::driver::Key;

use super::visit::{Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "tables", "title": "Tables", "language": "en", "columns": 3,
    "sections": [ { "id": "s", "activities": ["read", "listen", "speak"], "turns": { "minutes": 15 } } ],
    "activities": [ { "id": "read", "title": "Reading", "limit": 4 }, { "id": "listen", "title": "Listening", "limit": 4 },
        { "id": "speak", "title": "Speaking", "limit": 4 } ] }"#;

/// Of each station in order: how far it is.
fn turns(visit: &Visit) -> serde_json::Value {
    let body =
        "return Array.from(document.querySelectorAll('.cb-round > li'), it => it.dataset.turn)";
    visit.script(body, &[])
}

fn wait_for_turns(visit: &Visit, expected: [&str; 3]) {
    visit.wait_for("the turns", || turns(visit) == json!(expected));
}

#[test]
fn one_sees_where_one_is_and_where_one_goes_next() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.wait_for_text("You begin at: Reading");
    visit.wait_for_text("15 minutes at each. Your teacher says when all move on.");
    wait_for_turns(&visit, ["next", "later", "later"]);
    // A station is a way to its activity.
    visit.click_by("link", "Reading");
    visit.click_one("[data-action=start]");
    visit.wait_for_state("read", "started");
    wait_for_turns(&visit, ["now", "next", "later"]);
    visit.wait_for_text("Now: Reading. Next: Listening");
    visit.one(".cb-round > [aria-current=step]");
    visit.one(".cb-tile[data-activity=read] [data-flag=now]");
    visit.one(".cb-tile[data-activity=listen] [data-flag=then]");
    visit.click_one("[data-action=done]");
    visit.wait_for_state("read", "done");
    wait_for_turns(&visit, ["done", "next", "later"]);
    assert!(!visit.there(".cb-tile[data-activity=read] [data-flag=now]"));
    visit.reload();
    wait_for_turns(&visit, ["done", "next", "later"]);
    // The list says the same.
    visit.click_by("button", &says("ui-view-list"));
    visit.one(".cb-listed .cb-stations");
    wait_for_turns(&visit, ["done", "next", "later"]);
    visit.one(".cb-item[data-activity=listen] [data-flag=then]");
    visit.faultless();
    visit.end();
}

#[test]
fn on_a_phone_the_stations_fit_and_are_large_enough_to_be_met() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(320);
    visit.open("made.json", "u-17");
    wait_for_turns(&visit, ["next", "later", "later"]);
    assert!(!visit.sideways());
    let small = "return Array.from(document.querySelectorAll('.cb-round > li'), it => it.getBoundingClientRect()).filter(it => it.height < 44 || it.width < 40).length";
    assert_eq!(visit.script(small, &[]), json!(0));
    visit.faultless();
    visit.end();
}

#[test]
fn by_keyboard_a_station_opens_its_activity_and_gets_the_focus_back() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    wait_for_turns(&visit, ["next", "later", "later"]);
    visit.script("document.querySelectorAll('.cb-round a')[1].focus()", &[]);
    visit.press(&[Key::Enter]);
    visit.wait_for("the panel", || {
        visit.script("return document.activeElement.id", &[]) == json!("cb-sheet-h")
    });
    assert_eq!(visit.text_of("#cb-sheet-h"), "Listening");
    visit.press(&[Key::Escape]);
    visit.wait_for("the focus", || {
        let body = "return document.activeElement.closest('.cb-round > li')?.innerText ?? ''";
        let there = visit.script(body, &[]);
        there
            .as_str()
            .is_some_and(|text| text.contains("Listening"))
    });
    visit.end();
}
