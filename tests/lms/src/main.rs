//! `cargo xtask lms`: serves the LMS until interrupted.

use std::thread;

use anyhow::Result;
use lms::{Lms, Shared};

fn main() -> Result<()> {
    let dist = xtask::page::build()?;
    let database = xtask::root().join("target/lms.sqlite");
    let database = database.display().to_string();
    let (lms, site) =
        Lms::open(&dist, 8090, &database).or_else(|_| Lms::open(&dist, 0, &database))?;
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
