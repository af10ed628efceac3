//! The standards on the leaf of one's progress: a level by a check, lower by the next, and how that came about.

use serde_json::{Value, json};

use super::visit::{Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "n", "title": "Numbers", "mastery": { "method": "latest" },
    "standards": [{ "id": "s", "title": "Counting on", "code": "N1" }, { "id": "t", "title": "Measuring" }],
    "activities": [
        { "id": "a", "title": "Count on", "standards": ["s"], "check": { "pass": 0, "questions": [
            { "id": "q", "kind": "true_false", "text": "Ten is more than nine.", "answer": true },
            { "id": "r", "kind": "true_false", "text": "Six is less than four.", "answer": false } ] } },
        { "id": "b", "title": "Measure the room", "standards": ["t", "s"] } ] }"#;

/// Says this to the first question, and to the second what is wrong.
fn answer(visit: &Visit, value: &str) {
    visit.click_one(&format!(
        ".cb-quiz [data-question=q] input[value='{value}']"
    ));
    visit.click_one(".cb-quiz [data-question=r] input[value='true']");
    visit.click_one("[data-action=answer]:not([aria-disabled=true])");
    visit.one(".cb-quiz .cb-mark");
}

fn levels(visit: &Visit) -> Value {
    let body = "return Object.fromEntries([...document.querySelectorAll('[data-standard]')].map(({ dataset }) => [dataset.standard, dataset.level]))";
    visit.script(body, &[])
}

fn close(visit: &Visit) {
    visit.click_one("dialog.cb-sheet .cb-strip button");
    visit.wait_for("the panel to close", || {
        !visit.there("dialog.cb-sheet[open]")
    });
}

#[test]
fn a_level_rises_and_falls_and_says_why() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.click_by("button", &says("ui-tab-ledger"));
    visit.wait_for_text("0 of 2 with a result so far.");
    assert_eq!(levels(&visit), json!({ "s": "0", "t": "0" }));
    visit.click_by("button", &says("ui-tab-board"));
    visit.click_one("[data-activity=a]");
    visit.click_one("[data-action=choose]");
    answer(&visit, "true");
    close(&visit);
    visit.click_by("button", &says("ui-tab-ledger"));
    visit.wait_for("the level", || {
        levels(&visit) == json!({ "s": "2", "t": "0" })
    });
    visit.wait_for_text("Familiar, 50%");
    // What works towards it leads to its panel, from here as well.
    visit.click_one("[data-standard=s] summary");
    visit.click_one("[data-standard=s] .cb-helps a");
    visit.click_one("[data-action=again]");
    visit.one(".cb-quiz fieldset:enabled");
    answer(&visit, "false");
    close(&visit);
    visit.wait_for("the lower level", || {
        levels(&visit) == json!({ "s": "1", "t": "0" })
    });
    visit.wait_for_text("It was “Familiar” before. Newer results have changed it.");
    visit.reload();
    visit.click_by("button", &says("ui-tab-ledger"));
    visit.wait_for_text("Attempted, 0%");
    visit.click_one("[data-standard=s] summary");
    assert_eq!(
        visit
            .browser
            .all("[data-standard=s] tbody tr")
            .unwrap()
            .len(),
        2
    );
    visit.faultless();
    visit.narrow(320);
    let sideways = "return document.documentElement.scrollWidth > innerWidth";
    visit.wait_for("no scrolling sideways", || {
        visit.script(sideways, &[]) == json!(false)
    });
    visit.end();
}

#[test]
fn what_to_begin_with_moves_on_with_the_learner() {
    let visit = Visit::new();
    visit.open("boards/number-sense.json", "u-17");
    visit.wait_for_text("Begin with “Build numbers from cards”.");
    visit.finish("place-cards");
    // The levels that are asked for are the same.
    visit.wait_for("another first step", || {
        !visit
            .text()
            .contains("Begin with “Build numbers from cards”.")
    });
    assert!(visit.there(".cb-step a"));
    visit.end();
}

#[test]
fn finished_work_that_nobody_checked_says_so() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=b]");
    visit.click_by("button", &says("ui-act-done"));
    visit.wait_for("it to be done", || {
        visit.there("[data-activity=b][data-state=done]")
    });
    close(&visit);
    visit.click_by("button", &says("ui-tab-ledger"));
    visit.wait_for("the levels", || {
        levels(&visit) == json!({ "s": "4", "t": "4" })
    });
    visit.wait_for_text("Mastered, 100%, from finished work, not checked");
    visit.click_one("[data-standard=t] summary");
    visit.wait_for_text("Finished, not checked: Measure the room");
    visit.faultless();
    visit.end();
}
