//! What was so at an earlier place of the log: which hand-ins had no effect, and when an activity came to count last.
//!
//! Worked out when somebody looks, by the judgement that the fold makes: the log is gone through once more.

use std::collections::BTreeSet;

use super::event::{Event, Fact, Role};
use super::fold::Progress;
use super::log::Log;
use crate::rules::Ix;

impl Progress {
    /// Ids of the learner's hand-ins that were not taken: their activity was locked, over or put aside then.
    #[inline(never)]
    pub fn refused(&self, log: &Log) -> BTreeSet<String> {
        let mut refused = BTreeSet::new();
        if self.has_all(log) {
            return refused;
        }
        let mut then = Progress::before(self.edition.clone(), self.clock);
        for event in log.iter() {
            if let Some(ix) = then.hands_in(event) {
                then.facts.clock = then.clock_of(event);
                then.know_for_locks(ix);
                let revision = event.revision.as_deref();
                let other = revision.is_some_and(|it| !self.edition.has_revision(ix, it));
                let judge = then.judge(ix, other);
                if judge.is_some_and(|judge| judge.judge(&event.fact).is_err()) {
                    refused.insert(event.id.clone());
                }
            }
            then.take(event);
            then.touched.clear();
        }
        refused
    }

    /// When an activity came to count as often as it does now, and what said before that it was done; nothing where it does not count.
    #[inline(never)]
    pub fn counted_last<'l>(&self, log: &'l Log, ix: Ix) -> Option<(i64, Option<&'l Event>)> {
        let id = self.edition.activity(ix)?.id.as_str();
        let mut then = Progress::before(self.edition.clone(), self.clock);
        let mut counted = Vec::new();
        let mut done = None;
        for event in log.iter() {
            then.take(event);
            then.touched.clear();
            if matches!(event.fact, Fact::Done) && event.activity.as_deref() == Some(id) {
                done = Some(event);
            }
            let counts = then.standing(ix)?.counts as usize;
            counted.resize(counts, (event.at, done));
        }
        counted.last().copied()
    }

    /// Whether the board was not complete at some moment, from the end of what was known then on. Gone through once, with what has been
    /// agreed to on the board from the start.
    #[inline(never)]
    pub fn was_open_since(&self, log: &Log, known: impl Fn(&Event) -> bool) -> bool {
        let mut then = Progress::before(self.edition.clone(), self.clock);
        let mut events = log.iter().peekable();
        while let Some(event) = events.next_if(|event| known(event)) {
            then.take(event);
            then.touched.clear();
        }
        then.settle_all();
        let mut open = !then.is_complete();
        for event in events {
            if open {
                break;
            }
            let before = then.sums();
            then.take(event);
            then.settle(before);
            then.touched.clear();
            open = !then.is_complete();
        }
        open
    }

    /// The activity that a learner hands something in for.
    fn hands_in(&self, event: &Event) -> Option<Ix> {
        let is_it = matches!(event.fact, Fact::Submit { .. }) && event.by.role == Role::Learner;
        self.edition
            .find(event.activity.as_deref().filter(|_| is_it)?)
    }

    /// Each activity has one hand-in at most, and it lies there: none was refused.
    fn has_all(&self, log: &Log) -> bool {
        let mut seen = BTreeSet::new();
        log.iter().all(|event| {
            let (Some(ix), Fact::Submit { evidence }) = (self.hands_in(event), &event.fact) else {
                return true;
            };
            let lies_there = self.work(ix).is_some_and(|work| work.handed == *evidence);
            seen.insert(ix) && lies_there && !evidence.is_empty()
        })
    }
}
