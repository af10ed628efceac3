//! Where the page keeps work, if whoever wrote its address has said so (`&store=memory`): on a computer that many use, nothing is to stay.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::window;

/// Keeps work there from now on. In memory: the page finds no storage, as in a browser that has none, and everything that follows from that is
/// what it does and says there. Any other word means the device.
#[inline(never)]
pub fn keep_in(store: &str) {
    let Some(window) = window().filter(|_| store == "memory") else {
        return;
    };
    for name in ["localStorage", "indexedDB"] {
        let nothing = Object::new();
        // What cannot be put away is still there, and the page says that the work is saved on this device.
        if Reflect::set(&nothing, &"value".into(), &JsValue::NULL).is_ok() {
            let _ = Reflect::define_property(&window, &name.into(), &nothing);
        }
    }
}
