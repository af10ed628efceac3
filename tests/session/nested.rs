//! Boards within the board: how far they are, and the fact that one is complete.

use choiceboard::session::Note;
use choiceboard::session::view::InnerView;
use choiceboard::words::Phrase;

use super::device::open_board_in;
use super::*;

const OUTER: &str = r#"{ "choiceboard": 1, "id": "course", "title": "Course", "activities": [
    { "id": "unit", "title": "Unit 1", "points": 5, "board": "units/one.json" },
    { "id": "talk", "title": "Talk" },
    { "id": "twice", "title": "Unit 1 with a page", "board": "units/one.json", "evidence": { "kinds": ["text"], "required": true } },
    { "id": "signed", "title": "Unit 1, signed", "board": "units/one.json", "approval": "teacher" } ] }"#;

const ONE: &str = r#"{ "choiceboard": 1, "id": "one", "title": "Fractions", "activities": [
    { "id": "a", "title": "A", "points": 30 }, { "id": "b", "title": "B", "points": 30 } ] }"#;

fn device() -> Device {
    Device {
        boards: BTreeMap::from([("boards/units/one.json".into(), ONE.into())]),
        ..Device::default()
    }
}

fn at(name: &str, board: &str, device: &mut Device, learner: Option<&str>) -> Tab {
    let mut tab = Tab::closed(name);
    let message = open_board_in(Some("boards/"), name, learner, board);
    tab.send(device, message);
    tab.settle(device);
    tab
}

fn act(tab: &mut Tab, device: &mut Device, act: Act) {
    tab.act(device, act);
    tab.settle(device);
}

fn look(tab: &mut Tab, device: &mut Device) {
    tab.send(device, Message::Inner(Box::new(Inner::Look)));
    tab.settle(device);
}

fn inner(tab: &Tab, ix: Ix) -> InnerView {
    let panel = tab.session.panel(ix).expect("a panel");
    *panel.inner.expect("a board within")
}

fn says(phrase: &Phrase) -> String {
    Tongue::english(Rc::new(Plain { offset: 0 })).text(phrase, &|_| String::new())
}

/// Why it cannot be said done; nothing where it can be.
fn refused(tab: &Tab, ix: Ix) -> Option<String> {
    let panel = tab.session.panel(ix).expect("a panel");
    let done = panel.actions.iter().find(|action| action.name == "done");
    let why = done.expect("an action").refused.as_ref();
    why.map(says)
}

/// Does some of the inner board's work in a page of its own.
fn work_inside(device: &mut Device, learner: Option<&str>, activities: &[Ix]) {
    let mut tab = at(&format!("inside{}", activities.len()), ONE, device, learner);
    for ix in activities {
        act(&mut tab, device, Act::Choose(*ix));
        act(&mut tab, device, Act::Done(*ix));
    }
}

#[test]
fn an_activity_counts_when_its_board_is_complete_and_not_before() {
    let mut device = device();
    let mut tab = at("one", OUTER, &mut device, None);
    assert_eq!(says(&inner(&tab, 0).says), "Looking how far its board is.");
    act(&mut tab, &mut device, Act::Start(0));
    tab.send(&mut device, Message::Looked(0));
    tab.settle(&mut device);
    let found = inner(&tab, 0);
    assert_eq!(
        (found.title.as_str(), found.address.as_str()),
        ("Fractions", "boards/units/one.json")
    );
    assert!(found.opens && !found.complete);
    // To open it is what comes next.
    assert!(found.leads());
    let panel = tab.session.panel(0).expect("a panel");
    assert!(panel.actions.iter().all(|action| !action.main));
    let why = "Finish the board “Fractions” first. What is missing: A and B are still to do.";
    assert_eq!(says(&found.says), why);
    assert_eq!(refused(&tab, 0).as_deref(), Some(why));
    // By hand, past the button, it is refused as well.
    act(&mut tab, &mut device, Act::Done(0));
    assert_eq!(tab.state(0), State::Started);
    work_inside(&mut device, None, &[0]);
    look(&mut tab, &mut device);
    assert_eq!(
        refused(&tab, 0).as_deref(),
        Some("Finish the board “Fractions” first. What is missing: B is still to do.")
    );
    work_inside(&mut device, None, &[0, 1]);
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Done);
    assert_eq!(says(&inner(&tab, 0).says), "“Fractions” is complete.");
    assert!(!inner(&tab, 0).leads());
    // What was not taken up is not done behind anybody's back.
    assert_eq!(tab.state(3), State::Open);
    // Once, and as a fact of the log that names the board.
    look(&mut tab, &mut device);
    assert_eq!(tab.acts(&mut device), ["start", "done"]);
    tab.send(&mut device, Message::Export);
    let file: serde_json::Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let events = file["events"].as_array().unwrap();
    let done = events.iter().find(|event| event["type"] == "done").unwrap();
    assert_eq!(
        (&done["activity"], &done["board"]),
        (&"unit".into(), &"one".into())
    );
    // And after a reload, without a look.
    let again = at("two", OUTER, &mut device, None);
    assert_eq!(again.state(0), State::Done);
}

#[test]
fn what_else_an_activity_asks_for_is_asked_for_as_ever() {
    let mut device = device();
    work_inside(&mut device, None, &[0, 1]);
    let mut tab = at("one", OUTER, &mut device, None);
    act(&mut tab, &mut device, Act::Start(2));
    act(&mut tab, &mut device, Act::Choose(3));
    look(&mut tab, &mut device);
    assert_eq!(tab.state(2), State::Started, "its page is not handed in");
    assert_eq!(tab.state(3), State::Waiting, "for the teacher");
    // An open one may be said done by hand now.
    tab.send(&mut device, Message::Looked(0));
    tab.settle(&mut device);
    assert_eq!(tab.state(0), State::Open);
    assert_eq!(refused(&tab, 0), None);
    act(&mut tab, &mut device, Act::Done(0));
    assert_eq!(tab.state(0), State::Done);
    tab.send(&mut device, Message::Export);
    assert!(tab.downloads.pop().unwrap().contains(r#""board":"one""#));
    assert_eq!(tab.session.panel(1).expect("a panel").inner, None);
}

#[test]
fn the_work_is_this_learners() {
    let mut device = device();
    work_inside(&mut device, Some("u-1"), &[0, 1]);
    let mut other = at("one", OUTER, &mut device, Some("u-2"));
    act(&mut other, &mut device, Act::Start(0));
    look(&mut other, &mut device);
    assert_eq!(other.state(0), State::Started);
    let mut own = at("two", OUTER, &mut device, Some("u-1"));
    act(&mut own, &mut device, Act::Start(0));
    look(&mut own, &mut device);
    assert_eq!(own.state(0), State::Done);
}

#[test]
fn a_board_that_cannot_be_had_is_said_and_nothing_is_done() {
    let here = "boards/units/one.json";
    let cases = [
        (
            None,
            "The board that belongs to this activity could not be loaded. Try again later, or tell your teacher.",
            false,
        ),
        (
            Some("{"),
            "The board that belongs to this activity has errors. Tell your teacher.",
            false,
        ),
        (
            Some(OUTER),
            "The board that belongs to this activity is this board itself. Tell your teacher.",
            false,
        ),
    ];
    for (text, sentence, opens) in cases {
        let mut device = device();
        device.boards.remove(here);
        if let Some(text) = text {
            device.boards.insert(here.into(), text.into());
        }
        let mut tab = at("one", OUTER, &mut device, None);
        act(&mut tab, &mut device, Act::Start(0));
        look(&mut tab, &mut device);
        assert_eq!(says(&inner(&tab, 0).says), sentence);
        assert_eq!(inner(&tab, 0).opens, opens);
        assert_eq!(refused(&tab, 0).as_deref(), Some(sentence));
        assert_eq!(tab.state(0), State::Started);
        // It has been put there since.
        device.boards.insert(here.into(), ONE.into());
        work_inside(&mut device, None, &[0, 1]);
        look(&mut tab, &mut device);
        assert_eq!(tab.state(0), State::Done, "{sentence}");
    }
}

#[test]
fn one_shelf_that_answers_is_enough_and_none_is_said() {
    let mut device = device();
    work_inside(&mut device, None, &[0, 1]);
    let mut tab = at("one", OUTER, &mut device, None);
    act(&mut tab, &mut device, Act::Start(0));
    device.fails(Fault::Broken);
    look(&mut tab, &mut device);
    assert_eq!(
        says(&inner(&tab, 0).says),
        "What is done on the board “Fractions” cannot be kept or read here. Open this page in a window of its own, or allow it to store data."
    );
    assert!(!inner(&tab, 0).opens, "what is done there would be lost");
    device.database_fault = None;
    look(&mut tab, &mut device);
    assert!(inner(&tab, 0).complete);
}

#[test]
fn a_file_of_the_device_has_no_board_beside_it_and_answers_nobody_asked_for_are_nothing() {
    let mut device = device();
    let mut tab = opened(OUTER, &mut device);
    look(&mut tab, &mut device);
    let sentence = "A board belongs to this activity, but this one was opened as a file from the device, and nothing lies beside it.";
    assert_eq!(says(&inner(&tab, 0).says), sentence);
    assert!(!inner(&tab, 0).opens);
    for ix in [0, 1, 99] {
        let board = Inner::Board {
            ix,
            address: "one.json".into(),
            result: Ok(ONE.into()),
        };
        let work = Inner::Work {
            ix,
            result: Ok(vec![("x".into(), "y".into())]),
        };
        for news in [board, work] {
            tab.send(&mut device, Message::Inner(Box::new(news)));
            tab.settle(&mut device);
        }
    }
    assert_eq!(says(&inner(&tab, 0).says), sentence);
}

/// Somebody who may only look.
fn reader(device: &mut Device) -> Tab {
    let mut reader = Tab::closed("two");
    let mut message = look_at("two", OUTER);
    if let Message::Open { folder, .. } = &mut message {
        *folder = Some("boards/".into());
    }
    reader.send(device, message);
    reader.settle(device);
    reader
}

#[test]
fn to_look_at_only_writes_nothing() {
    let mut device = device();
    work_inside(&mut device, None, &[0, 1]);
    let mut tab = at("one", OUTER, &mut device, None);
    act(&mut tab, &mut device, Act::Start(0));
    let mut reader = reader(&mut device);
    look(&mut reader, &mut device);
    assert!(inner(&reader, 0).complete);
    assert_eq!(reader.state(0), State::Started);
}

/// Whoever only looks can go on to the board within as well.
#[test]
fn to_look_at_only_it_says_how_far_its_board_is_when_the_panel_opens() {
    let mut device = device();
    let mut reader = reader(&mut device);
    reader.send(&mut device, Message::Looked(0));
    reader.settle(&mut device);
    assert!(inner(&reader, 0).opens);
    // What is heard of another address is of another board.
    let other = Inner::Board {
        ix: 0,
        address: "another.json".into(),
        result: Ok(b"no board".to_vec()),
    };
    reader.send(&mut device, Message::Inner(Box::new(other)));
    assert!(inner(&reader, 0).opens);
}

#[test]
fn what_is_locked_is_not_begun_by_its_board() {
    let board = OUTER.replace(
        r#""title": "Unit 1", "points": 5"#,
        r#""title": "Unit 1", "requires": "talk""#,
    );
    let mut device = device();
    let mut tab = at("one", &board, &mut device, None);
    tab.send(&mut device, Message::Looked(0));
    tab.settle(&mut device);
    assert_eq!(tab.state(0), State::Locked);
    assert!(!inner(&tab, 0).opens);
    act(&mut tab, &mut device, Act::Choose(1));
    act(&mut tab, &mut device, Act::Done(1));
    assert_eq!(tab.state(0), State::Open);
    assert!(inner(&tab, 0).opens);
}

/// Does this on the inner board, so many seconds into the morning.
fn inside_at(seconds: i64, device: &mut Device, acts: &[Act]) {
    let mut tab = Tab::closed(&format!("at{seconds}"));
    tab.seconds = seconds;
    let message = open_board_in(Some("boards/units/"), &tab.name, None, ONE);
    tab.send(device, message);
    tab.settle(device);
    for one in acts {
        act(&mut tab, device, one.clone());
    }
}

#[test]
fn what_is_done_several_times_counts_again_only_when_its_board_was_completed_anew() {
    let outer = OUTER.replace(r#""points": 5,"#, r#""points": 5, "repeat": 3,"#);
    let mut device = device();
    let mut tab = at("one", &outer, &mut device, None);
    let points = |tab: &Tab| tab.session.head().points.number();
    act(&mut tab, &mut device, Act::Start(0));
    let all = [Act::Done(0), Act::Done(1)];
    inside_at(10, &mut device, &all);
    tab.seconds = 60;
    look(&mut tab, &mut device);
    assert_eq!((tab.state(0), points(&tab)), (State::Done, 5.0));

    // Begun again, it is as complete as it was.
    tab.seconds = 120;
    act(&mut tab, &mut device, Act::Start(0));
    look(&mut tab, &mut device);
    let again =
        "“Fractions” is still complete from the last time. Start it over to do this once more.";
    assert_eq!((tab.state(0), points(&tab)), (State::Started, 5.0));
    let found = inner(&tab, 0);
    assert_eq!(says(&found.says), again);
    assert!(found.opens && !found.complete);
    // To open it is what comes next.
    assert!(found.leads());
    let panel = tab.session.panel(0).expect("a panel");
    assert!(panel.actions.iter().all(|action| !action.main));
    assert_eq!(refused(&tab, 0).as_deref(), Some(again));
    act(&mut tab, &mut device, Act::Done(0));
    assert_eq!((tab.state(0), points(&tab)), (State::Started, 5.0));

    // Started over and not finished yet; and then it is.
    inside_at(200, &mut device, &[Act::Reset]);
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Started);
    inside_at(300, &mut device, &all);
    tab.seconds = 400;
    look(&mut tab, &mut device);
    assert_eq!((tab.state(0), points(&tab)), (State::Done, 10.0));
    // Taken back by a slip, it counts again by the same.
    act(&mut tab, &mut device, Act::Undo(0));
    assert_eq!((tab.state(0), points(&tab)), (State::Started, 5.0));
    assert_eq!(refused(&tab, 0), None);
    look(&mut tab, &mut device);
    assert_eq!((tab.state(0), points(&tab)), (State::Done, 10.0));
    // The third time asks for it once more, whether anybody has looked since or not.
    tab.seconds = 600;
    act(&mut tab, &mut device, Act::Done(0));
    assert_eq!(points(&tab), 10.0);
    act(&mut tab, &mut device, Act::Start(0));
    act(&mut tab, &mut device, Act::Done(0));
    look(&mut tab, &mut device);
    assert_eq!((tab.state(0), points(&tab)), (State::Started, 10.0));
}

/// The unit may count three times; it is begun, its board is completed at the one second, and looked at at the other.
fn counted_once(inside: i64, outside: i64) -> (Device, Tab) {
    let outer = OUTER.replace(r#""points": 5,"#, r#""points": 5, "repeat": 3,"#);
    let mut device = device();
    let mut tab = at("one", &outer, &mut device, None);
    act(&mut tab, &mut device, Act::Start(0));
    inside_at(inside, &mut device, &[Act::Done(0), Act::Done(1)]);
    tab.seconds = outside;
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Done);
    act(&mut tab, &mut device, Act::Start(0));
    (device, tab)
}

#[test]
fn a_clock_that_was_wrong_on_one_of_the_two_boards_neither_gives_another_time_nor_takes_it() {
    // The board within was worked on by a clock that was ahead: it is as complete as it was.
    let (mut device, mut tab) = counted_once(5_000, 60);
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Started);
    assert!(!inner(&tab, 0).complete);
    inside_at(
        6_000,
        &mut device,
        &[Act::Reset, Act::Done(0), Act::Done(1)],
    );
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Done);

    // It counted by a clock that was ahead: what was done anew since is.
    let (mut device, mut tab) = counted_once(10, 5_000);
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Started);
    inside_at(200, &mut device, &[Act::Reset, Act::Done(0), Act::Done(1)]);
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Done);
}

#[test]
fn what_an_older_program_counted_says_by_its_time_what_was_done_since() {
    let (mut device, mut tab) = counted_once(10, 60);
    tab.send(&mut device, Message::Export);
    let file = tab.downloads.pop().unwrap();
    let mut file: serde_json::Value = serde_json::from_str(&file).unwrap();
    for event in file["events"].as_array_mut().unwrap() {
        event.as_object_mut().unwrap().remove("event");
    }
    // Taken in on another device, to which the board within has come as well.
    let keeps = |key: &String, _: &mut String| key.contains("/one");
    device.local.retain(keeps);
    device.database.retain(keeps);
    let outer = OUTER.replace(r#""points": 5,"#, r#""points": 5, "repeat": 3,"#);
    let mut tab = at("two", &outer, &mut device, None);
    let text = file.to_string();
    tab.send(&mut device, Message::Import { text });
    tab.settle(&mut device);
    assert_eq!(tab.state(0), State::Started);
    tab.seconds = 300;
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Started);
    assert!(inner(&tab, 0).opens && !inner(&tab, 0).complete);
    inside_at(400, &mut device, &[Act::Reset, Act::Done(0), Act::Done(1)]);
    tab.seconds = 500;
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Done);
}

#[test]
fn proposals_within_are_gone_through_once_and_begin_nothing_anew() {
    let (mut device, mut tab) = counted_once(10, 60);
    let note = |note| Act::Note(Rc::new(note));
    let typed = |name, text: &str| {
        let (form, text) = (String::from("propose"), String::from(text));
        note(Note::Type { form, name, text })
    };
    let mut acts = Vec::new();
    for n in 0..40 {
        acts.push(typed("title", &format!("Idea {n}")));
        acts.push(note(Note::Propose));
    }
    inside_at(200, &mut device, &acts);
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Started);
    inside_at(400, &mut device, &[Act::Undo(0), Act::Done(0)]);
    look(&mut tab, &mut device);
    assert_eq!(tab.state(0), State::Done);
}

#[test]
fn what_is_missing_of_a_board_within_is_what_its_rule_asks_for() {
    let said = |complete: &str| {
        let mut device = device();
        let inner_board = ONE.replacen("\"title\"", &format!("{complete}, \"title\""), 1);
        device
            .boards
            .insert("boards/units/one.json".into(), inner_board);
        let mut tab = at("one", OUTER, &mut device, None);
        tab.send(&mut device, Message::Looked(0));
        tab.settle(&mut device);
        says(&inner(&tab, 0).says)
    };
    for (complete, missing) in [
        (
            r#""complete": { "points": { "min": 40 } }"#,
            "Finish the board “Fractions” first. What is missing: 40 more points.",
        ),
        (
            r#""points_goal": 50, "complete": { "at_least": 2 }"#,
            "Finish the board “Fractions” first. What is missing: 2 more: A and B.",
        ),
        (
            r#""complete": { "at_least": 1 }"#,
            "Finish the board “Fractions” first. What is missing: 1 more: A or B.",
        ),
        (
            r#""complete": { "any": ["a", { "all": ["a", "b"] }] }"#,
            "Finish the board “Fractions” first. What is missing: A is still to do.",
        ),
    ] {
        assert_eq!(said(complete), missing);
    }
}

#[test]
fn a_page_that_is_to_keep_nothing_says_so_once() {
    let mut device = Device::failing(Fault::Unwanted);
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    let saved = tab.session.saved();
    assert_eq!(saved.name(), "memory");
    assert_eq!(saved.why().map(|why| why.key), Some("saved-unwanted"));
    assert_eq!(tab.session.notice().bar, None, "the head says it");
    // A browser that refuses is another matter.
    device.fails(Fault::Denied);
    let mut tab = Tab::open("two", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert_eq!(bar(&tab), Some("saved-memory"));
}

/// Comes back from the board within.
fn back(tab: &mut Tab, device: &mut Device) -> Option<String> {
    let address = String::from("boards/units/one.json");
    tab.send(device, Message::Inner(Box::new(Inner::Back { address })));
    tab.settle(device);
    let bar = tab.session.notice().bar;
    tab.send(device, Message::Dismissed);
    bar.map(|bar| says(&bar.says))
}

#[test]
fn whoever_comes_back_is_told_what_came_of_it() {
    let mut device = device();
    let mut tab = at("one", OUTER, &mut device, None);
    act(&mut tab, &mut device, Act::Start(0));
    work_inside(&mut device, None, &[0]);
    assert_eq!(
        back(&mut tab, &mut device).as_deref(),
        Some("Back from “Fractions”. What is missing there: B is still to do.")
    );
    work_inside(&mut device, None, &[0, 1]);
    assert_eq!(
        back(&mut tab, &mut device).as_deref(),
        Some("Back from “Fractions”: it is complete, and so “Unit 1” is done.")
    );
    // Only looked at, nobody is told.
    look(&mut tab, &mut device);
    assert_eq!(tab.session.notice().bar, None);
}

#[test]
fn whoever_comes_back_from_a_board_that_is_gone_is_told_nothing_wrong() {
    let mut device = Device::default();
    let mut tab = at("one", OUTER, &mut device, None);
    act(&mut tab, &mut device, Act::Start(0));
    assert_eq!(back(&mut tab, &mut device), None);
    let address = String::from("boards/elsewhere.json");
    tab.send(
        &mut device,
        Message::Inner(Box::new(Inner::Back { address })),
    );
    tab.settle(&mut device);
    assert_eq!(tab.session.notice().bar, None);
}
