//! What lies on the device: which chunks of the log are not confirmed as they stand, and what a reading of both shelves brings.

use std::collections::BTreeSet;

use super::Link;
use super::record::{Record, digest};
use crate::session::effect::{Effect, Shelf, Wish};
use crate::session::machine::Update;
use crate::session::message::Fault;
use crate::session::opened::Opened;

/// What a shelf held: keys and texts, or why it cannot be read.
pub(super) type Held = Result<Vec<(String, String)>, Fault>;

/// A chunk as it stands on the device.
pub(super) struct Open {
    key: String,
    digest: String,
    /// Its events that are not confirmed.
    pub ids: Vec<String>,
}

impl Link {
    /// Has both shelves read.
    pub(super) fn read(&mut self, opened: &Opened, update: &mut Update) {
        self.reading = Some(Vec::new());
        for shelf in [Shelf::Local, Shelf::Database] {
            let prefix = opened.space.prefix.clone();
            let read = Wish::Read { shelf, prefix };
            update.effects.push(Effect::Link(Box::new(read)));
        }
    }

    /// What a shelf holds. When both have answered, everything in a chunk that is not confirmed as it stands is to be sent.
    pub(super) fn found(
        &mut self,
        opened: &mut Opened,
        shelf: Shelf,
        result: Held,
        update: &mut Update,
    ) {
        let Some(mut found) = self.reading.take() else {
            return;
        };
        found.retain(|(known, _)| *known != shelf);
        found.push((shelf, result));
        if found.len() < 2 {
            self.reading = Some(found);
            return;
        }
        // The local shelf's text of a key goes before the database's.
        found.sort_by_key(|(shelf, _)| *shelf);
        self.take_up(opened, &found, update);
        for (key, text) in std::mem::take(&mut self.told) {
            self.stored(opened, &key, &text);
        }
        if !self.sends(opened) {
            self.prune();
        }
    }

    /// Begins anew with what both shelves hold.
    fn take_up(&mut self, opened: &mut Opened, found: &[(Shelf, Held)], update: &mut Update) {
        let entries = found.iter().filter_map(|(_, result)| result.as_ref().ok());
        let texts: Vec<&(String, String)> = entries.flatten().collect();
        if self.record == Record::default()
            && !self.anew
            && let Some((_, text)) = texts.iter().find(|(key, _)| *key == self.key)
        {
            self.record = Record::read(text);
        }
        let refused = self.record.refused.iter().map(|refused| &refused.id);
        let refused: BTreeSet<&String> = refused.collect();
        self.open.clear();
        let mut ids = BTreeSet::new();
        for (key, text) in texts {
            if !opened.space.is_chunk(key) {
                continue;
            }
            let digest = digest(text);
            if self.record.confirms(key, &digest) {
                continue;
            }
            let mut events = opened.shelves.events(text);
            events.retain(|event| !refused.contains(&event.id));
            if self.open.iter().all(|open| open.key != *key) {
                // A tab that was killed before it could tell: the one that sends may not know of this.
                update.effects.push(Effect::Tell {
                    key: key.clone(),
                    text: text.clone(),
                });
                self.open.push(Open {
                    key: key.clone(),
                    digest,
                    ids: events.iter().map(|event| event.id.clone()).collect(),
                });
            }
            ids.extend(events.into_iter().map(|event| (event.at, event.id)));
        }
        let readable = found.iter().any(|(_, result)| result.is_ok());
        if !readable || opened.keeper.trouble().is_some() {
            // What is in memory alone is in no chunk.
            let all = opened.log.iter();
            let all = all.filter(|event| !refused.contains(&event.id));
            ids.extend(all.map(|event| (event.at, event.id.clone())));
        }
        self.queue(ids.into_iter().map(|(_, id)| id).collect());
    }

    /// These are to be sent, and after them what has happened since.
    fn queue(&mut self, mut queue: Vec<String>) {
        let known: BTreeSet<&String> = queue.iter().collect();
        let since = self.outbox.unconfirmed();
        let since: Vec<String> = since.filter(|id| !known.contains(id)).cloned().collect();
        queue.extend(since);
        self.outbox = self.record.outbox(queue);
        // What is under way is not what this outbox has sent.
        self.request = None;
    }

    /// A text is on the device, by this tab or another one.
    pub(super) fn stored(&mut self, opened: &mut Opened, key: &str, text: &str) {
        if self.reading.is_some() {
            self.told.push((String::from(key), String::from(text)));
            return;
        }
        if key == self.key && !self.sends(opened) {
            self.follow(Record::read(text));
        }
        if !opened.space.is_chunk(key) {
            return;
        }
        let unconfirmed: BTreeSet<&String> = self.outbox.unconfirmed().collect();
        let events = opened.shelves.events(text).into_iter();
        let ids = events.map(|event| event.id);
        let ids = ids.filter(|id| unconfirmed.contains(id)).collect();
        self.open.retain(|open| open.key != key);
        self.open.push(Open {
            key: String::from(key),
            digest: digest(text),
            ids,
        });
        self.close();
    }

    /// Another tab has heard from the LMS.
    fn follow(&mut self, record: Record) {
        self.record = record;
        let record = &self.record;
        self.open
            .retain(|open| !record.confirms(&open.key, &open.digest));
        self.prune();
    }

    /// Leaves to the tab that sends what lies in no chunk any more: drafts that a later one has replaced.
    fn prune(&mut self) {
        let open: BTreeSet<&String> = self.open.iter().flat_map(|open| &open.ids).collect();
        let left = self.outbox.unconfirmed().filter(|id| open.contains(id));
        self.outbox = self.record.outbox(left.cloned().collect());
    }

    /// Chunks in which everything is settled are confirmed as they stand.
    pub(super) fn close(&mut self) {
        let (record, unsaved) = (&mut self.record, &mut self.unsaved);
        self.open.retain(|open| {
            let settled = open.ids.is_empty();
            if settled {
                *unsaved = true;
                let (key, digest) = (open.key.clone(), open.digest.clone());
                record.chunks.insert(key, digest);
            }
            !settled
        });
    }
}
