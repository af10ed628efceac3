//! Groups: the same tile with another text, and no word of the group.

use choiceboard::progress::read_events;
use choiceboard::session::view::TileView;
use choiceboard::session::{Audience, Wants};
use choiceboard::words::Phrase;

use super::*;

/// The group's id and title are words that stand nowhere else.
const BOARD: &str = r#"{ "choiceboard": 1, "id": "t", "title": "Trees",
    "groups": [ { "id": "oakgroup", "title": "Struggling readers" }, { "id": "ashgroup", "title": "Strong readers" } ],
    "standards": [ { "id": "s", "title": "Reading", "code": "R1" } ],
    "badges": [ { "id": "deep", "title": "Deep", "when": { "all": ["read", { "group": "ashgroup" }] } } ],
    "activities": [
        { "id": "read", "title": "Read two pages", "about": "Read them alone.", "minutes": 20, "standards": ["s"], "points": 3,
          "check": { "questions": [ { "id": "q", "kind": "number", "text": "How many trees are named?", "answer": 8 } ] },
          "versions": { "oakgroup": { "title": "Read one page", "about": "Read it with a friend.", "minutes": 30,
            "check": { "questions": [ { "id": "q", "kind": "number", "text": "How many trees are in the picture?", "answer": 3 } ] } } } },
        { "id": "draw", "title": "Draw a tree" },
        { "id": "more", "title": "Read a book", "requires": { "group": "ashgroup" } } ] }"#;

/// A teacher's word, as it comes from an LMS or in a file.
fn says_teacher(tab: &mut Tab, device: &mut Device, id: &str, group: &str, member: bool) {
    let event = format!(
        r#"{{ "id": "{id}", "at": "2026-11-21T10:00:0{}Z", "type": "group", "group": "{group}", "member": {member}, "by": {{ "role": "teacher", "id": "t" }} }}"#,
        id.len()
    );
    assert_eq!(read_events(&event).faults, []);
    let text = format!(
        r#"{{ "choiceboard_log": 1, "board": "t", "learner": "guest", "events": [{event}] }}"#
    );
    tab.send(device, Message::Import { text });
    tab.settle(device);
}

/// Title and minutes of the tile, what the panel says, and what its check asks.
fn told(tab: &Tab) -> (String, Option<f64>, String, Vec<String>) {
    let tile = tab.session.tile(0).unwrap();
    let panel = tab.session.panel(0).unwrap();
    assert_eq!(panel.tile, tile);
    let quiz = panel.quiz.map(|quiz| quiz.questions).unwrap_or_default();
    let asks = quiz.into_iter().map(|question| question.says).collect();
    (tile.title, tile.minutes, panel.about, asks)
}

/// All that a screen, a reader's voice or a sheet can get of the board.
fn everything(tab: &Tab) -> String {
    let session = &tab.session;
    let mut all = vec![
        format!("{:?}", session.head()),
        format!("{:?}", session.sections()),
        format!("{:?}", session.badges()),
        format!("{:?}", session.ledger()),
        format!("{:?}", session.standards()),
        format!("{:?}", session.class()),
        format!("{:?}", session.folio()),
        format!("{:?}", session.journal()),
        format!("{:?}", session.plan()),
        format!("{:?}", session.week()),
        format!("{:?}", session.next()),
        format!("{:?}", session.growth()),
        format!("{:?}", session.notice()),
    ];
    for ix in 0..session.activities() {
        all.push(format!("{:?} {:?}", session.tile(ix), session.panel(ix)));
        all.push(format!("{:?} {:?}", session.flags(ix), session.warning(ix)));
    }
    let english = Tongue::english(Rc::new(Plain::default()));
    for audience in [Audience::Family, Audience::Talk] {
        let sheet = session.sheet(&Wants::of(audience), &english);
        all.push(sheet.expect("a board").write(&english));
    }
    all.join("\n")
}

#[test]
fn a_group_meets_the_same_tile_with_other_words_and_no_label() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let before = (
        String::from("Read two pages"),
        Some(20.0),
        String::from("Read them alone."),
        vec![String::from("How many trees are named?")],
    );
    let after = (
        String::from("Read one page"),
        Some(30.0),
        String::from("Read it with a friend."),
        vec![String::from("How many trees are in the picture?")],
    );
    assert_eq!(told(&tab), before);
    let tile = tab.session.tile(0).unwrap();
    tab.changed.clear();
    says_teacher(&mut tab, &mut device, "g1", "oakgroup", true);
    assert_eq!(told(&tab), after);
    assert!(
        tab.changed.iter().any(|tiles| match tiles {
            Tiles::All => true,
            Tiles::Some(tiles) => tiles.contains(&0),
        }),
        "the tile is drawn anew"
    );
    // The same tile: but for its words nothing of it is another.
    let now = tab.session.tile(0).unwrap();
    let words = |tile: TileView| TileView {
        title: String::new(),
        minutes: None,
        ..tile
    };
    assert_eq!(words(now), words(tile));
    // It stays on the next day; the answer of the version is the right one there.
    let mut tab = opened(BOARD, &mut device);
    assert_eq!(told(&tab), after);
    tab.act(&mut device, Act::Start(0));
    let three = Given::One(String::from("3"));
    tab.act(&mut device, Act::Give(0, "q".into(), three));
    tab.act(&mut device, Act::Answer(0));
    tab.settle(&mut device);
    let quiz = tab.session.panel(0).unwrap().quiz.expect("a check");
    assert_eq!(quiz.passed, Some(true));
    // A group without a version of its own meets the text for all, and so does whoever is taken out.
    says_teacher(&mut tab, &mut device, "out", "oakgroup", false);
    says_teacher(&mut tab, &mut device, "else", "ashgroup", true);
    let (title, minutes, about, _) = told(&tab);
    assert_eq!((title, minutes, about), (before.0, before.1, before.2));
}

#[test]
fn neither_the_id_nor_the_title_of_a_group_stands_anywhere() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let nowhere = |tab: &Tab, when: &str| {
        let all = everything(tab);
        assert!(all.contains("Draw a tree"), "{when}");
        for word in ["oakgroup", "ashgroup", "Struggling", "Strong"] {
            assert!(!all.contains(word), "{when}: {word} in {all}");
        }
    };
    nowhere(&tab, "in no group");
    says_teacher(&mut tab, &mut device, "g1", "oakgroup", true);
    nowhere(&tab, "in the first");
    // What the other group may do is locked for this one, and says no name.
    let why = tab.session.tile(2).unwrap().why.expect("a reason");
    let said = |phrase: &Phrase| {
        Tongue::english(Rc::new(Plain::default())).text(phrase, &|ix| tab.session.title(ix))
    };
    assert_eq!(said(&why), "Locked for now. Your teacher decides this.");
    tab.act(&mut device, Act::Done(1));
    tab.settle(&mut device);
    says_teacher(&mut tab, &mut device, "g22", "ashgroup", true);
    assert_eq!(tab.session.tile(2).unwrap().why, None);
    nowhere(&tab, "in both");
}
