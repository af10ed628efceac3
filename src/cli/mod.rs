//! The command line: one file for each command. It reads files, prints, and decides nothing.
//!
//! Exit status of every command: 0 all is well, 1 something is wrong with what was read, 2 it could not run.

mod badges;
mod check;
mod code;
mod conformance;
mod evaluate;
mod excerpt;
mod pack;
#[cfg(feature = "schema")]
mod schema;

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::board::{Board, read};
use crate::words::{Plain, Tongue};

/// Choice boards and learning paths for schools.
#[derive(Parser)]
#[command(name = "choiceboard", version, arg_required_else_help = true)]
struct Choiceboard {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Badges(badges::Badges),
    Check(check::Check),
    Code(code::Code),
    Conformance(conformance::Conformance),
    Evaluate(evaluate::Evaluate),
    Pack(pack::Pack),
    #[cfg(feature = "schema")]
    Schema(schema::Schema),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Well,
    /// What was read is wrong.
    Wrong,
    /// It could not run.
    CouldNot,
}

/// Runs the command the arguments name.
pub fn run() -> ExitCode {
    let command = Choiceboard::parse().command;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let outcome = match command {
        Command::Badges(badges) => badges.run(&mut out),
        Command::Check(check) => check.run(&mut out),
        Command::Code(code) => code.run(&mut out),
        Command::Conformance(conformance) => conformance.run(&mut out),
        Command::Evaluate(evaluate) => evaluate.run(&mut out),
        Command::Pack(pack) => pack.run(&mut out),
        #[cfg(feature = "schema")]
        Command::Schema(schema) => schema.run(&mut out),
    };
    match outcome.and_then(|outcome| out.flush().map(|()| outcome)) {
        Ok(outcome) => ExitCode::from(outcome as u8),
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain("standard output", &error);
            ExitCode::from(Outcome::CouldNot as u8)
        }
    }
}

/// The bytes of a file; `-` is standard input.
fn bytes(file: &str) -> io::Result<Vec<u8>> {
    if file != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A board and the bytes of its file; or how the command ends, after it has been said why.
fn board(file: &str) -> io::Result<Result<(Board, Vec<u8>), Outcome>> {
    let bytes = match bytes(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(file, &error);
            return Ok(Err(Outcome::CouldNot));
        }
    };
    let mut reading = read(&bytes);
    let Some(board) = reading.board.take() else {
        let tongue = Tongue::english(Rc::new(Plain::default()));
        check::Speaker(tongue).report(file, &reading, &mut io::stderr())?;
        return Ok(Err(Outcome::Wrong));
    };
    Ok(Ok((board, bytes)))
}

/// The time since 1970 UTC; none where the clock stands before.
#[expect(
    clippy::disallowed_types,
    reason = "the command line is where time comes in"
)]
fn since_1970() -> Duration {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap_or_default()
}

/// Says on standard error what could not be done.
fn complain(what: &str, error: &dyn std::fmt::Display) {
    let _ = writeln!(io::stderr(), "choiceboard: {what}: {error}");
}
