//! The messages of one language, key to message. `locales/<language>.json` holds them as one flat JSON object; those that travel
//! with the program are laid out at build time, sorted, a message a line (`build.rs`), so that nothing has to be read first.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// Messages by key.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(Vec<(Words, Words)>);

type Words = Cow<'static, str>;

/// Why a file of messages cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON.
    NotJson,
    /// JSON, but not one object of texts.
    NotMessages,
}

impl Catalogue {
    /// The English messages this build carries, but for those that are [`late`]: natively the whole file.
    pub fn english() -> Self {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/en.txt")).lines();
        let messages = lines.filter_map(|line| line.split_once('\t'));
        Catalogue(
            messages
                .map(|(key, message)| (Cow::Borrowed(key), Cow::Borrowed(message)))
                .collect(),
        )
    }

    /// Reads a file of messages.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let Ok(file) = serde_json::from_str(text) else {
            return Err(Unreadable::NotJson);
        };
        let Value::Object(file) = file else {
            return Err(Unreadable::NotMessages);
        };
        let mut messages = Vec::with_capacity(file.len());
        for (key, message) in file {
            let Value::String(message) = message else {
                return Err(Unreadable::NotMessages);
            };
            messages.push((Cow::Owned(key), Cow::Owned(message)));
        }
        messages.sort();
        Ok(Catalogue(messages))
    }

    /// What these messages lack, the others say.
    pub fn or(mut self, others: Catalogue) -> Self {
        for (key, message) in others.0 {
            if let Err(place) = self.find(&key) {
                self.0.insert(place, (key, message));
            }
        }
        self
    }

    /// The message, where the language has it.
    pub fn get(&self, key: &str) -> Option<&str> {
        let place = self.find(key).ok()?;
        self.0.get(place).map(|(_, message)| message.as_ref())
    }

    /// Every key, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_ref())
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(known, _)| known.as_ref().cmp(key))
    }
}

/// An English message that no first screen says. Their text lies apart, so that the page can fetch it with the rest of the program.
pub(super) fn late(key: &str) -> Option<&'static str> {
    let lines = include_str!(concat!(env!("OUT_DIR"), "/en-late.txt")).lines();
    let mut messages = lines.filter_map(|line| line.split_once('\t'));
    messages
        .find(|(known, _)| *known == key)
        .map(|(_, message)| message)
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
        let both = read(r#"{"b":"dos"}"#).or(read(r#"{"c":"three","b":"two","a":"one"}"#));
        let says = ["a", "b", "c", "d"].map(|key| both.get(key));
        assert_eq!(says, [Some("one"), Some("dos"), Some("three"), None]);
    }

    #[test]
    fn the_english_that_travels_is_the_file() {
        let file = Catalogue::read(include_str!("../../locales/en.json")).unwrap();
        let travels = Catalogue::english();
        assert!(file.keys().eq(travels.keys()));
        assert!(file.keys().all(|key| file.get(key) == travels.get(key)));
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
