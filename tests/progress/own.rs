//! Activities of one's own: what becomes of a proposal, and of the board with it.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::exchange::evaluate;
use choiceboard::progress::{Answered, Edition, Event, Log, OWN_SECTION, Progress};
use choiceboard::rules::{Clock, Filter, Rule, State, Verdict, verdict};
use proptest::prelude::*;

use super::boards::{START, by_hand, drawn, events};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "columns": 2,
    "activities": [ { "id": "a", "title": "A", "points": 5 }, { "id": "c", "title": "C", "points": 5 } ],
    "complete": { "all": [ { "points": { "min": 12 } }, { "one_per": "section", "count": 1 }, { "lines": 1 } ] },
    "proposals": { "allow": true, "approval": true, "points": 4 } }"#;

fn progress(board: &str, events: Vec<Event>) -> Progress {
    let board = read(board.as_bytes()).board.unwrap();
    let ground = layout(&board);
    let log: Log = events.into_iter().collect();
    let clock = Clock {
        now: START + 86_400_000,
        offset: 0,
    };
    Progress::replay(Arc::new(Edition::new(board, ground)), &log, clock)
}

fn after(text: &str) -> Progress {
    progress(BOARD, by_hand(text))
}

const DONE: &str = r#"{ "type": "done", "activity": "e0" }"#;

#[test]
fn what_is_proposed_waits_for_the_teacher() {
    let waiting = after(&format!(
        r#"{{ "type": "propose", "title": " A film ", "about": "On my phone" }}
        {DONE}"#
    ));
    let [proposal] = waiting.journal().unwrap().proposals.as_slice() else {
        panic!("one proposal");
    };
    assert_eq!(
        (proposal.title.as_str(), &proposal.answer),
        ("A film", &Answered::Not)
    );
    assert_eq!(waiting.edition().board.activities.len(), 2);
    assert_eq!(waiting.points().number(), 0.0);
}

#[test]
fn what_is_agreed_is_an_activity_like_any_other_and_never_asked_for() {
    let agreed = after(&format!(
        r#"{{ "type": "propose", "title": "A film", "about": "On my phone" }}
        {{ "type": "accept", "proposal": "e0", "title": "A short film", "points": 7, "comment": "Two minutes." }}
        {DONE}"#
    ));
    let edition = agreed.edition();
    let own = edition.find("e0").expect("an activity");
    let activity = edition.activity(own).unwrap();
    assert_eq!(activity.title.get("en"), "A short film");
    assert_eq!(activity.about.get("en"), "On my phone");
    assert_eq!(agreed.standing(own).unwrap().state, State::Done);
    assert_eq!(agreed.points().number(), 7.0);
    assert_eq!(edition.board.sections.last().unwrap().id, OWN_SECTION);
    // The grid is the grid it was, and its lines are.
    assert_eq!(edition.ground.grids.len(), 1);
    assert_eq!(edition.ground.grids[0].cells, [0, 1]);
    assert!(!agreed.is_complete());
    let proposal = &agreed.journal().unwrap().proposals[0];
    assert!(proposal.is_changed());
    assert_eq!(proposal.comment.as_ref().unwrap().1, "Two minutes.");

    // Its points count; that nothing of its section is done is no fault.
    let both = after(
        r#"{ "type": "propose", "title": "A film" }
        { "type": "accept", "proposal": "e0" }
        { "type": "done", "activity": "a" }
        { "type": "done", "activity": "c" }"#,
    );
    assert_eq!(both.points().number(), 10.0);
    assert!(!both.is_complete(), "10 of 12 points");
    let whole = after(
        r#"{ "type": "propose", "title": "A film" }
        { "type": "accept", "proposal": "e0" }
        { "type": "done", "activity": "a" }
        { "type": "done", "activity": "c" }
        { "type": "done", "activity": "e0" }"#,
    );
    assert_eq!(whole.points().number(), 14.0);
    assert!(whole.is_complete());
    let untouched = BOARD.replace(r#"{ "points": { "min": 12 } }, "#, "");
    let asked = r#"{ "type": "propose", "title": "A film" }
        { "type": "accept", "proposal": "e0" }
        { "type": "done", "activity": "a" }
        { "type": "done", "activity": "c" }"#;
    assert!(progress(&untouched, by_hand(asked)).is_complete());
}

#[test]
fn a_board_may_ask_for_no_agreement() {
    let board = BOARD.replace(r#""approval": true"#, r#""approval": false"#);
    let text = format!(
        r#"{{ "type": "propose", "title": "A film" }}
        {DONE}"#
    );
    assert_eq!(progress(&board, by_hand(&text)).points().number(), 4.0);
}

#[test]
fn what_is_declined_can_be_proposed_otherwise_and_what_is_agreed_stays() {
    let declined = after(
        r#"{ "type": "propose", "title": "A film" }
        { "type": "decline", "proposal": "e0", "comment": "Too long for us." }
        { "type": "propose", "title": "A poster", "instead": "e0" }"#,
    );
    let answers: Vec<&Answered> = declined
        .journal()
        .unwrap()
        .proposals
        .iter()
        .map(|proposal| &proposal.answer)
        .collect();
    assert_eq!(answers, [&Answered::Replaced, &Answered::Not]);

    let agreed = after(
        r#"{ "type": "propose", "title": "A film" }
        { "type": "accept", "proposal": "e0" }
        { "type": "decline", "proposal": "e0", "comment": "On second thought…" }
        { "type": "propose", "title": "A poster", "instead": "e0" }"#,
    );
    assert!(agreed.edition().find("e0").is_some());
    let first = &agreed.journal().unwrap().proposals[0];
    assert_eq!(first.comment.as_ref().unwrap().1, "On second thought…");
}

const PROPOSED: &str = r#"{ "type": "propose", "title": "A film" }"#;
const BACK: &str = r#"{ "type": "propose", "instead": "e0" }"#;

fn first(text: &[&str]) -> (Answered, bool, bool) {
    let all = after(&text.join("\n"));
    let one = all.journal().unwrap().proposals[0].clone();
    (one.answer.clone(), one.withdrawn, one.waits())
}

#[test]
fn what_nobody_has_answered_can_be_taken_back() {
    assert_eq!(first(&[PROPOSED]), (Answered::Not, false, true));
    assert_eq!(first(&[PROPOSED, BACK]), (Answered::Not, true, false));
    // Neither a blank title nor words about it make another proposal of it.
    let blank = r#"{ "type": "propose", "title": "  ", "about": "?", "instead": "e0" }"#;
    let text = [PROPOSED, blank].join("\n");
    assert_eq!(after(&text).journal().unwrap().proposals.len(), 1);
    assert_eq!(first(&[PROPOSED, blank]), (Answered::Not, true, false));
    // Proposed again it waits again.
    let anew = r#"{ "type": "propose", "title": "A poster", "instead": "e0" }"#;
    let text = [PROPOSED, BACK, anew].join("\n");
    let again = after(&text);
    let last = again.journal().unwrap().proposals.last().unwrap();
    assert!(last.waits() && last.title == "A poster");
    assert_eq!(first(&[PROPOSED, BACK, anew]).0, Answered::Replaced);
    // Of nothing, or by something else than an id, nothing is taken back.
    for instead in [r#""nothing""#, "7", r#""""#, "null"] {
        let bad = BACK.replace(r#""e0""#, instead);
        assert_eq!(first(&[PROPOSED, &bad]), (Answered::Not, false, true));
    }
}

#[test]
fn a_teachers_word_wins_over_what_was_taken_back() {
    let accept = r#"{ "type": "accept", "proposal": "e0" }"#;
    let decline = r#"{ "type": "decline", "proposal": "e0", "comment": "No." }"#;
    for crossed in [[PROPOSED, accept, BACK], [PROPOSED, BACK, accept]] {
        let all = after(&crossed.join("\n"));
        assert!(all.edition().find("e0").is_some(), "{crossed:?}");
        let one = &all.journal().unwrap().proposals[0];
        assert!(one.withdrawn && matches!(one.answer, Answered::Yes(_)));
    }
    assert_eq!(
        first(&[PROPOSED, decline, BACK]),
        (Answered::No, false, false)
    );
    let (answer, ..) = first(&[PROPOSED, BACK, decline]);
    assert_eq!(answer, Answered::No);
    // Where nobody has to agree, it stands on the board already.
    let board = BOARD.replace(r#""approval": true"#, r#""approval": false"#);
    let text = [PROPOSED, BACK].join("\n");
    let at_once = progress(&board, by_hand(&text));
    assert!(at_once.edition().find("e0").is_some());
    assert!(!at_once.journal().unwrap().proposals[0].withdrawn);
    // Taken back before it was made: in the order of the log there was nothing yet.
    let events = by_hand(&[PROPOSED, BACK, r#"{ "type": "reset" }"#].join("\n"));
    let reset = progress(BOARD, events);
    assert!(reset.journal().unwrap().proposals.is_empty());
}

#[test]
fn a_reset_takes_it_off_the_board() {
    let text = r#"{ "type": "propose", "title": "A film" }
        { "type": "accept", "proposal": "e0" }
        { "type": "done", "activity": "e0" }
        { "type": "reset" }"#;
    let reset = after(text);
    assert_eq!(reset.edition().board.activities.len(), 2);
    assert_eq!(reset.points().number(), 0.0);
    assert!(reset.edition().own().is_empty());
    // Of itself alone, it may be begun anew.
    let own = after(&text.replace(r#""reset" }"#, r#""reset", "activity": "e0" }"#));
    assert_eq!(own.edition().board.activities.len(), 3);
    assert_eq!(own.points().number(), 0.0);
}

#[test]
fn what_nobody_proposed_and_what_says_nothing_is_kept_and_does_nothing() {
    let odd = after(
        r#"{ "type": "accept" }
        { "type": "accept", "proposal": 7, "points": "many", "title": ["x"] }
        { "type": "decline", "proposal": "nothing" }
        { "type": "propose", "title": "  " }
        { "type": "propose", "title": "T", "about": 3, "instead": {} }
        { "type": "accept", "proposal": "e4", "points": 1e300 }"#,
    );
    let written = odd.journal().unwrap();
    assert_eq!(written.proposals.len(), 1);
    // Points beyond all measure are no points: those of the board.
    assert_eq!(odd.edition().own()[0].points.number(), 4.0);
    // A child's idea takes no id that is the teacher's.
    let mut events = by_hand(r#"{ "type": "propose", "title": "Mine" }"#);
    events[0].id = "a".into();
    let board = BOARD.replace(r#""approval": true"#, r#""approval": false"#);
    assert_eq!(progress(&board, events).edition().board.activities.len(), 2);
}

#[test]
fn a_server_comes_to_the_same() {
    let events = r#"[
        { "id": "p", "at": "2026-11-21T09:00:00Z", "type": "propose", "title": "A film" },
        { "id": "q", "at": "2026-11-21T09:01:00Z", "type": "accept", "proposal": "p", "by": { "role": "teacher", "id": "t" } },
        { "id": "r", "at": "2026-11-21T09:02:00Z", "type": "done", "activity": "p" } ]"#;
    let summary = evaluate(BOARD.as_bytes(), events, None).unwrap().summary();
    assert_eq!(summary.points.number(), 4.0);
    assert_eq!(
        summary.points_goal.number(),
        12.0,
        "as on the board without it"
    );
}

/// What is agreed to changes no grade by itself.
#[test]
fn the_score_is_of_what_the_board_asks_as_it_was_before() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "columns": 2,
        "activities": [ { "id": "a", "title": "A", "points": 5 }, { "id": "c", "title": "C", "points": 5 } ],
        "complete": { "lines": 1 }, "proposals": { "allow": true, "points": 9 } }"#;
    let summary = |events: &str| evaluate(board.as_bytes(), events, None).unwrap().summary();
    let agreed = r#"{ "id": "p", "at": "2026-11-21T09:00:00Z", "type": "propose", "title": "A film" },
        { "id": "q", "at": "2026-11-21T09:01:00Z", "type": "accept", "proposal": "p", "by": { "role": "teacher", "id": "t" } }"#;
    let untouched = summary(&format!("[{agreed}]"));
    assert_eq!(
        (untouched.score, untouched.points_goal.number()),
        (0.0, 10.0)
    );
    let line = r#", { "id": "r", "at": "2026-11-21T09:02:00Z", "type": "done", "activity": "a" },
        { "id": "s", "at": "2026-11-21T09:03:00Z", "type": "done", "activity": "c" }"#;
    let with = summary(&format!("[{agreed}{line}]"));
    let without = summary(&format!("[{}]", &line[1..]));
    assert_eq!((with.score, with.verdict), (1.0, without.verdict));
    assert_eq!(with.points_goal, without.points_goal);
}

/// Of a map that its author has drawn, the picture stays.
#[test]
fn a_board_without_sections_keeps_all_that_its_only_one_has() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "path",
        "map": { "image": { "src": "street.svg", "alt": "" }, "width": 4, "height": 3 },
        "activities": [ { "id": "a", "title": "A", "x": 10, "y": 20 } ], "proposals": { "allow": true, "approval": false } }"#;
    let progress = progress(board, by_hand(r#"{ "type": "propose", "title": "Mine" }"#));
    let board = &progress.edition().board;
    assert_eq!(board.sections[0].map, board.map);
    assert!(board.map.is_some());
}

/// An index that a screen has stays that of its activity.
#[test]
fn what_is_agreed_later_comes_behind_what_was_agreed_before() {
    let ids = |text: &str| -> Vec<String> {
        let progress = after(text);
        progress
            .edition()
            .own()
            .iter()
            .map(|own| own.id.clone())
            .collect()
    };
    let proposed = r#"{ "type": "propose", "title": "One" }
        { "type": "propose", "title": "Two" }
        { "type": "accept", "proposal": "e1" }"#;
    assert_eq!(ids(proposed), ["e1"]);
    let both = format!("{proposed}\n{{ \"type\": \"accept\", \"proposal\": \"e0\" }}");
    assert_eq!(ids(&both), ["e1", "e0"]);
    let again = format!("{both}\n{{ \"type\": \"accept\", \"proposal\": \"e1\", \"points\": 2 }}");
    assert_eq!(ids(&again), ["e1", "e0"]);
}

fn lines() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0usize..9, 0..12)
}

/// A rule counts what counts on the whole board, or hangs on what does.
fn counts_all(rule: &Rule) -> bool {
    match rule {
        Rule::All(parts) | Rule::Any(parts) => parts.iter().any(counts_all),
        Rule::Not(part) => counts_all(part),
        Rule::Count { of, .. } | Rule::Points { of, .. } | Rule::Attempts { of, .. } => {
            *of == Filter::All
        }
        Rule::Level(_) => true,
        _ => false,
    }
}

fn all_rules(edition: &Edition) -> Vec<Arc<Rule>> {
    let board = &edition.ground;
    let badges = board.badges.iter().map(|(_, rule)| rule.clone());
    let locks = board.places.iter();
    let locks = locks.filter_map(|place| place.more.requires.clone());
    let all = [board.complete.clone()].into_iter();
    all.chain(badges).chain(locks).collect()
}

/// What every rule of the teacher's comes to.
fn verdicts(progress: &Progress) -> Vec<(Verdict, bool)> {
    let book = &progress.edition().book;
    let places = progress.edition().taught().ground.places.len() as u32;
    let locks = (0..places).filter_map(|ix| book.lock(ix));
    let all = [book.complete].into_iter().chain(book.badges.clone());
    let ahead = progress.ahead();
    all.chain(locks).map(|at| verdict(&ahead, at)).collect()
}

#[test]
fn a_filter_names_the_teachers_activities_alone() {
    let board = |rule: &str| {
        BOARD.replace(r#"{ "all": [ { "points": { "min": 12 } }, { "one_per": "section", "count": 1 }, { "lines": 1 } ] }"#, rule)
    };
    let agreed = r#"{ "type": "propose", "title": "A film" }
        { "type": "accept", "proposal": "e0" }
        { "type": "done", "activity": "a" }"#;
    let both = format!("{agreed}\n{{ \"type\": \"done\", \"activity\": \"c\" }}");
    let with_film = format!("{agreed}\n{{ \"type\": \"done\", \"activity\": \"e0\" }}");
    let complete = |rule: &str, text: &str| progress(&board(rule), by_hand(text)).is_complete();
    // Two of a kind that the idea has as well.
    for rule in [
        r#"{ "at_least": 2, "of": { "kind": "other" } }"#,
        r#"{ "points": { "min": 10 }, "of": { "kind": "other" } }"#,
        r#"{ "state": "done", "of": { "kind": "other" } }"#,
        r#"{ "state": "done" }"#,
        r#"{ "one_per": "section", "of": { "kind": "other" }, "count": 2 }"#,
    ] {
        assert!(complete(rule, &both), "{rule}");
        assert!(!complete(rule, &with_film), "{rule}");
    }
    // Of the whole board it counts.
    assert!(complete(r#"{ "at_least": 2 }"#, &with_film));
}

const TURNS: [&str; 9] = [
    r#"{ "type": "propose", "title": "One" }"#,
    r#"{ "type": "propose", "title": "Two", "instead": "e0" }"#,
    r#"{ "type": "accept", "proposal": "e0", "points": 3 }"#,
    r#"{ "type": "accept", "proposal": "e1" }"#,
    r#"{ "type": "decline", "proposal": "e0" }"#,
    r#"{ "type": "done", "activity": "e0" }"#,
    r#"{ "type": "drop", "activity": "e0" }"#,
    r#"{ "type": "reset" }"#,
    r#"{ "type": "done", "activity": "a" }"#,
];

proptest! {
    /// Ideas that are agreed to and not done meet no rule and unmeet none, and where none counts the whole board they change no verdict,
    /// done or not.
    #[test]
    fn own_ideas_change_no_verdict_on_the_teachers_activities(
        board in drawn(), events in events(), done in any::<bool>(),
    ) {
        let own = |text: &str, before: i64| {
            let mut made = by_hand(text);
            for event in &mut made {
                event.at = START - before;
                event.id = format!("own{before}");
            }
            made
        };
        let mut log: Log = events.into_iter().collect();
        log.extend(own(r#"{ "type": "propose", "title": "Mine" }"#, 3));
        if done {
            log.extend(own(r#"{ "type": "done", "activity": "own3" }"#, 1));
        }
        let clock = Clock { now: START + 9 * 86_400_000, offset: 0 };
        let replay = |log: &Log| Progress::replay(board.edition.clone(), log, clock);
        let without = replay(&log);
        log.extend(own(r#"{ "type": "accept", "proposal": "own3" }"#, 2));
        let with = replay(&log);
        let is_there = with.edition().own().len();
        prop_assume!(is_there == 1 || without.edition().own().is_empty());
        let met = |all: &[(Verdict, bool)]| -> Vec<bool> {
            all.iter().map(|(verdict, _)| *verdict == Verdict::Met).collect()
        };
        let (before, after) = (verdicts(&without), verdicts(&with));
        if !done {
            prop_assert_eq!(met(&before), met(&after));
        }
        if !all_rules(&board.edition).iter().any(|rule| counts_all(rule)) {
            prop_assert_eq!(before, after);
        }
    }

    /// One event after the other comes to the same as all at once, in whatever order they came.
    #[test]
    fn step_by_step_and_all_at_once_are_one(turns in lines(), shift in 0usize..12) {
        let text: Vec<&str> = turns.iter().map(|turn| TURNS[*turn]).collect();
        let events = by_hand(&text.join("\n"));
        let whole = progress(BOARD, events.clone());
        let mut shuffled = events.clone();
        let len = shuffled.len().max(1);
        shuffled.rotate_left(shift % len);
        let other = progress(BOARD, shuffled);
        prop_assert_eq!(whole.points(), other.points());
        prop_assert_eq!(whole.edition().own(), other.edition().own());

        let clock = Clock { now: START + 86_400_000, offset: 0 };
        let mut log = Log::new();
        let mut slow = progress(BOARD, Vec::new());
        for event in events {
            log.insert(event.clone());
            if slow.apply(&event, clock).is_none() {
                slow = Progress::replay(slow.edition().clone(), &log, clock);
            }
        }
        prop_assert_eq!(whole.points(), slow.points());
        prop_assert_eq!(whole.edition().own(), slow.edition().own());
        prop_assert_eq!(whole.is_complete(), slow.is_complete());
    }
}
