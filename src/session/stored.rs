//! The open board and its shelves: reading them at the start, their answers, and what other tabs have stored.

use super::effect::{Effect, Shelf};
use super::keeper::Answer;
use super::machine::Update;
use super::message::Fault;
use super::opened::Opened;
use super::shelves::Shelves;
use super::stamp::Stamp;
use super::view::BarView;
use crate::board::Digest;
use crate::progress::{Event, Fact, Inserted};
use crate::words::Phrase;

/// Ids listed in `offered`; a board with more is told by its digest alone.
const OFFERED: usize = 300;

impl Opened {
    /// Reads both shelves.
    pub fn load(&self) -> [Effect; 2] {
        [Shelf::Local, Shelf::Database].map(|shelf| Effect::Load {
            shelf,
            space: self.space.clone(),
        })
    }

    /// A shelf has answered.
    pub fn loaded(
        &mut self,
        shelf: Shelf,
        result: Result<Vec<(String, String)>, Fault>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        if shelf == Shelf::Local {
            self.keeper
                .found_local(result.as_deref().map_err(|fault| *fault));
        }
        let inserted = self.shelves.found(shelf, result, &mut self.log);
        self.celebrated |= self.shelves.celebrated();
        let news = inserted != Inserted::Known || !self.ready;
        if self.shelves.enough() && news {
            self.replay(stamp);
            // All is drawn anyway.
            self.is_renewed = false;
            self.ready = true;
            update.changed.screen = true;
        }
        if self.shelves.complete() {
            self.shelves_read(stamp, update);
        }
    }

    fn shelves_read(&mut self, stamp: Stamp, update: &mut Update) {
        if self.shelves.denied().is_some() {
            // Whatever is in memory is all there is; the first write says so.
            update.changed.saved = true;
        }
        let union = self.shelves.unite(&mut self.keeper);
        update.effects.extend(union.effects);
        if union.lost > 0 {
            let says = Phrase::new("saved-salvaged").n("n", union.lost as f64);
            self.notice.bar = Some(BarView {
                export: true,
                ..BarView::bad(says)
            });
            update.changed.notice = true;
        }
        let revision = self.board_revision();
        let offered = self.log.iter().any(|event| {
            matches!(event.fact, Fact::Offered { .. })
                && event.revision.as_deref() == Some(revision.as_str())
        });
        if !offered && !self.readonly {
            let places = &self.edition.ground.places;
            let shown = if places.len() <= OFFERED {
                places.as_slice()
            } else {
                &[]
            };
            let activities = shown.iter().map(|place| place.id.clone()).collect();
            let mut event = self.event(Fact::Offered { activities }, None, stamp, 0);
            event.revision = Some(revision.into());
            update.effects.extend(self.keeper.append(event));
        }
    }

    /// Takes the answer of a shelf, and what follows from it.
    pub fn answered(
        &mut self,
        ticket: u64,
        result: Result<(), Fault>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        if self.notebook.is_some() && self.notes_stored(ticket, result, update) {
            return;
        }
        if let Some(effect) = self.shelves.answered(ticket, result, &mut self.keeper) {
            update.effects.push(effect);
            return;
        }
        let before = self.keeper.trouble();
        let Answer {
            effects,
            settled,
            done,
        } = self.keeper.answered(ticket, result);
        update.effects.extend(effects);
        if before != self.keeper.trouble() {
            self.quiet = false;
            update.changed.saved = true;
            update.changed.notice = true;
        }
        if self.keeper.is_idle() {
            self.drafts.listed = None;
        }
        if !settled.is_empty() {
            self.settle(settled, stamp, update);
        }
        if done && self.keeper.is_idle() {
            self.imported(update);
        }
    }

    /// Another tab stored a chunk.
    pub fn told(&mut self, key: &str, text: &str, stamp: Stamp, update: &mut Update) {
        if !self.ready || !self.space.is_chunk(key) {
            return self.hear_notes(key, text, update);
        }
        let events: Vec<Event> = self
            .shelves
            .events(text)
            .into_iter()
            .filter(|event| self.log.get(&event.id) != Some(event))
            .collect();
        if !events.is_empty() {
            let changed = self.take(events, stamp);
            self.tell(changed, update);
        }
    }

    /// The local shelf was cleared: what is known here goes back, and the rest comes from the database.
    pub fn wiped(&mut self, update: &mut Update) {
        update.effects.extend(self.keeper.wiped());
        self.notes_wiped(update);
        self.shelves = Shelves::new(self.space.clone());
        self.shelves
            .found(Shelf::Local, Ok(Vec::new()), &mut self.log);
        update.effects.push(Effect::Load {
            shelf: Shelf::Database,
            space: self.space.clone(),
        });
    }

    /// Which edition of the board was on show: changes when an activity comes, goes, moves or becomes other work.
    fn board_revision(&self) -> String {
        let mut digest = Digest::default();
        for activity in &self.edition.board.activities {
            digest.bytes(activity.id.as_bytes());
            digest.bytes(&[0]);
            digest.digest(activity.revision);
        }
        digest.hex()
    }
}
