//! What an open rule still asks for.

use super::{listed, names};
use crate::rules::ahead::Ahead;
use crate::rules::book::{Node, Of};
use crate::rules::facts::Reached;
use crate::rules::ground::Ix;
use crate::rules::live::live_lines;
use crate::rules::met::{counted, standing};
use crate::rules::outcome::{Outcome, Verdict};
use crate::rules::rule::Habit;
use crate::rules::time::Moment;
use crate::words::{Arg, Phrase};

/// More activities than this are counted, not named.
const NAMED: usize = 4;
/// More sentences than this say too much.
const SENTENCES: usize = 3;

/// The part with the least left, in a sentence.
pub(super) fn leading(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    match ahead.book.node(outcome.rule) {
        Node::All(_) => match (together(ahead, outcome), in_order(outcome).first()) {
            (Some(activities), _) => still(&activities),
            (None, Some(part)) => leading(ahead, part),
            (None, None) => Phrase::new("rule-open-together"),
        },
        Node::Any(_) => match nearest_first(outcome).first() {
            Some(part) => leading(ahead, part),
            None => Phrase::new("rule-open-together"),
        },
        _ => single(ahead, outcome),
    }
}

/// Everything besides the leading sentence.
pub(super) fn also(ahead: &Ahead, outcome: &Outcome) -> Vec<Phrase> {
    let mut all = match ahead.book.node(outcome.rule) {
        Node::All(_) if together(ahead, outcome).is_some() => Vec::new(),
        Node::All(_) => {
            let parts = in_order(outcome);
            let mut all = parts.first().map_or(Vec::new(), |part| also(ahead, part));
            all.extend(parts.iter().skip(1).map(|part| leading(ahead, part)));
            all
        }
        Node::Any(_) => {
            let parts = nearest_first(outcome);
            let mut all = parts.first().map_or(Vec::new(), |part| also(ahead, part));
            all.extend(parts.iter().skip(1).map(|part| {
                Phrase::new("rule-also-or").with("way", Arg::Phrase(leading(ahead, part)))
            }));
            all
        }
        Node::Lines(_) => {
            let (_, lines) = live_lines(ahead, outcome.rule, 0);
            match lines.checked_sub(1) {
                Some(others @ 1..) => vec![Phrase::new("rule-also-lines").n("n", others as f64)],
                _ => Vec::new(),
            }
        }
        Node::Badge(ix) => ahead
            .book
            .badges
            .get(*ix as usize)
            .filter(|rule| **rule < outcome.rule)
            .map(|rule| crate::rules::evaluate(ahead, *rule))
            .filter(|inner| inner.verdict == Verdict::Open)
            .map(|inner| vec![leading(ahead, &inner)])
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    all.truncate(SENTENCES);
    all
}

/// What opens a lock: the leading sentence, or for plain activities that they come first.
pub(super) fn first(ahead: &Ahead, outcome: &Outcome) -> Phrase {
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

/// The open parts of a rule that needs all of them, in their order.
fn in_order(outcome: &Outcome) -> Vec<&Outcome> {
    outcome
        .parts
        .iter()
        .filter(|part| part.verdict == Verdict::Open)
        .collect()
}

/// The open parts, those with the least left first.
fn nearest_first(outcome: &Outcome) -> Vec<&Outcome> {
    let mut parts = in_order(outcome);
    let left = |part: &Outcome| (part.need - part.have) / part.need.max(1.0);
    parts.sort_by(|a, b| left(a).total_cmp(&left(b)));
    parts
}

/// The activities still to do, when every open part is just one activity.
fn together(ahead: &Ahead, outcome: &Outcome) -> Option<Vec<Ix>> {
    let parts = in_order(outcome);
    let one = |part: &&Outcome| match ahead.book.node(part.rule) {
        Node::Activity(ix) => Some(*ix),
        _ => None,
    };
    let activities: Option<Vec<Ix>> = parts.iter().map(one).collect();
    activities.filter(|activities| !activities.is_empty())
}

fn still(activities: &[Ix]) -> Phrase {
    let n = activities.len();
    if n > NAMED {
        return Phrase::new("rule-open-many").n("n", n as f64);
    }
    Phrase::new("rule-open-activities")
        .n("n", n as f64)
        .with("helps", listed(activities, true))
}

fn single(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    let node = ahead.book.node(outcome.rule);
    let left = outcome.need - outcome.have;
    let helps = &outcome.helps;
    match node {
        Node::Activity(ix) => still(&[*ix]),
        Node::Count(bounds, of) => {
            let exactly = bounds.max == bounds.min;
            some_of(ahead, left, helps, Some(*of), exactly)
        }
        Node::Points(bounds, of) => points(ahead, left, helps, *of, bounds.max == bounds.min),
        Node::Lines(lines) => match live_lines(ahead, outcome.rule, 1).0.first() {
            Some((line, missing)) if left <= 1.0 => in_place(
                missing,
                Phrase::new("rule-open-count-in"),
                names::line(ahead.ground, line.section, line.course),
            ),
            _ => Phrase::new("rule-open-lines")
                .n("n", left)
                .n("need", f64::from(lines.lines)),
        },
        Node::Shape { .. } => {
            let missing = helps.get(..left as usize).unwrap_or(helps);
            counted_list("rule-open-shape", missing)
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
                    within(f64::from(left), helps, place)
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

/// All of these, in a place.
fn in_place(missing: &[Ix], phrase: Phrase, place: Phrase) -> Phrase {
    phrase
        .n("n", missing.len() as f64)
        .with("place", Arg::Phrase(place))
        .with("helps", shown(missing, true))
}

fn points(ahead: &Ahead, left: f64, helps: &[Ix], of: Of, exactly: bool) -> Phrase {
    let place = names::filter(ahead, of);
    let key = match (&place, exactly) {
        (None, false) => "rule-open-points",
        (None, true) => "rule-open-points-exactly",
        (Some(_), false) => "rule-open-points-in",
        (Some(_), true) => "rule-open-points-in-exactly",
    };
    let phrase = Phrase::new(key).n("n", left);
    match place {
        Some(place) => phrase.with("place", Arg::Phrase(place)),
        None => phrase,
    }
    .n("of", helps.len() as f64)
}

fn counted_list(key: &'static str, activities: &[Ix]) -> Phrase {
    Phrase::new(key)
        .n("n", activities.len() as f64)
        .with("helps", shown(activities, true))
}

/// The first few, and how many more.
pub(super) fn shown(activities: &[Ix], and: bool) -> Arg {
    let Some((some, rest)) = activities
        .split_at_checked(NAMED)
        .filter(|(_, rest)| !rest.is_empty())
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
