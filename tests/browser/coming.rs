//! An element whose files do not come, or come as something else.

use std::fs;
use std::sync::Arc;

use serde_json::json;
use xtask::site::Bent;

use super::embed::{heard, hosts, put, wait_for, wait_for_board, wait_inside};
use super::visit::{Visit, dist};

#[test]
fn a_board_that_cannot_come_says_so_and_comes_when_asked_again() {
    let missing = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let gone = missing.clone();
    let visit = Visit::bent(move |url| match url {
        "/index.html" if gone.load(std::sync::atomic::Ordering::Relaxed) => {
            Some(Bent::Says(404, "text/plain", b"Not found".to_vec()))
        }
        url => hosts(url),
    });
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/water-cycle.json' }");
    let error = wait_for(&visit, "one", "error");
    assert!(
        error["message"].as_str().unwrap().contains("404"),
        "{error}"
    );
    let text = "return document.getElementById('one').shadowRoot.textContent.includes('could not be loaded')";
    visit.wait_for_answer(text, &[], &json!(true));
    missing.store(false, std::sync::atomic::Ordering::Relaxed);
    visit.script(
        "document.getElementById('one').shadowRoot.querySelector('button').click()",
        &[],
    );
    wait_for_board(&visit, "one");
    // A board that is not there is the page's own problem screen, and news for the page around.
    visit.script(
        "heard.length = 0; document.getElementById('one').setAttribute('board', '/boards/nothing.json')",
        &[],
    );
    wait_for(&visit, "one", "error");
    assert_eq!(heard(&visit, "one", "error").len(), 1);
    visit.end_in_trouble();
}

#[test]
fn wasm_comes_as_plain_bytes_or_not_at_all() {
    let wasm = |url: &str| url.starts_with("/player_bg") && url.ends_with(".wasm");
    let file = fs::read_dir(dist()).unwrap().find_map(|entry| {
        let path = entry.unwrap().path();
        let name = format!("/{}", path.file_name()?.to_str()?);
        wasm(&name).then(|| fs::read(path).unwrap())
    });
    let file = file.expect("the program");
    let visit = Visit::bent(move |url| match wasm(url) {
        true => Some(Bent::Says(200, "application/octet-stream", file.clone())),
        false => hosts(url),
    });
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/water-cycle.json' }");
    wait_for_board(&visit, "one");
    visit.end();
    let visit = Visit::bent(move |url| match wasm(url) {
        true => Some(Bent::Says(404, "text/plain", Vec::new())),
        false => hosts(url),
    });
    visit.go("hosts/empty.html");
    put(&visit, "{ board: '/boards/water-cycle.json' }");
    let says =
        "return page.body.innerText.includes('player_bg') && page.body.innerText.includes('404')";
    wait_inside(&visit, "one", "what is missing", says);
    visit.end_in_trouble();
}
