//! Clock, fresh ids, timers.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::window;

use super::files::hexadecimal;
use crate::rules::Clock;
use crate::session::Stamp;

/// The world now.
pub fn stamp() -> Stamp {
    let clock = clock();
    Stamp {
        clock,
        id: uuid(clock.now),
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
    uuid(0).replace('-', "").split_off(20)
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

/// UUID version 7 (RFC 9562, 5.7): 48 bits of time, then chance.
fn uuid(now: i64) -> String {
    let mut bytes = [0u8; 16];
    let filled = window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        // Every browser that runs WebAssembly has `crypto`; an id by lesser chance is still better than no event.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    let time = now.to_be_bytes();
    for (byte, time) in bytes.iter_mut().zip(time.iter().skip(2)) {
        *byte = *time;
    }
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let [a, b, c, d, e] = [
        &bytes[..4],
        &bytes[4..6],
        &bytes[6..8],
        &bytes[8..10],
        &bytes[10..],
    ];
    [a, b, c, d, e].map(hexadecimal).join("-")
}
