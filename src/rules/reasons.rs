//! Why a rule is impossible.

use super::ahead::Ahead;
use super::book::{Node, RuleAt};
use super::evaluate::behind;
use super::facts::{Standing, State};
use super::ground::{Ix, Place};
use super::met::{attempted, counted, earned, standing};
use super::outcome::{Outcome, Verdict, Why};

/// The reasons, the weightiest first.
pub(super) fn reasons(ahead: &Ahead, at: RuleAt, outcome: &Outcome) -> Vec<Why> {
    let node = ahead.book.node(at);
    let of = node.of().map_or(&[][..], |of| ahead.book.of(of));
    match node {
        Node::Unknown => vec![Why::Nothing],
        Node::Any(parts) if parts.is_empty() => vec![Why::Nothing],
        Node::Before(moment) => vec![Why::Past(*moment)],
        Node::Not(_) => vec![Why::Holds],
        Node::All(_) | Node::Any(_) => of_parts(outcome),
        Node::Activity(ix) => lost(ahead, &[*ix]),
        Node::Count(bounds, _) => {
            let have = f64::from(counted(ahead.facts, of));
            let most = ahead.most_counting(of) as f64;
            amount(
                ahead,
                of,
                have,
                most,
                bounds.min.map(f64::from),
                bounds.max.map(f64::from),
            )
        }
        Node::Points(bounds, _) => {
            let have = earned(ahead.facts, of).number();
            let most = ahead.most_points(of) as f64 / 1000.0;
            let number = |p: super::Points| p.number();
            amount(
                ahead,
                of,
                have,
                most,
                bounds.min.map(number),
                bounds.max.map(number),
            )
        }
        Node::Attempts(bounds, _) => {
            let have = f64::from(attempted(ahead.facts, of));
            match bounds.max {
                Some(most) if have > f64::from(most) => vec![Why::Over {
                    have,
                    most: f64::from(most),
                    undo: Vec::new(),
                }],
                _ => tries(ahead, of, bounds.min),
            }
        }
        Node::Score(bounds, _) => {
            let best = |ix: &Ix| standing(ahead.facts, *ix).and_then(|standing| standing.best);
            let over = of
                .iter()
                .filter_map(best)
                .find(|best| bounds.max.is_some_and(|max| *best > max));
            match (over, bounds.max) {
                (Some(have), Some(most)) => vec![Why::Above { have, most }],
                _ => tries(ahead, of, None),
            }
        }
        Node::OnePer { groups, count, .. } => {
            if groups.is_empty() {
                return vec![Why::Nothing];
            }
            let short = groups
                .iter()
                .find(|group| ahead.most_counting(&group.members) < i64::from(*count));
            match short {
                Some(group) => {
                    let have = f64::from(counted(ahead.facts, &group.members));
                    let most = ahead.most_counting(&group.members) as f64;
                    amount(
                        ahead,
                        &group.members,
                        have,
                        most,
                        Some(f64::from(*count)),
                        None,
                    )
                }
                None => vec![Why::Together],
            }
        }
        Node::Lines(_) | Node::Shape { .. } | Node::State(..) => {
            if of.is_empty() {
                return vec![Why::Nothing];
            }
            let lost = lost(ahead, of);
            if lost.is_empty() {
                vec![Why::Together]
            } else {
                lost
            }
        }
        Node::Badge(ix) => behind(ahead, *ix, outcome)
            .map(|inner| inner.why)
            .unwrap_or_else(|| vec![Why::Nothing]),
        Node::Level(level) => {
            let all: Vec<Ix> = (0..)
                .zip(&ahead.facts.standings)
                .map(|(ix, _)| ix)
                .collect();
            match ahead.ground.levels.get((*level as usize).saturating_sub(1)) {
                Some(need) => vec![Why::TooFew {
                    most: ahead.most_points(&all) as f64 / 1000.0,
                    need: need.number(),
                }],
                None => vec![Why::Nothing],
            }
        }
        Node::FeedbackRead(..)
        | Node::Mastery { .. }
        | Node::Habit(..)
        | Node::After(_)
        | Node::Code(_)
        | Node::Group(_) => vec![Why::Nothing],
    }
}

fn of_parts(outcome: &Outcome) -> Vec<Why> {
    let mut all: Vec<Why> = Vec::new();
    let impossible = outcome
        .parts
        .iter()
        .filter(|part| part.verdict == Verdict::Impossible);
    for why in impossible.flat_map(|part| &part.why) {
        if !all.contains(why) {
            all.push(why.clone());
        }
    }
    if all.is_empty() {
        vec![Why::Together]
    } else {
        all
    }
}

fn amount(
    ahead: &Ahead,
    of: &[Ix],
    have: f64,
    most: f64,
    min: Option<f64>,
    max: Option<f64>,
) -> Vec<Why> {
    if of.is_empty() {
        return vec![Why::Nothing];
    }
    if let Some(most) = max.filter(|max| have > *max) {
        let counts = |ix: &Ix| standing(ahead.facts, *ix).is_some_and(|s| s.counts > 0);
        let undo = of.iter().copied().filter(counts).collect();
        return vec![Why::Over { have, most, undo }];
    }
    let Some(need) = min.filter(|min| most < *min) else {
        return vec![Why::NoSum];
    };
    let mut all = vec![Why::TooFew { most, need }];
    all.extend(lost(ahead, of));
    all
}

/// Why there are no more tries, or never so many as these: no check, spent, dropped or shut.
fn tries(ahead: &Ahead, of: &[Ix], need: Option<u32>) -> Vec<Why> {
    let checks = of.iter().copied().filter(|ix| ahead.has_check(*ix));
    let checks: Vec<Ix> = checks.collect();
    if checks.is_empty() {
        return vec![Why::Nothing];
    }
    let more = checks.iter().map(|ix| ahead.more_tries(*ix));
    let more = more.fold(0_i64, i64::saturating_add);
    if let Some(need) = need.filter(|_| more > 0) {
        let most = more.saturating_add(i64::from(attempted(ahead.facts, of)));
        return vec![Why::FewTries {
            most: most as f64,
            need: f64::from(need),
        }];
    }
    let is_spent = |ix: &Ix| {
        standing(ahead.facts, *ix).is_some_and(|standing| standing.attempts_left == Some(0))
    };
    let spent: Vec<Ix> = checks.iter().copied().filter(is_spent).collect();
    match spent.is_empty() {
        true => lost(ahead, &checks),
        false => vec![Why::NoTries(spent)],
    }
}

/// What keeps these from counting: no tries left, dropped, no place left, shut.
fn lost(ahead: &Ahead, of: &[Ix]) -> Vec<Why> {
    let mut spent = Vec::new();
    let mut dropped = Vec::new();
    let mut shut = Vec::new();
    let mut full: Vec<u32> = Vec::new();
    for ix in of {
        let place = ahead.ground.places.get(*ix as usize);
        let (Some(standing), Some(place)) = (standing(ahead.facts, *ix), place) else {
            continue;
        };
        if standing.counts > 0 || ahead.can(*ix) {
            continue;
        }
        match standing.state {
            _ if standing.is_spent() && anew(standing, place, ahead) == 0 => spent.push(*ix),
            State::Dropped => dropped.push(*ix),
            _ if !standing.in_use() && ahead.free_places(*ix) == 0 => {
                if !full.contains(&place.section) {
                    full.push(place.section);
                }
            }
            _ => shut.push(*ix),
        }
    }
    let mut all = Vec::new();
    if !spent.is_empty() {
        all.push(Why::NoTries(spent));
    }
    if !dropped.is_empty() {
        all.push(Why::Dropped(dropped));
    }
    for section in full {
        let taken = ahead.ground.sections.get(section as usize);
        all.push(Why::Full {
            section,
            most: taken.and_then(|section| section.choose_max).unwrap_or(0),
            drop: taken
                .into_iter()
                .flat_map(|section| &section.activities)
                .copied()
                .filter(|ix| standing(ahead.facts, *ix).is_some_and(Standing::in_use))
                .filter(|ix| {
                    !ahead
                        .ground
                        .places
                        .get(*ix as usize)
                        .is_some_and(|place| place.free)
                })
                .collect(),
        });
    }
    if !shut.is_empty() {
        all.push(Why::Shut(shut));
    }
    all
}

/// So many times it could count, were it taken up now.
fn anew(standing: &Standing, place: &Place, ahead: &Ahead) -> u32 {
    let open = Standing {
        state: State::Open,
        ..standing.clone()
    };
    open.room_in(place, ahead.ground.counts_when)
}
