//! Rotations in which somebody meets somebody, or is sent nowhere.

use std::collections::BTreeMap;

use super::Proofs;
use crate::board::code;
use crate::board::document::{Node, Span, Value};
use crate::board::finding::Finding;
use crate::board::model::{Section, Turns};

impl<'a> Proofs<'a> {
    pub(super) fn turns(&mut self) {
        let nodes = self.look.items("sections");
        for (section, node) in self.board.sections.iter().zip(nodes) {
            let turns = self.look.document.find(node, "turns");
            if let (Some(turns), Some(node)) = (&section.turns, turns) {
                self.rotation(section, turns, node);
            }
        }
    }

    fn rotation(&mut self, section: &Section, turns: &Turns, node: &'a Node) {
        let document = self.look.document;
        let groups = document.items(node, "groups");
        self.each_once(groups.iter());
        let stations = document.items(node, "stations").iter();
        let at_stations = self.each_once(stations.flat_map(|station| match &station.value {
            Value::List(ids) => ids.iter(),
            _ => std::slice::from_ref(station).iter(),
        }));
        let mut count = section.activities.len();
        if !turns.stations.is_empty() {
            count = turns.stations.len();
            let at = self.look.at(node, "stations");
            for id in &section.activities {
                if !at_stations.contains_key(id.as_str()) {
                    self.note(Finding::new(code::NO_STATION, at).text("id", id));
                }
            }
        }
        if groups.len() > count {
            let at = self.look.at(node, "groups");
            let finding = Finding::new(code::MORE_GROUPS, at).n("groups", groups.len() as f64);
            self.note(finding.n("stations", count as f64));
        }
    }

    /// Says of each id that stands in a list again where it stood first; gives them all.
    fn each_once(&mut self, ids: impl Iterator<Item = &'a Node>) -> BTreeMap<&'a str, Span> {
        let document = self.look.document;
        let named = ids.filter_map(|node| Some((document.string(node)?, node.at)));
        self.findings.once(code::LISTED_TWICE, named)
    }
}
