//! What an open rule still asks for.

use super::turn::{Turns, opener, to_name};
use super::{listed, names};
use crate::rules::ahead::Ahead;
use crate::rules::book::{Node, Of};
use crate::rules::evaluate::behind;
use crate::rules::facts::Reached;
use crate::rules::filter::Spoken;
use crate::rules::ground::Ix;
use crate::rules::live::{any_line, live_lines};
use crate::rules::met::{counted, standing};
use crate::rules::outcome::{Outcome, Verdict};
use crate::rules::points::Points;
use crate::rules::rule::{Bounds, Habit};
use crate::rules::time::Moment;
use crate::words::{Arg, Phrase};

/// More activities than this are counted, not named.
pub(super) const NAMED: usize = 4;
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
            // Ways that read alike are one.
            let mut told: Vec<Phrase> = Vec::new();
            for part in parts {
                let way = leading(ahead, part);
                if !told.contains(&way) {
                    told.push(way);
                }
            }
            all.extend(
                told.into_iter()
                    .skip(1)
                    .map(|way| Phrase::new("rule-also-or").with("way", Arg::Phrase(way))),
            );
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

fn still(ahead: &Ahead, activities: &[Ix]) -> Phrase {
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

fn single(ahead: &Ahead, outcome: &Outcome) -> Phrase {
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
        Node::Attempts(..) => Phrase::new("rule-open-attempts").n("n", left),
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

pub(super) fn counted_list(key: &'static str, activities: &[Ix]) -> Phrase {
    Phrase::new(key)
        .n("n", activities.len() as f64)
        .with("helps", shown(activities, true))
}

/// The first few, and how many more.
pub(super) fn shown(activities: &[Ix], and: bool) -> Arg {
    // One name is no longer than the words that would stand for it.
    let Some((some, rest)) = activities
        .split_at_checked(NAMED)
        .filter(|(_, rest)| rest.len() > 1)
    else {
        return listed(activities, and);
    };
    let mut list: Vec<Arg> = some.iter().map(|ix| Arg::Activity(*ix)).collect();
    list.push(Arg::Phrase(
        Phrase::new("rule-others").n("n", rest.len() as f64),
    ));
    Arg::List(list, and)
}

pub(super) fn date(ahead: &Ahead, moment: Moment) -> Arg {
    let at = moment.instant(ahead.facts.clock.offset);
    Arg::Date(at, matches!(moment, Moment::Instant(_)))
}
