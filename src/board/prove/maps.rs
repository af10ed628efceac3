//! Maps whose author has said where stops lie: what has half a place or none, what lies on something else, what is on no map at all.

use super::Proofs;
use crate::board::code;
use crate::board::document::{Node, Span};
use crate::board::finding::Finding;
use crate::board::model::{Layout, Sheet};
use crate::rules::Ix;

/// Stops whose middles are nearer than this lie on each other, in hundredths of the picture's width.
const NEAR: f64 = 5.0;

impl Proofs<'_> {
    pub(super) fn maps(&mut self) {
        let sections = self.look.items("sections");
        if self.board.sections.is_empty() {
            self.section(
                self.board.layout,
                self.board.map.as_deref(),
                Some(self.look.root),
                0,
            );
        } else if let Some(map) = self.look.document.find(self.look.root, "map") {
            self.note(Finding::new(code::NOT_ON_A_MAP, map.at));
        }
        for (number, section) in self.board.sections.iter().enumerate() {
            // What stands in no section has one that is not in the file.
            let node = sections.get(number);
            self.section(section.layout, section.map.as_deref(), node, number);
        }
    }

    fn section(&mut self, layout: Layout, map: Option<&Sheet>, node: Option<&Node>, number: usize) {
        let ground = self.ground;
        let Some(section) = ground.sections.get(number) else {
            return;
        };
        let stops = &section.activities;
        if layout != Layout::Path {
            let map = node.and_then(|node| self.look.document.find(node, "map"));
            let coordinates = stops
                .iter()
                .flat_map(|ix| [self.find(*ix, "x"), self.find(*ix, "y")]);
            let idle: Vec<Span> = map
                .map(|map| map.at)
                .into_iter()
                .chain(coordinates.flatten())
                .collect();
            for at in idle {
                self.findings.push(Finding::new(code::NOT_ON_A_MAP, at));
            }
            return;
        }
        let mut placed: Vec<(f64, f64, Ix)> = Vec::new();
        let mut others = Vec::new();
        for ix in stops {
            let activity = self.board.activities.get(*ix as usize);
            match activity.map(|activity| (activity.more.x, activity.more.y)) {
                Some((Some(x), Some(y))) => placed.push((x, y, *ix)),
                _ => others.push(*ix),
            }
        }
        for ix in others {
            let half = self.find(ix, "x").or_else(|| self.find(ix, "y"));
            match half {
                Some(at) => self.note(Finding::new(code::HALF_A_PLACE, at)),
                None if map.is_none() && placed.is_empty() => {}
                None => {
                    let at = self.find(ix, "id").unwrap_or_default();
                    self.note(Finding::new(code::WITHOUT_A_PLACE, at).text("id", self.id(ix)));
                }
            }
        }
        let standard = Sheet::default();
        let sheet = map.unwrap_or(&standard);
        self.crowded(placed, sheet.height / sheet.width);
    }

    /// Says of each stop on which earlier one it lies.
    fn crowded(&mut self, mut placed: Vec<(f64, f64, Ix)>, ratio: f64) {
        placed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.2.cmp(&other.2)));
        let mut found: Vec<(Ix, Ix)> = Vec::new();
        for (at, (x, y, ix)) in placed.iter().enumerate() {
            let before = placed.iter().take(at).rev();
            let on = before
                .take_while(|other| x - other.0 < NEAR)
                .find(|other| ((y - other.1) * ratio).abs() < NEAR);
            if let Some((.., other)) = on {
                found.push((*ix.max(other), *ix.min(other)));
            }
        }
        for (later, earlier) in found {
            let at = self.find(later, "x").unwrap_or_default();
            let before = self.find(earlier, "x").unwrap_or_default();
            let finding = Finding::new(code::SAME_PLACE, at).text("id", self.id(earlier));
            self.note(finding.line_of(before));
        }
    }

    fn find(&self, ix: Ix, field: &str) -> Option<Span> {
        let node = self.look.items("activities").get(ix as usize)?;
        self.look.document.find(node, field).map(|node| node.at)
    }
}
