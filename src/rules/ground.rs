//! What rules need to know of a board, and what stays the same while a learner works: activities by index, where they lie,
//! what they are worth. The board module lays this out once per edition.

use std::num::NonZeroU32;
use std::sync::Arc;

use super::facts::Reached;
use super::more::{More, Seldom};
use super::points::Points;
use super::rule::Rule;
use super::time::Moment;

/// An activity's place in the board's list of activities.
pub type Ix = u32;

/// The fixed half of every question.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// In reading order.
    pub places: Vec<Place>,
    /// In the board's order; a board without sections has one, with an empty id.
    pub sections: Vec<Section>,
    /// One for each section with layout `grid`.
    pub grids: Vec<Grid>,
    /// Ids of standards, by standard index.
    pub standards: Vec<String>,
    /// Ids of the mastery scale, lowest first.
    pub scale: Vec<String>,
    /// Ids of badges and their rules, by badge index.
    pub badges: Vec<(String, Arc<Rule>)>,
    /// Points at which each level begins, lowest first.
    pub levels: Vec<Points>,
    /// What an activity must reach to count.
    pub counts_when: Reached,
    /// When the whole board is complete (the default rule is written out).
    pub complete: Arc<Rule>,
    /// The board's last day.
    pub due: Option<Moment>,
    /// So many of the places, the last, are the learner's own: rules that count the whole board count them, and no rule asks for them.
    pub own: u32,
    /// What sentences call things.
    pub titles: Titles,
}

/// Titles in the language of the sentences; where one is missing, its id is said.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Titles {
    pub sections: Vec<String>,
    pub standards: Vec<String>,
    pub scale: Vec<String>,
    pub badges: Vec<String>,
    pub levels: Vec<String>,
}

impl Default for Rule {
    /// Met by nothing being asked.
    fn default() -> Self {
        Rule::All(Vec::new())
    }
}

/// One activity as rules see it.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// Points for counting once.
    pub points: Points,
    /// How many times it can count.
    pub repeat: u32,
    /// Index of its section.
    pub section: u32,
    /// Row in its section's grid, counted from 1.
    pub row: Option<NonZeroU32>,
    /// Column in its section's grid, counted from 1.
    pub column: Option<NonZeroU32>,
    /// Its kind.
    pub kind: Kind,
    /// Must be done.
    pub required: bool,
    /// Bonus.
    pub optional: bool,
    /// Counts from the start.
    pub free: bool,
    /// Has a check.
    pub check: bool,
    /// Needs a teacher's word.
    pub approval: bool,
    /// What else it has.
    pub more: More<Terms>,
}

/// What few activities have.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Its tags.
    pub tags: Vec<String>,
    /// Its standards, by standard index.
    pub standards: Vec<u32>,
    /// The rule that opens it, its own and its section's together.
    pub requires: Option<Arc<Rule>>,
    /// Not before.
    pub opens: Option<Moment>,
}

impl Seldom for Terms {
    const NONE: Terms = Terms {
        tags: Vec::new(),
        standards: Vec::new(),
        requires: None,
        opens: None,
    };

    fn none() -> &'static Self {
        static NONE: Terms = Terms::NONE;
        &NONE
    }
}

/// A group of activities.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Stable id; empty for the only section of a board without sections.
    pub id: String,
    /// In reading order.
    pub activities: Vec<Ix>,
    /// `choose.min`
    pub choose_min: Option<u32>,
    /// `choose.max`
    pub choose_max: Option<u32>,
}

/// A grid: the activities of one section in reading order, `columns` wide.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Index of the section.
    pub section: u32,
    /// Squares in a row.
    pub columns: u32,
    /// In reading order; the last row may be short.
    pub cells: Vec<Ix>,
}

/// What one does in an activity; picks icon and wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum Kind {
    Read,
    Watch,
    Listen,
    Write,
    Make,
    Practise,
    Play,
    Discuss,
    Present,
    Research,
    Outside,
    #[default]
    Other,
}
