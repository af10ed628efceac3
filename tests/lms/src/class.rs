//! What the LMS tells a learner of the others: places, the class's points, and those who take part.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::shelf::Shelf;

/// What is shared; nothing before somebody switches it on.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// How many are at each activity.
    pub places: bool,
    /// The class's points and what it wants to reach.
    pub goal: Option<u32>,
    /// Those who take part, with their points.
    pub peers: bool,
    /// Nicknames by the learners' ids, and nothing for all others.
    pub nicknames: BTreeMap<String, String>,
    /// Teams by the learners' ids.
    pub teams: BTreeMap<String, String>,
}

impl Shared {
    /// Puts into an answer what this learner is told.
    pub fn tell(&self, shelf: &Shelf, board: &str, learner: &str, answer: &mut Value) {
        let rows = shelf.all().into_iter().filter(|row| row.board == board);
        let all: Vec<(String, f64)> = rows
            .map(|row| (row.learner, row.summary["points"].as_f64().unwrap_or(0.0)))
            .collect();
        let mut class = json!({});
        if self.places {
            let mut places: BTreeMap<String, u32> = BTreeMap::new();
            for (id, _) in &all {
                for (activity, is_there) in at(shelf, board, id) {
                    *places.entry(activity).or_default() += u32::from(is_there);
                }
            }
            let places = places
                .into_iter()
                .map(|(id, n)| (id, json!({ "taken": n })));
            class["places"] = Value::Object(places.collect());
        }
        if let Some(goal) = self.goal {
            let points: f64 = all.iter().map(|(_, points)| points).sum();
            class["points"] = json!(points);
            class["learners"] = json!(all.len());
            class["goal"] = json!(goal);
        }
        answer["class"] = class;
        // Who does not take part is told of nobody.
        if !self.peers || !takes_part(shelf, board, learner) {
            return;
        }
        let peers = all.iter().filter(|(id, _)| takes_part(shelf, board, id));
        let peers = peers.map(|(id, points)| {
            let mut peer = json!({ "points": points });
            for (name, of) in [("nickname", &self.nicknames), ("team", &self.teams)] {
                if let Some(text) = of.get(id) {
                    peer[name] = json!(text);
                }
            }
            if id == learner {
                peer["you"] = json!(true);
            }
            peer
        });
        answer["peers"] = peers.collect();
    }
}

/// The activities that a learner has taken up, and whether they are still there: they have not done, handed in or dropped it.
fn at(shelf: &Shelf, board: &str, learner: &str) -> BTreeMap<String, bool> {
    let mut there: BTreeMap<String, bool> = BTreeMap::new();
    for event in in_order(shelf, board, learner) {
        let is_there = match event["type"].as_str().unwrap_or_default() {
            "choose" | "start" | "undo" | "return" => true,
            "drop" | "submit" | "done" | "check_off" | "approve" => false,
            "reset" => {
                match event["activity"].as_str() {
                    Some(activity) => drop(there.remove(activity)),
                    None => there.clear(),
                }
                continue;
            }
            _ => continue,
        };
        if let Some(activity) = event["activity"].as_str() {
            there.insert(activity.to_owned(), is_there);
        }
    }
    there
}

/// Everybody does, until they say that they do not.
fn takes_part(shelf: &Shelf, board: &str, learner: &str) -> bool {
    let events = in_order(shelf, board, learner);
    let mut words = events
        .iter()
        .filter(|event| event["type"] == "take_part" && event["value"].is_boolean());
    words
        .next_back()
        .is_none_or(|event| event["value"] == json!(true))
}

fn in_order(shelf: &Shelf, board: &str, learner: &str) -> Vec<Value> {
    let (mut events, _) = shelf.after(board, learner, 0, usize::MAX);
    let key = |event: &Value| (event["at"].to_string(), event["id"].to_string());
    events.sort_by_key(key);
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: &str, rest: Value) -> Value {
        let mut event = json!({ "id": id, "at": format!("2026-11-30T09:00:0{id}Z"), "by": { "role": "learner" } });
        for (name, value) in rest.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    }

    fn told(shared: &Shared, shelf: &Shelf, learner: &str) -> Value {
        let mut answer = json!({});
        shared.tell(shelf, "b", learner, &mut answer);
        answer
    }

    #[test]
    fn nothing_is_told_before_it_is_switched_on_and_nothing_of_who_does_not_take_part() {
        let mut shelf = Shelf::open(":memory:").unwrap();
        for (learner, points) in [("ada", 3), ("ben", 5), ("cem", 1)] {
            shelf.told("b", learner, &json!({ "points": points }));
            let at = if learner == "cem" { "write" } else { "read" };
            let chosen = event("1", json!({ "type": "choose", "activity": at }));
            shelf.keep("b", learner, &chosen);
        }
        let shared = Shared::default();
        assert_eq!(told(&shared, &shelf, "ada"), json!({ "class": {} }));
        let shared = Shared {
            places: true,
            goal: Some(20),
            peers: true,
            nicknames: [("ben".to_owned(), "Fox".to_owned())].into(),
            ..Shared::default()
        };
        assert_eq!(
            told(&shared, &shelf, "ada"),
            json!({ "class": { "places": { "read": { "taken": 2 }, "write": { "taken": 1 } }, "points": 9.0, "learners": 3, "goal": 20 },
                "peers": [ { "points": 3.0, "you": true }, { "points": 5.0, "nickname": "Fox" }, { "points": 1.0 } ] })
        );
        shelf.keep(
            "b",
            "ben",
            &event("2", json!({ "type": "take_part", "value": false })),
        );
        shelf.keep(
            "b",
            "ben",
            &event("3", json!({ "type": "done", "activity": "read" })),
        );
        assert_eq!(told(&shared, &shelf, "ben").get("peers"), None);
        let answer = told(&shared, &shelf, "ada");
        assert_eq!(answer["peers"].as_array().unwrap().len(), 2);
        assert_eq!(answer["class"]["places"]["read"]["taken"], 1);
        shelf.keep(
            "b",
            "ben",
            &event("4", json!({ "type": "take_part", "value": true })),
        );
        assert_eq!(
            told(&shared, &shelf, "ada")["peers"]
                .as_array()
                .unwrap()
                .len(),
            3
        );
    }
}
