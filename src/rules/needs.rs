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
        let mut found = Named::default();
        self.collect(rule, &mut found);
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

    /// Whether ways and gate tell all of a rule: every part of it names activities, and asks no more of them than a gate can say.
    pub fn is_drawn(&self, rule: &Rule) -> bool {
        match rule {
            Rule::Activity(_) => true,
            Rule::All(rules) | Rule::Any(rules) => rules.iter().all(|rule| self.is_drawn(rule)),
            // A crowd's way does not say who belongs to it.
            Rule::Count { of, .. } | Rule::Score { of, .. } | Rule::Attempts { of, .. } => {
                *of != Filter::All && (1..=CROWD).contains(&self.taught(of).len())
            }
            _ => false,
        }
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

impl Named {
    fn add(&mut self, mut members: Vec<Ix>) {
        if members.len() > CROWD {
            self.crowds.push(members);
        } else {
            self.each.append(&mut members);
        }
    }
}
