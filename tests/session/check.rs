//! Checks one question at a time, how sure one is before and after, and pictures as answers.

use choiceboard::board::{beside, look_beside, read};
use choiceboard::progress::check::{Answers, Given};
use choiceboard::session::view::{QuizView, Right};
use choiceboard::session::{Act, Fault, Message};
use choiceboard::words::{Phrase, Plain, Tongue};
use serde_json::{Value, json};

use super::{Device, Tab, opened};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "a", "title": "A", "check": { "show": "one", "confidence": true, "pass": 50, "questions": [
        { "id": "q1", "kind": "true_false", "text": "Wet?", "answer": true },
        { "id": "q2", "kind": "number", "text": "How many?", "answer": 8 },
        { "id": "q3", "kind": "choice", "text": "Which?", "answers": [
            { "image": { "src": "images/rain.svg", "alt": "Rain" }, "correct": true, "feedback": "It is." },
            { "text": "Sun", "image": { "src": "images/sun.svg", "alt": "A sun" } } ] } ] } },
    { "id": "b", "title": "B", "check": { "questions": [ { "id": "q", "kind": "true_false", "answer": true } ] } } ] }"#;

fn quiz(tab: &Tab, ix: u32) -> QuizView {
    *tab.session.panel(ix).unwrap().quiz.unwrap()
}

fn english(phrase: &Phrase) -> String {
    Tongue::english(std::rc::Rc::new(Plain::default())).text(phrase, &|_| String::new())
}

fn give(tab: &mut Tab, device: &mut Device, key: &str, text: &str) {
    tab.act(device, Act::Give(0, key.into(), Given::One(text.into())));
}

fn sure(tab: &Tab) -> (Option<u8>, bool, Option<String>) {
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
fn a_picture_is_an_answer_by_the_words_for_it() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let options = quiz(&tab, 0).questions[2].options.clone();
    let names: Vec<_> = options
        .iter()
        .map(|of| (of.value.as_str(), of.name()))
        .collect();
    assert_eq!(
        names,
        [("Rain", "Rain".to_owned()), ("Sun", "Sun".to_owned())]
    );
    assert!(options.iter().all(|of| of.image.is_some()));
    for (key, text) in [("q1", "true"), ("q2", "8"), ("q3", "Rain")] {
        give(&mut tab, &mut device, key, text);
    }
    tab.act(&mut device, Act::Answer(0));
    let view = quiz(&tab, 0);
    assert_eq!(view.result.unwrap().key, "check-passed");
    assert_eq!(view.questions[2].mark.as_ref().unwrap().says, ["It is."]);
}

#[test]
fn pictures_in_answers_lie_beside_the_board_and_are_packed_with_it() {
    let reading = read(BOARD.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let mut board = reading.board.unwrap();
    assert_eq!(beside(&board), ["images/rain.svg", "images/sun.svg"]);
    look_beside(&mut board, Some("boards/"));
    assert_eq!(
        beside(&board),
        ["boards/images/rain.svg", "boards/images/sun.svg"]
    );
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
fn a_picture_without_words_for_it_is_told() {
    for (answer, codes) in [
        (r#"{ "image": { "src": "x.svg" } }"#, vec!["missing-alt"]),
        (
            r#"{ "image": { "src": "x.svg", "alt": "" } }"#,
            vec!["missing-alt"],
        ),
        (
            r#"{ "text": "Rain", "image": { "src": "x.svg", "alt": "" } }"#,
            vec![],
        ),
        (
            r#"{ "text": "Rain", "image": { "src": "x.svg" } }"#,
            vec!["missing-alt"],
        ),
        (
            r#"{ "text": "Rain", "image": { "alt": "A cloud" } }"#,
            vec!["missing-field"],
        ),
        (
            r#"{ "text": "Rain", "image": { "src": "javascript:x", "alt": "A cloud" } }"#,
            vec!["unsafe-url"],
        ),
    ] {
        let board = format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [ {{ "id": "a", "title": "A", "check": {{ "questions": [
                {{ "text": "?", "answers": [{answer}, {{ "text": "Sun", "correct": true }}] }} ] }} }} ] }}"#
        );
        let found = read(board.as_bytes()).diagnostics;
        assert_eq!(
            found.iter().map(|of| of.code).collect::<Vec<_>>(),
            codes,
            "{answer}"
        );
    }
}

const PAIRS: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "a", "title": "A", "check": { "questions": [
        { "id": "p", "kind": "match", "text": "Which is which?", "answers": ["Wet", "Warm", "*Both*"], "matches": [
            { "image": { "src": "images/rain.svg", "alt": "Rain" } },
            { "text": "The **sun**", "image": { "src": "images/sun.svg", "alt": "A sun" } },
            "A `$ \\frac{1}{2} $` of *each*" ] },
        { "id": "o", "kind": "order", "text": "In order?", "answers": ["*Rain* falls", "It runs", "It dries"] } ] } } ] }"#;

#[test]
fn a_right_side_may_be_a_picture() {
    let mut device = Device::default();
    let mut tab = opened(PAIRS, &mut device);
    let sides = quiz(&tab, 0).questions[0].sides.clone();
    let side = |value: &str| sides.iter().find(|side| side.value == value).unwrap();
    // Of a file of the device nothing beside it can be reached: what the picture shows is said all the same.
    let picture = |alt: &str| Some((String::new(), alt.to_owned()));
    assert_eq!(
        (side("Rain").name(), &side("Rain").image),
        ("Rain".into(), &picture("Rain"))
    );
    let sun = side("The **sun**");
    // In a list to choose from nothing is marked.
    assert_eq!(
        (sun.name(), &sun.image),
        ("The sun".into(), &picture("A sun"))
    );
    let half = sides.iter().find(|side| side.image.is_none()).unwrap();
    assert_eq!(half.name(), "A 1/2 of each");
    let right = ["Rain", "The **sun**", half.value.as_str()].map(String::from);
    tab.act(
        &mut device,
        Act::Give(0, "p".into(), Given::Many(right.to_vec())),
    );
    let order = ["*Rain* falls", "It runs", "It dries"].map(String::from);
    tab.act(&mut device, Act::Move(0, "o".into(), order.to_vec(), 0));
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(
        english(&quiz(&tab, 0).result.unwrap()),
        "Passed, with 100%."
    );
}

#[test]
fn pictures_on_right_sides_are_packed_with_the_board() {
    let reading = read(PAIRS.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let mut board = reading.board.unwrap();
    assert_eq!(beside(&board), ["images/rain.svg", "images/sun.svg"]);
    look_beside(&mut board, Some("boards/"));
    assert_eq!(
        beside(&board),
        ["boards/images/rain.svg", "boards/images/sun.svg"]
    );
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

const AGAIN: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "a", "title": "A", "check": { "shuffle": true, "confidence": true, "questions": [
        { "id": "one", "kind": "choice", "answers": [{ "text": "Rain", "correct": true }, "Sun"] },
        { "id": "other", "kind": "choice", "answers": [{ "text": "Fog", "correct": true }, "Sun"] },
        { "id": "some", "kind": "choices", "answers": [{ "text": "Hail", "correct": true }, { "text": "Snow", "correct": true }, "Sun"] },
        { "id": "n", "kind": "number", "answer": 8 },
        { "id": "o", "kind": "order", "answers": ["1", "2", "3", "4"] },
        { "id": "p", "kind": "match", "answers": ["a", "b", "c"], "matches": ["A", "B", "C"] },
        { "id": "s", "kind": "confidence" } ] } } ] }"#;

/// What stands in a question, and what is said of the last try.
fn stands(tab: &Tab, key: &str) -> (Given, Option<(bool, String)>) {
    let all = quiz(tab, 0).questions;
    let question = all.into_iter().find(|question| question.key == key);
    let question = question.unwrap();
    let before = question.before.map(|(right, says)| (right, english(&says)));
    (question.given, before)
}

fn many(texts: &[&str]) -> Given {
    Given::Many(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[test]
fn what_was_right_stays_in_the_next_try_and_what_was_not_is_answered_anew() {
    let mut device = Device::default();
    let mut tab = opened(AGAIN, &mut device);
    let one = |text: &str| Given::One(text.to_owned());
    for (key, given) in [
        ("one", one("Rain")),
        ("other", one("Sun")),
        ("some", many(&["Hail"])),
        ("n", one("7")),
        ("o", many(&["2", "1", "3", "4"])),
        ("p", many(&["A", "C", "B"])),
        ("s", one("4")),
    ] {
        assert_eq!(stands(&tab, key).1, None);
        tab.act(&mut device, Act::Give(0, key.into(), given));
    }
    tab.act(&mut device, Act::Answer(0));
    // (1 + 0 + 1/2 + 0 + 1/2 + 1/3) of 6
    let result = english(&quiz(&tab, 0).result.unwrap());
    assert_eq!(result, "38%. To pass you need 70%.");
    tab.act(&mut device, Act::Again(0));
    let anew = Some((false, "Not right yet last time: answer it anew.".to_owned()));
    let kept = Some((true, "Right last time: your answer is kept.".to_owned()));
    let pairs = "One pair was right last time and is kept. Match the others anew.";
    let order = "Not in order yet last time: it stands as you left it.";
    let all = [
        ("one", one("Rain"), kept.clone()),
        ("other", many(&[]), anew.clone()),
        ("some", many(&[]), anew.clone()),
        ("n", many(&[]), anew.clone()),
        (
            "o",
            many(&["2", "1", "3", "4"]),
            Some((false, order.to_owned())),
        ),
        ("p", many(&["A", "", ""]), Some((false, pairs.to_owned()))),
        ("s", one("4"), None),
    ];
    let all_stand = |tab: &Tab| {
        for (key, given, before) in &all {
            assert_eq!(stands(tab, key), (given.clone(), before.clone()), "{key}");
        }
    };
    all_stand(&tab);
    // Four are to be answered; loading the page anew changes nothing.
    assert_eq!(
        quiz(&tab, 0).to_go.as_ref().map(english).as_deref(),
        Some("4 questions still have no answer.")
    );
    let tab_again = opened(AGAIN, &mut device);
    all_stand(&tab_again);
    // An answer that was changed is not called kept.
    let mut tab = tab_again;
    give(&mut tab, &mut device, "one", "Sun");
    assert_eq!(stands(&tab, "one"), (one("Sun"), None));
    give(&mut tab, &mut device, "one", "Rain");
    assert_eq!(stands(&tab, "one"), (one("Rain"), kept));
    // What is answered rightly now is not told before it is handed in.
    give(&mut tab, &mut device, "n", "8");
    assert_eq!(stands(&tab, "n"), (one("8"), anew));
}

/// Two devices take the same try, and then hear of each other.
#[test]
fn marks_are_made_from_the_answers_that_the_result_was_made_from() {
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "check": { "questions": [
            { "id": "q", "kind": "true_false", "answer": true }, { "id": "r", "kind": "true_false", "answer": true } ] } } ] }"#;
    let right = |tab: &Tab| -> Vec<bool> {
        let marks = quiz(tab, 0).questions.into_iter();
        marks
            .map(|of| of.mark.unwrap().right == Some(Right::Yes))
            .collect()
    };
    let mut one = Device::default();
    let mut here = opened(board, &mut one);
    give(&mut here, &mut one, "q", "true");
    give(&mut here, &mut one, "r", "false");
    here.act(&mut one, Act::Answer(0));
    assert_eq!(right(&here), [true, false]);
    // The other one has half of the same try, later.
    let mut other = Device::default();
    let mut there = opened(board, &mut other);
    there.seconds = 1000;
    give(&mut there, &mut other, "r", "true");
    there.send(&mut other, Message::Leaving);
    there.send(&mut other, Message::Export);
    let file = there.downloads.pop().unwrap();
    here.send(&mut one, Message::Import { text: file });
    here.settle(&mut one);
    assert_eq!(right(&here), [true, false]);
    let result = |tab: &Tab| english(&quiz(tab, 0).result.unwrap());
    assert_eq!(result(&here), "50%. To pass you need 70%.");
    // The next try goes on from what had not been handed in.
    here.act(&mut one, Act::Again(0));
    assert_eq!(
        stands(&here, "r"),
        (
            Given::One("true".into()),
            Some((false, "Not right yet last time: answer it anew.".into()))
        )
    );
}

/// Out of the small room of a package come results without what was answered.
#[test]
fn a_result_from_another_device_is_said_where_nothing_is_asked_for() {
    const ONE: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "check": { "pass": 60, "attempts": 2, "questions": [ { "id": "q", "kind": "number", "answer": 8 } ] } } ] }"#;
    let logged = |scores: &[u32], done: bool| {
        let of = |n: usize, fields: Value| {
            let mut event = json!({ "id": format!("e{n}"), "at": format!("2026-11-21T09:0{n}:00Z"), "activity": "a", "by": { "role": "learner", "id": "guest" } });
            event
                .as_object_mut()
                .unwrap()
                .extend(fields.as_object().unwrap().clone());
            event
        };
        let answers = scores
            .iter()
            .map(|score| json!({ "type": "answer", "score": score }));
        let done = done.then(|| json!({ "type": "done" }));
        let events: Vec<Value> = answers
            .chain(done)
            .enumerate()
            .map(|(n, fields)| of(n, fields))
            .collect();
        let mut device = Device::default();
        let mut tab = opened(ONE, &mut device);
        tab.send(
            &mut device,
            Message::Import {
                text: json!(events).to_string(),
            },
        );
        tab.settle(&mut device);
        (tab, device)
    };
    let said = |tab: &Tab| {
        let view = quiz(tab, 0);
        assert!(view.questions.is_empty() && !view.open);
        assert_eq!(
            view.unmarked.as_ref().map(english).as_deref(),
            Some(
                "Only the result is shown: your answers were given on another device or elsewhere, or the questions have changed since."
            )
        );
        (english(&view.result.unwrap()), view.passed, view.again)
    };
    for done in [false, true] {
        let (tab, _) = logged(&[83], done);
        assert_eq!(
            said(&tab),
            ("Passed, with 83%.".into(), true, true),
            "{done}"
        );
    }
    let (tab, _) = logged(&[100], true);
    assert_eq!(said(&tab), ("Passed, with 100%.".into(), true, false));
    // No tries are left.
    let (tab, _) = logged(&[20, 40], false);
    assert_eq!(
        said(&tab),
        ("40%. To pass you need 60%.".into(), false, false)
    );
    // One is: it stands there.
    let (tab, _) = logged(&[20], false);
    let view = quiz(&tab, 0);
    assert_eq!(
        (view.result, view.open, view.questions.len()),
        (None, true, 1)
    );
    // Whoever has passed may try again all the same.
    let (mut tab, mut device) = logged(&[83], true);
    tab.act(&mut device, Act::Again(0));
    let view = quiz(&tab, 0);
    assert_eq!(
        (view.attempt, view.result, view.open, view.questions.len()),
        (2, None, true, 1)
    );
    give(&mut tab, &mut device, "q", "8");
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(
        quiz(&tab, 0).result.as_ref().map(english).as_deref(),
        Some("Passed, with 100%.")
    );
}

#[test]
fn without_the_answers_that_a_result_was_made_from_only_the_result_is_said() {
    let mut device = Device::default();
    let mut tab = opened(AGAIN, &mut device);
    let file = r#"{ "choiceboard_log": 1, "board": "b", "events": [
        { "id": "x", "at": "2026-11-21T09:00:00Z", "by": { "role": "learner", "id": "guest" }, "type": "answer", "activity": "a", "score": 40 } ] }"#;
    tab.send(&mut device, Message::Import { text: file.into() });
    tab.settle(&mut device);
    give(&mut tab, &mut device, "one", "Rain");
    let view = quiz(&tab, 0);
    // The second try is under way: there are no answers to have been right.
    assert_eq!((view.attempt, view.result, view.unmarked), (2, None, None));
    assert_eq!(stands(&tab, "one").1, None);
    // The teacher has made another answer the right one since: marks would contradict the result.
    let mut device = Device::default();
    let board = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "check": { "questions": [ { "id": "q", "kind": "number", "answer": 8 } ] } } ] }"#;
    let mut tab = opened(board, &mut device);
    give(&mut tab, &mut device, "q", "7");
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(quiz(&tab, 0).questions.len(), 1);
    let tab = opened(&board.replace("8", "7"), &mut device);
    let view = quiz(&tab, 0);
    assert_eq!(
        (
            english(&view.result.unwrap()),
            view.questions,
            view.again,
            view.unmarked.as_ref().map(english)
        ),
        (
            "0%. To pass you need 70%.".into(),
            vec![],
            true,
            Some("Only the result is shown: your answers were given on another device or elsewhere, or the questions have changed since.".into())
        )
    );
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

#[test]
fn a_next_try_is_not_written_over_by_what_was_said_of_the_one_before() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    for (key, text) in [("q1", "true"), ("q2", "7"), ("q3", "Sun")] {
        give(&mut tab, &mut device, key, text);
    }
    tab.act(&mut device, Act::Answer(0));
    tab.settle(&mut device);
    // How sure one is now, and on at once: the wait is not over.
    tab.act(&mut device, Act::Sure(0, 3));
    tab.act(&mut device, Act::Again(0));
    for ticket in std::mem::take(&mut tab.waits) {
        tab.send(&mut device, Message::Waited(ticket));
    }
    tab.settle(&mut device);
    assert_eq!(quiz(&tab, 0).at, Some(0));
    assert_eq!(quiz(&tab, 0).result, None);
    let mut again = opened(BOARD, &mut device);
    assert_eq!(
        (quiz(&again, 0).at, quiz(&again, 0).result),
        (Some(0), None)
    );
    // It begins as sure as the last one ended.
    assert_eq!(sure(&again).0, Some(3));
    again.send(&mut device, Message::Leaving);
}

const SHUFFLED: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "ID", "title": "A", "check": { "shuffle": true, "questions": [
        { "id": "c", "kind": "choice", "answers": [{ "text": "1", "correct": true }, "2", "3", "4", "5"] },
        { "id": "o", "kind": "order", "answers": ["1", "2", "3", "4", "5"] },
        { "id": "p", "kind": "match", "answers": ["a", "b", "c", "d"], "matches": ["A", "B", "C", "D"] },
        { "id": "t", "kind": "true_false", "answer": true }, { "id": "u", "kind": "true_false", "answer": true } ] } } ] }"#;

/// A learner opens the board.
fn sits(learner: Option<&str>, board: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed("one");
    let open = Message::Open {
        bytes: board.into(),
        learner: learner.map(String::from),
        folder: None,
        language: None,
        readonly: false,
        tab: "one".into(),
    };
    tab.send(device, open);
    tab.settle(device);
    tab
}

/// All that has an order: questions, answers, items, right sides.
fn order(tab: &Tab) -> Vec<String> {
    let mut all = Vec::new();
    for question in quiz(tab, 0).questions {
        let options = question.options.iter().chain(&question.sides);
        all.extend(options.map(|option| option.value.clone()));
        all.push(question.key);
    }
    all
}

#[test]
fn each_learner_has_an_order_of_ones_own_and_the_same_on_every_device() {
    let look = |learner: Option<&str>| {
        let mut device = Device::default();
        let first = order(&sits(learner, SHUFFLED, &mut device));
        // The page is loaded anew, and somebody else has the other device.
        assert_eq!(order(&sits(learner, SHUFFLED, &mut device)), first);
        assert_eq!(
            order(&sits(learner, SHUFFLED, &mut Device::default())),
            first
        );
        first
    };
    let all = [
        look(None),
        look(Some("u-1")),
        look(Some("u-2")),
        look(Some("u-3")),
    ];
    for (at, one) in all.iter().enumerate() {
        assert!(!all[..at].contains(one), "{one:?}");
        let sorted = |order: &[String]| {
            let mut order = order.to_vec();
            order.sort_unstable();
            order
        };
        assert_eq!(sorted(one), sorted(&all[0]));
    }
}

/// Answers the check without moving what is to be ordered.
fn answer_shuffled(tab: &mut Tab, device: &mut Device) {
    give(tab, device, "c", "1");
    tab.act(
        device,
        Act::Give(0, "p".into(), many(&["A", "B", "C", "D"])),
    );
    give(tab, device, "t", "true");
    give(tab, device, "u", "true");
    tab.act(device, Act::Answer(0));
    tab.settle(device);
}

/// What was offered is said in words, so that whoever reads it sees what the learner saw.
#[test]
fn an_order_nobody_moved_is_the_same_for_another_reader() {
    let mut device = Device::default();
    let mut tab = sits(Some("u-1"), SHUFFLED, &mut device);
    let offered = stands(&tab, "o").0;
    answer_shuffled(&mut tab, &mut device);
    assert_eq!(stands(&tab, "o").0, offered);
    assert_eq!(quiz(&tab, 0).unmarked, None);
    let result = quiz(&tab, 0).result;
    tab.send(&mut device, Message::Export);
    let file = tab.downloads.pop().unwrap();
    let mut other = Device::default();
    let mut there = sits(Some("u-2"), SHUFFLED, &mut other);
    assert_ne!(stands(&there, "o").0, offered);
    there.send(&mut other, Message::Import { text: file });
    there.send(&mut other, Message::Adopt);
    there.settle(&mut other);
    assert_eq!(stands(&there, "o").0, offered);
    assert_eq!(
        (quiz(&there, 0).unmarked, quiz(&there, 0).result),
        (None, result)
    );
}

/// A log in which the order was drawn from the activity alone, and stands there in no words.
#[test]
fn marks_of_an_older_log_stay() {
    let score = |from: &str| {
        let board = read(SHUFFLED.as_bytes()).board.unwrap();
        let check = board.activities[0].more.check.clone().unwrap();
        choiceboard::progress::check::score(&check, &Answers::of(1), from, "en")
    };
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let differs = |id: &&str| score(id) != score(&format!("u-1/{id}"));
    let id = ids.into_iter().find(differs).expect("one of eight");
    let board = SHUFFLED.replace("ID", id);
    let event = |n: u32, fields: Value| {
        let mut event = json!({ "id": format!("e{n}"), "at": format!("2026-11-21T09:0{n}:00Z"), "activity": id,
            "by": { "role": "learner", "id": "u-1" } });
        for (name, value) in fields.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    };
    let given = json!({ "try": 1, "given": {} }).to_string();
    let events = json!([
        event(
            1,
            json!({ "type": "draft", "kind": "check", "value": given })
        ),
        event(2, json!({ "type": "answer", "score": score(id) })),
    ]);
    let mut device = Device::default();
    let mut tab = sits(Some("u-1"), &board, &mut device);
    tab.send(
        &mut device,
        Message::Import {
            text: events.to_string(),
        },
    );
    tab.settle(&mut device);
    assert_eq!(quiz(&tab, 0).unmarked, None);
    let then = stands(&tab, "o").0;
    tab.act(&mut device, Act::Again(0));
    tab.settle(&mut device);
    assert_eq!(stands(&tab, "o").0, then);
}

/// Answers are kept by their words, and a picture in them lies where the board lies.
#[test]
fn answers_are_the_same_from_whichever_folder_the_board_comes() {
    const PICTURES: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list",
        "reflections": { "prompts": ["See ![p](2.svg)", "Or?"] },
        "activities": [ { "id": "a", "title": "A", "check": { "pass": 100, "questions": [
            { "id": "q", "kind": "choice", "answers": [{ "text": "![y](7.svg)", "correct": true }, { "text": "No" }] },
            { "id": "m", "kind": "match", "answers": ["![c](c.svg)", "d"], "matches": ["![C](big/c.svg)", "D"] } ] } } ] }"#;
    let opened_in = |folder: Option<&str>, device: &mut Device| {
        let mut tab = Tab::closed("one");
        let open = Message::Open {
            bytes: PICTURES.into(),
            learner: None,
            folder: folder.map(String::from),
            language: None,
            readonly: false,
            tab: "one".into(),
        };
        tab.send(device, open);
        tab.settle(device);
        tab
    };
    let mut device = Device::default();
    let mut tab = opened_in(Some("here/"), &mut device);
    let says = |tab: &Tab| {
        let options = quiz(tab, 0).questions[0].options.clone();
        let picture = options.iter().find(|option| option.value != "No");
        picture.map(|option| (option.value.clone(), option.says.clone()))
    };
    let value = || String::from("![y](7.svg)");
    assert_eq!(says(&tab), Some((value(), "![y](here/7.svg)".into())));
    give(&mut tab, &mut device, "q", "![y](7.svg)");
    let sides = ["![C](big/c.svg)", "D"].map(String::from).to_vec();
    tab.act(&mut device, Act::Give(0, "m".into(), Given::Many(sides)));
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(
        quiz(&tab, 0).result.as_ref().map(english),
        Some("Passed, with 100%.".into())
    );
    tab.act(
        &mut device,
        Act::Note(std::rc::Rc::new(choiceboard::session::Note::Type {
            form: "reflect".into(),
            name: "text",
            text: "Blue".into(),
        })),
    );
    let reflect = std::rc::Rc::new(choiceboard::session::Note::Reflect);
    tab.act(&mut device, Act::Note(reflect));
    let given = |tab: &Tab| -> Vec<Given> {
        let all = quiz(tab, 0).questions;
        all.into_iter().map(|question| question.given).collect()
    };
    let before = (quiz(&tab, 0).result, given(&tab));
    for folder in ["", "else where/", "inside:///"] {
        let tab = opened_in(Some(folder), &mut device);
        assert_eq!((quiz(&tab, 0).result, given(&tab)), before, "{folder}");
        assert!(quiz(&tab, 0).unmarked.is_none());
        let address = ["![y](", &folder.replace(' ', "%20"), "7.svg)"].concat();
        assert_eq!(says(&tab), Some((value(), address)));
        let journal = tab.session.journal();
        let asked = ["See ![p](", &folder.replace(' ', "%20"), "2.svg)"].concat();
        assert_eq!(journal.entries[0].prompt, asked);
        let asks = journal.reflections.unwrap();
        assert_eq!(
            (asks[0].value.as_str(), &asks[0].says),
            ("See ![p](2.svg)", &asked)
        );
    }
}
