//! Which way a rule leans when more comes: what only gets easier needs no search.

use super::book::{Node, RuleAt, Rulebook};
use super::ground::Ground;

/// How a rule takes it when more counts, is tried, is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Temper {
    /// More never unmakes it.
    pub steady: bool,
    /// More never makes it.
    pub contrary: bool,
}

/// The temper of a rule whose parts, and whose badges' rules, are laid out before it. A badge laid out later is taken for
/// one that can be lost: that costs a search, never an answer.
pub(super) fn temper(ground: &Ground, book: &Rulebook, node: &Node) -> Temper {
    let gains = || ground.places.iter().all(|place| place.points.0 >= 0);
    let one_sided = |min: bool, max: bool| Temper {
        steady: !max,
        contrary: !min,
    };
    let only = |steady: bool| Temper {
        steady,
        contrary: false,
    };
    match node {
        Node::Unknown => Temper {
            steady: true,
            contrary: true,
        },
        Node::All(parts) | Node::Any(parts) => Temper {
            steady: parts.iter().all(|part| book.temper(*part).steady),
            contrary: parts.iter().all(|part| book.temper(*part).contrary),
        },
        Node::Not(part) => {
            let part = book.temper(*part);
            Temper {
                steady: part.contrary,
                contrary: part.steady,
            }
        }
        Node::Count(bounds, _) | Node::Attempts(bounds, _) => {
            one_sided(bounds.min.is_some(), bounds.max.is_some())
        }
        Node::Points(bounds, _) if gains() => one_sided(bounds.min.is_some(), bounds.max.is_some()),
        Node::Points(..) | Node::Before(_) => only(false),
        Node::Level(_) => only(gains()),
        Node::Score(bounds, _) => only(bounds.max.is_none()),
        Node::FeedbackRead(read, _) => only(*read),
        Node::Badge(ix) => {
            let rule = book.badges.get(*ix as usize);
            only(rule.is_some_and(|rule| book.temper(*rule).steady))
        }
        Node::Activity(_)
        | Node::Lines(_)
        | Node::Shape { .. }
        | Node::OnePer { .. }
        | Node::State(..)
        | Node::Mastery { .. }
        | Node::Habit(..)
        | Node::After(_)
        | Node::Code(_)
        | Node::Group(_) => only(true),
    }
}

impl Rulebook {
    pub(super) fn temper(&self, at: RuleAt) -> Temper {
        let unknown = Temper {
            steady: false,
            contrary: false,
        };
        self.tempers.get(at.0 as usize).copied().unwrap_or(unknown)
    }
}
