//! What was earned: badges, and where the points come from.

use crate::rules::Points;
use crate::words::Phrase;

/// A badge, earned or on the way.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct BadgeView {
    pub id: String,
    pub title: String,
    pub about: String,
    /// A name of our icons, or an image URL.
    pub icon: String,
    pub earned: bool,
    /// "Earned on 3 May", or what is missing.
    pub says: Phrase,
    /// 0 to 1.
    pub progress: f64,
}

/// Where the points come from, newest first.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct LedgerView {
    pub lines: Vec<LedgerLine>,
    pub total: Points,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct LedgerLine {
    pub when: Phrase,
    pub says: Phrase,
    /// Negative when withdrawn.
    pub points: Points,
}
