//! What happened, and what follows from it. The log is the truth; everything else is a function of board and log, computed
//! again whenever either changes and never stored.
//!
//! Uses [`crate::words`], [`crate::rules`] and [`crate::board`]. Time comes in with the question.

mod adds_up;
mod badges;
pub mod check;
mod edition;
mod event;
mod fold;
mod growth;
mod index;
mod interests;
mod journal;
mod judge;
mod ledger;
mod log;
mod looked_back;
mod mastery;
mod own;
mod pieces;
mod plan;
mod report;
mod rubric;
mod settle;
mod suggest;
mod take;
mod work;

pub use adds_up::{AddsUp, Over};
pub use badges::Badges;
pub use edition::Edition;
#[cfg(feature = "schema")]
pub use event::event_schema;
pub use event::{
    Actor, Event, Extra, Fact, Fault, Handed, Levels, Planned, Reach, Reading, Role, Terms,
    read_event, read_events, write_event,
};
pub use fold::{Changed, Progress};
pub use growth::{Growth, growth};
pub use interests::Interests;
pub use journal::{Entry, Goal, Help, Journal, Noted, Review, WORK};
pub use judge::{Lock, Refusal};
pub use ledger::{Ledger, Line};
pub use log::{Inserted, Log};
pub use mastery::{Shown, Source, Story};
pub use own::{Answered, OWN_SECTION, Own, Proposal};
pub use plan::{Change, Plan};
pub(crate) use report::number;
pub use report::report;
pub use rubric::{Judged, Judgement, criterion_key, percent};
pub use suggest::{SUGGESTED, Suggestion, Why, suggest};
pub use work::{Feedback, Work, count_words};
