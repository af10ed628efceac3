//! What the page around, and a learner who wants to leave, are answered once everything is written.

use super::Link;
use crate::session::effect::{Effect, Wish};
use crate::session::machine::Update;
use crate::session::message::Fault;
use crate::session::opened::Opened;
use crate::session::stamp::Stamp;
use crate::session::view::{BarView, Saved};
use crate::words::{Arg, Phrase};

/// How long a learner who leaves waits for the LMS, in milliseconds.
const PATIENCE: i64 = 15_000;

/// A learner on the way out.
pub(super) struct Parting {
    /// Until when the device and the LMS are waited for.
    until: i64,
    /// The learner reads that it is under way.
    told: bool,
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
        self.outbox.insist();
        if anyway {
            self.parting = None;
            return leave(update);
        }
        let until = stamp.clock.now.saturating_add(PATIENCE);
        self.parting = Some(Parting { until, told: false });
    }

    /// Somebody who goes on working does not leave.
    #[inline(never)]
    pub(super) fn stay(&mut self, opened: &mut Opened, update: &mut Update) {
        if self.parting.take().is_some() {
            self.held &= !self.waiting.is_empty();
            hush(opened, update);
        }
    }

    /// Answers those who wait, where it is time.
    #[inline(never)]
    pub(super) fn answer(&mut self, opened: &mut Opened, stamp: Stamp, update: &mut Update) {
        if self.waiting.is_empty() && self.parting.is_none() {
            return;
        }
        let now = stamp.clock.now;
        if let Some(why) = opened.unfinished() {
            self.held |= !opened.drafts.keeping.is_empty();
            if let Some(until) = self.patience(now) {
                return self.go_on_waiting(until, opened, now, update);
            }
            if self.parting.take().is_some() {
                not_yet(why, opened, update);
            }
            return;
        }
        let trouble = opened.keeper.trouble();
        // What the LMS has need not be on the device.
        let is_there = self.saved(trouble) == Some(Saved::Confirmed);
        let why = trouble.filter(|_| !is_there).map(unstored);
        let lost = match std::mem::take(&mut self.held) {
            true => opened.drafts.trouble.as_ref().map(|(_, says)| says.clone()),
            false => None,
        };
        let lost = lost.or_else(|| opened.unkept());
        for ticket in std::mem::take(&mut self.waiting) {
            done(ticket, why.clone().or_else(|| lost.clone()), update);
        }
        match lost {
            // No LMS has that.
            Some(why) if self.parting.take().is_some() => not_yet(why, opened, update),
            _ => self.answer_parting(opened, trouble, now, update),
        }
    }

    /// Until when a learner who leaves still waits.
    fn patience(&self, now: i64) -> Option<i64> {
        let until = self.parting.as_ref()?.until;
        (now < until).then_some(until)
    }

    /// The learner reads why they are still here.
    fn go_on_waiting(&mut self, until: i64, opened: &mut Opened, now: i64, update: &mut Update) {
        if let Some(parting) = &mut self.parting
            && !parting.told
        {
            parting.told = true;
            let says = Phrase::new(HANDING);
            opened.notice.announce.push(says.clone());
            opened.notice.bar = Some(BarView::good(says));
            update.changed.notice = true;
        }
        self.wait(until, opened, now, update);
    }

    fn answer_parting(
        &mut self,
        opened: &mut Opened,
        trouble: Option<Fault>,
        now: i64,
        update: &mut Update,
    ) {
        if self.parting.is_none() {
            return;
        }
        let is_read = self.reading.is_none();
        let is_sent = is_read && self.outbox.unconfirmed().next().is_none();
        let why = match (self.why(), self.patience(now)) {
            _ if is_sent || !self.has_lms() => {
                self.parting = None;
                hush(opened, update);
                return leave(update);
            }
            (None, Some(until)) => return self.go_on_waiting(until, opened, now, update),
            (None, None) => Phrase::new("unsent-no-answer"),
            (Some(why), _) => why,
        };
        self.parting = None;
        not_yet(trouble.map_or(why, unstored), opened, update);
    }

    /// Whoever carries the requests can end the visit.
    pub(in crate::session) fn has_way_out(&self) -> bool {
        self.way_out
    }
}

/// That leaving is under way.
const HANDING: &str = "leave-handing";

/// It is not under way any more.
fn hush(opened: &mut Opened, update: &mut Update) {
    let bar = &mut opened.notice.bar;
    if bar.take_if(|bar| bar.says.key == HANDING).is_some() {
        update.changed.notice = true;
    }
}

/// Why the learner is still here.
fn not_yet(why: Phrase, opened: &mut Opened, update: &mut Update) {
    let says = Phrase::new("leave-not-yet").with("why", Arg::Phrase(why));
    opened.notice.bar = Some(BarView::bad(says));
    update.changed.notice = true;
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
        Fault::Unwanted => "saved-unwanted",
        Fault::Full => "saved-full",
        Fault::Broken => "saved-broken",
    })
}
