//! The rubric: what a learner picks, keeps and changes, and when the teacher's judgement is shown beside it.

use std::rc::Rc;

use choiceboard::session::view::RubricView;
use choiceboard::session::{Act, Fault, Message, Note};
use choiceboard::words::{Phrase, Plain, Tongue};
use serde_json::{Value, json};

use super::{Device, Tab, look_at, opened};

const BOARD: &str = r#"{
  "choiceboard": 1, "id": "water", "title": "Water", "layout": "list",
  "activities": [
    { "id": "essay", "title": "Essay", "rubric": { "self_assess": true, "criteria": [
        { "id": "claim", "title": "Claim", "levels": [
            { "title": "Begun", "points": 1 }, { "title": "Clear", "points": 2 }, { "title": "Bold", "points": 3 } ] },
        { "title": "Style", "levels": [ { "title": "Plain", "points": 1 }, { "title": "Own", "points": 2 } ] } ] } },
    { "id": "model", "title": "Model", "rubric": [ { "id": "fit", "title": "Fits", "levels": [ { "title": "Yes" }, { "title": "No" } ] } ] }
  ]
}"#;

fn note(tab: &mut Tab, device: &mut Device, note: Note) {
    tab.act(device, Act::Note(Rc::new(note)));
}

fn rubric(tab: &Tab, ix: u32) -> RubricView {
    *tab.session.panel(ix).unwrap().rubric.unwrap()
}

fn picked(tab: &Tab) -> Vec<String> {
    let rubric = rubric(tab, 0);
    let all = rubric.criteria.iter();
    all.map(|of| tab.session.noted(&rubric.form, &of.field))
        .collect()
}

fn english(phrase: &Phrase) -> String {
    Tongue::english(Rc::new(Plain::default())).text(phrase, &|_| String::new())
}

/// What is said of each criterion.
fn says(tab: &Tab, ix: u32) -> Vec<Vec<String>> {
    let all = rubric(tab, ix).criteria;
    all.iter()
        .map(|of| of.says.iter().map(english).collect())
        .collect()
}

fn bring_in(tab: &mut Tab, device: &mut Device, event: Value) {
    let text = json!({ "choiceboard_log": 1, "board": "water", "events": [event] }).to_string();
    tab.send(device, Message::Import { text });
    tab.settle(device);
}

fn teacher(at: &str, levels: Value) -> Value {
    json!({
        "id": format!("t{at}"), "at": format!("2026-11-22T{at}:00Z"), "by": { "role": "teacher", "id": "t" },
        "type": "assess", "activity": "essay", "levels": levels, "comment": "See *claim*.",
    })
}

fn trouble(tab: &Tab) -> Option<&'static str> {
    let form = rubric(tab, 0).form;
    tab.session.note_status(&form).1.map(|says| says.key)
}

/// The events of this type, without what every event has.
fn kept(tab: &mut Tab, device: &mut Device) -> Vec<Value> {
    tab.send(device, Message::Export);
    let file: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let all = file["events"].as_array().unwrap().iter();
    let all = all.filter(|event| event["type"] == "self_assess");
    all.map(|event| json!({ "levels": event["levels"], "text": event["text"], "activity": event["activity"] }))
        .collect()
}

#[test]
fn a_judgement_is_picked_left_in_the_middle_and_kept() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    // Nothing to judge before anything is taken up.
    assert!(!rubric(&tab, 0).open);
    tab.act(&mut device, Act::Start(0));
    assert!(rubric(&tab, 0).open && !rubric(&tab, 1).open);
    note(&mut tab, &mut device, Note::Level(0, 0, 1));
    assert_eq!(picked(&tab), ["1", ""]);
    note(&mut tab, &mut device, Note::Assess(0));
    assert_eq!(trouble(&tab), Some("rubric-to-go"));
    assert_eq!(kept(&mut tab, &mut device), Vec::<Value>::new());
    tab.send(&mut device, Message::Leaving);

    let mut tab = opened(BOARD, &mut device);
    assert_eq!(picked(&tab), ["1", ""]);
    note(&mut tab, &mut device, Note::Level(0, 1, 0));
    let form = rubric(&tab, 0).form;
    let text = String::from(" I gave reasons. ");
    let name = "text";
    note(&mut tab, &mut device, Note::Type { form, name, text });
    tab.send(&mut device, Message::Heard);
    note(&mut tab, &mut device, Note::Assess(0));
    let first = json!({ "activity": "essay", "levels": { "claim": 1, "#2": 0 }, "text": "I gave reasons." });
    assert_eq!(kept(&mut tab, &mut device), [first]);
    let said = tab.session.notice().announce;
    assert_eq!(
        said.iter().map(|says| says.key).collect::<Vec<_>>(),
        ["say-note"]
    );
    assert_eq!(english(&said[0]), "Your assessment is kept.");
    assert_eq!(picked(&tab), ["", ""]);
    let view = rubric(&tab, 0);
    assert_eq!(
        (view.criteria[0].mine, view.criteria[1].mine),
        (Some(1), Some(0))
    );
    assert_eq!(view.text, "I gave reasons.");
    assert_eq!(says(&tab, 0), [["You: Clear"], ["You: Plain"]]);

    // The same again is no other judgement; another is, and keeps the words.
    note(&mut tab, &mut device, Note::Assess(0));
    assert_eq!(trouble(&tab), Some("rubric-same"));
    note(&mut tab, &mut device, Note::Level(0, 0, 2));
    note(&mut tab, &mut device, Note::Assess(0));
    let second = json!({ "activity": "essay", "levels": { "claim": 2, "#2": 0 }, "text": "I gave reasons." });
    assert_eq!(kept(&mut tab, &mut device).pop(), Some(second));
}

#[test]
fn the_teachers_levels_wait_for_the_learners_own() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    bring_in(
        &mut tab,
        &mut device,
        teacher("09:00", json!({ "claim": 2, "#2": 0 })),
    );
    let view = rubric(&tab, 0);
    // Judged on paper, and never taken up here: the learner can answer all the same.
    assert!(view.open);
    assert_eq!(view.theirs.map(|says| says.key), Some("rubric-blind"));
    assert_eq!(view.comment, "");
    assert!(
        view.criteria
            .iter()
            .all(|of| of.theirs.is_none() && of.says.is_empty())
    );
    assert_eq!(tab.session.panel(0).unwrap().comments, []);

    note(&mut tab, &mut device, Note::Level(0, 0, 1));
    note(&mut tab, &mut device, Note::Level(0, 1, 0));
    note(&mut tab, &mut device, Note::Assess(0));
    assert_eq!(
        says(&tab, 0),
        [
            [
                "You: Clear",
                "Your teacher: Bold",
                "Your teacher sees it further on than you do."
            ],
            [
                "You: Plain",
                "Your teacher: Plain",
                "You both see it the same way."
            ]
        ]
    );
    let view = rubric(&tab, 0);
    let (mine, theirs) = (view.mine.unwrap(), view.theirs.unwrap());
    assert!(english(&mine).ends_with(": 3 of 5 points."));
    assert!(english(&theirs).ends_with(": 4 of 5 points."));
    assert_eq!(view.comment, "See *claim*.");
    bring_in(
        &mut tab,
        &mut device,
        teacher("10:00", json!({ "claim": 0, "#2": 9 })),
    );
    let last = "You see it further on than your teacher does. That is worth talking about.";
    assert_eq!(
        says(&tab, 0),
        [
            vec!["You: Clear", "Your teacher: Begun", last],
            vec!["You: Plain"]
        ]
    );
}

#[test]
fn without_self_assessment_the_teachers_levels_are_shown_at_once() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let mut event = teacher("09:00", json!({ "fit": 1, "unknown": 3 }));
    event["activity"] = json!("model");
    bring_in(&mut tab, &mut device, event);
    let view = rubric(&tab, 1);
    assert!(!view.open);
    assert_eq!(view.criteria[0].theirs, Some(1));
    assert_eq!(says(&tab, 1), [["Your teacher: No"]]);
    // Without points it is judged, and comes to nothing.
    assert!(!english(&view.theirs.unwrap()).contains("points"));
    note(&mut tab, &mut device, Note::Level(1, 0, 0));
    note(&mut tab, &mut device, Note::Assess(1));
    assert_eq!(kept(&mut tab, &mut device), Vec::<Value>::new());
}

#[test]
fn what_no_board_has_is_picked_by_nobody() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    tab.act(&mut device, Act::Start(0));
    for (ix, at, level) in [(0, 9, 0), (0, usize::MAX, 0), (7, 0, 0), (0, 0, usize::MAX)] {
        note(&mut tab, &mut device, Note::Level(ix, at, level));
        note(&mut tab, &mut device, Note::Assess(ix));
    }
    assert_eq!(kept(&mut tab, &mut device), Vec::<Value>::new());
    assert_eq!(trouble(&tab), Some("rubric-to-go"));
}

#[test]
fn a_judgement_that_could_not_be_stored_is_still_in_its_form() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    tab.act(&mut device, Act::Start(0));
    note(&mut tab, &mut device, Note::Level(0, 0, 1));
    note(&mut tab, &mut device, Note::Level(0, 1, 1));
    device.local_fault = Some(Fault::Full);
    device.database_fault = Some(Fault::Broken);
    note(&mut tab, &mut device, Note::Assess(0));
    tab.settle(&mut device);
    let view = rubric(&tab, 0);
    let shown = match view.criteria[0].mine {
        Some(level) => level.to_string(),
        None => picked(&tab)[0].clone(),
    };
    assert_eq!(shown, "1");
    assert_ne!(tab.session.saved().name(), "device");
}

#[test]
fn what_may_only_be_looked_at_asks_for_no_judgement() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    tab.act(&mut device, Act::Start(0));
    let mut tab = Tab::closed("two");
    tab.send(&mut device, look_at("two", BOARD));
    tab.settle(&mut device);
    assert!(!rubric(&tab, 0).open);
}
