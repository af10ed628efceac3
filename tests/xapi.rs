//! Statements for an LRS, and the packages' own scripts, in Node: what is made and what is sent to an LRS is checked by somebody else's validator.
#![cfg(test)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::exchange::xapi::{VERBS, statements};
use choiceboard::progress::{
    Actor, Edition, Event, Fact, Handed, Log, Progress, Role, read_events, write_event,
};
use choiceboard::rules::Clock;
use serde_json::{Value, json};

const BASE: &str = "https://lms.example/activity/1";

/// Whatever a learner wrote in this work, nobody else must read.
const SECRET: &str = "hunter2";

fn inside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn edition(board: &Path) -> Option<Arc<Edition>> {
    let board = read(fs::read(board).unwrap()).board?;
    let ground = layout(&board);
    Some(Arc::new(Edition::new(board, ground)))
}

/// Files of a folder, sorted.
fn listed(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(inside(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Runs a script of tests/cmi5 and says what it printed.
fn node(script: &str, words: &[&Path]) -> String {
    let output = Command::new("node")
        .arg(inside("tests/cmi5").join(script))
        .args(words)
        .output()
        .unwrap_or_else(|error| panic!("node: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A folder of a test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// All that a learner can do with each activity of a board, one after the other, each act an event with a UUID.
fn work(edition: &Edition) -> Vec<Event> {
    let text = || String::from(SECRET);
    let piece = |kind: &str| Handed {
        kind: kind.to_owned(),
        value: text(),
        name: text(),
        ..Handed::default()
    };
    let ids: Vec<String> = edition
        .ground
        .places
        .iter()
        .map(|place| place.id.clone())
        .collect();
    let offered = Fact::Offered {
        activities: ids.clone(),
    };
    let mut acts = vec![(None, offered)];
    for id in &ids {
        let facts = [
            Fact::Choose,
            Fact::Start,
            Fact::Draft {
                kind: "text".into(),
                value: text(),
            },
            Fact::Submit {
                evidence: vec![piece("text"), piece("image"), piece(SECRET)],
            },
            Fact::Answer {
                score: Some(100.0 / 3.0),
            },
            Fact::Answer { score: Some(100.0) },
            Fact::Reflect {
                text: text(),
                prompt: Some(text().into()),
                confidence: Some(4),
            },
            Fact::Undo,
            Fact::Drop,
            Fact::Start,
            Fact::Done,
        ];
        acts.extend(facts.map(|fact| (Some(id.as_str()), fact)));
    }
    for (badge, _) in &edition.ground.badges {
        let because = ids.clone();
        acts.push((
            None,
            Fact::Earn {
                badge: badge.clone(),
                because,
            },
        ));
    }
    let event = |(at, (activity, fact)): (usize, (Option<&str>, Fact))| Event {
        id: format!("0193a5f0-1c2b-7def-8123-{at:012x}"),
        at: 1_795_253_400_000 + at as i64,
        offset: Some(60),
        by: Actor {
            role: Role::Learner,
            id: "u".into(),
        },
        activity: activity.map(Into::into),
        revision: None,
        fact,
        extra: Default::default(),
    };
    acts.into_iter().enumerate().map(event).collect()
}

fn replayed(edition: Arc<Edition>, log: &Log) -> Progress {
    let now = log.iter().last().map_or(0, |event| event.at);
    Progress::replay(edition, log, Clock { now, offset: 0 })
}

fn validated(name: &str, made: &[Value]) {
    let file = folder(name).join("statements.json");
    fs::write(&file, Value::from(made).to_string()).unwrap();
    assert_eq!(
        node("validate.mjs", &[&file]).trim(),
        made.len().to_string()
    );
}

#[test]
fn every_log_of_the_cases_makes_valid_statements() {
    let mut made = Vec::new();
    for case in listed("tests/cases") {
        let Ok(text) = fs::read_to_string(case.join("events.json")) else {
            continue;
        };
        let Some(edition) = edition(&case.join("board.json")) else {
            continue;
        };
        let log = Log::from_iter(read_events(&text).events);
        let progress = replayed(edition, &log);
        made.extend(statements(log.iter(), &progress, "u", BASE));
    }
    assert!(made.len() > 100, "{}", made.len());
    validated("xapi-cases", &made);
}

#[test]
fn work_on_every_sample_makes_valid_statements() {
    let mut made = Vec::new();
    for board in listed("boards") {
        let is_board = board.extension().is_some_and(|kind| kind == "json");
        let Some(edition) = is_board.then(|| edition(&board)).flatten() else {
            continue;
        };
        let log = Log::from_iter(work(&edition));
        let progress = replayed(edition, &log);
        made.extend(statements(log.iter(), &progress, "u", BASE));
    }
    for verb in VERBS.iter().filter(|verb| verb.display != "progressed") {
        let said = made.iter().any(|one| one["verb"]["id"] == verb.id);
        assert!(said, "{} is never said", verb.display);
    }
    let text = Value::from(made.as_slice()).to_string();
    assert!(!text.contains(SECRET));
    validated("xapi-samples", &made);
}

/// The events and statements of a sample go through the package's script, as the page would hand them over.
#[test]
fn the_cmi5_package_keeps_its_promises() {
    let edition = edition(&inside("boards/water-cycle.json")).unwrap();
    let log = Log::from_iter(work(&edition));
    let progress = replayed(edition, &log);
    let pair = |event: &Event| {
        let made = statements([event], &progress, "u", BASE);
        // A standard's comes with whatever has shown it.
        json!({ "event": write_event(event), "statements": made })
    };
    let said: Vec<Value> = log.iter().map(pair).collect();
    let said = said.iter().filter(|one| one["statements"] != json!([]));
    let folder = folder("xapi-cmi5");
    let file = folder.join("work.json");
    fs::write(&file, Value::from_iter(said.cloned()).to_string()).unwrap();
    let printed = node("run.mjs", &[&folder, &file]);
    assert!(printed.contains("scenarios"), "{printed}");
}

/// The script of SCORM packages against run-time APIs and servers as they are said to be.
#[test]
fn the_scorm_package_keeps_its_promises() {
    let printed = node("../scorm/run.mjs", &[&folder("xapi-scorm")]);
    assert!(printed.contains("scenarios"), "{printed}");
}
