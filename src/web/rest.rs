//! The rest of the program. What opening a board runs comes first; everything else follows when the first screen stands
//! (`xtask/src/split.rs` makes the cut, `choiceboard.js` does the fetching). A build that was not cut works as well.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = choiceboardRest, js_name = keep)]
    fn hand_over(exports: &JsValue);
    #[wasm_bindgen(js_namespace = choiceboardRest, js_name = soon)]
    fn fetch_soon();
    #[wasm_bindgen(js_namespace = choiceboardRest, js_name = now)]
    fn fetch_now();
}

/// Tells the loader which program is running. The first thing to do.
pub fn announce() {
    hand_over(&wasm_bindgen::exports());
}

/// The first screen stands: the rest may come when the browser has time.
pub fn soon() {
    fetch_soon();
}

/// Called by a function that has moved to the rest before the rest is there.
#[wasm_bindgen]
pub fn fetch_rest() {
    fetch_now();
}
