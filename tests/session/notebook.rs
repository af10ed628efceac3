//! What is typed in a form of the journal is kept until it is sent, in every tab and on whichever shelf takes it.

use choiceboard::session::{Fault, Message, Note, OTHER, Shelf};
use serde_json::Value;

use super::device::open_board;
use super::journal::{BOARD, announced, events, note, rest, typed};
use super::{Device, Tab, opened};

/// What is on the device of what is being typed.
fn drafts(device: &Device) -> Option<&String> {
    let mut local = device.local.iter();
    let found = local.find(|(key, _)| key.ends_with("/notes"));
    found.map(|(_, text)| text)
}

pub(super) fn opened_as(name: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed(name);
    let message = open_board(name, None, BOARD);
    tab.send(device, message);
    tab.settle(device);
    tab
}

#[test]
fn what_is_written_on_while_an_event_is_under_way_stays() {
    let mut device = Device {
        local_fault: Some(Fault::Denied),
        ..Device::default()
    };
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "reflect", "text", "One.");
    note(&mut tab, &mut device, Note::Reflect);
    typed(&mut tab, &mut device, "reflect", "text", "One. Two.");
    tab.settle(&mut device);
    let written = events(&mut tab, &mut device, &["reflect"]);
    assert_eq!(written[0]["text"], "One.");
    assert_eq!(tab.session.noted("reflect", "text"), "One. Two.");
}

#[test]
fn what_is_typed_survives_and_stays_on_the_device() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "reflect", "text", "It w");
    typed(&mut tab, &mut device, "reflect", "text", "It was");
    let saving = tab.session.note_status("reflect").0.unwrap();
    assert_eq!(saving.key, "saved-draft-saving");
    assert_eq!(drafts(&device), None, "typing goes on");
    rest(&mut tab, &mut device);
    let kept: Value = serde_json::from_str(drafts(&device).unwrap()).unwrap();
    assert_eq!(kept["reflect"]["text"], "It was");
    assert_eq!(
        tab.session.note_status("reflect").0.unwrap().key,
        "saved-draft"
    );
    typed(&mut tab, &mut device, "goal", "text", "Four panels");
    // The page is left before that comes to rest.
    tab.send(&mut device, Message::Leaving);

    // More than once, and when somebody has cleared the local shelf meanwhile.
    for name in ["two", "three", "four"] {
        let again = opened_as(name, &mut device);
        assert_eq!(again.session.noted("reflect", "text"), "It was");
        assert_eq!(again.session.noted("goal", "text"), "Four panels");
        assert_eq!(
            again.session.note_status("goal").0.unwrap().key,
            "saved-draft"
        );
        if name == "three" {
            device.local.clear();
        }
    }
    let mut again = opened_as("five", &mut device);
    assert_eq!(
        events(&mut again, &mut device, &["reflect", "goal", "draft"]),
        [Value::Null; 0]
    );
    note(&mut again, &mut device, Note::Reflect);
    rest(&mut again, &mut device);
    let kept: Value = serde_json::from_str(drafts(&device).unwrap()).unwrap();
    assert_eq!(kept["goal"]["text"], "Four panels");
    assert_eq!(kept.get("reflect"), None);
    note(&mut again, &mut device, Note::Goal);
    assert_eq!(drafts(&device), None);
    assert_eq!(
        opened_as("six", &mut device).session.noted("goal", "text"),
        ""
    );
}

#[test]
fn a_draft_that_cannot_be_stored_says_so_and_stays() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    device.room = Some(0);
    let says = |tab: &Tab| tab.session.note_status("goal").0.unwrap().key;
    typed(&mut tab, &mut device, "goal", "text", "Four");
    rest(&mut tab, &mut device);
    assert_eq!(says(&tab), "saved-draft-saving");
    tab.settle(&mut device);
    assert_eq!(says(&tab), "saved-draft", "the database has it");
    assert_eq!(
        opened_as("two", &mut device).session.noted("goal", "text"),
        "Four"
    );
    device.database_fault = Some(Fault::Broken);
    typed(&mut tab, &mut device, "goal", "text", "Four panels");
    rest(&mut tab, &mut device);
    tab.settle(&mut device);
    assert_eq!(says(&tab), "saved-draft-failed");
    assert_eq!(tab.session.noted("goal", "text"), "Four panels");
    device.database_fault = None;
    // The goal itself finds room in the database.
    note(&mut tab, &mut device, Note::Goal);
    tab.settle(&mut device);
    assert_eq!(tab.session.journal().set[0].text, "Four panels");
    // Where nothing can be stored, nothing is said to be kept.
    device.database_fault = Some(Fault::Broken);
    tab.send(&mut device, Message::Heard);
    typed(&mut tab, &mut device, "goal", "text", "Six panels");
    note(&mut tab, &mut device, Note::Goal);
    tab.settle(&mut device);
    assert_eq!(announced(&mut tab), [""; 0]);
    assert!(tab.session.notice().bar.unwrap().trouble);
}

#[test]
fn what_a_local_shelf_lost_under_an_open_page_goes_back() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "goal", "text", "Four panels");
    rest(&mut tab, &mut device);
    device.local.clear();
    tab.send(&mut device, Message::Wiped(Shelf::Local));
    tab.settle(&mut device);
    assert!(drafts(&device).unwrap().contains("Four panels"));
}

#[test]
fn a_draft_is_there_before_the_database_has_answered_and_is_not_written_over() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "reflect", "text", "Wet");
    rest(&mut tab, &mut device);
    tab.settle(&mut device);

    let mut late = Tab::closed("two");
    let message = open_board("two", None, BOARD);
    // The page stands by what the local shelf holds; the database has not answered.
    late.send(&mut device, message);
    assert_eq!(late.session.noted("reflect", "text"), "Wet");
    typed(&mut late, &mut device, "goal", "text", "Dry");
    assert_eq!(late.session.noted("reflect", "text"), "Wet");
    rest(&mut late, &mut device);
    late.settle(&mut device);
    let kept = drafts(&device).expect("drafts on the device");
    assert!(kept.contains("Wet") && kept.contains("Dry"), "{kept}");
    assert_eq!(late.session.noted("goal", "text"), "Dry");
}

/// Everything one tab tells the others.
fn overheard(one: &mut Tab, other: &mut Tab, device: &mut Device) {
    for (key, text) in std::mem::take(&mut one.told) {
        other.send(device, Message::Told { key, text });
    }
}

#[test]
fn two_tabs_overwrite_nothing_that_is_being_typed() {
    let mut device = Device::default();
    let mut one = opened(BOARD, &mut device);
    let mut two = opened_as("two", &mut device);
    typed(&mut one, &mut device, "reflect", "text", "of one");
    typed(&mut two, &mut device, "goal", "text", "of two");
    rest(&mut one, &mut device);
    overheard(&mut one, &mut two, &mut device);
    rest(&mut two, &mut device);
    overheard(&mut two, &mut one, &mut device);
    for tab in [&one, &two, &opened_as("three", &mut device)] {
        assert_eq!(tab.session.noted("reflect", "text"), "of one");
        assert_eq!(tab.session.noted("goal", "text"), "of two");
    }
    // What one of them keeps is gone from both.
    note(&mut one, &mut device, Note::Goal);
    note(&mut one, &mut device, Note::Reflect);
    overheard(&mut one, &mut two, &mut device);
    assert_eq!(two.session.noted("goal", "text"), "");
    assert_eq!(two.session.journal().set.len(), 1);
    assert_eq!(drafts(&device), None);
}

#[test]
fn what_two_tabs_write_in_one_form_is_kept_in_both() {
    let mut device = Device::default();
    let mut one = opened(BOARD, &mut device);
    let mut two = opened_as("two", &mut device);
    let now = |tab: &Tab| {
        let noted = |name: &str| tab.session.noted("reflect", name);
        (noted("text"), noted(OTHER))
    };
    let both = |mine: &str, other: &str| (String::from(mine), String::from(other));
    typed(&mut one, &mut device, "reflect", "text", "of one");
    typed(&mut two, &mut device, "reflect", "text", "of two");
    rest(&mut one, &mut device);
    rest(&mut two, &mut device);
    // Both have stored before either hears of the other.
    overheard(&mut one, &mut two, &mut device);
    overheard(&mut two, &mut one, &mut device);
    assert_eq!(now(&one), both("of one", "of two"));
    assert_eq!(now(&two), both("of two", "of one"));
    overheard(&mut one, &mut two, &mut device);
    overheard(&mut two, &mut one, &mut device);
    assert!(one.told.is_empty() && two.told.is_empty(), "it ends");
    let kept = drafts(&device).unwrap();
    assert!(kept.contains("of one") && kept.contains("of two"));
    let three = opened_as("three", &mut device);
    let (text, other) = now(&three);
    assert_eq!([text.len(), other.len()], [6, 6]);

    // What one of them goes on with reaches the other's side, and its own text stays.
    typed(&mut two, &mut device, "reflect", "text", "of two, longer");
    rest(&mut two, &mut device);
    overheard(&mut two, &mut one, &mut device);
    assert_eq!(now(&one), both("of one", "of two, longer"));
    // Once it is kept, the other text comes to stand in the field.
    note(&mut one, &mut device, Note::Reflect);
    assert_eq!(now(&one), both("of two, longer", ""));
    overheard(&mut one, &mut two, &mut device);
    assert_eq!(now(&two), both("of two, longer", ""));
    // Put together by hand, nothing is left beside it.
    note(&mut two, &mut device, Note::Reflect);
    overheard(&mut two, &mut one, &mut device);
    assert_eq!(now(&one), both("", ""));
    assert_eq!(drafts(&device), None);
    assert_eq!(one.session.journal().entries.len(), 2);
}

#[test]
fn what_follows_in_another_tab_takes_the_place_of_what_it_was_made_from() {
    let mut device = Device::default();
    let mut one = opened(BOARD, &mut device);
    let mut two = opened_as("two", &mut device);
    let said = |tab: &Tab| tab.session.noted("goal", "text");
    for (n, text) in ["A", "A b", "b", "", "C"].into_iter().enumerate() {
        let (from, to) = match n % 2 {
            0 => (&mut one, &mut two),
            _ => (&mut two, &mut one),
        };
        from.seconds += 60;
        to.seconds += 60;
        typed(from, &mut device, "goal", "text", text);
        rest(from, &mut device);
        overheard(from, to, &mut device);
        overheard(to, from, &mut device);
        assert_eq!((said(&one), said(&two)), (text.into(), text.into()));
        assert_eq!(two.session.noted("goal", OTHER), "");
    }
    // Different forms stored at the same moment: the device ends up with both.
    typed(&mut one, &mut device, "goal", "text", "D");
    typed(&mut two, &mut device, "reflect", "text", "E");
    rest(&mut one, &mut device);
    rest(&mut two, &mut device);
    overheard(&mut one, &mut two, &mut device);
    overheard(&mut two, &mut one, &mut device);
    let three = opened_as("three", &mut device);
    assert_eq!(said(&three), "D");
    assert_eq!(three.session.noted("reflect", "text"), "E");
}

#[test]
fn a_told_notebook_of_any_shape_loses_nothing() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    typed(&mut tab, &mut device, "goal", "text", "Mine");
    rest(&mut tab, &mut device);
    let key = tab.told.last().unwrap().0.clone();
    for text in [
        "",
        "7",
        "{",
        r#"{ "goal": 3 }"#,
        r#"{ "goal": { "text": 3, " at": "x", " was": [] } }"#,
        r#"{ "goal": { " at": "9223372036854775807", " was": "-1" } }"#,
    ] {
        let text = String::from(text);
        let key = key.clone();
        tab.send(&mut device, Message::Told { key, text });
        assert_eq!(tab.session.noted("goal", "text"), "Mine");
    }
    typed(&mut tab, &mut device, "goal", "text", "Mine still");
    assert_eq!(tab.session.noted("goal", "text"), "Mine still");
}
