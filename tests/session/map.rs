//! Paths as maps: which sections make one, who waits for whom on it, how far ways have been gone.

use choiceboard::session::view::{Gone, MapView};
use choiceboard::words::Phrase;

use super::*;

/// By ids: from and to.
fn ways(tab: &Tab, map: &MapView) -> Vec<(String, String)> {
    let id = |ix| tab.session.tile(ix).expect("a tile").id;
    let ends = map.trails.iter().map(|it| (id(it.from), id(it.to)));
    ends.collect()
}

fn done(tab: &mut Tab, device: &mut Device, id: &str) {
    let ix = tab.session.find(id).expect("an activity");
    for act in [Act::Choose(ix), Act::Done(ix)] {
        tab.send(device, Message::Act(act));
        tab.settle(device);
    }
}

/// A grid, then two paths, then a list, then a path.
const BOARD: &str = r#"{ "choiceboard": 1, "id": "m", "title": "M", "activities": [
    { "id": "g", "title": "G" },
    { "id": "a", "title": "A" }, { "id": "b", "title": "B", "requires": { "all": ["a", "g"] } }, { "id": "c", "title": "C", "requires": "b" },
    { "id": "x", "title": "X" }, { "id": "y", "title": "Y", "requires": { "at_least": 1, "of": ["a", "x"] } },
    { "id": "l", "title": "L" },
    { "id": "p", "title": "P" }, { "id": "q", "title": "Q" } ],
  "sections": [
    { "id": "grid", "activities": ["g"] },
    { "id": "one", "layout": "path", "activities": ["a", "b", "c"] },
    { "id": "two", "layout": "path", "requires": "c", "activities": ["x", "y"] },
    { "id": "list", "layout": "list", "activities": ["l"] },
    { "id": "three", "layout": "path", "activities": ["p", "q"] } ] }"#;

#[test]
fn paths_one_after_the_other_are_one_map() {
    let mut device = Device::default();
    let tab = opened(BOARD, &mut device);
    let begins: Vec<bool> = (0..6).map(|at| tab.session.map(at).is_some()).collect();
    assert_eq!(begins, [false, true, false, false, true, false]);
    let map = tab.session.map(1).expect("a map");
    assert_eq!(map.sections, 2);
    // What opens a section leads to those in it that wait for nothing of their own; what lies elsewhere has no way on the map.
    let named = |ways: &[(&str, &str)]| -> Vec<(String, String)> {
        ways.iter()
            .map(|(from, to)| (from.to_string(), to.to_string()))
            .collect()
    };
    let expected = [("a", "b"), ("b", "c"), ("c", "x"), ("a", "y"), ("x", "y")];
    assert_eq!(ways(&tab, &map), named(&expected));
    assert!(map.trails.iter().all(|trail| !trail.loose));
    let stops: Vec<u32> = map.stops.iter().map(|stop| stop.ix).collect();
    assert_eq!(stops, [1, 2, 3, 4, 5], "in the order of a trail");
    // Whose reason is not all drawn says it in words: what lies elsewhere has no way, and to "y" none leads from what opens its section.
    let told: Vec<bool> = map.stops.iter().map(|stop| stop.told).collect();
    assert_eq!(told, [false, false, true, true, false]);
    // Nobody waits for anybody: the order is shown, and locks nothing.
    let loose = tab.session.map(4).expect("a map");
    assert_eq!(ways(&tab, &loose), named(&[("p", "q")]));
    assert!(loose.trails.iter().all(|trail| trail.loose));
    assert_eq!(tab.session.gone(&loose), [Gone::Open]);
}

#[test]
fn ways_follow_what_is_done_and_what_is_dropped() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let map = tab.session.map(1).expect("a map");
    let x = tab.session.find("x").expect("an activity");
    assert_eq!(tab.session.gone(&map), [Gone::No; 5]);
    assert_eq!(tab.session.way_to(&map, x), [0, 1, 2]);
    done(&mut tab, &mut device, "a");
    // "b" waits for "g" too, which lies elsewhere.
    assert_eq!(tab.session.gone(&map), [Gone::No; 5]);
    done(&mut tab, &mut device, "g");
    assert_eq!(
        tab.session.gone(&map),
        [Gone::Open, Gone::No, Gone::No, Gone::No, Gone::No]
    );
    assert_eq!(tab.session.way_to(&map, x), [1, 2], "b is open");
    done(&mut tab, &mut device, "b");
    assert_eq!(tab.session.gone(&map)[..2], [Gone::All, Gone::Open]);
    assert_eq!(tab.session.way_to(&map, x), [2]);
    let b = tab.session.find("b").expect("an activity");
    assert!(tab.session.way_to(&map, b).is_empty(), "it is not locked");
    let c = tab.session.find("c").expect("an activity");
    tab.send(&mut device, Message::Act(Act::Choose(c)));
    tab.send(&mut device, Message::Act(Act::Drop(c)));
    tab.settle(&mut device);
    assert_eq!(tab.session.gone(&map)[1], Gone::No);
}

#[test]
fn a_chain_of_a_thousand_opens_at_once_and_is_laid_out() {
    let activities: Vec<String> = (0..1000)
        .map(|at| match at {
            0 => String::from(r#"{ "id": "a0", "title": "A0", "free": true }"#),
            _ => format!(
                r#"{{ "id": "a{at}", "title": "A{at}", "requires": "a{}" }}"#,
                at - 1
            ),
        })
        .collect();
    let board = format!(
        r#"{{ "choiceboard": 1, "id": "deep", "title": "Deep", "layout": "path", "counts_when": "chosen", "activities": [{}] }}"#,
        activities.join(",")
    );
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    let map = tab.session.map(0).expect("a map");
    assert_eq!((map.columns, map.lanes, map.trails.len()), (10, 299, 999));
    let last = tab.session.find("a999").expect("an activity");
    assert_eq!(tab.session.way_to(&map, last).len(), 998);
    for at in 1..1000 {
        let ix = tab.session.find(&format!("a{at}")).expect("an activity");
        assert_eq!(
            tab.session.tile(ix).expect("a tile").state,
            State::Open,
            "a{at}"
        );
        tab.send(&mut device, Message::Act(Act::Choose(ix)));
    }
    tab.settle(&mut device);
    assert!(tab.session.gone(&map).iter().all(|gone| *gone == Gone::All));
}

/// A path, then one whose author has drawn it, then two paths.
const DRAWN: &str = r#"{ "choiceboard": 1, "id": "d", "title": "D", "activities": [
    { "id": "a", "title": "A" },
    { "id": "b", "title": "B", "x": 20, "y": 40 }, { "id": "c", "title": "C", "x": 70, "y": 80, "requires": { "all": ["a", "b"] } },
    { "id": "e", "title": "E" },
    { "id": "p", "title": "P" }, { "id": "q", "title": "Q" } ],
  "sections": [
    { "id": "one", "layout": "path", "activities": ["a"] },
    { "id": "two", "layout": "path", "activities": ["b", "c", "e"],
      "map": { "image": { "src": "hills.svg", "alt": { "en": "Two hills.", "es": "Dos colinas." } }, "width": 200, "height": 100 } },
    { "id": "three", "layout": "path", "activities": ["p"] },
    { "id": "four", "layout": "path", "activities": ["q"] } ] }"#;

#[test]
fn a_path_that_its_author_has_drawn_is_a_map_by_itself() {
    let mut device = Device::default();
    let tab = opened(DRAWN, &mut device);
    let sections: Vec<Option<u32>> = (0..4)
        .map(|at| tab.session.map(at).map(|map| map.sections))
        .collect();
    assert_eq!(sections, [Some(1), Some(1), Some(2), None]);
    assert!(tab.session.map(0).expect("a map").drawn.is_none());
    let map = tab.session.map(1).expect("a map");
    let spot = |id: &str| {
        let ix = tab.session.find(id).expect("an activity");
        let stop = map.stops.iter().find(|stop| stop.ix == ix);
        stop.and_then(|stop| stop.spot).expect("a spot")
    };
    // In hundredths of the picture's width, both ways.
    assert_eq!(spot("b"), (20.0, 20.0));
    assert_eq!(spot("c"), (70.0, 40.0));
    let drawn = map.drawn.as_deref().expect("drawn");
    assert_eq!(drawn.picture, 50.0);
    assert!(
        spot("e").1 > 50.0,
        "a row below the picture: {:?}",
        spot("e")
    );
    assert!(spot("e").1 < drawn.frame.top + drawn.frame.height);
    // A file of the device has nothing beside it.
    assert_eq!(drawn.image, None);
    assert_eq!(ways(&tab, &map), [("b".to_owned(), "c".to_owned())]);
    let way = &map.trails[0];
    assert_eq!((way.points[0], way.points[2]), ((20.0, 20.0), (70.0, 40.0)));
    // What lies on another map is said in words.
    let c = tab.session.find("c").expect("an activity");
    assert!(!map.stops.iter().any(|stop| stop.ix == c && stop.told));
}

#[test]
fn the_picture_of_a_map_lies_beside_its_board() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    let message = Message::Open {
        bytes: DRAWN.into(),
        learner: None,
        folder: Some("boards/".into()),
        language: Some("es".into()),
        readonly: false,
        tab: "one".into(),
    };
    tab.send(&mut device, message);
    tab.settle(&mut device);
    let drawn = tab.session.map(1).expect("a map").drawn.expect("drawn");
    let image = ("boards/hills.svg".to_owned(), "Dos colinas.".to_owned());
    assert_eq!(drawn.image, Some(image));
}

#[test]
fn moving_a_stop_is_no_other_work() {
    let revision = |board: &str| {
        let board = choiceboard::board::read(board.as_bytes()).board;
        let board = board.expect("a board");
        let all = board.activities.iter();
        all.map(|activity| activity.revision.hex())
            .collect::<Vec<_>>()
    };
    let moved = DRAWN.replace(r#""x": 20, "y": 40"#, r#""x": 90, "y": 1"#);
    assert_ne!(moved, DRAWN);
    assert_eq!(revision(&moved), revision(DRAWN));
}

/// Fourteen to choose from, and who waits for some of them: in their section, in the next, for the whole board.
#[test]
fn who_waits_for_some_of_many_has_one_way_from_all_of_them() {
    let of =
        |id: &str, rule: &str| format!(r#", {{ "id": "{id}", "title": "T", "requires": {rule} }}"#);
    let many: Vec<String> = (0..14).map(|at| format!("m{at}")).collect();
    let activities: Vec<String> = many
        .iter()
        .map(|id| format!(r#"{{ "id": "{id}", "title": "T" }}"#))
        .collect();
    let ids: Vec<String> = many.iter().map(|id| format!("\"{id}\"")).collect();
    let section = r#"{ "at_least": 5, "of": { "section": "one" } }"#;
    let list = format!(r#"{{ "at_least": 2, "of": [{}] }}"#, ids.join(","));
    let board = format!(
        r#"{{ "choiceboard": 1, "id": "many", "title": "Many", "activities": [{}{}{}{}],
            "sections": [
                {{ "id": "one", "layout": "path", "activities": [{}, "own"] }},
                {{ "id": "two", "layout": "path", "activities": ["next", "any"] }} ] }}"#,
        activities.join(","),
        of("own", &list),
        of("next", section),
        of("any", r#"{ "at_least": 3 }"#),
        ids.join(",")
    );
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    let map = tab.session.map(0).expect("a map");
    let own = tab.session.find("own").expect("an activity");
    let (next, any) = (own + 1, own + 2);
    let crowds: Vec<(u32, usize)> = map
        .trails
        .iter()
        .filter(|trail| trail.bar.is_some())
        .map(|trail| (trail.to, trail.crowd.len()))
        .collect();
    assert_eq!(crowds, [(own, 14), (next, 15), (any, 0)]);
    // Where many lead on together there is no trail in the order they are written in.
    let singly: Vec<(u32, u32)> = map
        .trails
        .iter()
        .filter(|trail| trail.bar.is_none())
        .map(|trail| (trail.from, trail.to))
        .collect();
    assert_eq!(singly, [(next, any)]);
    let gates: Vec<(u32, bool, bool)> = map
        .stops
        .iter()
        .filter(|stop| stop.ix >= own)
        .map(|stop| (stop.ix, stop.gate.is_some(), stop.told))
        .collect();
    assert_eq!(
        gates,
        [(own, true, false), (next, true, false), (any, true, false)]
    );
    assert_eq!(tab.session.gone(&map), [Gone::No; 4]);
    let way = |tab: &Tab, to: u32| tab.session.way_to(&map, to);
    assert_eq!(way(&tab, own).len(), 1);
    done(&mut tab, &mut device, "m3");
    done(&mut tab, &mut device, "m7");
    assert_eq!(way(&tab, own), Vec::<usize>::new(), "two are enough");
    assert_eq!(
        tab.session
            .gone(&map)
            .iter()
            .filter(|it| **it == Gone::Open)
            .count(),
        1
    );
    done(&mut tab, &mut device, "own");
    assert_eq!(
        tab.session
            .gone(&map)
            .iter()
            .filter(|it| **it == Gone::All)
            .count(),
        1
    );
}

/// Who is locked and says nothing of it, because all of it is drawn.
fn silent(tab: &Tab) -> Vec<String> {
    let maps = (0..4).filter_map(|at| tab.session.map(at));
    let stops = maps.flat_map(|map| map.stops);
    let tile = |ix| tab.session.tile(ix).expect("a tile");
    stops
        .map(|stop| (tile(stop.ix), tab.session.is_told(&stop)))
        .filter(|(tile, told)| *told && tile.state == State::Locked)
        .map(|(tile, _)| tile.id)
        .collect()
}

#[test]
fn a_reason_is_left_out_only_where_ways_and_gate_say_all_that_keeps_it_locked_now() {
    const LOCKS: &str = r#"{ "choiceboard": 1, "id": "k", "title": "K", "activities": [
        { "id": "a", "title": "A" }, { "id": "b", "title": "B", "requires": "a" },
        { "id": "day", "title": "Day", "requires": "a", "opens": "2026-12-01" },
        { "id": "both", "title": "Both", "requires": { "any": ["a", { "all": ["b", "day"] }] } },
        { "id": "x", "title": "X" }, { "id": "y", "title": "Y", "requires": "b" },
        { "id": "m", "title": "M" }, { "id": "n", "title": "N", "requires": "m" }, { "id": "o", "title": "O", "requires": "b" } ],
      "sections": [
        { "id": "one", "layout": "path", "activities": ["a", "b", "day", "both"] },
        { "id": "two", "layout": "path", "activities": ["x", "y"], "choose": { "max": 1 } },
        { "id": "three", "layout": "path", "activities": ["m", "n", "o"], "requires": "b" } ] }"#;
    let mut device = Device::default();
    let mut tab = opened(LOCKS, &mut device);
    // Of "o" nobody would know that it waits for its section's rule too; "n" waits for "m", which does.
    assert_eq!(silent(&tab), ["b", "y", "m", "n"]);
    let a = tab.session.find("a").expect("an activity");
    tab.send(&mut device, Message::Act(Act::Choose(a)));
    tab.send(&mut device, Message::Act(Act::Drop(a)));
    tab.settle(&mut device);
    // What it waits for has been dropped: that is no way, and those behind it wait for something that cannot come.
    assert_eq!(silent(&tab), Vec::<String>::new());
    let b = tab.session.find("b").expect("an activity");
    let why = tab.session.tile(b).expect("a tile").why.expect("a reason");
    assert_eq!(why.key, "rule-locked-back");
    done(&mut tab, &mut device, "a");
    assert_eq!(silent(&tab), ["y", "m", "n"], "its day is still to come");
    done(&mut tab, &mut device, "b");
    assert_eq!(silent(&tab), ["n"]);
    let x = tab.session.find("x").expect("an activity");
    tab.send(&mut device, Message::Act(Act::Choose(x)));
    tab.settle(&mut device);
    let y = tab.session.find("y").expect("an activity");
    assert_eq!(tab.state(y), State::Locked, "its section is full");
    assert_eq!(silent(&tab), ["n"]);
}

/// What a stop says, and what its panel does.
fn reasons(tab: &Tab, id: &str, tongue: &Tongue) -> (String, String) {
    let ix = tab.session.find(id).expect("an activity");
    let said = |why: &Phrase| tongue.text(why, &|ix| tab.session.title(ix));
    let why = tab.session.tile(ix).expect("a tile").why.expect("a reason");
    let panel = tab.session.panel(ix).expect("a panel").tile.why;
    let short = said(&tab.session.said_at(ix, &why));
    (short, said(&panel.expect("a reason")))
}

#[test]
fn a_stop_says_the_reason_and_its_panel_the_whole_sentence() {
    const LOCKS: &str = r#"{ "choiceboard": 1, "id": "k", "title": "K", "activities": [
        { "id": "a", "title": "A" }, { "id": "x", "title": "X" },
        { "id": "some", "title": "Some", "requires": { "any": ["a", "x"] } },
        { "id": "points", "title": "Points", "requires": { "points": { "min": 5 } } },
        { "id": "date", "title": "Date", "requires": { "after": "2026-12-24" } },
        { "id": "day", "title": "Day", "opens": "2026-12-24" },
        { "id": "past", "title": "Past", "requires": { "before": "2001-01-01" } },
        { "id": "b", "title": "B", "requires": "a" },
        { "id": "grid", "title": "Grid", "requires": { "points": { "min": 5 } } } ],
      "sections": [
        { "id": "one", "layout": "path", "activities": ["a", "x", "some", "points", "date", "day", "past", "b"] },
        { "id": "two", "layout": "grid", "activities": ["grid"] } ] }"#;
    let mut device = Device::default();
    let mut tab = opened(LOCKS, &mut device);
    let english = Tongue::english(Rc::new(Plain::default()));
    for (id, stop, panel) in [
        (
            "some",
            "“A” is still to do.",
            "Locked for now. “A” is still to do.",
        ),
        ("points", "5 more points.", "Locked for now. 5 more points."),
        (
            "date",
            "From 24 December 2026 on.",
            "Locked for now. From 24 December 2026 on.",
        ),
        (
            "day",
            "Opens on 24 December 2026.",
            "Opens on 24 December 2026.",
        ),
        (
            "past",
            "Stays locked. It had to be before 1 January 2001.",
            "Locked, and nothing more can open it. It had to be before 1 January 2001.",
        ),
        ("b", "“A” comes first.", "“A” comes first."),
        // A square of a grid has room for all of it.
        (
            "grid",
            "Locked for now. 5 more points.",
            "Locked for now. 5 more points.",
        ),
    ] {
        let (said, whole) = reasons(&tab, id, &english);
        assert_eq!((said.as_str(), whole.as_str()), (stop, panel), "{id}");
        let ix = tab.session.find(id).expect("an activity");
        assert_eq!(tab.state(ix), State::Locked, "and its sign says so: {id}");
    }
    let a = tab.session.find("a").expect("an activity");
    for act in [Act::Choose(a), Act::Drop(a)] {
        tab.act(&mut device, act);
    }
    let (said, whole) = reasons(&tab, "b", &english);
    assert_eq!(
        said,
        "You have dropped “A”. Choose “A” again to open it again."
    );
    assert_eq!(
        whole,
        "Locked. You have dropped “A”. Choose “A” again to open it again."
    );
}

#[test]
fn what_opens_a_section_stands_at_the_gates_its_ways_lead_to() {
    let board = r#"{ "choiceboard": 1, "id": "s", "title": "S", "activities": [
        { "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" }, { "id": "d", "title": "D", "requires": "c" } ],
      "sections": [
        { "id": "one", "layout": "path", "activities": ["a", "b"] },
        { "id": "two", "layout": "path", "activities": ["c", "d"], "requires": { "any": ["a", "b"] } } ] }"#;
    let mut device = Device::default();
    let tab = opened(board, &mut device);
    let map = tab.session.map(0).expect("a map");
    let gates: Vec<bool> = map.stops.iter().map(|stop| stop.gate.is_some()).collect();
    assert_eq!(gates, [false, false, true, false]);
    assert_eq!(silent(&tab), ["c", "d"]);
}

#[test]
fn the_conditions_of_the_samples_are_read_at_their_stops() {
    let sample = |name: &str| {
        let path = format!("{}/boards/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("a sample board")
    };
    let mut device = Device::default();
    let tab = opened(&sample("chance"), &mut device);
    let silent_ones = silent(&tab);
    // The last waits for a result of one check, and for another that has one too.
    for loud in ["dice", "spinner", "marbles", "three-doors"] {
        assert!(!silent_ones.iter().any(|id| id == loud), "{silent_ones:?}");
    }
    for quiet in ["again", "plinko", "fair", "games"] {
        assert!(silent_ones.iter().any(|id| id == quiet), "{silent_ones:?}");
    }
    let mut device = Device::default();
    let tab = opened(&sample("flipped-cells"), &mut device);
    let silent_ones = silent(&tab);
    for loud in ["core-1", "core-2", "core-3"] {
        assert!(!silent_ones.iter().any(|id| id == loud), "{silent_ones:?}");
    }
}
