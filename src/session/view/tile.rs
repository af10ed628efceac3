//! The board as it is laid out: its sections and the tiles in them.

use crate::board::{Layout, Together};
use crate::rules::{Ix, Kind, Points, State};
use crate::words::Phrase;

/// A section as it is laid out. Fixed for an edition of the board, but for `quota` and `locked`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct SectionView {
    pub id: String,
    pub title: String,
    pub about: String,
    pub layout: Layout,
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
    pub together: Together,
    pub image: Option<(String, String)>,
    /// A name of our icons, in place of its kind's.
    pub icon: Option<String>,
    /// Steps ticked, steps in all.
    pub steps: (u32, u32),
    pub due: Option<DueView>,
    /// Why it is locked and what opens it; or the teacher's comment when returned.
    pub why: Option<Phrase>,
    /// Its section says the same of all that is in it.
    pub why_shared: bool,
    /// Choosing it now would make the board impossible: the warning.
    pub warning: Option<Phrase>,
    /// It has a flag that few have: [`crate::session::Session::flags`].
    pub flagged: bool,
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
