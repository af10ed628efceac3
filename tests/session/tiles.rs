//! Tiles: which an act draws anew, and why one is locked.

use super::device::open_board;
use super::*;

/// What is drawn again after an act.
fn named(tab: &mut Tab, device: &mut Device, act: Act) -> Vec<Ix> {
    tab.changed.clear();
    tab.act(device, act);
    let mut named: Vec<Ix> = Vec::new();
    for tiles in &tab.changed {
        match tiles {
            Tiles::Some(tiles) => named.extend(tiles),
            Tiles::All => panic!("all tiles"),
        }
    }
    named.sort_unstable();
    named.dedup();
    named
}

#[test]
fn an_act_names_only_the_tiles_it_changes() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    // F is opened by A.
    assert_eq!(named(&mut tab, &mut device, Act::Done(0)), [0, 5]);
    assert_eq!((tab.state(0), tab.state(5)), (State::Done, State::Open));
}

#[test]
fn a_reason_that_reads_anew_is_drawn_anew() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" },
        { "id": "d", "title": "D", "requires": { "at_least": 2, "of": ["a", "b", "c"] } },
        { "id": "e", "title": "E", "requires": "c" },
        { "id": "f", "title": "F", "requires": "e" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    assert_eq!(
        named(&mut tab, &mut device, Act::Done(0)),
        [0],
        "nothing is told yet"
    );
    for ix in 0..6 {
        tab.session.tile(ix).unwrap();
    }
    // One of two is there.
    assert_eq!(named(&mut tab, &mut device, Act::Undo(0)), [0, 3]);
    // What E asks for is lost, and with it what F does.
    assert_eq!(named(&mut tab, &mut device, Act::Drop(2)), [2, 3, 4, 5]);
    assert_eq!(named(&mut tab, &mut device, Act::Choose(1)), [1]);
    let why = |ix| tab.session.tile(ix).unwrap().why.unwrap().key;
    assert_eq!((why(4), why(5)), ("rule-locked-back", "rule-locked"));
}

#[test]
fn a_tile_leaves_to_its_section_what_holds_of_the_whole_of_it() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" }],
      "sections": [
        { "id": "one", "title": "One", "activities": ["a"] },
        { "id": "two", "title": "Two", "activities": ["b", "c"], "requires": "a" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    let shared = |tab: &Tab, ix| tab.session.tile(ix).unwrap().why_shared;
    assert!(tab.session.sections()[1].locked.is_some());
    assert_eq!([0, 1, 2].map(|ix| shared(&tab, ix)), [false, true, true]);
    tab.act(&mut device, Act::Done(0));
    assert_eq!([0, 1, 2].map(|ix| shared(&tab, ix)), [false; 3]);
}

#[test]
fn a_locked_tile_is_refused_aloud() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(5));
    assert_eq!(tab.state(5), State::Locked);
    assert_eq!(tab.acts(&mut device), [""; 0]);
    assert_eq!(tab.session.notice().announce.len(), 1);
}

#[test]
fn every_locked_tile_says_the_same_reason_however_many_are_asked() {
    let locked: Vec<String> = (0..20)
        .map(|n| format!(r#"{{ "id": "l{n}", "title": "L", "requires": "a" }}"#))
        .collect();
    let board = format!(
        r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [{{ "id": "a", "title": "A" }}, {}] }}"#,
        locked.join(",")
    );
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    tab.send(&mut device, open_board("one", None, &board));
    let reasons: Vec<_> = (1..21)
        .map(|ix| tab.session.tile(ix).unwrap().why.unwrap())
        .collect();
    assert!(
        reasons.iter().all(|reason| *reason == reasons[0]),
        "{reasons:?}"
    );
    tab.act(&mut device, Act::Done(0));
    assert!((1..21).all(|ix| tab.session.tile(ix).unwrap().why.is_none()));
}
