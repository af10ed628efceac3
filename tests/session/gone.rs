//! What learners meet when something was deleted from their board, and when the board cannot be shown at all.

use super::device::open_board;
use super::*;

/// `f` waits for `a`, and `a` has been deleted.
fn without_a() -> String {
    let gone = r#"{ "id": "a", "title": "A", "points": 2 },"#;
    assert!(BOARD.contains(gone));
    BOARD.replace(gone, "")
}

/// Each visit is a tab of its own.
fn visit(name: &str, board: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed(name);
    let message = open_board(name, None, board);
    tab.send(device, message);
    tab.settle(device);
    tab
}

fn state(tab: &Tab, id: &str) -> State {
    tab.state(tab.session.find(id).expect("an activity"))
}

#[test]
fn a_prerequisite_that_is_gone_is_an_error_for_the_author_and_no_lock_for_the_learner() {
    let mut device = Device::default();
    let mut tab = visit("t1", BOARD, &mut device);
    assert_eq!(state(&tab, "f"), State::Locked);
    let b = tab.session.find("b").unwrap();
    tab.act(&mut device, Act::Done(b));
    tab.settle(&mut device);

    // The board has changed under the learner.
    let mut tab = visit("t2", &without_a(), &mut device);
    assert_eq!(*tab.session.screen(), Screen::Board);
    assert_eq!(state(&tab, "b"), State::Done, "the work is there");
    assert_eq!(state(&tab, "f"), State::Open);
    let bar = tab.session.notice().bar.expect("a bar");
    assert_eq!((bar.says.key, bar.trouble), ("gone-says", false));
    assert!(bar.mistakes);
    let mistakes = tab.session.mistakes();
    let [mistake] = mistakes.as_slice() else {
        panic!("{mistakes:?}");
    };
    assert!(mistake.error);
    assert_eq!(
        (mistake.code, mistake.path.as_str(), mistake.line),
        ("unknown-id", "$.activities[4].requires", 9)
    );
    // One goes on, and what is done is kept.
    let f = tab.session.find("f").unwrap();
    tab.act(&mut device, Act::Done(f));
    tab.settle(&mut device);
    assert_eq!(state(&tab, "f"), State::Done);
    tab.send(&mut device, Message::Dismissed);
    assert_eq!(tab.session.notice().bar, None);

    // Mended, it is a board like any other, and nobody is told anything.
    let mended = without_a().replace(r#", "requires": "a""#, "");
    let mut tab = visit("t3", &mended, &mut device);
    assert_eq!(
        (state(&tab, "b"), state(&tab, "f")),
        (State::Done, State::Done)
    );
    assert_eq!(tab.session.notice().bar, None);
    // What was deleted comes back with what was done on it.
    let log = tab.log(&mut device);
    assert_eq!(log.iter().filter(|(_, kind)| kind == "done").count(), 2);
}

#[test]
fn work_on_what_is_gone_stays_in_the_log() {
    let mut device = Device::default();
    let mut tab = visit("t4", BOARD, &mut device);
    let a = tab.session.find("a").unwrap();
    tab.act(&mut device, Act::Done(a));
    tab.settle(&mut device);
    let mut tab = visit("t5", &without_a(), &mut device);
    assert_eq!(tab.session.find("a"), None);
    let done = |tab: &mut Tab, device: &mut Device| {
        let log = tab.log(device);
        log.iter().filter(|(_, kind)| kind == "done").count()
    };
    assert_eq!(done(&mut tab, &mut device), 1);
    let tab = visit("t6", BOARD, &mut device);
    assert_eq!(
        (state(&tab, "a"), state(&tab, "f")),
        (State::Done, State::Open)
    );
}

/// Whether the page fetches every sentence.
fn fetches_all(session: &mut Session, message: Message) -> bool {
    let stamp = Stamp {
        clock: Clock {
            now: MORNING,
            offset: 0,
        },
        chance: 1,
    };
    let effects = session.update(message, stamp).effects;
    let mut speaks = effects.iter().filter_map(|effect| match effect {
        Effect::Speak { whole, .. } => Some(*whole),
        _ => None,
    });
    let whole = speaks.next().expect("it speaks");
    assert_eq!(speaks.next(), None);
    whole
}

#[test]
fn the_sentences_about_the_file_are_fetched_where_they_are_shown() {
    let open = |board: String| open_board("one", None, &board);
    let mut session = Session::new();
    assert!(!fetches_all(&mut session, open(BOARD.into())));
    assert!(fetches_all(&mut session, open(without_a())));
    let spanish = || Message::Language("es".into());
    assert!(
        fetches_all(&mut session, spanish()),
        "in another language too"
    );
    assert!(fetches_all(&mut session, open("{".into())));
    assert!(!fetches_all(&mut session, open(BOARD.into())));
}

#[test]
fn work_on_a_board_that_cannot_be_shown_can_be_saved() {
    let broken = BOARD.replace(r#""points": 2"#, r#""points": "two""#);
    let mut device = Device::default();
    // Nobody has done anything yet.
    let tab = visit("t7", &broken, &mut device);
    assert!(matches!(tab.session.screen(), Screen::Problem(_)));
    assert!(!tab.session.has_work_to_save());

    let mut tab = visit("t8", BOARD, &mut device);
    let b = tab.session.find("b").unwrap();
    tab.act(&mut device, Act::Done(b));
    tab.settle(&mut device);
    let (local, database) = (device.local.clone(), device.database.clone());

    let mut tab = visit("t9", &broken, &mut device);
    assert!(matches!(tab.session.screen(), Screen::Problem(_)));
    assert!(tab.session.has_work_to_save());
    // Whatever is done there, nothing is written.
    tab.act(&mut device, Act::Done(0));
    tab.send(&mut device, Message::Leaving);
    let log = tab.log(&mut device);
    assert_eq!(log.iter().filter(|(_, kind)| kind == "done").count(), 1);
    tab.settle(&mut device);
    assert_eq!((&device.local, &device.database), (&local, &database));
    // What is missing of it is said there too.
    tab.send(&mut device, Message::HandedOut { missing: None });
    assert_eq!(bar(&tab), Some("saved-export-failed"));
    tab.send(&mut device, Message::Dismissed);
    assert_eq!(bar(&tab), None);
    // Another board that does not come has no such work.
    let elsewhere = Message::NoBoard {
        url: "other.json".into(),
        status: Some(404),
    };
    tab.send(&mut device, elsewhere);
    assert!(!tab.session.has_work_to_save());
    // Work of another learner is none of theirs, and a file that says no id has none.
    let mut other = Tab::closed("two");
    let mut message = open("two", None);
    if let Message::Open { bytes, learner, .. } = &mut message {
        *bytes = broken.into();
        *learner = Some("somebody-else".into());
    }
    other.send(&mut device, message);
    other.settle(&mut device);
    assert!(!other.session.has_work_to_save());
    assert!(!visit("t10", "{", &mut device).session.has_work_to_save());
}

#[test]
fn a_board_within_that_speaks_of_what_is_gone_can_be_done_all_the_same() {
    let outer = r#"{ "choiceboard": 1, "id": "course", "title": "Course",
        "activities": [{ "id": "unit", "title": "Unit", "board": "unit.json" }] }"#;
    let mut device = Device::default();
    device.boards.insert("unit.json".into(), without_a());
    let mut tab = Tab::closed("one");
    let mut message = open("one", None);
    if let Message::Open { bytes, folder, .. } = &mut message {
        *bytes = outer.into();
        *folder = Some(String::new());
    }
    tab.send(&mut device, message);
    tab.settle(&mut device);
    tab.send(&mut device, Message::Looked(0));
    tab.settle(&mut device);
    let inner = tab.session.panel(0).unwrap().inner.unwrap();
    assert!(inner.opens && inner.title == "Water", "{inner:?}");
}
