//! The others, as far as anything is told of them.

use super::TurnView;
use crate::rules::Points;
use crate::words::Phrase;

/// The class together, and whom one is compared with.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ClassView {
    /// Nothing where the LMS tells nothing of it.
    pub together: Option<TogetherView>,
    /// Nothing where the board has it off, or the LMS tells of nobody.
    pub peers: Option<PeersView>,
    /// "As of 30 November, 10:15", where it was heard a while ago.
    pub as_of: Option<Phrase>,
}

/// What the class has together.
#[derive(Clone, Debug, PartialEq)]
pub struct TogetherView {
    /// "Your class has 1,240 points together."
    pub says: Phrase,
    /// How far it is to what they want to reach, and the same in percent.
    pub goal: Option<(Phrase, u32)>,
}

/// Whom one is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct PeersView {
    /// `team`, `neighbours` or `all`.
    pub kind: &'static str,
    /// Most points first; none where nobody else is there, or the learner does not take part.
    pub rows: Vec<PeerView>,
    /// The learner takes part.
    pub takes_part: bool,
    /// That can be changed.
    pub open: bool,
}

/// One of them, or a team.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerView {
    /// Place, from 1, where places are told.
    pub place: Option<u32>,
    /// Nickname or team; empty where the LMS has sent none.
    pub name: String,
    /// The learner, or the learner's team.
    pub mine: bool,
    /// What they have.
    pub points: Points,
}

/// What few tiles say.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FlagsView {
    /// It has a tag that was ticked in the survey.
    pub for_you: bool,
    /// How many places are free now, where not all can do it at once and somebody shares it.
    pub room: Option<RoomView>,
    /// How far its station is, where stations are gone through in turns.
    pub turn: Option<TurnView>,
    /// It lies on the way that is shown, or is its end.
    pub way: Option<Phrase>,
}

/// Places at an activity that not all can do at once.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomView {
    /// "2 of 4 places are free", or the teacher's rule where nobody shares how many are.
    pub says: Phrase,
    /// All of them are taken, and not by the learner.
    pub is_full: bool,
}
