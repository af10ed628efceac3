//! What rules may know of a learner: where each activity stands, and a few sums. Progress fills this in.

use super::ground::Place;
use super::points::Points;
use super::time::Clock;

/// State of an activity, as the board format defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum State {
    Locked,
    #[default]
    Open,
    Chosen,
    Started,
    Waiting,
    Returned,
    Done,
    Dropped,
}

impl State {
    /// The word used in JSON and in `data-state`.
    pub const fn name(self) -> &'static str {
        match self {
            State::Locked => "locked",
            State::Open => "open",
            State::Chosen => "chosen",
            State::Started => "started",
            State::Waiting => "waiting",
            State::Returned => "returned",
            State::Done => "done",
            State::Dropped => "dropped",
        }
    }
}

/// How far an activity must have come, for `counts_when` and for the `state` rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum Reached {
    Chosen,
    Started,
    /// Handed in or said done: from `waiting` on.
    Submitted,
    #[default]
    Done,
    /// Done by a teacher's word.
    Approved,
    /// Done and its check passed (without a check: done).
    Mastered,
}

/// Where one activity stands for one learner.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Standing {
    /// Its state now.
    pub state: State,
    /// How many times it counts now (0 or 1; more only with `repeat`).
    pub counts: u32,
    /// How many times more it could still come to count by the learner's further acts, and a teacher's word where it asks for one,
    /// without undoing or dropping anything, were nothing locked by other activities: 0 when counted out, without tries, past
    /// its date, or dropped.
    pub room: u32,
    /// Points it earns now.
    pub points: Points,
    /// Has been approved by a teacher, and not withdrawn since.
    pub approved: bool,
    /// Its check has been passed, or it has none.
    pub passed: bool,
    /// Best check score in percent.
    pub best: Option<f64>,
    /// Tries at its check.
    pub attempts: u32,
    /// Tries left, where the board limits them.
    pub attempts_left: Option<u32>,
    /// The teacher has left feedback.
    pub feedback: bool,
    /// The learner has opened the newest feedback.
    pub feedback_read: bool,
}

impl Standing {
    /// It counts, or it is done or with the teacher: nothing more is to be done for it now.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Done | State::Waiting)
            || (self.counts > 0 && self.state != State::Returned)
    }

    /// It has come at least this far. What was handed in and then returned has been handed in.
    pub fn has_reached(&self, how_far: Reached) -> bool {
        match how_far {
            Reached::Chosen => self.in_use(),
            Reached::Started => self.in_use() && self.state != State::Chosen,
            Reached::Submitted => {
                matches!(self.state, State::Waiting | State::Returned | State::Done)
            }
            Reached::Done => self.state == State::Done,
            Reached::Approved => self.state == State::Done && self.approved,
            Reached::Mastered => self.state == State::Done && self.passed,
        }
    }

    /// Its check is not passed, and has no tries left.
    pub fn is_spent(&self) -> bool {
        self.attempts_left == Some(0) && !self.passed
    }

    /// It can still be done: its check can, or its teacher's word is enough without.
    pub fn can_be_done(&self, place: &Place) -> bool {
        !self.is_spent() || place.approval || self.state == State::Waiting
    }

    /// What its [`room`](Self::room) is, as it stands in this place.
    pub fn room_in(&self, place: &Place, counts_when: Reached) -> u32 {
        let left = place.repeat.saturating_sub(self.counts);
        let by_word = counts_when == Reached::Approved && self.state == State::Done;
        match counts_when {
            _ if place.free || self.state == State::Dropped => 0,
            Reached::Chosen | Reached::Started => left,
            Reached::Mastered if self.is_spent() => 0,
            _ if !self.is_spent() || place.approval => left,
            // No round after this one can be done.
            _ if self.has_reached(counts_when) => 0,
            _ if by_word || self.can_be_done(place) => left.min(1),
            _ => 0,
        }
    }

    /// Chosen or further: it takes a place of its section's `choose.max`, and no lock shuts it any more.
    pub fn in_use(&self) -> bool {
        matches!(
            self.state,
            State::Chosen | State::Started | State::Waiting | State::Returned | State::Done
        )
    }
}

/// Everything a rule can be asked against.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// By activity index.
    pub standings: Vec<Standing>,
    /// Level reached, counted from 1; 0 without levels.
    pub level: u32,
    /// Earned badges, by badge index.
    pub badges: Vec<bool>,
    /// Level reached on each standard as an index into the scale, by standard index.
    pub mastery: Vec<Option<usize>>,
    /// Reflections, goals, check-ins, days.
    pub habits: [u32; 4],
    /// What the board has of the code words said, `sha256:…`, sorted.
    pub codes: Vec<String>,
    /// Groups the learner is in, by id, sorted.
    pub groups: Vec<String>,
    /// The learner's clock.
    pub clock: Clock,
}
