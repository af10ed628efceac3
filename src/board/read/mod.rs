//! JSON to board, with everything that is wrong said at once.
//!
//! Each object has one function that goes through its fields. A fault is noted and reading goes on with the default, so
//! that the rest is looked at too; a board is handed out only if no fault was an error.

mod activity;
mod board;
mod field;
mod filter;
mod learners;
mod links;
mod map;
mod near;
mod quiz;
mod rewards;
mod rule;
mod standards;
mod text;
mod turns;
mod url;

use std::borrow::Cow;

use super::diagnostic::Diagnostic;
use super::document::{Document, Node, Span};
use super::finding::Findings;
use super::gone::is_of_gone;
use super::model::Board;
use crate::rules::Rule;

/// What came of reading a file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// The board, if nothing was an error.
    pub board: Option<Board>,
    /// The file as it stands, for writing back and for showing diagnostics in their place.
    pub document: Document,
    /// Everything that is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// Of a board with errors: each of them is the id of what is gone. Of many errors the diagnostics do not have all.
    pub only_gone: bool,
}

/// Reads a board file. Any bytes will do; what they lack of a board is in the diagnostics. Bytes that are handed over become the
/// document's text without a copy.
pub fn read<'a>(bytes: impl Into<Cow<'a, [u8]>>) -> Reading {
    reading(bytes.into())
}

fn reading(bytes: Cow<[u8]>) -> Reading {
    let (document, mut findings) = Document::read(bytes);
    let mut reader = Reader::new(&document);
    let mut board = document.outline().map(|root| reader.board(root));
    findings.append(reader.findings);
    if let (Some(board), Some(outline)) = (&mut board, document.outline()) {
        super::inspect::inspect(board, &document, outline, &mut findings);
    }
    let mut only_gone = false;
    if findings.stop() {
        only_gone = board.take().is_some() && findings.errors_are(&document, &is_of_gone);
    }
    let diagnostics = findings.locate(&document);
    Reading {
        board,
        document,
        diagnostics,
        only_gone,
    }
}

/// The board of a document once more, whatever is wrong with it.
#[inline(never)]
pub(super) fn reread(document: &Document) -> Option<Board> {
    Some(Reader::new(document).board(document.outline()?))
}

/// Every rule of a document that asks something by itself, and where it stands. What stands in a `not` is left out: that
/// it cannot be met may be meant.
pub(super) fn asked(document: &Document, root: &Node) -> Vec<(Span, Rule)> {
    let mut reader = Reader::new(document);
    reader.asked = Some(Vec::new());
    reader.board(root);
    reader.asked.unwrap_or_default()
}

/// Goes through a document, noting what is wrong.
struct Reader<'a> {
    document: &'a Document,
    findings: Findings,
    mentions: Vec<links::Mention>,
    languages: text::Languages,
    /// Rules by themselves, where somebody wants them.
    asked: Option<Vec<(Span, Rule)>>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document) -> Self {
        Reader {
            document,
            findings: Findings::default(),
            mentions: Vec::new(),
            languages: text::Languages::default(),
            asked: None,
        }
    }
}
