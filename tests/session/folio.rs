//! The portfolio: everything that was handed in, by date and by standard, and what became of it.

use std::rc::Rc;

use choiceboard::session::view::FolioView;
use choiceboard::session::{Act, Audience, Message, Picked};
use choiceboard::words::{Plain, Tongue};
use serde_json::{Value, json};

use super::sheet::{everything, file};
use super::{Device, Tab, opened};

pub(super) const BOARD: &str = r#"{
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
pub(super) fn take_in(tab: &mut Tab, device: &mut Device, events: Vec<Value>) {
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

pub(super) fn digest(of: &str) -> String {
    ["sha256:", &of.repeat(32)].concat()
}

pub(super) fn photo(of: &str, size: u64) -> Value {
    json!({ "kind": "image", "digest": digest(of), "name": format!("{of}.jpg"), "media": "image/jpeg", "size": size })
}

/// A poem handed in twice, a model once, a walk on paper; the teacher and the learner have something to say.
pub(super) fn worked() -> (Tab, Device) {
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

pub(super) fn english() -> Tongue {
    Tongue::english(Rc::new(Plain::default()))
}

pub(super) fn says(phrase: &choiceboard::words::Phrase) -> String {
    english().text(phrase, &|ix| format!("activity {ix}"))
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
