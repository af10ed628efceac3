//! What a learner means to do, and how that changed. The newest plan of the log counts, as a whole; what it comes to is asked in
//! [`super::adds_up`].
//!
//! Nobody has one before the first such event: it lies in the box of the [`super::journal`].

use std::collections::{BTreeMap, BTreeSet};

use super::event::Planned;
use super::fold::Progress;

/// What changes within a minute is one change: a slip and its mending leave no trace, and of a day that was looked for step by step
/// the last is kept.
const MINUTE: i64 = 60_000;

/// A plan.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Plan {
    /// What is planned, by ids, each once, in the order it was put in. Those that the board does not know count for nothing.
    pub activities: Vec<String>,
    /// On which day: days since 1970 by the id of a planned activity.
    pub days: BTreeMap<String, i32>,
    /// How it came about, oldest first.
    pub changes: Vec<Change>,
    /// What had a day when it was taken out within the last minute: its id, when, and the day.
    taken_out: Vec<(String, i64, i32)>,
}

/// A change of a plan.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Change {
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Ids of what was put in.
    pub put_in: Vec<String>,
    /// Ids of what was taken out.
    pub taken_out: Vec<String>,
    /// What had a day and has another one now, or none.
    pub moved: Vec<(String, Option<i32>)>,
    /// The day that something had before it was moved or taken out.
    pub from: BTreeMap<String, Option<i32>>,
    /// Why; may be empty.
    pub because: String,
}

impl Progress {
    /// What is planned; nothing before the first plan.
    pub fn plan(&self) -> Option<&Plan> {
        self.journal.as_ref()?.plan.as_ref()
    }
}

impl Plan {
    /// Takes in what an event says of the plan; one that does not say what is planned says nothing.
    pub(super) fn take(kept: &mut Option<Plan>, at: i64, planned: &Planned) {
        let Some(ids) = &planned.activities else {
            return;
        };
        let plan = kept.get_or_insert_default();
        let mut seen = BTreeSet::new();
        let activities: Vec<String> = ids.iter().filter(|id| seen.insert(*id)).cloned().collect();
        let days = planned.days.iter().filter(|(id, _)| seen.contains(id));
        let days: BTreeMap<String, i32> = days.map(|(id, day)| (id.clone(), *day)).collect();
        let before: BTreeSet<&String> = plan.activities.iter().collect();
        let mut change = Change {
            at,
            put_in: missing(&activities, &before),
            taken_out: missing(&plan.activities, &seen),
            moved: plan
                .days
                .iter()
                .filter(|(id, day)| seen.contains(id) && days.get(*id) != Some(*day))
                .map(|(id, _)| (id.clone(), days.get(id).copied()))
                .collect(),
            from: BTreeMap::new(),
            because: planned.because.clone(),
        };
        let other = change.moved.iter().map(|(id, _)| id);
        let other = other.chain(&change.taken_out);
        let day = |id: &String| (id.clone(), plan.days.get(id).copied());
        change.from = other.map(day).collect();
        let days_out = change.taken_out.iter();
        let days_out = days_out.filter_map(|id| Some((id.clone(), at, *plan.days.get(id)?)));
        plan.taken_out.retain(|(_, then, _)| at - then <= MINUTE);
        plan.taken_out.extend(days_out);
        plan.activities = activities;
        plan.days = days;
        plan.note(change);
    }

    /// The day of what was taken out within the minute: put in again, it goes back to it.
    pub fn day_taken_out(&self, id: &str, now: i64) -> Option<i32> {
        let mut all = self.taken_out.iter().rev();
        let (_, at, day) = all.find(|(of, ..)| of == id)?;
        (now.saturating_sub(*at) <= MINUTE).then_some(*day)
    }

    /// Writes a change down, or adds it to the one before.
    fn note(&mut self, change: Change) {
        let last = self.changes.last_mut();
        match last {
            Some(last) if change.is_empty() => {
                if !change.because.is_empty() {
                    last.because = change.because;
                }
            }
            None if change.is_empty() => {}
            Some(last) if last.because.is_empty() && change.at - last.at <= MINUTE => {
                last.go_on(change, &self.days);
                if last.is_empty() {
                    self.changes.pop();
                }
            }
            _ => self.changes.push(change),
        }
    }
}

impl Change {
    fn is_empty(&self) -> bool {
        self.put_in.is_empty() && self.taken_out.is_empty() && self.moved.is_empty()
    }

    /// Both as one; `days` are those of the plan after it.
    fn go_on(&mut self, next: Change, days: &BTreeMap<String, i32>) {
        let (put_in, taken_out) = (self.put_in.clone(), self.taken_out.clone());
        let stays = |id: &String| !next.taken_out.contains(id);
        self.put_in.retain(stays);
        self.moved.retain(|(id, _)| stays(id));
        self.taken_out.retain(|id| !next.put_in.contains(id));
        let new = |id: &String| !taken_out.contains(id);
        self.put_in.extend(next.put_in.into_iter().filter(new));
        let was = |id: &String| !put_in.contains(id);
        self.taken_out
            .extend(next.taken_out.into_iter().filter(was));
        for (id, day) in next.from {
            self.from.entry(id).or_insert(day);
        }
        let is_out = |id: &String| self.taken_out.contains(id);
        let mut moved: Vec<String> = taken_out.into_iter().filter(|id| !is_out(id)).collect();
        moved.extend(next.moved.into_iter().map(|(id, _)| id));
        for id in moved {
            self.moved.retain(|(of, _)| *of != id);
            let before = self.from.get(&id).copied().flatten();
            let day = days.get(&id).copied();
            // What was put in just now has not been moved, nor what is back on its day.
            if !self.put_in.contains(&id) && before != day {
                self.moved.push((id, day));
            }
        }
        let (moved, out) = (&self.moved, &self.taken_out);
        let tells = |id: &String| out.contains(id) || moved.iter().any(|(of, _)| of == id);
        self.from.retain(|id, _| tells(id));
        self.at = next.at;
        self.because = next.because;
    }
}

/// Those of a list that are not among the others.
fn missing(ids: &[String], others: &BTreeSet<&String>) -> Vec<String> {
    let missing = ids.iter().filter(|id| !others.contains(id));
    missing.cloned().collect()
}
