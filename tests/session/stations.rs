//! Stations in turns as the screen shows them: in one's own order, with what is now and what is next, by the clock or by what was taken up.

use choiceboard::session::view::{StationsView, Turn};

use choiceboard::words::{Intl, Phrase};

use super::link::connect;
use super::*;

const BOARD: &str = r#"{ "choiceboard": 1, "id": "t", "title": "T",
    "activities": [ { "id": "read", "title": "Reading", "limit": 4 }, { "id": "listen", "title": "Listening", "limit": 4 },
        { "id": "speak", "title": "Speaking", "limit": 4 }, { "id": "free", "title": "Free" } ],
    "groups": [ { "id": "a" }, { "id": "b" } ],
    "sections": [ { "id": "stations", "activities": ["read", "listen", "speak"], "turns": $ },
        { "id": "rest", "activities": ["free"] } ] }"#;

fn board(turns: &str) -> String {
    BOARD.replace('$', turns)
}

fn group(tab: &mut Tab, device: &mut Device, group: &str) {
    let event = format!(
        r#"{{ "id": "g", "at": "2026-11-21T10:00:00Z", "type": "group", "group": "{group}" }}"#
    );
    let text = format!(
        r#"{{ "choiceboard_log": 1, "board": "t", "learner": "guest", "events": [{event}] }}"#
    );
    tab.send(device, Message::Import { text });
    tab.settle(device);
}

fn said(tab: &Tab, phrase: &Phrase) -> String {
    Tongue::english(Rc::new(Plain::default())).text(phrase, &|ix| tab.session.title(ix))
}

fn stations(tab: &Tab) -> StationsView {
    tab.session.stations(0).expect("stations")
}

fn lead(tab: &Tab) -> String {
    said(tab, &stations(tab).lead)
}

fn goes_on(tab: &Tab) -> Vec<String> {
    let all = stations(tab).goes_on;
    all.iter().map(|says| said(tab, says)).collect()
}

/// Number and turn of each, in order.
fn turns(tab: &Tab) -> Vec<(u32, Turn)> {
    let all = stations(tab).stations.into_iter();
    all.map(|it| (it.number, it.turn)).collect()
}

/// What the tiles of the stations say.
fn tiles(tab: &Tab) -> [Option<Turn>; 4] {
    [0, 1, 2, 3].map(|ix| tab.session.flags(ix).turn.map(|it| it.turn))
}

#[test]
fn without_times_one_is_where_one_has_taken_something_up() {
    let mut device = Device::default();
    let grouped = r#"{ "minutes": 15, "groups": ["a", "b"] }"#;
    let mut tab = opened(&board(grouped), &mut device);
    group(&mut tab, &mut device, "b");
    assert!(stations(&tab).is_own);
    assert_eq!(lead(&tab), "You begin at: Listening");
    use Turn::{Done, Later, Next, Now};
    assert_eq!(turns(&tab), [(2, Next), (3, Later), (1, Later)]);
    assert_eq!(tiles(&tab), [Some(Later), Some(Next), Some(Later), None]);
    assert_eq!(
        goes_on(&tab),
        [
            "15 minutes at each. Your teacher says when all move on. “Now” is where you have chosen or started something.",
            "4 places at each."
        ]
    );

    tab.act(&mut device, Act::Choose(1));
    assert_eq!(lead(&tab), "Now: Listening. Next: Speaking");
    assert_eq!(turns(&tab), [(2, Now), (3, Next), (1, Later)]);
    tab.act(&mut device, Act::Done(1));
    assert_eq!(lead(&tab), "Next: Speaking");
    assert_eq!(turns(&tab), [(2, Done), (3, Next), (1, Later)]);
    // Whoever goes elsewhere first is there, and still misses none.
    tab.act(&mut device, Act::Start(0));
    assert_eq!(lead(&tab), "Now: Reading. Next: Speaking");
    tab.act(&mut device, Act::Done(0));
    tab.act(&mut device, Act::Choose(2));
    assert_eq!(lead(&tab), "Now: Speaking. It is the last one.");
    tab.act(&mut device, Act::Done(2));
    assert_eq!(lead(&tab), "You have been at all 3 stations.");
    assert_eq!(tiles(&tab), [Some(Done), Some(Done), Some(Done), None]);
}

#[test]
fn whoever_is_in_no_group_is_told_no_first_station_but_the_one_after_where_they_are() {
    let mut device = Device::default();
    let grouped = r#"{ "minutes": 15, "groups": ["a", "b"] }"#;
    let mut tab = opened(&board(grouped), &mut device);
    use Turn::{Done, Later, Next, Now};
    assert!(!stations(&tab).is_own);
    assert_eq!(
        lead(&tab),
        "3 stations, 15 minutes each. Your teacher says where you begin."
    );
    assert_eq!(turns(&tab), [(1, Later), (2, Later), (3, Later)]);
    assert_eq!(
        goes_on(&tab),
        [
            "Your teacher says when all move on. “Now” is where you have chosen or started something.",
            "After the last one comes the first.",
            "4 places at each."
        ]
    );
    tab.act(&mut device, Act::Start(2));
    // After the last comes the first.
    assert_eq!(lead(&tab), "Now: Speaking. Next: Reading");
    assert_eq!(turns(&tab), [(1, Next), (2, Later), (3, Now)]);
    tab.act(&mut device, Act::Done(2));
    assert_eq!(turns(&tab), [(1, Next), (2, Later), (3, Done)]);
    assert_eq!(lead(&tab), "Next: Reading");
}

#[test]
fn with_times_all_move_on_by_the_clock_and_it_is_said_once() {
    let mut device = Device::default();
    let timed = r#"{ "minutes": 15, "begins": "2026-11-21T10:10:00Z" }"#;
    let mut tab = opened(&board(timed), &mut device);
    use Turn::{Done, Later, Next, Now, Over};
    assert_eq!(turns(&tab), [(1, Next), (2, Later), (3, Later)]);
    assert_eq!(
        goes_on(&tab)[0],
        "All move on together, after 15 minutes at each. This page moves on by itself."
    );
    let tick = |tab: &mut Tab, device: &mut Device, minute: i64| {
        tab.seconds = minute * 60;
        tab.send(device, Message::Heard);
        tab.send(device, Message::Tick);
        let all = tab.session.notice().announce;
        all.iter().map(|says| said(tab, says)).collect::<Vec<_>>()
    };
    assert_eq!(
        tick(&mut tab, &mut device, 11),
        ["Now: Reading, 14 minutes left. Next: Listening"]
    );
    assert_eq!(turns(&tab), [(1, Now), (2, Next), (3, Later)]);
    let first = &stations(&tab).stations[0];
    let (from, until) = first.when.expect("a time");
    assert_eq!(until - from, 15 * 60_000);
    assert_eq!(Plain::default().hour(from), "10:10");
    // A minute less is no news.
    assert_eq!(tick(&mut tab, &mut device, 12), [""; 0]);
    tab.act(&mut device, Act::Start(0));
    tab.act(&mut device, Act::Done(0));
    tab.act(&mut device, Act::Start(2));
    assert_eq!(turns(&tab), [(1, Now), (2, Next), (3, Later)]);
    assert_eq!(
        tick(&mut tab, &mut device, 40),
        ["Now: Speaking, 15 minutes left. It is the last one."]
    );
    assert_eq!(turns(&tab), [(1, Done), (2, Over), (3, Now)]);
    assert_eq!(tiles(&tab), [Some(Done), Some(Over), Some(Now), None]);
}

#[test]
fn who_is_in_no_group_reads_when_all_begin() {
    let timed = r#"{ "minutes": 15, "groups": ["a", "b"], "begins": "2026-11-21T10:10:00Z" }"#;
    let tab = opened(&board(timed), &mut Device::default());
    assert_eq!(
        lead(&tab),
        "3 stations, 15 minutes each. Your teacher says where you begin."
    );
    let begins = goes_on(&tab).remove(0);
    assert!(begins.starts_with("All begin on "), "{begins}");
    assert!(begins.contains("10:10"), "{begins}");
    assert!(begins.ends_with(" and move on together."), "{begins}");
}

#[test]
fn a_station_of_several_activities_has_its_number_on_each_of_them() {
    let mut device = Device::default();
    let several = r#"{ "stations": ["speak", ["read", "listen"]] }"#;
    let mut tab = opened(&board(several), &mut device);
    let numbers = |tab: &Tab| [0, 1, 2].map(|ix| tab.session.flags(ix).turn.unwrap().number);
    assert_eq!(numbers(&tab), [Some(2), Some(2), Some(1)]);
    assert_eq!(lead(&tab), "You begin at: Speaking");
    tab.act(&mut device, Act::Choose(2));
    assert_eq!(lead(&tab), "Now: Speaking. Next: Reading and Listening");
    // There are so many places at each activity, and none of the station.
    assert_eq!(goes_on(&tab).len(), 1);
    // A tile of each board without turns says nothing of them.
    let plain = r#"{ "choiceboard": 1, "id": "p", "title": "P", "activities": [ { "id": "a", "title": "A" } ] }"#;
    let tab = opened(plain, &mut Device::default());
    assert_eq!(tab.session.stations(0), None);
    assert!(!tab.session.tile(0).unwrap().flagged);
}

#[test]
fn the_times_of_an_lms_go_before_and_their_tiles_say_so() {
    let mut device = Device::default();
    let mut tab = opened(&board(r#"{ "minutes": 15 }"#), &mut device);
    connect(&mut tab, &mut device);
    tab.news(&mut device, News::Leads);
    let (text, ticket, _) = tab.asks(&mut device);
    let request: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(request["contract"], 1);
    let turn = |id: &str, from: &str, until: &str| serde_json::json!({ "activities": [id], "from": from, "until": until });
    let answer = serde_json::json!({ "contract": 1, "cursor": "c", "accepted": [], "class": {
        "places": { "speak": { "taken": 1 } },
        "turns": [ turn("speak", "2026-11-21T10:30:00Z", "2026-11-21T10:45:00Z"),
            turn("listen", "2026-11-21T09:55:00Z", "2026-11-21T10:20:00Z") ] } });
    tab.answer(&mut device, ticket, Ok(answer.to_string()));
    assert_eq!(
        lead(&tab),
        "Now: Listening, 20 minutes left. Next: Speaking"
    );
    assert_eq!(
        goes_on(&tab),
        ["Your teacher has set these times. This page moves on by itself."]
    );
    assert_eq!(tiles(&tab), [None, Some(Turn::Now), Some(Turn::Next), None]);
    let room = stations(&tab).stations[1].room.clone().expect("places");
    assert_eq!(said(&tab, &room.says), "3 of 4 places free");
}

#[test]
fn more_stations_than_can_be_listed_are_said_in_one_sentence() {
    let ids: Vec<String> = (0..60).map(|n| format!("a{n}")).collect();
    let activities: Vec<serde_json::Value> = ids
        .iter()
        .map(|id| serde_json::json!({ "id": id, "title": id }))
        .collect();
    let board = serde_json::json!({ "choiceboard": 1, "id": "m", "title": "M", "activities": activities,
        "sections": [ { "id": "s", "activities": ids, "turns": { "minutes": 5 } } ] });
    let tab = opened(&board.to_string(), &mut Device::default());
    assert_eq!(tab.session.stations(0), None);
    assert_eq!(tab.session.flags(0).turn, None);
    let sections = tab.session.sections();
    let (says, _) = sections[0].quota.as_ref().expect("the order in words");
    assert!(said(&tab, says).starts_with("In this order, 5 minutes each: a0, a1"));
}
