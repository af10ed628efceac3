//! Any text may come as events: reading ends, and what was read is written and read again as the same.

#![no_main]

use choiceboard::progress::{read_event, read_events, write_event};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    for event in read_events(text).events {
        let wire = Value::Object(write_event(&event)).to_string();
        let again = read_event(serde_json::from_str(&wire).unwrap()).unwrap();
        assert_eq!(write_event(&again), write_event(&event));
    }
});
