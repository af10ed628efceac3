//! The one rule language. It says when a board is complete, when an activity opens, when a badge is earned, and the
//! sentence a learner reads about each. It knows activities by index and facts about them; it knows no JSON, no log, no clock.
//!
//! Uses [`crate::words`] only.

mod ahead;
mod back;
mod book;
mod codes;
mod evaluate;
pub mod explain;
mod facts;
mod filter;
mod ground;
mod lay;
mod lines;
mod live;
mod may;
mod met;
mod more;
mod needs;
mod opened;
mod outcome;
mod points;
mod positions;
pub mod prove;
mod reach;
mod reasons;
pub mod rfc3339;
mod rule;
mod shape;
mod temper;
mod time;
mod toward;
mod ways;

pub use ahead::{Ahead, STEPS};
pub use back::{Back, back, warns};
pub use book::{RuleAt, Rulebook};
pub use codes::{all_codes, codes, has_code};
pub use evaluate::{evaluate, verdict};
pub use facts::{Facts, Reached, Standing, State};
pub use filter::named;
pub use ground::{Grid, Ground, Ix, Kind, Place, Section, Terms, Titles};
pub use lines::{Course, Line, lines_of};
pub use met::{Marks, locks_at, met};
pub use more::{More, Seldom};
pub use needs::{Gate, Named, Needs};
pub use opened::{OpenedBy, opened_by};
pub use outcome::{Outcome, Verdict, Why};
pub use points::Points;
pub use positions::Positions;
pub use rule::{Bounds, Direction, Each, Filter, Habit, Lines, Match, Rule};
pub use time::{Clock, Moment};
pub use toward::{LOOKS, Toward, toward, toward_within};
pub use ways::{Way, lines_open, ways};
