//! A learner's own idea, on a board for which the teacher has to agree: proposed, changed by the teacher, done, and met on another device.

use std::sync::Arc;

use lms::Lms;
use serde_json::{Value, json};

use super::visit::{Visit, dist, says};

const PAGE: &str =
    "index.html?board=boards/night-sky.json&learner=ada&endpoint=/api/progress&language=en";
const ID: &str = "night-sky";

fn open(visit: &Visit) {
    visit.go(PAGE);
    visit.wait_for_hook("saved", "confirmed");
}

fn turn_to(visit: &Visit, leaf: &str) {
    visit.click_by("button", &says(leaf));
}

/// The card of ideas.
fn ideas(visit: &Visit) {
    turn_to(visit, "ui-tab-plan");
    visit.one("#cb-own-h");
}

fn proposals(lms: &Lms) -> Vec<Value> {
    let events = lms.events(ID, "ada").into_iter();
    events.filter(|event| event["type"] == "propose").collect()
}

/// A teacher's word; its time is after everything that was done so far.
fn teacher(lms: &Lms, id: &str, mut event: Value) {
    event["id"] = json!(id);
    event["at"] = json!("2035-01-01T10:00:00Z");
    event["by"] = json!({ "role": "teacher", "id": "t" });
    lms.teacher(ID, "ada", event);
}

#[test]
fn an_idea_is_proposed_changed_by_the_teacher_and_done() {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    let visit = Visit::at(Arc::new(site));
    open(&visit);
    ideas(&visit);
    visit.faultless();
    // Without a name it is not taken, and the focus goes where one can be written.
    visit.click_one("[data-action=propose]");
    visit.wait_for_text(&says("note-empty-title"));
    let focus = "return document.activeElement.id";
    visit.wait_for("the focus", || {
        visit.script(focus, &[]) == json!("cb-own-name")
    });
    visit.fill_one("#cb-own-name", "A star diary");
    visit.fill_one("#cb-own-about", "Seven evenings, one page each.");
    // Left in the middle, nothing is lost.
    visit.wait_for("the draft", || {
        let body = "return Object.keys(localStorage).some(key => key.endsWith('/notes') && localStorage[key].includes('Seven'))";
        visit.script(body, &[]) == json!(true)
    });
    visit.reload();
    ideas(&visit);
    let name = "return document.querySelector('#cb-own-name').value";
    assert_eq!(visit.script(name, &[]), json!("A star diary"));
    visit.click_one("[data-action=propose]");
    visit.wait_for("the proposal", || {
        visit.there("[data-proposal][data-state=waiting]")
    });
    visit.wait_for("the LMS to have it", || proposals(&lms).len() == 1);
    let proposal = proposals(&lms).remove(0);
    assert_eq!(proposal["title"], "A star diary");
    visit.wait_for_answer(name, &[], &json!(""));

    // The teacher agrees, to five evenings.
    let id = proposal["id"].as_str().unwrap().to_owned();
    let about = "Five evenings will do.";
    let accept = json!({ "type": "accept", "proposal": id, "about": about, "points": 12, "comment": "A fine idea." });
    teacher(&lms, "t-1", accept);
    visit.reload();
    let tile = format!(".cb-sections [data-activity='{id}']");
    visit.wait_for("the idea on the board", || visit.there(&tile));
    visit.wait_for_text(&says("own-section"));
    ideas(&visit);
    visit.wait_for("the agreement", || {
        visit.there("[data-proposal][data-state=agreed]")
    });
    visit.wait_for_text("A fine idea.");
    visit.wait_for_text(about);
    visit.faultless();
    turn_to(&visit, "ui-tab-board");
    visit.click_one(&tile);
    visit.click_one("[data-action=start]");
    visit.wait_for_state(&id, "started");
    visit.click_one("[data-action=done]");
    visit.wait_for_state(&id, "done");
    visit.wait_for_hook("points", "12");
    visit.wait_for_hook("saved", "confirmed");

    let other = Visit::at(visit.site.clone());
    open(&other);
    other.wait_for_state(&id, "done");
    other.wait_for_hook("points", "12");
    other.end();
    visit.end();
}

#[test]
fn what_nobody_has_answered_is_taken_back() {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    let visit = Visit::at(Arc::new(site));
    open(&visit);
    ideas(&visit);
    visit.fill_one("#cb-own-name", "A rocket");
    visit.click_one("[data-action=propose]");
    visit.wait_for("the LMS to have it", || proposals(&lms).len() == 1);
    visit.click_one("[data-own=withdraw]");
    visit.wait_for("the proposal taken back", || {
        visit.there("[data-proposal][data-state=withdrawn]")
    });
    visit.wait_for_text(&says("own-withdrawn"));
    visit.wait_for("the button to go", || !visit.there("[data-own=withdraw]"));
    // The button is gone; whoever pressed it stands on the proposal.
    visit.wait_for("the focus", || {
        let body = "return !!document.activeElement.closest('[data-proposal]')";
        visit.script(body, &[]) == json!(true)
    });
    visit.faultless();
    visit.wait_for("the LMS to have both", || proposals(&lms).len() == 2);
    let first = proposals(&lms)[0]["id"].clone();
    assert_eq!(proposals(&lms)[1]["instead"], first);
    visit.end();
}

#[test]
fn what_is_declined_is_changed_and_proposed_anew_with_keys_alone() {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    let visit = Visit::at(Arc::new(site));
    open(&visit);
    ideas(&visit);
    visit.fill_one("#cb-own-name", "A rocket");
    visit.click_one("[data-action=propose]");
    visit.wait_for("the LMS to have it", || proposals(&lms).len() == 1);
    let id = proposals(&lms)[0]["id"].as_str().unwrap().to_owned();
    let decline = json!({ "type": "decline", "proposal": id, "comment": "Not in the classroom." });
    teacher(&lms, "t-1", decline);
    visit.reload();
    ideas(&visit);
    visit.wait_for("the answer", || {
        visit.there("[data-proposal][data-state=declined]")
    });
    visit.wait_for_text("Not in the classroom.");
    visit.script(
        "document.querySelector('[data-proposal] button').focus()",
        &[],
    );
    visit.press(&[xtask::driver::Key::Enter]);
    visit.wait_for("the words in the form", || {
        let is_it = "const name = document.querySelector('#cb-own-name'); return name === document.activeElement && name.value === 'A rocket'";
        visit.script(is_it, &[]) == json!(true)
    });
    visit.fill_one("#cb-own-name", "A paper rocket");
    visit.click_one("[data-action=propose]");
    visit.wait_for("the new one alone", || {
        let one = "const all = [...document.querySelectorAll('[data-proposal]')]; return all.length === 1 && all[0].dataset.state === 'waiting'";
        visit.script(one, &[]) == json!(true)
    });
    visit.wait_for("the LMS to have both", || proposals(&lms).len() == 2);
    assert_eq!(proposals(&lms)[1]["instead"], json!(id));
    visit.end();
}

const FREE: &str = r#"{ "choiceboard": 1, "id": "w", "title": "W", "columns": 2,
    "activities": [ { "id": "a", "title": "A" }, { "id": "b", "title": "B" } ],
    "proposals": { "allow": true, "approval": false, "points": 3 } }"#;

/// An idea of the learner's, in a file of their work.
fn idea(name: &str, year: u32) -> std::path::PathBuf {
    let event = json!({ "id": format!("p-{year}"), "at": format!("{year}-01-01T10:00:00Z"), "type": "propose",
        "title": name, "by": { "role": "learner", "id": "ada" } });
    let file = std::env::temp_dir().join(format!(
        "choiceboard-own-{}-{year}.json",
        std::process::id()
    ));
    std::fs::write(&file, json!([event]).to_string()).unwrap();
    file
}

#[test]
fn an_open_panel_stays_with_its_activity_when_others_come_before_it() {
    let visit = Visit::with_board(FREE);
    visit.open("made.json", "ada");
    visit.choose_file(&idea("A film", 2021));
    let tiles = "return document.querySelectorAll('.cb-sections [data-activity]').length";
    visit.wait_for("the film", || visit.script(tiles, &[]) == json!(3));
    visit.click_nth(".cb-sections [data-activity]", 2);
    visit.wait_for("the panel", || visit.text_of("#cb-sheet-h") == "A film");
    // An older idea, from another device, takes the place before it.
    visit.choose_file(&idea("A song", 2020));
    visit.wait_for("the song", || visit.script(tiles, &[]) == json!(4));
    visit.wait_for("the film", || visit.text_of("#cb-sheet-h") == "A film");
    visit.click_one("[data-action=choose]");
    let chosen = "return [...document.querySelectorAll('.cb-sections [data-state=chosen][data-activity]')].map((tile) => tile.innerText.includes('A film'))";
    visit.wait_for("it to be chosen", || {
        visit.script(chosen, &[]) == json!([true])
    });
    visit.end();
}
