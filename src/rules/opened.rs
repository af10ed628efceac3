//! What kind of result opened an activity: a low one, after which it is a help, or a high one, after which it goes further.

use super::ahead::Ahead;
use super::book::{Node, RuleAt};
use super::ground::Ix;
use super::met::{met, scored, standing};

/// A result that opened an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// The check of this one went badly, or took several tries and is not passed yet.
    Low(Ix),
    /// The check of this one went well.
    High(Ix),
}

/// Which result of a check opens what waits for this rule, where it asks for one and is met now. A low one is told before a high one:
/// help comes first.
pub fn opened_by(ahead: &Ahead, lock: RuleAt) -> Option<OpenedBy> {
    let mut found = None;
    look(ahead, lock, &mut found);
    found
}

fn look(ahead: &Ahead, at: RuleAt, found: &mut Option<OpenedBy>) {
    if !met(ahead.book, ahead.ground, ahead.facts, at) {
        return;
    }
    let tried = |ix: &&Ix| standing(ahead.facts, **ix).is_some_and(|it| it.attempts > 0);
    let passed = |ix: Ix| standing(ahead.facts, ix).is_some_and(|it| it.passed);
    match ahead.book.node(at) {
        Node::All(parts) | Node::Any(parts) => {
            for part in parts {
                look(ahead, *part, found);
            }
        }
        // Every one of them has this result.
        Node::Score(bounds, of) => {
            let mut of = ahead.book.of(*of).iter().filter(tried);
            let Some(first) = of.find(|ix| scored(ahead.facts, **ix, bounds)) else {
                return;
            };
            let is_low = bounds.max.is_some_and(|max| max < 100.0);
            let is_high = bounds.min.is_some_and(|min| min > 0.0);
            match (is_low, is_high) {
                (true, _) => low(found, *first),
                (false, true) => {
                    found.get_or_insert(OpenedBy::High(*first));
                }
                _ => {}
            }
        }
        Node::Attempts(bounds, of) if bounds.min.is_some_and(|min| min > 0) => {
            let mut of = ahead.book.of(*of).iter().filter(tried);
            if let Some(hard) = of.find(|ix| !passed(**ix)) {
                low(found, *hard);
            }
        }
        _ => {}
    }
}

/// The first low one stays.
fn low(found: &mut Option<OpenedBy>, ix: Ix) {
    if !matches!(found, Some(OpenedBy::Low(_))) {
        *found = Some(OpenedBy::Low(ix));
    }
}
