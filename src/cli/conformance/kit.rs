//! What every promise is tried with: requests and events to send, and what must come of them.

use std::collections::BTreeSet;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::spoken;
use super::{Reply, Wait};
use crate::exchange::{BATCH, CONTRACT, Response};
use crate::progress::write_event;
use crate::words::write_json;

/// Pages without anything new, in a row: an LMS whose cursor goes through everybody's events may have some.
const IDLE: usize = 1_000;

/// Pages at all. The kit sends some thousand events, and one a page is still a page.
const MOST: usize = 10_000;

/// A promise that is not kept: why, and the exchange that shows it.
pub(super) struct Broken {
    pub why: String,
    pub sent: Box<Value>,
    pub came: String,
    /// The event that it is about, by its id: what is shown of a long message is what stands around it.
    pub about: Option<String>,
}

impl Broken {
    pub fn new(why: impl Into<String>, sent: Value, came: String) -> Self {
        Broken {
            why: why.into(),
            sent: sent.into(),
            came,
            about: None,
        }
    }
}

/// Whose work on which board.
pub(super) struct Place {
    pub board: String,
    pub learner: String,
}

/// A way to the LMS.
pub(super) type Sending<'a> = dyn Fn(&str, bool) -> Reply + Sync + 'a;

/// A line to the LMS, and names that no earlier run has used.
pub(super) struct Kit<'a> {
    /// Sends, with the token or without, and waits while the LMS says that it is busy.
    pub send: &'a Sending<'a>,
    /// The same by a connection that is opened for it.
    pub elsewhere: &'a Sending<'a>,
    /// Sends and waits for nothing.
    pub at_once: &'a (dyn Fn(&str) -> Reply + Sync),
    /// What each 429 said of waiting so far.
    pub busy: &'a Mutex<Vec<Wait>>,
    pub board: String,
    pub learner: String,
    pub other: String,
    pub token: bool,
    pub salt: u128,
}

/// An exchange that went well.
pub(super) struct Exchange {
    pub sent: Value,
    pub came: String,
    pub response: Response,
}

impl Exchange {
    pub fn broken<T>(self, why: impl Into<String>) -> Result<T, Broken> {
        Err(Broken::new(why, self.sent, self.came))
    }

    /// The same of one event.
    pub fn broken_at<T>(self, id: &str, why: impl Into<String>) -> Result<T, Broken> {
        self.broken(why).map_err(|broken| Broken {
            about: Some(String::from(id)),
            ..broken
        })
    }
}

/// Pages after which there was more. An LMS may say so for ever, and the kit has to end.
#[derive(Default)]
pub(super) struct Pages {
    all: usize,
    idle: usize,
}

impl Pages {
    /// One more of them: whether its cursor moves on, and whether it brought something new. Why the next is not asked for.
    pub fn lead_nowhere(&mut self, moves: bool, new: bool) -> Option<String> {
        self.all += 1;
        self.idle = if new { 0 } else { self.idle + 1 };
        if !moves {
            let why = "it says that there is more, and its cursor does not move on";
            return Some(String::from(why));
        }
        if self.idle < IDLE && self.all < MOST {
            return None;
        }
        Some(format!(
            "it says that there is more, after {} pages, of which the last {} brought nothing new",
            self.all, self.idle
        ))
    }
}

impl Kit<'_> {
    /// Where promises are tried.
    pub fn here(&self) -> Place {
        Place {
            board: self.board.clone(),
            learner: self.learner.clone(),
        }
    }

    /// The same on a connection of its own.
    pub fn elsewhere(&self) -> Kit<'_> {
        Kit {
            send: self.elsewhere,
            board: self.board.clone(),
            learner: self.learner.clone(),
            other: self.other.clone(),
            ..*self
        }
    }

    /// The event of this number that a promise makes.
    pub fn event(&self, promise: &str, n: usize) -> Value {
        json!({
            "id": format!("conformance-{}-{promise}-{n}", self.salt),
            "at": "2026-11-21T09:30:00.123Z",
            "by": { "role": "learner", "id": self.learner },
            "type": "done",
            "activity": format!("a{n}"),
        })
    }

    /// As many as go into one request.
    pub fn many(&self, promise: &str) -> Vec<Value> {
        (0..BATCH).map(|n| self.event(promise, n)).collect()
    }

    pub fn request(&self, place: &Place, after: Option<&str>, events: &[Value]) -> Value {
        json!({
            "contract": CONTRACT,
            "board": { "id": place.board },
            "learner": { "id": place.learner },
            "after": after,
            "events": events,
            "summary": {
                "state": "in_progress", "complete": false, "points": 0, "points_goal": 10, "score": { "scaled": 0 }, "counted": 0,
                "level": 0, "badges": [], "mastery": {}, "waiting": [], "help": []
            }
        })
    }

    /// One exchange, which must go well.
    pub fn ask(
        &self,
        place: &Place,
        after: Option<&str>,
        events: &[Value],
    ) -> Result<Exchange, Broken> {
        let sent = self.request(place, after, events);
        let broken = |why: String, came: String| Broken::new(why, sent.clone(), came);
        match (self.send)(&write_json(&sent), true) {
            Reply::Nothing(why) => Err(broken(String::from("nothing came"), why)),
            Reply::Busy(Wait { after, .. }) => Err(broken(
                String::from("its status is 429, again and again or for too long"),
                format!("Retry-After: {after}"),
            )),
            Reply::Came(200, came) => match Response::read(&came) {
                Ok(response) => match response.faults.first() {
                    None => Ok(Exchange {
                        sent,
                        came,
                        response,
                    }),
                    Some(fault) => {
                        let about = spoken::id_at(&came, fault.index);
                        let why = spoken::fault(fault);
                        Err(Broken {
                            about,
                            ..broken(why, came)
                        })
                    }
                },
                Err(unreadable) => Err(broken(spoken::unreadable(&unreadable), came)),
            },
            Reply::Came(status, came) => Err(broken(format!("its status is {status}"), came)),
        }
    }

    /// The same with events that must all be accepted.
    pub fn put(&self, place: &Place, events: &[Value]) -> Result<Exchange, Broken> {
        let exchange = self.ask(place, None, events)?;
        let accepted = &exchange.response.accepted;
        let lacking = events.iter().filter_map(|event| event["id"].as_str());
        let lacking: Vec<&str> = lacking
            .filter(|id| !accepted.iter().any(|other| other == id))
            .collect();
        match lacking.first() {
            None => Ok(exchange),
            Some(first) => {
                let why = format!(
                    "{} of {} are not accepted, {first} first",
                    lacking.len(),
                    events.len()
                );
                let first = String::from(*first);
                exchange.broken_at(&first, why)
            }
        }
    }

    /// Every event there is, as JSON, page by page; and the last exchange.
    pub fn all(&self, place: &Place) -> Result<(Vec<Value>, Exchange), Broken> {
        self.all_with(place, None)
    }

    /// The same with the last exchange that brought this event, if any did.
    fn all_with(&self, place: &Place, id: Option<&str>) -> Result<(Vec<Value>, Exchange), Broken> {
        let mut brought = None;
        let mut all = Vec::new();
        let mut ids = BTreeSet::new();
        let mut pages = Pages::default();
        let mut after: Option<String> = None;
        loop {
            let exchange = self.ask(place, after.as_deref(), &[])?;
            let known = ids.len();
            for event in &exchange.response.events {
                ids.insert(event.id.clone());
                all.push(Value::Object(write_event(event)));
            }
            let brings = |id| exchange.response.events.iter().any(|event| event.id == id);
            let brings = id.is_some_and(brings);
            if !exchange.response.more {
                let shown = brought.filter(|_| !brings).unwrap_or(exchange);
                return Ok((all, shown));
            }
            let next = exchange.response.cursor.clone();
            let moves = next.is_some() && next != after;
            if let Some(why) = pages.lead_nowhere(moves, ids.len() > known) {
                return exchange.broken(why);
            }
            if brings {
                brought = Some(exchange);
            }
            after = next;
        }
    }

    /// How often an event comes to a device that knows nothing yet.
    pub fn comes(&self, place: &Place, id: &str) -> Result<(usize, Exchange), Broken> {
        let (all, exchange) = self.all_with(place, Some(id))?;
        Ok((
            all.iter().filter(|event| event["id"] == *id).count(),
            exchange,
        ))
    }

    /// Exactly once.
    pub fn comes_once(&self, place: &Place, event: &Value) -> Result<(), Broken> {
        let id = event["id"].as_str().unwrap_or_default();
        match self.comes(place, id)? {
            (1, _) => Ok(()),
            (0, exchange) => {
                exchange.broken_at(id, format!("{id} was accepted, and does not come"))
            }
            (times, exchange) => exchange.broken_at(id, format!("{id} comes {times} times")),
        }
    }

    /// An event that was sent comes back with every field as it was.
    pub fn comes_as(&self, place: &Place, event: &Value) -> Result<(), Broken> {
        let id = event["id"].as_str().unwrap_or_default();
        let (all, exchange) = self.all_with(place, Some(id))?;
        let Some(came) = all.iter().find(|other| other["id"] == event["id"]) else {
            return exchange.broken_at(id, format!("{id} was accepted, and does not come"));
        };
        let fields = event.as_object().into_iter().flatten();
        for (name, value) in fields {
            if came.get(name) != Some(value) {
                let now = came.get(name).map(write_json);
                let why = format!(
                    "the field `{name}` of {id} was {} and is {}",
                    spoken::short(&write_json(value), None),
                    spoken::short(now.as_deref().unwrap_or("missing"), None)
                );
                return exchange.broken_at(id, why);
            }
        }
        Ok(())
    }
}
