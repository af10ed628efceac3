//! `cargo xtask lms`: serves the LMS until interrupted.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Result, ensure};
use lms::{BOARD, Lms, Shared};

fn main() -> Result<()> {
    let dist = xtask::page::build()?;
    let database = xtask::root().join("target/lms.sqlite");
    let database = database.display().to_string();
    let (lms, site) =
        Lms::open(&dist, 8090, &database).or_else(|_| Lms::open(&dist, 0, &database))?;
    lms.give_file(one_file(&dist)?);
    lms.share(Shared {
        places: true,
        goal: Some(100),
        peers: true,
        nicknames: [("ben".to_owned(), "Fox".to_owned())].into(),
        ..Shared::default()
    });
    eprintln!("  events are kept in {database}; Ctrl-C ends it");
    println!("{}", site.url(""));
    loop {
        thread::park();
    }
}

/// The board in one HTML file, made as a teacher makes it.
fn one_file(dist: &Path) -> Result<Vec<u8>> {
    let file = xtask::root().join("target/lms.html");
    let cargo = [
        "run",
        "--quiet",
        "--features",
        "cli",
        "--bin",
        "choiceboard",
    ];
    let made = Command::new("cargo")
        .args(cargo)
        .args(["--", "pack", "--as", "html", "--page"])
        .arg(dist)
        .arg("--out")
        .arg(&file)
        .arg(dist.join(BOARD))
        .current_dir(xtask::root())
        .stdout(std::io::stderr())
        .status()?;
    ensure!(made.success(), "the board was not packed into one file");
    Ok(fs::read(file)?)
}
