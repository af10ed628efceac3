//! The sums a question is about, and for each group of alike activities the changes a choice of it makes to them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Scope, Steps};
use crate::rules::ahead::Ahead;
use crate::rules::book::{Node, Of, RuleAt};
use crate::rules::facts::Standing;
use crate::rules::ground::Ix;
use crate::rules::met::standing;
use crate::rules::reach::forms::forms;
use crate::rules::reach::gifts::{Gift, gifts};
use crate::rules::time::Clock;

/// What a sum is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Counts(Of),
    Points(Of),
    Cell(Ix),
    /// Group by its place in its rule.
    Group(RuleAt, usize),
    AllPoints,
    Reached(RuleAt),
    Scored(RuleAt),
    Tries(Of),
    Place(u32),
    Habit(usize),
    Mastery(u32),
    /// Code, group and feedback rules.
    Said(RuleAt),
}

#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) key: Key,
    pub(super) now: i64,
    /// Higher values make no difference.
    pub(super) cap: i64,
}

/// Choices that change the same sums by the same amounts, as often as there are members.
pub(super) struct Row {
    /// Changes to sums; the first choice is to leave everything as it is, unless `forced`.
    pub(super) choices: Vec<Choice>,
    pub(super) members: Vec<Member>,
    pub(super) forced: bool,
}

/// Sums by their place, and by how much each changes.
pub(super) type Changes = Vec<(usize, i64)>;

pub(super) struct Choice {
    pub(super) changes: Changes,
    /// Which form of each member it is.
    pub(super) form: usize,
}

pub(super) enum Member {
    Activity(Ix, Vec<Standing>),
    Gift(Vec<Gift>),
}

pub(super) struct Table<'a> {
    pub(super) ahead: &'a Ahead<'a>,
    pub(super) at: RuleAt,
    pub(super) clock: Option<Clock>,
    pub(super) settled: &'a BTreeMap<RuleAt, bool>,
    pub(super) sums: Vec<Sum>,
    pub(super) index: BTreeMap<Key, usize>,
    pub(super) rows: Vec<Row>,
    /// By row, then by sum: the least and the most that this and later rows can change, and what divides every change.
    pub(super) least: Vec<Vec<i64>>,
    pub(super) most: Vec<Vec<i64>>,
    pub(super) grain: Vec<Vec<i64>>,
    pub(super) forced: usize,
    /// Badges that could be earned on the way and whose rule need not hold at the end.
    pub(super) fleeting: BTreeSet<u32>,
}

impl<'a> Table<'a> {
    pub(super) fn lay(
        ahead: &'a Ahead,
        at: RuleAt,
        scope: &Scope,
        clock: Option<Clock>,
        forced: &[Ix],
        settled: &'a BTreeMap<RuleAt, bool>,
        steps: &mut Steps,
    ) -> Option<Self> {
        let mut table = Table {
            ahead,
            at,
            clock,
            settled,
            sums: Vec::new(),
            index: BTreeMap::new(),
            rows: Vec::new(),
            least: Vec::new(),
            most: Vec::new(),
            grain: Vec::new(),
            forced: 0,
            fleeting: fleeting(ahead, scope),
        };
        let mut touched: Vec<Vec<usize>> = vec![Vec::new(); scope.activities.len()];
        for rule in &scope.rules {
            if !settled.contains_key(rule) {
                table.note(*rule, scope, &mut touched);
            }
        }
        if scope.crowded {
            for (ix, touched) in scope.activities.iter().zip(&mut touched) {
                let section = ahead
                    .ground
                    .places
                    .get(*ix as usize)
                    .map(|place| place.section);
                if let Some(section) = section
                    && ahead.free_places(*ix) != u32::MAX
                {
                    touched.push(table.sum(Key::Place(section), 0, i64::MAX));
                }
            }
        }
        let mut alike: BTreeMap<(bool, Vec<Changes>), usize> = BTreeMap::new();
        for ((ix, needs), touched) in scope.activities.iter().zip(&scope.needs).zip(&touched) {
            let must = forced.contains(ix);
            let forms = if table.may_move(*ix) {
                forms(ahead, *ix, needs)
            } else {
                Vec::new()
            };
            let Some(now) = standing(ahead.facts, *ix) else {
                continue;
            };
            let mut choices: Vec<Choice> = Vec::new();
            for (form, to) in forms.iter().enumerate() {
                if must && to.counts == 0 {
                    continue;
                }
                let changes = table.changes(now, to, touched);
                if !choices.iter().any(|choice| choice.changes == changes) {
                    choices.push(Choice { changes, form });
                }
            }
            if must && choices.is_empty() && now.counts == 0 {
                // A forced square that cannot count at this time: a row without a choice has no way through.
                table.rows.push(Row {
                    choices,
                    members: Vec::new(),
                    forced: true,
                });
                continue;
            }
            if !steps.take(1 + choices.len() / 4) {
                return None;
            }
            if choices.len() < 2 && !must {
                continue;
            }
            let key = (
                must,
                choices
                    .iter()
                    .map(|choice| choice.changes.clone())
                    .collect(),
            );
            let member = Member::Activity(*ix, forms);
            match alike.get(&key).and_then(|row| table.rows.get_mut(*row)) {
                Some(row) if row.choices.len() == 2 && !must => row.members.push(member),
                _ => {
                    alike.insert(key, table.rows.len());
                    table.rows.push(Row {
                        choices,
                        members: vec![member],
                        forced: must,
                    });
                }
            }
        }
        table.lay_gifts(scope);
        table
            .rows
            .sort_by_key(|row| (!row.forced, row.choices.len()));
        table.forced = table.rows.iter().filter(|row| row.forced).count();
        let size = table.rows.len().saturating_mul(table.sums.len());
        (steps.take(size / 16)).then(|| {
            table.lay_reserves();
            table
        })
    }

    /// It is taken up, or its day comes before the end.
    fn may_move(&self, ix: Ix) -> bool {
        let Some(clock) = self.clock else {
            return true;
        };
        standing(self.ahead.facts, ix).is_some_and(Standing::in_use)
            || self
                .ahead
                .ground
                .places
                .get(ix as usize)
                .and_then(|place| place.more.opens)
                .is_none_or(|opens| opens.has_come(clock))
    }

    fn lay_gifts(&mut self, scope: &Scope) {
        for kind in gifts(self.ahead, scope.rules.iter()) {
            let mut choices = vec![Choice {
                changes: Vec::new(),
                form: 0,
            }];
            for (given, gift) in kind.iter().enumerate() {
                let mut changes = Vec::new();
                for (at, sum) in self.sums.iter().enumerate() {
                    let to = match (gift, &sum.key) {
                        (Gift::Habit(habit, count), Key::Habit(key)) if *habit as usize == *key => {
                            i64::from(*count)
                        }
                        (Gift::Mastery(standard, level), Key::Mastery(key)) if standard == key => {
                            *level as i64 + 1
                        }
                        (Gift::Code(digest), Key::Said(rule)) => {
                            match self.ahead.book.node(*rule) {
                                Node::Code(known) if known == digest => 1,
                                _ => continue,
                            }
                        }
                        (Gift::Group(id), Key::Said(rule)) => match self.ahead.book.node(*rule) {
                            Node::Group(known) if known == id => 1,
                            _ => continue,
                        },
                        (Gift::Feedback(of, read), Key::Said(rule)) => {
                            match self.ahead.book.node(*rule) {
                                Node::FeedbackRead(_, known)
                                    if self.ahead.book.of(*known) == of =>
                                {
                                    i64::from(*read)
                                }
                                _ => continue,
                            }
                        }
                        _ => continue,
                    };
                    changes.push((at, to - sum.now));
                }
                choices.push(Choice {
                    changes,
                    form: given + 1,
                });
            }
            self.rows.push(Row {
                choices,
                members: vec![Member::Gift(kind)],
                forced: false,
            });
        }
    }

    fn lay_reserves(&mut self) {
        let width = self.sums.len();
        let mut least = vec![vec![0; width]];
        let mut most = vec![vec![0; width]];
        let mut grain = vec![vec![0; width]];
        for row in self.rows.iter().rev() {
            let mut low = vec![0_i64; width];
            let mut high = vec![0_i64; width];
            let mut step = grain.last().cloned().unwrap_or_default();
            let times = row.members.len() as i64;
            for choice in &row.choices {
                for (at, change) in &choice.changes {
                    if let (Some(low), Some(high), Some(step)) =
                        (low.get_mut(*at), high.get_mut(*at), step.get_mut(*at))
                    {
                        *low = (*low).min(change.saturating_mul(times));
                        *high = (*high).max(change.saturating_mul(times));
                        *step = gcd(*step, change.abs());
                    }
                }
            }
            let add = |a: &[i64], b: Option<&Vec<i64>>| -> Vec<i64> {
                a.iter()
                    .zip(b.into_iter().flatten())
                    .map(|(a, b)| a.saturating_add(*b))
                    .collect()
            };
            least.push(add(&low, least.last()));
            most.push(add(&high, most.last()));
            grain.push(step);
        }
        least.reverse();
        most.reverse();
        grain.reverse();
        // Where something can go down again, no value is as good as a higher one.
        for (at, sum) in self.sums.iter_mut().enumerate() {
            let falls = least
                .first()
                .and_then(|least| least.get(at))
                .is_some_and(|low| *low < 0);
            if falls {
                sum.cap = i64::MAX;
            }
        }
        self.least = least;
        self.most = most;
        self.grain = grain;
    }
}

fn fleeting(ahead: &Ahead, scope: &Scope) -> BTreeSet<u32> {
    let badges = scope
        .rules
        .iter()
        .filter_map(|at| match ahead.book.node(*at) {
            Node::Badge(ix) => Some(*ix),
            _ => None,
        });
    let lasts = |ix: &u32| {
        let rule = ahead.book.badges.get(*ix as usize);
        rule.is_none_or(|rule| ahead.book.temper(*rule).steady)
    };
    badges.filter(|ix| !lasts(ix)).collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
