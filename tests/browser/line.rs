//! A line to the LMS that does not come: the page says so, asks for it again, and sends what was done meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use xtask::site::Bent;

use super::embed::{hosts, inside, put, wait_inside};
use super::visit::{STANDS, Visit, says};

const OPEN: &str = "index.html?board=boards/water-cycle.json&learner=ada&endpoint=/api/progress";

/// A site on which `link.js` comes only when it may.
fn site() -> (Arc<AtomicBool>, Visit) {
    let missing = Arc::new(AtomicBool::new(true));
    let is_missing = missing.clone();
    let visit = Visit::bent(move |url| {
        let is_line = url.starts_with("/link-") || url.starts_with("/link.js");
        match is_line && is_missing.load(Ordering::Relaxed) {
            true => Some(Bent::Cut),
            false => hosts(url),
        }
    });
    (missing, visit)
}

#[test]
fn a_line_that_does_not_come_is_said_and_asked_for_again() {
    let (missing, visit) = site();
    visit.go(OPEN);
    visit.wait_for_text(&says("unsent-no-line"));
    visit.wait_for_hook("saved", "device");
    // Nothing is held up by it.
    visit.click_one(".cb-tile[data-activity][data-state=open]");
    visit.click_one("[data-action=choose]");
    visit.wait_for("it to be chosen", || {
        visit.there(".cb-tile[data-state=chosen]")
    });
    visit.click_one("dialog[open] .cb-strip button");
    missing.store(false, Ordering::Relaxed);
    visit.click_one(".cb-saved button");
    // It is there, and leads to an LMS that knows nothing.
    visit.wait_for_text("your school answers with error");
    assert!(!visit.text().contains(&says("unsent-no-line")));
    visit.end_in_trouble();
}

#[test]
fn it_comes_by_itself_too() {
    let (missing, visit) = site();
    visit.go(OPEN);
    visit.wait_for_text(&says("unsent-no-line"));
    missing.store(false, Ordering::Relaxed);
    visit.wait_for_text("your school answers with error");
    visit.end_in_trouble();
}

#[test]
fn the_network_is_back_and_it_is_asked_for_at_once() {
    let (missing, visit) = site();
    visit.go(OPEN);
    visit.wait_for_text(&says("unsent-no-line"));
    // So that the next try by itself is far off.
    visit.pause(7_000);
    missing.store(false, Ordering::Relaxed);
    visit.script("dispatchEvent(new Event('online'))", &[]);
    visit.wait_for_text("your school answers with error");
    visit.end_in_trouble();
}

#[test]
fn an_element_without_an_lms_says_nothing_of_it_and_answers_later() {
    let (missing, visit) = site();
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/water-cycle.json' }");
    wait_inside(
        &visit,
        "one",
        "the board",
        &format!("return !!page.querySelector('{STANDS}')"),
    );
    visit.pause(1_500);
    let text = inside(
        &visit,
        "one",
        "return page.querySelector('.cb-saved').innerText",
    );
    assert_eq!(text, json!(says("ui-saved-device")));
    missing.store(false, Ordering::Relaxed);
    let file = "return document.getElementById('one').exportLog().then((file) => file.name)";
    assert_eq!(
        visit.script(file, &[]),
        json!("water-cycle.choiceboard.json")
    );
    visit.end_in_trouble();
}
