//! The element among other things of a page: another version of itself, a framework's style sheet, scripts that take it out and put it back.

use std::fs;

use serde_json::{Value, json};
use xtask::site::Bent;

use super::embed::{
    heard, host, hosts, inside, living, living_at_rest, put, wait_for, wait_for_board, wait_inside,
};
use super::package::kind;
use super::visit::{Visit, dist};

/// `dist` once more below `/other/`, of another version.
fn other_version(url: &str) -> Option<Bent> {
    let name = url.split('?').next()?.strip_prefix("/other/")?;
    let bytes = fs::read(dist().join(name)).ok()?;
    if !name.starts_with("element") {
        return Some(Bent::Says(200, kind(name), bytes));
    }
    let script = String::from_utf8(bytes).unwrap();
    let other = script.replacen("===1?this", "===2?this", 1);
    assert_ne!(script, other, "the version stands elsewhere");
    Some(Bent::Says(200, kind(name), other.into()))
}

/// A page that has not loaded any.
const NEITHER: &str =
    "<!doctype html><title>Neither</title><script src=/hosts/listen.js></script><main></main>";

/// The script of the element in `dist`.
fn element() -> String {
    let mut names = fs::read_dir(dist())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_it = |name: &String| name.starts_with("element") && name.ends_with(".js");
    names.find(is_it).expect("the element's script")
}

/// Which version an element speaks, and where its frame's script is from.
fn version(visit: &Visit, id: &str) -> Value {
    inside(
        visit,
        id,
        "return [[1, 2].filter((version) => board.api(version) === board), new URL(page.querySelector('script').src).pathname]",
    )
}

#[test]
fn of_two_versions_on_one_page_the_first_serves_all() {
    let visit = Visit::bent(|url| match url {
        "/neither.html" => Some(Bent::Says(200, kind(url), NEITHER.into())),
        _ => other_version(url).or_else(|| hosts(url)),
    });
    for (first, second, speaks) in [("/", "/other/", 1), ("/other/", "/", 2)] {
        visit.go("neither.html");
        let load = |folder: &str| {
            let script = element();
            let load = format!(
                "return import('{folder}choiceboard.js').then(() => import('{folder}{script}')).then(() => true)"
            );
            assert_eq!(visit.script(&load, &[]), json!(true), "{folder}");
        };
        load(first);
        put(&visit, "{ board: '/boards/water-cycle.json' }");
        wait_for_board(&visit, "one");
        load(second);
        visit.pause(300);
        assert_eq!(heard(&visit, "one", "ready").len(), 1, "opened anew");
        // What comes later is of the same kind, and there once.
        visit.script(
            "const div = Object.assign(document.createElement('div'), { id: 'late' });
             div.dataset.choiceBoard = '/boards/weather-bingo.json';
             document.body.append(div)",
            &[],
        );
        let stands = "return !!page.querySelector('.cb-tile[data-activity]')";
        wait_inside(&visit, "late", "the other board", stands);
        let count = "return document.querySelectorAll('#late > choice-board').length";
        assert_eq!(visit.script(count, &[]), json!(1));
        for id in ["one", "late"] {
            assert_eq!(
                version(&visit, id),
                json!([[speaks], format!("{first}choiceboard.js")]),
                "{id} after {first}"
            );
        }
    }
    visit.end();
}

/// Counts, in the page around, what the timers of the frames in it do.
const TICKS: &str = "if (window !== top) for (const name of ['setTimeout', 'setInterval']) {
    const set = window[name];
    window[name] = (act, ...given) => set.call(window, (...all) => { top.ticks = (top.ticks ?? 0) + 1; act(...all); }, ...given);
}";

#[test]
fn one_element_taken_out_and_put_back_leaves_nothing_behind() {
    let visit = Visit::bent(hosts);
    let cdp = |command: &str, what: Value| visit.browser.cdp(command, what).unwrap();
    cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": TICKS }),
    );
    visit.go("hosts/empty.html");
    cdp("Performance.enable", json!({}));
    let ticks = || visit.script("return globalThis.ticks ?? 0", &[]).as_u64();
    put(
        &visit,
        "{ board: '/boards/water-cycle.json', learner: 'ada' }",
    );
    wait_for_board(&visit, "one");
    let out = "globalThis.only = document.getElementById('one'); only.remove(); heard.length = 0";
    let back = "document.querySelector('main').append(only)";
    visit.script(out, &[]);
    let before = living_at_rest(&visit);
    for _ in 0..3 {
        visit.script(back, &[]);
        wait_for_board(&visit, "one");
        assert_eq!(heard(&visit, "one", "ready").len(), 1);
        let alive = ticks();
        visit.wait_for("a timer of the board's", || ticks() > alive);
        visit.script(out, &[]);
        let gone = ticks();
        visit.pause(700);
        assert_eq!(ticks(), gone, "a timer stayed");
        visit.wait_until("everything to be gone", || {
            let now = living(&visit);
            let is_gone = now[..2] == before[..2];
            is_gone
                .then_some(())
                .ok_or(format!("{now:?} and {before:?}"))
        });
    }
    // Out and back in one turn: it is opened once.
    visit.script(
        &format!("{back}; only.remove(); {back}; only.remove(); {back}"),
        &[],
    );
    wait_for(&visit, "one", "ready");
    visit.pause(500);
    assert_eq!(heard(&visit, "one", "ready").len(), 1);
    visit.end();
}

/// How parts of a board look, and how wide its frame is.
const LOOKS: &str = "
    const style = (element) => {
        const { fontFamily, fontSize, fontWeight, lineHeight, color, backgroundColor, textAlign, textTransform, letterSpacing, wordSpacing,
            display, margin, padding, borderTopWidth, borderTopStyle, borderRadius, opacity, cursor, textDecorationLine, boxSizing } =
            page.defaultView.getComputedStyle(element);
        return [fontFamily, fontSize, fontWeight, lineHeight, color, backgroundColor, textAlign, textTransform, letterSpacing, wordSpacing,
            display, margin, padding, borderTopWidth, borderTopStyle, borderRadius, opacity, cursor, textDecorationLine, boxSizing];
    };
    const parts = ['body', '.cb', '.cb-title', '.cb-tile', '.cb-tile *', 'button', 'a', 'p', 'svg', 'ul', 'li'];
    const all = parts.map((part) => [part, page.querySelector(part)]).filter(([, element]) => element).map(([part, element]) => [part, style(element)]);
    const frame = board.shadowRoot.querySelector('iframe');
    return [all, frame.clientWidth === frame.offsetWidth, frame.offsetWidth === board.clientWidth];";

#[test]
fn a_frameworks_style_sheet_changes_nothing_inside() {
    let look = |page: &str| {
        let visit = host(page);
        if page == "empty" {
            put(
                &visit,
                "{ board: '/boards/water-cycle.json', learner: 'ada' }",
            );
            // As wide as there.
            visit.script("document.body.style.margin = 0", &[]);
        }
        wait_for_board(&visit, "one");
        let bare = "return !page.querySelector('[data-coming]') && page.querySelectorAll('link[href*=later]').length > 0
            && [...page.querySelectorAll('link[rel=stylesheet]')].every((link) => link.sheet)
            && page.getAnimations().every((one) => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)";
        wait_inside(&visit, "one", "its sheets", bare);
        let looks = inside(&visit, "one", LOOKS);
        visit.end();
        looks
    };
    let plain = look("empty");
    assert!(plain[0].as_array().unwrap().len() > 5, "{plain}");
    assert_eq!((&plain[1], &plain[2]), (&json!(true), &json!(true)));
    assert_eq!(look("framework"), plain);
}
