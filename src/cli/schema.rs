//! `choiceboard schema board` and its like: the JSON Schema of a format, as it is checked in under `schema/`.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::Outcome;
use crate::{board, exchange, progress};

/// Print the JSON Schema of a format.
#[derive(Args)]
pub(super) struct Schema {
    /// Which format.
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// The board file.
    Board,
    /// One event of the log.
    Event,
    /// What the widget sends to an LMS.
    Request,
    /// What an LMS answers.
    Response,
}

impl Schema {
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let schema = match self.format {
            Format::Board => board::schema(),
            Format::Event => progress::event_schema(),
            Format::Request => exchange::request_schema(),
            Format::Response => exchange::response_schema(),
        };
        writeln!(out, "{schema:#}")?;
        Ok(Outcome::Well)
    }
}
