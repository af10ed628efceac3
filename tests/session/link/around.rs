//! What a page around hears.

use super::*;

/// What the page around has heard since it was last asked: types of events, and where the work is.
fn told(tab: &mut Tab) -> Vec<(Vec<String>, Saved)> {
    let told = std::mem::take(&mut tab.wishes).into_iter().map(|wish| {
        let Wish::Tell(told) = wish else {
            panic!("{wish:?}");
        };
        assert_eq!(told.space, "choiceboard/water//");
        let kinds = told.events.iter();
        (
            kinds.map(|event| event.fact.name().to_owned()).collect(),
            told.saved,
        )
    });
    told.collect()
}

#[test]
fn a_page_around_hears_of_everything_and_nothing_is_sent() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.news(
        &mut device,
        News::Connect {
            endpoint: String::new(),
            name: None,
            watched: true,
            anew: false,
        },
    );
    let kinds = |kinds: &[&str]| kinds.iter().map(|kind| String::from(*kind)).collect();
    assert_eq!(told(&mut tab), [(kinds(&[]), Saved::Device)]);
    tab.act(&mut device, Act::Done(0));
    let heard = told(&mut tab);
    let all: Vec<String> = heard.iter().flat_map(|(kinds, _)| kinds.clone()).collect();
    assert_eq!(all, ["done", "earn"]);
    // Nothing happens, and nothing is said.
    tab.send(&mut device, Message::Tick);
    tab.rest(&mut device);
    assert_eq!(told(&mut tab), []);
    // What another tab has done.
    let mut other = Tab::open("two", &mut device);
    other.act(&mut device, Act::Choose(4));
    for (key, text) in std::mem::take(&mut other.told) {
        tab.send(&mut device, Message::Told { key, text });
    }
    assert_eq!(told(&mut tab), [(kinds(&["choose"]), Saved::Device)]);
    // A device that stores nothing any more.
    device.fails(Fault::Denied);
    tab.act(&mut device, Act::Choose(6));
    tab.settle(&mut device);
    let (kinds, saved) = told(&mut tab).pop().unwrap();
    assert_eq!(kinds, ["choose"]);
    assert!(matches!(saved, Saved::Memory(Some(_))), "{saved:?}");
    assert_eq!(tab.session.saved(), saved);
}
