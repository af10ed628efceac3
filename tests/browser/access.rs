//! For everyone: axe-core finds nothing on any board, panel, dialog or error page, in light, dark and high contrast; keys go
//! where they should; a screen reader is told each change once.

use serde_json::{Value, json};
use xtask::driver::Key;

use super::learner::{Learner, Way};
use super::visit::{Visit, dist, says};

const BOARD: &str = "boards/water-cycle.json";

/// How the page can look: its name, and what the device asks for.
const LOOKS: [(&str, &str, &str); 3] = [
    ("light", "light", "no-preference"),
    ("dark", "dark", "no-preference"),
    ("high contrast", "light", "more"),
];

/// Checks what is shown now, in each look.
fn faultless(visit: &Visit, what: &str) {
    for (look, scheme, contrast) in LOOKS {
        visit.look(scheme, contrast);
        let faults = visit.faults();
        assert!(faults.is_empty(), "{what}, {look}: {faults:#?}");
    }
}

/// Every fourth board from a first one: four tests share the shelf.
fn shelf(first: usize) {
    let index = std::fs::read_to_string(dist().join("boards/index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let files = index
        .as_array()
        .expect("a list of boards")
        .iter()
        .skip(first)
        .step_by(4);
    let visit = Visit::new();
    for file in files.filter_map(|board| board["file"].as_str()) {
        visit.open(&format!("boards/{file}"), "u-17");
        faultless(&visit, file);
        visit.click_one("[data-activity]");
        visit.one("dialog.cb-sheet[open]:not([data-coming])");
        faultless(&visit, &format!("the first panel of {file}"));
    }
    visit.end();
}

#[test]
fn sample_boards_and_their_panels_1() {
    shelf(0);
}

#[test]
fn sample_boards_and_their_panels_2() {
    shelf(1);
}

#[test]
fn sample_boards_and_their_panels_3() {
    shelf(2);
}

#[test]
fn sample_boards_and_their_panels_4() {
    shelf(3);
}

#[test]
fn the_gallery_and_the_other_leaves() {
    let visit = Visit::new();
    visit.go("index.html");
    visit.one("a[href*='board=']");
    faultless(&visit, "the gallery");
    visit.open(BOARD, "u-17");
    Learner::new(&visit, Way::Mouse).finish();
    faultless(&visit, "a finished board");
    let tabs = ".cb-tabs button";
    let count = visit.browser.all(tabs).unwrap().len() as u64;
    assert!(count > 1, "{count} tabs");
    for tab in (0..count).rev() {
        visit.click_nth(tabs, tab);
        faultless(&visit, &format!("tab {tab}"));
    }
    visit.click_by("button", &says("ui-view-list"));
    visit.one(".cb-item");
    faultless(&visit, "the list");
    visit.click_by("button", &says("ui-menu"));
    faultless(&visit, "the menu");
    visit.click_by("button", &says("ui-reset"));
    visit.one("dialog[open]");
    faultless(&visit, "the question before starting over");
    visit.end();
}

#[test]
fn error_pages() {
    let visit = Visit::with_board(
        "{ \"choiceboard\": 1, \"id\": \"b\", \"title\": \"B\", \"activities\": [ { \"id\": 7 }, ] }",
    );
    visit.go("index.html?board=made.json&learner=u-17");
    visit.one("[data-severity]");
    faultless(&visit, "a board with mistakes");
    visit.go("index.html?board=missing.json&learner=u-17");
    visit.one("[role=alert]");
    faultless(&visit, "a missing board");
    visit.end_without("missing.json");
}

/// A board whose activities come to every state, with all that a panel can hold.
fn of_every_state() -> Visit {
    let evidence = json!({ "kinds": ["text", "link", "image"], "min_words": 3, "prompt": "What did you *see*?" });
    let full = json!({
        "about": "Look **closely**.", "steps": ["Look", "Draw"], "minutes": 10, "standards": ["s"], "approval": "teacher", "evidence": evidence,
        "resources": [{ "title": "The sky", "url": "https://www.nasa.gov/", "kind": "embed" }],
        "rubric": [{ "title": "Drawing", "levels": [{ "title": "Beginning" }, { "title": "Secure" }] }],
    });
    let activity = |id: &str, points: u32, more: Value| {
        let mut activity = json!({ "id": id, "title": format!("The {id} one"), "points": points });
        activity
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        activity
    };
    let visit = Visit::with_board(
        json!({
            "choiceboard": 1, "id": "states", "title": "States", "layout": "list", "language": "en",
            "standards": [{ "id": "s", "title": "Sees" }],
            "activities": [
                activity("begun", 20, full.clone()), activity("returned", 20, full.clone()), activity("approved", 20, full.clone()),
                activity("waiting", 20, full), activity("tempting", 50, json!({})), activity("spare", 20, json!({})),
                activity("locked", 20, json!({ "requires": "tempting" })),
            ],
            "complete": { "points": { "exactly": 100 } },
        })
        .to_string(),
    );
    visit.open("made.json", "u-17");
    let learner = json!({ "role": "learner", "id": "u-17" });
    let teacher = json!({ "role": "teacher", "id": "t-1" });
    let mut events = vec![json!({ "type": "start", "activity": "begun", "by": learner })];
    for id in ["returned", "approved", "waiting"] {
        let text = json!([{ "kind": "text", "value": "A cloud like a whale." }]);
        events.push(json!({ "type": "start", "activity": id, "by": learner }));
        events.push(
            json!({ "type": "submit", "activity": id, "evidence": text.clone(), "by": learner }),
        );
    }
    events.push(
        json!({ "type": "return", "activity": "returned", "text": "Look again.", "by": teacher }),
    );
    events.push(
        json!({ "type": "approve", "activity": "approved", "text": "Well seen.", "by": teacher }),
    );
    visit.bring_in(&mut events);
    visit.wait_for_state("returned", "returned");
    visit
}

#[test]
fn panels_in_every_state_and_the_question_before_a_dead_end() {
    let visit = of_every_state();
    for (id, state) in [
        ("begun", "started"),
        ("returned", "returned"),
        ("approved", "done"),
        ("waiting", "waiting"),
        ("locked", "locked"),
    ] {
        assert_eq!(visit.state(id), state, "{id}");
        visit.click_one(&format!("[data-activity={id}]"));
        visit.one("dialog.cb-sheet[open]:not([data-coming])");
        faultless(&visit, &format!("the panel of what is {state}"));
        visit.press(&[Key::Escape]);
        visit.wait_for("the panel to close", || {
            !visit.there("dialog.cb-sheet[open]")
        });
    }
    visit.click_one("[data-activity=tempting]");
    visit.click_one("[data-action=choose]");
    visit.by("alertdialog", &says("ui-sure"));
    faultless(&visit, "the question before a dead end");
    visit.end();
}

#[test]
fn the_focus_goes_back_to_the_menu_after_what_was_done_there() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let button = "document.querySelector('.cb-tools > :last-child > button')";
    let back = |after: &str| {
        let body = format!("return document.activeElement === {button}");
        visit.wait_for(&format!("the focus to be back after {after}"), || {
            visit.script(&body, &[]) == json!(true)
        });
    };
    let asked = || {
        visit.script(&format!("{button}.focus()"), &[]);
        visit.press(&[Key::Enter]);
        visit.click_by("button", &says("ui-reset"));
        visit.by("alertdialog", &says("ui-reset-asks"));
    };
    asked();
    visit.press(&[Key::Escape]);
    back("a question left by Escape");
    asked();
    visit.click_by("button", &says("ui-no"));
    back("a no");
    asked();
    visit.click_by("button", &says("ui-reset-yes"));
    back("a yes");
    visit.bring_in(&mut [
        json!({ "type": "choose", "activity": "read", "by": { "role": "learner", "id": "u-17" } }),
    ]);
    visit.wait_for_state("read", "chosen");
    back("a file");
    visit.click_by("button", &says("ui-menu"));
    visit.script(
        "const languages = document.querySelector('.cb-menu select');
        languages.focus();
        languages.value = 'es';
        languages.dispatchEvent(new Event('change', { bubbles: true }))",
        &[],
    );
    visit.one(".cb[lang=es]");
    back("another language");
    visit.end();
}

/// Titles stay on the squares of a phone as long as a word fits: with five columns, and with larger text.
#[test]
fn squares_on_a_phone_keep_their_titles() {
    let visit = Visit::new();
    visit.narrow(375);
    let hidden = "return [...document.querySelectorAll('.cb-tile > .cb-name')].filter(name => name.offsetWidth < 20 ||
        name.scrollHeight > name.offsetHeight + 1 || name.offsetTop + name.offsetHeight > name.parentElement.clientHeight).map(name => name.textContent)";
    visit.open("boards/weather-bingo.json", "u-17");
    // Five columns.
    visit.wait_for_answer(hidden, &[], &json!([]));
    visit.open(BOARD, "u-17");
    visit.click_by("button", &says("ui-look"));
    visit.click_nth(".cb-menu fieldset:first-child label", 2);
    visit.one(".cb[data-zoom=larger]");
    // Three, with larger text.
    visit.wait_for_answer(hidden, &[], &json!([]));
    visit.end();
}

#[test]
fn a_phone_shows_the_board_and_the_panel_without_scrolling_sideways() {
    let visit = Visit::new();
    visit.narrow(320);
    visit.open(BOARD, "u-17");
    visit.wait_for("the board to be as narrow as the phone", || {
        !visit.sideways()
    });
    faultless(&visit, "a phone");
    visit.click_one("[data-activity]");
    visit.one("dialog.cb-sheet[open]:not([data-coming])");
    visit.wait_for("the panel to be as narrow as the phone", || {
        !visit.sideways()
    });
    faultless(&visit, "the panel on a phone");
    visit.press(&[Key::Escape]);
    visit.wait_for("the panel to close", || {
        !visit.there("dialog.cb-sheet[open]")
    });
    visit.end();
}

#[test]
fn one_tile_is_in_the_tab_order_and_arrows_reach_the_others() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let stops = visit.browser.all("[role=grid] [tabindex='0']").unwrap();
    assert_eq!(stops.len(), 1);
    let learner = Learner::new(&visit, Way::Keyboard);
    learner.tab_to("[role=grid] [tabindex='0']", 0);
    let at = || {
        let at = visit.script("return document.activeElement.dataset.activity ?? ''", &[]);
        at.as_str().unwrap_or_default().to_string()
    };
    let order = visit.script("return [...document.querySelectorAll('[role=grid] [data-activity]')].map(tile => tile.dataset.activity)", &[]);
    let order: Vec<&str> = order
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for (key, place) in [
        (Key::Right, 1),
        (Key::Down, 4),
        (Key::Left, 3),
        (Key::Left, 3),
        (Key::End, 5),
        (Key::Up, 2),
        (Key::Up, 2),
        (Key::Home, 0),
    ] {
        visit.press(&[key]);
        let next = format!("{} to have the focus after {key:?}", order[place]);
        visit.wait_for(&next, || at() == order[place]);
    }
    visit.press(&[Key::Down, Key::Tab, Key::BackTab]);
    visit.wait_for("the grid to remember where one was", || at() == order[3]);
    visit.end();
}

#[test]
fn the_focus_goes_into_the_panel_and_comes_back() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Keyboard);
    learner.open("comic");
    let inside = "return document.activeElement.closest('dialog.cb-sheet') !== null";
    visit.wait_for_answer(inside, &[], &json!(true));
    // Asserts that the focus is back on the tile.
    learner.close("comic");
    visit.end();
}

#[test]
fn the_tile_of_the_open_panel_is_told_from_the_others() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let marked = || {
        visit.script("return [...document.querySelectorAll('[data-activity][aria-current]')].map(tile => tile.dataset.activity)", &[])
    };
    assert_eq!(marked(), json!([]));
    // Docked, the board stays in use beside the panel.
    for at in 0..2 {
        let name = &visit.script("return [...document.querySelectorAll('[data-activity]')].map(tile => tile.dataset.activity)", &[])[at];
        visit.click_nth("[data-activity]", at as u64);
        visit.wait_for("only this one to be marked", || marked() == json!([name]));
    }
    visit.press(&[Key::Escape]);
    visit.wait_for("none to be marked", || marked() == json!([]));
    visit.end();
}

#[test]
fn the_focus_goes_into_the_panel_of_a_tablet_that_was_turned() {
    let visit = Visit::new();
    visit.narrow(740);
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Keyboard);
    let shown = "const sheet = document.activeElement.closest('dialog.cb-sheet');
        return sheet && (sheet.matches(':modal') ? 'over the board' : 'beside it')";
    for (width, place) in [
        (740, "over the board"),
        (1300, "beside it"),
        (740, "over the board"),
    ] {
        visit.narrow(width);
        learner.open("comic");
        visit.wait_for_answer(shown, &[], &json!(place));
        learner.close("comic");
    }
    visit.end();
}

#[test]
fn the_focus_stays_on_a_button_while_others_change() {
    let visit = Visit::new();
    visit.open("boards/novel-menu.json", "u-17");
    Learner::new(&visit, Way::Keyboard).open("choose-book");
    let press = |action: &str| visit.click_one(&format!("[data-action={action}]"));
    let focused = || {
        let body = "const at = document.activeElement; return at.dataset.action ?? at.id";
        visit.script(body, &[])
    };
    press("start");
    // The button that was pressed is no longer there, and no other can be pressed for the time being.
    visit.wait_for("the focus to move on", || focused() == json!("cb-sheet-h"));
    visit.script("document.querySelector('[data-action=drop]').focus()", &[]);
    // As when a file that was picked has been kept, or a teacher's word comes in.
    let typed = "
        const field = document.querySelector('#cb-answer');
        field.value = 'Momo';
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    visit.script(typed, &[]);
    visit.wait_for("handing in to be possible", || {
        visit.there("[data-action=submit]:not([aria-disabled])")
    });
    assert_eq!(focused(), json!("drop"));
    visit.end();
}

#[test]
fn each_change_is_announced_once() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    visit.script(
        "
        window.told = [];
        const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert]';
        new MutationObserver((changes) => {
            const regions = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(live)));
            for (const region of regions) if (region?.textContent) told.push(region.textContent.trim());
        }).observe(document.body, { subtree: true, childList: true, characterData: true });",
        &[],
    );
    let told = || -> Vec<String> {
        let told = visit.script("return told.splice(0)", &[]);
        told.as_array()
            .unwrap()
            .iter()
            .filter_map(|line| line.as_str().map(str::to_string))
            .collect()
    };
    let learner = Learner::new(&visit, Way::Mouse);
    learner.open("comic");
    told();
    // Once, and no more than that a moment later.
    let once = || {
        let mut once = Vec::new();
        visit.wait_for("the change to be announced", || {
            once.extend(told());
            !once.is_empty()
        });
        visit.pause(500);
        once.extend(told());
        assert_eq!(once.len(), 1, "{once:?}");
        once.remove(0)
    };
    visit.click_by("button", &says("ui-act-choose"));
    visit.wait_for_state("comic", "chosen");
    let said = once();
    assert!(said.contains("Draw a four-panel comic"), "{said:?}");
    visit.click_by("button", &says("ui-act-start"));
    visit.wait_for_state("comic", "started");
    once();
    visit.end();
}
