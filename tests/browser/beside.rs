//! The page that the bench measures against: it draws the same tiles, or its times would be no measure of ours.

use serde_json::json;

use super::visit::{STANDS, Visit};
use xtask::bench::made::{self, LEFT_OPEN, PATH};
use xtask::site::Bent;

/// Every face as it is drawn: elements, attributes and words, without what one of the pages alone finds its way by.
const FACES: &str = "
    const own = ['data-ix', 'tabindex'];
    const drawn = (node) => {
        if (!node.tagName) return node.data;
        const told = [...node.attributes].filter(({ name }) => !own.includes(name)).map(({ name, value }) => ` ${name}=${value}`);
        const within = [...node.childNodes].filter(({ nodeType }) => nodeType !== Node.COMMENT_NODE).map(drawn);
        // Which of several is named is for the rules to say.
        if (node.className === 'cb-why') within[0] = within[0].replace(/Activity \\d+/, 'Activity');
        return `<${node.localName}${told.sort().join('')}>${within.join('')}</>`;
    };
    return Object.fromEntries([...document.querySelectorAll('[data-activity]:is(button, a)')].map((face) => [face.dataset.activity, drawn(face)]))";

/// How many ways a map has of each kind.
const WAYS: &str = "
    const counts = {};
    for (const { dataset } of document.querySelectorAll('.cb-trails > path')) counts[dataset.gone] = (counts[dataset.gone] ?? 0) + 1;
    return counts";

/// The page of the bench beside ours, and a board of so many activities for both.
fn beside(activities: usize) -> Visit {
    let page = |name: &str| {
        let file = xtask::root().join("tests/pages/baseline").join(name);
        std::fs::read_to_string(file).unwrap()
    };
    // Pictures and looks are the same files on both: what is compared here needs neither.
    let (index, script) = (page("index.html"), page("plain.js"));
    let board = made::board(activities).to_string();
    Visit::bent(move |url| {
        let (kind, text) = match url.split('?').next()? {
            "/plain/index.html" => ("text/html; charset=utf-8", index.clone()),
            "/plain/plain.js" => ("text/javascript", script.clone()),
            "/plain/choiceboard.css" | "/plain/later.css" => ("text/css", String::new()),
            "/boards/bench.json" => ("application/json", board.clone()),
            _ => return None,
        };
        Some(Bent::Says(200, kind, text.into()))
    })
}

fn same(activities: usize, events: usize) {
    let visit = beside(activities);
    let log = made::log(activities, events);
    let plain = "plain/index.html?board=../boards/bench.json&learner=u-17";
    let faces = || visit.script(FACES, &[]);
    if events > 0 {
        visit.go(plain);
        visit.wait_for("the plain page", || faces() != json!({}));
        visit.script("return seed(arguments[0])", std::slice::from_ref(&log));
    }
    visit.go(plain);
    visit.wait_for("the plain page", || faces() != json!({}));
    let (theirs, ways) = (faces(), visit.script(WAYS, &[]));

    visit.open("boards/bench.json", "u-17");
    if events > 0 {
        let file =
            std::env::temp_dir().join(format!("beside-{}-{activities}.json", std::process::id()));
        std::fs::write(&file, log.to_string()).unwrap();
        visit.choose_file(&file);
        visit.wait_for_state(&format!("a{LEFT_OPEN}"), "done");
        visit.wait_for_mirror();
        visit.reload();
        visit.wait_for("the board", || visit.there(STANDS));
    }
    visit.wait_whole();
    let ours = faces();
    for activity in 0..activities {
        let id = format!("a{activity}");
        assert_eq!(ours[&id], theirs[&id], "{id}");
        assert!(ours[&id].is_string(), "{id}");
    }
    assert_eq!(visit.script(WAYS, &[]), ways);
    visit.end();
}

#[test]
fn the_plain_page_of_the_bench_draws_the_same_squares() {
    same(9, 0);
    same(9, 9);
}

#[test]
fn the_plain_page_of_the_bench_draws_the_same_stops() {
    same(PATH, 0);
    same(PATH, 100);
}
