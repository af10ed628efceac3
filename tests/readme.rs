//! What the README says is true: its board can be played, its commands and its files exist.

use std::path::Path;

use choiceboard::board::read;

const README: &str = include_str!("../README.md");

/// The first block of a language.
fn block(language: &str) -> &'static str {
    let (_, from) = README.split_once(&format!("```{language}\n")).unwrap();
    from.split_once("```").unwrap().0
}

#[test]
fn the_board_has_thirteen_lines_and_nothing_to_say_against_it() {
    let board = block("json");
    assert_eq!(board.lines().count(), 13);
    let reading = read(board.as_bytes());
    assert_eq!(reading.diagnostics.len(), 0);
    assert_eq!(reading.board.unwrap().activities.len(), 4);
}

#[test]
fn the_embedding_has_five_lines_and_names_a_sample() {
    let embedding = block("html");
    assert_eq!(embedding.lines().count(), 5);
    let (_, from) = embedding.split_once("board=\"/choiceboard/").unwrap();
    let (board, _) = from.split_once('"').unwrap();
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(board).is_file());
}

#[test]
fn every_command_exists() {
    let usage = include_str!("../xtask/src/main.rs");
    for command in [
        "serve", "test", "check", "size", "bench", "trace", "lms", "dist",
    ] {
        assert!(README.contains(command));
        assert!(usage.contains(&format!("[\"{command}\"")), "{command}");
    }
}

#[test]
fn every_file_it_points_to_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = 0;
    for part in README.split("](").skip(1) {
        let target = part.split(')').next().unwrap();
        if !target.starts_with("http") {
            found += 1;
            assert!(root.join(target).is_file(), "{target}");
        }
    }
    assert!(found >= 5);
}
