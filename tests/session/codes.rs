//! A code word: typed where it is asked for, compared, kept, and the lock opens.

use std::rc::Rc;

use choiceboard::board::code_word::seal;
use choiceboard::rules::State;
use choiceboard::session::{Act, Effect, Message, Note};
use choiceboard::words::{Phrase, Plain, Tongue};
use serde_json::{Value, json};

use super::{Device, Tab, look_at, opened};

/// `a` opens by a word, `b` by another one and by `c`, `d` by the word of `a` or a badge that `e` is for.
fn board() -> String {
    let lab = seal("Rain gauge", "k3");
    let board = json!({ "choiceboard": 1, "id": "water", "title": "Water", "layout": "list",
        "activities": [
            { "id": "a", "title": "A", "requires": { "code": lab } },
            { "id": "b", "title": "B", "requires": { "all": ["c", { "code": seal("cloud", "") }] } },
            { "id": "c", "title": "C" },
            { "id": "d", "title": "D", "requires": { "any": [{ "code": lab }, { "badge": "wet" }] } },
            { "id": "e", "title": "E", "requires": { "badge": "wet" } },
            { "id": "f", "title": "F", "requires": { "all": ["c", { "not": { "code": seal("sun", "1") } }] } },
            { "id": "g", "title": "G", "requires": { "all": [{ "before": "2026-11-20" }, { "code": lab }] } } ],
        "badges": [{ "id": "wet", "title": "Wet", "when": { "code": seal("puddle", "7") } }] });
    board.to_string()
}

fn typed(tab: &mut Tab, device: &mut Device, id: &str, text: &str) {
    let (form, text) = (["code/", id].concat(), text.to_owned());
    let name = "text";
    note(tab, device, Note::Type { form, name, text });
}

fn note(tab: &mut Tab, device: &mut Device, note: Note) {
    tab.act(device, Act::Note(Rc::new(note)));
}

/// Types a word and enters it; why it was not taken.
fn say(tab: &mut Tab, device: &mut Device, id: &str, word: &str) -> Option<String> {
    let ix = tab.session.find(id).expect("an activity");
    typed(tab, device, id, word);
    note(tab, device, Note::Code(ix));
    let trouble = tab.session.note_status(&tab.session.code_form(ix)).1;
    trouble.map(|says| english(tab, &says))
}

fn english(tab: &Tab, says: &Phrase) -> String {
    Tongue::english(Rc::new(Plain::default())).text(says, &|ix| tab.session.title(ix))
}

/// The panel has the field.
fn asks(tab: &Tab, id: &str) -> bool {
    let ix = tab.session.find(id).expect("an activity");
    let help = tab.session.panel(ix).expect("a panel").help;
    help.is_some_and(|help| help.code)
}

fn codes(tab: &mut Tab, device: &mut Device) -> Vec<Value> {
    tab.send(device, Message::Export);
    let file: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let all = file["events"].as_array().unwrap().iter();
    all.filter(|event| event["type"] == "code")
        .map(|event| json!([event["activity"], event["code"]]))
        .collect()
}

#[test]
fn the_right_word_opens_and_a_wrong_one_says_so() {
    let mut device = Device::default();
    let mut tab = opened(&board(), &mut device);
    let why = tab.session.tile(0).unwrap().why.unwrap();
    let why = english(&tab, &why);
    let asked = "Locked for now. Enter the code word that your teacher tells you.";
    assert_eq!(why, asked);
    assert!(asks(&tab, "a") && !asks(&tab, "c"));

    let says = say(&mut tab, &mut device, "a", " ").unwrap();
    assert_eq!(says, "Type the word first.");
    tab.send(&mut device, Message::Heard);
    let says = say(&mut tab, &mut device, "a", "umbrella").unwrap();
    let wrong = "That is not the word. Look at how it is spelt, or ask your teacher.";
    assert_eq!(says, wrong);
    let announced = tab.session.notice().announce;
    assert_eq!(
        announced
            .iter()
            .map(|says| english(&tab, says))
            .collect::<Vec<_>>(),
        [wrong]
    );
    // What was typed still stands there, and typing on takes the sentence away.
    assert_eq!(tab.session.noted("code/a", "text"), "umbrella");
    typed(&mut tab, &mut device, "a", "umbrellas");
    assert_eq!(tab.session.note_status("code/a").1, None);
    assert!(codes(&mut tab, &mut device).is_empty());
    // Another activity's word is none of this one's.
    assert!(say(&mut tab, &mut device, "a", "cloud").is_some());
    assert_eq!(tab.state(0), State::Locked);

    tab.send(&mut device, Message::Heard);
    assert_eq!(say(&mut tab, &mut device, "a", " RAIN  gauge "), None);
    assert_eq!((tab.state(0), asks(&tab, "a")), (State::Open, false));
    let announced = tab.session.notice().announce;
    let announced: Vec<String> = announced.iter().map(|says| english(&tab, says)).collect();
    assert_eq!(announced, ["That is the word.", "A: open."]);
    assert_eq!(tab.session.noted("code/a", "text"), "");
    // The same word opens what asks for it elsewhere; of the word itself nothing is in the log.
    assert_eq!((tab.state(3), asks(&tab, "d")), (State::Open, false));
    let sealed = seal("rain gauge", "k3");
    assert_eq!(codes(&mut tab, &mut device), [json!(["a", sealed])]);

    // Opened again it is open; a reset of everything takes it back.
    let mut again = opened(&board(), &mut device);
    assert_eq!(again.state(0), State::Open);
    again.act(&mut device, Act::Reset);
    assert_eq!((again.state(0), asks(&again, "a")), (State::Locked, true));
}

#[test]
fn nothing_opens_before_the_word_is_stored() {
    let mut device = Device::default();
    let mut tab = opened(&board(), &mut device);
    typed(&mut tab, &mut device, "a", "rain gauge");
    let stamp = tab.stamp();
    let act = Message::Act(Act::Note(Rc::new(Note::Code(0))));
    let update = tab.session.update(act.clone(), stamp);
    let [Effect::Put { ticket, .. }] = update.effects.as_slice() else {
        panic!("one write: {:?}", update.effects);
    };
    assert_eq!(tab.state(0), State::Locked);
    assert_eq!(tab.session.noted("code/a", "text"), "rain gauge");
    // Entered again meanwhile: still one.
    let stamp = tab.stamp();
    assert_eq!(tab.session.update(act, stamp).effects, []);
    let (stamp, ticket) = (tab.stamp(), *ticket);
    let result = Ok(());
    let stored = Message::Put { ticket, result };
    tab.session.update(stored, stamp);
    assert_eq!(tab.state(0), State::Open);
    assert_eq!(tab.session.noted("code/a", "text"), "");
}

#[test]
fn a_word_may_be_a_part_of_what_opens_or_stand_behind_a_badge() {
    let mut device = Device::default();
    let mut tab = opened(&board(), &mut device);
    // Before what else is asked for is there: the word stays said.
    assert_eq!(say(&mut tab, &mut device, "b", "Cloud"), None);
    assert_eq!((tab.state(1), asks(&tab, "b")), (State::Locked, false));
    let c = tab.session.find("c").unwrap();
    tab.act(&mut device, Act::Done(c));
    assert_eq!(tab.state(1), State::Open);
    // A badge by a word, for two activities.
    assert!(asks(&tab, "d") && asks(&tab, "e"));
    assert_eq!(say(&mut tab, &mut device, "e", "puddle"), None);
    assert_eq!((tab.state(3), tab.state(4)), (State::Open, State::Open));
    // What must not be said is not asked for, nor what is of no use any more.
    assert!(!asks(&tab, "f") && !asks(&tab, "g"));
}

/// A word that is half typed or wrong is kept no more than the right one.
#[test]
fn what_is_typed_is_on_no_shelf_and_told_to_no_tab() {
    let mut device = Device::default();
    let mut tab = opened(&board(), &mut device);
    typed(&mut tab, &mut device, "a", "umbrella");
    assert_eq!(tab.session.note_status("code/a"), (None, None));
    note(
        &mut tab,
        &mut device,
        Note::Type {
            form: "goal".into(),
            name: "text",
            text: "Measure it".into(),
        },
    );
    tab.send(&mut device, Message::Leaving);
    tab.settle(&mut device);
    let shelves = [&device.local, &device.database].map(|shelf| format!("{shelf:?}"));
    assert!(shelves[0].contains("Measure it"), "{shelves:?}");
    let told = format!("{:?}", tab.told);
    assert!(!shelves.concat().contains("umbrella") && !told.contains("umbrella"));
    // It stands where it was typed, whatever another tab tells, until the page is gone.
    let (key, text) = tab.told.last().cloned().unwrap();
    tab.told.clear();
    tab.send(&mut device, Message::Told { key, text });
    assert_eq!(tab.told, []);
    assert_eq!(tab.session.noted("code/a", "text"), "umbrella");
    let again = opened(&board(), &mut device);
    assert_eq!(again.session.noted("code/a", "text"), "");
    assert_eq!(again.session.noted("goal", "text"), "Measure it");
}

/// `a` needs what `c` or a word gives and three points, `b` a badge that `c` or a word earns and three points, `d` a word in time and three points.
#[test]
fn a_word_that_could_do_nothing_is_not_asked_for() {
    let board = json!({ "choiceboard": 1, "id": "water", "title": "Water", "layout": "list",
        "activities": [
            { "id": "a", "title": "A", "requires": { "all": [
                { "any": ["c", { "code": seal("rain", "1") }] }, { "points": { "min": 3 } }] } },
            { "id": "b", "title": "B", "requires": { "all": [{ "badge": "wet" }, { "points": { "min": 3 } }] } },
            { "id": "c", "title": "C", "points": 1 },
            { "id": "d", "title": "D", "requires": { "any": [
                { "all": [{ "before": "2026-11-20" }, { "code": seal("sun", "1") }] }, { "points": { "min": 3 } }] } },
            { "id": "e", "title": "E", "points": 5 } ],
        "badges": [{ "id": "wet", "title": "Wet", "when": { "any": ["c", { "code": seal("puddle", "7") }] } }] });
    let mut device = Device::default();
    let mut tab = opened(&board.to_string(), &mut device);
    assert!(asks(&tab, "a") && asks(&tab, "b"));
    // Its day is over.
    assert!(!asks(&tab, "d"));
    let c = tab.session.find("c").unwrap();
    tab.act(&mut device, Act::Done(c));
    assert_eq!((tab.state(0), tab.state(1)), (State::Locked, State::Locked));
    assert!(!asks(&tab, "a") && !asks(&tab, "b"));
    assert!(say(&mut tab, &mut device, "a", "rain").is_some());
    assert!(codes(&mut tab, &mut device).is_empty());
}

#[test]
fn whoever_only_looks_has_no_field() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    tab.send(&mut device, look_at("one", &board()));
    tab.settle(&mut device);
    assert!(!asks(&tab, "a"));
    assert_eq!(say(&mut tab, &mut device, "a", "rain gauge"), None);
    assert_eq!(tab.state(0), State::Locked);
}

#[test]
fn odd_words_and_activities_are_no_trouble() {
    let mut device = Device::default();
    let mut tab = opened(&board(), &mut device);
    let long = "x".repeat(5_000);
    let says = say(&mut tab, &mut device, "a", &long).unwrap();
    assert!(says.starts_with("One text has 5"), "{says}");
    assert!(say(&mut tab, &mut device, "c", "rain gauge").is_some());
    note(&mut tab, &mut device, Note::Code(99));
    // Another program may have said what nobody asks for.
    let odd = json!([{ "id": "t1", "at": "2026-11-21T12:00:00Z", "type": "code", "code": "sha256:" },
        { "id": "t2", "at": "2026-11-21T12:00:01Z", "type": "code", "code": long }]);
    let text = odd.to_string();
    tab.send(&mut device, Message::Import { text });
    assert_eq!(codes(&mut tab, &mut device).len(), 2);
    assert_eq!(tab.state(0), State::Locked);
}

#[test]
fn where_something_else_is_missing_the_right_word_is_said_to_be_right() {
    let mut device = Device::default();
    let mut tab = opened(&board(), &mut device);
    let said = |tab: &Tab, id: &str| {
        let ix = tab.session.find(id).expect("an activity");
        let help = tab.session.panel(ix).expect("a panel").help;
        help.is_some_and(|help| help.has_code)
    };
    assert!(!said(&tab, "b"));
    assert_eq!(say(&mut tab, &mut device, "b", "cloud"), None);
    assert_eq!(tab.state(1), State::Locked);
    assert!(said(&tab, "b") && !asks(&tab, "b"));
    // Once it is open there is nothing to say of it.
    let c = tab.session.find("c").expect("an activity");
    tab.act(&mut device, Act::Done(c));
    assert_eq!((tab.state(1), said(&tab, "b")), (State::Open, false));
}
