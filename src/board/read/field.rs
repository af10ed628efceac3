//! Values of fields by their type, each with its fault.

use super::Reader;
use super::near::nearest;
use crate::board::code;
use crate::board::document::{Member, Node, Span, Value, quoted};
use crate::board::finding::Finding;
use crate::rules::{Moment, Points, rfc3339};
use crate::words::{Arg, Phrase};
use std::collections::BTreeSet;

/// More than this is no number of points, minutes or anything else on a board.
const MOST: f64 = 1e9;

/// Fields that other programs may put anywhere; they are kept and nothing is said.
const FOREIGN: [&str; 3] = ["x-", "_", "$"];

impl<'a> Reader<'a> {
    pub fn note(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub fn key<'n>(&self, member: &'n Member) -> &'n str
    where
        'a: 'n,
    {
        self.document.key(member)
    }

    pub fn wrong_type(&mut self, node: &Node, expected: &'static str) -> Finding {
        let found = match &node.value {
            Value::Null => "nothing",
            Value::Bool(_) => "truth",
            Value::Number(_) => "number",
            Value::Text(_) => "text",
            Value::List(_) => "list",
            Value::Object(_) => "object",
        };
        Finding::new(code::WRONG_TYPE, node.at)
            .text("expected", expected)
            .text("found", found)
    }

    /// The fields of an object. One that stands twice is an error: which of the two was meant?
    pub fn object<'n>(&mut self, node: &'n Node) -> &'n [Member] {
        let Value::Object(members) = &node.value else {
            let finding = self.wrong_type(node, "object");
            self.note(finding);
            return &[];
        };
        let mut seen = BTreeSet::new();
        for (index, member) in members.iter().enumerate() {
            let key = self.key(member);
            let before = members.iter().take(index);
            let twice = if members.len() <= 16 {
                before.rev().any(|other| self.key(other) == key)
            } else {
                !seen.insert(key)
            };
            if twice {
                self.note(Finding::new(code::DUPLICATE_FIELD, member.key).text("name", key));
            }
        }
        members
    }

    /// A field the format does not have. It is kept and means nothing here.
    pub fn unknown(&mut self, member: &Member, known: &[&'static str]) {
        let key = self.key(member);
        if is_foreign(key) {
            return;
        }
        let mut finding = Finding::new(code::UNKNOWN_FIELD, member.key).text("name", key);
        if !self.findings.full(code::UNKNOWN_FIELD) {
            finding = did_you_mean(finding, member.key, key, known.iter().copied());
        }
        self.note(finding);
    }

    pub fn missing(&mut self, at: Span, name: &'static str) {
        let add = Phrase::new("board-fix-add").with("name", Arg::Text(name.into()));
        self.note(
            Finding::new(code::MISSING_FIELD, at)
                .text("name", name)
                .suggest(add),
        );
    }

    pub fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => {
                let finding = self.wrong_type(node, "list");
                self.note(finding);
                &[]
            }
        }
    }

    /// Letters that are no text to read: an id, a tag, an address.
    pub fn string<'n>(&mut self, node: &'n Node) -> &'n str
    where
        'a: 'n,
    {
        match self.document.string(node) {
            Some(text) => {
                self.look_for_hidden(node, text);
                text
            }
            None => {
                let mut finding = self.wrong_type(node, "text");
                if let Value::Number(_) | Value::Bool(_) = node.value {
                    let with = quoted(self.document.slice(node.at));
                    finding = finding.suggest(write(&with)).repair(node.at, with);
                }
                self.note(finding);
                ""
            }
        }
    }

    pub fn id(&mut self, node: &Node) -> String {
        let faults = self.findings.count();
        let id = self.string(node);
        if id.trim().is_empty() && self.findings.count() == faults {
            self.note(Finding::new(code::EMPTY, node.at));
        }
        id.to_owned()
    }

    pub fn strings(&mut self, node: &Node) -> Vec<String> {
        let items = self.list(node);
        items
            .iter()
            .map(|item| self.string(item).to_owned())
            .collect()
    }

    pub fn flag(&mut self, node: &Node) -> bool {
        if let Value::Bool(yes) = node.value {
            return yes;
        }
        let mut finding = self.wrong_type(node, "truth");
        let meant = match self
            .document
            .string(node)
            .unwrap_or("")
            .to_ascii_lowercase()
            .as_str()
        {
            "true" | "yes" | "on" => Some("true"),
            "false" | "no" | "off" => Some("false"),
            _ => None,
        };
        if let Some(meant) = meant {
            finding = finding.suggest(write(meant)).repair(node.at, meant);
        }
        self.note(finding);
        false
    }

    /// A number from `min` to `max`.
    pub fn number(&mut self, node: &Node, min: f64, max: f64) -> Option<f64> {
        let Value::Number(number) = node.value else {
            let mut finding = self.wrong_type(node, "number");
            let meant = self.document.string(node).map(str::trim).unwrap_or("");
            if crate::board::document::is_number(meant) {
                finding = finding.suggest(write(meant)).repair(node.at, meant);
            }
            self.note(finding);
            return None;
        };
        let number = number.get();
        if number >= min && number <= max {
            return Some(number);
        }
        let finding = Finding::new(code::OUT_OF_RANGE, node.at)
            .text("found", self.document.slice(node.at))
            .n("min", min)
            .n("max", max);
        self.note(finding);
        None
    }

    pub fn whole(&mut self, node: &Node, min: u32, max: u32) -> Option<u32> {
        let number = self.number(node, f64::from(min), f64::from(max))?;
        if number.fract() != 0.0 {
            let finding =
                Finding::new(code::NOT_WHOLE, node.at).text("found", self.document.slice(node.at));
            self.note(finding);
            return None;
        }
        Some(number as u32)
    }

    pub fn amount(&mut self, node: &Node) -> Option<f64> {
        self.number(node, 0.0, MOST)
    }

    pub fn points(&mut self, node: &Node) -> Option<Points> {
        self.amount(node).map(Points::from_number)
    }

    pub fn percent(&mut self, node: &Node) -> Option<f64> {
        self.number(node, 0.0, 100.0)
    }

    /// One of a few words, by its place among them.
    pub fn word<T: Copy>(&mut self, node: &Node, words: &[(&'static str, T)], default: T) -> T {
        let names = words.iter().map(|(name, _)| *name);
        match self.word_index(node, &mut names.clone()) {
            Some(index) => words.get(index).map_or(default, |(_, value)| *value),
            None => default,
        }
    }

    fn word_index(
        &mut self,
        node: &Node,
        names: &mut dyn Iterator<Item = &'static str>,
    ) -> Option<usize> {
        let Some(found) = self.document.string(node) else {
            let finding = self.wrong_type(node, "text");
            self.note(finding);
            return None;
        };
        let names: Vec<&'static str> = names.collect();
        let index = names.iter().position(|name| *name == found);
        if index.is_none() {
            let words = names.iter().map(|name| Arg::Text((*name).into())).collect();
            let finding = Finding::new(code::UNKNOWN_WORD, node.at)
                .text("found", found)
                .with("words", Arg::List(words, false));
            let finding = did_you_mean(finding, node.at, found, names.iter().copied());
            self.note(finding);
        }
        index
    }

    pub fn moment(&mut self, node: &Node) -> Option<Moment> {
        let Some(text) = self.document.string(node) else {
            let finding = self.wrong_type(node, "date");
            self.note(finding);
            return None;
        };
        let moment = rfc3339::read_moment(text);
        if moment.is_none() {
            let finding = Finding::new(code::BAD_DATE, node.at)
                .text("found", text)
                .suggest(Phrase::new("board-fix-date"));
            self.note(finding);
        }
        moment
    }
}

/// Whether a field is another program's.
pub(super) fn is_foreign(key: &str) -> bool {
    FOREIGN.iter().any(|prefix| key.starts_with(prefix))
}

/// "Write `…`."
pub(super) fn write(with: &str) -> Phrase {
    Phrase::new("board-fix-write").with("with", Arg::Text(with.into()))
}

/// Adds the nearest of the candidates as suggestion and repair.
pub(in crate::board) fn did_you_mean<'c>(
    finding: Finding,
    at: Span,
    found: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Finding {
    match nearest(found, candidates) {
        Some(near) => finding
            .suggest(Phrase::new("board-did-you-mean").with("with", Arg::Text(near.into())))
            .repair(at, quoted(near)),
        None => finding,
    }
}
