//! A code word: asked for where something is locked, typed wrong and right with keys alone, and open from then on.

use choiceboard::board::code_word::seal;
use serde_json::json;
use xtask::driver::Key;

use super::learner::{Learner, Way};
use super::visit::{STANDS, Visit, says};

const WORD: &str = "#cb-code-word";

fn board() -> String {
    let board = json!({ "choiceboard": 1, "id": "autumn", "title": "Autumn", "activities": [
        { "id": "walk", "title": "Walk in the wood" },
        { "id": "lab", "title": "In the lab", "requires": { "code": seal("rain gauge", "k3") } } ] });
    board.to_string()
}

/// What has the focus, by its id.
fn wait_for_focus(visit: &Visit, what: &str, body: &str) {
    visit.wait_for(what, || visit.script(body, &[]) == json!(true));
}

/// The next letters take the place of what stands in the field.
fn select(visit: &Visit) {
    visit.script("document.activeElement.select()", &[]);
}

#[test]
fn a_word_is_typed_wrong_and_right_with_keys_alone() {
    let visit = Visit::with_board(board());
    visit.open("made.json", "u-17");
    visit.wait_for_state("lab", "locked");
    let learner = Learner::new(&visit, Way::Keyboard);
    learner.open("lab");
    visit.known(WORD, 0, "textbox");
    visit.faultless();

    // Nothing typed: it says so, and the focus goes to the field.
    learner.tab_to(".cb-code [data-action=code]", 0);
    visit.press(&[Key::Enter]);
    visit.wait_for_text(&says("code-empty"));
    let in_field = "return document.activeElement.id === 'cb-code-word'";
    wait_for_focus(&visit, "the field to have the focus", in_field);

    visit.browser.type_text("umbrella").unwrap();
    visit.press(&[Key::Enter]);
    visit.wait_for_text(&says("code-wrong"));
    let tied = "const field = document.querySelector('#cb-code-word');
        return [field.getAttribute('aria-invalid'), document.getElementById(field.getAttribute('aria-describedby')).textContent.includes(arguments[0])];";
    let wrong = json!(says("code-wrong"));
    visit.wait_for("the field to say so", || {
        visit.script(tied, std::slice::from_ref(&wrong)) == json!(["true", true])
    });
    wait_for_focus(&visit, "the field to keep the focus", in_field);
    visit.faultless();
    assert_eq!(visit.states()["lab"], "locked");

    select(&visit);
    visit.browser.type_text(" Rain  GAUGE ").unwrap();
    // Typing takes the sentence away.
    visit.wait_for("the field to be right again", || {
        visit.script(tied, std::slice::from_ref(&wrong)) == json!([null, false])
    });
    visit.press(&[Key::Tab, Key::Enter]);
    visit.wait_for_state("lab", "open");
    visit.wait_for("the field to go", || !visit.there(WORD));
    // On to what can be done now, with the panel still open.
    let on = "return document.activeElement.matches('#cb-sheet .cb-actions .cb-main, #cb-sheet-h')";
    wait_for_focus(&visit, "the focus to go on", on);
    visit.faultless();
    learner.close("lab");

    visit.wait_for_hook("saved", "device");
    visit.reload();
    assert_eq!(visit.states()["lab"], "open");
    // The word itself is kept nowhere.
    let kept = "return /gauge/i.test(Object.values(localStorage).join())";
    visit.wait_for("the draft to be gone", || {
        visit.script(kept, &[]) == json!(false)
    });
    visit.end();
}

#[test]
fn a_half_typed_word_is_kept_nowhere_and_whoever_only_looks_has_no_field() {
    let visit = Visit::with_board(board());
    visit.narrow(320);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=lab]");
    visit.fill_one(WORD, "rain");
    // Longer than a draft waits before it is stored.
    visit.pause(1000);
    let kept = "return JSON.stringify({ ...localStorage }).includes('rain')";
    assert_eq!(visit.script(kept, &[]), json!(false));
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    visit.reload();
    visit.click_one("[data-activity=lab]");
    visit.one(WORD);
    let value = "return document.querySelector('#cb-code-word').value";
    assert_eq!(visit.script(value, &[]), json!(""));
    visit.fill_one(WORD, "rain gauge");
    visit.click_one(".cb-code [data-action=code]");
    visit.wait_for_state("lab", "open");

    visit.go("index.html?board=made.json&learner=u-18&readonly=1");
    visit.wait_for("the board", || visit.there(STANDS));
    visit.click_one("[data-activity=lab]");
    visit.wait_for_text(&says("rule-open-code"));
    assert!(!visit.there(WORD));
    visit.end();
}

#[test]
fn the_words_of_a_teacher_that_come_into_an_open_panel_are_read() {
    let board = json!({ "choiceboard": 1, "id": "autumn", "title": "Autumn", "activities": [
        { "id": "walk", "title": "Walk in the wood" },
        { "id": "next", "title": "Go on", "requires": { "feedback_read": true, "of": ["walk"] } } ] });
    let visit = Visit::with_board(board.to_string());
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=walk]");
    visit.one("dialog.cb-sheet[open]:not([data-coming])");
    // Docked, the panel stays open beside the menu.
    let mut event = [
        json!({ "type": "comment", "activity": "walk", "comment": "Look up, too.",
        "by": { "role": "teacher", "id": "t-1" } }),
    ];
    visit.bring_in(&mut event);
    visit.wait_for_text("Look up, too.");
    assert!(visit.there("dialog.cb-sheet[open]"));
    visit.wait_for_state("next", "open");
    visit.end();
}
