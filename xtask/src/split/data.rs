//! Constant data that only the second part reads: texts of rare messages, tables of rare calculations.
//!
//! The linker's map says where each constant lies. What the first part can read is found as a garbage collector finds what
//! lives: constants whose address stands in its code, then those whose address stands in these. Everything else of the read-only
//! data follows with the second part, which writes it to its place before any function of its own can run.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::{ConstExpr, DataSection};
use wasmparser::{DataKind, MemArg, Operator, Parser, Payload};

/// Runs with fewer bytes than this between them are kept as one: a segment's own head takes as many.
const APART: usize = 12;

/// How far behind an address that a load is given by itself a table may begin: code may count from before the first entry.
const BEFORE: u32 = 64;

/// How far behind a list's end an address may lie that its places are counted from.
const BEHIND: u32 = 16;

/// The read-only constants of a program.
#[derive(Default)]
pub struct Constants {
    /// Addresses, by where they begin.
    ranges: BTreeMap<u32, Constant>,
}

struct Constant {
    end: u32,
    /// It may be a list of words, which code can walk from its end.
    is_list: bool,
    needed: bool,
}

/// Memory as one piece, from its first byte on.
pub struct Image {
    base: u32,
    bytes: Vec<u8>,
}

/// Bytes of the program's memory as it starts.
pub struct Segments(Vec<(u32, Vec<u8>)>);

impl Constants {
    /// Reads the map that the linker wrote along with the program whose memory this is.
    pub fn read(map: &str, memory: &Segments) -> Result<Self> {
        let mut ranges = BTreeMap::new();
        for line in map.lines() {
            let Some((numbers, _)) = line.split_once(":(.rodata") else {
                continue;
            };
            let mut words = numbers.split_whitespace();
            let mut number = || -> Result<u32> {
                let word = words.next().context("the linker's map lacks a number")?;
                Ok(u32::from_str_radix(word, 16)?)
            };
            let (start, _, length) = (number()?, number()?, number()?);
            let end = start + length;
            let is_list = start % 4 == 0 && length % 4 == 0 && !memory.is_text(start..end);
            let constant = Constant {
                end,
                is_list,
                needed: false,
            };
            ranges.insert(start, constant);
        }
        ensure!(!ranges.is_empty(), "the linker's map names no constant");
        Ok(Constants { ranges })
    }

    /// Takes note of what an instruction of the first part can read.
    pub fn used_by(&mut self, operator: &Operator) {
        match operator {
            Operator::I32Const { value } => self.need(*value as u32),
            // An address and a length, stored as one.
            Operator::I64Const { value } => {
                self.need(*value as u32);
                self.need((*value >> 32) as u32);
            }
            other => {
                if let Some(memory) = load(other)
                    && let Ok(address) = u32::try_from(memory.offset)
                {
                    self.need(address);
                    let next = self.ranges.range(address..=address + BEFORE).next();
                    if let Some(start) = next.map(|(start, _)| *start) {
                        self.need(start);
                    }
                }
            }
        }
    }

    fn need(&mut self, address: u32) {
        // Code may count a list's places from its end, downwards from zero: a list that ends here is needed too.
        for (_, constant) in self.ranges.range_mut(..=address).rev().take(2) {
            if address < constant.end || constant.is_list && address - constant.end < BEHIND {
                constant.needed = true;
            }
        }
    }

    /// Adds what needed constants point at, until nothing is added.
    pub fn follow(&mut self, memory: &Image) {
        let mut seen = BTreeSet::new();
        loop {
            let next: Vec<Range<u32>> = self
                .ranges
                .iter()
                .filter(|(start, constant)| constant.needed && !seen.contains(*start))
                .map(|(start, constant)| *start..constant.end)
                .collect();
            if next.is_empty() {
                return;
            }
            for range in next {
                seen.insert(range.start);
                let first = range.start.next_multiple_of(4);
                for address in (first..range.end.saturating_sub(3)).step_by(4) {
                    self.need(memory.word(address));
                }
            }
        }
    }

    /// Addresses of what only the second part reads.
    pub fn late(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        let late = self.ranges.iter().filter(|(_, constant)| !constant.needed);
        late.map(|(start, constant)| *start..constant.end)
    }
}

impl Image {
    /// The word at an address. wasm-opt leaves out what is zero, be it a part of a word.
    fn word(&self, address: u32) -> u32 {
        let byte = |address: u32| {
            let at = address.checked_sub(self.base)? as usize;
            self.bytes.get(at).copied()
        };
        u32::from_le_bytes([0, 1, 2, 3].map(|place| byte(address + place).unwrap_or(0)))
    }
}

impl Segments {
    /// The memory of a program as it starts.
    pub fn read(wasm: &[u8]) -> Result<Self> {
        let mut all = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            let Payload::DataSection(section) = payload? else {
                continue;
            };
            for segment in section {
                let segment = segment?;
                let DataKind::Active { offset_expr, .. } = segment.kind else {
                    bail!("data that is not put into memory at the start");
                };
                let offset = match offset_expr.get_operators_reader().read()? {
                    Operator::I32Const { value } => value as u32,
                    _ => bail!("data at an address that is no constant"),
                };
                all.push((offset, segment.data.to_vec()));
            }
        }
        Ok(Segments(all))
    }

    /// Every word that these bytes are a part of, as it stands in the whole memory and as it stands while there is nothing but them.
    pub fn words<'a>(&'a self, whole: &'a Image) -> impl Iterator<Item = u32> + 'a {
        let alone = self.image();
        let touched = self
            .0
            .iter()
            .flat_map(|(start, bytes)| (start & !3..start + bytes.len() as u32).step_by(4));
        touched.flat_map(move |address| [whole.word(address), alone.word(address)])
    }

    /// All of it, side by side.
    pub fn image(&self) -> Image {
        let base = self.0.iter().map(|(start, _)| *start).min().unwrap_or(0);
        let mut bytes = Vec::new();
        for (start, run) in &self.0 {
            let from = (start - base) as usize;
            let to = from + run.len();
            if bytes.len() < to {
                bytes.resize(to, 0);
            }
            bytes[from..to].copy_from_slice(run);
        }
        Image { base, bytes }
    }

    /// Whether these bytes can be read as text. Addresses and numbers have bytes that no text has.
    fn is_text(&self, range: Range<u32>) -> bool {
        let length = range.len();
        let bytes = self.0.iter().find_map(|(start, bytes)| {
            let from = range.start.checked_sub(*start)? as usize;
            bytes.get(from..from + length)
        });
        bytes
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .is_some_and(|text| {
                text.chars()
                    .all(|sign| !sign.is_control() || "\n\t".contains(sign))
            })
    }

    /// Takes bytes out: what is left, and what was taken.
    pub fn part(self, late: impl Iterator<Item = Range<u32>>) -> (Segments, Segments) {
        let late: Vec<Range<u32>> = late.collect();
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for (start, bytes) in self.0 {
            let mut is_late = vec![false; bytes.len()];
            for range in &late {
                let from = (range.start.max(start) - start) as usize;
                let to = (range.end.max(start) - start) as usize;
                if let Some(part) = is_late.get_mut(from..to.min(bytes.len())) {
                    part.fill(true);
                }
            }
            runs(start, &bytes, &is_late, false, &mut first);
            runs(start, &bytes, &is_late, true, &mut rest);
        }
        (Segments(first), Segments(rest))
    }

    /// As a section.
    pub fn section(&self) -> DataSection {
        let mut section = DataSection::new();
        for (start, bytes) in &self.0 {
            section.active(
                0,
                &ConstExpr::i32_const(*start as i32),
                bytes.iter().copied(),
            );
        }
        section
    }
}

/// Runs of bytes that are wanted, with what stands in short gaps between them.
fn runs(start: u32, bytes: &[u8], is_late: &[bool], wanted: bool, out: &mut Vec<(u32, Vec<u8>)>) {
    let mut run: Option<(usize, Vec<u8>)> = None;
    for (at, (byte, late)) in bytes.iter().zip(is_late).enumerate() {
        if *late != wanted {
            continue;
        }
        run = Some(match run.take() {
            Some((from, mut data)) if at - (from + data.len()) < APART => {
                // What stands between is constant: the second part may write it once more, the first may do so early.
                data.extend_from_slice(bytes.get(from + data.len()..at).unwrap_or_default());
                data.push(*byte);
                (from, data)
            }
            before => {
                out.extend(before.map(|(from, data)| (start + from as u32, data)));
                (at, vec![*byte])
            }
        });
    }
    out.extend(run.map(|(from, data)| (start + from as u32, data)));
}

/// The constants of an instruction, as words.
pub fn numbers(operator: &Operator) -> impl Iterator<Item = u32> {
    let (bytes, words) = match operator {
        Operator::I32Const { value } => (*value as u32 as u128, 1),
        Operator::F32Const { value } => (u128::from(value.bits()), 1),
        Operator::I64Const { value } => (*value as u64 as u128, 2),
        Operator::F64Const { value } => (u128::from(value.bits()), 2),
        Operator::V128Const { value } => (u128::from_le_bytes(*value.bytes()), 4),
        _ => (0, 0),
    };
    (0..words).map(move |word| (bytes >> (32 * word)) as u32)
}

/// Where a load reads from, beside the address on the stack.
fn load(operator: &Operator) -> Option<MemArg> {
    match operator {
        Operator::I32Load { memarg }
        | Operator::I64Load { memarg }
        | Operator::F32Load { memarg }
        | Operator::F64Load { memarg }
        | Operator::I32Load8S { memarg }
        | Operator::I32Load8U { memarg }
        | Operator::I32Load16S { memarg }
        | Operator::I32Load16U { memarg }
        | Operator::I64Load8S { memarg }
        | Operator::I64Load8U { memarg }
        | Operator::I64Load16S { memarg }
        | Operator::I64Load16U { memarg }
        | Operator::I64Load32S { memarg }
        | Operator::I64Load32U { memarg } => Some(*memarg),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "\
    Addr      Off     Size Out     In      Symbol
       - 12ff99 c360 DATA
  100000   12ffa4       8         a.o:(.rodata..L1)
  100008   12ffb4       3         a.o:(.rodata..L2)
  10000c   12ffb8       4         a.o:(.rodata..L3)
";

    #[test]
    fn what_a_constant_points_at_is_needed_with_it() {
        let memory = Segments(vec![(
            0x10_0000,
            vec![0, 0, 0, 0, 0x0c, 0, 0x10, 0, 1, 1, 1, 1, 2, 2, 2, 2],
        )]);
        let mut constants = Constants::read(MAP, &memory).unwrap();
        constants.used_by(&Operator::I32Const { value: 0x10_0002 });
        constants.follow(&memory.image());
        let late: Vec<Range<u32>> = constants.late().collect();
        assert!(late.iter().eq(&[Range {
            start: 0x10_0008,
            end: 0x10_000b
        }]));
        let (first, rest) = memory.part(late.into_iter());
        assert_eq!(rest.0, [(0x10_0008, vec![1, 1, 1])]);
        // A short gap is no reason for two segments.
        assert_eq!(first.0.len(), 1);
        assert_eq!(first.0[0].1.len(), 16);
    }

    #[test]
    fn a_list_is_walked_from_its_end_and_a_text_is_not() {
        let needed = |bytes: &[u8]| {
            let memory = Segments(vec![(0x10_0000, bytes.to_vec())]);
            let mut constants = Constants::read(MAP, &memory).unwrap();
            constants.used_by(&Operator::I32Const { value: 0x10_0008 });
            constants.late().all(|late| late.start != 0x10_0000)
        };
        assert!(needed(b"\0\x01\x02\x03\0\x01\x02\x03abc\0\0\0\0\0"));
        assert!(!needed(b"two\tlinesabc\0\0\0\0\0"));
    }

    #[test]
    fn what_comes_late_spoils_nothing_that_is_there() {
        let whole: Vec<u8> = (1..=40).collect();
        let late = [2..6, 9..12, 30..34];
        let (first, rest) = Segments(vec![(0, whole.clone())]).part(late.into_iter());
        let mut memory = vec![0; 40];
        for (start, bytes) in first.0.into_iter().chain(rest.0) {
            let start = start as usize;
            memory[start..start + bytes.len()].copy_from_slice(&bytes);
        }
        assert_eq!(memory, whole);
    }

    #[test]
    fn whatever_may_be_a_pointer_is_a_number() {
        // Zeros at either end of a word are left out, and a part of it may come later.
        let memory = Segments(vec![(6, vec![9, 9, 7, 0, 0, 0, 8, 1])]);
        let whole = Segments(vec![(4, vec![1, 0, 9, 9, 7, 0, 0, 0, 8, 1, 2])]).image();
        let words: Vec<u32> = memory.words(&whole).collect();
        assert_eq!(words, [0x0909_0001, 0x0909_0000, 7, 7, 0x2_0108, 0x108]);
        let both = Operator::I64Const {
            value: 3 << 32 | 1900,
        };
        assert_eq!(numbers(&both).collect::<Vec<_>>(), [1900, 3]);
        assert_eq!(numbers(&Operator::Nop).count(), 0);
    }
}
