//! The journal and the note that asks for help: what is kept of them, and what is said.

use std::rc::Rc;

use choiceboard::progress::Reach;
use choiceboard::session::{Act, Effect, Message, Note, OWN, Shelf};
use serde_json::{Value, json};

use super::notebook::opened_as;
use super::{Device, Tab, look_at, opened};

pub(super) const BOARD: &str = r#"{
  "choiceboard": 1, "id": "water", "title": "Water", "layout": "list",
  "activities": [
    { "id": "a", "title": "A" }, { "id": "b", "title": "B" },
    { "id": "c", "title": "C", "requires": { "reflections": 2 } }
  ],
  "reflections": { "prompts": ["How?", "Why?"] },
  "goals": { "prompts": ["What?"] },
  "badges": [{ "id": "thinker", "title": "Thinker", "when": { "reflections": 2 } }],
  "complete": { "all": ["a", { "goals": 1 }] }
}"#;

pub(super) fn typed(
    tab: &mut Tab,
    device: &mut Device,
    form: &str,
    name: &'static str,
    text: &str,
) {
    let (form, text) = (form.to_owned(), text.to_owned());
    note(tab, device, Note::Type { form, name, text });
}

pub(super) fn note(tab: &mut Tab, device: &mut Device, note: Note) {
    tab.act(device, Act::Note(Rc::new(note)));
}

/// Lets every field come to rest.
pub(super) fn rest(tab: &mut Tab, device: &mut Device) {
    for ticket in std::mem::take(&mut tab.waits) {
        tab.send(device, Message::Waited(ticket));
    }
}

/// The events of these types, without what every event has.
pub(super) fn events(tab: &mut Tab, device: &mut Device, types: &[&str]) -> Vec<Value> {
    tab.send(device, Message::Export);
    let file: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let all = file["events"].as_array().unwrap().iter().cloned();
    all.filter(|event| types.contains(&event["type"].as_str().unwrap()))
        .map(|mut event| {
            let fields = event.as_object_mut().unwrap();
            for name in ["id", "at", "by", "revision"] {
                fields.remove(name);
            }
            event
        })
        .collect()
}

pub(super) fn announced(tab: &mut Tab) -> Vec<&'static str> {
    let said = tab.session.notice().announce;
    said.into_iter().map(|phrase| phrase.key).collect()
}

#[test]
fn an_entry_is_kept_with_what_was_asked_and_its_form_is_empty_again() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    assert!(tab.session.has_journal());
    let asks = tab.session.journal().reflections.unwrap();
    assert_eq!(asks.len(), 2);
    tab.act(&mut device, Act::Choose(0));
    let activities = tab.session.journal().activities;
    assert_eq!(activities, [("a".to_owned(), "A".to_owned())]);
    for (name, text) in [
        ("text", " It was wet. "),
        ("prompt", asks[1].value.as_str()),
        ("confidence", "4"),
        ("about", "a"),
    ] {
        typed(&mut tab, &mut device, "reflect", name, text);
    }
    tab.send(&mut device, Message::Heard);
    note(&mut tab, &mut device, Note::Reflect);
    let expected = json!({ "type": "reflect", "activity": "a", "text": "It was wet.", "prompt": "Why?", "confidence": 4 });
    assert_eq!(events(&mut tab, &mut device, &["reflect"]), [expected]);
    assert_eq!(announced(&mut tab), ["say-note"]);
    assert_eq!(tab.session.noted("reflect", "text"), "");
    assert_eq!(tab.session.note_status("reflect"), (None, None));
    let view = tab.session.journal();
    let entry = &view.entries[0];
    assert_eq!(
        (
            entry.kind,
            entry.about.as_str(),
            entry.prompt.as_str(),
            entry.level
        ),
        ("reflect", "A", "Why?", Some(4))
    );

    // Without a pick it is the first question, and with one's own it is none.
    for (pick, asked) in [("", Some("How?")), (OWN, None)] {
        typed(&mut tab, &mut device, "reflect", "text", "x");
        typed(&mut tab, &mut device, "reflect", "prompt", pick);
        note(&mut tab, &mut device, Note::Reflect);
        let last = events(&mut tab, &mut device, &["reflect"]).pop().unwrap();
        assert_eq!(last["prompt"].as_str(), asked);
    }
}

#[test]
fn nothing_is_said_to_be_kept_before_it_is_stored() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "goal", "text", "Four panels");
    let stamp = tab.stamp();
    let act = Message::Act(Act::Note(Rc::new(Note::Goal)));
    let update = tab.session.update(act.clone(), stamp);
    let [
        Effect::Put {
            shelf, key, ticket, ..
        },
    ] = update.effects.as_slice()
    else {
        panic!("one write: {:?}", update.effects);
    };
    assert!(*shelf == Shelf::Local && key.contains("/log/"));
    assert_eq!(tab.session.journal().set, []);
    assert_eq!(tab.session.noted("goal", "text"), "Four panels");
    // Pressed again meanwhile: still one.
    let stamp = tab.stamp();
    assert_eq!(tab.session.update(act, stamp).effects, []);
    let stamp = tab.stamp();
    let stored = Message::Put {
        ticket: *ticket,
        result: Ok(()),
    };
    let update = tab.session.update(stored, stamp);
    assert_eq!(tab.session.journal().set.len(), 1);
    assert_eq!(tab.session.noted("goal", "text"), "");
    let removed =
        |effect: &Effect| matches!(effect, Effect::Remove { key, .. } if key.ends_with("/notes"));
    assert!(update.effects.iter().any(removed));
    assert!(update.changed.badges && update.changed.head);
}

#[test]
fn empty_and_over_long_texts_are_refused_with_a_sentence() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    tab.act(&mut device, Act::Start(0));
    for (form, act, says) in [
        ("reflect", Note::Reflect, "note-empty"),
        ("goal", Note::Goal, "note-empty"),
        ("help/a", Note::Help(0), "note-empty"),
        ("check_in", Note::CheckIn, "note-empty-check-in"),
    ] {
        tab.send(&mut device, Message::Heard);
        typed(&mut tab, &mut device, form, "text", " \n ");
        note(&mut tab, &mut device, act.clone());
        assert_eq!(announced(&mut tab), [says]);
        assert_eq!(tab.session.note_status(form).1.unwrap().key, says);
        typed(&mut tab, &mut device, form, "text", &"ä".repeat(4_001));
        assert_eq!(tab.session.note_status(form).1, None, "one is at it");
        note(&mut tab, &mut device, act.clone());
        assert_eq!(
            tab.session.note_status(form).1.unwrap().key,
            "note-too-long"
        );
        assert_eq!(
            tab.session.noted(form, "text").chars().count(),
            4_001,
            "nothing is cut off"
        );
        typed(&mut tab, &mut device, form, "text", &"ä".repeat(4_000));
        note(&mut tab, &mut device, act);
        assert_eq!(tab.session.note_status(form), (None, None));
    }
    let all = ["reflect", "goal", "help", "check_in"];
    assert_eq!(events(&mut tab, &mut device, &all).len(), 4);
}

#[test]
fn a_goal_is_set_comes_and_is_reviewed() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "goal", "text", "Four panels");
    // The day of the test, 2026-11-21.
    typed(&mut tab, &mut device, "goal", "until", "2026-11-21");
    typed(&mut tab, &mut device, "goal", "about", "b");
    note(&mut tab, &mut device, Note::Goal);
    let goal = tab.session.journal().set.remove(0);
    assert!(goal.has_come && goal.open && goal.until.is_some() && goal.about.is_some());
    let form = format!("goal_review/{}", goal.id);
    typed(&mut tab, &mut device, &form, "text", "Three of them.");
    let review = |reached| Note::Review {
        goal: goal.id.clone(),
        reached,
    };
    note(&mut tab, &mut device, review(Reach::Partly));
    let partly = tab.session.journal().set.remove(0);
    assert_eq!(partly.review.unwrap().1, "Three of them.");
    assert!(partly.open && !partly.has_come);
    note(&mut tab, &mut device, review(Reach::Yes));
    assert!(!tab.session.journal().set[0].open);
    let said = events(&mut tab, &mut device, &["goal", "goal_review"]);
    assert_eq!(
        said,
        [
            json!({ "type": "goal", "activity": "b", "text": "Four panels", "until": "2026-11-21" }),
            json!({ "type": "goal_review", "goal": goal.id, "reached": "partly", "text": "Three of them." }),
            json!({ "type": "goal_review", "goal": goal.id, "reached": "yes" }),
        ]
    );
}

#[test]
fn a_check_in_is_sent_by_its_button_alone() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "check_in", "mood", "2");
    typed(&mut tab, &mut device, "check_in", "talk", "true");
    rest(&mut tab, &mut device);
    assert_eq!(
        events(&mut tab, &mut device, &["check_in"]),
        [Value::Null; 0]
    );
    note(&mut tab, &mut device, Note::CheckIn);
    let sent = json!({ "type": "check_in", "mood": 2, "talk": true });
    assert_eq!(events(&mut tab, &mut device, &["check_in"]), [sent]);
    assert!(!tab.session.journal().has_school);
}

#[test]
fn help_is_asked_for_while_one_is_at_it_and_its_note_stays() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    assert!(tab.session.panel(0).unwrap().help.is_none());
    tab.act(&mut device, Act::Start(0));
    let help = tab.session.panel(0).unwrap().help.unwrap();
    assert!(help.open && help.note.is_none());
    let form = tab.session.help_form(0);
    typed(&mut tab, &mut device, &form, "text", "How to draw a gas");
    typed(&mut tab, &mut device, &form, "tried", "Dots");
    note(&mut tab, &mut device, Note::Help(0));
    let help = tab.session.panel(0).unwrap().help.unwrap();
    let sent = help.note.unwrap();
    assert_eq!(
        (sent.text.as_str(), sent.tried.as_str()),
        ("How to draw a gas", "Dots")
    );
    assert_eq!(sent.answers, []);
    // Of another activity there is none.
    let other = tab.session.panel(1).unwrap().help.unwrap();
    assert!(!other.open && other.note.is_none());
    // The teacher's answer comes in a file here.
    let answer = json!([{ "id": "t1", "at": "2026-11-21T12:00:00Z", "type": "answer_help", "activity": "a", "text": "Arrows." }]);
    let text = answer.to_string();
    tab.send(&mut device, Message::Import { text });
    tab.settle(&mut device);
    let panel = tab.session.panel(0).unwrap();
    assert_eq!(panel.help.unwrap().note.unwrap().answers[0].says, "Arrows.");
    assert_eq!(panel.comments[0].says, "Arrows.");
    tab.act(&mut device, Act::Drop(0));
    assert!(!tab.session.panel(0).unwrap().help.unwrap().open);
}

#[test]
fn what_rules_count_of_it_is_drawn_anew() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let why = tab.session.tile(2).unwrap().why.unwrap();
    let head = tab.session.head();
    tab.changed.clear();
    typed(&mut tab, &mut device, "reflect", "text", "x");
    note(&mut tab, &mut device, Note::Reflect);
    assert!(tab.session.tile(2).unwrap().why.unwrap() != why);
    let drawn = |tab: &Tab| {
        tab.changed
            .iter()
            .any(|tiles| tiles == &super::Tiles::Some(vec![2]))
    };
    assert!(drawn(&tab));
    typed(&mut tab, &mut device, "goal", "text", "x");
    note(&mut tab, &mut device, Note::Goal);
    assert!(tab.session.head() != head);
    typed(&mut tab, &mut device, "reflect", "text", "x");
    note(&mut tab, &mut device, Note::Reflect);
    assert!(tab.session.tile(2).unwrap().why.is_none());
    assert!(tab.session.badges()[0].earned);
    // A goal can be all that was missing.
    tab.act(&mut device, Act::Done(0));
    assert!(tab.session.notice().celebrate);
}

#[test]
fn another_tabs_entry_is_shown_and_not_announced() {
    let mut device = Device::default();
    let mut one = opened(BOARD, &mut device);
    let mut two = opened_as("two", &mut device);
    one.told.clear();
    typed(&mut one, &mut device, "reflect", "text", "x");
    note(&mut one, &mut device, Note::Reflect);
    two.send(&mut device, Message::Heard);
    for (key, text) in std::mem::take(&mut one.told) {
        two.send(&mut device, Message::Told { key, text });
    }
    assert_eq!(two.session.journal().entries.len(), 1);
    assert_eq!(announced(&mut two), [""; 0]);
}

#[test]
fn what_is_switched_off_is_not_asked_and_without_anything_there_is_no_journal() {
    let off = r#""goals": { "off": true }, "check_in": { "off": true }"#;
    let board = |rest: &str| {
        format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [{{ "id": "a", "title": "A" }}], {rest} }}"#
        )
    };
    let tab = opened(&board(off), &mut Device::default());
    let view = tab.session.journal();
    assert!(tab.session.has_journal() && view.reflections.is_some());
    assert!(view.goals.is_none() && view.check_in.is_none());
    let off = format!(r#"{off}, "reflections": {{ "off": true }}"#);
    let none = opened(&board(&off), &mut Device::default());
    assert!(!none.session.has_journal());
    // Goals stand beside the plan.
    let goals = r#""reflections": { "off": true }, "check_in": { "off": true }"#;
    let goals = opened(&board(goals), &mut Device::default());
    assert!(!goals.session.has_journal() && goals.session.journal().goals.is_some());
}

#[test]
fn a_page_to_look_at_shows_what_was_written_and_takes_nothing() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    tab.act(&mut device, Act::Start(0));
    for (form, act) in [
        ("reflect", Note::Reflect),
        ("goal", Note::Goal),
        ("help/a", Note::Help(0)),
    ] {
        typed(&mut tab, &mut device, form, "text", "x");
        note(&mut tab, &mut device, act);
    }
    tab.settle(&mut device);
    let mut looks = Tab::closed("looks");
    looks.send(&mut device, look_at("looks", BOARD));
    looks.settle(&mut device);
    let kept = (device.local.clone(), device.database.clone());
    let view = looks.session.journal();
    assert!(view.reflections.is_none() && view.goals.is_none() && view.check_in.is_none());
    assert_eq!((view.entries.len(), view.set.len()), (1, 1));
    assert!(!view.set[0].open);
    let help = looks.session.panel(0).unwrap().help.unwrap();
    assert!(!help.open && help.note.is_some());
    typed(&mut looks, &mut device, "reflect", "text", "y");
    note(&mut looks, &mut device, Note::Reflect);
    looks.settle(&mut device);
    assert_eq!((device.local, device.database), kept);
}
