//! Paths: what is open is a function of the facts, whatever order they came in; what has been begun never locks again; a long chain opens at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Event, Log, Progress, read_event};
use choiceboard::rules::{Clock, Ix, State};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::boards::START;

/// Of a path: each stop waits for some of those before it.
const STOPS: usize = 9;

fn name(stop: usize) -> String {
    format!("s{stop}")
}

/// What the stop at a place may wait for.
fn lock(stop: usize) -> BoxedStrategy<Option<Value>> {
    if stop == 0 {
        return Just(None).boxed();
    }
    let before = move || (0..stop).prop_map(name);
    let some = move || prop::collection::vec(before(), 1..4);
    prop_oneof![
        2 => Just(None),
        4 => before().prop_map(|id| Some(json!(id))),
        2 => some().prop_map(|ids| Some(json!({ "all": ids }))),
        2 => some().prop_map(|ids| Some(json!({ "any": ids }))),
        2 => (some(), 1u32..3).prop_map(|(ids, n)| Some(json!({ "at_least": n, "of": ids }))),
        2 => before().prop_map(|id| Some(json!({ "score": { "max": 50 }, "of": [id] }))),
        2 => before().prop_map(|id| Some(json!({ "score": { "min": 80 }, "of": [id] }))),
        1 => before().prop_map(|id| Some(json!({ "attempts": { "min": 2 }, "of": [id] }))),
        1 => before().prop_map(|id| Some(json!({ "not": id }))),
    ]
    .boxed()
}

fn locks() -> impl Strategy<Value = Vec<Option<Value>>> {
    let all: Vec<_> = (0..STOPS).map(lock).collect();
    all
}

fn edition(locks: &[Option<Value>]) -> Arc<Edition> {
    let check = json!({ "pass": 0, "attempts": 9, "questions": [{ "id": "q", "kind": "true_false", "text": "?", "correct": true }] });
    let activities = locks.iter().enumerate().map(|(stop, lock)| {
        let mut activity = json!({ "id": name(stop), "title": name(stop), "check": check });
        if let Some(lock) = lock {
            activity["requires"] = lock.clone();
        }
        activity
    });
    let activities: Vec<Value> = activities.collect();
    let board = json!({ "choiceboard": 1, "id": "p", "title": "P", "layout": "path", "activities": activities, "complete": { "at_least": 1 } });
    let board = read(board.to_string().into_bytes()).board.expect("a board");
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let act = prop_oneof![
        2 => Just(json!({ "type": "start" })),
        4 => Just(json!({ "type": "done" })),
        2 => (0u32..=100).prop_map(|score| json!({ "type": "answer", "score": score })),
        1 => Just(json!({ "type": "undo" })),
        1 => Just(json!({ "type": "drop" })),
        1 => Just(json!({ "type": "check_off", "by": { "role": "teacher", "id": "t" } })),
    ];
    let one = (act, 0..STOPS, 0i64..1_000_000);
    prop::collection::vec(one, 0..30).prop_map(|all| {
        let made = all
            .into_iter()
            .enumerate()
            .map(|(number, (mut act, stop, at))| {
                act["id"] = json!(format!("e{number}"));
                act["at"] = json!("2026-11-21T00:00:00Z");
                act["activity"] = json!(name(stop));
                let mut event = read_event(act).expect("an event");
                event.at = START + at;
                event
            });
        made.collect()
    })
}

fn replay(edition: &Arc<Edition>, events: impl IntoIterator<Item = Event>) -> Progress {
    let log: Log = events.into_iter().collect();
    let clock = Clock {
        now: START + 86_400_000,
        offset: 0,
    };
    Progress::replay(edition.clone(), &log, clock)
}

fn states(progress: &Progress) -> Vec<State> {
    let all = progress.facts().standings.iter();
    all.map(|standing| standing.state).collect()
}

/// Whether a rule of a path is met, by the words of the format and nothing else: `counts` by id, results by id.
fn met(
    rule: &Value,
    counts: &BTreeMap<String, bool>,
    results: &BTreeMap<String, Vec<f64>>,
) -> bool {
    let part = |rule: &Value| met(rule, counts, results);
    if let Some(id) = rule.as_str() {
        return counts[id];
    }
    let list = |name: &str| rule[name].as_array().into_iter().flatten();
    let of = || list("of").filter_map(Value::as_str);
    if rule.get("all").is_some() {
        list("all").all(part)
    } else if rule.get("any").is_some() {
        list("any").any(part)
    } else if rule.get("not").is_some() {
        !part(&rule["not"])
    } else if let Some(least) = rule["at_least"].as_u64() {
        let ids: std::collections::BTreeSet<&str> = of().collect();
        ids.iter().filter(|id| counts[**id]).count() as u64 >= least
    } else if let Some(least) = rule["attempts"]["min"].as_u64() {
        of().map(|id| results[id].len() as u64).sum::<u64>() >= least
    } else {
        let (min, max) = (rule["score"]["min"].as_f64(), rule["score"]["max"].as_f64());
        of().all(|id| {
            let best = results[id].iter().copied().reduce(f64::max);
            best.is_some_and(|best| {
                min.is_none_or(|min| best >= min) && max.is_none_or(|max| best <= max)
            })
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_open_follows_from_the_facts_in_whatever_order_they_came(
        locks in locks(), events in events(), cut in any::<prop::sample::Index>(),
    ) {
        let edition = edition(&locks);
        let whole = replay(&edition, events.clone());
        // As two devices have it, each with a part, and each hearing of the other's.
        let (one, other) = events.split_at(cut.index(events.len() + 1));
        let turned: Vec<Event> = other.iter().chain(one).rev().cloned().collect();
        prop_assert_eq!(states(&whole), states(&replay(&edition, turned)));

        let ids = || (0..STOPS).map(name);
        let counts: BTreeMap<String, bool> = ids()
            .zip(&whole.facts().standings)
            .map(|(id, standing)| (id, standing.counts > 0))
            .collect();
        let results: BTreeMap<String, Vec<f64>> = ids()
            .zip(0..)
            .map(|(id, ix)| (id, whole.work(ix as Ix).map(|work| work.scores.iter().map(|(_, score)| *score).collect()).unwrap_or_default()))
            .collect();
        for (stop, state) in states(&whole).into_iter().enumerate() {
            let is_met = locks[stop].as_ref().is_none_or(|lock| met(lock, &counts, &results));
            match state {
                State::Locked => prop_assert!(!is_met, "{} is locked though {:?} is met", name(stop), locks[stop]),
                State::Open => prop_assert!(is_met, "{} is open though {:?} is not met", name(stop), locks[stop]),
                _ => {}
            }
        }
    }

    #[test]
    fn what_has_been_begun_never_locks_again(locks in locks(), mut events in events()) {
        events.sort_by(|one, other| one.key().cmp(&other.key()));
        let edition = edition(&locks);
        let mut before = states(&replay(&edition, Vec::new()));
        for place in 1..=events.len() {
            let now = states(&replay(&edition, events[..place].to_vec()));
            for (was, is) in before.iter().zip(&now) {
                let was_begun = !matches!(was, State::Locked | State::Open | State::Dropped);
                prop_assert!(!(was_begun && *is == State::Locked), "{:?} became locked", was);
            }
            before = now;
        }
    }
}

#[test]
fn a_chain_of_a_thousand_opens_at_once() {
    const LONG: usize = 1_000;
    let locks: Vec<Option<Value>> = (0..LONG)
        .map(|stop| (stop > 0).then(|| json!(name(stop - 1))))
        .collect();
    let edition = edition(&locks);
    // The last first: a rule loop that needs a pass for each link would leave them shut.
    let done = |stop: usize| {
        let act = json!({ "id": format!("e{stop}"), "at": "2026-11-21T00:00:00Z", "type": "check_off", "activity": name(stop),
            "by": { "role": "teacher", "id": "t" } });
        read_event(act).expect("an event")
    };
    let all = replay(&edition, (0..LONG - 1).rev().map(done));
    assert_eq!(states(&all)[LONG - 1], State::Open);
    // Without the first link, what a teacher has ticked off stays, and the first is open as before.
    let most = states(&replay(&edition, (1..LONG - 1).map(done)));
    assert_eq!(
        (most[0], most[LONG - 2], most[LONG - 1]),
        (State::Open, State::Done, State::Open)
    );
}
