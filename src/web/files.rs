//! Files: picked by the learner, given to the learner.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, window};

use super::world;

/// The text of a file, or `None` where it cannot be read (moved away since, or refused).
pub fn text(file: &Blob, answer: impl FnOnce(Option<String>) + 'static) {
    let promise = file.text();
    spawn_local(async move {
        answer(
            JsFuture::from(promise)
                .await
                .ok()
                .and_then(|text| text.as_string()),
        );
    });
}

/// The digest of a file's bytes: `sha256:…` in hexadecimal.
pub fn digest(file: &Blob, answer: impl FnOnce(Option<String>) + 'static) {
    let promise = file.array_buffer();
    spawn_local(async move {
        answer(hashed(promise).await);
    });
}

/// Hands the learner a JSON file by the browser's own download.
pub fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let bag = BlobPropertyBag::new();
    bag.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &bag)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = window()
        .and_then(|window| window.document())
        .ok_or(JsValue::UNDEFINED)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has read it long before.
    world::after(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

async fn hashed(promise: js_sys::Promise) -> Option<String> {
    // Absent where the page came by plain http.
    let subtle = window()?.crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let bytes: Uint8Array = Uint8Array::new(&JsFuture::from(promise).await.ok()?);
    let digest = subtle
        .digest_with_str_and_buffer_source("SHA-256", &bytes)
        .ok()?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    Some(["sha256:", &hexadecimal(&digest)].concat())
}

/// Bytes as they are written in digests and ids.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
