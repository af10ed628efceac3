//! A board that is hostile in every field shows it as text and runs nothing.

use serde_json::{Value, json};

use super::visit::Visit;
use xtask::driver::Key;

/// Something ran that came out of the board.
fn ran(visit: &Visit) -> bool {
    visit.script("return 'hostile' in window", &[]) == json!(true)
}

#[test]
fn every_hostile_field_is_shown_as_text_and_nothing_runs() {
    let board = std::fs::read(xtask::root().join("tests/cases/hostile/board.json")).unwrap();
    let visit = Visit::with_board(board);
    visit.open("made.json", "u-17");
    visit.wait_for_text("<script>window.hostile=1</script>");
    let count = visit.browser.all("[data-activity]").unwrap().len();
    assert!(count >= 16, "{count} activities are shown");
    for at in 0..count {
        visit.click_nth("[data-activity]", at as u64);
        visit.one("dialog.cb-sheet[open]:not([data-coming])");
        harmless(&visit);
        visit.press(&[Key::Escape]);
        visit.wait_for("the panel to close", || {
            !visit.there("dialog.cb-sheet[open]")
        });
    }
    visit.click_one(".cb-switch button:last-child");
    visit.one(".cb-item");
    harmless(&visit);
    let tabs = visit.browser.all(".cb-tabs button").unwrap().len();
    assert_eq!(
        tabs, 5,
        "the board, its plan, its journal, its badges, its points"
    );
    for at in 1..tabs {
        visit.click_nth(".cb-tabs button", at as u64);
        visit.wait_for("the leaf", || {
            visit.there(&format!(
                ".cb-tabs button:nth-child({})[aria-current]",
                at + 1
            ))
        });
        harmless(&visit);
        if at == 3 {
            let badges = visit.script("return [...document.querySelectorAll('[data-badge]')].map(badge => [badge.dataset.badge, badge.dataset.earned])", &[]);
            assert_eq!(
                badges,
                json!([["__proto__", "false"], ["constructor", "false"]])
            );
        }
    }
    visit.end();
}

/// No script, handler or address of the board's has come into the page.
fn harmless(visit: &Visit) {
    let found = visit.script(
        "
        const found = [];
        for (const element of document.querySelectorAll('*')) {
            for (const { name, value } of element.attributes) {
                if (name.startsWith('on')) found.push(`${element.tagName} ${name}`);
                const address = ['href', 'src', 'action', 'formaction', 'srcdoc', 'data', 'poster', 'xlink:href'].includes(name);
                if (address && /^\\s*(javascript|vbscript|data:text)/i.test(value)) found.push(`${name}=${value}`);
            }
        }
        const scripts = [...document.scripts].filter(script => !script.src);
        return [...found, ...scripts.map(script => script.outerHTML)];",
        &[],
    );
    assert_eq!(found, json!([]));
    assert!(!ran(visit), "something of the board's ran");
}

#[test]
fn ids_that_are_names_of_prototypes_can_be_chosen_and_are_kept() {
    let activities: Vec<Value> = ["__proto__", "constructor", "toString", "hasOwnProperty"]
        .map(|id| json!({ "id": id, "title": id }))
        .into();
    let board = json!({ "choiceboard": 1, "id": "constructor", "title": "Names", "activities": activities });
    let visit = Visit::with_board(board.to_string());
    visit.open("made.json", "__proto__");
    for id in ["__proto__", "constructor", "toString", "hasOwnProperty"] {
        visit.click_one(&format!("[data-activity='{id}']"));
        visit.click_one("[data-action=choose]");
        visit.wait_for("the choice", || {
            visit.there(&format!("[data-activity='{id}'][data-state=chosen]"))
        });
        visit.press(&[Key::Escape]);
    }
    visit.reload();
    let chosen = visit
        .browser
        .all("[data-activity][data-state=chosen]")
        .unwrap();
    assert_eq!(chosen.len(), 4);
    visit.end();
}

#[test]
fn a_title_of_a_megabyte_is_a_title() {
    let long = "Clouds and rain ".repeat(65_536);
    let board = json!({
        "choiceboard": 1, "id": "long", "title": "Long", "activities": [
            { "id": "a", "title": long }, { "id": "b", "title": "Short" }
        ]
    });
    let visit = Visit::with_board(board.to_string());
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=b]");
    visit.click_one("[data-action=choose]");
    visit.wait_for_state("b", "chosen");
    visit.end();
}
