//! Shapes of events that other programs write, and what is said of bad ones.

use serde_json::{Value, json};

use super::*;

fn event(value: Value) -> Event {
    read_event(value).unwrap()
}

fn wrong(value: Value) -> (String, &'static str) {
    let (field, says) = read_event(value).unwrap_err();
    (field, says.key)
}

#[test]
fn the_form_in_the_contract_reads_and_writes_back() {
    let wire = json!({
        "id": "0193", "at": "2026-11-21T09:30:00.123Z", "by": { "role": "learner", "id": "u-17" },
        "type": "done", "activity": "comic",
    });
    let read = event(wire.clone());
    assert_eq!(read.at, 1_795_253_400_123);
    assert_eq!(read.by.role, Role::Learner);
    assert_eq!(read.fact, Fact::Done);
    assert_eq!(Value::Object(write_event(&read)), wire);
}

#[test]
fn what_is_not_known_is_passed_on() {
    let wire = json!({
        "id": "1", "at": "2026-11-21T10:30:00.000+01:00",
        "by": { "role": "parent", "id": "p", "name": "Ana" },
        "type": "cheer", "activity": "comic", "loud": [1, { "deep": null }], "revision": "r1",
    });
    let read = event(wire.clone());
    assert_eq!(read.fact, Fact::Unknown("cheer".into()));
    assert_eq!(read.by.role, Role::Other("parent".into()));
    assert_eq!(read.revision.as_deref(), Some("r1"));
    assert_eq!(Value::Object(write_event(&read)), wire);

    let wire = json!({
        "id": "1", "at": "2026-11-21T10:30:00.000Z", "by": { "role": "learner", "id": "" },
        "type": "submit", "activity": "comic",
        "evidence": [{ "kind": "text", "value": "Rain", "words": 1 }], "with": "Ana",
    });
    assert_eq!(Value::Object(write_event(&event(wire.clone()))), wire);
}

#[test]
fn evidence_comes_in_many_shapes() {
    let handed = |extra: Value| {
        let mut wire =
            json!({ "id": "1", "at": "2026-11-21T10:30:00Z", "type": "submit", "activity": "a" });
        wire.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        let Fact::Submit { evidence } = event(wire).fact else {
            unreachable!()
        };
        evidence
            .into_iter()
            .map(|piece| (piece.kind, piece.value))
            .collect::<Vec<_>>()
    };
    let pair = |kind: &str, value: &str| (kind.to_owned(), value.to_owned());
    let rain = [pair("text", "Rain")];
    assert_eq!(handed(json!({ "text": "Rain" })), rain);
    assert_eq!(handed(json!({ "evidence": "Rain" })), rain);
    assert_eq!(handed(json!({ "evidence": { "text": "Rain" } })), rain);
    assert_eq!(
        handed(json!({ "evidence": [{ "kind": "text", "value": "Rain" }] })),
        rain
    );
    assert_eq!(
        handed(json!({ "link": "https://a.b" })),
        [pair("link", "https://a.b")]
    );
    assert_eq!(handed(json!({ "evidence": [] })), []);
    assert_eq!(handed(json!({})), [pair("", "")], "handed in elsewhere");
}

#[test]
fn scores_come_in_many_shapes() {
    let score = |extra: Value| {
        let mut wire =
            json!({ "id": "1", "at": "2026-11-21T10:30:00Z", "type": "answer", "activity": "a" });
        wire.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        read_event(wire).map(|event| event.fact)
    };
    for (shape, percent) in [
        (json!({ "score": 80 }), Some(80.0)),
        (json!({ "score": "80" }), Some(80.0)),
        (json!({ "scaled": 0.8 }), Some(80.0)),
        (json!({ "correct": true }), Some(100.0)),
        (json!({ "correct": false }), Some(0.0)),
        (json!({ "answers": [1, 2] }), None),
    ] {
        assert_eq!(
            score(shape.clone()),
            Ok(Fact::Answer { score: percent }),
            "{shape}"
        );
    }
    assert_eq!(score(json!({ "score": 101 })).unwrap_err().0, "score");
}

#[test]
fn without_by_the_type_says_whose_act_it_is() {
    let by = |name: &str| {
        event(json!({ "id": "1", "at": "2026-11-21T10:30:00Z", "type": name, "activity": "a" }))
            .by
            .role
    };
    assert_eq!(by("done"), Role::Learner);
    assert_eq!(by("approve"), Role::Teacher);
    assert_eq!(by("reset"), Role::Learner);
}

#[test]
fn what_a_learner_writes_is_read_with_what_belongs_to_it() {
    let at = "2026-11-21T10:30:00.000Z";
    let by = json!({ "role": "learner", "id": "u" });
    for (rest, fact) in [
        (
            json!({ "type": "reflect", "text": "Wet.", "prompt": "How?", "confidence": 4 }),
            Fact::Reflect {
                text: "Wet.".into(),
                prompt: Some("How?".into()),
                confidence: Some(4),
            },
        ),
        (
            json!({ "type": "goal", "text": "Four panels", "until": "1970-01-02" }),
            Fact::Goal {
                text: "Four panels".into(),
                until: Some(1),
            },
        ),
        (
            json!({ "type": "goal_review", "goal": "g", "reached": "partly", "text": "Three." }),
            Fact::GoalReview {
                goal: "g".into(),
                reached: Some(Reach::Partly),
                text: "Three.".into(),
            },
        ),
        (
            json!({ "type": "check_in", "mood": 2, "text": "Tired", "talk": true }),
            Fact::CheckIn {
                mood: Some(2),
                text: "Tired".into(),
                talk: true,
            },
        ),
        (
            json!({ "type": "help", "text": "A gas", "tried": "Dots" }),
            Fact::Help {
                text: "A gas".into(),
                tried: "Dots".into(),
            },
        ),
    ] {
        let mut wire = json!({ "id": "1", "at": at, "by": by });
        let fields = rest.as_object().unwrap().clone();
        wire.as_object_mut().unwrap().extend(fields);
        let read = event(wire.clone());
        assert_eq!(read.fact, fact);
        assert!(read.extra.is_empty());
        assert_eq!(Value::Object(write_event(&read)), wire);
    }
}

#[test]
fn what_an_old_log_says_of_it_in_another_shape_is_passed_on() {
    for wire in [
        json!({ "type": "reflect", "text": "", "prompt": ["a"], "confidence": 9 }),
        json!({ "type": "goal", "text": "x", "until": "soon" }),
        json!({ "type": "goal_review", "goal": 7, "reached": "nearly" }),
        json!({ "type": "check_in", "mood": "sunny", "text": 3 }),
        json!({ "type": "check_in" }),
        json!({ "type": "help", "text": "x", "tried": null }),
    ] {
        let mut whole = json!({
            "id": "1", "at": "2026-11-21T10:30:00.000Z", "by": { "role": "learner", "id": "" },
        });
        let fields = wire.as_object().unwrap().clone();
        whole.as_object_mut().unwrap().extend(fields);
        let read = event(whole.clone());
        assert_eq!(Value::Object(write_event(&read)), whole);
    }
}

#[test]
fn a_bad_event_is_told_by_its_field() {
    let at = "2026-11-21T10:30:00Z";
    let missing = "progress-event-missing";
    let bad = "progress-event-wrong";
    assert_eq!(
        wrong(json!(7)),
        (String::new(), "progress-event-not-object")
    );
    assert_eq!(
        wrong(json!({ "at": at, "type": "done" })),
        ("id".into(), missing)
    );
    assert_eq!(
        wrong(json!({ "id": "1", "type": "done" })),
        ("at".into(), missing)
    );
    assert_eq!(
        wrong(json!({ "id": "1", "at": "today", "type": "done" })),
        ("at".into(), bad)
    );
    assert_eq!(
        wrong(json!({ "id": "1", "at": at })),
        ("type".into(), missing)
    );
    assert_eq!(
        wrong(json!({ "id": "1", "at": at, "type": "done" })),
        ("activity".into(), missing)
    );
    let by = json!({ "id": "1", "at": at, "type": "done", "activity": "a", "by": { "role": 3 } });
    assert_eq!(wrong(by), ("by.role".into(), bad));
    let step = json!({ "id": "1", "at": at, "type": "step", "activity": "a", "step": -1 });
    assert_eq!(wrong(step), ("step".into(), bad));
}

#[test]
fn one_bad_event_never_costs_the_good_ones() {
    let good = r#"{ "id": "1", "at": "2026-11-21T10:30:00Z", "type": "done", "activity": "a" }"#;
    let list =
        format!("[\n{good},\n{{ \"id\": \"2\" }},\n{{ \"id\": \"3\", \"at\": 'x' }},\n{good}\n]");
    let reading = read_events(&list);
    assert_eq!(reading.events.len(), 2);
    let places: Vec<_> = reading
        .faults
        .iter()
        .map(|f| (f.index, f.line, f.field.as_str()))
        .collect();
    assert_eq!(places, [(1, 3, "at"), (2, 4, "")]);

    let lines = format!("{good}\n\n{{ \"id\": \"2\", \"at\"\n{good}\n");
    let reading = read_events(&lines);
    assert_eq!(reading.events.len(), 2);
    assert_eq!(reading.faults[0].line, 3);
    assert_eq!(reading.faults[0].text, "{ \"id\": \"2\", \"at\"");
}
