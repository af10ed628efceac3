//! The rules in Node, as a server would ask them: the same summary as the native library and as the screen, to the last byte.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use choiceboard::exchange;
use choiceboard::words::write_json;
use lms::Lms;
use serde_json::{Value, json};

use super::visit::{Visit, dist};

/// Asks for several summaries; each answer is the text of one, or what was thrown.
const ASK: &str = "
    const { evaluate } = require(process.argv[1]);
    const asked = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    const answer = ([board, events, now]) => {
        try {
            return evaluate(board, events, now ?? undefined);
        } catch (error) {
            return 'thrown: ' + error.message;
        }
    };
    process.stdout.write(JSON.stringify(asked.map(answer)));";

/// What Node answers to these: board, events, and a clock or null.
fn in_node(asked: &[Value]) -> Vec<String> {
    let evaluate = dist().join("server/evaluate.js");
    let said = node(ASK, &[&evaluate], &json!(asked));
    serde_json::from_str(&said).expect("a list of texts")
}

/// What a script in Node prints, given these words and, as its input, this. It finds what package.json names.
pub fn node(script: &str, words: &[&Path], input: &Value) -> String {
    let mut node = Command::new("node")
        .args(["-e", script])
        .args(words)
        .current_dir(xtask::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node");
    let mut into = node.stdin.take().expect("its input");
    into.write_all(input.to_string().as_bytes()).unwrap();
    drop(into);
    let said = node.wait_with_output().unwrap().stdout;
    String::from_utf8(said).unwrap()
}

#[test]
fn node_and_the_native_library_come_to_the_same_text() {
    let folder = xtask::root().join("tests/cases");
    let mut asked = Vec::new();
    let mut native = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let case = entry.unwrap().path();
        let text = |name: &str| std::fs::read_to_string(case.join(name));
        let (Ok(board), Ok(events)) = (text("board.json"), text("events.json")) else {
            continue;
        };
        let Ok(evaluation) = exchange::evaluate(board.as_bytes(), &events, None) else {
            continue;
        };
        if evaluation.faults.is_empty() {
            native.push(write_json(&evaluation.summary().write()));
            asked.push(json!([board, events, null]));
        }
    }
    assert!(asked.len() >= 20, "{} cases", asked.len());
    assert_eq!(in_node(&asked), native);
}

#[test]
fn node_is_told_what_cannot_be_read_and_where() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [{ "id": "a", "title": "A" }] }"#;
    let said = in_node(&[
        json!([board.replace("\"id\": \"a\"", "\"id\": 7"), "[]", null]),
        json!([board, "[\n7]", null]),
        json!([board, "[]", "yesterday"]),
        json!(["nonsense", "[]", null]),
        // What is no text.
        json!([{ "choiceboard": 1 }, "[]", null]),
        json!([board, [], null]),
        json!([board, "[]", 7]),
        json!([board, "[]", "2026-11-29T10:00:00Z"]),
    ]);
    let begins = [
        "thrown: board:1:",
        "thrown: events:2: [0]: ",
        "thrown: now: ",
        "thrown: board:1:1: $: This is not a board file",
        "thrown: board: text is wanted",
        "thrown: events: text is wanted",
        "thrown: now: a date and time",
        "{\"state\":",
    ];
    assert_eq!(said.len(), begins.len());
    for (text, begin) in said.iter().zip(begins) {
        assert!(text.starts_with(begin), "{text}");
    }
}

#[test]
fn a_server_comes_to_what_the_screen_has_sent() {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    let visit = Visit::at(Arc::new(site));
    visit.go("index.html?board=boards/water-cycle.json&learner=ada&endpoint=/api/progress");
    visit.wait_for_hook("saved", "confirmed");
    for activity in ["song", "comic"] {
        visit.click_one(&format!(".cb-tile[data-activity={activity}]"));
        visit.click_one("[data-action=choose]");
        visit.wait_for_state(activity, "chosen");
    }
    visit.wait_for_hook("saved", "confirmed");
    let board = std::fs::read_to_string(dist().join("boards/water-cycle.json")).unwrap();
    let events = json!(lms.events("water-cycle", "ada")).to_string();
    let sent = lms.summary("water-cycle", "ada").expect("a summary");
    assert_eq!(in_node(&[json!([board, events, null])]), [sent.to_string()]);
    visit.end();
}
