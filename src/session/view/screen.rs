//! Which screen stands, and why there may be no board.

use crate::words::Phrase;

/// Which screen stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Screen {
    /// Nothing has been opened yet, or the work on it is still being read from the device.
    #[default]
    Waiting,
    /// The board.
    Board,
    /// The board cannot be shown.
    Problem(ProblemView),
}

/// Why there is no board.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemView {
    /// The heading.
    pub title: Phrase,
    /// What happened and what to do.
    pub says: Phrase,
    /// What is wrong in the file, in the file's order; the sentences need the whole catalogue ([`crate::session::Effect::Speak`]).
    pub mistakes: Vec<MistakeView>,
}

/// One mistake in a board file.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct MistakeView {
    pub code: &'static str,
    pub error: bool,
    /// JSON path.
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub says: Phrase,
    pub suggestion: Option<Phrase>,
}
