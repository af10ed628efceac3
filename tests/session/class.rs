//! The others: places, turns, the class together and whom one is compared with, as the LMS tells of them and the board has it.

use choiceboard::exchange::Failure;
use choiceboard::progress::read_events;
use choiceboard::session::Note;
use choiceboard::session::view::{PeersView, RoomView};
use choiceboard::words::Phrase;
use serde_json::{Value, json};

use super::link::connect;
use super::*;

fn board(leaderboard: &str) -> String {
    format!(
        r#"{{ "choiceboard": 1, "id": "w", "title": "W", "columns": 2, "leaderboard": "{leaderboard}",
        "activities": [ {{ "id": "read", "title": "Reading", "limit": 4 }}, {{ "id": "write", "title": "Writing" }} ] }}"#
    )
}

/// A tab at an LMS that answers the first request with this besides.
fn at_lms(board: &str, device: &mut Device, besides: Value) -> Tab {
    let mut tab = opened(board, device);
    connect(&mut tab, device);
    tab.news(device, News::Leads);
    hears(&mut tab, device, besides);
    tab
}

/// The next request is answered with this besides.
fn hears(tab: &mut Tab, device: &mut Device, besides: Value) -> Value {
    let (text, ticket, _) = tab.asks(device);
    let request: Value = serde_json::from_str(&text).unwrap();
    let events = request["events"].as_array().unwrap().iter();
    let mut answer = json!({ "contract": 1, "cursor": "c",
        "accepted": events.map(|event| event["id"].clone()).collect::<Vec<_>>() });
    for (name, value) in besides.as_object().unwrap() {
        answer[name] = value.clone();
    }
    tab.answer(device, ticket, Ok(answer.to_string()));
    request
}

/// Asks the LMS again, as each minute.
fn minute(tab: &mut Tab, device: &mut Device, besides: Value) {
    tab.seconds += 60;
    tab.send(device, Message::Tick);
    hears(tab, device, besides);
}

/// Minutes without an answer.
fn offline(tab: &mut Tab, device: &mut Device, minutes: i64) {
    tab.seconds += 60 * minutes;
    tab.send(device, Message::Tick);
    if let Some((_, ticket, _)) = tab.request() {
        tab.answer(device, ticket, Err(Failure::NoAnswer));
    }
}

fn said(tab: &Tab, phrase: &Phrase) -> String {
    Tongue::english(Rc::new(Plain::default())).text(phrase, &|ix| tab.session.title(ix))
}

fn room(tab: &Tab, ix: Ix) -> Option<RoomView> {
    tab.session.panel(ix).unwrap().help?.room
}

fn room_says(tab: &Tab) -> String {
    said(tab, &room(tab, 0).expect("places").says)
}

fn warning(tab: &Tab, name: &str) -> Option<String> {
    let panel = tab.session.panel(0).unwrap();
    let action = panel.actions.iter().find(|action| action.name == name)?;
    action.warning.as_ref().map(|says| said(tab, says))
}

fn peers(tab: &Tab) -> Option<PeersView> {
    tab.session.class().peers
}

fn names(tab: &Tab) -> Vec<String> {
    let rows = peers(tab).expect("peers").rows.into_iter();
    rows.map(|row| row.name).collect()
}

/// Everything that the device keeps.
fn kept(device: &Device) -> String {
    let all = device.local.iter().chain(&device.database);
    all.map(|(_, text)| text.as_str()).collect()
}

fn taken(n: u32) -> Value {
    json!({ "class": { "places": { "read": { "taken": n } } } })
}

fn some_peers() -> Value {
    json!({ "peers": [ { "points": 9, "nickname": "Fox" }, { "points": 7 }, { "points": 5, "nickname": "Owl" },
        { "points": 4, "you": true }, { "points": 3, "nickname": "Elk" }, { "points": 1, "nickname": "Bee" },
        { "points": 0, "nickname": "Cat" } ] })
}

#[test]
fn without_an_lms_that_shares_them_no_places_are_claimed() {
    let mut device = Device::default();
    let alone = opened(&board("off"), &mut device);
    assert_eq!(room_says(&alone), "For 4 learners at a time.");
    assert_eq!(room(&alone, 1), None);
    let tab = at_lms(&board("off"), &mut Device::default(), json!({}));
    assert_eq!(room_says(&tab), "For 4 learners at a time.");
    assert_eq!(warning(&tab, "choose"), None);
}

#[test]
fn places_are_counted_and_a_full_one_warns() {
    let mut device = Device::default();
    let mut tab = at_lms(&board("off"), &mut device, taken(2));
    assert_eq!(room_says(&tab), "2 of 4 places are free.");
    assert_eq!(warning(&tab, "choose"), None);
    minute(&mut tab, &mut device, taken(3));
    assert_eq!(room_says(&tab), "1 of 4 places is free.");
    minute(&mut tab, &mut device, taken(5));
    assert_eq!(room_says(&tab), "Full just now: 5 learners, 4 places.");
    assert!(room(&tab, 0).unwrap().is_full);
    let full = "It is full just now. You can choose it and wait until a place is free, or do something else first.";
    assert_eq!(warning(&tab, "choose").as_deref(), Some(full));
    assert_eq!(warning(&tab, "start").as_deref(), Some(full));
    // It is not forbidden; whoever is there is not warned of it.
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert_eq!(tab.state(0), State::Chosen);
    assert_eq!(room_says(&tab), "5 of 4 places are taken.");
    assert_eq!(warning(&tab, "start"), None);
    // What an answer does not say any more is so no more.
    hears(&mut tab, &mut device, json!({}));
    assert_eq!(room_says(&tab), "For 4 learners at a time.");
}

/// What the tile says of places: whether it is full, and the words.
fn on_tile(tab: &Tab, ix: Ix) -> Option<(bool, String)> {
    let room = tab.session.flags(ix).room;
    assert_eq!(tab.session.tile(ix).unwrap().flagged, room.is_some());
    room.map(|room| (room.is_full, said(tab, &room.says)))
}

#[test]
fn a_tile_says_how_many_places_are_free_now() {
    let mut device = Device::default();
    let alone = opened(&board("off"), &mut device);
    assert_eq!(on_tile(&alone, 0), None);
    let says = |is_full: bool, says: &str| Some((is_full, String::from(says)));
    let mut tab = at_lms(&board("off"), &mut device, taken(2));
    assert_eq!(on_tile(&tab, 0), says(false, "2 of 4 places free"));
    assert_eq!(on_tile(&tab, 1), None);
    tab.changed.clear();
    minute(&mut tab, &mut device, taken(3));
    assert_eq!(on_tile(&tab, 0), says(false, "1 of 4 places free"));
    let drawn = tab.changed.iter().any(|tiles| match tiles {
        Tiles::All => true,
        Tiles::Some(tiles) => tiles.contains(&0),
    });
    assert!(drawn, "the tile is drawn anew");
    minute(&mut tab, &mut device, taken(5));
    assert_eq!(on_tile(&tab, 0), says(true, "Full"));
    // Whoever is there is told of no lack; to whom it is done, nothing.
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert_eq!(on_tile(&tab, 0), says(false, "All 4 places taken"));
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    assert_eq!(on_tile(&tab, 0), None);
    tab.act(&mut device, Act::Undo(0));
    tab.settle(&mut device);
    // Not said of what was so some time ago.
    assert!(on_tile(&tab, 0).is_some());
    offline(&mut tab, &mut device, 20);
    assert_eq!(on_tile(&tab, 0), None);
}

#[test]
fn what_was_heard_a_while_ago_says_when_and_warns_of_nothing() {
    let mut device = Device::default();
    let mut tab = at_lms(&board("off"), &mut device, taken(4));
    let at = |tab: &Tab| room_says(tab);
    offline(&mut tab, &mut device, 2);
    assert_eq!(at(&tab), "Full just now: 4 learners, 4 places.");
    tab.changed.clear();
    offline(&mut tab, &mut device, 20);
    assert_eq!(
        at(&tab),
        "As of 21 November 2026, 10:00: 4 of 4 places are taken."
    );
    assert_eq!(warning(&tab, "choose"), None);
    // The next day, without a network, it is still there.
    let again = opened(&board("off"), &mut device);
    assert_eq!(room_says(&again), "For 4 learners at a time.");
    let mut again = opened(&board("off"), &mut device);
    again.seconds += 86_400;
    connect(&mut again, &mut device);
    again.send(&mut device, Message::Tick);
    assert_eq!(
        at(&again),
        "As of 21 November 2026, 10:00: 4 of 4 places are taken."
    );
}

#[test]
fn the_class_has_points_together() {
    let mut device = Device::default();
    let class = json!({ "class": { "points": 1240, "learners": 24, "goal": 2000 } });
    let mut tab = at_lms(&board("off"), &mut device, class);
    let now = tab.session.class();
    let all = now.together.unwrap();
    assert_eq!(
        said(&tab, &all.says),
        "Your class has 1,240 points together, with 24 learners."
    );
    let (goal, part) = all.goal.unwrap();
    assert_eq!(part, 62);
    assert_eq!(
        said(&tab, &goal),
        "1,240 of 2,000 points, your goal together"
    );
    assert_eq!(now.as_of, None);
    offline(&mut tab, &mut device, 30);
    let as_of = tab.session.class().as_of.unwrap();
    assert_eq!(said(&tab, &as_of), "As of 21 November 2026, 10:00.");
    minute(&mut tab, &mut device, json!({ "class": { "points": 1 } }));
    let now = tab.session.class();
    assert_eq!(
        said(&tab, &now.together.unwrap().says),
        "Your class has 1 point together."
    );
    assert_eq!(now.as_of, None);
}

#[test]
fn where_the_board_has_it_off_nobody_is_compared_and_nothing_of_it_is_kept() {
    let mut device = Device::default();
    let tab = at_lms(&board("off"), &mut device, some_peers());
    assert_eq!(peers(&tab), None);
    assert!(!kept(&device).contains("Fox"), "{}", kept(&device));
    // The board has it off now: what is on the device from before is not shown either.
    let mut device = Device::default();
    let tab = at_lms(&board("all"), &mut device, some_peers());
    assert!(peers(&tab).is_some());
    assert!(kept(&device).contains("Fox"));
    let mut off = opened(&board("off"), &mut device);
    connect(&mut off, &mut device);
    assert_eq!(peers(&off), None);
}

#[test]
fn a_board_shows_as_much_of_the_others_as_it_says() {
    let near = at_lms(&board("neighbours"), &mut Device::default(), some_peers());
    assert_eq!(names(&near), ["", "Owl", "", "Elk", "Bee"]);
    let rows = peers(&near).unwrap().rows;
    assert!(rows.iter().all(|row| row.place.is_none()));
    assert!(rows[2].mine && !rows[0].mine);
    let all = at_lms(&board("all"), &mut Device::default(), some_peers());
    assert_eq!(names(&all).len(), 7);
    assert_eq!(peers(&all).unwrap().rows[6].place, Some(7));
    // None of them has a team.
    let teams = at_lms(&board("team"), &mut Device::default(), some_peers());
    assert_eq!(peers(&teams).unwrap().rows, []);
    let none = at_lms(
        &board("all"),
        &mut Device::default(),
        json!({ "peers": [] }),
    );
    assert_eq!(peers(&none), None);
}

#[test]
fn whoever_does_not_take_part_sees_nobody_and_the_lms_is_told() {
    let mut device = Device::default();
    let mut tab = at_lms(&board("neighbours"), &mut device, some_peers());
    tab.act(&mut device, Act::Note(Rc::new(Note::TakePart(false))));
    tab.settle(&mut device);
    let now = peers(&tab).unwrap();
    assert_eq!((now.takes_part, now.open, now.rows.len()), (false, true, 0));
    assert!(!kept(&device).contains("Fox"));
    // An LMS that goes on sending them finds no place for them.
    let request = hears(&mut tab, &mut device, some_peers());
    let event = request["events"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&event["type"], &event["value"]),
        (&json!("take_part"), &json!(false))
    );
    assert!(!kept(&device).contains("Fox"));
    // That stays on the next day, and through starting over.
    tab.act(&mut device, Act::Reset);
    tab.settle(&mut device);
    assert!(!peers(&tab).unwrap().takes_part);
    let again = opened(&board("neighbours"), &mut device);
    assert!(!peers(&again).unwrap().takes_part);
    tab.act(&mut device, Act::Note(Rc::new(Note::TakePart(true))));
    tab.settle(&mut device);
    hears(&mut tab, &mut device, some_peers());
    let now = peers(&tab).unwrap();
    assert_eq!((now.takes_part, now.rows.len()), (true, 5));
}

/// Two teams, the learner in one of them, and somebody in none who has the most.
fn some_teams() -> Value {
    json!({ "peers": [ { "points": 50, "nickname": "Elk" }, { "points": 9, "nickname": "Fox", "team": "Red" },
        { "points": 7, "nickname": "Owl", "team": "Blue" }, { "points": 4, "you": true, "team": "Blue" },
        { "points": 1, "nickname": "Bee", "team": "Red" }, { "points": 2, "nickname": "Cat", "team": "Red" } ] })
}

/// Place, name, points and whether it is the learner's own, of each row.
fn rows(tab: &Tab) -> Vec<(Option<u32>, String, f64, bool)> {
    let rows = peers(tab).expect("peers").rows.into_iter();
    rows.map(|row| (row.place, row.name, row.points.number(), row.mine))
        .collect()
}

#[test]
fn teams_are_compared_and_nobody_in_them() {
    let mut device = Device::default();
    let mut tab = at_lms(&board("team"), &mut device, some_teams());
    let row = |name: &str, points: f64, mine: bool| (None, String::from(name), points, mine);
    assert_eq!(
        rows(&tab),
        [row("Red", 12.0, false), row("Blue", 11.0, true)]
    );
    assert_eq!(peers(&tab).unwrap().kind, "team");
    // Whoever is in no team, and whoever is in one, has no row and no name.
    let shown = format!("{:?}", tab.session.class());
    for name in ["Elk", "Fox", "Owl", "Bee", "Cat", "50"] {
        assert!(!shown.contains(name), "{name} in {shown}");
    }
    // Equal teams stand by name; a learner without a team sees both and none of them as their own.
    let mut alone = some_teams();
    alone["peers"][3] = json!({ "points": 4, "you": true });
    alone["peers"][2]["points"] = json!(12);
    minute(&mut tab, &mut device, alone);
    assert_eq!(
        rows(&tab),
        [row("Blue", 12.0, false), row("Red", 12.0, false)]
    );
    // Whoever stays out of it sees no team, keeps nothing of them, and sees them again after a change of mind.
    tab.act(&mut device, Act::Note(Rc::new(Note::TakePart(false))));
    tab.settle(&mut device);
    hears(&mut tab, &mut device, some_teams());
    let now = peers(&tab).unwrap();
    assert_eq!((now.takes_part, now.open, now.rows.len()), (false, true, 0));
    assert!(!kept(&device).contains("Red"), "{}", kept(&device));
    tab.act(&mut device, Act::Note(Rc::new(Note::TakePart(true))));
    tab.settle(&mut device);
    hears(&mut tab, &mut device, some_teams());
    assert_eq!(rows(&tab).len(), 2);
}

#[test]
fn everybody_stands_by_points_and_equals_share_a_place() {
    let mut device = Device::default();
    let mut tab = at_lms(&board("all"), &mut device, some_peers());
    let row =
        |place: u32, name: &str, points: f64| (Some(place), String::from(name), points, place == 4);
    assert_eq!(
        rows(&tab),
        [
            row(1, "Fox", 9.0),
            row(2, "", 7.0),
            row(3, "Owl", 5.0),
            row(4, "", 4.0),
            row(5, "Elk", 3.0),
            row(6, "Bee", 1.0),
            row(7, "Cat", 0.0)
        ]
    );
    let equals = json!({ "peers": [ { "points": 7, "nickname": "Fox" }, { "points": 3, "nickname": "Owl" }, { "points": 7, "you": true } ] });
    minute(&mut tab, &mut device, equals);
    let places: Vec<(Option<u32>, bool)> = rows(&tab)
        .into_iter()
        .map(|(place, _, _, mine)| (place, mine))
        .collect();
    assert_eq!(
        places,
        [(Some(1), true), (Some(1), false), (Some(3), false)]
    );
    tab.act(&mut device, Act::Note(Rc::new(Note::TakePart(false))));
    tab.settle(&mut device);
    hears(&mut tab, &mut device, some_peers());
    let now = peers(&tab).unwrap();
    assert_eq!((now.takes_part, now.open, now.rows.len()), (false, true, 0));
    assert!(!kept(&device).contains("Fox"));
}

#[test]
fn what_changes_of_the_others_is_drawn_anew_and_nothing_else() {
    let mut device = Device::default();
    let mut tab = at_lms(&board("all"), &mut device, some_peers());
    let mut answered = |tab: &mut Tab, besides: &Value| {
        tab.seconds += 60;
        tab.send(&mut device, Message::Tick);
        let (_, ticket, _) = tab.asks(&mut device);
        let mut answer = besides.clone();
        answer["contract"] = json!(1);
        let result = Ok(answer.to_string());
        let news = Message::Link(Box::new(News::Answered { ticket, result }));
        let stamp = tab.stamp();
        let changed = tab.session.update(news, stamp).changed;
        (changed.head, changed.ledger)
    };
    // The same once more.
    assert_eq!(answered(&mut tab, &some_peers()), (false, false));
    assert_eq!(answered(&mut tab, &taken(1)), (true, true));
    assert_eq!(answered(&mut tab, &taken(1)), (false, false));
    assert_eq!(answered(&mut tab, &json!({})), (true, true));
    // It has grown old: that is said.
    assert_eq!(answered(&mut tab, &taken(1)), (true, true));
    tab.seconds += 600;
    let stamp = tab.stamp();
    let changed = tab.session.update(Message::Tick, stamp).changed;
    assert!(changed.ledger);
}

#[test]
fn what_another_tab_hears_this_one_shows() {
    let mut device = Device::default();
    let mut tab = at_lms(&board("all"), &mut device, some_peers());
    let mut other = opened(&board("all"), &mut device);
    connect(&mut other, &mut device);
    assert_eq!(names(&other).len(), 7);
    tab.told.clear();
    minute(
        &mut tab,
        &mut device,
        json!({ "peers": [ { "points": 4, "you": true }, { "points": 2 } ] }),
    );
    for (key, text) in std::mem::take(&mut tab.told) {
        other.send(&mut device, Message::Told { key, text });
    }
    assert_eq!(names(&other).len(), 2);
}

#[test]
fn no_answer_of_any_shape_is_lost_by_what_it_tells_of_the_others() {
    for odd in [
        json!({ "class": 7, "peers": { "points": 3 } }),
        json!({ "class": { "places": { "read": { "taken": -3 }, "nowhere": { "taken": 3 } } } }),
        json!({ "class": { "turns": [[], { "activities": [7], "from": 0, "until": "x" }] }, "peers": [[[]]] }),
    ] {
        let mut device = Device::default();
        let mut tab = at_lms(&board("all"), &mut device, odd.clone());
        assert_eq!(tab.session.class().peers, None, "{odd}");
        assert_eq!(room_says(&tab), "For 4 learners at a time.", "{odd}");
        tab.act(&mut device, Act::Choose(1));
        hears(&mut tab, &mut device, odd.clone());
        assert_eq!(tab.session.saved(), Saved::Confirmed, "{odd}");
    }
}

const TURNS: &str = r#"{ "choiceboard": 1, "id": "t", "title": "T",
    "activities": [ { "id": "read", "title": "Reading" }, { "id": "listen", "title": "Listening" },
        { "id": "speak", "title": "Speaking" }, { "id": "free", "title": "Free" } ],
    "groups": [ { "id": "a" }, { "id": "b" } ],
    "sections": [ { "id": "stations", "activities": ["read", "listen", "speak"], "turns": $ },
        { "id": "rest", "activities": ["free"], "choose": { "min": 1 } } ] }"#;

/// What the heads of both sections say.
fn heads(tab: &Tab) -> [String; 2] {
    let sections = tab.session.sections();
    let says = sections.iter().map(|section| {
        let quota = section.quota.as_ref();
        quota.map_or_else(String::new, |(says, _)| said(tab, says))
    });
    says.collect::<Vec<_>>().try_into().expect("two sections")
}

fn head(tab: &Tab) -> String {
    let [first, _] = heads(tab);
    first
}

fn stations(turns: &str, device: &mut Device) -> Tab {
    opened(&TURNS.replace('$', turns), device)
}

/// A teacher puts the learner into a group, or takes them out.
fn group(tab: &mut Tab, device: &mut Device, id: &str, group: &str) {
    let event = format!(
        r#"{{ "id": "{id}", "at": "2026-11-21T10:00:00Z", "type": "group", "group": "{group}" }}"#
    );
    assert_eq!(read_events(&event).faults, []);
    let text = format!(
        r#"{{ "choiceboard_log": 1, "board": "t", "learner": "guest", "events": [{event}] }}"#
    );
    tab.send(device, Message::Import { text });
    tab.settle(device);
}

#[test]
fn a_teachers_rotation_says_the_order_of_ones_own_stations() {
    let mut device = Device::default();
    let tab = stations(r#"{ "minutes": 15 }"#, &mut device);
    assert_eq!(
        heads(&tab),
        [
            "In this order, 15 minutes each: Reading, Listening, and Speaking",
            "Choose at least 1: 0 chosen"
        ]
    );
    let mut device = Device::default();
    let grouped = r#"{ "groups": ["a", "b"], "stations": ["read", ["listen", "speak"]] }"#;
    let mut tab = stations(grouped, &mut device);
    assert_eq!(head(&tab), "2 stations. Your teacher says where you begin.");
    group(&mut tab, &mut device, "g1", "b");
    assert_eq!(
        head(&tab),
        "In this order: (Listening and Speaking) and Reading"
    );
}

#[test]
fn a_rotation_that_has_begun_says_where_one_is_and_for_how_long() {
    let mut device = Device::default();
    let turns = r#"{ "minutes": 15, "begins": "2026-11-21T10:10:00Z", "groups": ["a", "b"] }"#;
    let mut tab = stations(turns, &mut device);
    group(&mut tab, &mut device, "g1", "b");
    assert_eq!(
        head(&tab),
        "Begins 21 November 2026, 10:10: first Listening"
    );
    let mut at = |minutes: i64| {
        tab.seconds = minutes * 60 - 1;
        let changed = {
            let stamp = tab.stamp();
            tab.session.update(Message::Tick, stamp).changed
        };
        assert!(changed.sections);
        head(&tab)
    };
    assert_eq!(at(10), "Now: Listening, 15 minutes left. Next: Speaking");
    assert_eq!(at(24), "Now: Listening, 1 minute left. Next: Speaking");
    assert_eq!(at(25), "Now: Speaking, 15 minutes left. Next: Reading");
    assert_eq!(at(50), "Now: Reading, 5 minutes left. It is the last one.");
    assert_eq!(at(55), "All turns are over.");
}

#[test]
fn the_turns_of_an_lms_go_before_the_teachers() {
    let mut device = Device::default();
    let turn = |id: &str, from: &str, until: &str| json!({ "activities": [id], "from": from, "until": until });
    let class = json!({ "class": { "turns": [
        turn("speak", "2026-11-21T10:30:00Z", "2026-11-21T10:45:00Z"),
        turn("listen", "2026-11-21T09:55:00Z", "2026-11-21T10:20:00Z"),
        turn("free", "2026-11-21T10:45:00Z", "2026-11-21T11:00:00Z"),
        turn("gone", "2026-11-21T10:45:00Z", "2026-11-21T11:00:00Z") ] } });
    let board = TURNS.replace('$', r#"{ "minutes": 15 }"#);
    let mut tab = at_lms(&board, &mut device, class);
    assert_eq!(
        heads(&tab),
        [
            "Now: Listening, 20 minutes left. Next: Speaking",
            "Choose at least 1: 0 chosen. Begins 21 November 2026, 10:45: first Free"
        ]
    );
    offline(&mut tab, &mut device, 20);
    assert_eq!(head(&tab), "Begins 21 November 2026, 10:30: first Speaking");
    offline(&mut tab, &mut device, 30);
    assert_eq!(head(&tab), "All turns are over.");
}
