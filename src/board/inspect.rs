//! A second look at a board that could be read: what contradicts itself.

use super::code;
use super::document::{Document, Node, Span, Value};
use super::finding::{Finding, Findings};
use super::model::{Activity, Board};
use crate::rules::Moment;

/// Notes what contradicts itself.
/// `root` may be an outline.
pub(super) fn inspect(board: &Board, document: &Document, root: &Node, findings: &mut Findings) {
    let look = Look { document, root };
    look.sections(board, findings);
    look.levels(findings);
    for (ix, activity) in board.activities.iter().enumerate() {
        look.activity(board, activity, ix, findings);
    }
    super::cycle::cycles(board, &look, findings);
}

/// Finds the places of a board's things in its document.
pub(super) struct Look<'a> {
    pub document: &'a Document,
    pub root: &'a Node,
}

impl<'a> Look<'a> {
    /// The items of a list of the board.
    pub fn items(&self, field: &str) -> &'a [Node] {
        // Nobody asks for the whole tree of a good board.
        let root = match field {
            "activities" => self.document.root().unwrap_or(self.root),
            _ => self.root,
        };
        self.document.items(root, field)
    }

    /// Where a field of an activity lies, or the activity.
    fn at_activity(&self, ix: usize, field: &str) -> Span {
        let node = self.items("activities").get(ix);
        node.map_or(Span::default(), |node| self.at(node, field))
    }

    /// Where a field of a value lies; the value itself where it has no such field.
    pub fn at(&self, node: &Node, field: &str) -> Span {
        self.document
            .find(node, field)
            .map_or(node.at, |node| node.at)
    }

    fn sections(&self, board: &Board, findings: &mut Findings) {
        let sections = self.items("sections");
        let listed = |section: &'a Node| self.document.items(section, "activities");
        let ids = sections.iter().flat_map(listed);
        let named = ids.filter_map(|node| Some((self.document.string(node)?, node.at)));
        let first = findings.once(code::IN_TWO_SECTIONS, named);
        if sections.is_empty() {
            return;
        }
        for (ix, activity) in board.activities.iter().enumerate() {
            if !activity.id.is_empty() && !first.contains_key(activity.id.as_str()) {
                let at = self.at_activity(ix, "id");
                findings.push(Finding::new(code::IN_NO_SECTION, at).text("id", &activity.id));
            }
        }
    }

    /// Levels are reached in the order of their points, whatever the order in the file.
    fn levels(&self, findings: &mut Findings) {
        let mut last = f64::NEG_INFINITY;
        for level in self.items("levels") {
            let Some(node) = self.document.find(level, "points") else {
                continue;
            };
            let Value::Number(points) = node.value else {
                continue;
            };
            let points = points.get();
            if points <= last {
                findings.push(Finding::new(code::LEVELS_ORDER, node.at));
            }
            last = points;
        }
    }

    fn activity(&self, board: &Board, activity: &Activity, ix: usize, findings: &mut Findings) {
        let at = |field: &str| self.at_activity(ix, field);
        if activity.optional && (activity.required || activity.free) {
            let (at, other) = match activity.required {
                true => (at("required"), "required"),
                false => (at("free"), "free"),
            };
            findings.push(Finding::new(code::REQUIRED_AND_OPTIONAL, at).text("other", other));
        }
        if let (Some(opens), Some(due)) = (activity.more.opens, activity.more.due)
            && end(due) < begin(opens)
        {
            findings.push(Finding::new(code::DUE_BEFORE_OPENS, at("due")));
        }
        if let (Some(due), Some(last)) = (activity.more.due, board.due)
            && begin(due) > end(last)
        {
            findings.push(Finding::new(code::DUE_AFTER_BOARD, at("due")));
        }
    }
}

const DAY: i64 = 86_400_000;

fn begin(moment: Moment) -> i64 {
    match moment {
        Moment::Day(day) => day.saturating_mul(DAY),
        Moment::Instant(at) => at,
    }
}

/// A day ends with its last moment.
fn end(moment: Moment) -> i64 {
    match moment {
        Moment::Day(day) => day.saturating_mul(DAY).saturating_add(DAY - 1),
        Moment::Instant(at) => at,
    }
}
