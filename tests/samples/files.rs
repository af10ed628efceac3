//! Every sample as a file: read without a word, written back whole, with pictures that are there and described.

use std::collections::BTreeSet;
use std::fs;

use choiceboard::board::{Activity, Board, Leaderboard, Text, prove, read};
use serde_json::Value;

use super::shelf;

#[test]
fn every_sample_reads_without_a_word() {
    let names = shelf::names();
    assert_eq!(names.len(), 26);
    for name in names {
        let reading = shelf::reading(&name);
        assert_eq!(reading.diagnostics, [], "{name}");
        assert_eq!(reading.board.expect(&name).id, name);
    }
}

#[test]
fn every_sample_is_written_back_as_it_was() {
    for name in shelf::names() {
        let reading = shelf::reading(&name);
        let written = reading.document.write();
        let before: Value = serde_json::from_slice(&shelf::bytes(&name)).expect(&name);
        let after: Value = serde_json::from_str(&written).expect(&name);
        assert_eq!(before, after, "{name}");
        // `Value` compares objects without order; the order of the fields is the teacher's and stays.
        assert_eq!(before.to_string(), after.to_string(), "{name}");
        assert_eq!(read(written.as_bytes()).board, reading.board, "{name}");
    }
}

#[test]
fn no_id_stands_twice() {
    let alone = |name: &str, ids: Vec<&str>| {
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(different.len(), ids.len(), "{name}: {ids:?}");
    };
    for name in shelf::names() {
        let board = shelf::board(&name);
        alone(
            &name,
            board.activities.iter().map(|a| a.id.as_str()).collect(),
        );
        alone(
            &name,
            board.sections.iter().map(|s| s.id.as_str()).collect(),
        );
        alone(&name, board.badges.iter().map(|b| b.id.as_str()).collect());
        alone(
            &name,
            board.standards.iter().map(|s| s.id.as_str()).collect(),
        );
    }
}

#[test]
fn every_picture_is_there_described_and_only_a_picture() {
    let mut shown = BTreeSet::new();
    for name in shelf::names() {
        let board = shelf::board(&name);
        for activity in &board.activities {
            let Some(image) = &activity.more.image else {
                continue;
            };
            let which = format!("{name}, {}", activity.id);
            assert!(says_something(&image.alt), "{which}");
            assert!(image.src.starts_with("images/"), "{which}: {}", image.src);
            shown.insert(image.src.clone());
        }
        let maps = board.sections.iter().filter_map(|it| it.map.as_ref());
        for map in maps.chain(&board.map) {
            let image = map.image.as_ref().expect(&name);
            assert!(says_something(&image.alt), "{name}");
            shown.insert(image.src.clone());
        }
    }
    assert!(shown.len() >= 40, "{} pictures", shown.len());
    let drawn: BTreeSet<String> = svgs("images").collect();
    assert_eq!(drawn, shown, "each picture is used, each used one is there");
    for picture in svgs("images").chain(svgs("thumbs")) {
        let drawing =
            fs::read_to_string(shelf::path(&format!("boards/{picture}"))).expect(&picture);
        let rest = drawing.strip_prefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
        let rest = rest.expect(&picture);
        assert!(rest.ends_with("</svg>\n"), "{picture}");
        for other in [
            "<script", "<style", "style=", "<image", "href", "url(", "http", " on",
        ] {
            assert!(!rest.contains(other), "{picture} holds {other}");
        }
    }
}

fn svgs(folder: &str) -> impl Iterator<Item = String> {
    fs::read_dir(shelf::path(&format!("boards/{folder}")))
        .expect(folder)
        .map(move |entry| {
            let name = entry.expect("an entry").file_name();
            format!("{folder}/{}", name.to_str().expect("UTF-8"))
        })
}

#[test]
fn every_resource_is_a_page_of_its_own_on_the_web() {
    for name in shelf::names() {
        for activity in &shelf::board(&name).activities {
            for resource in &activity.more.resources {
                let which = format!("{name}, {}: {}", activity.id, resource.url);
                assert!(resource.url.starts_with("https://"), "{which}");
                assert!(says_something(&resource.title), "{which}");
                assert!(says_something(&resource.source), "{which}");
            }
        }
    }
}

#[test]
fn every_activity_says_what_to_do_in_a_few_words() {
    for name in shelf::names() {
        for activity in &shelf::board(&name).activities {
            let which = format!("{name}, {}", activity.id);
            for title in all(&activity.title) {
                assert!(title.chars().count() <= 45, "{which}: {title}");
            }
            assert!(activity.free || says_something(&activity.about), "{which}");
        }
    }
}

#[test]
fn every_standard_is_shown_by_an_activity() {
    for name in shelf::names() {
        let board = shelf::board(&name);
        let named: BTreeSet<&String> = board
            .activities
            .iter()
            .flat_map(|a| &a.more.standards)
            .collect();
        let known: BTreeSet<&String> = board.standards.iter().map(|s| &s.id).collect();
        assert_eq!(named, known, "{name}");
    }
}

#[test]
fn there_are_boards_in_four_languages_and_one_in_two() {
    let in_language = |tag: &str| -> Vec<String> {
        let mut names = shelf::names();
        names.retain(|name| shelf::board(name).language == tag);
        names
    };
    assert_eq!(in_language("es"), ["fracciones"]);
    assert_eq!(in_language("ar"), ["hikayat"]);
    assert_eq!(in_language("de"), ["luft"]);
    assert_eq!(in_language("en").len(), 23);
    let stations = shelf::board("electricity");
    assert_eq!(stations.title.get("es"), "Electricidad: seis estaciones");
    for activity in &stations.activities {
        for text in [&activity.title, &activity.about] {
            assert_ne!(text.get("en"), text.get("es"), "{}", activity.id);
        }
    }
}

/// What the format offers and a teacher looks for an example of.
#[test]
fn the_features_of_the_format_are_all_shown_somewhere() {
    let boards: Vec<Board> = shelf::names()
        .iter()
        .map(|name| shelf::board(name))
        .collect();
    let board = |what: &str, has: &dyn Fn(&Board) -> bool| {
        assert!(boards.iter().any(has), "no sample has {what}");
    };
    let activity = |what: &str, has: &dyn Fn(&Activity) -> bool| {
        assert!(
            boards.iter().flat_map(|board| &board.activities).any(has),
            "no sample has {what}"
        );
    };
    board("levels", &|b| !b.levels.is_empty());
    board("badges", &|b| !b.badges.is_empty());
    board("groups", &|b| !b.groups.is_empty());
    board("a survey", &|b| !b.survey.is_empty());
    board("goals", &|b| !b.goals.prompts.is_empty());
    board("reflections", &|b| !b.reflections.prompts.is_empty());
    board("a check-in", &|b| !b.check_in.prompts.is_empty());
    board("proposals", &|b| b.proposals.allow);
    board("a last day", &|b| b.due.is_some());
    board("a section to choose from", &|b| {
        b.sections.iter().any(|s| s.choose_max.is_some())
    });
    board("turns at stations", &|b| {
        b.sections.iter().any(|s| s.turns.is_some())
    });
    board("a leaderboard", &|b| b.leaderboard != Leaderboard::Off);
    board("a section behind a rule", &|b| {
        b.sections.iter().any(|s| s.requires.is_some())
    });
    board("a drawn map", &|b| {
        b.map.is_some() && b.activities.iter().all(|a| a.more.x.is_some())
    });
    activity("steps", &|a| !a.more.steps.is_empty());
    activity("a rule that opens it", &|a| a.more.requires.is_some());
    activity("a due date", &|a| a.more.due.is_some());
    activity("a check", &|a| a.more.check.is_some());
    activity("a rubric", &|a| a.more.rubric.is_some());
    activity("a place", &|a| a.more.place.is_some());
    activity("a limit", &|a| a.more.limit.is_some());
    activity("versions", &|a| !a.more.versions.is_empty());
    activity("approval", &|a| a.approval);
    activity("a board within", &|a| a.more.board.is_some());
    activity("must do", &|a| a.required);
    activity("a bonus", &|a| a.optional);
    activity("a free space", &|a| a.free);
}

#[test]
fn the_index_lists_each_board_once() {
    let index = shelf::json("boards/index.json");
    let entries = index.as_array().expect("a list");
    let field = |entry: &Value, name: &str| -> String {
        let text = entry[name].as_str().unwrap_or_default();
        assert!(!text.is_empty(), "{name} of {entry}");
        text.to_owned()
    };
    let mut listed: Vec<String> = Vec::new();
    let mut pictures = BTreeSet::new();
    let mut formats = BTreeSet::new();
    for entry in entries {
        let file = field(entry, "file");
        let name = file.strip_suffix(".json").expect(&file);
        let board = shelf::board(name);
        assert_eq!(
            field(entry, "title"),
            board.title.get(&board.language),
            "{name}"
        );
        assert_eq!(field(entry, "language"), board.language, "{name}");
        for name in ["about", "ages", "subject"] {
            field(entry, name);
        }
        formats.insert(field(entry, "format"));
        pictures.insert(field(entry, "thumb"));
        listed.push(name.to_owned());
    }
    listed.sort();
    assert_eq!(listed, shelf::names());
    assert_eq!(formats.len(), listed.len(), "a format each");
    assert_eq!(pictures, svgs("thumbs").collect(), "a thumbnail each");
}

fn says_something(text: &Text) -> bool {
    all(text).next().is_some() && all(text).all(|text| !text.trim().is_empty())
}

/// In every language it is in.
fn all(text: &Text) -> impl Iterator<Item = &str> {
    let (plain, several) = match text {
        Text::Plain(text) => (Some(&**text), &[][..]),
        Text::Several(several) => (None, &several[..]),
    };
    plain
        .into_iter()
        .chain(several.iter().map(|(_, text)| text.as_str()))
}

/// No dead end, nothing out of reach, no standard that a finished board could miss.
#[test]
fn every_sample_is_proved_winnable() {
    for name in shelf::names() {
        assert_eq!(prove(&shelf::reading(&name)), [], "{name}");
    }
}

/// An editor finds the schema from where the board lies.
#[test]
fn every_sample_names_the_schema() {
    for name in shelf::names() {
        let schema = shelf::json(&format!("boards/{name}.json"))["$schema"].clone();
        let schema = schema.as_str().unwrap_or_default();
        assert!(
            shelf::path("boards").join(schema).is_file(),
            "{name}: {schema}"
        );
    }
}
