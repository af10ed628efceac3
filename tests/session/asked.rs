//! What the page around asks for, a learner who leaves, and a line that did not come.

use choiceboard::exchange::Failure;
use std::rc::Rc;

use choiceboard::session::{News, Note, Picked, Wish};
use choiceboard::words::{Arg, Phrase};

use super::link::{connect, online, school};
use super::school::School;
use super::*;

/// A page around that listens, and nowhere to send.
fn watched(tab: &mut Tab, device: &mut Device) {
    tab.news(
        device,
        News::Connect {
            endpoint: String::new(),
            name: None,
            watched: true,
            anew: false,
        },
    );
    tab.settle(device);
    tab.wishes.clear();
}

/// Answers to the page around, since it was last asked.
fn done(tab: &mut Tab) -> Vec<(u32, Option<&'static str>)> {
    let wishes = std::mem::take(&mut tab.wishes).into_iter();
    let done = wishes.filter_map(|wish| match wish {
        Wish::Done { ticket, why } => Some((ticket, why.map(|why: Phrase| why.key))),
        _ => None,
    });
    done.collect()
}

fn import(tab: &mut Tab, device: &mut Device, text: &str, ticket: u32) {
    let text = String::from(text);
    tab.news(device, News::Import { text, ticket });
}

/// A file of somebody's work on another device.
fn file(learner: Option<&str>) -> String {
    let mut device = Device::default();
    let mut tab = Tab::closed("elsewhere");
    tab.send(&mut device, open("elsewhere", learner));
    tab.settle(&mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.send(&mut device, Message::Export);
    tab.downloads.pop().expect("a file")
}

#[test]
fn a_file_is_taken_in_when_it_is_stored() {
    let (mut device, text) = (Device::default(), file(None));
    let mut tab = Tab::open("one", &mut device);
    watched(&mut tab, &mut device);
    // Only the database may be written to, and that takes its time.
    device.local_fault = Some(Fault::Denied);
    import(&mut tab, &mut device, &text, 7);
    assert_eq!(done(&mut tab), []);
    tab.settle(&mut device);
    assert_eq!(done(&mut tab), [(7, None)]);
    device.local_fault = None;
    let again = Tab::open("two", &mut device);
    assert_eq!(again.state(0), State::Chosen);
    // What is here already is stored already.
    import(&mut tab, &mut device, &text, 8);
    assert_eq!(done(&mut tab), [(8, None)]);
}

#[test]
fn a_file_that_is_not_stored_is_refused_with_the_sentence_that_the_learner_reads() {
    for (fault, says) in [
        (Fault::Denied, "saved-memory"),
        (Fault::Full, "saved-full"),
        (Fault::Broken, "saved-broken"),
    ] {
        let mut device = Device::default();
        let mut tab = Tab::open("one", &mut device);
        watched(&mut tab, &mut device);
        device.fails(fault);
        import(&mut tab, &mut device, &file(None), 1);
        tab.settle(&mut device);
        assert_eq!(done(&mut tab), [(1, Some(says))]);
        assert_eq!(tab.session.notice().bar.unwrap().says.key, says);
        assert_eq!(tab.state(0), State::Chosen);
    }
}

#[test]
fn a_file_that_cannot_be_taken_in_says_why() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    watched(&mut tab, &mut device);
    let other = r#"{"choiceboard_log":1,"board":"fire","events":[]}"#;
    for (text, says) in [
        ("", "saved-import-empty"),
        ("7", "saved-import-no-log"),
        (other, "saved-import-other-board"),
        (&file(Some("ada")), "saved-import-other-learner"),
    ] {
        import(&mut tab, &mut device, text, 3);
        tab.settle(&mut device);
        assert_eq!(done(&mut tab), [(3, Some(says))], "{text}");
        assert_eq!(tab.session.notice().bar.unwrap().says.key, says);
        assert_eq!(tab.state(0), State::Open);
    }
    // The learner may still take in what was somebody else's.
    tab.send(&mut device, Message::Adopt);
    tab.settle(&mut device);
    assert_eq!(tab.state(0), State::Chosen);
    // And what was before a new beginning has no effect.
    let before = file(None);
    tab.seconds += 100;
    tab.act(&mut device, Act::Reset);
    import(&mut tab, &mut device, &before, 4);
    tab.settle(&mut device);
    let says = Some("saved-import-before-reset");
    assert_eq!(done(&mut tab), [(4, says)]);
}

#[test]
fn a_board_to_look_at_takes_in_nothing() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    tab.send(&mut device, look_at("one", BOARD));
    tab.settle(&mut device);
    watched(&mut tab, &mut device);
    let before = device.local.clone();
    import(&mut tab, &mut device, &file(None), 1);
    tab.settle(&mut device);
    assert_eq!(done(&mut tab), [(1, Some("ui-saved-readonly"))]);
    assert_eq!(device.local, before);
}

#[test]
fn everything_is_written_before_it_is_said_to_be() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    watched(&mut tab, &mut device);
    tab.news(&mut device, News::Flush { ticket: 1 });
    assert_eq!(done(&mut tab), [(1, None)]);
    device.local_fault = Some(Fault::Denied);
    tab.act(&mut device, Act::Choose(0));
    tab.news(&mut device, News::Flush { ticket: 2 });
    tab.news(&mut device, News::Flush { ticket: 3 });
    assert_eq!(done(&mut tab), []);
    tab.settle(&mut device);
    assert_eq!(done(&mut tab), [(2, None), (3, None)]);
    device.database_fault = Some(Fault::Full);
    tab.act(&mut device, Act::Choose(4));
    tab.news(&mut device, News::Flush { ticket: 4 });
    tab.settle(&mut device);
    assert_eq!(done(&mut tab), [(4, Some("saved-full"))]);
}

#[test]
fn what_the_lms_has_need_not_be_on_the_device() {
    let (mut device, lms) = (Device::failing(Fault::Denied), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Choose(0));
    tab.news(&mut device, News::Flush { ticket: 1 });
    tab.settle(&mut device);
    assert_eq!(done(&mut tab), [(1, Some("saved-memory"))]);
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    tab.news(&mut device, News::Flush { ticket: 2 });
    assert_eq!(done(&mut tab), [(2, None)]);
}

fn leaves(tab: &mut Tab) -> bool {
    let at = tab.wishes.iter().position(|wish| *wish == Wish::Leave);
    at.map(|at| tab.wishes.remove(at)).is_some()
}

#[test]
fn whoever_leaves_has_everything_written_and_sent_first() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    assert!(!tab.session.has_way_out());
    let leave = || News::Leave { anyway: false };
    tab.news(&mut device, leave());
    assert!(!leaves(&mut tab), "there is no way out");
    tab.news(&mut device, News::WayOut);
    assert!(tab.session.has_way_out());
    tab.act(&mut device, Act::Start(3));
    let draft = Act::Draft(3, "text", "What was typed last".into());
    tab.act(&mut device, draft);
    tab.news(&mut device, leave());
    assert!(!leaves(&mut tab));
    // Nothing rests: one request after the other.
    let mut kinds = Vec::new();
    while let Some((text, ticket, _)) = tab.request() {
        assert!(!leaves(&mut tab));
        kinds.extend(Tab::sent(&text));
        let answer = lms.answer(&text, 9);
        tab.answer(&mut device, ticket, Ok(answer));
    }
    assert!(leaves(&mut tab));
    assert!(kinds.contains(&"draft".into()), "{kinds:?}");
    // Nothing is left, and it is done at once.
    tab.news(&mut device, leave());
    assert!(leaves(&mut tab));
}

/// A tab of which the learner wants to leave right after an act.
fn leaving(device: &mut Device, lms: &School) -> Tab {
    let mut tab = online("one", device, lms);
    tab.news(device, News::WayOut);
    tab.act(device, Act::Choose(0));
    tab.news(device, News::Leave { anyway: false });
    tab
}

#[test]
fn whoever_cannot_leave_yet_reads_why_and_may_leave_anyway() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = leaving(&mut device, &lms);
    let (_, ticket, _) = tab.request().expect("a request");
    tab.answer(&mut device, ticket, Err(Failure::Status(500, None)));
    assert!(!leaves(&mut tab));
    let bar = tab.session.notice().bar.expect("a sentence");
    assert_eq!((bar.says.key, bar.trouble), ("leave-not-yet", true));
    assert!(format!("{:?}", bar.says).contains("unsent-status"));
    // It is tried again by itself, and nobody is thrown out by that.
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    assert!(!leaves(&mut tab));
    tab.act(&mut device, Act::Choose(4));
    tab.news(&mut device, News::Leave { anyway: true });
    assert!(leaves(&mut tab));
}

#[test]
fn an_lms_that_does_not_answer_is_waited_for_only_so_long() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = leaving(&mut device, &lms);
    assert!(tab.request().is_some());
    assert!(tab.session.notice().bar.is_some_and(|bar| !bar.trouble));
    tab.seconds += 20;
    tab.rest(&mut device);
    assert!(!leaves(&mut tab));
    let bar = tab.session.notice().bar.expect("a sentence");
    assert!(format!("{:?}", bar.says).contains("unsent-no-answer"));
}

/// How often the line did not come, each time it is asked for.
fn lines(tab: &mut Tab) -> Vec<u32> {
    let wishes = std::mem::take(&mut tab.wishes).into_iter();
    let lines = wishes.filter_map(|wish| match wish {
        Wish::Line { tries } => Some(tries),
        _ => None,
    });
    lines.collect()
}

#[test]
fn a_line_that_did_not_come_is_asked_for_again_and_said_to_be_missing() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    let cut = || News::Cut { says: true };
    tab.news(&mut device, cut());
    let says = Phrase::new("unsent-no-line");
    let unsent = Saved::Unsent { says, retry: true };
    assert_eq!(tab.session.saved(), unsent);
    assert_eq!(lines(&mut tab), [0u32; 0]);
    tab.rest(&mut device);
    assert_eq!(lines(&mut tab), [1]);
    // While it is asked for nothing else is: not by time, not by acts.
    tab.act(&mut device, Act::Choose(4));
    tab.send(&mut device, Message::Tick);
    tab.rest(&mut device);
    assert_eq!(lines(&mut tab), [0u32; 0]);
    tab.news(&mut device, cut());
    assert_eq!(lines(&mut tab), [0u32; 0]);
    // By the learner, or because the network is back, at once.
    tab.send(&mut device, Message::Retry);
    assert_eq!(lines(&mut tab), [2]);
    tab.news(&mut device, cut());
    tab.news(&mut device, News::Online);
    assert_eq!(lines(&mut tab), [3]);
    assert_eq!(tab.session.saved(), unsent);
    // There it is: everything is sent.
    connect(&mut tab, &mut device);
    tab.news(&mut device, News::Leads);
    let (text, ticket, _) = tab.asks(&mut device);
    assert_eq!(Tab::sent(&text), ["offered", "choose", "choose"]);
    let answer = lms.answer(&text, 9);
    tab.answer(&mut device, ticket, Ok(answer));
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    // A failure that is told late takes no line away.
    tab.news(&mut device, cut());
    assert_eq!(tab.session.saved(), Saved::Confirmed);
}

#[test]
fn a_line_is_asked_for_ever_more_rarely() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    let mut waits = Vec::new();
    for _ in 0..9 {
        let stamp = tab.stamp();
        let cut = Message::Link(Box::new(News::Cut { says: true }));
        let update = tab.session.update(cut, stamp);
        // The first of them is drawn at once: nothing else may happen for long.
        assert!(update.changed.saved || !waits.is_empty());
        for effect in update.effects {
            if let Effect::Wait { ms, ticket } = effect {
                waits.push(ms);
                tab.send(&mut device, Message::Waited(ticket));
            }
        }
    }
    assert_eq!(
        waits,
        [
            2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 120_000, 120_000, 120_000
        ]
    );
}

#[test]
fn where_nothing_would_be_sent_nothing_is_said_of_it() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.news(&mut device, News::Cut { says: false });
    assert_eq!(tab.session.saved(), Saved::Device);
    tab.rest(&mut device);
    assert_eq!(lines(&mut tab), [1]);
    watched(&mut tab, &mut device);
    assert_eq!(tab.session.saved(), Saved::Device);
}

#[test]
fn that_the_device_stores_nothing_is_said_before_that_the_line_is_missing() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.news(&mut device, News::Cut { says: true });
    device.fails(Fault::Denied);
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert!(matches!(tab.session.saved(), Saved::Memory(Some(_))));
}

#[test]
fn a_board_to_look_at_says_so_whatever_the_device_and_the_lms_do() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    let mut look = Tab::closed("two");
    look.send(&mut device, look_at("two", BOARD));
    look.settle(&mut device);
    let looking = |name, says| Saved::Looking { name, says };
    assert_eq!(look.session.saved(), looking("device", None));
    assert_eq!(look.session.saved().why(), None);
    connect(&mut look, &mut device);
    look.news(&mut device, News::Leads);
    // What another visit has left is sent all the same.
    look.fail(&mut device, Failure::NoAnswer);
    let why = Phrase::new("unsent-no-answer");
    let says = Phrase::new("saved-readonly-also").with("why", Arg::Phrase(why));
    assert_eq!(look.session.saved(), looking("device", Some(says)));
    look.exchange(&mut device, &lms);
    assert_eq!(look.session.saved(), looking("confirmed", None));
    // Nothing is to be kept, and so nothing is offered to be.
    device.fails(Fault::Denied);
    let mut look = Tab::closed("three");
    look.send(&mut device, look_at("three", BOARD));
    look.settle(&mut device);
    look.act(&mut device, Act::Choose(4));
    assert_eq!(look.session.saved(), looking("device", None));
    assert_eq!(look.session.notice().bar, None);
}

/// A file of an activity, picked and still on its way to the device.
fn pick(tab: &mut Tab, ix: Ix) {
    let picked = Picked {
        file: 1,
        kind: "file",
        name: "rain.txt".into(),
        ..Picked::default()
    };
    let stamp = tab.stamp();
    let attach = Message::Act(Act::Attach(ix, picked));
    let asked = tab.session.update(attach, stamp);
    assert!(matches!(asked.effects[..], [Effect::Keep(_)]));
}

fn kept(tab: &mut Tab, device: &mut Device, result: Result<(), Fault>) {
    let result = result.map(|()| String::from("sha256:rain"));
    tab.send(device, Message::Kept { file: 1, result });
    tab.settle(device);
}

#[test]
fn the_page_around_is_answered_once_a_picked_file_is_kept_and_handed_in() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    watched(&mut tab, &mut device);
    tab.act(&mut device, Act::Start(3));
    tab.act(
        &mut device,
        Act::Draft(3, "text", "Three whole words".into()),
    );
    pick(&mut tab, 3);
    tab.act(&mut device, Act::Submit(3));
    tab.settle(&mut device);
    tab.news(&mut device, News::Flush { ticket: 1 });
    assert_eq!(done(&mut tab), []);
    // Only the database may be written to, and that takes its time: the file is listed, and then the work is handed in.
    device.local_fault = Some(Fault::Denied);
    let result = Ok(String::from("sha256:rain"));
    tab.send(&mut device, Message::Kept { file: 1, result });
    let mut before = Vec::new();
    while tab.step(&mut device) {
        before.push(done(&mut tab));
    }
    assert_eq!(before.pop(), Some(vec![(1, None)]));
    assert!(before.iter().all(Vec::is_empty), "{before:?}");
    assert!(tab.acts(&mut device).contains(&"submit".into()));
}

#[test]
fn the_page_around_hears_that_a_picked_file_could_not_be_kept() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    watched(&mut tab, &mut device);
    tab.act(&mut device, Act::Start(3));
    pick(&mut tab, 3);
    tab.news(&mut device, News::Flush { ticket: 1 });
    assert_eq!(done(&mut tab), []);
    kept(&mut tab, &mut device, Err(Fault::Full));
    assert_eq!(done(&mut tab), [(1, Some("saved-file-full"))]);
    // That was said, and the file is no part of the work.
    tab.news(&mut device, News::Flush { ticket: 2 });
    assert_eq!(done(&mut tab), [(2, None)]);
}

#[test]
fn whoever_leaves_waits_for_a_picked_file() {
    let (mut device, lms) = (Device::default(), school());
    for result in [Ok(()), Err(Fault::Full)] {
        let mut tab = online("one", &mut device, &lms);
        tab.news(&mut device, News::WayOut);
        tab.act(&mut device, Act::Start(3));
        tab.exchange(&mut device, &lms);
        pick(&mut tab, 3);
        tab.news(&mut device, News::Leave { anyway: false });
        assert!(!leaves(&mut tab));
        kept(&mut tab, &mut device, result);
        while let Some((text, ticket, _)) = tab.request() {
            assert!(!leaves(&mut tab));
            let answer = lms.answer(&text, 9);
            tab.answer(&mut device, ticket, Ok(answer));
        }
        assert_eq!(leaves(&mut tab), result.is_ok());
        let bar = tab
            .session
            .notice()
            .bar
            .map(|bar| format!("{:?}", bar.says));
        let says = bar.is_some_and(|says| says.contains("saved-file-full"));
        assert_eq!(says, result.is_err());
    }
}

#[test]
fn a_file_that_never_comes_keeps_nobody_longer_than_the_lms_would() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.news(&mut device, News::WayOut);
    tab.act(&mut device, Act::Start(3));
    tab.exchange(&mut device, &lms);
    pick(&mut tab, 3);
    tab.news(&mut device, News::Leave { anyway: false });
    tab.seconds += 20;
    tab.rest(&mut device);
    assert!(!leaves(&mut tab));
    let bar = tab.session.notice().bar.expect("a sentence");
    assert_eq!((bar.says.key, bar.trouble), ("leave-not-yet", true));
    assert!(format!("{:?}", bar.says).contains("leave-file"));
    // Who has read that may go, and is asked first.
    assert_eq!(tab.session.unkept().map(|why| why.key), Some("leave-file"));
    tab.news(&mut device, News::Leave { anyway: true });
    assert!(leaves(&mut tab));
}

#[test]
fn what_is_being_written_in_a_form_is_waited_for() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    watched(&mut tab, &mut device);
    device.local_fault = Some(Fault::Denied);
    let write = || {
        let (form, text) = ("help/d".into(), "Where is it".into());
        let name = "text";
        Act::Note(Rc::new(Note::Type { form, name, text }))
    };
    tab.act(&mut device, write());
    tab.send(&mut device, Message::Leaving);
    tab.news(&mut device, News::Flush { ticket: 1 });
    assert_eq!(done(&mut tab), []);
    tab.settle(&mut device);
    assert_eq!(done(&mut tab), [(1, None)]);
    assert_eq!(tab.session.unkept(), None);
    device.database_fault = Some(Fault::Full);
    tab.act(&mut device, write());
    tab.send(&mut device, Message::Leaving);
    tab.news(&mut device, News::Flush { ticket: 2 });
    tab.settle(&mut device);
    assert_eq!(done(&mut tab), [(2, Some("saved-draft-failed"))]);
    let unkept = tab.session.unkept().map(|why| why.key);
    assert_eq!(unkept, Some("saved-draft-failed"));
}

#[test]
fn whoever_leaves_reads_that_it_goes_on_and_calls_it_off_by_going_on() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = leaving(&mut device, &lms);
    let notice = tab.session.notice();
    let bar = notice.bar.map(|bar| (bar.says.key, bar.trouble));
    assert_eq!(bar, Some(("leave-handing", false)));
    let said = notice.announce.iter();
    assert_eq!(said.filter(|says| says.key == "leave-handing").count(), 1);
    tab.act(&mut device, Act::Start(3));
    assert_eq!(tab.session.notice().bar, None);
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    assert!(!leaves(&mut tab), "somebody has gone on working");
    // What had been handed over before is handed over, and now there is nothing to wait for.
    tab.news(&mut device, News::Leave { anyway: false });
    assert!(leaves(&mut tab));
    assert_eq!(tab.session.notice().bar, None);
}

#[test]
fn the_only_copy_of_the_work_is_known_to_be_it() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    assert!(!tab.session.loses(), "it is on the device");
    device.fails(Fault::Denied);
    let mut tab = Tab::open("two", &mut Device::default());
    tab.send(&mut device, Message::Tick);
    tab.settle(&mut device);
    assert!(!tab.session.loses(), "nothing has been done");
    tab.act(&mut device, Act::Choose(4));
    tab.settle(&mut device);
    assert!(tab.session.loses());
    let bar = |tab: &Tab| tab.session.notice().bar.map(|bar| bar.says.key);
    assert_eq!(bar(&tab), Some("saved-memory"));
    // What is said to somebody who leaves is read before that.
    tab.send(&mut device, Message::Say("leave-loses"));
    assert_eq!(bar(&tab), Some("leave-loses"));
    let announced = tab.session.notice().announce;
    assert!(announced.contains(&Phrase::new("leave-loses")));
    tab.send(&mut device, Message::Dismissed);
    assert_eq!(bar(&tab), Some("saved-memory"));
    // Once an LMS has it, nothing is lost.
    connect(&mut tab, &mut device);
    tab.news(&mut device, News::Leads);
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    assert!(!tab.session.loses());
    // What is typed goes with the page as well.
    tab.act(&mut device, Act::Start(3));
    tab.exchange(&mut device, &lms);
    tab.act(&mut device, Act::Draft(3, "text", "Rain".into()));
    assert!(tab.session.loses());
}
