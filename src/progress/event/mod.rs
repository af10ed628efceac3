//! One fact of the log. Its wire form is read in `read` and written in `write`; docs/events.md describes both.

mod extra;
mod fact;
mod fields;
mod levels;
mod parts;
mod read;
#[cfg(feature = "schema")]
mod schema;
mod write;

use std::sync::Arc;

pub use extra::Extra;
pub use fact::Fact;
pub use levels::Levels;
pub use parts::{Handed, Planned, Reach, Terms};
pub use read::{Fault, Reading, read_event, read_events};
#[cfg(feature = "schema")]
pub use schema::event_schema;
pub use write::write_event;

/// Something a learner or a teacher did. Never changed once written. A log may hold 100,000 of them: the names that come again
/// and again can be shared, and what is rare is boxed.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// UUID v7 where we made it; any non-empty string where somebody else did.
    pub id: String,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Minutes the writer's local time was ahead of UTC, where known: `days` counts local days.
    pub offset: Option<i32>,
    /// Whose act it is.
    pub by: Actor,
    /// The activity it is about, by id, where it is about one.
    pub activity: Option<Arc<str>>,
    /// Revision of the activity (or of the board) the act was about, where the writer knew it.
    pub revision: Option<Arc<str>>,
    /// What happened.
    pub fact: Fact,
    /// Fields this version does not know, passed on as they came; what it does not know of the writer stands under `by`.
    pub extra: Extra,
}

/// Who.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Actor {
    pub role: Role,
    pub id: Arc<str>,
}

/// In which part.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Role {
    Learner,
    Teacher,
    /// Kept and passed on, never obeyed.
    #[cfg_attr(feature = "schema", schemars(untagged))]
    Other(Box<str>),
}

impl Event {
    /// What the log is sorted by.
    pub fn key(&self) -> (i64, &str) {
        (self.at, &self.id)
    }
}

#[cfg(test)]
mod tests;
