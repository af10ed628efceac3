//! Reads a formula.

use super::Math;
use super::names::{OF_LETTERS, OF_SIGNS, SIGNS, UPRIGHT};
use crate::words::is_letter;

/// How deep groups, roots and fractions may nest.
const DEPTH: u8 = 16;
/// Bytes of the longest formula.
const LONGEST: usize = 2_000;

/// Reads a formula as it was written, without its dollars; nothing where any of it is not known.
///
/// After `^`, `_` and a name that asks for something comes a group in braces, a letter, a name or a whole number: `x^10` is what it looks like, and not
/// TeX's `x^1 0`.
pub fn read(source: &str) -> Option<Math> {
    if source.len() > LONGEST {
        return None;
    }
    let mut reader = Reader {
        rest: source,
        depth: 0,
    };
    let row = reader.row(None)?;
    (!row.is_empty()).then_some(Math::Row(row))
}

struct Reader<'a> {
    rest: &'a str,
    depth: u8,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip(&mut self, sign: char) {
        self.rest = self.rest.strip_prefix(sign).unwrap_or(self.rest);
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|sign| !fits(sign));
        self.take(end.unwrap_or(self.rest.len()))
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Everything up to a sign, or to the end.
    fn row(&mut self, end: Option<char>) -> Option<Vec<Math>> {
        let mut row = Vec::new();
        loop {
            self.blanks();
            let Some(next) = self.peek() else {
                return end.is_none().then_some(row);
            };
            if Some(next) == end {
                self.skip(next);
                return Some(row);
            }
            match next {
                '^' | '_' => {
                    self.skip(next);
                    let base = row.pop()?;
                    let script = self.argument()?;
                    row.push(scripted(base, script, next == '^')?);
                }
                _ => row.extend(self.atom()?),
            }
        }
    }

    /// One piece; none where it only says how wide a gap is.
    fn atom(&mut self) -> Option<Option<Math>> {
        let next = self.peek()?;
        Some(Some(match next {
            '{' => self.group()?,
            '\\' => return self.named(),
            '0'..='9' => self.number(),
            '-' => {
                self.skip(next);
                Math::Sign(String::from("−"))
            }
            '\'' => {
                self.skip(next);
                Math::Sign(String::from("′"))
            }
            _ if SIGNS.contains(next) => {
                self.skip(next);
                Math::Sign(next.into())
            }
            _ => self.letter(next)?,
        }))
    }

    /// What belongs to a `^`, a `_` or a name.
    fn argument(&mut self) -> Option<Math> {
        self.blanks();
        let next = self.peek()?;
        match next {
            '{' => self.group(),
            '\\' => self.named()?,
            '0'..='9' => Some(self.number()),
            _ => self.letter(next),
        }
    }

    fn group(&mut self) -> Option<Math> {
        self.skip('{');
        self.deeper(|reader| reader.row(Some('}')).map(Math::Row))
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let read = (self.depth <= DEPTH).then(|| read(self)).flatten();
        self.depth -= 1;
        read
    }

    /// Digits, with one point or comma where digits follow it.
    fn number(&mut self) -> Math {
        let digit = |sign: char| sign.is_ascii_digit();
        let mut number = self.take_while(digit).to_owned();
        let mut after = self.rest.chars();
        if let (Some(point @ ('.' | ',')), Some('0'..='9')) = (after.next(), after.next()) {
            self.skip(point);
            number.push(point);
            number.push_str(self.take_while(digit));
        }
        Math::Number(number)
    }

    /// Latin and Greek letters stand one by one; those of other scripts are words, for many of them join.
    fn letter(&mut self, next: char) -> Option<Math> {
        let alone = |sign: char| sign.is_ascii() || matches!(sign, '\u{370}'..='\u{3ff}');
        if !is_letter(next) {
            return None;
        }
        if alone(next) {
            self.skip(next);
            return Some(Math::Name(next.into()));
        }
        let word = self.take_while(|sign| is_letter(sign) && !alone(sign));
        Some(Math::Text(word.to_owned()))
    }

    fn named(&mut self) -> Option<Option<Math>> {
        self.skip('\\');
        let name = self.take_while(|sign| sign.is_ascii_alphabetic());
        let of = |all: &[(&str, &str)]| {
            let found = all.iter().find(|(known, _)| *known == name);
            found.map(|(_, sign)| String::from(*sign))
        };
        Some(match name {
            "" => {
                let sign = self.peek()?;
                self.skip(sign);
                match sign {
                    ' ' | ',' | ';' | ':' | '!' => None,
                    '{' | '}' | '%' | '$' | '&' | '#' | '_' => Some(Math::Sign(sign.into())),
                    _ => return None,
                }
            }
            // Brackets grow by themselves.
            "left" | "right" | "quad" | "displaystyle" => None,
            "frac" | "dfrac" | "tfrac" => {
                let over = self.deeper(Self::argument)?;
                let under = self.deeper(Self::argument)?;
                Some(Math::Fraction(Box::new([over, under])))
            }
            "sqrt" => {
                self.blanks();
                let index = match self.peek() {
                    Some('[') => {
                        self.skip('[');
                        let index = self.deeper(|reader| reader.row(Some(']')))?;
                        Some(Box::new(Math::Row(index)))
                    }
                    _ => None,
                };
                let of = self.deeper(Self::argument)?;
                Some(Math::Root(Box::new(of), index))
            }
            "text" | "mathrm" | "operatorname" => {
                self.blanks();
                self.rest = self.rest.strip_prefix('{')?;
                let words = self.take(self.rest.find(['{', '}', '\\'])?);
                self.rest = self.rest.strip_prefix('}')?;
                Some(Math::Text(words.to_owned()))
            }
            name if UPRIGHT.contains(&name) => Some(Math::Name(name.to_owned())),
            _ => match of(&OF_LETTERS) {
                Some(letter) => Some(Math::Name(letter)),
                None => Some(Math::Sign(of(&OF_SIGNS)?)),
            },
        })
    }
}

/// Puts a piece above or below another; nothing where one stands there already.
fn scripted(base: Math, script: Math, above: bool) -> Option<Math> {
    let (base, mut sub, mut sup) = match base {
        Math::Scripts { base, sub, sup } => (base, sub, sup),
        base => (Box::new(base), None, None),
    };
    let place = if above { &mut sup } else { &mut sub };
    if place.is_some() {
        return None;
    }
    *place = Some(Box::new(script));
    Some(Math::Scripts { base, sub, sup })
}
