//! The rule engine against what is known of it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod boards;
mod counts;
mod lines;
mod needs;
mod oracle;
mod proofs;
mod sentences;
mod toward;
mod verdicts;
mod ways;
mod worlds;
