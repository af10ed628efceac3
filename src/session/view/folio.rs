//! A portfolio: everything that was handed in, by date and by standard.

use super::{CommentView, EntryView, HandedView, StandardView};
use crate::rules::Ix;
use crate::words::Phrase;

/// Everything that was handed in.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FolioView {
    /// Newest first.
    pub works: Vec<WorkView>,
    /// "and 40 earlier ones", where not all are shown.
    pub others: Option<Phrase>,
    /// The same works by standard, in the board's order, what belongs to none last; nothing where the board has no standards.
    pub shelves: Vec<ShelfView>,
    /// "3 standards have no work yet."
    pub bare: Option<Phrase>,
}

/// What was handed in at once.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkView {
    /// What it was handed in for.
    pub activity: Ix,
    /// Title of that.
    pub title: String,
    /// When, and what.
    pub handed: HandedView,
    /// On paper, or in the LMS: there is nothing of it here.
    pub elsewhere: bool,
    /// Nothing was handed in for this activity after it.
    pub newest: bool,
    /// What became of it, where there is something to say: `refused`, `waiting`, `returned`, `done`; and in words.
    pub state: Option<(&'static str, Phrase)>,
    /// What it counts towards.
    pub standards: Vec<StandardView>,
    /// What the teacher said of it, newest first: Markdown.
    pub comments: Vec<CommentView>,
    /// What the learner wrote about the activity then, newest first.
    pub reflections: Vec<EntryView>,
}

/// The works towards one standard.
#[derive(Clone, Debug, PartialEq)]
pub struct ShelfView {
    /// The standard; nothing for works that belong to none.
    pub standard: Option<StandardView>,
    /// The level reached, as the standards say it.
    pub says: Option<Phrase>,
    /// The level reached, counted from 1; 0 without one.
    pub level: u32,
    /// How many levels there are.
    pub levels: u32,
    /// Places in [`FolioView::works`], newest first.
    pub works: Vec<usize>,
}
