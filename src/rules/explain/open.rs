//! What an open rule still asks for.

use super::gaps::NAMED;
use super::single::{single, still};
use super::turn::{Turns, opener};
use super::{listed, names};
use crate::rules::ahead::Ahead;
use crate::rules::book::Node;
use crate::rules::evaluate::behind;
use crate::rules::filter::Spoken;
use crate::rules::ground::Ix;
use crate::rules::live::{any_line, live_lines};
use crate::rules::outcome::{Outcome, Verdict};
use crate::rules::rule::Bounds;
use crate::words::{Arg, Phrase};

/// More sentences than this say too much.
const SENTENCES: usize = 3;

/// What to do next: the leading sentence, or where nothing of it can be done now, what it hangs on.
pub(super) fn next(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let turns = Turns::of(ahead, &outcome.helps);
    if !turns.now.is_empty() {
        return leading(ahead, outcome);
    }
    match opener(ahead, &turns.locked) {
        Some(first) => first,
        None if !turns.waiting.is_empty() => turns.waits(),
        None => leading(ahead, outcome),
    }
}

/// The part with the least left, in a sentence.
pub(super) fn leading(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    match ahead.book.node(outcome.rule) {
        Node::All(_) => match (together(ahead, outcome), in_order(ahead, outcome).first()) {
            (Some(activities), _) => still(ahead, &activities),
            (None, Some(part)) => leading(ahead, part),
            (None, None) => Phrase::new("rule-open-together"),
        },
        Node::Any(_) => match nearest_first(ahead, outcome).first() {
            Some(part) => leading(ahead, part),
            None => Phrase::new("rule-open-together"),
        },
        _ => single(ahead, outcome),
    }
}

/// Everything besides the leading sentence.
pub(super) fn also(ahead: &Ahead, outcome: &Outcome) -> Vec<Phrase> {
    let mut all = match ahead.book.node(outcome.rule) {
        Node::All(_) => {
            let parts = in_order(ahead, outcome);
            let mut all = match together(ahead, outcome) {
                Some(activities) => besides(ahead, &activities),
                None => {
                    let mut all = parts.first().map_or(Vec::new(), |part| also(ahead, part));
                    let mut later = 0.0;
                    for part in parts.iter().skip(1) {
                        let counted = matches!(
                            ahead.book.node(part.rule),
                            Node::Count(..) | Node::Activity(_)
                        );
                        if counted && Turns::of(ahead, &part.helps).are_locked() {
                            later += part.need - part.have;
                        } else {
                            all.push(leading(ahead, part));
                        }
                    }
                    if later > 0.0 {
                        all.push(Phrase::new("rule-also-later").n("n", later));
                    }
                    all
                }
            };
            all.extend(outcome.parts.iter().filter_map(|part| bound(ahead, part)));
            all
        }
        Node::Any(_) => {
            let parts = nearest_first(ahead, outcome);
            let mut all = parts.first().map_or(Vec::new(), |part| also(ahead, part));
            all.extend(each_once(ahead, parts).skip(1).map(or));
            all
        }
        Node::Lines(_) => {
            let (_, lines) = live_lines(ahead, outcome.rule, 0);
            match lines.checked_sub(1) {
                Some(1..) if any_line(ahead, outcome.rule).is_some() => Vec::new(),
                Some(others @ 1..) => vec![Phrase::new("rule-also-lines").n("n", others as f64)],
                _ => Vec::new(),
            }
        }
        Node::Badge(ix) => behind(ahead, *ix, outcome)
            .filter(|inner| inner.verdict == Verdict::Open)
            .map(|inner| vec![leading(ahead, &inner)])
            .unwrap_or_default(),
        Node::Count(..) | Node::Points(..) | Node::OnePer { .. } => {
            let turns = Turns::of(ahead, &outcome.helps);
            let waits = (!turns.waiting.is_empty()).then(|| turns.waits());
            waits.into_iter().collect()
        }
        _ => Vec::new(),
    };
    let lead = leading(ahead, outcome);
    all.retain(|phrase| *phrase != lead);
    all.truncate(SENTENCES);
    all
}

/// What comes besides the activities that are named as still to do: those with the teacher, those that open later.
fn besides(ahead: &Ahead, activities: &[Ix]) -> Vec<Phrase> {
    let turns = Turns::of(ahead, activities);
    let mut all = Vec::new();
    if !turns.waiting.is_empty() {
        all.push(turns.waits());
    }
    if !turns.locked.is_empty() && turns.now.len() <= NAMED {
        all.push(Phrase::new("rule-also-later").n("n", turns.locked.len() as f64));
    }
    all
}

/// A bound from above that still holds: how much of it is left.
fn bound(ahead: &Ahead, outcome: &Outcome) -> Option<Phrase> {
    let (key, inside, most, of) = match ahead.book.node(outcome.rule) {
        Node::Points(Bounds { min: None, max }, of) => {
            let most = (*max)?.number();
            (
                "rule-also-most-points",
                "rule-also-most-points-in",
                most,
                of,
            )
        }
        Node::Count(Bounds { min: None, max }, of) => {
            let most = f64::from((*max)?);
            ("rule-also-most", "rule-also-most-in", most, of)
        }
        _ => return None,
    };
    let phrase = match (
        names::filter(ahead, *of),
        ahead.book.spoken.get(*of as usize),
    ) {
        (Some(place), _) => Phrase::new(inside).with("place", Arg::Phrase(place)),
        (None, Some(Spoken::All)) => Phrase::new(key),
        _ => return None,
    };
    Some(
        phrase
            .n("most", most)
            .n("left", (most - outcome.have).max(0.0)),
    )
}

/// What opens a lock: the leading sentence, or for plain activities that they come first.
pub(super) fn first(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let turns = Turns::of(ahead, &outcome.helps);
    if turns.now.is_empty() && turns.locked.is_empty() && !turns.waiting.is_empty() {
        return turns.waits();
    }
    match ahead.book.node(outcome.rule) {
        Node::Activity(ix) => Phrase::new("rule-locked-activity")
            .n("n", 1)
            .with("helps", listed(&[*ix], true)),
        Node::All(_) => match together(ahead, outcome) {
            Some(activities) if activities.len() <= NAMED => Phrase::new("rule-locked-activity")
                .n("n", activities.len() as f64)
                .with("helps", listed(&activities, true)),
            _ => locked(ahead, outcome),
        },
        _ => locked(ahead, outcome),
    }
}

/// What a lock asks for besides what is said first, and the other ways past it.
pub(super) fn others(ahead: &Ahead, outcome: &Outcome) -> Vec<Phrase> {
    let (parts, is_all) = match ahead.book.node(outcome.rule) {
        Node::All(_) => (in_order(ahead, outcome), true),
        Node::Any(_) => (nearest_first(ahead, outcome), false),
        _ => return Vec::new(),
    };
    if is_all && together(ahead, outcome).is_some() {
        return Vec::new();
    }
    let others = each_once(ahead, parts).skip(1).take(SENTENCES);
    others
        .map(|says| if is_all { says } else { or(says) })
        .collect()
}

/// The leading sentences of parts, those that read alike once.
fn each_once(ahead: &Ahead, parts: Vec<&Outcome>) -> impl Iterator<Item = Phrase> + use<> {
    let mut told: Vec<Phrase> = Vec::new();
    for part in parts {
        let says = leading(ahead, part);
        if !told.contains(&says) {
            told.push(says);
        }
    }
    told.into_iter()
}

/// Another way.
fn or(way: Phrase) -> Phrase {
    Phrase::new("rule-also-or").with("way", Arg::Phrase(way))
}

fn locked(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    Phrase::new("rule-locked").with("missing", Arg::Phrase(leading(ahead, outcome)))
}

/// The open parts of a rule that needs all of them, in their order; those about which nothing can be done yet come last.
fn in_order<'o>(ahead: &Ahead, outcome: &'o Outcome) -> Vec<&'o Outcome> {
    let open = outcome.parts.iter();
    let mut parts: Vec<&Outcome> = open.filter(|part| part.verdict == Verdict::Open).collect();
    parts.sort_by_cached_key(|part| is_idle(ahead, part));
    parts
}

/// What would help is all locked, or with the teacher.
fn is_idle(ahead: &Ahead, outcome: &Outcome) -> bool {
    !outcome.helps.is_empty() && Turns::of(ahead, &outcome.helps).now.is_empty()
}

/// The open parts, those with the least left first.
fn nearest_first<'o>(ahead: &Ahead, outcome: &'o Outcome) -> Vec<&'o Outcome> {
    let mut parts = in_order(ahead, outcome);
    let left = |part: &Outcome| (part.need - part.have) / part.need.max(1.0);
    parts.sort_by(|a, b| {
        let idle = is_idle(ahead, a).cmp(&is_idle(ahead, b));
        idle.then(left(a).total_cmp(&left(b)))
    });
    parts
}

/// The activities still to do, when every open part is just one activity.
fn together(ahead: &Ahead, outcome: &Outcome) -> Option<Vec<Ix>> {
    let parts = in_order(ahead, outcome);
    let one = |part: &&Outcome| match ahead.book.node(part.rule) {
        Node::Activity(ix) => Some(*ix),
        _ => None,
    };
    let activities: Option<Vec<Ix>> = parts.iter().map(one).collect();
    activities.filter(|activities| !activities.is_empty())
}
