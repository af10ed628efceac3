//! What else LMSs do to a SCORM package: two APIs at once, names of their own for a visit that has just begun, files that may not be asked after;
//! and what they are told of checks.

use std::sync::atomic::Ordering;

use choiceboard::exchange::Standard;
use serde_json::{Value, json};

use super::package::{
    Lms, SMALL, called, press, wait, wait_dressed, wait_saved, wait_sentence, wait_state,
};
use super::visit::{Visit, says};

/// A board with a check of one question.
const ASKS: &str = r#"{ "choiceboard": 1, "id": "asks", "title": "Asks", "activities": [
    { "id": "quiz", "title": "Quiz", "check": { "pass": 60, "attempts": 3, "questions": [
        { "id": "legs", "kind": "number", "text": "How many legs has a spider?", "answer": 8 } ] } },
    { "id": "read", "title": "Read" } ] }"#;

#[test]
fn of_two_apis_the_packages_own_is_taken() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        lms.launch(&visit, "ada", "&both=1");
        wait_saved(&visit, "confirmed");
        assert_eq!(visit.script("return globalThis.others", &[]), json!([]));
        assert_eq!(called(&visit, "Initialize"), 1);
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        lms.leave(&visit, "ada");
        lms.launch(&visit, "ada", "");
        wait_state(&visit, "read", "chosen");
        visit.end();
    }
}

#[test]
fn a_visit_that_has_just_begun_is_incomplete_whatever_it_is_called() {
    for (standard, status, name) in [
        (Standard::Scorm12, "", "cmi.core.lesson_status"),
        (Standard::Scorm12, "unknown", "cmi.core.lesson_status"),
        (Standard::Scorm2004, "unknown", "cmi.completion_status"),
        (
            Standard::Scorm2004,
            "not attempted",
            "cmi.completion_status",
        ),
    ] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        lms.launch(&visit, "ada", &format!("&status={status}"));
        let first = "return globalThis.calls.find(([called, name]) => called.endsWith('SetValue') && name === arguments[0])?.[2]";
        visit.wait_until(&format!("a status for {standard:?} {status:?}"), || {
            let said = visit.script(first, &[json!(name)]);
            (!said.is_null()).then_some(()).ok_or("none yet".into())
        });
        assert_eq!(
            visit.script(first, &[json!(name)]),
            "incomplete",
            "{standard:?} {status:?}"
        );
        visit.end();
    }
    // One that is over is not taken back before the board has come.
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = lms.visit();
    visit.go("lms.html?version=1.2&learner=ada&status=completed");
    let soon = "if (!page.defaultView.choiceboardHost) return false; document.getElementById('unit').remove(); return true;";
    wait(&visit, "the page", soon);
    // What follows from the board is said with its work.
    let said = "const set = globalThis.calls.filter(([called]) => called === 'LMSSetValue').map(([, name]) => name);
        const work = set.indexOf('cmi.suspend_data');
        return set.slice(0, work < 0 ? set.length : work).filter((name) => name === 'cmi.core.lesson_status').length";
    assert_eq!(visit.script(said, &[]), json!(0));
    visit.end_in_trouble();
}

#[test]
fn a_server_that_gives_no_head_is_asked_for_the_file() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    lms.headless.store(true, Ordering::Relaxed);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&lies=1");
    wait_saved(&visit, "confirmed");
    wait_dressed(&visit);
    let commits = called(&visit, "Commit");
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    visit.wait_for("the act to go", || called(&visit, "Commit") > commits);
    wait_saved(&visit, "confirmed");
    // When it wants one to sign in, that is seen all the same.
    lms.signed_out.store(true, Ordering::Relaxed);
    press(&visit, "read", "done");
    wait_sentence(&visit, &says("unsent-not-let-in"));
    visit.end_in_trouble();
}

/// Types an answer and hands it in.
fn answer(visit: &Visit, text: &str) {
    let body = "const page = document.getElementById('unit').contentDocument;
        const field = page.querySelector('dialog [data-question=legs] input'), button = page.querySelector('dialog [data-action=answer]');
        if (!field || !button) return false;
        field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return true;";
    visit.wait_for("the question", || {
        visit.script(body, &[json!(text)]) == json!(true)
    });
    visit.pause(100);
    press(visit, "quiz", "answer");
}

#[test]
fn each_result_of_a_check_is_an_interaction() {
    let lms = Lms::open(Standard::Scorm2004, ASKS);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "");
    wait_saved(&visit, "confirmed");
    press(&visit, "quiz", "choose");
    wait_state(&visit, "quiz", "chosen");
    let results = || -> Vec<Value> {
        let body = "const all = globalThis.calls.filter(([called]) => called === 'SetValue').map(([, name, value]) => [name, value]);
            const places = all.filter(([name]) => /^cmi\\.interactions\\.\\d+\\.id$/.test(name)).map(([name]) => name.slice(0, -2));
            return places.map((place) => Object.fromEntries(all.filter(([name]) => name.startsWith(place)).map(([name, value]) => [name.slice(place.length), value])))";
        let all = visit.script(body, &[]);
        all.as_array().cloned().unwrap_or_default()
    };
    answer(&visit, "7");
    visit.wait_for("the first result", || results().len() == 1);
    let first = results().remove(0);
    assert_eq!(
        [&first["type"], &first["learner_response"], &first["result"]],
        ["numeric", "0", "incorrect"],
        "{first}"
    );
    // Nothing that an LMS would refuse: no milliseconds, no zone.
    let at = first["timestamp"].as_str().unwrap();
    assert_eq!(at.len(), "2026-11-30T10:00:00".len(), "{at}");
    let again = "const button = page.querySelector('dialog [data-action=again]'); button?.click(); return !!page.querySelector('dialog [data-action=answer]')";
    wait(&visit, "another try", again);
    answer(&visit, "8");
    visit.wait_for("the second result", || results().len() == 2);
    let second = results().remove(1);
    assert_eq!(
        [&second["learner_response"], &second["result"]],
        ["100", "correct"],
        "{second}"
    );
    assert_ne!(first["id"], second["id"]);
    wait_saved(&visit, "confirmed");
    // In the record as well.
    visit.wait_for("the record", || {
        let record = lms.record("ada");
        record["interactions"]
            .as_object()
            .is_some_and(|all| all.len() == 2)
    });
    visit.end();
}
