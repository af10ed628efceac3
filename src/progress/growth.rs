//! Growth, in facts: what was revised, tried for the first time, harder than before, better than before. Facts of one learner's own log
//! and of nobody else, said only while the work they speak of still stands.
//!
//! Worked out when somebody looks: the log is gone through once, and nothing is kept of it beside a note for each activity.
//!
//! What each fact means:
//!
//! - **revised**: after a teacher's `return`, something else was handed in than before, or, where nothing is handed in, it was said done
//!   again. It counts once for each return.
//! - **a new kind**: the first time that an activity of a kind (reading, making, …) was taken up by an act that is more than choosing it.
//!   The first kind of all is where one begins, and not new; "other" is no kind.
//! - **harder**: an activity came to count for more points than the activity that came to count before it.
//! - **passed**: a result of a check that reached what it asks for, after one or more that did not.
//! - **better**: a result of a check above all before it, not passed by then or passed already.
//! - **days**: different days worked on, from the second on.
//! - **best day**: the day on which the most points were earned that still count, where there is a second day with points, and no other
//!   day has as many.
//! - **best week**: the week, from Monday on, in which the most activities came to count that still do, where there is a second such week, and
//!   no other week has as many. Each activity counts once, in the week since which it counts; free spaces in none.

use std::collections::BTreeMap;

use super::event::{Event, Fact, Handed, Role};
use super::fold::Progress;
use super::log::Log;
use crate::rules::{Ix, Kind, Points, State};
use crate::words::{Arg, Phrase};

/// Facts that are listed, the newest first.
const LISTED: usize = 40;

const DAY: i64 = 86_400_000;

/// The first day of 1970 was the fourth of its week.
const MONDAY: i64 = 3;

/// What has grown.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Growth {
    /// Of the whole time: days, the best day, the best week.
    pub sums: Vec<Phrase>,
    /// When, and what: newest first.
    pub facts: Vec<(i64, Phrase)>,
}

/// What has grown, from what follows from a log and the log itself.
#[inline(never)]
pub fn growth(progress: &Progress, log: &Log) -> Growth {
    let mut facts = from_the_log(progress, log);
    let held = earned(progress);
    harder(&held, &mut facts);
    results(progress, &mut facts);
    // Of one moment: in the order they were found, which is that of the log and of the board.
    facts.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    facts.truncate(LISTED);
    Growth {
        sums: sums(progress, &held),
        facts: facts
            .into_iter()
            .map(|(at, grown)| (at, grown.says()))
            .collect(),
    }
}

/// A fact, before it is put into words: of a long log most are older than those that are listed.
enum Grown {
    Revised(Ix),
    Kind(Ix, Kind),
    Harder(Ix, Points, Points),
    /// Percent, and percent before.
    Passed(Ix, f64, f64),
    Better(Ix, f64, f64),
}

impl Grown {
    fn says(&self) -> Phrase {
        let about =
            |key: &'static str, ix: &Ix| Phrase::new(key).with("activity", Arg::Activity(*ix));
        match self {
            Grown::Revised(ix) => about("growth-revised", ix),
            Grown::Kind(ix, kind) => {
                about("growth-kind", ix).with("kind", Arg::Phrase(word(*kind)))
            }
            Grown::Harder(ix, points, before) => about("growth-harder", ix)
                .n("n", points.number())
                .n("before", before.number()),
            Grown::Passed(ix, percent, before) => about("growth-passed", ix)
                .n("n", *percent)
                .n("before", *before),
            Grown::Better(ix, percent, before) => about("growth-better", ix)
                .n("n", *percent)
                .n("before", *before),
        }
    }
}

/// What is remembered of one activity on the way through the log.
#[derive(Default)]
struct Trace<'a> {
    handed: Option<&'a [Handed]>,
    /// It came back, and what lay before the teacher then.
    returned: bool,
    /// Acts of the learner's that took it up.
    revised: Vec<i64>,
    taken_up: Option<i64>,
}

fn from_the_log(progress: &Progress, log: &Log) -> Vec<(i64, Grown)> {
    let mut traces: BTreeMap<Ix, Trace> = BTreeMap::new();
    for event in log.iter() {
        if matches!(event.fact, Fact::Draft { .. } | Fact::Offered { .. }) {
            continue;
        }
        let ix = event.activity.as_deref();
        let ix = ix.map(|id| progress.edition.find(id));
        match (&event.fact, ix) {
            (Fact::Reset, None) => traces.clear(),
            (Fact::Reset, Some(Some(ix))) => {
                traces.remove(&ix);
            }
            (_, Some(Some(ix))) => traces.entry(ix).or_default().take(event),
            _ => {}
        }
    }
    let standing = |ix: Ix| progress.standing(ix);
    traces.retain(|ix, _| standing(*ix).is_some_and(|it| it.in_use() || it.counts > 0));
    let mut facts = Vec::new();
    for (ix, trace) in &traces {
        let revised = trace.revised.iter();
        facts.extend(revised.map(|at| (*at, Grown::Revised(*ix))));
    }
    let taken_up = traces.iter().filter_map(|(ix, trace)| {
        let begun = standing(*ix).is_some_and(|it| it.state != State::Chosen);
        Some((trace.taken_up.filter(|_| begun)?, *ix))
    });
    kinds(progress, taken_up.collect(), &mut facts);
    facts
}

impl<'a> Trace<'a> {
    fn take(&mut self, event: &'a Event) {
        let is = |role: Role| event.by.role == role;
        match &event.fact {
            Fact::Return { .. } if is(Role::Teacher) => self.returned = true,
            Fact::Approve { .. } | Fact::CheckOff if is(Role::Teacher) => self.returned = false,
            Fact::Submit { evidence } if is(Role::Learner) => {
                let other = self.handed != Some(evidence);
                self.handed = Some(evidence);
                self.work(event.at, other);
            }
            Fact::Done if is(Role::Learner) => self.work(event.at, self.handed.is_none()),
            Fact::Start | Fact::Step { .. } | Fact::Answer { .. } if is(Role::Learner) => {
                self.work(event.at, false);
            }
            _ => {}
        }
    }

    fn work(&mut self, at: i64, revises: bool) {
        self.taken_up.get_or_insert(at);
        if revises && std::mem::take(&mut self.returned) {
            self.revised.push(at);
        }
    }
}

/// The first of each kind but the first of all.
fn kinds(progress: &Progress, mut taken_up: Vec<(i64, Ix)>, facts: &mut Vec<(i64, Grown)>) {
    taken_up.sort_unstable();
    let mut known: Vec<Kind> = Vec::new();
    for (at, ix) in taken_up {
        let Some(activity) = progress.activity(ix) else {
            continue;
        };
        let kind = activity.kind;
        if kind == Kind::Other || known.contains(&kind) {
            continue;
        }
        if !known.is_empty() {
            facts.push((at, Grown::Kind(ix, kind)));
        }
        known.push(kind);
    }
}

/// What one does, in a word.
fn word(kind: Kind) -> Phrase {
    Phrase::new(match kind {
        Kind::Read => "ui-kind-read",
        Kind::Watch => "ui-kind-watch",
        Kind::Listen => "ui-kind-listen",
        Kind::Write => "ui-kind-write",
        Kind::Make => "ui-kind-make",
        Kind::Practise => "ui-kind-practise",
        Kind::Play => "ui-kind-play",
        Kind::Discuss => "ui-kind-discuss",
        Kind::Present => "ui-kind-present",
        Kind::Research => "ui-kind-research",
        Kind::Outside => "ui-kind-outside",
        Kind::Other => "ui-kind-other",
    })
}

/// Points that were earned and still count: when, for which activity, how many. Oldest first. What was withdrawn is taken from the
/// newest that the activity earned.
fn earned(progress: &Progress) -> Vec<(i64, Ix, Points)> {
    let mut held: Vec<(i64, Ix, Points)> = Vec::new();
    // By activity: where what it earned stands in that list.
    let mut of: BTreeMap<Ix, Vec<usize>> = BTreeMap::new();
    for line in progress.ledger().lines() {
        let stack = of.entry(line.activity).or_default();
        if let Some(at) = line.at.filter(|_| line.points > Points::ZERO) {
            stack.push(held.len());
            held.push((at, line.activity, line.points));
            continue;
        }
        let mut back = -line.points.0;
        while back > 0
            && let Some((_, _, points)) = stack.last().and_then(|last| held.get_mut(*last))
        {
            let taken = back.min(points.0);
            points.0 -= taken;
            back -= taken;
            if *points == Points::ZERO {
                stack.pop();
            }
        }
    }
    held.retain(|(_, _, points)| *points > Points::ZERO);
    held
}

fn harder(held: &[(i64, Ix, Points)], facts: &mut Vec<(i64, Grown)>) {
    for (before, after) in held.iter().zip(held.iter().skip(1)) {
        if after.2 > before.2 && after.1 != before.1 {
            facts.push((after.0, Grown::Harder(after.1, after.2, before.2)));
        }
    }
}

/// Checks that were passed at last, and results above all before them.
fn results(progress: &Progress, facts: &mut Vec<(i64, Grown)>) {
    for ix in progress.works.all() {
        let (Some(work), Some(activity)) = (progress.work(ix), progress.activity(ix)) else {
            continue;
        };
        let Some(check) = &activity.more.check else {
            continue;
        };
        let mut best: Option<f64> = None;
        for (at, score) in &work.scores {
            if let Some(before) = best.filter(|before| score > before) {
                let is_passed = before < check.pass && *score >= check.pass;
                let grown = match is_passed {
                    true => Grown::Passed(ix, *score, before),
                    false => Grown::Better(ix, *score, before),
                };
                facts.push((*at, grown));
            }
            best = Some(best.map_or(*score, |best| best.max(*score)));
        }
    }
}

fn sums(progress: &Progress, held: &[(i64, Ix, Points)]) -> Vec<Phrase> {
    let mut sums = Vec::new();
    let days = progress.days.len();
    if days > 1 {
        sums.push(Phrase::new("growth-days").n("n", days as f64));
    }
    let offset = i64::from(progress.clock.offset) * 60_000;
    let mut by_day: BTreeMap<i64, Points> = BTreeMap::new();
    for (at, _, points) in held {
        let day = at.saturating_add(offset).div_euclid(DAY);
        *by_day.entry(day).or_default() += *points;
    }
    let begins = |day: i64| Arg::Date(day.saturating_mul(DAY).saturating_sub(offset), false);
    if let Some((day, best)) = best(&by_day) {
        let says = Phrase::new("growth-day").n("n", best.number());
        sums.push(says.with("date", begins(day)));
    }
    let mut by_week: BTreeMap<i64, u32> = BTreeMap::new();
    for ix in progress.works.all() {
        let finished = progress.work(ix).and_then(|work| work.since);
        let free = progress.edition.place(ix).is_some_and(|place| place.free);
        if let Some(at) = finished.filter(|_| !free) {
            let day = at.saturating_add(offset).div_euclid(DAY);
            *by_week.entry((day + MONDAY).div_euclid(7)).or_default() += 1;
        }
    }
    if let Some((week, best)) = best(&by_week) {
        let says = Phrase::new("growth-week").n("n", best);
        sums.push(says.with("date", begins(week * 7 - MONDAY)));
    }
    sums
}

/// Where there was most, among more than one and without an equal.
fn best<T: Ord + Copy>(all: &BTreeMap<i64, T>) -> Option<(i64, T)> {
    let best = all.values().copied().max().filter(|_| all.len() > 1)?;
    let mut equals = all.iter().filter(|(_, much)| **much == best);
    match (equals.next(), equals.next()) {
        (Some((at, _)), None) => Some((*at, best)),
        _ => None,
    }
}
