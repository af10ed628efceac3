//! The first download of the student's page: every file needed until a board can be used, against its budget.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::page::{self, beside};

/// 140 KB, read strictly: kilobytes of a thousand bytes.
const BUDGET: u64 = 140_000;

/// What the first download consists of. Boards, other languages and later screens are not in it.
const KINDS: [&str; 4] = ["html", "js", "wasm", "css"];

/// What follows once the board is on the screen, where there is an LMS, or when the program has failed, and what only packages load: listed,
/// not counted.
const AFTERWARDS: [&str; 16] = [
    "player_rest",
    "files",
    "link",
    "rescue",
    "later",
    "map",
    "blobs",
    "pictures",
    "sound",
    "print",
    "element",
    "frame",
    "single",
    "scorm",
    "cmi5",
    "refused",
];

/// What an element loads beside what the same page loads by itself, and its budget: 3 KB.
const EMBEDDING: &[&str] = &["element", "frame"];

/// The line to an LMS or a page around: a page by itself has it where its address names one of them, an element always, for its height and
/// its events come through it.
const LINE: &[&str] = &["link"];

const EMBEDDING_BUDGET: u64 = 3_000;

/// `cargo xtask size`: prints the table, and fails past the budget.
pub fn size() -> Result<()> {
    let dist = page::build()?;
    let mut sum = [0, 0, 0];
    println!(
        "{:<34} {:>10} {:>10} {:>10}",
        "file", "raw", "gzip 9", "brotli 11"
    );
    let (later, first): (Vec<_>, Vec<_>) = at_the_top(&dist)?.into_iter().partition(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        AFTERWARDS.iter().any(|later| name.starts_with(later))
    });
    for file in &first {
        let sizes = sizes(file)?;
        row(&file.strip_prefix(&dist)?.display().to_string(), sizes);
        sum = [sum[0] + sizes[0], sum[1] + sizes[1], sum[2] + sizes[2]];
    }
    row("together", sum);
    println!("afterwards:");
    let mut packed = Vec::new();
    for file in &later {
        let name = file.strip_prefix(&dist)?.display().to_string();
        let sizes = sizes(file)?;
        row(&name, sizes);
        packed.push((name, sizes[2]));
    }
    let embedding = of(EMBEDDING, &packed);
    println!("{embedding} of {EMBEDDING_BUDGET} bytes for the element in another page");
    let line = embedding + of(LINE, &packed);
    println!("{line} with the line, which a page by itself has where there is an LMS");
    if embedding > EMBEDDING_BUDGET {
        bail!(
            "the embedding is {} bytes over {EMBEDDING_BUDGET}",
            embedding - EMBEDDING_BUDGET
        );
    }
    let [_, _, brotli] = sum;
    let share = brotli as f64 / BUDGET as f64 * 100.0;
    println!("{brotli} of {BUDGET} bytes, brotli 11: {share:.0} % of the budget");
    if brotli > BUDGET {
        bail!(
            "the first download is {} bytes over {BUDGET}",
            brotli - BUDGET
        );
    }
    Ok(())
}

/// The files at the top of `dist/` of those kinds.
fn at_the_top(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| KINDS.contains(&ending)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The bytes of the files whose names begin like these.
fn of(parts: &[&str], packed: &[(String, u64)]) -> u64 {
    let counted = packed.iter().filter(|(name, _)| {
        let (stem, _) = name.split_once(['-', '.']).unwrap_or((name, ""));
        parts.contains(&stem)
    });
    counted.map(|(_, bytes)| bytes).sum()
}

fn sizes(file: &Path) -> Result<[u64; 3]> {
    Ok([
        fs::metadata(file)?.len(),
        fs::metadata(beside(file, "gz"))?.len(),
        fs::metadata(beside(file, "br"))?.len(),
    ])
}

fn row(name: &str, [raw, gzip, brotli]: [u64; 3]) {
    println!("{name:<34} {raw:>10} {gzip:>10} {brotli:>10}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_counted_apart_from_the_line_it_talks_through() {
        let packed = [
            ("element-0a.js", 5),
            ("elements.js", 100),
            ("frame-0b.css", 3),
            ("link-0c.js", 7),
            ("later-0d.css", 200),
        ]
        .map(|(name, bytes)| (name.to_owned(), bytes));
        assert_eq!([EMBEDDING, LINE].map(|parts| of(parts, &packed)), [8, 7]);
    }
}
