//! Stations that are gone through in turns.

use super::RoomView;
use crate::rules::Ix;
use crate::words::Phrase;

/// The stations of a section, in the order in which this learner goes through them.
#[derive(Clone, Debug, PartialEq)]
pub struct StationsView {
    /// Where one is now and where one goes next, or where one begins.
    pub lead: Phrase,
    /// How it goes on from one to the next; and what holds of all of them.
    pub goes_on: Vec<Phrase>,
    /// Where the order is this learner's own; else it is the board's, and the teacher says where one begins.
    pub is_own: bool,
    /// Each of them; none where they are too many to be listed.
    pub stations: Vec<StationView>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct StationView {
    /// Its number among the stations of the board, from 1: the same for every learner.
    pub number: u32,
    /// What is done there.
    pub activities: Vec<Ix>,
    /// How far it is.
    pub turn: Turn,
    /// From when until when, in milliseconds since 1970 UTC, where that is known.
    pub when: Option<(i64, i64)>,
    /// How many places are free, where somebody shares it and it matters.
    pub room: Option<RoomView>,
}

/// How far a station is for this learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is where one is.
    Now,
    /// It is where one goes after that, or begins.
    Next,
    /// It comes later, or the teacher says when.
    Later,
    /// Something was done there.
    Done,
    /// Its time is over.
    Over,
}

impl Turn {
    /// `data-turn`.
    pub fn name(self) -> &'static str {
        match self {
            Turn::Now => "now",
            Turn::Next => "next",
            Turn::Later => "later",
            Turn::Done => "done",
            Turn::Over => "over",
        }
    }

    /// The key of its word; none for what simply comes later.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Turn::Now => Some("station-now"),
            Turn::Next => Some("station-next"),
            Turn::Later => None,
            Turn::Done => Some("station-done"),
            Turn::Over => Some("station-over"),
        }
    }
}

/// What a tile says of its station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnView {
    /// How far the station is.
    pub turn: Turn,
    /// Its number, where several activities are done at one station and the tile alone does not say which belong together.
    pub number: Option<u32>,
}
