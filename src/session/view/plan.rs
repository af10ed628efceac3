//! The plan: what is in it, what it comes to, and the days ahead.

use crate::rules::Ix;
use crate::words::Phrase;

/// The plan.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PlanView {
    /// It can be changed.
    pub open: bool,
    /// In the order it was put in.
    pub items: Vec<PlannedView>,
    /// What can be put in: activities and their titles, in the board's order.
    pub others: Vec<(Ix, String)>,
    /// The days that can be picked.
    pub days: Vec<DayView>,
    /// The sentence that leads: whether the board is finished with it, or what is missing.
    pub leads: Phrase,
    /// The board is finished with it, and nothing stands against it.
    pub is_good: bool,
    /// What it comes to.
    pub sums: Vec<SumView>,
    /// What stands against it, and what could be added.
    pub notes: Vec<Phrase>,
    /// What was changed today, where it can be said why.
    pub asks: Option<ChangeView>,
    /// Newest first.
    pub history: Vec<ChangeView>,
}

/// A planned activity.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PlannedView {
    pub ix: Ix,
    pub day: Option<DayView>,
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayView {
    /// Since 1970.
    pub day: i32,
    /// Its noon, in milliseconds since 1970 UTC: nothing turns that into another date.
    pub at: i64,
}

/// One line of what a plan comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct SumView {
    /// `rule`, `points`, `time`, `standards`.
    pub name: &'static str,
    /// How much.
    pub says: Phrase,
    /// It is what is asked for; nothing where nothing is.
    pub met: Option<bool>,
}

/// A change of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeView {
    /// When.
    pub when: Phrase,
    /// What was put in, taken out, moved.
    pub says: Vec<Phrase>,
    /// As it was written; may be empty.
    pub because: String,
}

/// The days ahead.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct WeekView {
    /// "The week", or until when.
    pub title: Phrase,
    /// From today on.
    pub days: Vec<AheadView>,
}

/// What a day brings.
#[derive(Clone, Debug, PartialEq)]
pub struct AheadView {
    /// Which day.
    pub day: DayView,
    /// It is today.
    pub is_today: bool,
    /// What is due, what opens, which goal's day it is.
    pub notes: Vec<Phrase>,
    /// What is planned for it.
    pub planned: Vec<Ix>,
}
