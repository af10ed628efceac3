//! Packages whose API is not in the window around them: further up, in whoever has opened them, behind another origin, or nowhere. Each place with one version: `tests/scorm/run.mjs`
//! looks there with both.

use std::fs;

use choiceboard::exchange::Standard;
use serde_json::json;
use xtask::site::{Asked, Bent, Site};

use super::leaving::press_leave;
use super::package::{
    Lms, SMALL, called, inside, kind, note_saved, press, wait_saved, wait_saved_anew,
    wait_sentence, wait_state,
};
use super::visit::{dist, says};

/// A server of another origin, with the page that shows a unit.
fn another_origin() -> Site {
    let answer = |asked: &Asked| {
        let name = match asked.url.split('?').next()? {
            "/lms/around.html" => "around.html",
            "/lms/around.js" => "around.js",
            _ => return None,
        };
        let bytes = fs::read(xtask::root().join("tests/pages/scorm").join(name)).unwrap();
        let frames = "default-src 'none'; script-src 'self'; frame-src 'self' http://127.0.0.1:*";
        Some(match name.ends_with("html") {
            true => Bent::Hosts(frames, bytes),
            false => Bent::Says(200, kind(name), bytes),
        })
    };
    Site::answering(&dist(), 0, answer).unwrap()
}

/// Does an activity in a unit that lies there, and finds it done at another device.
fn works_there(standard: Standard, place: &str) {
    let lms = Lms::open(standard, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", place);
    wait_saved(&visit, "confirmed");
    assert_eq!(called(&visit, "Initialize"), 1, "{place}");
    note_saved(&visit);
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    press(&visit, "read", "done");
    wait_state(&visit, "read", "done");
    wait_saved_anew(&visit);
    lms.is_known_elsewhere("ada", &[("read", "done")]);
    // What is done in the last second goes along from there as well, and the visit ends.
    let before = lms.kept("ada");
    press(&visit, "write", "choose");
    wait_state(&visit, "write", "chosen");
    let closes = "globalThis.opened?.close(); document.getElementById('unit').contentWindow?.opened?.close(); document.getElementById('unit').src = 'about:blank'";
    visit.script(closes, &[]);
    let end = || called(&visit, "Finish") + called(&visit, "Terminate") == 1;
    visit.wait_for("the end of the visit", end);
    // What is said last travels by itself.
    visit.wait_for("it to arrive", || lms.kept("ada") != before);
    lms.is_known_elsewhere("ada", &[("read", "done"), ("write", "chosen")]);
    visit.end();
}

#[test]
fn an_api_two_windows_up_is_found() {
    works_there(Standard::Scorm12, "&place=inner");
}

#[test]
fn an_api_in_the_window_that_opened_this_one_is_found() {
    works_there(Standard::Scorm2004, "&place=window");
}

#[test]
fn an_api_around_the_frame_that_opened_this_window_is_found() {
    works_there(Standard::Scorm2004, "&place=far-window");
}

#[test]
fn a_page_of_another_origin_in_between_does_not_hide_the_api() {
    let other = another_origin();
    let place = format!("&place=other-window&other={}", other.url(""));
    works_there(Standard::Scorm12, place.trim_end_matches('/'));
    assert_eq!(other.violations(), [""; 0]);
}

#[test]
fn whoever_leaves_a_window_that_was_opened_for_the_board_has_it_closed() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&place=window");
    wait_saved(&visit, "confirmed");
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    inside(&visit, "page.querySelector('dialog[open]')?.close()");
    press_leave(&visit);
    visit.wait_for("the window to close", || {
        visit.script("return globalThis.opened.closed", &[]) == json!(true)
    });
    visit.wait_for("the end of the visit", || called(&visit, "Finish") == 1);
    lms.is_known_elsewhere("ada", &[("read", "chosen")]);
    visit.end();
}

/// A window around it, and no API in it: the work is the device's, and is said to be there alone.
#[test]
fn without_any_api_the_work_stays_on_the_device_and_the_page_says_so() {
    let lms = Lms::open(Standard::Scorm12, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "&place=none");
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    wait_sentence(&visit, &says("unsent-no-answer"));
    wait_saved(&visit, "device");
    assert_eq!(visit.script("return globalThis.calls", &[]), json!([]));
    // There is nobody to go back to.
    let leaves = "page.querySelector('.cb-tools > :last-child > button')?.click(); return !!page.querySelector('.cb-menu [data-action=leave]')";
    assert_eq!(inside(&visit, leaves), json!(false));
    // It is there at the next visit, and so it is said again.
    lms.launch(&visit, "ada", "&place=none");
    wait_state(&visit, "read", "chosen");
    wait_sentence(&visit, &says("unsent-no-answer"));
    // Whose it is nobody has said: a learner of the LMS's does not see it.
    lms.launch(&visit, "ada", "");
    wait_state(&visit, "read", "open");
    visit.end();
}
