//! The page and a small LMS (`tests/lms`): work travels, the screen says where it is, and nothing that goes wrong on the way costs any of it.

use std::sync::Arc;

use lms::{Lms, Mishap};
use serde_json::{Value, json};

use super::onefile::packed;
use super::visit::{STANDS, Visit, dist, says};

const BOARD: &str = "boards/water-cycle.json";
const ID: &str = "water-cycle";

/// The page with an endpoint.
const PAGE: &str = "index.html?board=boards/water-cycle.json&learner=ada&endpoint=/api/progress";

/// An LMS, and a first device at it.
fn lms() -> (Lms, Visit) {
    let (lms, site) = Lms::open(&dist(), 0, ":memory:").unwrap();
    (lms, Visit::at(Arc::new(site)))
}

/// Opens the board there, and waits until the LMS has everything.
fn open(visit: &Visit) {
    visit.go(PAGE);
    visit.wait_for_hook("saved", "confirmed");
}

/// Chooses an activity by its tile's panel.
fn choose(visit: &Visit, activity: &str) {
    visit.click_one(&format!(".cb-tile[data-activity={activity}]"));
    visit.click_one("[data-action=choose]");
    visit.wait_for_state(activity, "chosen");
}

/// From here on nothing is tried again by itself: what waits longer than an act does for its sending waits for ever.
const NO_RETRIES: &str = "const set = globalThis.setTimeout;
    globalThis.setTimeout = (act, ms, ...given) => ms > 1000 ? 0 : set(act, ms, ...given)";

/// Ids of the board's activities, in its order.
fn activities(visit: &Visit) -> Vec<String> {
    let body = "return [...document.querySelectorAll('.cb-tile[data-activity]')].map(tile => tile.dataset.activity)";
    let ids = visit.script(body, &[]);
    let ids = ids.as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// How often the LMS has an event of this kind about an activity.
fn count(lms: &Lms, kind: &str, activity: &str) -> usize {
    let about = |event: &&Value| event["type"] == kind && event["activity"] == activity;
    lms.events(ID, "ada").iter().filter(about).count()
}

#[test]
fn work_reaches_the_lms_and_another_device() {
    let (lms, visit) = lms();
    open(&visit);
    let activity = activities(&visit).remove(0);
    choose(&visit, &activity);
    visit.wait_for_hook("saved", "confirmed");
    assert!(visit.text().contains(&says("ui-saved-confirmed")));
    assert_eq!(count(&lms, "choose", &activity), 1);
    let other = Visit::at(visit.site.clone());
    open(&other);
    other.wait_for_state(&activity, "chosen");
    // What both have is sent by neither once more.
    let before = lms.events(ID, "ada").len();
    visit.reload();
    visit.wait_for_hook("saved", "confirmed");
    assert_eq!(lms.events(ID, "ada").len(), before);
    other.end();
    visit.end();
}

#[test]
fn however_short_the_line_is_its_picture_stands_beside_the_words() {
    let (_lms, visit) = lms();
    let beside = "const boxes = [...document.querySelectorAll('.cb-saved > *')].map(part => part.getBoundingClientRect());
        return boxes.length === 2 && boxes[0].bottom > boxes[1].top && boxes[1].bottom > boxes[0].top";
    for board in [ID, "our-street"] {
        visit.go(&PAGE.replace(ID, board));
        visit.wait_for_hook("saved", "confirmed");
        // The head of a path takes its form once the path is drawn.
        visit.wait_for("picture and words in one line", || {
            visit.script(beside, &[]) == json!(true)
        });
    }
    visit.end();
}

#[test]
fn another_user_of_the_same_device_sees_and_sends_nothing_of_the_first_ones() {
    let (lms, visit) = lms();
    open(&visit);
    let activity = activities(&visit).remove(0);
    // Not sent yet when the next one sits down: the LMS is away.
    lms.misbehave([Mishap::DropRequest; 8]);
    choose(&visit, &activity);
    visit.leave();
    visit.errors();
    lms.forgive();
    visit.go(&PAGE.replace("learner=ada", "learner=ben"));
    visit.wait_for("the board", || visit.there(STANDS));
    assert_eq!(visit.state(&activity), "open");
    let bens = || lms.events(ID, "ben");
    visit.wait_for_hook("saved", "confirmed");
    let chosen = |events: Vec<Value>| events.iter().any(|event| event["type"] == "choose");
    assert!(!chosen(bens()), "{:?}", bens());
    // Ben's own goes to Ben's record, and Ada's is there when she is back.
    let other = activities(&visit).remove(1);
    choose(&visit, &other);
    visit.wait_for("Ben's choice", || chosen(bens()));
    assert_eq!(count(&lms, "choose", &other), 0);
    visit.leave();
    open(&visit);
    visit.wait_for_state(&activity, "chosen");
    assert_eq!(visit.state(&other), "open");
    visit.wait_for("Ada's choice", || count(&lms, "choose", &activity) == 1);
    visit.end_in_trouble();
}

#[test]
fn a_teachers_word_takes_effect_on_the_open_screen() {
    let (lms, visit) = lms();
    open(&visit);
    let activity = activities(&visit).remove(0);
    let event = json!({ "id": "t-1", "at": "2026-01-01T10:00:00Z", "by": { "role": "teacher", "id": "t" },
        "type": "check_off", "activity": activity });
    lms.teacher(ID, "ada", event);
    visit.script("dispatchEvent(new Event('online'))", &[]);
    visit.wait_for_state(&activity, "done");
    visit.end();
}

#[test]
fn whatever_happens_on_the_way_costs_nothing() {
    let (lms, visit) = lms();
    open(&visit);
    let mishaps = [
        Mishap::Delay,
        Mishap::DropRequest,
        Mishap::DropAnswer,
        Mishap::Duplicate,
        Mishap::Reorder,
        Mishap::WrongJson,
        Mishap::Html,
        Mishap::Half,
        Mishap::Status(500),
        Mishap::Status(429),
        Mishap::Status(401),
    ];
    let all = activities(&visit);
    for (mishap, activity) in mishaps.into_iter().zip(all.iter().cycle()) {
        let kind = if visit.state(activity) == "open" {
            "choose"
        } else {
            "drop"
        };
        let before = count(&lms, kind, activity);
        lms.misbehave([mishap]);
        if kind == "choose" {
            choose(&visit, activity);
        } else {
            visit.click_one(&format!(".cb-tile[data-activity={activity}]"));
            visit.click_one("[data-action=drop]");
            visit.wait_for_state(activity, "dropped");
        }
        visit.wait_for(&format!("{activity} to arrive after {mishap:?}"), || {
            count(&lms, kind, activity) == before + 1
        });
        visit.wait_for_hook("saved", "confirmed");
    }
    let mut ids: Vec<String> = lms
        .events(ID, "ada")
        .iter()
        .map(|event| event["id"].to_string())
        .collect();
    let sent = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), sent, "an event is there twice");
    // What the browser says of refused requests in its console is not of the page's making.
    visit.end_in_trouble();
}

#[test]
fn the_line_says_why_and_trying_again_helps() {
    let (lms, visit) = lms();
    open(&visit);
    visit.script(NO_RETRIES, &[]);
    lms.misbehave([Mishap::Status(500)]);
    let activity = activities(&visit).remove(0);
    choose(&visit, &activity);
    visit.wait_for_text("error 500");
    assert_eq!(visit.hook("saved"), "device");
    visit.click_one(".cb-saved .cb-btn");
    visit.wait_for_hook("saved", "confirmed");
    assert!(!visit.text().contains("error 500"));
    visit.end_in_trouble();
}

#[test]
fn what_is_too_large_even_alone_is_said_and_tried_again_when_asked() {
    let (lms, visit) = lms();
    open(&visit);
    lms.misbehave([Mishap::Status(413)]);
    let activity = activities(&visit).remove(0);
    choose(&visit, &activity);
    visit.wait_for("the reason", || {
        visit.text().contains("too large for your school")
    });
    assert_eq!(count(&lms, "choose", &activity), 0);
    visit.click_one(".cb-saved .cb-btn");
    visit.wait_for_hook("saved", "confirmed");
    assert_eq!(count(&lms, "choose", &activity), 1);
    visit.end_in_trouble();
}

#[test]
fn work_that_was_not_sent_is_sent_at_the_next_start() {
    let (lms, visit) = lms();
    open(&visit);
    let activity = activities(&visit).remove(0);
    lms.misbehave([Mishap::DropRequest; 20]);
    choose(&visit, &activity);
    visit.leave();
    assert_eq!(count(&lms, "choose", &activity), 0);
    let before = lms.requests();
    visit.go(PAGE);
    visit.wait_for("the LMS to be asked", || lms.requests() > before);
    visit.wait_for_text(&says("unsent-no-answer"));
    lms.forgive();
    // Unless it has tried again by itself.
    let again = "document.querySelector('.cb-saved .cb-btn')?.click()";
    visit.wait_for("the LMS to have it", || {
        visit.script(again, &[]);
        visit.hook("saved") == "confirmed"
    });
    assert_eq!(count(&lms, "choose", &activity), 1);
    visit.end_in_trouble();
}

/// Something of the page in the host's frame.
fn framed(visit: &Visit, body: &str) -> Value {
    let body = format!("const page = document.querySelector('iframe').contentDocument; {body}");
    visit.script(&body, &[])
}

#[test]
fn a_host_hands_out_tokens_and_carries_messages() {
    for form in ["frame", "messages"] {
        let (lms, visit) = lms();
        lms.ask_for_tokens();
        visit.go(&format!("learn?as=ada&form={form}&board={BOARD}"));
        let confirmed =
            "return page?.querySelector('.cb[data-board]')?.dataset.saved === 'confirmed'";
        visit.wait_for("the frame to be confirmed", || {
            framed(&visit, confirmed) == json!(true)
        });
        assert!(!lms.events(ID, "ada").is_empty());
        // A token that is too old is asked for anew, without a word.
        lms.ask_for_tokens();
        framed(
            &visit,
            "page.querySelector('.cb-tile[data-activity]').click()",
        );
        let choosing = "const button = page.querySelector('[data-action=choose]'); button?.click(); return !!button";
        visit.wait_for("something to choose", || {
            framed(&visit, choosing) == json!(true)
        });
        let chosen = |event: &Value| event["type"] == "choose";
        visit.wait_for("it to arrive", || lms.events(ID, "ada").iter().any(chosen));
        visit.wait_for("the frame to be confirmed", || {
            framed(&visit, confirmed) == json!(true)
        });
        let kept = "return JSON.stringify([{ ...localStorage }, page.defaultView.location.href])";
        let kept = framed(&visit, kept);
        assert!(
            !kept.as_str().unwrap().contains("ada-2"),
            "a token is kept: {kept}"
        );
        visit.end_in_trouble();
    }
}

#[test]
fn one_file_in_a_frame_that_may_do_nothing_else_has_its_work_from_the_lms() {
    let (lms, visit) = lms();
    lms.give_file(packed("water-cycle.json"));
    lms.ask_for_tokens();
    // Nobody clicks from outside into a frame that may do nothing.
    let click = |css: &str| {
        let click =
            "const found = document.querySelector(arguments[0]); found?.click(); return !!found";
        visit.wait_for(css, || visit.script(click, &[json!(css)]) == json!(true));
    };
    let into = || {
        visit.go(&format!("learn?as=ada&form=file&board={BOARD}"));
        let frame = visit.one("iframe");
        visit.browser.frame(Some(&frame)).unwrap();
        visit.wait_for_hook("saved", "confirmed");
        assert_eq!(visit.script("return origin", &[]), json!("null"));
    };
    into();
    let activity = activities(&visit).remove(0);
    // The page around is let in, and the frame is given no token: it goes on all the same.
    lms.misbehave([Mishap::Status(401)]);
    click(&format!(".cb-tile[data-activity={activity}]"));
    click("[data-action=choose]");
    visit.wait_for_state(&activity, "chosen");
    visit.wait_for("it to arrive", || count(&lms, "choose", &activity) == 1);
    visit.wait_for_hook("saved", "confirmed");
    visit.browser.frame(None).unwrap();
    into();
    visit.wait_for_state(&activity, "chosen");
    assert_eq!(count(&lms, "choose", &activity), 1);
    visit.browser.frame(None).unwrap();
    // What the browser says of the request that was answered 401.
    visit.end_in_trouble();
}

#[test]
fn the_number_of_the_session_is_in_a_header() {
    for form in ["frame", "element"] {
        let (lms, visit) = lms();
        lms.guard();
        visit.go(&format!("learn?as=ada&form={form}&board={BOARD}"));
        visit.wait_for("the work to arrive", || !lms.events(ID, "ada").is_empty());
        visit.end();
    }
    // Where no page has it there is none to send.
    let (lms, visit) = lms();
    lms.guard();
    visit.go(PAGE);
    visit.wait_for_text(&says("unsent-not-let-in"));
    assert!(lms.events(ID, "ada").is_empty());
    visit.end_in_trouble();
}

#[test]
fn the_number_of_the_session_goes_where_its_page_says_alone() {
    let sent = |endpoint: &str, named: &str| {
        let (_, visit) = lms();
        visit.go(&PAGE.replace("/api/progress", endpoint));
        visit.wait_for_hook("saved", "device");
        let listening = "document.head.append(Object.assign(document.createElement('meta'), { name: 'csrf-token', content: '42' }));
            Object.assign(document.querySelector('meta[name=csrf-token]').dataset, { header: 'X-Number', for: arguments[0] });
            globalThis.sent = [];
            const { fetch } = globalThis;
            // The rest of the program may still be on its way.
            globalThis.fetch = async (to, how) => {
                if (how?.method !== 'POST') return fetch(to, how);
                sent.push([to, { ...how.headers, redirect: how.redirect }]);
                throw new Error();
            };";
        visit.script(listening, &[json!(named)]);
        visit.wait_for("a request", || {
            let again = "dispatchEvent(new Event('online')); return sent.length > 0";
            visit.script(again, &[]) == json!(true)
        });
        let headers = visit.script("return sent[0][1]", &[]);
        assert_eq!(headers["Content-Type"], "application/json");
        // The first request was answered by nobody.
        visit.end_in_trouble();
        // Nor on from there.
        let leads = headers["redirect"] == "follow";
        assert_eq!(leads, headers["X-Number"].is_null());
        headers["X-Number"].clone()
    };
    assert_eq!(sent("/nobody/is/here", "nobody/is/here"), json!("42"));
    // Who writes the address does not say where the number goes.
    assert_eq!(sent("/nobody/is/here", "/api/progress"), Value::Null);
    let elsewhere = "https://elsewhere.example/api";
    assert_eq!(sent(elsewhere, elsewhere), Value::Null);
}

#[test]
fn messages_from_another_origin_are_nobodys_answer() {
    let (lms, visit) = lms();
    visit.go(&format!("learn?as=ada&form=messages&board={BOARD}"));
    let confirmed = "return page?.querySelector('.cb[data-board]')?.dataset.saved === 'confirmed'";
    visit.wait_for("the frame to be confirmed", || {
        framed(&visit, confirmed) == json!(true)
    });
    let before = lms.requests();
    // The same page around the widget, which was told of another one.
    let elsewhere = "const frame = document.querySelector('iframe');
        frame.src = frame.src.replace(/parent=[^&]*/, 'parent=https%3A%2F%2Flms.example.org').replace('learner=ada', 'learner=ben');";
    visit.script(elsewhere, &[]);
    let stands = "return page?.querySelector('.cb[data-board]')?.dataset.saved === 'device'
        && page.location.href.includes('lms.example.org')";
    visit.wait_for("the board", || framed(&visit, stands) == json!(true));
    let flood = "const here = page.defaultView;
        for (let n = 0; n < 2000; n++) {
            here.postMessage({ choiceboard: 'synced', id: n, response: { contract: 1, accepted: [], events: [], cursor: 'x' } }, '*');
            here.postMessage({ choiceboard: 'token', id: n, token: 'theirs' }, '*');
            here.postMessage(n % 2 ? 'x'.repeat(10000) : null, '*');
        }";
    for _ in 0..3 {
        framed(&visit, flood);
        visit.pause(500);
    }
    let saved = framed(
        &visit,
        "return page.querySelector('.cb[data-board]').dataset.saved",
    );
    // On its way to a page that is not there, and never more than that.
    assert!(["device", "sent"].contains(&saved.as_str().unwrap()));
    let kept = framed(&visit, "return JSON.stringify({ ...localStorage })");
    assert!(
        !kept.as_str().unwrap().contains("\"cursor\":\"x\""),
        "{kept}"
    );
    assert_eq!(lms.requests(), before);
    visit.end_in_trouble();
}
