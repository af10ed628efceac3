//! The open board's line to an LMS: what it lacks, what it has confirmed, and when it is asked.
//!
//! [`Outbox`] decides what is sent next; here it is told of every new event of the log, wherever it came from, and its answers are
//! stored before they count. One tab of a space sends, the others hear from it what has been confirmed.

mod class;
mod device;
mod line;
mod record;

use std::collections::BTreeSet;

use super::effect::{Effect, Shelf, Told, Wish};
use super::machine::{Changed, Tiles, Update};
use super::message::{Message, News};
use super::opened::Opened;
use super::space::GUEST;
use super::stamp::Stamp;
use super::view::Saved;
use crate::exchange::{
    BoardName, Failure, LearnerName, Outbox, Request, Response, Step, Summary, summary,
};
use crate::progress::{Event, Fact};
use crate::words::write_json;
pub(super) use class::Heard;
use device::{Held, Open};
use record::Record;

/// From an act to its sending, in milliseconds: what is done quickly one after the other goes together.
const REST: i64 = 1_000;

/// The same from a draft: the text goes whole each time.
const DRAFT_REST: i64 = 8_000;

/// The line to one LMS, or to nobody but the page around.
pub(super) struct Link {
    /// Empty where nothing is sent.
    endpoint: String,
    /// What the LMS calls the learner.
    name: Option<String>,
    /// Where the record lies.
    key: String,
    record: Record,
    /// The record here is not the one on the device.
    unsaved: bool,
    outbox: Outbox,
    /// What the shelves held, until both have answered.
    reading: Option<Vec<(Shelf, Held)>>,
    /// Keys and texts that were stored meanwhile.
    told: Vec<(String, String)>,
    /// This tab is the one that sends.
    leads: bool,
    /// The page is hidden or going: nothing waits.
    hidden: bool,
    /// Chunks in which something is not confirmed.
    open: Vec<Open>,
    /// Ids of events that the LMS has sent and the device is storing.
    theirs: BTreeSet<String>,
    /// Names the request whose answer is awaited.
    request: Option<u64>,
    /// When to look again, and what names that wait.
    wait: Option<(i64, u64)>,
    /// Nothing is sent before.
    rest: Option<i64>,
    /// The page around wants to hear of the work.
    watched: bool,
    /// What was confirmed on an earlier visit does not count.
    anew: bool,
    /// What it heard last.
    heard: Option<(Summary, Saved)>,
}

// Most boards have no LMS: nothing of this is drawn into what they run first (index.html tells wasm-opt the same of every `link`).

/// News of the line, where there is one, or of where one is to be.
#[inline(never)]
pub fn hear(opened: &mut Opened, news: News, stamp: Stamp, update: &mut Update) {
    match (opened.link.take(), news) {
        (Some(mut link), news) => {
            link.hear(opened, news, stamp, update);
            opened.link = Some(link);
        }
        (
            None,
            News::Connect {
                endpoint,
                name,
                watched,
                anew,
            },
        ) if opened.ready => {
            let key = opened.space.lms(&endpoint);
            let mut link = Box::new(Link::new(key, endpoint, name, watched));
            link.anew = anew;
            if link.has_lms() {
                let lead = Wish::Lead {
                    name: link.key.clone(),
                };
                update.effects.push(Effect::Link(Box::new(lead)));
                link.read(opened, update);
            }
            opened.link = Some(link);
        }
        (None, _) => {}
    }
    tell(opened, Vec::new(), update);
}

/// Takes in a message where there is a line: what it changes here, and then what follows for the LMS.
#[inline(never)]
pub fn take_in(opened: &mut Opened, message: Message, stamp: Stamp, update: &mut Update) {
    let trouble = opened.keeper.trouble();
    let said = opened.link.as_ref().and_then(|link| link.saved(trouble));
    let before = opened.progress.facts().clock;
    let shown = opened.link.as_ref().and_then(|link| link.shown(before));
    if let Some(link) = &mut opened.link {
        link.notice(&message);
    }
    let mut stored = match &message {
        Message::Told { key, text } => vec![(key.clone(), text.clone())],
        _ => Vec::new(),
    };
    let wiped = matches!(message, Message::Wiped(_));
    let known = opened.log.len();
    opened.update(message, stamp, update);
    let Some(mut link) = opened.link.take() else {
        return;
    };
    if wiped {
        // What comes back from the database comes without its chunk.
        link.read(opened, update);
    }
    let mut new = Vec::new();
    for event in opened.log.since(known) {
        link.add(event, stamp.clock.now);
        // Turns go by groups, whatever else changes by it.
        update.changed.sections |= matches!(event.fact, Fact::Group { .. });
        if matches!(event.fact, Fact::TakePart { value: Some(false) }) {
            link.forget_peers();
        }
        if link.watched {
            new.push(event.clone());
        }
    }
    for effect in &update.effects {
        if let Effect::Tell { key, text } = effect {
            stored.push((key.clone(), text.clone()));
        }
    }
    for (key, text) in stored {
        link.stored(opened, &key, &text);
    }
    link.pump(opened, stamp, update);
    link.keep(opened, update);
    if link.saved(opened.keeper.trouble()) != said {
        update.changed.saved = true;
        update.changed.notice |= opened.keeper.trouble().is_some();
    }
    let now = opened.progress.facts().clock;
    if link.shown(now) != shown {
        update.changed.merge(Changed {
            // With the head goes the open panel, whichever it is.
            head: true,
            sections: true,
            ledger: true,
            // How many places are free stands on their tiles.
            tiles: Tiles::Some(opened.stations()),
            ..Changed::default()
        });
    }
    opened.link = Some(link);
    tell(opened, new, update);
}

/// Tells the page around this one, where it listens, of new events, of another summary, and of the work being somewhere else.
fn tell(opened: &mut Opened, events: Vec<Event>, update: &mut Update) {
    let Some(link) = opened.link.as_ref().filter(|link| link.watched) else {
        return;
    };
    // What is typed changes a panel, and nothing that is told.
    let Changed {
        screen,
        head,
        saved,
        ..
    } = update.changed;
    let nothing = events.is_empty() && !(screen || head || saved);
    if nothing && link.heard.is_some() {
        return;
    }
    let now = (summary(&opened.progress, &opened.log), opened.saved());
    if events.is_empty() && link.heard.as_ref() == Some(&now) {
        return;
    }
    if let Some(link) = &mut opened.link {
        link.heard = Some(now.clone());
    }
    let (summary, saved) = now;
    let told = Told {
        space: opened.space.prefix.clone(),
        events,
        summary,
        saved,
    };
    update
        .effects
        .push(Effect::Link(Box::new(Wish::Tell(told))));
}

impl Link {
    fn new(key: String, endpoint: String, name: Option<String>, watched: bool) -> Self {
        Link {
            endpoint,
            name,
            key,
            record: Record::default(),
            unsaved: false,
            outbox: Outbox::new(None, [], Vec::new()),
            reading: None,
            told: Vec::new(),
            leads: false,
            hidden: false,
            open: Vec::new(),
            theirs: BTreeSet::new(),
            request: None,
            wait: None,
            rest: None,
            watched,
            anew: false,
            heard: None,
        }
    }

    /// There is somewhere to send to.
    pub fn has_lms(&self) -> bool {
        !self.endpoint.is_empty()
    }

    /// Somebody hears of what is done here: an LMS, or the page around.
    pub fn is_heard(&self) -> bool {
        self.has_lms() || self.watched
    }

    /// What whoever hears of it calls the learner.
    pub fn learner_name(&self) -> Option<&str> {
        self.name.as_deref().filter(|name| !name.trim().is_empty())
    }

    /// A message that others act on.
    fn notice(&mut self, message: &Message) {
        match message {
            Message::Leaving => self.hidden = true,
            Message::Retry => self.outbox.retry(),
            Message::Wiped(_) => self.unsaved = true,
            Message::Waited(ticket) if self.wait.is_some_and(|(_, known)| known == *ticket) => {
                self.wait = None;
            }
            Message::Tick if !self.hidden => self.outbox.listen(),
            _ => {}
        }
    }

    fn hear(&mut self, opened: &mut Opened, news: News, stamp: Stamp, update: &mut Update) {
        match news {
            News::Connect { .. } => {}
            News::Found { shelf, result } => self.found(opened, shelf, result, update),
            News::Leads => self.leads = true,
            News::Answered { ticket, result } if self.request == Some(ticket) => {
                self.request = None;
                self.answered(opened, result, stamp, update);
            }
            News::Answered { .. } => {}
            News::Token => self.outbox.admitted(),
            News::Online => self.wake(),
            News::Shown(false) => self.hidden = true,
            News::Shown(true) => {
                self.hidden = false;
                self.wake();
            }
        }
    }

    /// Sends and asks at once.
    fn wake(&mut self) {
        self.outbox.hurry();
        self.outbox.listen();
    }

    /// A new event of the log.
    fn add(&mut self, event: &Event, now: i64) {
        if self.theirs.remove(&event.id) || !self.has_lms() {
            return;
        }
        self.outbox.add(event.id.clone());
        let rest = match event.fact {
            Fact::Draft { .. } => DRAFT_REST,
            _ => REST,
        };
        let until = now.saturating_add(rest);
        self.rest = Some(self.rest.map_or(until, |rest| rest.min(until)));
    }

    /// This tab sends: because it leads, or because no other tab can read what it does.
    fn sends(&self, opened: &Opened) -> bool {
        self.has_lms() && (self.leads || opened.keeper.trouble().is_some())
    }

    fn answered(
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
    fn keep(&mut self, opened: &mut Opened, update: &mut Update) {
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
    fn pump(&mut self, opened: &mut Opened, stamp: Stamp, update: &mut Update) {
        if !self.sends(opened) || self.reading.is_some() {
            return;
        }
        let now = stamp.clock.now;
        if let Some(rest) = self.rest
            && now < rest
            && !self.hidden
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
                digest: String::new(),
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

    fn wait(&mut self, until: i64, opened: &mut Opened, now: i64, update: &mut Update) {
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
