//! What holds of any log and any text.

use proptest::prelude::*;

use super::*;

/// Events of all kinds, ours and others'.
fn anything() -> impl Strategy<Value = Vec<Event>> {
    let fact = prop_oneof![
        Just(json!({ "type": "choose" })),
        Just(json!({ "type": "start" })),
        Just(json!({ "type": "done" })),
        Just(json!({ "type": "undo" })),
        Just(json!({ "type": "drop" })),
        Just(json!({ "type": "reset" })),
        (0..9).prop_map(|step| json!({ "type": "step", "step": step, "ticked": step % 2 == 0 })),
        any::<u16>()
            .prop_map(|score| json!({ "type": "answer", "score": f64::from(score) / 655.36 })),
        ".{0,60}".prop_map(|text| json!({ "type": "goal", "text": text, "by_when": "2026-12-01" })),
        ".{0,200}".prop_map(
            |text| json!({ "type": "submit", "evidence": [{ "kind": "text", "value": text }] })
        ),
        ".{0,20}".prop_map(|text| json!({ "type": "reflect", "text": text })),
        Just(
            json!({ "type": "earn", "badge": "badge-1", "because": ["activity-1", "activity-2"] })
        ),
        Just(json!({ "type": "approve", "comment": "Well done" })),
        Just(json!({ "type": "made-up", "what": [1, 2] })),
    ];
    let id = prop_oneof![
        4 => any::<u128>().prop_map(|number| uuid_text(with_version(number & !(3 << 62) | 2 << 62, 7))),
        1 => any::<u128>().prop_map(uuid_text),
        1 => "[a-z ]{1,9}",
    ];
    let offset = prop_oneof![Just(None), (-700..700).prop_map(Some)];
    let one = (
        fact,
        id,
        0..62_u32,
        0..9_000_000_000_i64,
        offset,
        any::<bool>(),
    );
    prop::collection::vec(one, 0..40).prop_map(|all| {
        let edition = large();
        let made = all.into_iter().map(|(mut fact, id, ix, at, offset, ours)| {
            let role = if fact["type"] == "approve" {
                "teacher"
            } else {
                "learner"
            };
            fact["id"] = json!(id);
            fact["at"] = json!("2026-11-21T09:30:00Z");
            fact["by"] = json!({ "role": role, "id": if ours { "u-17" } else { "u-18" } });
            fact["activity"] = json!(format!("activity-{ix}"));
            let read = read_events(&json!([fact]).to_string());
            let mut event = read.events.into_iter().next().expect("an event");
            event.offset = offset;
            event.at = MORNING + at;
            if let Some(activity) = edition.activity(ix).filter(|_| ours) {
                event.revision = Some(activity.revision.hex().into());
            }
            event
        });
        made.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_kept_comes_back_as_it_was(events in anything(), room in 200_usize..9_000) {
        let edition = large();
        let log = Log::from_iter(events);
        let tight = pack("mark", &log, &edition, "u-17", LATER, room);
        prop_assert!(units(&tight.text) <= room.max(300));
        let Unpacked { mark, events: back, .. } = unpack(&tight.text, &Log::new(), &edition, "u-17").expect("a log");
        prop_assert_eq!(mark, "mark");
        for event in &back {
            let number = uuid_number(&event.id);
            let shortened = number.is_some_and(|number| version(number) == SHORTENED)
                && log.get(&event.id).is_none();
            prop_assert!(shortened || log.get(&event.id) == Some(event), "{:?}", event);
        }
        // Nothing that counts is gone without being named.
        if tight.left.is_empty() {
            let whole = Progress::replay(edition.clone(), &log, LATER);
            let there = Progress::replay(edition.clone(), &Log::from_iter(back), LATER);
            prop_assert!(is_same(&whole, &there));
        }
    }

    #[test]
    fn nothing_panics(text in "1[A-Za-z0-9_!%&^é-]{0,80}") {
        let _ = unpack(&text, &Log::new(), &large(), "u-17");
    }
}
