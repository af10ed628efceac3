//! Whether one takes part in a comparison: the newest word of the learner's own.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Event, Log, Progress, read_events, write_event};
use choiceboard::rules::Clock;
use proptest::prelude::*;

use super::boards::START;

const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [ { "id": "a", "title": "A" } ] }"#;

fn progress(events: Vec<Event>) -> Progress {
    let board = read(BOARD.as_bytes()).board.unwrap();
    let ground = layout(&board);
    let log: Log = events.into_iter().collect();
    let now = START + 86_400_000;
    let edition = Arc::new(Edition::new(board, ground));
    Progress::replay(edition, &log, Clock { now, offset: 0 })
}

/// What follows from these, each a minute after the one before.
fn apart(events: &[&str]) -> bool {
    let events: Vec<String> = events
        .iter()
        .enumerate()
        .map(|(n, rest)| format!(r#"{{ "id": "e{n}", "at": "2026-11-21T09:{n:02}:00Z", {rest} }}"#))
        .collect();
    let reading = read_events(&format!("[{}]", events.join(",")));
    assert_eq!(reading.faults, []);
    progress(reading.events)
        .journal()
        .is_some_and(|all| all.takes_part == Some(false))
}

#[test]
fn the_newest_word_counts_and_outlives_a_reset() {
    const OUT: &str = r#""type": "take_part", "value": false"#;
    const IN: &str = r#""type": "take_part", "value": true"#;
    const RESET: &str = r#""type": "reset""#;
    assert!(!apart(&[]));
    assert!(apart(&[OUT]));
    assert!(!apart(&[OUT, IN]));
    assert!(apart(&[OUT, IN, OUT]));
    assert!(apart(&[OUT, RESET]));
    assert!(!apart(&[OUT, RESET, IN]));
    assert!(!apart(&[RESET]));
}

#[test]
fn a_word_of_another_shape_or_of_somebody_else_counts_for_nothing() {
    const OUT: &str = r#""type": "take_part", "value": false"#;
    for odd in [
        r#""type": "take_part""#,
        r#""type": "take_part", "value": "true""#,
        r#""type": "take_part", "value": null"#,
        r#""type": "take_part", "value": [true]"#,
        r#""type": "take_part", "value": true, "by": { "role": "teacher", "id": "t" }"#,
    ] {
        assert!(apart(&[OUT, odd]), "{odd}");
    }
    // It is kept as it came.
    let event =
        r#"{ "id": "e", "at": "2026-11-21T09:00:00Z", "type": "take_part", "value": "no" }"#;
    let read = read_events(&format!("[{event}]")).events.remove(0);
    let written = write_event(&read);
    assert_eq!(written["value"], "no");
    assert_eq!(written["type"], "take_part");
}

proptest! {
    /// In whichever order they come together.
    #[test]
    fn the_order_of_coming_makes_no_difference(values in prop::collection::vec(any::<bool>(), 1..6), order in any::<u64>()) {
        let mut events = Vec::new();
        for (n, value) in values.iter().enumerate() {
            let text = format!(r#"{{ "id": "e{n}", "at": "2026-11-2{n}T09:00:00Z", "type": "take_part", "value": {value} }}"#);
            events.extend(read_events(&text).events);
        }
        let mut mixed = events.clone();
        let turn = order as usize % mixed.len();
        mixed.rotate_left(turn);
        let (one, other) = (progress(events), progress(mixed));
        prop_assert_eq!(one.journal(), other.journal());
        prop_assert_eq!(one.journal().and_then(|all| all.takes_part), values.last().copied());
    }
}
