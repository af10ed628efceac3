//! The schema of events: generated, checked in, and true of what is written.

use choiceboard::progress::{Event, Fact, event_schema, write_event};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::arbitrary::event;
use crate::schemas::checked_in;

#[test]
fn the_file_is_what_the_types_say() {
    checked_in("event", &event_schema());
}

/// The fields a type is written with are those its schema names.
#[test]
fn every_type_is_written_as_its_schema_says() {
    let schema = event_schema();
    let kinds = schema["oneOf"].as_array().unwrap();
    let common = schema["properties"].as_object().unwrap();
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2000 {
        let event: Event = event().new_tree(&mut runner).unwrap().current();
        if matches!(event.fact, Fact::Unknown(_)) {
            continue;
        }
        let written = write_event(&event);
        let kind = kinds
            .iter()
            .find(|kind| kind["properties"]["type"]["const"] == written["type"])
            .unwrap_or_else(|| panic!("no schema for {}", written["type"]));
        seen.insert(written["type"].as_str().unwrap().to_owned());
        let of_kind = kind["properties"].as_object().unwrap();
        for name in written
            .keys()
            .filter(|name| event.extra.get(name).is_none())
        {
            assert!(
                common.contains_key(name) || of_kind.contains_key(name),
                "{name} of {}",
                written["type"]
            );
        }
        let required = kind["required"]
            .as_array()
            .into_iter()
            .chain(schema["required"].as_array());
        for name in required.flatten().filter_map(Value::as_str) {
            assert!(written.contains_key(name), "{name} of {}", written["type"]);
        }
    }
    // Every type but the one for what is not known.
    assert_eq!(seen.len(), kinds.len() - 1);
}
