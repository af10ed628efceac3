//! Lays the English messages out, sorted, a message a line: key, tab, message. For the student's page they are parted: those a first
//! screen says (`en.txt`), and the late ones (`en-late.txt`). The authoring messages (`board-…`) do not travel with the page at
//! all: a board with mistakes is rare there, and the page then fetches the whole file. The rules for a server are WebAssembly too, and have nowhere
//! to fetch them from: they carry the whole file, as natively.

use std::collections::BTreeMap;
use std::{env, error::Error, fs, path::Path};

/// How the keys begin of what is said before a student has done anything but open and choose an activity. A key too few costs
/// nothing but that the rest of the program is fetched at once where it is said; a key too many costs its bytes.
const FIRST: [&str; 44] = [
    "level-",
    "panel-nothing",
    "rule-also",
    "rule-column",
    "rule-diagonal",
    "rule-open-count",
    "rule-open-lines",
    "rule-others",
    "rule-row",
    "say-points",
    "say-state",
    "ui-about",
    "ui-act-",
    "ui-add-",
    "ui-close",
    "ui-counts",
    "ui-group",
    "ui-hand-in",
    "ui-here",
    "ui-key",
    "ui-kind-",
    "ui-level",
    "ui-look",
    "ui-menu",
    "ui-minutes",
    "ui-missing",
    "ui-new-tab",
    "ui-of",
    "ui-pair",
    "ui-points",
    "ui-print",
    "ui-resource",
    "ui-ruler",
    "ui-saved-device",
    "ui-slow",
    "ui-standard",
    "ui-state-",
    "ui-steps",
    "ui-tab",
    "ui-view",
    "ui-ways",
    "ui-words",
    "ui-your",
    "way-",
];

/// What begins like these, and yet is said on other boards than those that teachers make most: quotas and exact numbers.
const NOT_FIRST: [&str; 2] = ["rule-also-most", "rule-open-count-exactly"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales/en.json");
    println!("cargo::rerun-if-changed=build.rs");
    let whole = fs::read_to_string("locales/en.json")?;
    let messages: BTreeMap<String, String> = serde_json::from_str(&whole)?;
    let for_a_server = env::var_os("CARGO_FEATURE_SERVER").is_some();
    let in_the_page = env::var("CARGO_CFG_TARGET_ARCH")? == "wasm32" && !for_a_server;
    let (mut first, mut late) = (String::new(), String::new());
    for (key, message) in messages {
        if message.contains(['\t', '\n']) {
            return Err(format!("locales/en.json: `{key}` has a tab or a line end").into());
        }
        let begins = |list: &[&str]| list.iter().any(|begins| key.starts_with(begins));
        let lines = match in_the_page {
            true if key.starts_with("board-") => continue,
            true if !begins(&FIRST) || begins(&NOT_FIRST) => &mut late,
            _ => &mut first,
        };
        lines.extend([&key, "\t", &message, "\n"]);
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("en.txt"), first)?;
    Ok(fs::write(Path::new(&out).join("en-late.txt"), late)?)
}
