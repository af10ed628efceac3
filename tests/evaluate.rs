//! Worked examples: each folder of tests/cases holds a board, a log and what must follow from them, derived by hand. What
//! `expected.json` names must be so; `about` says what the case shows, `now` sets the clock. They are gone through natively and in
//! WebAssembly: a server and a page must come to the same.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Log, Progress, read_events, report};
use choiceboard::rules::{Clock, rfc3339};
use choiceboard::words::{Plain, Tongue};
use serde_json::Value;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The files of a machine, where there is one.
#[cfg(not(target_arch = "wasm32"))]
mod files {
    use std::fs;
    use std::path::Path;

    pub fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        entries.map(|entry| name(entry.unwrap())).collect()
    }

    pub fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }
}

/// The same through Node, where the WebAssembly runs.
#[cfg(target_arch = "wasm32")]
mod files {
    use std::path::Path;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "node:fs")]
    extern "C" {
        #[wasm_bindgen(js_name = readdirSync)]
        fn list(path: &str) -> js_sys::Array;
        #[wasm_bindgen(js_name = readFileSync)]
        fn read(path: &str, encoding: &str) -> String;
    }

    pub fn names(folder: &Path) -> Vec<String> {
        let names = list(folder.to_str().unwrap());
        names.iter().map(|name| name.as_string().unwrap()).collect()
    }

    pub fn text(path: &Path) -> String {
        read(path.to_str().unwrap(), "utf8")
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = files::names(&folder)
        .iter()
        .map(|name| folder.join(name))
        .filter(|case| files::names(case).iter().any(|name| name == "events.json"))
        .collect();
    cases.sort();
    cases
}

fn json(path: &Path) -> Value {
    let text = files::text(path);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn clock(expected: &Value) -> Clock {
    let now = expected["now"].as_str().unwrap_or("2026-11-30T12:00:00Z");
    let (now, offset) = rfc3339::read_instant(now).unwrap();
    Clock {
        now,
        offset: offset.unwrap_or(0),
    }
}

fn edition(case: &Path) -> Arc<Edition> {
    let reading = read(files::text(&case.join("board.json")).as_bytes());
    let Some(board) = reading.board else {
        panic!("{}: {:#?}", case.display(), reading.diagnostics);
    };
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn tongue() -> Tongue {
    Tongue::english(Rc::new(Plain { offset: 0 }))
}

/// Notes every field that is not as expected. Lists must be the same throughout.
fn compare(path: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (name, expected) in expected {
                if path.is_empty() && (name == "about" || name == "now") {
                    continue;
                }
                let found = found.get(name).unwrap_or(&Value::Null);
                compare(&format!("{path}/{name}"), expected, found, wrong);
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (place, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}/{place}"), expected, found, wrong);
            }
        }
        _ if expected == found => {}
        _ => wrong.push(format!("{path}: expected {expected}, found {found}")),
    }
}

#[test]
fn every_case_comes_out_as_derived_by_hand() {
    let cases = cases();
    assert!(cases.len() >= 15);
    let mut wrong = Vec::new();
    for case in cases {
        let expected = json(&case.join("expected.json"));
        let events = read_events(&files::text(&case.join("events.json")));
        assert_eq!(events.faults, [], "{}", case.display());
        let log = Log::from_iter(events.events);
        let progress = Progress::replay(edition(&case), &log, clock(&expected));
        let found = report(&progress, &tongue());
        let name = case.file_name().unwrap().to_string_lossy();
        let mut here = Vec::new();
        compare("", &expected, &found, &mut here);
        wrong.extend(here.into_iter().map(|fault| format!("{name}{fault}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The command line around it: what is printed where, and with which exit status.
#[cfg(feature = "cli")]
mod command {
    use std::io::Write;
    use std::path::Path;
    use std::process::{Command, Output, Stdio};

    use serde_json::Value;

    const BOARD: &str = "tests/cases/states/board.json";
    const EVENTS: &str = "tests/cases/states/events.json";

    fn evaluate(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_choiceboard"))
            .arg("evaluate")
            .args(arguments)
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let Output {
            status,
            stdout,
            stderr,
        } = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }

    #[test]
    fn a_summary_is_what_the_page_sends_on_one_line() {
        let (status, stdout, _) = evaluate(&[BOARD, EVENTS, "--summary"], "");
        assert_eq!((status, stdout.lines().count()), (Some(0), 1));
        let summary: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(summary["state"], "impossible");
        assert!(summary["score"]["scaled"].is_number());
    }

    #[test]
    fn it_prints_progress_with_the_fields_of_the_format() {
        let (status, out, err) = evaluate(&[BOARD, EVENTS, "--now", "2026-11-30T12:00:00Z"], "");
        assert_eq!((status, err.as_str()), (Some(0), ""));
        let found: Value = serde_json::from_str(&out).unwrap();
        let fields: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert_eq!(
            fields,
            [
                "complete",
                "points",
                "level",
                "badges",
                "activities",
                "mastery",
                "ledger"
            ]
        );
        assert_eq!(found["complete"]["verdict"], "impossible");
        assert_ne!(found["complete"]["says"], "");
        let again = evaluate(&[BOARD, EVENTS, "--now", "2026-11-30T12:00:00Z"], "");
        assert_eq!(again.1, out);
    }

    /// As a server in JavaScript is told it: the same log gives the same, whenever it is asked.
    #[test]
    fn without_a_clock_it_is_the_moment_of_the_last_event() {
        let board = r#"{ "choiceboard": 1, "id": "b", "title": "B",
            "activities": [{ "id": "a", "title": "A", "points": 2, "opens": "2026-03-02" }, { "id": "c", "title": "C" }] }"#;
        let events = std::env::temp_dir().join(format!("choiceboard-last-{}", std::process::id()));
        let event = |at: &str| {
            format!(r#"{{ "id": "{at}", "at": "{at}", "type": "done", "activity": "a" }}"#)
        };
        let mut states = Vec::new();
        for (at, now) in [
            ("2026-03-01T08:00:00Z", None),
            ("2026-03-01T08:00:00Z", Some("2026-03-02T08:00:00Z")),
            ("2026-03-02T08:00:00Z", None),
        ] {
            std::fs::write(&events, event(at)).unwrap();
            let clock = now.map_or(vec![], |now| vec!["--now", now]);
            let arguments = [&["-", events.to_str().unwrap()], &*clock].concat();
            let (status, out, err) = evaluate(&arguments, board);
            assert_eq!((status, err.as_str()), (Some(0), ""));
            let found: Value = serde_json::from_str(&out).unwrap();
            states.push(found["activities"]["a"]["state"].clone());
        }
        std::fs::remove_file(&events).unwrap();
        assert_eq!(states, ["locked", "open", "done"]);
    }

    #[test]
    fn events_come_from_standard_input_one_a_line_too() {
        let event =
            r#"{ "id": "1", "at": "2026-11-21T09:00:00Z", "type": "done", "activity": "done" }"#;
        let (status, out, _) = evaluate(&[BOARD, "-"], &format!("{event}\n"));
        assert_eq!(status, Some(0));
        let found: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(found["points"], 1);
    }

    #[test]
    fn a_board_that_speaks_of_what_is_gone_is_evaluated_without_it() {
        let board = r#"{ "choiceboard": 1, "id": "b", "title": "B",
            "activities": [{ "id": "done", "title": "D", "points": 1, "requires": "gone" }], "complete": { "all": ["done", "gone"] } }"#;
        let event =
            r#"{ "id": "1", "at": "2026-11-21T09:00:00Z", "type": "done", "activity": "done" }"#;
        let events = std::env::temp_dir().join(format!("choiceboard-gone-{}", std::process::id()));
        std::fs::write(&events, event).unwrap();
        let (status, out, err) = evaluate(&["-", events.to_str().unwrap()], board);
        std::fs::remove_file(&events).unwrap();
        assert_eq!((status, err.as_str()), (Some(0), ""));
        let found: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(found["points"], 1);
        assert_eq!(found["complete"]["verdict"], "met");
    }

    #[test]
    fn a_bad_event_is_named_and_the_others_count() {
        let good =
            r#"{ "id": "1", "at": "2026-11-21T09:00:00Z", "type": "done", "activity": "done" }"#;
        let bad = r#"{ "id": "2", "at": "yesterday", "type": "done", "activity": "open" }"#;
        let (status, out, err) = evaluate(&[BOARD, "-"], &format!("{bad}\n{good}\n"));
        assert_eq!(status, Some(1));
        let found: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(found["points"], 1);
        assert_eq!(
            err,
            "choiceboard: -:1: [0].at: `at` must be a date and time with its zone, as in 2026-11-21T09:30:00Z.\n"
        );
    }

    #[test]
    fn a_board_with_errors_is_1_and_what_cannot_run_is_2() {
        let (status, out, err) = evaluate(&["-", EVENTS], r#"{ "choiceboard": 1 }"#);
        assert_eq!((status, out.as_str()), (Some(1), ""));
        assert!(err.contains("error["), "{err}");
        for arguments in [
            &["no-such.json", EVENTS][..],
            &[BOARD, "no-such.json"],
            &["-", "-"],
        ] {
            let (status, out, err) = evaluate(arguments, "");
            assert_eq!((status, out.as_str()), (Some(2), ""), "{arguments:?}");
            assert!(err.starts_with("choiceboard: "), "{err}");
        }
        assert_eq!(evaluate(&[BOARD, EVENTS, "--now", "noon"], "").0, Some(2));
    }
}
