//! The way to something locked: asked for, gone, put away.

use choiceboard::session::Note;
use choiceboard::words::{Arg, Phrase};

use super::*;

const RIVERS: &str = r#"{ "choiceboard": 1, "id": "rivers", "title": "Rivers", "goals": { "prompts": ["Where to?"] }, "sections": [
    { "id": "source", "layout": "path", "activities": ["spring", "stream", "well", "fall"] },
    { "id": "mouth", "layout": "path", "activities": ["delta", "sea", "shore"], "requires": "fall" },
    { "id": "grid", "activities": ["boat"] } ],
    "activities": [
    { "id": "spring", "title": "Spring" },
    { "id": "stream", "title": "Stream", "requires": { "all": ["spring", "well"] } },
    { "id": "well", "title": "Well", "requires": "spring" },
    { "id": "fall", "title": "Fall", "requires": { "any": ["stream", "well"] } },
    { "id": "delta", "title": "Delta" },
    { "id": "sea", "title": "Sea", "requires": "delta" },
    { "id": "shore", "title": "Shore", "requires": { "all": ["delta", { "points": { "min": 3 } }] } },
    { "id": "boat", "title": "Boat", "requires": "spring" } ] }"#;

fn ix(tab: &Tab, id: &str) -> Ix {
    tab.session.find(id).expect("an activity")
}

fn english(tab: &Tab, phrase: &Phrase) -> String {
    Tongue::english(Rc::new(Plain::default())).text(phrase, &|ix| tab.session.title(ix))
}

fn show(tab: &mut Tab, device: &mut Device, id: &str) {
    let goal = ix(tab, id);
    tab.send(device, Message::Way(Some(goal)));
}

fn steps(tab: &Tab) -> Vec<String> {
    let way = tab.session.way();
    let steps = way.map(|way| way.steps).unwrap_or_default();
    steps
        .iter()
        .map(|ix| tab.session.tile(*ix).unwrap().id)
        .collect()
}

/// What tiles say of the way, by id.
fn flags(tab: &Tab) -> Vec<(String, String)> {
    (0..tab.session.activities())
        .filter_map(|ix| {
            let tile = tab.session.tile(ix).unwrap();
            let says = tab.session.flags(ix).way?;
            assert!(tile.flagged, "{}", tile.id);
            Some((tile.id, english(tab, &says)))
        })
        .collect()
}

/// What was announced since the last time.
fn told(tab: &mut Tab, device: &mut Device) -> Vec<String> {
    let all = tab.session.notice().announce.clone();
    let all = all.iter().map(|phrase| english(tab, phrase)).collect();
    tab.send(device, Message::Heard);
    all
}

fn done(tab: &mut Tab, device: &mut Device, id: &str) {
    let ix = ix(tab, id);
    for act in [Act::Choose(ix), Act::Done(ix)] {
        tab.act(device, act);
        tab.settle(device);
    }
}

#[test]
fn the_shortest_way_is_marked_said_once_and_followed_until_its_end_is_open() {
    let mut device = Device::default();
    let mut tab = opened(RIVERS, &mut device);
    told(&mut tab, &mut device);
    assert_eq!(tab.session.way(), None);
    assert!(flags(&tab).is_empty());
    show(&mut tab, &mut device, "sea");
    assert_eq!(steps(&tab), ["spring", "well", "fall", "delta"]);
    assert_eq!(
        told(&mut tab, &mut device),
        ["4 activities lie on the way to “Sea”: “Spring”, “Well”, “Fall”, and “Delta”."]
    );
    let on = || String::from("On the way to “Sea”");
    let marked: Vec<(String, String)> = vec![
        ("spring".into(), on()),
        ("well".into(), on()),
        ("fall".into(), on()),
        ("delta".into(), on()),
        ("sea".into(), "The way leads here".into()),
    ];
    assert_eq!(flags(&tab), marked);
    // The tiles that say so are drawn again, and no others.
    let drawn: Vec<Ix> = ["spring", "well", "fall", "delta", "sea"]
        .map(|id| ix(&tab, id))
        .into();
    let all_of_them = tab
        .changed
        .iter()
        .rev()
        .find(|tiles| **tiles != Tiles::default());
    assert_eq!(all_of_them, Some(&Tiles::Some(drawn)));

    done(&mut tab, &mut device, "spring");
    assert_eq!(steps(&tab), ["well", "fall", "delta"]);
    assert_eq!(flags(&tab).len(), 4);
    done(&mut tab, &mut device, "well");
    done(&mut tab, &mut device, "fall");
    assert_eq!(steps(&tab), ["delta"]);
    told(&mut tab, &mut device);
    done(&mut tab, &mut device, "delta");
    assert_eq!(tab.session.way(), None);
    assert!(flags(&tab).is_empty());
    let said = told(&mut tab, &mut device);
    assert!(
        said.contains(&"You have come to “Sea”: it is open.".to_owned()),
        "{said:?}"
    );
}

#[test]
fn on_a_map_the_ways_between_what_lies_on_it_are_lit() {
    let mut device = Device::default();
    let mut tab = opened(RIVERS, &mut device);
    let map = tab.session.map(0).expect("a map");
    assert_eq!(tab.session.lit(&map), Vec::<usize>::new());
    show(&mut tab, &mut device, "sea");
    let id = |ix| tab.session.tile(ix).expect("a tile").id;
    let lit: Vec<(String, String)> = tab
        .session
        .lit(&map)
        .into_iter()
        .map(|at| (id(map.trails[at].from), id(map.trails[at].to)))
        .collect();
    let named = [
        ("spring", "well"),
        ("well", "fall"),
        ("fall", "delta"),
        ("delta", "sea"),
    ];
    let mut expected: Vec<(String, String)> = named
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .into();
    let mut lit = lit;
    lit.sort();
    expected.sort();
    assert_eq!(lit, expected);
}

#[test]
fn it_stays_until_it_is_put_away_or_another_is_shown() {
    let mut device = Device::default();
    let mut tab = opened(RIVERS, &mut device);
    show(&mut tab, &mut device, "fall");
    assert_eq!(steps(&tab), ["spring", "well"]);
    show(&mut tab, &mut device, "well");
    assert_eq!(steps(&tab), ["spring"]);
    assert_eq!(flags(&tab).len(), 2);
    told(&mut tab, &mut device);
    tab.send(&mut device, Message::Way(None));
    assert_eq!(tab.session.way(), None);
    assert_eq!(
        told(&mut tab, &mut device),
        ["The way is not shown any more."]
    );
    // Once is enough.
    tab.send(&mut device, Message::Way(None));
    assert_eq!(told(&mut tab, &mut device), Vec::<String>::new());
    // What stands against it later ends it.
    show(&mut tab, &mut device, "fall");
    told(&mut tab, &mut device);
    let spring = ix(&tab, "spring");
    tab.act(&mut device, Act::Choose(spring));
    tab.act(&mut device, Act::Drop(spring));
    tab.settle(&mut device);
    assert_eq!(tab.session.way(), None);
    let said = told(&mut tab, &mut device);
    assert!(
        said.contains(&"The way is not shown any more.".to_owned()),
        "{said:?}"
    );
}

#[test]
fn a_way_that_cannot_say_all_says_so() {
    let mut device = Device::default();
    let mut tab = opened(RIVERS, &mut device);
    show(&mut tab, &mut device, "shore");
    let says = tab.session.way().expect("a way").says;
    assert_eq!(
        english(&tab, &says),
        "These lie on the way to Shore: Spring, Well, Fall, and Delta. It asks for something else too."
    );
}

#[test]
fn there_is_none_to_what_is_open_or_elsewhere_or_not_there() {
    let mut device = Device::default();
    let mut tab = opened(RIVERS, &mut device);
    let has = |tab: &Tab, id: &str| tab.session.has_way(ix(tab, id));
    assert!(has(&tab, "well") && has(&tab, "delta"));
    assert!(!has(&tab, "spring"), "it is open");
    assert!(!has(&tab, "boat"), "a grid has no ways");
    assert!(!tab.session.has_way(9999));
    for ix in [ix(&tab, "spring"), ix(&tab, "boat"), 9999, Ix::MAX] {
        tab.send(&mut device, Message::Way(Some(ix)));
        assert_eq!(tab.session.way(), None);
    }
}

#[test]
fn it_is_no_act_and_nothing_is_written() {
    let mut device = Device::default();
    let mut tab = opened(RIVERS, &mut device);
    let before = tab.log(&mut device);
    show(&mut tab, &mut device, "sea");
    tab.settle(&mut device);
    assert_eq!(tab.log(&mut device), before);
}

#[test]
fn a_goal_may_be_a_stop_that_is_still_locked() {
    let mut device = Device::default();
    let mut tab = opened(RIVERS, &mut device);
    let ahead = |tab: &Tab| -> Vec<String> {
        let ahead = tab.session.journal().ahead.into_iter();
        ahead.map(|(id, _)| id).collect()
    };
    let stops = ["spring", "stream", "well", "fall", "delta", "sea", "shore"];
    assert_eq!(ahead(&tab), stops);
    let spring = ix(&tab, "spring");
    tab.act(&mut device, Act::Choose(spring));
    tab.settle(&mut device);
    assert_eq!(ahead(&tab), stops[1..]);
    for (name, text) in [("text", "See the waves"), ("about", "sea")] {
        let (form, text) = (String::from("goal"), String::from(text));
        let typed = Note::Type { form, name, text };
        tab.act(&mut device, Act::Note(Rc::new(typed)));
    }
    tab.act(&mut device, Act::Note(Rc::new(Note::Goal)));
    tab.settle(&mut device);
    let set = tab.session.journal().set;
    let sea = Arg::Activity(ix(&tab, "sea"));
    let about = Phrase::new("goal-about").with("activity", sea);
    assert_eq!(set.first().and_then(|goal| goal.about.clone()), Some(about));
}

/// Part of its way could still be gone, and nobody gets to its end.
#[test]
fn what_can_never_open_has_no_way() {
    const PAST: &str = r#"{ "choiceboard": 1, "id": "past", "title": "Past", "layout": "path", "activities": [
        { "id": "a", "title": "A" },
        { "id": "b", "title": "B", "requires": { "all": ["a", { "before": "2001-01-01" }] } },
        { "id": "c", "title": "C", "requires": "a" } ] }"#;
    let mut device = Device::default();
    let mut tab = opened(PAST, &mut device);
    assert!(!tab.session.has_way(ix(&tab, "b")) && tab.session.has_way(ix(&tab, "c")));
    show(&mut tab, &mut device, "b");
    assert_eq!(tab.session.way(), None);
    show(&mut tab, &mut device, "c");
    assert_eq!(steps(&tab), ["a"]);
}

/// "Lab" counts up to three times, and two of them open "Talk".
#[test]
fn what_is_to_be_done_several_times_is_said_so() {
    const LABS: &str = r#"{ "choiceboard": 1, "id": "labs", "title": "Labs", "layout": "path", "activities": [
        { "id": "lab", "title": "Lab", "repeat": 3, "requires": "read" },
        { "id": "read", "title": "Read" },
        { "id": "talk", "title": "Talk", "requires": { "at_least": 2, "of": ["lab"] } },
        { "id": "book", "title": "Book", "requires": { "at_least": 4, "of": ["lab"] } } ] }"#;
    let mut device = Device::default();
    let mut tab = opened(LABS, &mut device);
    told(&mut tab, &mut device);
    assert!(
        !tab.session.has_way(ix(&tab, "book")),
        "it never counts four times"
    );
    show(&mut tab, &mut device, "talk");
    assert_eq!(steps(&tab), ["read", "lab"]);
    let says = |tab: &Tab| english(tab, &tab.session.way().expect("a way").says);
    assert_eq!(
        says(&tab),
        "2 activities lie on the way to Talk: Read and Lab (2 times)."
    );
    assert_eq!(
        told(&mut tab, &mut device),
        ["2 activities lie on the way to “Talk”: “Read” and “Lab” (2 times)."]
    );
    done(&mut tab, &mut device, "read");
    done(&mut tab, &mut device, "lab");
    assert_eq!(says(&tab), "1 activity lies on the way to Talk: Lab.");
    let flags = flags(&tab);
    assert!(
        flags.contains(&("lab".into(), "On the way to “Talk”".into())),
        "{flags:?}"
    );
    done(&mut tab, &mut device, "lab");
    assert_eq!(tab.session.way(), None);
    assert_eq!(tab.state(ix(&tab, "talk")), State::Open);
}
