//! The element in pages of other people's (`tests/pages/hosts`), under the strict policy.

use std::fs;
use std::sync::Arc;

use lms::Lms;
use serde_json::{Value, json};
use xtask::driver::Key;
use xtask::site::Bent;

use super::visit::{STANDS, Visit, dist};

pub const BOARD: &str = "boards/water-cycle.json";

/// A board of Ada's.
const ADAS: &str = "{ board: '/boards/water-cycle.json', learner: 'ada' }";

/// A board of one activity, which is all it asks for.
const SMALL: &str = r#"{ "choiceboard": 1, "id": "small", "title": "Small", "activities": [{ "id": "a", "title": "Only one" }],
    "badges": [{ "id": "first", "title": "First", "when": { "at_least": 1 } }] }"#;

/// A file of `tests/pages/hosts`, if that is what is asked for.
pub fn hosts(url: &str) -> Option<Bent> {
    let name = url.split('?').next()?.strip_prefix("/hosts/")?;
    let kind = match name.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        _ => "text/javascript",
    };
    let file = xtask::root().join("tests/pages/hosts").join(name);
    Some(Bent::Says(200, kind, fs::read(file).ok()?))
}

/// A page of somebody else's.
pub fn host(page: &str) -> Visit {
    let visit = Visit::bent(hosts);
    visit.go(&format!("hosts/{page}.html"));
    visit
}

/// Something of the page inside an element; null where there is none.
pub fn inside(visit: &Visit, id: &str, body: &str) -> Value {
    let body = format!(
        "const place = document.getElementById('{id}'), board = place.matches('choice-board') ? place : place.querySelector('choice-board');
         const page = board?.shadowRoot?.querySelector('iframe')?.contentDocument; if (!page) return null; {body}"
    );
    visit.script(&body, &[])
}

pub fn wait_inside(visit: &Visit, id: &str, what: &str, body: &str) {
    visit.wait_for(what, || inside(visit, id, body) == json!(true));
}

pub fn wait_for_board(visit: &Visit, id: &str) {
    let body = format!("return !!page.querySelector('{STANDS}')");
    wait_inside(visit, id, "the board", &body);
    wait_for(visit, id, "ready");
}

/// Opens the first tile and chooses it; returns its activity.
fn choose(visit: &Visit, id: &str) -> String {
    let tile = "const tile = page.querySelector('.cb-tile[data-activity][data-state=open]'); tile?.click(); return tile?.dataset.activity";
    let activity = inside(visit, id, tile);
    let activity = activity.as_str().expect("an open tile").to_owned();
    let body = "const button = page.querySelector('dialog [data-action=choose]'); button?.click(); return !!button";
    wait_inside(visit, id, "something to choose", body);
    let chosen =
        format!("return !!page.querySelector('[data-activity={activity}][data-state=chosen]')");
    wait_inside(visit, id, "it to be chosen", &chosen);
    activity
}

/// What an element has told of one kind: the details.
pub fn heard(visit: &Visit, id: &str, kind: &str) -> Vec<Value> {
    let body = "return heard.filter(one => one.of === arguments[0] && one.kind === arguments[1]).map(one => one.detail)";
    let heard = visit.script(body, &[json!(id), json!(kind)]);
    heard.as_array().cloned().unwrap_or_default()
}

pub fn wait_for(visit: &Visit, id: &str, kind: &str) -> Value {
    visit.wait_for(kind, || !heard(visit, id, kind).is_empty());
    heard(visit, id, kind).remove(0)
}

/// Puts an element into the empty page.
pub fn put(visit: &Visit, attributes: &str) {
    let body = format!(
        "const board = Object.assign(document.createElement('choice-board'), {{ id: 'one' }});
         for (const [name, value] of Object.entries({attributes})) board.setAttribute(name, value);
         document.querySelector('main').append(board);"
    );
    visit.wait_for("the element", || {
        visit.script("return !!customElements.get('choice-board')", &[]) == json!(true)
    });
    visit.script(&body, &[]);
}

#[test]
fn two_boards_stand_in_a_hostile_page_and_know_nothing_of_each_other() {
    let visit = host("two");
    wait_for_board(&visit, "one");
    wait_for_board(&visit, "two");
    let activity = choose(&visit, "one");
    let choice = |id: &str| {
        let chosen = |change: &Value| change["events"][0]["type"] == "choose";
        heard(&visit, id, "change").into_iter().find(chosen)
    };
    visit.wait_for("the news of it", || choice("one").is_some());
    let change = choice("one").unwrap();
    assert_eq!(change["events"][0]["activity"], activity);
    assert_eq!(change["saved"], "device");
    assert_eq!(change["summary"]["state"], "in_progress");
    assert!(choice("two").is_none());
    // Theirs stays out.
    let style = "const style = page.defaultView.getComputedStyle(page.querySelector('.cb-tile'));
        return [style.display, style.borderTopStyle, style.fontFamily.includes('fantasy'), page.querySelector('.cb').dir]";
    let mine = json!(["grid", "solid", false, "ltr"]);
    assert_eq!(inside(&visit, "one", style), mine);
    // Ours stays in.
    let theirs = "const style = getComputedStyle(document.getElementById('before')); return [style.display, style.backgroundColor, Object.keys(globalThis).filter(name => name.startsWith('choiceboard'))]";
    assert_eq!(
        visit.script(theirs, &[]),
        json!(["inline", "rgba(0, 0, 0, 0)", []])
    );
    // A frame is as tall as its board.
    let fits = "return page.documentElement.scrollHeight <= page.defaultView.innerHeight && page.defaultView.innerHeight > 500";
    wait_inside(&visit, "one", "the frame to be tall enough", fits);
    // What was done is there again.
    visit.go("hosts/two.html");
    wait_for_board(&visit, "one");
    let chosen =
        format!("return !!page.querySelector('[data-activity={activity}][data-state=chosen]')");
    wait_inside(&visit, "one", "the work", &chosen);
    visit.end();
}

#[test]
fn the_keyboard_goes_in_and_out() {
    let visit = host("two");
    wait_for_board(&visit, "one");
    wait_for_board(&visit, "two");
    visit.script("document.getElementById('before').focus()", &[]);
    let mut places = Vec::new();
    for _ in 0..200 {
        visit.press(&[Key::Tab]);
        let place = visit.script("return document.activeElement.id", &[]);
        if places.last() != Some(&place) {
            places.push(place.clone());
        }
        if place == "after" {
            break;
        }
    }
    assert_eq!(places, ["one", "two", "after"]);
    // And back again.
    let mut places = Vec::new();
    for _ in 0..200 {
        visit.press(&[Key::BackTab]);
        let place = visit.script("return document.activeElement.id", &[]);
        if places.last() != Some(&place) {
            places.push(place.clone());
        }
        if place == "before" {
            break;
        }
    }
    assert_eq!(places, ["two", "one", "before"]);
    visit.end();
}

/// What `cargo xtask size` counts for the embedding, and in which order: nothing waits for the line.
#[test]
fn an_element_loads_one_script_and_then_the_line() {
    let visit = host("empty");
    put(&visit, ADAS);
    wait_for_board(&visit, "one");
    let names = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.split('/').at(-1).split(/[-.]/)[0])";
    // A browser asks for a page's icon by itself.
    let ours = format!("return {names}.filter((name) => name !== 'favicon').sort()");
    let around = visit.script(&ours, &[]);
    assert_eq!(
        around,
        json!(["choiceboard", "element", "index", "listen"]),
        "in the page around"
    );
    let came = format!("return page.defaultView.{names}.includes('frame')");
    wait_inside(&visit, "one", "all of it", &came);
    let all = inside(&visit, "one", &format!("return page.defaultView.{names}"));
    let all: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let at = |name: &str| all.iter().position(|one| *one == name);
    assert!(
        at("link").is_some() && at("link") > at("player_rest"),
        "{all:?}"
    );
    assert!(
        at("element").is_none() && at("frame") > at("link"),
        "{all:?}"
    );
    visit.end();
}

#[test]
fn a_div_is_enough() {
    let visit = host("div");
    let stands = "return !!page.querySelector('.cb-rows [data-activity]')";
    wait_inside(&visit, "one", "the list", stands);
    // One that comes later, too.
    visit.script(
        "const div = Object.assign(document.createElement('div'), { id: 'late' });
         div.dataset.choiceBoard = '../boards/weather-bingo.json';
         const around = document.createElement('section'); around.append(div); document.body.append(around);",
        &[],
    );
    let stands = "return !!page.querySelector('.cb-tile[data-activity]')";
    wait_inside(&visit, "late", "the board", stands);
    visit.end();
}

#[test]
fn a_page_hands_over_a_board_and_hears_of_everything() {
    let visit = host("empty");
    put(&visit, "{ learner: 'ada' }");
    visit.script(
        "document.getElementById('one').boardData = JSON.parse(arguments[0])",
        &[json!(SMALL)],
    );
    wait_for_board(&visit, "one");
    let activity = choose(&visit, "one");
    assert_eq!(activity, "a");
    let done = "const button = page.querySelector('dialog [data-action=done]'); button?.click(); return !!button";
    wait_inside(&visit, "one", "the button", done);
    let complete = wait_for(&visit, "one", "complete");
    assert_eq!(complete["summary"]["complete"], true);
    assert_eq!(wait_for(&visit, "one", "badge")["badge"], "first");
    assert_eq!(heard(&visit, "one", "ready").len(), 1);
    let title = "return document.getElementById('one').shadowRoot.querySelector('iframe').title";
    assert!(visit.script(title, &[]).as_str().unwrap().contains("Small"));
    // The work as a file, into another learner's element and out again.
    let file = "return (async () => {
        const board = document.getElementById('one');
        const file = await board.exportLog();
        const text = await file.text();
        board.setAttribute('learner', '');
        await new Promise((heard) => board.addEventListener('choiceboard:ready', heard, { once: true }));
        await board.importLog(new File([text.replaceAll('\"ada\"', '\"guest\"')], 'work.json'));
        await board.flush();
        const again = JSON.parse(await (await board.exportLog()).text());
        return [file.name.endsWith('.json'), again.events.map(({ type }) => type)];
    })()";
    let file = visit.script(file, &[]);
    assert_eq!(file[0], true);
    let kinds = file[1].as_array().unwrap();
    assert!(
        kinds.contains(&json!("done")) && kinds.contains(&json!("choose")),
        "{kinds:?}"
    );
    visit.end();
}

#[test]
fn a_function_carries_the_requests() {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    let visit = Visit::at(Arc::new(site));
    for form in ["element", "function"] {
        lms.ask_for_tokens();
        visit.go(&format!("learn?as=ada&form={form}&board={BOARD}"));
        wait_for_board(&visit, "board");
        wait_for(&visit, "board", "synced");
        let activity = choose(&visit, "board");
        let there = |event: &Value| event["type"] == "choose" && event["activity"] == activity;
        visit.wait_for("it to arrive", || {
            lms.events("water-cycle", "ada").iter().any(there)
        });
        let saved = "return page.querySelector('.cb').dataset.saved === 'confirmed'";
        wait_inside(&visit, "board", "the confirmation", saved);
        let kept = inside(
            &visit,
            "board",
            "return JSON.stringify([{ ...localStorage }, document.documentElement.outerHTML])",
        );
        assert!(!kept.as_str().unwrap().contains("ada-"), "a token is kept");
        lms.misbehave([lms::Mishap::Status(500); 2]);
        choose(&visit, "board");
        visit.wait_for("the error", || {
            let errors = heard(&visit, "board", "error");
            let mut errors = errors.iter().filter_map(|error| error["message"].as_str());
            errors.any(|message| message.contains("500"))
        });
    }
    visit.end_in_trouble();
}

/// How many frames, listeners and documents there are when the garbage is gone; only Chromium tells, once it has been told `Performance.enable`.
pub fn living(visit: &Visit) -> [f64; 3] {
    let cdp = |command: &str| visit.browser.cdp(command, json!({})).unwrap();
    for _ in 0..3 {
        cdp("HeapProfiler.collectGarbage");
    }
    let metrics = cdp("Performance.getMetrics");
    let metrics = metrics["metrics"].as_array().unwrap();
    ["Frames", "JSEventListeners", "Documents"].map(|name| {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        metric.unwrap()["value"].as_f64().unwrap()
    })
}

/// The same where no element is left in the page, once it stays as it is: what was on its way takes a moment to go.
pub fn living_at_rest(visit: &Visit) -> [f64; 3] {
    let mut before = living(visit);
    visit.wait_until("what was taken out to be gone", || {
        visit.pause(200);
        let now = living(visit);
        let rests = now == std::mem::replace(&mut before, now) && now[0] < 2.0;
        rests.then_some(now).ok_or(format!("{now:?}"))
    })
}

#[test]
fn a_question_that_is_answered_leaves_nothing_behind() {
    let visit = host("empty");
    visit.browser.cdp("Performance.enable", json!({})).unwrap();
    put(&visit, ADAS);
    wait_for_board(&visit, "one");
    let ask = |times: u32| {
        let body = format!(
            "return (async () => {{ for (let at = 0; at < {times}; at++) await document.getElementById('one').flush(); return true }})()"
        );
        assert_eq!(visit.script(&body, &[]), json!(true));
        let [_, listeners, _] = living(&visit);
        listeners
    };
    let before = ask(1);
    let after = ask(50);
    assert!(
        after < before + 10.0,
        "{before} listeners, and then {after}"
    );
    visit.end();
}

#[test]
fn an_empty_board_is_said_to_be_none() {
    let visit = host("empty");
    put(&visit, "{ board: '' }");
    let error = wait_for(&visit, "one", "error");
    let says = json!({ "message": "the attribute board names no board", "saved": "failed" });
    assert_eq!(error, says);
    let shown = "return document.querySelector('#two choice-board')?.shadowRoot.textContent ?? ''";
    let reads =
        "return document.getElementById('one').shadowRoot.querySelector('[role=alert]').innerText";
    let reads = visit.script(reads, &[]);
    assert!(
        reads
            .as_str()
            .unwrap()
            .contains("the attribute board names no board"),
        "{reads}"
    );
    // It is mended, and the board stands.
    visit.script(
        "document.getElementById('one').setAttribute('board', '/boards/water-cycle.json')",
        &[],
    );
    wait_for_board(&visit, "one");
    // A `div` that names none is told the same.
    visit.script(
        "const div = Object.assign(document.createElement('div'), { id: 'two' });
         div.dataset.choiceBoard = '';
         document.body.append(div);",
        &[],
    );
    visit.wait_for("the sentence", || {
        let text = visit.script(shown, &[]);
        text.as_str().unwrap_or_default().contains("names no board")
    });
    visit.end();
}

#[test]
fn elements_that_are_taken_out_of_the_page_are_gone() {
    let visit = host("empty");
    visit.browser.cdp("Performance.enable", json!({})).unwrap();
    put(&visit, ADAS);
    wait_for_board(&visit, "one");
    let away = "document.getElementById('one').remove(); heard.length = 0";
    visit.script(away, &[]);
    let before = living_at_rest(&visit);
    for _ in 0..3 {
        put(&visit, ADAS);
        wait_for_board(&visit, "one");
        visit.script(away, &[]);
    }
    // Taken away before it stands, it does not come back.
    put(&visit, ADAS);
    visit.script(away, &[]);
    visit.pause(1500);
    assert_eq!(visit.script("return heard", &[]), json!([]));
    // On a busy machine what was on its way may take a moment to go.
    visit.wait_until("everything to be gone", || {
        let now = living(&visit);
        let is_gone = now[..2] == before[..2] && now[2] < 4.0;
        is_gone
            .then_some(())
            .ok_or(format!("{now:?} and {before:?}"))
    });
    visit.end();
}

#[test]
fn an_element_may_be_moved_changed_and_loaded_twice() {
    let visit = host("empty");
    put(&visit, ADAS);
    wait_for_board(&visit, "one");
    let activity = choose(&visit, "one");
    // Into a shadow root of somebody else's, and back.
    let chosen =
        format!("return !!page.querySelector('[data-activity={activity}][data-state=chosen]')");
    visit.script(
        "const other = document.createElement('section');
         document.body.append(other);
         const root = other.attachShadow({ mode: 'open' });
         globalThis.seen = 0;
         other.addEventListener('choiceboard:ready', () => { seen += 1; });
         root.append(document.getElementById('one'));
         globalThis.root = root;",
        &[],
    );
    visit.wait_for("the board in the shadow", || {
        visit.script("return seen", &[]) == json!(1)
    });
    visit.script(
        "document.querySelector('main').append(root.getElementById('one'))",
        &[],
    );
    wait_inside(&visit, "one", "the work after a move", &chosen);
    // Another board, another learner.
    visit.script(
        "heard.length = 0; const one = document.getElementById('one'); one.setAttribute('board', '/boards/weather-bingo.json'); one.setAttribute('learner', 'ben')",
        &[],
    );
    wait_for(&visit, "one", "ready");
    let other = "return page.querySelector('.cb').dataset.board === 'weather-bingo'";
    wait_inside(&visit, "one", "the other board", other);
    // The script once more, under an address of its own.
    let again = "return import('/choiceboard.js?again=2').then(() => import('/choiceboard.js?again=3')).then(() => true)";
    assert_eq!(visit.script(again, &[]), json!(true));
    visit.pause(500);
    assert_eq!(
        visit.script(
            "return heard.filter(one => one.kind === 'ready').length",
            &[]
        ),
        json!(1)
    );
    visit.end();
}

#[test]
fn a_panel_opens_where_the_reader_looks() {
    // Over the board, and beside it.
    for width in [360, 1366] {
        let visit = host("empty");
        visit.narrow(width);
        put(&visit, "{ board: '/boards/water-cycle.json' }");
        wait_for_board(&visit, "one");
        let tall = "return page.defaultView.innerHeight > 900";
        wait_inside(&visit, "one", "the frame to be tall", tall);
        for way in ["scrollTo(0, 0)", "scrollTo(0, 300)"] {
            visit.script(way, &[]);
            visit.pause(300);
            inside(
                &visit,
                "one",
                "[...page.querySelectorAll('.cb-tile[data-activity]')].at(-1).click()",
            );
            let within = "const sheet = page.querySelector('dialog[open]');
                if (!sheet || sheet.dataset.coming !== undefined) return false;
                const frame = board.shadowRoot.querySelector('iframe').getBoundingClientRect(), box = sheet.getBoundingClientRect();
                return frame.top + box.top >= -1 && frame.top + box.bottom <= innerHeight + 1 && box.height > 300";
            wait_inside(&visit, "one", "the panel to be in sight", within);
            // A panel that made its frame taller, which made it taller, would never come to rest.
            let height = || inside(&visit, "one", "return page.defaultView.innerHeight");
            visit.wait_until("the frame to come to rest", || {
                let heights: Vec<Value> = (0..4)
                    .map(|_| {
                        visit.pause(300);
                        height()
                    })
                    .collect();
                let rests = heights.iter().all(|one| one == &heights[0]);
                rests.then_some(()).ok_or(format!("{heights:?}"))
            });
            inside(
                &visit,
                "one",
                "page.querySelector('dialog[open] .cb-strip button').click()",
            );
            let closed = "return !page.querySelector('dialog[open]')";
            wait_inside(&visit, "one", "the panel to close", closed);
        }
        visit.end();
    }
}
