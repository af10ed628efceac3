//! The portfolio, and the sheets that are made of it: what is in them, and what is never in them.

use std::rc::Rc;

use choiceboard::session::view::FolioView;
use choiceboard::session::{Act, Audience, Message, News, Note, Picked, Sheet, Wants};
use choiceboard::words::{Catalogue, Plain, Tongue};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Device, Tab, opened};

const BOARD: &str = r#"{
  "choiceboard": 1, "id": "water", "title": "Water & <b>ice</b>",
  "standards": [
    { "id": "s", "title": "States of matter", "code": "W1" }, { "id": "t", "title": "Weather" },
    { "id": "u", "title": "Rivers" }
  ],
  "activities": [
    { "id": "a", "title": "A poem", "standards": ["s", "t"], "evidence": { "kinds": ["text", "link", "image"] } },
    { "id": "b", "title": "A model", "standards": ["s"], "evidence": { "kinds": ["image", "audio"] } },
    { "id": "c", "title": "A walk", "points": 3, "evidence": { "kinds": ["file"] } },
    { "id": "d", "title": "A game" }
  ],
  "levels": [{ "title": "Drop", "points": 0 }],
  "complete": { "all": ["c"] }
}"#;

/// Takes in events that came one minute after the other, as the learner's unless they say otherwise.
fn take_in(tab: &mut Tab, device: &mut Device, events: Vec<Value>) {
    let mut all = Vec::new();
    for (minute, mut event) in events.into_iter().enumerate() {
        let fields = event.as_object_mut().unwrap();
        fields.entry("id").or_insert(json!(format!("e{minute:03}")));
        let at = format!("2026-11-21T09:{minute:02}:00Z");
        fields.entry("at").or_insert(json!(at));
        fields
            .entry("by")
            .or_insert(json!({ "role": "learner", "id": "guest" }));
        all.push(event);
    }
    let text = Value::from(all).to_string();
    tab.send(device, Message::Import { text });
    tab.settle(device);
}

fn teacher() -> Value {
    json!({ "role": "teacher", "id": "t" })
}

fn digest(of: &str) -> String {
    ["sha256:", &of.repeat(32)].concat()
}

fn photo(of: &str, size: u64) -> Value {
    json!({ "kind": "image", "digest": digest(of), "name": format!("{of}.jpg"), "media": "image/jpeg", "size": size })
}

/// A poem handed in twice, a model once, a walk on paper; the teacher and the learner have something to say.
fn worked() -> (Tab, Device) {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    take_in(
        &mut tab,
        &mut device,
        vec![
            json!({ "type": "submit", "activity": "a", "evidence": [{ "kind": "text", "value": "Rain, first try" }] }),
            json!({ "type": "comment", "activity": "a", "comment": "A *third* line?", "by": teacher() }),
            json!({ "type": "reflect", "activity": "a", "text": "I counted syllables.", "confidence": 4, "prompt": "What was **hard**?" }),
            json!({ "type": "submit", "activity": "b", "evidence": [photo("0a", 3_000_000),
                { "kind": "audio", "digest": digest("0b"), "name": "song.webm", "media": "audio/webm", "size": 9 }] }),
            json!({ "type": "submit", "activity": "a", "evidence": [{ "kind": "text", "value": "Rain <i>falls</i>" },
                { "kind": "link", "value": "https://a.org/?q=\"x\"" }, { "kind": "link", "value": "javascript:alert(1)" }] }),
            json!({ "type": "approve", "activity": "a", "comment": "Much better.", "by": teacher() }),
            json!({ "type": "submit", "activity": "c" }),
            json!({ "type": "done", "activity": "c" }),
            json!({ "type": "check_in", "mood": 1, "text": "Slept badly", "talk": true }),
            json!({ "type": "help", "activity": "b", "text": "Which glue", "tried": "Paste" }),
            json!({ "type": "answer_help", "activity": "b", "text": "Wood glue", "by": teacher() }),
            json!({ "type": "group", "group": "support-monday", "by": teacher() }),
            json!({ "type": "reflect", "text": "A good week." }),
            json!({ "type": "goal", "text": "Name five clouds", "until": "2026-12-01" }),
        ],
    );
    (tab, device)
}

fn works(folio: &FolioView) -> Vec<(&str, bool)> {
    let all = folio.works.iter();
    all.map(|work| (work.title.as_str(), work.newest)).collect()
}

fn english() -> Tongue {
    Tongue::english(Rc::new(Plain::default()))
}

fn says(phrase: &choiceboard::words::Phrase) -> String {
    english().text(phrase, &|ix| format!("activity {ix}"))
}

fn everything(audience: Audience) -> Wants {
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

fn file(tab: &Tab, wants: &Wants) -> String {
    sheet(tab, wants).write(&english())
}

#[test]
fn works_stand_by_date_with_what_was_said_of_them_then() {
    let (tab, _) = worked();
    let folio = tab.session.folio();
    assert_eq!(
        works(&folio),
        [
            ("A walk", true),
            ("A poem", true),
            ("A model", true),
            ("A poem", false)
        ]
    );
    let [walk, poem, model, draft] = folio.works.as_slice() else {
        panic!("four works");
    };
    assert!(walk.elsewhere && !poem.elsewhere);
    assert_eq!(
        says(&poem.handed.when),
        "Handed in on 21 November 2026, 09:04"
    );
    assert_eq!(poem.handed.links, ["https://a.org/?q=\"x\""]);
    assert_eq!(
        poem.handed.texts,
        ["Rain <i>falls</i>", "javascript:alert(1)"]
    );
    let said = |work: &choiceboard::session::view::WorkView| -> Vec<String> {
        work.comments.iter().map(|it| it.says.clone()).collect()
    };
    assert_eq!(said(poem), ["Much better."]);
    assert_eq!(said(draft), ["A *third* line?"]);
    // An answer to a call for help belongs to the call.
    assert_eq!(said(model), [""; 0]);
    assert_eq!(draft.reflections.len(), 1);
    assert_eq!(poem.reflections, []);
    assert_eq!(model.handed.files.len(), 2);
    assert_eq!(folio.others, None);
}

/// Writes an entry about an activity, and says what was sent of it.
fn reflect(tab: &mut Tab, device: &mut Device, about: &str, text: &str) -> Value {
    for (name, text) in [("about", about), ("text", text)] {
        let (form, text) = (String::from("reflect"), text.to_owned());
        tab.act(device, Act::Note(Rc::new(Note::Type { form, name, text })));
    }
    tab.act(device, Act::Note(Rc::new(Note::Reflect)));
    tab.settle(device);
    tab.send(device, Message::Export);
    let file: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let mut events = file["events"].as_array().unwrap().iter().rev();
    let last = events.find(|event| event["type"] == "reflect");
    last.expect("an entry").clone()
}

/// What the newest entry says of the work it is about.
fn about(tab: &Tab) -> Option<String> {
    let entries = tab.session.journal().entries;
    entries[0].work.as_ref().map(says)
}

/// Texts of the entries that stand with each hand-in of the poem, the newest first.
fn with_the_poems(tab: &Tab) -> Vec<Vec<String>> {
    let works = tab.session.folio().works.into_iter();
    works
        .filter(|work| work.title == "A poem")
        .map(|work| work.reflections.into_iter().map(|it| it.text).collect())
        .collect()
}

#[test]
fn an_entry_names_the_work_it_is_about() {
    let (mut tab, mut device) = worked();
    let entry = reflect(&mut tab, &mut device, "a", "Now it sings.");
    assert_eq!(
        (&entry["activity"], &entry["work"]),
        (&json!("a"), &json!("e004"))
    );
    assert_eq!(
        about(&tab).as_deref(),
        Some("About the 3 pieces of work you handed in on 21 November 2026, 09:04")
    );
    assert_eq!(
        with_the_poems(&tab),
        [vec!["Now it sings."], vec!["I counted syllables."]]
    );
    // Handed in on paper there is nothing more to say of it; what was never handed in, and no activity at all, has nothing to name.
    let entry = reflect(&mut tab, &mut device, "c", "Long.");
    assert_eq!(entry["work"], "e006");
    assert_eq!(
        about(&tab).as_deref(),
        Some("About the work you handed in on 21 November 2026, 09:06")
    );
    for none in ["d", ""] {
        let entry = reflect(&mut tab, &mut device, none, "Nothing yet.");
        assert_eq!(entry.get("work"), None, "{none}");
        assert_eq!(about(&tab), None, "{none}");
    }
    // One piece is called by its name, or by what it is.
    for (id, piece, sentence) in [
        (
            "y1",
            photo("0c", 9),
            "About “0c.jpg”, handed in on 22 November 2026, 08:00",
        ),
        (
            "y2",
            json!({ "kind": "text", "value": "Rain" }),
            "About the text you handed in on 22 November 2026, 08:00",
        ),
        (
            "y3",
            json!({ "kind": "link", "value": "https://a.org" }),
            "About the link you handed in on 22 November 2026, 08:00",
        ),
        (
            "y4",
            json!({ "kind": "dance", "value": "https://a.org" }),
            "About the work you handed in on 22 November 2026, 08:00",
        ),
    ] {
        let submit = json!({ "type": "submit", "activity": "b", "id": id, "at": "2026-11-22T08:00:00Z", "evidence": [piece] });
        let entry = json!({ "type": "reflect", "activity": "b", "text": "x", "work": id, "id": format!("r{id}"), "at": "2026-11-23T08:00:00Z" });
        take_in(&mut tab, &mut device, vec![submit, entry]);
        assert_eq!(about(&tab).as_deref(), Some(sentence));
    }
}

#[test]
fn an_entry_stands_with_the_work_it_names_whenever_it_came() {
    let (mut tab, mut device) = worked();
    let entry = |id: &str, work: Value| json!({ "type": "reflect", "activity": "a", "text": id, "work": work, "id": id, "at": "2026-11-21T09:30:00Z" });
    // Of an earlier work, written after the next: another device had not heard of that.
    take_in(&mut tab, &mut device, vec![entry("first", json!("e000"))]);
    assert_eq!(
        with_the_poems(&tab),
        [vec![], vec!["first", "I counted syllables."]]
    );
    // What names nothing, something else, or the work of another activity goes by its time, and says nothing of a work.
    let odd = [
        json!("nobody"),
        json!("e001"),
        json!("e003"),
        json!(7),
        json!(["e000"]),
        Value::Null,
    ];
    for (at, work) in odd.into_iter().enumerate() {
        let sent = format!("\"work\":{work}");
        let (mut tab, mut device) = worked();
        let id = format!("odd{at}");
        take_in(&mut tab, &mut device, vec![entry(&id, work)]);
        assert_eq!(
            with_the_poems(&tab),
            [vec![id], vec![String::from("I counted syllables.")]]
        );
        assert_eq!(about(&tab), None);
        // It is kept as it came, and passed on.
        tab.send(&mut device, Message::Export);
        let file = tab.downloads.pop().unwrap();
        assert!(file.contains(&sent), "{file}");
    }
    // Starting the activity over takes the entries about it along, and nothing stands anywhere that names what is gone.
    let reset =
        json!({ "type": "reset", "activity": "a", "id": "r", "at": "2026-11-21T09:40:00Z" });
    let late = json!({ "type": "reflect", "activity": "a", "text": "late", "work": "e000", "id": "z", "at": "2026-11-21T09:50:00Z" });
    take_in(&mut tab, &mut device, vec![reset, late]);
    assert_eq!(with_the_poems(&tab), Vec::<Vec<String>>::new());
}

#[test]
fn works_stand_by_standard_with_the_level_reached() {
    let (mut tab, mut device) = worked();
    let mark = json!({ "type": "assess", "activity": "b", "score": 80, "by": teacher(), "id": "m", "at": "2026-11-21T09:50:00Z" });
    take_in(&mut tab, &mut device, vec![mark]);
    let folio = tab.session.folio();
    let shelves: Vec<(Option<&str>, &[usize])> = folio
        .shelves
        .iter()
        .map(|shelf| {
            let title = shelf.standard.as_ref().map(|it| it.title.as_str());
            (title, shelf.works.as_slice())
        })
        .collect();
    assert_eq!(
        shelves,
        [
            (Some("States of matter"), &[1, 2, 3][..]),
            (Some("Weather"), &[1, 3][..]),
            (None, &[0][..])
        ]
    );
    let level = folio.shelves[0].says.as_ref().map(says);
    let standard = tab.session.standards().standards.remove(0);
    assert_eq!(level.as_deref(), Some("Proficient, 80%"));
    assert_eq!(level, Some(says(&standard.says)));
    assert_eq!(
        folio.bare.as_ref().map(says).as_deref(),
        Some("One standard has no work yet.")
    );
}

#[test]
fn starting_over_takes_back_and_others_acts_hand_nothing_in() {
    let (mut tab, mut device) = worked();
    let reset = |activity: Option<&str>, minute: u32| {
        let mut event = json!({ "type": "reset", "id": format!("r{minute}"), "at": format!("2026-11-21T09:{minute}:00Z") });
        if let Some(id) = activity {
            event["activity"] = json!(id);
        }
        event
    };
    take_in(&mut tab, &mut device, vec![reset(Some("a"), 30)]);
    assert_eq!(
        works(&tab.session.folio()),
        [("A walk", true), ("A model", true)]
    );
    // A teacher hands nothing in, an unknown activity has no place, and a reset by nobody we know is not obeyed.
    take_in(
        &mut tab,
        &mut device,
        vec![
            json!({ "type": "submit", "activity": "d", "id": "x1", "by": teacher(), "at": "2026-11-21T09:40:00Z" }),
            json!({ "type": "submit", "activity": "gone", "id": "x2", "at": "2026-11-21T09:41:00Z" }),
            json!({ "type": "reset", "id": "x3", "by": { "role": "parent", "id": "p" }, "at": "2026-11-21T09:42:00Z" }),
        ],
    );
    assert_eq!(tab.session.folio().works.len(), 2);
    take_in(&mut tab, &mut device, vec![reset(None, 45)]);
    let folio = tab.session.folio();
    assert_eq!(folio, FolioView::default());
}

#[test]
fn of_many_works_the_newest_are_shown_and_the_rest_is_counted() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let many = (0..230).map(|n| {
        json!({ "type": "submit", "activity": "a", "id": format!("n{n:04}"), "at": format!("2026-11-20T{:02}:{:02}:00Z", n / 60, n % 60),
            "evidence": [{ "kind": "text", "value": format!("try {n}") }] })
    });
    take_in(&mut tab, &mut device, many.collect());
    let folio = tab.session.folio();
    assert_eq!(folio.works.len(), 200);
    assert_eq!(folio.works[0].handed.texts, ["try 229"]);
    assert_eq!(
        folio.others.as_ref().map(says).as_deref(),
        Some(
            "30 pieces of work were handed in before these. The file of your work has everything."
        )
    );
}

#[test]
fn a_file_is_what_it_is_where_that_is_asked_for() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let pick = |kind: &'static str, media: &str| Picked {
        file: 0,
        kind,
        name: "x".into(),
        media: media.into(),
        size: 9,
    };
    tab.act(&mut device, Act::Start(1));
    tab.act(&mut device, Act::Attach(1, pick("audio", "audio/webm")));
    tab.act(&mut device, Act::Submit(1));
    tab.act(&mut device, Act::Start(2));
    tab.act(&mut device, Act::Attach(2, pick("image", "image/png")));
    tab.act(&mut device, Act::Submit(2));
    tab.settle(&mut device);
    tab.send(&mut device, Message::Export);
    let log: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let kinds: Vec<&str> = log["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["type"] == "submit")
        .map(|event| event["evidence"][0]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["audio", "file"]);
    // And is seen all the same.
    assert!(tab.session.folio().works[0].handed.files[0].image);
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
    tab.send(
        &mut device,
        Message::Open {
            bytes: BOARD.into(),
            learner: Some("u-17-secret".into()),
            folder: None,
            language: None,
            readonly: false,
            tab: "one".into(),
        },
    );
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
fn what_became_of_a_work_stands_beside_it_and_what_was_refused_is_no_version() {
    let board = BOARD.replace(
        r#""id": "b", "title": "A model","#,
        r#""id": "b", "title": "A model", "approval": "teacher","#,
    );
    let board = board.replace(
        r#""title": "A game""#,
        r#""title": "A game", "requires": "b", "evidence": { "kinds": ["text"] }"#,
    );
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    let hand_in = |activity: &str, text: &str| json!({ "type": "submit", "activity": activity, "evidence": [{ "kind": "text", "value": text }] });
    let model = |of: &str| json!({ "type": "submit", "activity": "b", "evidence": [photo(of, 9)] });
    let told = |tab: &Tab| -> Vec<(String, Option<&'static str>, bool)> {
        let all = tab.session.folio().works.into_iter();
        all.map(|work| (work.title, work.state.map(|(state, _)| state), work.newest))
            .collect()
    };
    let work = |title: &str, state, newest| (String::from(title), state, newest);
    let mut events = vec![hand_in("d", "Too soon"), model("0a")];
    take_in(&mut tab, &mut device, events.clone());
    assert_eq!(
        told(&tab),
        [
            work("A model", Some("waiting"), true),
            work("A game", Some("refused"), false)
        ]
    );
    let refused = tab.session.folio().works.pop().unwrap();
    let (_, why) = refused.state.unwrap();
    assert_eq!(
        says(&why),
        "Counts for nothing: it could not be handed in then"
    );
    assert_eq!(refused.handed.texts, ["Too soon"]);
    events.extend([
        json!({ "type": "return", "activity": "b", "comment": "Glue it.", "by": teacher() }),
        model("0b"),
        json!({ "type": "approve", "activity": "b", "by": teacher() }),
        hand_in("d", "In time"),
        // It is done and cannot be begun again.
        model("0c"),
    ]);
    take_in(&mut tab, &mut device, events);
    assert_eq!(
        told(&tab),
        [
            work("A model", Some("refused"), false),
            work("A game", None, true),
            work("A model", Some("done"), true),
            work("A model", Some("returned"), false),
            work("A game", Some("refused"), false)
        ]
    );
    // A sheet has what stands, with its state, and nothing that was refused.
    let html = file(&tab, &everything(Audience::Family));
    assert!(html.contains("In time") && !html.contains("Too soon"));
    assert!(html.contains("<bdi>Done</bdi>") && !html.contains("Counts for nothing"));
    // What the teacher said of the first is not said of what was refused before it.
    let works = tab.session.folio().works;
    assert_eq!(works[3].comments.len(), 1);
    assert!(works[0].comments.is_empty() && works[4].comments.is_empty());
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
