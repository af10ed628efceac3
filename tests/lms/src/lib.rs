//! A small honest LMS: three students and a teacher, a page with the widget, the contract's endpoint, events in SQLite; and it can be told to
//! misbehave. It is test equipment: `cargo xtask lms` serves it, browser tests run against it, and nothing of it ships. It knows the contract
//! from docs/contract.md alone and uses no code of the widget's.
//!
//! | address | what |
//! |---|---|
//! | `/` | who is who |
//! | `/learn?as=ada` | the widget in a page, in the form `form=` names |
//! | `/teach` | what came in, and the teacher's word on it |
//! | `/api/progress` | the contract's endpoint |
//! | `/api/token?as=ada` | a token for the host page to hand to the widget |
//! | `/api/misbehave` | `POST` a list of [`Mishap`] names: what becomes of the next requests |

mod class;
mod pages;
mod shelf;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};
use xtask::site::{Asked, Bent, Site};

pub use class::Shared;
use shelf::Shelf;

/// Events in one answer, at most.
const PAGE: usize = 500;

/// Bytes in one request, at most.
const LARGEST: usize = 1_000_000;

/// Ids and names of the learners.
pub const LEARNERS: [(&str, &str); 3] = [("ada", "Ada"), ("ben", "Ben"), ("cem", "Cem")];

/// What becomes of a request, other than that it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// It is answered two seconds late.
    Delay,
    /// It never arrives.
    DropRequest,
    /// It is taken in, and the answer gets lost.
    DropAnswer,
    /// It arrives twice.
    Duplicate,
    /// It arrives after the next one.
    Reorder,
    /// A status alone.
    Status(u16),
    /// JSON of somebody else's.
    WrongJson,
    /// A login page with a status of 200.
    Html,
    /// The first half of an answer.
    Half,
}

impl Mishap {
    /// By its name.
    pub fn named(name: &str) -> Option<Mishap> {
        Some(match name {
            "delay" => Mishap::Delay,
            "drop-request" => Mishap::DropRequest,
            "drop-answer" => Mishap::DropAnswer,
            "duplicate" => Mishap::Duplicate,
            "reorder" => Mishap::Reorder,
            "wrong-json" => Mishap::WrongJson,
            "html" => Mishap::Html,
            "half" => Mishap::Half,
            status => Mishap::Status(status.parse().ok().filter(|s| (400..600).contains(s))?),
        })
    }
}

/// The running LMS.
#[derive(Clone)]
pub struct Lms(Arc<Mutex<Office>>);

/// What all requests share.
struct Office {
    shelf: Shelf,
    mishaps: VecDeque<Mishap>,
    /// Requests that will arrive later than they should.
    late: Vec<Vec<u8>>,
    /// Nobody is let in without the token of this number; 0: everybody is.
    token: u32,
    /// Nobody is let in without the number that its own pages carry.
    guarded: bool,
    requests: usize,
    shared: Shared,
    /// A board of a test's own.
    given: Option<String>,
}

impl Lms {
    /// Serves the built page of `dist` and the LMS around it on 127.0.0.1, until the site is dropped; `database` is a file, or `:memory:`.
    pub fn open(dist: &Path, port: u16, database: &str) -> Result<(Lms, Site)> {
        let office = Arc::new(Mutex::new(Office {
            shelf: Shelf::open(database)?,
            mishaps: VecDeque::new(),
            late: Vec::new(),
            token: 0,
            guarded: false,
            requests: 0,
            shared: Shared::default(),
            given: None,
        }));
        let desk = office.clone();
        let site = Site::answering(dist, port, move |asked| locked(&desk).answer(asked))?;
        Ok((Lms(office), site))
    }

    /// The events of a learner on a board, in the order in which they came.
    pub fn events(&self, board: &str, learner: &str) -> Vec<Value> {
        let (events, _) = locked(&self.0).shelf.after(board, learner, 0, usize::MAX);
        events
    }

    /// The last summary of a learner's work on a board.
    pub fn summary(&self, board: &str, learner: &str) -> Option<Value> {
        let rows = locked(&self.0).shelf.all();
        let mut rows = rows.into_iter();
        let row = rows.find(|row| row.board == board && row.learner == learner)?;
        Some(row.summary)
    }

    /// How many requests have come to the endpoint.
    pub fn requests(&self) -> usize {
        locked(&self.0).requests
    }

    /// The teacher says something about an activity.
    pub fn teacher(&self, board: &str, learner: &str, event: Value) {
        locked(&self.0).shelf.keep(board, learner, &event);
    }

    /// What becomes of the next requests, one after the other.
    pub fn misbehave(&self, mishaps: impl IntoIterator<Item = Mishap>) {
        locked(&self.0).mishaps.extend(mishaps);
    }

    /// It behaves again.
    pub fn forgive(&self) {
        locked(&self.0).mishaps.clear();
    }

    /// What it tells each learner of the others from now on.
    pub fn share(&self, shared: Shared) {
        locked(&self.0).shared = shared;
    }

    /// Serves this board as `given.json`.
    pub fn give(&self, board: &str) {
        locked(&self.0).given = Some(board.to_owned());
    }

    /// From now on the number is needed that its own pages carry.
    pub fn guard(&self) {
        locked(&self.0).guarded = true;
    }

    /// From now on a fresh token is needed.
    pub fn ask_for_tokens(&self) {
        locked(&self.0).token += 1;
    }
}

fn locked(office: &Mutex<Office>) -> MutexGuard<'_, Office> {
    office.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Office {
    fn answer(&mut self, asked: &Asked) -> Option<Bent> {
        let (path, query) = asked.url.split_once('?').unwrap_or((&asked.url, ""));
        let value = |name: &str| field(query, name);
        match (asked.method.as_str(), path) {
            ("GET", "/") => Some(pages::welcome()),
            ("GET", "/learn") => Some(pages::learn(
                value("as").unwrap_or("ada"),
                value("form").unwrap_or("frame"),
                value("board").unwrap_or("boards/water-cycle.json"),
            )),
            ("GET", "/given.json") => {
                let given = self.given.clone()?.into_bytes();
                Some(Bent::Says(200, "application/json", given))
            }
            ("GET", "/host.js") => Some(pages::script()),
            ("GET", "/teach") => Some(pages::teach(&self.shelf)),
            ("POST", "/teach") => Some(self.teach(&String::from_utf8_lossy(&asked.body))),
            ("GET", "/api/token") => Some(says(200, &json!({ "token": self.token(value("as")?) }))),
            ("POST", "/api/misbehave") => Some(self.be_told(&asked.body)),
            ("POST", "/api/progress") => Some(self.exchange(asked)),
            _ => None,
        }
    }

    fn token(&self, learner: &str) -> String {
        format!("{learner}-{}", self.token)
    }

    fn be_told(&mut self, body: &[u8]) -> Bent {
        let names: Vec<String> = serde_json::from_slice(body).unwrap_or_default();
        match names
            .iter()
            .map(|name| Mishap::named(name))
            .collect::<Option<Vec<_>>>()
        {
            Some(mishaps) if !mishaps.is_empty() => {
                self.mishaps.extend(mishaps);
                says(200, &json!({ "waiting": self.mishaps.len() }))
            }
            _ => says(
                400,
                &json!({ "error": "a list of names of mishaps is wanted" }),
            ),
        }
    }

    /// One exchange, or what becomes of it.
    fn exchange(&mut self, asked: &Asked) -> Bent {
        self.requests += 1;
        let mishap = self.mishaps.pop_front();
        if mishap == Some(Mishap::Reorder) {
            self.late.push(asked.body.clone());
            return Bent::Cut;
        }
        let answer = match mishap {
            Some(Mishap::DropRequest) => Bent::Cut,
            Some(Mishap::Status(429)) => Bent::Busy(1),
            Some(Mishap::Status(status)) => says(status, &json!({})),
            Some(Mishap::WrongJson) => says(200, &json!({ "ok": true })),
            Some(Mishap::Html) => Bent::Says(
                200,
                "text/html; charset=utf-8",
                b"<!doctype html><title>Log in</title>".into(),
            ),
            Some(Mishap::Duplicate) => {
                self.take(asked);
                self.take(asked)
            }
            Some(Mishap::DropAnswer) => {
                self.take(asked);
                Bent::Cut
            }
            Some(Mishap::Delay) => {
                Bent::Late(Duration::from_secs(2), Some(Box::new(self.take(asked))))
            }
            Some(Mishap::Half) => match self.take(asked) {
                Bent::Says(status, kind, mut body) => {
                    body.truncate(body.len() / 2);
                    Bent::Says(status, kind, body)
                }
                other => other,
            },
            Some(Mishap::Reorder) | None => self.take(asked),
        };
        for late in std::mem::take(&mut self.late) {
            self.take_in(&late);
        }
        answer
    }

    /// A request that has arrived.
    fn take(&mut self, asked: &Asked) -> Bent {
        if self.token > 0 {
            let request: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
            let learner = request["learner"]["id"].as_str().unwrap_or_default();
            if asked.bearer != Some(self.token(learner)) {
                return says(401, &json!({}));
            }
        }
        if self.guarded && asked.number != pages::NUMBER {
            return says(403, &json!({}));
        }
        if asked.body.len() > LARGEST {
            return says(413, &json!({}));
        }
        self.take_in(&asked.body)
    }

    fn take_in(&mut self, body: &[u8]) -> Bent {
        let request: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |part: &str| request[part]["id"].as_str().filter(|id| !id.is_empty());
        let (Some(1), Some(board), Some(learner), Some(events)) = (
            request["contract"].as_u64(),
            text("board"),
            text("learner"),
            request["events"].as_array(),
        ) else {
            return says(
                400,
                &json!({ "error": "this is no request of the contract" }),
            );
        };
        let (mut accepted, mut refused, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for event in events {
            let Some(id) = event["id"].as_str() else {
                return says(400, &json!({ "error": "an event has no id" }));
            };
            // Whoever has a learner's page may not speak for a teacher.
            if event["by"]["role"] == "learner" {
                accepted.push(json!(id));
                kept.push(event);
            } else {
                let message = "A learner's page sends the learner's own work only.";
                refused.push(json!({ "id": id, "code": "not_allowed", "message": message }));
            }
        }
        self.shelf.keep_all(board, learner, kept);
        self.shelf.told(board, learner, &request["summary"]);
        let after = request["after"]
            .as_str()
            .and_then(|cursor| cursor.parse().ok());
        let (events, cursor) = self.shelf.after(board, learner, after.unwrap_or(0), PAGE);
        let more = events.len() == PAGE;
        let mut answer = json!({ "contract": 1, "accepted": accepted, "refused": refused, "events": events,
            "cursor": cursor.to_string(), "more": more });
        self.shared.tell(&self.shelf, board, learner, &mut answer);
        says(200, &answer)
    }

    /// The teacher's form: learner, board, activity and what is said of it.
    fn teach(&mut self, form: &str) -> Bent {
        let value = |name: &str| pages::plain(field(form, name).unwrap_or_default());
        self.shelf.teach(
            &value("board"),
            &value("learner"),
            &value("activity"),
            &value("type"),
            &value("comment"),
        );
        pages::teach(&self.shelf)
    }
}

/// The value of a name in a query or a form, with its escapes.
fn field<'a>(pairs: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

fn says(status: u16, value: &Value) -> Bent {
    Bent::Says(status, "application/json", value.to_string().into_bytes())
}
