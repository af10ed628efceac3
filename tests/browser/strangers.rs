//! Messages that a page in a frame never asked for: ignored and counted, whoever sends them and however many.

use serde_json::{Value, json};
use xtask::site::Bent;

use super::embed::{hosts, inside, put, wait_inside};
use super::visit::Visit;

/// The policy of a page that frames the widget.
const POLICY: &str = "default-src 'none'; script-src 'self'; frame-src 'self'";

const AROUND: &str =
    "<!doctype html><title>Around</title><iframe width=\"900\" height=\"700\"></iframe>
    <script src=\"/around.js\"></script>";

/// Collects what the frame asks, and answers nothing by itself.
const LISTEN: &str = "globalThis.asked = [];
    globalThis.heard = 0;
    addEventListener('message', ({ data }) => (heard += 1, data?.choiceboard === 'sync' && asked.push(data)));
    const address = new URL('/index.html?board=boards/water-cycle.json&learner=ada', location);
    address.searchParams.set('parent', new URL(location).searchParams.get('parent') ?? location.origin);
    document.querySelector('iframe').src = address;";

fn around(parent: &str) -> Visit {
    let visit = Visit::bent(|url| match url.split('?').next().unwrap_or_default() {
        "/around.html" => Some(Bent::Hosts(POLICY, AROUND.into())),
        "/around.js" => Some(Bent::Says(200, "text/javascript", LISTEN.into())),
        _ => None,
    });
    visit.go(&format!("around.html{parent}"));
    visit
}

/// One whose frame has asked its first question.
fn answering() -> Visit {
    let visit = around("");
    visit.wait_for("the first question", || asked(&visit) > 0);
    visit
}

fn asked(visit: &Visit) -> u64 {
    let asked = visit.script("return globalThis.asked?.length ?? 0", &[]);
    asked.as_u64().expect("a number")
}

/// Something of the framed page.
fn framed(visit: &Visit, body: &str) -> Value {
    let body = format!(
        "const frame = document.querySelector('iframe'), here = frame.contentWindow, page = frame.contentDocument; {body}"
    );
    visit.script(&body, &[])
}

fn saved(visit: &Visit) -> String {
    let saved = framed(visit, "return page.querySelector('.cb')?.dataset.saved");
    saved.as_str().unwrap_or_default().to_owned()
}

fn wait_ignored(visit: &Visit, count: u64) {
    let ignored = "return Number(page.documentElement.dataset.ignored)";
    visit.wait_for(&format!("{count} to be ignored"), || {
        framed(visit, ignored) == json!(count)
    });
    // And no more than that.
    visit.pause(400);
    assert_eq!(framed(visit, ignored), json!(count));
}

/// The answer to the last question: everything is stored.
const ACCEPT: &str = "const { id, request } = asked.at(-1);
    const response = { contract: 1, accepted: request.events.map(({ id }) => id), refused: [], events: [], cursor: 'c-1', more: false };";

/// Each question is answered once: on a busy machine the last one may have been given up, and another one comes.
fn accept(visit: &Visit) {
    let body = format!(
        "{ACCEPT} if (globalThis.answered !== id) here.postMessage({{ choiceboard: 'synced', id, response }}, '*');
        globalThis.answered = id"
    );
    visit.wait_for("the confirmation", || {
        framed(visit, &body);
        saved(visit) == "confirmed"
    });
}

#[test]
fn of_strangers_no_word_is_read() {
    let visit = answering();
    wait_ignored(&visit, 0);
    // The right answer, from another window and from another origin.
    let body = format!(
        "{ACCEPT} globalThis.read = 0;
        const answer = {{ choiceboard: 'synced', id, response }};
        const data = new Proxy(answer, {{ get: (_, name) => (read += 1, answer[name]) }});
        const from = (source, origin) => here.dispatchEvent(new here.MessageEvent('message', {{ source, origin, data }}));
        for (let n = 0; n < 2500; n++) {{
            from(here, location.origin);
            from(parent, 'https://lms.example.org');
        }}
        from(null, location.origin);
        here.dispatchEvent(new here.MessageEvent('messageerror', {{ source: parent, origin: location.origin }}));
        return read"
    );
    assert_eq!(framed(&visit, &body), json!(0));
    wait_ignored(&visit, 5_002);
    assert_ne!(saved(&visit), "confirmed");
    // No answer was kept away by it.
    accept(&visit);
    visit.end();
}

#[test]
fn what_the_page_around_was_not_asked_for_counts_for_nothing() {
    let visit = answering();
    let body = format!(
        "{ACCEPT}
        const around = [];
        around[0] = around;
        const deep = JSON.parse('['.repeat(150) + ']'.repeat(150));
        const all = [null, 7, 'synced', [], {{}}, {{ choiceboard: 'synced' }}, {{ choiceboard: 'synced', id: String(id), response }},
            {{ choiceboard: 'synced', id: id + 1, response }}, {{ choiceboard: 'token', id, token: 'theirs' }}, {{ choiceboard: 'sync', id, request }},
            {{ choiceboard: 'synced', id, response: {{ ...response, pad: 'x'.repeat(5_000_000) }} }},
            {{ choiceboard: 'synced', id, response: {{ ...response, pad: Array(4_000_000_000) }} }},
            {{ choiceboard: 'synced', id, response: {{ ...response, around }} }},
            {{ choiceboard: 'synced', id, response: {{ ...response, deep }} }},
            {{ choiceboard: 'synced', id, response: {{ ...response, cursor: 7n }} }},
            {{ choiceboard: 'synced', id, response: new Map(Object.entries(response)) }}];
        for (const one of all) here.postMessage(one, '*');
        return all.length"
    );
    let count = framed(&visit, &body).as_u64().expect("a number");
    assert_eq!(count, 16);
    wait_ignored(&visit, count);
    assert_ne!(saved(&visit), "confirmed");
    accept(&visit);
    // A question that is answered is none any more.
    let again =
        format!("{ACCEPT} here.postMessage({{ choiceboard: 'synced', id, response }}, '*')");
    framed(&visit, &again);
    wait_ignored(&visit, count + 1);
    let kept = framed(&visit, "return JSON.stringify({ ...localStorage })");
    assert!(!kept.as_str().unwrap().contains("theirs"), "{kept}");
    visit.end();
}

#[test]
fn a_flood_of_the_page_around_is_only_counted() {
    let visit = answering();
    framed(
        &visit,
        "for (let n = 0; n < 3000; n++) here.postMessage({ choiceboard: 'synced', id: 1e6 + n, response: 'x'.repeat(1000) }, '*')",
    );
    wait_ignored(&visit, 3_000);
    assert_ne!(saved(&visit), "confirmed");
    // A second later it is heard again.
    visit.pause(1_100);
    accept(&visit);
    visit.end();
}

#[test]
fn a_page_around_without_an_origin_is_told_nothing() {
    for parent in ["*", "null", "lms.example.org", "data:,x"] {
        let visit = around(&format!("?parent={parent}"));
        let stands = "return !!page?.querySelector('.cb[data-board]') && page.documentElement.dataset.ignored === '0'";
        visit.wait_for("the board", || framed(&visit, stands) == json!(true));
        visit.pause(1_500);
        let heard = visit.script("return heard", &[]);
        assert_eq!(heard, json!(0), "{parent}");
        visit.end();
    }
}

#[test]
fn an_element_listens_to_nobody_and_says_how_many_spoke() {
    let visit = Visit::bent(hosts);
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/water-cycle.json' }");
    let counts = "return page.documentElement.dataset.ignored === '0' && board.ignored === 0";
    wait_inside(&visit, "one", "the count", counts);
    inside(
        &visit,
        "one",
        "for (const one of [null, { choiceboard: 'token', id: 1, token: 'theirs' }]) page.defaultView.postMessage(one, '*')",
    );
    wait_inside(&visit, "one", "both", "return board.ignored === 2");
    visit.end();
}
