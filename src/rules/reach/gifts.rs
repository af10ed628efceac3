//! What comes to a learner besides activities: habits, levels of mastery, code words, groups, feedback. It may come at any
//! time, and stays.

use crate::rules::ahead::Ahead;
use crate::rules::book::{Node, RuleAt};
use crate::rules::facts::Facts;
use crate::rules::ground::Ix;
use crate::rules::met::{feedback_read, habits};
use crate::rules::rule::Habit;

/// One thing that may come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gift {
    Habit(Habit, u32),
    Mastery(u32, usize),
    Code(String),
    Group(String),
    /// New feedback on an activity: read, or not yet.
    Feedback(Vec<Ix>, bool),
}

/// For everything these rules ask for: what it may become, apart from what it is.
pub(super) fn gifts<'a>(ahead: &Ahead, rules: impl Iterator<Item = &'a RuleAt>) -> Vec<Vec<Gift>> {
    let facts = ahead.facts;
    let mut all: Vec<Vec<Gift>> = Vec::new();
    for at in rules {
        let gift = match ahead.book.node(*at) {
            Node::Habit(habit, count) if habits(facts, *habit) < *count => {
                Gift::Habit(*habit, *count)
            }
            Node::Mastery { standard, min } => Gift::Mastery(*standard, *min),
            Node::Code(digest) => Gift::Code(digest.clone()),
            Node::Group(id) => Gift::Group(id.clone()),
            Node::FeedbackRead(_, of) if !ahead.book.of(*of).is_empty() => {
                let of = ahead.book.of(*of);
                Gift::Feedback(of.to_vec(), !feedback_read(facts, of))
            }
            _ => continue,
        };
        if gift.is_there(facts) {
            continue;
        }
        match all
            .iter_mut()
            .find(|kind| kind.first().is_some_and(|first| first.is_like(&gift)))
        {
            Some(kind) if !kind.contains(&gift) => kind.push(gift),
            Some(_) => {}
            None => all.push(vec![gift]),
        }
    }
    all
}

impl Gift {
    fn is_there(&self, facts: &Facts) -> bool {
        match self {
            Gift::Habit(habit, count) => habits(facts, *habit) >= *count,
            Gift::Mastery(standard, min) => {
                let level = facts.mastery.get(*standard as usize).copied().flatten();
                level.is_some_and(|level| level >= *min)
            }
            Gift::Code(digest) => facts.codes.contains(digest),
            Gift::Group(id) => facts.groups.contains(id),
            Gift::Feedback(..) => false,
        }
    }

    /// Of the same kind, so that one stands in place of the other.
    fn is_like(&self, other: &Gift) -> bool {
        match (self, other) {
            (Gift::Habit(a, _), Gift::Habit(b, _)) => a == b,
            (Gift::Mastery(a, _), Gift::Mastery(b, _)) => a == b,
            (a, b) => a == b,
        }
    }

    /// The facts with it.
    pub fn give(&self, facts: &mut Facts) {
        match self {
            Gift::Habit(habit, count) => {
                if let Some(now) = facts.habits.get_mut(*habit as usize) {
                    *now = (*now).max(*count);
                }
            }
            Gift::Mastery(standard, min) => {
                let at = *standard as usize;
                if facts.mastery.len() <= at {
                    facts.mastery.resize(at + 1, None);
                }
                if let Some(level) = facts.mastery.get_mut(at) {
                    *level = (*level).max(Some(*min));
                }
            }
            Gift::Code(digest) => insert(&mut facts.codes, digest),
            Gift::Group(id) => insert(&mut facts.groups, id),
            Gift::Feedback(of, read) => {
                // One new piece of feedback is enough to be unread; to have read it, all must be.
                let many = if *read { of.len() } else { 1 };
                for ix in of.iter().take(many) {
                    if let Some(standing) = facts.standings.get_mut(*ix as usize) {
                        standing.feedback = true;
                        standing.feedback_read = *read;
                    }
                }
            }
        }
    }
}

fn insert(list: &mut Vec<String>, item: &str) {
    if let Err(at) = list.binary_search_by(|known| known.as_str().cmp(item)) {
        list.insert(at, item.to_owned());
    }
}
