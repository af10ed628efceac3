//! What is being written to the device, and what has become of it.
//!
//! The log lies in chunks. Each chunk has one writer, this tab, and grows by being written whole again under its key; past a
//! certain size the next one begins. One write is under way at a time: first to the local shelf, then, where that fails, to the
//! database. What the local shelf holds is mirrored to the database.

mod job;

use std::collections::VecDeque;

use job::{Job, Stage};

use super::effect::{Effect, Shelf};
use super::message::Fault;
use super::space::Space;
use crate::exchange::{append_line, write_chunk};
use crate::progress::check::{CHECK, CHECKED};
use crate::progress::{Event, Fact};

/// A chunk past this many bytes is closed: small enough to be written whole at each act, large enough to keep keys few.
const CHUNK: usize = 16 * 1024;

/// Events in a chunk of an imported log.
const MANY: usize = 500;

/// The writing half of storage.
#[derive(Default)]
pub(super) struct Keeper {
    space: Space,
    tab: String,
    number: u32,
    /// The open chunk, and its text.
    tail: Vec<Event>,
    text: String,
    jobs: VecDeque<Job>,
    current: Option<(u64, Job)>,
    /// Chunks that could not be stored anywhere.
    unstored: Vec<(String, String)>,
    /// Why the last write failed everywhere.
    trouble: Option<Fault>,
    /// The local shelf refuses altogether.
    denied: bool,
    /// Keys on the local shelf and the length of their text.
    local: Vec<(String, usize)>,
    /// Keys whose text in the database is the same as on the local shelf.
    mirrored: Vec<String>,
    mirroring: Vec<(u64, String)>,
    tickets: u64,
}

/// What an answer of a shelf led to.
#[derive(Default)]
pub(super) struct Answer {
    pub effects: Vec<Effect>,
    /// Events that are stored now, or have failed to be, everywhere: [`Keeper::trouble`] tells.
    pub settled: Vec<Event>,
    /// A chunk was stored or failed for good.
    pub done: bool,
}

impl Keeper {
    pub fn new(space: Space, tab: String) -> Self {
        Keeper {
            space,
            tab,
            ..Keeper::default()
        }
    }

    /// The name that no other tab has.
    pub fn tab(&self) -> &str {
        &self.tab
    }

    /// Why the work is not on this device; `None`: it is.
    pub fn trouble(&self) -> Option<Fault> {
        self.trouble
    }

    /// Nothing is being written.
    pub fn is_idle(&self) -> bool {
        self.current.is_none()
    }

    /// What is being written.
    pub fn under_way(&self) -> impl Iterator<Item = &Event> {
        let jobs = self.current.iter().map(|(_, job)| job).chain(&self.jobs);
        jobs.flat_map(|job| &job.events)
    }

    /// The newest wording of a draft among what is being written.
    #[inline(never)]
    pub fn draft(&self, activity: &str, of: &str) -> Option<&str> {
        self.under_way()
            .filter(|event| event.activity.as_deref() == Some(activity))
            .filter_map(|event| match &event.fact {
                Fact::Draft { kind, value } if kind == of => Some(value.as_str()),
                _ => None,
            })
            .last()
    }

    /// What is prepared for handing in of an activity, or handed in, is being written. Answers to its check are none of it.
    #[inline(never)]
    pub fn is_keeping(&self, activity: &str) -> bool {
        self.under_way().any(|event| {
            let is_work = match &event.fact {
                Fact::Draft { kind, .. } => kind != CHECK && kind != CHECKED,
                Fact::Submit { .. } => true,
                _ => false,
            };
            is_work && event.activity.as_deref() == Some(activity)
        })
    }

    /// Numbers effects whose answers others than the keeper wait for.
    pub fn ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    /// Writes one event.
    pub fn append(&mut self, event: Event) -> Vec<Effect> {
        self.push(event);
        self.pump()
    }

    /// Writes many events that came from elsewhere, in chunks of their own.
    pub fn take_in(&mut self, events: &[Event]) -> Vec<Effect> {
        for events in events.chunks(MANY) {
            self.next_chunk();
            let key = self.space.chunk(&self.tab, self.number);
            let text = write_chunk(events);
            self.jobs.push_back(Job::new(key, text, events.to_vec()));
        }
        self.next_chunk();
        self.pump()
    }

    fn next_chunk(&mut self) {
        self.number += 1;
        self.tail.clear();
        self.text.clear();
    }

    /// Tries again what could not be stored.
    pub fn retry(&mut self) -> Vec<Effect> {
        self.denied = false;
        self.requeue();
        self.pump()
    }

    fn requeue(&mut self) {
        for (key, text) in std::mem::take(&mut self.unstored) {
            // A newer text of the same chunk is on its way already.
            if self.jobs.iter().all(|job| job.key != key) {
                self.jobs.push_back(Job {
                    again: true,
                    ..Job::new(key, text, Vec::new())
                });
            }
        }
    }

    /// What start-up found on the local shelf.
    pub fn found_local(&mut self, result: Result<&[(String, String)], Fault>) {
        match result {
            Ok(entries) => {
                self.local = entries
                    .iter()
                    .map(|(key, text)| (key.clone(), text.len()))
                    .collect();
            }
            Err(_) => self.denied = true,
        }
    }

    /// Both shelves hold this text.
    pub fn both(&mut self, key: &str) {
        self.is_mirrored(String::from(key));
    }

    /// The local shelf was cleared under us: the open chunk goes back at once.
    pub fn wiped(&mut self) -> Vec<Effect> {
        self.local.clear();
        self.mirrored.clear();
        if !self.tail.is_empty() {
            self.write_tail(Vec::new());
        }
        self.pump()
    }

    fn is_mirrored(&mut self, key: String) {
        if !self.mirrored.contains(&key) {
            self.mirrored.push(key);
        }
    }

    /// Copies what the local shelf holds of a key to the database: the runner reads it anew, so that no other tab's newer text is
    /// overwritten.
    pub fn mirror(&mut self, key: &str) -> Effect {
        let ticket = self.ticket();
        self.mirrored.retain(|other| other != key);
        self.mirroring.retain(|(_, other)| other != key);
        self.mirroring.push((ticket, String::from(key)));
        Effect::Mirror {
            key: String::from(key),
            ticket,
        }
    }

    /// Takes the answer of a shelf.
    pub fn answered(&mut self, ticket: u64, result: Result<(), Fault>) -> Answer {
        if let Some(at) = self
            .mirroring
            .iter()
            .position(|(known, _)| *known == ticket)
        {
            let (_, key) = self.mirroring.swap_remove(at);
            if result.is_ok() {
                self.is_mirrored(key);
            }
            return Answer::default();
        }
        match self.current.take() {
            Some((current, job)) if current == ticket => self.advance(job, result),
            other => {
                self.current = other;
                Answer::default()
            }
        }
    }

    fn advance(&mut self, mut job: Job, result: Result<(), Fault>) -> Answer {
        let mut answer = Answer::default();
        match (job.stage, result) {
            (Stage::Local | Stage::Freed, Ok(())) => {
                self.local.retain(|(key, _)| *key != job.key);
                self.local.push((job.key.clone(), job.text.len()));
                answer.effects.push(self.mirror(&job.key));
                answer.effects.push(Effect::Tell {
                    key: job.key.clone(),
                    text: job.text.clone(),
                });
                self.settle(job, None, &mut answer);
            }
            (Stage::Database, Ok(())) => {
                answer.effects.push(Effect::Tell {
                    key: job.key.clone(),
                    text: job.text.clone(),
                });
                self.settle(job, None, &mut answer);
            }
            (Stage::Local, Err(Fault::Full)) => {
                answer.effects = self.make_room(&job);
                job.stage = if answer.effects.is_empty() {
                    Stage::Database
                } else {
                    Stage::Freed
                };
                self.jobs.push_front(job);
            }
            (Stage::Local | Stage::Freed, Err(fault)) => {
                self.denied |= matches!(fault, Fault::Denied | Fault::Unwanted);
                job.stage = Stage::Database;
                self.jobs.push_front(job);
            }
            (Stage::Database, Err(fault)) => self.settle(job, Some(fault), &mut answer),
        }
        answer.effects.extend(self.pump());
        answer
    }

    fn settle(&mut self, job: Job, fault: Option<Fault>, answer: &mut Answer) {
        match fault {
            Some(_) => {
                self.unstored.retain(|(key, _)| *key != job.key);
                self.unstored.push((job.key, job.text));
                self.trouble = fault;
            }
            None => {
                self.unstored.retain(|(key, _)| *key != job.key);
                // What works again may work for the others.
                self.requeue();
            }
        }
        if self.unstored.is_empty() && self.jobs.iter().all(|job| !job.again) {
            self.trouble = None;
        }
        answer.settled.extend(job.events);
        answer.done = true;
    }

    /// Takes chunks off the local shelf that the database has too.
    fn make_room(&mut self, job: &Job) -> Vec<Effect> {
        let wanted = (job.text.len() * 2).max(4 * CHUNK);
        let tail = self.space.chunk(&self.tab, self.number);
        let mut freed = 0;
        let mut gone = Vec::new();
        for (key, size) in &self.local {
            if freed < wanted
                && self.space.is_chunk(key)
                && self.mirrored.contains(key)
                && *key != job.key
                && *key != tail
            {
                freed += size;
                gone.push(key.clone());
            }
        }
        let mut effects: Vec<Effect> = Vec::new();
        for key in gone {
            self.local.retain(|(known, _)| *known != key);
            effects.push(Effect::Remove {
                shelf: Shelf::Local,
                key,
            });
        }
        if !effects.is_empty() {
            // Should this fail, the next start shows the local part first and the rest a moment later.
            effects.push(Effect::Restore {
                key: self.space.moved(),
                text: String::from("1"),
            });
        }
        effects
    }

    fn push(&mut self, event: Event) {
        if self.text.len() > CHUNK {
            self.next_chunk();
        }
        // Only the last wording of a draft matters; the earlier ones would fill the device while somebody types.
        if self.tail.iter().any(|earlier| replaces(&event, earlier)) {
            self.tail.retain(|earlier| !replaces(&event, earlier));
            self.text = write_chunk(&self.tail);
        }
        append_line(&mut self.text, &event);
        self.tail.push(event.clone());
        self.write_tail(vec![event]);
    }

    fn write_tail(&mut self, events: Vec<Event>) {
        let key = self.space.chunk(&self.tab, self.number);
        let text = self.text.clone();
        match self.jobs.back_mut() {
            Some(job) if job.key == key && job.stage == Stage::Local => {
                job.text = text;
                job.events.extend(events);
            }
            _ => self.jobs.push_back(Job::new(key, text, events)),
        }
    }

    fn pump(&mut self) -> Vec<Effect> {
        if self.current.is_some() {
            return Vec::new();
        }
        let Some(mut job) = self.jobs.pop_front() else {
            return Vec::new();
        };
        if self.denied {
            job.stage = Stage::Database;
        }
        let ticket = self.ticket();
        let effect = Effect::Put {
            shelf: match job.stage {
                Stage::Database => Shelf::Database,
                Stage::Local | Stage::Freed => Shelf::Local,
            },
            key: job.key.clone(),
            text: job.text.clone(),
            ticket,
        };
        self.current = Some((ticket, job));
        vec![effect]
    }
}

/// A later draft of the same thing by the same person.
fn replaces(event: &Event, earlier: &Event) -> bool {
    match (&event.fact, &earlier.fact) {
        (Fact::Draft { kind, .. }, Fact::Draft { kind: before, .. }) => {
            kind == before && event.activity == earlier.activity && event.by == earlier.by
        }
        _ => false,
    }
}
