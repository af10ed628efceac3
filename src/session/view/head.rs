//! The head of the page: how far the whole board is, and the ways to finish it.

use crate::rules::{Ix, Points};
use crate::words::Phrase;

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
    /// What to begin or go on with, where what is missing names no activity to do it by: how far one is to come on a standard.
    pub step: Option<Phrase>,
    /// What else is open; may be empty.
    pub also: Vec<Phrase>,
    /// Ways to finish (lines, sets), nearest first, at most a handful.
    pub ways: Vec<WayView>,
    /// "and 4 more", where not all are listed.
    pub other_ways: Option<Phrase>,
}

/// One way to finish, drawn and in words.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct WayView {
    /// Index of the section whose grid it lies in.
    pub section: u32,
    /// A line, which is drawn; not a row that needs something, nor another set.
    pub line: bool,
    /// Activities in it, in order.
    pub cells: Vec<Ix>,
    pub title: Phrase,
    /// "2 more"
    pub left: Phrase,
    pub met: bool,
    /// The way with the least left.
    pub nearest: bool,
}
