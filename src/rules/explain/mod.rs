//! The sentences a learner reads about rules: what is missing, what else is open, why something is locked, why something
//! is no longer possible and what would open it again.
//!
//! Each is one message with gaps; a gap may hold a name ("the top row") or another whole sentence.

mod gaps;
mod impossible;
mod names;
mod open;
mod single;
mod turn;

use super::ahead::Ahead;
use super::back::warns;
use super::book::{Node, RuleAt};
use super::evaluate::evaluate;
use super::ground::Ix;
use super::lines::Course;
use super::outcome::{Outcome, Verdict};
use crate::words::{Arg, Phrase};

/// What is missing, in one sentence: the way with the least left.
pub fn missing(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    match outcome.verdict {
        Verdict::Met => Phrase::new("rule-met"),
        Verdict::Open => open::leading(ahead, outcome),
        Verdict::Impossible => impossible::impossible(ahead, outcome),
    }
}

/// The same as a way to go on, for the board as a whole: where nothing that is missing can be done now, what it hangs on.
pub fn next(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    match outcome.verdict {
        Verdict::Open => open::next(ahead, outcome),
        _ => missing(ahead, outcome),
    }
}

/// Why a rule can no longer be met, without the way back: where what stands against it has only been thought of.
#[inline(never)]
pub fn why(ahead: &Ahead, outcome: &Outcome) -> Phrase {
    impossible::reason(ahead, outcome)
}

/// What else is open, a sentence each, at most a handful.
pub fn also(ahead: &Ahead, outcome: &Outcome) -> Vec<Phrase> {
    match outcome.verdict {
        Verdict::Open => open::also(ahead, outcome),
        _ => Vec::new(),
    }
}

/// Why an activity's own rule locks it and what opens it; nothing when that rule is met or there is none.
pub fn locked(ahead: &Ahead, ix: Ix) -> Option<Phrase> {
    let lock: RuleAt = ahead.book.lock(ix)?;
    let outcome = evaluate(ahead, lock);
    let says = match outcome.verdict {
        Verdict::Met => return None,
        Verdict::Open => open::first(ahead, &outcome),
        Verdict::Impossible => impossible::locked(ahead, &outcome),
    };
    Some(quoted(says))
}

/// What an activity's own rule asks for besides the reason of [`locked`], and the other ways past it, a few of each.
#[inline(never)]
pub fn locked_also(ahead: &Ahead, ix: Ix) -> Vec<Phrase> {
    let outcome = ahead.book.lock(ix).map(|lock| evaluate(ahead, lock));
    let outcome = outcome.filter(|outcome| outcome.verdict == Verdict::Open);
    let others = outcome.map(|outcome| open::others(ahead, &outcome));
    others.into_iter().flatten().map(quoted).collect()
}

/// Whether a reason of [`locked`] is one that going on removes, and not one that something stands against.
#[inline(never)]
pub fn is_open(reason: &Phrase) -> bool {
    let stands_against =
        |arg: &Arg| matches!(arg, Arg::Phrase(why) if why.key.starts_with("rule-why-"));
    match reason.key {
        "rule-locked-for-good" | "rule-locked-back" => false,
        "rule-locked" => !reason.args.iter().any(|(_, arg)| stands_against(arg)),
        _ => true,
    }
}

/// A reason of [`locked`] without the words that it is locked, for where a sign and a word beside it say so already; that it stays so they do not say.
#[inline(never)]
pub fn bare(reason: &Phrase) -> Phrase {
    let same = |key| Phrase {
        key,
        ..reason.clone()
    };
    match reason.key {
        "rule-locked" => {
            let mut args = reason.args.iter();
            match args.find(|(name, _)| *name == "missing") {
                Some((_, Arg::Phrase(says))) => says.clone(),
                _ => reason.clone(),
            }
        }
        "rule-locked-for-good" => same("rule-locked-stays"),
        "rule-locked-back" => same("rule-locked-bare"),
        _ => reason.clone(),
    }
}

/// A sentence with the titles in it in quotes, for where they are no links: a title may be a sentence of its own.
pub fn quoted(phrase: Phrase) -> Phrase {
    fn each(arg: Arg) -> Arg {
        match arg {
            Arg::Activity(_) => Arg::Phrase(Phrase::new("rule-title").with("title", arg)),
            Arg::Phrase(inner) => Arg::Phrase(quoted(inner)),
            Arg::List(items, and) => Arg::List(items.into_iter().map(each).collect(), and),
            other => other,
        }
    }
    if phrase.key == "rule-title" {
        return phrase;
    }
    let args = phrase.args.into_iter();
    Phrase {
        args: args.map(|(name, arg)| (name, each(arg))).collect(),
        ..phrase
    }
}

/// How far a badge is: its rule's answer, and what is missing for it.
pub fn badge(ahead: &Ahead, badge: usize) -> Option<(Outcome, Phrase)> {
    let rule = ahead.book.badges.get(badge)?;
    let outcome = evaluate(ahead, *rule);
    let missing = missing(ahead, &outcome);
    Some((outcome, missing))
}

/// Choosing this activity now would make the board impossible: the warning, with the reason.
pub fn warning(ahead: &Ahead, ix: Ix) -> Option<Phrase> {
    if !warns(ahead, ix) {
        return None;
    }
    let facts = super::back::picked(ahead, ix);
    let after = Ahead::within(ahead.book, ahead.ground, &facts, ahead.steps);
    let outcome = evaluate(&after, ahead.book.complete);
    let why = impossible::reason(&after, &outcome);
    Some(
        Phrase::new("rule-warning")
            .with("activity", Arg::Activity(ix))
            .with("why", Arg::Phrase(why)),
    )
}

/// What a line is called: "the top row", "row 4", "the falling diagonal".
pub fn line(ahead: &Ahead, section: u32, course: Course) -> Phrase {
    names::line(ahead.ground, section, course)
}

/// What a rule asks for as a name, for a list of ways to finish; nothing where only a sentence can say it.
pub fn place(ahead: &Ahead, at: RuleAt) -> Option<Phrase> {
    match ahead.book.node(at) {
        Node::Activity(_) => None,
        node => node.of().and_then(|of| names::filter(ahead, of)),
    }
}

/// What a set of activities that meets a rule is called. A picture stands beside it: of a shape it says more than many names would.
pub fn set(ahead: &Ahead, at: RuleAt, activities: &[Ix]) -> Phrase {
    match ahead.book.node(at) {
        Node::Shape { .. } if activities.len() > gaps::NAMED => {
            Phrase::new("way-shape").n("n", activities.len() as f64)
        }
        _ => Phrase::new("way-set").with("which", gaps::shown(activities, true)),
    }
}

/// The first few of some activities, and how many more there are.
pub fn several(activities: &[Ix]) -> Arg {
    gaps::shown(activities, true)
}

/// The same of what is to be done, some of it more than once.
pub fn several_times(activities: &[Ix], again: &[(Ix, u32)]) -> Arg {
    let times = |arg: Arg| match &arg {
        Arg::Activity(ix) => match again.iter().find(|(of, _)| of == ix) {
            Some((_, n)) => Arg::Phrase(Phrase::new("rule-times").with("activity", arg).n("n", *n)),
            None => arg,
        },
        _ => arg,
    };
    match several(activities) {
        Arg::List(items, and) => Arg::List(items.into_iter().map(times).collect(), and),
        other => other,
    }
}

/// Activities as a list, joined by "and" (`true`) or "or".
fn listed(activities: &[Ix], and: bool) -> Arg {
    Arg::List(
        activities.iter().map(|ix| Arg::Activity(*ix)).collect(),
        and,
    )
}
