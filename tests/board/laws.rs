//! What holds for every file, however broken.

use std::fs;
use std::path::Path;

use choiceboard::board::{Document, Repair, Severity, prove, read};
use proptest::prelude::*;
use serde_json::Value;

use super::cases::cases;

/// Every sample board.
pub fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("boards");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter(|path| !path.ends_with("index.json"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

fn document(text: &str) -> Document {
    read(text.as_bytes()).document
}

/// The text with every repair made that does not touch another; as an editor would, again and again until none is left.
fn repaired(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..20 {
        let reading = read(text.as_bytes());
        let mut repairs: Vec<Repair> = reading
            .diagnostics
            .into_iter()
            .filter_map(|said| said.repair)
            .collect();
        if repairs.is_empty() {
            break;
        }
        repairs.sort_by_key(|repair| repair.at.start);
        let mut fixed = String::new();
        let mut from = 0;
        let decoded = reading.document.text();
        for repair in repairs
            .iter()
            .filter(|repair| repair.at.start <= repair.at.end)
        {
            if repair.at.start < from {
                continue;
            }
            fixed.push_str(&decoded[from..repair.at.start]);
            fixed.push_str(&repair.with);
            from = repair.at.end;
        }
        fixed.push_str(&decoded[from..]);
        text = fixed;
    }
    text
}

#[test]
fn samples_are_written_back_without_loss() {
    for sample in samples() {
        let read_once = document(&sample);
        let strict: Value = serde_json::from_str(&sample).unwrap();
        assert_eq!(read_once.value(), strict);
        let written = read_once.write();
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), strict);
        assert_eq!(document(&written).write(), written);
    }
}

#[test]
fn numbers_and_unknown_fields_stay_as_they_were_written() {
    let board = r#"{
  "later": [
    1.0,
    1e2,
    -0,
    12345678901234567890123,
    0.10
  ],
  "choiceboard": 1,
  "id": "rain \ud83d\ude00",
  "x": {
    "deep": {},
    "list": []
  }
}
"#;
    let written = document(board).write();
    assert_eq!(written, board.replace(r"\ud83d\ude00", "😀"));
}

/// Found by fuzzing: what stands for a byte that is no text is longer than the byte.
#[test]
fn a_place_lies_between_whole_characters() {
    for bytes in [&b"\xe6"[..], b"{\"a\": \"\xe6\"}", b"\xff\xc3"] {
        let reading = read(bytes);
        let text = reading.document.text();
        for said in &reading.diagnostics {
            let place = text.get(said.at.start..said.at.end);
            assert!(
                text.is_empty() || place.is_some(),
                "{:?} of {text:?}",
                said.at
            );
        }
    }
}

#[test]
fn every_repair_repairs() {
    for case in cases() {
        let text = fs::read(case.join("board.json")).unwrap();
        let text = read(&text).document.text().to_owned();
        let repaired = repaired(&text);
        let left = read(repaired.as_bytes()).diagnostics;
        assert!(
            left.iter().all(|said| said.repair.is_none()),
            "{}: {left:#?}",
            case.display()
        );
    }
}

#[test]
fn a_board_with_errors_is_not_handed_out_and_one_with_warnings_is() {
    for case in cases() {
        let reading = read(fs::read(case.join("board.json")).unwrap());
        let errors = reading
            .diagnostics
            .iter()
            .any(|said| said.severity == Severity::Error);
        assert_eq!(reading.board.is_none(), errors, "{}", case.display());
    }
}

/// Any JSON, with the board's own words for keys more often than not.
fn json() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "choiceboard",
        "id",
        "title",
        "activities",
        "sections",
        "complete",
        "requires",
        "all",
        "any",
        "not",
        "at_least",
        "of",
        "points",
        "min",
        "max",
        "lines",
        "length",
        "through",
        "versions",
        "groups",
        "badges",
        "when",
        "mastery",
        "check",
        "questions",
        "en",
        "es",
        "__proto__",
        "kind",
        "read",
        "shape",
        "x.x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_filter_map("a number of JSON", |n| serde_json::Number::from_f64(n)
            .map(Value::Number)),
        word.clone().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        let key = prop_oneof![4 => word.clone().prop_map(String::from), 1 => any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A change somebody could make to a file by accident.
#[derive(Clone, Debug)]
struct Accident {
    at: prop::sample::Index,
    cut: usize,
    put: String,
}

fn accidents() -> impl Strategy<Value = Vec<Accident>> {
    let pieces = prop::sample::select(vec![
        "", "", "", "{", "}", "[", "]", ",", ":", "\"", "'", "“", "”", "//", "/*", "*/", "#", "\\",
        "\\u12", "\n", "\t", "\u{a0}", "\u{feff}", "\u{202e}", "null", "True", "x", "-", "+1",
        "1e400", "0x1", "é", "😀", "=", "<", "\0",
    ]);
    let accident =
        (any::<prop::sample::Index>(), 0usize..4, pieces).prop_map(|(at, cut, put)| Accident {
            at,
            cut,
            put: put.to_owned(),
        });
    prop::collection::vec(accident, 1..6)
}

fn after(text: &str, accidents: &[Accident]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for accident in accidents {
        let at = accident.at.index(letters.len() + 1);
        let end = (at + accident.cut).min(letters.len());
        letters.splice(at..end, accident.put.chars());
    }
    letters.into_iter().collect()
}

/// What only our reader, or only a strict one, looks at.
const NOT_JSON_ITSELF: &[&str] = &["byte-order-mark", "duplicate-field", "too-deep"];

/// Codes of slips in the JSON itself, as they stand in the table of codes.
fn slips(text: &str) -> Vec<&'static str> {
    let of_file = [
        "empty-file",
        "web-page",
        "not-json",
        "not-utf-8",
        "utf-16",
        "comment",
        "trailing-comma",
        "extra-comma",
        "missing-comma",
        "missing-colon",
        "missing-value",
        "missing-open",
        "missing-close",
        "wrong-close",
        "after-end",
        "quotes",
        "missing-quote",
        "unquoted",
        "odd-space",
        "control-character",
        "bad-escape",
        "bad-number",
        "bad-word",
        "unexpected",
    ];
    let said = read(text.as_bytes()).diagnostics;
    said.iter()
        .map(|said| said.code)
        .filter(|code| of_file.contains(code))
        .collect()
}

proptest! {
    #[test]
    fn any_json_is_kept(value in json()) {
        let text = serde_json::to_string(&value).unwrap();
        let reading = read(text.as_bytes());
        prop_assert_eq!(reading.document.value(), value.clone());
        prop_assert_eq!(document(&reading.document.write()).value(), value);
        prove(&reading);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let reading = read(&bytes);
        prop_assert!(reading.board.is_none());
        prop_assert!(!reading.diagnostics.is_empty());
    }

    /// Fuzzing for every day: sample boards with a few accidents. Places lie in the file, and a strict reader agrees about
    /// what is JSON.
    #[test]
    fn accidents_are_found(which in any::<prop::sample::Index>(), accidents in accidents()) {
        let samples = samples();
        let text = after(which.get::<String>(&samples), &accidents);
        let reading = read(text.as_bytes());
        prove(&reading);
        let lines = text.split('\n').count() as u32;
        for said in &reading.diagnostics {
            prop_assert!(said.line >= 1 && said.line <= lines && said.column >= 1, "{:?}", said);
            prop_assert!(said.path.starts_with('$'), "{:?}", said);
            prop_assert!(text.get(said.at.start..said.at.end).is_some(), "{:?}", said);
        }
        let own = reading.diagnostics.iter().any(|said| NOT_JSON_ITSELF.contains(&said.code));
        let huge = text.contains("e400");
        if !own && !huge {
            let strict = serde_json::from_str::<Value>(&text);
            prop_assert_eq!(strict.is_ok(), slips(&text).is_empty(), "{:?} {:?}", strict.err(), reading.diagnostics);
        }
    }
}
