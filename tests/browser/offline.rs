//! A network that goes away in the middle of a lesson: what the page has is enough to work on, and all of it is there afterwards.

use serde_json::{Value, json};

use super::folio::{CATCH, close, sheet};
use super::visit::{Visit, says};
use super::{folio, plan};

/// Whether a request gets through.
const REACHES: &str =
    "return fetch('offline-probe', { cache: 'no-store' }).then(() => true, () => false)";

fn network(visit: &Visit, there: bool) {
    let conditions = json!({ "offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    let cdp = |command: &str, what: Value| visit.browser.cdp(command, what).unwrap();
    cdp("Network.enable", json!({}));
    cdp("Network.emulateNetworkConditions", conditions);
    assert_eq!(visit.script(REACHES, &[]), json!(there));
}

/// Sets a field of a check as somebody would who picks or types.
fn give(visit: &Visit, question: &str, value: &str) {
    let body = "
        const set = document.querySelector(`[data-question='${arguments[0]}']`);
        const field = [...set.querySelectorAll('input')].find((field) => field.value === arguments[1]);
        if (field) return field.click();
        const typed = set.querySelector('input');
        typed.value = arguments[1];
        typed.dispatchEvent(new InputEvent('input', { bubbles: true }));";
    visit.script(body, &[json!(question), json!(value)]);
}

fn saved(visit: &Visit) {
    visit.wait_for_hook("saved", "device");
    visit.wait_for_text(&says("ui-saved-device"));
}

#[test]
fn a_lesson_without_a_network_loses_nothing() {
    let visit = Visit::new();
    if visit.browser.cdp("Browser.getVersion", json!({})).is_err() {
        // Only Chromium can be cut off from here.
        return;
    }
    visit.open("boards/flipped-cells.json", "u-17");
    visit.hand_in("home-1", "Cells are rooms. Why are they so small?");
    visit.click_one("[data-action=done]:not([aria-disabled=true])");
    visit.wait_for_state("home-1", "done");
    close(&visit);
    visit.wait_whole();

    network(&visit, false);
    // The check.
    visit.click_one("[data-activity=check-1]");
    visit.one(".cb-quiz fieldset");
    give(&visit, "made-of", "A mushroom");
    give(&visit, "made-of", "An oak leaf");
    give(&visit, "made-of", "A bacterium");
    give(&visit, "enlarge", "200");
    give(&visit, "cork", "The walls of dead cells");
    visit.click_one("[data-action=answer]:not([aria-disabled=true])");
    visit.one("#cb-check-result");
    close(&visit);
    saved(&visit);
    // The journal.
    folio::turn_to(&visit);
    visit.fill_one("#cb-reflect", "Cork is all walls.");
    visit.click_one("[data-action=reflect]");
    visit.one("[data-entry=reflect]");
    saved(&visit);
    // A page for the family.
    visit.script(CATCH, &[]);
    visit.click_one("[data-sheet=family] > summary");
    visit.click_one("[data-action=family]");
    let text = sheet(&visit);
    assert!(text.contains("Why are they so small?"), "{text}");
    // The plan: what was locked by the check is open.
    plan::turn_to(&visit);
    let core = "return [...document.querySelectorAll('#cb-plan-add option')].map(({ value }) => value).find((value) => value !== '')";
    let ix = visit.script(core, &[]);
    let ix: u32 = ix
        .as_str()
        .unwrap_or_default()
        .parse()
        .expect("an activity");
    let id = visit.script(
        "return document.querySelector(`#cb-plan-add option[value='${arguments[0]}']`).textContent",
        &[json!(ix.to_string())],
    );
    assert_ne!(id, json!(""));
    plan::pick(&visit, "#cb-plan-add", &ix.to_string());
    visit.click_one("#cb-plan-put");
    visit.one("[data-planned]");
    saved(&visit);
    let planned = "return [...document.querySelectorAll('[data-planned]')].map(({ dataset }) => dataset.planned)";
    let put_in = visit.script(planned, &[]);
    // Nothing looked for the network but this test.
    let mut missed = visit.errors();
    missed.retain(|line| !line.contains("offline-probe"));
    assert!(missed.is_empty(), "{missed:#?}");

    network(&visit, true);
    visit.errors();
    visit.reload();
    visit.wait_for_state("home-1", "done");
    visit.click_one("[data-activity=check-1]");
    visit.one("#cb-check-result");
    close(&visit);
    folio::turn_to(&visit);
    assert!(
        visit
            .text_of("[data-entry=reflect]")
            .contains("Cork is all walls.")
    );
    plan::turn_to(&visit);
    visit.one("[data-planned]");
    assert_eq!(visit.script(planned, &[]), put_in);
    visit.end();
}
