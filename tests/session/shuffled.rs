//! The order that a check is shuffled into: one for each learner, the same on every device and for every reader.

use choiceboard::board::read;
use choiceboard::progress::check::Answers;
use choiceboard::session::{Act, Message};
use serde_json::{Value, json};

use super::again::{many, stands};
use super::check::{give, quiz};
use super::{Device, Tab};

const SHUFFLED: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "ID", "title": "A", "check": { "shuffle": true, "questions": [
        { "id": "c", "kind": "choice", "answers": [{ "text": "1", "correct": true }, "2", "3", "4", "5"] },
        { "id": "o", "kind": "order", "answers": ["1", "2", "3", "4", "5"] },
        { "id": "p", "kind": "match", "answers": ["a", "b", "c", "d"], "matches": ["A", "B", "C", "D"] },
        { "id": "t", "kind": "true_false", "answer": true }, { "id": "u", "kind": "true_false", "answer": true } ] } } ] }"#;

/// A learner opens the board.
fn sits(learner: Option<&str>, board: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed("one");
    let open = Message::Open {
        bytes: board.into(),
        learner: learner.map(String::from),
        folder: None,
        language: None,
        readonly: false,
        tab: "one".into(),
    };
    tab.send(device, open);
    tab.settle(device);
    tab
}

/// All that has an order: questions, answers, items, right sides.
fn order(tab: &Tab) -> Vec<String> {
    let mut all = Vec::new();
    for question in quiz(tab, 0).questions {
        let options = question.options.iter().chain(&question.sides);
        all.extend(options.map(|option| option.value.clone()));
        all.push(question.key);
    }
    all
}

#[test]
fn each_learner_has_an_order_of_ones_own_and_the_same_on_every_device() {
    let look = |learner: Option<&str>| {
        let mut device = Device::default();
        let first = order(&sits(learner, SHUFFLED, &mut device));
        // The page is loaded anew, and somebody else has the other device.
        assert_eq!(order(&sits(learner, SHUFFLED, &mut device)), first);
        assert_eq!(
            order(&sits(learner, SHUFFLED, &mut Device::default())),
            first
        );
        first
    };
    let all = [
        look(None),
        look(Some("u-1")),
        look(Some("u-2")),
        look(Some("u-3")),
    ];
    for (at, one) in all.iter().enumerate() {
        assert!(!all[..at].contains(one), "{one:?}");
        let sorted = |order: &[String]| {
            let mut order = order.to_vec();
            order.sort_unstable();
            order
        };
        assert_eq!(sorted(one), sorted(&all[0]));
    }
}

/// Answers the check without moving what is to be ordered.
fn answer_shuffled(tab: &mut Tab, device: &mut Device) {
    give(tab, device, "c", "1");
    tab.act(
        device,
        Act::Give(0, "p".into(), many(&["A", "B", "C", "D"])),
    );
    give(tab, device, "t", "true");
    give(tab, device, "u", "true");
    tab.act(device, Act::Answer(0));
    tab.settle(device);
}

/// What was offered is said in words, so that whoever reads it sees what the learner saw.
#[test]
fn an_order_nobody_moved_is_the_same_for_another_reader() {
    let mut device = Device::default();
    let mut tab = sits(Some("u-1"), SHUFFLED, &mut device);
    let offered = stands(&tab, "o").0;
    answer_shuffled(&mut tab, &mut device);
    assert_eq!(stands(&tab, "o").0, offered);
    assert_eq!(quiz(&tab, 0).unmarked, None);
    let result = quiz(&tab, 0).result;
    tab.send(&mut device, Message::Export);
    let file = tab.downloads.pop().unwrap();
    let mut other = Device::default();
    let mut there = sits(Some("u-2"), SHUFFLED, &mut other);
    assert_ne!(stands(&there, "o").0, offered);
    there.send(&mut other, Message::Import { text: file });
    there.send(&mut other, Message::Adopt);
    there.settle(&mut other);
    assert_eq!(stands(&there, "o").0, offered);
    assert_eq!(
        (quiz(&there, 0).unmarked, quiz(&there, 0).result),
        (None, result)
    );
}

/// A log in which the order was drawn from the activity alone, and stands there in no words.
#[test]
fn marks_of_an_older_log_stay() {
    let score = |from: &str| {
        let board = read(SHUFFLED.as_bytes()).board.unwrap();
        let check = board.activities[0].more.check.clone().unwrap();
        choiceboard::progress::check::score(&check, &Answers::of(1), from, "en")
    };
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let differs = |id: &&str| score(id) != score(&format!("u-1/{id}"));
    let id = ids.into_iter().find(differs).expect("one of eight");
    let board = SHUFFLED.replace("ID", id);
    let event = |n: u32, fields: Value| {
        let mut event = json!({ "id": format!("e{n}"), "at": format!("2026-11-21T09:0{n}:00Z"), "activity": id,
            "by": { "role": "learner", "id": "u-1" } });
        for (name, value) in fields.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    };
    let given = json!({ "try": 1, "given": {} }).to_string();
    let events = json!([
        event(
            1,
            json!({ "type": "draft", "kind": "check", "value": given })
        ),
        event(2, json!({ "type": "answer", "score": score(id) })),
    ]);
    let mut device = Device::default();
    let mut tab = sits(Some("u-1"), &board, &mut device);
    tab.send(
        &mut device,
        Message::Import {
            text: events.to_string(),
        },
    );
    tab.settle(&mut device);
    assert_eq!(quiz(&tab, 0).unmarked, None);
    let then = stands(&tab, "o").0;
    tab.act(&mut device, Act::Again(0));
    tab.settle(&mut device);
    assert_eq!(stands(&tab, "o").0, then);
}
