//! The fold against an oracle: docs/events.md read straight, one event at a time, with nothing of the engine's. Boards without rounds,
//! checks and badges, for which the worked examples stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Log, Progress, read_events};
use choiceboard::rules::{Clock, Points, State};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::boards::START;

const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];
const ACTS: [&str; 14] = [
    "choose",
    "start",
    "step",
    "draft",
    "submit",
    "done",
    "done",
    "undo",
    "drop",
    "approve",
    "return",
    "check_off",
    "comment",
    "reset",
];

/// Of one activity, what was done in it.
#[derive(Clone, Default)]
struct Work {
    state: Option<State>,
    approved: bool,
    handed: Vec<String>,
}

/// A board and what was done on it.
struct Oracle<'b> {
    board: &'b Value,
    works: BTreeMap<String, Work>,
}

impl Oracle<'_> {
    fn activity(&self, id: &str) -> &Value {
        let all = self.board["activities"].as_array().unwrap();
        all.iter().find(|activity| activity["id"] == id).unwrap()
    }

    fn free(&self, id: &str) -> bool {
        self.activity(id)["free"] == true
    }

    fn state(&self, id: &str) -> State {
        match self.free(id) {
            true => State::Done,
            false => self.works[id].state.unwrap_or(State::Open),
        }
    }

    fn counts(&self, id: &str) -> bool {
        let state = self.state(id);
        let word = self.board["counts_when"].as_str().unwrap();
        self.free(id)
            || match word {
                "chosen" => in_use(state),
                "submitted" => is_handed_in(state),
                "done" => state == State::Done,
                _ => state == State::Done && self.works[id].approved,
            }
    }

    fn points(&self, id: &str) -> u64 {
        match self.counts(id) {
            true => self.activity(id)["points"].as_u64().unwrap_or(0),
            false => 0,
        }
    }

    fn holds(&self, rule: &Value) -> bool {
        let number = |value: &Value| value.as_u64().unwrap_or(0);
        let counting = || IDS.iter().filter(|id| self.counts(id)).count() as u64;
        let parts = |name: &str| rule[name].as_array().unwrap().iter();
        if let Some(id) = rule.as_str() {
            return self.counts(id);
        }
        match rule.as_object().unwrap().keys().next().unwrap().as_str() {
            "at_least" => counting() >= number(&rule["at_least"]),
            "at_most" => counting() <= number(&rule["at_most"]),
            "points" => {
                let all: u64 = IDS.iter().map(|id| self.points(id)).sum();
                all >= number(&rule["points"]["min"])
            }
            "state" => parts("of").all(|id| is_handed_in(self.state(id.as_str().unwrap()))),
            "all" => parts("all").all(|part| self.holds(part)),
            "any" => parts("any").any(|part| self.holds(part)),
            "not" => !self.holds(&rule["not"]),
            other => panic!("{other}"),
        }
    }

    /// What nobody has taken up can be: its rule holds, and its section has a place left.
    fn unlocked(&self, id: &str) -> bool {
        let lock = &self.activity(id)["requires"];
        let sections = self.board["sections"].as_array().unwrap();
        let holds = |section: &&Value| {
            section["activities"]
                .as_array()
                .unwrap()
                .contains(&json!(id))
        };
        let section = sections.iter().find(holds).unwrap();
        let others = section["activities"].as_array().unwrap().iter();
        let taken = others
            .filter_map(Value::as_str)
            .filter(|other| !self.free(other) && in_use(self.state(other)))
            .count() as u64;
        let most = section["choose"]["max"].as_u64().unwrap_or(u64::MAX);
        (lock.is_null() || self.holds(lock)) && taken < most
    }

    fn enough(&self, id: &str) -> bool {
        let asked = self.activity(id)["evidence"]["required"] == true;
        let handed = &self.works[id].handed;
        !asked || handed.iter().any(|text| !text.trim().is_empty())
    }

    fn take(&mut self, event: &Value) {
        let word = event["type"].as_str().unwrap();
        let Some(id) = event["activity"].as_str() else {
            assert_eq!(word, "reset");
            self.works
                .values_mut()
                .for_each(|work| *work = Work::default());
            return;
        };
        if self.free(id) {
            return;
        }
        let was = self.state(id);
        let fresh = matches!(was, State::Open | State::Dropped);
        let shut = fresh && !self.unlocked(id);
        let approval = self.activity(id)["approval"] == "teacher";
        let to = match (word, was) {
            ("choose", _) if fresh && !shut => State::Chosen,
            ("start", _) if fresh && !shut => State::Started,
            ("start", State::Chosen | State::Returned) => State::Started,
            ("step", State::Open) if !shut => State::Started,
            ("step", State::Chosen) => State::Started,
            ("submit" | "done", State::Done | State::Dropped) => was,
            ("submit" | "done", State::Open) if shut => was,
            ("done", State::Waiting) => was,
            ("submit", _) => {
                let text = event["text"].as_str().unwrap().to_owned();
                self.work(id).handed = vec![text];
                match approval && self.enough(id) {
                    true => State::Waiting,
                    false => State::Started,
                }
            }
            ("done", _) if !self.enough(id) => was,
            ("done", _) if approval => State::Waiting,
            ("done", _) => State::Done,
            ("undo", State::Waiting | State::Done) => State::Started,
            ("drop", State::Done) => was,
            ("drop", _) => State::Dropped,
            ("approve", State::Waiting | State::Returned | State::Done) | ("check_off", _) => {
                self.work(id).approved = true;
                State::Done
            }
            ("return", State::Waiting | State::Done) => State::Returned,
            ("reset", _) => {
                *self.work(id) = Work::default();
                State::Open
            }
            _ => was,
        };
        let work = self.work(id);
        work.state = Some(to);
        // What is taken back is no longer the teacher's word.
        work.approved &= to == State::Done;
    }

    fn work(&mut self, id: &str) -> &mut Work {
        self.works.get_mut(id).unwrap()
    }

    /// As it is shown.
    fn shown(&self, id: &str) -> (State, u32, u64) {
        let state = match self.state(id) {
            State::Open if !self.unlocked(id) => State::Locked,
            state => state,
        };
        (state, self.counts(id).into(), self.points(id))
    }
}

fn in_use(state: State) -> bool {
    !matches!(state, State::Open | State::Dropped)
}

fn is_handed_in(state: State) -> bool {
    matches!(state, State::Waiting | State::Returned | State::Done)
}

fn rule() -> impl Strategy<Value = Value> {
    let one = prop_oneof![
        4 => prop::sample::select(IDS.to_vec()).prop_map(|id| json!(id)),
        2 => (1u32..4).prop_map(|n| json!({ "at_least": n })),
        1 => (0u32..3).prop_map(|n| json!({ "at_most": n })),
        1 => (1u32..9).prop_map(|n| json!({ "points": { "min": n } })),
        1 => prop::sample::subsequence(IDS.to_vec(), 1..3).prop_map(|of| json!({ "state": "submitted", "of": of })),
    ];
    one.prop_recursive(2, 6, 3, |rule| {
        prop_oneof![
            prop::collection::vec(rule.clone(), 1..3).prop_map(|parts| json!({ "all": parts })),
            prop::collection::vec(rule.clone(), 1..3).prop_map(|parts| json!({ "any": parts })),
            rule.prop_map(|part| json!({ "not": part })),
        ]
    })
}

fn activity(id: &'static str) -> impl Strategy<Value = Value> {
    let lock = prop::option::weighted(0.4, rule());
    (
        lock,
        0u32..4,
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.1),
    )
        .prop_map(move |(requires, points, approval, evidence, free)| {
            let mut out = json!({ "id": id, "title": id });
            if free {
                out["free"] = json!(true);
                return out;
            }
            out["points"] = json!(points);
            if let Some(rule) = requires {
                out["requires"] = rule;
            }
            if approval {
                out["approval"] = json!("teacher");
            }
            if evidence {
                out["evidence"] = json!({ "kinds": ["text"], "required": true });
            }
            out
        })
}

fn board() -> impl Strategy<Value = Value> {
    let counts = prop::sample::select(vec!["chosen", "submitted", "done", "approved"]);
    let max = prop::option::weighted(0.5, 1u32..3);
    (IDS.map(activity), counts, max).prop_map(|(activities, counts, max)| {
        let mut board = json!({
            "choiceboard": 1, "id": "b", "title": "B", "activities": activities, "counts_when": counts,
            "sections": [
                { "id": "one", "title": "One", "layout": "list", "activities": ["a", "b", "c"] },
                { "id": "two", "title": "Two", "layout": "list", "activities": ["d", "e"] },
            ],
        });
        if let Some(max) = max {
            board["sections"][0]["choose"] = json!({ "min": 0, "max": max });
        }
        board
    })
}

fn events() -> impl Strategy<Value = Vec<Value>> {
    let one = (
        prop::sample::select(ACTS.to_vec()),
        prop::sample::select(IDS.to_vec()),
        "[a ]{0,2}",
        prop::bool::weighted(0.3),
    );
    prop::collection::vec(one, 0..30).prop_map(|acts| {
        let event = |(at, (word, id, text, whole)): (usize, (&str, &str, String, bool))| {
            let minutes = format!("2026-11-21T{:02}:{:02}:00Z", 8 + at / 60, at % 60);
            let mut event = json!({ "id": format!("e{at:03}"), "at": minutes, "type": word });
            if word != "reset" || !whole {
                event["activity"] = json!(id);
            }
            match word {
                "step" => event["step"] = json!(0),
                "draft" => event["value"] = json!(text),
                "submit" => event["text"] = json!(text),
                _ => {}
            }
            event
        };
        acts.into_iter().enumerate().map(event).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fold_is_the_oracles(board in board(), events in events()) {
        let reading = read(board.to_string().as_bytes());
        prop_assume!(reading.board.is_some());
        let model = reading.board.unwrap();
        let ground = layout(&model);
        let edition = Arc::new(Edition::new(model, ground));
        let found = read_events(&json!(events).to_string());
        prop_assert!(found.faults.is_empty());
        let log: Log = found.events.into_iter().collect();
        let clock = Clock { now: START + 100_000_000, offset: 0 };
        let progress = Progress::replay(edition.clone(), &log, clock);
        let works = IDS.map(|id| (id.to_owned(), Work::default())).into();
        let mut oracle = Oracle { board: &board, works };
        events.iter().for_each(|event| oracle.take(event));
        for (place, standing) in edition.ground.places.iter().zip(&progress.facts().standings) {
            let (state, counts, points) = oracle.shown(&place.id);
            let points = Points::from_number(points as f64);
            prop_assert_eq!((&place.id, standing.state, standing.counts, standing.points), (&place.id, state, counts, points));
        }
    }
}
