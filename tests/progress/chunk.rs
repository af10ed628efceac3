//! Chunks of the log on the device: what is written comes back, and damage stays where it is.

use std::sync::Arc;

use choiceboard::exchange::{Names, read_chunk, write_chunk};
use choiceboard::progress::{Event, read_event};
use proptest::prelude::*;
use serde_json::json;

use super::arbitrary::event;

fn written(events: &[Event]) -> String {
    write_chunk(events)
}

/// An act as the widget writes it, the `n`th of a log.
fn usual(n: i64) -> Event {
    let at = 1_795_219_200_000 + n * 7_000;
    let id = format!(
        "{:08x}-{:04x}-7abc-8def-0123{:08x}",
        at >> 16,
        at & 0xffff,
        n
    );
    let wire = json!({
        "id": id, "at": "2026-11-21T00:00:00Z", "by": { "role": "learner", "id": "u-17" },
        "type": "done", "activity": "comic", "revision": "4f1c",
    });
    Event {
        at,
        offset: Some(60),
        ..read_event(wire).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_event_comes_back(events in prop::collection::vec(event(), 0..12)) {
        let chunk = read_chunk(&written(&events), &mut Names::default());
        prop_assert_eq!(chunk.events, events);
        prop_assert!(chunk.lost.is_empty());
    }

    #[test]
    fn damage_costs_the_lines_it_touches_and_no_more(
        events in prop::collection::vec(event(), 1..12),
        at in any::<prop::sample::Index>(),
        length in 1usize..30,
        with in "\\PC{0,6}",
    ) {
        let text = written(&events);
        let chars: Vec<char> = text.chars().collect();
        let from = at.index(chars.len());
        let to = (from + length).min(chars.len());
        let damaged: String = chars[..from].iter().copied().chain(with.chars()).chain(chars[to..].iter().copied()).collect();
        let touched = |line: usize| {
            let ends: Vec<usize> = chars.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at).collect();
            let start = line.checked_sub(1).map_or(0, |line| ends[line] + 1);
            // A line end taken away touches the line behind it too.
            from <= ends[line] && to + usize::from(to > from) > start
        };
        let whole: Vec<&Event> = events.iter().enumerate().filter(|(line, _)| !touched(*line)).map(|(_, event)| event).collect();
        let chunk = read_chunk(&damaged, &mut Names::default());
        for event in whole {
            prop_assert!(chunk.events.contains(event), "lost {:?}", event);
        }
        for event in &chunk.events {
            prop_assert!(events.contains(event), "made up {:?}", event);
        }
        // What cannot be read is kept as it stands.
        for line in &chunk.lost {
            prop_assert!(damaged.split('\n').any(|there| there == line));
        }
        let lines = damaged.split('\n').filter(|line| !line.is_empty()).count();
        prop_assert_eq!(chunk.events.len() + chunk.lost.len(), lines);
    }

    #[test]
    fn any_text_at_all_can_be_read(text in any::<String>()) {
        let chunk = read_chunk(&text, &mut Names::default());
        prop_assert!(chunk.events.is_empty());
    }
}

#[test]
fn a_usual_act_takes_less_than_half_of_its_wire_form() {
    let events: Vec<Event> = (0..100).map(usual).collect();
    let text = written(&events);
    let wire: usize = events
        .iter()
        .map(|event| {
            serde_json::Value::Object(choiceboard::progress::write_event(event))
                .to_string()
                .len()
                + 1
        })
        .sum();
    assert_eq!(read_chunk(&text, &mut Names::default()).events, events);
    assert!(text.len() * 5 < wire * 2, "{} of {wire}", text.len());
}

/// A log of 100,000 events is in memory all the time: an event is not to grow unnoticed, and what events share is there once.
#[test]
fn a_long_log_stays_small_in_memory() {
    let mut names = Names::default();
    let mut read = |n| {
        read_chunk(&written(&[usual(n)]), &mut names)
            .events
            .remove(0)
    };
    let (one, other) = (read(1), read(2));
    assert!(Arc::ptr_eq(&one.by.id, &other.by.id));
    let same = |one: Option<Arc<str>>, other: Option<Arc<str>>| {
        assert!(Arc::ptr_eq(&one.unwrap(), &other.unwrap()));
    };
    same(one.activity, other.activity);
    same(one.revision, other.revision);
    // Where addresses have eight bytes; in a browser it is 104.
    assert!(size_of::<Event>() <= 176, "{} bytes", size_of::<Event>());
}
