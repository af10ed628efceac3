//! A teacher's rotation: who is at which station when.

use super::Reader;
use super::links::What;
use crate::board::code;
use crate::board::document::{Node, Value};
use crate::board::finding::Finding;
use crate::board::model::Turns;

/// Minutes of a turn: a week of them is no turn.
const LONGEST: u32 = 10_000;

const TURNS: &[&str] = &["stations", "groups", "minutes", "begins"];

impl Reader<'_> {
    #[inline(never)]
    pub fn turns(&mut self, node: &Node) -> Option<Box<Turns>> {
        let mut turns = Turns::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "stations" => turns.stations = self.stations(node),
                "groups" => turns.groups = self.ids(What::Group, node),
                "minutes" => turns.minutes = self.whole(node, 1, LONGEST),
                "begins" => turns.begins = self.moment(node),
                _ => self.unknown(member, TURNS),
            }
        }
        if turns.begins.is_some() && self.document.find(node, "minutes").is_none() {
            self.missing(node.at, "minutes");
        }
        matches!(node.value, Value::Object(_)).then(|| Box::new(turns))
    }

    /// Each an id or a list of some, none of them empty.
    fn stations(&mut self, node: &Node) -> Vec<Vec<String>> {
        let items = self.list(node);
        for list in items.iter().chain([node]) {
            if matches!(&list.value, Value::List(items) if items.is_empty()) {
                self.note(Finding::new(code::EMPTY, list.at));
            }
        }
        let stations = items.iter().map(|item| match item.value {
            Value::Text(_) => {
                self.mention(What::Activity, item);
                vec![self.id(item)]
            }
            _ => self.ids(What::Activity, item),
        });
        stations.collect()
    }
}
