//! What is not sent, what is not wanted, and what is said of it.

use super::*;

#[test]
fn the_line_says_why_nothing_is_sent() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Choose(0));
    for (failure, says) in [
        (Failure::NoAnswer, "unsent-no-answer"),
        (Failure::Status(500, None), "unsent-status"),
        (Failure::Status(429, Some(1_000)), "unsent-status"),
    ] {
        tab.seconds += 600;
        tab.fail(&mut device, failure);
        assert_eq!(tab.why(), says);
    }
    for text in ["<!doctype html>", "{\"ok\":true}", "{\"contract\":1}"] {
        tab.seconds += 600;
        let (_, ticket, _) = tab.asks(&mut device);
        tab.answer(&mut device, ticket, Ok(text.into()));
        assert_eq!(tab.why(), "unsent-odd-answer", "{text}");
    }
    tab.seconds += 600;
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
}

#[test]
fn who_is_not_let_in_asks_the_host_for_a_token() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Choose(0));
    tab.fail(&mut device, Failure::Status(401, None));
    assert_eq!(tab.wishes, [Wish::Token]);
    assert_eq!(tab.why(), "unsent-not-let-in");
    tab.wishes.clear();
    tab.news(&mut device, News::Token);
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
}

#[test]
fn what_the_lms_refuses_is_said_and_kept_and_not_sent_again() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Done(0));
    tab.act(&mut device, Act::Rate(0, 4));
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.why(), "unsent-refused");
    assert!(tab.acts(&mut device).contains(&"rate".into()));
    let mut again = online("two", &mut device, &lms);
    assert_eq!(again.why(), "unsent-refused");
    again.send(&mut device, Message::Tick);
    let (text, ..) = again.asks(&mut device);
    assert_eq!(Tab::sent(&text), [""; 0]);
}

#[test]
fn what_is_refused_after_it_was_confirmed_is_said() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Choose(0));
    let (text, ticket, _) = tab.asks(&mut device);
    let first: serde_json::Value = serde_json::from_str(&text).unwrap();
    let id = first["events"][0]["id"].as_str().unwrap().to_owned();
    let answer = lms.answer(&text, 9);
    tab.answer(&mut device, ticket, Ok(answer));
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    tab.act(&mut device, Act::Choose(4));
    let (text, ticket, _) = tab.asks(&mut device);
    let answer = lms.answer(&text, 9);
    let mut answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let refused =
        |id: &str| serde_json::json!({ "id": id, "code": "no_room", "message": "No room." });
    answer["refused"] = serde_json::json!([refused(&id), refused(&id), refused("nobody's")]);
    tab.answer(&mut device, ticket, Ok(answer.to_string()));
    assert_eq!(tab.why(), "unsent-refused");
    let Saved::Unsent { says, .. } = tab.session.saved() else {
        unreachable!()
    };
    assert!(format!("{says:?}").contains("1.0"), "{says:?}");
}

#[test]
fn an_lms_takes_what_the_device_may_not_store() {
    let mut device = Device::failing(Fault::Denied);
    let lms = school();
    let mut tab = online("one", &mut device, &lms);
    assert_eq!((tab.session.saved(), bar(&tab)), (Saved::Confirmed, None));
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert_eq!(
        (tab.session.saved(), bar(&tab)),
        (Saved::Memory(None), None)
    );
    tab.fail(&mut device, Failure::NoAnswer);
    // Nobody has it: now it matters that this page may not store anything.
    assert_eq!(bar(&tab), Some("saved-memory"));
    tab.exchange(&mut device, &lms);
    assert_eq!((tab.session.saved(), bar(&tab)), (Saved::Confirmed, None));
    assert!(lms.events().iter().any(|event| event.fact == Fact::Choose));
}

#[test]
fn what_neither_the_lms_nor_the_device_has_is_not_said_to_be_there() {
    let mut device = Device::failing(Fault::Denied);
    let lms = school();
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Done(0));
    tab.act(&mut device, Act::Rate(0, 4));
    tab.exchange(&mut device, &lms);
    assert_ne!(tab.session.saved(), Saved::Confirmed);
    assert_eq!(bar(&tab), Some("saved-memory"));
}
