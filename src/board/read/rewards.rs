//! Levels and badges.

use super::Reader;
use crate::board::code;
use crate::board::document::{Node, Value};
use crate::board::finding::Finding;
use crate::board::model::{Badge, Level};
use crate::rules::Rule;

const LEVEL: &[&str] = &["title", "points"];
const BADGE: &[&str] = &["id", "title", "about", "icon", "when"];

impl Reader<'_> {
    pub fn level(&mut self, node: &Node) -> Level {
        let mut level = Level::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "title" => level.title = self.title(node),
                "points" => level.points = self.points(node).unwrap_or_default(),
                _ => self.unknown(member, LEVEL),
            }
        }
        if matches!(node.value, Value::Object(_)) && self.document.find(node, "points").is_none() {
            self.missing(node.at, "points");
        }
        level
    }

    pub fn badge(&mut self, node: &Node) -> Badge {
        let mut badge = Badge {
            when: Rule::Any(Vec::new()).into(),
            ..Badge::default()
        };
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => badge.id = self.id(node),
                "title" => badge.title = self.title(node),
                "about" => badge.about = self.text(node),
                "icon" => badge.icon = self.icon(node),
                "when" => badge.when = self.rule(node).into(),
                _ => self.unknown(member, BADGE),
            }
        }
        if let Value::Object(_) = node.value {
            for name in ["id", "title"] {
                if self.document.find(node, name).is_none() {
                    self.missing(node.at, name);
                }
            }
            if self.document.find(node, "when").is_none() {
                self.note(Finding::new(code::BADGE_BY_HAND, node.at));
            }
        }
        badge
    }
}
