//! Any text may lie where a chunk of the log should: every line is read or kept, and what was read comes back.

#![no_main]

use choiceboard::exchange::{Names, read_chunk, write_chunk};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let chunk = read_chunk(text, &mut Names::default());
    let lines = text.split('\n').filter(|line| !line.is_empty()).count();
    assert_eq!(chunk.events.len() + chunk.lost.len(), lines);
    let again = read_chunk(&write_chunk(&chunk.events), &mut Names::default());
    assert_eq!(again.events, chunk.events);
    assert!(again.lost.is_empty());
});
