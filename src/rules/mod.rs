//! The one rule language. It says when a board is complete, when an activity opens, when a badge is earned, and the
//! sentence a learner reads about each. It knows activities by index and facts about them; it knows no JSON, no log, no clock.
//!
//! Uses [`crate::words`] only.

mod facts;
mod ground;
mod points;
pub mod rfc3339;
mod rule;
mod time;

pub use facts::{Facts, Reached, Standing, State};
pub use ground::{Grid, Ground, Ix, Kind, Place, Section};
pub use points::Points;
pub use rule::{Bounds, Direction, Each, Filter, Habit, Lines, Match, Rule};
pub use time::{Clock, Moment};
