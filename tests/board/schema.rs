//! The checked-in JSON Schema: the one the types make, accepting what the reader accepts and knowing what it knows.

use std::fs;

use choiceboard::board::{read, schema};
use serde_json::{Value, json};

use super::cases::cases;
use super::laws::samples;
use crate::schemas::{checked_in, faults, validator};

/// Faults that a schema can see.
const SEEN: &[&str] = &[
    "wrong-type",
    "missing-field",
    "unknown-word",
    "out-of-range",
    "not-whole",
    "unknown-part",
    "unknown-rule",
    "two-rules",
    "no-bound",
    "not-a-board",
];

#[test]
fn the_checked_in_schema_is_the_one_the_types_make() {
    checked_in("board", &schema());
}

#[test]
fn every_sample_board_is_valid() {
    let validator = validator(&schema());
    for sample in samples() {
        let board: Value = serde_json::from_str(&sample).unwrap();
        assert_eq!(
            faults(&validator, &board),
            Vec::<String>::new(),
            "{}",
            board["id"]
        );
    }
}

/// What the reader hands out is valid; what it refuses for a fault that a schema can see is not.
#[test]
fn the_schema_agrees_with_the_reader_on_every_case() {
    let validator = validator(&schema());
    for case in cases() {
        let reading = read(fs::read(case.join("board.json")).unwrap());
        let faults = faults(&validator, &reading.document.value());
        if reading.board.is_some() {
            assert_eq!(faults, Vec::<String>::new(), "{}", case.display());
        }
        if reading
            .diagnostics
            .iter()
            .any(|said| SEEN.contains(&said.code))
        {
            assert!(
                !faults.is_empty(),
                "{}: {:?}",
                case.display(),
                reading.diagnostics
            );
        }
    }
}

/// Every field of the schema is one the reader knows, and has a description.
#[test]
fn every_field_is_known_to_the_reader_and_described() {
    let schema = schema();
    let mut objects: Vec<(String, &Value)> = vec![("Board".into(), &schema)];
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        objects.push((name.clone(), definition));
        for (at, variant) in definition["anyOf"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            objects.push((format!("{name} {at}"), variant));
        }
    }
    let mut fields = 0;
    for (name, object) in objects {
        for (field, property) in object["properties"].as_object().into_iter().flatten() {
            fields += 1;
            assert!(property["description"].is_string(), "{name} {field}");
        }
    }
    assert!(fields > 150, "{fields}");
}

/// Every field that the reader knows is in the schema: a board with all of them gets no word from the reader about
/// unknown fields, and every one of its fields is a property of the schema.
#[test]
fn every_field_the_reader_knows_is_in_the_schema() {
    let full: Value = serde_json::from_str(include_str!("../cases/board-full/board.json")).unwrap();
    let reading = read(full.to_string().as_bytes());
    assert_eq!(reading.diagnostics, []);
    let schema = schema();
    let closed = close(schema);
    let validator = validator(&closed);
    assert_eq!(faults(&validator, &full), Vec::<String>::new());
    let mut odd = full;
    odd["activities"][0]["odd"] = json!(1);
    assert!(!faults(&validator, &odd).is_empty());
}

/// The schema with no other fields allowed anywhere.
fn close(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(fields) => {
            if fields.get("properties").is_some_and(Value::is_object)
                && !fields.contains_key("additionalProperties")
            {
                fields.insert("additionalProperties".into(), Value::Bool(false));
            }
            for value in fields.values_mut() {
                *value = close(value.take());
            }
        }
        Value::Array(items) => {
            for item in items {
                *item = close(item.take());
            }
        }
        _ => {}
    }
    schema
}
