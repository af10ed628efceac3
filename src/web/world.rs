//! Clock, fresh ids, timers.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::window;

use super::files::hexadecimal;
use crate::rules::Clock;
use crate::session::Stamp;

/// The world now.
pub fn stamp() -> Stamp {
    Stamp {
        clock: clock(),
        chance: chance(),
    }
}

/// The learner's clock.
pub fn clock() -> Clock {
    let now = js_sys::Date::new_0();
    Clock {
        now: now.get_time() as i64,
        // JavaScript counts how far UTC is ahead.
        offset: -(now.get_timezone_offset() as i32),
    }
}

/// A name no other tab has.
pub fn tab() -> String {
    hexadecimal(chance().to_be_bytes().split_at(6).0)
}

/// Runs something later.
pub fn after(ms: u32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    if let Some(window) = window() {
        // Without a timer nothing is late, only not at all; the page's leaving writes what waits.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            then.unchecked_ref(),
            i32::try_from(ms).unwrap_or(i32::MAX),
        );
    }
}

fn chance() -> u128 {
    let mut bytes = [0u8; 16];
    let filled = window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        // Every browser that runs WebAssembly has `crypto`; an id by lesser chance is still better than no event.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    u128::from_be_bytes(bytes)
}
