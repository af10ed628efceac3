//! What next: the order on worked boards of several formats, with the exact sentences, and what holds of every suggestion.

use std::rc::Rc;
use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{
    Actor, Edition, Event, Extra, Fact, Log, Progress, Role, SUGGESTED, Why, suggest,
};
use choiceboard::rules::{Clock, State, Verdict, explain, verdict};
use choiceboard::words::{Plain, Tongue};
use proptest::prelude::*;

use super::boards::{START, by_hand, drawn, events};

/// 2026-11-21T10:00:00Z: an hour after the first event written by hand.
const NOW: Clock = Clock {
    now: START + 36_000_000,
    offset: 0,
};

fn edition(board: &str) -> Arc<Edition> {
    let board = read(board.as_bytes()).board.unwrap();
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn after(board: &str, events: &str) -> Progress {
    let log: Log = by_hand(events).into_iter().collect();
    Progress::replay(edition(board), &log, NOW)
}

/// Every suggestion as it is read: "a: Your teacher sent it back."
fn told(progress: &Progress) -> Vec<String> {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    let id = |ix: u32| progress.edition().activity(ix).unwrap().id.clone();
    let all = suggest(progress, SUGGESTED, None).into_iter();
    all.map(|one| {
        let why = tongue.text(&one.why.says(progress, "en"), &|ix| format!("[{}]", id(ix)));
        format!("{}: {why}", id(one.ix))
    })
    .collect()
}

fn square(more: &str) -> String {
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let activities = ids.map(|id| format!(r#"{{ "id": "{id}", "title": "{id}" }}"#));
    format!(
        r#"{{ "choiceboard": 1, "id": "s", "title": "S", "columns": 3, "activities": [{}], {more} }}"#,
        activities.join(", ")
    )
}

#[test]
fn of_lines_the_nearest_leads_once_one_is_begun() {
    let board = square(r#""complete": { "lines": 1 }"#);
    let fresh = told(&after(&board, ""));
    assert_eq!(fresh[0], "a: It comes next on the board.");
    assert_eq!(fresh.len(), 9);
    let begun = after(
        &board,
        r#"{ "type": "done", "activity": "d" }
        { "type": "done", "activity": "e" }
        { "type": "done", "activity": "a" }"#,
    );
    assert_eq!(
        told(&begun)[..4],
        [
            "f: It is the last one left in the middle row.",
            "g: It is the last one left in the left column.",
            "i: It is the last one left in the falling diagonal.",
            "b: It comes next on the board.",
        ]
    );
}

#[test]
fn a_row_that_still_needs_one_leads() {
    let board = square(r#""complete": { "one_per": "row" }"#);
    let told = told(&after(&board, r#"{ "type": "done", "activity": "b" }"#));
    assert_eq!(told[0], "d: 1 more is still needed in the middle row.");
    assert_eq!(told[3], "g: 1 more is still needed in the bottom row.");
    // What lies in a row that has enough comes after that.
    assert_eq!(told[6], "a: It comes next on the board.");
}

#[test]
fn of_an_exact_sum_what_completes_it_leads_and_what_exceeds_it_is_left_out() {
    let board = r#"{ "choiceboard": 1, "id": "s", "title": "S", "activities": [
        { "id": "a", "title": "A", "points": 2 }, { "id": "b", "title": "B", "points": 5 },
        { "id": "c", "title": "C", "points": 5 }, { "id": "d", "title": "D", "points": 8 } ],
        "complete": { "points": { "exactly": 10 } } }"#;
    let told = told(&after(board, r#"{ "type": "done", "activity": "a" }"#));
    assert_eq!(
        told,
        ["d: It is all that is missing on the shortest way to finish."]
    );
}

#[test]
fn the_teachers_word_comes_first_then_what_is_under_way_then_dates() {
    let board = r#"{ "choiceboard": 1, "id": "l", "title": "L", "layout": "list", "activities": [
        { "id": "bonus", "title": "X", "optional": true }, { "id": "plain", "title": "P" },
        { "id": "must", "title": "M", "required": true },
        { "id": "far", "title": "F", "due": "2026-12-24" },
        { "id": "today", "title": "T", "due": "2026-11-21" },
        { "id": "over", "title": "O", "due": "2026-11-19" },
        { "id": "picked", "title": "K" }, { "id": "begun", "title": "B" }, { "id": "back", "title": "R" },
        { "id": "waits", "title": "W", "approval": "teacher" }, { "id": "aside", "title": "A" } ],
        "complete": { "at_least": 9 } }"#;
    let progress = after(
        board,
        r#"{ "type": "choose", "activity": "picked" }
        { "type": "start", "activity": "begun" }
        { "type": "done", "activity": "back" }
        { "type": "return", "activity": "back", "comment": "More." }
        { "type": "done", "activity": "waits" }
        { "type": "choose", "activity": "aside" }
        { "type": "drop", "activity": "aside" }"#,
    );
    assert_eq!(
        told(&progress),
        [
            "back: Your teacher sent it back.",
            "begun: You have started it.",
            "picked: You have chosen it.",
            "over: It was due on 19 November 2026.",
            "today: It is due today.",
            "must: It is a must-do.",
            "plain: It comes next on the board.",
            "far: It comes next on the board.",
            "bonus: It is a bonus.",
        ]
    );
    let only = |ix: u32| suggest(&progress, 1, Some(ix))[0].ix;
    assert_eq!(only(8), 7);
}

const PATH: &str = r#"{ "choiceboard": 1, "id": "p", "title": "P", "layout": "path", "activities": [
    { "id": "check", "title": "C", "check": { "pass": 80, "attempts": 4, "questions": [
        { "id": "q", "kind": "true_false", "text": "?", "answer": true } ] } },
    { "id": "plain", "title": "N" },
    { "id": "help", "title": "H", "optional": true, "requires": { "score": { "max": 59 }, "of": ["check"] } },
    { "id": "again", "title": "A", "optional": true, "requires": { "attempts": { "min": 2 }, "of": ["check"] } },
    { "id": "more", "title": "M", "requires": { "score": { "min": 90 }, "of": ["check"] } },
    { "id": "end", "title": "E", "requires": { "all": ["check", "plain"] } } ],
    "complete": "end" }"#;

#[test]
fn what_is_planned_comes_by_its_day_and_before_what_only_lies_near() {
    let board = square(r#""complete": { "lines": 1 }"#);
    let planned = after(
        &board,
        r#"{ "type": "done", "activity": "d" }
        { "type": "done", "activity": "e" }
        { "type": "plan", "activities": ["b", "c", "d", "h"], "days": { "h": "2026-11-23", "c": "2026-11-22" } }"#,
    );
    assert_eq!(
        told(&planned)[..4],
        [
            "c: It is in your plan.",
            "h: It is in your plan.",
            "b: It is in your plan.",
            "f: It is the last one left in the middle row.",
        ]
    );
}

#[test]
fn a_support_follows_a_low_check_and_an_extension_a_high_one() {
    let low = after(
        PATH,
        r#"{ "type": "answer", "activity": "check", "score": 40 }"#,
    );
    assert_eq!(
        told(&low),
        [
            "check: You have started it.",
            "help: It helps with [check], where the last check was low.",
            "plain: It opens [end].",
        ]
    );
    let twice = after(
        PATH,
        r#"{ "type": "answer", "activity": "check", "score": 40 }
        { "type": "answer", "activity": "check", "score": 70 }"#,
    );
    assert_eq!(
        told(&twice)[1],
        "again: It helps with [check], where the last check was low."
    );
    let high = after(
        PATH,
        r#"{ "type": "answer", "activity": "check", "score": 40 }
        { "type": "answer", "activity": "check", "score": 95 }
        { "type": "done", "activity": "check" }"#,
    );
    assert_eq!(
        told(&high),
        [
            "more: The check of [check] went well, and this goes further.",
            "plain: It opens [end].",
            // Passed since: no help any more, and still there.
            "again: It is a bonus.",
        ]
    );
}

const LIKES: &str = r#"{ "choiceboard": 1, "id": "k", "title": "K", "layout": "list",
    "survey": [{ "id": "q", "title": "How?", "options": [
        { "tag": "draw", "title": { "en": "Drawing", "de": "Zeichnen" } }, "talk" ] }],
    "standards": [{ "id": "n", "title": "Counting" }],
    "activities": [
        { "id": "a", "title": "A" }, { "id": "b", "title": "B", "tags": ["talk"] },
        { "id": "c", "title": "C", "tags": ["draw", "talk"] }, { "id": "d", "title": "D", "tags": ["sing"] },
        { "id": "e", "title": "E", "tags": ["sing"] }, { "id": "f", "title": "F", "standards": ["n"] },
        { "id": "g", "title": "G", "standards": ["n"] } ],
    "complete": { "at_least": 5 } }"#;

#[test]
fn interests_and_stars_are_reasons_and_a_low_standard_comes_before_them() {
    let progress = after(
        LIKES,
        r#"{ "type": "survey", "answers": { "q": ["talk", "draw", "unknown"], "gone": ["sing"] } }
        { "type": "done", "activity": "d" }
        { "type": "rate", "activity": "d", "stars": 5 }
        { "type": "assess", "activity": "g", "score": 55 }"#,
    );
    assert_eq!(
        told(&progress),
        [
            "f: It works on “Counting”, where you are at “Familiar” so far.",
            "g: It works on “Counting”, where you are at “Familiar” so far.",
            "c: Because you liked “Drawing”.",
            "b: Because you liked “talk”.",
            "e: Because you gave [d] 5 stars.",
            "a: It comes next on the board.",
        ]
    );
    let tongue = Tongue::english(Rc::new(Plain::default()));
    let why = Why::Liked("draw".into()).says(&progress, "de");
    assert_eq!(
        tongue.text(&why, &|_| String::new()),
        "Because you liked “Zeichnen”."
    );
    // Three stars are none to go by, and neither are those of what is not done.
    let few = after(
        LIKES,
        r#"{ "type": "done", "activity": "d" }
        { "type": "rate", "activity": "d", "stars": 3 }
        { "type": "rate", "activity": "e", "stars": 5 }"#,
    );
    assert_eq!(told(&few)[0], "a: It comes next on the board.");
}

#[test]
fn what_is_dropped_comes_only_where_nothing_else_is_left() {
    let board = r#"{ "choiceboard": 1, "id": "d", "title": "D", "activities": [
        { "id": "a", "title": "A" }, { "id": "b", "title": "B" } ] }"#;
    let acts = r#"{ "type": "choose", "activity": "a" }
        { "type": "drop", "activity": "a" }"#;
    assert_eq!(
        told(&after(board, acts)),
        ["b: It comes next on the board."]
    );
    let done = format!("{acts}\n{{ \"type\": \"done\", \"activity\": \"b\" }}");
    assert_eq!(
        told(&after(board, &done)),
        ["a: You put it aside, and can take it up again."]
    );
}

#[test]
fn a_complete_board_still_offers_what_may_be_done() {
    let board = square(r#""complete": { "at_least": 1 }"#);
    let progress = after(&board, r#"{ "type": "done", "activity": "b" }"#);
    assert!(progress.is_complete());
    assert_eq!(told(&progress)[0], "a: It comes next on the board.");
    assert_eq!(told(&progress).len(), 8);
}

fn learner(at: i64, id: &str, activity: &str, fact: Fact) -> Event {
    Event {
        id: id.into(),
        at,
        offset: None,
        by: Actor {
            role: Role::Learner,
            id: "l".into(),
        },
        activity: Some(activity.into()),
        revision: None,
        fact,
        extra: Extra::default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is suggested can be taken up or gone on with now, does not count (but for what came back), and has no warning; once it
    /// is begun, the board is as possible as before.
    #[test]
    fn a_suggestion_can_be_followed(board in drawn(), events in events()) {
        let edition = board.edition.clone();
        let last = events.last().map_or(START, |event| event.at);
        let log: Log = events.into_iter().collect();
        let clock = Clock { now: last + 1, offset: 0 };
        let progress = Progress::replay(edition.clone(), &log, clock);
        let ahead = progress.ahead();
        let before = verdict(&ahead, edition.book.complete).0;
        let all = suggest(&progress, SUGGESTED, None);
        let rules = (&edition.ground.complete, edition.ground.places.iter().map(|place| &place.more.requires).collect::<Vec<_>>());
        let rules = format!("{rules:?}");
        let looks_further = ["Badge(", "Mastery {", "Habit {"].iter().any(|kind| rules.contains(kind));
        prop_assert_eq!(&all, &suggest(&progress.clone(), SUGGESTED, None));
        for one in &all {
            let standing = progress.standing(one.ix).unwrap();
            prop_assert!(standing.counts == 0 || standing.state == State::Returned);
            prop_assert_eq!(explain::warning(&ahead, one.ix), None);
            let act = match standing.state {
                State::Started => Fact::Step { step: 0, ticked: true },
                _ => Fact::Start,
            };
            prop_assert_eq!(progress.may(one.ix, &act), Ok(()));
            // What one pick means for badges, standards and days the warnings do not foresee, and so neither do suggestions.
            if before == Verdict::Impossible || standing.state == State::Dropped || looks_further {
                continue;
            }
            let mut next = progress.clone();
            let id = &edition.activity(one.ix).unwrap().id;
            let begun = learner(clock.now, "zz", id, act);
            prop_assert!(next.apply(&begun, clock).is_some());
            let now = verdict(&next.ahead(), edition.book.complete).0;
            prop_assert_ne!(now, Verdict::Impossible, "{:?}", one);
        }
        // Not twice, and dropped work only by itself.
        let mut seen: Vec<u32> = all.iter().map(|one| one.ix).collect();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), all.len());
        let dropped = all.iter().filter(|one| one.why == Why::Dropped).count();
        prop_assert!(dropped == 0 || dropped == all.len());
    }
}
