//! Storage that is denied, full, wiped or corrupt: each with its plain message, and nothing lost that could be kept.

use super::learner::{Learner, Way};
use super::visit::{STANDS, Visit, dist};
use xtask::site::Bent;

const BOARD: &str = "boards/water-cycle.json";

/// No page may touch storage: the getters themselves throw.
const DENIED: &str = "
    for (const name of ['localStorage', 'indexedDB']) {
        Object.defineProperty(globalThis, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }";

/// No room, neither here nor there.
const FULL: &str = "
    const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;
    IDBObjectStore.prototype.add = full;";

/// The policy every page is served with, and no origin.
const ALONE: &str = "sandbox allow-scripts; default-src 'none'; script-src * 'wasm-unsafe-eval'; style-src *; img-src * data: blob:; \
    connect-src *";

#[test]
fn denied_storage_is_said_and_work_goes_on_in_memory() {
    let visit = Visit::rigged(DENIED);
    visit.open(BOARD, "u-17");
    goes_on_in_memory(&visit);
    visit.end();
}

/// The last screen, as a program that stops brings it up.
fn last_screen(visit: &Visit) -> String {
    let stop = "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('stopped') }))";
    visit.script(stop, &[]);
    let says = visit.text_of(".cb-rescue [role=alert]");
    assert!(visit.errors().iter().all(|error| error.contains("stopped")));
    says
}

#[test]
fn when_the_program_stops_the_page_says_whether_work_is_kept() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    assert!(last_screen(&visit).contains("is saved on this device"));
    visit.end();
    let visit = Visit::rigged(DENIED);
    visit.open(BOARD, "u-17");
    visit.wait_for_hook("saved", "memory");
    assert!(last_screen(&visit).contains("may not be saved"));
    visit.end();
}

#[test]
fn full_storage_is_said_and_work_goes_on_in_memory() {
    let visit = Visit::rigged(FULL);
    visit.open(BOARD, "u-17");
    goes_on_in_memory(&visit);
    visit.end();
}

/// What a frame with `sandbox="allow-scripts"` gives a page: no origin, so no storage, and every fetch needs CORS. The page is opened
/// by itself, for chromedriver loses frames without an origin now and then.
#[test]
fn a_page_that_may_only_run_scripts_says_so_and_work_goes_on_in_memory() {
    let page = std::fs::read(dist().join("index.html")).unwrap();
    let visit = Visit::bent(move |url| {
        url.starts_with("/index.html")
            .then(|| Bent::Hosts(ALONE, page.clone()))
    });
    visit.open(BOARD, "u-17");
    assert_eq!(visit.script("return self.origin", &[]), "null");
    goes_on_in_memory(&visit);
    visit.end();
}

/// The page says from the start that nothing stays, and works all the same.
fn goes_on_in_memory(visit: &Visit) {
    let learner = Learner::new(visit, Way::Mouse);
    learner.work("song");
    visit.wait_for_state("song", "done");
    visit.wait_for("the page to say that nothing stays", || {
        ["memory", "failed"].contains(&visit.hook("saved").as_str())
    });
    visit.text_of(".cb-notice, .cb-note, [role=alert]");
}

#[test]
fn work_survives_a_wiped_local_storage() {
    survives("localStorage.clear()");
}

#[test]
fn work_survives_a_wiped_database() {
    survives(
        "return indexedDB.databases().then(all => Promise.all(all.map(({ name }) => new Promise((resolve) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = request.onerror = request.onblocked = resolve;
        }))))",
    );
}

#[test]
fn work_survives_a_corrupt_local_storage() {
    survives(
        "for (const key of Object.keys(localStorage)) {
            localStorage.setItem(key, localStorage.getItem(key).slice(0, -7) + '\\u0000{[')
        }",
    );
}

/// Works on two activities, does this to the storage, and finds the work again.
fn survives(blow: &str) {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Mouse);
    learner.work("song");
    learner.work("read");
    visit.wait_for_hook("saved", "device");
    let states = visit.states();
    assert_eq!(states["song"], "done");
    visit.wait_for_mirror();
    visit.script(blow, &[]);
    visit.reload();
    // Where the work comes from the database, the board stands before that has answered.
    visit.wait_for_states(&states);
    visit.wait_for_hook("saved", "device");
    visit.wait_for_mirror();
    visit.reload();
    // And once more, from what has been written since.
    visit.wait_for_states(&states);
    visit.end();
}

#[test]
fn with_everything_wiped_the_board_begins_anew() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    Learner::new(&visit, Way::Mouse).work("song");
    visit.wait_for_mirror();
    visit.leave();
    visit.script(
        "localStorage.clear();
        return indexedDB.databases().then(all => Promise.all(all.map(({ name }) => new Promise((resolve) => {
            indexedDB.deleteDatabase(name).onsuccess = resolve;
        }))))",
        &[],
    );
    visit.open(BOARD, "u-17");
    assert_eq!(visit.state("song"), "open");
    Learner::new(&visit, Way::Mouse).work("song");
    visit.wait_for_state("song", "done");
    visit.end();
}

#[test]
fn what_can_be_read_of_two_corrupt_stores_is_kept_and_said() {
    let visit = Visit::new();
    visit.open(BOARD, "u-17");
    let learner = Learner::new(&visit, Way::Mouse);
    learner.work("song");
    visit.wait_for_hook("saved", "device");
    visit.wait_for_mirror();
    visit.leave();
    visit.script(
        "
        const spoil = (text) => text.slice(0, -3) + '\\u0000{[';
        for (const key of Object.keys(localStorage)) localStorage.setItem(key, spoil(localStorage.getItem(key)));
        return indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => new Promise((resolve) => {
            indexedDB.open(name).onsuccess = ({ target: { result: database } }) => {
                const stores = [...database.objectStoreNames];
                const work = database.transaction(stores, 'readwrite');
                for (const store of stores) work.objectStore(store).openCursor().onsuccess = ({ target: { result: at } }) => {
                    if (!at) return;
                    if (typeof at.value === 'string') at.update(spoil(at.value));
                    at.continue();
                };
                work.oncomplete = () => { database.close(); resolve(); };
            };
        }))))",
        &[],
    );
    visit.open(BOARD, "u-17");
    let state = visit.state("song");
    assert!(
        ["done", "started"].contains(&state.as_str()),
        "all but the last act is kept: {state}"
    );
    visit.text_of(".cb-notice, .cb-note, [role=alert]");
    visit.end();
}

#[test]
fn the_next_learner_on_a_shared_computer_sees_nothing_of_the_last_one() {
    let visit = Visit::new();
    visit.open(BOARD, "anna");
    Learner::new(&visit, Way::Mouse).work("song");
    visit.wait_for_hook("saved", "device");
    visit.open(BOARD, "ben");
    assert_eq!(visit.state("song"), "open");
    assert_eq!(visit.hook("points"), "0");
    visit.open(BOARD, "anna");
    assert_eq!(visit.state("song"), "done");
    visit.end();
}

#[test]
fn where_nothing_is_to_stay_nothing_does() {
    let visit = Visit::new();
    visit.go("index.html?board=boards/water-cycle.json&learner=ada&store=memory");
    visit.wait_for("the board", || visit.there(STANDS));
    visit.click_one(".cb-tile[data-activity][data-state=open]");
    visit.click_one("[data-action=choose]");
    visit.wait_for("it to be chosen", || {
        visit.there(".cb-tile[data-state=chosen]")
    });
    visit.wait_for_hook("saved", "memory");
    // Said once, as what was asked for: nothing is wrong with the device.
    let told = super::visit::says("saved-unwanted");
    visit.wait_for_text(&told);
    assert_eq!(visit.text().matches(&told).count(), 1);
    assert!(!visit.there(".cb-note[role=region]"));
    visit.leave();
    let kept = "return indexedDB.databases().then((all) => [localStorage.length, all.length])";
    assert_eq!(visit.script(kept, &[]), serde_json::json!([0, 0]));
    // The next board is opened in the same way.
    visit.go("index.html?learner=ada&store=memory");
    visit.wait_for("the gallery", || {
        visit.there("a[href*='boards%2F'], a[href*='boards/']")
    });
    let links = "return [...document.querySelectorAll('a[href^=\"?board=\"]')].map((link) => link.getAttribute('href'))
        .filter((to) => !to.endsWith('&store=memory&learner=ada'))";
    assert_eq!(visit.script(links, &[]), serde_json::json!([]));
    // Any other word means the device.
    visit.go("index.html?board=boards/water-cycle.json&learner=ada&store=device");
    visit.wait_for("the board", || visit.there(STANDS));
    assert!(!visit.there(".cb-tile[data-state=chosen]"));
    visit.wait_for_hook("saved", "device");
    visit.end();
}
