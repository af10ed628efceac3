//! Deleting an activity that others wait for is no lock: what was open stays open, what could come to count still can.

use std::sync::Arc;

use choiceboard::board::{Board, layout, read, without_gone};
use choiceboard::progress::{Edition, Event, Fact, Log, Progress, read_event};
use choiceboard::rules::{Ahead, Clock, Ix, Rulebook, State};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::boards::START;

const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// A rule that names activities: of others a file does not say that something of them is gone.
fn rule() -> impl Strategy<Value = Value> {
    let id = || prop::sample::select(IDS.to_vec());
    let ids = || prop::sample::subsequence(IDS.to_vec(), 1..4);
    let one = prop_oneof![
        4 => id().prop_map(|id| json!(id)),
        2 => (1u32..4, ids()).prop_map(|(n, of)| json!({ "at_least": n, "of": of })),
        1 => (0u32..2, ids()).prop_map(|(n, of)| json!({ "at_most": n, "of": of })),
        1 => (1u32..3, ids()).prop_map(|(n, of)| json!({ "exactly": n, "of": of })),
        1 => (1u32..5, ids()).prop_map(|(n, of)| json!({ "points": { "min": n }, "of": of })),
        1 => (1u32..5, ids()).prop_map(|(n, of)| json!({ "points": { "max": n }, "of": of })),
        1 => ids().prop_map(|of| json!({ "score": { "min": 50 }, "of": of })),
        1 => ids().prop_map(|of| json!({ "score": { "max": 50 }, "of": of })),
        1 => ids().prop_map(|of| json!({ "attempts": { "min": 2 }, "of": of })),
        1 => ids().prop_map(|of| json!({ "attempts": { "max": 1 }, "of": of })),
        1 => ids().prop_map(|of| json!({ "state": "started", "of": of })),
        1 => ids().prop_map(|of| json!({ "feedback_read": true, "of": of })),
        1 => ids().prop_map(|of| json!({ "one_per": "section", "of": of })),
        1 => ids().prop_map(|through| json!({ "lines": 1, "through": through })),
    ];
    one.prop_recursive(2, 6, 3, |rule| {
        prop_oneof![
            prop::collection::vec(rule.clone(), 1..3).prop_map(|parts| json!({ "all": parts })),
            prop::collection::vec(rule.clone(), 1..3).prop_map(|parts| json!({ "any": parts })),
            rule.prop_map(|part| json!({ "not": part })),
        ]
    })
}

/// Two lists: nothing moves in them when one of their activities goes.
fn file() -> impl Strategy<Value = Value> {
    let locks = prop::collection::vec(prop::option::weighted(0.6, rule()), IDS.len());
    let gate = prop::option::weighted(0.3, rule());
    (locks, gate).prop_map(|(locks, gate)| {
        let check = json!({ "pass": 0, "attempts": 9, "questions": [{ "id": "q", "kind": "true_false", "text": "?", "correct": true }] });
        let activities = IDS.iter().zip(locks).map(|(id, lock)| {
            let mut activity = json!({ "id": id, "title": id, "check": check, "points": 2 });
            if let Some(lock) = lock {
                activity["requires"] = lock;
            }
            activity
        });
        let mut board = json!({
            "choiceboard": 1, "id": "r", "title": "R", "activities": activities.collect::<Vec<_>>(), "complete": { "at_least": 1 },
            "sections": [
                { "id": "one", "layout": "list", "activities": ["a", "b", "c"] },
                { "id": "two", "layout": "list", "activities": ["d", "e", "f"] },
            ],
        });
        if let Some(gate) = gate {
            board["sections"][1]["requires"] = gate;
        }
        board
    })
}

fn acts() -> impl Strategy<Value = Vec<Event>> {
    let act = prop_oneof![
        1 => Just(json!({ "type": "choose" })),
        2 => Just(json!({ "type": "start" })),
        4 => Just(json!({ "type": "done" })),
        2 => (0u32..=100).prop_map(|score| json!({ "type": "answer", "score": score })),
    ];
    let one = (act, prop::sample::select(IDS.to_vec()));
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let event = |(number, (mut act, id)): (i64, (Value, &str))| {
            act["id"] = json!(format!("e{number:02}"));
            act["at"] = json!("2026-11-21T00:00:00Z");
            act["activity"] = json!(id);
            let event = read_event(act).expect("an event");
            Event {
                at: START + number * 1000,
                ..event
            }
        };
        (0..).zip(all).map(event).collect()
    })
}

const CLOCK: Clock = Clock {
    now: START + 86_400_000,
    offset: 0,
};

fn edition(board: Board) -> Arc<Edition> {
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

/// Those of the acts that a page would have let the learner do, on the board as it was.
fn allowed(edition: &Arc<Edition>, acts: Vec<Event>) -> Vec<Event> {
    let mut progress = Progress::new(edition.clone(), CLOCK);
    let mut done = Vec::new();
    for event in acts {
        let ix = edition.find(event.activity.as_deref().expect("an id"));
        let ix = ix.expect("an activity");
        let locked = state(&progress, ix) == State::Locked;
        let may = match &event.fact {
            Fact::Answer { .. } => !locked,
            fact => progress.may(ix, fact).is_ok(),
        };
        if may {
            done.push(event);
            progress = replay(edition, done.clone());
        }
    }
    done
}

fn replay(edition: &Arc<Edition>, events: Vec<Event>) -> Progress {
    let log: Log = events.into_iter().collect();
    Progress::replay(edition.clone(), &log, CLOCK)
}

fn state(progress: &Progress, ix: Ix) -> State {
    progress.standing(ix).expect("a standing").state
}

/// By activity: whether it can still come to count.
fn can(edition: &Edition, progress: &Progress) -> Vec<bool> {
    let book = Rulebook::compile(&edition.ground);
    let ahead = Ahead::look(&book, &edition.ground, progress.facts());
    let all = 0..edition.board.activities.len() as Ix;
    all.map(|ix| ahead.can(ix)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_prerequisite_that_is_deleted_locks_nothing(file in file(), acts in acts(), gone in 0..IDS.len()) {
        // A cycle among the rules is another error.
        let Some(board) = read(file.to_string().into_bytes()).board else {
            return Ok(());
        };
        let before = edition(board);
        let done = allowed(&before, acts);
        let mut file = file;
        file["activities"].as_array_mut().expect("a list").remove(gone);
        let reading = read(file.to_string().into_bytes());
        // The section still lists it.
        prop_assert!(reading.board.is_none(), "the author is told");
        let after = edition(without_gone(&reading).expect("the learner's board"));

        let (was, is) = (replay(&before, done.clone()), replay(&after, done));
        let (could, can) = (can(&before, &was), can(&after, &is));
        for (ix, id) in (0..).zip(&IDS) {
            let Some(now) = after.find(id) else {
                prop_assert_eq!(ix, gone as Ix);
                continue;
            };
            let (was, is) = (state(&was, ix), state(&is, now));
            prop_assert!(was == State::Locked || is != State::Locked, "{id} was {was:?} and is locked");
            prop_assert!(was == State::Locked || was == is, "{id} was {was:?} and is {is:?}: work is lost");
            prop_assert!(!could[ix as usize] || can[now as usize], "{id} can no longer come to count");
        }
    }
}
