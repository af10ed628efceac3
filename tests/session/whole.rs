//! The board as a whole: its end, the ways there, badges, and what of it was on offer.

use super::device::open_board;
use super::*;

#[test]
fn the_end_is_celebrated_once() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    for ix in [0, 1, 2] {
        assert!(!tab.session.notice().celebrate);
        tab.act(&mut device, Act::Done(ix));
    }
    assert!(tab.session.notice().celebrate);
    assert_eq!(tab.session.head().state, BoardState::Complete);
    tab.send(&mut device, Message::Dismissed);
    assert!(
        tab.session.notice().celebrate,
        "a bar is put away by itself"
    );
    tab.send(&mut device, Message::PartyOver);
    assert!(!tab.session.notice().celebrate);
    tab.settle(&mut device);
    let mut again = Tab::open("two", &mut device);
    assert!(!again.session.notice().celebrate);
    again.act(&mut device, Act::Undo(2));
    again.act(&mut device, Act::Done(2));
    assert_eq!(
        (again.session.head().state, again.session.notice().celebrate),
        (BoardState::Complete, false)
    );
}

#[test]
fn a_finished_board_shows_no_way_that_is_left() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    for ix in [0, 1, 2] {
        assert!(tab.session.head().ways.iter().any(|way| !way.met));
        tab.act(&mut device, Act::Done(ix));
    }
    let head = tab.session.head();
    assert_eq!(head.missing.key, "head-finished");
    assert_eq!(head.ways.len(), 1);
    assert!(head.ways[0].met && !head.ways[0].nearest);
}

#[test]
fn only_a_rule_of_lines_has_lines_drawn() {
    let activities = (0..9).map(|n| format!(r#"{{ "id": "a{n}", "title": "A" }}"#));
    let activities: Vec<String> = activities.collect();
    for (rule, drawn) in [
        (r#"{ "lines": 1 }"#, true),
        (r#"{ "one_per": "row" }"#, false),
    ] {
        let board = format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "columns": 3, "activities": [{}], "complete": {rule} }}"#,
            activities.join(",")
        );
        let tab = opened(&board, &mut Device::default());
        let ways = tab.session.head().ways;
        assert!(ways.iter().any(|way| !way.cells.is_empty()), "{rule}");
        assert!(ways.iter().all(|way| way.line == drawn), "{rule}");
    }
}

#[test]
fn lines_that_are_all_alike_are_not_listed_until_one_is_begun() {
    let board = |side: usize, rule: &str| {
        let activities =
            (0..side * side).map(|n| format!(r#"{{ "id": "a{n}", "title": "A{n}" }}"#));
        let activities: Vec<String> = activities.collect();
        format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "columns": {side}, "activities": [{}], "complete": {rule} }}"#,
            activities.join(",")
        )
    };
    let mut device = Device::default();
    let mut tab = opened(&board(8, r#"{ "lines": 1, "length": 5 }"#), &mut device);
    let english = Tongue::english(Rc::new(Plain::default()));
    let titles = |tab: &Tab| -> Vec<String> {
        let head = tab.session.head();
        let title = |ix| tab.session.title(ix);
        let ways = head.ways.iter().map(|way| &way.title);
        ways.chain(&head.other_ways)
            .map(|says| english.text(says, &title))
            .collect()
    };
    assert_eq!(titles(&tab), [""; 0]);
    tab.act(&mut device, Act::Choose(0));
    let told = titles(&tab);
    assert_eq!(told.len(), 9);
    assert_eq!(told[0], "row 1, “A0” to “A4”");
    assert_eq!(told[8], "and 88 more");
    let small = opened(&board(3, r#"{ "lines": 1 }"#), &mut Device::default());
    let told = titles(&small);
    assert_eq!(told.len(), 8);
    assert_eq!(told[0], "the top row");
}

#[test]
fn an_earned_badge_is_written_down() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(4));
    assert!(tab.session.badges()[0].earned);
    assert!(tab.log(&mut device).iter().any(|(_, kind)| kind == "earn"));
    let said: Vec<_> = tab
        .session
        .notice()
        .announce
        .iter()
        .map(|phrase| phrase.key)
        .collect();
    assert_eq!(said, ["say-badge", "say-state", "say-points"]);
    tab.send(&mut device, Message::Heard);
    assert_eq!(tab.session.notice().announce, []);
}

#[test]
fn the_board_is_offered_once_an_edition() {
    let mut device = Device::default();
    let offered = |tab: &mut Tab, device: &mut Device| {
        tab.log(device)
            .iter()
            .filter(|(_, kind)| kind == "offered")
            .count()
    };
    let mut tab = Tab::open("one", &mut device);
    assert_eq!(offered(&mut tab, &mut device), 1);
    let mut tab = Tab::open("two", &mut device);
    assert_eq!(offered(&mut tab, &mut device), 1);
    let mut tab = Tab::closed("three");
    let bytes = BOARD.replace("\"points\": 3", "\"points\": 4");
    tab.send(&mut device, open_board("three", None, &bytes));
    tab.settle(&mut device);
    assert_eq!(offered(&mut tab, &mut device), 2);
}
