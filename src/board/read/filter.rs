//! What a rule is about and how much of it: filters and bounds.

use super::Reader;
use super::field::{did_you_mean, write};
use super::links::What;
use super::rule::Beside;
use crate::board::code;
use crate::board::document::{Node, Value};
use crate::board::finding::Finding;
use crate::rules::{Bounds, Filter, Match};

const FILTER: &[&str] = &["section", "tag", "standard", "kind", "column", "row"];

impl Reader<'_> {
    /// `{ "min": 20 }` and its like.
    pub fn bounds<T: Copy + PartialOrd>(
        &mut self,
        node: &Node,
        known: &[&'static str],
        read: &mut dyn FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Bounds<T> {
        let mut bounds = Bounds {
            min: None,
            max: None,
        };
        if let Value::Number(_) = node.value {
            let mut with = String::from("{ \"min\": ");
            with.push_str(self.document.slice(node.at));
            with.push_str(" }");
            let finding = self
                .wrong_type(node, "bounds")
                .suggest(write(&with))
                .repair(node.at, with);
            self.note(finding);
            return bounds;
        }
        let members = self.object(node);
        for member in members {
            let key = self.key(member);
            if !known.contains(&key) {
                let finding = Finding::new(code::UNKNOWN_PART, member.key)
                    .text("name", key)
                    .text("rule", "min");
                let finding = did_you_mean(finding, member.key, key, known.iter().copied());
                self.note(finding);
                continue;
            }
            let value = read(self, &member.value);
            if key != "max" {
                bounds.min = value;
            }
            if key != "min" {
                bounds.max = value;
            }
        }
        if members.is_empty() && matches!(node.value, Value::Object(_)) {
            self.note(Finding::new(code::NO_BOUND, node.at));
        }
        self.range(node, &bounds);
        bounds
    }

    pub fn range<T: PartialOrd>(&mut self, node: &Node, bounds: &Bounds<T>) {
        if let (Some(min), Some(max)) = (&bounds.min, &bounds.max)
            && min > max
        {
            self.note(Finding::new(code::EMPTY_RANGE, node.at));
        }
    }

    pub fn of(&mut self, beside: &Beside) -> Filter {
        match beside.get("of") {
            Some(node) => self.filter(node),
            None => Filter::All,
        }
    }

    fn filter(&mut self, node: &Node) -> Filter {
        match &node.value {
            Value::Text(_) if self.document.string(node) == Some("all") => Filter::All,
            Value::List(_) => Filter::Ids(self.ids(What::Activity, node)),
            Value::Object(_) => Filter::Match(self.match_all(node)),
            _ => {
                let mut finding = self.wrong_type(node, "filter");
                if let Value::Text(_) = node.value {
                    let with = ["[", self.document.slice(node.at), "]"].concat();
                    finding = finding.suggest(write(&with)).repair(node.at, with);
                }
                self.note(finding);
                Filter::All
            }
        }
    }

    fn match_all(&mut self, node: &Node) -> Match {
        let mut found = Match::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "section" => {
                    self.mention(What::Section, node);
                    found.section = Some(self.id(node));
                }
                "tag" => {
                    self.mention(What::Tag, node);
                    found.tag = Some(self.id(node));
                }
                "standard" => {
                    self.mention(What::Standard, node);
                    found.standard = Some(self.id(node));
                }
                "kind" => {
                    found.kind = Some(self.word(node, &super::activity::KINDS, Default::default()))
                }
                "column" => found.column = self.whole(node, 1, 10_000),
                "row" => found.row = self.whole(node, 1, 10_000),
                key => {
                    let finding = Finding::new(code::UNKNOWN_PART, member.key)
                        .text("name", key)
                        .text("rule", "of");
                    let finding = did_you_mean(finding, member.key, key, FILTER.iter().copied());
                    self.note(finding);
                }
            }
        }
        found
    }
}
