//! A program that does not come, or comes as something else: no click may end in nothing, and whoever looks after the page reads what to mend.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;
use xtask::site::{Bent, Site};

use super::embed::{hosts, inside, wait_for, wait_inside};
use super::visit::{STANDS, Visit, dist};

const BOARD: &str = "boards/water-cycle.json";

/// Turns to the plan: more than opening a board takes, so that the rest of the program is needed this moment.
fn turn_to_the_plan(visit: &Visit) {
    visit.go(&format!("index.html?board={BOARD}&learner=u-17"));
    // Not by hand: what a tile says to a pointer that passes above it needs the rest as well. It may have been refused before that, and then the
    // page has said so by itself.
    let turn = format!(
        "if (document.querySelector('.cb-rescue')) return true;
        const tab = document.querySelectorAll('.cb-tab')[1];
        const stands = document.querySelector('{STANDS}') && tab;
        if (stands) tab.click();
        return !!stands"
    );
    visit.wait_for("the board", || visit.script(&turn, &[]) == json!(true));
}

/// The page can be worked with again.
fn work(visit: &Visit) {
    visit.click_one("[data-activity=read]");
    visit.click_one("[data-action=choose]");
    visit.wait_for_state("read", "chosen");
}

#[test]
fn a_click_that_needs_a_program_that_never_came_says_so_and_leads_on() {
    for (status, kind, body, says) in [
        (404, "text/plain", "", "404"),
        // A page to sign in at, in place of what was asked for.
        (200, "text/html", "<!doctype html>Sign in", "no WebAssembly"),
    ] {
        let refuses = Arc::new(AtomicBool::new(true));
        let refused = refuses.clone();
        let visit = Visit::bent(move |url| {
            let is_refused = url.contains("player_rest") && refused.load(Relaxed);
            is_refused.then(|| Bent::Says(status, kind, body.into()))
        });
        turn_to_the_plan(&visit);
        let text = visit.text_of(".cb-rescue [role=alert]");
        assert!(text.contains("saved on this device"), "{text}");
        assert!(
            text.contains("player_rest") && text.contains(says),
            "{text}"
        );
        // The browser's own lines, and ours, about what did not come.
        visit.errors();
        visit.faultless();
        refuses.store(false, Relaxed);
        visit.click_one(".cb-rescue button");
        work(&visit);
        // What the program that was left in the middle of something says as it goes.
        visit.end_in_trouble();
    }
}

/// Neither the program nor the page about it: the network is gone.
#[test]
fn where_not_even_the_last_screen_comes_there_is_something_to_press() {
    let refuses = Arc::new(AtomicBool::new(true));
    let refused = refuses.clone();
    let visit = Visit::bent(move |url| {
        let is_late = url.contains("player_rest") || url.contains("rescue");
        (is_late && refused.load(Relaxed)).then_some(Bent::Cut)
    });
    turn_to_the_plan(&visit);
    let again = "body > button:first-child";
    let text = visit.text_of(again);
    assert!(text.contains("player_rest"), "{text}");
    // Pressed again and again, the program says so once.
    let tabs = "document.querySelectorAll('.cb-tab').forEach((tab) => tab.click())";
    visit.script(tabs, &[]);
    sleep(Duration::from_secs(1));
    let buttons = visit.script(
        "return document.querySelectorAll('body > button').length",
        &[],
    );
    assert_eq!(buttons, 1);
    refuses.store(false, Relaxed);
    visit.click_one(again);
    work(&visit);
    visit.end_in_trouble();
}

/// Of a refusal browsers tell no more than "Failed to fetch".
#[test]
fn a_program_on_another_host_that_does_not_share_it_is_named() {
    let other = Site::open(&dist(), 0, |url| {
        url.contains("player_bg").then_some(Bent::Unshared)
    });
    let other = other.unwrap();
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' http://127.0.0.1:*; \
         style-src 'self' http://127.0.0.1:*; img-src 'self' data: http://127.0.0.1:*; connect-src 'self' http://127.0.0.1:*";
    let page = format!(
        "<!doctype html><title>Around</title><script src=/hosts/listen.js></script>
         <script type=module src=\"{}\"></script><choice-board id=one board=\"/{BOARD}\"></choice-board>",
        other.url("choiceboard.js")
    );
    let visit = Visit::bent(move |url| match url {
        "/around.html" => Some(Bent::Hosts(policy, page.clone().into())),
        _ => hosts(url),
    });
    visit.go("around.html");
    wait_inside(
        &visit,
        "one",
        "the last screen",
        "return !!page.querySelector('.cb-rescue [role=alert]')",
    );
    let text = inside(&visit, "one", "return page.body.innerText");
    let text = text.as_str().unwrap_or_default();
    assert!(
        text.contains(&other.url("player_bg")) && text.contains("Access-Control-Allow-Origin"),
        "{text}"
    );
    let error = wait_for(&visit, "one", "error");
    assert!(
        error["message"].as_str().unwrap().contains("player_bg"),
        "{error}"
    );
    assert_eq!(error["saved"], json!("failed"));
}

#[test]
fn a_policy_without_webassembly_is_named() {
    let page = std::fs::read(dist().join("index.html")).unwrap();
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'";
    let visit = Visit::bent(move |url| {
        url.starts_with("/index.html")
            .then(|| Bent::Hosts(policy, page.clone()))
    });
    visit.go(&format!("index.html?board={BOARD}&learner=u-17"));
    let text = visit.text_of(".cb-rescue [role=alert]");
    assert!(
        text.contains("player_bg") && text.contains("'wasm-unsafe-eval'"),
        "{text}"
    );
    visit.one(".cb-rescue button");
}
