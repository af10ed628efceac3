//! The messages of one language, as `locales/<language>.json` holds them: one flat JSON object, key to message.

use std::fmt;

use serde_json::{Map, Value};

/// Messages by key.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(Map<String, Value>);

/// Why a file of messages cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON.
    NotJson,
    /// JSON, but not one object of texts.
    NotMessages,
}

impl Catalogue {
    /// The English messages this build carries: the whole file natively, in the browser those of the student's page.
    pub fn english() -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let text = include_str!("../../locales/en.json");
        #[cfg(target_arch = "wasm32")]
        let text = include_str!(concat!(env!("OUT_DIR"), "/en.json"));
        Catalogue::read(text).unwrap_or_default()
    }

    /// Reads a file of messages.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        match serde_json::from_str(text) {
            Ok(Value::Object(messages)) if messages.values().all(Value::is_string) => {
                Ok(Catalogue(messages))
            }
            Ok(_) => Err(Unreadable::NotMessages),
            Err(_) => Err(Unreadable::NotJson),
        }
    }

    /// What these messages lack, the others say.
    pub fn or(mut self, others: Catalogue) -> Self {
        for (key, message) in others.0 {
            self.0.entry(key).or_insert(message);
        }
        self
    }

    /// The message, where the language has it.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    /// Every key, in the file's order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unreadable::NotJson => "the messages are not JSON",
            Unreadable::NotMessages => "the messages are not one object of texts",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_lacks_the_other_says() {
        let read = |text| Catalogue::read(text).unwrap();
        let both = read(r#"{"a":"uno"}"#).or(read(r#"{"a":"one","b":"two"}"#));
        assert_eq!((both.get("a"), both.get("b")), (Some("uno"), Some("two")));
    }

    #[test]
    fn files_of_messages_hold_nothing_but_texts() {
        assert_eq!(Catalogue::read("{").unwrap_err(), Unreadable::NotJson);
        assert_eq!(
            Catalogue::read(r#"{"a":1}"#).unwrap_err(),
            Unreadable::NotMessages
        );
    }
}
