//! A quick check is answered, and tried again.

use choiceboard::words::Phrase;

use super::*;

#[test]
fn a_quick_check_is_answered_and_what_was_answered_goes_before_what_it_comes_to() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "check": { "pass": 60, "attempts": 2, "questions": [
          { "id": "q", "kind": "true_false", "text": "True?", "answer": true, "feedback": "Think of rain." },
          { "id": "n", "kind": "number", "text": "How many?", "answer": 8 }
        ] } },
        { "id": "b", "title": "B" },
        { "id": "c", "title": "C", "requires": "b", "check": { "questions": [ { "kind": "confidence" } ] } }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    let quiz = |tab: &Tab, ix| tab.session.panel(ix).unwrap().quiz;
    let key = |says: Option<choiceboard::words::Phrase>| says.map(|says| says.key);
    assert_eq!(quiz(&tab, 1), None);
    // Locked: that there is a check, and nothing to answer.
    let locked = quiz(&tab, 2).unwrap();
    assert_eq!(
        (key(locked.says), locked.questions.len()),
        (Some("panel-check"), 0)
    );
    let asked = quiz(&tab, 0).unwrap();
    assert_eq!(
        (asked.questions.len(), asked.open, asked.attempt),
        (2, true, 1)
    );
    assert_eq!(key(asked.to_go), Some("check-to-go"));
    // Without all answers nothing is handed in.
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("false".into())),
    );
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(quiz(&tab, 0).unwrap().result, None);
    tab.act(
        &mut device,
        Act::Give(0, "n".into(), Given::One("8".into())),
    );
    assert_eq!(quiz(&tab, 0).unwrap().to_go, None);
    tab.act(&mut device, Act::Answer(0));
    let types: Vec<String> = tab
        .log(&mut device)
        .into_iter()
        .map(|(_, kind)| kind)
        .collect();
    assert_eq!(types[types.len() - 2..], ["draft", "answer"]);
    let over = quiz(&tab, 0).unwrap();
    assert_eq!(
        (
            key(over.result),
            over.passed == Some(true),
            over.open,
            over.again
        ),
        (Some("check-failed"), false, false, true)
    );
    let marks: Vec<_> = over
        .questions
        .iter()
        .map(|question| question.mark.clone().unwrap())
        .collect();
    assert_eq!(
        marks.iter().map(|mark| mark.right).collect::<Vec<_>>(),
        [Some(Right::No), Some(Right::Yes)]
    );
    assert_eq!(marks[0].says, ["Think of rain."]);
    assert_eq!(tab.state(0), State::Started);
    // Another visit goes on where this one was.
    let mut tab = opened(board, &mut device);
    assert_eq!(key(quiz(&tab, 0).unwrap().result), Some("check-failed"));
    tab.act(&mut device, Act::Again(0));
    let again = quiz(&tab, 0).unwrap();
    assert_eq!(
        (again.attempt, again.open, key(again.result)),
        (2, true, None)
    );
    assert_eq!(again.questions[1].given, Given::One("8".into()));
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("true".into())),
    );
    tab.act(&mut device, Act::Answer(0));
    let over = quiz(&tab, 0).unwrap();
    // There is no third try, and none is needed.
    assert_eq!(
        (key(over.result), over.passed == Some(true), over.again),
        (Some("check-passed"), true, false)
    );
    tab.act(&mut device, Act::Done(0));
    assert_eq!(tab.state(0), State::Done);
}

#[test]
fn whoever_has_passed_a_check_may_take_it_again_and_has_still_passed() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "evidence": { "kinds": ["text"] }, "check": { "pass": 50, "questions": [
          { "id": "q", "kind": "true_false", "answer": true }, { "id": "r", "kind": "true_false", "answer": true } ] } },
        { "id": "b", "title": "B" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    let quiz = |tab: &Tab| tab.session.panel(0).unwrap().quiz.unwrap();
    let give = |tab: &mut Tab, device: &mut Device, question: &str, says: &str| {
        let given = Given::One(says.to_owned());
        tab.act(device, Act::Give(0, question.to_owned(), given));
    };
    give(&mut tab, &mut device, "q", "true");
    give(&mut tab, &mut device, "r", "false");
    // Pressed twice, it is one try.
    tab.act(&mut device, Act::Answer(0));
    tab.act(&mut device, Act::Answer(0));
    let over = quiz(&tab);
    assert_eq!(
        (over.attempt, over.passed == Some(true), over.again),
        (1, true, true)
    );
    tab.act(&mut device, Act::Again(0));
    let again = quiz(&tab);
    assert_eq!(
        (again.attempt, again.open, again.questions.len()),
        (2, true, 2)
    );
    give(&mut tab, &mut device, "q", "false");
    give(&mut tab, &mut device, "r", "false");
    tab.act(&mut device, Act::Answer(0));
    let over = quiz(&tab);
    let english = Tongue::english(Rc::new(Plain::default()));
    let says = english.text(over.result.as_ref().unwrap(), &|_| String::new());
    assert_eq!(
        (says.as_str(), over.passed),
        ("0% this time. You have passed, with 50%.", Some(true))
    );
    // What is handed in right after an answer does not take it away.
    tab.act(&mut device, Act::Again(0));
    tab.act(&mut device, Act::Draft(0, "text", "Words".into()));
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("true".into())),
    );
    tab.act(&mut device, Act::Submit(0));
    assert_eq!(quiz(&tab).questions[0].given, Given::One("true".into()));
}

#[test]
fn a_check_without_tries_left_says_so() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "check": { "attempts": 1, "questions": [ { "id": "q", "kind": "text", "answers": ["rain"] } ] } },
        { "id": "b", "title": "B" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("snow".into())),
    );
    tab.act(&mut device, Act::Answer(0));
    let quiz = tab.session.panel(0).unwrap().quiz.unwrap();
    assert_eq!(
        (quiz.open, quiz.again, quiz.result.is_some()),
        (false, false, true)
    );
    let english = Tongue::english(Rc::new(Plain::default()));
    let says = |phrase: &choiceboard::words::Phrase| english.text(phrase, &|_| String::new());
    assert_eq!(says(quiz.says.as_ref().unwrap()), "No tries are left.");
    assert_eq!(
        says(quiz.result.as_ref().unwrap()),
        "0%. To pass you need 70%."
    );
    let actions = tab.session.panel(0).unwrap().actions;
    let done = actions.iter().find(|action| action.name == "done").unwrap();
    assert_eq!(
        says(done.refused.as_ref().unwrap()),
        "Pass the quick check first: you need 70%, your best is 0%."
    );
    // Pressed all the same, nothing is written.
    let before = tab.log(&mut device);
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(tab.log(&mut device), before);
}

#[test]
fn a_check_in_which_nothing_has_to_be_reached_is_neither_passed_nor_failed() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "check": { "pass": 0, "questions": [{ "id": "q", "kind": "true_false", "answer": true }] } },
        { "id": "b", "title": "B" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    for (says, percent, passed) in [("false", 0.0, None), ("true", 100.0, Some(true))] {
        let given = Given::One(says.to_owned());
        tab.act(&mut device, Act::Give(0, "q".into(), given));
        tab.act(&mut device, Act::Answer(0));
        let quiz = tab.session.panel(0).unwrap().quiz.unwrap();
        assert_eq!(quiz.passed, passed);
        let came_to = Phrase::new("check-came-to").n("n", percent);
        assert_eq!(quiz.result, Some(came_to));
        tab.act(&mut device, Act::Again(0));
    }
}
