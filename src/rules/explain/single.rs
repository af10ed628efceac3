//! What one rule that holds no others still asks for, in a sentence.

use super::gaps::{NAMED, counted_list, date, shown};
use super::turn::{Turns, to_name};
use super::{listed, names};
use crate::rules::ahead::Ahead;
use crate::rules::book::{Node, Of};
use crate::rules::facts::Reached;
use crate::rules::ground::Ix;
use crate::rules::live::{any_line, live_lines};
use crate::rules::met::{counted, standing};
use crate::rules::outcome::Outcome;
use crate::rules::points::Points;
use crate::rules::rule::{Bounds, Habit};
use crate::words::{Arg, Phrase};

pub(super) fn single(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let node = ahead.book.node(outcome.rule);
    let left = outcome.need - outcome.have;
    let helps = &outcome.helps;
    match node {
        Node::Activity(ix) => still(ahead, &[*ix]),
        Node::Count(bounds, of) => {
            let exactly = bounds.max == bounds.min;
            some_of(ahead, left, helps, Some(*of), exactly)
        }
        Node::Points(bounds, of) => points(ahead, outcome, bounds, *of),
        Node::Lines(lines) => match (
            any_line(ahead, outcome.rule),
            live_lines(ahead, outcome.rule, 1).0.first(),
        ) {
            (Some(length), _) if left <= 1.0 => {
                Phrase::new("rule-open-lines-any").n("n", length as f64)
            }
            (None, Some((line, missing))) if left <= 1.0 => {
                match to_name(ahead, missing.len() as f64, missing) {
                    Ok((left, named)) => {
                        let place = names::line(ahead.ground, line.section, line.course);
                        Phrase::new("rule-open-count-in")
                            .n("n", left)
                            .with("place", Arg::Phrase(place))
                            .with("helps", shown(&named, true))
                    }
                    Err(waits) => waits,
                }
            }
            _ => Phrase::new("rule-open-lines")
                .n("n", left)
                .n("need", f64::from(lines.lines)),
        },
        Node::Shape { .. } => {
            let missing = helps.get(..left as usize).unwrap_or(helps);
            match to_name(ahead, missing.len() as f64, missing) {
                Ok((_, named)) if named.len() > NAMED => {
                    Phrase::new("rule-open-shape-many").n("n", named.len() as f64)
                }
                Ok((_, named)) => counted_list("rule-open-shape", &named),
                Err(waits) => waits,
            }
        }
        Node::OnePer { groups, count, .. } => {
            let short: Vec<&crate::rules::book::Group> = groups
                .iter()
                .filter(|group| counted(ahead.facts, &group.members) < *count)
                .collect();
            match short.as_slice() {
                [group] => {
                    let left = count - counted(ahead.facts, &group.members);
                    let place = names::group(ahead.ground, &group.label);
                    match to_name(ahead, f64::from(left), helps) {
                        Ok((left, named)) => within(left, &named, place),
                        Err(waits) => waits,
                    }
                }
                short if short.len() <= NAMED => {
                    let places = short
                        .iter()
                        .map(|group| Arg::Phrase(names::group(ahead.ground, &group.label)));
                    Phrase::new("rule-open-one-per")
                        .n("count", *count)
                        .with("places", Arg::List(places.collect(), true))
                }
                short => Phrase::new("rule-open-one-per-many")
                    .n("count", *count)
                    .n("n", short.len() as f64),
            }
        }
        Node::Score(bounds, _) => {
            let phrase = match (bounds.min, bounds.max) {
                (Some(min), None) => Phrase::new("rule-open-score").n("min", min),
                (min, max) => Phrase::new("rule-open-score-between")
                    .n("min", min.unwrap_or(0.0))
                    .n("max", max.unwrap_or(100.0)),
            };
            phrase.with("helps", shown(helps, true))
        }
        Node::Attempts(..) => Phrase::new("rule-open-attempts")
            .n("n", left)
            .with("helps", shown(helps, true)),
        Node::Mastery { standard, min } => Phrase::new("rule-open-mastery")
            .with(
                "standard",
                Arg::Text(names::standard(ahead.ground, *standard)),
            )
            .with("level", Arg::Text(names::mastery(ahead.ground, *min))),
        Node::State(how_far, _) => counted_list(
            match how_far {
                Reached::Chosen => "rule-open-chosen",
                Reached::Started => "rule-open-started",
                Reached::Submitted => "rule-open-submitted",
                Reached::Done => "rule-open-done",
                Reached::Approved => "rule-open-approved",
                Reached::Mastered => "rule-open-mastered",
            },
            helps,
        ),
        Node::Badge(ix) => {
            Phrase::new("rule-open-badge").with("badge", Arg::Text(names::badge(ahead.ground, *ix)))
        }
        Node::Level(level) => {
            let all = ahead
                .facts
                .standings
                .iter()
                .map(|standing| standing.points)
                .sum();
            let from = ahead.ground.levels.get((*level as usize).saturating_sub(1));
            let more = from.map_or(0.0, |from| (*from - all).number());
            Phrase::new("rule-open-level")
                .n("level", *level)
                .n("n", more)
        }
        Node::Habit(habit, _) => Phrase::new(match habit {
            Habit::Reflections => "rule-open-reflections",
            Habit::Goals => "rule-open-goals",
            Habit::CheckIns => "rule-open-check-ins",
            Habit::Days => "rule-open-days",
        })
        .n("n", left),
        Node::FeedbackRead(true, of) => {
            let unread: Vec<Ix> = ahead
                .book
                .of(*of)
                .iter()
                .copied()
                .filter(|ix| {
                    standing(ahead.facts, *ix).is_some_and(|s| s.feedback && !s.feedback_read)
                })
                .collect();
            if unread.is_empty() {
                Phrase::new("rule-open-feedback")
            } else {
                counted_list("rule-open-feedback-read", &unread)
            }
        }
        Node::After(moment) => Phrase::new("rule-open-after").with("date", date(ahead, *moment)),
        Node::Code(_) => Phrase::new("rule-open-code"),
        Node::Group(_) => Phrase::new("rule-open-group"),
        Node::Not(_) => not(ahead, outcome),
        Node::FeedbackRead(false, _)
        | Node::Before(_)
        | Node::Unknown
        | Node::All(_)
        | Node::Any(_) => Phrase::new("rule-open-together"),
    }
}

pub(super) fn still(ahead: &Ahead, activities: &[Ix]) -> Phrase {
    let turns = Turns::of(ahead, activities);
    if let Some(waits) = turns.with_teacher(activities.len() as f64) {
        return waits;
    }
    let mut named = turns.now;
    if named.is_empty() {
        named = turns.locked;
    } else if named.len() > NAMED {
        named.extend(turns.locked);
    }
    let phrase = if named.len() > NAMED {
        Phrase::new("rule-open-many")
    } else {
        Phrase::new("rule-open-activities").with("helps", listed(&named, true))
    };
    phrase.n("n", named.len() as f64)
}

/// A rule turned round: too little for its inside to fail yet.
fn not(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let Some(part) = outcome.parts.first() else {
        return Phrase::new("rule-open-together");
    };
    match ahead.book.node(part.rule) {
        Node::Count(bounds, of) => {
            let members = ahead.book.of(*of);
            let helps: Vec<Ix> = members
                .iter()
                .copied()
                .filter(|ix| ahead.can(*ix))
                .collect();
            let most = bounds.max.unwrap_or_default();
            let left = f64::from(most) + 1.0 - f64::from(counted(ahead.facts, members));
            some_of(ahead, left, &helps, Some(*of), false)
        }
        _ => Phrase::new("rule-open-changes"),
    }
}

/// So many more of some activities.
fn some_of(ahead: &Ahead, left: f64, helps: &[Ix], of: Option<Of>, exactly: bool) -> Phrase {
    let (left, named) = match to_name(ahead, left, helps) {
        Ok(some) => some,
        Err(waits) => return waits,
    };
    let helps = named.as_slice();
    if let Some(place) = of.and_then(|of| names::filter(ahead, of)) {
        return within(left, helps, place);
    }
    if helps.len() > NAMED {
        let key = if exactly {
            "rule-open-count-exactly-many"
        } else {
            "rule-open-count-many"
        };
        return Phrase::new(key).n("n", left).n("of", helps.len() as f64);
    }
    let key = if exactly {
        "rule-open-count-exactly"
    } else {
        "rule-open-count"
    };
    let all = helps.len() as f64 <= left;
    Phrase::new(key)
        .n("n", left)
        .with("helps", listed(helps, all))
}

fn within(left: f64, helps: &[Ix], place: Phrase) -> Phrase {
    let phrase = if helps.len() > NAMED {
        Phrase::new("rule-open-count-in-many").n("of", helps.len() as f64)
    } else {
        let all = helps.len() as f64 <= left;
        Phrase::new("rule-open-count-in").with("helps", listed(helps, all))
    };
    phrase.n("n", left).with("place", Arg::Phrase(place))
}

fn points(ahead: &Ahead, outcome: &Outcome, bounds: &Bounds<Points>, of: Of) -> Phrase {
    let left = outcome.need - outcome.have;
    let turns = Turns::of(ahead, &outcome.helps);
    let coming: Points = turns.waiting.iter().map(|ix| ahead.worth(*ix)).sum();
    if coming.number() >= left && !turns.waiting.is_empty() {
        return turns.waits();
    }
    let place = names::filter(ahead, of);
    let key = match (&place, bounds.max) {
        (None, None) => "rule-open-points",
        (None, max) if max == bounds.min => "rule-open-points-exactly",
        (None, Some(_)) => "rule-open-points-most",
        (Some(_), None) => "rule-open-points-in",
        (Some(_), max) if max == bounds.min => "rule-open-points-in-exactly",
        (Some(_), Some(_)) => "rule-open-points-in-most",
    };
    let phrase = Phrase::new(key).n("n", left);
    let phrase = match bounds.max {
        Some(max) => phrase.n("most", max.number() - outcome.have),
        None => phrase,
    };
    match place {
        Some(place) => phrase.with("place", Arg::Phrase(place)),
        None => phrase,
    }
}
