//! Packages in an LMS of their kind: made from the built page, started in a frame, left, and opened again elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use choiceboard::board::{beside, read};
use choiceboard::exchange::{Files, Standard, file_name, for_lms};
use serde_json::{Value, json};
use xtask::site::{Asked, Bent, Site};

use super::visit::{NOTE_SAVED, SAVED_ANEW, STANDS, Visit, dist};

/// The policy of an LMS that shows packages in frames of its own.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'";

/// The same of a page between an LMS and the unit, which may be of another origin.
const AROUND: &str = "default-src 'none'; script-src 'self'; frame-src 'self' http://127.0.0.1:*";

/// A board of one activity with a text to hand in, one with a standard, both to be done.
pub const SMALL: &str = r#"{ "choiceboard": 1, "id": "small", "title": "Small <1> & \"only\"",
    "standards": [{ "id": "halves", "title": "Halves", "uri": "https://standards.example/halves" }],
    "activities": [
        { "id": "write", "title": "Write", "evidence": { "kinds": ["text"], "required": true } },
        { "id": "read", "title": "Read", "standards": ["halves"] }] }"#;

/// Everything below a folder of `dist`, as a page's files.
fn page() -> Files {
    let dist = dist();
    let mut all = Files::new();
    for file in xtask::page::files(&dist).unwrap() {
        let name = file.strip_prefix(&dist).unwrap();
        let name = name.to_str().unwrap().replace('\\', "/");
        all.insert(name, fs::read(&file).unwrap());
    }
    all
}

pub fn package(standard: Standard, text: &str, folder: &Path) -> Files {
    let board = read(text.as_bytes()).board.expect("a board");
    let around = beside(&board).into_iter();
    let around = around.map(|address| {
        let file = folder.join(file_name(&address).unwrap());
        (address, fs::read(file).unwrap())
    });
    for_lms(standard, &board, text, &page(), &around.collect()).unwrap()
}

/// An LMS with one unit.
pub struct Lms {
    site: Arc<Site>,
    /// What was committed last, by learner.
    pub records: Arc<Mutex<BTreeMap<String, Value>>>,
    /// Its server does not answer.
    pub down: Arc<AtomicBool>,
    /// It answers with a page to sign in at.
    pub signed_out: Arc<AtomicBool>,
    /// It refuses to be asked for a file's head.
    pub headless: Arc<AtomicBool>,
    pub version: &'static str,
}

pub fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        // WebAssembly too: no LMS knows it.
        _ => "application/octet-stream",
    }
}

impl Lms {
    pub fn open(standard: Standard, text: &str) -> Lms {
        let files = package(standard, text, &dist().join("boards"));
        let records: Arc<Mutex<BTreeMap<String, Value>>> = Arc::default();
        let down: Arc<AtomicBool> = Arc::default();
        let signed_out: Arc<AtomicBool> = Arc::default();
        let headless: Arc<AtomicBool> = Arc::default();
        let (kept, is_down, is_out) = (records.clone(), down.clone(), signed_out.clone());
        let no_head = headless.clone();
        let answer = move |asked: &Asked| {
            let (path, query) = asked.url.split_once('?').unwrap_or((&asked.url, ""));
            let learner = query.strip_prefix("learner=").unwrap_or_default();
            let of_tests = |name: &str| fs::read(xtask::root().join(name)).unwrap();
            if is_down.load(Ordering::Relaxed) {
                return Some(Bent::Cut);
            }
            if is_out.load(Ordering::Relaxed) {
                return Some(Bent::Says(200, kind(".html"), b"Sign in".to_vec()));
            }
            if asked.method == "HEAD" && no_head.load(Ordering::Relaxed) {
                return Some(Bent::Says(403, kind(".html"), Vec::new()));
            }
            if let Some(name) = path.strip_prefix("/unit/") {
                let bytes = files.get(name)?.clone();
                return Some(Bent::Says(200, kind(name), bytes));
            }
            Some(match path {
                "/lms.html" => Bent::Hosts(POLICY, of_tests("tests/pages/scorm/lms.html")),
                "/lms/lms.js" => Bent::Says(200, kind(".js"), of_tests("tests/pages/scorm/lms.js")),
                "/lms/around.html" => {
                    Bent::Hosts(AROUND, of_tests("tests/pages/scorm/around.html"))
                }
                "/lms/around.js" => {
                    Bent::Says(200, kind(".js"), of_tests("tests/pages/scorm/around.js"))
                }
                "/lms/scorm-again.js" => {
                    let script = of_tests("node_modules/scorm-again/dist/scorm-again.min.js");
                    Bent::Says(200, kind(".js"), script)
                }
                "/lms/commit" => {
                    let record = serde_json::from_slice(&asked.body).unwrap();
                    kept.lock().unwrap().insert(learner.to_owned(), record);
                    let stored = br#"{ "result": true, "errorCode": 0 }"#;
                    Bent::Says(200, kind(".json"), stored.to_vec())
                }
                "/lms/record" => {
                    let record = kept.lock().unwrap().get(learner).cloned();
                    let text = record.unwrap_or(json!({})).to_string();
                    Bent::Says(200, kind(".json"), text.into())
                }
                _ => return None,
            })
        };
        let site = Site::answering(&dist(), 0, answer).unwrap();
        Lms {
            site: Arc::new(site),
            records,
            down,
            signed_out,
            headless,
            version: match standard {
                Standard::Scorm12 => "1.2",
                _ => "2004",
            },
        }
    }

    /// A device.
    pub fn visit(&self) -> Visit {
        Visit::at(self.site.clone())
    }

    /// Opens the unit as a learner, with more in the LMS's address, and waits for the board.
    pub fn launch(&self, visit: &Visit, learner: &str, more: &str) {
        let version = self.version;
        visit.go(&format!(
            "lms.html?version={version}&learner={learner}{more}"
        ));
        wait(
            visit,
            "the board",
            &format!("return !!page.querySelector('{STANDS}')"),
        );
    }

    /// On a device that has nothing, a learner's activities are in these states.
    pub fn is_known_elsewhere(&self, learner: &str, states: &[(&str, &str)]) {
        let other = self.visit();
        self.launch(&other, learner, "");
        for (activity, state) in states {
            wait_state(&other, activity, state);
        }
        other.end();
    }

    /// Leaves the unit; what it says last has arrived.
    pub fn leave(&self, visit: &Visit, learner: &str) {
        visit.script("document.getElementById('unit').remove()", &[]);
        visit.wait_for("the end of the visit", || {
            let record = self.record(learner);
            record["core"]["total_time"].is_string() || record["total_time"].is_string()
        });
    }

    /// The work that is kept of a learner.
    pub fn kept(&self, learner: &str) -> Value {
        self.record(learner)["suspend_data"].clone()
    }

    /// What is kept of a learner.
    pub fn record(&self, learner: &str) -> Value {
        let records = self.records.lock().unwrap();
        records
            .get(learner)
            .map_or(Value::Null, |record| record["cmi"].clone())
    }
}

/// Something of the page inside the unit; null where there is none.
pub fn inside(visit: &Visit, body: &str) -> Value {
    let body = format!("const page = globalThis.unitPage?.(); if (!page) return null; {body}");
    visit.script(&body, &[])
}

pub fn wait(visit: &Visit, what: &str, body: &str) {
    visit.wait_for(what, || inside(visit, body) == json!(true));
}

/// Waits for the last of what a page fetches: whatever becomes of the LMS then, the page has all it needs.
pub fn wait_dressed(visit: &Visit) {
    let sheets = "const sheets = [...page.querySelectorAll('link[rel=stylesheet]')].filter((link) => /later|print/.test(link.href));
        return sheets.length === 2 && sheets.every((link) => link.sheet?.cssRules.length)";
    wait(visit, "the sheets that come with the rest", sheets);
}

pub fn wait_saved(visit: &Visit, saved: &str) {
    let body = format!("return page.querySelector('.cb')?.dataset.saved === '{saved}'");
    wait(visit, saved, &body);
}

/// Notes from here on what the page says of where the work is.
pub fn note_saved(visit: &Visit) {
    wait(visit, "the board", NOTE_SAVED);
}

/// Since then it has said that what is new is on the device, and after that that the LMS has it.
pub fn wait_saved_anew(visit: &Visit) {
    wait(visit, "the LMS to have what is new", SAVED_ANEW);
}

pub fn wait_state(visit: &Visit, activity: &str, state: &str) {
    let body =
        format!("return !!page.querySelector('[data-activity={activity}][data-state={state}]')");
    wait(visit, state, &body);
}

/// Presses something in an activity's panel, and puts the panel away.
pub fn press(visit: &Visit, activity: &str, action: &str) {
    let open = format!(
        "const tile = page.querySelector('.cb-tile[data-activity={activity}]'); tile?.click(); return !!tile"
    );
    wait(visit, "a tile", &open);
    let body = format!(
        "const button = page.querySelector('dialog [data-action={action}]'); button?.click(); return !!button"
    );
    wait(visit, action, &body);
}

/// Hands in a text, and says that the activity is done.
pub fn hand_in(visit: &Visit, activity: &str, text: &str) {
    let body = "const field = unitPage().querySelector('dialog textarea');
        if (!field) return false;
        field.value = arguments[0]; field.dispatchEvent(new InputEvent('input', { bubbles: true })); return true;";
    visit.wait_for("a field", || {
        visit.script(body, &[json!(text)]) == json!(true)
    });
    press(visit, activity, "submit");
    press(visit, activity, "done");
    wait_state(visit, activity, "done");
}

pub fn wait_sentence(visit: &Visit, text: &str) {
    let body =
        "return unitPage()?.querySelector('.cb')?.textContent.includes(arguments[0]) ?? false";
    visit.wait_for(text, || visit.script(body, &[json!(text)]) == json!(true));
}

/// What the unit has called, and how often with this first word.
pub fn called(visit: &Visit, name: &str) -> usize {
    let calls = visit.script("return globalThis.calls", &[]);
    let calls = calls.as_array().unwrap().iter();
    calls
        .filter(|call| call[0].as_str().unwrap().ends_with(name))
        .count()
}

#[test]
fn work_goes_with_the_learner_in_both_versions_of_scorm() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let lms = Lms::open(standard, SMALL);
        let is_12 = standard == Standard::Scorm12;
        let status = |record: &Value| match is_12 {
            true => record["core"]["lesson_status"].clone(),
            false => record["completion_status"].clone(),
        };
        let score = |record: &Value| match is_12 {
            true => record["core"]["score"]["raw"].clone(),
            false => record["score"]["raw"].clone(),
        };
        let visit = lms.visit();
        lms.launch(&visit, "ada", "");
        wait_saved(&visit, "confirmed");
        let record = lms.record("ada");
        assert_eq!(status(&record), "incomplete", "{record}");
        note_saved(&visit);
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        press(&visit, "read", "done");
        wait_state(&visit, "read", "done");
        wait_saved_anew(&visit);
        let record = lms.record("ada");
        assert_eq!(status(&record), "incomplete", "{record}");
        assert_eq!(
            score(&record).to_string().trim_matches('"'),
            "50",
            "{record}"
        );
        if !is_12 {
            let objective = &record["objectives"]["0"];
            assert_eq!(
                objective["id"], "https://standards.example/halves",
                "{record}"
            );
            assert_eq!(objective["success_status"], "passed", "{record}");
            assert_eq!(
                record["score"]["scaled"].to_string().trim_matches('"'),
                "0.5",
                "{record}"
            );
            assert_eq!(
                record["progress_measure"].to_string().trim_matches('"'),
                "0.5",
                "{record}"
            );
            assert_eq!(record["exit"], "suspend", "{record}");
        }
        // Another learner at the same device.
        lms.launch(&visit, "ben", "");
        wait_saved(&visit, "confirmed");
        wait_state(&visit, "read", "open");
        // The same learner at another one, who goes on there.
        let other = lms.visit();
        lms.launch(&other, "ada", "");
        wait_state(&other, "read", "done");
        press(&other, "write", "choose");
        wait_state(&other, "write", "chosen");
        hand_in(&other, "write", "It rains.");
        wait_saved(&other, "confirmed");
        other.wait_for("the status", || {
            let status = status(&lms.record("ada"));
            status == "completed"
        });
        let record = lms.record("ada");
        assert_eq!(
            score(&record).to_string().trim_matches('"'),
            "100",
            "{record}"
        );
        if !is_12 {
            assert_eq!(record["success_status"], "passed", "{record}");
            assert_eq!(
                record["objectives"].as_object().unwrap().len(),
                1,
                "{record}"
            );
        }
        // And back at the first.
        lms.launch(&visit, "ada", "");
        wait_state(&visit, "write", "done");
        wait_saved(&visit, "confirmed");
        assert_eq!(status(&lms.record("ada")), "completed");
        other.end();
        visit.end();
    }
}

#[test]
fn what_is_done_in_the_last_second_is_kept() {
    for standard in [Standard::Scorm12, Standard::Scorm2004] {
        let lms = Lms::open(standard, SMALL);
        let visit = lms.visit();
        lms.launch(&visit, "ada", "");
        wait_saved(&visit, "confirmed");
        press(&visit, "read", "choose");
        wait_state(&visit, "read", "chosen");
        assert_eq!(
            inside(
                &visit,
                "return page.querySelector('.cb a[href=\"?\"]')?.checkVisibility() ?? false"
            ),
            false
        );
        // Loaded anew, it is the same learner's, and the visit is over.
        visit.script(
            "document.getElementById('unit').contentWindow.location.reload()",
            &[],
        );
        wait_sentence(&visit, "sign in again");
        wait_state(&visit, "read", "chosen");
        lms.launch(&visit, "ada", "");
        wait_saved(&visit, "confirmed");
        let before = lms.kept("ada");
        press(&visit, "read", "done");
        wait_state(&visit, "read", "done");
        visit.script("document.getElementById('unit').remove()", &[]);
        let finished =
            "return globalThis.calls.some(([name]) => ['LMSFinish', 'Terminate'].includes(name))";
        visit.wait_for("the end", || visit.script(finished, &[]) == json!(true));
        // What is said last travels by itself.
        visit.wait_for("it to arrive", || lms.kept("ada") != before);
        lms.is_known_elsewhere("ada", &[("read", "done")]);
        visit.end();
    }
}

/// Browsers let a page write 64 KiB while it goes, and one sign of Hindi is three bytes.
#[test]
fn the_last_act_takes_no_text_out_of_the_record() {
    let lms = Lms::open(Standard::Scorm2004, SMALL);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "");
    wait_saved(&visit, "confirmed");
    press(&visit, "write", "choose");
    wait_state(&visit, "write", "chosen");
    hand_in(&visit, "write", &"\u{939}".repeat(22_000));
    let kept = || {
        let record = lms.record("ada");
        record["suspend_data"].as_str().unwrap_or_default().len()
    };
    visit.wait_for("the text", || kept() > 66_000);
    wait_saved(&visit, "confirmed");
    press(&visit, "read", "choose");
    wait_state(&visit, "read", "chosen");
    visit.script("document.getElementById('unit').remove()", &[]);
    visit.wait_for("the end", || called(&visit, "Terminate") == 1);
    // No more than so much goes along while a page goes, and nothing is taken out of the record for the last act.
    assert!(kept() > 66_000, "{} bytes", kept());
    lms.is_known_elsewhere("ada", &[("write", "done"), ("read", "open")]);
    // The act has stayed on the device, and goes along from there.
    lms.launch(&visit, "ada", "");
    wait_state(&visit, "read", "chosen");
    wait_saved(&visit, "confirmed");
    visit.leave();
    lms.is_known_elsewhere("ada", &[("read", "chosen")]);
    visit.end();
}
