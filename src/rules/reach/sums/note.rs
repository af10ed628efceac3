//! Which sums a rule looks at, and what a form of an activity changes in them.

use super::Scope;
use super::table::{Key, Sum, Table};
use crate::rules::book::{Node, RuleAt};
use crate::rules::facts::{Facts, Reached, Standing};
use crate::rules::ground::Ix;
use crate::rules::met::{feedback_read, habits, standing, within};
use crate::rules::reach::asks_state;

impl Table<'_> {
    pub(super) fn sum(&mut self, key: Key, now: i64, cap: i64) -> usize {
        if let Some(at) = self.index.get(&key).copied() {
            if let Some(sum) = self.sums.get_mut(at) {
                sum.cap = sum.cap.max(cap);
            }
            return at;
        }
        let at = self.sums.len();
        self.index.insert(key.clone(), at);
        self.sums.push(Sum { key, now, cap });
        at
    }

    /// The sums a rule looks at, and which activities change them.
    pub(super) fn note(&mut self, at: RuleAt, scope: &Scope, touched: &mut [Vec<usize>]) {
        let ahead = self.ahead;
        let facts = ahead.facts;
        let node = ahead.book.node(at);
        let of: &[Ix] = node.of().map_or(&[], |of| ahead.book.of(of));
        let add = |value: &dyn Fn(&Standing) -> i64, of: &[Ix]| -> i64 {
            of.iter()
                .filter_map(|ix| standing(facts, *ix))
                .map(value)
                .fold(0, i64::saturating_add)
        };
        let mut touch = |sum: usize, of: &[Ix]| {
            for ix in of {
                if let Ok(place) = scope.activities.binary_search(ix)
                    && let Some(touched) = touched.get_mut(place)
                    && !touched.contains(&sum)
                {
                    touched.push(sum);
                }
            }
        };
        let above = |max: Option<i64>, min: Option<i64>| {
            max.map_or(i64::MIN, |max| max.saturating_add(1))
                .max(min.unwrap_or(i64::MIN))
        };
        match node {
            Node::Activity(ix) => {
                let sum = self.sum(
                    Key::Cell(*ix),
                    add(&|s| i64::from(s.counts.min(1)), &[*ix]),
                    1,
                );
                touch(sum, &[*ix]);
            }
            Node::Count(bounds, key) => {
                let cap = above(bounds.max.map(i64::from), bounds.min.map(i64::from));
                let sum = self.sum(Key::Counts(*key), add(&|s| i64::from(s.counts), of), cap);
                touch(sum, of);
            }
            Node::Points(bounds, key) => {
                let cap = above(bounds.max.map(|p| p.0), bounds.min.map(|p| p.0));
                let sum = self.sum(Key::Points(*key), add(&|s| s.points.0, of), cap);
                touch(sum, of);
            }
            Node::Level(level) => {
                let from = ahead.ground.levels.get((*level as usize).saturating_sub(1));
                let all: Vec<Ix> = (0..).zip(&facts.standings).map(|(ix, _)| ix).collect();
                let cap = from.map_or(0, |from| from.0);
                let sum = self.sum(Key::AllPoints, add(&|s| s.points.0, &all), cap);
                touch(sum, &all);
            }
            Node::Lines(_) | Node::Shape { .. } => {
                for ix in of {
                    let now = add(&|s| i64::from(s.counts.min(1)), &[*ix]);
                    let sum = self.sum(Key::Cell(*ix), now, 1);
                    touch(sum, &[*ix]);
                }
            }
            Node::OnePer { count, groups, .. } => {
                for (place, group) in groups.iter().enumerate() {
                    let now = add(&|s| i64::from(s.counts), &group.members);
                    let sum = self.sum(Key::Group(at, place), now, i64::from(*count));
                    touch(sum, &group.members);
                }
            }
            Node::State(how_far, _) => {
                let now = add(&|s| i64::from(s.has_reached(*how_far)), of);
                let sum = self.sum(Key::Reached(at), now, of.len() as i64);
                touch(sum, of);
            }
            Node::Score(bounds, _) => {
                let now = add(
                    &|s| i64::from(s.best.is_some_and(|best| within(bounds, &best))),
                    of,
                );
                let sum = self.sum(Key::Scored(at), now, of.len() as i64);
                touch(sum, of);
            }
            Node::Attempts(bounds, key) => {
                let cap = above(bounds.max.map(i64::from), bounds.min.map(i64::from));
                let sum = self.sum(Key::Tries(*key), add(&|s| i64::from(s.attempts), of), cap);
                touch(sum, of);
            }
            Node::Habit(habit, count) => {
                let now = i64::from(habits(facts, *habit));
                self.sum(Key::Habit(*habit as usize), now, i64::from(*count));
            }
            Node::Mastery { standard, min } => {
                let now = mastered(facts, *standard);
                self.sum(Key::Mastery(*standard), now, *min as i64 + 1);
            }
            Node::Code(digest) => {
                let now = i64::from(facts.codes.contains(digest));
                self.sum(Key::Said(at), now, 1);
            }
            Node::Group(id) => {
                let now = i64::from(facts.groups.contains(id));
                self.sum(Key::Said(at), now, 1);
            }
            Node::FeedbackRead(..) => {
                let now = i64::from(feedback_read(facts, of));
                self.sum(Key::Said(at), now, 1);
            }
            Node::Unknown
            | Node::All(_)
            | Node::Any(_)
            | Node::Not(_)
            | Node::Badge(_)
            | Node::After(_)
            | Node::Before(_) => {}
        }
    }

    pub(super) fn changes(
        &self,
        now: &Standing,
        to: &Standing,
        touched: &[usize],
    ) -> Vec<(usize, i64)> {
        let mut changes = Vec::new();
        for at in touched {
            let Some(sum) = self.sums.get(*at) else {
                continue;
            };
            let value = |s: &Standing| match &sum.key {
                Key::Counts(_) | Key::Group(..) => i64::from(s.counts),
                Key::Cell(_) => i64::from(s.counts.min(1)),
                Key::Points(_) | Key::AllPoints => s.points.0,
                Key::Tries(_) => i64::from(s.attempts),
                Key::Place(_) => i64::from(s.in_use()),
                Key::Reached(rule) => {
                    let how_far = asks_state(self.ahead.book.node(*rule));
                    i64::from(s.has_reached(how_far.unwrap_or(Reached::Chosen)))
                }
                Key::Scored(rule) => match self.ahead.book.node(*rule) {
                    Node::Score(bounds, _) => {
                        i64::from(s.best.is_some_and(|best| within(bounds, &best)))
                    }
                    _ => 0,
                },
                Key::Habit(_) | Key::Mastery(_) | Key::Said(_) => 0,
            };
            let change = value(to) - value(now);
            if change != 0 {
                changes.push((*at, change));
            }
        }
        changes
    }
}

fn mastered(facts: &Facts, standard: u32) -> i64 {
    facts
        .mastery
        .get(standard as usize)
        .copied()
        .flatten()
        .map_or(0, |level| level as i64 + 1)
}
