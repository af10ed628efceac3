//! What the page around an element asks for is done when it is said to be.

use serde_json::{Value, json};

use super::embed::{heard, hosts, inside, put, wait_inside};
use super::visit::{Visit, says};

/// An element with somebody's work in the page, and that work as a file (`globalThis.text`).
fn with_a_file() -> Visit {
    let visit = Visit::bent(hosts);
    visit.go("hosts/empty.html");
    put(
        &visit,
        "{ board: '/boards/water-cycle.json', learner: 'ada' }",
    );
    ready(&visit);
    let open = "const tile = page.querySelector('.cb-tile[data-activity][data-state=open]'); tile?.click(); return !!tile";
    wait_inside(&visit, "one", "a tile", open);
    let choose = "const button = page.querySelector('dialog [data-action=choose]'); button?.click(); return !!button";
    wait_inside(&visit, "one", "something to choose", choose);
    wait_inside(&visit, "one", "it to be chosen", CHOSEN);
    let file = "return document.getElementById('one').exportLog().then((file) => file.text()).then((text) => { globalThis.text = text; return text })";
    let text = visit.script(file, &[]);
    assert!(text.as_str().unwrap().contains("\"choose\""), "{text}");
    as_learner(&visit, "ben");
    visit
}

const CHOSEN: &str = "return !!page.querySelector('.cb-tile[data-state=chosen]')";

fn ready(visit: &Visit) {
    visit.wait_for("the board", || !heard(visit, "one", "ready").is_empty());
}

fn as_learner(visit: &Visit, learner: &str) {
    let body =
        "heard.length = 0; document.getElementById('one').setAttribute('learner', arguments[0])";
    visit.script(body, &[json!(learner)]);
    ready(visit);
}

/// What became of a file with Ada's name replaced: nothing, or the sentence why it was not stored.
fn import(visit: &Visit, learner: &str) -> Value {
    let body = "return document.getElementById('one').importLog(new File([text.replaceAll('\"ada\"', JSON.stringify(arguments[0]))], 'work.json'))
        .then(() => null, ({ message }) => message)";
    visit.script(body, &[json!(learner)])
}

#[test]
fn a_file_is_stored_when_its_promise_is_kept() {
    let visit = with_a_file();
    assert_eq!(import(&visit, "ben"), Value::Null);
    // The page is gone the next moment.
    visit.go("hosts/empty.html");
    put(
        &visit,
        "{ board: '/boards/water-cycle.json', learner: 'ben' }",
    );
    wait_inside(&visit, "one", "the work", CHOSEN);
    visit.end();
}

#[test]
fn a_file_that_is_not_stored_says_why() {
    let visit = with_a_file();
    let why = import(&visit, "ada");
    assert_eq!(why, json!(says("saved-import-other-learner")));
    let body = "return document.getElementById('one').importLog(new File(['hello'], 'work.json')).then(() => null, ({ message }) => message)";
    let why = visit.script(body, &[]);
    assert_eq!(why, json!(says("saved-import-no-log")));
    let none = body.replace("new File(['hello'], 'work.json')", "");
    assert_eq!(visit.script(&none, &[]), "there is no file to take in");
    // A device that is full.
    inside(
        &visit,
        "one",
        "const here = page.defaultView, full = () => { throw new here.DOMException('full', 'QuotaExceededError') };
        here.Storage.prototype.setItem = full; here.IDBObjectStore.prototype.put = full;",
    );
    assert_eq!(import(&visit, "ben"), json!(says("saved-full")));
    let body =
        "return document.getElementById('one').flush().then(() => null, ({ message }) => message)";
    assert_eq!(visit.script(body, &[]), json!(says("saved-full")));
    // The work is there as long as the page is.
    wait_inside(&visit, "one", "the work", CHOSEN);
    visit.end();
}

#[test]
fn a_board_that_leaves_the_page_answers_all_the_same() {
    let visit = with_a_file();
    let body = "const board = document.getElementById('one'), calls = [board.flush(), board.exportLog(), board.importLog(new File([text], 'work.json'))];
        board.remove();
        calls.push(board.flush());
        return Promise.all(calls.map((call) => call.then(() => 'done', ({ message }) => message)))";
    let left = "the board has left the page";
    assert_eq!(
        visit.script(body, &[]),
        json!([left, left, left, "the element is in no page"])
    );
    visit.end();
}

#[test]
fn a_board_to_look_at_takes_no_file() {
    let visit = with_a_file();
    visit.script(
        "heard.length = 0; document.getElementById('one').setAttribute('readonly', '')",
        &[],
    );
    ready(&visit);
    assert_eq!(
        import(&visit, "ben"),
        json!("this board may only be looked at")
    );
    visit.end();
}
