//! Random boards, small enough that locks, badges, places and rules meet often, and random logs for them.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Event, read_event, read_events};
use proptest::prelude::*;
use serde_json::{Value, json};

const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
/// 2026-11-21T00:00:00Z
pub const START: i64 = 1_795_219_200_000;
const HOUR: i64 = 3_600_000;

fn rule() -> impl Strategy<Value = Value> {
    let one = prop_oneof![
        4 => prop::sample::select(IDS.to_vec()).prop_map(|id| json!(id)),
        2 => (1u32..4).prop_map(|n| json!({ "at_least": n })),
        1 => (0u32..3).prop_map(|n| json!({ "at_most": n })),
        1 => (0u32..3).prop_map(|n| json!({ "exactly": n, "of": ["a", "b", "c"] })),
        1 => (1u32..9).prop_map(|n| json!({ "points": { "min": n } })),
        1 => (1u32..9).prop_map(|n| json!({ "points": { "max": n } })),
        1 => Just(json!({ "lines": 1 })),
        1 => Just(json!({ "score": { "min": 60 }, "of": ["a"] })),
        1 => Just(json!({ "attempts": { "max": 1 } })),
        1 => Just(json!({ "mastery": "s", "min": "familiar" })),
        1 => Just(json!({ "state": "submitted", "of": ["b", "c"] })),
        2 => prop::sample::select(vec!["x", "y", "z"]).prop_map(|id| json!({ "badge": id })),
        1 => (1u32..4).prop_map(|n| json!({ "level": n })),
        1 => (1u32..4).prop_map(|n| json!({ "days": n })),
        1 => Just(json!({ "reflections": 1 })),
        1 => any::<bool>().prop_map(|read| json!({ "feedback_read": read })),
        1 => Just(json!({ "after": "2026-11-22" })),
        1 => Just(json!({ "before": "2026-11-22T12:00:00Z" })),
        1 => Just(json!({ "group": "g" })),
    ];
    one.prop_recursive(2, 6, 3, |rule| {
        prop_oneof![
            prop::collection::vec(rule.clone(), 1..3).prop_map(|parts| json!({ "all": parts })),
            prop::collection::vec(rule.clone(), 1..3).prop_map(|parts| json!({ "any": parts })),
            rule.prop_map(|part| json!({ "not": part })),
        ]
    })
}

fn maybe<T: std::fmt::Debug + Clone>(
    weight: f64,
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(weight, value)
}

fn activity(id: &'static str) -> impl Strategy<Value = Value> {
    let marks = (
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.3),
    );
    (
        maybe(0.3, rule()),
        0u32..4,
        1u32..3,
        marks,
        maybe(0.1, Just("2026-11-22")),
    )
        .prop_map(
            move |(
                requires,
                points,
                repeat,
                (approval, free, evidence, check, standard),
                opens,
            )| {
                let mut out = json!({ "id": id, "title": id, "points": points });
                let mut put = |there: bool, name: &str, value: Value| {
                    if there {
                        out[name] = value;
                    }
                };
                put(approval, "approval", json!("teacher"));
                put(free, "free", json!(true));
                put(!free && repeat > 1, "repeat", json!(repeat));
                put(
                    evidence,
                    "evidence",
                    json!({ "kinds": ["text"], "required": true }),
                );
                let question =
                    json!({ "id": "q", "kind": "true_false", "text": "?", "correct": true });
                let questions = json!([question]);
                put(
                    check,
                    "check",
                    json!({ "questions": questions, "pass": 60, "attempts": 3 }),
                );
                put(standard, "standards", json!(["s"]));
                put(opens.is_some(), "opens", json!(opens));
                put(requires.is_some(), "requires", json!(requires));
                let version = json!({ "g": { "title": "other", "approval": "teacher" } });
                put(id == "b", "versions", version);
                out
            },
        )
}

/// A board, shown by its file when a law does not hold for it.
#[derive(Clone)]
pub struct Drawn {
    pub edition: Arc<Edition>,
    file: String,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)
    }
}

/// A board of six activities in two sections. Cycles among its rules are kept out by reading: such a board is drawn again.
pub fn drawn() -> impl Strategy<Value = Drawn> {
    let counts = ["chosen", "submitted", "done", "approved", "mastered"];
    let methods = [
        "highest",
        "latest",
        "average",
        "decaying_average",
        "n_times",
    ];
    let whole = (
        IDS.map(activity),
        prop::sample::select(counts.to_vec()),
        prop::sample::select(methods.to_vec()),
        [rule(), rule(), rule(), rule()],
        maybe(0.5, 1u32..3),
    );
    whole.prop_filter_map("has errors", |(activities, counts, method, rules, max)| {
        let [x, y, z, complete] = rules;
        let mut board = json!({
            "choiceboard": 1, "id": "random", "title": "Random",
            "activities": activities, "counts_when": counts, "complete": complete,
            "sections": [
                { "id": "one", "title": "One", "columns": 2, "activities": ["a", "b", "c", "d"] },
                { "id": "two", "title": "Two", "layout": "list", "activities": ["e", "f"] },
            ],
            "levels": [{ "title": "1", "points": 0 }, { "title": "2", "points": 3 }, { "title": "3", "points": 6 }],
            "badges": [
                { "id": "x", "title": "X", "when": x },
                { "id": "y", "title": "Y", "when": y },
                { "id": "z", "title": "Z", "when": z },
            ],
            "standards": [{ "id": "s", "title": "S" }],
            "mastery": { "method": method, "times": 2 },
            "groups": [{ "id": "g", "title": "G" }],
        });
        if let Some(max) = max {
            board["sections"][0]["choose"] = json!({ "min": 0, "max": max });
        }
        let file = board.to_string();
        let board = read(file.as_bytes()).board?;
        let ground = layout(&board);
        let edition = Arc::new(Edition::new(board, ground));
        Some(Drawn { edition, file })
    })
}

/// What a learner writes about the work, about an activity or about none; a review is of any event.
fn written() -> impl Strategy<Value = Value> {
    let goal = (0usize..40).prop_map(|place| format!("e{place:03}"));
    let reached = prop::sample::select(vec!["yes", "partly", "no", "nearly"]);
    let one = prop_oneof![
        1 => (1u8..6).prop_map(|n| json!({ "type": "reflect", "text": "x", "confidence": n })),
        2 => Just(json!({ "type": "goal", "text": "x", "until": "2026-11-22" })),
        3 => (goal, reached)
            .prop_map(|(goal, reached)| json!({ "type": "goal_review", "goal": goal, "reached": reached })),
        1 => (1u8..6).prop_map(|n| json!({ "type": "check_in", "mood": n, "talk": n < 3 })),
        2 => planned(),
        2 => Just(json!({ "type": "help", "text": "x", "tried": "y" })),
        2 => "[a-z]{0,2}".prop_map(|text| json!({ "type": "answer_help", "text": text })),
    ];
    let about = maybe(0.7, prop::sample::select(IDS.to_vec()));
    (one, about).prop_map(|(mut act, id)| {
        if let Some(id) = id {
            act["activity"] = json!(id);
        }
        act
    })
}

/// A plan of some activities, or one that says nothing.
fn planned() -> impl Strategy<Value = Value> {
    let ids = prop::collection::vec(prop::sample::select(IDS.to_vec()), 0..4);
    let day = prop::sample::select(vec!["2026-11-22", "2026-11-24", "soon"]);
    (ids, day, "[a-z]{0,2}").prop_map(|(ids, day, because)| {
        let on = ids.first().map(|id| ((*id).to_owned(), json!(day)));
        let days: serde_json::Map<String, Value> = on.into_iter().collect();
        match because.as_str() {
            "z" => json!({ "type": "plan", "activities": 3, "days": days }),
            _ => json!({ "type": "plan", "activities": ids, "days": days, "because": because }),
        }
    })
}

/// What one event says, without its time and id.
fn act() -> impl Strategy<Value = Value> {
    let learner = [
        "choose",
        "drop",
        "start",
        "step",
        "done",
        "undo",
        "done",
        "undo",
        "read_feedback",
    ];
    let teacher = ["approve", "return", "check_off", "comment"];
    let of_one = prop_oneof![
        6 => prop::sample::select(learner.to_vec()).prop_map(|name| json!({ "type": name, "step": 1 })),
        2 => prop::sample::select(teacher.to_vec()).prop_map(|name| json!({ "type": name })),
        1 => (0u32..101).prop_map(|score| json!({ "type": "answer", "score": score })),
        1 => (0u32..101).prop_map(|score| json!({ "type": "assess", "score": score })),
        1 => "[a-z]{0,2}".prop_map(|text| json!({ "type": "submit", "text": text })),
        1 => Just(json!({ "type": "draft", "value": "so far" })),
    ];
    let on_one = (of_one, prop::sample::select(IDS.to_vec())).prop_map(|(mut act, id)| {
        act["activity"] = json!(id);
        act
    });
    let badge = prop::sample::select(vec!["x", "y", "z", "old"]);
    let of_all = prop_oneof![
        3 => Just(json!({ "type": "reflect" })),
        2 => written(),
        2 => any::<bool>().prop_map(|member| json!({ "type": "group", "group": "g", "member": member })),
        1 => Just(json!({ "type": "reset" })),
        1 => Just(json!({ "type": "reset", "activity": "a" })),
        1 => badge.clone().prop_map(|badge| json!({ "type": "award", "badge": badge })),
        1 => badge.clone().prop_map(|badge| json!({ "type": "revoke", "badge": badge })),
        2 => (badge, prop::sample::select(IDS.to_vec()))
            .prop_map(|(badge, id)| json!({ "type": "earn", "badge": badge, "because": [id] })),
        1 => Just(json!({ "type": "read_feedback" })),
    ];
    prop_oneof![8 => on_one, 1 => of_all]
}

/// Events in the order of time, over some three days.
pub fn events() -> impl Strategy<Value = Vec<Event>> {
    let zone = maybe(0.2, -600i32..600);
    let one = (act(), 0i64..3 * HOUR, zone);
    prop::collection::vec(one, 0..40).prop_map(|acts| {
        let mut at = START;
        let event = |(place, (mut act, pause, offset)): (usize, (Value, i64, Option<i32>))| {
            at += pause;
            act["id"] = json!(format!("e{place:03}"));
            act["at"] = json!("2026-11-21T00:00:00Z");
            let event = read_event(act).unwrap();
            Event {
                at,
                offset,
                ..event
            }
        };
        acts.into_iter().enumerate().map(event).collect()
    })
}

/// Events without ids and times get them by their place.
pub fn by_hand(text: &str) -> Vec<Event> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines
        .enumerate()
        .map(|(at, line)| {
            let rest = line.strip_prefix('{').unwrap();
            let (hour, minute) = (9 + at / 60, at % 60);
            format!(r#"{{ "id": "e{at}", "at": "2026-11-21T{hour:02}:{minute:02}:00Z",{rest}"#)
        })
        .collect();
    let reading = read_events(&lines.join("\n"));
    assert_eq!(reading.faults, []);
    reading.events
}
