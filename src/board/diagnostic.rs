//! What is said of a board: where, how bad, a sentence, a suggestion, and the repair where there is one.

use super::code::Severity;
use super::document::Span;
use crate::words::Phrase;

/// One thing that is wrong with a board, located.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Stable name of what is wrong, `unknown-id`.
    pub code: &'static str,
    /// Whether it stops the board.
    pub severity: Severity,
    /// JSONPath (RFC 9535) of the value it is about: `$.activities[3].requires.all[0]`.
    pub path: String,
    /// Counted from 1.
    pub line: u32,
    /// Counted from 1, in Unicode characters.
    pub column: u32,
    /// The bytes it is about, in the decoded text.
    pub at: Span,
    /// A sentence a teacher understands.
    pub message: Phrase,
    /// What to do.
    pub suggestion: Option<Phrase>,
    /// The change that puts it right.
    pub repair: Option<Repair>,
}

/// A change to the decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The bytes to replace; empty to insert.
    pub at: Span,
    /// What to write there.
    pub with: String,
}
