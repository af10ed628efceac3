//! The contract with an LMS: its messages, and that nothing is lost between the two sides, whatever happens on the way.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

#[path = "progress/arbitrary.rs"]
mod arbitrary;
#[path = "exchange/chance.rs"]
mod chance;
#[cfg(feature = "schema")]
mod schemas;
#[path = "exchange/school.rs"]
mod school;

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::Edition;

/// A board without errors, ready to be worked on.
fn edition(board: &str) -> Arc<Edition> {
    let board = read(board.as_bytes()).board.unwrap();
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

mod exchange {
    mod contract;
    mod faults;
    mod outbox;
    #[cfg(feature = "schema")]
    mod schema;
    mod summary;
    #[cfg(feature = "schema")]
    mod typed;
}
