//! A chunk of the log as text.

use crate::progress::{Event, read_events, write_event};

/// What could be read of a chunk.
pub(super) struct Chunk {
    pub events: Vec<Event>,
    /// Pieces that could not be read.
    pub faults: usize,
}

/// One event a line.
pub(super) fn write_chunk(events: &[Event]) -> String {
    let mut out = String::new();
    for event in events {
        out.push_str(&serde_json::Value::Object(write_event(event)).to_string());
        out.push('\n');
    }
    out
}

/// Every readable event.
pub(super) fn read_chunk(text: &str) -> Chunk {
    let reading = read_events(text);
    Chunk {
        events: reading.events,
        faults: reading.faults.len(),
    }
}
