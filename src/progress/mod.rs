//! What happened, and what follows from it. The log is the truth; everything else is a function of board and log, computed
//! again whenever either changes and never stored.
//!
//! Uses [`crate::words`], [`crate::rules`] and [`crate::board`]. Time comes in with the question.

mod event;

pub use event::{Actor, Event, Fact, Role};
