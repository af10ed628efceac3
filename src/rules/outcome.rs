//! The answer to a rule: a verdict, how far it has come, what would help, and the same for each of its parts.

use super::book::RuleAt;
use super::ground::Ix;
use super::time::Moment;

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verdict {
    /// It holds now.
    Met,
    /// It does not hold yet and still can.
    #[default]
    Open,
    /// No further choice can meet it without undoing or dropping something.
    Impossible,
}

impl Verdict {
    /// The word used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::Open => "open",
            Verdict::Impossible => "impossible",
        }
    }
}

/// The answer to one rule.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Outcome {
    /// Which rule was asked.
    pub rule: RuleAt,
    /// Where it stands.
    pub verdict: Verdict,
    /// `false`: the verdict is open because the search was not finished in time, not because a way was found.
    pub proved: bool,
    /// How much of `need` is there, in the rule's own measure (activities, points, lines, percent, parts).
    pub have: f64,
    /// How much it takes. With only an upper bound, the bound.
    pub need: f64,
    /// Activities that would help, those nearest to meeting it first.
    pub helps: Vec<Ix>,
    /// Why it is impossible; empty otherwise.
    pub why: Vec<Why>,
    /// The same for its parts, in their order.
    pub parts: Vec<Outcome>,
    /// So many badges that ask for badges lead to it from the rule that was asked about.
    pub deep: u32,
}

/// A reason for being impossible.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// More of it is there than the rule allows, by these activities.
    Over {
        /// So much is there.
        have: f64,
        /// So much may be.
        most: f64,
        /// Undoing these is the way back.
        undo: Vec<Ix>,
    },
    /// A result is higher than the rule wants one: what it opens is for those who need it.
    Above {
        /// Percent.
        have: f64,
        /// Percent.
        most: f64,
    },
    /// Not enough is left.
    TooFew {
        /// So much can still be had in all.
        most: f64,
        /// So much is needed.
        need: f64,
    },
    /// Amounts on both sides can be had, this one cannot.
    NoSum,
    /// The time is over.
    Past(Moment),
    /// These were dropped; choosing them again is the way back.
    Dropped(Vec<Ix>),
    /// These can no longer count (locked by date, or by something that cannot be met).
    Shut(Vec<Ix>),
    /// A section's places are taken.
    Full {
        /// Index of the section.
        section: u32,
        /// Its `choose.max`.
        most: u32,
        /// Dropping one of these is the way back.
        drop: Vec<Ix>,
    },
    /// What must not hold does, and nothing further can change that.
    Holds,
    /// No tries are left for these.
    NoTries(Vec<Ix>),
    /// There will never be so many tries.
    FewTries {
        /// So many there can be.
        most: f64,
        /// So many are wanted.
        need: f64,
    },
    /// The rule speaks of nothing that is on the board.
    Nothing,
    /// Each part could be met, but not all of them together.
    Together,
}
