//! `choiceboard conformance URL`: plays the contract against an LMS's endpoint and says which promises it keeps, with the
//! exchange that broke one. It writes events there, on a board of its own unless one is named.

mod crowd;
mod kit;
mod promises;
mod refusals;
mod spoken;

use std::env;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::{Outcome, complain, since_1970};
use crate::words::write_json;
use kit::{Broken, Kit};
use promises::PROMISES;
use spoken::short;

/// Say which promises of the contract an LMS's endpoint keeps.
#[derive(Args)]
pub(super) struct Conformance {
    /// The endpoint, as in https://lms.example.org/api/progress.
    url: String,
    /// Bearer token for it. Others on this machine can read a command: CHOICEBOARD_TOKEN in the environment does as well.
    #[arg(long)]
    token: Option<String>,
    /// One more header, as in "X-CSRF-Token: 42".
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
    /// Board to play on, by id; without it a new one.
    #[arg(long)]
    board: Option<String>,
    /// Learner to play, by id.
    #[arg(long, default_value = "conformance-1")]
    learner: String,
    /// Another learner, who must see nothing of the first.
    #[arg(long, default_value = "conformance-2")]
    other_learner: String,
    /// Print a list of objects in JSON.
    #[arg(long)]
    json: bool,
}

/// How often in a row an LMS may ask to be left alone for a while.
const PATIENCE: usize = 5;

/// The longest wait that is waited for.
const LONGEST: Duration = Duration::from_secs(60);

/// Bytes of one answer: a page of long texts has many.
const LARGEST: u64 = 200_000_000;

/// What came of a promise.
enum Verdict {
    Kept,
    Broken(Broken),
    /// The LMS had too much to do, for longer than the kit waits.
    Unasked(Broken),
}

/// What came back.
#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// A status and a body.
    Came(u16, String),
    /// 429.
    Busy(Wait),
    /// Nothing, and why.
    Nothing(String),
}

/// What a 429 says of waiting.
#[derive(Clone, Debug, Default)]
pub(super) struct Wait {
    /// Its `Retry-After`.
    pub after: String,
    /// Its `Date`: a wait until a moment is counted by the clock of whoever names the moment.
    pub date: String,
}

impl Conformance {
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let agent = agent();
        let (busy, left) = (Mutex::default(), AtomicUsize::new(0));
        let patiently = |agent: &ureq::Agent, body: &str, with_token: bool| {
            let reply = self.patiently(agent, body, with_token, &busy);
            if let Reply::Busy(_) = reply {
                left.fetch_add(1, Ordering::SeqCst);
            }
            reply
        };
        let send = |body: &str, with_token: bool| patiently(&agent, body, with_token);
        let elsewhere = |body: &str, with_token: bool| {
            // An agent of its own is a connection of its own.
            patiently(&self::agent(), body, with_token)
        };
        let at_once = |body: &str| self.send(&agent, body, true);
        // What no earlier run has used.
        let salt = since_1970().as_micros();
        let kit = Kit {
            send: &send,
            elsewhere: &elsewhere,
            at_once: &at_once,
            busy: &busy,
            board: self.board.clone().unwrap_or(format!("conformance-{salt}")),
            learner: self.learner.clone(),
            other: self.other_learner.clone(),
            token: self.token().is_some(),
            salt,
        };
        // One request as any other: who cannot even ask has nothing to say of promises.
        let first = write_json(&kit.request(&kit.here(), None, &[]));
        if let Some(why) = self.no_way_in(send(&first, true), &kit.board) {
            complain(&self.url, &why);
            return Ok(Outcome::CouldNot);
        }
        let mut list = Vec::new();
        let (mut kept, mut broken, mut unasked) = (0, 0, 0);
        for (name, says, promise) in PROMISES {
            let before = left.load(Ordering::SeqCst);
            let Some(result) = promise(&kit) else {
                continue;
            };
            let verdict = match result {
                Ok(()) => Verdict::Kept,
                // Nothing is known of a promise where the LMS would not be asked.
                Err(broken) if left.load(Ordering::SeqCst) > before => Verdict::Unasked(broken),
                Err(broken) => Verdict::Broken(broken),
            };
            match verdict {
                Verdict::Kept => kept += 1,
                Verdict::Unasked(_) => unasked += 1,
                Verdict::Broken(_) => broken += 1,
            }
            match self.json {
                true => list.push(as_json(name, says, &verdict)),
                false => print(out, name, says, &verdict)?,
            }
        }
        match (self.json, unasked) {
            (true, _) => writeln!(out, "{:#}", Value::Array(list))?,
            (false, 0) => writeln!(out, "{kept} promises kept, {broken} broken")?,
            (false, _) => writeln!(
                out,
                "{kept} promises kept, {broken} broken, {unasked} could not be asked"
            )?,
        }
        Ok(match (broken, unasked) {
            (0, 0) => Outcome::Well,
            (0, _) => Outcome::CouldNot,
            _ => Outcome::Wrong,
        })
    }

    fn token(&self) -> Option<String> {
        let said = self.token.clone();
        said.or_else(|| env::var("CHOICEBOARD_TOKEN").ok())
    }

    /// Why nothing can be asked here: nobody is there, or nobody lets us in.
    fn no_way_in(&self, reply: Reply, board: &str) -> Option<String> {
        match reply {
            Reply::Nothing(why) => Some(why),
            Reply::Came(status @ (401 | 403), _) => Some(match self.token() {
                None => format!(
                    "it answers {status}: it wants a token (--token), or something else in a header (--header)"
                ),
                Some(_) => format!(
                    "it answers {status}: it does not take this token (--token), or not for learner {} (--learner) on board {board} (--board)",
                    self.learner
                ),
            }),
            Reply::Came(status @ (404 | 405 | 501), _) => Some(format!(
                "it answers {status}: no endpoint is there that takes POST, or it does not know board {board} (--board) or learner {} (--learner)",
                self.learner
            )),
            _ => None,
        }
    }

    /// Waits as long as the LMS says that it is busy.
    fn patiently(
        &self,
        agent: &ureq::Agent,
        body: &str,
        with_token: bool,
        busy: &Mutex<Vec<Wait>>,
    ) -> Reply {
        let mut reply = self.send(agent, body, with_token);
        for _ in 0..PATIENCE {
            let Reply::Busy(after) = &reply else {
                return reply;
            };
            let mut said = busy.lock().unwrap_or_else(PoisonError::into_inner);
            said.push(after.clone());
            drop(said);
            match crowd::wait(after).filter(|wait| *wait <= LONGEST) {
                Some(wait) => thread::sleep(wait),
                None => return reply,
            }
            reply = self.send(agent, body, with_token);
        }
        reply
    }

    fn send(&self, agent: &ureq::Agent, body: &str, with_token: bool) -> Reply {
        let mut request = agent
            .post(&self.url)
            .header("Content-Type", "application/json");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(token) = self.token().filter(|_| with_token) {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        match request.send(body) {
            Ok(response) if response.status() == 429 => {
                let header = |name: &str| {
                    let value = response.headers().get(name);
                    let value = value.and_then(|value| value.to_str().ok());
                    value.unwrap_or_default().to_owned()
                };
                Reply::Busy(Wait {
                    after: header("Retry-After"),
                    date: header("Date"),
                })
            }
            Ok(mut response) => {
                let body = response.body_mut().with_config().limit(LARGEST);
                match body.read_to_string() {
                    Ok(text) => Reply::Came(response.status().as_u16(), text),
                    Err(error) => Reply::Nothing(error.to_string()),
                }
            }
            Err(error) => Reply::Nothing(error.to_string()),
        }
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(30)))
        .http_status_as_error(false)
        .max_redirects(0)
        .build();
    ureq::Agent::new_with_config(config)
}

fn as_json(name: &str, says: &str, verdict: &Verdict) -> Value {
    let (kept, shown) = match verdict {
        Verdict::Kept => (Some(true), None),
        Verdict::Broken(broken) => (Some(false), Some(broken)),
        Verdict::Unasked(broken) => (None, Some(broken)),
    };
    json!({
        "promise": name, "says": says, "kept": kept, "why": shown.map(|broken| &broken.why),
        "sent": shown.map(|broken| &broken.sent), "came": shown.map(|broken| &broken.came),
    })
}

fn print(out: &mut dyn Write, name: &str, says: &str, verdict: &Verdict) -> io::Result<()> {
    let Broken {
        why,
        sent,
        came,
        about,
    } = match verdict {
        Verdict::Kept => return writeln!(out, "kept    {name}: {says}"),
        Verdict::Unasked(Broken { why, came, .. }) => {
            writeln!(out, "?       {name}: {says}")?;
            return writeln!(
                out,
                "        could not be asked: {why}, {}",
                short(came, None)
            );
        }
        Verdict::Broken(broken) => broken,
    };
    writeln!(out, "BROKEN  {name}: {says}\n        {why}")?;
    let about = about.as_deref();
    writeln!(out, "        sent {}", short(&write_json(sent), about))?;
    writeln!(out, "        came {}", short(came, about))
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("a name and a value, as in \"X-CSRF-Token: 42\"")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
