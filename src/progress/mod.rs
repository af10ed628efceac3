//! What happened, and what follows from it. The log is the truth; everything else is a function of board and log, computed
//! again whenever either changes and never stored.
//!
//! Uses [`crate::words`], [`crate::rules`] and [`crate::board`]. Time comes in with the question.

mod event;
mod log;
mod pieces;

pub use event::{
    Actor, Event, Fact, Fault, Handed, Reading, Role, read_event, read_events, write_event,
};
pub use log::{Inserted, Log};
