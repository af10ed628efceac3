//! A path as it is drawn.

use crate::board::chart::{Band, Frame};
use crate::rules::Ix;
use crate::words::Phrase;

/// Sections that are paths and stand one after the other, as one map. Fixed for an edition of the board.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct MapView {
    /// How many sections it shows, from the one that was asked for on.
    pub sections: u32,
    /// How many columns, from start to end.
    pub columns: u32,
    /// How many half lanes, from top to bottom.
    pub lanes: u32,
    /// By section: its ground.
    pub bands: Vec<Band>,
    /// Section by section, in each from start to end: the order of a trail.
    pub stops: Vec<StopView>,
    /// The ways between them.
    pub trails: Vec<TrailView>,
    /// By activity: which of the ways lead to it.
    pub arriving: Vec<Vec<usize>>,
    /// Its author has said where stops lie.
    pub drawn: Option<Box<DrawnView>>,
}

/// A map whose author has said where stops lie: ways are in hundredths of the picture's width, both ways, from its upper left corner; a way
/// has three points, and bends towards the middle one.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnView {
    /// All of it.
    pub frame: Frame,
    /// How high the picture is, in hundredths of its width.
    pub picture: f64,
    /// Address, and what is to be seen on it.
    pub image: Option<(String, String)>,
}

/// An activity on the map; it is a column wide and two half lanes high.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct StopView {
    pub ix: Ix,
    /// Which of the map's sections, from 0.
    pub section: u32,
    /// From 0.
    pub column: u32,
    /// Its upper half lane, from 0.
    pub lane: u32,
    /// What is asked at its gate, in short: "2 of 3", "80% or more".
    pub gate: Option<Phrase>,
    /// Gate and ways tell what its rule waits for.
    pub told: bool,
    /// On a drawn map: its middle.
    pub spot: Option<(f64, f64)>,
}

/// A way from one activity to another that waits for it.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct TrailView {
    pub from: Ix,
    /// What else it comes from: some of so many that one way is drawn for them all.
    pub crowd: Vec<Ix>,
    pub to: Ix,
    /// What it runs through: columns and half lanes, to the middle of each.
    pub points: Vec<(f64, f64)>,
    /// It runs along the edges of columns and rows.
    pub square: bool,
    /// The bracket that it comes out of, from top to bottom.
    pub bar: Option<(f64, f64)>,
    /// Nothing waits: it only says in which order.
    pub loose: bool,
    /// From one section into another.
    pub across: bool,
}

impl TrailView {
    /// What it comes from.
    pub fn comes_from(&self) -> impl Iterator<Item = Ix> {
        std::iter::once(self.from).chain(self.crowd.iter().copied())
    }
}

/// The way to something locked that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct TowardView {
    /// What it leads to.
    pub goal: Ix,
    /// What is still to do before, in an order in which each opens.
    pub steps: Vec<Ix>,
    /// "3 activities lie on the way to X: A, B and C."
    pub says: Phrase,
}

/// How far a way has been gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// From end to end.
    All,
    /// It is open.
    Open,
    /// Its end is locked.
    No,
}

impl Gone {
    /// `data-gone`.
    pub fn name(self) -> &'static str {
        match self {
            Gone::All => "all",
            Gone::Open => "open",
            Gone::No => "no",
        }
    }
}
