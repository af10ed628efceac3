//! The developer's commands, and the two things they share with the browser tests: a static [`site`] and a WebDriver
//! [`driver`]. Nothing of the product is here.
//!
//! | module | what it is |
//! |---|---|
//! | [`step`] | running a program, saying what is done and how long it took |
//! | [`tools`] | what a fresh machine lacks, fetched once and kept |
//! | [`page`] | the production files in `dist/` |
//! | [`split`] | the program cut in two: what opening a board runs, and the rest |
//! | [`site`] | a static server with the strict content security policy |
//! | [`size`] | the first download against its budget |
//! | [`check`] | formatting, lints, and the pure half on its own |
//! | [`trace`] | which functions a board needs until it can be used |
//! | [`server`] | the rules as one function for servers in JavaScript |
//! | [`suite`] | all tests and their sum |
//! | [`driver`] | a browser, driven by the WebDriver protocol |
//! | [`bench`] | the page beside a hand-written one, in the same browser |

pub mod bench;
pub mod check;
pub mod driver;
pub mod page;
pub mod server;
pub mod site;
pub mod size;
pub mod split;
pub mod step;
pub mod suite;
pub mod tools;
pub mod trace;

use std::path::{Path, PathBuf};

/// The project's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
