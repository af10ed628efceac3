//! What a screen may read: plain values, compared by value, complete sentences as [`Phrase`]s, nothing to decide.

use crate::rules::{Ix, Kind, Points, State};
use crate::words::Phrase;

/// Where the learner's work is, and what became of the last save (`data-saved`).
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Saved {
    /// Stored on this device.
    #[default]
    Device,
    /// Sent to the LMS, not yet confirmed.
    Sent,
    /// The LMS has it.
    Confirmed,
    /// Only in this tab's memory, and why.
    Memory(Option<Phrase>),
    /// Not saved, and why.
    Failed(Option<Phrase>),
}

/// `data-state` of the player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum BoardState {
    #[default]
    InProgress,
    Complete,
    Impossible,
}

/// The head of the page: changes with most acts, small.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct HeadView {
    pub board: String,
    pub title: String,
    pub about: String,
    pub due: Option<Phrase>,
    pub state: BoardState,
    pub points: Points,
    /// Where the ruler ends.
    pub goal: Points,
    /// Counted from 1; 0 without levels.
    pub level: u32,
    /// Title, points, reached.
    pub levels: Vec<(String, Points, bool)>,
    /// "Level 2, 20 more to River"
    pub next_level: Option<Phrase>,
    /// The leading sentence: what is missing.
    pub missing: Phrase,
    /// What else is open; may be empty.
    pub also: Vec<Phrase>,
    /// Ways to finish (lines, sets), nearest first, at most a handful.
    pub ways: Vec<WayView>,
}

/// One way to finish, drawn and in words.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct WayView {
    /// Index of the section whose grid it lies in.
    pub section: u32,
    /// Activities in it, in order.
    pub cells: Vec<Ix>,
    pub title: Phrase,
    /// "2 more"
    pub left: Phrase,
    pub met: bool,
    /// The way with the least left.
    pub nearest: bool,
}

/// A section as it is laid out. Fixed for an edition of the board, but for `quota` and `locked`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct SectionView {
    pub id: String,
    pub title: String,
    pub about: String,
    pub layout: crate::board::Layout,
    pub columns: u32,
    pub activities: Vec<Ix>,
    /// "Choose 1: 0 chosen", with whether it is met.
    pub quota: Option<(Phrase, bool)>,
    pub locked: Option<Phrase>,
}

/// One tile, in the grid or in the list.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct TileView {
    pub ix: Ix,
    pub id: String,
    pub title: String,
    pub state: State,
    pub free: bool,
    pub required: bool,
    pub optional: bool,
    pub points: Points,
    pub kind: Kind,
    pub minutes: Option<f64>,
    pub together: crate::board::Together,
    pub image: Option<(String, String)>,
    /// Steps ticked, steps in all.
    pub steps: (u32, u32),
    pub due: Option<DueView>,
    /// Why it is locked and what opens it; or the teacher's comment when returned.
    pub why: Option<Phrase>,
    /// Choosing it now would make the board impossible: the warning.
    pub warning: Option<Phrase>,
}

/// A due date near enough to show.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct DueView {
    pub late: bool,
    /// Soon enough to stand out.
    pub soon: bool,
    pub says: Phrase,
}
