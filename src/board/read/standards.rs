//! Standards, and how mastery of them is worked out.

use super::Reader;
use super::links::What;
use crate::board::code;
use crate::board::defaults;
use crate::board::document::{Node, Value};
use crate::board::finding::Finding;
use crate::board::model::{Mastery, MasteryMethod, ScaleLevel, Standard};

const METHODS: [(&str, MasteryMethod); 5] = [
    ("highest", MasteryMethod::Highest),
    ("latest", MasteryMethod::Latest),
    ("average", MasteryMethod::Average),
    ("decaying_average", MasteryMethod::DecayingAverage),
    ("n_times", MasteryMethod::NTimes),
];
const STANDARD: &[&str] = &["id", "title", "uri", "code", "case"];
const CASE: &[&str] = &["document", "item"];
const MASTERY: &[&str] = &["method", "scale", "times", "min"];
const SCALE: &[&str] = &["id", "title", "min"];

impl Reader<'_> {
    pub fn standard(&mut self, node: &Node) -> Standard {
        let mut standard = Standard::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => standard.id = self.id(node),
                "title" => standard.title = self.text(node),
                "uri" => standard.uri = self.url(node),
                "code" => self.string(node).clone_into(&mut standard.code),
                "case" => {
                    let mut case = (String::new(), String::new());
                    for member in self.object(node) {
                        let node = &member.value;
                        match self.key(member) {
                            "document" => self.string(node).clone_into(&mut case.0),
                            "item" => self.string(node).clone_into(&mut case.1),
                            _ => self.unknown(member, CASE),
                        }
                    }
                    standard.case = Some(case);
                }
                _ => self.unknown(member, STANDARD),
            }
        }
        if matches!(node.value, Value::Object(_)) && self.document.find(node, "id").is_none() {
            self.missing(node.at, "id");
        }
        standard
    }

    pub fn mastery(&mut self, node: &Node) -> Mastery {
        let mut mastery = defaults::mastery();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "method" => mastery.method = self.word(node, &METHODS, MasteryMethod::Highest),
                "scale" => {
                    let items = self.list(node);
                    mastery.scale = items.iter().map(|item| self.scale_level(item)).collect();
                    self.unique(items, mastery.scale.iter().map(|level| level.id.as_str()));
                    if items.is_empty() {
                        self.note(Finding::new(code::EMPTY, node.at));
                    }
                }
                "times" => mastery.times = self.whole(node, 1, 10).unwrap_or(mastery.times),
                "min" => {
                    self.mention(What::Scale, node);
                    mastery.min = self.id(node);
                }
                _ => self.unknown(member, MASTERY),
            }
        }
        mastery.scale.sort_by(|a, b| a.min.total_cmp(&b.min));
        mastery
    }

    fn scale_level(&mut self, node: &Node) -> ScaleLevel {
        let mut level = ScaleLevel::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => level.id = self.id(node),
                "title" => level.title = self.text(node),
                "min" => level.min = self.percent(node).unwrap_or_default(),
                _ => self.unknown(member, SCALE),
            }
        }
        level
    }
}
