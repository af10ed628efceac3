//! `choiceboard evaluate BOARD EVENTS`: the progress that follows from a board and a log, as JSON.

use std::io::{self, Write};
use std::rc::Rc;

use clap::Args;

use super::check::Speaker;
use super::{Outcome, bytes, complain};
use crate::exchange::evaluate;
use crate::progress::report;
use crate::rules::{Clock, rfc3339};
use crate::words::{Plain, Tongue, write_json};

/// Print the progress that follows from a board and a log.
#[derive(Args)]
pub(super) struct Evaluate {
    /// Board file; `-` is standard input.
    board: String,
    /// Events as a JSON list or one a line; `-` is standard input.
    events: String,
    /// The learner's clock and zone, as in 2026-11-21T09:30:00+01:00; without it, the moment of the last event.
    #[arg(long, value_name = "RFC3339", value_parser = clock)]
    now: Option<Clock>,
    /// Print the summary that the page sends to an LMS, on one line.
    #[arg(long)]
    summary: bool,
}

impl Evaluate {
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        if self.board == "-" && self.events == "-" {
            complain(
                "-",
                &"standard input cannot be both the board and the events",
            );
            return Ok(Outcome::CouldNot);
        }
        let (Some(board), Some(events)) = (taken(&self.board), taken(&self.events)) else {
            return Ok(Outcome::CouldNot);
        };
        let speaker = |offset| Speaker(Tongue::english(Rc::new(Plain { offset })));
        let Ok(events) = String::from_utf8(events) else {
            complain(&self.events, &"this is not UTF-8 text");
            return Ok(Outcome::CouldNot);
        };
        let evaluation = match evaluate(&board, &events, self.now) {
            Ok(evaluation) => evaluation,
            Err(reading) => {
                speaker(0).report(&self.board, &reading, &mut io::stderr())?;
                return Ok(Outcome::Wrong);
            }
        };
        let speaker = speaker(evaluation.clock.offset);
        for fault in &evaluation.faults {
            complain(&fault.place(&self.events), &speaker.say(&fault.says));
        }
        match self.summary {
            true => out.write_all(write_json(&evaluation.summary().write()).as_bytes())?,
            false => {
                let report = report(&evaluation.progress, &speaker.0);
                serde_json::to_writer_pretty(&mut *out, &report)?;
            }
        }
        writeln!(out)?;
        match evaluation.faults.is_empty() {
            true => Ok(Outcome::Well),
            false => Ok(Outcome::Wrong),
        }
    }
}

fn taken(file: &str) -> Option<Vec<u8>> {
    bytes(file).map_err(|error| complain(file, &error)).ok()
}

fn clock(text: &str) -> Result<Clock, String> {
    let clock = rfc3339::read_now(text);
    clock.ok_or_else(|| "a date and time with its zone, as in 2026-11-21T09:30:00Z".into())
}
