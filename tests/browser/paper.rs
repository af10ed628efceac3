//! The board and the family's page on paper: everything is on it, and nothing is cut off.

use serde_json::{Value, json};

use super::embed::{hosts, inside, put, wait_for_board, wait_inside};
use super::folio::{CATCH, close, sheet};
use super::visit::{Visit, says};

/// More activities than a screen has room for.
const MANY: &str = "boards/new-language.json";

/// The page as it is laid out for paper; only Chromium can show it.
fn on_paper(visit: &Visit) -> bool {
    let media = json!({ "media": "print" });
    visit
        .browser
        .cdp("Emulation.setEmulatedMedia", media)
        .is_ok()
}

/// Takes the paper away again.
fn on_screen(visit: &Visit) {
    let media = json!({ "media": "" });
    visit
        .browser
        .cdp("Emulation.setEmulatedMedia", media)
        .unwrap();
}

/// What is wrong with the tiles of a page: not shown, without a title, or cut off by what holds them or by the end of the page.
const WRONG: &str = "
    const view = page.defaultView;
    const sheet = page.scrollingElement;
    const wrong = [];
    for (const tile of page.querySelectorAll('[data-activity]')) {
        const name = tile.querySelector('.cb-name') ?? tile;
        const box = name.getBoundingClientRect();
        const id = tile.dataset.activity;
        if (!name.textContent.trim() || !name.checkVisibility() || !box.width || !box.height) wrong.push([id, 'hidden']);
        if (box.left < -1 || box.right > sheet.clientWidth + 1) wrong.push([id, 'beside the page']);
        if (box.bottom + view.scrollY > sheet.scrollHeight + 1) wrong.push([id, 'below the page']);
        for (let up = name; up; up = up.parentElement) {
            // What could be scrolled on a screen cannot be on paper.
            const clips = view.getComputedStyle(up).overflowY !== 'visible';
            const room = up.getBoundingClientRect();
            if (clips && up !== page.documentElement && up !== page.body
                && (up.scrollHeight > up.clientHeight + 2 || box.bottom > room.bottom + 2)) wrong.push([id, 'cut off', up.className]);
        }
    }
    return wrong;";

/// What the browser makes of it: a document of so many bytes at least.
fn printed(visit: &Visit) {
    let how = json!({ "printBackground": true });
    let made = visit.browser.cdp("Page.printToPDF", how).unwrap();
    let bytes = made["data"].as_str().map_or(0, str::len);
    assert!(bytes > 10_000, "{bytes}");
}

#[test]
fn every_activity_of_a_large_board_is_on_paper() {
    let visit = Visit::new();
    visit.open(MANY, "u-17");
    visit.wait_for("the sheet for paper", || {
        let there =
            "return [...document.styleSheets].some(({ href }) => href?.includes('/print-'))";
        visit.script(there, &[]) == json!(true)
    });
    let count = "return document.querySelectorAll('[data-activity]').length";
    assert_eq!(visit.script(count, &[]), json!(64));
    let taller = "return document.documentElement.scrollHeight > innerHeight";
    assert_eq!(visit.script(taller, &[]), json!(true));
    if !on_paper(&visit) {
        return;
    }
    let wrong = format!("const page = document; {WRONG}");
    assert_eq!(visit.script(&wrong, &[]), json!([]));
    on_screen(&visit);
    printed(&visit);
    visit.end();
}

#[test]
fn a_board_in_a_page_is_printed_whole_with_the_page() {
    let visit = Visit::bent(hosts);
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/new-language.json' }");
    wait_for_board(&visit, "one");
    let there = "return [...page.styleSheets].some(({ href }) => href?.includes('/print-'))";
    wait_inside(&visit, "one", "the sheet for paper", there);
    if !on_paper(&visit) {
        return;
    }
    // The frame is as tall as what is in it: a frame on paper has nothing to scroll with.
    let fits = "const { scrollHeight } = page.documentElement;
        return scrollHeight > 500 && page.defaultView.innerHeight >= scrollHeight";
    wait_inside(
        &visit,
        "one",
        "the frame to be as tall as its board on paper",
        fits,
    );
    visit.wait_until("nothing to be cut off", || {
        let wrong = inside(&visit, "one", WRONG);
        (wrong == json!([])).then_some(()).ok_or(wrong.to_string())
    });
    let frame = "const frame = document.getElementById('one').shadowRoot.querySelector('iframe').getBoundingClientRect();
        return frame.bottom + scrollY <= document.documentElement.scrollHeight + 1";
    visit.wait_for_answer(frame, &[], &json!(true));
    on_screen(&visit);
    printed(&visit);
    visit.end();
}

/// The browser asks nobody how tall the board is while it prints: it has been measured before.
#[test]
fn a_frame_is_made_tall_enough_before_it_is_printed() {
    for board in ["boards/new-language.json", "boards/our-street.json"] {
        let visit = Visit::bent(hosts);
        visit.go("hosts/empty.html");
        put(&visit, &format!("{{ board: '/{board}' }}"));
        wait_for_board(&visit, "one");
        let there = "return [...page.styleSheets].some(({ href }) => href?.includes('/print-'))";
        wait_inside(&visit, "one", "the sheet for paper", there);
        let height = "return page.defaultView.innerHeight";
        let seen = inside(&visit, "one", height);
        let before = "page.defaultView.dispatchEvent(new Event('beforeprint')); return [page.querySelector('#choiceboard').style.inlineSize,
            [...page.querySelectorAll('link')].filter(({ href }) => href.includes('/print-')).map(({ media }) => media)]";
        assert_eq!(inside(&visit, "one", before), json!(["", ["print"]]));
        let made = inside(&visit, "one", height);
        assert!(made.as_f64() >= seen.as_f64(), "{made} and {seen}");
        visit.narrow(700);
        if !on_paper(&visit) {
            return;
        }
        let needs =
            "return Math.floor(page.querySelector('#choiceboard').getBoundingClientRect().height)";
        let needs = inside(&visit, "one", needs);
        assert!(
            made.as_f64() >= needs.as_f64(),
            "{board}: {made} of {needs}"
        );
        on_screen(&visit);
        inside(
            &visit,
            "one",
            "page.defaultView.dispatchEvent(new Event('afterprint'))",
        );
        let fits = "return page.defaultView.innerHeight >= page.querySelector('#choiceboard').getBoundingClientRect().height";
        wait_inside(&visit, "one", "the frame to fit the screen again", fits);
        visit.end();
    }
}

const BOARD: &str = r#"{ "choiceboard": 1, "id": "sky", "title": "The sky", "activities": [
    { "id": "draw", "title": "Draw a cloud", "evidence": { "kinds": ["text"] } } ] }"#;

/// The family's page is a file: it is opened by itself, and printed from there.
#[test]
fn the_page_for_the_family_is_whole_on_paper() {
    let visit = Visit::with_board(BOARD);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=draw]");
    visit.click_one("[data-action=start]");
    visit.wait_for_state("draw", "started");
    let long = "A cloud is water that one can see. ".repeat(60);
    visit.script(
        "const field = document.querySelector('#cb-answer');
        field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        &[json!(long)],
    );
    visit.click_one("[data-action=submit]:not([aria-disabled=true])");
    visit.wait_for_text(&says("panel-handed-in"));
    close(&visit);
    super::folio::turn_to(&visit);
    visit.script(CATCH, &[]);
    visit.click_one("[data-sheet=family] > summary");
    visit.click_one("[data-action=family]");
    let text = sheet(&visit);
    visit.faultless();
    let errors = visit.errors();
    assert!(errors.is_empty(), "{errors:#?}");

    // A page of its own, without our policy.
    visit.browser.go("about:blank").unwrap();
    let write = "document.open(); document.write(arguments[0]); document.close(); return document.body.innerText.length > 1000";
    assert_eq!(visit.script(write, &[json!(text)]), json!(true));
    if !on_paper(&visit) {
        return;
    }
    for part in [
        "The sky",
        "Draw a cloud",
        "A cloud is water that one can see.",
    ] {
        assert!(visit.text().contains(part), "{part}");
    }
    let cut: Value = visit.script(
        "return [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && getComputedStyle(one).overflow !== 'visible'
            && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)).map(({ tagName, className }) => [tagName, className])",
        &[],
    );
    assert_eq!(cut, json!([]));
    let sideways = "return document.documentElement.scrollWidth > innerWidth";
    assert_eq!(visit.script(sideways, &[]), json!(false));
    let buttons = "return [...document.querySelectorAll('button, input')].filter((one) => one.checkVisibility()).length";
    assert_eq!(visit.script(buttons, &[]), json!(0));
    printed(&visit);
}
