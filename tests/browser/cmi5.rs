//! The cmi5 package in a browser, launched by a small LMS whose LRS keeps what it is given: State documents and statements.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use choiceboard::exchange::Standard;
use serde_json::{Value, json};
use xtask::site::{Asked, Bent, Site};

use super::package::{SMALL, kind, package};
use super::visit::{NOTE_SAVED, SAVED_ANEW, STANDS, Visit, dist};

/// What the LMS keeps.
#[derive(Default)]
struct Kept {
    /// State documents, by the question after their address.
    states: BTreeMap<String, Vec<u8>>,
    statements: Vec<Value>,
    /// Launches whose token was given out.
    fetched: Vec<String>,
    mode: &'static str,
    /// Where the learner is to go afterwards.
    back: String,
}

const ACTIVITY: &str = "https://lms.example/units/1";

fn launch_data(mode: &str, back: &str) -> Value {
    json!({
        "contextTemplate": {
            "contextActivities": { "grouping": [{ "objectType": "Activity", "id": "https://lms.example/course" }] },
            "extensions": { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s-1" } },
        "launchMode": mode, "moveOn": "Completed", "returnURL": back })
}

/// The value of a parameter, escapes and all.
fn parameter(query: &str, name: &str) -> String {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value);
    value.unwrap_or_default().to_owned()
}

fn lms() -> (Arc<Mutex<Kept>>, Arc<Site>) {
    let files = package(Standard::Cmi5, SMALL, &dist().join("boards"));
    let kept = Arc::new(Mutex::new(Kept {
        mode: "Normal",
        ..Kept::default()
    }));
    let here = kept.clone();
    let json = |value: Value| Bent::Says(200, kind(".json"), value.to_string().into());
    let answer = move |asked: &Asked| {
        let (path, query) = asked.url.split_once('?').unwrap_or((&asked.url, ""));
        if let Some(name) = path.strip_prefix("/unit/") {
            return Some(Bent::Says(200, kind(name), files.get(name)?.clone()));
        }
        let mut kept = here.lock().unwrap();
        Some(match (asked.method.as_str(), path) {
            ("POST", "/fetch") => {
                let launch = query.to_owned();
                let again = kept.fetched.contains(&launch);
                kept.fetched.push(launch);
                match again {
                    false => json(json!({ "auth-token": "secret" })),
                    true => json(json!({ "error-code": "1", "error-text": "used" })),
                }
            }
            ("GET", "/lrs/agents/profile") => Bent::Says(404, "text/plain", Vec::new()),
            (_, "/lrs/activities/state") => {
                let id = parameter(query, "stateId");
                let key = [parameter(query, "agent"), id.clone()].concat();
                match (asked.method.as_str(), kept.states.get(&key)) {
                    ("GET", _) if id == "LMS.LaunchData" => {
                        json(launch_data(kept.mode, &kept.back))
                    }
                    ("GET", Some(document)) => Bent::Says(200, kind(".json"), document.clone()),
                    ("GET", None) => Bent::Says(404, "text/plain", Vec::new()),
                    _ => {
                        kept.states.insert(key, asked.body.clone());
                        Bent::Says(204, "text/plain", Vec::new())
                    }
                }
            }
            ("POST", "/lrs/statements") => {
                let sent: Vec<Value> = serde_json::from_slice(&asked.body).unwrap();
                let ids = sent
                    .iter()
                    .map(|statement| statement["id"].clone())
                    .collect();
                kept.statements.extend(sent);
                json(Value::Array(ids))
            }
            ("GET", "/back.html") => Bent::Says(200, kind(".html"), b"Back".to_vec()),
            _ => return None,
        })
    };
    let site = Site::answering(&dist(), 0, answer).unwrap();
    kept.lock().unwrap().back = site.url("back.html");
    (kept, Arc::new(site))
}

/// Launches the unit for a learner and waits for the board. Each launch has a number.
fn launch(visit: &Visit, learner: &str, number: u32) {
    let actor = format!(
        "%7B%22objectType%22%3A%22Agent%22%2C%22account%22%3A%7B%22homePage%22%3A%22https%3A%2F%2Flms.example%22%2C%22name%22%3A%22{learner}%22%7D%7D"
    );
    launch_as(visit, &actor, number);
}

/// The same, with these words for the learner, escaped for an address.
fn launch_as(visit: &Visit, actor: &str, number: u32) {
    let lrs = visit.site.url("lrs");
    let fetch = visit.site.url(&format!("fetch?launch={number}"));
    visit.go(&format!(
        "unit/index.html?endpoint={lrs}&fetch={fetch}&actor={actor}&registration=7f0c6b5e-2f0d-4d0e-9c57-0f5a2b3c4d5e&activityId={ACTIVITY}"
    ));
    visit.wait_for("the board", || visit.there(STANDS));
}

fn choose(visit: &Visit, activity: &str) {
    visit.click_one(&format!(".cb-tile[data-activity={activity}]"));
    visit.click_one("[data-action=choose]");
    visit.wait_for_state(activity, "chosen");
}

/// The verbs of the statements, by the last part of their names.
fn verbs(kept: &Mutex<Kept>) -> Vec<String> {
    let kept = kept.lock().unwrap();
    let verb = |statement: &Value| {
        let id = statement["verb"]["id"].as_str().unwrap();
        id.rsplit(['/', ':']).next().unwrap().to_owned()
    };
    kept.statements.iter().map(verb).collect()
}

#[test]
fn a_board_is_launched_finished_and_opened_elsewhere() {
    let (kept, site) = lms();
    let visit = Visit::at(site.clone());
    launch(&visit, "17", 1);
    visit.wait_for_hook("saved", "confirmed");
    let here = |body: &str| visit.script(&format!("const page = document; {body}"), &[]);
    here(NOTE_SAVED);
    choose(&visit, "read");
    visit.click_one("[data-action=done]");
    visit.wait_for_state("read", "done");
    visit.wait_for("the LMS to have it", || here(SAVED_ANEW) == json!(true));
    assert_eq!(verbs(&kept)[0], "initialized");
    let mastered = |verbs: Vec<String>| verbs.iter().any(|verb| verb == "mastered");
    visit.wait_for("mastery", || mastered(verbs(&kept)));
    // Left, and opened at another device.
    visit.leave();
    visit.wait_for("the end", || {
        verbs(&kept).last().is_some_and(|verb| verb == "terminated")
    });
    let before = kept.lock().unwrap().statements.len();
    let other = Visit::at(site.clone());
    launch(&other, "17", 2);
    other.wait_for_state("read", "done");
    other.wait_for_hook("saved", "confirmed");
    // Nothing is said twice: what was on show here is news.
    other.wait_for("what is new", || verbs(&kept).len() >= before + 2);
    let again = verbs(&kept).split_off(before);
    assert_eq!(again, ["initialized", "viewed"]);
    // Another learner at this one.
    launch(&other, "18", 3);
    other.wait_for_state("read", "open");
    // Every statement has what the LMS asked for, and no word of the page's own about the learner.
    let kept = kept.lock().unwrap();
    for statement in &kept.statements {
        assert_eq!(
            statement["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/sessionid"],
            "s-1",
            "{statement}"
        );
        assert_eq!(
            statement["actor"]["account"]["homePage"], "https://lms.example",
            "{statement}"
        );
    }
    drop(kept);
    // A browser calls what is not there yet an error.
    other.end_without("/lrs/");
    visit.end_without("/lrs/");
}

#[test]
fn a_token_that_was_used_and_a_review_leave_the_lms_alone() {
    let (kept, site) = lms();
    let visit = Visit::at(site.clone());
    launch(&visit, "17", 1);
    visit.wait_for_hook("saved", "confirmed");
    choose(&visit, "read");
    visit.wait_for_hook("saved", "confirmed");
    // Loaded again, the launch is over: the work is there, and the learner is told.
    visit.reload();
    visit.wait_for_state("read", "chosen");
    visit.wait_for("the sentence", || {
        visit
            .text()
            .contains(&super::visit::says("unsent-not-let-in"))
    });
    kept.lock().unwrap().mode = "Review";
    let before = kept.lock().unwrap().states.clone();
    let other = Visit::at(site.clone());
    launch(&other, "17", 2);
    other.wait_for_state("read", "chosen");
    other.click_one(".cb-tile[data-activity=read]");
    other.wait_for("the panel", || other.there("dialog[open]"));
    assert!(!other.there("dialog [data-action=done]"));
    assert_eq!(kept.lock().unwrap().states, before);
    // A browser calls what is not there yet an error.
    other.end_without("/lrs/");
    visit.end_without("/lrs/");
}

#[test]
fn the_way_out_leads_back_to_the_lms() {
    let (kept, site) = lms();
    let visit = Visit::at(site.clone());
    launch(&visit, "17", 1);
    visit.wait_for_hook("saved", "confirmed");
    choose(&visit, "read");
    visit.click_one("dialog[open] .cb-strip button");
    visit.click_one(".cb-tools > :last-child > button");
    visit.click_one(".cb-menu [data-action=leave]");
    visit.wait_for("the LMS", || {
        visit.script("return location.pathname", &[]) == "/back.html"
    });
    visit.wait_for("the end", || {
        verbs(&kept).last().is_some_and(|verb| verb == "terminated")
    });
    let verbs = verbs(&kept);
    let ends = verbs.iter().filter(|verb| *verb == "terminated").count();
    assert_eq!(ends, 1, "{verbs:?}");
    let other = Visit::at(site.clone());
    launch(&other, "17", 2);
    other.wait_for_state("read", "chosen");
    other.end_without("/lrs/");
    visit.end_without("/lrs/");
}

#[test]
fn who_comes_back_with_a_fresh_launch_goes_on_at_the_same_device() {
    let (kept, site) = lms();
    let visit = Visit::at(site.clone());
    launch(&visit, "17", 1);
    visit.wait_for_hook("saved", "confirmed");
    choose(&visit, "read");
    // Left at once.
    visit.leave();
    // Somebody else sits down in between.
    launch(&visit, "18", 2);
    visit.wait_for_hook("saved", "confirmed");
    assert_eq!(visit.state("read"), "open");
    visit.leave();
    launch(&visit, "17", 3);
    visit.wait_for_state("read", "chosen");
    visit.wait_for_hook("saved", "confirmed");
    let before = kept.lock().unwrap().states.clone();
    visit.click_one(".cb-tile[data-activity=read]");
    visit.click_one("[data-action=done]");
    visit.wait_for_state("read", "done");
    visit.wait_for("the act to go", || kept.lock().unwrap().states != before);
    visit.wait_for_hook("saved", "confirmed");
    // Each visit began once.
    visit.wait_for("the third beginning", || {
        let begun = verbs(&kept);
        begun.iter().filter(|verb| *verb == "initialized").count() >= 3
    });
    let verbs = verbs(&kept);
    let begun = verbs.iter().filter(|verb| *verb == "initialized").count();
    assert_eq!(begun, 3, "{verbs:?}");
    visit.end_without("/lrs/");
}

#[test]
fn a_launch_that_does_not_say_for_whom_is_said_and_keeps_nothing() {
    let (_kept, site) = lms();
    let visit = Visit::at(site);
    launch(&visit, "17", 1);
    visit.wait_for_hook("saved", "confirmed");
    choose(&visit, "read");
    visit.leave();
    // What cannot be read, and somebody without a name.
    for (actor, number) in [("%7B", 2), ("%7B%22objectType%22%3A%22Agent%22%7D", 3)] {
        launch_as(&visit, actor, number);
        let line = visit.text_of(".cb-nobody[role=alert]");
        assert!(line.contains("did not say who you are"), "{line}");
        assert_eq!(visit.state("read"), "open", "{actor}");
        visit.faultless();
        choose(&visit, "write");
        visit.leave();
        launch_as(&visit, "%7B", number + 10);
        assert_eq!(visit.state("write"), "open", "{actor}");
        visit.leave();
    }
    // And with a name again, everything is there.
    launch(&visit, "17", 9);
    visit.wait_for_state("read", "chosen");
    assert!(!visit.there(".cb-nobody"));
    visit.end_without("/lrs/");
}
