//! The log is a set: merging it is commutative, associative and idempotent.

use choiceboard::progress::{Event, Inserted, Log, read_event, write_event};
use proptest::prelude::*;
use serde_json::Value;

use super::arbitrary::event;

fn log() -> impl Strategy<Value = Log> {
    prop::collection::vec(event(), 0..40).prop_map(Log::from_iter)
}

fn merged(one: &Log, other: &Log) -> Log {
    let mut log = one.clone();
    log.merge(other.clone());
    log
}

fn happened(at: i64, id: &str) -> Event {
    let wire = serde_json::json!({ "id": id, "at": "1970-01-01T00:00:00Z", "type": "check_in" });
    Event {
        at,
        ..read_event(wire).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn merging_is_a_union(a in log(), b in log(), c in log()) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &a), a.clone());
        prop_assert_eq!(merged(&a, &Log::new()), a);
    }

    #[test]
    fn it_is_sorted_and_has_each_id_once(log in log()) {
        let keys: Vec<_> = log.iter().map(Event::key).collect();
        prop_assert!(keys.is_sorted());
        let ids: std::collections::BTreeSet<_> = keys.iter().map(|(_, id)| *id).collect();
        prop_assert_eq!(ids.len(), log.len());
        for id in ids {
            prop_assert_eq!(log.get(id).map(|event| event.id.as_str()), Some(id));
        }
        prop_assert_eq!(log.get("never"), None);
    }

    #[test]
    fn inserting_says_where(events in prop::collection::vec(event(), 1..40)) {
        let mut log = Log::new();
        for event in events {
            let before = log.clone();
            let said = log.insert(event.clone());
            let is_newest = before.newest().is_none_or(|newest| newest.key() < event.key());
            match said {
                Inserted::Known => prop_assert_eq!(&log, &before),
                Inserted::Newest => prop_assert!(is_newest && before.get(&event.id).is_none()),
                Inserted::Earlier => prop_assert!(log != before),
            }
        }
    }

    #[test]
    fn time_never_runs_backwards(log in log(), now in 1_794_999_999_000i64..1_795_000_003_000) {
        let next = log.next_at(now);
        prop_assert!(next >= now);
        prop_assert!(log.iter().all(|event| event.at < next));
    }

    #[test]
    fn an_event_written_and_read_is_the_same(event in event()) {
        let wire = Value::Object(write_event(&event));
        let text = serde_json::to_string(&wire).unwrap();
        prop_assert_eq!(read_event(serde_json::from_str(&text).unwrap()), Ok(event));
    }
}

#[test]
fn the_clock_is_taken_when_it_is_ahead() {
    let log = Log::from_iter([happened(1000, "a")]);
    assert_eq!(log.next_at(5000), 5000);
    assert_eq!(log.next_at(1000), 1001);
    assert_eq!(log.next_at(-7), 1001);
    assert_eq!(Log::new().next_at(5), 5);
}

#[test]
fn of_two_events_with_one_id_every_device_keeps_the_earlier() {
    let (early, late) = (happened(1, "a"), happened(2, "a"));
    let one = Log::from_iter([early.clone(), late.clone()]);
    let other = Log::from_iter([late, early.clone()]);
    assert_eq!(one, other);
    assert_eq!(one.iter().collect::<Vec<_>>(), [&early]);
}
