//! What is said of a board: where, how bad, a sentence, a suggestion, and the repair where there is one.

use super::code::{Code, Severity};
use super::document::{Document, Span};
use crate::words::{Arg, Phrase};

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

/// A diagnostic before its place has been worked out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    pub code: &'static Code,
    pub at: Span,
    pub args: Vec<(&'static str, Arg)>,
    pub suggestion: Option<Phrase>,
    pub repair: Option<Repair>,
}

impl Finding {
    pub fn new(code: &'static Code, at: Span) -> Self {
        Finding {
            code,
            at,
            args: Vec::new(),
            suggestion: None,
            repair: None,
        }
    }

    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(text.into())));
        self
    }

    pub fn n(mut self, name: &'static str, n: impl Into<f64>) -> Self {
        self.args.push((name, Arg::Number(n.into())));
        self
    }

    pub fn suggest(mut self, phrase: Phrase) -> Self {
        self.suggestion = Some(phrase);
        self
    }

    pub fn repair(mut self, at: Span, with: impl Into<String>) -> Self {
        self.repair = Some(Repair {
            at,
            with: with.into(),
        });
        self
    }
}

/// So many are shown one by one; past it each code is cut short.
const FLOOD: usize = 200;
/// So many of one code are shown in a flood.
const OF_ONE_CODE: usize = 10;

/// Puts findings into the order of the file, each with its path, line and column.
pub(super) fn locate(mut findings: Vec<Finding>, document: &Document) -> Vec<Diagnostic> {
    findings.sort_by_key(|finding| finding.at.start);
    let left_out = if findings.len() > FLOOD {
        thin_out(&mut findings)
    } else {
        Vec::new()
    };
    let lines = document.lines();
    let mut located: Vec<Diagnostic> = findings
        .into_iter()
        .map(|finding| {
            let (line, column) = lines.place(finding.at.start);
            let (path, field) = document.path(finding.at);
            let mut message = Phrase {
                key: finding.code.key,
                args: finding.args,
            };
            if let Some(field) = field {
                message.args.push(("field", Arg::Text(field)));
            }
            Diagnostic {
                code: finding.code.name,
                severity: finding.code.severity,
                path,
                line,
                column,
                at: finding.at,
                message,
                suggestion: finding.suggestion,
                repair: finding.repair,
            }
        })
        .collect();
    for (code, more) in left_out {
        if let Some(last) = located.iter_mut().rfind(|d| d.code == code.name) {
            let said = std::mem::take(&mut last.message);
            last.message = Phrase::new("board-and-more")
                .with("said", Arg::Phrase(said))
                .n("n", more as f64);
        }
    }
    located
}

/// Keeps the first few of each code and counts the rest.
fn thin_out(findings: &mut Vec<Finding>) -> Vec<(&'static Code, usize)> {
    let mut seen: Vec<(&'static Code, usize)> = Vec::new();
    findings.retain(|finding| {
        let count = match seen.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, count)) => count,
            None => {
                seen.push((finding.code, 0));
                match seen.last_mut() {
                    Some((_, count)) => count,
                    None => return false,
                }
            }
        };
        *count += 1;
        *count <= OF_ONE_CODE
    });
    seen.into_iter()
        .filter(|(_, count)| *count > OF_ONE_CODE)
        .map(|(code, count)| (code, count - OF_ONE_CODE))
        .collect()
}
