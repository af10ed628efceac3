//! Why something is no longer possible, and the learner's own way back.

use super::{gaps, names};
use crate::rules::ahead::Ahead;
use crate::rules::back::{Back, back};
use crate::rules::book::Node;
use crate::rules::ground::Ix;
use crate::rules::outcome::{Outcome, Why};
use crate::words::{Arg, Phrase};

/// The reason and what would open it again.
pub(super) fn impossible(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    Phrase::new("rule-impossible")
        .with("why", Arg::Phrase(reason(ahead, outcome)))
        .with("back", Arg::Phrase(way_back(ahead, outcome)))
}

/// Why a lock stays shut, and the way back where there is one. That nothing can open it is said only where that is certain.
pub(super) fn locked(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let why = Arg::Phrase(reason(ahead, outcome));
    let back = match told(outcome) {
        Some(Why::Dropped(dropped)) => one_of("rule-back-choose", dropped),
        Some(Why::Full { drop, .. }) if !drop.is_empty() => one_of("rule-back-drop", drop),
        Some(Why::Over { undo, .. }) if !undo.is_empty() => one_of("rule-back-undo", undo),
        // A best result stays: that it is locked for now would not be so.
        Some(Why::Above { .. }) => return reason(ahead, outcome),
        Some(
            Why::TooFew { .. }
            | Why::Past(_)
            | Why::NoTries(_)
            | Why::FewTries { .. }
            | Why::Nothing,
        ) => {
            return Phrase::new("rule-locked-for-good").with("why", why);
        }
        _ => return Phrase::new("rule-locked").with("missing", why),
    };
    Phrase::new("rule-locked-back")
        .with("why", why)
        .with("back", Arg::Phrase(back))
}

/// The weightiest reason. "Too few" says less than what keeps the rest from counting.
fn told(outcome: &Outcome) -> Option<&Why> {
    match outcome.why.as_slice() {
        [Why::TooFew { .. }, why, ..] => Some(why),
        why => why.first(),
    }
}

/// The weightiest reason, in a sentence.
pub(super) fn reason(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let points = measures_points(ahead, outcome);
    match told(outcome) {
        Some(Why::Over { have, most, .. }) => {
            let exactly = points == Some(true);
            Phrase::new(if points.is_some() {
                "rule-why-over-points"
            } else {
                "rule-why-over"
            })
            .n("have", *have)
            .n("most", *most)
            .with(
                "how",
                Arg::Text(String::from(if exactly { "exactly" } else { "" })),
            )
        }
        Some(Why::Above { have, most }) => {
            // Rounded down, as results are; but never to what it is above.
            let whole = have.floor();
            let have = if whole > *most {
                whole
            } else {
                (have * 10.0).floor() / 10.0
            };
            Phrase::new("rule-why-above")
                .n("have", have)
                .n("most", *most)
        }
        Some(Why::TooFew { most, need }) => Phrase::new(if points.is_some() {
            "rule-why-too-few-points"
        } else {
            "rule-why-too-few"
        })
        .n("most", *most)
        .n("need", *need),
        Some(Why::NoSum) => Phrase::new("rule-why-no-sum"),
        Some(Why::Past(moment)) => {
            Phrase::new("rule-why-past").with("date", gaps::date(ahead, *moment))
        }
        Some(Why::Dropped(dropped)) => about("rule-why-dropped", dropped),
        Some(Why::Shut(shut)) => about("rule-why-shut", shut),
        Some(Why::Full { section, most, .. }) => {
            let title = names::section(ahead.ground, *section);
            let phrase = if title.is_empty() {
                Phrase::new("rule-why-full-board")
            } else {
                Phrase::new("rule-why-full").with("section", Arg::Text(title))
            };
            phrase.n("most", *most)
        }
        Some(Why::Holds) => Phrase::new("rule-why-holds"),
        Some(Why::NoTries(spent)) => about("rule-why-no-tries", spent),
        Some(Why::FewTries { most, need }) => Phrase::new("rule-why-few-tries")
            .n("most", *most)
            .n("need", *need),
        Some(Why::Nothing) => Phrase::new("rule-why-nothing"),
        Some(Why::Together) | None => Phrase::new("rule-why-together"),
    }
}

/// The first reason is one of points: its rule, or the first of its parts that gave it, counts points; and whether so many are
/// wanted exactly.
fn measures_points(ahead: &Ahead, outcome: &Outcome) -> Option<bool> {
    match ahead.book.node(outcome.rule) {
        Node::Points(bounds, _) => Some(bounds.min == bounds.max),
        Node::Level(_) => Some(false),
        Node::All(_) | Node::Any(_) => outcome
            .parts
            .iter()
            .find(|part| !part.why.is_empty())
            .and_then(|part| measures_points(ahead, part)),
        _ => None,
    }
}

fn way_back(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let ways = back(ahead, outcome.rule);
    let all =
        |pick: &dyn Fn(&Back) -> Option<Ix>| -> Vec<Ix> { ways.iter().filter_map(pick).collect() };
    let dropped = all(&|way| match way {
        Back::Choose(ix) => Some(*ix),
        _ => None,
    });
    let in_work = all(&|way| match way {
        Back::Drop(ix) => Some(*ix),
        _ => None,
    });
    let done = all(&|way| match way {
        Back::Undo(ix) => Some(*ix),
        _ => None,
    });
    if !dropped.is_empty() {
        one_of("rule-back-choose", &dropped)
    } else if !in_work.is_empty() {
        one_of("rule-back-drop", &in_work)
    } else if !done.is_empty() {
        one_of("rule-back-undo", &done)
    } else {
        Phrase::new("rule-back-none")
    }
}

fn about(key: &'static str, activities: &[Ix]) -> Phrase {
    Phrase::new(key)
        .n("n", activities.len() as f64)
        .with("activities", gaps::shown(activities, true))
}

fn one_of(key: &'static str, activities: &[Ix]) -> Phrase {
    Phrase::new(key)
        .n("n", activities.len() as f64)
        .with("activities", gaps::shown(activities, false))
}
