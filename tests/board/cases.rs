//! Each folder `tests/cases/board-…` holds a board and exactly what is said of it; `BLESS=1 cargo test --test board` writes
//! the second from the first, to be read before it is committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use choiceboard::board::{Diagnostic, Reading, code, prove, read};
use choiceboard::words::{Phrase, Plain, Tongue};
use serde_json::{Value, json};

pub fn cases() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(all)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| name(path).starts_with("board-"))
        .collect();
    cases.sort();
    cases
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// Read and proved, in the order of the file, as `choiceboard check` does it.
fn checked(bytes: &[u8]) -> Reading {
    let mut reading = read(bytes);
    reading.diagnostics.extend(prove(&reading));
    reading
        .diagnostics
        .sort_by_key(|diagnostic| diagnostic.at.start);
    reading
}

fn in_english(diagnostics: &[Diagnostic]) -> Value {
    let tongue = Tongue::english(Rc::new(Plain { offset: 0 }));
    let say = |phrase: &Phrase| tongue.text(phrase, &|_| String::new());
    diagnostics
        .iter()
        .map(|diagnostic| {
            json!({
                "code": diagnostic.code,
                "severity": diagnostic.severity.name(),
                "path": diagnostic.path,
                "line": diagnostic.line,
                "column": diagnostic.column,
                "message": say(&diagnostic.message),
                "suggestion": diagnostic.suggestion.as_ref().map(say),
                "repair": diagnostic.repair.as_ref().map(|repair| &repair.with),
            })
        })
        .collect()
}

#[test]
fn each_case_says_exactly_this() {
    let mut wrong = Vec::new();
    for case in cases() {
        let said = in_english(&checked(&fs::read(case.join("board.json")).unwrap()).diagnostics);
        let file = case.join("expected.json");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&file, format!("{said:#}\n")).unwrap();
        }
        let expected: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        if said != expected {
            wrong.push(format!(
                "{}\nsaid {said:#}\nexpected {expected:#}",
                name(&case)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_has_a_case_and_a_line_in_the_docs() {
    let docs = include_str!("../../docs/board-format.md");
    let undocumented = code::ALL
        .iter()
        .filter(|code| !docs.contains(&format!("`{}`", code.name)));
    let undocumented: Vec<&str> = undocumented.map(|code| code.name).collect();
    assert!(undocumented.is_empty(), "not in the docs: {undocumented:?}");
    let mut seen = BTreeSet::new();
    for case in cases() {
        let expected: Vec<Value> =
            serde_json::from_slice(&fs::read(case.join("expected.json")).unwrap()).unwrap();
        seen.extend(
            expected
                .iter()
                .map(|said| said["code"].as_str().unwrap().to_owned()),
        );
    }
    // Too large to keep in the repository: see `limits`.
    seen.extend(["too-large", "too-many-activities", "not-proved"].map(String::from));
    // Of several files: see `board::nested`.
    seen.extend(["inner-missing", "inner-broken", "inner-cycle"].map(String::from));
    let all: BTreeSet<String> = code::ALL.iter().map(|code| code.name.to_owned()).collect();
    let missing: Vec<&String> = all.difference(&seen).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}
