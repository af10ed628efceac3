//! Both messages from their text. An answer may come from a login page or a proxy; what is not the contract's is told from what
//! is and has a fault in it, and nothing of a message with a fault is used, so that it can be asked for again.

use serde_json::{Map, Value};

use super::{BoardName, CONTRACT, Class, EventFault, LearnerName, Refused, Request, Response};
use crate::exchange::summary::Summary;
use crate::progress::{Event, read_event};

/// Why a message is no message of the contract's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No JSON: a login page, a proxy's word.
    NotJson,
    /// No field `contract` with a number in it.
    NotContract,
    /// A version of the contract that is not spoken here.
    Version(u64),
    /// A field that is missing or holds what it cannot: its path, as in `refused[2].id`.
    Field(String),
}

impl Request {
    /// A request from its text, as a server would read it. An event with a fault is left out, and told of; the others count.
    pub fn read(text: &str) -> Result<(Self, Vec<EventFault>), Unreadable> {
        let mut all = opened(text)?;
        let mut board = part(&mut all, "", "board")?;
        let mut learner = part(&mut all, "", "learner")?;
        let (events, faults) = events(&mut all)?;
        let request = Request {
            board: BoardName {
                id: needed(text_of(&mut board, "board.", "id")?, "board.id")?,
            },
            learner: LearnerName {
                id: needed(text_of(&mut learner, "learner.", "id")?, "learner.id")?,
                name: text_of(&mut learner, "learner.", "name")?,
            },
            after: text_of(&mut all, "", "after")?,
            events,
            summary: Summary::read(part(&mut all, "", "summary")?)?,
        };
        Ok((request, faults))
    }
}

impl Response {
    /// An answer from its text.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let mut all = opened(text)?;
        let mut accepted = Vec::new();
        for (at, id) in list(&mut all, "accepted")?.into_iter().enumerate() {
            match id {
                Value::String(id) => accepted.push(id),
                _ => return Err(Unreadable::Field(place("accepted", at, ""))),
            }
        }
        let mut refused = Vec::new();
        for (at, item) in list(&mut all, "refused")?.into_iter().enumerate() {
            refused.push(Refused::read(item, at)?);
        }
        let (events, faults) = events(&mut all)?;
        Ok(Response {
            accepted,
            refused,
            events,
            faults,
            cursor: text_of(&mut all, "", "cursor")?,
            more: match take(&mut all, "more") {
                None => false,
                Some(Value::Bool(more)) => more,
                Some(_) => return Err(Unreadable::Field(String::from("more"))),
            },
            class: Class::read(all.get("class"), all.get("peers")),
        })
    }
}

impl Refused {
    /// From its place in a list.
    pub(crate) fn read(item: Value, at: usize) -> Result<Self, Unreadable> {
        let Value::Object(mut item) = item else {
            return Err(Unreadable::Field(place("refused", at, "")));
        };
        let path = place("refused", at, ".");
        Ok(Refused {
            id: needed(text_of(&mut item, &path, "id")?, &[&path, "id"].concat())?,
            code: text_of(&mut item, &path, "code")?.unwrap_or_default(),
            message: text_of(&mut item, &path, "message")?.unwrap_or_default(),
        })
    }
}

/// A message of a version that is spoken here.
fn opened(text: &str) -> Result<Map<String, Value>, Unreadable> {
    let value = serde_json::from_str(text).map_err(|_| Unreadable::NotJson)?;
    let Value::Object(all) = value else {
        return Err(Unreadable::NotContract);
    };
    match all.get("contract").and_then(Value::as_u64) {
        Some(CONTRACT) => Ok(all),
        Some(other) => Err(Unreadable::Version(other)),
        None => Err(Unreadable::NotContract),
    }
}

fn events(all: &mut Map<String, Value>) -> Result<(Vec<Event>, Vec<EventFault>), Unreadable> {
    let mut events = Vec::new();
    let mut faults = Vec::new();
    for (index, event) in list(all, "events")?.into_iter().enumerate() {
        match read_event(event) {
            Ok(event) => events.push(event),
            Err((field, says)) => faults.push(EventFault { index, field, says }),
        }
    }
    Ok((events, faults))
}

/// `null` says as little as a field that is not there.
pub(in crate::exchange) fn take(all: &mut Map<String, Value>, name: &str) -> Option<Value> {
    all.shift_remove(name).filter(|value| !value.is_null())
}

pub(in crate::exchange) fn list(
    all: &mut Map<String, Value>,
    name: &str,
) -> Result<Vec<Value>, Unreadable> {
    match take(all, name) {
        None => Ok(Vec::new()),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(Unreadable::Field(String::from(name))),
    }
}

fn part(
    all: &mut Map<String, Value>,
    path: &str,
    name: &str,
) -> Result<Map<String, Value>, Unreadable> {
    match take(all, name) {
        Some(Value::Object(part)) => Ok(part),
        _ => Err(Unreadable::Field([path, name].concat())),
    }
}

pub(in crate::exchange) fn text_of(
    all: &mut Map<String, Value>,
    path: &str,
    name: &str,
) -> Result<Option<String>, Unreadable> {
    match take(all, name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Unreadable::Field([path, name].concat())),
    }
}

fn needed(text: Option<String>, path: &str) -> Result<String, Unreadable> {
    text.filter(|text| !text.is_empty())
        .ok_or_else(|| Unreadable::Field(String::from(path)))
}

fn place(name: &str, at: usize, then: &str) -> String {
    [name, "[", &at.to_string(), "]", then].concat()
}
