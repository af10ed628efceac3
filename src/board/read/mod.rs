//! JSON to board, with everything that is wrong said at once.
//!
//! Each object has one function that goes through its fields. A fault is noted and reading goes on with the default, so
//! that the rest is looked at too; a board is handed out only if no fault was an error.

mod activity;
mod board;
mod field;
mod links;
mod near;
mod quiz;
mod rule;
mod text;
mod url;

use super::code::Severity;
use super::diagnostic::{Diagnostic, Finding, locate};
use super::document::Document;
use super::model::Board;

/// What came of reading a file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// The board, if nothing was an error.
    pub board: Option<Board>,
    /// The file as it stands, for writing back and for showing diagnostics in their place.
    pub document: Document,
    /// Everything that is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a board file. Any bytes will do; what they lack of a board is in the diagnostics.
pub fn read(bytes: &[u8]) -> Reading {
    let (document, mut findings) = Document::read(bytes);
    let mut reader = Reader::new(&document);
    let mut board = document.root().map(|root| reader.board(root));
    findings.append(&mut reader.findings);
    if let (Some(board), Some(root)) = (&mut board, document.root()) {
        super::inspect::inspect(board, &document, root, &mut findings);
    }
    let stopped = |finding: &Finding| finding.code.severity == Severity::Error;
    if findings.iter().any(stopped) {
        board = None;
    }
    let diagnostics = locate(findings, &document);
    Reading {
        board,
        document,
        diagnostics,
    }
}

/// Goes through a document, noting what is wrong.
struct Reader<'a> {
    document: &'a Document,
    findings: Vec<Finding>,
    mentions: Vec<links::Mention<'a>>,
    languages: text::Languages,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document) -> Self {
        Reader {
            document,
            findings: Vec::new(),
            mentions: Vec::new(),
            languages: text::Languages::default(),
        }
    }
}
