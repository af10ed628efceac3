//! A small honest LMS: three students and a teacher, a page with the widget, the contract's endpoint, events in SQLite; and it can be told to
//! misbehave. It is test equipment: `cargo xtask lms` serves it, browser tests run against it, and nothing of it ships. It knows the contract
//! from docs/contract.md alone and uses no code of the widget's.
//!
//! | address | what |
//! |---|---|
//! | `/` | who is who |
//! | `/learn?as=ada` | the widget in a page, in the form `form=` names |
//! | `/one.html` | the board in one HTML file that it was given |
//! | `/teach` | what came in, and the teacher's word on it |
//! | `/api/progress` | the contract's endpoint |
//! | `/api/token?as=ada` | a token for the host page to hand to the widget |
//! | `/api/misbehave` | `POST` a list of [`Mishap`] names: what becomes of the next requests |

mod class;
mod endpoint;
mod mishap;
mod pages;
mod shelf;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use serde_json::{Value, json};
use xtask::site::{Asked, Bent, Site};

pub use class::Shared;
pub use endpoint::Reply;
use endpoint::Terms;
pub use mishap::Mishap;
pub use pages::BOARD;
use shelf::Shelf;

/// Ids and names of the learners.
pub const LEARNERS: [(&str, &str); 3] = [("ada", "Ada"), ("ben", "Ben"), ("cem", "Cem")];

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
    terms: Terms,
    /// A board of a test's own.
    given: Option<String>,
    /// A board as one HTML file.
    file: Option<Vec<u8>>,
}

impl Lms {
    /// One that nobody serves: it is asked by [`Lms::post`]. `database` is a file, or `:memory:`.
    pub fn unserved(database: &str) -> Result<Lms> {
        Ok(Lms(Arc::new(Mutex::new(Office {
            shelf: Shelf::open(database)?,
            mishaps: VecDeque::new(),
            late: Vec::new(),
            token: 0,
            guarded: false,
            requests: 0,
            shared: Shared::default(),
            terms: Terms::default(),
            given: None,
            file: None,
        }))))
    }

    /// Serves the built page of `dist` and the LMS around it on 127.0.0.1, until the site is dropped.
    pub fn open(dist: &Path, port: u16, database: &str) -> Result<(Lms, Site)> {
        let lms = Lms::unserved(database)?;
        let desk = lms.0.clone();
        let site = Site::answering(dist, port, move |asked| locked(&desk).answer(asked))?;
        Ok((lms, site))
    }

    /// What a request comes to that a page of its own makes, without HTTP in between; nothing where the line breaks.
    pub fn post(&self, body: &[u8]) -> Option<Reply> {
        locked(&self.0).post(body)
    }

    /// The events of a learner on a board, in the order in which they came.
    pub fn events(&self, board: &str, learner: &str) -> Vec<Value> {
        let (events, _) = locked(&self.0).shelf.after(board, learner, 0, usize::MAX);
        events
    }

    /// Their ids alone.
    pub fn ids(&self, board: &str, learner: &str) -> Vec<String> {
        locked(&self.0).shelf.ids(board, learner)
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

    /// It has no use for events of these types from now on, and refuses them.
    pub fn refuse(&self, types: &[&str]) {
        locked(&self.0).terms.unwelcome = types.iter().map(|kind| (*kind).to_owned()).collect();
    }

    /// It takes so many events in one request from now on, at most; more are too much for it.
    pub fn take_at_most(&self, events: usize) {
        locked(&self.0).terms.most = events;
    }

    /// It gives so many events in one answer from now on, at most.
    pub fn give_at_most(&self, events: usize) {
        locked(&self.0).terms.page = events;
    }

    /// What it tells each learner of the others from now on.
    pub fn share(&self, shared: Shared) {
        locked(&self.0).shared = shared;
    }

    /// Serves this board as `given.json`.
    pub fn give(&self, board: &str) {
        locked(&self.0).given = Some(board.to_owned());
    }

    /// Shows this board in one HTML file, as `choiceboard pack --as html` makes it, where the form is `file`.
    pub fn give_file(&self, html: impl Into<Vec<u8>>) {
        locked(&self.0).file = Some(html.into());
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
                value("board").unwrap_or(pages::BOARD),
            )),
            ("GET", "/given.json") => {
                let given = self.given.clone()?.into_bytes();
                Some(Bent::Says(200, "application/json", given))
            }
            ("GET", "/one.html") => Some(pages::file(self.file.clone()?)),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a page, and the policy it is under.
    fn page(lms: &Lms, url: &str) -> Option<(&'static str, String)> {
        let asked = Asked {
            url: url.to_owned(),
            method: "GET".to_owned(),
            bearer: None,
            number: String::new(),
            body: Vec::new(),
        };
        match locked(&lms.0).answer(&asked) {
            Some(Bent::Hosts(policy, body)) => Some((policy, String::from_utf8(body).unwrap())),
            _ => None,
        }
    }

    #[test]
    fn every_student_has_a_way_to_every_form() {
        let lms = Lms::unserved(":memory:").unwrap();
        let (_, welcome) = page(&lms, "/").unwrap();
        for form in ["frame", "messages", "file", "element", "function", "div"] {
            for (learner, _) in LEARNERS {
                let way = format!("as={learner}&amp;form={form}&amp;board={BOARD}");
                assert!(welcome.contains(&way), "{way}");
            }
            let (_, learn) = page(&lms, &format!("/learn?as=ada&form={form}")).unwrap();
            // One form alone has a frame that may run scripts and nothing else.
            let alone = learn.contains("<iframe sandbox=\"allow-scripts\" ");
            assert_eq!(alone, form == "file", "{form}");
        }
    }

    #[test]
    fn the_file_that_it_was_given_stands_under_a_policy_of_its_own() {
        let lms = Lms::unserved(":memory:").unwrap();
        assert_eq!(page(&lms, "/one.html"), None);
        lms.give_file("<!doctype html>");
        let (policy, text) = page(&lms, "/one.html?learner=ada").unwrap();
        assert_eq!(text, "<!doctype html>");
        assert!(policy.contains("script-src 'unsafe-inline' 'wasm-unsafe-eval'"));
        assert!(!policy.contains("connect-src"));
    }
}
