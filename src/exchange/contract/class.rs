//! What an LMS tells of the others: the class's points, places taken, turns, and whom one may be compared with.
//!
//! All of it is what is so now, and no fact of any log. An answer that tells anything of it tells all of it. What is of another shape counts for
//! nothing and never costs the rest of an answer: nobody's work waits for a leaderboard.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::progress::number;
use crate::rules::{Points, rfc3339};

/// Others of whom something is kept.
const MOST_PEERS: usize = 500;

/// Activities whose places are kept.
const MOST_PLACES: usize = 1_000;

/// Turns that are kept, and activities of one.
const MOST_TURNS: usize = 100;

/// Characters of a nickname, and of a team's name.
const LONGEST: usize = 40;

/// More points than any class has.
const MOST_POINTS: f64 = 1e9;

/// What is told of the others.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Class {
    /// Points of all together.
    pub points: Option<Points>,
    /// How many they are.
    pub learners: Option<u32>,
    /// Points that they want to reach together.
    pub goal: Option<Points>,
    /// How many have taken up an activity, by its id.
    pub places: BTreeMap<String, u32>,
    /// The learner's own turns at stations.
    pub turns: Vec<Turn>,
    /// Those who are compared, the learner among them, in any order; nobody where the teacher has not switched it on.
    pub peers: Vec<Peer>,
}

/// A time at a station.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// What is done there, by ids.
    pub activities: Vec<String>,
    /// When it begins, in milliseconds since 1970 UTC.
    pub from: i64,
    /// When it ends.
    pub until: i64,
}

/// One of those who are compared.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Peer {
    /// What they have earned.
    pub points: Points,
    /// What they want to be called here; never a name that the LMS has not meant for this.
    pub nickname: Option<String>,
    /// Their team.
    pub team: Option<String>,
    /// It is the learner.
    pub you: bool,
}

impl Class {
    /// From the answer's fields `class` and `peers`; nothing where they tell nothing.
    pub fn read(class: Option<&Value>, peers: Option<&Value>) -> Option<Box<Class>> {
        let field = |name: &str| class?.get(name);
        let class = Class {
            points: field("points").and_then(points),
            learners: field("learners").and_then(whole),
            goal: field("goal")
                .and_then(points)
                .filter(|goal| *goal > Points::ZERO),
            places: field("places").map(places).unwrap_or_default(),
            turns: list(field("turns"))
                .filter_map(turn)
                .take(MOST_TURNS)
                .collect(),
            peers: all(peers),
        };
        (class != Class::default()).then(|| Box::new(class))
    }

    /// As it is answered: `class`, and `peers`; each where there is something of it.
    pub fn write(&self) -> (Option<Value>, Option<Value>) {
        let mut class = Map::new();
        for (name, points) in [("points", self.points), ("goal", self.goal)] {
            if let Some(points) = points {
                class.insert(name.into(), number(points.number()));
            }
        }
        if let Some(learners) = self.learners {
            class.insert("learners".into(), learners.into());
        }
        if !self.places.is_empty() {
            let places = self.places.iter().map(|(id, taken)| {
                let place = Map::from_iter([("taken".into(), Value::from(*taken))]);
                (id.clone(), Value::Object(place))
            });
            class.insert("places".into(), Value::Object(places.collect()));
        }
        if !self.turns.is_empty() {
            let turns = self.turns.iter().map(Turn::write);
            class.insert("turns".into(), turns.collect());
        }
        let peers = (!self.peers.is_empty()).then(|| self.peers.iter().map(Peer::write).collect());
        let class = (!class.is_empty()).then_some(Value::Object(class));
        (class, peers)
    }
}

impl Turn {
    fn write(&self) -> Value {
        let mut turn = Map::new();
        turn.insert("activities".into(), self.activities.clone().into());
        for (name, at) in [("from", self.from), ("until", self.until)] {
            turn.insert(name.into(), rfc3339::write_instant(at, Some(0)).into());
        }
        Value::Object(turn)
    }
}

impl Peer {
    fn write(&self) -> Value {
        let mut peer = Map::new();
        peer.insert("points".into(), number(self.points.number()));
        for (name, text) in [("nickname", &self.nickname), ("team", &self.team)] {
            if let Some(text) = text {
                peer.insert(name.into(), text.as_str().into());
            }
        }
        if self.you {
            peer.insert("you".into(), true.into());
        }
        Value::Object(peer)
    }
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn points(value: &Value) -> Option<Points> {
    let number = value.as_f64()?;
    (number.abs() <= MOST_POINTS).then(|| Points::from_number(number))
}

fn whole(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn places(value: &Value) -> BTreeMap<String, u32> {
    let all = value.as_object().into_iter().flatten();
    let read = all.filter_map(|(id, place)| Some((id.clone(), whole(place.get("taken")?)?)));
    read.take(MOST_PLACES).collect()
}

fn turn(value: &Value) -> Option<Turn> {
    let at = |name: &str| Some(rfc3339::read_instant(value.get(name)?.as_str()?)?.0);
    let (from, until) = (at("from")?, at("until")?);
    let ids = list(value.get("activities")).filter_map(Value::as_str);
    let activities: Vec<String> = ids.take(MOST_TURNS).map(String::from).collect();
    (from < until && !activities.is_empty()).then_some(Turn {
        activities,
        from,
        until,
    })
}

/// The learner is kept, however many there are, and is one.
fn all(value: Option<&Value>) -> Vec<Peer> {
    let mut peers: Vec<Peer> = Vec::new();
    let mut is_found = false;
    for value in list(value) {
        let Some(points) = value.get("points").and_then(points) else {
            continue;
        };
        let said_you = value.get("you").and_then(Value::as_bool).unwrap_or(false);
        let you = said_you && !is_found;
        is_found |= said_you;
        if peers.len() < MOST_PEERS || you {
            let text = |name: &str| value.get(name).and_then(Value::as_str).and_then(plain);
            peers.push(Peer {
                points,
                nickname: text("nickname"),
                team: text("team"),
                you,
            });
        }
    }
    peers
}

/// Others have written it: short, on one line, and nothing in it that turns the text around it.
fn plain(text: &str) -> Option<String> {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let kept = text.chars().filter(|c| !c.is_control() && !turns(*c));
    let kept: String = kept.take(LONGEST).collect();
    let kept = kept.trim();
    (!kept.is_empty()).then(|| String::from(kept))
}
