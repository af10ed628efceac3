//! `localStorage`, every access guarded.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage, window};

use crate::session::Fault;

/// Every key that begins with `prefix`, and its text.
pub fn read(prefix: &str) -> Result<Vec<(String, String)>, Fault> {
    let storage = storage()?;
    let mut found = Vec::new();
    for at in 0..storage.length().map_err(fault)? {
        if let Some(key) = storage.key(at).map_err(fault)?
            && key.starts_with(prefix)
            && let Some(text) = storage.get_item(&key).map_err(fault)?
        {
            found.push((key, text));
        }
    }
    Ok(found)
}

/// The text of a key, if it is there.
pub fn get(key: &str) -> Result<Option<String>, Fault> {
    storage()?.get_item(key).map_err(fault)
}

/// Stores a text. `Ok` only when the browser took it.
pub fn put(key: &str, text: &str) -> Result<(), Fault> {
    storage()?.set_item(key, text).map_err(fault)
}

/// Forgets a key, if it can.
pub fn remove(key: &str) {
    if let Ok(storage) = storage() {
        // A key that stays is only kept twice.
        let _ = storage.remove_item(key);
    }
}

/// What a browser's exception means.
pub(super) fn fault(error: JsValue) -> Fault {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        // The second is Firefox's older name for it.
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => Fault::Full,
        Some("SecurityError" | "InvalidStateError" | "NotAllowedError") => Fault::Denied,
        _ => Fault::Broken,
    }
}

thread_local! {
    /// Whoever wrote the page's address wants nothing kept on this device, neither here nor in the database: the page does and says what it
    /// does where it may store nothing.
    pub(super) static NOWHERE: Cell<bool> = const { Cell::new(false) };
}

fn storage() -> Result<Storage, Fault> {
    if NOWHERE.get() {
        return Err(Fault::Unwanted);
    }
    match window().map(|window| window.local_storage()) {
        Some(Ok(Some(storage))) => Ok(storage),
        Some(Err(error)) => Err(match fault(error) {
            // Whatever a getter throws, it means no.
            Fault::Broken => Fault::Denied,
            told => told,
        }),
        Some(Ok(None)) | None => Err(Fault::Denied),
    }
}
