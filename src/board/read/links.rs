//! Ids: each stands for one thing, and whatever mentions one must find it.

use super::Reader;
use super::field::did_you_mean;
use crate::board::code;
use crate::board::document::{Member, Node, Span, Value, quoted};
use crate::board::finding::Finding;
use crate::board::model::Board;
use crate::words::{Arg, Phrase, read_number};
use std::collections::BTreeMap;

/// What an id is the id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Activity,
    Section,
    Standard,
    Badge,
    Group,
    /// A level of the mastery scale.
    Scale,
    /// A word that some activity must have.
    Tag,
    /// A level by its number.
    Level,
}

impl What {
    const fn name(self) -> &'static str {
        match self {
            What::Activity => "activity",
            What::Section => "section",
            What::Standard => "standard",
            What::Badge => "badge",
            What::Group => "group",
            What::Scale => "scale",
            What::Tag => "tag",
            What::Level => "level",
        }
    }
}

/// An id used where it must be known.
pub(super) struct Mention {
    what: What,
    id: Box<str>,
    at: Span,
}

impl Reader<'_> {
    pub fn mention(&mut self, what: What, node: &Node) {
        let id = match node.value {
            Value::Number(_) if what == What::Level => self.document.slice(node.at),
            _ => self.document.string(node).unwrap_or(""),
        };
        self.mention_id(what, id, node.at);
    }

    pub fn mention_key(&mut self, what: What, member: &Member) {
        self.mention_id(what, self.document.key(member), member.key);
    }

    fn mention_id(&mut self, what: What, id: &str, at: Span) {
        // An empty one has been noted where it was read.
        if !id.trim().is_empty() {
            let id = id.into();
            self.mentions.push(Mention { what, id, at });
        }
    }

    /// A list of ids of things there are.
    pub fn ids(&mut self, what: What, node: &Node) -> Vec<String> {
        let items = self.list(node);
        items
            .iter()
            .map(|item| {
                self.mention(what, item);
                self.id(item)
            })
            .collect()
    }

    /// Says which of these ids has been used before. The ids are those of the items, in order.
    pub fn unique<'i>(&mut self, items: &[Node], ids: impl Iterator<Item = &'i str> + Clone) {
        let mut sorted: Vec<&str> = ids.clone().collect();
        sorted.sort_unstable();
        let twice = |pair: &[&str]| matches!(pair, [one, other] if one == other && !one.is_empty());
        if sorted.windows(2).any(twice) {
            self.repeated(items, ids);
        }
    }

    fn repeated<'i>(&mut self, items: &[Node], ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeMap::new();
        for (item, id) in items.iter().zip(ids) {
            if id.is_empty() {
                continue;
            }
            let item = self.document.unfold(item);
            let at = self
                .document
                .find(&item, "id")
                .map_or(item.at, |node| node.at);
            if let Some(first) = seen.insert(id, at) {
                let other = another(id, &seen);
                let finding = Finding::new(code::DUPLICATE_ID, at)
                    .text("id", id)
                    .line_of(first)
                    .suggest(
                        Phrase::new("board-fix-other-id").with("with", Arg::Text(other.clone())),
                    )
                    .repair(at, quoted(&other));
                self.note(finding);
            }
        }
    }

    /// Every mention that finds nothing.
    pub fn resolve(&mut self, board: &Board) {
        let mentions = std::mem::take(&mut self.mentions);
        if mentions.is_empty() {
            return;
        }
        let known = Known::of(board);
        for mention in mentions {
            let Mention { what, id, at } = &mention;
            let (what, id, at) = (*what, &**id, *at);
            if what == What::Level {
                let levels = board.levels.len();
                if read_number(id).is_some_and(|n| n > levels as f64) {
                    self.note(
                        Finding::new(code::UNKNOWN_LEVEL, at)
                            .text("found", id)
                            .n("n", levels as f64),
                    );
                }
                continue;
            }
            let ids = known.get(what);
            if ids.binary_search(&id).is_ok() {
                continue;
            }
            let code = if what == What::Tag {
                code::EMPTY_FILTER
            } else {
                code::UNKNOWN_ID
            };
            let mut finding = Finding::new(code, at)
                .text("what", what.name())
                .text("id", id);
            if !self.findings.full(code) {
                finding = did_you_mean(finding, at, id, ids.iter().copied());
            }
            if !finding.has_suggestion()
                && let Some(other) = known.elsewhere(id)
            {
                let other = Arg::Text(other.into());
                finding = finding.suggest(Phrase::new("board-other-kind").with("what", other));
            }
            self.note(finding);
        }
    }
}

/// The same id with a number that makes it another.
fn another(id: &str, taken: &BTreeMap<&str, Span>) -> String {
    let mut number = 2u32;
    loop {
        let other = [id, "-", &number.to_string()].concat();
        if !taken.contains_key(other.as_str()) {
            return other;
        }
        number += 1;
    }
}

/// The ids there are, sorted.
struct Known<'b>(Vec<(What, Vec<&'b str>)>);

impl<'b> Known<'b> {
    fn of(board: &'b Board) -> Self {
        fn sorted<'b>(ids: impl Iterator<Item = &'b String>) -> Vec<&'b str> {
            let mut ids: Vec<&str> = ids
                .map(String::as_str)
                .filter(|id| !id.is_empty())
                .collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        }
        Known(vec![
            (
                What::Activity,
                sorted(board.activities.iter().map(|a| &a.id)),
            ),
            (What::Section, sorted(board.sections.iter().map(|s| &s.id))),
            (
                What::Standard,
                sorted(board.standards.iter().map(|s| &s.id)),
            ),
            (What::Badge, sorted(board.badges.iter().map(|b| &b.id))),
            (What::Group, sorted(board.groups.iter().map(|g| &g.id))),
            (
                What::Scale,
                sorted(board.mastery.scale.iter().map(|s| &s.id)),
            ),
            (
                What::Tag,
                sorted(board.activities.iter().flat_map(|a| &a.more.tags)),
            ),
        ])
    }

    fn get(&self, what: What) -> &[&'b str] {
        let ids = self.0.iter().find(|(known, _)| *known == what);
        ids.map_or(&[], |(_, ids)| ids)
    }

    /// What else has this id.
    fn elsewhere(&self, id: &str) -> Option<&'static str> {
        let found = self
            .0
            .iter()
            .find(|(_, ids)| ids.binary_search(&id).is_ok());
        found.map(|(what, _)| what.name())
    }
}
