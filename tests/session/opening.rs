//! A board is opened: to be looked at only, from a folder, with mistakes, or not at all.

use super::device::{open_board, open_board_in};
use super::*;

#[test]
fn what_may_only_be_looked_at_stays_as_it_is() {
    for worked_before in [true, false] {
        let mut device = Device::default();
        if worked_before {
            finished_and_exported(&mut device);
        }
        let kept = (device.local.clone(), device.database.clone());
        let mut tab = Tab::closed("two");
        tab.send(&mut device, look_at("two", BOARD));
        tab.settle(&mut device);
        let state = tab.session.tile(0).unwrap().state;
        assert_eq!(state == State::Done, worked_before);
        for ix in 0..9 {
            tab.act(&mut device, Act::Choose(ix));
            tab.act(&mut device, Act::Done(ix));
            tab.send(&mut device, Message::Looked(ix));
            let panel = tab.session.panel(ix).unwrap();
            assert!(panel.actions.is_empty());
            assert!(panel.steps.iter().all(|step| !step.open));
            assert!(panel.hand_in.is_none());
        }
        tab.act(&mut device, Act::Reset);
        tab.settle(&mut device);
        assert_eq!(tab.session.tile(0).unwrap().state, state);
        assert_eq!((device.local, device.database), kept);
    }
}

#[test]
fn an_icon_is_a_name_or_a_picture() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    let bytes = BOARD
        .replace("\"title\": \"A\"", "\"title\": \"A\", \"icon\": \"star\"")
        .replace(
            "\"title\": \"B\"",
            "\"title\": \"B\", \"icon\": \"images/b.svg\"",
        );
    let message = open_board_in(Some("boards/"), "one", None, &bytes);
    tab.send(&mut device, message);
    tab.settle(&mut device);
    let shown = |ix| {
        let tile = tab.session.tile(ix).unwrap();
        (tile.icon, tile.image)
    };
    let picture = (String::from("boards/images/b.svg"), String::new());
    assert_eq!(shown(0), (Some(String::from("star")), None));
    assert_eq!(shown(1), (None, Some(picture)));
    assert_eq!(shown(2), (None, None));
}

#[test]
fn what_a_text_leads_to_lies_beside_the_board() {
    let shown = |folder: Option<&str>| {
        let mut device = Device::default();
        let mut tab = Tab::closed("one");
        let about = "\"title\": \"A\", \"about\": \"![a](images/a.svg) [b](https://b.example)\"";
        let message = open_board_in(
            folder,
            "one",
            None,
            &BOARD.replacen("\"title\": \"A\"", about, 1),
        );
        tab.send(&mut device, message);
        tab.settle(&mut device);
        tab.session.panel(0).unwrap().about
    };
    for (folder, src) in [
        (Some("boards/"), "boards/images/a.svg"),
        (Some(""), "images/a.svg"),
        (None, "none:images/a.svg"),
    ] {
        let about = format!("![a]({src}) [b](https://b.example)");
        assert_eq!(shown(folder), about);
    }
}

#[test]
fn a_board_with_mistakes_shows_them_located() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    let bytes = BOARD.replace("\"requires\": \"a\"", "\"requires\": {}");
    tab.send(&mut device, open_board("one", None, &bytes));
    let Screen::Problem(problem) = tab.session.screen() else {
        panic!("{:?}", tab.session.screen());
    };
    let mistake = &problem.mistakes[0];
    assert!(mistake.error);
    assert_eq!(mistake.line, 9);
}

#[test]
fn a_board_that_does_not_come_says_why() {
    for (status, key) in [
        (None, "problem-fetch-offline"),
        (Some(404), "problem-fetch-missing"),
        (Some(403), "problem-fetch-refused"),
        (Some(500), "problem-fetch-failed"),
    ] {
        let mut tab = Tab::closed("one");
        tab.send(
            &mut Device::default(),
            Message::NoBoard {
                url: "b.json".into(),
                status,
            },
        );
        let Screen::Problem(problem) = tab.session.screen() else {
            panic!("{:?}", tab.session.screen());
        };
        assert_eq!(problem.says.key, key);
    }
}
