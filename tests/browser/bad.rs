//! Boards that are broken, missing, slow or cut off: each says so plainly, where and what to do, and never a dead page.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use serde_json::json;

use super::visit::{Visit, says};
use xtask::site::Bent;

/// The page says that something is wrong: a heading, a sentence, a way on.
fn says_so(visit: &Visit) -> String {
    let sentence = visit.text_of("[role=alert]");
    visit.by("button", &says("ui-retry"));
    visit.by("link", &says("ui-other-board"));
    sentence
}

/// A site on which the board's address answers like this.
fn answering(bent: Bent) -> Visit {
    Visit::bent(move |url| (url == "/made.json").then(|| bent.clone()))
}

#[test]
fn a_board_that_is_not_there_is_said_to_be_missing() {
    let visit = Visit::new();
    visit.go("index.html?board=boards/nothing.json&learner=u-17");
    let sentence = says_so(&visit);
    assert!(sentence.contains("nothing.json"), "{sentence}");
    visit.end_without("nothing.json");
}

#[test]
fn a_failing_server_is_said_to_fail_and_tried_again() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let visit = Visit::bent(move |url| {
        (url == "/made.json").then(|| {
            count.fetch_add(1, Relaxed);
            Bent::Says(500, "text/plain", b"Oops".to_vec())
        })
    });
    visit.go("index.html?board=made.json&learner=u-17");
    says_so(&visit);
    let before = asked.load(Relaxed);
    visit.click_by("button", &says("ui-retry"));
    visit.wait_for("the board to be asked for again", || {
        asked.load(Relaxed) > before
    });
    says_so(&visit);
    visit.end_without("made.json");
}

#[test]
fn a_connection_that_is_cut_is_said_to_be() {
    let visit = answering(Bent::Cut);
    visit.go("index.html?board=made.json&learner=u-17");
    says_so(&visit);
    visit.end_without("made.json");
}

#[test]
fn a_page_in_place_of_a_board_is_said_to_be_no_board() {
    let visit = answering(Bent::Says(
        200,
        "text/html",
        b"<!doctype html><title>Log in</title>".to_vec(),
    ));
    visit.go("index.html?board=made.json&learner=u-17");
    says_so(&visit);
    visit.end();
}

#[test]
fn a_slow_board_comes_all_the_same() {
    let comes = Arc::new(AtomicBool::new(false));
    let free = comes.clone();
    let visit = Visit::bent(move |url| {
        (url == "/boards/water-cycle.json").then(|| Bent::Held(free.clone()))
    });
    visit.go("index.html?board=boards/water-cycle.json&learner=u-17");
    // The page speaks up before the board has come.
    visit.wait_for_text(&says("ui-slow"));
    comes.store(true, Relaxed);
    visit.wait_for("the board", || visit.there(".cb[data-board=water-cycle]"));
    visit.end();
}

#[test]
fn each_mistake_of_a_board_is_shown_with_its_place() {
    let text = "{\n  \"choiceboard\": 1,\n  \"id\": \"b\",\n  \"title\": \"B\",\n  \"activities\": [\n    { \"id\": \"read\", \"title\": \"Read\" },\n    { \"id\": \"read\", \"title\": \"Again\" }\n  ],\n  \"complete\": \"raed\"\n}";
    let visit = Visit::with_board(text);
    visit.go("index.html?board=made.json&learner=u-17");
    says_so(&visit);
    visit.wait_for("both mistakes", || {
        visit.browser.all("[data-severity=error]").unwrap().len() == 2
    });
    let page = visit.text();
    assert!(page.contains("line 7") && page.contains("line 9"), "{page}");
    assert!(page.contains("read"), "did you mean `read`?: {page}");
    assert!(!visit.there("[data-activity]"), "no half of a board");
    visit.end();
}

#[test]
fn a_trailing_comma_is_pointed_at() {
    let visit = Visit::with_board(
        "{ \"choiceboard\": 1, \"id\": \"b\", \"title\": \"B\",\n \"activities\": [ { \"id\": \"a\", \"title\": \"A\" }, ] }",
    );
    visit.go("index.html?board=made.json&learner=u-17");
    says_so(&visit);
    visit.wait_for_text("line 2");
    visit.end();
}

#[test]
fn a_board_with_warnings_renders() {
    let board = json!({
        "choiceboard": 1, "id": "b", "title": "B",
        "activities": [{ "id": "a", "title": "A", "image": { "src": "boards/images/apple.svg" } }],
        "complete": { "at_least": 3 }
    });
    let visit = Visit::with_board(board.to_string());
    visit.open("made.json", "u-17");
    assert_eq!(visit.state("a"), "open");
    visit.end();
}

#[test]
fn a_board_of_a_later_format_is_said_to_be_too_new() {
    let board = json!({ "choiceboard": 99, "id": "b", "title": "B", "activities": [{ "id": "a", "title": "A" }] });
    let visit = Visit::with_board(board.to_string());
    visit.go("index.html?board=made.json&learner=u-17");
    says_so(&visit);
    visit.end();
}

#[test]
fn a_board_without_activities_says_that_it_is_empty() {
    let board = json!({ "choiceboard": 1, "id": "b", "title": "Nothing yet", "activities": [] });
    let visit = Visit::with_board(board.to_string());
    visit.go("index.html?board=made.json&learner=u-17");
    visit.wait_for("a sentence", || {
        visit.text().contains(&says("ui-empty-title")) || visit.there("[role=alert]")
    });
    visit.end();
}

#[test]
fn a_program_that_does_not_arrive_leaves_a_sentence_and_not_a_dead_page() {
    let visit = Visit::bent(|url| {
        url.ends_with(".wasm")
            .then(|| Bent::Says(503, "text/plain", Vec::new()))
    });
    visit.go("index.html?board=boards/water-cycle.json&learner=u-17");
    visit.one("[role=alert]");
    visit.end_without(".wasm");
}

#[test]
fn wasm_sent_as_plain_bytes_works_and_nothing_is_in_the_console() {
    let visit = Visit::bent(|url| {
        let name = url.split('?').next()?.trim_start_matches('/');
        let bytes = name
            .ends_with(".wasm")
            .then(|| std::fs::read(super::visit::dist().join(name)).ok())??;
        Some(Bent::Says(200, "application/octet-stream", bytes))
    });
    visit.open("boards/water-cycle.json", "u-17");
    visit.end();
}

/// A chain of two, or what is left of it when its first was deleted.
fn chain(whole: bool) -> String {
    let mut activities = vec![
        json!({ "id": "plant", "title": "Plant a bean", "requires": "read" }),
        json!({ "id": "draw", "title": "Draw a bean" }),
    ];
    if whole {
        activities.insert(0, json!({ "id": "read", "title": "Read about beans" }));
    }
    json!({ "choiceboard": 1, "id": "beans", "title": "Beans", "activities": activities })
        .to_string()
}

/// A site whose board is one file now and another one later.
fn changing(now: String) -> (Visit, Arc<Mutex<String>>) {
    let file = Arc::new(Mutex::new(now));
    let sent = file.clone();
    let visit = Visit::bent(move |url| {
        let file = || sent.lock().unwrap().clone().into_bytes();
        (url == "/made.json").then(|| Bent::Says(200, "application/json", file()))
    });
    (visit, file)
}

#[test]
fn a_prerequisite_that_is_deleted_is_said_once_and_locks_nobody_out() {
    let (visit, file) = changing(chain(true));
    visit.open("made.json", "u-17");
    assert_eq!(visit.state("plant"), "locked");
    visit.finish("draw");
    *file.lock().unwrap() = chain(false);
    visit.reload();
    visit.wait_for_state("draw", "done");
    assert_eq!(visit.state("plant"), "open");
    visit.wait_for_text(&says("gone-says"));
    let notes = ".cb-note[role=region]";
    assert_eq!(visit.browser.all(notes).unwrap().len(), 1);
    // For whoever can mend it: the sentence and its place.
    let place = "$.activities[0].requires";
    assert!(!visit.text().contains(place), "not in the learner's way");
    visit.click_one(".cb-note summary");
    visit.wait_for_text(place);
    visit.one(".cb-note [data-code=unknown-id]");
    visit.faultless();
    visit.finish("plant");
    visit.click_by("button", &says("ui-put-away"));
    visit.wait_for("the notice to be gone", || !visit.there(notes));
    visit.reload();
    visit.wait_for_state("plant", "done");
    assert_eq!(visit.state("draw"), "done");
    visit.end();
}

#[test]
fn work_on_a_board_that_broke_can_be_saved_as_a_file() {
    let (visit, file) = changing(chain(true));
    visit.open("made.json", "u-17");
    visit.finish("draw");
    *file.lock().unwrap() = chain(true).replace("\"Beans\"", "7");
    visit.browser.reload().unwrap();
    says_so(&visit);
    visit.script(
        "globalThis.saved = null;
        const made = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then((text) => { globalThis.saved = text }); return made(blob) };",
        &[],
    );
    visit.click_by("button", &says("ui-export"));
    visit.wait_for("the file", || {
        visit.script("return globalThis.saved !== null", &[]) == json!(true)
    });
    let text = visit.script("return globalThis.saved", &[]);
    assert!(text.as_str().unwrap().contains("\"done\""), "{text}");
    // Mended, the work is where it was.
    *file.lock().unwrap() = chain(true);
    visit.click_by("button", &says("ui-retry"));
    visit.wait_for_state("draw", "done");
    visit.end();
}
