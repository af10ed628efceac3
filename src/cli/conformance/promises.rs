//! The promises of docs/contract.md, each with what it takes to see that it is kept.

use std::thread;

use serde_json::{Value, json};

use super::Reply;
use crate::exchange::{BATCH, Response};
use crate::progress::write_event;
use crate::words::write_json;

/// A promise that is not kept: why, and the exchange that shows it.
pub(super) struct Broken {
    pub why: String,
    pub sent: Value,
    pub came: String,
}

/// Kept or not; nothing where it cannot be asked.
type Verdict = Option<Result<(), Broken>>;

/// Its name, what it says, and how it is tried.
type Promise = (&'static str, &'static str, fn(&Kit) -> Verdict);

/// In the order of a life: later ones need what earlier ones promise.
pub(super) const PROMISES: [Promise; 15] = [
    (
        "answers",
        "a request without events gets an answer of the contract",
        |kit| Some(kit.ask(&kit.here(), None, &[]).map(drop)),
    ),
    ("accepts", "an event that is sent is accepted", |kit| {
        let event = kit.event("accepts", 0);
        Some(kit.put(&kit.here(), &[event]).map(drop))
    }),
    (
        "again",
        "an event that is sent again is accepted again",
        |kit| Some(again(kit)),
    ),
    (
        "once",
        "an event that was sent several times comes once",
        |kit| Some(once(kit)),
    ),
    (
        "at once",
        "an event that is sent four times in one moment comes once",
        |kit| Some(at_once(kit)),
    ),
    (
        "unchanged",
        "an event comes to another device as it was sent",
        |kit| Some(unchanged(kit)),
    ),
    (
        "unknown",
        "types and fields that the LMS does not know come back",
        |kit| Some(unknown(kit)),
    ),
    (
        "characters",
        "every character of a text comes back",
        |kit| Some(characters(kit)),
    ),
    ("batch", "500 events are accepted at once", |kit| {
        Some(kit.put(&kit.here(), &kit.many("batch")).map(drop))
    }),
    (
        "pages",
        "all events come by following the cursor, each once",
        |kit| Some(pages(kit)),
    ),
    (
        "cursor",
        "behind the cursor only what is new comes",
        |kit| Some(cursor(kit)),
    ),
    ("learners", "a learner sees nothing of another's", |kit| {
        Some(learners(kit))
    }),
    ("boards", "a board sees nothing of another's", |kit| {
        Some(boards(kit))
    }),
    (
        "nonsense",
        "what is no request of this version is not answered as one",
        |kit| Some(nonsense(kit)),
    ),
    (
        "token",
        "without its token a request is told 401 or 403",
        |kit| kit.token.then(|| token(kit)),
    ),
];

/// Whose work on which board.
struct Place {
    board: String,
    learner: String,
}

/// A line to the LMS, and names that no earlier run has used.
pub(super) struct Kit<'a> {
    pub send: &'a (dyn Fn(&str, bool) -> Reply + Sync),
    pub board: String,
    pub learner: String,
    pub other: String,
    pub token: bool,
    pub salt: u64,
}

/// An exchange that went well.
struct Exchange {
    sent: Value,
    came: String,
    response: Response,
}

impl Exchange {
    fn broken<T>(self, why: impl Into<String>) -> Result<T, Broken> {
        Err(Broken {
            why: why.into(),
            sent: self.sent,
            came: self.came,
        })
    }
}

impl Kit<'_> {
    /// Where promises are tried.
    fn here(&self) -> Place {
        Place {
            board: self.board.clone(),
            learner: self.learner.clone(),
        }
    }

    /// The event of this number that a promise makes.
    fn event(&self, promise: &str, n: usize) -> Value {
        json!({
            "id": format!("conformance-{}-{promise}-{n}", self.salt),
            "at": "2026-11-21T09:30:00.123Z",
            "by": { "role": "learner", "id": self.learner },
            "type": "done",
            "activity": format!("a{n}"),
        })
    }

    /// As many as go into one request.
    fn many(&self, promise: &str) -> Vec<Value> {
        (0..BATCH).map(|n| self.event(promise, n)).collect()
    }

    fn request(&self, place: &Place, after: Option<&str>, events: &[Value]) -> Value {
        json!({
            "contract": 1,
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
    fn ask(
        &self,
        place: &Place,
        after: Option<&str>,
        events: &[Value],
    ) -> Result<Exchange, Broken> {
        let sent = self.request(place, after, events);
        let broken = |why: String, came: String| Broken {
            why,
            sent: sent.clone(),
            came,
        };
        match (self.send)(&write_json(&sent), true) {
            Reply::Nothing(why) => Err(broken(String::from("nothing came"), why)),
            Reply::Came(200, came) => match Response::read(&came) {
                Ok(response) => match response.faults.first() {
                    None => Ok(Exchange {
                        sent,
                        came,
                        response,
                    }),
                    Some(fault) => {
                        let why = format!(
                            "events[{}].{} of the answer is at fault",
                            fault.index, fault.field
                        );
                        Err(broken(why, came))
                    }
                },
                Err(unreadable) => Err(broken(format!("it is no answer: {unreadable:?}"), came)),
            },
            Reply::Came(status, came) => Err(broken(format!("its status is {status}"), came)),
        }
    }

    /// The same with events that must all be accepted.
    fn put(&self, place: &Place, events: &[Value]) -> Result<Exchange, Broken> {
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
                exchange.broken(why)
            }
        }
    }

    /// Every event there is, as JSON, page by page; and the last exchange.
    fn all(&self, place: &Place) -> Result<(Vec<Value>, Exchange), Broken> {
        let mut all = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let exchange = self.ask(place, after.as_deref(), &[])?;
            all.extend(
                exchange
                    .response
                    .events
                    .iter()
                    .map(|event| Value::Object(write_event(event))),
            );
            let next = exchange.response.cursor.clone();
            if !exchange.response.more {
                return Ok((all, exchange));
            }
            if next.is_none() || next == after {
                return exchange
                    .broken("it says that there is more, and its cursor does not move on");
            }
            after = next;
        }
    }

    /// How often an event comes to a device that knows nothing yet.
    fn comes(&self, place: &Place, id: &str) -> Result<(usize, Exchange), Broken> {
        let (all, exchange) = self.all(place)?;
        Ok((
            all.iter().filter(|event| event["id"] == *id).count(),
            exchange,
        ))
    }

    /// Exactly once.
    fn comes_once(&self, place: &Place, event: &Value) -> Result<(), Broken> {
        match self.comes(place, event["id"].as_str().unwrap_or_default())? {
            (1, _) => Ok(()),
            (0, exchange) => exchange.broken("it was accepted, and does not come"),
            (times, exchange) => exchange.broken(format!("it comes {times} times")),
        }
    }

    /// An event that was sent comes back with every field as it was.
    fn comes_as(&self, place: &Place, event: &Value) -> Result<(), Broken> {
        let (all, exchange) = self.all(place)?;
        let Some(came) = all.iter().find(|other| other["id"] == event["id"]) else {
            return exchange.broken("it was accepted, and does not come");
        };
        let fields = event.as_object().into_iter().flatten();
        for (name, value) in fields {
            if came.get(name) != Some(value) {
                return exchange.broken(format!("its field {name} has changed"));
            }
        }
        Ok(())
    }
}

fn again(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("again", 0));
    kit.put(&place, std::slice::from_ref(&event))?;
    kit.put(&place, &[event]).map(drop)
}

fn once(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("once", 0));
    kit.put(&place, &[event.clone(), event.clone()])?;
    kit.put(&place, std::slice::from_ref(&event))?;
    kit.comes_once(&place, &event)
}

fn at_once(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("at-once", 0));
    let results: Vec<_> = thread::scope(|scope| {
        let put = || kit.put(&place, std::slice::from_ref(&event)).map(drop);
        let sent: Vec<_> = (0..4).map(|_| scope.spawn(put)).collect();
        sent.into_iter()
            .filter_map(|sent| sent.join().ok())
            .collect()
    });
    for result in results {
        result?;
    }
    kit.comes_once(&place, &event)
}

fn unchanged(kit: &Kit) -> Result<(), Broken> {
    let file = json!({ "kind": "file", "digest": "sha256:9f2c", "name": "drop.png", "media": "image/png", "size": 123_456 });
    let fields = json!({ "type": "submit", "evidence": [file], "revision": "9f2c" });
    comes_back(kit, kit.event("unchanged", 0), fields)
}

fn unknown(kit: &Kit) -> Result<(), Broken> {
    let fields = json!({ "type": "dreamt_of", "later": { "kept": [1, 2.5, null, true] } });
    comes_back(kit, kit.event("unknown", 0), fields)
}

fn characters(kit: &Kit) -> Result<(), Broken> {
    let text = "\u{0}\t\r\n \"'\\ <b>&amp;</b> ä 水 😀 مرحبا \u{202e}\u{2028}\u{feff}";
    let fields = json!({ "type": "draft", "kind": "text", "value": text });
    comes_back(kit, kit.event("characters", 0), fields)
}

/// The event with these fields, sent, comes as it was.
fn comes_back(kit: &Kit, event: Value, fields: Value) -> Result<(), Broken> {
    let event = with(event, fields);
    kit.put(&kit.here(), std::slice::from_ref(&event))?;
    kit.comes_as(&kit.here(), &event)
}

/// An object with some fields more, or others.
fn with(mut object: Value, fields: Value) -> Value {
    if let (Value::Object(object), Value::Object(fields)) = (&mut object, fields) {
        object.extend(fields);
    }
    object
}

fn pages(kit: &Kit) -> Result<(), Broken> {
    let (place, many) = (kit.here(), kit.many("pages"));
    kit.put(&place, &many)?;
    let (all, exchange) = kit.all(&place)?;
    let mut ids: Vec<&str> = all
        .iter()
        .filter_map(|event| event["id"].as_str())
        .collect();
    let came = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < came {
        return exchange.broken(format!("{} events come more than once", came - ids.len()));
    }
    let lacking = many.iter().filter_map(|event| event["id"].as_str());
    match lacking.filter(|id| ids.binary_search(id).is_err()).count() {
        0 => Ok(()),
        lacking => exchange.broken(format!("{lacking} of {} do not come", many.len())),
    }
}

fn cursor(kit: &Kit) -> Result<(), Broken> {
    let place = kit.here();
    kit.put(&place, &[kit.event("cursor", 0)])?;
    let (_, last) = kit.all(&place)?;
    let Some(after) = last.response.cursor.clone() else {
        return last.broken("it has no cursor");
    };
    let still = kit.ask(&place, Some(&after), &[])?;
    if !still.response.events.is_empty() || still.response.more {
        return still.broken("nothing is new, and something comes");
    }
    let new = kit.event("cursor", 1);
    kit.put(&place, std::slice::from_ref(&new))?;
    let next = kit.ask(&place, Some(&after), &[])?;
    let ids: Vec<&str> = next
        .response
        .events
        .iter()
        .map(|event| event.id.as_str())
        .collect();
    match ids.as_slice() {
        [id] if new.get("id").is_some_and(|new| new == *id) => Ok(()),
        _ => next.broken("one event is new, and something else comes"),
    }
}

fn learners(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("learners", 0));
    kit.put(&place, std::slice::from_ref(&event))?;
    let other = Place {
        learner: kit.other.clone(),
        ..kit.here()
    };
    stays_away(kit, &other, &event)
}

fn boards(kit: &Kit) -> Result<(), Broken> {
    let (place, event) = (kit.here(), kit.event("boards", 0));
    kit.put(&place, std::slice::from_ref(&event))?;
    let other = Place {
        board: format!("{}-other", kit.board),
        ..kit.here()
    };
    stays_away(kit, &other, &event)
}

/// An LMS that will not speak of that board or learner at all keeps its promise too.
fn stays_away(kit: &Kit, place: &Place, event: &Value) -> Result<(), Broken> {
    match (kit.send)(&write_json(&kit.request(place, None, &[])), true) {
        Reply::Came(status, _) if (400..500).contains(&status) => return Ok(()),
        _ => {}
    }
    match kit.comes(place, event["id"].as_str().unwrap_or_default())? {
        (0, _) => Ok(()),
        (_, exchange) => exchange.broken("it comes there too"),
    }
}

fn nonsense(kit: &Kit) -> Result<(), Broken> {
    let later = with(
        kit.request(&kit.here(), None, &[]),
        json!({ "contract": 99 }),
    );
    for sent in [write_json(&later), String::from("{"), String::from("[]")] {
        if let Reply::Came(200, came) = (kit.send)(&sent, true)
            && Response::read(&came).is_ok()
        {
            return Err(Broken {
                why: String::from("it is answered as if it were a request"),
                sent: sent.into(),
                came,
            });
        }
    }
    Ok(())
}

fn token(kit: &Kit) -> Result<(), Broken> {
    let sent = kit.request(&kit.here(), None, &[]);
    match (kit.send)(&write_json(&sent), false) {
        Reply::Came(401 | 403, _) => Ok(()),
        Reply::Came(status, came) => Err(Broken {
            why: format!("its status is {status}"),
            sent,
            came,
        }),
        Reply::Nothing(came) => Err(Broken {
            why: String::from("nothing came"),
            sent,
            came,
        }),
    }
}
