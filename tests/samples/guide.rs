//! What the documents show of boards is true: every example reads without a word, every sample is named.

use std::fs;

use choiceboard::board::read;
use serde_json::{Value, json};

use super::shelf;

fn document(name: &str) -> String {
    fs::read_to_string(shelf::path(&format!("docs/{name}"))).expect(name)
}

/// The first example, nine squares, is what the shorter ones are tried on.
fn autumn() -> Value {
    let guide = document("teachers.md");
    serde_json::from_str(blocks(&guide)[0]).expect("the first example")
}

fn blocks(text: &str) -> Vec<&str> {
    let starts = text.split("```json\n").skip(1);
    starts
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect()
}

fn reads(board: &Value, example: &str) {
    let reading = read(board.to_string().as_bytes());
    assert_eq!(reading.diagnostics, [], "{example}");
    assert!(reading.board.is_some(), "{example}");
}

#[test]
fn every_example_of_the_guide_reads_without_a_word() {
    let guide = document("teachers.md");
    let blocks = blocks(&guide);
    assert_eq!(blocks.len(), 16);
    for example in blocks {
        if example.starts_with('"') {
            let fields: Value = serde_json::from_str(&format!("{{{example}}}")).expect(example);
            let mut board = autumn();
            for (name, value) in fields.as_object().expect(example) {
                board[name] = value.clone();
            }
            reads(&board, example);
            continue;
        }
        let value: Value = serde_json::from_str(example).expect(example);
        if value.get("choiceboard").is_some() {
            reads(&value, example);
            continue;
        }
        let mut board = autumn();
        // Shown for one square in two languages; a board has all its texts in both.
        if value["title"].is_object() {
            board["activities"] = json!([]);
            board["title"] = json!({ "en": "Autumn", "es": "Otoño" });
            board["complete"] = json!("sing");
        }
        board["groups"] = json!([{ "id": "oak", "title": "Picture cards" }]);
        let squares = board["activities"].as_array_mut().expect("squares");
        squares.retain(|square| square["id"] != value["id"]);
        squares.push(value);
        if squares.len() > 9 {
            board["columns"] = json!(5);
            board["complete"] = json!({ "at_least": 3 });
        }
        reads(&board, example);
    }
}

#[test]
fn every_rule_of_the_guide_reads_without_a_word() {
    let guide = document("teachers.md");
    let rules: Vec<&str> = guide
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains("`\"complete\": "))
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    assert_eq!(rules.len(), 13);
    for rule in rules {
        let field: Value = serde_json::from_str(&format!("{{{rule}}}")).expect(rule);
        let mut board = autumn();
        board["activities"][1]["kind"] = json!("write");
        board["activities"][7]["kind"] = json!("write");
        board["complete"] = field["complete"].clone();
        let reading = read(board.to_string().as_bytes());
        assert_eq!(reading.diagnostics, [], "{rule}");
    }
}

#[test]
fn the_catalogue_names_every_board_once() {
    let catalogue = document("boards.md");
    for name in shelf::names() {
        let links = catalogue
            .matches(&format!("(../boards/{name}.json)"))
            .count();
        assert_eq!(links, 1, "{name}");
    }
}
