//! Coming back: a reload after every single act, a tab that dies in the middle of a save, two tabs at once.

use serde_json::{Value, json};

use super::learner::{Learner, Way};
use super::visit::{Visit, says};
use xtask::driver::Key;

const BOARD: &str = "boards/water-cycle.json";

#[test]
fn a_reload_after_each_act_finds_everything_as_it_was() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Mouse);
    let again = |state: &str| {
        visit.wait_for_state("read", state);
        visit.reload();
        assert_eq!(visit.state("read"), state);
        learner.open("read");
    };
    let press = |key: &str| visit.click_by("button", &says(key));
    learner.open("read");
    press("ui-act-choose");
    again("chosen");
    press("ui-act-start");
    again("started");
    for step in 0..3 {
        visit.click_nth("[data-action=step]", step);
        visit.wait_for("the tick", || ticked(&visit) == step + 1);
        again("started");
        assert_eq!(ticked(&visit), step + 1);
    }
    let draft = "The drop rose from the sea, met the others in a cloud, fell on a hill and ran home through brook, river and bay.";
    visit.click_one("#cb-answer");
    visit.browser.type_text(draft).unwrap();
    visit.wait_for("the draft to be kept", || {
        visit.there("#cb-answer-n .cb-saved")
    });
    again("started");
    assert_eq!(answer(&visit), draft);
    press("ui-act-submit");
    visit.wait_for_text(&says("panel-handed-in"));
    visit.reload();
    learner.open("read");
    if visit.state("read") != "done" {
        press("ui-act-done");
        again("done");
    }
    press("ui-act-undo");
    again("started");
    press("ui-act-drop");
    let asks = || visit.there("dialog.cb-question[open]");
    visit.wait_for("it to be dropped, or the question", || {
        asks() || visit.state("read") == "dropped"
    });
    if asks() {
        press("ui-act-drop");
    }
    again("dropped");
    visit.end();
}

/// Notes the activities whose mark is being drawn.
const DRAWN: &str = "globalThis.drawn = [];
    addEventListener('animationstart', ({ animationName, target }) => {
        if (animationName === 'cb-draw') drawn.push(target.closest('[data-activity]').dataset.activity);
    });";

#[test]
fn the_mark_of_what_is_done_is_drawn_when_it_is_earned_and_stands_there_from_then_on() {
    let visit = Visit::rigged(DRAWN);
    visit.open(BOARD, "u-17");
    let marks = "[data-activity=song] .cb-tick path";
    assert!(!visit.there(marks));
    visit.finish("song");
    // Both of its strokes.
    visit.wait_for_answer("return drawn", &[], &json!(["song", "song"]));
    visit.reload();
    assert!(visit.there(marks));
    visit.pause(300);
    assert_eq!(visit.script("return drawn", &[]), json!([]));
    visit.end();
}

#[test]
fn a_tab_that_is_closed_right_after_a_click_leaves_the_act_whole_or_undone() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Mouse);
    learner.work("song");
    learner.open("comic");
    visit
        .browser
        .another_window()
        .map(|window| visit.browser.switch(&window))
        .unwrap()
        .unwrap();
    visit.script(
        "document.querySelector('[data-action=choose]').click(); window.close()",
        &[],
    );
    visit.browser.close_window().ok();
    let window = visit.wait_until("the other window alone", || {
        let left = visit.browser.windows().unwrap();
        let one = left.first().filter(|_| left.len() == 1);
        one.cloned().ok_or(format!("{left:?}"))
    });
    visit.browser.switch(&window).unwrap();
    visit.open(BOARD, "u-17");
    assert_eq!(visit.state("song"), "done");
    assert_eq!(
        visit.state("comic"),
        "chosen",
        "an act the screen has shown is on the device"
    );
    visit.end();
}

/// After so many writes to storage the tab is as good as dead: nothing it writes arrives.
const DIES: &str = "
    const left = Number(sessionStorage.getItem('dies') ?? Infinity);
    let writes = 0;
    const setItem = Storage.prototype.setItem;
    const put = IDBObjectStore.prototype.put;
    const alive = () => (writes += 1) <= left;
    Storage.prototype.setItem = function (...given) { if (this === sessionStorage || alive()) setItem.apply(this, given); };
    IDBObjectStore.prototype.put = function (...given) { return alive() ? put.apply(this, given) : this.count(); };";

#[test]
fn a_tab_that_dies_after_any_write_loses_at_most_the_act_it_was_saving() {
    let visit = Visit::rigged(DIES);
    visit.open(BOARD, "u-17");
    Learner::new(&visit, Way::Mouse).work("song");
    visit.wait_for_hook("saved", "device");
    visit.wait_for_mirror();
    for writes in 0..6 {
        visit.script(
            "sessionStorage.setItem('dies', arguments[0])",
            &[json!(writes)],
        );
        visit.reload();
        let learner = Learner::new(&visit, Way::Mouse);
        let activity = ["read", "comic", "bag", "clouds", "explain", "simulation"][writes];
        learner.open(activity);
        visit.click_one("[data-action=choose]");
        visit.pause(300);
        visit.script("sessionStorage.removeItem('dies')", &[]);
        visit.reload();
        assert_eq!(visit.state("song"), "done", "after {writes} writes");
        let state = visit.state(activity);
        assert!(
            ["open", "chosen"].contains(&state.as_str()),
            "after {writes} writes: {state}"
        );
    }
    visit.end();
}

#[test]
fn two_tabs_see_each_other_and_neither_overwrites_the_other() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let first = visit.browser.another_window().unwrap();
    visit.open(BOARD, "u-17");
    let second = visit.browser.window().unwrap();
    let learner = Learner::new(&visit, Way::Mouse);
    for (window, activity) in [
        (&first, "song"),
        (&second, "comic"),
        (&first, "bag"),
        (&second, "read"),
    ] {
        visit.browser.switch(window).unwrap();
        learner.open(activity);
        visit.click_one("[data-action=choose]");
        visit.wait_for_state(activity, "chosen");
        visit.press(&[Key::Escape]);
    }
    for window in [&first, &second] {
        visit.browser.switch(window).unwrap();
        for activity in ["song", "comic", "bag", "read"] {
            visit.wait_for_state(activity, "chosen");
        }
    }
    visit.reload();
    for activity in ["song", "comic", "bag", "read"] {
        assert_eq!(visit.state(activity), "chosen");
    }
    visit.end();
}

#[test]
fn a_file_of_the_work_brings_it_to_another_device() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Mouse);
    learner.work("song");
    learner.work("read");
    // With a picture, which lies in the database and not in the log.
    learner.work("comic");
    let states = visit.states();
    let folder = std::env::temp_dir().join(format!("choiceboard-export-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let behaviour = json!({ "behavior": "allow", "downloadPath": folder });
    if visit
        .browser
        .cdp("Browser.setDownloadBehavior", behaviour)
        .is_err()
    {
        // Only Chromium says where a download goes.
        return visit.end();
    }
    visit.click_by("button", &says("ui-menu"));
    visit.click_by("button", &says("ui-export"));
    // Whole: it may be there before all of it is written.
    let file = || {
        let entries = std::fs::read_dir(&folder).ok()?.flatten();
        let is_whole = |path: &std::path::PathBuf| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let is_json = path.extension().is_some_and(|ending| ending == "json");
            is_json && serde_json::from_str::<Value>(&text).is_ok()
        };
        entries.map(|entry| entry.path()).find(is_whole)
    };
    visit.wait_for("the file", || file().is_some());
    let other = Visit::new();
    other.open(BOARD, "u-17");
    other.choose_file(&file().expect("a file"));
    other.wait_for_state("song", "done");
    assert_eq!(other.states(), states);
    other.reload();
    assert_eq!(other.states(), states);
    other.click_one("[data-activity=comic]");
    other.wait_for("the picture that was handed in", || {
        let body = "const picture = document.querySelector('.cb-preview img');
            return Boolean(picture?.complete && picture.naturalWidth > 0)";
        other.script(body, &[]) == json!(true)
    });
    other.end();
    // A file of before there were pictures in it, or one whose pictures were lost.
    let text = std::fs::read_to_string(file().expect("a file")).unwrap();
    let mut log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["files"].as_object().map(|files| files.len()), Some(1));
    log.as_object_mut().unwrap().remove("files");
    let bare = folder.join("bare.json");
    std::fs::write(&bare, log.to_string()).unwrap();
    let third = Visit::new();
    third.open(BOARD, "u-17");
    third.choose_file(&bare);
    third.wait_for_state("comic", "done");
    third.click_one("[data-activity=comic]");
    third.wait_for_text(&says("ui-file-elsewhere"));
    third.end();
    visit.end();
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_written_in_one_tab_stands_in_the_field_of_the_other() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Mouse);
    let begin = || {
        visit.click_one("[data-activity=read]");
        visit.one("#cb-answer");
    };
    learner.open("read");
    visit.click_one("[data-action=start]");
    visit.wait_for_state("read", "started");
    let first = visit.browser.another_window().unwrap();
    let second = visit.browser.window().unwrap();
    visit.open(BOARD, "u-17");
    begin();
    visit.fill_one("#cb-answer", "The drop");
    visit.wait_for_text(&says("saved-draft"));
    visit.browser.switch(&first).unwrap();
    visit.wait_for("the text of the other tab", || answer(&visit) == "The drop");
    visit.fill_one("#cb-answer", " went up.");
    visit.wait_for_text(&says("saved-draft"));
    visit.browser.switch(&second).unwrap();
    visit.reload();
    begin();
    visit.wait_for("all of the text", || answer(&visit) == "The drop went up.");
    visit.end();
}

#[test]
fn a_reset_stays_a_reset() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    Learner::new(&visit, Way::Mouse).work("song");
    visit.click_by("button", &says("ui-menu"));
    visit.click_by("button", &says("ui-reset"));
    visit.click_by("button", &says("ui-reset-yes"));
    visit.wait_for_state("song", "open");
    visit.reload();
    assert_eq!(visit.state("song"), "open");
    assert_eq!(visit.hook("points"), "0");
    visit.end();
}

fn ticked(visit: &Visit) -> u64 {
    let count = visit.script(
        "return document.querySelectorAll('[data-action=step]:checked').length",
        &[],
    );
    count.as_u64().unwrap_or(0)
}

fn answer(visit: &Visit) -> String {
    let text = visit.script("return document.querySelector('#cb-answer').value", &[]);
    text.as_str().unwrap_or_default().to_string()
}
