//! Findings as they are made: a code and a place in the text. Path, line and column are worked out once, at the end, and only
//! for those that are shown.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::code::{Code, Severity};
use super::diagnostic::{Diagnostic, Repair};
use super::document::{Document, Span};
use crate::words::{Arg, Phrase};

/// So many are shown one by one; past it each code is cut short.
const FLOOD: usize = 200;
/// So many of one code are shown in a flood.
const SHOWN: usize = 10;
/// So many of one code are kept at all; the rest are counted. Four megabytes of commas are one fault, not four million.
const KEPT: usize = 1000;

/// A diagnostic before its place has been worked out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    pub code: &'static Code,
    pub at: Span,
    args: Vec<(&'static str, Arg)>,
    /// Another place whose line the sentence names.
    other: Option<usize>,
    suggestion: Option<Phrase>,
    repair: Option<Repair>,
}

impl Finding {
    pub fn new(code: &'static Code, at: Span) -> Self {
        Finding {
            code,
            at,
            args: Vec::new(),
            other: None,
            suggestion: None,
            repair: None,
        }
    }

    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Arg::Text(text.into()))
    }

    pub fn n(self, name: &'static str, n: impl Into<f64>) -> Self {
        self.with(name, Arg::Number(n.into()))
    }

    /// Fills `line` with the line of another place.
    pub fn line_of(mut self, other: Span) -> Self {
        self.other = Some(other.start);
        self
    }

    pub fn suggest(mut self, phrase: Phrase) -> Self {
        self.suggestion = Some(phrase);
        self
    }

    pub fn has_suggestion(&self) -> bool {
        self.suggestion.is_some()
    }

    pub fn repair(mut self, at: Span, with: impl Into<String>) -> Self {
        self.repair = Some(Repair {
            at,
            with: with.into(),
        });
        self
    }
}

/// Findings, the first of each code kept, all of them counted.
#[derive(Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    counts: Vec<(&'static Code, usize)>,
}

/// Whether an error is of a kind: by its code, what its sentence names, and its path.
pub type Kind<'a> = &'a dyn Fn(&str, &[(&'static str, Arg)], &dyn Fn() -> String) -> bool;

impl Findings {
    pub fn push(&mut self, finding: Finding) {
        let known = self
            .counts
            .iter_mut()
            .find(|(code, _)| *code == finding.code);
        let before = match known {
            Some((_, count)) => {
                *count += 1;
                *count - 1
            }
            None => {
                self.counts.push((finding.code, 1));
                0
            }
        };
        if before < KEPT {
            self.kept.push(finding);
        }
    }

    /// Says by this code of each id that is listed again where it stood first; gives where each did.
    pub fn once<'a>(
        &mut self,
        code: &'static Code,
        ids: impl Iterator<Item = (&'a str, Span)>,
    ) -> BTreeMap<&'a str, Span> {
        let mut first = BTreeMap::new();
        for (id, at) in ids {
            match first.entry(id) {
                Entry::Vacant(place) => _ = place.insert(at),
                Entry::Occupied(before) => {
                    self.push(Finding::new(code, at).text("id", id).line_of(*before.get()));
                }
            }
        }
        first
    }

    /// Whether more of this code would only be counted: then there is no use in looking for suggestions.
    pub fn full(&self, code: &'static Code) -> bool {
        self.counts
            .iter()
            .any(|(known, count)| *known == code && *count >= KEPT)
    }

    /// Adds what has been found elsewhere.
    pub fn append(&mut self, others: Findings) {
        for finding in others.kept {
            self.push(finding);
        }
    }

    /// How many there have been.
    pub fn count(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// Whether any of them stops the board.
    pub fn stop(&self) -> bool {
        self.counts
            .iter()
            .any(|(code, _)| code.severity == Severity::Error)
    }

    /// Whether each error is of this kind; not where some are only counted.
    #[inline(never)]
    pub fn errors_are(&self, document: &Document, fits: Kind) -> bool {
        let is_error = |code: &Code| code.severity == Severity::Error;
        let mut counts = self.counts.iter();
        counts.all(|(code, count)| !is_error(code) || *count <= KEPT)
            && self.kept.iter().all(|finding| {
                let path = || document.path(finding.at).0;
                !is_error(finding.code) || fits(finding.code.name, &finding.args, &path)
            })
    }

    /// Whether one lies within this.
    pub fn within(&self, outer: Span) -> bool {
        self.kept.iter().any(|finding| outer.holds(finding.at))
    }

    /// Puts them into the order of the file, each with its path, line and column.
    pub fn locate(mut self, document: &Document) -> Vec<Diagnostic> {
        self.kept.sort_by_key(|finding| finding.at.start);
        let total = self.count();
        if total > FLOOD {
            let mut shown: Vec<(&'static Code, usize)> = Vec::new();
            self.kept.retain(|finding| {
                let known = shown.iter_mut().find(|(code, _)| *code == finding.code);
                match known {
                    Some((_, count)) => {
                        *count += 1;
                        *count <= SHOWN
                    }
                    None => {
                        shown.push((finding.code, 1));
                        true
                    }
                }
            });
        }
        let lines = document.lines();
        let mut located: Vec<Diagnostic> = self
            .kept
            .into_iter()
            .map(|finding| {
                let (line, column) = lines.place(finding.at.start);
                let (path, field) = document.path(finding.at);
                let mut message = Phrase {
                    key: finding.code.key,
                    args: finding.args,
                };
                if let Some(other) = finding.other {
                    message = message.n("line", lines.place(other).0);
                }
                if let Some(field) = field {
                    message = message.with("field", Arg::Text(field));
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
        let cut = self
            .counts
            .iter()
            .filter(|(_, count)| total > FLOOD && *count > SHOWN);
        for (code, count) in cut {
            if let Some(last) = located.iter_mut().rfind(|shown| shown.code == code.name) {
                let said = std::mem::take(&mut last.message);
                last.message = Phrase::new("board-and-more")
                    .with("said", Arg::Phrase(said))
                    .n("n", (count - SHOWN) as f64);
            }
        }
        located
    }
}
