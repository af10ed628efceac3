//! Checks: one question at a time, how sure one is before and after, and what is said of a moved item and a field that is written.

use choiceboard::board::read;
use choiceboard::progress::check::Given;
use choiceboard::session::view::QuizView;
use choiceboard::session::{Act, Fault, Message};
use choiceboard::words::{Phrase, Plain, Tongue};
use serde_json::Value;

use super::pictures::PAIRS;
use super::{Device, Tab, opened};

pub(super) const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "a", "title": "A", "check": { "show": "one", "confidence": true, "pass": 50, "questions": [
        { "id": "q1", "kind": "true_false", "text": "Wet?", "answer": true },
        { "id": "q2", "kind": "number", "text": "How many?", "answer": 8 },
        { "id": "q3", "kind": "choice", "text": "Which?", "answers": [
            { "image": { "src": "images/rain.svg", "alt": "Rain" }, "correct": true, "feedback": "It is." },
            { "text": "Sun", "image": { "src": "images/sun.svg", "alt": "A sun" } } ] } ] } },
    { "id": "b", "title": "B", "check": { "questions": [ { "id": "q", "kind": "true_false", "answer": true } ] } } ] }"#;

pub(super) fn quiz(tab: &Tab, ix: u32) -> QuizView {
    *tab.session.panel(ix).unwrap().quiz.unwrap()
}

pub(super) fn english(phrase: &Phrase) -> String {
    Tongue::english(std::rc::Rc::new(Plain::default())).text(phrase, &|_| String::new())
}

pub(super) fn give(tab: &mut Tab, device: &mut Device, key: &str, text: &str) {
    tab.act(device, Act::Give(0, key.into(), Given::One(text.into())));
}

pub(super) fn sure(tab: &Tab) -> (Option<u8>, bool, Option<String>) {
    let sure = quiz(tab, 0).sure.unwrap();
    (sure.chosen, sure.after, sure.says.as_ref().map(english))
}

#[test]
fn one_question_stands_and_where_one_is_survives_a_new_page() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    assert_eq!(quiz(&tab, 1).at, None);
    assert_eq!(
        (quiz(&tab, 0).at, quiz(&tab, 0).questions.len()),
        (Some(0), 3)
    );
    give(&mut tab, &mut device, "q1", "true");
    tab.act(&mut device, Act::Turn(0, "q2".into()));
    assert_eq!(quiz(&tab, 0).at, Some(1));
    tab.send(&mut device, Message::Leaving);

    let mut tab = opened(BOARD, &mut device);
    assert_eq!(quiz(&tab, 0).at, Some(1));
    assert_eq!(quiz(&tab, 0).questions[0].given, Given::One("true".into()));
    // A question that the board does not have is the first.
    tab.act(&mut device, Act::Turn(0, "gone".into()));
    assert_eq!(quiz(&tab, 0).at, Some(0));
    // Handed in too early: the first that has no answer comes.
    give(&mut tab, &mut device, "q3", "Rain");
    tab.act(&mut device, Act::Turn(0, "q3".into()));
    tab.act(&mut device, Act::Answer(0));
    assert_eq!((quiz(&tab, 0).at, quiz(&tab, 0).result), (Some(1), None));
    give(&mut tab, &mut device, "q2", "7");
    tab.act(&mut device, Act::Answer(0));
    // Then all are looked through at once, and turning does nothing.
    assert_eq!(quiz(&tab, 0).at, None);
    tab.act(&mut device, Act::Turn(0, "q2".into()));
    assert_eq!(quiz(&tab, 0).result.unwrap().key, "check-passed");
    tab.act(&mut device, Act::Again(0));
    assert_eq!(quiz(&tab, 0).at, Some(0));
}

#[test]
fn how_sure_one_is_is_asked_before_and_after_and_never_scored() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    assert_eq!(quiz(&tab, 1).sure, None);
    assert_eq!(sure(&tab), (None, false, None));
    tab.act(&mut device, Act::Sure(0, 2));
    tab.act(&mut device, Act::Sure(0, 200));
    assert_eq!(sure(&tab), (None, false, None));
    tab.act(&mut device, Act::Sure(0, 1));
    for (key, text) in [("q1", "false"), ("q2", "8"), ("q3", "Rain")] {
        give(&mut tab, &mut device, key, text);
    }
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(
        sure(&tab),
        (None, true, Some("Before: Not sure at all.".into()))
    );
    tab.act(&mut device, Act::Sure(0, 4));
    let both = "Before: Not sure at all. After: Very sure.";
    assert_eq!(sure(&tab), (Some(4), true, Some(both.into())));
    tab.send(&mut device, Message::Leaving);

    let mut tab = opened(BOARD, &mut device);
    assert_eq!(sure(&tab), (Some(4), true, Some(both.into())));
    let result = english(&quiz(&tab, 0).result.unwrap());
    assert_eq!(result, "Passed, with 66%.");
    // What was answered cannot be changed by that.
    give(&mut tab, &mut device, "q1", "true");
    assert_eq!(quiz(&tab, 0).questions[0].given, Given::One("false".into()));
    tab.send(&mut device, Message::Export);
    let file: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let drafts: Vec<&str> = file["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["type"] == "draft")
        .map(|event| event["value"].as_str().unwrap())
        .collect();
    let last: Value = serde_json::from_str(drafts.last().unwrap()).unwrap();
    assert_eq!(
        (&last["try"], &last["before"], &last["after"]),
        (&1.into(), &1.into(), &4.into())
    );
    // The next try begins as sure as one was.
    tab.act(&mut device, Act::Again(0));
    assert_eq!(sure(&tab), (Some(4), false, None));
}

#[test]
fn how_a_check_is_shown_makes_it_no_other_work() {
    let revision = |text: &str| read(text.as_bytes()).board.unwrap().activities[0].revision;
    let plain = BOARD.replace(r#""show": "one", "confidence": true, "#, "");
    assert_ne!(plain, BOARD);
    assert_eq!(revision(&plain), revision(BOARD));
    let other = BOARD.replace(r#""pass": 50"#, r#""pass": 60"#);
    assert_ne!(revision(&other), revision(BOARD));
}

#[test]
fn where_a_moved_item_stands_is_said() {
    let mut device = Device::default();
    let mut tab = opened(PAIRS, &mut device);
    let order = ["It runs", "*Rain* falls", "It dries"].map(String::from);
    let mut moved = |key: &str, order: &[String], place| {
        tab.act(&mut device, Act::Move(0, key.into(), order.to_vec(), place));
        let said = tab.session.notice().announce;
        let said: Vec<String> = said.iter().map(english).collect();
        tab.send(&mut device, Message::Heard);
        (said, quiz(&tab, 0).questions[1].given.clone())
    };
    assert_eq!(
        moved("o", &order, 1),
        (
            vec![String::from("Rain falls: place 2 of 3.")],
            Given::Many(order.to_vec())
        )
    );
    // Of what the board does not have, nothing is said.
    assert_eq!(moved("gone", &order, 1).0, Vec::<String>::new());
    assert_eq!(moved("o", &order, 7).0, Vec::<String>::new());
    assert_eq!(moved("o", &["Hail".into()], 0).0, Vec::<String>::new());
}

#[test]
fn only_the_fields_that_are_being_written_say_so() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "evidence": { "kinds": ["text", "link"] }, "check": { "questions": [
            { "id": "q", "kind": "true_false", "answer": true } ] } },
        { "id": "b", "title": "B", "evidence": { "kinds": ["text"] } } ] }"#;
    let saved = |tab: &Tab, ix| {
        let hand_in = tab.session.panel(ix).unwrap().hand_in.unwrap();
        hand_in.saved.map(|says| says.key)
    };
    // Writes take a moment.
    let mut device = Device {
        local_fault: Some(Fault::Denied),
        ..Device::default()
    };
    let mut tab = opened(board, &mut device);
    give(&mut tab, &mut device, "q", "true");
    assert_eq!(saved(&tab, 0), None);
    tab.send(&mut device, Message::Leaving);
    assert_eq!(saved(&tab, 0), None);
    tab.settle(&mut device);
    tab.act(&mut device, Act::Draft(0, "text", "Wet".into()));
    assert_eq!(saved(&tab, 0), Some("saved-draft-saving"));
    tab.send(&mut device, Message::Leaving);
    assert_eq!(
        (saved(&tab, 0), saved(&tab, 1)),
        (Some("saved-draft-saving"), None)
    );
    tab.settle(&mut device);
    assert_eq!(saved(&tab, 0), Some("saved-draft"));
    // Answering again, and handing the answers in, leaves the text where it is.
    give(&mut tab, &mut device, "q", "false");
    assert_eq!(saved(&tab, 0), Some("saved-draft"));
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(saved(&tab, 0), Some("saved-draft"));
    tab.settle(&mut device);
    assert_eq!(saved(&tab, 0), Some("saved-draft"));
    tab.act(&mut device, Act::Submit(0));
    assert_eq!(saved(&tab, 0), Some("saved-draft-saving"));
    tab.settle(&mut device);
    assert_eq!(saved(&tab, 0), None);
}
