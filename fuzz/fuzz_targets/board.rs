//! Any bytes may come as a board: reading and proving end, places lie in the text, and what is written is read as the same.

#![no_main]

use choiceboard::board::{layout, prove, read, without_gone};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reading = read(bytes);
    let text = reading.document.text();
    for said in reading.diagnostics.iter().chain(&prove(&reading)) {
        assert!(said.line >= 1 && said.column >= 1 && said.path.starts_with('$'));
        assert!(text.is_empty() || text.get(said.at.start..said.at.end).is_some());
    }
    if let Some(left) = without_gone(&reading) {
        assert_eq!(layout(&left).places.len(), left.activities.len());
    }
    let written = reading.document.write();
    assert_eq!(read(written.as_bytes()).document.write(), written);
});
