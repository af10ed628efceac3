//! The log: every event known of one learner on one board, in order of (`at`, `id`). It only grows. Two logs are merged by
//! union of ids, in any order, any number of times, with the same result.
//!
//! It refuses nothing: whether an event has an effect is the fold's business.

use crate::words::write_json;
use std::cmp::Ordering;

use super::event::{Event, write_event};
use super::index::Index;

/// A set of events in order.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// As they came in.
    events: Vec<Event>,
    /// Indices into `events`, by (`at`, `id`).
    order: Vec<u32>,
    /// Indices into `events`, found by id.
    ids: Index,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inserted {
    /// It was there already.
    Known,
    /// It is the newest now.
    Newest,
    /// It belongs before others, or took another's place: what was computed from the log must be computed again.
    Earlier,
}

impl Log {
    /// Nothing happened yet.
    pub fn new() -> Self {
        Log::default()
    }

    /// Takes an event in. Of two different events with one id (nobody should write them) the one that is smaller as (`at`,
    /// wire form) stays, so that every device keeps the same one.
    pub fn insert(&mut self, event: Event) -> Inserted {
        match self.position(&event.id) {
            Some(index) => self.settle(index, event),
            None => self.add(event),
        }
    }

    /// Makes room for so many more: a long log that grew bit by bit would need twice its memory.
    pub fn reserve(&mut self, events: usize) {
        self.events.reserve(events);
    }

    /// The union of both. Says whether anything came in that was not the newest.
    pub fn merge(&mut self, other: Log) -> Inserted {
        self.extend(other.events)
    }

    /// Takes many in at once: one sort instead of many insertions. The answer is the worst of all.
    pub fn extend(&mut self, events: impl IntoIterator<Item = Event>) -> Inserted {
        let mut worst = Inserted::Known;
        for event in events {
            worst = worst.max(self.insert(event));
        }
        worst
    }

    /// By (`at`, `id`).
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Event> + Clone {
        self.order
            .iter()
            .filter_map(|index| self.events.get(*index as usize))
    }

    /// An event by its id.
    pub fn get(&self, id: &str) -> Option<&Event> {
        let index = self.position(id)?;
        self.events.get(index as usize)
    }

    /// What has come in since there were so many, as it came in.
    pub fn since(&self, len: usize) -> &[Event] {
        self.events.get(len..).unwrap_or_default()
    }

    /// The last in order.
    pub fn newest(&self) -> Option<&Event> {
        self.iter().next_back()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// None.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// When the next event happens: now, but never before what is already in the log, whatever the clock does.
    pub fn next_at(&self, now: i64) -> i64 {
        self.newest()
            .map_or(now, |newest| now.max(newest.at.saturating_add(1)))
    }

    fn position(&self, id: &str) -> Option<u32> {
        self.ids.find(id, |at| id_at(&self.events, at))
    }

    fn add(&mut self, event: Event) -> Inserted {
        let index = self.events.len() as u32;
        let place = self.place(&event);
        let newest = place == self.order.len();
        self.order.insert(place, index);
        self.events.push(event);
        self.ids.add(index, |at| id_at(&self.events, at));
        if newest {
            Inserted::Newest
        } else {
            Inserted::Earlier
        }
    }

    fn settle(&mut self, index: u32, event: Event) -> Inserted {
        let Some(known) = self.events.get_mut(index as usize) else {
            return Inserted::Known;
        };
        if *known == event || precedence(known, &event) != Ordering::Greater {
            return Inserted::Known;
        }
        *known = event;
        self.order.retain(|other| *other != index);
        let place = self
            .events
            .get(index as usize)
            .map(|event| self.place(event));
        self.order.insert(place.unwrap_or(0), index);
        Inserted::Earlier
    }

    /// Where in the order it belongs. Most events are the newest, so the end is tried first.
    fn place(&self, event: &Event) -> usize {
        if self
            .newest()
            .is_none_or(|newest| newest.key() < event.key())
        {
            return self.order.len();
        }
        self.order.partition_point(|index| {
            self.events
                .get(*index as usize)
                .is_some_and(|other| other.key() < event.key())
        })
    }
}

impl PartialEq for Log {
    fn eq(&self, other: &Log) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl FromIterator<Event> for Log {
    fn from_iter<I: IntoIterator<Item = Event>>(events: I) -> Self {
        let mut log = Log::new();
        log.extend(events);
        log
    }
}

fn id_at(events: &[Event], at: u32) -> Option<&str> {
    events.get(at as usize).map(|event| event.id.as_str())
}

fn precedence(one: &Event, other: &Event) -> Ordering {
    let text = |event| write_json(&serde_json::Value::Object(write_event(event)));
    one.at
        .cmp(&other.at)
        .then_with(|| text(one).cmp(&text(other)))
}
