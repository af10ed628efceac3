//! Laws of the log and of progress.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

#[cfg(feature = "schema")]
#[expect(
    dead_code,
    reason = "of the schema of events only the file is compared"
)]
mod schemas;

mod progress {
    pub mod arbitrary;
    pub mod boards;
    mod check;
    mod chunk;
    mod class;
    mod fold;
    mod gone;
    mod growth;
    mod interests;
    mod journal;
    mod log;
    mod mastery;
    mod oracle;
    mod own;
    mod paths;
    mod plan;
    mod rubric;
    #[cfg(feature = "schema")]
    mod schema;
    mod suggest;
}
