//! A page to look at: it says that it is one, and offers nothing that would change something.

use serde_json::Value;

use super::visit::{STANDS, Visit, says};

const LOOK: &str = "index.html?board=boards/water-cycle.json&learner=ada&readonly=1";

/// A message in another language.
fn said(language: &str, key: &str) -> String {
    let file = format!("locales/{language}.json");
    let messages = std::fs::read_to_string(xtask::root().join(file)).unwrap();
    let messages: Value = serde_json::from_str(&messages).unwrap();
    messages[key].as_str().expect("a message").to_owned()
}

#[test]
fn a_page_to_look_at_says_so_in_every_language() {
    let visit = Visit::new();
    for language in ["en", "es", "de", "ar"] {
        visit.go(&format!("{LOOK}&language={language}"));
        let line = said(language, "ui-saved-readonly");
        visit.wait_for(&line, || {
            visit.there(STANDS) && visit.text().contains(&line)
        });
        assert_eq!(visit.text_of(".cb-head .cb-saved"), line);
        assert_eq!(visit.hook("saved"), "device");
        visit.faultless();
    }
    visit.narrow(320);
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    visit.end();
}

#[test]
fn a_page_to_look_at_offers_nothing_that_would_change_something() {
    let visit = Visit::new();
    visit.go(LOOK);
    visit.wait_for_text(&says("ui-saved-readonly"));
    visit.click_one(".cb-tools > :last-child > button");
    visit.one(".cb-menu .cb-entry");
    assert!(!visit.there(".cb-menu [data-action=reset]"));
    assert!(!visit.there(".cb-menu [data-action=leave]"));
    assert!(!visit.there(".cb-menu input[type=file]"));
    visit.end();
    // Not by mistake either: another board's file would be worked on as this learner.
    let visit = Visit::new();
    visit.go("index.html?board=boards/nothing.json&learner=ada&readonly=1");
    visit.wait_for_text(&says("problem-fetch-title"));
    assert!(visit.text().contains(&says("ui-saved-readonly")));
    assert!(!visit.there("input[type=file]"));
    visit.by("button", &says("ui-retry"));
    visit.faultless();
    visit.end_without("nothing.json");
    let visit = Visit::new();
    visit.go("index.html?board=boards/nothing.json&learner=ada");
    visit.wait_for_text(&says("problem-fetch-title"));
    assert!(visit.there("input[type=file]"));
    visit.end_without("nothing.json");
}
