//! Every point with its reason. Points come from states; a line is written when what an activity earns changes, and a
//! withdrawn point shows as a line that takes it back.

use crate::rules::{Ix, Points};

/// Lines in the order of the log.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Ledger {
    lines: Vec<Line>,
    total: Points,
}

/// Points that came or went.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When, in milliseconds since 1970 UTC; nothing for free spaces, which count from the start.
    pub at: Option<i64>,
    /// By which activity.
    pub activity: Ix,
    /// By which act: the type of the event, or `free`.
    pub reason: &'static str,
    /// So many; negative when withdrawn.
    pub points: Points,
    /// The sum after this line.
    pub total: Points,
}

impl Ledger {
    /// The lines, oldest first.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The sum of all lines.
    pub fn total(&self) -> Points {
        self.total
    }

    /// Writes a line where there is something to write.
    pub(super) fn enter(
        &mut self,
        at: Option<i64>,
        activity: Ix,
        reason: &'static str,
        points: Points,
    ) {
        if points == Points::ZERO {
            return;
        }
        self.total += points;
        self.lines.push(Line {
            at,
            activity,
            reason,
            points,
            total: self.total,
        });
    }
}
