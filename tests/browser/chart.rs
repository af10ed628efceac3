//! The room a map has on the page, and what one sees of it: when the page is opened, and when the window changes.

use serde_json::{Value, json};
use xtask::driver::Key;

use super::map::{OUTSIDE, desk, focus, wait_for_map};
use super::visit::{Visit, says};

/// All stops are drawn, the map is where it begins, and nothing is to come any more that moves it.
fn wait_for_stops(visit: &Visit) {
    wait_for_map(visit);
    visit.wait_whole();
    visit.wait_for("all stops", || {
        let all = "return document.querySelectorAll('.cb-stop [data-activity]').length === Number(document.querySelector('cb-map').dataset.stops)";
        visit.script(all, &[]) == json!(true)
    });
}

/// A board whose map stands, in a window of this size.
fn charted(board: &str, width: u32, height: u32) -> Visit {
    let visit = Visit::new();
    desk(&visit, width, height);
    visit.open(&format!("boards/{board}.json"), "u-17");
    wait_for_stops(&visit);
    visit
}

/// Where the page stands, and the boxes of what is looked at, all at one moment: left, top, right, bottom.
fn boxes<const N: usize>(visit: &Visit, css: [&str; N]) -> [[f64; 4]; N] {
    let body = "return arguments[0].map(css => {
        const { left, top, right, bottom } = document.querySelector(css).getBoundingClientRect();
        return [left, top, right, bottom];
    })";
    let found = visit.script(body, &[json!(css.as_slice())]);
    std::array::from_fn(|part| std::array::from_fn(|side| found[part][side].as_f64().unwrap()))
}

#[test]
fn on_a_laptop_more_than_half_of_the_window_is_the_map_and_what_can_be_done_is_in_it() {
    for (board, first) in [
        ("chance", "guess"),
        ("flipped-cells", "home-1"),
        ("number-sense", "place-cards"),
        ("our-street", "walk"),
        ("sound", "listen"),
    ] {
        let visit = charted(board, 1366, 768);
        let stop = format!("[data-activity={first}]");
        let parts = [
            ".cb-map-view",
            &stop,
            ".cb-map-tools",
            ".cb-switch",
            ".cb-rule",
        ];
        let [view, stop, tools, switch, rule] = boxes(&visit, parts);
        let case = format!("{board}: {view:?} {stop:?} {tools:?} {switch:?} {rule:?}");
        assert!(768.0 - view[1] > 0.55 * 768.0, "{case}");
        assert!(view[3] - view[1] > 0.7 * 768.0, "{case}");
        assert!(stop[1] >= view[1] && stop[3] <= 768.0, "{case}");
        assert!(stop[0] >= view[0] && stop[2] <= view[2], "{case}");
        // Tools, switch and sentence stand beside each other, above it.
        assert!(tools[3] <= view[1] + 1.0 && tools[0] >= switch[2], "{case}");
        assert!(rule[2] <= switch[0] && rule[3] <= view[1], "{case}");
        assert!(!visit.sideways(), "{case}");
        assert_eq!(visit.script("return scrollY", &[]), json!(0), "{case}");
        visit.faultless();
        visit.end();
    }
}

#[test]
fn the_head_of_a_path_stays_as_it_is_from_leaf_to_leaf_and_other_boards_have_theirs() {
    let visit = charted("chance", 1366, 768);
    let parts = [".cb-title", ".cb-about", ".cb-ruler", ".cb-tabs"];
    let before = boxes(&visit, parts);
    let [switch] = boxes(&visit, [".cb-switch"]);
    // What it is stands beside how far one has come.
    assert!(before[2][0] >= before[1][2], "{before:?}");
    visit.click_by("button", &says("ui-view-list"));
    visit.wait_for("the list", || visit.there(".cb-listed, .cb-rows"));
    assert_eq!(boxes(&visit, parts), before, "in the list");
    assert_eq!(boxes(&visit, [".cb-switch"]), [switch], "under the pointer");
    visit.click_by("button", &says("ui-tab-plan"));
    visit.wait_for("the plan", || !visit.there(".cb-switch"));
    assert_eq!(boxes(&visit, parts), before, "on another leaf");
    visit.end();

    let visit = Visit::new();
    desk(&visit, 1366, 768);
    visit.open("boards/plants.json", "u-17");
    visit.one(".cb-grid [data-activity]");
    let [about, ruler] = boxes(&visit, [".cb-about", ".cb-ruler"]);
    assert!(ruler[1] >= about[3], "{about:?} {ruler:?}");
    assert!(!visit.there("[data-path]"));
    visit.end();
}

#[test]
fn who_goes_by_keys_is_told_of_the_arrows_until_one_is_pressed() {
    let visit = charted("chance", 1366, 768);
    let shown = || {
        let body = "return document.querySelector('.cb-map-tools > p').checkVisibility()";
        visit.script(body, &[]) == json!(true)
    };
    assert!(!shown());
    visit.script("document.querySelector('[data-zoom=whole]').focus()", &[]);
    visit.press(&[Key::Tab]);
    visit.wait_for("the first stop", || focus(&visit) == "guess");
    visit.wait_for("the hint", shown);
    let [hint, stop] = boxes(&visit, [".cb-map-tools > p", "[data-activity=guess]"]);
    assert!(
        hint[0] >= stop[2] || hint[3] <= stop[1],
        "{hint:?} {stop:?}"
    );
    visit.press(&[Key::Right]);
    visit.wait_for("the next stop", || focus(&visit) != "guess");
    assert!(!shown());
    visit.end();
}

/// What comes second lies far down.
const DEEP: &str = r#"{ "choiceboard": 1, "id": "deep", "title": "Deep", "about": "Down there.", "layout": "path",
    "map": { "width": 100, "height": 50 }, "activities": [
    { "id": "top", "title": "Top", "x": 30, "y": 10 },
    { "id": "ground", "title": "Ground", "x": 30, "y": 80, "requires": "top" } ] }"#;

#[test]
fn who_comes_back_sees_where_they_are_and_who_comes_first_the_title() {
    let visit = Visit::with_board(DEEP);
    desk(&visit, 1366, 560);
    visit.open("made.json", "u-17");
    wait_for_stops(&visit);
    let seen = |stop: &str| {
        let body = "const { top, bottom } = document.querySelector(arguments[0]).getBoundingClientRect(); return [scrollY, top >= 0 && bottom <= innerHeight]";
        let css = format!("[data-activity={stop}]");
        visit.script(body, &[json!(css)])
    };
    assert_eq!(seen("top"), json!([0, true]));
    assert_eq!(seen("ground")[1], json!(false), "it is below the window");
    visit.finish("top");
    visit.leave();
    visit.open("made.json", "u-17");
    wait_for_stops(&visit);
    visit.wait_for("where one is", || seen("ground")[1] == json!(true));
    assert!(seen("ground")[0].as_f64().unwrap() > 0.0);
    visit.end();
}

/// The window, all of the map in it or not, and whether the button says so.
fn whole(visit: &Visit) -> Value {
    let body = ["const outside = (() => {", OUTSIDE, "})(); return [outside, document.querySelector('[data-zoom=whole]').getAttribute('aria-pressed')]"].concat();
    visit.script(&body, &[])
}

#[test]
fn the_whole_map_is_made_to_fit_anew_when_the_window_changes() {
    for board in ["number-sense", "our-street", "flipped-cells"] {
        let visit = charted(board, 1366, 768);
        visit.click_one("[data-zoom=whole]");
        let all = json!([[], "true"]);
        visit.wait_for(&format!("{board}: all of it"), || whole(&visit) == all);
        // Less high, turned, and larger.
        for (width, height) in [(1366, 620), (820, 1180), (1180, 820), (1920, 1080)] {
            desk(&visit, width, height);
            let case = format!("{board}: all of it at {width} by {height}");
            visit.wait_for(&case, || whole(&visit) == all);
        }
        // No larger than its room, and no smaller, once the window has come to rest: all of it may have been in sight before that.
        let free = "const view = document.querySelector('.cb-map-view'); return view.clientHeight - view.scrollHeight";
        visit.wait_for_answer(free, &[], &json!(0));
        visit.click_one("[data-zoom=whole]");
        visit.wait_for("moving about again", || whole(&visit)[1] == "false");
        visit.faultless();
        visit.end();
    }
}

#[test]
fn a_map_that_is_gone_hears_of_the_window_no_more() {
    let visit = charted("chance", 1366, 768);
    visit.script(
        "window.map = document.querySelector('cb-map'); map.style.setProperty = function (name, value) { (window.told ??= []).push(name); return CSSStyleDeclaration.prototype.setProperty.call(this, name, value); }",
        &[],
    );
    desk(&visit, 1366, 900);
    let told = || visit.script("return window.told ?? []", &[]);
    visit.wait_for("it to hear of the window", || {
        told() == json!(["--cb-look"])
    });
    desk(&visit, 1366, 768);
    visit.click_by("button", &says("ui-view-list"));
    visit.wait_for("the list", || !visit.there("cb-map"));
    visit.pause(300);
    let before = told();
    desk(&visit, 1366, 620);
    visit.pause(400);
    assert_eq!(told(), before);
    visit.faultless();
    visit.end();
}

/// The size of the text of names and of points, in CSS pixels, and which names lie on each other, all at one moment.
const TEXT: &str = "const size = css => Math.min(...[...document.querySelectorAll(css)].map(part => parseFloat(getComputedStyle(part).fontSize)));
    const names = [...document.querySelectorAll('.cb-stop .cb-name')].map(name => [name.textContent, name.getBoundingClientRect()]);
    const lie = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const on = names.flatMap(([name, box], at) => names.slice(at + 1).filter(other => lie(box, other[1])).map(other => `${name} on ${other[0]}`));
    return [size('.cb-stop .cb-name'), size('.cb-stop .cb-points'), on]";

#[test]
fn on_a_whiteboard_a_drawn_map_has_larger_words_and_none_lies_on_another() {
    let text = |width: u32, height: u32| {
        let visit = charted("our-street", width, height);
        let text = visit.script(TEXT, &[]);
        assert_eq!(text[2], json!([]), "{width} by {height}");
        visit.click_one("[data-zoom=whole]");
        visit.wait_for("all of it", || whole(&visit) == json!([[], "true"]));
        assert!(!visit.there("cb-map[data-far]"), "names are still read");
        assert_eq!(visit.script(TEXT, &[])[2], json!([]), "all of it");
        visit.end();
        (text[0].as_f64().unwrap(), text[1].as_f64().unwrap())
    };
    let (name, points) = text(1366, 768);
    assert!((12.0..14.0).contains(&name), "{name}");
    let (large, worth) = text(1920, 1080);
    assert!(large >= 17.0 && worth >= 12.5, "{large} {worth}");
    assert!(worth > points, "{worth} {points}");
}

#[test]
fn a_map_that_leaves_room_on_a_whiteboard_is_larger_there_and_still_whole() {
    let near = |width: u32, height: u32| {
        let visit = charted("sound", width, height);
        let body = "const view = document.querySelector('.cb-map-view');
            return [Number(document.querySelector('cb-map').style.getPropertyValue('--cb-near')), view.scrollHeight <= view.clientHeight + 1 && view.scrollWidth <= view.clientWidth + 1]";
        let found = visit.script(body, &[]);
        assert_eq!(found[1], json!(true), "{width} by {height}");
        visit.end();
        found[0].as_f64().unwrap()
    };
    assert!(near(1366, 768) <= 1.0);
    assert!(near(1920, 1080) > 1.15);
}
