//! The plan: put in by mouse and by keyboard, met again, changed with a reason; the days ahead; on a phone, and to look at only.

use serde_json::{Value, json};
use xtask::driver::Key;

use super::visit::{STANDS, Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "autumn", "title": "Autumn", "columns": 3, "points_goal": 30, "activities": [
    { "id": "walk", "title": "Walk in the wood", "minutes": 20, "points": 10, "standards": ["s"] },
    { "id": "draw", "title": "Draw a leaf", "minutes": 10, "points": 5 },
    { "id": "press", "title": "Press three leaves", "points": 5, "requires": "walk" },
    { "id": "poem", "title": "Write a poem about the first fog of this autumn", "points": 20 },
    { "id": "bake", "title": "Bake an apple cake" }, { "id": "count", "title": "Count birds" } ],
    "standards": [{ "id": "s", "title": "Looking closely" }],
    "complete": { "lines": 1, "directions": ["row"] } }"#;

/// Opens the plan.
pub fn turn_to(visit: &Visit) {
    visit.click_by("button", &says("ui-tab-plan"));
    visit.one(".cb-plan #cb-plan-leads");
}

/// Picks an option of a list to choose from, as the browser's own list does.
pub fn pick(visit: &Visit, css: &str, value: &str) {
    visit.one(css);
    let body = "const field = document.querySelector(arguments[0]);
        field.focus();
        field.value = arguments[1];
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return field.value";
    assert_eq!(
        visit.script(body, &[json!(css), json!(value)]),
        json!(value)
    );
}

/// Puts an activity in.
pub fn put_in(visit: &Visit, ix: u32, id: &str) {
    pick(visit, "#cb-plan-add", &ix.to_string());
    visit.click_one("#cb-plan-put");
    visit.wait_for("the activity in the plan", || {
        visit.there(&format!("[data-planned={id}]"))
    });
}

fn planned(visit: &Visit) -> Value {
    let body =
        "return [...document.querySelectorAll('[data-planned]')].map(it => it.dataset.planned)";
    visit.script(body, &[])
}

fn leads(visit: &Visit, says: &str) {
    visit.wait_for("the sentence that leads", || {
        visit.text_of("#cb-plan-leads") == says
    });
}

fn sum(visit: &Visit, name: &str) -> String {
    visit.text_of(&format!("[data-sum={name}] dd"))
}

fn focus(visit: &Visit) -> Value {
    visit.script("return document.activeElement.id", &[])
}

fn wait_for_focus(visit: &Visit, id: &str) {
    visit.wait_for("the focus", || focus(visit) == json!(id));
}

#[test]
fn activities_are_put_in_until_it_adds_up_and_are_there_again() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    visit.wait_for_text(&says("plan-nothing"));
    visit.faultless();
    // Nothing is picked: the focus goes where something can be.
    visit.click_one("#cb-plan-put");
    wait_for_focus(&visit, "cb-plan-add");
    put_in(&visit, 1, "draw");
    put_in(&visit, 2, "press");
    leads(
        &visit,
        "With this plan something is still missing: 1 more in row 1: Walk in the wood.",
    );
    visit.wait_for_text("Press three leaves stays locked with this plan.");
    // The way on is a link to the panel, and there it can be put in.
    visit.click_one("#cb-plan-leads a");
    visit.click_one("dialog.cb-sheet #cb-plan-turn[data-planned=false]");
    visit.one("dialog.cb-sheet #cb-plan-turn[data-planned=true]");
    wait_for_focus(&visit, "cb-plan-turn");
    visit.click_one("dialog.cb-sheet .cb-strip button");
    // The link is gone with the sentence: the focus goes on to the activity's place in the plan.
    wait_for_focus(&visit, "cb-plan-out-0");
    leads(&visit, &says("plan-leads-met"));
    assert_eq!(sum(&visit, "rule"), "Met");
    assert_eq!(sum(&visit, "points"), "20 of 30");
    assert_eq!(
        sum(&visit, "time"),
        "30 minutes, and 1 activity that says no time"
    );
    assert_eq!(sum(&visit, "standards"), "1 of 1");
    visit.wait_for_text("For 30 points you lack 10.");
    visit.faultless();

    visit.reload();
    turn_to(&visit);
    assert_eq!(planned(&visit), json!(["draw", "press", "walk"]));
    leads(&visit, &says("plan-leads-met"));
    assert_eq!(visit.errors(), Vec::<String>::new());
    visit.end();
}

#[test]
fn what_is_taken_out_and_put_in_again_at_once_keeps_its_day() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    put_in(&visit, 0, "walk");
    let day = "return document.querySelector('#cb-plan-day-0')?.value ?? ''";
    let third = "return document.querySelector('#cb-plan-day-0').options[3].value";
    let third = visit.script(third, &[]);
    pick(&visit, "#cb-plan-day-0", third.as_str().unwrap());
    visit.wait_for("the day", || visit.script(day, &[]) == third);
    visit.click_one("#cb-plan-out-0");
    visit.wait_for("it to be out", || !visit.there("[data-planned=walk]"));
    put_in(&visit, 0, "walk");
    visit.wait_for("the day again", || visit.script(day, &[]) == third);
    visit.end();
}

#[test]
fn by_keyboard_a_day_is_set_and_the_week_shows_it() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    pick(&visit, "#cb-plan-add", "0");
    visit.press(&[Key::Tab]);
    wait_for_focus(&visit, "cb-plan-put");
    visit.press(&[Key::Enter]);
    visit.one("[data-planned=walk]");
    wait_for_focus(&visit, "cb-plan-put");

    let day = visit.script(
        "return document.querySelector('#cb-plan-day-0').options[2].value",
        &[],
    );
    let day = day.as_str().unwrap_or_default().to_owned();
    pick(&visit, "#cb-plan-day-0", &day);
    let on_the_day = format!("[data-day='{day}'] .cb-slip");
    visit.wait_for("the day of the week", || visit.there(&on_the_day));
    assert!(visit.text_of(&on_the_day).contains("Walk in the wood"));
    wait_for_focus(&visit, "cb-plan-day-0");
    let today = visit.text_of(".cb-week [aria-current=date]");
    assert!(today.contains(&says("plan-today")), "{today}");
    let days = "return document.querySelectorAll('.cb-week > li').length";
    assert_eq!(visit.script(days, &[]), json!(7));
    visit.faultless();
    visit.reload();
    turn_to(&visit);
    visit.wait_for("the day", || visit.there(&on_the_day));
    visit.end();
}

#[test]
fn what_is_taken_out_may_be_given_a_reason() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    // A plan that has stood for a while: what is changed within a minute is no change.
    let plan = json!([{
        "id": "plan-1", "type": "plan", "activities": ["walk", "draw", "bake"], "by": { "role": "learner", "id": "u-17" },
        "at": "2026-01-01T10:00:00Z",
    }]);
    let file = std::env::temp_dir().join(format!("choiceboard-plan-{}.json", std::process::id()));
    std::fs::write(&file, plan.to_string()).unwrap();
    visit.choose_file(&file);
    turn_to(&visit);
    visit.wait_for("the plan", || {
        planned(&visit) == json!(["walk", "draw", "bake"])
    });
    visit.script("document.querySelector('#cb-plan-out-1').focus()", &[]);
    visit.press(&[Key::Enter]);
    visit.wait_for("it to be gone", || {
        planned(&visit) == json!(["walk", "bake"])
    });
    // On to the next activity.
    wait_for_focus(&visit, "cb-plan-out-4");
    visit.wait_for_text("Taken out: Draw a leaf.");
    visit.faultless();
    visit.fill_one("#cb-plan-why", "It rains all week.");
    visit.click_one("[data-action=plan_because]");
    visit.wait_for("the question to be gone", || !visit.there("#cb-plan-why"));
    wait_for_focus(&visit, "cb-plan-add");
    visit.click_one("#cb-plan-changed");
    let change = visit.text_of("[data-change]");
    assert!(change.contains("It rains all week."), "{change}");
    visit.faultless();
    visit.reload();
    turn_to(&visit);
    assert!(!visit.there("#cb-plan-why"));
    assert_eq!(planned(&visit), json!(["walk", "bake"]));
    visit.end();
}

#[test]
fn on_a_phone_and_to_look_at_only() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(320);
    visit.open("made.json", "u-17");
    turn_to(&visit);
    put_in(&visit, 3, "poem");
    put_in(&visit, 5, "count");
    visit.wait_for("the plan to be as narrow as the phone", || {
        !visit.sideways()
    });
    let small = "return [...document.querySelectorAll('.cb-plan :is(button, select)')].filter(it => it.getBoundingClientRect().height < 43.5).length";
    visit.wait_for_answer(small, &[], &json!(0));
    visit.faultless();
    visit.go("index.html?board=made.json&learner=u-17&readonly=1");
    visit.wait_for("the board", || visit.there(STANDS));
    turn_to(&visit);
    assert_eq!(planned(&visit), json!(["poem", "count"]));
    let fields =
        "return document.querySelectorAll('.cb-cards :is(input, textarea, select, button)').length";
    assert_eq!(visit.script(fields, &[]), Value::from(0));
    visit.faultless();
    visit.end();
}
