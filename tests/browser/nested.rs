//! Boards within the board: opened from a panel, completed, and come back from; by addresses, inside an element, and in a package.

use choiceboard::exchange::Standard;
use serde_json::{Value, json};
use xtask::site::Bent;

use super::embed::{heard, hosts, inside, put, wait_inside};
use super::package::{Lms, press, wait, wait_saved, wait_state};
use super::visit::{Visit, says};

const OUTER: &str = r#"{ "choiceboard": 1, "id": "course", "title": "Course", "activities": [
    { "id": "unit", "title": "Unit 1", "board": "units/one.json" }, { "id": "talk", "title": "Talk about it" },
    { "id": "gone", "title": "Unit 2", "board": "units/gone.json" } ] }"#;

const ONE: &str = r#"{ "choiceboard": 1, "id": "one", "title": "Fractions", "activities": [
    { "id": "halves", "title": "Halves" }, { "id": "thirds", "title": "Thirds" } ] }"#;

fn boards(url: &str) -> Option<Bent> {
    let board = match url {
        "/made.json" => OUTER,
        "/units/one.json" => ONE,
        _ => return None,
    };
    Some(Bent::Says(200, "application/json", board.into()))
}

fn wait_for_board(visit: &Visit, id: &str) {
    visit.wait_for(id, || visit.there(&format!(".cb[data-board={id}]")));
}

#[test]
fn an_activity_opens_its_board_and_counts_when_that_is_complete() {
    let visit = Visit::bent(boards);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=unit]");
    visit.wait_for_text(
        "Finish the board “Fractions” first. What is missing: Halves and Thirds are still to do.",
    );
    visit.click_one("[data-action=choose]");
    visit.one("[data-action=done][aria-disabled=true]");
    visit.click_by("button", "Open the board “Fractions”");
    wait_for_board(&visit, "one");
    visit.finish("halves");
    // Back before it is complete, and there again.
    visit.click_by("link", "Back to Course");
    wait_for_board(&visit, "course");
    visit.wait_for_state("unit", "started");
    visit.wait_for_text("Back from “Fractions”. What is missing there: Thirds is still to do.");
    visit.click_one("[data-activity=unit]");
    visit.wait_for_text(
        "Finish the board “Fractions” first. What is missing: Thirds is still to do.",
    );
    visit.click_one("[data-inner=open]");
    wait_for_board(&visit, "one");
    visit.finish("thirds");
    visit.click_one("[data-inner=back]");
    wait_for_board(&visit, "course");
    visit.wait_for_state("unit", "done");
    visit.wait_for_text("Back from “Fractions”: it is complete, and so “Unit 1” is done.");
    visit.reload();
    assert_eq!(visit.state("unit"), "done");
    assert!(
        !visit.text().contains("Back from “Fractions”"),
        "told twice"
    );
    visit.click_one("[data-activity=unit]");
    visit.wait_for_text("“Fractions” is complete.");
    visit.end();
}

#[test]
fn the_way_into_a_board_is_in_sight_however_long_the_words_are() {
    let visit = Visit::bent(|url| match url {
        "/made.json" => {
            let words = "Read this with care. ".repeat(80);
            let outer = OUTER.replace(
                r#""title": "Unit 1","#,
                &format!(r#""title": "Unit 1", "about": "{words}","#),
            );
            Some(Bent::Says(200, "application/json", outer.into()))
        }
        _ => boards(url),
    });
    for phone in [false, true] {
        if phone {
            visit.narrow(360);
        }
        visit.open("made.json", "u-17");
        visit.click_one("[data-activity=unit]");
        visit.by("button", "Open the board “Fractions”");
        let seen = "const it = document.querySelector('[data-inner=open]'); const { left, top, width, height } = it.getBoundingClientRect();
            return top >= 0 && top + height <= innerHeight && it.contains(document.elementFromPoint(left + width / 2, top + height / 2))";
        visit.wait_for("the button in sight", || {
            visit.script(seen, &[]) == json!(true)
        });
        assert!(visit.there("[data-inner=open].cb-main"));
    }
    visit.end();
}

#[test]
fn a_board_that_is_not_there_is_said_in_the_panel() {
    let visit = Visit::bent(boards);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=gone]");
    visit.wait_for_text("The board that belongs to this activity could not be loaded.");
    let open = "return document.querySelector('[data-inner=open]').checkVisibility()";
    assert_eq!(visit.script(open, &[]), json!(false));
    visit.click_one("[data-action=choose]");
    visit.one("[data-action=done][aria-disabled=true]");
    visit.end_without("units/gone.json");
}

#[test]
fn inside_an_element_it_opens_in_the_same_place_and_its_work_is_not_the_outer_boards() {
    let visit = Visit::bent(|url| boards(url).or_else(|| hosts(url)));
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/made.json', learner: 'u-17' }");
    let board = |id: &str| {
        let stands = format!("return !!page.querySelector('.cb[data-board={id}]')");
        wait_inside(&visit, "one", id, &stands);
    };
    let click = |css: &str| {
        let body = format!(
            "const it = page.querySelector('{css}'); if (it && !it.hidden) it.click(); return !!it && !it.hidden"
        );
        wait_inside(&visit, "one", css, &body);
    };
    board("course");
    visit.wait_for("the line", || !heard(&visit, "one", "ready").is_empty());
    click("[data-activity=unit]");
    click("dialog [data-inner=open]");
    board("one");
    for activity in ["halves", "thirds"] {
        click(&format!("[data-activity={activity}]"));
        click("dialog [data-action=choose]");
        click("dialog [data-action=done]:not([aria-disabled=true])");
        let done =
            format!("return !!page.querySelector('[data-activity={activity}][data-state=done]')");
        wait_inside(&visit, "one", activity, &done);
        click("dialog.cb-sheet .cb-strip button");
    }
    assert_eq!(heard(&visit, "one", "complete"), Vec::<Value>::new());
    let back = inside(
        &visit,
        "one",
        "return page.querySelector('[data-inner=back]').textContent",
    );
    assert_eq!(back, "Back to Course");
    click("[data-inner=back]");
    board("course");
    let done = "return !!page.querySelector('[data-activity=unit][data-state=done]')";
    wait_inside(&visit, "one", "the unit", done);
    let told = |change: &Value| {
        let events = change["events"].as_array();
        let mut events = events.into_iter().flatten();
        events.any(|event| event["type"] == "done" && event["board"] == "one")
    };
    visit.wait_for("the news of it", || {
        heard(&visit, "one", "change").iter().any(told)
    });
    let foreign = heard(&visit, "one", "change").into_iter().any(|change| {
        change["events"]
            .as_array()
            .is_some_and(|events| events.iter().any(|event| event["activity"] == "halves"))
    });
    assert!(!foreign, "work on the board within was told of");
    assert_eq!(says("ui-back"), "Back");
    visit.end();
}

/// A board with another one within it, whose pictures are not taken along here.
const COURSE: &str = r#"{ "choiceboard": 1, "id": "course", "title": "Course", "activities": [
    { "id": "unit", "title": "Unit", "board": "luft.json" }, { "id": "read", "title": "Read" }] }"#;

#[test]
fn a_board_within_is_opened_in_a_package_and_its_work_is_not_taken_for_the_units() {
    let lms = Lms::open(Standard::Scorm12, COURSE);
    let visit = lms.visit();
    lms.launch(&visit, "ada", "");
    wait_saved(&visit, "confirmed");
    press(&visit, "unit", "choose");
    wait_state(&visit, "unit", "chosen");
    let open = "const it = page.querySelector('dialog [data-inner=open]'); const there = !!it && !it.hidden; if (there) it.click(); return there";
    wait(&visit, "the board within", open);
    let stands = |board: &str| {
        let body = format!("return !!page.querySelector('.cb[data-board={board}]')");
        wait(&visit, board, &body);
    };
    stands("luft");
    for activity in ["versuch", "waage", "flieger"] {
        press(&visit, activity, "choose");
        wait_state(&visit, activity, "chosen");
        press(&visit, activity, "done");
        wait_state(&visit, activity, "done");
    }
    let record = lms.record("ada");
    assert_eq!(record["core"]["lesson_status"], "incomplete", "{record}");
    wait(
        &visit,
        "the way back",
        "const it = page.querySelector('[data-inner=back]'); it?.click(); return !!it",
    );
    stands("course");
    wait_state(&visit, "unit", "done");
    wait_saved(&visit, "confirmed");
    visit.wait_for("the score of one of two", || {
        let score = &lms.record("ada")["core"]["score"]["raw"];
        score.to_string().trim_matches('"') == "50"
    });
    // It is a line of the unit's own log: another device has it without the board within.
    lms.is_known_elsewhere("ada", &[("unit", "done")]);
    visit.end_without("/images/");
}

#[test]
fn where_nothing_is_kept_the_way_back_says_what_it_loses_and_is_gone_the_second_time() {
    let visit = Visit::bent(boards);
    visit.go("index.html?board=units/one.json&store=memory&back=%3Fboard%3Dmade.json%26store%3Dmemory&back-title=Course");
    wait_for_board(&visit, "one");
    visit.finish("halves");
    visit.wait_for_hook("saved", "memory");
    visit.click_one("[data-inner=back]");
    visit.wait_for_text(&says("leave-loses"));
    assert_eq!(visit.hook("board"), "one");
    visit.click_one("[data-inner=back]");
    wait_for_board(&visit, "course");
    // What is done on a board within would be lost on the way back: it is not opened at all.
    visit.click_one("[data-activity=unit]");
    let says = says("inner-unread").replace("{title}", "Fractions");
    visit.wait_for_text(&says);
    assert!(!visit.there("[data-inner=open]:not([hidden])"));
    visit.end();
}
