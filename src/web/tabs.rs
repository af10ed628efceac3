//! Several tabs: what one stored, the others hear. No two tabs write the same key, so there is nothing to lock.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent, StorageEvent, window};

/// What another tab did.
pub enum Heard {
    /// It stored this text under this key.
    Stored(String, String),
    /// It cleared `localStorage`.
    Cleared,
}

/// This tab among the others of one space.
#[derive(Default)]
pub struct Tabs {
    channel: Option<BroadcastChannel>,
}

impl Tabs {
    /// Joins the others of the space.
    pub fn join(prefix: &str, heard: Rc<dyn Fn(Heard)>) -> Self {
        listen_to_storage(prefix, heard.clone());
        let channel = BroadcastChannel::new(prefix).ok();
        if let Some(channel) = &channel {
            let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let pair = Array::from(&event.data());
                if let (Some(key), Some(text)) = (pair.get(0).as_string(), pair.get(1).as_string())
                {
                    heard(Heard::Stored(key, text));
                }
            });
            channel.set_onmessage(Some(told.as_ref().unchecked_ref()));
            // As long as the page.
            told.forget();
        }
        Tabs { channel }
    }

    /// Tells the others.
    pub fn tell(&self, key: &str, text: &str) {
        if let Some(channel) = &self.channel {
            let pair = Array::of2(&key.into(), &text.into());
            // Those who do not hear it read it at their next start.
            let _ = channel.post_message(&pair);
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

fn listen_to_storage(prefix: &str, heard: Rc<dyn Fn(Heard)>) {
    let prefix = String::from(prefix);
    let changed = Closure::<dyn FnMut(StorageEvent)>::new(move |event: StorageEvent| {
        match (event.key(), event.new_value()) {
            (None, _) => heard(Heard::Cleared),
            (Some(key), Some(text)) if key.starts_with(&prefix) => heard(Heard::Stored(key, text)),
            _ => {}
        }
    });
    if let Some(window) = window() {
        // Not heard, it is read at the next start.
        let _ =
            window.add_event_listener_with_callback("storage", changed.as_ref().unchecked_ref());
    }
    // As long as the page.
    changed.forget();
}
