//! The sheets that are made of the portfolio: what is in them, and what is never in them.

use std::rc::Rc;

use choiceboard::session::{Audience, Message, News, Sheet, Wants};
use choiceboard::words::{Catalogue, Plain};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::device::open_board;
use super::folio::{BOARD, digest, english, photo, says, take_in, worked};
use super::{Device, Tab, opened};

pub(super) fn everything(audience: Audience) -> Wants {
    Wants {
        name: true,
        comments: true,
        reflections: true,
        pictures: true,
        ..Wants::of(audience)
    }
}

fn sheet(tab: &Tab, wants: &Wants) -> Sheet {
    tab.session.sheet(wants, &english()).expect("a board")
}

pub(super) fn file(tab: &Tab, wants: &Wants) -> String {
    sheet(tab, wants).write(&english())
}

#[test]
fn a_snapshot_holds_what_was_ticked_and_nothing_private() {
    let (tab, _) = worked();
    let bare = file(&tab, &Wants::of(Audience::Family));
    for part in [
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">",
        "<title>Water &amp; &lt;b&gt;ice&lt;/b&gt;: a snapshot</title>",
        "<h1 dir=\"auto\">Water &amp; &lt;b&gt;ice&lt;/b&gt;</h1>",
        "Made on 21 November 2026",
        "One activity done",
        "3 of 6 points",
        "Level: Drop",
        "The board is finished.",
        "Rain &lt;i&gt;falls&lt;/i&gt;",
        "<a href=\"https://a.org/?q=&quot;x&quot;\" rel=\"noopener noreferrer\">",
        "Recording: song.webm",
        "W1: States of matter",
        &format!(
            "<img src=\"data:,{}\" alt=\"0a.jpg, for “A model”\">",
            digest("0a")
        ),
    ] {
        assert!(bare.contains(part), "{part} in {bare}");
    }
    let whole = file(&tab, &everything(Audience::Family));
    for part in ["Much better.", "A good week.", "From your teacher"] {
        assert!(whole.contains(part) && !bare.contains(part), "{part}");
    }
    // The newest version alone, and with it what was said of that.
    for part in ["first try", "third"] {
        assert!(!whole.contains(part), "{part}");
    }
    // What was written about an earlier version is still a thought.
    assert!(whole.contains("I counted syllables.") && whole.contains("<strong>hard</strong>"));
    for text in [&whole, &file(&tab, &everything(Audience::Talk))] {
        for private in [
            "Slept badly",
            "Which glue",
            "Paste",
            "Wood glue",
            "support-monday",
            "guest",
            "<script",
            "javascript:alert(1)\"",
        ] {
            assert!(!text.contains(private), "{private} in {text}");
        }
    }
    let made = sheet(&tab, &everything(Audience::Family));
    assert_eq!(made.name, "water.family.html");
    assert_eq!(made.files, [digest("0a")]);
    assert_eq!(
        says(&made.says),
        "In it: 3 pieces of work, one picture, one comment of your teacher, 2 entries of the journal."
    );
    let without = Wants {
        pictures: false,
        ..everything(Audience::Family)
    };
    assert_eq!(sheet(&tab, &without).files, [""; 0]);
    assert!(file(&tab, &without).contains("Picture: 0a.jpg"));
}

#[test]
fn a_sheet_for_a_talk_is_about_the_works_that_were_picked() {
    let (tab, _) = worked();
    let wants = Wants {
        only: Some(vec![1]),
        ..everything(Audience::Talk)
    };
    let text = file(&tab, &wants);
    for part in [
        "A model",
        "Picture: 0a.jpg",
        "Name five clouds",
        "A good week.",
        "What are you proud of, and why?",
        "<div class=\"lines\"></div>",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    for part in ["A poem</h3>", "A walk</h3>", "<img"] {
        assert!(!text.contains(part), "{part} in {text}");
    }
    assert_eq!(sheet(&tab, &wants).name, "water.talk.html");
}

#[test]
fn pictures_without_room_are_left_out_and_it_says_so() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let all = vec![
        json!({ "type": "submit", "activity": "b", "evidence": [photo("0a", 4_000_000), photo("0b", 4_000_000), photo("0c", 2_000_000),
            { "kind": "image", "digest": "no digest", "name": "odd.jpg", "media": "image/jpeg", "size": 1 },
            { "kind": "image", "digest": digest("0d"), "name": "drawing.svg", "media": "image/svg+xml", "size": 1 },
            { "kind": "image", "digest": digest("0e"), "name": "huge.png", "media": "image/png", "size": 1e300 }] }),
    ];
    take_in(&mut tab, &mut device, all);
    let made = sheet(&tab, &Wants::of(Audience::Family));
    assert_eq!(made.files, [digest("0a"), digest("0c")]);
    let left = made.left.as_ref().map(says);
    assert_eq!(
        left.as_deref(),
        Some("2 pictures are left out: the file would be too large.")
    );
    let text = made.write(&english());
    assert!(text.contains("2 pictures are left out") && text.contains("Picture: drawing.svg"));
}

#[test]
fn a_name_is_in_it_where_somebody_has_said_it_and_the_learner_wants_it() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    tab.send(&mut device, open_board("one", Some("u-17-secret"), BOARD));
    tab.settle(&mut device);
    assert_eq!(tab.session.learner_name(), None);
    let news = News::Connect {
        endpoint: "https://lms.example/x".into(),
        name: Some("Ada <3".into()),
        watched: false,
        anew: false,
    };
    tab.send(&mut device, Message::Link(Box::new(news)));
    tab.settle(&mut device);
    assert_eq!(tab.session.learner_name(), Some("Ada <3"));
    let with = file(&tab, &everything(Audience::Family));
    assert!(with.contains("By Ada &lt;3"), "{with}");
    let without = file(&tab, &Wants::of(Audience::Family));
    assert!(!without.contains("Ada"));
    for text in [with, without] {
        assert!(!text.contains("u-17-secret"), "{text}");
    }
}

#[test]
fn a_sheet_speaks_the_language_of_the_page_in_its_direction() {
    let (tab, _) = worked();
    for (language, dir, part) in [
        ("es", "ltr", "Cómo van las cosas"),
        ("de", "ltr", "Wie es steht"),
        ("ar", "rtl", "إلى أين وصل العمل"),
    ] {
        let messages = std::fs::read_to_string(format!("locales/{language}.json")).unwrap();
        let messages = Catalogue::read(&messages).unwrap();
        let tongue = english().switched(language, messages, Rc::new(Plain::default()));
        for audience in [Audience::Family, Audience::Talk] {
            let made = tab.session.sheet(&everything(audience), &tongue).unwrap();
            let text = made.write(&tongue);
            let html = format!("<html lang=\"{language}\" dir=\"{dir}\">");
            assert!(text.contains(&html) && text.contains(part), "{text}");
            // Not a key, nor an English word, is left.
            for english in ["sheet-", "folio-", "Handed in", "Where things"] {
                assert!(!text.contains(english), "{english} in {text}");
            }
        }
    }
}

#[test]
fn a_sheet_is_handed_out_as_it_is_also_on_a_page_to_look_at() {
    let (mut tab, mut device) = worked();
    let before = tab.log(&mut device).len();
    let made = sheet(&tab, &Wants::of(Audience::Family));
    tab.send(
        &mut device,
        Message::HandOut {
            text: made.write(&english()),
            name: made.name,
            files: made.files,
        },
    );
    let text = tab.downloads.pop().expect("a file");
    assert!(text.starts_with("<!doctype html>"));
    assert_eq!(
        tab.log(&mut device).len(),
        before,
        "nothing is written down"
    );
}

/// Names of the tags in a text, and of their attributes.
fn tags(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    // Our own style is the one thing in it that is not escaped.
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    for part in head.split('<').chain(body.split('<')).skip(1) {
        let Some((inside, _)) = part.split_once('>') else {
            continue;
        };
        let name = inside.split([' ', '>']).next().unwrap_or_default();
        found.push(name.trim_start_matches('/').to_owned());
        let quotes: Vec<&str> = inside.split('"').collect();
        // Outside of values only: what is inside is text.
        found.extend(quotes.iter().step_by(2).flat_map(|text| {
            let names = text
                .split_whitespace()
                .skip(usize::from(text.starts_with(name)));
            names.map(|name| format!("{name}\""))
        }));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// What people write changes no element of a sheet and adds no attribute.
    #[test]
    fn no_text_adds_an_element_to_a_sheet(
        text in "[<>\"'&/= a-z\n!*`\\[\\]()-]{0,60}", name in "[<>\"'&/=a-z. ]{0,30}", title in "[<>\"'&/=a-z ]{1,30}",
    ) {
        let made = |text: &str, name: &str, title: &str| {
            let mut board: Value = serde_json::from_str(BOARD).unwrap();
            board["title"] = json!(title);
            board["standards"][0]["title"] = json!(title);
            board["activities"][1]["title"] = json!(title);
            let mut device = Device::default();
            let mut tab = opened(&board.to_string(), &mut device);
            take_in(&mut tab, &mut device, vec![
                json!({ "type": "submit", "activity": "b", "evidence": [{ "kind": "text", "value": text },
                    { "kind": "image", "digest": digest("0a"), "name": name, "media": "image/png", "size": 1 },
                    { "kind": "audio", "digest": text, "name": name, "media": text, "size": 1 }] }),
                json!({ "type": "reflect", "text": text }),
                json!({ "type": "goal", "text": text }),
            ]);
            [Audience::Family, Audience::Talk].map(|audience| tags(&file(&tab, &everything(audience))))
        };
        let plain = |text: &str| if text.trim().is_empty() { String::new() } else { String::from("x") };
        // Two empty texts are as little evidence as none.
        prop_assume!(!text.trim().is_empty() && !title.trim().is_empty());
        prop_assert_eq!(made(&text, &name, &title), made("x", &plain(&name), "x"));
    }
}

#[test]
fn the_sentence_of_a_standard_is_said_once() {
    let sentence = "Describe how water changes between solid, liquid and gas, and name each change";
    let board = BOARD.replace("States of matter", sentence);
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    let submit = |activity: &str| json!({ "type": "submit", "activity": activity, "evidence": [{ "kind": "text", "value": "Rain" }] });
    take_in(
        &mut tab,
        &mut device,
        vec![submit("a"), submit("b"), submit("c")],
    );
    let folio = tab.session.folio();
    let mut told = Vec::new();
    let names: Vec<(String, String)> = folio
        .works
        .iter()
        .flat_map(|work| &work.standards)
        .map(|standard| standard.told(&mut told))
        .map(|standard| (standard.code, standard.title))
        .collect();
    let name = |code: &str, title: &str| (code.to_owned(), title.to_owned());
    assert_eq!(
        names,
        [
            name("W1", sentence),
            name("W1", "Describe how water changes between…"),
            name("", "Weather")
        ]
    );
    for audience in [Audience::Family, Audience::Talk] {
        let text = file(&tab, &everything(audience));
        assert_eq!(text.matches(sentence).count(), 1, "{text}");
        assert_eq!(
            text.matches("W1: Describe how water changes between…")
                .count(),
            1
        );
    }
}

#[test]
fn more_points_than_were_asked_are_no_part_of_them() {
    let board = BOARD.replace(
        r#""complete": { "all": ["c"] }"#,
        r#""complete": { "points": { "min": 2 } }"#,
    );
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    let done = json!({ "type": "done", "activity": "c" });
    let submit = json!({ "type": "submit", "activity": "c" });
    take_in(&mut tab, &mut device, vec![submit, done]);
    let html = file(&tab, &Wants::of(Audience::Family));
    assert!(html.contains("3 points, 2 were asked"), "{html}");
}
