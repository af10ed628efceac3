//! The contract with an LMS, one exchange: the widget sends what the LMS may lack, and the LMS answers what the widget may lack.
//! docs/contract.md describes it for whoever writes the other side.
//!
//! Both messages are read and written here, so that a server in Rust uses the types that the widget uses. When to send, and
//! what follows from an answer, is the business of [`super::Outbox`].

mod class;
pub(in crate::exchange) mod read;
#[cfg(feature = "schema")]
mod schema;
mod write;

use super::summary::Summary;
use crate::progress::Event;
use crate::words::Phrase;

pub use class::{Class, Peer, Turn};
pub use read::Unreadable;
#[cfg(feature = "schema")]
pub use schema::{request_schema, response_schema};

/// The version of the contract that is spoken here.
pub const CONTRACT: u64 = 1;

/// Events in one request, at most.
pub const BATCH: usize = 500;

/// What the widget sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Which board.
    pub board: BoardName,
    /// Whose work.
    pub learner: LearnerName,
    /// The cursor of the last answer, as it came; none before the first.
    pub after: Option<String>,
    /// What the LMS may lack, at most [`BATCH`].
    pub events: Vec<Event>,
    /// What follows from the whole log, for an LMS that does not read events.
    pub summary: Summary,
}

/// A board by its name. Which edition of it the work was done on each event says itself, by the `revision` of its activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Board"))]
pub struct BoardName {
    /// The board's `id`.
    pub id: String,
}

/// A learner by their name in the LMS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Learner"))]
pub struct LearnerName {
    /// The LMS's own id.
    pub id: String,
    /// What people call them, where the host has said so.
    pub name: Option<String>,
}

/// What the LMS answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// Ids of events that the LMS has stored, now or before. No other counts as confirmed.
    pub accepted: Vec<String>,
    /// Events that the LMS will never store.
    pub refused: Vec<Refused>,
    /// Events that the widget may lack.
    pub events: Vec<Event>,
    /// Events of the answer that cannot be read.
    pub faults: Vec<EventFault>,
    /// What to send as `after` next time; none leaves the last one.
    pub cursor: Option<String>,
    /// There is more to come: ask again at once.
    pub more: bool,
    /// What it tells of the others; nothing where it tells nothing.
    pub class: Option<Box<Class>>,
}

/// An event in a message that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct EventFault {
    /// Its place in `events`, from 0.
    pub index: usize,
    /// The field at fault, as in `by.role`; empty when it is the event as a whole.
    pub field: String,
    /// What is wrong.
    pub says: Phrase,
}

/// An event that an LMS will not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refused {
    /// Its id.
    pub id: String,
    /// Why, for programs: `not_allowed`.
    pub code: String,
    /// Why, for people.
    pub message: String,
}
