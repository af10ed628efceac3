//! The work as a file: to another device, of another learner, and none at all.

use super::*;

#[test]
fn a_reset_never_comes_back() {
    let mut device = Device::default();
    let (mut tab, file) = finished_and_exported(&mut device);
    tab.act(&mut device, Act::Reset);
    assert_eq!(tab.state(0), State::Open);
    tab.send(&mut device, Message::Import { text: file });
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Open, Some("saved-import-before-reset"))
    );
    assert_eq!(Tab::open("two", &mut device).state(0), State::Open);
}

#[test]
fn a_file_says_what_of_it_is_not_on_this_device() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    let picked = choiceboard::session::Picked {
        file: 0,
        kind: "image",
        name: String::from("drawing.png"),
        media: String::from("image/png"),
        size: 3,
    };
    tab.act(&mut device, Act::Start(3));
    tab.act(&mut device, Act::Attach(3, picked));
    // The device of these tests keeps no bytes.
    tab.send(&mut device, Message::Export);
    assert_eq!(bar(&tab), Some("saved-export-without"));
    tab.send(&mut device, Message::HandedOut { missing: None });
    assert_eq!(bar(&tab), Some("saved-export-failed"));
    tab.send(&mut device, Message::Dismissed);
    tab.send(&mut device, Message::HandedOut { missing: Some(0) });
    assert_eq!(bar(&tab), None);
}

#[test]
fn a_file_of_another_learner_is_taken_in_on_their_word_alone() {
    let mut device = Device::default();
    let (_, file) = finished_and_exported(&mut device);
    let another = file.replace("\"learner\":\"", "\"learner\":\"another-");
    assert_ne!(another, file);
    let mut elsewhere = Device::default();
    let mut tab = Tab::open("two", &mut elsewhere);
    tab.send(
        &mut elsewhere,
        Message::Import {
            text: another.clone(),
        },
    );
    tab.settle(&mut elsewhere);
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Open, Some("saved-import-other-learner"))
    );
    tab.send(&mut elsewhere, Message::Adopt);
    tab.settle(&mut elsewhere);
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Done, Some("saved-imported"))
    );
}

#[test]
fn a_file_carries_the_work_to_another_device() {
    let mut device = Device::default();
    let (_, file) = finished_and_exported(&mut device);
    let mut elsewhere = Device::default();
    let mut tab = Tab::open("two", &mut elsewhere);
    tab.send(&mut elsewhere, Message::Import { text: file });
    tab.settle(&mut elsewhere);
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Done, Some("saved-imported"))
    );
    assert_eq!(Tab::open("three", &mut elsewhere).state(0), State::Done);
}

#[test]
fn a_broken_file_is_refused_and_changes_nothing() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(0));
    let before = tab.log(&mut device);
    for (text, key) in [
        ("", "saved-import-empty"),
        (
            "{\"choiceboard_log\":1,\"board\":\"other\",\"events\":[]}",
            "saved-import-other-board",
        ),
        (BOARD, "saved-import-a-board"),
        ("PK\u{3}\u{4}", "saved-import-no-log"),
    ] {
        tab.send(&mut device, Message::Import { text: text.into() });
        assert_eq!(bar(&tab), Some(key));
        tab.send(&mut device, Message::Dismissed);
    }
    assert_eq!(tab.log(&mut device), before);
}
