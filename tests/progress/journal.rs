//! What a learner writes about the work: what of it is kept, and that it is a function of the log as everything else is.

use std::sync::Arc;

use choiceboard::board::{layout, read};
use choiceboard::progress::{Edition, Event, Journal, Log, Noted, Progress, Reach};
use choiceboard::rules::{Clock, Habit};
use proptest::prelude::*;

use super::boards::{Drawn, START, by_hand, drawn, events};

fn clock(now: i64) -> Clock {
    Clock { now, offset: 0 }
}

fn edition() -> Arc<Edition> {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A" }, { "id": "c", "title": "C" } ] }"#;
    let board = read(board.as_bytes()).board.unwrap();
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

fn progress(events: Vec<Event>) -> Progress {
    let log: Log = events.into_iter().collect();
    Progress::replay(edition(), &log, clock(START + 86_400_000))
}

fn journal(text: &str) -> Journal {
    progress(by_hand(text))
        .journal()
        .cloned()
        .unwrap_or_default()
}

#[test]
fn a_goal_has_its_newest_review_and_one_of_an_unknown_goal_does_nothing() {
    let journal = journal(
        r#"{ "type": "goal", "text": "Four panels", "until": "2026-11-24", "activity": "a" }
        { "type": "goal_review", "goal": "e0", "reached": "no" }
        { "type": "goal_review", "goal": "e0", "reached": "partly", "text": "Three" }
        { "type": "goal_review", "goal": "nothing", "reached": "yes" }
        { "type": "goal_review", "goal": "e0", "reached": "nearly" }"#,
    );
    let [goal] = journal.goals.as_slice() else {
        panic!("one goal: {:?}", journal.goals);
    };
    assert_eq!(goal.activity.as_deref(), Some("a"));
    assert!(goal.until.is_some());
    let review = goal.review.as_ref().unwrap();
    assert_eq!(
        (review.reached, review.text.as_str()),
        (Reach::Partly, "Three")
    );
}

#[test]
fn entries_and_check_ins_are_kept_in_order_and_counted_as_before() {
    let events = by_hand(
        r#"{ "type": "reflect", "text": "Wet.", "prompt": "How?", "confidence": 4, "activity": "a" }
        { "type": "check_in", "mood": 2, "talk": true }
        { "type": "goal", "text": "x" }
        { "type": "goal_review", "goal": "e2", "reached": "yes" }
        { "type": "help", "text": "x", "activity": "a" }"#,
    );
    let progress = progress(events);
    let habits = progress.facts().habits;
    let count = |habit: Habit| habits[habit as usize];
    assert_eq!(
        (
            count(Habit::Reflections),
            count(Habit::Goals),
            count(Habit::CheckIns),
            count(Habit::Days)
        ),
        (1, 1, 1, 1)
    );
    let entries = &progress.journal().unwrap().entries;
    assert_eq!(
        entries[0].noted,
        Noted::Reflection {
            work: None,
            prompt: Some("How?".into()),
            confidence: Some(4)
        }
    );
    assert_eq!(
        entries[1].noted,
        Noted::CheckIn {
            mood: Some(2),
            talk: true
        }
    );
}

#[test]
fn the_last_note_asks_for_help_and_its_answers_stand_among_the_teachers_words() {
    let events = by_hand(
        r#"{ "type": "help", "text": "Gas", "tried": "Dots", "activity": "a" }
        { "type": "answer_help", "text": "Use arrows.", "activity": "a" }
        { "type": "answer_help", "text": "", "activity": "a" }
        { "type": "answer_help", "text": "Of nothing.", "activity": "c" }
        { "type": "help", "text": "Of none" }"#,
    );
    let asked = progress(events);
    let all = &asked.journal().unwrap().help;
    assert_eq!(all.len(), 1);
    let help = &all["a"];
    assert_eq!((help.text.as_str(), help.tried.as_str()), ("Gas", "Dots"));
    let answers: Vec<&str> = help.answers.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(answers, ["Use arrows."]);
    let said = &asked.work(0).unwrap().feedback;
    assert_eq!(
        (said[0].with, said[0].text.as_str()),
        ("answer_help", "Use arrows.")
    );
    assert_eq!(said.len(), 1);
    assert!(!asked.work(0).unwrap().feedback_read);

    let again = journal(
        r#"{ "type": "help", "text": "Gas", "activity": "a" }
        { "type": "answer_help", "text": "Use arrows.", "activity": "a" }
        { "type": "help", "text": "And now?", "activity": "a" }"#,
    );
    assert_eq!(again.help.len(), 1);
    assert_eq!(again.help["a"].text, "And now?");
    assert!(again.help["a"].answers.is_empty());
}

#[test]
fn a_reset_takes_out_what_it_is_about() {
    let all = r#"{ "type": "reflect", "text": "x", "activity": "a" }
        { "type": "reflect", "text": "y" }
        { "type": "goal", "text": "x", "activity": "a" }
        { "type": "help", "text": "x", "activity": "a" }
        { "type": "help", "text": "x", "activity": "c" }"#;
    let one = journal(&format!(
        "{all}\n{}",
        r#"{ "type": "reset", "activity": "a" }"#
    ));
    assert_eq!(
        (one.entries.len(), one.goals.len(), one.help.len()),
        (1, 0, 1)
    );
    // Also of an activity that the board no longer has.
    let gone = all.replace(r#""a""#, r#""gone""#);
    let gone = journal(&format!(
        "{gone}\n{}",
        r#"{ "type": "reset", "activity": "gone" }"#
    ));
    assert_eq!(
        (gone.entries.len(), gone.goals.len(), gone.help.len()),
        (1, 0, 1)
    );
    let whole = journal(&format!("{all}\n{}", r#"{ "type": "reset" }"#));
    assert_eq!(whole, Journal::default());
}

#[test]
fn without_anything_written_there_is_no_journal() {
    let nothing = progress(by_hand(r#"{ "type": "done", "activity": "a" }"#));
    assert!(nothing.journal().is_none());
    let by_a_teacher =
        r#"{ "type": "reflect", "text": "x", "by": { "role": "teacher", "id": "t" } }"#;
    assert!(progress(by_hand(by_a_teacher)).journal().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn logs_merged_in_any_order_tell_the_same(
        Drawn { edition, .. } in drawn(),
        events in events(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 40),
        cut in any::<prop::sample::Index>(),
    ) {
        let now = clock(START + 1_000_000_000);
        let whole: Log = events.iter().cloned().collect();
        let one = Progress::replay(edition.clone(), &whole, now);
        // Shuffled, in two halves that share some events, one merged into the other.
        let mut shuffled = events.clone();
        for (at, place) in places.iter().enumerate().take(events.len()) {
            shuffled.swap(at, place.index(events.len()));
        }
        let cut = cut.index(events.len() + 1);
        let mut merged: Log = shuffled.iter().skip(cut).cloned().collect();
        merged.extend(shuffled.iter().take(cut + 3).cloned());
        merged.extend(events);
        let other = Progress::replay(edition, &merged, now);
        prop_assert_eq!(one.journal(), other.journal());
        prop_assert_eq!(one.plan(), other.plan());
        prop_assert_eq!(one.facts().habits, other.facts().habits);
    }
}
