//! Leaves the authoring messages (`board-…`) out of the English messages that travel with the student's page: a board with
//! mistakes is rare there, and the page then fetches the whole file.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales/en.json");
    println!("cargo::rerun-if-changed=build.rs");
    let whole = fs::read_to_string("locales/en.json")?;
    let kept: Vec<&str> = whole
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('"') && !line.starts_with("\"board-"))
        .map(|line| line.trim_end_matches(','))
        .collect();
    let out = env::var("OUT_DIR")?;
    fs::write(
        Path::new(&out).join("en.json"),
        format!("{{{}}}", kept.join(",")),
    )?;
    Ok(())
}
