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

mod exchange {
    mod contract;
    mod faults;
    mod lms;
    mod outbox;
    #[cfg(feature = "schema")]
    mod schema;
    mod summary;
}
