//! What the page around hears while the script that carries its line (`link.js`) has not come: why, in the sentence that stands for it. `files.js` says
//! it, which comes along with the program and not with the line.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::window;

thread_local! {
    /// What was said last: nothing is said twice.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Tells the page around of an error, and where the work is. What cannot be told yet is with the next try.
#[inline(never)]
pub(super) fn hears(message: &str, saved: &str) {
    if SAID.with_borrow(|said| said == message) {
        return;
    }
    let detail = json!({ "message": message, "saved": saved }).to_string();
    if told(&detail).is_some() {
        SAID.set(String::from(message));
    }
}

fn told(detail: &str) -> Option<()> {
    let rest = Reflect::get(&window()?.into(), &"choiceboardRest".into()).ok()?;
    let unheard = Reflect::get(&rest, &"unheard".into()).ok()?;
    // Where it is no function yet, this is refused.
    let unheard: Function = unheard.unchecked_into();
    unheard.call1(&JsValue::UNDEFINED, &detail.into()).ok()?;
    Some(())
}
