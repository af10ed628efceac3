//! Each condition that can lock an activity: why it is locked, word for word; the fact that opens it; and then it is open.

use std::rc::Rc;

use choiceboard::board::code_word::seal;
use choiceboard::rules::State;
use choiceboard::session::Message;
use choiceboard::words::{Plain, Tongue};
use serde_json::{Value, json};

use super::{Device, Tab, opened};

/// One case: the rule, the sentence, and the events that open it.
struct Case {
    rule: Value,
    says: &'static str,
    opens: Vec<Value>,
}

fn case(rule: Value, says: &'static str, opens: Vec<Value>) -> Case {
    Case { rule, says, opens }
}

fn done(activity: &str) -> Value {
    json!({ "type": "done", "activity": activity })
}

fn of_teacher(mut event: Value) -> Value {
    event["by"] = json!({ "role": "teacher", "id": "t-1" });
    event
}

/// The quick check of `q`, with this result.
fn result(percent: u32) -> Value {
    json!({ "type": "answer", "activity": "q", "score": percent })
}

fn cases() -> Vec<Case> {
    let code = seal("rain gauge", "k3");
    let low = json!({ "score": { "max": 59 }, "of": ["q"] });
    vec![
        case(json!("a"), "“A” comes first.", vec![done("a")]),
        case(
            json!({ "all": ["a", "b"] }),
            "“A” and “B” come first.",
            vec![done("a"), done("b")],
        ),
        case(
            json!({ "any": ["a", "b"] }),
            "Locked for now. “A” is still to do.",
            vec![done("b")],
        ),
        case(
            json!({ "at_least": 2, "of": ["a", "b", "c"] }),
            "Locked for now. 2 more: “A”, “B”, or “C”.",
            vec![done("a"), done("c")],
        ),
        case(
            json!({ "points": { "min": 5 } }),
            "Locked for now. 5 more points.",
            vec![done("a"), done("b")],
        ),
        case(
            json!({ "one_per": "tag", "of": ["a", "b"] }),
            "Locked for now. 1 from each of these: the activities tagged “x” and the activities tagged “y”.",
            vec![done("a"), done("b")],
        ),
        case(
            json!({ "score": { "min": 80 }, "of": ["q"] }),
            "Locked for now. 80 percent or more in the check of “Q”.",
            vec![result(80)],
        ),
        case(
            low,
            "Locked for now. From 0 to 59 percent in the check of “Q”.",
            vec![result(40)],
        ),
        case(
            json!({ "attempts": { "min": 2 }, "of": ["q"] }),
            "Locked for now. 2 more tries at the check of “Q”.",
            vec![result(20), result(40)],
        ),
        case(
            json!({ "mastery": "ratio", "min": "proficient" }),
            "Locked for now. Reach “Proficient” in Ratios.",
            vec![result(75)],
        ),
        case(
            json!({ "state": "submitted", "of": ["b"] }),
            "Locked for now. Still to hand in: “B”.",
            vec![
                json!({ "type": "submit", "activity": "b", "evidence": [{ "kind": "text", "value": "Wet." }] }),
                done("b"),
            ],
        ),
        case(
            json!({ "badge": "wet" }),
            "Locked for now. The badge “Wet” is still to be earned.",
            vec![done("c")],
        ),
        case(
            json!({ "level": 2 }),
            "Locked for now. 4 more points to level 2.",
            vec![done("a"), done("b")],
        ),
        case(
            json!({ "reflections": 2 }),
            "Locked for now. 2 more reflections.",
            vec![
                json!({ "type": "reflect", "text": "One." }),
                json!({ "type": "reflect", "text": "Two." }),
            ],
        ),
        case(
            json!({ "goals": 1 }),
            "Locked for now. 1 more goal.",
            vec![json!({ "type": "goal", "text": "Four panels" })],
        ),
        case(
            json!({ "check_ins": 1 }),
            "Locked for now. 1 more check-in.",
            vec![json!({ "type": "check_in", "mood": 4 })],
        ),
        case(
            json!({ "days": 1 }),
            "Locked for now. Work on 1 more day.",
            vec![json!({ "type": "start", "activity": "a" })],
        ),
        case(
            json!({ "feedback_read": true, "of": ["a"] }),
            "Locked for now. Your teacher’s feedback is still to come.",
            vec![
                of_teacher(json!({ "type": "comment", "activity": "a", "comment": "Go on." })),
                json!({ "type": "read_feedback", "activity": "a" }),
            ],
        ),
        case(
            json!({ "code": code }),
            "Locked for now. Enter the code word that your teacher tells you.",
            vec![json!({ "type": "code", "code": code })],
        ),
        case(
            json!({ "group": "g" }),
            "Locked for now. Your teacher decides this.",
            vec![of_teacher(json!({ "type": "group", "group": "g" }))],
        ),
    ]
}

fn board(rule: &Value) -> String {
    let board = json!({ "choiceboard": 1, "id": "water", "title": "Water", "layout": "list",
        "activities": [
            { "id": "a", "title": "A", "points": 2, "tags": ["x"] },
            { "id": "b", "title": "B", "points": 3, "tags": ["y"], "evidence": { "kinds": ["text"] } },
            { "id": "c", "title": "C", "points": 1 },
            { "id": "q", "title": "Q", "points": 1, "standards": ["ratio"], "check": { "pass": 0, "questions": [
                { "id": "wet", "kind": "true_false", "text": "Wet?", "answer": true } ] } },
            { "id": "last", "title": "Last", "points": 0, "requires": rule } ],
        "standards": [{ "id": "ratio", "title": "Ratios" }],
        "levels": [{ "title": "Drop", "points": 0 }, { "title": "Cloud", "points": 4 }],
        "groups": [{ "id": "g", "title": "The other way" }],
        "reflections": { "prompts": ["How?"] }, "goals": { "prompts": ["What?"] },
        "badges": [{ "id": "wet", "title": "Wet", "when": "c" }], "complete": "last" });
    board.to_string()
}

/// Why the last one is locked; nothing where it is open.
fn why(tab: &Tab) -> Option<String> {
    let ix = tab.session.find("last").expect("the last");
    let why = tab.session.tile(ix).expect("a tile").why?;
    let tongue = Tongue::english(Rc::new(Plain::default()));
    Some(tongue.text(&why, &|ix| tab.session.title(ix)))
}

fn is_open(tab: &Tab) -> bool {
    let ix = tab.session.find("last").expect("the last");
    tab.state(ix) == State::Open
}

fn bring_in(tab: &mut Tab, device: &mut Device, n: usize, mut event: Value) {
    event["id"] = json!(format!("e-{n}"));
    event["at"] = json!(format!("2026-11-21T09:{n:02}:00Z"));
    let text = json!([event]).to_string();
    tab.send(device, Message::Import { text });
    tab.settle(device);
}

#[test]
fn each_lock_says_why_and_opens_by_its_own_fact() {
    let mut wrong = Vec::new();
    for Case { rule, says, opens } in cases() {
        let mut device = Device::default();
        let mut tab = opened(&board(&rule), &mut device);
        let said = why(&tab).unwrap_or_default();
        if said != says || is_open(&tab) {
            wrong.push(format!("{rule} says: {said}"));
        }
        let all = opens.len();
        for (n, event) in opens.into_iter().enumerate() {
            if is_open(&tab) {
                wrong.push(format!("{rule} opens before {event}"));
            }
            bring_in(&mut tab, &mut device, n, event);
        }
        if !is_open(&tab) || why(&tab).is_some() {
            wrong.push(format!("{rule} stays shut after {all}: {:?}", why(&tab)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_date_opens_by_itself() {
    for (after, says) in [
        ("2026-11-22", "Locked for now. From 22 November 2026 on."),
        (
            "2026-11-21T10:30:00Z",
            "Locked for now. From 21 November 2026, 10:30 on.",
        ),
    ] {
        let rule = json!({ "after": after });
        let mut device = Device::default();
        let mut tab = opened(&board(&rule), &mut device);
        let said = why(&tab).expect("a lock");
        assert_eq!(said, says);
        tab.seconds += 86_400;
        tab.send(&mut device, Message::Tick);
        assert_eq!((is_open(&tab), why(&tab)), (true, None), "{rule}");
    }
    let mut device = Device::default();
    let mut tab = opened(&board(&json!({ "before": "2026-11-22" })), &mut device);
    assert!(is_open(&tab));
    tab.seconds += 86_400;
    tab.send(&mut device, Message::Tick);
    let said = why(&tab).expect("a lock");
    assert_eq!(
        said,
        "Locked, and nothing more can open it. It had to be before 22 November 2026."
    );
}

/// The page looks again when the teacher's words come into a panel that stands open.
#[test]
fn words_that_come_into_an_open_panel_are_read_when_it_is_looked_at_again() {
    let rule = json!({ "feedback_read": true, "of": ["a"] });
    let mut device = Device::default();
    let mut tab = opened(&board(&rule), &mut device);
    let a = tab.session.find("a").expect("a");
    tab.send(&mut device, Message::Looked(a));
    assert_eq!(tab.acts(&mut device), [""; 0], "nothing to read yet");
    let comment =
        |text: &str| of_teacher(json!({ "type": "comment", "activity": "a", "comment": text }));
    bring_in(&mut tab, &mut device, 1, comment("Go on."));
    assert_eq!(tab.session.panel(a).unwrap().comments.len(), 1);
    assert_eq!(
        why(&tab).as_deref(),
        Some("Locked for now. Read your teacher’s feedback on “A”.")
    );
    tab.send(&mut device, Message::Looked(a));
    assert!(is_open(&tab));
    // Once is enough; and what comes after that is to be read anew.
    tab.send(&mut device, Message::Looked(a));
    assert_eq!(tab.acts(&mut device), ["comment", "read_feedback"]);
}
