//! `choiceboard code WORD`: what stands in a board file for a code word.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};

use clap::Args;

use super::Outcome;
use crate::board::code_word::{is_salt, seal};

/// Print what a board file says of a code word: `{ "code": "…" }`.
#[derive(Args)]
pub(super) struct Code {
    /// The word, or several in quotes.
    #[arg(value_parser = word)]
    word: String,
    /// Small letters and digits to hash it with; drawn by lot where none are given.
    #[arg(long, value_parser = salt)]
    salt: Option<String>,
}

impl Code {
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let salt = self.salt.clone().unwrap_or_else(drawn);
        writeln!(out, "{{ \"code\": \"{}\" }}", seal(&self.word, &salt))?;
        Ok(Outcome::Well)
    }
}

/// Sixteen digits that the standard library draws for its maps.
fn drawn() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

fn word(text: &str) -> Result<String, String> {
    match text.trim().is_empty() {
        true => Err(String::from("a word with a letter in it")),
        false => Ok(text.to_owned()),
    }
}

fn salt(text: &str) -> Result<String, String> {
    match is_salt(text) {
        true => Ok(text.to_owned()),
        false => Err(String::from("1 to 64 small letters and digits")),
    }
}
