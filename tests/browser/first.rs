//! The first minute: the gallery, a board chosen from it, and what was downloaded until it could be used.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use serde_json::{Value, json};

use super::visit::{Visit, dist, says};
use xtask::site::Bent;

#[test]
fn the_gallery_offers_every_sample_board_with_a_thumbnail_and_opens_it() {
    let index = std::fs::read_to_string(dist().join("boards/index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let boards = index.as_array().expect("a list of boards");
    let visit = Visit::new();
    visit.go("index.html");
    visit.one("a[href*='board=']");
    let links = "return document.querySelectorAll('a[href*=\"board=\"]').length";
    visit.wait_until("a link to each board", || {
        let links = visit.script(links, &[]);
        let all = links.as_u64() >= Some(boards.len() as u64);
        all.then_some(())
            .ok_or(format!("{links} of {}", boards.len()))
    });
    let broken = visit.script(
        "
        const pictures = [...document.querySelectorAll('a[href*=\"board=\"] img')];
        const shown = pictures.map(({ src }) => new Promise((resolve) => {
            const picture = new Image();
            picture.onload = () => resolve([]);
            picture.onerror = () => resolve([src]);
            picture.src = src;
        }));
        return Promise.all(shown).then((broken) => broken.flat());",
        &[],
    );
    assert_eq!(broken, json!([]));
    let text = visit.text();
    for board in boards {
        let title = board["title"].as_str().unwrap_or_default();
        assert!(text.contains(title), "{title} is not in the gallery");
    }
    visit.click_one("a[href*='water-cycle']");
    visit.wait_for("the board", || visit.there(".cb[data-board=water-cycle]"));
    visit.end();
}

#[test]
fn a_board_needs_nothing_but_what_the_budget_counts() {
    let visit = Visit::new();
    visit.open("boards/water-cycle.json", "u-17");
    let fetched = visit.script(
        "return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1))",
        &[],
    );
    let more: Vec<&str> = fetched
        .as_array()
        .expect("a list of addresses")
        .iter()
        .filter_map(Value::as_str)
        .filter(|path| !path.starts_with("boards/") && !path.ends_with(".svg"))
        .filter(|path| {
            path.contains('/')
                || ![".js", ".css", ".wasm"]
                    .iter()
                    .any(|ending| path.ends_with(ending))
        })
        .collect();
    assert!(more.is_empty(), "the budget does not count {more:?}");
    visit.end();
}

/// Notes who needed the rest of the program before it had come, in a page or in the frame of a board.
const NOTES: &str = "let rest; Object.defineProperty(globalThis, 'choiceboardRest', { get: () => rest, set: (given) => {
    const { now } = given;
    given.now = () => { globalThis.missed = new Error('missed').stack; now(); };
    rest = given;
} });";

/// Opens an activity and chooses it at once, as nobody can by hand; says where it stands then.
const CHOOSES: &str = "
    const page = globalThis.document.querySelector('choice-board')?.shadowRoot?.querySelector('iframe')?.contentDocument ?? globalThis.document;
    page.querySelector('[data-activity=read]').click();
    return new Promise((resolve) => {
        const choose = () => {
            const button = page.querySelector('[data-action=choose]');
            if (!button) return requestAnimationFrame(choose);
            button.click();
            requestAnimationFrame(() => resolve(page.querySelector('[data-activity=read]').dataset.state));
        };
        choose();
    })";

/// The board stands and the rest of the program has come; in what ways it was fetched, and by whom it was missed.
const CAME: &str = "
    const page = document.querySelector('choice-board')?.shadowRoot?.querySelector('iframe')?.contentWindow ?? window;
    if (!page.document?.querySelector('[data-activity=read]') || page.choiceboardRest?.exports?.rest_ready?.value !== 1) return null;
    const ways = page.performance.getEntriesByType('resource').filter(({ name }) => name.includes('player_rest'));
    return [ways.map(({ initiatorType }) => initiatorType), page.missed ?? window.missed ?? null];";

#[test]
fn the_rest_of_the_program_follows_and_no_part_is_missed_before() {
    const AROUND: &str = "<!doctype html><script type=module src=choiceboard.js></script><choice-board board=boards/water-cycle.json></choice-board>";
    let visit = Visit::bent(|url| {
        let around = || Bent::Says(200, "text/html", AROUND.into());
        (url == "/around.html").then(around)
    });
    let notes = json!({ "source": NOTES });
    let cdp = |command: &str, what: Value| visit.browser.cdp(command, what).unwrap();
    cdp("Page.addScriptToEvaluateOnNewDocument", notes);
    let whole = |address: &str| {
        visit.wait_for("the whole program", || {
            visit.script(CAME, &[]) != json!(null)
        });
        let came = visit.script(CAME, &[]);
        assert_eq!(
            came,
            json!([["fetch"], null]),
            "a late fetch at {address}: run `cargo xtask trace` again"
        );
    };
    for address in [
        "index.html?board=boards/water-cycle.json&learner=u-17",
        // Nobody's: it is remembered as the board to go on with.
        "index.html?board=boards/water-cycle.json",
        "around.html",
    ] {
        visit.go(address);
        let stands = "return !!(document.querySelector('choice-board')?.shadowRoot?.querySelector('iframe')?.contentDocument ?? document)
            .querySelector('[data-activity=read]')";
        visit.wait_for("the board", || visit.script(stands, &[]) == json!(true));
        if address != "around.html" {
            assert_eq!(visit.script(CHOOSES, &[]), json!("chosen"), "{address}");
        }
        whole(address);
        // By somebody who has chosen other colours.
        visit.script(
            "localStorage.setItem('choiceboard:prefers:theme', 'dark')",
            &[],
        );
        visit.browser.reload().unwrap();
        whole(address);
        visit.script("localStorage.removeItem('choiceboard:prefers:theme')", &[]);
    }
    visit.go("index.html");
    let go_on = ".cb a.cb-main[href='?board=boards/water-cycle.json']";
    visit.wait_for("the board to go on with", || visit.there(go_on));
    visit.end();
}

/// One late message said too early, and the texts of all of them are part of the first download: `FIRST` in `build.rs` lacks a key.
#[test]
fn late_messages_come_with_the_rest() {
    let part = |begins: &str| -> Vec<u8> {
        let entries = std::fs::read_dir(dist()).unwrap();
        let mut paths = entries.map(|entry| entry.unwrap().path());
        let is_part = |path: &std::path::PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(begins) && name.ends_with(".wasm")
        };
        std::fs::read(paths.find(is_part).expect("a part of the program")).unwrap()
    };
    let (late, early) = (says("ui-reset-says"), says("ui-missing"));
    let holds = |part: &[u8], text: &str| {
        part.windows(text.len())
            .any(|bytes| bytes == text.as_bytes())
    };
    let (first, rest) = (part("player_bg"), part("player_rest"));
    assert!(holds(&first, &early) && holds(&rest, &late));
    assert!(!holds(&first, &late));
}

#[test]
fn the_page_works_from_any_folder_of_a_server() {
    let dist = dist();
    let inside = move |url: &str| -> Option<Bent> {
        let path = url.split('?').next()?.strip_prefix("/course/7/board/")?;
        let path = if path.is_empty() { "index.html" } else { path };
        let kind = match path.rsplit_once('.')?.1 {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript",
            "css" => "text/css",
            "json" => "application/json",
            "wasm" => "application/wasm",
            "svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        Some(Bent::Says(200, kind, std::fs::read(dist.join(path)).ok()?))
    };
    let visit = Visit::bent(inside);
    visit.go("course/7/board/?board=boards/water-cycle.json&learner=u-17");
    visit.wait_for("the board", || visit.there(".cb[data-board=water-cycle]"));
    visit.end();
}

/// The pictures that come later are on no square and in no corner of a board that has just opened; once they are there, none is missing.
#[test]
fn no_board_misses_a_picture_that_comes_later() {
    let missing = "return [...document.querySelectorAll('use')].map(use => use.getAttribute('href')).filter(href =>
        href && href !== '#' && !document.querySelector(href))";
    let without = Visit::bent(|url| {
        url.contains("icons-later")
            .then(|| Bent::Says(404, "text/plain", Vec::new()))
    });
    for board in ["weather-bingo", "ratio", "french-revolution", "chance"] {
        without.open(&format!("boards/{board}.json"), "u-17");
        assert_eq!(without.script(missing, &[]), json!([]), "{board}");
    }
    without.end_without("icons-later");
    let visit = Visit::new();
    visit.open("boards/water-cycle.json", "u-17");
    visit.click_by("button", &says("ui-menu"));
    visit.wait_for("the pictures of the menu", || {
        visit.script(missing, &[]) == json!([])
    });
    visit.end();
}

/// What the first part needs of the program's constants must be in the first part: without the rest, the page is the same.
#[test]
fn the_first_part_alone_shows_the_same_board() {
    let shows = |visit: &Visit| {
        visit.open("boards/water-cycle.json", "u-17");
        // Not by hand: what a tile says to a pointer that passes above it needs the rest.
        visit.script(
            "document.querySelector('[data-activity=read]').click()",
            &[],
        );
        visit.one("dialog.cb-sheet[open]:not([data-coming])");
        visit.script(
            "return new Promise((resolve) => setTimeout(() => resolve(document.querySelector('main').outerHTML), 500))",
            &[],
        )
    };
    let whole = Visit::new();
    let first = Visit::bent(|url| {
        // Not for good: then the page would say so.
        let missing = || Bent::Says(503, "text/plain", Vec::new());
        url.contains("player_rest").then(missing)
    });
    assert_eq!(shows(&first), shows(&whole));
    whole.end();
}

/// The second part is refused once by the network, and a minute lasts three seconds.
const REFUSED_ONCE: &str = "{
    const real = setTimeout;
    globalThis.setTimeout = (act, ms = 0, ...all) => real(act, ms / 20, ...all);
    const { fetch } = globalThis;
    globalThis.refused = 0;
    globalThis.fetch = (url, how) => String(url).includes('player_rest') && refused++ === 0
        ? Promise.reject(new TypeError('no network'))
        : fetch(url, how);
    }";

#[test]
fn a_second_part_that_did_not_come_is_asked_for_again_by_and_by() {
    let visit = Visit::rigged(REFUSED_ONCE);
    visit.open("boards/water-cycle.json", "u-17");
    // Nobody presses anything, and nothing says that the network is back.
    visit.wait_whole();
    assert_eq!(visit.script("return refused", &[]), json!(2));
    visit.end();
}

/// A sheet that did not come, as where a session has run out for a moment, is asked for again when the network is back.
#[test]
fn a_sheet_that_did_not_come_comes_later() {
    let refuses = Arc::new(AtomicBool::new(true));
    let refused = refuses.clone();
    let visit = Visit::bent(move |url| {
        let signs_in = || Bent::Says(200, "text/html", b"Sign in".to_vec());
        let is_refused = url.contains("later-") && url.contains(".css") && refused.load(Relaxed);
        is_refused.then(signs_in)
    });
    visit.open("boards/water-cycle.json", "u-17");
    visit.wait_for("the refusal", || {
        visit
            .errors()
            .iter()
            .any(|line| line.contains("later-") && line.contains("MIME"))
    });
    refuses.store(false, Relaxed);
    // Rules of a refused sheet may not even be read.
    let is_there = "const has = ({ sheet }) => { try { return sheet.cssRules.length > 0; } catch { return false; } };
        return [...document.querySelectorAll('link[rel=stylesheet]')].some((link) => /later-.*css$/.test(link.href) && has(link))";
    visit.wait_for("the sheet", || {
        // The page may not have heard of the refusal as soon as the console has.
        visit.script("dispatchEvent(new Event('online'))", &[]);
        visit.script(is_there, &[]) == json!(true)
    });
    visit.end();
}
