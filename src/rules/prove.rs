//! What can be proved of a board before any learner meets it. Every proof has a number of steps; past it the answer is
//! "not in time", never a guess.

use super::ground::{Ground, Ix};

/// An answer to a yes-or-no question about a board.
#[derive(Clone, Debug, PartialEq)]
pub enum Proof<W> {
    /// It holds.
    Yes,
    /// It does not, and this shows it.
    No(W),
    /// Not decided within the steps allowed.
    NotInTime,
}

/// Some set of activities meets `complete`, from a fresh start. The witness of a no is the rule's own answer.
pub fn can_be_completed(_ground: &Ground) -> Proof<()> {
    Proof::NotInTime
}

/// No two innocent picks make `complete` impossible. A no names the picks.
pub fn survives_two_picks(_ground: &Ground) -> Proof<(Ix, Ix)> {
    Proof::NotInTime
}
