//! The language the page speaks: its catalogue and its numbers and dates.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{App, fetched};
use crate::session::Message;
use crate::web::intl::Browser;
use crate::web::world;
use crate::words::{Catalogue, Intl, Plain, Tongue};

/// Languages with a catalogue of their own.
const TRANSLATED: [&str; 3] = ["ar", "de", "es"];

impl App {
    /// Fetches what the language needs; what cannot be had is said in English.
    pub(super) fn speak(&self, language: String, whole: bool) -> Option<Message> {
        let primary = language
            .split('-')
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        let foreign = TRANSLATED.contains(&primary.as_str());
        if !foreign && !whole {
            let tag = if primary == "en" { &language } else { "en" };
            *self.0.tongue.borrow_mut() = Tongue::english(intl(tag));
            return Some(Message::Spoken);
        }
        let app = self.clone();
        spawn_local(async move {
            let mut messages = Catalogue::default();
            if foreign {
                messages = messages.or(app.catalogue(&primary).await);
            }
            if whole {
                messages = messages.or(app.catalogue("en").await);
            }
            let tag = if foreign { &language } else { "en" };
            let tongue = app.tongue().switched(tag, messages, intl(tag));
            *app.0.tongue.borrow_mut() = tongue;
            app.dispatch(Message::Spoken);
        });
        None
    }

    async fn catalogue(&self, language: &str) -> Catalogue {
        let url = [&self.0.locales, language, ".json"].concat();
        let text = fetched(&url).await.unwrap_or_default();
        let text = std::str::from_utf8(&text).unwrap_or_default();
        Catalogue::read(text).unwrap_or_default()
    }
}

pub(super) fn intl(language: &str) -> Rc<dyn Intl> {
    match Browser::new(language) {
        Some(browser) => Rc::new(browser),
        None => Rc::new(Plain {
            offset: world::clock().offset,
        }),
    }
}
