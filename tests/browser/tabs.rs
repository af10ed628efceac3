//! Several tabs of one learner at one LMS: all work arrives, and one of them talks to it.

use std::sync::Arc;

use lms::Lms;
use serde_json::{Value, json};

use super::visit::{Visit, dist};

const PAGE: &str = "index.html?board=boards/water-cycle.json&learner=ada&endpoint=/api/progress";

/// How often this tab has asked the LMS.
fn asked(visit: &Visit) -> Value {
    let body = "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/progress')).length";
    visit.script(body, &[])
}

fn choose_another(visit: &Visit) -> String {
    let body = "return document.querySelector('.cb-tile[data-activity][data-state=open]').dataset.activity";
    let activity = visit.script(body, &[]).as_str().unwrap().to_owned();
    visit.click_one(&format!(".cb-tile[data-activity={activity}]"));
    visit.click_one("[data-action=choose]");
    visit.wait_for_state(&activity, "chosen");
    activity
}

fn arrived(lms: &Lms, activity: &str) -> usize {
    let chosen = |event: &&Value| event["type"] == "choose" && event["activity"] == activity;
    let events = lms.events("water-cycle", "ada");
    events.iter().filter(chosen).count()
}

#[test]
fn one_tab_sends_for_all_and_another_takes_over_when_it_is_closed() {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    let visit = Visit::at(Arc::new(site));
    visit.go(PAGE);
    visit.wait_for_hook("saved", "confirmed");
    let first = visit.browser.another_window().unwrap();
    visit.go(PAGE);
    visit.wait_for_hook("saved", "confirmed");
    // What is done in the second is sent by the first, and both know it.
    let done = choose_another(&visit);
    visit.wait_for("it to arrive", || arrived(&lms, &done) == 1);
    visit.wait_for_hook("saved", "confirmed");
    assert_eq!(asked(&visit), json!(0));
    let second = visit.browser.window().unwrap();
    visit.browser.switch(&first).unwrap();
    visit.wait_for_state(&done, "chosen");
    visit.wait_for_hook("saved", "confirmed");
    assert_ne!(asked(&visit), json!(0));
    visit.browser.close_window().unwrap();
    visit.browser.switch(&second).unwrap();
    let more = choose_another(&visit);
    visit.wait_for("it to arrive", || arrived(&lms, &more) == 1);
    visit.wait_for_hook("saved", "confirmed");
    assert_ne!(asked(&visit), json!(0));
    visit.end();
}
