//! `choiceboard badges BOARD --base URL`: a board's badges as Open Badges 3.0 achievements, as JSON-LD for an issuer to sign.

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;

use super::{Outcome, board, complain};
use crate::board::layout;
use crate::exchange::{achievements, left_out};
use crate::progress::{Edition, Progress};
use crate::rules::Clock;

/// Print a board's badges as Open Badges 3.0 achievements, for an issuer to sign.
#[derive(Args)]
pub(super) struct Badges {
    /// Board file; `-` is standard input.
    board: String,
    /// The issuer's own address of the board: each achievement is this address and the badge's id.
    #[arg(long, value_name = "URL", value_parser = address)]
    base: String,
}

impl Badges {
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let board = match board(&self.board)? {
            Ok((board, _)) => board,
            Err(outcome) => return Ok(outcome),
        };
        for (badge, says) in left_out(&board) {
            complain(&badge, &says);
        }
        let ground = layout(&board);
        let untouched = Clock { now: 0, offset: 0 };
        let progress = Progress::new(Arc::new(Edition::new(board, ground)), untouched);
        let list = achievements(&progress, &self.base);
        serde_json::to_writer_pretty(&mut *out, &list)?;
        writeln!(out)?;
        Ok(Outcome::Well)
    }
}

fn address(text: &str) -> Result<String, String> {
    match text.starts_with("https://") && !text.contains(['#', ' ']) {
        true => Ok(text.to_owned()),
        false => Err(String::from(
            "an address that begins with https:// and has no #",
        )),
    }
}
