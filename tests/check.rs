//! `choiceboard check`, `badges`, `code` and `pack` as a shell sees them: what they print, and how they end.
#![cfg(test)]
#![cfg(feature = "cli")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use choiceboard::board::code_word::fits;
use serde_json::Value;

const GOOD: &str = "tests/cases/board-no-cycle/board.json";
const WARNED: &str = "tests/cases/board-unknown-field/board.json";
const WRONG: &str = "tests/cases/board-all-at-once/board.json";

fn check(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_choiceboard"))
        .arg("check")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// One object a line.
fn json(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_exit_status_tells_errors_from_warnings_from_not_running() {
    let status = |arguments: &[&str]| check(arguments, b"").status.code();
    assert_eq!(status(&[GOOD]), Some(0));
    assert_eq!(status(&[WARNED]), Some(0));
    assert_eq!(status(&[WRONG]), Some(1));
    assert_eq!(status(&[GOOD, WRONG, WARNED]), Some(1));
    assert_eq!(status(&["no-such-file.json"]), Some(2));
    assert_eq!(status(&[WRONG, "no-such-file.json"]), Some(2));
    assert_eq!(status(&["tests"]), Some(2));
    assert_eq!(status(&[]), Some(2));
    assert_eq!(status(&["--format", "xml", GOOD]), Some(2));
    assert_eq!(status(&["--help"]), Some(0));
}

#[test]
fn what_is_gone_is_an_error_though_learners_go_on() {
    let board = br#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [{ "id": "a", "title": "A", "requires": "gone" }] }"#;
    let output = check(&["-"], board);
    assert_eq!(output.status.code(), Some(1));
    let told = said(&output);
    assert!(
        told.contains("error[unknown-id]: There is no activity `gone`."),
        "{told}"
    );
}

#[test]
fn prints_as_a_compiler_would() {
    let output = check(&[WARNED], b"");
    assert_eq!(
        said(&output),
        r#"warning[unknown-field]: There is no field `titel` here; it is kept, but does nothing.
 --> tests/cases/board-unknown-field/board.json:6:21 $.activities[0].titel
  |
6 |     { "id": "read", "titel": "Lesen", "title": "Read" }
  |                     ^^^^^^^
  = help: Did you mean `title`?

warning[unknown-field]: There is no field `colums` here; it is kept, but does nothing.
 --> tests/cases/board-unknown-field/board.json:8:3 $.colums
  |
8 |   "colums": 2, "lms": {}, "x-lms": {}, "_note": ""
  |   ^^^^^^^^
  = help: Did you mean `columns`?

warning[unknown-field]: There is no field `lms` here; it is kept, but does nothing.
 --> tests/cases/board-unknown-field/board.json:8:16 $.lms
  |
8 |   "colums": 2, "lms": {}, "x-lms": {}, "_note": ""
  |                ^^^^^

tests/cases/board-unknown-field/board.json: no errors, 3 warnings
"#
    );
    assert_eq!(
        said(&check(&[GOOD], b"")),
        format!("{GOOD}: no errors, no warnings\n")
    );
}

#[test]
fn prints_json_for_each_file() {
    let output = check(&["--format", "json", GOOD, WARNED], b"");
    let files = json(&output);
    assert_eq!(
        files[0],
        serde_json::json!({ "file": GOOD, "diagnostics": [] })
    );
    assert_eq!(files[1]["file"], WARNED);
    assert_eq!(
        files[1]["diagnostics"][0],
        serde_json::json!({
            "code": "unknown-field",
            "severity": "warning",
            "path": "$.activities[0].titel",
            "line": 6,
            "column": 21,
            "message": "There is no field `titel` here; it is kept, but does nothing.",
            "suggestion": "Did you mean `title`?"
        })
    );
    assert_eq!(files[1]["diagnostics"][2]["suggestion"], Value::Null);
    assert_eq!(files[1]["diagnostics"][2].as_object().unwrap().len(), 7);
}

#[test]
fn a_dash_is_standard_input() {
    let output = check(&["--format", "json", "-"], b"{ \"choiceboard\": 1, }");
    assert_eq!(output.status.code(), Some(1));
    let files = json(&output);
    assert_eq!(files[0]["file"], "-");
    assert_eq!(files[0]["diagnostics"][3]["code"], "trailing-comma");
}

#[test]
fn a_missing_file_is_named_and_the_others_are_checked() {
    let output = check(&["no-such-file.json", GOOD], b"");
    let complaint = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(
        complaint.starts_with("choiceboard: no-such-file.json: "),
        "{complaint}"
    );
    assert!(said(&output).contains("no errors, no warnings"));
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let title = "rain ".repeat(10_000);
    let board = format!(
        r#"{{ "choiceboard": 1, "id": "r", "title": "{title}", "colums": 2, "activities": [ {{ "id": "a", "title": "A" }} ] }}"#
    );
    let output = said(&check(&["-"], board.as_bytes()));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(
        lines[3].trim_start_matches("1 | ").find("\"colums\""),
        lines[4].trim_start_matches("  | ").find('^')
    );
    assert!(
        lines.iter().all(|line| line.chars().count() < 140),
        "{output}"
    );
}

#[test]
fn nothing_in_a_board_moves_the_cursor_or_turns_the_line() {
    let board = "{ \"choiceboard\": 1, \"id\": \"r\", \"title\": \"\u{202e}\u{1b}[2J\", \"activities\": [ { \"id\": \"a\", \"title\": \"A\" } ] }";
    let output = said(&check(&["-"], board.as_bytes()));
    assert!(output.contains("hidden-characters"), "{output}");
    assert!(!output.contains(['\u{202e}', '\u{1b}']), "{output}");
}

#[test]
fn a_code_word_is_printed_as_a_board_has_it() {
    let code = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_choiceboard"))
            .arg("code")
            .args(arguments)
            .output()
            .unwrap()
    };
    let value = |output: &Output| -> String {
        let rule: Value = serde_json::from_str(&said(output)).unwrap();
        rule["code"].as_str().unwrap().to_owned()
    };
    // As the guide for board files has it.
    let salted = value(&code(&["Rain  gauge", "--salt", "k3"]));
    let format = include_str!("../docs/board-format.md");
    assert!(format.contains(&salted), "{salted}");
    // By lot, each time another one.
    let two = [1, 2].map(|_| value(&code(&["rain gauge"])));
    assert_ne!(two[0], two[1]);
    assert!(two.iter().all(|sealed| fits(sealed, "Rain gauge")));
    for wrong in [
        &[" "][..],
        &["rain", "--salt", "K3"],
        &["rain", "gauge"],
        &[],
    ] {
        assert_eq!(code(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn badges_are_printed_for_an_issuer() {
    let badges = |board: &str, base: &str| {
        Command::new(env!("CARGO_BIN_EXE_choiceboard"))
            .args(["badges", board, "--base", base])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap()
    };
    let base = "https://school.example/boards/water-cycle";
    let output = badges("boards/water-cycle.json", base);
    assert_eq!(output.status.code(), Some(0));
    let list: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let ids: Vec<&str> = list
        .iter()
        .filter_map(|badge| badge["id"].as_str()?.strip_prefix(base))
        .collect();
    assert_eq!(ids, ["#explorer", "#fresh-air", "#ocean"]);
    // What an achievement cannot hold is said, and no reason to stop.
    let board = std::env::temp_dir().join(format!("choiceboard-badge-{}.json", std::process::id()));
    let text = r#"{ "choiceboard": 1, "id": "x", "title": "X", "language": "de", "activities": [{ "id": "a", "title": "A" }],
        "badges": [{ "id": "b", "title": "B", "icon": "seal.png", "when": "a" }] }"#;
    std::fs::write(&board, text).unwrap();
    let output = badges(&board.display().to_string(), base);
    std::fs::remove_file(&board).unwrap();
    assert_eq!(output.status.code(), Some(0));
    let list: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list[0]["criteria"]["narrative"], "„A“ abschließen.");
    assert_eq!(list[0].get("image"), None);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "choiceboard: b: Its picture `seal.png` has no address that begins with https://, and is left out.\n"
    );
    assert_eq!(badges(WRONG, base).status.code(), Some(1));
    assert_eq!(badges("no-such-file.json", base).status.code(), Some(2));
    let plain = badges(GOOD, "http://school.example");
    assert_eq!(plain.status.code(), Some(2));
}

/// Packs a board with these files for the page.
fn pack(board: &str, page: &std::path::Path, out: &std::path::Path) -> Output {
    pack_as("html", board, page, out)
}

fn pack_as(package: &str, board: &str, page: &std::path::Path, out: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_choiceboard"))
        .args(["pack", board, "--as", package, "--page"])
        .arg(page)
        .arg("--out")
        .arg(out)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

#[test]
fn a_package_says_what_it_lacks() {
    let folder = std::env::temp_dir().join(format!("choiceboard-pack-{}", std::process::id()));
    let page = folder.join("page");
    std::fs::create_dir_all(page.join("locales")).unwrap();
    let out = folder.join("plants.html");
    let errors = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    // No page at all, and one in pieces.
    let none = pack("boards/plants.json", &folder.join("nothing"), &out);
    assert_eq!(none.status.code(), Some(2));
    assert!(errors(&none).contains("nothing"));
    assert!(
        errors(&none).ends_with(": the page's files are wanted; `cargo xtask dist` leaves them in the folder dist of Choiceboard's source, and --page names that folder\n"),
        "{}",
        errors(&none)
    );
    let empty = pack("boards/plants.json", &page, &out);
    assert_eq!(empty.status.code(), Some(2));
    assert!(errors(&empty).contains("the page's files have no index"));
    assert!(!out.exists());
    for name in [
        "index.html",
        "choiceboard-0a.css",
        "later-0b.css",
        "print-0b.css",
        "frame-0c.css",
        "icons-later-0d.svg",
        "single.js",
        "player_bg-0e.wasm.gz",
        "player_rest-0f.wasm.gz",
    ] {
        std::fs::write(page.join(name), "<body></body>").unwrap();
    }
    let whole = pack("boards/plants.json", &page, &out);
    assert_eq!(whole.status.code(), Some(0), "{}", errors(&whole));
    assert!(said(&whole).contains("of the board's own"));
    assert!(
        std::fs::read_to_string(&out)
            .unwrap()
            .contains("inside:///images/")
    );
    // The same for an LMS.
    for package in ["scorm12", "scorm2004", "cmi5"] {
        let zip = folder.join("plants.zip");
        let empty = pack_as(package, "boards/plants.json", &folder.join("page"), &zip);
        assert_eq!(empty.status.code(), Some(2));
        assert!(errors(&empty).contains("the page's files have no choiceboard.js"));
        let page = folder.join("whole");
        std::fs::create_dir_all(&page).unwrap();
        for name in [
            "choiceboard.js",
            "scorm.js",
            "cmi5.js",
            "link-0e.js",
            "refused-0e.js",
            "choiceboard-0a.css",
            "icons-later-0d.svg",
            "player_bg-0e.wasm",
            "player_rest-0f.wasm",
        ] {
            std::fs::write(page.join(name), "something").unwrap();
        }
        let index = "<html lang=\"en\"><title>Choiceboard</title><script src=\"choiceboard.js\"></script><body></body>";
        std::fs::write(page.join("index.html"), index).unwrap();
        let whole = pack_as(package, "boards/plants.json", &page, &zip);
        assert_eq!(whole.status.code(), Some(0), "{}", errors(&whole));
        assert!(std::fs::read(&zip).unwrap().starts_with(b"PK"));
        std::fs::remove_file(zip).unwrap();
    }
    // A picture that is not where the board says: packed all the same, and said so.
    let board = folder.join("board.json");
    let text = r#"{ "choiceboard": 1, "id": "x", "title": "X", "activities": [{ "id": "a", "title": "A", "image": { "src": "rain.png", "alt": "" } }] }"#;
    std::fs::write(&board, text).unwrap();
    let lacking = pack(&board.display().to_string(), &page, &out);
    assert_eq!(lacking.status.code(), Some(1));
    assert!(errors(&lacking).contains("rain.png"));
    assert!(
        std::fs::read_to_string(&out)
            .unwrap()
            .contains("<title>X</title>")
    );
    // Of a text's pictures those beside the board come along, and those of other sites are named.
    let about = r#""title": "A", "about": "![a](drop.svg) ![b](https://far.example/b.png) [c](https://far.example/c)","#;
    let text_too = text.replace(r#""title": "A","#, about);
    let text_too = text_too.replace("rain.png", "http://far.example/rain.png");
    std::fs::write(&board, &text_too).unwrap();
    std::fs::write(folder.join("drop.svg"), "<svg/>").unwrap();
    let far = pack(&board.display().to_string(), &page, &out);
    assert_eq!(far.status.code(), Some(0));
    let says = |address: &str| {
        format!(
            "choiceboard: {address}: This picture is on another site and will not show inside the package: save it beside the board.\n"
        )
    };
    let both = ["http://far.example/rain.png", "https://far.example/b.png"].map(says);
    assert_eq!(errors(&far), both.concat());
    assert!(
        said(&far).contains("1 files of the board's own"),
        "{}",
        said(&far)
    );
    let packed = std::fs::read_to_string(&out).unwrap();
    assert!(packed.contains("inside:///drop.svg"));
    // What lies elsewhere stays there.
    std::fs::write(folder.join("secret.png"), "secret").unwrap();
    let inner = folder.join("inner");
    std::fs::create_dir_all(&inner).unwrap();
    let board = inner.join("board.json");
    for outside in ["../secret.png", "a/../../secret.png", "..\\\\secret.png"] {
        std::fs::write(&board, text.replace("rain.png", outside)).unwrap();
        let output = pack(&board.display().to_string(), &page, &out);
        // An address with a backslash is no address, and the board is packed without it.
        let status = i32::from(!outside.contains('\\'));
        assert_eq!(output.status.code(), Some(status), "{outside}");
        assert!(!std::fs::read_to_string(&out).unwrap().contains("c2VjcmV0"));
    }
    // A board with mistakes is no board.
    let wrong = pack(WRONG, &page, &out);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(errors(&wrong).contains("error["));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn boards_within_are_looked_at_where_their_files_lie() {
    let folder = std::env::temp_dir().join(format!("choiceboard-check-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("units")).unwrap();
    let board = |id: &str, within: &str| {
        format!(
            r#"{{ "choiceboard": 1, "id": "{id}", "title": "T", "activities": [{{ "id": "a", "title": "A", "board": "{within}" }}] }}"#
        )
    };
    let outer = folder.join("course.json");
    std::fs::write(&outer, board("course", "units/one%20two.json")).unwrap();
    let outer = outer.to_str().unwrap();
    let codes = || -> Vec<String> {
        let said = json(&check(&["--format", "json", outer], b""));
        let found = said[0]["diagnostics"].as_array().unwrap();
        found
            .iter()
            .map(|it| {
                format!(
                    "{} {}",
                    it["code"].as_str().unwrap(),
                    it["path"].as_str().unwrap()
                )
            })
            .collect()
    };
    assert_eq!(codes(), ["inner-missing $.activities[0].board"]);
    let inner = folder.join("units/one two.json");
    std::fs::write(&inner, "{").unwrap();
    assert_eq!(codes(), ["inner-broken $.activities[0].board"]);
    std::fs::write(&inner, board("one", "one%20two.json")).unwrap();
    assert_eq!(codes(), ["inner-cycle $.activities[0].board"]);
    std::fs::write(&inner, r#"{ "choiceboard": 1, "id": "one", "title": "T", "activities": [{ "id": "a", "title": "A" }] }"#).unwrap();
    assert_eq!(codes(), Vec::<String>::new());
    assert_eq!(check(&[outer], b"").status.code(), Some(0));
    // Standard input lies nowhere.
    let input = board("course", "nowhere.json");
    assert_eq!(check(&["-"], input.as_bytes()).status.code(), Some(0));
    std::fs::remove_dir_all(&folder).unwrap();
}
