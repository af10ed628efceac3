//! The JSON Schema of the board file, generated from types that mirror the file as it is written: every field with what it
//! means, so that an editor completes and checks a board.
//!
//! The reader stays the judge: a schema cannot know whether an id exists. A test holds each type here to the fields the
//! reader knows.

// The types are never filled: they are there for what is derived from them.
#![allow(dead_code)]

mod activity;
mod board;
mod rule;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The schema of the board file (JSON Schema 2020-12).
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().with_transform(Tidy);
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<board::Board>();
    schema.insert("title".into(), "Choiceboard board".into());
    schema.to_value()
}

/// A text in the board's language, or in several: a map from language tag to text. Markdown (CommonMark, no raw HTML).
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Text {
    /// Markdown in the board's language.
    Plain(String),
    /// From language tag (BCP 47) to Markdown.
    Languages(BTreeMap<String, String>),
}

/// A day (2026-11-21) or a moment (2026-11-21T09:30:00+01:00), RFC 3339.
#[derive(JsonSchema)]
struct Date(#[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}([Tt ].+)?$"))] String);

/// An id: any text that is not blank. Never change it once learners have worked on the board.
#[derive(JsonSchema)]
struct Id(#[schemars(regex(pattern = r"\S"))] String);

/// A field that may be left out may not be `null` for that; fields of other programs are let through everywhere.
#[derive(Clone)]
struct Tidy;

impl Transform for Tidy {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        if object.get("additionalProperties") == Some(&Value::Bool(false)) {
            object.insert("patternProperties".into(), json!({ "^(x-|_|\\$)": true }));
        }
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|name| name != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                object.insert("type".into(), only);
            }
        }
        let mut only = None;
        if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
            choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
            if let [Value::Object(choice)] = choices.as_slice() {
                only = Some(choice.clone());
            }
        }
        if let Some(only) = only {
            object.remove("anyOf");
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
        }
    }
}
