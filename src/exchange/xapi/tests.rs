use std::sync::Arc;

use super::*;
use crate::board::{layout, read};
use crate::progress::{Actor, Edition, Extra, Levels, Log, Planned, Reach, read_events};
use crate::rules::Clock;

mod discreet;

const BOARD_FILE: &str = r#"{ "choiceboard": 1, "id": "b", "title": { "en": "Rain", "de": "Regen" }, "language": "en", "activities": [
    { "id": "look", "title": "Look", "about": "At *clouds*", "standards": ["see", "own"] },
    { "id": "quiz", "title": "Quiz", "standards": ["draw"], "check": { "pass": 60, "questions": [
        { "kind": "true_false", "text": "Wet?", "answer": true } ] } },
    { "id": "show", "title": "Show", "approval": "teacher" } ],
    "standards": [ { "id": "see", "title": "Sees", "case": { "document": "6b1f0c3e-0000-4000-8000-000000000001",
        "item": "6b1f0c3e-0000-4000-8000-000000000002" } },
        { "id": "draw", "title": "Draws", "uri": "https://standards.example/d1", "case": { "document": "6b1f0c3e-0000-4000-8000-000000000001",
        "item": "6b1f0c3e-0000-4000-8000-000000000003" } }, { "id": "own" } ],
    "badges": [ { "id": "wet", "title": "Wet", "about": "All wet", "when": { "all": ["look"] } } ] }"#;

const BASE: &str = "https://lms.example/b";

fn progress(events: &str) -> (Progress, Log) {
    let board = read(BOARD_FILE.as_bytes()).board.unwrap();
    let ground = layout(&board);
    let found = read_events(events);
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    let log = Log::from_iter(found.events);
    let clock = Clock { now: 0, offset: 0 };
    let edition = Arc::new(Edition::new(board, ground));
    (Progress::replay(edition, &log, clock), log)
}

/// What comes of events of which only the type and its fields are given.
fn made(facts: &[&str]) -> Vec<Value> {
    let event = |(at, fact): (usize, &&str)| {
        format!(
            r#"{{ "id": "{at}", "at": "2026-11-21T09:{at:02}:00Z", "by": {{ "role": "learner", "id": "u" }}, {fact} }}"#
        )
    };
    let events: Vec<String> = facts.iter().enumerate().map(event).collect();
    let (progress, log) = progress(&events.join("\n"));
    let made = statements(log.iter(), &progress, "u", BASE);
    made.iter().for_each(check);
    made
}

fn verbs(made: &[Value]) -> Vec<&str> {
    let display = |one: &'_ Value| one["verb"]["display"]["en"].as_str().unwrap().to_owned();
    let known = |one: &Value| VERBS.iter().find(|verb| verb.display == display(one));
    made.iter().map(|one| known(one).unwrap().display).collect()
}

/// The rules of the specification that concern us.
fn check(statement: &Value) {
    let all = statement.as_object().unwrap();
    for name in all.keys() {
        assert!(
            ["id", "verb", "object", "result", "timestamp", "context"].contains(&name.as_str()),
            "{name}"
        );
    }
    let iri = |value: &Value| {
        let text = value.as_str().unwrap();
        assert!(
            text.contains(':') && !text.contains([' ', '<', '"']),
            "{text}"
        );
    };
    let texts = |value: &Value| {
        for (language, text) in value.as_object().unwrap() {
            assert_eq!(tag(language), language);
            assert!(text.is_string());
        }
    };
    let id = all["id"].as_str().unwrap();
    assert!(crate::exchange::uuid::is_common(id), "{id}");
    iri(&all["verb"]["id"]);
    texts(&all["verb"]["display"]);
    assert!(VERBS.iter().any(|verb| all["verb"]["id"] == verb.id));
    assert_eq!(all["object"]["objectType"], "Activity");
    iri(&all["object"]["id"]);
    let definition = all["object"]["definition"].as_object().unwrap();
    let kind = definition["type"].as_str().unwrap();
    assert!(TYPES.contains(&kind), "{kind}");
    for name in ["name", "description"] {
        definition.get(name).into_iter().for_each(texts);
    }
    let at = all["timestamp"].as_str().unwrap();
    assert!(
        rfc3339::read_instant(at).is_some() && !at.ends_with("-00:00"),
        "{at}"
    );
    let context = all["context"].as_object().unwrap();
    let around = context.get("contextActivities").and_then(Value::as_object);
    for (name, list) in around.into_iter().flatten() {
        assert!(["parent", "other"].contains(&name.as_str()));
        list.as_array()
            .unwrap()
            .iter()
            .for_each(|one| iri(&one["id"]));
    }
    let result = all.get("result").cloned().unwrap_or(json!({}));
    for extensions in [
        &result["extensions"],
        &context.get("extensions").cloned().unwrap_or(Value::Null),
    ] {
        for name in extensions
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            assert!(EXTENSIONS.contains(&name.as_str()), "{name}");
        }
    }
    if let Some(score) = result.get("score") {
        let of = |name: &str| score[name].as_f64().unwrap();
        assert!((-1.0..=1.0).contains(&of("scaled")));
        assert!((of("min")..=of("max")).contains(&of("raw")));
    }
    for name in ["success", "completion"] {
        assert!(result.get(name).is_none_or(Value::is_boolean));
    }
}

#[test]
fn each_act_has_its_verb() {
    let made = made(&[
        r#""type": "offered", "activities": ["look", "gone"]"#,
        r#""type": "choose", "activity": "look""#,
        r#""type": "start", "activity": "look""#,
        r#""type": "submit", "activity": "look", "evidence": [{ "kind": "text", "value": "it was wet" }, { "kind": "image" }]"#,
        r#""type": "done", "activity": "look""#,
        r#""type": "earn", "badge": "wet", "because": ["look", "gone"]"#,
        r#""type": "undo", "activity": "look""#,
        r#""type": "drop", "activity": "look""#,
        r#""type": "answer", "activity": "quiz", "score": 29"#,
        r#""type": "answer", "activity": "quiz", "score": 60"#,
        r#""type": "done", "activity": "show""#,
        r#""type": "reset", "activity": "show""#,
        r#""type": "reset""#,
    ]);
    assert_eq!(
        verbs(&made),
        [
            "viewed",
            "selected",
            "started",
            "submitted",
            "completed",
            "earned",
            "retracted",
            "discarded",
            "answered",
            "answered",
            "submitted",
            "retracted",
            "retracted"
        ]
    );
    let look = "https://lms.example/b#activity/look";
    assert_eq!(made[0]["object"]["id"], BASE);
    assert_eq!(
        made[0]["object"]["definition"]["name"],
        json!({ "en": "Rain", "de": "Regen" })
    );
    assert_eq!(
        made[0]["context"]["extensions"],
        json!({ vocabulary::OFFERED: [look] })
    );
    assert_eq!(
        made[0]["context"].get("contextActivities"),
        None,
        "it is its own parent"
    );
    assert_eq!(
        made[1],
        json!({
            "id": names::made(&[BASE, "u", "1"]),
            "verb": { "id": "http://id.tincanapi.com/verb/selected", "display": { "en": "selected" } },
            "object": { "objectType": "Activity", "id": look, "definition": {
                "type": TASK, "name": { "en": "Look" }, "description": { "en": "At clouds" } } },
            "timestamp": "2026-11-21T09:01:00.000Z",
            "context": { "contextActivities": {
                "parent": [{ "objectType": "Activity", "id": BASE }],
                "other": [
                    { "objectType": "Activity", "id": "urn:uuid:6b1f0c3e-0000-4000-8000-000000000002" },
                    { "objectType": "Activity", "id": "https://lms.example/b#standard/own" } ] },
                "language": "en" }
        })
    );
    assert_eq!(
        made[3]["result"]["extensions"][EVIDENCE],
        json!({ "kinds": { "text": 1, "image": 1 }, "words": 3 })
    );
    assert_eq!(made[4]["result"], json!({ "completion": true }));
    assert_eq!(made[5]["object"]["id"], "https://lms.example/b#wet");
    assert_eq!(made[5]["context"]["extensions"], json!({ BECAUSE: [look] }));
    assert_eq!(made[6]["result"], json!({ "completion": false }));
    assert_eq!(made[8]["object"]["definition"]["type"], CHECK);
    let score = json!({ "scaled": 0.29, "raw": 29, "min": 0, "max": 100 });
    assert_eq!(
        made[8]["result"],
        json!({ "score": score, "success": false })
    );
    assert_eq!(made[9]["result"]["success"], true);
    assert_eq!(made[10].get("result"), None, "it waits for the teacher");
    assert_eq!(made[12]["object"]["id"], BASE);
}

#[test]
fn mastery_is_told_by_who_comes_to_it() {
    let told = made(&[
        r#""type": "answer", "activity": "quiz", "score": 55"#,
        r#""type": "done", "activity": "look""#,
    ]);
    assert_eq!(
        verbs(&told),
        [
            "answered",
            "completed",
            "mastered",
            "progressed",
            "mastered"
        ]
    );
    let draws = &told[3];
    assert_eq!(draws["object"]["id"], "https://standards.example/d1");
    assert_eq!(draws["object"]["definition"]["type"], STANDARD);
    // Its CASE item is there as well, for the level and for the work.
    let other = |statement: &Value| statement["context"]["contextActivities"]["other"].clone();
    let item =
        json!({ "objectType": "Activity", "id": "urn:uuid:6b1f0c3e-0000-4000-8000-000000000003" });
    assert_eq!(other(draws), json!([item]));
    assert_eq!(other(&told[0])[0]["id"], "https://standards.example/d1");
    assert_eq!(other(&told[0])[1], item);
    // One that has no other address is there once.
    assert_eq!(other(&told[2]), Value::Null);
    assert_eq!(draws["timestamp"], told[0]["timestamp"]);
    assert_eq!(
        draws["result"],
        json!({ "extensions": { LEVEL: { "id": "familiar", "level": 2, "of": 4 } } })
    );
    assert_eq!(told[2]["result"]["success"], true);
    let again = made(&[r#""type": "answer", "activity": "quiz", "score": 65"#]);
    assert_eq!(again[1]["id"], draws["id"], "the level is the same one");
    let higher = made(&[r#""type": "answer", "activity": "quiz", "score": 95"#]);
    assert_ne!(higher[1]["id"], draws["id"]);
}

#[test]
fn who_is_no_learner_and_what_is_not_there_say_nothing() {
    let event = |rest: &str| format!(r#"{{ "id": "1", "at": "2026-11-21T09:00:00Z", {rest} }}"#);
    for rest in [
        r#""by": { "role": "teacher", "id": "t" }, "type": "approve", "activity": "look""#,
        r#""by": { "role": "teacher", "id": "t" }, "type": "reset""#,
        r#""by": { "role": "parent", "id": "p" }, "type": "choose", "activity": "look""#,
        r#""by": { "role": "learner", "id": "u" }, "type": "approve", "activity": "show""#,
        r#""by": { "role": "learner", "id": "u" }, "type": "choose", "activity": "gone""#,
        r#""by": { "role": "learner", "id": "u" }, "type": "earn", "badge": "gone""#,
        r#""by": { "role": "learner", "id": "u" }, "type": "sing", "activity": "show""#,
    ] {
        let (progress, log) = progress(&event(rest));
        assert_eq!(
            statements(log.iter(), &progress, "u", BASE),
            [] as [Value; 0],
            "{rest}"
        );
    }
}

#[test]
fn an_odd_language_is_none() {
    for right in ["en", "de-CH", "zh-Hant-TW", "und"] {
        assert_eq!(tag(right), right);
    }
    for odd in ["", "e", "123", "en_US", "en-", "en us", "englischsprachig"] {
        assert_eq!(tag(odd), "und");
    }
}

/// The profile names every IRI that the program uses, and no other.
#[test]
fn the_profile_is_that_of_the_program() {
    let docs = include_str!("../../../docs/xapi.md");
    let runtime = include_str!("../../../cmi5.js");
    let verbs = VERBS.iter().map(|verb| verb.id);
    let known: Vec<&str> = verbs
        .chain(TYPES.iter().chain(EXTENSIONS).copied())
        .collect();
    let quoted: Vec<&str> = docs.split('`').skip(1).step_by(2).collect();
    for iri in &known {
        assert!(quoted.contains(iri), "{iri} is not in docs/xapi.md");
    }
    let is_iri = |text: &&str| text.contains("://") || text.starts_with("urn:choiceboard:xapi");
    let strings = runtime.split('"').skip(1).step_by(2);
    let used: Vec<&str> = strings.filter(is_iri).collect();
    for iri in &used {
        assert!(quoted.contains(iri), "{iri} is not in docs/xapi.md");
    }
    for iri in quoted.iter().copied().filter(|text| is_iri(text)) {
        assert!(
            known.contains(&iri) || used.contains(&iri),
            "docs/xapi.md has {iri}, the program has not"
        );
    }
    for verb in VERBS {
        let row = |line: &str| {
            line.contains(&["`", verb.id, "`"].concat()) && line.contains(verb.display)
        };
        assert!(docs.lines().any(row), "{}", verb.display);
    }
}
