//! The rules for a server in JavaScript: one function, in WebAssembly without any browser.

use std::rc::Rc;

use choiceboard::board::Diagnostic;
use choiceboard::progress::Fault;
use choiceboard::rules::{Clock, rfc3339};
use choiceboard::words::{Phrase, Plain, Tongue, write_json};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Where a learner stands: the summary that the page sends, as JSON, from the text of a board file and the text of a list of events. `now` is
/// the learner's clock and zone (RFC 3339); without it, it is the moment of the last event. Throws where the board or an event cannot be
/// read, with a sentence for each fault.
#[wasm_bindgen]
pub fn evaluate(board: &str, events: &str, now: Option<String>) -> Result<String, JsError> {
    let clock = now.map(|now| clock(&now)).transpose()?;
    let evaluation = choiceboard::exchange::evaluate(board.as_bytes(), events, clock)
        .map_err(|reading| told(reading.diagnostics.iter().map(of_board)))?;
    if !evaluation.faults.is_empty() {
        return Err(told(evaluation.faults.iter().map(of_event)));
    }
    Ok(write_json(&evaluation.summary().write()))
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
