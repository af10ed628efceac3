//! A piece of the log as it lies on the device: one event a line, each line with its own checksum and complete in itself,
//! so that damage costs no more than the lines it touches. What cannot be read is handed back as it is, to be kept aside.

use super::line::{read_line, write_line};
use super::names::Names;
use super::uuid::sign;
use crate::progress::Event;

/// What a chunk's text holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Chunk {
    /// Every event that could be read, in the order of the text.
    pub events: Vec<Event>,
    /// Every line that could not, as it stands.
    pub lost: Vec<String>,
}

/// The text of these events.
pub fn write_chunk<'a>(events: impl IntoIterator<Item = &'a Event>) -> String {
    let mut out = String::new();
    for event in events {
        append_line(&mut out, event);
    }
    out
}

/// Adds one event to the text of a chunk.
pub fn append_line(out: &mut String, event: &Event) {
    let line = write_line(event);
    out.reserve(line.len() + 7);
    out.extend(checksum(&line));
    out.push('\t');
    out.push_str(&line);
    out.push('\n');
}

/// Reads every line that is whole. Chunks of one log share their names.
pub fn read_chunk(text: &str, names: &mut Names) -> Chunk {
    let mut chunk = Chunk::default();
    for line in text.split('\n') {
        if line.is_empty() {
            continue;
        }
        match checked(line).and_then(|line| read_line(line, names)) {
            Some(event) => chunk.events.push(event),
            None => chunk.lost.push(line.to_owned()),
        }
    }
    chunk
}

/// The line behind its checksum, if it is what was written.
fn checked(line: &str) -> Option<&str> {
    let (sum, rest) = line.split_once('\t')?;
    sum.chars().eq(checksum(rest)).then_some(rest)
}

/// Thirty bits of a hash in the manner of FNV-1a, eight bytes at a time, as five letters and digits.
fn checksum(line: &str) -> [char; 5] {
    let mut hash = 0xcbf2_9ce4_8422_2325u64 ^ line.len() as u64;
    for eight in line.as_bytes().chunks(8) {
        let word = eight
            .iter()
            .rev()
            .fold(0, |word, byte| word << 8 | u64::from(*byte));
        hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    }
    [0, 6, 12, 18, 24].map(|shift| sign((hash >> (shift + 20)) as u8))
}
