//! Both messages: what was written is read again, and what is no message is told apart.

use choiceboard::exchange::{
    BoardName, Class, LearnerName, Peer, Refused, Request, Response, Summary, Turn, Unreadable,
};
use choiceboard::rules::{Points, Verdict};
use choiceboard::words::write_json;
use proptest::prelude::*;
use serde_json::json;

use crate::arbitrary::{event, text};

pub fn summary() -> impl Strategy<Value = Summary> {
    let ids = || prop::collection::vec(text(), 0..3);
    let pairs = prop::collection::btree_map(text(), text(), 0..3);
    let verdict = prop::sample::select(vec![Verdict::Met, Verdict::Open, Verdict::Impossible]);
    (
        (verdict, 0..9_000_000_i64, 0..9_000_000_i64, 0..=10_000_u32),
        (0..99_u32, 0..9_u32, ids(), pairs, ids(), ids()),
    )
        .prop_map(
            |((verdict, points, goal, score), (counted, level, badges, mastery, waiting, help))| {
                Summary {
                    verdict,
                    points: Points(points),
                    points_goal: Points(goal),
                    score: f64::from(score) / 10_000.0,
                    counted,
                    level,
                    badges,
                    mastery: mastery.into_iter().collect(),
                    waiting,
                    help,
                }
            },
        )
}

pub fn request() -> impl Strategy<Value = Request> {
    (
        ("[a-z]{1,9}", "[a-z]{1,9}", "[a-z ]{1,9}"),
        prop::option::of(text()),
        prop::collection::vec(event(), 0..4),
        summary(),
    )
        .prop_map(|((board, id, name), after, events, summary)| Request {
            board: BoardName { id: board },
            learner: LearnerName {
                id,
                name: Some(name),
            },
            after,
            events,
            summary,
        })
}

pub fn class() -> impl Strategy<Value = Class> {
    let points = || (-9_000_000_i64..9_000_000).prop_map(Points);
    let name = || prop::option::of("[a-zé]{1,9}");
    let peer = (points(), name(), name()).prop_map(|(points, nickname, team)| Peer {
        points,
        nickname,
        team,
        you: false,
    });
    let turn = (
        prop::collection::vec("[a-z]{1,5}", 1..3),
        0_i64..2_000_000_000_000,
        1_i64..10_000_000,
    );
    let turn = turn.prop_map(|(activities, from, long)| Turn {
        activities,
        from,
        until: from + long,
    });
    (
        prop::option::of(points()),
        prop::option::of(any::<u32>()),
        prop::option::of((1_i64..9_000_000).prop_map(Points)),
        prop::collection::btree_map(text(), any::<u32>(), 0..3),
        prop::collection::vec(turn, 0..3),
        (
            prop::collection::vec(peer, 0..4),
            any::<prop::sample::Index>(),
        ),
    )
        .prop_map(
            |(points, learners, goal, places, turns, (mut peers, you))| {
                if !peers.is_empty() {
                    let at = you.index(peers.len());
                    peers[at].you = true;
                }
                Class {
                    points,
                    learners,
                    goal,
                    places,
                    turns,
                    peers,
                }
            },
        )
}

pub fn response() -> impl Strategy<Value = Response> {
    let refused = ("[a-z0-9-]{1,36}", text(), text());
    let refused = refused.prop_map(|(id, code, message)| Refused { id, code, message });
    (
        prop::collection::vec(text(), 0..4),
        prop::collection::vec(refused, 0..3),
        prop::collection::vec(event(), 0..4),
        prop::option::of(text()),
        any::<bool>(),
        class(),
    )
        .prop_map(
            |(accepted, refused, events, cursor, more, class)| Response {
                accepted,
                refused,
                events,
                faults: Vec::new(),
                cursor,
                more,
                // Of nothing nothing is written.
                class: (class != Class::default()).then(|| Box::new(class)),
            },
        )
}

proptest! {
    #[test]
    fn a_request_that_was_written_is_read_again(request in request()) {
        let (read, faults) = Request::read(&write_json(&request.write())).unwrap();
        prop_assert_eq!(faults, Vec::new());
        prop_assert_eq!(read, request);
    }

    #[test]
    fn an_answer_that_was_written_is_read_again(response in response()) {
        prop_assert_eq!(Response::read(&write_json(&response.write())).unwrap(), response);
    }

    #[test]
    fn no_text_stops_the_reader(text in text()) {
        let _ = (Request::read(&text), Response::read(&text));
    }
}

#[test]
fn what_is_no_answer_says_so() {
    let answer = |text: &str| Response::read(text).unwrap_err();
    let field = |path: &str| Unreadable::Field(path.into());
    for (text, expected) in [
        ("", Unreadable::NotJson),
        ("<!doctype html><title>Log in</title>", Unreadable::NotJson),
        (r#"{ "contract": 1, "accepted": ["a"#, Unreadable::NotJson),
        ("[]", Unreadable::NotContract),
        (r#"{ "accepted": [] }"#, Unreadable::NotContract),
        (r#"{ "contract": "1" }"#, Unreadable::NotContract),
        (r#"{ "contract": 2 }"#, Unreadable::Version(2)),
        (r#"{ "contract": 1, "accepted": "a" }"#, field("accepted")),
        (
            r#"{ "contract": 1, "accepted": ["a", 7] }"#,
            field("accepted[1]"),
        ),
        (
            r#"{ "contract": 1, "refused": ["a"] }"#,
            field("refused[0]"),
        ),
        (
            r#"{ "contract": 1, "refused": [{ "code": "late" }] }"#,
            field("refused[0].id"),
        ),
        (r#"{ "contract": 1, "events": {} }"#, field("events")),
        (r#"{ "contract": 1, "cursor": 42 }"#, field("cursor")),
        (r#"{ "contract": 1, "more": "no" }"#, field("more")),
    ] {
        assert_eq!(answer(text), expected, "{text}");
    }
}

#[test]
fn what_an_answer_leaves_out_says_nothing() {
    let answer = Response::read(r#"{ "contract": 1, "later": true, "cursor": null }"#).unwrap();
    assert_eq!(answer, Response::default());
}

/// JSON of any shape, with the names of what is told of others in it.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let name = || {
        prop::sample::select(vec![
            "points",
            "learners",
            "goal",
            "places",
            "turns",
            "taken",
            "activities",
            "from",
            "until",
            "nickname",
            "team",
            "you",
        ])
    };
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        any::<f64>().prop_map(|value| json!(value)),
        any::<u64>().prop_map(|value| json!(value)),
        text().prop_map(|value| json!(value)),
        Just(json!("2026-11-30T09:00:00Z")),
        Just(json!("2026-11-30T10:00:00Z")),
    ];
    leaf.prop_recursive(4, 64, 8, move |inside| {
        prop_oneof![
            prop::collection::vec(inside.clone(), 0..6).prop_map(|all| json!(all)),
            prop::collection::vec((name(), inside), 0..8).prop_map(|all| {
                let all = all.into_iter();
                let all = all.map(|(name, value)| (String::from(name), value));
                serde_json::Value::Object(all.collect())
            }),
        ]
    })
}

proptest! {
    /// Whatever it is, the rest of the answer counts, and what is kept of it is read again as it was.
    #[test]
    fn whatever_is_told_of_the_others_is_kept_as_it_was_read(class in any_json(), peers in any_json()) {
        if let Some(read) = told(class, peers) {
            let (class, peers) = read.write();
            let again = told(class.into(), peers.into());
            prop_assert_eq!(again, Some(read));
        }
    }
}

/// What an answer tells of the others.
fn told(class: serde_json::Value, peers: serde_json::Value) -> Option<Class> {
    let answer =
        json!({ "contract": 1, "accepted": ["e1"], "cursor": "c", "class": class, "peers": peers });
    let answer = Response::read(&write_json(&answer)).unwrap();
    assert_eq!(
        (answer.accepted.len(), answer.cursor.as_deref()),
        (1, Some("c"))
    );
    answer.class.map(|class| *class)
}

#[test]
fn what_is_told_of_the_others_in_another_shape_counts_for_nothing() {
    for odd in [
        json!(null),
        json!(true),
        json!(7),
        json!("class"),
        json!([]),
        json!([[], {}, 3, null]),
        json!({}),
        json!({ "points": "many", "learners": -3, "goal": 0, "places": [], "turns": {} }),
        json!({ "points": 1e300, "learners": 2.5, "goal": -1, "places": { "a": 3, "b": { "taken": -1 }, "c": {} } }),
        json!({ "turns": [{ "activities": "a", "from": "2026-11-30T09:00:00Z", "until": "2026-11-30T10:00:00Z" },
            { "activities": ["a"], "from": "soon", "until": "later" },
            { "activities": ["a"], "from": "2026-11-30T10:00:00Z", "until": "2026-11-30T09:00:00Z" }] }),
        json!([{ "nickname": "Otter" }, { "points": null }, { "points": "3" }, { "points": 1e300, "you": true }]),
    ] {
        assert_eq!(told(odd.clone(), json!(null)), None, "{odd}");
        assert_eq!(told(json!(null), odd.clone()), None, "{odd}");
        assert_eq!(told(odd.clone(), odd.clone()), None, "{odd}");
    }
    // One that is wrong costs no other.
    let class = told(
        json!({ "points": 12.5, "learners": "two", "places": { "a": { "taken": 3, "mine": true }, "b": 4 } }),
        json!([{ "points": 1, "nickname": 7, "team": [], "you": "yes" }, 4, { "points": 2, "you": true }, { "points": 3, "you": true }]),
    );
    let peer = |points: i64, you: bool| Peer {
        points: Points::whole(points),
        you,
        ..Peer::default()
    };
    let expected = Class {
        points: Some(Points(12_500)),
        places: [(String::from("a"), 3)].into(),
        // There is one learner.
        peers: vec![peer(1, false), peer(2, true), peer(3, false)],
        ..Class::default()
    };
    assert_eq!(class, Some(expected));
}

#[test]
fn however_much_is_told_of_the_others_only_so_much_is_kept() {
    let mut peers: Vec<_> = (0..20_000).map(|n| json!({ "points": n })).collect();
    peers.push(json!({ "points": 4, "you": true }));
    let places = (0..20_000).map(|n| (n.to_string(), json!({ "taken": n })));
    let places: serde_json::Map<_, _> = places.collect();
    let turn = json!({ "activities": vec!["a"; 5_000], "from": "2026-11-30T09:00:00Z", "until": "2026-11-30T10:00:00Z" });
    let class = json!({ "places": places, "turns": vec![turn; 200] });
    let class = told(class, json!(peers)).unwrap();
    // The learner is always among them.
    assert_eq!(class.peers.len(), 501);
    assert!(class.peers.last().unwrap().you);
    assert_eq!((class.places.len(), class.turns.len()), (1_000, 100));
    assert_eq!(class.turns[0].activities.len(), 100);
}

#[test]
fn a_nickname_is_short_and_turns_no_text_around_it() {
    let nickname = |name: &str| {
        let class = told(json!(null), json!([{ "points": 1, "nickname": name }]));
        class.unwrap().peers.remove(0).nickname
    };
    assert_eq!(nickname("  Otter \n"), Some(String::from("Otter")));
    assert_eq!(
        nickname("\u{202e}Ot\u{7}ter\u{2066}"),
        Some(String::from("Otter"))
    );
    assert_eq!(nickname(" \u{200f}\t "), None);
    assert_eq!(nickname(&"é".repeat(400)), Some("é".repeat(40)));
}

#[test]
fn an_event_that_cannot_be_read_costs_no_other() {
    let good =
        json!({ "id": "e1", "at": "2026-11-21T09:00:00Z", "type": "approve", "activity": "comic" });
    let answer = json!({ "contract": 1, "events": [{ "id": "e0" }, good] });
    let answer = Response::read(&write_json(&answer)).unwrap();
    assert_eq!(answer.events.len(), 1);
    let fault = &answer.faults[0];
    assert_eq!(
        (fault.index, fault.field.as_str(), fault.says.key),
        (0, "at", "progress-event-missing")
    );
}

#[test]
fn what_is_no_request_says_so() {
    let request = |text: &str| Request::read(text).map(|_| ()).unwrap_err();
    let field = |path: &str| Unreadable::Field(path.into());
    let board = r#""board": { "id": "b" }"#;
    let learner = r#""learner": { "id": "u" }"#;
    for (text, expected) in [
        (String::from(r#"{ "contract": 1 }"#), field("board")),
        (format!(r#"{{ "contract": 1, {board} }}"#), field("learner")),
        (
            format!(r#"{{ "contract": 1, {board}, "learner": {{}} }}"#),
            field("learner.id"),
        ),
        (
            format!(r#"{{ "contract": 1, {board}, {learner} }}"#),
            field("summary"),
        ),
        (
            format!(r#"{{ "contract": 1, {board}, {learner}, "summary": {{ "badges": [1] }} }}"#),
            field("summary.badges"),
        ),
        (
            format!(r#"{{ "contract": 1, {board}, {learner}, "summary": {{ "state": "gone" }} }}"#),
            field("summary.state"),
        ),
    ] {
        assert_eq!(request(&text), expected, "{text}");
    }
}
