//! Names that mean the same everywhere.

use crate::board::{Board, Standard};

/// A text as one part of an address.
pub(super) fn part(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let digit = |bits: u8| char::from_digit(bits.into(), 16).unwrap_or('0');
                out.push('%');
                out.push(digit(byte >> 4).to_ascii_uppercase());
                out.push(digit(byte & 15).to_ascii_uppercase());
            }
        }
    }
    out
}

/// The address of a standard, or its CASE item; nothing where the board names neither.
pub(super) fn standard(standard: &Standard) -> Option<String> {
    match standard.uri.as_str() {
        "" => case(standard),
        uri => Some(String::from(uri)),
    }
}

/// A standard's CASE item, where the board names one.
pub(super) fn case(standard: &Standard) -> Option<String> {
    let (_, item) = standard.case.as_ref()?;
    Some(["urn:uuid:", item].concat())
}

/// Names a board where nobody has given it an address.
pub(super) fn board(board: &Board) -> String {
    ["urn:choiceboard:board:", &part(&board.id)].concat()
}
