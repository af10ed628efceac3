//! Act by act: for boards whose locks make the order matter. Exact where the steps suffice.

use std::collections::BTreeSet;

use super::forms::forms;
use super::gifts::{Gift, gifts};
use super::sums::Plan;
use super::{Scope, Steps, Way};
use crate::rules::ahead::{Ahead, places_left};
use crate::rules::book::{Node, RuleAt};
use crate::rules::facts::{Facts, Standing};
use crate::rules::ground::Ix;
use crate::rules::met::{met, standing};
use crate::rules::time::Clock;

/// Whether a plan can be carried out in some order: everything as soon as it may be done. `false` is no proof.
pub(super) fn leads_to(
    ahead: &Ahead,
    at: RuleAt,
    scope: &Scope,
    plan: &Plan,
    end: Option<Clock>,
) -> bool {
    let mut facts = ahead.facts.clone();
    for gift in &plan.gifts {
        gift.give(&mut facts);
    }
    let mut left: Vec<&(Ix, Standing)> = plan.forms.iter().collect();
    for now in turns(ahead, scope, end) {
        facts.clock.now = now;
        loop {
            award(ahead, &mut facts);
            let before = left.len();
            left.retain(|(ix, form)| {
                let goes = may_take(ahead, &facts, *ix);
                if goes {
                    go_on(ahead, &mut facts, *ix, form);
                }
                !goes
            });
            if left.len() == before {
                break;
            }
        }
    }
    award(ahead, &mut facts);
    left.is_empty() && met(ahead.book, ahead.ground, &facts, at)
}

/// Goes through everything a learner could do, in every order that makes a difference.
pub(super) fn search(ahead: &Ahead, at: RuleAt, scope: &Scope, steps: &mut Steps) -> Way {
    let moves: Vec<(Ix, Vec<Standing>)> = scope
        .activities
        .iter()
        .zip(&scope.needs)
        .map(|(ix, needs)| (*ix, forms(ahead, *ix, needs)))
        .filter(|(_, forms)| forms.len() > 1)
        .collect();
    let gifts = gifts(ahead, scope.rules.iter().chain(&scope.locks));
    let turns = turns(ahead, scope, None);
    let first = Spot {
        forms: vec![0; moves.len()],
        gifts: vec![0; gifts.len()],
        turn: 0,
        badges: ahead.facts.badges.clone(),
    };
    let cost = 2 + ahead.facts.standings.len() / 8;
    let mut seen = BTreeSet::from([first.clone()]);
    let mut open = vec![first];
    while let Some(mut spot) = open.pop() {
        if !steps.take(cost) {
            return Way::NotInTime;
        }
        let mut facts = spot.facts(ahead, &moves, &gifts, &turns);
        award(ahead, &mut facts);
        spot.badges.clone_from(&facts.badges);
        if met(ahead.book, ahead.ground, &facts, at) {
            return Way::Found;
        }
        for next in spot.nexts(ahead, &facts, &moves, &gifts, turns.len()) {
            if !steps.take(1) {
                return Way::NotInTime;
            }
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    Way::None
}

/// Where a learner could be: for each activity one of its forms, for each gift what has come, the time, the badges.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    forms: Vec<usize>,
    gifts: Vec<usize>,
    turn: usize,
    badges: Vec<bool>,
}

impl Spot {
    fn facts(
        &self,
        ahead: &Ahead,
        moves: &[(Ix, Vec<Standing>)],
        gifts: &[Vec<Gift>],
        turns: &[i64],
    ) -> Facts {
        let mut facts = ahead.facts.clone();
        for ((ix, forms), chosen) in moves.iter().zip(&self.forms) {
            if let (Some(standing), Some(form)) =
                (facts.standings.get_mut(*ix as usize), forms.get(*chosen))
            {
                standing.clone_from(form);
            }
        }
        for (kind, given) in gifts.iter().zip(&self.gifts) {
            // Gifts of a kind grow from the least to the most: all up to the one that has come.
            for gift in kind.iter().take(*given) {
                gift.give(&mut facts);
            }
        }
        facts.clock.now = turns.get(self.turn).copied().unwrap_or(facts.clock.now);
        facts.badges.clone_from(&self.badges);
        facts
    }

    fn nexts(
        &self,
        ahead: &Ahead,
        facts: &Facts,
        moves: &[(Ix, Vec<Standing>)],
        gifts: &[Vec<Gift>],
        turns: usize,
    ) -> Vec<Spot> {
        let mut nexts = Vec::new();
        if self.turn + 1 < turns {
            nexts.push(Spot {
                turn: self.turn + 1,
                ..self.clone()
            });
        }
        for (at, (kind, given)) in gifts.iter().zip(&self.gifts).enumerate() {
            if *given < kind.len() {
                let mut next = self.clone();
                if let Some(given) = next.gifts.get_mut(at) {
                    *given += 1;
                }
                nexts.push(next);
            }
        }
        for (at, ((ix, forms), chosen)) in moves.iter().zip(&self.forms).enumerate() {
            let Some(now) = forms.get(*chosen) else {
                continue;
            };
            if !may_take(ahead, facts, *ix) {
                continue;
            }
            for (to, form) in forms.iter().enumerate() {
                if to != *chosen && goes_on_from(now, form) {
                    let mut next = self.clone();
                    if let Some(chosen) = next.forms.get_mut(at) {
                        *chosen = to;
                    }
                    if form.counts > now.counts + 1 {
                        let mut facts = facts.clone();
                        go_on(ahead, &mut facts, *ix, form);
                        next.badges = facts.badges;
                    }
                    nexts.push(next);
                }
            }
        }
        nexts
    }
}

/// Takes one activity to a form of it. What is earned on the way is earned, and nobody counts twice in one act.
fn go_on(ahead: &Ahead, facts: &mut Facts, ix: Ix, form: &Standing) {
    let now = standing(facts, ix).map_or(0, |now| now.counts);
    let worth = ahead.ground.places.get(ix as usize);
    for counts in now + 1..=form.counts.max(now + 1) {
        if let Some(standing) = facts.standings.get_mut(ix as usize) {
            standing.clone_from(form);
            if counts < form.counts {
                standing.counts = counts;
                standing.points = worth.map_or(form.points, |place| place.points.times(counts));
            }
        }
        award(ahead, facts);
    }
}

/// Nothing in `next` takes anything of `now` back.
fn goes_on_from(now: &Standing, next: &Standing) -> bool {
    use crate::rules::Reached::{Approved, Chosen, Done, Mastered, Started, Submitted};
    next.counts >= now.counts
        && next.attempts >= now.attempts
        && next.best >= now.best
        && (next.state == now.state || !now.in_use() || next.state > now.state)
        && [Chosen, Started, Submitted, Done, Approved, Mastered]
            .into_iter()
            .all(|how_far| next.has_reached(how_far) || !now.has_reached(how_far))
}

/// It is taken up already, or can be now: its lock is open, its day has come, its section has a place.
fn may_take(ahead: &Ahead, facts: &Facts, ix: Ix) -> bool {
    if standing(facts, ix).is_some_and(Standing::in_use) {
        return true;
    }
    let Some(place) = ahead.ground.places.get(ix as usize) else {
        return false;
    };
    let lock = ahead.book.lock(ix);
    place
        .more
        .opens
        .is_none_or(|opens| opens.has_come(facts.clock))
        && lock.is_none_or(|lock| met(ahead.book, ahead.ground, facts, lock))
        && places_left(ahead.ground, facts)
            .get(place.section as usize)
            .is_none_or(|places| *places > 0)
}

/// Badges and levels that the facts earn now.
fn award(ahead: &Ahead, facts: &mut Facts) {
    facts.badges.resize(ahead.book.badges.len(), false);
    let points = facts.standings.iter().map(|standing| standing.points).sum();
    let level = ahead
        .ground
        .levels
        .iter()
        .take_while(|from| **from <= points)
        .count();
    facts.level = facts.level.max(u32::try_from(level).unwrap_or(u32::MAX));
    loop {
        let mut changed = false;
        for (at, rule) in ahead.book.badges.iter().enumerate() {
            let earned = facts.badges.get(at).copied().unwrap_or(true);
            if !earned && met(ahead.book, ahead.ground, facts, *rule) {
                if let Some(badge) = facts.badges.get_mut(at) {
                    *badge = true;
                }
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

/// Now, and each moment at which something opens or closes, up to the end.
fn turns(ahead: &Ahead, scope: &Scope, end: Option<Clock>) -> Vec<i64> {
    let clock = ahead.facts.clock;
    let rules = scope.rules.iter().chain(&scope.locks);
    let dates = rules.filter_map(|at| match ahead.book.node(*at) {
        Node::After(moment) | Node::Before(moment) => Some(*moment),
        _ => None,
    });
    let opens = scope
        .activities
        .iter()
        .filter_map(|ix| ahead.ground.places.get(*ix as usize)?.more.opens);
    let mut turns: Vec<i64> = dates
        .chain(opens)
        .map(|moment| moment.instant(clock.offset))
        .filter(|at| *at > clock.now && end.is_none_or(|end| *at <= end.now))
        .collect();
    turns.push(clock.now);
    turns.sort_unstable();
    turns.dedup();
    turns
}
