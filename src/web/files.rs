//! Files: picked by the learner, given to the learner.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, window};

/// The digest of a file's bytes: `sha256:…` in hexadecimal.
pub fn digest(file: &Blob, answer: impl FnOnce(Option<String>) + 'static) {
    let promise = file.array_buffer();
    spawn_local(async move {
        answer(hashed(promise).await);
    });
}

#[wasm_bindgen]
extern "C" {
    /// `files.js`: the promise is kept with how many of the named files are not in the file.
    #[wasm_bindgen(js_namespace = choiceboardRest)]
    fn give(name: &str, text: &str, space: &str, digests: Vec<String>) -> Promise;
    /// `files.js`: the promise is kept with the log in the file.
    #[wasm_bindgen(js_namespace = choiceboardRest)]
    fn take(file: &Blob, space: &str) -> Promise;
}

/// Hands the learner a file of a log, with the files it names that are kept in this space; answers how many are not, or nothing where
/// it could not be made.
pub fn hand_out(
    name: &str,
    text: &str,
    space: &str,
    digests: Vec<String>,
    answer: impl FnOnce(Option<usize>) + 'static,
) {
    let given = give(name, text, space, digests);
    spawn_local(async move {
        let missing = JsFuture::from(given).await.ok();
        answer(
            missing
                .and_then(|missing| missing.as_f64())
                .map(|missing| missing as usize),
        );
    });
}

/// The log in a file, the files beside it kept in this space; or `None` where it cannot be read (moved away since, or refused).
pub fn take_in(file: &Blob, space: &str, answer: impl FnOnce(Option<String>) + 'static) {
    let taken = take(file, space);
    spawn_local(async move {
        let text = JsFuture::from(taken).await.ok();
        answer(text.and_then(|text| text.as_string()));
    });
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
