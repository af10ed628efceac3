//! Activities of one's own: proposed, agreed to by a teacher, and on the board.

use std::rc::Rc;

use choiceboard::progress::read_events;
use choiceboard::session::Note;
use choiceboard::session::view::ProposalView;
use choiceboard::words::Phrase;

use super::device::open_board;
use super::*;

const BOARD: &str = r#"{ "choiceboard": 1, "id": "w", "title": "W", "columns": 2,
    "activities": [ { "id": "a", "title": "A" }, { "id": "b", "title": "B" } ],
    "proposals": { "allow": true, "approval": true, "points": 3 } }"#;

fn typed(tab: &mut Tab, device: &mut Device, name: &'static str, text: &str) {
    let (form, text) = (String::from("propose"), text.to_owned());
    tab.act(device, Act::Note(Rc::new(Note::Type { form, name, text })));
}

fn propose(tab: &mut Tab, device: &mut Device) {
    tab.act(device, Act::Note(Rc::new(Note::Propose)));
    tab.settle(device);
}

fn made(tab: &Tab) -> Vec<ProposalView> {
    tab.session.journal().proposals.expect("proposals").made
}

fn said(tab: &Tab, phrase: &Phrase) -> String {
    Tongue::english(Rc::new(Plain::default())).text(phrase, &|ix| tab.session.title(ix))
}

/// What a teacher does, as it comes in a file of the learner's work.
fn teacher(tab: &mut Tab, device: &mut Device, event: &str) {
    let text = format!(
        r#"{{ "choiceboard_log": 1, "board": "w", "learner": "guest", "events": [{event}] }}"#
    );
    assert_eq!(read_events(&format!("[{event}]")).faults, []);
    tab.send(device, Message::Import { text });
    tab.settle(device);
}

/// Another visit, later than those before.
fn visit(name: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed(name);
    tab.seconds = 10_000 * name.len() as i64;
    let open = open_board(name, None, BOARD);
    tab.send(device, open);
    tab.settle(device);
    tab
}

#[test]
fn an_idea_is_proposed_agreed_to_and_worked_on() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let now = tab.session.journal().proposals.expect("proposals");
    assert!(now.open);
    assert_eq!(
        said(&tab, &now.says),
        "Your teacher has to agree before it is on your board, worth 3 points."
    );
    propose(&mut tab, &mut device);
    let (_, trouble) = tab.session.note_status("propose");
    assert_eq!(
        said(&tab, &trouble.unwrap()),
        "Give your idea a name first."
    );
    typed(&mut tab, &mut device, "title", "A film");
    typed(&mut tab, &mut device, "text", "On my phone.");
    propose(&mut tab, &mut device);
    assert_eq!(tab.session.noted("propose", "title"), "");
    let [one] = made(&tab).try_into().expect("one");
    assert_eq!((one.state, one.about.as_str()), ("waiting", "On my phone."));
    assert_eq!(tab.session.activities(), 2);

    let accept = format!(
        r#"{{ "id": "t1", "at": "2026-11-21T10:20:00Z", "type": "accept", "proposal": "{}", "title": "A short film", "points": 5,
            "comment": "**Two** minutes", "by": {{ "role": "teacher", "id": "t" }} }}"#,
        one.id
    );
    teacher(&mut tab, &mut device, &accept);
    assert_eq!(tab.session.activities(), 3);
    let [one] = made(&tab).try_into().expect("one");
    assert_eq!(said(&tab, &one.says), "Agreed, 5 points: A short film");
    assert_eq!(
        said(&tab, &one.was.unwrap()),
        "You had called it “A film”. Your teacher has changed something."
    );
    assert_eq!(one.comment.unwrap().says, "**Two** minutes");
    assert_eq!(one.again, None);
    let sections = tab.session.sections();
    assert_eq!(sections.len(), 2);
    assert_eq!(sections[1].activities, [2]);
    let (title, _) = sections[1].quota.clone().expect("a title");
    assert_eq!(said(&tab, &title), "My own ideas");
    tab.act(&mut device, Act::Start(2));
    tab.act(&mut device, Act::Done(2));
    tab.settle(&mut device);
    assert_eq!(tab.state(2), State::Done);
    assert_eq!(tab.session.head().points.number(), 5.0);

    // The next days everything is as it was, and an act draws no more than it changes.
    visit("two", &mut device);
    visit("three", &mut device);
    let mut again = visit("four", &mut device);
    let stamp = again.stamp();
    let choose = again.session.update(Message::Act(Act::Choose(0)), stamp);
    let stored = choose.effects.iter().find_map(|effect| match effect {
        Effect::Put { ticket, .. } => Some(*ticket),
        _ => None,
    });
    let ticket = stored.expect("a write");
    let result = Ok(());
    let seen = again.session.update(Message::Put { ticket, result }, stamp);
    assert!(!seen.changed.screen && !seen.changed.layout && seen.changed.head);
    assert_eq!(again.session.activities(), 3);
    assert_eq!(again.state(2), State::Done);
    assert_eq!(again.session.head().points.number(), 5.0);
}

#[test]
fn what_is_declined_is_changed_and_proposed_anew() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "title", "A film");
    propose(&mut tab, &mut device);
    let first = made(&tab)[0].id.clone();
    let decline = format!(
        r#"{{ "id": "t1", "at": "2026-11-21T10:20:00Z", "type": "decline", "proposal": "{first}", "comment": "Too long" }}"#
    );
    teacher(&mut tab, &mut device, &decline);
    let [one] = made(&tab).try_into().expect("one");
    assert_eq!(one.state, "declined");
    assert_eq!(one.again, Some((String::from("A film"), String::new())));
    typed(&mut tab, &mut device, "title", "A poster");
    typed(&mut tab, &mut device, "instead", &first);
    propose(&mut tab, &mut device);
    let [one] = made(&tab).try_into().expect("one");
    assert_eq!((one.title.as_str(), one.state), ("A poster", "waiting"));
    assert_eq!(tab.session.noted("propose", "instead"), "");
}

fn withdraw(tab: &mut Tab, device: &mut Device, id: &str) {
    let note = Note::Withdraw(String::from(id));
    tab.act(device, Act::Note(Rc::new(note)));
    tab.settle(device);
}

#[test]
fn what_nobody_has_answered_is_taken_back() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "title", "A film");
    propose(&mut tab, &mut device);
    let [one] = made(&tab).try_into().expect("one");
    assert!(one.withdraws);
    tab.send(&mut device, Message::Heard);
    withdraw(&mut tab, &mut device, &one.id);
    let told = tab.session.notice().announce;
    let told: Vec<String> = told.iter().map(|says| said(&tab, says)).collect();
    assert_eq!(
        told.first().map(String::as_str),
        Some("Your idea is taken back.")
    );
    let [one] = made(&tab).try_into().expect("one");
    assert_eq!((one.state, one.withdraws), ("withdrawn", false));
    assert_eq!(
        said(&tab, &one.says),
        "You have taken it back. You can change it and propose it again."
    );
    assert_eq!(one.again, Some((String::from("A film"), String::new())));
    // Pressed twice, or of nothing that is there: nothing more is written.
    let before = device.local.clone();
    withdraw(&mut tab, &mut device, &one.id);
    withdraw(&mut tab, &mut device, "nothing");
    assert_eq!(device.local, before);
    // The teacher had agreed before hearing of it.
    let accept = format!(
        r#"{{ "id": "t1", "at": "2026-11-21T10:20:00Z", "type": "accept", "proposal": "{}" }}"#,
        one.id
    );
    teacher(&mut tab, &mut device, &accept);
    let [one] = made(&tab).try_into().expect("one");
    assert_eq!((one.state, one.withdraws), ("agreed", false));
    assert_eq!(
        said(&tab, &one.crossed.unwrap()),
        "You had taken it back. Your teacher agreed to it all the same."
    );
}

#[test]
fn without_a_word_of_the_teacher_it_is_on_the_board_at_once() {
    let board = BOARD.replace(r#""approval": true"#, r#""approval": false"#);
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    typed(&mut tab, &mut device, "title", "A film");
    propose(&mut tab, &mut device);
    assert_eq!(tab.session.activities(), 3);
    assert_eq!(tab.session.title(2), "A film");
    tab.act(&mut device, Act::Done(2));
    assert_eq!(tab.session.head().points.number(), 3.0);
    tab.act(&mut device, Act::Reset);
    tab.settle(&mut device);
    assert_eq!(tab.session.activities(), 2);
    assert_eq!(tab.session.head().points.number(), 0.0);
}

#[test]
fn what_is_typed_as_another_tab_starts_over_goes_to_the_activity_it_was_typed_for() {
    let board = BOARD.replace(r#""approval": true"#, r#""approval": false"#);
    let mut device = Device::default();
    let mut one = opened(&board, &mut device);
    typed(&mut one, &mut device, "title", "A film");
    propose(&mut one, &mut device);
    let film = made(&one)[0].id.clone();
    let mut two = Tab::closed("two");
    two.seconds = 100;
    let open = open_board("two", None, &board);
    two.send(&mut device, open);
    two.settle(&mut device);
    two.act(&mut device, Act::Start(2));
    two.settle(&mut device);
    two.act(
        &mut device,
        Act::Draft(2, "text", String::from("Scene one")),
    );
    one.told.clear();
    one.seconds = 200;
    one.act(&mut device, Act::Reset);
    one.settle(&mut device);
    typed(&mut one, &mut device, "title", "A poster");
    propose(&mut one, &mut device);
    for (key, text) in std::mem::take(&mut one.told) {
        two.send(&mut device, Message::Told { key, text });
    }
    two.settle(&mut device);
    assert_eq!(two.session.title(2), "A poster");
    // The field of the new one is empty, and what was typed is kept under the old one's id.
    let panel = two.session.panel(2).unwrap();
    assert_eq!(panel.hand_in.unwrap().text, "");
    two.send(&mut device, Message::Leaving);
    two.settle(&mut device);
    assert_eq!(two.session.panel(2).unwrap().hand_in.unwrap().text, "");
    two.send(&mut device, Message::Export);
    let file = two.downloads.pop().unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let events = file["events"].as_array().unwrap().iter();
    let drafts: Vec<_> = events.filter(|event| event["type"] == "draft").collect();
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0]["activity"], film.as_str());
    assert_eq!(drafts[0]["value"], "Scene one");
}

/// An older idea comes from another device while a panel is open: what is open is found again by its id.
#[test]
fn an_activity_of_ones_own_that_gets_another_place_is_found_by_its_id() {
    let board = BOARD.replace(r#""approval": true"#, r#""approval": false"#);
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    typed(&mut tab, &mut device, "title", "A film");
    propose(&mut tab, &mut device);
    let id = tab.session.tile(2).unwrap().id;
    let text = r#"{ "choiceboard_log": 1, "board": "w", "learner": "guest", "events": [
        { "id": "p0", "at": "2020-11-21T10:20:00Z", "type": "propose", "title": "A song", "by": { "role": "learner", "id": "guest" } }] }"#;
    let stamp = tab.stamp();
    let text = Message::Import { text: text.into() };
    let mut effects = VecDeque::from(tab.session.update(text, stamp).effects);
    let mut is_shifted = false;
    while let Some(effect) = effects.pop_front() {
        let Some(answer) = tab.carry_out(&mut device, effect) else {
            continue;
        };
        let stamp = tab.stamp();
        let update = tab.session.update(answer, stamp);
        is_shifted |= update.changed.layout;
        effects.extend(update.effects);
    }
    assert!(is_shifted, "the page hears of it");
    assert_eq!(tab.session.title(2), "A song");
    assert_eq!(tab.session.find(&id), Some(3));
}
