//! A rule becomes an answer: verdict, have, need, what would help, why not.

use super::ahead::Ahead;
use super::back::shuts;
use super::book::{Node, RuleAt};
use super::ground::Ix;
use super::live::helpful_squares;
use super::met::{
    attempted, counted, earned, habits, lines_made, met, reached_level, scored, standing,
};
use super::outcome::{Outcome, Verdict};
use super::reach::{Way, way};
use super::reasons::reasons;

/// On larger boards what helps an exact sum is every amount that fits: a search after every act would be felt.
const SEARCHED: usize = 400;

/// Through how many badges that ask for badges reasons are looked for.
const REASONS_DEEP: u32 = 4;

/// Answers a rule and each of its parts.
pub fn evaluate(ahead: &Ahead, at: RuleAt) -> Outcome {
    within(ahead, at, 0)
}

/// The rule of a badge that this one asks for; nothing past a few, since each may ask for others more than once.
pub(super) fn behind(ahead: &Ahead, badge: u32, outcome: &Outcome) -> Option<Outcome> {
    let rule = ahead.book.badges.get(badge as usize)?;
    let follows = *rule < outcome.rule && outcome.deep < REASONS_DEEP;
    follows.then(|| within(ahead, *rule, outcome.deep + 1))
}

fn within(ahead: &Ahead, at: RuleAt, deep: u32) -> Outcome {
    let parts: Vec<Outcome> = match ahead.book.node(at) {
        Node::All(parts) | Node::Any(parts) => parts
            .iter()
            .map(|part| within(ahead, *part, deep))
            .collect(),
        Node::Not(part) => vec![within(ahead, *part, deep)],
        _ => Vec::new(),
    };
    let (verdict, proved) = verdict(ahead, at);
    let mut outcome = Outcome {
        rule: at,
        verdict,
        proved,
        parts,
        deep,
        ..Outcome::default()
    };
    measure(ahead, at, &mut outcome);
    if verdict == Verdict::Open {
        outcome.helps = helps(ahead, at, &outcome);
    }
    if verdict == Verdict::Impossible {
        outcome.why = reasons(ahead, at, &outcome);
    }
    outcome
}

/// The verdict alone, and whether it is proved.
pub fn verdict(ahead: &Ahead, at: RuleAt) -> (Verdict, bool) {
    if met(ahead.book, ahead.ground, ahead.facts, at) {
        return (Verdict::Met, true);
    }
    match way(ahead, at) {
        Way::Found => (Verdict::Open, true),
        Way::None => (Verdict::Impossible, true),
        Way::NotInTime => (Verdict::Open, false),
    }
}

fn measure(ahead: &Ahead, at: RuleAt, outcome: &mut Outcome) {
    let facts = ahead.facts;
    let node = ahead.book.node(at);
    let of = node.of().map_or(&[][..], |of| ahead.book.of(of));
    let counts = |ix: Ix| standing(facts, ix).is_some_and(|s| s.counts > 0);
    let held = |held: bool| (f64::from(u8::from(held)), 1.0);
    let parts_met = || {
        outcome
            .parts
            .iter()
            .filter(|part| part.verdict == Verdict::Met)
            .count() as f64
    };
    let (have, need) = match node {
        Node::Count(bounds, _) => {
            let need = bounds.min.or(bounds.max).unwrap_or(0);
            (f64::from(counted(facts, of)), f64::from(need))
        }
        Node::Points(bounds, _) => {
            let need = bounds.min.or(bounds.max).unwrap_or_default();
            (earned(facts, of).number(), need.number())
        }
        Node::Lines(lines) => (
            f64::from(lines_made(&lines.strips, &lines.through, &counts)),
            f64::from(lines.lines),
        ),
        Node::Shape { squares, width, .. } => {
            let best = squares
                .chunks((*width).max(1))
                .map(|place| place.iter().filter(|ix| counts(**ix)).count())
                .max();
            (best.unwrap_or(0) as f64, *width as f64)
        }
        Node::OnePer { count, groups, .. } => {
            let full = groups
                .iter()
                .filter(|group| counted(facts, &group.members) >= *count);
            (full.count() as f64, groups.len() as f64)
        }
        Node::All(parts) => (parts_met(), parts.len() as f64),
        Node::Any(_) => (parts_met().min(1.0), 1.0),
        Node::Score(bounds, _) => {
            let good = of.iter().filter(|ix| scored(facts, **ix, bounds)).count();
            (good as f64, of.len() as f64)
        }
        Node::Attempts(bounds, _) => {
            let need = bounds.min.or(bounds.max).unwrap_or(0);
            (f64::from(attempted(facts, of)), f64::from(need))
        }
        Node::State(how_far, _) => {
            let there = of
                .iter()
                .filter(|ix| standing(facts, **ix).is_some_and(|s| s.has_reached(*how_far)));
            (there.count() as f64, of.len() as f64)
        }
        Node::Level(level) => (
            f64::from(reached_level(ahead.ground, facts)),
            f64::from(*level),
        ),
        Node::Habit(habit, count) => (f64::from(habits(facts, *habit)), f64::from(*count)),
        _ => held(outcome.verdict == Verdict::Met),
    };
    outcome.have = have;
    outcome.need = need;
}

/// What would help an open rule, nearest first.
fn helps(ahead: &Ahead, at: RuleAt, outcome: &Outcome) -> Vec<Ix> {
    let node = ahead.book.node(at);
    let of = node.of().map_or(&[][..], |of| ahead.book.of(of));
    let facts = ahead.facts;
    let counts = |ix: Ix| standing(facts, ix).is_some_and(|s| s.counts > 0);
    match node {
        Node::Activity(ix) => vec![*ix],
        Node::Count(..) => of.iter().copied().filter(|ix| ahead.can(*ix)).collect(),
        Node::Points(bounds, _) => {
            let left = bounds.max.map(|max| max - earned(facts, of));
            let fits = |ix: &Ix| left.is_none_or(|left| ahead.worth(*ix) <= left);
            let mut fitting: Vec<Ix> = of
                .iter()
                .copied()
                .filter(|ix| ahead.can(*ix) && ahead.worth(*ix).0 > 0 && fits(ix))
                .collect();
            if bounds.max.is_some() && facts.standings.len() <= SEARCHED {
                retain_useful(ahead, at, &mut fitting);
            }
            fitting
        }
        Node::Lines(lines) => helpful_squares(ahead, lines),
        Node::Shape { squares, width, .. } => {
            let mut places: Vec<Vec<Ix>> = squares
                .chunks((*width).max(1))
                .map(|place| place.iter().copied().filter(|ix| !counts(*ix)).collect())
                .filter(|missing: &Vec<Ix>| missing.iter().all(|ix| ahead.can(*ix)))
                .collect();
            places.sort_by_key(Vec::len);
            merged(places.into_iter())
        }
        Node::OnePer { count, groups, .. } => merged(
            groups
                .iter()
                .filter(|group| counted(ahead.facts, &group.members) < *count)
                .map(|group| {
                    group
                        .members
                        .iter()
                        .copied()
                        .filter(|ix| ahead.can(*ix))
                        .collect()
                }),
        ),
        Node::Score(bounds, _) => of
            .iter()
            .copied()
            .filter(|ix| !scored(ahead.facts, *ix, bounds) && ahead.more_tries(*ix) > 0)
            .collect(),
        Node::Attempts(..) => of
            .iter()
            .copied()
            .filter(|ix| ahead.more_tries(*ix) > 0)
            .collect(),
        Node::State(how_far, _) => of
            .iter()
            .copied()
            .filter(|ix| !standing(ahead.facts, *ix).is_some_and(|s| s.has_reached(*how_far)))
            .collect(),
        Node::Level(_) => (0..)
            .zip(&ahead.facts.standings)
            .map(|(ix, _)| ix)
            .filter(|ix| ahead.can(*ix) && ahead.worth(*ix).0 > 0)
            .collect(),
        Node::Badge(ix) => behind(ahead, *ix, outcome)
            .map(|inner| inner.helps)
            .unwrap_or_default(),
        Node::All(_) | Node::Any(_) => {
            let mut open: Vec<&Outcome> = outcome
                .parts
                .iter()
                .filter(|part| part.verdict == Verdict::Open)
                .collect();
            open.sort_by(|a, b| (a.need - a.have).total_cmp(&(b.need - b.have)));
            merged(open.into_iter().map(|part| part.helps.clone()))
        }
        _ => Vec::new(),
    }
}

/// Keeps what still leaves a way after it: of 20, 50 and 80, none helps 60 but the 20 reach 100.
fn retain_useful(ahead: &Ahead, at: RuleAt, fitting: &mut Vec<Ix>) {
    let mut tried: Vec<(i64, bool)> = Vec::new();
    fitting.retain(|ix| {
        let worth = ahead.worth(*ix).0;
        if let Some((_, useful)) = tried.iter().find(|(known, _)| *known == worth) {
            return *useful;
        }
        // Past a dozen amounts the difference is no longer worth the search.
        let useful = tried.len() >= 12 || !shuts(ahead, at, *ix);
        tried.push((worth, useful));
        useful
    });
}

fn merged(lists: impl Iterator<Item = Vec<Ix>>) -> Vec<Ix> {
    let mut seen = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for ix in lists.flatten() {
        if seen.insert(ix) {
            all.push(ix);
        }
    }
    all
}
