//! A board as one HTML file: from a memory stick, and in a frame that may do nothing else.

use std::fs;

use choiceboard::exchange::{Files, one_file};
use serde_json::json;
use xtask::site::Bent;

use super::visit::{Visit, dist, says};

/// A sample board as one HTML file.
pub fn packed(name: &str) -> String {
    let text = fs::read_to_string(dist().join("boards").join(name)).unwrap();
    of(&text)
}

/// A board as one HTML file; what it names lies beside the samples, or is in the file empty.
pub fn of(text: &str) -> String {
    let folder = dist().join("boards");
    let board = choiceboard::board::read(text.as_bytes()).board.unwrap();
    let mut page = Files::new();
    for file in xtask::page::files(&dist()).unwrap() {
        let name = file.strip_prefix(dist()).unwrap().display().to_string();
        page.insert(name, fs::read(file).unwrap());
    }
    let beside = choiceboard::board::beside(&board);
    let files = beside.into_iter().map(|name| {
        let bytes = fs::read(folder.join(&name)).unwrap_or_default();
        (name, bytes)
    });
    one_file(&board, text, &page, &files.collect()).unwrap()
}

/// Pictures are there (those further down wait until they are in sight), and none of them came from elsewhere.
const PICTURES: &str = "const all = [...document.querySelectorAll('img')];
    return all.some(image => image.complete && image.naturalWidth > 0) && all.every(image => image.src.startsWith('blob:'))";

/// Chooses the first tile, by script: a frame that may do nothing lets nobody click from outside.
fn choose_one(visit: &Visit) {
    visit.script(
        "document.querySelector('.cb-tile[data-activity][data-state=open]').click()",
        &[],
    );
    visit.wait_for("something to choose", || {
        visit.there("[data-action=choose]")
    });
    visit.script(
        "document.querySelector('[data-action=choose]').click()",
        &[],
    );
    visit.wait_for("it to be chosen", || {
        visit.there(".cb-tile[data-state=chosen]")
    });
}

#[test]
fn one_file_opens_without_a_server_and_keeps_the_work() {
    let file = std::env::temp_dir().join(format!("choiceboard-{}.html", std::process::id()));
    fs::write(&file, packed("plants.json")).unwrap();
    let visit = Visit::new();
    let address = format!("file://{}?learner=ada", file.display());
    visit.browser.go(&address).unwrap();
    visit.wait_for("the board", || visit.there(".cb[data-board=plants]"));
    visit.wait_for("pictures", || visit.script(PICTURES, &[]) == json!(true));
    visit.click_one(".cb-tile[data-activity][data-state=open]");
    visit.click_one("[data-action=choose]");
    visit.wait_for("it to be chosen", || {
        visit.there(".cb-tile[data-state=chosen]")
    });
    visit.browser.reload().unwrap();
    visit.wait_for("the work", || visit.there(".cb-tile[data-state=chosen]"));
    // In another language, whose words are in the file too.
    visit.browser.go(&format!("{address}&language=de")).unwrap();
    visit.wait_for("German", || visit.there(".cb[lang=de][data-board]"));
    let asked = "return performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith('blob:') && !name.startsWith('inside:')).map(({ name }) => name)";
    assert_eq!(visit.script(asked, &[]), json!([]));
    fs::remove_file(file).unwrap();
    visit.end();
}

#[test]
fn one_file_runs_in_a_frame_that_may_do_nothing_else() {
    const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src blob:";
    const AROUND: &str = "default-src 'self'; frame-src 'self'";
    let file = packed("plants.json");
    let visit = Visit::bent(move |url| {
        match url {
        "/around.html" => Some(Bent::Hosts(
            AROUND,
            b"<!doctype html><title>Around</title><iframe sandbox=\"allow-scripts\" src=\"/one.html\" width=\"900\" height=\"600\"></iframe>".to_vec(),
        )),
        "/one.html" => Some(Bent::Hosts(POLICY, file.clone().into_bytes())),
        _ => None,
    }
    });
    visit.go("around.html");
    let frame = visit.one("iframe");
    visit.browser.frame(Some(&frame)).unwrap();
    visit.wait_for("the board", || visit.there(".cb[data-board=plants]"));
    visit.wait_for("pictures", || visit.script(PICTURES, &[]) == json!(true));
    choose_one(&visit);
    // Nothing may be stored here, and the page says so.
    visit.wait_for_hook("saved", "memory");
    visit.browser.frame(None).unwrap();
    visit.end();
}

/// An LMS that is a page: it keeps what the frame inside sends, and gives it back.
const KEEPS: &str = "globalThis.log = [];
    addEventListener('message', ({ source, origin, data }) => {
        const frame = document.querySelector('iframe');
        // A page without an origin is told by its window alone.
        if (source !== frame.contentWindow || origin !== 'null') return;
        if (data?.choiceboard === 'height') frame.height = data.height;
        if (data?.choiceboard !== 'sync') return;
        const { id, request } = data;
        const known = new Set(log.map(({ id }) => id));
        log.push(...request.events.filter(({ id }) => !known.has(id)));
        const response = { contract: 1, accepted: request.events.map(({ id }) => id), refused: [],
            events: log.slice(Number(request.after ?? 0)), cursor: String(log.length), more: false };
        source.postMessage({ choiceboard: 'synced', id, response }, '*');
    });
    const address = new URL('/one.html?learner=ada', location);
    address.searchParams.set('parent', location.origin);
    document.querySelector('iframe').src = address;";

#[test]
fn one_file_that_may_keep_nothing_keeps_its_work_by_messages() {
    const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src blob:";
    const AROUND: &str = "default-src 'self'; frame-src 'self'";
    const PAGE: &str = "<!doctype html><title>Around</title><iframe sandbox=\"allow-scripts\" width=\"900\" height=\"300\"></iframe><script src=\"/keeps.js\"></script>";
    let file = packed("plants.json");
    let visit = Visit::bent(move |url| match url.split('?').next().unwrap_or_default() {
        "/around.html" => Some(Bent::Hosts(AROUND, PAGE.into())),
        "/keeps.js" => Some(Bent::Says(200, "text/javascript", KEEPS.into())),
        "/one.html" => Some(Bent::Hosts(POLICY, file.clone().into_bytes())),
        _ => None,
    });
    visit.go("around.html");
    let into = |visit: &Visit| {
        let frame = visit.one("iframe");
        visit.browser.frame(Some(&frame)).unwrap();
        visit.wait_for_hook("saved", "confirmed");
    };
    into(&visit);
    choose_one(&visit);
    visit.wait_for_hook("saved", "confirmed");
    visit.script("window.old = true", &[]);
    visit.browser.frame(None).unwrap();
    let kept = "return log.filter(({ type }) => type === 'choose').length";
    assert_eq!(visit.script(kept, &[]), json!(1));
    // As tall as its board.
    let tall = "return Number(document.querySelector('iframe').height) > 400";
    visit.wait_for_answer(tall, &[], &json!(true));
    // The frame comes anew and has nothing of its own: the work is there all the same.
    visit.script(
        "const frame = document.querySelector('iframe'); frame.src = frame.src",
        &[],
    );
    visit.wait_for("the new page", || {
        visit.browser.frame(None).unwrap();
        let frame = visit.one("iframe");
        // While another page comes into it there may be none to go into.
        if visit.browser.frame(Some(&frame)).is_err() {
            return false;
        }
        let anew = visit.browser.script("return !window.old", &[]);
        anew.is_ok_and(|anew| anew == json!(true))
    });
    visit.browser.frame(None).unwrap();
    into(&visit);
    visit.wait_for("the work", || visit.there(".cb-tile[data-state=chosen]"));
    visit.browser.frame(None).unwrap();
    visit.end();
}

/// A board with a page of its own to be shown in a frame, and one from elsewhere.
const FRAMED: &str = r#"{ "choiceboard": 1, "id": "framed", "title": "Framed", "activities": [{ "id": "a", "title": "A", "resources": [
    { "title": "Beside", "url": "beside.html", "kind": "embed" },
    { "title": "Elsewhere", "url": "https://players.example/p", "kind": "embed" }] }] }"#;

/// How many things to use say that they cannot be shown in a frame, and how many offer it.
const OFFERED: &str = "const panel = document.querySelector('dialog[open]'); if (!panel) return null;
    const alone = [...panel.querySelectorAll('[data-embed=alone]')];
    return [alone.length, alone.every(one => one.textContent === arguments[0]), panel.querySelectorAll('.cb-do button').length,
        panel.querySelectorAll('.cb-do a[href]').length]";

#[test]
fn what_no_frame_could_show_is_said_and_linked() {
    let sentence = [json!(says("ui-embed-alone"))];
    let name = format!("choiceboard-framed-{}.html", std::process::id());
    let file = std::env::temp_dir().join(name);
    fs::write(&file, of(FRAMED)).unwrap();
    let visit = Visit::new();
    let address = format!("file://{}", file.display());
    visit.browser.go(&address).unwrap();
    visit.click_one(".cb-tile[data-activity=a]");
    // From elsewhere it may come.
    visit.wait_for("what is to be used", || {
        visit.script(OFFERED, &sentence) == json!([1, true, 1, 2])
    });
    fs::remove_file(file).unwrap();
    visit.end();
    // Locked up, nothing may.
    const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src blob:";
    const AROUND: &str = "default-src 'self'; frame-src 'self'";
    const PAGE: &str = "<!doctype html><title>Around</title><iframe sandbox=\"allow-scripts\" src=\"/one.html\" width=\"900\" height=\"600\"></iframe>";
    let whole = of(FRAMED);
    let visit = Visit::bent(move |url| match url {
        "/around.html" => Some(Bent::Hosts(AROUND, PAGE.into())),
        "/one.html" => Some(Bent::Hosts(POLICY, whole.clone().into_bytes())),
        _ => None,
    });
    visit.go("around.html");
    let frame = visit.one("iframe");
    visit.browser.frame(Some(&frame)).unwrap();
    visit.wait_for("the board", || {
        visit.there(".cb[data-board=framed] [data-activity]")
    });
    visit.script(
        "document.querySelector('.cb-tile[data-activity=a]').click()",
        &[],
    );
    visit.wait_for("what is to be used", || {
        visit.script(OFFERED, &sentence) == json!([2, true, 0, 2])
    });
    visit.browser.frame(None).unwrap();
    visit.end();
}
