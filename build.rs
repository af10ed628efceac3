//! Lays the English messages out, sorted, a message a line: key, tab, message. The authoring messages (`board-…`) do not travel
//! with the student's page: a board with mistakes is rare there, and the page then fetches the whole file.

use std::collections::BTreeMap;
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales/en.json");
    println!("cargo::rerun-if-changed=build.rs");
    let whole = fs::read_to_string("locales/en.json")?;
    let messages: BTreeMap<String, String> = serde_json::from_str(&whole)?;
    let in_the_page = env::var("CARGO_CFG_TARGET_ARCH")? == "wasm32";
    let mut lines = String::new();
    for (key, message) in messages {
        if in_the_page && key.starts_with("board-") {
            continue;
        }
        if message.contains(['\t', '\n']) {
            return Err(format!("locales/en.json: `{key}` has a tab or a line end").into());
        }
        lines.extend([&key, "\t", &message, "\n"]);
    }
    let out = env::var("OUT_DIR")?;
    Ok(fs::write(Path::new(&out).join("en.txt"), lines)?)
}
