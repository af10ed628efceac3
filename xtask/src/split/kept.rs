//! What ran when it was measured: a line a function, its name and a bit for each mark in it.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};

/// What a program needs first.
#[derive(Default)]
pub struct Kept(BTreeMap<String, Vec<Vec<bool>>>);

impl Kept {
    /// Notes which marks of a function were passed. Functions of one name and as many marks are taken for one.
    pub fn note(&mut self, name: &str, ran: Vec<bool>) {
        let all = self.0.entry(name.to_owned()).or_default();
        match all.iter_mut().find(|known| known.len() == ran.len()) {
            Some(known) => {
                for (known, ran) in known.iter_mut().zip(ran) {
                    *known |= ran;
                }
            }
            None => all.push(ran),
        }
    }

    /// Takes functions that ran for such as ran from end to end where chance says which part of them does.
    pub fn round(&mut self, by_chance: impl Fn(&str) -> bool) {
        for (name, all) in &mut self.0 {
            if by_chance(name) {
                all.iter_mut().for_each(|ran| ran.fill(true));
            }
        }
    }

    /// Whether a function ran at all.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// How many names.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which of so many marks of a function were passed; nothing where it has changed since it was measured: then it stays whole.
    pub fn ran(&self, name: &str, marks: usize) -> Option<&[bool]> {
        let all = self.0.get(name)?;
        let known = all.iter().find(|known| known.len() == marks)?;
        Some(known)
    }

    /// Reads lines.
    pub fn read(text: &str) -> Result<Self> {
        let mut kept = Kept::default();
        for line in text.lines() {
            let (name, bits) = line.rsplit_once('\t').context("a line without marks")?;
            let (count, digits) = bits.split_once(':').context("marks without a number")?;
            let mut ran = Vec::new();
            for digit in digits.chars() {
                let digit = digit.to_digit(16).context("no digit")?;
                ran.extend((0..4).map(|bit| digit & (1 << bit) != 0));
            }
            ran.resize(count.parse()?, false);
            kept.note(name, ran);
        }
        Ok(kept)
    }

    /// Writes lines, sorted.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for (name, all) in &self.0 {
            let mut all: Vec<&Vec<bool>> = all.iter().collect();
            all.sort_by_key(|ran| ran.len());
            for ran in all {
                let _ = write!(text, "{name}\t{}:", ran.len());
                for four in ran.chunks(4) {
                    let digit = four
                        .iter()
                        .rev()
                        .fold(0, |digit, ran| digit * 2 + u32::from(*ran));
                    let _ = write!(text, "{digit:x}");
                }
                text.push('\n');
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut kept = Kept::default();
        kept.note("a::b", vec![true, false, true, true, false, true]);
        kept.note("a::b", vec![false; 6]);
        kept.note("a::c", vec![true]);
        let text = kept.write();
        assert_eq!(text, "a::b\t6:d2\na::c\t1:1\n");
        let again = Kept::read(&text).unwrap();
        assert_eq!(
            again.ran("a::b", 6).unwrap(),
            [true, false, true, true, false, true]
        );
        assert_eq!(again.ran("a::b", 7), None);
        assert!(!again.contains("a::d"));
    }

    #[test]
    fn what_chance_decides_is_kept_whole() {
        let mut kept = Kept::default();
        kept.note("a::Ids>::find", vec![true, false]);
        kept.note("a::Idle::find", vec![true, false]);
        kept.round(|name| name.contains("::Ids>::"));
        assert_eq!(kept.ran("a::Ids>::find", 2).unwrap(), [true, true]);
        assert_eq!(kept.ran("a::Idle::find", 2).unwrap(), [true, false]);
    }
}
