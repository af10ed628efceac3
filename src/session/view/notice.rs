//! What the page says beside the board.

use crate::words::Phrase;

/// What the page says beside the board.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct NoticeView {
    /// For the screen reader, each once, in order; [`crate::session::Message::Heard`] empties it.
    pub announce: Vec<Phrase>,
    /// A bar that stays until put away: storage that fails, salvaged work, a file that could not be read.
    pub bar: Option<BarView>,
    /// The board has just been completed by this learner on this device: celebrate once.
    pub celebrate: bool,
}

/// A message with a way on.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct BarView {
    pub says: Phrase,
    /// Offer "try again".
    pub retry: bool,
    /// Offer the file.
    pub export: bool,
    /// Offer to take in the file that is somebody else's.
    pub adopt: bool,
    /// Bad news rather than good.
    pub trouble: bool,
    /// Something is wrong in the board's file: [`crate::session::Session::mistakes`] has it, for whoever can mend it.
    pub mistakes: bool,
}

impl BarView {
    /// Good news.
    pub(in crate::session) fn good(says: Phrase) -> Self {
        BarView {
            says,
            retry: false,
            export: false,
            adopt: false,
            trouble: false,
            mistakes: false,
        }
    }

    /// Bad news.
    pub(in crate::session) fn bad(says: Phrase) -> Self {
        BarView {
            trouble: true,
            ..Self::good(says)
        }
    }
}
