//! Worked examples: each folder of tests/cases holds a board, a log and what must follow from them, derived by hand. What
//! `expected.json` names must be so; `about` says what the case shows, `now` sets the clock.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Log, Progress, read_events, report};
use choiceboard::rules::{Clock, rfc3339};
use choiceboard::words::{Plain, Tongue};
use serde_json::Value;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("events.json").exists())
        .collect();
    cases.sort();
    cases
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
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
    let reading = read(&fs::read(case.join("board.json")).unwrap());
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
        let events = read_events(&fs::read_to_string(case.join("events.json")).unwrap());
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
