//! Pictures and files that a teacher's text names: beside the board wherever the page lies, and inside one file.

use serde_json::json;
use xtask::site::Bent;

use super::onefile::of;
use super::visit::Visit;

const BOARD: &str = r#"{ "choiceboard": 1, "id": "prose", "title": "Prose", "language": "en", "activities": [
    { "id": "look", "title": "Look", "about": "![A drop of rain](images/raindrop.svg) and [a sheet](images/bean.svg)" } ] }"#;

/// The picture of the open panel has come.
const PICTURE: &str = "const image = document.querySelector('.cb-prose img');
    return Boolean(image?.complete && image.naturalWidth > 0)";

/// Where the link of the open panel leads.
const LINK: &str = "return document.querySelector('.cb-prose a').href";

#[test]
fn what_a_text_names_lies_beside_the_board() {
    let visit = Visit::bent(|url| {
        let here = url.split('?').next() == Some("/boards/prose.json");
        here.then(|| Bent::Says(200, "application/json", BOARD.into()))
    });
    visit.open("boards/prose.json", "ada");
    visit.click_one(".cb-tile[data-activity=look]");
    visit.wait_for("the picture", || visit.script(PICTURE, &[]) == json!(true));
    let link = visit.script(LINK, &[]);
    assert_eq!(link, json!(visit.site.url("boards/images/bean.svg")));
    visit.end();
}

#[test]
fn what_a_text_names_is_in_the_one_file() {
    let file = std::env::temp_dir().join(format!("choiceboard-prose-{}.html", std::process::id()));
    std::fs::write(&file, of(BOARD)).unwrap();
    let visit = Visit::new();
    let address = format!("file://{}?learner=ada", file.display());
    visit.browser.go(&address).unwrap();
    visit.wait_for("the board", || visit.there(".cb[data-board=prose]"));
    visit.click_one(".cb-tile[data-activity=look]");
    visit.wait_for("the picture", || visit.script(PICTURE, &[]) == json!(true));
    let link = visit.script(LINK, &[]);
    assert!(link.as_str().unwrap().starts_with("blob:"), "{link}");
    std::fs::remove_file(file).unwrap();
    visit.end();
}
