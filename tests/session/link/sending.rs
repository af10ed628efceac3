//! What is sent and when, and what comes back.

use super::*;

#[test]
fn an_act_is_on_the_device_then_sent_then_confirmed() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    tab.act(&mut device, Act::Choose(0));
    assert_eq!(tab.session.saved(), Saved::Device);
    tab.rest(&mut device);
    assert_eq!(tab.session.saved(), Saved::Sent);
    let (text, ticket, leaving) = tab.request().unwrap();
    assert_eq!((Tab::sent(&text), leaving), (vec!["choose".into()], false));
    assert!(
        text.contains(r#""summary":{"state":"in_progress""#),
        "{text}"
    );
    let answer = lms.answer(&text, 3);
    tab.answer(&mut device, ticket, Ok(answer));
    assert_eq!(tab.session.saved(), Saved::Confirmed);
}

#[test]
fn acts_that_follow_each_other_go_together() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    // A hand is quicker than a second.
    tab.seconds *= 10;
    tab.pace = 100;
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Start(0));
    assert_eq!(tab.request(), None);
    tab.seconds += 20;
    let (text, ..) = tab.asks(&mut device);
    assert_eq!(Tab::sent(&text), ["choose", "start"]);
}

#[test]
fn what_is_confirmed_is_not_sent_again() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Choose(0));
    tab.exchange(&mut device, &lms);
    // Some LMSs clear the local shelf at each login: what is known lies in the database too.
    for cleared in [false, true] {
        if cleared {
            device.local.clear();
        }
        let mut again = Tab::open("two", &mut device);
        connect(&mut again, &mut device);
        again.news(&mut device, News::Leads);
        let (text, ..) = again.asks(&mut device);
        assert_eq!(Tab::sent(&text), [""; 0], "cleared: {cleared}");
        assert!(text.contains(r#""after":"2""#), "{text}");
        assert_eq!(again.session.saved(), Saved::Confirmed);
    }
}

#[test]
fn what_was_not_confirmed_is_sent_at_the_next_start() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Choose(0));
    tab.rest(&mut device);
    drop(tab);
    let mut again = Tab::open("two", &mut device);
    connect(&mut again, &mut device);
    assert_eq!(again.session.saved(), Saved::Device);
    again.news(&mut device, News::Leads);
    let (text, ..) = again.asks(&mut device);
    assert!(Tab::sent(&text).contains(&"choose".into()), "{text}");
}

#[test]
fn a_teachers_word_takes_effect_at_once_and_stays() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    lms.add(&approval());
    tab.send(&mut device, Message::Tick);
    tab.exchange(&mut device, &lms);
    assert_eq!(tab.state(1), State::Done);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    let before = lms.ids().len();
    let mut again = online("two", &mut device, &lms);
    assert_eq!(again.state(1), State::Done);
    again.exchange(&mut device, &lms);
    // What the LMS has said itself is not sent back to it.
    assert_eq!(lms.ids().len(), before);
}

#[test]
fn an_lms_that_may_have_forgotten_is_told_everything_at_each_visit() {
    let (mut device, lms) = (Device::default(), school());
    let mut first = online("one", &mut device, &lms);
    first.act(&mut device, Act::Choose(0));
    first.exchange(&mut device, &lms);
    assert_eq!(first.session.saved(), Saved::Confirmed);
    for (anew, sent) in [(false, vec![]), (true, vec!["offered", "choose"])] {
        let mut tab = Tab::open("two", &mut device);
        let endpoint = String::from(ENDPOINT);
        let news = News::Connect {
            endpoint,
            name: None,
            watched: true,
            anew,
        };
        tab.news(&mut device, news);
        tab.settle(&mut device);
        tab.news(&mut device, News::Leads);
        tab.rest(&mut device);
        let (text, ..) = tab.request().expect("a request");
        assert_eq!(Tab::sent(&text), sent);
        assert_eq!(text.contains("\"after\":null"), anew, "{text}");
    }
}

#[test]
fn leaving_sends_at_once() {
    let (mut device, lms) = (Device::default(), school());
    let mut tab = online("one", &mut device, &lms);
    tab.act(&mut device, Act::Draft(3, "text", "The rain falls".into()));
    tab.send(&mut device, Message::Leaving);
    let (text, _, leaving) = tab.request().unwrap();
    assert_eq!((Tab::sent(&text), leaving), (vec!["draft".into()], true));
}
