//! The rules for a server in JavaScript: one function, in WebAssembly without any browser.

use std::rc::Rc;

use choiceboard::board::Diagnostic;
use choiceboard::progress::Fault;
use choiceboard::rules::{Clock, rfc3339};
use choiceboard::words::{Phrase, Plain, Tongue, write_json};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

fn main() {}

/// Where a learner stands: the summary that the page sends, as JSON, from the text of a board file and the text of a list of events. `now` is
/// the learner's clock and zone (RFC 3339); without it, it is the moment of the last event. Throws where the board or an event cannot be
/// read, with a sentence for each fault.
// Whatever is handed over comes as it is: the binding that takes texts reads memory that is not its own where it is given something else.
#[wasm_bindgen]
pub fn evaluate(
    #[wasm_bindgen(unchecked_param_type = "string")] board: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] events: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | null")] now: &JsValue,
) -> Result<String, JsError> {
    let board = text("board", board)?;
    let events = text("events", events)?;
    let clock = match now.is_null() || now.is_undefined() {
        true => None,
        false => Some(clock(&now.as_string().unwrap_or_default())?),
    };
    let evaluation = choiceboard::exchange::evaluate(board.as_bytes(), &events, clock)
        .map_err(|reading| told(reading.diagnostics.iter().map(of_board)))?;
    if !evaluation.faults.is_empty() {
        return Err(told(evaluation.faults.iter().map(of_event)));
    }
    Ok(write_json(&evaluation.summary().write()))
}

fn text(name: &str, value: &JsValue) -> Result<String, JsError> {
    value.as_string().ok_or_else(|| {
        JsError::new(&format!(
            "{name}: text is wanted; JSON.stringify makes it of an object, toString of a Buffer"
        ))
    })
}

fn clock(now: &str) -> Result<Clock, JsError> {
    rfc3339::read_now(now).ok_or_else(|| {
        JsError::new("now: a date and time with its zone is wanted, as in 2026-11-21T09:30:00Z")
    })
}

fn told(faults: impl Iterator<Item = String>) -> JsError {
    JsError::new(&faults.collect::<Vec<_>>().join("\n"))
}

fn of_board(error: &Diagnostic) -> String {
    let says = say(&error.message);
    format!(
        "board:{}:{}: {}: {says}",
        error.line, error.column, error.path
    )
}

fn of_event(fault: &Fault) -> String {
    format!("{}: {}", fault.place("events"), say(&fault.says))
}

fn say(phrase: &Phrase) -> String {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    tongue.text(phrase, &|_| String::new())
}
