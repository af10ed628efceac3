//! What is sent, when, and what an answer leads to.

use super::Link;
use crate::exchange::{BoardName, Failure, LearnerName, Request, Response, Step, summary};
use crate::session::effect::{Effect, Shelf, Wish};
use crate::session::machine::Update;
use crate::session::opened::Opened;
use crate::session::space::GUEST;
use crate::session::stamp::Stamp;
use crate::words::write_json;

impl Link {
    /// This tab sends: because it leads, or because no other tab can read what it does.
    pub(super) fn sends(&self, opened: &Opened) -> bool {
        self.has_lms() && (self.leads || opened.keeper.trouble().is_some())
    }

    pub(super) fn answered(
        &mut self,
        opened: &mut Opened,
        result: Result<String, Failure>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        let now = stamp.clock.now;
        let chance = stamp.share();
        let response = result.and_then(|text| Response::read(&text).map_err(Failure::Unreadable));
        let mut response = match response {
            Ok(response) => response,
            Err(failure) => return self.outbox.failed(failure, now, chance),
        };
        let log = &opened.log;
        response
            .refused
            .retain(|refused| log.get(&refused.id).is_some());
        if self.anew {
            self.outbox.forget_refused();
        }
        let mut settled = self.outbox.answered(&response, now, chance);
        let refused = response.refused.into_iter();
        settled.extend(refused.map(|refused| refused.id));
        settled.sort_unstable();
        for open in &mut self.open {
            open.ids.retain(|id| settled.binary_search(id).is_err());
        }
        self.close();
        let mut new = response.events;
        new.retain(|event| opened.log.get(&event.id) != Some(event));
        if !new.is_empty() {
            self.theirs.extend(new.iter().map(|event| event.id.clone()));
            update.effects.extend(opened.keeper.take_in(&new));
        }
        self.hear_of(opened, response.class.take(), now);
        self.record.refused = self.outbox.refused().to_vec();
        self.record.cursor = self.outbox.cursor().map(String::from);
        self.unsaved = true;
    }

    /// Writes the record, but not before everything that it says was heard is on the device. Should it not come there, more is sent
    /// again than need be.
    pub(super) fn keep(&mut self, opened: &mut Opened, update: &mut Update) {
        let waits = !opened.keeper.is_idle() || opened.keeper.trouble().is_some();
        if !self.unsaved || !self.leads || self.reading.is_some() || waits {
            return;
        }
        self.unsaved = false;
        let (key, text) = (self.key.clone(), self.record.write());
        for shelf in [Shelf::Local, Shelf::Database] {
            update.effects.push(Effect::Put {
                shelf,
                key: key.clone(),
                text: text.clone(),
                ticket: opened.keeper.ticket(),
            });
        }
        update.effects.push(Effect::Tell { key, text });
    }

    /// Does what is to be done next.
    pub(super) fn pump(&mut self, opened: &mut Opened, stamp: Stamp, update: &mut Update) {
        if self.is_cut(update) || !self.sends(opened) || self.reading.is_some() {
            return;
        }
        let now = stamp.clock.now;
        if let Some(rest) = self.rest
            && now < rest
            && !self.hidden
            && self.parting.is_none()
        {
            return self.wait(rest, opened, now, update);
        }
        self.rest = None;
        match self.outbox.step(now) {
            Step::Rest => {}
            Step::Wait(until) => self.wait(until, opened, now, update),
            Step::AskToken => update.effects.push(Effect::Link(Box::new(Wish::Token))),
            Step::Send(ids) => {
                let ticket = stamp.chance as u64;
                self.request = Some(ticket);
                update.effects.push(Effect::Link(Box::new(Wish::Send {
                    endpoint: self.endpoint.clone(),
                    text: write_json(&self.request(opened, &ids).write()),
                    leaving: self.hidden,
                    ticket,
                })));
            }
        }
    }

    fn request(&self, opened: &Opened, ids: &[String]) -> Request {
        Request {
            board: BoardName {
                id: opened.edition.board.id.clone(),
            },
            learner: LearnerName {
                id: String::from(opened.learner.as_deref().unwrap_or(GUEST)),
                name: self.name.clone(),
            },
            after: self.outbox.cursor().map(String::from),
            events: ids
                .iter()
                .filter_map(|id| opened.log.get(id))
                .cloned()
                .collect(),
            summary: summary(&opened.progress, &opened.log),
        }
    }

    pub(super) fn wait(&mut self, until: i64, opened: &mut Opened, now: i64, update: &mut Update) {
        if self.wait.is_some_and(|(at, _)| at <= until) {
            return;
        }
        let ticket = opened.keeper.ticket();
        self.wait = Some((until, ticket));
        update.effects.push(Effect::Wait {
            ms: u32::try_from(until.saturating_sub(now)).unwrap_or(0),
            ticket,
        });
    }
}
