//! The catalogues: every message a program can say is there, in every language, with the same gaps.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use choiceboard::board::code;
use choiceboard::words::{Arg, Catalogue, Intl, Phrase, Plain, Tongue, gaps};

const LANGUAGES: [&str; 3] = ["ar", "de", "es"];

fn catalogue(language: &str) -> Catalogue {
    Catalogue::read(&file(language)).unwrap()
}

fn file(language: &str) -> String {
    fs::read_to_string(format!("locales/{language}.json")).unwrap()
}

/// The texts of every source file of the library.
fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// What stands in quotes right behind each of these.
fn quoted_after<'a>(text: &'a str, before: &str) -> BTreeSet<&'a str> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_message_said_is_written() {
    let mut source = String::new();
    sources(Path::new("src"), &mut source);
    let english = catalogue("en");
    for before in ["Phrase::new(\"", ".say(\""] {
        for key in quoted_after(&source, before) {
            // Tests of the formatter make up their own.
            let made_up = !key.contains('-') || key == "no-such-key";
            assert!(
                made_up || english.get(key).is_some(),
                "{key} is said and not written"
            );
        }
    }
    for code in code::ALL {
        assert!(
            english.get(code.key).is_some(),
            "{} is said and not written",
            code.key
        );
    }
}

#[test]
fn every_message_written_can_be_said() {
    let mut source = String::new();
    sources(Path::new("src"), &mut source);
    let codes: BTreeSet<&str> = code::ALL.iter().map(|code| code.key).collect();
    for key in catalogue("en").keys() {
        let said = codes.contains(key) || source.contains(&format!("\"{key}\""));
        assert!(said, "{key} is written and never said");
    }
}

#[test]
fn every_message_can_be_put_together() {
    for language in ["en", "ar", "de", "es"] {
        let messages = catalogue(language);
        for key in messages.keys() {
            assert!(
                gaps(messages.get(key).unwrap()).is_ok(),
                "{language}: {key}"
            );
        }
    }
}

#[test]
fn every_language_says_what_the_students_page_says() {
    let english = catalogue("en");
    let wanted: BTreeSet<&str> = english
        .keys()
        .filter(|key| !key.starts_with("board-"))
        .collect();
    for language in LANGUAGES {
        let messages = catalogue(language);
        let there: BTreeSet<&str> = messages.keys().collect();
        let missing: Vec<_> = wanted.difference(&there).collect();
        let extra: Vec<_> = there.difference(&wanted).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{language}: {missing:?} {extra:?}"
        );
        for key in &wanted {
            assert_eq!(
                gaps(messages.get(key).unwrap()),
                gaps(english.get(key).unwrap()),
                "{language}: {key}"
            );
        }
    }
}

/// The build leaves lines out of the English file for the student's page, so each message must stand on a line of its own.
#[test]
fn messages_stand_one_a_line_and_sorted() {
    for language in ["en", "ar", "de", "es"] {
        let file = file(language);
        let lines: Vec<&str> = file
            .lines()
            .filter(|line| line.starts_with("  \""))
            .collect();
        let messages = catalogue(language);
        let keys: Vec<&str> = messages.keys().collect();
        assert_eq!(lines.len(), keys.len(), "{language}");
        assert!(keys.is_sorted(), "{language}");
        let starts = lines
            .iter()
            .zip(&keys)
            .all(|(line, key)| line.starts_with(&format!("  \"{key}\": ")));
        assert!(starts, "{language}");
    }
}

/// Plural forms of a language with six of them; only the number matters here.
struct Arabic;

impl Intl for Arabic {
    fn number(&self, n: f64) -> String {
        n.to_string()
    }

    fn plural(&self, n: f64) -> String {
        let form = match n as u32 {
            0 => "zero",
            1 => "one",
            2 => "two",
            n if (3..=10).contains(&(n % 100)) => "few",
            n if (11..=99).contains(&(n % 100)) => "many",
            _ => "other",
        };
        String::from(form)
    }

    fn date(&self, _: i64, _: bool) -> String {
        String::new()
    }

    fn weekday(&self, _: i64) -> String {
        String::new()
    }

    fn hour(&self, _: i64) -> String {
        String::new()
    }

    fn join(&self, count: usize, and: bool) -> Vec<String> {
        Plain::default().join(count, and)
    }
}

#[test]
fn a_language_with_six_plural_forms_uses_them() {
    let english = Tongue::english(Rc::new(Plain::default()));
    let arabic = english.switched("ar", catalogue("ar"), Rc::new(Arabic));
    let says = |n: u32| arabic.text(&Phrase::new("ui-points").n("n", n), &|_| String::new());
    assert_eq!(says(1), "نقطة واحدة");
    assert_eq!(says(2), "نقطتان");
    assert_eq!(says(5), "5 نقاط");
    assert_eq!(says(11), "11 نقطة");
    assert!(arabic.right_to_left() && !english.right_to_left());
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    let english = Tongue::english(Rc::new(Plain::default()));
    let other = english.switched("xx", Catalogue::default(), Rc::new(Plain::default()));
    let phrase = Phrase::new("due-on").with("date", Arg::Date(0, false));
    assert_eq!(
        other.text(&phrase, &|_| String::new()),
        "Due 1 January 1970"
    );
}
