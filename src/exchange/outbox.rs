//! What an LMS has not confirmed yet, and when to try again. It sends nothing itself: it says what to do next, and is told what
//! became of it.
//!
//! An event leaves only when the LMS says that it has stored it, or that it never will. Everything else is tried again: sending
//! twice is harmless, losing is not. Moments are milliseconds since 1970 UTC.

use std::collections::VecDeque;

use super::contract::{BATCH, Refused, Response, Unreadable};

/// From one failure to the next try, at first.
const FIRST: i64 = 2_000;

/// The same, in the end.
const LONGEST: i64 = 300_000;

/// What is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing, before something happens.
    Rest,
    /// Nothing before this moment.
    Wait(i64),
    /// The host is to give a fresh token; [`Outbox::admitted`] says that it has.
    AskToken,
    /// A request with the events of these ids, in this order. With none it is sent to hear what is new.
    Send(Vec<String>),
}

/// Why a request came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer: no network, no such host, a time that ran out.
    NoAnswer,
    /// Another status than 200, and the milliseconds of its `Retry-After`.
    Status(u16, Option<u32>),
    /// A status of 200 with something else than an answer.
    Unreadable(Unreadable),
    /// An answer that settles nothing of what was sent.
    Ignored,
}

/// Events on their way to one LMS, and its answers' cursor.
#[derive(Clone, Debug)]
pub struct Outbox {
    cursor: Option<String>,
    /// Not confirmed, oldest first.
    queue: VecDeque<String>,
    /// Larger than the LMS takes even alone; tried again at the next start.
    too_large: Vec<String>,
    refused: Vec<Refused>,
    /// How many at once the LMS takes, as far as is known.
    limit: usize,
    /// What was sent and has no answer.
    under_way: Option<Vec<String>>,
    /// The LMS is to be heard, even where there is nothing to send.
    listens: bool,
    /// Failures since the last success.
    tries: u32,
    not_before: Option<i64>,
    /// The LMS itself has said until when it wants to be left alone.
    asked_for: bool,
    /// Events that it did not take even alone, since it has taken one.
    alone: u32,
    door: Door,
    trouble: Option<Failure>,
}

/// Whether the LMS lets us in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Open,
    /// It did not, and the host does not know yet.
    Shut,
    /// The host has been asked for a token.
    Asked,
}

impl Outbox {
    /// As it was left: the last answer's cursor, ids of events that were not confirmed, and what was refused. The LMS is heard first.
    pub fn new(
        cursor: Option<String>,
        unconfirmed: impl IntoIterator<Item = String>,
        refused: Vec<Refused>,
    ) -> Self {
        Outbox {
            cursor,
            queue: unconfirmed.into_iter().collect(),
            too_large: Vec::new(),
            refused,
            limit: BATCH,
            under_way: None,
            listens: true,
            tries: 0,
            not_before: None,
            asked_for: false,
            alone: 0,
            door: Door::Open,
            trouble: None,
        }
    }

    /// An event has been stored on this device.
    pub fn add(&mut self, id: String) {
        self.queue.push_back(id);
    }

    /// It is time to hear what is new, even with nothing to send.
    pub fn listen(&mut self) {
        self.listens = true;
    }

    /// The network is back, or the page is seen again: what waits after a failure is tried at once, unless the LMS has said when.
    pub fn hurry(&mut self) {
        if !self.asked_for {
            self.not_before = None;
        }
    }

    /// A person does not want to wait, whoever has said so.
    pub fn insist(&mut self) {
        self.not_before = None;
    }

    /// Somebody wants it tried again: also what the LMS did not take even alone.
    pub fn retry(&mut self) {
        self.insist();
        self.queue.extend(std::mem::take(&mut self.too_large));
    }

    /// The host has given a fresh token, or has none to give: then the LMS is asked with what there is.
    pub fn admitted(&mut self) {
        self.door = Door::Open;
    }

    /// What to do now. A request is under way from then on, until [`Outbox::answered`] or [`Outbox::failed`].
    pub fn step(&mut self, now: i64) -> Step {
        if self.under_way.is_some() || (self.queue.is_empty() && !self.listens) {
            return Step::Rest;
        }
        if let Some(at) = self.not_before.filter(|at| now < *at) {
            return Step::Wait(at);
        }
        match self.door {
            Door::Open => {}
            Door::Shut => {
                self.door = Door::Asked;
                return Step::AskToken;
            }
            Door::Asked => return Step::Rest,
        }
        let ids: Vec<String> = self.queue.iter().take(self.limit).cloned().collect();
        self.listens = false;
        self.under_way = Some(ids.clone());
        Step::Send(ids)
    }

    /// The next answer names everything that it refuses, what it has refused before as well.
    pub fn forget_refused(&mut self) {
        self.refused.clear();
    }

    /// An answer came. The ids that it confirms are returned; what it refuses is in [`Outbox::refused`].
    pub fn answered(&mut self, response: &Response, now: i64, chance: f64) -> Vec<String> {
        let sent = self.under_way.take().unwrap_or_default();
        let mut accepted: Vec<&String> = response.accepted.iter().collect();
        accepted.sort_unstable();
        let mut refused: Vec<&Refused> = response.refused.iter().collect();
        refused.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let mut confirmed = Vec::new();
        let mut never = Vec::new();
        self.queue.retain(|id| {
            if accepted.binary_search(&id).is_ok() {
                confirmed.push(id.clone());
                return false;
            }
            match refused.binary_search_by(|refused| refused.id.cmp(id)) {
                Ok(at) => {
                    never.extend(refused.get(at).map(|refused| (*refused).clone()));
                    false
                }
                Err(_) => true,
            }
        });
        let settled = confirmed.len() + never.len();
        if settled > 0 && std::mem::take(&mut self.alone) > 1 {
            self.limit = BATCH;
        }
        self.refused.extend(never);
        // What was confirmed once and is refused now is not there any more.
        for late in &response.refused {
            if self.refused.iter().all(|known| known.id != late.id) {
                self.refused.push(late.clone());
            }
        }
        let moved = response.cursor.is_some() && response.cursor != self.cursor;
        if moved {
            self.cursor.clone_from(&response.cursor);
        }
        // An LMS that has more to say and does not move on would be asked for ever.
        self.listens |= response.more && moved;
        // Whoever tells first what there is already may say later what becomes of what was sent.
        let tells_first = moved && response.more && !response.events.is_empty();
        if sent.is_empty() || settled > 0 || tells_first {
            self.tries = 0;
            self.not_before = None;
            self.trouble = None;
            // Nobody counts on a page of nothing: whoever has more of that is not asked as fast as the line can carry.
            if moved && response.more && response.events.is_empty() {
                self.not_before = Some(now.saturating_add(FIRST));
                self.asked_for = false;
            }
        } else {
            self.trouble = Some(Failure::Ignored);
            self.put_off(None, now, chance);
        }
        confirmed
    }

    /// It came to nothing. `chance`, from 0 to 1, keeps a class from coming back in the same moment.
    pub fn failed(&mut self, failure: Failure, now: i64, chance: f64) {
        let sent = self.under_way.take().unwrap_or_default();
        self.listens = true;
        match &failure {
            // It does answer.
            Failure::Status(413, _) if sent.len() > 1 => {
                self.limit = sent.len() / 2;
                self.trouble = None;
                return;
            }
            Failure::Status(413, _) if sent.len() == 1 => {
                self.queue.retain(|id| !sent.contains(id));
                self.too_large.extend(sent);
                self.trouble = None;
                self.alone += 1;
                self.limit = BATCH;
                // Not one alone is too much, it seems, but whatever comes: to halve each batch anew would be ten requests an event.
                if self.alone > 1 {
                    self.limit = 1;
                    self.put_off(None, now, chance);
                }
                return;
            }
            Failure::Status(401 | 403, _) => {
                self.door = Door::Shut;
                match self.tries {
                    // The token may simply be too old.
                    0 => self.tries = 1,
                    _ => self.put_off(None, now, chance),
                }
            }
            Failure::Status(_, after) => self.put_off(*after, now, chance),
            _ => self.put_off(None, now, chance),
        }
        self.trouble = Some(failure);
    }

    /// Twice as long after each failure, or as long as the LMS asks.
    fn put_off(&mut self, after: Option<u32>, now: i64, chance: f64) {
        let doubled = FIRST.saturating_mul(1 << self.tries.min(20)).min(LONGEST);
        self.tries += 1;
        let by_chance = (doubled as f64 * chance / 2.0) as i64;
        let wait = after.map_or(doubled / 2, i64::from) + by_chance;
        self.not_before = Some(now.saturating_add(wait));
        self.asked_for = after.is_some();
    }

    /// What the next request carries as `after`.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Ids of the events that are not confirmed, those too large for the LMS last.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &String> {
        self.queue.iter().chain(&self.too_large)
    }

    /// Everything that is not confirmed has been sent, and the answer is awaited.
    pub fn is_on_its_way(&self) -> bool {
        let sent = self.under_way.as_ref().map_or(0, Vec::len);
        sent > 0 && sent == self.queue.len() && self.too_large.is_empty()
    }

    /// Ids of the events that the LMS does not take even alone.
    pub fn too_large(&self) -> &[String] {
        &self.too_large
    }

    /// What the LMS will never store, and why.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Why the last request came to nothing; none since one did not.
    pub fn trouble(&self) -> Option<&Failure> {
        self.trouble.as_ref()
    }
}
