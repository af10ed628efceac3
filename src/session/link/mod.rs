//! The open board's line to an LMS: what it lacks, what it has confirmed, and when it is asked.
//!
//! [`Outbox`] decides what is sent next; here it is told of every new event of the log, wherever it came from, and its answers are
//! stored before they count. One tab of a space sends, the others hear from it what has been confirmed.

mod asked;
mod class;
mod cut;
mod device;
mod line;
mod record;
mod sending;
mod told;

use std::collections::BTreeSet;

use super::effect::{Effect, Shelf, Wish};
use super::machine::{Changed, Tiles, Update};
use super::message::{Message, News};
use super::opened::Opened;
use super::stamp::Stamp;
use super::view::Saved;
use crate::exchange::{Outbox, Summary};
use crate::progress::{Event, Fact};
use asked::Parting;
pub(super) use class::Heard;
use cut::Cut;
use device::{Held, Open};
use record::Record;
use told::tell;

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
    /// Questions of the page around that wait for everything to be written.
    waiting: Vec<u32>,
    /// Whoever carries the requests can end the visit.
    way_out: bool,
    /// The learner wants to leave.
    parting: Option<Parting>,
    /// A picked file is among what is waited for.
    held: bool,
    /// There is no line yet: what carries it did not come.
    cut: Option<Cut>,
}

// Most boards have no LMS: nothing of this is drawn into what they run first (index.html tells wasm-opt the same of every `link`).

/// News of the line, where there is one, or of where one is to be.
#[inline(never)]
pub fn hear(opened: &mut Opened, news: News, stamp: Stamp, update: &mut Update) {
    let mut link = opened.link.take();
    match &news {
        // The line is there at last.
        News::Connect { .. } => link = link.filter(|link| link.cut.is_none()),
        News::Cut { says } if link.is_none() && opened.ready => {
            link = Some(Box::new(Link::cut_off(*says)));
            update.changed.saved = true;
        }
        _ => {}
    }
    match (link, news) {
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
    let goes_on = matches!(message, Message::Act(_) | Message::Import { .. });
    if let Some(mut link) = opened.link.take() {
        link.notice(&message);
        if goes_on {
            link.stay(opened, update);
        }
        opened.link = Some(link);
    }
    let mut stored = match &message {
        Message::Told { key, text } => vec![(key.clone(), text.clone())],
        _ => Vec::new(),
    };
    let wiped = matches!(message, Message::Wiped(_));
    let known = opened.log.len();
    opened.update(message, stamp, update);
    // What waited for this is under way again before anybody is told that all is written.
    opened.go_on(update);
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
    link.answer(opened, stamp, update);
    if link.saved(opened.keeper.trouble()) != said {
        update.changed.saved = true;
        update.changed.notice |= opened.keeper.trouble().is_some();
    }
    let now = opened.progress.facts().clock;
    let is_other = link.shown(now) != shown;
    if is_other {
        let heard = link.heard_of();
        opened.turning |= heard.is_some_and(|heard| !heard.class.turns.is_empty());
    }
    opened.link = Some(link);
    if is_other {
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
    tell(opened, new, update);
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
            waiting: Vec::new(),
            way_out: false,
            parting: None,
            held: false,
            cut: None,
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
            Message::Retry => {
                self.outbox.retry();
                self.ask_again();
            }
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
            News::Import { text, ticket } => self.import(opened, &text, ticket, update),
            News::Flush { ticket } => self.waiting.push(ticket),
            News::WayOut => self.way_out = true,
            News::Leave { anyway } => self.part(opened, anyway, stamp, update),
            News::Cut { .. } => self.cut_again(opened, stamp.clock.now, update),
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
        self.ask_again();
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
}
