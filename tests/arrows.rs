//! The order of the modules, as the library's first page gives it: a module uses those to its left only.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn no_arrow_turns_round() {
    let order = order();
    let mut wrong = Vec::new();
    for (place, module) in order.iter().enumerate() {
        for file in files(&Path::new("src").join(module)) {
            for (line, used) in uses(&fs::read_to_string(&file).unwrap()) {
                match order.iter().position(|other| *other == used) {
                    Some(at) if at <= place => {}
                    _ => wrong.push(format!("{}:{line}: {module} uses {used}", file.display())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let order = order();
    for entry in fs::read_dir("src").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        assert!(
            name == "lib" || order.contains(&name),
            "src/{name} has no place in the order"
        );
    }
}

#[test]
fn a_use_is_found_wherever_it_stands() {
    let text = "//! [`crate::session`]\nuse crate::rules::Ix;\nuse crate::{words, board::Board};\nfn f(_: crate::progress::Log) {}";
    let used: Vec<String> = uses(text).into_iter().map(|(_, module)| module).collect();
    assert_eq!(used, ["rules", "words", "board", "progress"]);
}

/// The line of src/lib.rs with the arrows.
fn order() -> Vec<String> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let line = text
        .lines()
        .find(|line| line.contains(" <- "))
        .expect("src/lib.rs names the order");
    let arrows = line.split('`').nth(1).unwrap();
    arrows.split(" <- ").map(str::to_string).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false if path.extension().is_some_and(|ending| ending == "rs") => all.push(path),
            false => {}
        }
    }
    all
}

/// Modules that code names after `crate::`, with the line; comments may name any.
fn uses(text: &str) -> Vec<(usize, String)> {
    let code: String = text
        .lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                "\n".to_string()
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(heads(list).into_iter().map(|module| (line, module))),
            None => found.push((line, word(rest))),
        }
    }
    found
}

/// The first word of each item in a braced list, nested lists left out.
fn heads(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut item = String::new();
    let mut heads = Vec::new();
    for letter in list.chars() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(word(std::mem::take(&mut item).trim())),
            _ if depth == 0 => item.push(letter),
            _ => {}
        }
    }
    heads.push(word(item.trim()));
    heads.retain(|head| !head.is_empty());
    heads
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}
