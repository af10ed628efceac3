//! The sheet that an author has drawn for a path.

use super::Reader;
use crate::board::code;
use crate::board::document::Node;
use crate::board::finding::Finding;
use crate::board::model::Sheet;

const SHEET: &[&str] = &["image", "width", "height"];

/// No picture is longer.
const LONGEST: f64 = 100_000.0;

/// So many times as long as wide, or as wide as long, is a strip on which no stop finds room.
const SLIMMEST: f64 = 10.0;

impl Reader<'_> {
    /// `map` of a section or of the board.
    #[inline(never)]
    pub fn sheet(&mut self, node: &Node) -> Sheet {
        let mut sheet = Sheet::default();
        let (mut width, mut height) = (None, None);
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "image" => sheet.image = Some(self.image(node)),
                "width" => width = self.number(node, 1.0, LONGEST),
                "height" => height = self.number(node, 1.0, LONGEST),
                _ => self.unknown(member, SHEET),
            }
        }
        let there = |name| self.document.find(node, name).map(|node| node.at);
        match (there("width"), there("height")) {
            (Some(_), None) => self.missing(node.at, "height"),
            (None, Some(_)) => self.missing(node.at, "width"),
            (Some(at), Some(_)) => {
                if let (Some(width), Some(height)) = (width, height) {
                    let ratio: f64 = width / height;
                    if (1.0 / SLIMMEST..=SLIMMEST).contains(&ratio) {
                        (sheet.width, sheet.height) = (width, height);
                    } else {
                        let finding = Finding::new(code::OUT_OF_RANGE, at)
                            .text("found", self.document.slice(at))
                            .n("min", height / SLIMMEST)
                            .n("max", height * SLIMMEST);
                        self.note(finding);
                    }
                }
            }
            (None, None) => {}
        }
        sheet
    }
}
