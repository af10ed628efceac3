//! `cargo xtask trace`: measures which functions a board needs until it can be used, and writes their names to
//! `xtask/first.txt`. Run it when the page has changed much; a stale list costs bytes or a late fetch, never correctness.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;

use crate::bench::made;
use crate::driver::{Browser, Engine};
use crate::site::{Bent, Site};
use crate::split::Kept;
use crate::step::step;
use crate::{page, root, split, tools};

/// The boards that teachers make most: a grid with lines, one with a free square, and such as have nothing but activities and a
/// line or a number to finish. What others need beyond it (sections, quotas, exact sums, paths) comes with the rest, and they wait
/// for it.
const BOARDS: [&str; 4] = ["water-cycle", "weather-bingo", "bare-9", "bare-1000"];

/// How long a step may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The board can be used.
const THERE: &str = "return !!document.querySelector('[data-activity]')";

/// Opens a tile, looks at it and chooses it: what a student does first.
const STEPS: [&str; 3] = [
    "const tile = document.querySelector('[data-activity][data-state=open]'); tile?.click(); return !!tile",
    "return !!document.querySelector('[data-action]')",
    "document.querySelector('[data-action=choose]:not([aria-disabled=true])')?.click(); return true",
];

/// The same without a look in between, as nobody can by hand.
const AT_ONCE: &str = "
    const frame = () => new Promise(requestAnimationFrame);
    const first = async (css) => {
        for (;;) {
            const found = document.querySelector(css);
            if (found) return found;
            await frame();
        }
    };
    return (async () => {
        (await first('[data-activity][data-state=open]')).click();
        await frame();
        (await first('[data-action=choose]:not([aria-disabled=true])')).click();
        return true;
    })()";

/// How a page is met. What runs, and in which order, is another matter on a machine that is slow or busy.
const WAYS: [(&str, u32, &[&str]); 3] = [
    ("", 1, &STEPS),
    (", slowed", 8, &STEPS),
    (", slowed and in a hurry", 8, &[AT_ONCE]),
];

/// What a person may have chosen the last time.
const PREFERS: &str = "localStorage.setItem('choiceboard:prefers:theme', 'dark'); localStorage.setItem('choiceboard:prefers:zoom', 'large')";

/// A page of somebody else's with the first of the boards: what it is told and asked runs on the way, too.
const AROUND: &str = "<!doctype html><script type=module src=choiceboard.js></script>\
    <choice-board board=boards/water-cycle.json learner=trace></choice-board>";

/// The document inside it.
const INSIDE: &str = "const document = globalThis.document.querySelector('choice-board').shadowRoot?.querySelector('iframe')?.contentDocument; \
    if (!document) return false; const { choiceboardRest } = document.defaultView;";

/// What runs when the rest has come is no part of the first: it would be told at once here, where nothing is missing.
const NOTHING_COMES: &str = "let rest; Object.defineProperty(globalThis, 'choiceboardRest', \
    { get: () => rest, set: (given) => { rest = Object.assign(given, { soon: () => {} }); } })";

/// What goes by ids, which are drawn by lot, by the order of acts within a millisecond, by hashes of addresses, or by what
/// happens to have room.
fn by_chance(name: &str) -> bool {
    [
        "choiceboard::progress::log::",
        "choiceboard::progress::index::",
        "choiceboard::exchange::uuid::",
        "hashbrown::",
        "indexmap::",
        "reactive_graph::graph",
        "reactive_graph::signal",
        "dlmalloc::",
        "__rust_realloc",
        "alloc::raw_vec::",
    ]
    .iter()
    .any(|part| name.contains(part))
}

/// Where the names are kept.
pub fn list() -> PathBuf {
    root().join("xtask/first.txt")
}

/// The names kept last time.
pub fn kept() -> Result<Kept> {
    let text = fs::read_to_string(list()).context("xtask/first.txt")?;
    Kept::read(&text).context("xtask/first.txt")
}

/// Measures anew.
pub fn trace() -> Result<()> {
    tools::for_building()?;
    tools::for_browsing()?;
    let folder = root().join("target/choiceboard/trace");
    let wasm = step("Building a page that notes what runs", || {
        page::whole(&folder)
    })?;
    let program = fs::read(&wasm)?;
    fs::write(&wasm, split::traced(&program)?)?;
    let site = Site::open(&folder, 0, |url| {
        if url == "/around.html" {
            return Some(Bent::Says(200, "text/html", AROUND.into()));
        }
        let size = url.strip_prefix("/boards/bare-")?.strip_suffix(".json")?;
        let board = made::board(size.parse().ok()?).to_string();
        Some(Bent::Says(200, "application/json", board.into_bytes()))
    })?;
    let engine = Arc::new(Engine::start()?);
    let opened = || {
        let browser = Browser::open(&engine, (1366, 768))?;
        let before = json!({ "source": NOTHING_COMES });
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", before)?;
        anyhow::Ok(browser)
    };
    let mut kept = Kept::default();
    for board in BOARDS {
        for (how, slowed, steps) in WAYS {
            let each = step(&format!("Opening {board}{how}"), || {
                let browser = opened()?;
                browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": slowed }))?;
                browser.go(&site.url(&format!(
                    "index.html?board=boards/{board}.json&learner=trace"
                )))?;
                for script in steps {
                    browser.wait(script, PATIENCE)?;
                }
                sleep(Duration::from_millis(500) * slowed);
                let first = ran(&browser, "")?;
                browser.reload()?;
                browser.wait(THERE, PATIENCE)?;
                sleep(Duration::from_millis(500) * slowed);
                Ok([first, ran(&browser, "")?])
            })?;
            for ran in each {
                split::noted(&program, &ran, &mut kept)?;
            }
        }
    }
    let each = step(
        "Opening a board as nobody, and again with other colours",
        || {
            let browser = opened()?;
            browser.go(&site.url("index.html?board=boards/water-cycle.json"))?;
            for script in STEPS {
                browser.wait(script, PATIENCE)?;
            }
            sleep(Duration::from_secs(1));
            let first = ran(&browser, "")?;
            browser.script(PREFERS, &[])?;
            browser.reload()?;
            browser.wait(THERE, PATIENCE)?;
            sleep(Duration::from_secs(1));
            Ok([first, ran(&browser, "")?])
        },
    )?;
    for ran in each {
        split::noted(&program, &ran, &mut kept)?;
    }
    let each = step("Opening a board in a page of somebody else's", || {
        let browser = opened()?;
        let inside = |script: &str| [INSIDE, script].concat();
        browser.go(&site.url("around.html"))?;
        for script in STEPS {
            browser.wait(&inside(script), PATIENCE)?;
        }
        sleep(Duration::from_secs(1));
        let first = ran(&browser, INSIDE)?;
        browser.reload()?;
        browser.wait(&inside(THERE), PATIENCE)?;
        sleep(Duration::from_secs(1));
        Ok([first, ran(&browser, INSIDE)?])
    })?;
    for ran in each {
        split::noted(&program, &ran, &mut kept)?;
    }
    kept.round(by_chance);
    fs::write(list(), kept.write())?;
    println!("{} functions in {}", kept.len(), list().display());
    Ok(())
}

fn ran(browser: &Browser, inside: &str) -> Result<Vec<u32>> {
    // What is no longer used may be dropped at any moment.
    browser.cdp("HeapProfiler.collectGarbage", json!({}))?;
    sleep(Duration::from_millis(100));
    let script = "const all = []; const { exports } = choiceboardRest; \
        for (let n = 0; exports[`trace${n}`]; n += 1) all.push(exports[`trace${n}`].value); return all";
    let values = browser.script(&[inside, script].concat(), &[])?;
    let values = values.as_array().context("no list of what ran")?;
    Ok(values
        .iter()
        .map(|value| value.as_i64().unwrap_or(0) as u32)
        .collect())
}
