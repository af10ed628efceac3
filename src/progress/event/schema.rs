//! The JSON Schema of an event, generated from the types of the log.

use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use super::{Actor, Fact};
use crate::progress::journal::WORK;

/// One fact of the log: something a learner or a teacher did. docs/events.md says what each does.
#[derive(JsonSchema)]
#[schemars(rename = "Event")]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Wire {
    /// UUID v7 where the widget made it; any other text will do.
    #[schemars(length(min = 1))]
    id: String,
    /// When, in RFC 3339 with a zone.
    #[schemars(extend("format" = "date-time"))]
    at: String,
    /// Whose act it is. Without it: of whoever can do it.
    by: Option<Actor>,
    /// Id of the activity it is about.
    activity: Option<String>,
    /// Revision of the activity when it was worked on.
    revision: Option<String>,
    #[schemars(flatten)]
    fact: Fact,
}

/// Payload fields without which an event means nothing; every other has a default.
const NEEDED: [&str; 5] = ["type", "step", "code", "badge", "group"];

/// The schema, with types that are not known here allowed as the log allows them.
pub fn event_schema() -> Value {
    let mut schema = schema_for!(Wire).to_value();
    if let Some(kinds) = schema.get_mut("oneOf").and_then(Value::as_array_mut) {
        let known: Vec<Value> = kinds
            .iter()
            .filter_map(|kind| kind.pointer("/properties/type/const").cloned())
            .collect();
        for required in kinds.iter_mut().filter_map(|kind| kind.get_mut("required")) {
            let needed = |name: &Value| name.as_str().is_some_and(|name| NEEDED.contains(&name));
            if let Some(required) = required.as_array_mut() {
                required.retain(needed);
            }
        }
        let is_entry = |kind: &&mut Value| {
            kind.pointer("/properties/type/const")
                .is_some_and(|name| name == "reflect")
        };
        let fields = kinds.iter_mut().find(is_entry);
        let fields = fields.and_then(|kind| kind.get_mut("properties")?.as_object_mut());
        if let Some(fields) = fields {
            let about = "Id of the event that handed in the work it is about.";
            let work = json!({ "description": about, "type": "string" });
            fields.insert(WORK.to_owned(), work);
        }
        kinds.push(json!({
            "description": "A type that is not known here: kept, passed on, not counted.",
            "type": "object",
            "properties": { "type": { "type": "string", "not": { "enum": known } } },
            "required": ["type"],
        }));
    }
    schema
}
