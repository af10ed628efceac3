//! What the device remembers of one LMS: how far it was heard, which chunks it has confirmed, and what it refused.
//!
//! A chunk is confirmed as it stands, by a digest of its text. One that has grown since is sent again as a whole: sending twice is
//! harmless, and nothing has to be written twice for each act. A record that is lost or cannot be read costs no more.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::class::Heard;
use crate::board::Digest;
use crate::exchange::{Outbox, Refused};
use crate::words::write_json;

/// The record of one LMS.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Record {
    /// The cursor of its last answer.
    pub cursor: Option<String>,
    /// What it will never store, and why.
    pub refused: Vec<Refused>,
    /// Keys of chunks and the digests of their texts.
    pub chunks: BTreeMap<String, String>,
    /// What it told last of the others.
    pub class: Option<Heard>,
}

impl Record {
    /// From its text; from anything else nothing.
    pub fn read(text: &str) -> Record {
        let Ok(Value::Object(mut all)) = serde_json::from_str(text) else {
            return Record::default();
        };
        let refused = match all.remove("refused") {
            Some(Value::Array(refused)) => refused,
            _ => Vec::new(),
        };
        let chunks = all.get("chunks").and_then(Value::as_object);
        Record {
            cursor: text_of(all.get("cursor")),
            refused: refused
                .into_iter()
                .enumerate()
                .filter_map(|(at, item)| Refused::read(item, at).ok())
                .collect(),
            class: all.get("class").and_then(Heard::read),
            chunks: chunks
                .into_iter()
                .flatten()
                .filter_map(|(key, digest)| Some((key.clone(), text_of(Some(digest))?)))
                .collect(),
        }
    }

    /// As it is kept.
    pub fn write(&self) -> String {
        let mut all = Map::new();
        all.insert("cursor".into(), self.cursor.clone().into());
        let refused = self.refused.iter().map(Refused::write);
        all.insert("refused".into(), refused.collect());
        let chunks = self.chunks.iter();
        let chunks = chunks.map(|(key, digest)| (key.clone(), digest.clone().into()));
        all.insert("chunks".into(), Value::Object(chunks.collect()));
        if let Some(class) = &self.class {
            all.insert("class".into(), class.write());
        }
        write_json(&Value::Object(all))
    }

    /// An outbox that goes on from here.
    pub fn outbox(&self, unconfirmed: Vec<String>) -> Outbox {
        Outbox::new(self.cursor.clone(), unconfirmed, self.refused.clone())
    }

    /// The chunk is confirmed just as it stands.
    pub fn confirms(&self, key: &str, digest: &str) -> bool {
        self.chunks.get(key).is_some_and(|known| known == digest)
    }
}

/// Tells one text of a chunk from another.
pub(super) fn digest(text: &str) -> String {
    let mut digest = Digest::default();
    digest.bytes(text.as_bytes());
    digest.hex()
}

fn text_of(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::exchange::{Class, Peer};
    use crate::rules::Points;

    #[test]
    fn a_record_comes_back_as_it_was() {
        let record = Record {
            cursor: Some("c-4".into()),
            refused: vec![Refused {
                id: "e".into(),
                code: "closed".into(),
                message: "The board is \"closed\".".into(),
            }],
            chunks: [("b/log/t.0".into(), digest("text"))].into(),
            class: Some(Heard {
                at: 1_764_000_000_000,
                class: Arc::new(Class {
                    points: Some(Points::whole(1_240)),
                    peers: vec![Peer {
                        points: Points(2_500),
                        nickname: Some("Otter".into()),
                        you: true,
                        ..Peer::default()
                    }],
                    ..Class::default()
                }),
            }),
        };
        assert_eq!(Record::read(&record.write()), record);
        assert!(record.confirms("b/log/t.0", &digest("text")));
        assert!(!record.confirms("b/log/t.0", &digest("text and more")));
    }

    #[test]
    fn what_is_no_record_is_an_empty_one() {
        for text in [
            "",
            "null",
            "[]",
            "{\"chunks\":3,\"refused\":{},\"class\":[]}",
            "<html>",
        ] {
            assert_eq!(Record::read(text), Record::default(), "{text}");
        }
    }
}
