//! Several tabs of a device, of which one sends; and work that is carried to another device by hand.

use super::*;

/// What one tab has told, another one hears.
fn hear(from: &mut Tab, to: &mut Tab, device: &mut Device) {
    for (key, text) in std::mem::take(&mut from.told) {
        to.send(device, Message::Told { key, text });
    }
    to.settle(device);
}

#[test]
fn one_tab_sends_for_all() {
    let (mut device, lms) = (Device::default(), school());
    let mut one = online("one", &mut device, &lms);
    let mut two = Tab::open("two", &mut device);
    connect(&mut two, &mut device);
    one.told.clear();
    two.told.clear();
    two.act(&mut device, Act::Choose(0));
    two.rest(&mut device);
    assert_eq!(two.request(), None);
    assert_eq!(two.session.saved(), Saved::Device);
    hear(&mut two, &mut one, &mut device);
    assert_eq!(one.session.saved(), Saved::Device);
    one.exchange(&mut device, &lms);
    assert!(lms.events().iter().any(|event| event.fact == Fact::Choose));
    hear(&mut one, &mut two, &mut device);
    assert_eq!(two.session.saved(), Saved::Confirmed);
    // The sender goes: the other one takes over where it was.
    drop(one);
    two.act(&mut device, Act::Choose(1));
    two.news(&mut device, News::Leads);
    let (text, ..) = two.asks(&mut device);
    assert_eq!(Tab::sent(&text), ["choose"]);
}

#[test]
fn packed_work_stands_on_another_device() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    let clock = Clock {
        now: MORNING + 60_000,
        offset: 0,
    };
    let packed = tab.session.packed("m", clock, 4_096).expect("a board");
    assert_eq!(packed.tight.left, [""; 0]);
    let here = tab.session.unpacked(&packed.tight.text).unwrap();
    assert_eq!(here.events, []);
    let other = Tab::open("two", &mut Device::default());
    let there = other.session.unpacked(&packed.tight.text).unwrap();
    let kinds: Vec<&str> = there.events.iter().map(|event| event.fact.name()).collect();
    assert!(kinds.contains(&"done"), "{kinds:?}");
    assert_eq!(here.known.len(), there.events.len());
    assert_eq!(other.session.unpacked("2m"), None);
    assert_eq!(Session::new().packed("m", clock, 4_096), None);
}
