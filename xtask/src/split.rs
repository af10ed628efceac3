//! Cuts the program in two: the part that opening a board runs, and the rest, which follows once the board is on the screen.
//!
//! Which functions the first part keeps is measured, not guessed: `cargo xtask trace` opens sample boards in a browser with a
//! program that notes what runs, and `xtask/first.txt` keeps the names. The cut changes nothing about what the program does:
//! each function that moved leaves a stub behind, which calls it through a table. Should one be called before the second part is
//! there, the stub has it fetched on the spot.
//!
//! Numbers of functions stay as they are in the first part, so that nothing in it needs to be rewritten.

mod anatomy;
mod first;
mod rest;
mod trace;

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};

pub use anatomy::Anatomy;
pub use trace::{noted, traced};

// Numbers of the sections that a cut or a trace adds to or writes anew.
const TYPES: u8 = 1;
const GLOBALS: u8 = 6;
const EXPORTS: u8 = 7;
const CODE: u8 = 10;

/// The function of ours that fetches the second part at once (`src/web/rest.rs`).
const FETCHER: &str = "fetch_rest";

/// The two parts.
pub struct Parts {
    /// What a browser starts with.
    pub first: Vec<u8>,
    /// What it fetches afterwards.
    pub rest: Vec<u8>,
}

/// Cuts a program whose functions have names. `kept` are the plain names of those that stay.
pub fn split(wasm: &[u8], kept: &BTreeSet<String>) -> Result<Parts> {
    let anatomy = Anatomy::read(wasm)?;
    let fetcher = *anatomy
        .exported
        .get(FETCHER)
        .context("the program exports no `fetch_rest`")?;
    let stays = |function: u32| {
        function == fetcher
            || anatomy
                .exported
                .values()
                .any(|exported| *exported == function)
            || anatomy
                .names
                .get(&function)
                .is_none_or(|name| kept.contains(name))
    };
    let moved: Vec<u32> = anatomy
        .defined()
        .filter(|function| !stays(*function))
        .collect();
    ensure!(
        !moved.is_empty(),
        "nothing would move: the list of names is no list of this program"
    );
    let rest = rest::write(&anatomy, &moved)?;
    let first = first::write(&anatomy, &moved, &rest.calls_back, fetcher)?;
    Ok(Parts {
        first,
        rest: rest.wasm,
    })
}

/// How the second part calls a function, memory or table of the first.
fn shared_name(kind: char, number: u32) -> String {
    const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::from(kind);
    let mut left = number as usize;
    loop {
        name.push(char::from(DIGITS[left % DIGITS.len()]));
        left /= DIGITS.len();
        if left == 0 {
            return name;
        }
    }
}

/// A number as WebAssembly writes it.
fn leb(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_names_are_short_and_differ() {
        let names: BTreeSet<String> = (0..5000).map(|number| shared_name('f', number)).collect();
        assert_eq!(names.len(), 5000);
        assert!(names.iter().all(|name| name.len() <= 4));
    }

    #[test]
    fn numbers_are_written_as_webassembly_does() {
        let mut out = Vec::new();
        leb(624_485, &mut out);
        assert_eq!(out, [0xe5, 0x8e, 0x26]);
    }
}
