//! Both messages as JSON.

use serde_json::{Map, Value};

use super::{BoardName, CONTRACT, LearnerName, Refused, Request, Response};
use crate::progress::{Event, write_event};

impl Request {
    /// As it is sent.
    pub fn write(&self) -> Value {
        let mut all = opened();
        let BoardName { id } = &self.board;
        all.insert("board".into(), texts(&[("id", id)]));
        let LearnerName { id, name } = &self.learner;
        let name = name.clone().unwrap_or_default();
        all.insert("learner".into(), texts(&[("id", id), ("name", &name)]));
        all.insert("after".into(), self.after.clone().into());
        all.insert("events".into(), events(&self.events));
        all.insert("summary".into(), self.summary.write());
        Value::Object(all)
    }
}

impl Response {
    /// As it is answered.
    pub fn write(&self) -> Value {
        let mut all = opened();
        all.insert("accepted".into(), self.accepted.clone().into());
        let refused = self.refused.iter().map(Refused::write);
        all.insert("refused".into(), refused.collect());
        all.insert("events".into(), events(&self.events));
        all.insert("cursor".into(), self.cursor.clone().into());
        all.insert("more".into(), self.more.into());
        if let Some(class) = &self.class {
            let (class, peers) = class.write();
            all.extend(class.map(|class| (String::from("class"), class)));
            all.extend(peers.map(|peers| (String::from("peers"), peers)));
        }
        Value::Object(all)
    }
}

impl Refused {
    /// As it is answered, and as a device remembers it.
    pub(crate) fn write(&self) -> Value {
        let Refused { id, code, message } = self;
        let all = [("id", id), ("code", code), ("message", message)];
        let pairs = all.map(|(name, text)| (name.to_owned(), Value::from(text.as_str())));
        Value::Object(pairs.into_iter().collect())
    }
}

fn opened() -> Map<String, Value> {
    let mut all = Map::new();
    all.insert("contract".into(), CONTRACT.into());
    all
}

fn events(events: &[Event]) -> Value {
    events.iter().map(write_event).map(Value::Object).collect()
}

/// The texts that are not empty, by name.
fn texts(fields: &[(&str, &String)]) -> Value {
    let said = fields.iter().filter(|(_, text)| !text.is_empty());
    let pairs = said.map(|(name, text)| ((*name).to_owned(), Value::from(text.as_str())));
    Value::Object(pairs.collect())
}
