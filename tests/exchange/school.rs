//! The LMS of `tests/lms` as the devices of one learner meet it on one board, and the line to it, on which everything may go wrong.

use choiceboard::exchange::Failure;
use choiceboard::progress::{Event, read_events, write_event};
use lms::{Lms, Mishap};
use serde_json::Value;

use crate::chance::Chance;

/// Types of events that it does not want.
const UNWELCOME: [&str; 2] = ["check_in", "rate"];

/// Events in one answer.
const PAGE: usize = 2;

pub struct School {
    pub lms: Lms,
    board: &'static str,
    learner: &'static str,
}

impl School {
    pub fn of(board: &'static str, learner: &'static str) -> Self {
        let lms = Lms::unserved(":memory:").unwrap();
        lms.refuse(&UNWELCOME);
        School {
            lms,
            board,
            learner,
        }
    }

    /// What it keeps, word for word, in the order in which it came.
    pub fn kept(&self) -> Vec<Value> {
        self.lms.events(self.board, self.learner)
    }

    /// What it keeps, as the widget reads it.
    pub fn events(&self) -> Vec<Event> {
        let read = read_events(&Value::from(self.kept()).to_string());
        assert_eq!(read.faults, Vec::new());
        read.events
    }

    /// The ids of what it keeps.
    pub fn ids(&self) -> Vec<String> {
        self.lms.ids(self.board, self.learner)
    }

    /// The teacher writes straight into it.
    pub fn add(&self, event: &Event) {
        let event = Value::from(write_event(event));
        self.lms.teacher(self.board, self.learner, event);
    }

    /// What comes back for a request that meets with this: a text, or why there is none.
    pub fn meet(&self, text: &str, mishap: Option<Mishap>) -> Result<String, Failure> {
        self.lms.give_at_most(PAGE);
        self.lms.misbehave(mishap);
        let reply = self.lms.post(text.as_bytes()).ok_or(Failure::NoAnswer)?;
        match reply.status {
            // As a browser reads it.
            200 => Ok(String::from_utf8_lossy(&reply.body).into_owned()),
            status => {
                let wait = reply.retry_after.map(|seconds| seconds * 1000);
                Err(Failure::Status(status, wait))
            }
        }
    }
}

pub fn is_unwelcome(kind: &str) -> bool {
    UNWELCOME.contains(&kind)
}

/// What becomes of a request; on a line that is calm all goes well.
pub fn draw(chance: &mut Chance, calm: bool) -> Option<Mishap> {
    if calm {
        return None;
    }
    Some(match chance.below(22) {
        0 | 1 => Mishap::DropRequest,
        2 | 3 => Mishap::DropAnswer,
        4 => Mishap::Duplicate,
        5 | 6 => Mishap::Reorder,
        7 => Mishap::Status(500),
        8 => Mishap::Status(429),
        9 => Mishap::Status(401),
        10 => Mishap::Html,
        11 => Mishap::Half,
        12 => Mishap::WrongJson,
        13 | 14 => Mishap::Delay,
        _ => return None,
    })
}
