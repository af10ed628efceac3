//! Alike activities taken together: what a rule sees of a choice are a few sums, so choices with the same sums are one.
//! Locks are left out (they are checked on what is found); places of a section and dates are not.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::forms;
use super::gifts::{Gift, gifts};
use super::{Scope, Steps};
use crate::rules::ahead::{Ahead, May, between, combine};
use crate::rules::book::{Node, Of, RuleAt};
use crate::rules::facts::{Facts, Reached, Standing};
use crate::rules::ground::Ix;
use crate::rules::lines::windows;
use crate::rules::met::{feedback_read, habits, lines_made, standing, within};
use crate::rules::time::Clock;

/// What was found.
pub(super) enum Found {
    Way(Plan),
    None,
    NotInTime,
}

/// Forms to bring activities to, and what has to come besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub forms: Vec<(Ix, Standing)>,
    pub gifts: Vec<Gift>,
}

/// Looks for sums that meet the rule.
pub(super) fn search(
    ahead: &Ahead,
    at: RuleAt,
    scope: &Scope,
    clock: Option<Clock>,
    steps: &mut Steps,
) -> Found {
    let wanted = figures(ahead, at, scope);
    branch(
        ahead,
        at,
        scope,
        clock,
        &wanted,
        &mut Vec::new(),
        &mut BTreeMap::new(),
        steps,
    )
}

/// Lines and shapes that are only ever wanted: one way to win one after the other, or without it.
fn figures(ahead: &Ahead, at: RuleAt, scope: &Scope) -> Vec<RuleAt> {
    let mut unwanted = BTreeSet::new();
    shunned(ahead, at, true, &mut unwanted, 0);
    scope
        .rules
        .iter()
        .copied()
        .filter(|at| !unwanted.contains(at))
        .filter(|at| match ahead.book.node(*at) {
            Node::Lines(lines) => lines.lines == 1,
            Node::Shape { .. } => true,
            _ => false,
        })
        .collect()
}

fn shunned(ahead: &Ahead, at: RuleAt, wanted: bool, found: &mut BTreeSet<RuleAt>, deep: u32) {
    if deep > 200 {
        return;
    }
    match ahead.book.node(at) {
        Node::All(parts) | Node::Any(parts) => {
            for part in parts {
                shunned(ahead, *part, wanted, found, deep + 1);
            }
        }
        Node::Not(part) => shunned(ahead, *part, !wanted, found, deep + 1),
        Node::Badge(ix) => {
            if let Some(rule) = ahead.book.badges.get(*ix as usize) {
                shunned(ahead, *rule, wanted, found, deep + 1);
            }
        }
        _ if !wanted => {
            found.insert(at);
        }
        _ => {}
    }
}

#[allow(clippy::too_many_arguments)]
fn branch(
    ahead: &Ahead,
    at: RuleAt,
    scope: &Scope,
    clock: Option<Clock>,
    figures: &[RuleAt],
    forced: &mut Vec<Ix>,
    settled: &mut BTreeMap<RuleAt, bool>,
    steps: &mut Steps,
) -> Found {
    let Some((figure, rest)) = figures.split_first() else {
        let Some(table) = Table::lay(ahead, at, scope, clock, forced, settled, steps) else {
            return Found::NotInTime;
        };
        return table.search(steps);
    };
    let counts = |ix: Ix| standing(ahead.facts, ix).is_some_and(|s| s.counts > 0);
    let places: Vec<Vec<Ix>> = match ahead.book.node(*figure) {
        Node::Lines(lines) => lines
            .strips
            .iter()
            .flat_map(windows)
            .filter(|line| line.runs_through(&lines.through))
            .map(|line| line.cells)
            .collect(),
        Node::Shape { squares, width, .. } => squares
            .chunks((*width).max(1))
            .map(<[Ix]>::to_vec)
            .collect(),
        _ => Vec::new(),
    };
    let mut lacking: Vec<Vec<Ix>> = places
        .into_iter()
        .map(|cells| cells.into_iter().filter(|ix| !counts(*ix)).collect())
        .filter(|lacking: &Vec<Ix>| lacking.iter().all(|ix| ahead.can(*ix)))
        .collect();
    lacking.sort();
    lacking.dedup();
    lacking.sort_by_key(Vec::len);
    let mut in_time = true;
    let without = std::iter::once((Vec::new(), false));
    for (cells, won) in lacking
        .into_iter()
        .map(|cells| (cells, true))
        .chain(without)
    {
        // Met already: nothing to win, and nothing can be lost.
        let done = won && cells.is_empty();
        let before = forced.len();
        forced.extend(cells);
        settled.insert(*figure, won);
        let found = branch(ahead, at, scope, clock, rest, forced, settled, steps);
        settled.remove(figure);
        forced.truncate(before);
        match found {
            Found::Way(plan) => return Found::Way(plan),
            Found::None => {}
            Found::NotInTime => in_time = false,
        }
        if done {
            break;
        }
    }
    if in_time {
        Found::None
    } else {
        Found::NotInTime
    }
}

/// What a sum is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
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
struct Sum {
    key: Key,
    now: i64,
    /// Higher values make no difference.
    cap: i64,
}

/// Choices that change the same sums by the same amounts, as often as there are members.
struct Row {
    /// Changes to sums; the first choice is to leave everything as it is, unless `forced`.
    choices: Vec<Choice>,
    members: Vec<Member>,
    forced: bool,
}

struct Choice {
    changes: Vec<(usize, i64)>,
    /// Which form of each member it is.
    form: usize,
}

enum Member {
    Activity(Ix, Vec<Standing>),
    Gift(Vec<Gift>),
}

struct Table<'a> {
    ahead: &'a Ahead<'a>,
    at: RuleAt,
    clock: Option<Clock>,
    settled: &'a BTreeMap<RuleAt, bool>,
    sums: Vec<Sum>,
    index: BTreeMap<Key, usize>,
    rows: Vec<Row>,
    /// By row, then by sum: the least and the most that this and later rows can change, and what divides every change.
    least: Vec<Vec<i64>>,
    most: Vec<Vec<i64>>,
    grain: Vec<Vec<i64>>,
    forced: usize,
    /// Badges that could be earned on the way and whose rule need not hold at the end.
    fleeting: BTreeSet<u32>,
}

impl<'a> Table<'a> {
    fn lay(
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
        let mut alike: BTreeMap<(bool, Vec<Vec<(usize, i64)>>), usize> = BTreeMap::new();
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
                .and_then(|place| place.opens)
                .is_none_or(|opens| opens.has_come(clock))
    }

    fn sum(&mut self, key: Key, now: i64, cap: i64) -> usize {
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
    fn note(&mut self, at: RuleAt, scope: &Scope, touched: &mut [Vec<usize>]) {
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

    fn changes(&self, now: &Standing, to: &Standing, touched: &[usize]) -> Vec<(usize, i64)> {
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
                    let how_far = super::asks_state(self.ahead.book.node(*rule));
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

    fn search(&self, steps: &mut Steps) -> Found {
        let start: Vec<i64> = self.sums.iter().map(|sum| sum.now.min(sum.cap)).collect();
        // A trail of choices: row, sums so far, where it came from, choice and how often.
        let mut trail: Vec<Trail> = vec![Trail {
            row: 0,
            sums: start,
            from: None,
            choice: 0,
            times: 0,
        }];
        let mut open = vec![0_usize];
        let mut seen: BTreeSet<(usize, Vec<i64>)> = BTreeSet::new();
        let cost = 1 + self.sums.len() / 8;
        while let Some(place) = open.pop() {
            let Some(spot) = trail.get(place).cloned() else {
                continue;
            };
            if !steps.take(cost) {
                return Found::NotInTime;
            }
            if !self.has_places(&spot.sums) {
                continue;
            }
            let may = self.may(self.at, spot.row, &spot.sums, 0);
            let end = spot.row == self.rows.len();
            if !may.yes {
                continue;
            }
            if (!may.no || end) && spot.row >= self.forced {
                return Found::Way(self.plan(&trail, place));
            }
            let Some(row) = self.rows.get(spot.row) else {
                continue;
            };
            for (choice, what) in row.choices.iter().enumerate() {
                let stays = choice == 0 && !row.forced;
                if stays && row.members.len() > 1 {
                    continue;
                }
                let often = if row.members.len() > 1 {
                    self.often(&spot.sums, row, what)
                } else {
                    1
                };
                let fewest = usize::from(row.members.len() == 1);
                for times in fewest..=often {
                    let mut sums = spot.sums.clone();
                    for (at, change) in &what.changes {
                        if let (Some(value), Some(sum)) = (sums.get_mut(*at), self.sums.get(*at)) {
                            *value = value.saturating_add(change * times as i64).min(sum.cap);
                        }
                    }
                    if seen.insert((spot.row + 1, sums.clone())) {
                        open.push(trail.len());
                        trail.push(Trail {
                            row: spot.row + 1,
                            sums,
                            from: Some(place),
                            choice,
                            times,
                        });
                    }
                }
            }
        }
        Found::None
    }

    /// How often a choice can be taken before nothing changes any more.
    fn often(&self, sums: &[i64], row: &Row, choice: &Choice) -> usize {
        let useful = |(at, change): &(usize, i64)| match (sums.get(*at), self.sums.get(*at)) {
            (Some(value), Some(sum)) if *change > 0 && sum.cap < i64::MAX => {
                let gap = sum.cap.saturating_sub(*value).max(0);
                usize::try_from((gap + change - 1) / change).unwrap_or(usize::MAX)
            }
            _ => usize::MAX,
        };
        choice
            .changes
            .iter()
            .map(useful)
            .max()
            .unwrap_or(0)
            .min(row.members.len())
    }

    fn has_places(&self, sums: &[i64]) -> bool {
        self.sums
            .iter()
            .zip(sums)
            .all(|(sum, value)| match sum.key {
                Key::Place(section) => {
                    let places = self
                        .ahead
                        .places
                        .get(section as usize)
                        .copied()
                        .unwrap_or(u32::MAX);
                    *value <= i64::from(places)
                }
                _ => true,
            })
    }

    fn plan(&self, trail: &[Trail], place: usize) -> Plan {
        let mut plan = Plan::default();
        let mut at = Some(place);
        while let Some(spot) = at.and_then(|at| trail.get(at)) {
            let row = spot.row.checked_sub(1).and_then(|row| self.rows.get(row));
            if let Some(row) = row
                && let Some(choice) = row.choices.get(spot.choice)
            {
                for member in row.members.iter().take(spot.times) {
                    match member {
                        Member::Activity(ix, forms) => {
                            if let (Some(form), true) = (forms.get(choice.form), choice.form > 0) {
                                plan.forms.push((*ix, form.clone()));
                            }
                        }
                        Member::Gift(kind) => {
                            plan.gifts.extend(kind.iter().take(choice.form).cloned());
                        }
                    }
                }
            }
            at = spot.from;
        }
        plan
    }

    /// What a rule may come to from here on.
    fn may(&self, at: RuleAt, row: usize, sums: &[i64], deep: u32) -> May {
        if let Some(won) = self.settled.get(&at) {
            return May {
                yes: *won,
                no: !*won,
            };
        }
        let node = self.ahead.book.node(at);
        if let Some(may) = combine(node, &mut |part| self.may(part, row, sums, deep + 1)) {
            return may;
        }
        let range = |key: Key| -> (i64, i64, i64) {
            let Some(at) = self.index.get(&key) else {
                return (0, 0, 0);
            };
            let value = sums.get(*at).copied().unwrap_or(0);
            let of = |table: &[Vec<i64>]| {
                table
                    .get(row)
                    .and_then(|sums| sums.get(*at))
                    .copied()
                    .unwrap_or(0)
            };
            (
                value.saturating_add(of(&self.least)),
                value.saturating_add(of(&self.most)),
                of(&self.grain),
            )
        };
        let from = |key: Key, min: i64| {
            let (low, high, _) = range(key);
            between((Some(min), None), low, high)
        };
        match node {
            Node::Count(bounds, of) => {
                let (low, high, _) = range(Key::Counts(*of));
                between(
                    (bounds.min.map(i64::from), bounds.max.map(i64::from)),
                    low,
                    high,
                )
            }
            Node::Points(bounds, of) => {
                let (low, high, grain) = range(Key::Points(*of));
                let (min, max) = (bounds.min.map(|p| p.0), bounds.max.map(|p| p.0));
                let mut may = between((min, max), low, high);
                may.yes &= hits(low, high, grain, min, max);
                may
            }
            Node::Attempts(bounds, of) => {
                let (low, high, _) = range(Key::Tries(*of));
                between(
                    (bounds.min.map(i64::from), bounds.max.map(i64::from)),
                    low,
                    high,
                )
            }
            Node::Activity(ix) => from(Key::Cell(*ix), 1),
            Node::Lines(lines) => {
                let least = |ix: Ix| range(Key::Cell(ix)).0 > 0;
                let most = |ix: Ix| range(Key::Cell(ix)).1 > 0;
                May {
                    yes: lines_made(&lines.strips, &lines.through, &most) >= lines.lines,
                    no: lines_made(&lines.strips, &lines.through, &least) < lines.lines,
                }
            }
            Node::Shape { squares, width, .. } => {
                let some = |counts: &dyn Fn(Ix) -> bool| {
                    *width > 0
                        && squares
                            .chunks(*width)
                            .any(|place| place.iter().all(|ix| counts(*ix)))
                };
                May {
                    yes: some(&|ix| range(Key::Cell(ix)).1 > 0),
                    no: !some(&|ix| range(Key::Cell(ix)).0 > 0),
                }
            }
            Node::OnePer { count, groups, .. } => {
                let each: Vec<May> = (0..groups.len())
                    .map(|group| from(Key::Group(at, group), i64::from(*count)))
                    .collect();
                May {
                    yes: !each.is_empty() && each.iter().all(|may| may.yes),
                    no: each.is_empty() || each.iter().any(|may| may.no),
                }
            }
            Node::State(_, of) => self.every(from(Key::Reached(at), self.len(*of)), *of),
            Node::Score(_, of) => self.every(from(Key::Scored(at), self.len(*of)), *of),
            Node::Level(level) => {
                if self.ahead.facts.level >= *level && !self.ahead.ground.levels.is_empty() {
                    return May {
                        yes: true,
                        no: false,
                    };
                }
                match self
                    .ahead
                    .ground
                    .levels
                    .get((*level as usize).saturating_sub(1))
                {
                    Some(points) => from(Key::AllPoints, points.0),
                    None => May {
                        yes: *level == 0,
                        no: *level > 0,
                    },
                }
            }
            Node::Habit(habit, count) => from(Key::Habit(*habit as usize), i64::from(*count)),
            Node::Mastery { standard, min } => from(Key::Mastery(*standard), *min as i64 + 1),
            Node::Code(_) | Node::Group(_) => from(Key::Said(at), 1),
            Node::FeedbackRead(read, _) => {
                let may = from(Key::Said(at), 1);
                if *read {
                    may
                } else {
                    May {
                        yes: may.no,
                        no: may.yes,
                    }
                }
            }
            Node::After(moment) => certain(self.clock.is_none_or(|clock| moment.has_come(clock))),
            Node::Before(moment) => certain(!self.clock.is_none_or(|clock| moment.has_come(clock))),
            Node::Badge(ix) => self.may_badge(*ix, row, sums, deep),
            Node::Unknown | Node::All(_) | Node::Any(_) | Node::Not(_) => certain(false),
        }
    }

    /// Earned, or its rule holds at the end. One that could also be earned on the way is left open.
    fn may_badge(&self, ix: u32, row: usize, sums: &[i64], deep: u32) -> May {
        let earned = self
            .ahead
            .facts
            .badges
            .get(ix as usize)
            .copied()
            .unwrap_or(false);
        let possible = self.ahead.badges.get(ix as usize).copied().unwrap_or(false);
        match self.ahead.book.badges.get(ix as usize) {
            _ if earned => certain(true),
            Some(rule) if possible && deep < 64 => {
                let end = self.may(*rule, row, sums, deep + 1);
                May {
                    yes: end.yes || self.fleeting.contains(&ix),
                    no: end.no,
                }
            }
            _ => May {
                yes: possible,
                no: true,
            },
        }
    }

    fn len(&self, of: Of) -> i64 {
        self.ahead.book.of(of).len() as i64
    }

    fn every(&self, may: May, of: Of) -> May {
        if self.len(of) == 0 {
            certain(false)
        } else {
            may
        }
    }
}

#[derive(Clone, Debug)]
struct Trail {
    row: usize,
    sums: Vec<i64>,
    from: Option<usize>,
    choice: usize,
    times: usize,
}

fn fleeting(ahead: &Ahead, scope: &Scope) -> BTreeSet<u32> {
    let badges = scope
        .rules
        .iter()
        .filter_map(|at| match ahead.book.node(*at) {
            Node::Badge(ix) => Some(*ix),
            _ => None,
        });
    badges
        .filter(|ix| {
            let rule = ahead.book.badges.get(*ix as usize);
            rule.is_some_and(|rule| !super::is_steady(ahead, *rule))
        })
        .collect()
}

fn certain(holds: bool) -> May {
    May {
        yes: holds,
        no: !holds,
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

/// Some value from `low` to `high` in steps of `grain` lies within the bounds.
fn hits(low: i64, high: i64, grain: i64, min: Option<i64>, max: Option<i64>) -> bool {
    let from = min.unwrap_or(low).max(low);
    let to = max.unwrap_or(high).min(high);
    if grain == 0 {
        return from <= low && low <= to;
    }
    let behind = from.saturating_sub(low).rem_euclid(grain);
    let first = if behind == 0 {
        from
    } else {
        from.saturating_add(grain - behind)
    };
    first <= to
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
