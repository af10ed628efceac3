//! Boards that speak of what is no longer on them: an error for the author, and what is left of each rule.

use choiceboard::board::{Board, Severity, read, without_gone};
use choiceboard::rules::{Bounds, Filter, Rule};
use serde_json::{Value, json};

/// A board of `a` (may count twice), `b` and `c`, a section, a badge, a level; what is given beside.
fn board(more: Value) -> String {
    let mut board = json!({
        "choiceboard": 1, "id": "g", "title": "G",
        "activities": [
            { "id": "a", "title": "A", "repeat": 2, "points": 2 }, { "id": "b", "title": "B", "points": 3 }, { "id": "c", "title": "C" }
        ],
        "standards": [{ "id": "s", "title": "S" }],
        "levels": [{ "title": "One", "points": 0 }, { "title": "Two", "points": 2 }],
    });
    for (key, value) in more.as_object().unwrap() {
        board[key] = value.clone();
    }
    board.to_string()
}

/// The same with a lock of `c`.
fn locked(lock: Value) -> String {
    board(json!({ "activities": [
        { "id": "a", "title": "A", "repeat": 2, "points": 2 }, { "id": "b", "title": "B", "points": 3 },
        { "id": "c", "title": "C", "requires": lock }
    ] }))
}

/// What the learner's page opens: the author has read an error.
fn left(file: &str) -> Option<Board> {
    let reading = read(file.as_bytes());
    assert!(reading.board.is_none(), "{file}");
    assert!(
        reading
            .diagnostics
            .iter()
            .any(|it| it.severity == Severity::Error),
        "{file}"
    );
    without_gone(&reading)
}

fn lock(lock: Value) -> Option<Rule> {
    let board = left(&locked(lock.clone())).unwrap_or_else(|| panic!("{lock} is no lock"));
    let lock = board.activities[2].more.requires.clone();
    lock.map(|rule| (*rule).clone())
}

/// As the reader reads it where all of it is there.
fn read_lock(lock: Value) -> Option<Rule> {
    let reading = read(locked(lock).into_bytes());
    let lock = reading.board.unwrap().activities[2].more.requires.clone();
    lock.map(|rule| (*rule).clone())
}

#[test]
fn a_lock_takes_what_is_gone_for_done() {
    let cases = [
        (json!("x"), None),
        (json!({ "all": ["x", "a"] }), Some(json!({ "all": ["a"] }))),
        (json!({ "all": ["x", "y"] }), None),
        (json!({ "any": ["x", "a"] }), None),
        (
            json!({ "all": [{ "any": ["x", "a"] }, "b"] }),
            Some(json!({ "all": ["b"] })),
        ),
        // What must not be done and is not there is not done.
        (json!({ "not": "x" }), None),
        (
            json!({ "not": { "any": ["x", "a"] } }),
            Some(json!({ "not": { "any": ["a"] } })),
        ),
        (json!({ "not": { "all": ["x", "a"] } }), None),
        (
            json!({ "not": { "not": { "all": ["x", "a"] } } }),
            Some(json!({ "not": { "not": { "all": ["a"] } } })),
        ),
        (json!({ "not": { "at_least": 1, "of": ["x", "a"] } }), None),
        // Each counts once.
        (
            json!({ "at_least": 2, "of": ["a", "b", "x"] }),
            Some(json!({ "at_least": 1, "of": ["a", "b"] })),
        ),
        (json!({ "at_least": 1, "of": ["a", "b", "x"] }), None),
        (json!({ "at_least": 2, "of": ["x", "y"] }), None),
        // Never more than what is left can bring: once for b and twice for a.
        (
            json!({ "at_least": 4, "of": ["a", "b", "x"] }),
            Some(json!({ "at_least": 3, "of": ["a", "b"] })),
        ),
        (json!({ "at_least": 5, "of": ["a", "b", "x"] }), None),
        (
            json!({ "at_most": 1, "of": ["a", "x"] }),
            Some(json!({ "at_most": 1, "of": ["a"] })),
        ),
        // Of every one of these.
        (
            json!({ "state": "started", "of": ["a", "x"] }),
            Some(json!({ "state": "started", "of": ["a"] })),
        ),
        (
            json!({ "score": { "min": 80 }, "of": ["b", "x"] }),
            Some(json!({ "score": { "min": 80 }, "of": ["b"] })),
        ),
        (json!({ "score": { "min": 80 }, "of": ["x"] }), None),
        // What it would have brought nobody knows.
        (json!({ "points": { "min": 5 }, "of": ["a", "x"] }), None),
        (json!({ "attempts": { "min": 2 }, "of": ["a", "x"] }), None),
        (json!({ "feedback_read": true, "of": ["a", "x"] }), None),
        (json!({ "lines": 1, "through": ["x"] }), None),
        (json!({ "one_per": "row", "of": ["a", "x"] }), None),
        // And what is no activity.
        (json!({ "badge": "x" }), None),
        (json!({ "group": "x" }), None),
        (json!({ "level": 3 }), None),
        (json!({ "mastery": "x", "min": "familiar" }), None),
        (json!({ "mastery": "s", "min": "x" }), None),
        (json!({ "at_least": 1, "of": { "section": "x" } }), None),
        (json!({ "at_least": 1, "of": { "standard": "x" } }), None),
    ];
    for (rule, expected) in cases {
        let expected = expected.and_then(read_lock);
        assert_eq!(lock(rule.clone()), expected, "{rule}");
    }
}

#[test]
fn a_section_opens_too_and_has_what_is_left() {
    let turns = json!({ "stations": ["a", "x", ["x", "b"]], "minutes": 10 });
    let sections = json!([{ "id": "one", "activities": ["a", "x"], "choose": { "min": 2 }, "turns": turns },
        { "id": "two", "requires": "x", "activities": ["b", "c"] }]);
    let board = left(&board(json!({ "sections": sections }))).unwrap();
    assert_eq!(board.sections[0].activities, ["a"]);
    assert_eq!(board.sections[0].choose_min, Some(1));
    let turns = board.sections[0].turns.as_ref().unwrap();
    assert_eq!(turns.stations, [["a"], ["b"]]);
    assert_eq!(board.sections[1].requires, None);
    let section = Rule::Count {
        bounds: Bounds {
            min: Some(1),
            max: None,
        },
        of: Filter::Match(choiceboard::rules::Match {
            section: Some(String::from("one")),
            ..Default::default()
        }),
    };
    let [b, c] = ["b", "c"].map(|id| Rule::Activity(String::from(id)));
    assert_eq!(*board.complete, Rule::All(vec![b, c, section]));
}

#[test]
fn what_is_to_be_reached_asks_for_what_is_left() {
    let complete = |rule: Value| {
        let board = left(&board(json!({ "complete": rule }))).unwrap();
        (*board.complete).clone()
    };
    let given = |rule: Value| {
        let reading = read(board(json!({ "complete": rule })).into_bytes());
        (*reading.board.unwrap().complete).clone()
    };
    for (rule, expected) in [
        (json!({ "all": ["a", "x"] }), json!({ "all": ["a"] })),
        (json!({ "any": ["a", "x"] }), json!({ "any": ["a"] })),
        (
            json!({ "at_least": 2, "of": ["b", "x"] }),
            json!({ "at_least": 1, "of": ["b"] }),
        ),
        (
            json!({ "points": { "min": 9 }, "of": ["a", "b", "x"] }),
            json!({ "points": { "min": 7 }, "of": ["a", "b"] }),
        ),
        (
            json!({ "lines": 1, "through": ["x"] }),
            json!({ "lines": 1 }),
        ),
    ] {
        assert_eq!(complete(rule.clone()), given(expected), "{rule}");
    }
    // Nothing is left of it: everything, as where nothing is said. Complete at once would be told to an LMS.
    let all = ["a", "b", "c"].map(|id| Rule::Activity(String::from(id)));
    assert_eq!(complete(json!("x")), Rule::All(all.to_vec()));
    let badges = json!([{ "id": "x", "title": "X", "when": "gone" }]);
    let board = left(&board(json!({ "badges": badges }))).unwrap();
    assert_eq!(*board.badges[0].when, Rule::Any(Vec::new()));
}

#[test]
fn any_other_error_stops_the_board() {
    let bad = [
        board(json!({ "complete": { "badge": "x" } })),
        board(json!({ "complete": "x", "columns": "three" })),
        board(
            json!({ "activities": [{ "id": "a", "title": "A", "requires": "x", "standards": ["none"] }] }),
        ),
        board(
            json!({ "activities": [{ "id": "a", "title": "A", "requires": "x" }, { "id": "a", "title": "A" }] }),
        ),
        locked(json!("x")).replace("\"choiceboard\":1", "\"choiceboard\":99"),
        String::from("{"),
        String::new(),
    ];
    for file in bad {
        assert_eq!(left(&file), None, "{file}");
    }
    // And of a board without one nothing has to be left out.
    let whole = read(board(json!({})).into_bytes());
    assert_eq!(without_gone(&whole), whole.board);
}

#[test]
fn any_activity_of_any_sample_can_be_deleted() {
    let mut told = 0;
    for text in super::laws::samples() {
        let whole: Value = serde_json::from_str(&text).unwrap();
        let count = whole["activities"].as_array().map_or(0, Vec::len);
        for at in 0..count {
            let mut board = whole.clone();
            let gone = board["activities"].as_array_mut().unwrap().remove(at);
            let reading = read(board.to_string().into_bytes());
            told += usize::from(reading.board.is_none());
            let left = reading.board.clone().or_else(|| without_gone(&reading));
            let Some(left) = left else {
                // Nothing is left at all.
                assert_eq!(count, 1, "{} without {}", whole["id"], gone["id"]);
                continue;
            };
            assert_eq!(left.activities.len(), count - 1);
            // Nothing speaks of it any more.
            let id = gone["id"].as_str().unwrap();
            let said = format!("{:?} {:?}", left.complete, left.sections);
            let locks = left.activities.iter().map(|it| it.more.requires.clone());
            let locks: Vec<_> = locks.collect();
            let quoted = format!("\"{id}\"");
            assert!(
                !format!("{said} {locks:?}").contains(&quoted),
                "{id} in {said} {locks:?}"
            );
        }
    }
    assert!(told > 100, "{told} of them are named elsewhere");
}

/// Of very much that is wrong only a part is said; whether the board opens hangs on all of it.
#[test]
fn a_flood_hides_no_error_and_makes_none() {
    let names = |kind: &str| (0..11).map(|n| format!("{kind}{n}")).collect::<Vec<_>>();
    let flooded = |more: Value| {
        let mut activity = json!({ "id": "w", "title": "W", "requires": { "all": names("gone") } });
        for n in 0..190 {
            activity[format!("stranger{n}")] = json!(1);
        }
        let mut all = json!({ "activities": [{ "id": "a", "title": "A" }, activity] });
        for (key, value) in more.as_object().unwrap() {
            all[key] = value.clone();
        }
        board(all)
    };
    let file = flooded(json!({}));
    let said = read(file.as_bytes()).diagnostics;
    let errors = said.iter().filter(|it| it.severity == Severity::Error);
    assert_eq!((said.len(), errors.count()), (20, 10));
    let left = left(&file).expect("a board");
    assert_eq!(left.activities[1].more.requires, None);
    // The eleventh is no activity, and no lock: it is not said, and stops the board.
    let badge = json!({ "badges": [{ "id": "x", "title": "X", "when": { "mastery": { "standard": "none", "min": "none" } } }] });
    assert_eq!(self::left(&flooded(badge)), None);
}
