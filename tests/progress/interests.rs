//! What a learner likes: what of it counts, and that it is a function of the log as everything else is.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Event, Fact, Log, Progress, read_event, write_event};
use choiceboard::rules::Clock;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::boards::{START, by_hand};

fn edition() -> Arc<Edition> {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "tags": ["draw"] }, { "id": "c", "title": "C", "tags": ["sing"] } ],
        "survey": [{ "id": "q", "options": ["draw", "sing"] }, { "id": "r", "options": ["play"] }] }"#;
    let board = read(board.as_bytes()).board.unwrap();
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn progress(events: Vec<Event>) -> Progress {
    let log: Log = events.into_iter().collect();
    let clock = Clock {
        now: START + 86_400_000,
        offset: 0,
    };
    Progress::replay(edition(), &log, clock)
}

fn tags(text: &str) -> Vec<String> {
    let progress = progress(by_hand(text));
    progress
        .interests()
        .map_or_else(Vec::new, |known| known.tags.clone())
}

#[test]
fn the_newest_answer_to_each_question_counts() {
    let text = r#"{ "type": "survey", "answers": { "q": ["draw", "sing"], "r": ["play"] } }
        { "type": "survey", "answers": { "q": ["sing"] } }"#;
    assert_eq!(tags(text), ["play", "sing"]);
    let progress = progress(by_hand(text));
    assert_eq!([0, 1].map(|ix| progress.fits_interests(ix)), [false, true]);
    // Of a question or an option that is not on the board nothing is marked; it is known all the same.
    let odd = r#"{ "type": "survey", "answers": { "gone": ["draw"], "q": ["gone"] } }"#;
    assert_eq!(tags(odd), Vec::<String>::new());
    assert!(self::progress(by_hand(odd)).interests().is_some());
}

#[test]
fn answers_and_stars_are_taken_back_by_a_reset() {
    let given = r#"{ "type": "survey", "answers": { "q": ["draw"] } }
        { "type": "rate", "activity": "a", "stars": 2 }
        { "type": "rate", "activity": "a", "stars": 4 }"#;
    let with = |more: &str| progress(by_hand(&format!("{given}\n{more}")));
    let stars = |progress: &Progress| progress.work(0).unwrap().stars;
    let tags = |progress: &Progress| progress.interests().unwrap().tags.len();
    let kept = with("");
    assert_eq!((stars(&kept), tags(&kept)), (Some(4), 1));
    let one = with(r#"{ "type": "reset", "activity": "a" }"#);
    assert_eq!((stars(&one), tags(&one)), (None, 1));
    let all = with(r#"{ "type": "reset" }"#);
    assert_eq!((stars(&all), tags(&all)), (None, 0));
}

#[test]
fn what_is_malformed_is_kept_and_counts_for_nothing() {
    let odd = [
        json!({ "type": "survey" }),
        json!({ "type": "survey", "answers": "draw" }),
        json!({ "type": "survey", "answers": ["draw"] }),
        json!({ "type": "survey", "answers": { "q": "draw" } }),
        json!({ "type": "survey", "answers": { "q": ["draw", 3] } }),
        json!({ "type": "rate", "activity": "a" }),
        json!({ "type": "rate", "activity": "a", "stars": "many" }),
        json!({ "type": "rate", "activity": "a", "stars": 0 }),
        json!({ "type": "rate", "activity": "a", "stars": 6 }),
        json!({ "type": "rate", "activity": "a", "stars": 2.5 }),
        json!({ "type": "rate", "activity": "a", "stars": -1 }),
        json!({ "type": "rate", "activity": "a", "stars": 1e300 }),
        json!({ "type": "rate", "stars": 3 }),
        json!({ "type": "rate", "activity": "nowhere", "stars": 3 }),
    ];
    for (at, mut wire) in odd.into_iter().enumerate() {
        wire["id"] = json!(format!("e{at}"));
        wire["at"] = json!("2026-11-21T09:00:00Z");
        let event = read_event(wire.clone()).unwrap();
        // Written and read again it is the same, with what it could not read in it.
        let written = Value::Object(write_event(&event));
        assert_eq!(read_event(written.clone()).unwrap(), event);
        for name in ["answers", "stars"] {
            if wire.get(name).is_some_and(|value| *value != json!(0)) {
                assert_eq!(written.get(name), wire.get(name), "{wire}");
            }
        }
        let progress = progress(vec![event]);
        assert_eq!(progress.work(0).unwrap().stars, None, "{wire}");
        assert!(!progress.fits_interests(0), "{wire}");
    }
    // As other programs write it.
    for stars in [json!("4"), json!(4.0)] {
        let wire = json!({ "type": "rate", "activity": "a", "rating": stars, "id": "e", "at": "2026-11-21T09:00:00Z" });
        assert_eq!(read_event(wire).unwrap().fact, Fact::Rate { stars: 4 });
    }
}

fn liked() -> impl Strategy<Value = Vec<Event>> {
    let some = prop::collection::vec(prop::sample::select(vec!["draw", "sing", "x"]), 0..3);
    let one = prop_oneof![
        3 => (prop::sample::select(vec!["q", "r", "s"]), some)
            .prop_map(|(question, tags)| json!({ "type": "survey", "answers": { question: tags } })),
        3 => (prop::sample::select(vec!["a", "c"]), 0u32..8)
            .prop_map(|(id, stars)| json!({ "type": "rate", "activity": id, "stars": stars })),
        1 => Just(json!({ "type": "reset" })),
        1 => Just(json!({ "type": "reset", "activity": "a" })),
    ];
    prop::collection::vec((one, 0i64..3), 0..12).prop_map(|all| {
        let mut at = START;
        let events = all
            .into_iter()
            .enumerate()
            .map(|(place, (mut wire, pause))| {
                at += pause;
                wire["id"] = json!(format!("e{place:02}"));
                wire["at"] = json!("2026-11-21T00:00:00Z");
                Event {
                    at,
                    ..read_event(wire).unwrap()
                }
            });
        events.collect()
    })
}

proptest! {
    /// Merged in any order, and taken in one by one, it is the same.
    #[test]
    fn merging_in_any_order_gives_the_same(events in liked(), cut in 0usize..12, turn in any::<bool>()) {
        let whole = progress(events.clone());
        let cut = cut.min(events.len());
        let (mut one, two): (Log, Log) = (
            events[..cut].iter().cloned().collect(),
            events[cut..].iter().cloned().collect(),
        );
        if turn {
            let mut other = two;
            other.merge(one);
            one = other;
        } else {
            one.merge(two);
        }
        let clock = Clock { now: START + 86_400_000, offset: 0 };
        let merged = Progress::replay(edition(), &one, clock);
        let mut stepped = Progress::new(edition(), clock);
        for event in &events {
            prop_assert!(stepped.apply(event, clock).is_some());
        }
        for other in [&merged, &stepped] {
            prop_assert_eq!(other.interests(), whole.interests());
            for ix in [0, 1] {
                prop_assert_eq!(other.work(ix).unwrap().stars, whole.work(ix).unwrap().stars);
            }
        }
    }
}
