//! Reading and writing boards.

use choiceboard::board::{layout, read};

const SMALLEST: &str = r#"{
  "choiceboard": 1,
  "id": "water-cycle",
  "title": "The water cycle",
  "columns": 3,
  "activities": [
    { "id": "read", "title": "Read the story of a raindrop" },
    { "id": "comic", "title": "Draw a four-panel comic" }
  ],
  "complete": { "lines": 1 }
}"#;

#[test]
fn the_smallest_board_reads_without_a_word() {
    let reading = read(SMALLEST.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let board = reading.board.expect("a board");
    assert_eq!(board.activities[1].id, "comic");
    let ground = layout(&board);
    assert_eq!(ground.places[1].column, Some(2));
    assert_eq!(ground.places[1].row, Some(1));
}
