//! The board that is hostile in every field reads as a board, and nothing in it can be followed.

use std::fs;

use choiceboard::board::read;

use super::shelf;

#[test]
fn a_hostile_board_is_read_as_text() {
    let bytes = fs::read(shelf::path("tests/cases/hostile/board.json")).expect("the case");
    let reading = read(&bytes);
    let mut codes: Vec<&str> = reading.diagnostics.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, ["hidden-characters", "unsafe-url"]);
    let board = reading.board.expect("warnings do not stop a board");
    assert_eq!(board.id, "__proto__");
    assert_eq!(board.activities.len(), 16);
    for activity in &board.activities {
        assert_eq!(
            activity.more.image.as_ref().map(|image| image.src.as_str()),
            Some("")
        );
        assert_eq!(activity.more.icon.as_deref(), Some(""));
        assert_eq!(activity.more.resources.len(), 2);
        assert!(
            activity
                .more
                .resources
                .iter()
                .all(|resource| resource.url.is_empty())
        );
    }
    assert!(board.badges.iter().all(|badge| badge.icon.is_empty()));
    assert!(
        board
            .standards
            .iter()
            .all(|standard| standard.uri.is_empty())
    );
    // The text itself is kept, letter for letter.
    assert!(
        board
            .title
            .get("en")
            .starts_with("<script>window.hostile=1</script>")
    );
}

#[test]
fn a_title_of_a_megabyte_is_read() {
    let board = serde_json::json!({
        "choiceboard": 1, "id": "long", "title": "a".repeat(1_000_000),
        "activities": [{ "id": "one", "title": "<b>".repeat(333_334) }]
    });
    let reading = read(board.to_string().as_bytes());
    assert_eq!(reading.diagnostics, []);
    let board = reading.board.expect("a board");
    assert_eq!(board.title.get("en").len(), 1_000_000);
    assert_eq!(board.activities[0].title.get("en").len(), 1_000_002);
}
