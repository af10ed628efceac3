//! A line to the LMS that does not come: the page says so, asks for it again, and sends what was done meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use xtask::site::Bent;

use super::embed::{heard, hosts, inside, put, wait_for};
use super::visit::{Visit, says};

const OPEN: &str = "index.html?board=boards/water-cycle.json&learner=ada&endpoint=/api/progress";

/// A site on which `link.js` comes only when it may.
fn site() -> (Arc<AtomicBool>, Visit) {
    let missing = Arc::new(AtomicBool::new(true));
    let is_missing = missing.clone();
    let visit = Visit::bent(move |url| {
        let is_line = url.starts_with("/link-") || url.starts_with("/link.js");
        match is_line && is_missing.load(Ordering::Relaxed) {
            true => Some(Bent::Cut),
            false => hosts(url),
        }
    });
    (missing, visit)
}

#[test]
fn a_line_that_does_not_come_is_said_and_asked_for_again() {
    let (missing, visit) = site();
    visit.go(OPEN);
    visit.wait_for_text(&says("unsent-no-line"));
    visit.wait_for_hook("saved", "device");
    // Nothing is held up by it.
    visit.click_one(".cb-tile[data-activity][data-state=open]");
    visit.click_one("[data-action=choose]");
    visit.wait_for("it to be chosen", || {
        visit.there(".cb-tile[data-state=chosen]")
    });
    visit.click_one("dialog[open] .cb-strip button");
    missing.store(false, Ordering::Relaxed);
    visit.click_one(".cb-saved button");
    // It is there, and leads to an LMS that knows nothing.
    visit.wait_for_text("your school answers with error");
    assert!(!visit.text().contains(&says("unsent-no-line")));
    visit.end_in_trouble();
}

#[test]
fn it_comes_by_itself_too() {
    let (missing, visit) = site();
    visit.go(OPEN);
    visit.wait_for_text(&says("unsent-no-line"));
    missing.store(false, Ordering::Relaxed);
    visit.wait_for_text("your school answers with error");
    visit.end_in_trouble();
}

#[test]
fn the_network_is_back_and_it_is_asked_for_at_once() {
    let (missing, visit) = site();
    visit.go(OPEN);
    visit.wait_for_text(&says("unsent-no-line"));
    // So that the next try by itself is far off.
    visit.pause(7_000);
    missing.store(false, Ordering::Relaxed);
    visit.script("dispatchEvent(new Event('online'))", &[]);
    visit.wait_for_text("your school answers with error");
    visit.end_in_trouble();
}

/// What a question of the page around comes to: that it is answered, or with what it is refused.
fn asked(visit: &Visit, question: &str) -> String {
    let body = format!(
        "return document.getElementById('one').{question}.then(() => 'answered', (error) => error.message)"
    );
    visit.script(&body, &[]).as_str().expect("a text").into()
}

#[test]
fn an_element_without_an_lms_says_it_to_the_page_around_alone_and_answers_later() {
    let (missing, visit) = site();
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/water-cycle.json' }");
    // Asked before it is known that nothing comes, and after.
    assert_eq!(asked(&visit, "flush()"), says("unheard"));
    assert_eq!(asked(&visit, "exportLog()"), says("unheard"));
    let file = "importLog(new File(['{}'], 'work.json'))";
    assert_eq!(asked(&visit, file), says("unheard"));
    let once = [json!({ "message": says("unheard"), "saved": "device" })];
    assert_eq!(heard(&visit, "one", "error"), once);
    let text = inside(
        &visit,
        "one",
        "return page.querySelector('.cb-saved').innerText",
    );
    assert_eq!(text, json!(says("ui-saved-device")));
    // Once, however often it does not come.
    visit.pause(3_000);
    assert_eq!(heard(&visit, "one", "error"), once);
    missing.store(false, Ordering::Relaxed);
    wait_for(&visit, "one", "ready");
    let file = "return document.getElementById('one').exportLog().then((file) => file.name)";
    assert_eq!(
        visit.script(file, &[]),
        json!("water-cycle.choiceboard.json")
    );
    assert_eq!(asked(&visit, "flush()"), "answered");
    visit.end_in_trouble();
}

#[test]
fn an_element_with_an_lms_says_what_the_learner_reads() {
    let (missing, visit) = site();
    visit.go("hosts/empty.html");
    put(
        &visit,
        "{ board: '/boards/water-cycle.json', endpoint: '/api/progress' }",
    );
    let no_line = says("unsent-no-line");
    let error = json!({ "message": no_line, "saved": "device" });
    assert_eq!(wait_for(&visit, "one", "error"), error);
    let reads = "return page.querySelector('.cb-saved').innerText";
    let reads = inside(&visit, "one", reads);
    assert!(reads.as_str().unwrap().contains(&no_line), "{reads}");
    missing.store(false, Ordering::Relaxed);
    wait_for(&visit, "one", "ready");
    visit.end_in_trouble();
}

#[test]
fn the_page_around_a_frame_hears_it_too() {
    const AROUND: &str =
        "<!doctype html><title>Around</title><iframe></iframe><script src=/around.js></script>";
    const POLICY: &str = "default-src 'none'; script-src 'self'; frame-src 'self'";
    const LISTEN: &str = "globalThis.heard = [];
        addEventListener('message', ({ data, origin }) => heard.push([data.choiceboard, data.message, origin === location.origin]));
        document.querySelector('iframe').src = '/index.html?board=boards/water-cycle.json&parent=' + location.origin;";
    let missing = Arc::new(AtomicBool::new(true));
    let is_missing = missing.clone();
    let visit = Visit::bent(move |url| match url.split(['?', '-']).next() {
        Some("/around.html") => Some(Bent::Hosts(POLICY, AROUND.into())),
        Some("/around.js") => Some(Bent::Says(200, "text/javascript", LISTEN.into())),
        Some("/link" | "/link.js") if is_missing.load(Ordering::Relaxed) => Some(Bent::Cut),
        _ => None,
    });
    visit.go("around.html");
    let heard = |kind: &str| {
        let body = "return heard.filter(([kind]) => kind === arguments[0])";
        visit.script(body, &[json!(kind)])
    };
    let error = json!([["error", says("unsent-no-line"), true]]);
    visit.wait_for("the error", || heard("error") == error);
    missing.store(false, Ordering::Relaxed);
    visit.wait_for("the board", || heard("ready")[0][2] == json!(true));
    visit.end_in_trouble();
}

#[test]
fn that_there_is_no_board_is_heard_without_a_line() {
    let (_missing, visit) = site();
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/nowhere.json' }");
    let error = wait_for(&visit, "one", "error");
    assert_eq!(error["saved"], "failed");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("nowhere.json"), "{message}");
    assert_eq!(asked(&visit, "flush()"), message);
    visit.end_in_trouble();
}

/// Clocks that go twenty times as fast, and an LMS whose first answer never begins, and whose others take a minute to come: three seconds here.
const POOR: &str = "{
    const real = setTimeout;
    globalThis.setTimeout = (act, ms = 0, ...all) => real(act, ms / 20, ...all);
    const { fetch } = globalThis;
    let asked = 0;
    globalThis.fetch = async (url, how) => {
        if (how?.method !== 'POST') return fetch(url, how);
        const { signal } = how;
        if (asked++ === 0) return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        const { events } = JSON.parse(new TextDecoder().decode(how.body));
        const answer = { contract: 1, accepted: events.map(({ id }) => id), cursor: '1' };
        return new Response(new ReadableStream({ start: (answers) => {
            signal.addEventListener('abort', () => answers.error(signal.reason));
            real(() => {
                if (signal.aborted) return;
                answers.enqueue(new TextEncoder().encode(JSON.stringify(answer)));
                answers.close();
            }, 3000);
        } }));
    };
    }";

#[test]
fn an_answer_that_has_begun_to_come_may_take_its_time() {
    let visit = Visit::rigged(POOR);
    visit.go(OPEN);
    visit.wait_for_text(&says("unsent-no-answer"));
    visit.wait_for_hook("saved", "confirmed");
    visit.end();
}
