//! The JSON Schemas of both messages, generated from the types. Fields that are not named may come as well: either side leaves
//! alone what it does not know.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Value, json};

use super::{BoardName, CONTRACT, LearnerName, Refused};
use crate::progress::event_schema;

/// What the widget sends: what the LMS may lack. docs/contract.md says how it travels.
#[derive(JsonSchema)]
#[schemars(rename = "Request")]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Asked {
    /// Version of the contract.
    #[schemars(extend("const" = CONTRACT))]
    contract: u64,
    board: BoardName,
    learner: LearnerName,
    /// The cursor of the last answer, as it came; null before the first.
    #[schemars(default)]
    after: Option<String>,
    /// Events that the LMS may lack; sending one again is harmless.
    #[schemars(length(max = 500))]
    events: Vec<Value>,
    summary: Glance,
}

/// What follows from the learner's whole log: for an LMS that reads no events. A server that does can work it out itself.
#[derive(JsonSchema)]
#[schemars(rename = "Summary")]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Glance {
    state: Where,
    /// The same as `state` being `complete`.
    complete: bool,
    /// Points earned.
    points: f64,
    /// Where the bar of points ends.
    points_goal: f64,
    score: Score,
    /// Activities that count, free spaces left out.
    counted: u32,
    /// Level reached, from 1; 0 without levels.
    level: u32,
    /// Ids of badges earned, in the board's order.
    badges: Vec<String>,
    /// By id of a standard, the id of the level reached.
    mastery: BTreeMap<String, String>,
    /// Ids of activities that wait for a teacher.
    waiting: Vec<String>,
    /// Ids of activities in which the learner waits for help.
    help: Vec<String>,
}

/// Whether the board is complete, can still be completed, or cannot any more.
#[derive(JsonSchema)]
#[schemars(rename = "State", rename_all = "snake_case")]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
enum Where {
    Complete,
    InProgress,
    Impossible,
}

/// The line in the gradebook.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Score {
    /// Progress to the points that the board asks for, else to its completion.
    #[schemars(range(min = 0, max = 1))]
    scaled: f64,
}

/// What the LMS answers: what the widget may lack. Of a field that is not there nothing is said.
#[derive(JsonSchema)]
#[schemars(rename = "Response")]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Answered {
    /// Version of the contract.
    #[schemars(extend("const" = CONTRACT))]
    contract: u64,
    /// Ids of events of the request that are stored, now or before.
    #[schemars(default)]
    accepted: Vec<String>,
    /// Events of the request that will never be stored.
    #[schemars(default)]
    refused: Vec<Refused>,
    /// Events that the widget may lack: of other devices, of the teacher.
    #[schemars(default)]
    events: Vec<Value>,
    /// What the next request carries as `after`.
    #[schemars(default)]
    cursor: Option<String>,
    /// There is more to come: the widget asks again at once.
    #[schemars(default)]
    more: bool,
    /// The whole class: what is so now. The widget forgets what the next answer does not say again.
    #[schemars(default)]
    class: Option<Class>,
    /// Those who are compared, the learner among them: only where the teacher has switched it on, and without whoever does not take part.
    #[schemars(default)]
    peers: Vec<Peer>,
}

/// What is told of the class.
#[derive(JsonSchema)]
#[schemars(default)]
#[derive(Default)]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Class {
    /// Points of all together.
    points: Option<f64>,
    /// How many they are.
    learners: Option<u32>,
    /// Points that they want to reach together.
    goal: Option<f64>,
    /// How many have taken up an activity, by its id.
    places: BTreeMap<String, Taken>,
    /// The learner's own turns at stations.
    turns: Vec<Turn>,
}

/// Places of an activity with a `limit`.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Taken {
    /// Learners who have chosen or started it.
    taken: u32,
}

/// A time at a station.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Turn {
    /// What is done there, by ids.
    activities: Vec<String>,
    /// When it begins.
    #[schemars(extend("format" = "date-time"))]
    from: String,
    /// When it ends.
    #[schemars(extend("format" = "date-time"))]
    until: String,
}

/// One of those who are compared.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "the schema is made from it, nothing else")]
struct Peer {
    /// What they have earned.
    points: f64,
    /// What they want to be called here. Never a name from a register.
    #[schemars(default, length(max = 40))]
    nickname: Option<String>,
    /// Their team.
    #[schemars(default, length(max = 40))]
    team: Option<String>,
    /// It is the learner who is answered.
    #[schemars(default)]
    you: bool,
}

/// The schema of what the widget sends.
pub fn request_schema() -> Value {
    with_events(schema_for!(Asked))
}

/// The schema of what the LMS answers.
pub fn response_schema() -> Value {
    with_events(schema_for!(Answered))
}

/// The schema of an event is written out where the message has events.
fn with_events(message: Schema) -> Value {
    let mut message = message.to_value();
    let mut event = event_schema();
    let mut parts = json!({});
    if let Some(event) = event.as_object_mut() {
        event.shift_remove("$schema");
        parts = event.shift_remove("$defs").unwrap_or(parts);
    }
    if let Some(items) = message.pointer_mut("/properties/events/items") {
        *items = json!({ "$ref": "#/$defs/Event" });
    }
    let known = message
        .as_object_mut()
        .map(|all| all.entry("$defs").or_insert_with(|| json!({})));
    if let (Some(Value::Object(known)), Value::Object(parts)) = (known, parts) {
        known.extend(parts);
        known.insert("Event".into(), event);
    }
    message
}
