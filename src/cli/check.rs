//! `choiceboard check FILE…`: what is wrong with boards, as a compiler would say it, or as JSON.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::excerpt::excerpt;
use super::{Outcome, bytes, complain};
use crate::board::{Diagnostic, Reading, Severity, nested, prove, read};
use crate::exchange::file_name;
use crate::words::{Phrase, Plain, Tongue};

/// Say what is wrong with board files.
#[derive(Args)]
pub(super) struct Check {
    /// Board files; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Each fault with its line, as a compiler prints it.
    Human,
    /// A list with one object for each file.
    Json,
}

impl Check {
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let speaker = Speaker(Tongue::english(Rc::new(Plain { offset: 0 })));
        let mut outcome = Outcome::Well;
        for file in &self.files {
            let reading = match bytes(file) {
                Ok(bytes) => look(&bytes, file),
                Err(error) => {
                    complain(file, &error);
                    outcome = Outcome::CouldNot;
                    continue;
                }
            };
            if count(&reading.diagnostics, Severity::Error) > 0 {
                outcome = outcome.max(Outcome::Wrong);
            }
            match self.format {
                Format::Human => speaker.report(file, &reading, out)?,
                Format::Json => writeln!(out, "{}", speaker.json(file, &reading.diagnostics))?,
            }
        }
        Ok(outcome)
    }
}

/// Reads a board and proves what can be proved of it and of the boards within it, in the order of the file.
fn look(bytes: &[u8], file: &str) -> Reading {
    let mut reading = read(bytes);
    let proofs = prove(&reading);
    reading.diagnostics.extend(proofs);
    // Beside standard input lies nothing.
    if file != "-" {
        let file = Path::new(file);
        let folder = file.parent().unwrap_or(Path::new(""));
        let fetch = |address: &str| fs::read(folder.join(file_name(address)?)).ok();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let within = nested(&reading, &name, &fetch);
        reading.diagnostics.extend(within);
    }
    reading
        .diagnostics
        .sort_by_key(|diagnostic| diagnostic.at.start);
    reading
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

/// Says diagnostics in English.
pub(super) struct Speaker(pub Tongue);

impl Speaker {
    pub fn say(&self, phrase: &Phrase) -> String {
        self.0.text(phrase, &|_| String::new())
    }

    fn json(&self, file: &str, diagnostics: &[Diagnostic]) -> Value {
        let each = diagnostics.iter().map(|diagnostic| {
            json!({
                "code": diagnostic.code,
                "severity": diagnostic.severity.name(),
                "path": diagnostic.path,
                "line": diagnostic.line,
                "column": diagnostic.column,
                "message": self.say(&diagnostic.message),
                "suggestion": diagnostic.suggestion.as_ref().map(|phrase| self.say(phrase)),
            })
        });
        json!({ "file": file, "diagnostics": each.collect::<Vec<Value>>() })
    }

    pub fn report(&self, file: &str, reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
        for diagnostic in &reading.diagnostics {
            let Diagnostic { line, column, .. } = diagnostic;
            let severity = diagnostic.severity.name();
            writeln!(
                out,
                "{severity}[{}]: {}",
                diagnostic.code,
                self.say(&diagnostic.message)
            )?;
            let excerpt = excerpt(reading.document.text(), diagnostic);
            let margin = " ".repeat(line.to_string().len());
            writeln!(
                out,
                "{margin}--> {file}:{line}:{column} {}",
                diagnostic.path
            )?;
            if let Some((source, carets)) = excerpt {
                writeln!(out, "{margin} |\n{line} | {source}\n{margin} | {carets}")?;
            }
            if let Some(suggestion) = &diagnostic.suggestion {
                writeln!(out, "{margin} = help: {}", self.say(suggestion))?;
            }
            writeln!(out)?;
        }
        let errors = count(&reading.diagnostics, Severity::Error);
        let warnings = count(&reading.diagnostics, Severity::Warning);
        let summary = Phrase::new("board-summary")
            .n("errors", errors as f64)
            .n("warnings", warnings as f64);
        writeln!(out, "{file}: {}", self.say(&summary))
    }
}
