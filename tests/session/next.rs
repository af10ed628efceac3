//! What next, interests, stars and growth: what is stored, what is told, what the screen may read.

use std::rc::Rc;

use choiceboard::session::{Act, Effect, Message, Note, Shelf};
use choiceboard::words::Phrase;
use serde_json::{Value, json};

use super::*;

const LIKES: &str = r#"{
  "choiceboard": 1, "id": "water", "title": "Water", "layout": "list",
  "survey": [{ "id": "q", "title": "How do you like to work?", "options": [
    { "tag": "draw", "title": "With a pencil" }, "talk" ] }],
  "activities": [
    { "id": "a", "title": "A", "points": 5 }, { "id": "b", "title": "B", "tags": ["draw"], "points": 10 },
    { "id": "c", "title": "C", "tags": ["talk"], "evidence": { "kinds": ["text"] } }, { "id": "d", "title": "D", "free": true }
  ],
  "complete": { "at_least": 4 }
}"#;

fn said(phrase: &Phrase) -> String {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    tongue.text(phrase, &|ix| format!("[{ix}]"))
}

/// The same board, in another tab.
fn visit(device: &mut Device, readonly: bool) -> Tab {
    let mut tab = Tab::closed("two");
    let message = Message::Open {
        bytes: LIKES.into(),
        folder: None,
        learner: None,
        language: None,
        readonly,
        tab: "two".into(),
    };
    tab.send(device, message);
    tab.settle(device);
    tab
}

fn survey(tags: &[&str]) -> Act {
    Act::Note(Rc::new(Note::Survey {
        question: "q".into(),
        tags: tags.iter().map(|tag| String::from(*tag)).collect(),
    }))
}

fn for_you(tab: &Tab) -> Vec<bool> {
    (0..4).map(|ix| tab.session.flags(ix).for_you).collect()
}

fn ticked(tab: &Tab) -> Vec<String> {
    let asked = tab.session.survey().questions.remove(0);
    let ticked = asked.options.into_iter().filter(|option| option.2);
    ticked.map(|option| option.0).collect()
}

/// The events of a type, without what every event has.
fn events(tab: &mut Tab, device: &mut Device, kind: &str) -> Vec<Value> {
    tab.send(device, Message::Export);
    let file: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let mut all = file["events"].as_array().unwrap().clone();
    all.retain(|event| event["type"] == kind);
    for event in &mut all {
        for name in ["id", "at", "by", "revision"] {
            event.as_object_mut().unwrap().remove(name);
        }
    }
    all
}

fn announced(tab: &mut Tab) -> Vec<String> {
    tab.session.notice().announce.iter().map(said).collect()
}

#[test]
fn an_answer_is_stored_before_anything_is_marked() {
    let mut device = Device::default();
    let mut tab = opened(LIKES, &mut device);
    assert_eq!(for_you(&tab), [false; 4]);
    let view = tab.session.survey();
    assert!(view.open);
    assert_eq!(view.questions[0].options[0].1, "With a pencil");
    assert_eq!(view.questions[0].options[1].1, "talk");
    let stamp = tab.stamp();
    let update = tab.session.update(Message::Act(survey(&["draw"])), stamp);
    let [
        Effect::Put {
            shelf: Shelf::Local,
            ticket,
            ..
        },
    ] = update.effects.as_slice()
    else {
        panic!("one write: {:?}", update.effects);
    };
    assert_eq!(for_you(&tab), [false; 4]);
    assert_eq!(announced(&mut tab), Vec::<String>::new());
    let stamp = tab.stamp();
    let stored = Message::Put {
        ticket: *ticket,
        result: Ok(()),
    };
    let update = tab.session.update(stored, stamp);
    assert_eq!(for_you(&tab), [false, true, false, false]);
    assert_eq!(ticked(&tab), ["draw"]);
    assert!(update.changed.badges && update.changed.tiles == Tiles::All);
    assert_eq!(announced(&mut tab), ["Your answer is kept."]);
}

#[test]
fn boxes_stand_as_they_were_ticked_while_storing_takes_its_time() {
    let mut device = Device {
        local_fault: Some(Fault::Denied),
        ..Device::default()
    };
    let mut tab = opened(LIKES, &mut device);
    tab.settle(&mut device);
    tab.act(&mut device, survey(&["draw"]));
    tab.act(&mut device, survey(&["draw", "talk"]));
    assert_eq!(for_you(&tab), [false; 4]);
    assert_eq!(ticked(&tab), ["draw", "talk"]);
    while tab.step(&mut device) {
        assert_eq!(ticked(&tab), ["draw", "talk"]);
    }
    assert_eq!(for_you(&tab), [false, true, true, false]);
    tab.act(&mut device, survey(&["talk"]));
    tab.settle(&mut device);
    assert_eq!(ticked(&tab), ["talk"]);
}

#[test]
fn answers_can_be_changed_and_are_there_the_next_time() {
    let mut device = Device::default();
    let mut tab = opened(LIKES, &mut device);
    tab.act(&mut device, survey(&["draw"]));
    tab.act(&mut device, survey(&["draw", "talk"]));
    tab.act(&mut device, survey(&["talk"]));
    tab.settle(&mut device);
    let expected = [["draw"].as_slice(), &["draw", "talk"], &["talk"]]
        .map(|tags| json!({ "type": "survey", "answers": { "q": tags } }));
    assert_eq!(events(&mut tab, &mut device, "survey"), expected);
    let mut next = visit(&mut device, false);
    assert_eq!(for_you(&next), [false, false, true, false]);
    assert_eq!(
        next.session
            .next()
            .list
            .iter()
            .map(|(ix, why)| (*ix, said(why)))
            .collect::<Vec<_>>(),
        [
            (2, "Because you liked “talk”.".to_owned()),
            (0, "It comes next on the board.".to_owned()),
            (1, "It comes next on the board.".to_owned()),
        ]
    );
    // What is done is marked no more.
    next.act(&mut device, Act::Done(2));
    assert_eq!(for_you(&next), [false; 4]);
    next.act(&mut device, survey(&[]));
    assert_eq!(ticked(&next), Vec::<String>::new());
}

#[test]
fn stars_are_given_to_what_is_done_and_kept() {
    let mut device = Device::default();
    let mut tab = opened(LIKES, &mut device);
    let after = |tab: &Tab, ix: Ix| tab.session.panel(ix).unwrap().after;
    assert_eq!(after(&tab, 1), None);
    assert_eq!(after(&tab, 3), None, "a free space is nobody's work");
    tab.act(&mut device, Act::Done(1));
    let asked = after(&tab, 1).unwrap();
    assert_eq!(asked.stars, Some(0));
    assert_eq!(
        said(&asked.next.unwrap()),
        "What next: [0]. It comes next on the board."
    );
    tab.send(&mut device, Message::Heard);
    tab.act(&mut device, Act::Rate(1, 2));
    tab.act(&mut device, Act::Rate(1, 5));
    assert_eq!(announced(&mut tab), ["Your stars are kept."; 2]);
    assert_eq!(after(&tab, 1).unwrap().stars, Some(5));
    let rated = json!({ "type": "rate", "activity": "b", "stars": 5 });
    assert_eq!(events(&mut tab, &mut device, "rate")[1], rated);
    let mut next = visit(&mut device, false);
    assert_eq!(after(&next, 1).unwrap().stars, Some(5));
    // Taken up again, it asks nothing; done again, it knows.
    next.act(&mut device, Act::Undo(1));
    assert_eq!(after(&next, 1), None);
    next.act(&mut device, Act::Done(1));
    assert_eq!(after(&next, 1).unwrap().stars, Some(5));
    next.act(&mut device, Act::Reset);
    next.act(&mut device, Act::Done(1));
    assert_eq!(after(&next, 1).unwrap().stars, Some(0));
}

#[test]
fn what_counts_from_its_choice_on_leads_on_and_asks_for_no_stars_yet() {
    let mut device = Device::default();
    let board = LIKES.replace("\"layout\"", "\"counts_when\": \"chosen\", \"layout\"");
    let mut tab = opened(&board, &mut device);
    tab.act(&mut device, Act::Choose(0));
    let after = tab.session.panel(0).unwrap().after.unwrap();
    assert_eq!((after.stars, after.next.is_some()), (None, true));
    tab.act(&mut device, Act::Done(0));
    let after = tab.session.panel(0).unwrap().after.unwrap();
    assert_eq!(after.stars, Some(0));
}

#[test]
fn a_complete_board_says_so_and_offers_what_is_left() {
    let mut device = Device::default();
    let board = LIKES.replace("\"at_least\": 4", "\"at_least\": 2");
    let mut tab = opened(&board, &mut device);
    assert!(!tab.session.next().complete);
    tab.act(&mut device, Act::Done(0));
    let next = tab.session.next();
    assert!(next.complete);
    assert_eq!(next.list.len(), 2);
    assert_eq!(tab.session.panel(0).unwrap().after.unwrap().next, None);
}

#[test]
fn who_only_looks_is_asked_nothing() {
    let mut device = Device::default();
    let mut tab = opened(LIKES, &mut device);
    tab.act(&mut device, survey(&["draw"]));
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    let mut looker = visit(&mut device, true);
    assert!(!looker.session.survey().open);
    assert_eq!(looker.session.panel(0).unwrap().after, None);
    assert_eq!(for_you(&looker), [false, true, false, false]);
    looker.act(&mut device, survey(&["talk"]));
    looker.act(&mut device, Act::Rate(0, 5));
    looker.settle(&mut device);
    assert_eq!(ticked(&looker), ["draw"]);
}

#[test]
fn what_came_back_is_next_and_its_revision_is_growth() {
    let mut device = Device::default();
    let mut tab = opened(LIKES, &mut device);
    assert_eq!(tab.session.growth().facts, []);
    tab.act(&mut device, Act::Done(0));
    tab.act(&mut device, Act::Draft(2, "text", "Short.".into()));
    tab.act(&mut device, Act::Submit(2));
    tab.act(&mut device, Act::Done(2));
    tab.settle(&mut device);
    let text = json!([{ "id": "t1", "at": "2026-11-21T12:00:00Z", "type": "return", "activity": "c", "comment": "Longer." }]).to_string();
    tab.send(&mut device, Message::Import { text });
    tab.settle(&mut device);
    let next = tab.session.next().list.remove(0);
    assert_eq!(
        (next.0, said(&next.1)),
        (2, "Your teacher sent it back.".to_owned())
    );
    tab.act(&mut device, Act::Draft(2, "text", "Much longer.".into()));
    tab.act(&mut device, Act::Submit(2));
    tab.act(&mut device, Act::Done(1));
    tab.settle(&mut device);
    let facts = tab.session.growth().facts;
    assert_eq!(
        facts.iter().map(|(_, says)| said(says)).collect::<Vec<_>>(),
        [
            "Harder than last time: [1] for 10 points, after one for 5.",
            "You revised [2] after it came back.",
        ]
    );
}
