//! What the page around, and a learner who wants to leave, are answered once everything is written.

use super::Link;
use crate::session::effect::{Effect, Wish};
use crate::session::machine::Update;
use crate::session::message::Fault;
use crate::session::opened::Opened;
use crate::session::stamp::Stamp;
use crate::session::view::BarView;
use crate::words::{Arg, Phrase};

/// How long a learner who leaves waits for the LMS, in milliseconds.
const PATIENCE: i64 = 15_000;

/// A learner on the way out.
pub(super) struct Parting {
    /// Until when the LMS is waited for.
    until: i64,
}

impl Link {
    /// Takes in a file for the page around; it is answered when the file is stored, or why it is not.
    pub(super) fn import(
        &mut self,
        opened: &mut Opened,
        text: &str,
        ticket: u32,
        update: &mut Update,
    ) {
        let taken = match opened.readonly {
            true => Err(Phrase::new("ui-saved-readonly")),
            false => opened.import(text, update),
        };
        match taken {
            Ok(()) => self.waiting.push(ticket),
            Err(why) => done(ticket, Some(why), update),
        }
    }

    /// The learner wants to leave: what waits is written and sent first, unless there is no hope of that.
    pub(super) fn part(
        &mut self,
        opened: &mut Opened,
        anyway: bool,
        stamp: Stamp,
        update: &mut Update,
    ) {
        if !self.way_out {
            return;
        }
        opened.left(stamp, update);
        self.rest = None;
        self.outbox.hurry();
        if anyway {
            self.parting = None;
            return leave(update);
        }
        let until = stamp.clock.now.saturating_add(PATIENCE);
        self.parting = Some(Parting { until });
    }

    /// Answers those who wait, where it is time.
    pub(super) fn answer(&mut self, opened: &mut Opened, stamp: Stamp, update: &mut Update) {
        if !opened.keeper.is_idle() || self.waiting.is_empty() && self.parting.is_none() {
            return;
        }
        let trouble = opened.keeper.trouble();
        for ticket in std::mem::take(&mut self.waiting) {
            done(ticket, trouble.map(unstored), update);
        }
        self.answer_parting(opened, trouble, stamp.clock.now, update);
    }

    fn answer_parting(
        &mut self,
        opened: &mut Opened,
        trouble: Option<Fault>,
        now: i64,
        update: &mut Update,
    ) {
        let Some(parting) = &self.parting else {
            return;
        };
        let (until, is_late) = (parting.until, now >= parting.until);
        let is_read = self.reading.is_none();
        let is_sent = is_read && self.outbox.unconfirmed().next().is_none();
        let why = match self.why() {
            _ if is_sent || !self.has_lms() => {
                self.parting = None;
                return leave(update);
            }
            None if !is_late => return self.wait(until, opened, now, update),
            None => Phrase::new("unsent-no-answer"),
            Some(why) => why,
        };
        self.parting = None;
        let why = trouble.map_or(why, unstored);
        let says = Phrase::new("leave-not-yet").with("why", Arg::Phrase(why));
        opened.notice.bar = Some(BarView::bad(says));
        update.changed.notice = true;
    }

    /// Whoever carries the requests can end the visit.
    pub(in crate::session) fn has_way_out(&self) -> bool {
        self.way_out
    }
}

fn leave(update: &mut Update) {
    update.effects.push(Effect::Link(Box::new(Wish::Leave)));
}

fn done(ticket: u32, why: Option<Phrase>, update: &mut Update) {
    let done = Wish::Done { ticket, why };
    update.effects.push(Effect::Link(Box::new(done)));
}

/// Why the device has not stored it.
fn unstored(fault: Fault) -> Phrase {
    Phrase::new(match fault {
        Fault::Denied => "saved-memory",
        Fault::Full => "saved-full",
        Fault::Broken => "saved-broken",
    })
}
