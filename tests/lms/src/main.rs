//! `cargo xtask lms`: serves the LMS until interrupted.

use std::thread;

use anyhow::Result;
use lms::Lms;

fn main() -> Result<()> {
    let dist = xtask::page::build()?;
    let database = xtask::root().join("target/lms.sqlite");
    let database = database.display().to_string();
    let (_, site) =
        Lms::open(&dist, 8090, &database).or_else(|_| Lms::open(&dist, 0, &database))?;
    eprintln!("  events are kept in {database}; Ctrl-C ends it");
    println!("{}", site.url(""));
    loop {
        thread::park();
    }
}
