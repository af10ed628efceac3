//! Activities and badges that wait for each other for ever.
//!
//! Only what can never open is looked at: `any` with one way out is no cycle, however its other ways run.

use std::collections::BTreeSet;

use super::code;
use super::document::Span;
use super::finding::{Finding, Findings};
use super::inspect::Look;
use super::layout::layout;
use super::model::Board;
use crate::rules::prove::fresh;
use crate::rules::{
    Ahead, Facts, Filter, Ground, Ix, Place, Positions, Rule, Rulebook, Verdict, named, verdict,
};
use crate::words::Phrase;

/// Notes each cycle once, at the rule of its first activity or badge.
pub(super) fn cycles(board: &Board, look: &Look, findings: &mut Findings) {
    let locked = board
        .activities
        .iter()
        .any(|activity| activity.more.requires.is_some());
    let gated = board
        .sections
        .iter()
        .any(|section| section.requires.is_some());
    let linked = board
        .badges
        .iter()
        .any(|badge| waits_for_badge(&badge.when));
    if locked || gated || linked {
        look_for_cycles(board, look, findings);
    }
}

/// Whether a badge may be what keeps this rule from holding.
fn waits_for_badge(rule: &Rule) -> bool {
    match rule {
        Rule::All(rules) | Rule::Any(rules) => rules.iter().any(waits_for_badge),
        Rule::Badge(_) => true,
        _ => false,
    }
}

/// Nothing waits on most boards: this is not a part of what is downloaded first.
#[inline(never)]
fn look_for_cycles(board: &Board, look: &Look, findings: &mut Findings) {
    let ground = layout(board);
    let book = Rulebook::compile(&ground);
    let facts = before_work(&ground);
    let ahead = Ahead::look(&book, &ground, &facts);
    let waits = Waits::of(&ground, &book, &ahead);
    for cycle in waits.cycles() {
        let Some(first) = cycle.first() else { continue };
        let mut names: Vec<&str> = cycle.iter().map(|thing| waits.name(*thing)).collect();
        if names.len() > 1 {
            names.extend(names.first().copied());
        }
        let finding = Finding::new(code::CYCLE, place(board, look, *first))
            .text("way", names.join(" → "))
            .n("n", cycle.len() as f64)
            .suggest(Phrase::new("board-fix-cycle"));
        findings.push(finding);
    }
}

/// Nobody has begun; a badge that only the teacher can give is taken for given.
pub(super) fn before_work(ground: &Ground) -> Facts {
    let badges = ground
        .badges
        .iter()
        .map(|(_, when)| when.is_by_hand())
        .collect();
    Facts {
        badges,
        ..fresh(ground)
    }
}

/// Where the rule lies that something waits by: its own, or that of its section.
fn place(board: &Board, look: &Look, thing: Thing) -> Span {
    let (list, field, ix) = match thing {
        Thing::Activity(ix) => ("activities", "requires", ix as usize),
        Thing::Badge(ix) => ("badges", "when", ix as usize),
    };
    let Some(node) = look.items(list).get(ix) else {
        return Span::default();
    };
    let own = look.at(node, field);
    if own != node.at {
        return own;
    }
    let id = board.activities.get(ix).map(|activity| &activity.id);
    let gate = board
        .sections
        .iter()
        .zip(look.items("sections"))
        .find(|(section, _)| id.is_some_and(|id| section.activities.contains(id)));
    gate.map_or(own, |(_, section)| look.at(section, field))
}

/// What can be waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Activity(Ix),
    Badge(u32),
}

/// Who waits for what, among those that can never open.
struct Waits<'a> {
    ground: &'a Ground,
    stuck: BTreeSet<Thing>,
    ids: Positions<'a>,
    badges: Positions<'a>,
}

impl<'a> Waits<'a> {
    fn of(ground: &'a Ground, book: &Rulebook, ahead: &Ahead) -> Self {
        let closed = |(ix, place): (Ix, &Place)| {
            (!place.free && !ahead.can(ix)).then_some(Thing::Activity(ix))
        };
        let activities = (0..).zip(&ground.places).filter_map(closed);
        let badges = (0..)
            .zip(&book.badges)
            .filter(|(_, when)| verdict(ahead, **when).0 == Verdict::Impossible);
        Waits {
            ground,
            stuck: activities
                .chain(badges.map(|(ix, _)| Thing::Badge(ix)))
                .collect(),
            ids: Positions::of(ground.places.iter().map(|place| place.id.as_str())),
            badges: Positions::of(ground.badges.iter().map(|(id, _)| id.as_str())),
        }
    }

    fn name(&self, thing: Thing) -> &'a str {
        match thing {
            Thing::Activity(ix) => self
                .ground
                .places
                .get(ix as usize)
                .map_or("", |place| &place.id),
            Thing::Badge(ix) => self.ground.badges.get(ix as usize).map_or("", |(id, _)| id),
        }
    }

    fn rule(&self, thing: Thing) -> Option<&'a Rule> {
        match thing {
            Thing::Activity(ix) => self
                .ground
                .places
                .get(ix as usize)?
                .more
                .requires
                .as_deref(),
            Thing::Badge(ix) => self.ground.badges.get(ix as usize).map(|(_, when)| &**when),
        }
    }

    /// Every cycle found by walking on from each thing once; no recursion, for a path may be 10,000 long.
    fn cycles(&self) -> Vec<Vec<Thing>> {
        let mut done = BTreeSet::new();
        let mut found = Vec::new();
        for start in self.stuck.iter().copied() {
            let mut way: Vec<(Thing, Vec<Thing>)> = Vec::new();
            let mut on_way = BTreeSet::new();
            let mut next = Some(start);
            loop {
                if let Some(thing) = next.take()
                    && !done.contains(&thing)
                {
                    on_way.insert(thing);
                    way.push((thing, self.waits_for(thing)));
                }
                let Some((_, rest)) = way.last_mut() else {
                    break;
                };
                match rest.pop() {
                    Some(thing) if on_way.contains(&thing) => {
                        let cycle = way
                            .iter()
                            .map(|(thing, _)| *thing)
                            .skip_while(|on| *on != thing);
                        found.push(from_first(cycle.collect()));
                    }
                    Some(thing) => next = Some(thing),
                    None => {
                        if let Some((thing, _)) = way.pop() {
                            on_way.remove(&thing);
                            done.insert(thing);
                        }
                    }
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }

    fn waits_for(&self, thing: Thing) -> Vec<Thing> {
        let mut blockers = BTreeSet::new();
        if let Some(rule) = self.rule(thing) {
            blockers = self.blockers(rule);
        }
        blockers.into_iter().collect()
    }

    /// What stands in the way of a rule; nothing where it may hold, or where another reason keeps it from holding.
    fn blockers(&self, rule: &Rule) -> BTreeSet<Thing> {
        match rule {
            Rule::Activity(id) => self.one(id),
            Rule::All(rules) => rules.iter().flat_map(|rule| self.blockers(rule)).collect(),
            Rule::Any(rules) => {
                let each: Vec<BTreeSet<Thing>> =
                    rules.iter().map(|rule| self.blockers(rule)).collect();
                match each.iter().any(BTreeSet::is_empty) {
                    true => BTreeSet::new(),
                    false => each.into_iter().flatten().collect(),
                }
            }
            Rule::Count { bounds, of } => self.some(of, bounds.min.unwrap_or(0)),
            Rule::State { of, .. } => self.some(of, u32::MAX),
            Rule::Score { of, bounds } if bounds.min.is_some() => self.some(of, u32::MAX),
            Rule::Lines(lines) => lines.through.iter().flat_map(|id| self.one(id)).collect(),
            Rule::Badge(id) => self.stuck_one(self.badges.get(id).map(Thing::Badge)),
            _ => BTreeSet::new(),
        }
    }

    fn one(&self, id: &str) -> BTreeSet<Thing> {
        self.stuck_one(self.ids.get(id).map(Thing::Activity))
    }

    fn stuck_one(&self, thing: Option<Thing>) -> BTreeSet<Thing> {
        thing
            .filter(|thing| self.stuck.contains(thing))
            .into_iter()
            .collect()
    }

    /// The stuck ones among these, if without them too few are left of enough.
    fn some(&self, of: &Filter, need: u32) -> BTreeSet<Thing> {
        let members = named(self.ground, of);
        let need = (need as usize).min(members.len());
        let stuck: BTreeSet<Thing> = members
            .iter()
            .map(|ix| Thing::Activity(*ix))
            .filter(|thing| self.stuck.contains(thing))
            .collect();
        match members.len() - stuck.len() >= need {
            true => BTreeSet::new(),
            false => stuck,
        }
    }
}

/// The same cycle, begun at what stands first on the board.
fn from_first(mut cycle: Vec<Thing>) -> Vec<Thing> {
    let first = cycle
        .iter()
        .enumerate()
        .min_by_key(|(_, thing)| **thing)
        .map_or(0, |(at, _)| at);
    cycle.rotate_left(first);
    cycle
}
