//! Three learners at one LMS that tells each of the others: places at a station, the class together, neighbours, and who does not take part.

use std::sync::Arc;

use lms::{Lms, Mishap, Shared};
use serde_json::{Value, json};

use super::visit::{Visit, dist, says};

const ID: &str = "class-of-three";

const BOARD: &str = r#"{ "choiceboard": 1, "id": "class-of-three", "title": "Three of us", "language": "en", "leaderboard": "neighbours",
    "sections": [ { "id": "stations", "activities": ["read", "listen"], "turns": { "stations": ["listen", "read"], "minutes": 15 } } ],
    "activities": [ { "id": "read", "title": "Reading", "limit": 2, "points": 5 }, { "id": "listen", "title": "Listening", "points": 3 } ] }"#;

fn page(learner: &str) -> String {
    format!("index.html?board=given.json&learner={learner}&endpoint=/api/progress&language=en")
}

fn open(visit: &Visit, learner: &str) {
    visit.go(&page(learner));
    visit.wait_for_hook("saved", "confirmed");
}

fn turn_to(visit: &Visit, leaf: &str) {
    visit.click_by("button", &says(leaf));
}

/// Sends and hears at once.
fn sync(visit: &Visit) {
    visit.script("dispatchEvent(new Event('online'))", &[]);
}

fn press(visit: &Visit, activity: &str, action: &str, state: &str) {
    visit.click_one(&format!(".cb-tile[data-activity={activity}]"));
    visit.click_one(&format!("[data-action={action}]"));
    visit.wait_for_state(activity, state);
    visit.wait_for_hook("saved", "confirmed");
}

/// What a learner has sent of taking part.
fn words(lms: &Lms, learner: &str) -> Vec<Value> {
    let events = lms.events(ID, learner).into_iter();
    let events = events.filter(|event| event["type"] == "take_part");
    events.map(|event| event["value"].clone()).collect()
}

fn begin() -> (Lms, Visit) {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    lms.give(BOARD);
    lms.share(Shared {
        places: true,
        goal: Some(20),
        peers: true,
        nicknames: [("ben".to_owned(), "Fox".to_owned())].into(),
        ..Shared::default()
    });
    (lms, Visit::at(Arc::new(site)))
}

#[test]
fn a_station_says_how_many_places_are_free_and_a_full_one_asks_first() {
    let (lms, ada) = begin();
    open(&ada, "ada");
    // The teacher's rotation, in the head of its section.
    ada.wait_for_text("In this order, 15 minutes each: Listening and Reading");
    ada.click_one(".cb-tile[data-activity=read]");
    // Nobody is there: the LMS counts nobody, and nothing is claimed.
    ada.wait_for_text("For 2 learners at a time.");
    press_in(&ada, "choose", "chosen");
    ada.wait_for_text("1 of 2 places is free.");

    let ben = Visit::at(ada.site.clone());
    open(&ben, "ben");
    press(&ben, "read", "choose", "chosen");

    let cem = Visit::at(ada.site.clone());
    open(&cem, "cem");
    cem.click_one(".cb-tile[data-activity=read]");
    cem.wait_for_text("Full just now: 2 learners, 2 places.");
    cem.wait_for("the tile to say so", || {
        cem.there("[data-activity] [data-flag=full]")
    });
    assert!(cem.there("[data-room=full]"));
    cem.wait_for_text(&says("places-warn"));
    cem.faultless();
    // It is asked, and not forbidden.
    cem.click_one("#cb-sheet [data-action=choose]");
    cem.one("dialog.cb-question[open]");
    cem.click_by("button", &says("ui-no"));
    assert_eq!(cem.state("read"), "open");
    cem.click_one("#cb-sheet [data-action=choose]");
    cem.click_one("dialog.cb-question[open] .cb-btn:not(.cb-main)");
    cem.wait_for_state("read", "chosen");
    cem.wait_for_hook("saved", "confirmed");
    cem.wait_for_text("3 of 2 places are taken.");

    // One goes, and the others hear of it.
    press(&ben, "read", "drop", "dropped");
    sync(&cem);
    cem.wait_for_text("2 of 2 places are taken.");
    assert_eq!(
        lms.events(ID, "cem")
            .iter()
            .filter(|event| event["type"] == "choose")
            .count(),
        1
    );
    for visit in [cem, ben, ada] {
        visit.end();
    }
}

/// In the panel that stands open.
fn press_in(visit: &Visit, action: &str, state: &str) {
    visit.click_one(&format!("#cb-sheet [data-action={action}]"));
    visit.wait_for_state("read", state);
    visit.wait_for_hook("saved", "confirmed");
}

/// Ada has done one thing, and Ben another: Ben's device.
fn two_have_worked(ada: &Visit) -> Visit {
    open(ada, "ada");
    press(ada, "read", "done", "done");
    let ben = Visit::at(ada.site.clone());
    open(&ben, "ben");
    press(&ben, "listen", "done", "done");
    ben
}

#[test]
fn the_class_has_points_together_and_each_decides_whether_to_be_compared() {
    let (lms, ada) = begin();
    let ben = two_have_worked(&ada);
    let cem = Visit::at(ada.site.clone());
    open(&cem, "cem");

    turn_to(&cem, "ui-tab-ledger");
    cem.wait_for_text("Your class has 8 points together, with 3 learners.");
    cem.wait_for_text("8 of 20 points, your goal together");
    let near = cem.text_of(".cb-peers");
    let at = |text: &str| {
        near.find(text)
            .unwrap_or_else(|| panic!("no {text} in {near}"))
    };
    // Names only where the LMS has sent one, and no places.
    assert!(at(&says("peers-someone")) < at("Fox") && at("Fox") < at(&says("peers-you")));
    assert!(!near.contains("Ada") && !near.contains("ben"), "{near}");
    assert!(!near.contains(&says("peers-place")), "{near}");
    cem.faultless();

    // Ben does not take part: he sees nobody, and nobody sees him.
    turn_to(&ben, "ui-tab-ledger");
    ben.one("#cb-take-part");
    ben.click_by("button", &says("peers-leave"));
    ben.wait_for_text(&says("peers-apart"));
    assert!(!ben.there(".cb-peers table"));
    // The focus stays where it was pressed.
    let focus = "return !!document.activeElement?.closest('#cb-take-part')";
    ben.wait_for("the focus", || ben.script(focus, &[]) == json!(true));
    ben.faultless();
    ben.wait_for_hook("saved", "confirmed");
    ben.wait_for("the LMS to have it", || !words(&lms, "ben").is_empty());
    assert_eq!(words(&lms, "ben"), [json!(false)]);
    sync(&cem);
    cem.wait_for("Ben to be gone", || {
        !cem.text_of(".cb-peers").contains("Fox")
    });
    // The class has his points as before.
    cem.wait_for_text("Your class has 8 points together");
    ben.reload();
    ben.wait_for_hook("saved", "confirmed");
    turn_to(&ben, "ui-tab-ledger");
    ben.wait_for_text(&says("peers-apart"));
    ben.click_by("button", &says("peers-join"));
    ben.one(".cb-peers table");
    ben.faultless();
    ben.narrow(320);
    ben.faultless();
    for visit in [cem, ben, ada] {
        visit.end();
    }
}

#[test]
fn teams_are_compared_and_everybody_where_the_board_says_so() {
    let (lms, ada) = begin();
    lms.give(&BOARD.replace("neighbours", "team"));
    let team = |id: &str, team: &str| (id.to_owned(), team.to_owned());
    lms.share(Shared {
        peers: true,
        nicknames: [team("ben", "Fox")].into(),
        teams: [team("ada", "Red"), team("ben", "Blue")].into(),
        ..Shared::default()
    });
    let ben = two_have_worked(&ada);
    // Cem is in no team.
    let cem = Visit::at(ada.site.clone());
    open(&cem, "cem");
    turn_to(&cem, "ui-tab-ledger");
    cem.wait_for_text(&says("peers-about-team"));
    let both = cem.text_of(".cb-peers");
    assert!(
        both.find("Red") < both.find("Blue") && both.contains("Red"),
        "{both}"
    );
    assert!(
        !both.contains("Fox") && !both.contains(&says("peers-place")),
        "{both}"
    );
    cem.faultless();
    cem.click_by("button", &says("peers-leave"));
    cem.wait_for_text(&says("peers-apart"));
    assert!(!cem.there(".cb-peers table"));
    cem.wait_for_hook("saved", "confirmed");
    cem.end();
    // The same class on a board that shows everybody, each with a place.
    lms.give(&BOARD.replace("neighbours", "all"));
    ben.reload();
    ben.wait_for_hook("saved", "confirmed");
    turn_to(&ben, "ui-tab-ledger");
    ben.wait_for_text(&says("peers-all"));
    let all = ben.text_of(".cb-peers");
    assert!(all.contains(&says("peers-place")), "{all}");
    // Cem stays out of it there as well: two rows.
    let rows = "return document.querySelectorAll('.cb-peers tbody tr').length";
    assert_eq!(ben.script(rows, &[]), json!(2));
    ben.faultless();
    for visit in [ben, ada] {
        visit.end();
    }
}

#[test]
fn without_the_network_what_was_heard_last_says_when() {
    let (lms, ada) = begin();
    open(&ada, "ada");
    turn_to(&ada, "ui-tab-ledger");
    ada.wait_for_text("Your class has 0 points together, with 1 learner.");
    assert!(!ada.there(".cb-as-of"));
    // An hour later, with nobody there to ask.
    let heard = "for (const key of Object.keys(localStorage)) if (key.includes('/lms/')) {
        const record = JSON.parse(localStorage[key]); record.class.at -= 3600000; localStorage[key] = JSON.stringify(record); return true }";
    ada.leave();
    assert_eq!(ada.script(heard, &[]), json!(true));
    lms.misbehave([Mishap::Status(500); 20]);
    ada.go(&page("ada"));
    ada.wait_for_hook("state", "in_progress");
    turn_to(&ada, "ui-tab-ledger");
    ada.wait_for("its time", || ada.there(".cb-as-of"));
    assert!(
        ada.text_of(".cb-class")
            .contains("Your class has 0 points together")
    );
    lms.forgive();
    sync(&ada);
    ada.wait_for("it to be new", || !ada.there(".cb-as-of"));
    // What the browser says of refused requests in its console is not of the page's making.
    ada.end_in_trouble();
}

#[test]
fn nothing_is_shown_where_the_board_has_it_off() {
    let (lms, ada) = begin();
    lms.give(&BOARD.replace("neighbours", "off"));
    open(&ada, "ada");
    press(&ada, "read", "done", "done");
    turn_to(&ada, "ui-tab-ledger");
    ada.wait_for_text("Your class has 5 points together, with 1 learner.");
    assert!(!ada.there(".cb-peers"));
    let kept = "return Object.values(localStorage).some(text => text.includes('\"peers\"'))";
    assert_eq!(ada.script(kept, &[]), json!(false));
    ada.end();
}

const GROUPS: &str = r#"{ "choiceboard": 1, "id": "class-of-three", "title": "Three of us", "language": "en",
    "groups": [ { "id": "oakgroup", "title": "Struggling readers" } ],
    "activities": [ { "id": "read", "title": "Read two pages", "about": "Read them alone.",
        "versions": { "oakgroup": { "title": "Read one page", "about": "Read it with a friend." } } }, { "id": "draw", "title": "Draw" } ] }"#;

#[test]
fn a_group_meets_other_words_on_the_same_tile_and_no_label() {
    let (lms, ada) = begin();
    lms.give(GROUPS);
    let ben = Visit::at(ada.site.clone());
    for (visit, learner) in [(&ada, "ada"), (&ben, "ben")] {
        open(visit, learner);
        visit.click_one(".cb-tile[data-activity=read]");
        visit.wait_for_text("Read them alone.");
    }
    // The teacher puts Ada into a group while her panel stands open.
    let event = json!({ "id": "t-1", "at": "2026-01-01T10:00:00Z", "by": { "role": "teacher", "id": "t" },
        "type": "group", "group": "oakgroup", "member": true });
    lms.teacher(ID, "ada", event);
    for visit in [&ada, &ben] {
        sync(visit);
        visit.wait_for_hook("saved", "confirmed");
    }
    ada.wait_for_text("Read it with a friend.");
    ada.wait_for("the title of the tile", || {
        ada.text_of(".cb-tile[data-activity=read]")
            .contains("Read one page")
    });
    assert!(
        ben.text_of(".cb-tile[data-activity=read]")
            .contains("Read two pages")
    );
    for leaf in ["ui-tab-ledger", "ui-tab-journal", "ui-tab-board"] {
        turn_to(&ada, leaf);
        let page = ada.script("return document.documentElement.outerHTML", &[]);
        let page = page.as_str().unwrap();
        assert!(page.contains("Three of us"));
        for word in ["oakgroup", "Struggling"] {
            assert!(!page.contains(word), "{word} on {leaf}");
        }
    }
    ada.faultless();
    for visit in [ada, ben] {
        visit.end();
    }
}
