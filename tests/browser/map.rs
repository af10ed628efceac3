//! A path as a map: where stops lie, what ways say, how one gets about in it; and the trail it is where there is no room.

use serde_json::{Value, json};
use xtask::driver::Key;

use super::plan;
use super::visit::{Visit, says};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "rivers", "title": "Rivers", "sections": [
    { "id": "source", "title": "The source", "layout": "path", "activities": ["spring", "stream", "well", "fall"] },
    { "id": "mouth", "title": "The mouth", "layout": "path", "activities": ["delta", "sea"], "requires": "fall" } ],
    "activities": [
    { "id": "spring", "title": "Spring" },
    { "id": "stream", "title": "Stream", "requires": "spring" },
    { "id": "well", "title": "Well", "requires": "spring" },
    { "id": "fall", "title": "Fall", "requires": { "any": ["stream", "well"] } },
    { "id": "delta", "title": "Delta" },
    { "id": "sea", "title": "Sea", "requires": "delta" } ] }"#;

/// It has been brought as near as there is room for.
pub(super) fn wait_for_map(visit: &Visit) {
    visit.wait_for("the map", || {
        let sized =
            "return document.querySelector('cb-map')?.style.getPropertyValue('--cb-near') > 0";
        visit.script(sized, &[]) == json!(true)
    });
    // What stands above it moves it until all of the page has come.
    visit.wait_whole();
}

fn open() -> Visit {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    wait_for_map(&visit);
    visit
}

/// The middle of the sign of each stop, in CSS pixels.
fn signs(visit: &Visit) -> Value {
    signs_and_ends(visit).0
}

/// The same, and where the drawing says that each way begins and ends, at one moment.
fn signs_and_ends(visit: &Visit) -> (Value, Value) {
    let body = "const signs = Object.fromEntries([...document.querySelectorAll('.cb-stop [data-activity]')].map(tile => {
            const box = tile.querySelector('.cb-stamp').getBoundingClientRect();
            return [tile.dataset.activity, [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]];
        }));
        const ends = [...document.querySelectorAll('.cb-trails path')].map(way => {
            const put = way.getScreenCTM();
            return [way.getPointAtLength(0), way.getPointAtLength(way.getTotalLength())]
                .map(point => point.matrixTransform(put)).map(({ x, y }) => [Math.round(x), Math.round(y)]);
        });
        return [signs, ends]";
    let mut found = visit.script(body, &[]);
    (found[0].take(), found[1].take())
}

/// How far each way has been gone, in the order of the map.
fn ways(visit: &Visit, data: &str) -> Value {
    let body = "return [...document.querySelectorAll('.cb-trails path')].map(way => way.dataset[arguments[0]] ?? null)";
    visit.script(body, &[json!(data)])
}

pub(super) fn focus(visit: &Visit) -> Value {
    visit.script(
        "return document.activeElement.dataset.activity ?? null",
        &[],
    )
}

#[test]
fn stops_lie_behind_what_they_wait_for_and_ways_end_at_their_signs() {
    let visit = open();
    let (signs, drawn) = signs_and_ends(&visit);
    let at = |stop: &str, axis: usize| signs[stop][axis].as_i64().unwrap();
    assert!(at("spring", 0) < at("stream", 0), "{signs}");
    assert_eq!(at("stream", 0), at("well", 0), "{signs}");
    assert!(at("well", 0) < at("fall", 0), "{signs}");
    assert!(
        at("fall", 0) < at("delta", 0),
        "short regions stand beside each other: {signs}"
    );
    assert_eq!(
        at("spring", 1),
        at("fall", 1),
        "both in the middle: {signs}"
    );
    assert!(
        at("stream", 1) < at("spring", 1) && at("spring", 1) < at("well", 1),
        "{signs}"
    );
    assert_eq!(at("delta", 1), at("stream", 1), "in one row: {signs}");
    // Where the drawing says they begin and end, to a pixel or two.
    let ends = [
        ("spring", "stream"),
        ("spring", "well"),
        ("stream", "fall"),
        ("well", "fall"),
        ("fall", "delta"),
        ("delta", "sea"),
    ];
    for (way, (from, to)) in ends.into_iter().enumerate() {
        for (end, stop) in [from, to].into_iter().enumerate() {
            for axis in 0..2 {
                let off = drawn[way][end][axis].as_i64().unwrap() - at(stop, axis);
                assert!(off.abs() <= 2, "{from} to {to}: {drawn} {signs}");
            }
        }
    }
    visit.end();
}

#[test]
fn ways_say_how_far_they_have_been_gone_and_light_up_towards_a_goal() {
    let visit = open();
    let gone = |all: Value| {
        visit.wait_for(&format!("ways gone {all}"), || ways(&visit, "gone") == all);
    };
    gone(json!(["no", "no", "no", "no", "no", "no"]));
    visit.finish("spring");
    gone(json!(["open", "open", "no", "no", "no", "no"]));
    visit.finish("well");
    gone(json!(["open", "all", "open", "open", "no", "no"]));
    // What is locked shows the way there: not what has been gone already, nor what leads on.
    visit.script("document.querySelector('[data-activity=sea]').focus()", &[]);
    visit.wait_for("the way to light up", || {
        ways(&visit, "lit") == json!([null, null, null, null, "", ""])
    });
    visit.script(
        "document.querySelector('[data-activity=stream]').focus()",
        &[],
    );
    visit.wait_for("no way", || {
        ways(&visit, "lit") == json!([null, null, null, null, null, null])
    });
    // The same after a reload, and the gate says in short what is asked.
    visit.reload();
    visit.wait_for("the same ways", || {
        ways(&visit, "gone") == json!(["open", "all", "open", "open", "no", "no"])
    });
    assert_eq!(visit.text_of(".cb-gate"), "1 of 2");
    visit.end();
}

#[test]
fn keys_go_from_stop_to_stop_and_one_is_in_the_tab_order() {
    let visit = open();
    let order = "return [...document.querySelectorAll('.cb-stop [data-activity]')].filter(tile => tile.tabIndex === 0).map(tile => tile.dataset.activity)";
    visit.wait_for_answer(order, &[], &json!(["spring"]));
    visit.script(
        "document.querySelector('[data-activity=spring]').focus()",
        &[],
    );
    for (key, stop) in [
        (Key::Right, "stream"),
        (Key::Down, "well"),
        (Key::Right, "fall"),
        (Key::Left, "stream"),
        (Key::End, "sea"),
        (Key::Up, "delta"),
        (Key::Home, "spring"),
        (Key::Left, "spring"),
    ] {
        visit.press(&[key]);
        visit.wait_for(&format!("the focus on {stop}"), || focus(&visit) == stop);
    }
    visit.wait_for_answer(order, &[], &json!(["spring"]));
    visit.press(&[Key::Enter]);
    visit.one("dialog.cb-sheet[open]:not([data-coming])");
    visit.end();
}

#[test]
fn the_map_comes_nearer_and_goes_farther_and_everything_on_it_does() {
    let visit = open();
    let near =
        "return Number(document.querySelector('cb-map').style.getPropertyValue('--cb-near'))";
    let size = "return document.querySelector('.cb-stop .cb-name').getBoundingClientRect().height";
    let number = |body: &str| visit.script(body, &[]).as_f64().unwrap();
    let (before, small) = (number(near), number(size));
    visit.click_one("[data-zoom=in]");
    visit.click_one("[data-zoom=in]");
    visit.wait_for("it to be nearer", || number(near) > before * 1.4);
    visit.wait_for("names to be larger", || number(size) > small * 1.3);
    visit.script(
        "document.querySelector('[data-activity=spring]').focus()",
        &[],
    );
    for _ in 0..10 {
        visit.script("document.querySelector('[data-zoom=out]').click()", &[]);
    }
    visit.one("[data-zoom=out][aria-disabled=true]");
    visit.click_one("[data-zoom=whole]");
    let fits = "const view = document.querySelector('.cb-map-view'); return view.scrollWidth <= view.clientWidth + 1 && view.scrollHeight <= view.clientHeight + 1";
    visit.wait_for_answer(fits, &[], &json!(true));
    visit.end();
}

#[test]
fn on_a_phone_it_is_a_trail_and_no_map() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(360);
    visit.open("made.json", "u-17");
    let down = || {
        let signs = signs(&visit);
        let all = ["spring", "stream", "well", "fall", "delta", "sea"];
        let at = |axis: usize| all.map(|stop| signs[stop][axis].as_i64().unwrap_or(-1));
        at(0).iter().all(|x| *x == at(0)[0]) && at(1).is_sorted() && at(1)[0] > 0
    };
    visit.wait_for("one below the other", down);
    let tools = "return document.querySelector('.cb-map-tools').checkVisibility()";
    visit.wait_for("no tools of a map", || {
        visit.script(tools, &[]) == json!(false)
    });
    let wide = "return document.documentElement.scrollWidth";
    visit.wait_for_answer(wide, &[], &json!(360));
    visit.end();
}

/// Its author has said where stops lie: `far` is below and left of where it starts, and one has no place. The picture is a pixel in the file.
const DRAWN: &str = r#"{ "choiceboard": 1, "id": "island", "title": "Island", "layout": "path",
    "map": { "image": { "src": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "alt": "An island with a bay." }, "width": 200, "height": 100 },
    "activities": [
    { "id": "harbour", "title": "Harbour", "x": 50, "y": 20, "points": 10 },
    { "id": "hill", "title": "Hill", "x": 80, "y": 30, "requires": "harbour", "points": 0 },
    { "id": "far", "title": "Far cave", "x": 20, "y": 60, "requires": "hill" },
    { "id": "edge", "title": "Edge", "x": 100, "y": 80, "requires": "far" },
    { "id": "raft", "title": "Raft" } ] }"#;

fn open_drawn(before: impl Fn(&Visit)) -> Visit {
    let visit = Visit::with_board(DRAWN);
    before(&visit);
    visit.open("made.json", "u-17");
    visit.wait_for("all stops", || {
        visit.script(
            "return document.querySelectorAll('.cb-stop [data-activity]').length",
            &[],
        ) == json!(5)
    });
    visit
}

/// Where the picture is, and where it says each stop is, in CSS pixels: off by so much.
fn farthest_off(visit: &Visit) -> f64 {
    let body = "const box = document.querySelector('.cb-ground').getBoundingClientRect();
        const places = { harbour: [50, 20], hill: [80, 30], far: [20, 60], edge: [100, 80] };
        return Math.max(...Object.entries(places).flatMap(([stop, [x, y]]) => {
            const disc = document.querySelector(`[data-activity=${stop}] .cb-stamp`).getBoundingClientRect();
            return [Math.abs(disc.x + disc.width / 2 - box.x - box.width * x / 100), Math.abs(disc.y + disc.height / 2 - box.y - box.height * y / 100)];
        }))";
    visit.script(body, &[]).as_f64().unwrap()
}

#[test]
fn stops_lie_on_the_picture_where_their_author_says_however_near_it_is() {
    let visit = open_drawn(|_| {});
    visit.wait_for("the picture", || {
        let shown = "return document.querySelector('.cb-ground').getBoundingClientRect().width > 100 && document.querySelector('cb-map').style.getPropertyValue('--cb-near') > 0";
        visit.script(shown, &[]) == json!(true)
    });
    visit.wait_whole();
    let off = farthest_off(&visit);
    assert!(off <= 2.0, "{off}");
    let shape = "const box = document.querySelector('.cb-ground').getBoundingClientRect(); return box.width / box.height";
    let shape = visit.script(shape, &[]).as_f64().unwrap();
    assert!((shape - 2.0).abs() < 0.02, "{shape}");
    visit.click_one("[data-zoom=in]");
    visit.click_one("[data-zoom=in]");
    let off = farthest_off(&visit);
    assert!(off <= 2.0, "nearer: {off}");
    visit.click_one("[data-zoom=whole]");
    let off = farthest_off(&visit);
    assert!(off <= 2.0, "the whole map: {off}");
    let fits = "const view = document.querySelector('.cb-map-view'); return view.scrollWidth <= view.clientWidth + 1";
    visit.wait_for_answer(fits, &[], &json!(true));
    // Ways begin and end at their stops.
    let body = "const put = document.querySelector('.cb-trails path').getScreenCTM();
        const way = document.querySelector('.cb-trails path');
        const disc = document.querySelector('[data-activity=harbour] .cb-stamp').getBoundingClientRect();
        const start = way.getPointAtLength(0).matrixTransform(put);
        return Math.max(Math.abs(start.x - disc.x - disc.width / 2), Math.abs(start.y - disc.y - disc.height / 2))";
    let off = visit.script(body, &[]).as_f64().unwrap();
    assert!(off <= 2.0, "the way's start: {off}");
    // What has no place stands below the picture, and what the picture shows is said of the map.
    let below = "return document.querySelector('[data-activity=raft] .cb-stamp').getBoundingClientRect().top >= document.querySelector('.cb-ground').getBoundingClientRect().bottom";
    assert_eq!(visit.script(below, &[]), json!(true));
    let told = "return document.querySelector('.cb-map-view').getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join(' ')";
    assert_eq!(
        visit.script(told, &[]),
        json!([&says("ui-map-hint-drawn"), " An island with a bay."].concat())
    );
    visit.end();
}

#[test]
fn on_a_drawn_map_keys_go_to_the_neighbour_on_that_side() {
    let visit = open_drawn(|_| {});
    wait_for_map(&visit);
    visit.script(
        "document.querySelector('[data-activity=harbour]').focus()",
        &[],
    );
    for (key, stop) in [
        (Key::Right, "hill"),
        (Key::Left, "harbour"),
        (Key::Left, "far"),
        (Key::Left, "raft"),
        (Key::Left, "raft"),
        (Key::Up, "far"),
        (Key::Up, "harbour"),
        (Key::Right, "hill"),
        (Key::PageDown, "far"),
        (Key::PageUp, "hill"),
    ] {
        visit.press(&[key]);
        visit.wait_for(&format!("the focus on {stop}"), || focus(&visit) == stop);
    }
    visit.end();
}

#[test]
fn on_a_phone_a_drawn_map_is_the_same_trail_without_the_picture() {
    let visit = open_drawn(|visit| visit.narrow(360));
    visit.wait_for("one below the other", || {
        let signs = signs(&visit);
        let all = ["harbour", "hill", "far", "edge"];
        let at = |axis: usize| all.map(|stop| signs[stop][axis].as_i64().unwrap_or(-1));
        at(0).iter().all(|x| *x == at(0)[0]) && at(1).is_sorted() && at(1)[0] > 0
    });
    let picture = "return document.querySelector('.cb-ground').checkVisibility()";
    visit.wait_for_answer(picture, &[], &json!(false));
    let wide = "return document.documentElement.scrollWidth";
    visit.wait_for_answer(wide, &[], &json!(360));
    visit.end();
}

#[test]
fn a_map_that_fits_a_little_smaller_opens_whole() {
    let visit = Visit::new();
    visit.open("boards/our-street.json", "u-17");
    wait_for_map(&visit);
    visit.one("[data-activity=evening]");
    let fits = "const view = document.querySelector('.cb-map-view'); return [view.scrollTop, view.scrollHeight <= view.clientHeight + 1, document.querySelector('cb-map').hasAttribute('data-far')]";
    visit.wait_for_answer(fits, &[], &json!([0, true, false]));
    visit.end();
}

#[test]
fn from_right_to_left_the_map_is_turned_round() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17&language=ar");
    wait_for_map(&visit);
    let (signs, drawn) = signs_and_ends(&visit);
    let at = |stop: &str| signs[stop][0].as_i64().unwrap();
    assert!(
        at("spring") > at("stream") && at("stream") > at("fall"),
        "{signs}"
    );
    assert!(at("fall") > at("delta"), "{signs}");
    // Ways begin and end at the same stops.
    for (end, stop) in ["spring", "stream"].into_iter().enumerate() {
        let off = (drawn[0][end][0].as_i64().unwrap() - at(stop)).abs();
        assert!(off <= 2, "{drawn} {signs}");
    }
    // The arrow to the left goes on.
    visit.script(
        "document.querySelector('[data-activity=spring]').focus()",
        &[],
    );
    visit.press(&[Key::Left]);
    visit.wait_for("the focus on stream", || focus(&visit) == "stream");
    visit.end();
}

/// Fourteen to choose from, and one that waits for five of them.
fn crowd() -> String {
    let many: Vec<String> = (0..14)
        .map(|at| format!(r#"{{ "id": "m{at}", "title": "Choice {at}" }}"#))
        .collect();
    let ids: Vec<String> = (0..14).map(|at| format!("\"m{at}\"")).collect();
    format!(
        r#"{{ "choiceboard": 1, "id": "crowd", "title": "Crowd", "layout": "path", "activities": [{},
            {{ "id": "end", "title": "End", "requires": {{ "at_least": 5, "of": [{}] }} }}] }}"#,
        many.join(","),
        ids.join(",")
    )
}

#[test]
fn one_way_leads_on_from_a_crowd_and_its_gate_says_how_many() {
    let visit = Visit::with_board(crowd());
    visit.open("made.json", "u-17");
    visit.wait_for("all stops", || {
        let stops = "return document.querySelectorAll('.cb-stop [data-activity]').length";
        visit.script(stops, &[]) == json!(15)
    });
    wait_for_map(&visit);
    let drawn = "return [...document.querySelectorAll('.cb-trails path')].map(way => way.dataset.crowd ?? null)";
    assert_eq!(visit.script(drawn, &[]), json!([""]));
    assert_eq!(visit.text_of(".cb-gate"), "5 of 14");
    let signs = signs(&visit);
    let last = (0..14)
        .map(|at| signs[format!("m{at}")][0].as_i64().unwrap())
        .max();
    assert!(signs["end"][0].as_i64() > last, "{signs}");
    assert_eq!(ways(&visit, "gone"), json!(["no"]));
    visit.script("document.querySelector('[data-activity=end]').focus()", &[]);
    visit.wait_for("the way to light up", || ways(&visit, "lit") == json!([""]));
    visit.end();
}

/// Farther than names can be read, by the button or the key.
#[test]
fn too_far_to_read_there_are_signs_alone_and_the_name_of_one() {
    let visit = open();
    visit.script(
        "document.querySelector('[data-activity=spring]').focus()",
        &[],
    );
    visit.browser.type_text("----").unwrap();
    visit.wait_for("far", || visit.there("cb-map[data-far]"));
    let name = |stop: &str| {
        let body = format!(
            "const name = document.querySelector('[data-activity={stop}] .cb-name'); return [getComputedStyle(name).clipPath === 'none', name.getBoundingClientRect().height]"
        );
        visit.script(&body, &[])
    };
    visit.wait_for("signs alone", || name("fall")[0] == json!(false));
    visit.wait_until("the name of one, as large as ever", || {
        let looked_at = name("spring");
        let is_read = looked_at[0] == json!(true) && looked_at[1].as_f64() >= Some(15.0);
        is_read.then_some(()).ok_or(looked_at.to_string())
    });
    // They are still named for those who listen.
    visit.known("[data-activity=fall]", 0, "button");
    let says = "return document.querySelector('[data-activity=fall]').textContent";
    assert!(visit.script(says, &[]).as_str().unwrap().contains("Fall"));
    visit.end();
}

/// Fingers on the screen; nothing where only Chromium could be told of them.
fn touch(visit: &Visit, kind: &str, fingers: &[(f64, f64)]) {
    let points: Vec<Value> = fingers
        .iter()
        .enumerate()
        .map(|(id, (x, y))| json!({ "x": x, "y": y, "id": id }))
        .collect();
    let what = json!({ "type": kind, "touchPoints": points });
    visit.browser.cdp("Input.dispatchTouchEvent", what).unwrap();
}

#[test]
fn two_fingers_bring_it_nearer_one_moves_it_and_at_its_edge_the_page() {
    let visit = open_drawn(|_| {});
    let fingers = json!({ "enabled": true, "maxTouchPoints": 2 });
    if visit
        .browser
        .cdp("Emulation.setTouchEmulationEnabled", fingers)
        .is_err()
    {
        visit.end();
        return;
    }
    wait_for_map(&visit);
    let number = |body: &str| visit.script(body, &[]).as_f64().unwrap();
    let near =
        "return Number(document.querySelector('cb-map').style.getPropertyValue('--cb-near'))";
    let in_sight = || {
        let body = "const view = document.querySelector('.cb-map-view');
            view.scrollIntoView({ block: 'start', behavior: 'instant' });
            const box = view.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight - box.top) / 2]";
        let middle = visit.script(body, &[]);
        (middle[0].as_f64().unwrap(), middle[1].as_f64().unwrap())
    };
    let (x, y) = in_sight();
    let before = number(near);
    touch(&visit, "touchStart", &[(x - 50.0, y)]);
    touch(&visit, "touchStart", &[(x - 50.0, y), (x + 50.0, y)]);
    for step in 1..=8 {
        let apart = 50.0 + 5.0 * f64::from(step);
        touch(&visit, "touchMove", &[(x - apart, y), (x + apart, y)]);
    }
    touch(&visit, "touchEnd", &[]);
    visit.wait_for("nearer", || number(near) > before * 1.4);
    assert_eq!(
        number("return visualViewport.scale"),
        1.0,
        "the map, not the page"
    );
    // One finger moves it.
    let left = "return document.querySelector('.cb-map-view').scrollLeft";
    let (x, y) = in_sight();
    let before = number(left);
    let drag = |right: f64, down: f64| {
        touch(&visit, "touchStart", &[(x, y)]);
        for step in 1..=12 {
            let part = f64::from(step) / 12.0;
            touch(&visit, "touchMove", &[(x + right * part, y + down * part)]);
        }
        touch(&visit, "touchEnd", &[]);
    };
    drag(-120.0, 0.0);
    visit.wait_for("it to have moved", || number(left) > before + 40.0);
    // At its upper edge the finger moves the page.
    let at_edge = "document.querySelector('.cb-map-view').scrollTop = 0; return scrollY";
    let before = number(at_edge);
    assert!(before > 0.0, "there is page above the map");
    drag(0.0, 120.0);
    visit.wait_for("the page to have moved", || {
        number("return scrollY") < before
    });
    visit.end();
}

/// A box on the screen: left, top, right, bottom.
type Sides = (f64, f64, f64, f64);

/// How much of some parts of a stop is in sight at one moment: of each nothing, or its box. The tile itself is `:scope`.
fn all_in_sight<const N: usize>(visit: &Visit, stop: &str, parts: [&str; N]) -> [Option<Sides>; N] {
    let body = "const [stop, parts] = arguments;
        const tile = document.querySelector(`[data-activity=${stop}]`);
        return parts.map(css => {
            const part = css === ':scope' ? tile : tile.querySelector(css);
            if (!part) return null;
            const { clipPath, visibility } = getComputedStyle(part);
            const box = part.getBoundingClientRect();
            return clipPath === 'none' && visibility === 'visible' && box.height > 2 ? [box.left, box.top, box.right, box.bottom] : null;
        })";
    let found = visit.script(body, &[json!(stop), json!(parts.as_slice())]);
    std::array::from_fn(|part| {
        let at = |axis: usize| found[part][axis].as_f64();
        Some((at(0)?, at(1)?, at(2)?, at(3)?))
    })
}

fn in_sight(visit: &Visit, stop: &str, part: &str) -> Option<Sides> {
    let [found] = all_in_sight(visit, stop, [part]);
    found
}

#[test]
fn what_a_stop_is_worth_stands_on_the_edge_of_its_disc_on_a_drawn_map_too() {
    let visit = open_drawn(|_| {});
    visit.wait_for("the points", || {
        in_sight(&visit, "harbour", ".cb-points").is_some()
    });
    wait_for_map(&visit);
    let worth = "return document.querySelector('[data-activity=harbour] .cb-points').textContent";
    assert_eq!(visit.script(worth, &[]), json!("10 points"));
    // All at one moment: what stands above the map may still move it.
    let parts = [".cb-points", ".cb-stamp", ".cb-state > span"];
    let [points, disc, state] = all_in_sight(&visit, "harbour", parts).map(Option::unwrap);
    let (left, top, right, bottom) = points;
    assert!(
        left >= disc.0 - 8.0 && right <= disc.2 + 8.0,
        "{left} {right} {disc:?}"
    );
    assert!(
        top > (disc.1 + disc.3) / 2.0 && top < disc.3,
        "{top} {disc:?}"
    );
    assert!(bottom <= state.1 + 2.0, "{bottom} {state:?}");
    // What is worth nothing says nothing.
    assert_eq!(in_sight(&visit, "hill", ".cb-points"), None);
    // Far away there are signs alone.
    visit.script(
        "document.querySelector('[data-activity=harbour]').focus()",
        &[],
    );
    visit.browser.type_text("-----").unwrap();
    visit.wait_for("far", || visit.there("cb-map[data-far]"));
    visit.wait_for("signs alone", || {
        in_sight(&visit, "harbour", ".cb-points").is_none()
    });
    visit.end();
}

#[test]
fn a_reason_that_ways_do_not_say_is_read_at_the_stop_and_has_room_there() {
    let visit = Visit::new();
    visit.open("boards/chance.json", "u-17");
    wait_for_map(&visit);
    visit.one("[data-activity=games]");
    for stop in ["dice", "spinner", "marbles"] {
        let [why, tile] = all_in_sight(&visit, stop, [".cb-why", ":scope"]);
        let (why, tile) = (why.expect(stop), tile.expect(stop));
        assert!(
            why.0 >= tile.0 - 1.0
                && why.1 >= tile.1
                && why.2 <= tile.2 + 1.0
                && why.3 <= tile.3 + 8.0,
            "{stop}: {why:?} {tile:?}"
        );
    }
    assert!(in_sight(&visit, "dice", ".cb-points").is_some());
    // That it is locked is said by the state, and the two lines are the reason's; the panel has room for the whole sentence.
    let reads = |css: &str| {
        let body = "return document.querySelector(arguments[0]).textContent";
        visit.script(body, &[json!(css)])
    };
    let reason = "60 percent or more in the check of “Quick check: where are you now?”.";
    assert_eq!(reads("[data-activity=dice] .cb-state"), "Locked");
    assert_eq!(reads("[data-activity=dice] .cb-why"), reason);
    visit.click_one("[data-activity=dice]");
    visit.wait_for("the panel", || visit.there("dialog.cb-sheet[open] .cb-why"));
    let whole = ["Locked for now. ", reason].concat();
    assert_eq!(reads("dialog.cb-sheet[open] .cb-why"), whole);
    visit.click_one("dialog.cb-sheet .cb-strip button");
    visit.wait_for("the panel gone", || !visit.there("dialog.cb-sheet[open]"));
    // "59% or less" and a way from the check: there is nothing to add.
    assert_eq!(in_sight(&visit, "again", ".cb-why"), None);
    let says = "return document.querySelector('[data-activity=again] .cb-why').textContent";
    assert!(visit.script(says, &[]).as_str().unwrap().len() > 10);
    visit.end();
}

/// Pointer and wheel of a mouse; nothing where only Chromium could be told of them.
fn mouse(visit: &Visit, what: Value) -> bool {
    visit.browser.cdp("Input.dispatchMouseEvent", what).is_ok()
}

/// Where the map can be taken hold of: in the middle of what is in sight, and on no stop.
const GRIP: &str = "const view = document.querySelector('.cb-map-view');
    view.scrollIntoView({ block: 'start', behavior: 'instant' });
    const box = view.getBoundingClientRect();
    const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
    for (let part = .5; part < .95; part += .03)
        for (const other of [.5, .4, .6, .3, .7]) {
            const [x, y] = [box.left + (right - box.left) * part, box.top + (bottom - box.top) * other];
            const under = document.elementFromPoint(x, y);
            if (view.contains(under) && !under.closest('button, a')) return [Math.round(x), Math.round(y)];
        }
    return null";

#[test]
fn a_mouse_takes_hold_of_the_map_and_its_wheel_with_control_brings_it_nearer() {
    let visit = open_drawn(|_| {});
    if !mouse(&visit, json!({ "type": "mouseMoved", "x": 1, "y": 1 })) {
        visit.end();
        return;
    }
    wait_for_map(&visit);
    let number = |body: &str| visit.script(body, &[]).as_f64().unwrap();
    let near =
        "return Number(document.querySelector('cb-map').style.getPropertyValue('--cb-near'))";
    let left = "return document.querySelector('.cb-map-view').scrollLeft";
    let grip = || {
        let found = visit.script(GRIP, &[]);
        (
            found[0].as_f64().expect("an empty place"),
            found[1].as_f64().unwrap(),
        )
    };
    let disc = "const box = document.querySelector('[data-activity=hill] .cb-stamp').getBoundingClientRect(); return box.x + box.width / 2";

    // So near that there is map on all sides.
    visit.click_one("[data-zoom=in]");
    // The wheel alone scrolls; with control it brings nearer what is under the pointer, and leaves the page as it is.
    let (x, y) = grip();
    let both = || {
        let body = format!("return [(() => {{ {near} }})(), (() => {{ {disc} }})()]");
        let both = visit.script(&body, &[]);
        (both[0].as_f64().unwrap(), both[1].as_f64().unwrap())
    };
    let (before, place) = both();
    let wheel = |modifiers: u32, down: f64| {
        let what = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": down, "modifiers": modifiers });
        assert!(mouse(&visit, what));
    };
    wheel(2, -90.0);
    visit.wait_for("nearer", || number(near) > before * 1.2);
    let (now, moved) = both();
    let off = moved - (x + (place - x) * now / before);
    assert!(
        off.abs() < 8.0,
        "what is under the pointer stays there: {off}"
    );
    assert_eq!(number("return visualViewport.scale"), 1.0);
    let nearer = number(near);
    wheel(2, 90.0);
    visit.wait_for("farther", || number(near) < nearer * 0.9);
    let now = number(near);
    wheel(0, 60.0);
    visit.pause(200);
    assert_eq!(number(near), now, "the wheel alone");

    // Taken hold of, it comes along.
    visit.click_one("[data-zoom=in]");
    visit.click_one("[data-zoom=in]");
    visit.script(
        "document.querySelector('.cb-map-view').scrollLeft = 100",
        &[],
    );
    let (x, y) = grip();
    let before = number(left);
    let pointer = |kind: &str, x: f64, down: u32| {
        let what = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": down, "clickCount": 1 });
        assert!(mouse(&visit, what));
    };
    let is_held = || visit.there(".cb-map-view[data-dragged]");
    pointer("mouseMoved", x, 0);
    pointer("mousePressed", x, 1);
    for step in 1..=6 {
        pointer("mouseMoved", x - 10.0 * f64::from(step), 1);
    }
    visit.wait_for("it to come along", || {
        (number(left) - before - 60.0).abs() <= 2.0
    });
    assert!(is_held());
    pointer("mouseReleased", x - 60.0, 0);
    visit.wait_for("it to be let go", || !is_held());
    let after = number(left);
    pointer("mouseMoved", x, 0);
    visit.pause(100);
    assert_eq!(number(left), after, "nothing holds it any more");
    assert!(!visit.there("dialog.cb-sheet[open]"), "nothing was pressed");
    visit.end();
}

#[test]
fn plus_brings_it_nearer_and_nought_shows_all_of_it() {
    let visit = open();
    let number = |body: &str| visit.script(body, &[]).as_f64().unwrap();
    let near =
        "return Number(document.querySelector('cb-map').style.getPropertyValue('--cb-near'))";
    let fits = "const view = document.querySelector('.cb-map-view'); return view.scrollWidth <= view.clientWidth + 1 && view.scrollHeight <= view.clientHeight + 1";
    let before = number(near);
    visit.script(
        "document.querySelector('[data-activity=spring]').focus()",
        &[],
    );
    visit.browser.type_text("+").unwrap();
    visit.wait_for("a step nearer", || {
        (number(near) / before - 1.2).abs() < 0.01
    });
    visit.browser.type_text("+++").unwrap();
    visit.wait_for("as near as it comes", || number(near) == 1.6);
    visit.wait_for_answer(fits, &[], &json!(false));
    visit.one("[data-zoom=in][aria-disabled=true]");
    visit.browser.type_text("0").unwrap();
    visit.wait_for("all of it", || visit.script(fits, &[]) == json!(true));
    assert_eq!(focus(&visit), "spring");
    visit.end();
}

/// A desk's window, as on a laptop or at a whiteboard.
pub(super) fn desk(visit: &Visit, width: u32, height: u32) {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    let told = visit
        .browser
        .cdp("Emulation.setDeviceMetricsOverride", metrics);
    if told.is_err() {
        visit.browser.resize((width, height)).unwrap();
    }
}

/// What of the map and its tools lies outside the window, or outside the map's own edges, and what is too small to be pressed.
pub(super) const OUTSIDE: &str = "const view = document.querySelector('.cb-map-view').getBoundingClientRect();
    const out = [];
    for (const part of document.querySelectorAll('.cb-map-tools, .cb-map-view, .cb-stop .cb-stamp, .cb-region > header .cb-h')) {
        const { left, top, right, bottom, width } = part.getBoundingClientRect();
        const within = part.closest('.cb-chart') ? view : { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
        const lies = top >= -1 && bottom <= innerHeight + 1 && left >= within.left - 1 && right <= within.right + 1 && top >= within.top - 1 && bottom <= within.bottom + 1;
        if (!lies || !width) out.push(`${part.getAttribute('class')} ${part.textContent.trim()} ${top} to ${bottom}`);
    }
    for (const tile of document.querySelectorAll('.cb-stop [data-activity]')) {
        const { width, height } = tile.getBoundingClientRect();
        if (width < 24 || height < 24) out.push(`${tile.dataset.activity} is ${width} by ${height}`);
    }
    return out";

#[test]
fn the_whole_map_is_within_the_window_and_pressed_again_it_is_as_before() {
    for (board, width, height) in [
        ("number-sense", 1366, 768),
        ("number-sense", 1920, 1080),
        ("flipped-cells", 1366, 768),
        ("our-street", 1920, 900),
    ] {
        let visit = Visit::new();
        desk(&visit, width, height);
        visit.open(&format!("boards/{board}.json"), "u-17");
        wait_for_map(&visit);
        visit.wait_for("all stops", || {
            let all = "return document.querySelectorAll('.cb-stop [data-activity]').length === Number(document.querySelector('cb-map').dataset.stops)";
            visit.script(all, &[]) == json!(true)
        });
        let case = format!("{board} at {width} by {height}");
        let outside = || visit.script(OUTSIDE, &[]);
        assert_ne!(outside(), json!([]), "{case}: there is something to do");
        let state = || {
            let body = "const map = document.querySelector('cb-map'), view = map.querySelector('.cb-map-view');
                return [map.style.getPropertyValue('--cb-near'), Math.round(view.scrollLeft), Math.round(view.scrollTop), document.querySelector('[data-zoom=whole]').getAttribute('aria-pressed')]";
            visit.script(body, &[])
        };
        let before = state();
        assert_eq!(before[3], "false", "{case}");
        visit.click_one("[data-zoom=whole]");
        visit.wait_for(&format!("{case}: all of it, {}", outside()), || {
            outside() == json!([])
        });
        visit.wait_for(&format!("{case}: pressed"), || state()[3] == "true");
        visit.faultless();
        visit.click_one("[data-zoom=whole]");
        visit.wait_for(&format!("{case}: as before"), || state() == before);
        visit.end();
    }
}

/// What lies on the way that is shown, by what is read there.
fn on_the_way(visit: &Visit) -> Value {
    let body = "return [...document.querySelectorAll('[data-ix]')].filter(face => face.querySelector('.cb-flag[data-flag=way]')?.checkVisibility())
        .map(face => [face.dataset.activity, face.querySelector('.cb-flag[data-flag=way]').textContent.trim()])";
    visit.script(body, &[])
}

/// As it is read once "Sea" has been asked the way to.
fn to_the_sea() -> Value {
    let on = "On the way to “Sea”";
    json!([
        ["spring", on],
        ["stream", on],
        ["fall", on],
        ["delta", on],
        ["sea", says("way-goal")]
    ])
}

/// Opens the panel of "Sea", and presses what it says of the way there.
fn press_the_way(visit: &Visit, label: &str) {
    visit.click_one("[data-activity=sea]");
    visit.wait_for("the button", || {
        visit.there("dialog.cb-sheet[open]:not([data-coming]) [data-toward]")
    });
    visit.click_by("button", &says(label));
}

#[test]
fn the_way_to_a_goal_stays_lit_until_it_is_put_away() {
    let visit = open();
    press_the_way(&visit, "way-show");
    visit.wait_for_text("4 activities lie on the way to Sea");
    // The button that puts it away stands where the other stood, and the focus with it.
    let focused = "return document.activeElement.textContent.trim()";
    visit.wait_for("the focus on the button", || {
        visit.script(focused, &[]) == json!(says("way-hide"))
    });
    visit.click_one("dialog.cb-sheet .cb-strip button");
    visit.script(
        "document.querySelector('[data-activity=spring]').focus()",
        &[],
    );
    let lit = json!(["", null, "", null, "", ""]);
    visit.wait_for("the way to be lit, whoever looks where", || {
        ways(&visit, "lit") == lit
    });
    visit.wait_for("each step to say it", || on_the_way(&visit) == to_the_sea());
    let marked = "return [...document.querySelectorAll('.cb-stop[data-way] [data-activity]')].map(tile => tile.dataset.activity)";
    let all = json!(["spring", "stream", "fall", "delta", "sea"]);
    visit.wait_for_answer(marked, &[], &all);
    visit.faultless();
    visit.finish("spring");
    visit.wait_for("what is done to lie on it no more", || {
        visit.script(marked, &[]) == json!(["stream", "fall", "delta", "sea"])
    });
    press_the_way(&visit, "way-hide");
    visit.wait_for("nothing to be marked", || {
        on_the_way(&visit) == json!([]) && visit.script(marked, &[]) == json!([])
    });
    visit.end();
}

#[test]
fn on_a_phone_and_in_the_list_the_way_is_said_at_each_step() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(360);
    visit.open("made.json", "u-17");
    visit.script(
        "window.told = [];
        const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert]';
        new MutationObserver((changes) => {
            const regions = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(live)));
            for (const region of regions) if (region?.textContent.includes('on the way')) told.push(region.textContent.trim());
        }).observe(document.body, { subtree: true, childList: true, characterData: true });",
        &[],
    );
    press_the_way(&visit, "way-show");
    visit.wait_for_text("4 activities lie on the way to Sea");
    visit.wait_for("it to be announced", || {
        visit.script("return told.length > 0", &[]) == json!(true)
    });
    // And no more than once.
    visit.pause(500);
    let told = visit.script("return told", &[]);
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    visit.click_one("dialog.cb-sheet .cb-strip button");
    visit.wait_for("the stops of the trail to say it", || {
        on_the_way(&visit) == to_the_sea()
    });
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    visit.end();

    let visit = open();
    visit.click_by("button", &says("ui-view-list"));
    visit.wait_for("the list", || visit.there(".cb-item[data-activity=sea]"));
    press_the_way(&visit, "way-show");
    visit.wait_for("its lines to say it", || {
        let mut said = on_the_way(&visit).as_array().cloned().unwrap();
        let mut all = to_the_sea().as_array().cloned().unwrap();
        said.sort_by_key(Value::to_string);
        all.sort_by_key(Value::to_string);
        said == all
    });
    press_the_way(&visit, "way-hide");
    visit.wait_for("no mark", || on_the_way(&visit) == json!([]));
    visit.end();
}

#[test]
fn beside_a_goal_that_names_a_locked_stop_stands_the_way_there() {
    let board = BOARD.replacen(
        "\"sections\"",
        "\"goals\": { \"prompts\": [\"Where to?\"] }, \"sections\"",
        1,
    );
    let visit = Visit::with_board(board);
    visit.open("made.json", "u-17");
    visit.click_by("button", &says("ui-tab-plan"));
    visit.fill_one("#cb-goal", "See the waves");
    plan::pick(&visit, "#cb-goal-about", "sea");
    visit.click_one("[data-action=goal]");
    visit.one("[data-goal='0'] [data-toward]");
    visit.click_one("[data-goal='0'] [data-toward]");
    visit.wait_for_text("4 activities lie on the way to Sea");
    let focused = "return document.activeElement.textContent.trim()";
    visit.wait_for("the focus on the button", || {
        visit.script(focused, &[]) == json!(says("way-hide"))
    });
    visit.faultless();
    visit.click_by("button", &says("ui-tab-board"));
    visit.wait_for("the way on the map", || on_the_way(&visit) == to_the_sea());
    visit.end();
}
