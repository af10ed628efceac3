//! Cuts the program in two: the part that opening a board runs, and the rest, which follows once the board is on the screen.
//!
//! Which functions the first part keeps is measured, not guessed: `cargo xtask trace` opens sample boards in a browser with a
//! program that notes what runs, and `xtask/first.txt` keeps the names. The cut changes nothing about what the program does:
//! each function that moved leaves a stub behind, which calls it through a table. Should one be called before the second part is
//! there, the stub has it fetched on the spot.
//!
//! What nothing in the first part calls leaves nothing behind; the functions that are left have new numbers (`numbers`).

mod anatomy;
mod body;
mod cold;
mod data;
mod first;
mod kept;
mod live;
mod names;
mod numbers;
mod outline;
mod rest;
mod trace;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_encoder::TypeSection;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasmparser::FuncType;

use body::Body;
use cold::Stretch;
use data::{Constants, Segments};
use first::{Appended, appended};
use outline::Place;

pub use anatomy::Anatomy;
pub use kept::Kept;
pub use names::shortened;
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

/// Cuts a program whose functions have names. `map` is what the linker wrote of where its constants lie.
pub fn split(wasm: &[u8], kept: &Kept, map: &str) -> Result<Parts> {
    let anatomy = Anatomy::read(wasm)?;
    let fetcher = *anatomy
        .exported
        .get(FETCHER)
        .context("the program exports no `fetch_rest`")?;
    let stays = |function: u32| {
        function == fetcher
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
    let mut cut = Cut::new(&anatomy, moved, kept, map)?;
    let stubs = first::stubs(&anatomy, &cut);
    cut.first(&anatomy, &stubs);
    let rest = rest::write(&anatomy, &cut)?;
    let first = first::write(&anatomy, &cut, &stubs, &rest.calls_back, fetcher)?;
    Ok(Parts {
        first,
        rest: rest.wasm,
    })
}

/// What moves to the second part.
struct Cut<'a> {
    /// Whole functions.
    moved: Vec<u32>,
    /// Functions that stay, but for stretches that did not run.
    parted: Vec<Parted<'a>>,
    /// Types that calls of those stretches need and the program did not have.
    types: Vec<FuncType>,
    /// So many entries of the table between the parts are the second part's: the moved functions, then the stretches. Behind them
    /// are those of the first part that the second calls.
    slots: u32,
    /// What is in memory at the start, and what comes with the second part.
    memory: (Segments, Segments),
    /// Functions that code or memory of the first part can have a pointer to.
    pointed_at: BTreeSet<u32>,
}

/// A function that stays without its cold stretches.
struct Parted<'a> {
    function: u32,
    body: Body<'a>,
    stretches: Vec<(Stretch, Place)>,
}

impl<'a> Cut<'a> {
    fn new(anatomy: &Anatomy<'a>, moved: Vec<u32>, kept: &Kept, map: &str) -> Result<Self> {
        let moving: BTreeSet<u32> = moved.iter().copied().collect();
        let mut known: BTreeMap<FuncType, u32> = BTreeMap::new();
        for (number, of) in (0..).zip(&anatomy.signatures) {
            known.entry(of.clone()).or_insert(number);
        }
        let mut types = Vec::new();
        let mut parted = Vec::new();
        let mut slots = moved.len() as u32;
        let memory = Segments::read(anatomy.wasm)?;
        let mut constants = Constants::read(map, &memory)?;
        // Any number may be a pointer: one too many costs a stub, and one too few the page.
        let mut numbers: BTreeSet<u32> = BTreeSet::new();
        for (function, body) in anatomy.defined().zip(Body::all(anatomy.wasm)?) {
            if moving.contains(&function) {
                continue;
            }
            let ran = anatomy
                .names
                .get(&function)
                .and_then(|name| kept.ran(name, body.marks.len()));
            let mut stretches = Vec::new();
            let cold = ran.map_or_else(Vec::new, |ran| cold::stretches(&body, ran));
            let mut from = 0;
            for stretch in cold {
                for op in &body.ops[from..stretch.from] {
                    constants.used_by(&op.operator);
                    numbers.extend(data::numbers(&op.operator));
                }
                from = stretch.to;
                let signature = outline::signature(&body, &stretch);
                let next = (anatomy.signatures.len() + types.len()) as u32;
                let of = *known.entry(signature.clone()).or_insert_with(|| {
                    types.push(signature);
                    next
                });
                stretches.push((stretch, Place { slot: slots, of }));
                slots += 1;
            }
            for op in &body.ops[from..] {
                constants.used_by(&op.operator);
                numbers.extend(data::numbers(&op.operator));
            }
            if !stretches.is_empty() {
                parted.push(Parted {
                    function,
                    body,
                    stretches,
                });
            }
        }
        let whole = memory.image();
        constants.follow(&whole);
        let memory = memory.part(constants.late());
        numbers.extend(memory.0.words(&whole));
        let pointed_at = anatomy.pointed_at.iter();
        Ok(Cut {
            moved,
            parted,
            types,
            slots,
            memory,
            pointed_at: pointed_at
                .filter(|(place, _)| numbers.contains(place))
                .map(|(_, function)| *function)
                .collect(),
        })
    }

    /// Has these of the moved functions come first in the table between the parts, in this order.
    fn first(&mut self, anatomy: &Anatomy, stubs: &[u32]) {
        let known: BTreeSet<u32> = stubs.iter().copied().collect();
        self.moved.retain(|function| !known.contains(function));
        self.moved
            .sort_by_cached_key(|function| anatomy.kin(*function));
        self.moved.splice(0..0, stubs.iter().copied());
    }

    /// The section of types, with those that calls of stretches need.
    fn all_types(&self, anatomy: &Anatomy) -> Result<Appended> {
        let mut added = TypeSection::new();
        let mut as_is = RoundtripReencoder;
        for of in &self.types {
            added.ty().func_type(
                &as_is
                    .func_type(of.clone())
                    .map_err(|error| anyhow!("{error}"))?,
            );
        }
        let old = anatomy.section(TYPES)?;
        Ok(appended(TYPES, old, &added, self.types.len() as u32))
    }
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
