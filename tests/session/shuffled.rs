//! The order that a check is shuffled into: one for each learner, the same on every device and for every reader.

use choiceboard::board::read;
use choiceboard::progress::check::Answers;
use choiceboard::session::{Act, Fault, Message};
use serde_json::{Value, json};

use super::again::{many, stands};
use super::check::{give, quiz};
use super::device::open_board;
use super::{Device, Tab};

const SHUFFLED: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "ID", "title": "A", "check": { "shuffle": true, "questions": [
        { "id": "c", "kind": "choice", "answers": [{ "text": "1", "correct": true }, "2", "3", "4", "5"] },
        { "id": "o", "kind": "order", "answers": ["1", "2", "3", "4", "5"] },
        { "id": "p", "kind": "match", "answers": ["a", "b", "c", "d"], "matches": ["A", "B", "C", "D"] },
        { "id": "t", "kind": "true_false", "answer": true }, { "id": "u", "kind": "true_false", "answer": true } ] } } ] }"#;

/// A learner opens the board.
fn sits(learner: Option<&str>, board: &str, device: &mut Device) -> Tab {
    sits_at("one", learner, board, device)
}

/// The same in a tab of that name, from which chance comes.
fn sits_at(name: &str, learner: Option<&str>, board: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed(name);
    let open = open_board(name, learner, board);
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
        let again = order(&sits_at("two", learner, SHUFFLED, &mut device));
        assert_eq!(again, first);
        let other = sits_at("three", learner, SHUFFLED, &mut Device::default());
        assert_eq!(order(&other), first);
        first
    };
    let all = [
        look(Some("u-0")),
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

#[test]
fn guests_side_by_side_have_different_orders_and_each_device_keeps_its_own() {
    let names: Vec<String> = (0..20).map(|n| format!("tab-{n}")).collect();
    let mut all = Vec::new();
    for name in &names {
        let mut device = Device::default();
        let mut tab = sits_at(name, None, SHUFFLED, &mut device);
        let first = order(&tab);
        // The page is loaded anew, and stands in a second tab beside.
        for other in ["again", "beside"] {
            let there = sits_at(other, None, SHUFFLED, &mut device);
            assert_eq!(order(&there), first, "{name}");
        }
        // Whatever is done with the board; and where only one of two shelves has the work.
        give(&mut tab, &mut device, "c", "2");
        let moved = many(&["5", "4", "3", "2", "1"]);
        tab.act(&mut device, Act::Give(0, "o".into(), moved.clone()));
        tab.settle(&mut device);
        let left = order(&tab);
        tab.act(&mut device, Act::Reset);
        tab.settle(&mut device);
        assert_eq!(order(&tab), first, "{name}");
        device.local.clear();
        let rescued = sits_at("rescued", None, SHUFFLED, &mut device);
        assert_eq!(order(&rescued), first, "{name}");
        // What was moved stood as it was left, and all else where it was.
        let keys = |all: &[String]| -> Vec<String> {
            let keys = all.iter().filter(|it| it.parse::<u32>().is_err());
            keys.cloned().collect()
        };
        assert_eq!(keys(&left), keys(&first));
        all.push(first);
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), names.len(), "twenty guests, twenty orders");
}

#[test]
fn a_guests_order_is_there_before_the_first_event_is_stored_and_where_nothing_is_kept() {
    for fault in [None, Some(Fault::Unwanted)] {
        let mut device = Device::failing(fault);
        let mut tab = Tab::closed("one");
        let open = open_board("one", None, SHUFFLED);
        tab.send(&mut device, open);
        // The database answers what it holds; what is written then is still under way.
        assert!(tab.step(&mut device));
        let first = order(&tab);
        tab.settle(&mut device);
        assert_eq!(order(&tab), first, "{fault:?}");
        give(&mut tab, &mut device, "c", "1");
        tab.settle(&mut device);
        assert_eq!(order(&tab), first, "{fault:?}");
    }
}

/// The order goes where the log goes: to another device, and to whoever looks at it.
#[test]
fn a_guests_file_brings_its_order_along() {
    let mut device = Device::default();
    let mut tab = sits_at("here", None, SHUFFLED, &mut device);
    let first = order(&tab);
    answer_shuffled(&mut tab, &mut device);
    let (result, unmarked) = (quiz(&tab, 0).result, quiz(&tab, 0).unmarked);
    assert_eq!(order(&tab), first);
    assert_eq!(unmarked, None);
    tab.send(&mut device, Message::Export);
    let file = tab.downloads.pop().unwrap();
    let mut other = Device::default();
    let mut there = Tab::closed("there");
    // A day later.
    there.seconds = 86_400;
    let open = open_board("there", None, SHUFFLED);
    there.send(&mut other, open);
    there.settle(&mut other);
    assert_ne!(order(&there), first);
    there.send(&mut other, Message::Import { text: file });
    there.settle(&mut other);
    assert_eq!(order(&there), first);
    assert_eq!(
        (quiz(&there, 0).result, quiz(&there, 0).unmarked),
        (result, None)
    );
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

/// A log in which the order was drawn from the activity alone, or was that of all guests, and stands there in no words.
#[test]
fn marks_of_an_older_log_stay() {
    marks_stay(Some("u-1"), "");
    marks_stay(None, "");
    marks_stay(None, "guest/");
}

fn marks_stay(learner: Option<&str>, before: &str) {
    let whose = learner.unwrap_or("guest");
    let score = |from: &str| {
        let board = read(SHUFFLED.as_bytes()).board.unwrap();
        let check = board.activities[0].more.check.clone().unwrap();
        choiceboard::progress::check::score(&check, &Answers::of(1), from, "en")
    };
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let differs = |id: &&str| score(id) != score(&format!("{whose}/{id}"));
    let id = ids.into_iter().find(differs).expect("one of eight");
    let board = SHUFFLED.replace("ID", id);
    let event = |n: u32, fields: Value| {
        let mut event = json!({ "id": format!("e{n}"), "at": format!("2026-11-21T09:0{n}:00Z"), "activity": id,
            "by": { "role": "learner", "id": whose } });
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
        event(
            2,
            json!({ "type": "answer", "score": score(&[before, id].concat()) })
        ),
    ]);
    let mut device = Device::default();
    let mut tab = sits(learner, &board, &mut device);
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
