//! Several tabs: what one stored, the others hear; and no chunk of a living tab is touched.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent, StorageEvent, window};

#[wasm_bindgen]
extern "C" {
    /// `LockManager`; web-sys still counts it as unstable.
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(
        this: &Locks,
        name: &str,
        options: &Object,
        held: &Function,
    ) -> Result<Promise, JsValue>;
}

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
    /// Lets go of the locks of closed tabs.
    release: Rc<RefCell<Option<Function>>>,
}

impl Tabs {
    /// Joins the others of the space, and says that this tab lives.
    pub fn join(prefix: &str, tab: &str, heard: Rc<dyn Fn(Heard)>) -> Self {
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
        if let Some(locks) = locks() {
            let forever = Closure::once_into_js(|_: JsValue| {
                Promise::new(&mut |_, _| {
                    // Never settled: the browser lets go of the lock when the tab closes.
                })
            });
            // Without the lock other tabs may tidy our chunks up; a union loses nothing by that.
            let _ = locks.request(&lock(prefix, tab), &Object::new(), forever.unchecked_ref());
        }
        Tabs {
            channel,
            release: Rc::default(),
        }
    }

    /// Tells the others.
    pub fn tell(&self, key: &str, text: &str) {
        if let Some(channel) = &self.channel {
            let pair = Array::of2(&key.into(), &text.into());
            // Those who do not hear it read it at their next start.
            let _ = channel.post_message(&pair);
        }
    }

    /// Holds the locks of those of these tabs that are closed, then answers with their names. Without locks it never answers.
    pub fn gather(
        &self,
        prefix: &str,
        tabs: Vec<String>,
        answer: impl FnOnce(Vec<String>) + 'static,
    ) {
        let Some(locks) = locks() else { return };
        let mut let_go = None;
        let until = Promise::new(&mut |resolve, _| let_go = Some(resolve));
        *self.release.borrow_mut() = let_go;
        let options = Object::new();
        if Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).is_err() {
            return;
        }
        let asked = tabs.len();
        let closed = Rc::new(RefCell::new((0, Vec::new(), Some(answer))));
        for tab in tabs {
            let name = lock(prefix, &tab);
            let until = until.clone();
            let closed = closed.clone();
            let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
                let free = !lock.is_null();
                let mut closed = closed.borrow_mut();
                closed.0 += 1;
                if free {
                    closed.1.push(tab);
                }
                if closed.0 == asked
                    && let Some(answer) = closed.2.take()
                {
                    let found = std::mem::take(&mut closed.1);
                    drop(closed);
                    answer(found);
                }
                if free {
                    until.into()
                } else {
                    JsValue::UNDEFINED
                }
            });
            if locks
                .request(&name, &options, held.unchecked_ref())
                .is_err()
            {
                return;
            }
        }
    }

    /// Lets go of what [`Tabs::gather`] holds.
    pub fn release(&self) {
        if let Some(let_go) = self.release.borrow_mut().take() {
            // A resolver cannot throw.
            let _ = let_go.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
        self.release();
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

fn lock(prefix: &str, tab: &str) -> String {
    [prefix, tab].concat()
}

/// `navigator.locks`: absent outside secure contexts.
fn locks() -> Option<Locks> {
    let navigator = window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}
