//! Whom a rule waits for: the activities it names, for maps that draw a way from each of them. And what stands at its gate, in short.

use super::filter::{Ids, members};
use super::ground::{Ground, Ix};
use super::rule::{Filter, Rule};

/// A filter that names more than these names a crowd, and a map with a way from each of it shows nothing.
const CROWD: usize = 12;

/// What a rule asks of those it waits for, where it does not simply ask for all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gate {
    /// So many of so many.
    Some(u32, u32),
    /// A result in percent, at least or at most.
    Score(Option<f64>, Option<f64>),
    /// So many tries.
    Tries(u32),
}

/// Whom a rule waits for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Named {
    /// Each of these by itself; sorted, each once.
    pub each: Vec<Ix>,
    /// Some of so many that they are told of as one; nobody, where it is the whole board.
    pub crowds: Vec<Vec<Ix>>,
}

/// What rules wait for.
pub struct Needs<'a> {
    ground: &'a Ground,
    ids: Ids<'a>,
}

impl<'a> Needs<'a> {
    /// Of the rules of one board.
    pub fn of(ground: &'a Ground) -> Self {
        Needs {
            ground,
            ids: Ids::of(ground),
        }
    }

    /// The activities that a rule waits for. What it must not have is nothing to wait for.
    pub fn named(&self, rule: &Rule) -> Named {
        self.all_named(&[rule])
    }

    fn all_named(&self, rules: &[&Rule]) -> Named {
        let mut found = Named::default();
        for rule in rules {
            self.collect(rule, &mut found);
        }
        found.each.sort_unstable();
        found.each.dedup();
        found
    }

    fn collect(&self, rule: &Rule, found: &mut Named) {
        match rule {
            Rule::Activity(id) => found.each.extend(self.ids.activities.get(id)),
            Rule::All(rules) | Rule::Any(rules) => {
                for rule in rules {
                    self.collect(rule, found);
                }
            }
            Rule::Count { of, .. }
            | Rule::Points { of, .. }
            | Rule::OnePer { of, .. }
            | Rule::Score { of, .. }
            | Rule::Attempts { of, .. }
            | Rule::State { of, .. }
            | Rule::FeedbackRead { of, .. } => match of {
                Filter::All => found.crowds.push(Vec::new()),
                of => found.add(self.taught(of)),
            },
            Rule::Mastery { standard, .. } => found.add(self.shows(standard)),
            _ => {}
        }
    }

    /// What a filter names of the teacher's.
    fn taught(&self, of: &Filter) -> Vec<Ix> {
        let mut named = members(self.ground, &self.ids, of);
        let taught = self.ground.places.len() as Ix - self.ground.own;
        named.retain(|ix| *ix < taught);
        named
    }

    /// The activities with a check that show a standard; without such, all that show it.
    fn shows(&self, standard: &str) -> Vec<Ix> {
        let Some(standard) = self.ids.standards.get(standard) else {
            return Vec::new();
        };
        let places = (0..).zip(&self.ground.places);
        let all: Vec<(Ix, bool)> = places
            .filter(|(_, place)| place.more.standards.contains(&standard))
            .map(|(ix, place)| (ix, place.check))
            .collect();
        let checked: Vec<Ix> = all.iter().filter(|it| it.1).map(|it| it.0).collect();
        match checked.is_empty() {
            true => all.into_iter().map(|it| it.0).collect(),
            false => checked,
        }
    }

    /// Whether ways and gate tell all of a rule: every part of it names activities that must all count, and at most one asks for something
    /// else, which the gate says in full and of whom there is no doubt.
    pub fn is_drawn(&self, rule: &Rule) -> bool {
        let mut parts = Vec::new();
        apart(rule, &mut parts);
        let (plain, more): (Vec<&Rule>, Vec<&Rule>) =
            parts.into_iter().partition(|part| self.is_plain(part));
        let beside = self.all_named(&plain).each;
        match more.as_slice() {
            [] => !beside.is_empty(),
            [rule] => {
                let asked = self.named(rule);
                // A crowd's way does not say who belongs to it.
                let counts = asked.crowds.is_empty() && !asked.each.is_empty();
                counts && self.is_said(rule, &asked.each, &beside)
            }
            _ => false,
        }
    }

    /// All it names must count, and nothing else: ways say that.
    fn is_plain(&self, rule: &Rule) -> bool {
        match rule {
            Rule::Activity(_) => true,
            Rule::Count { bounds, of } if *of != Filter::All => {
                let all = self.taught(of).len();
                (1..=CROWD).contains(&all)
                    && bounds.min == Some(all as u32)
                    && bounds.max.is_none_or(|most| most as usize >= all)
            }
            _ => false,
        }
    }

    /// The gate says all that is asked of those; `beside` are others whose ways lead to it too.
    fn is_said(&self, rule: &Rule, asked: &[Ix], beside: &[Ix]) -> bool {
        let others = || beside.iter().filter(|ix| !asked.contains(ix));
        match rule {
            // Of all whose ways lead there: with another beside them the number would be of others.
            Rule::Any(rules) => {
                let each = |rule: &Rule| matches!(rule, Rule::Activity(_));
                rules.iter().all(each) && asked.len() == rules.len() && beside.is_empty()
            }
            Rule::Count { bounds, .. } => {
                let some = bounds.min.filter(|need| *need > 0);
                some.is_some_and(|need| (need as usize) < asked.len())
                    && bounds.max.is_none()
                    && beside.is_empty()
            }
            // Who has no check has no result that could be meant.
            Rule::Score { bounds, .. } => {
                let has_check = |ix: &Ix| {
                    let place = self.ground.places.get(*ix as usize);
                    place.is_none_or(|place| place.check)
                };
                (bounds.min.is_some() || bounds.max.is_some()) && !others().any(has_check)
            }
            // Tries of several are counted together.
            Rule::Attempts { bounds, .. } => {
                bounds.min.is_some()
                    && bounds.max.is_none()
                    && asked.len() == 1
                    && others().next().is_none()
            }
            _ => false,
        }
    }

    /// The activities without which a rule cannot be met.
    pub fn musts(&self, rule: &Rule) -> Vec<Ix> {
        let mut parts = Vec::new();
        apart(rule, &mut parts);
        parts.retain(|part| self.is_plain(part));
        let mut found = Named::default();
        for part in parts {
            self.collect(part, &mut found);
        }
        found.each
    }

    /// What stands at a rule's gate: the first condition in it that is more than "these count".
    pub fn gate(&self, rule: &Rule) -> Option<Gate> {
        match rule {
            Rule::All(rules) => rules.iter().find_map(|rule| self.gate(rule)),
            // Whatever the others ask: one of them is enough.
            Rule::Any(rules) if rules.len() > 1 => Some(Gate::Some(1, rules.len() as u32)),
            Rule::Any(rules) => rules.iter().find_map(|rule| self.gate(rule)),
            Rule::Count { bounds, of } => {
                let all = self.taught(of).len() as u32;
                let need = bounds.min.filter(|need| *need > 0 && *need < all)?;
                Some(Gate::Some(need, all))
            }
            Rule::Score { bounds, .. } => Some(Gate::Score(bounds.min, bounds.max)),
            Rule::Attempts { bounds, .. } => bounds.min.map(Gate::Tries),
            _ => None,
        }
    }
}

/// The parts of a rule that must all be met.
fn apart<'r>(rule: &'r Rule, parts: &mut Vec<&'r Rule>) {
    match rule {
        Rule::All(rules) => rules.iter().for_each(|rule| apart(rule, parts)),
        Rule::Any(rules) if rules.len() == 1 => rules.iter().for_each(|rule| apart(rule, parts)),
        rule => parts.push(rule),
    }
}

impl Named {
    fn add(&mut self, mut members: Vec<Ix>) {
        if members.len() > CROWD {
            self.crowds.push(members);
        } else {
            self.each.append(&mut members);
        }
    }
}
