//! The plan: which one counts, how it changed, and what it comes to on boards of several formats.

use std::rc::Rc;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{
    AddsUp, Change, Edition, Event, Log, Plan, Progress, read_event, write_event,
};
use choiceboard::rules::{Clock, Ix, Points, Verdict};
use choiceboard::words::{Phrase, Plain, Tongue};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::boards::{Drawn, START, by_hand, drawn};

/// 2026-11-21.
const TODAY: i64 = 20_778;

fn edition(board: &Value) -> Arc<Edition> {
    let reading = read(board.to_string().as_bytes());
    let board = reading
        .board
        .unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn progress(board: &Value, events: Vec<Event>) -> Progress {
    let now = Clock {
        now: TODAY * 86_400_000 + 43_200_000,
        offset: 0,
    };
    let log: Log = events.into_iter().collect();
    Progress::replay(edition(board), &log, now)
}

fn plain() -> Value {
    let activities = ["a", "b", "c", "d"].map(|id| json!({ "id": id, "title": id }));
    json!({ "choiceboard": 1, "id": "b", "title": "B", "activities": activities })
}

fn plan(events: &str) -> Option<Plan> {
    progress(&plain(), by_hand(events)).plan().cloned()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn change(minute: i64, put_in: &[&str], taken_out: &[&str], because: &str) -> Change {
    Change {
        at: TODAY * 86_400_000 + (540 + minute) * 60_000,
        put_in: ids(put_in),
        taken_out: ids(taken_out),
        moved: Vec::new(),
        from: [].into(),
        because: because.to_owned(),
    }
}

/// Says a sentence about a board.
type Say = Rc<dyn Fn(&Phrase) -> String>;

/// What a plan of these activities comes to, after these events.
fn adds_up(board: &Value, events: &str, planned: &[&str], days: Value) -> (AddsUp, Say) {
    let at = json!({ "type": "plan", "activities": planned, "days": days });
    let progress = progress(board, by_hand(&format!("{events}\n{at}")));
    let titles: Vec<String> = (0..)
        .map_while(|ix| progress.activity(ix))
        .map(|activity| activity.title.get("en").to_owned())
        .collect();
    let say = move |phrase: &Phrase| {
        let tongue = Tongue::english(Rc::new(Plain::default()));
        tongue.text(phrase, &|ix| titles[ix as usize].clone())
    };
    (progress.adds_up(), Rc::new(say))
}

#[test]
fn the_newest_plan_counts_and_what_the_board_does_not_know_is_kept() {
    let kept = plan(
        r#"{ "type": "plan", "activities": ["a", "b"], "days": { "a": "2026-12-01" } }
        { "type": "plan", "activities": ["b", "gone", "b", "c"], "days": { "c": "2026-12-02", "d": "2026-12-03" }, "because": "Easier" }"#,
    )
    .unwrap();
    assert_eq!(kept.activities, ["b", "gone", "c"]);
    assert_eq!(kept.days, [("c".to_owned(), 20_789)].into());
    // Both lie within a minute: one change.
    assert_eq!(
        kept.changes,
        [change(1, &["b", "gone", "c"], &[], "Easier")]
    );
}

#[test]
fn changes_are_told_with_their_reasons() {
    let kept = plan(
        r#"{ "type": "plan", "activities": ["a", "b"], "days": { "a": "2026-12-01", "b": "2026-12-01" } }
        { "type": "done", "activity": "d" }
        { "type": "done", "activity": "d" }
        { "type": "plan", "activities": ["a"], "days": { "a": "2026-12-04" } }
        { "type": "done", "activity": "d" }
        { "type": "plan", "activities": ["a"], "days": { "a": "2026-12-04" }, "because": "I was ill" }
        { "type": "plan", "activities": ["a"] }
        { "type": "plan", "activities": ["a"], "because": "One at a time" }
        { "type": "plan", "activities": ["a"], "because": "No hurry" }"#,
    )
    .unwrap();
    let moved = |minute, from, day| Change {
        moved: vec![("a".to_owned(), day)],
        from: [("a".to_owned(), Some(from))].into(),
        ..change(minute, &[], &[], "")
    };
    assert_eq!(
        kept.changes,
        [
            change(0, &["a", "b"], &[], ""),
            Change {
                taken_out: ids(&["b"]),
                because: "I was ill".into(),
                from: [("a".into(), Some(20_788)), ("b".into(), Some(20_788))].into(),
                ..moved(3, 20_788, Some(20_791))
            },
            Change {
                because: "No hurry".into(),
                ..moved(6, 20_791, None)
            },
        ]
    );
}

#[test]
fn a_slip_that_is_mended_at_once_leaves_no_trace() {
    let kept = plan(
        r#"{ "type": "plan", "activities": ["a"] }
        { "type": "start", "activity": "a" }
        { "type": "plan", "activities": ["a", "b"] }
        { "type": "plan", "activities": ["a"] }"#,
    )
    .unwrap();
    assert_eq!(kept.changes, [change(0, &["a"], &[], "")]);
    let kept = plan(
        r#"{ "type": "plan", "activities": ["a"], "days": { "a": "2026-12-01" } }
        { "type": "plan", "activities": ["a"], "days": { "a": "2026-12-02" } }
        { "type": "plan", "activities": [] }"#,
    )
    .unwrap();
    // A day that was looked for, and then left as it was.
    let back = plan(
        r#"{ "type": "plan", "activities": ["a"], "days": { "a": "2026-12-01" } }
        { "type": "start", "activity": "a" }
        { "type": "start", "activity": "a" }
        { "type": "plan", "activities": ["a"], "days": { "a": "2026-12-02" } }
        { "type": "plan", "activities": ["a"], "days": { "a": "2026-12-01" } }"#,
    )
    .unwrap();
    assert_eq!(back.changes, [change(0, &["a"], &[], "")]);
    // A minute after a minute.
    assert_eq!(kept.activities, Vec::<String>::new());
    assert_eq!(kept.changes, []);
}

#[test]
fn what_is_put_in_again_at_once_has_its_day_and_leaves_no_trace() {
    let begun = r#"{ "type": "plan", "activities": ["a", "b"], "days": { "a": "2026-12-01" } }
        { "type": "start", "activity": "b" }
        { "type": "start", "activity": "b" }
        { "type": "plan", "activities": ["b"] }"#;
    let out = plan(begun).unwrap();
    let at = out.changes.last().unwrap().at;
    let a = "a".to_owned();
    assert_eq!(out.day_taken_out("a", at + 60_000), Some(20_788));
    assert_eq!(out.day_taken_out("a", at + 60_001), None);
    assert_eq!(out.day_taken_out("b", at), None);
    let then = |days: &str| {
        let again = format!(r#"{{ "type": "plan", "activities": ["b", "a"], "days": {days} }}"#);
        plan(&format!("{begun}\n{again}")).unwrap().changes
    };
    assert_eq!(
        then(r#"{ "a": "2026-12-01" }"#),
        [change(0, &["a", "b"], &[], "")]
    );
    // On another day it has been moved, and without one as well.
    for (days, day) in [(r#"{ "a": "2026-12-02" }"#, Some(20_789)), ("{}", None)] {
        let changes = then(days);
        let moved = &changes.last().unwrap();
        assert_eq!(
            (&moved.moved, &moved.taken_out, &moved.put_in),
            (&vec![(a.clone(), day)], &Vec::new(), &Vec::new())
        );
        assert_eq!(moved.from[&a], Some(20_788));
    }
    // Moved first, taken out then, and put in on the day it was moved to.
    let moved = plan(
        r#"{ "type": "plan", "activities": ["a"], "days": { "a": "2026-12-01" } }
        { "type": "start", "activity": "b" }
        { "type": "start", "activity": "b" }
        { "type": "plan", "activities": ["a"], "days": { "a": "2026-12-02" } }
        { "type": "plan", "activities": [] }
        { "type": "plan", "activities": ["a"], "days": { "a": "2026-12-02" } }"#,
    )
    .unwrap();
    assert_eq!(
        moved.changes.last().unwrap().moved,
        [(a.clone(), Some(20_789))]
    );
}

#[test]
fn a_plan_that_cannot_be_read_counts_for_nothing_and_is_kept() {
    let good = r#"{ "type": "plan", "activities": ["a"] }"#;
    for wire in [
        json!({ "type": "plan" }),
        json!({ "type": "plan", "activities": "b" }),
        json!({ "type": "plan", "activities": ["b", 3], "because": ["x"] }),
        json!({ "type": "plan", "activities": null, "days": {} }),
        json!({ "type": "plan", "activities": { "b": true }, "because": "" }),
    ] {
        let kept = plan(&format!("{good}\n{wire}")).unwrap();
        assert_eq!(kept.activities, ["a"], "{wire}");
        assert_eq!(kept.changes.len(), 1, "{wire}");
    }
    for wire in [
        json!({ "type": "plan" }),
        json!({ "type": "plan", "activities": [] }),
        json!({ "type": "plan", "activities": ["a", "a", ""], "days": { "a": "2026-12-01", "x": "0001-01-01" }, "because": "So" }),
        json!({ "type": "plan", "activities": ["a"], "days": { "a": "tomorrow" }, "because": 7 }),
        json!({ "type": "plan", "activities": ["a"], "days": {}, "because": "" }),
        json!({ "type": "plan", "activities": ["a"], "days": [["a", 1]] }),
        json!({ "type": "plan", "activities": 9e99, "days": "2026-12-01" }),
    ] {
        let mut whole = json!({
            "id": "1", "at": "2026-11-21T10:30:00.000Z", "by": { "role": "learner", "id": "" },
        });
        let fields = wire.as_object().unwrap().clone();
        whole.as_object_mut().unwrap().extend(fields);
        let read = read_event(whole.clone()).unwrap();
        assert_eq!(Value::Object(write_event(&read)), whole);
    }
    let by_a_teacher =
        r#"{ "type": "plan", "activities": ["a"], "by": { "role": "teacher", "id": "t" } }"#;
    assert_eq!(plan(by_a_teacher), None);
    assert_eq!(plan(r#"{ "type": "goal", "text": "x" }"#), None);
}

#[test]
fn a_reset_takes_the_plan_back_and_one_of_an_activity_leaves_it() {
    let kept = r#"{ "type": "plan", "activities": ["a"] }"#;
    let after = |reset: &str| plan(&format!("{kept}\n{reset}"));
    assert_eq!(after(r#"{ "type": "reset" }"#), None);
    let by_a_teacher = r#"{ "type": "reset", "by": { "role": "teacher", "id": "t" } }"#;
    assert_eq!(after(by_a_teacher), None);
    let of_one = after(r#"{ "type": "reset", "activity": "a" }"#).unwrap();
    assert_eq!(of_one.activities, ["a"]);
    let again = after(&format!("{}\n{kept}", r#"{ "type": "reset" }"#)).unwrap();
    assert_eq!(again.changes, [change(2, &["a"], &[], "")]);
}

#[test]
fn a_line_of_tic_tac_toe_is_finished_or_says_what_is_missing() {
    let activities: Vec<Value> = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
        .map(|id| json!({ "id": id, "title": id.to_uppercase(), "minutes": 10, "points": 5 }))
        .into();
    let board = json!({
        "choiceboard": 1, "id": "b", "title": "B", "columns": 3, "activities": activities,
        "complete": { "lines": 1 },
    });
    let (sums, say) = adds_up(
        &board,
        r#"{ "type": "done", "activity": "a" }"#,
        &["b", "c", "a"],
        json!({}),
    );
    assert_eq!(sums.verdict, Verdict::Met);
    // What counts already takes no more time.
    assert_eq!((sums.minutes, sums.untimed), (20.0, 0));
    assert_eq!(sums.points, Points::whole(15));
    assert_eq!(sums.planned, [(1, None), (2, None)]);
    assert_eq!(say(&sums.says), "Everything asked for is there.");

    let (sums, say) = adds_up(&board, "", &["b", "e", "nowhere"], json!({}));
    assert_eq!(sums.verdict, Verdict::Open);
    assert_eq!(say(&sums.says), "1 more in the middle column: H.");
    let (sums, _) = adds_up(&board, "", &[], json!({}));
    assert_eq!((sums.verdict, sums.planned), (Verdict::Open, vec![]));
}

#[test]
fn exactly_100_of_20_50_and_80() {
    let worth = [("q", 20), ("r", 20), ("s", 50), ("t", 50), ("u", 80)];
    let activities: Vec<Value> = worth
        .map(|(id, points)| json!({ "id": id, "title": id.to_uppercase(), "points": points }))
        .into();
    let board = json!({
        "choiceboard": 1, "id": "b", "title": "B", "columns": 5, "activities": activities,
        "complete": { "points": { "exactly": 100 } },
    });
    let (sums, _) = adds_up(&board, "", &["s", "t"], json!({}));
    assert_eq!(
        (sums.verdict, sums.points),
        (Verdict::Met, Points::whole(100))
    );
    let (sums, say) = adds_up(&board, "", &["u"], json!({}));
    assert_eq!(sums.verdict, Verdict::Open);
    assert_eq!(say(&sums.says), "Exactly 20 more points.");
    // Nobody is told the wrong one: 50 would be too much.
    assert_eq!(sums.helps, [0, 1]);
    let (sums, say) = adds_up(&board, "", &["s", "u"], json!({}));
    assert_eq!(sums.verdict, Verdict::Impossible);
    assert_eq!(
        say(&sums.says),
        "130 points are too many: exactly 100 are wanted."
    );
    assert_eq!(sums.without, [2, 4] as [Ix; 2]);
}

#[test]
fn a_menu_of_which_too_much_is_planned() {
    let activities: Vec<Value> = ["a", "c", "d", "e"]
        .map(|id| json!({ "id": id, "title": id.to_uppercase() }))
        .into();
    let board = json!({
        "choiceboard": 1, "id": "b", "title": "B",
        "sections": [
            { "id": "main", "title": "Main", "choose": { "min": 1, "max": 1 }, "activities": ["a", "c"] },
            { "id": "side", "title": "Side", "choose": { "min": 1, "max": 2 }, "activities": ["d", "e"] },
        ],
        "activities": activities,
    });
    let (sums, _) = adds_up(&board, "", &["a", "d"], json!({}));
    assert_eq!((sums.verdict, sums.over), (Verdict::Met, vec![]));
    let (sums, _) = adds_up(
        &board,
        r#"{ "type": "choose", "activity": "a" }"#,
        &["c", "d"],
        json!({}),
    );
    let [over] = sums.over.as_slice() else {
        panic!("{:?}", sums.over);
    };
    assert_eq!((over.section, over.most, over.have), (0, 1, 2));
    assert_eq!(over.planned, [1]);
    let (sums, say) = adds_up(&board, "", &["a"], json!({}));
    assert_eq!(sums.verdict, Verdict::Open);
    assert_eq!(say(&sums.says), "1 more in Side: D or E.");
}

#[test]
fn points_that_are_missing_name_what_would_bring_them() {
    let board = json!({
        "choiceboard": 1, "id": "b", "title": "B", "columns": 2, "points_goal": 60,
        "activities": [
            { "id": "a", "title": "A", "points": 10 }, { "id": "b", "title": "B", "points": 20 },
            { "id": "c", "title": "C", "points": 40, "minutes": 5 }, { "id": "d", "title": "D", "points": 5 },
        ],
        "standards": [{ "id": "s", "title": "S" }, { "id": "t", "title": "T" }],
        "complete": { "at_least": 1 },
    });
    let mut board = board;
    board["activities"][0]["standards"] = json!(["t"]);
    board["activities"][1]["standards"] = json!(["s", "t"]);
    let (sums, _) = adds_up(&board, "", &["a"], json!({}));
    assert_eq!(sums.verdict, Verdict::Met);
    assert_eq!(sums.more_points, Some((vec![2, 1], true)));
    assert_eq!((sums.minutes, sums.untimed), (0.0, 1));
    assert_eq!(sums.standards, [false, true]);
    let (sums, _) = adds_up(&board, "", &["b", "c"], json!({}));
    assert_eq!((sums.more_points, sums.points), (None, Points::whole(60)));
    assert_eq!(sums.standards, [true, true]);
}

#[test]
fn a_path_is_gone_in_its_order() {
    let board = json!({
        "choiceboard": 1, "id": "b", "title": "B", "layout": "path",
        "activities": [
            { "id": "a", "title": "A" }, { "id": "b", "title": "B", "requires": "a" },
            { "id": "c", "title": "C", "requires": { "all": ["a", "b"] } },
        ],
        "complete": { "all": ["c"] },
    });
    // The order in which they were put in says nothing.
    let (sums, _) = adds_up(&board, "", &["c", "b", "a"], json!({}));
    assert_eq!((sums.verdict, sums.locked), (Verdict::Met, vec![]));

    let (sums, say) = adds_up(&board, "", &["c", "b"], json!({}));
    assert_eq!(sums.verdict, Verdict::Met);
    let said: Vec<_> = sums
        .locked
        .iter()
        .map(|(ix, day, why)| (*ix, *day, say(why)))
        .collect();
    assert_eq!(said[0], (2, None, "“A” and “B” come first.".to_owned()));
    assert_eq!(said[1], (1, None, "“A” comes first.".to_owned()));
    assert_eq!(said.len(), 2);

    // What counts already opens too.
    let done = r#"{ "type": "done", "activity": "a" }"#;
    let (sums, _) = adds_up(&board, done, &["c", "b"], json!({}));
    assert_eq!(sums.locked, []);

    // Planned for a day on which it is still shut.
    let days = json!({ "b": "2026-11-24", "a": "2026-11-25" });
    let (sums, say) = adds_up(&board, "", &["a", "b", "c"], days);
    let [(1, Some(20_781), why)] = sums.locked.as_slice() else {
        panic!("{:?}", sums.locked);
    };
    assert_eq!(say(why), "“A” comes first.");
    let days = json!({ "b": "2026-11-25", "a": "2026-11-25" });
    assert_eq!(adds_up(&board, "", &["b", "a"], days).0.locked, []);
}

#[test]
fn approval_checks_and_tries() {
    let check = json!({ "pass": 80, "attempts": 1, "questions": [
        { "id": "q", "kind": "true_false", "text": "Q", "answer": true } ] });
    let board = json!({
        "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "counts_when": "mastered",
        "activities": [
            { "id": "a", "title": "A", "approval": "teacher" }, { "id": "b", "title": "B", "check": check },
            { "id": "c", "title": "C", "requires": { "score": { "min": 80 }, "of": ["b"] } },
        ],
        "complete": { "all": ["a", "b", "c"] },
    });
    let (sums, _) = adds_up(&board, "", &["a", "b", "c"], json!({}));
    assert_eq!(
        (sums.verdict, sums.locked, sums.spent),
        (Verdict::Met, vec![], vec![])
    );
    let failed = r#"{ "type": "start", "activity": "b" }
        { "type": "answer", "activity": "b", "score": 10 }"#;
    let (sums, _) = adds_up(&board, failed, &["a", "b", "c"], json!({}));
    assert_eq!((sums.verdict, sums.spent), (Verdict::Impossible, vec![1]));
    assert_eq!(sums.locked.len(), 1);
}

/// No tries are left: a teacher's word makes it count where the board asks for one, and only there; it is mastered nowhere.
#[test]
fn no_tries_and_a_teachers_word() {
    let check = json!({ "pass": 80, "attempts": 1, "questions": [
        { "id": "q", "kind": "true_false", "text": "Q", "answer": true } ] });
    let failed = r#"{ "type": "start", "activity": "a" }
        { "type": "answer", "activity": "a", "score": 10 }"#;
    let (met, shut) = (Verdict::Met, Verdict::Impossible);
    let cases = [
        ("done", "none", shut),
        ("done", "teacher", met),
        ("submitted", "none", shut),
        ("submitted", "teacher", met),
        ("approved", "teacher", met),
        ("mastered", "teacher", shut),
    ];
    for (counts_when, approval, verdict) in cases {
        let board = json!({
            "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "counts_when": counts_when,
            "activities": [{ "id": "a", "title": "A", "approval": approval, "check": check }],
            "complete": { "all": ["a"] },
        });
        let now = progress(&board, by_hand(failed));
        let can = now.ahead().can(0);
        let (sums, _) = adds_up(&board, failed, &["a"], json!({}));
        let found = (can, sums.verdict, sums.spent.is_empty());
        let wanted = (verdict == met, verdict, verdict == met);
        assert_eq!(found, wanted, "{counts_when} {approval}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the board and the plan: the question has an answer, and changes nothing.
    #[test]
    fn any_plan_on_any_board_has_an_answer(
        Drawn { edition, .. } in drawn(),
        planned in prop::collection::vec(prop::collection::vec("[a-h]|x", 0..6), 1..4),
        day in 20_700i32..20_900,
    ) {
        let events = planned.iter().enumerate().map(|(at, ids)| {
            let days: serde_json::Map<String, Value> = ids.iter().map(|id| (id.clone(), json!("2026-12-01"))).collect();
            read_event(json!({
                "id": format!("p{at}"), "at": "2026-11-21T09:00:00Z", "type": "plan", "activities": ids, "days": days,
            })).unwrap()
        });
        let log: Log = events.collect();
        let now = Clock { now: START + i64::from(day), offset: 0 };
        let one = Progress::replay(edition.clone(), &log, now);
        let before = (one.facts().standings.clone(), one.points(), one.complete());
        let sums = one.adds_up();
        prop_assert_eq!(sums.clone(), one.adds_up());
        prop_assert_eq!(before, (one.facts().standings.clone(), one.points(), one.complete()));
        // One by one or all at once: the same plan.
        let mut by_and_by = Progress::new(edition, now);
        for event in log.iter() {
            prop_assert!(by_and_by.apply(event, now).is_some());
        }
        prop_assert_eq!(by_and_by.plan(), one.plan());
        prop_assert_eq!(by_and_by.adds_up(), sums);
    }
}
