//! Ways to finish: the few nearest sets of activities that would meet a rule.

use super::ahead::Ahead;
use super::book::RuleAt;
use super::evaluate::live_lines;
use super::ground::Ix;
use super::lines::Course;

/// One way to finish.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The rule it belongs to.
    pub rule: RuleAt,
    /// A line's section and how it lies; nothing for other sets.
    pub line: Option<(u32, Course)>,
    /// Every activity in it, in order.
    pub cells: Vec<Ix>,
    /// Those that do not count yet.
    pub missing: Vec<Ix>,
}

/// The nearest ways to meet a rule and its parts, at most `most` of them.
pub fn ways(ahead: &Ahead, at: RuleAt, most: usize) -> Vec<Way> {
    live_lines(ahead, at)
        .into_iter()
        .take(most)
        .map(|(line, missing)| Way {
            rule: at,
            line: Some((line.section, line.course)),
            cells: line.cells,
            missing,
        })
        .collect()
}
