//! The plan: put in, taken out, moved and given a reason; what the screen says of it, and the days ahead.

use std::rc::Rc;

use choiceboard::session::view::{PlanView, WeekView};
use choiceboard::session::{Act, Effect, Message, Note, Planning};
use choiceboard::words::{Phrase, Plain, Tongue};
use serde_json::{Value, json};

use super::{Device, Tab, look_at, opened};

/// 2026-11-21, the day of these tests.
const TODAY: i32 = 20_778;

const BOARD: &str = r#"{
  "choiceboard": 1, "id": "water", "title": "Water", "columns": 3, "due": "2026-12-01", "points_goal": 40,
  "activities": [
    { "id": "a", "title": "A", "points": 10, "minutes": 20, "due": "2026-11-24", "standards": ["s"] },
    { "id": "b", "title": "B", "points": 10, "minutes": 15, "opens": "2026-11-26" },
    { "id": "c", "title": "C", "points": 10, "standards": ["t"] },
    { "id": "d", "title": "D", "points": 20 }, { "id": "e", "title": "E", "free": true }, { "id": "f", "title": "F" },
    { "id": "g", "title": "G", "requires": "f" }, { "id": "h", "title": "H" }, { "id": "i", "title": "I" }
  ],
  "standards": [{ "id": "s", "title": "S" }, { "id": "t", "title": "T" }],
  "complete": { "lines": 1 }
}"#;

fn change(tab: &mut Tab, device: &mut Device, ix: u32, planning: Planning) {
    note(tab, device, Note::Plan(ix, planning));
}

fn note(tab: &mut Tab, device: &mut Device, note: Note) {
    tab.act(device, Act::Note(Rc::new(note)));
}

/// The plans of the log, without what every event has.
fn plans(tab: &mut Tab, device: &mut Device) -> Vec<Value> {
    tab.send(device, Message::Export);
    let file: Value = serde_json::from_str(&tab.downloads.pop().unwrap()).unwrap();
    let all = file["events"].as_array().unwrap().iter().cloned();
    all.filter(|event| event["type"] == "plan")
        .map(|mut event| {
            let fields = event.as_object_mut().unwrap();
            for name in ["id", "at", "by", "type"] {
                assert!(fields.remove(name).is_some());
            }
            event
        })
        .collect()
}

fn said(tab: &Tab, phrase: &Phrase) -> String {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    tongue.text(phrase, &|ix| tab.session.title(ix))
}

fn notes(tab: &Tab, view: &PlanView) -> Vec<String> {
    view.notes.iter().map(|says| said(tab, says)).collect()
}

fn sum(tab: &Tab, view: &PlanView, name: &str) -> (String, Option<bool>) {
    let sum = view.sums.iter().find(|sum| sum.name == name).unwrap();
    (said(tab, &sum.says), sum.met)
}

fn announced(tab: &mut Tab) -> Vec<String> {
    let says = tab.session.notice().announce;
    let says = says.iter().map(|says| said(tab, says)).collect();
    let stamp = tab.stamp();
    tab.session.update(Message::Heard, stamp);
    says
}

/// What a day of the week brings: what is said of it, and what is planned.
fn day(tab: &Tab, week: &WeekView, day: i32) -> (Vec<String>, Vec<u32>) {
    let on = week.days.iter().find(|on| on.day.day == day).unwrap();
    let notes = on.notes.iter().map(|says| said(tab, says)).collect();
    (notes, on.planned.clone())
}

#[test]
fn what_is_put_in_adds_up_and_is_said() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    // What is not there is not taken out, and no plan is written.
    change(&mut tab, &mut device, 0, Planning::Out);
    change(&mut tab, &mut device, 0, Planning::On(None));
    assert_eq!(plans(&mut tab, &mut device), [] as [Value; 0]);
    let view = tab.session.plan();
    assert!(view.open && view.items.is_empty() && view.history.is_empty());
    assert_eq!(
        said(&tab, &view.leads),
        "Nothing more is planned. What is missing: 2 more in the middle row: D and F."
    );
    // Not the free space.
    let others: Vec<&str> = view
        .others
        .iter()
        .map(|(_, title)| title.as_str())
        .collect();
    assert_eq!(others, ["A", "B", "C", "D", "F", "G", "H", "I"]);
    announced(&mut tab);

    change(&mut tab, &mut device, 0, Planning::In);
    assert_eq!(announced(&mut tab), ["It is in your plan."]);
    let view = tab.session.plan();
    assert_eq!(view.items.len(), 1);
    assert_eq!(
        said(&tab, &view.leads),
        "With this plan something is still missing: 1 more in the falling diagonal: I."
    );
    assert!(!view.is_good);
    change(&mut tab, &mut device, 8, Planning::In);
    // Once more is once.
    change(&mut tab, &mut device, 8, Planning::In);
    let view = tab.session.plan();
    assert_eq!(
        said(&tab, &view.leads),
        "With this plan the board is finished."
    );
    assert!(view.is_good);
    assert_eq!(sum(&tab, &view, "rule"), ("Met".into(), Some(true)));
    assert_eq!(sum(&tab, &view, "points"), ("11 of 40".into(), Some(false)));
    assert_eq!(
        sum(&tab, &view, "time"),
        ("20 minutes, and 1 activity that says no time".into(), None)
    );
    assert_eq!(
        sum(&tab, &view, "standards"),
        ("1 of 2".into(), Some(false))
    );
    assert_eq!(
        notes(&tab, &view),
        ["For 40 points you lack 29. Add D and B."]
    );
    assert!(!view.others.iter().any(|(ix, _)| [0, 8].contains(ix)));
    assert_eq!(view.asks, None);

    // What counts already is part of it, and takes no more time.
    tab.act(&mut device, Act::Done(0));
    let view = tab.session.plan();
    assert_eq!(
        sum(&tab, &view, "time").0,
        "0 minutes, and 1 activity that says no time"
    );
    tab.act(&mut device, Act::Done(8));
    let view = tab.session.plan();
    assert_eq!(view.leads.key, "head-finished");
    assert_eq!(view.items.len(), 2);
    assert_eq!(plans(&mut tab, &mut device).len(), 2);
}

#[test]
fn days_that_do_not_suit_are_named_and_the_days_ahead_show_them_all() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    for (ix, on) in [(0, TODAY + 5), (1, TODAY + 1), (2, TODAY + 11), (3, TODAY)] {
        change(&mut tab, &mut device, ix, Planning::In);
        change(&mut tab, &mut device, ix, Planning::On(Some(on)));
    }
    // Of what is not planned, a day says nothing.
    change(&mut tab, &mut device, 5, Planning::On(Some(TODAY)));
    let last = plans(&mut tab, &mut device).pop().unwrap();
    assert_eq!(
        last,
        json!({ "activities": ["a", "b", "c", "d"],
            "days": { "a": "2026-11-26", "b": "2026-11-22", "c": "2026-12-02", "d": "2026-11-21" } })
    );
    let view = tab.session.plan();
    assert_eq!(view.items[3].day.unwrap().day, TODAY);
    assert_eq!(view.days.len(), 14);
    assert!(!view.is_good);
    assert_eq!(
        notes(&tab, &view),
        [
            "A is due on 24 November 2026, before the day you have planned it for.",
            "B opens on 26 November 2026, after the day you have planned it for.",
            "C is planned for a day after the board is due (1 December 2026).",
        ]
    );

    let goal = Note::Type {
        form: "goal".into(),
        name: "text",
        text: "Four panels".into(),
    };
    note(&mut tab, &mut device, goal);
    let until = Note::Type {
        form: "goal".into(),
        name: "until",
        text: "2026-11-25".into(),
    };
    note(&mut tab, &mut device, until);
    note(&mut tab, &mut device, Note::Goal);
    let week = tab.session.week();
    assert_eq!(said(&tab, &week.title), "The days until 1 December 2026");
    assert_eq!(week.days.len(), 11);
    assert!(week.days[0].is_today && !week.days[1].is_today);
    assert_eq!(day(&tab, &week, TODAY), (vec![], vec![3]));
    assert_eq!(day(&tab, &week, TODAY + 1), (vec![], vec![1]));
    assert_eq!(
        day(&tab, &week, TODAY + 3),
        (vec!["A is due".into()], vec![])
    );
    assert_eq!(
        day(&tab, &week, TODAY + 4),
        (vec!["Goal: Four panels".into()], vec![])
    );
    assert_eq!(
        day(&tab, &week, TODAY + 5),
        (vec!["B opens".into()], vec![0])
    );
    assert_eq!(
        day(&tab, &week, TODAY + 10),
        (vec!["The board is due".into()], vec![])
    );

    // The day after.
    tab.seconds += 86_400;
    let stamp = tab.stamp();
    let update = tab.session.update(Message::Tick, stamp);
    assert!(update.changed.badges, "the days ahead are drawn anew");
    let stamp = tab.stamp();
    assert!(!tab.session.update(Message::Tick, stamp).changed.badges);
    let view = tab.session.plan();
    assert!(
        notes(&tab, &view)
            .contains(&"The day you planned for D has passed (21 November 2026).".to_owned())
    );
    assert_eq!(view.items[3].day.unwrap().day, TODAY);
    assert_eq!(tab.session.week().days[0].day.day, TODAY + 1);
}

#[test]
fn without_a_date_near_enough_it_is_seven_days() {
    let mut device = Device::default();
    for (due, days) in [
        ("2026-11-21", 7),
        ("2026-11-22", 2),
        ("2026-12-04", 14),
        ("2026-12-05", 7),
        ("2026-11-01", 7),
        ("9999-12-31", 7),
    ] {
        let board = BOARD.replace("2026-12-01", due);
        let tab = opened(&board, &mut device);
        assert_eq!(tab.session.week().days.len(), days, "{due}");
    }
}

#[test]
fn a_change_is_asked_for_its_reason_and_never_held_up_by_it() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    change(&mut tab, &mut device, 0, Planning::In);
    change(&mut tab, &mut device, 2, Planning::In);
    // An hour later.
    tab.seconds += 3600;
    change(&mut tab, &mut device, 0, Planning::Out);
    let asks = tab.session.plan().asks.unwrap();
    assert_eq!(said(&tab, &asks.says[0]), "Taken out: A.");
    // A reason without words is none.
    note(&mut tab, &mut device, Note::Because);
    let trouble = tab.session.note_status("plan_because").1.unwrap();
    assert_eq!(trouble.key, "note-empty");
    announced(&mut tab);
    let because = Note::Type {
        form: "plan_because".into(),
        name: "text",
        text: " It rains. ".into(),
    };
    note(&mut tab, &mut device, because);
    note(&mut tab, &mut device, Note::Because);
    assert_eq!(announced(&mut tab), ["Your reason is kept with your plan."]);
    assert_eq!(tab.session.noted("plan_because", "text"), "");
    let view = tab.session.plan();
    assert_eq!(view.asks, None);
    let told: Vec<_> = view
        .history
        .iter()
        .map(|change| change.because.as_str())
        .collect();
    assert_eq!(told, ["It rains.", ""]);
    let last = plans(&mut tab, &mut device).pop().unwrap();
    assert_eq!(last, json!({ "activities": ["c"], "because": "It rains." }));

    // Moving what had a day is a change, a first day is none.
    tab.seconds += 3600;
    change(&mut tab, &mut device, 2, Planning::On(Some(TODAY + 2)));
    assert_eq!(tab.session.plan().asks, None);
    tab.seconds += 3600;
    change(&mut tab, &mut device, 2, Planning::On(None));
    let asks = tab.session.plan().asks.unwrap();
    assert_eq!(said(&tab, &asks.says[0]), "C no longer has a day.");
    // Tomorrow nobody asks.
    tab.seconds += 86_400;
    tab.send(&mut device, Message::Tick);
    assert_eq!(tab.session.plan().asks, None);
}

#[test]
fn nothing_is_said_to_be_planned_before_it_is_stored_and_two_acts_at_once_both_count() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let mut puts = Vec::new();
    for ix in [0, 2] {
        let stamp = tab.stamp();
        let act = Act::Note(Rc::new(Note::Plan(ix, Planning::In)));
        let update = tab.session.update(Message::Act(act), stamp);
        puts.extend(update.effects);
        assert_eq!(tab.session.plan().items.len(), 0);
    }
    // The second waits for the answer to the first.
    while let Some(effect) = puts.pop() {
        let Effect::Put { ticket, .. } = effect else {
            panic!("{effect:?}");
        };
        let stamp = tab.stamp();
        let result = Ok(());
        let update = tab.session.update(Message::Put { ticket, result }, stamp);
        puts.extend(
            update
                .effects
                .into_iter()
                .filter(|effect| matches!(effect, Effect::Put { .. })),
        );
        assert!(puts.len() < 3);
    }
    let items: Vec<u32> = tab
        .session
        .plan()
        .items
        .iter()
        .map(|item| item.ix)
        .collect();
    assert_eq!(items, [0, 2]);
}

#[test]
fn what_the_board_does_not_know_goes_with_the_plan() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let file = json!({ "choiceboard_log": 1, "board": "water", "events": [
        { "id": "x", "at": "2026-11-20T10:00:00Z", "by": { "role": "learner", "id": "guest" }, "type": "plan",
          "activities": ["gone", "a", "e"], "days": { "gone": "2026-11-30", "a": "0001-01-01" }, "because": "<b>" },
        { "id": "y", "at": "2026-11-20T11:00:00Z", "by": { "role": "learner", "id": "guest" }, "type": "plan",
          "activities": 7, "days": { "a": "2026-11-30" } },
    ] });
    let text = file.to_string();
    tab.send(&mut device, Message::Import { text });
    tab.settle(&mut device);
    let view = tab.session.plan();
    let items: Vec<u32> = view.items.iter().map(|item| item.ix).collect();
    assert_eq!(items, [0, 4]);
    assert!(notes(&tab, &view)[0].starts_with("The day you planned for A has passed"));
    change(&mut tab, &mut device, 2, Planning::In);
    let last = plans(&mut tab, &mut device).pop().unwrap();
    assert_eq!(
        last,
        json!({ "activities": ["gone", "a", "e", "c"], "days": { "a": "0001-01-01", "gone": "2026-11-30" } })
    );
    // An index that is none.
    change(&mut tab, &mut device, 999, Planning::In);
    assert_eq!(plans(&mut tab, &mut device).len(), 3);
    assert_eq!(tab.session.plan().items.len(), 3);
}

#[test]
fn the_panel_offers_the_plan_to_whoever_plans() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let planned = |tab: &Tab, ix: u32| {
        let help = tab.session.panel(ix).unwrap().help;
        help.and_then(|help| help.planned)
    };
    // Nobody plans yet: the first panel stays as small as it was.
    assert_eq!(tab.session.panel(0).unwrap().help, None);
    change(&mut tab, &mut device, 0, Planning::In);
    assert_eq!(planned(&tab, 0), Some(true));
    assert_eq!(planned(&tab, 2), Some(false));
    assert_eq!(planned(&tab, 4), None, "a free space");
    tab.act(&mut device, Act::Done(0));
    assert_eq!(planned(&tab, 0), None, "it counts");
    change(&mut tab, &mut device, 0, Planning::Out);
    assert!(tab.session.plan().items.is_empty());
    assert_eq!(planned(&tab, 2), Some(false));
    // Whoever starts is offered it too.
    let mut other = opened(BOARD, &mut Device::default());
    other.act(&mut Device::default(), Act::Start(2));
    assert_eq!(planned(&other, 2), Some(false));
}

#[test]
fn a_page_to_look_at_shows_the_plan_and_takes_nothing() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    change(&mut tab, &mut device, 0, Planning::In);
    tab.seconds += 3600;
    change(&mut tab, &mut device, 0, Planning::Out);
    change(&mut tab, &mut device, 2, Planning::In);
    tab.settle(&mut device);
    let mut looks = Tab::closed("looks");
    looks.seconds = tab.seconds;
    looks.send(&mut device, look_at("looks", BOARD));
    looks.settle(&mut device);
    let view = looks.session.plan();
    assert!(!view.open && view.others.is_empty() && view.asks.is_none());
    assert_eq!((view.items.len(), view.history.len()), (1, 2));
    assert_eq!(looks.session.panel(2).unwrap().help, None);
    let kept = (device.local.clone(), device.database.clone());
    change(&mut looks, &mut device, 5, Planning::In);
    looks.settle(&mut device);
    assert_eq!((device.local, device.database), kept);
}

#[test]
fn a_menu_too_full_and_a_path_too_short_are_said_in_words() {
    let menu = r#"{ "choiceboard": 1, "id": "m", "title": "M",
        "sections": [{ "id": "x", "title": "Main", "choose": { "min": 1, "max": 1 }, "activities": ["a", "b"] },
            { "id": "y", "title": "Path", "layout": "path", "activities": ["c", "d"] }],
        "activities": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" },
            { "id": "d", "title": "D", "requires": "c" }],
        "complete": { "all": [{ "at_least": 1, "of": { "section": "x" } }, "d"] } }"#;
    let mut device = Device::default();
    let mut tab = opened(menu, &mut device);
    for ix in [0, 1, 3] {
        change(&mut tab, &mut device, ix, Planning::In);
    }
    let view = tab.session.plan();
    assert_eq!(view.leads.key, "plan-leads-but");
    assert!(!view.is_good);
    assert_eq!(
        notes(&tab, &view),
        [
            "Main: you can take up 1, and with this plan it would be 2. Take out A or B.",
            "D stays locked with this plan. “C” comes first.",
        ]
    );
    // Sentences lead to what they name.
    let why = format!("{:?}", view.notes[1]);
    assert!(why.contains("Activity(2)"), "{why}");
}

#[test]
fn a_rule_that_the_plan_breaks_is_told_from_one_that_is_broken_already() {
    let sums = r#"{ "choiceboard": 1, "id": "s", "title": "S", "columns": 2, "activities": [
        { "id": "a", "title": "A", "points": 20 }, { "id": "b", "title": "B", "points": 50 },
        { "id": "c", "title": "C", "points": 50 }, { "id": "d", "title": "D", "points": 80 } ],
        "complete": { "points": { "exactly": 100 } } }"#;
    let mut device = Device::default();
    let mut tab = opened(sums, &mut device);
    change(&mut tab, &mut device, 1, Planning::In);
    let view = tab.session.plan();
    assert_eq!(
        said(&tab, &view.leads),
        "With this plan something is still missing: Exactly 50 more points."
    );
    assert_eq!(notes(&tab, &view), ["C would help."]);
    change(&mut tab, &mut device, 3, Planning::In);
    let view = tab.session.plan();
    assert_eq!(
        said(&tab, &view.leads),
        "This plan breaks a rule of the board. 130 points are too many: exactly 100 are wanted."
    );
    assert_eq!(sum(&tab, &view, "rule").0, "Broken");
    assert_eq!(
        notes(&tab, &view),
        ["Without B or D it would still be possible."]
    );
    // Done and not only planned: nothing in the plan is to blame.
    tab.act(&mut device, Act::Done(1));
    tab.act(&mut device, Act::Done(3));
    let view = tab.session.plan();
    assert_eq!(view.leads.key, "rule-impossible");
    assert_eq!(view.notes, []);
    let head = tab.session.head();
    assert_eq!(said(&tab, &view.leads), said(&tab, &head.missing));
}

#[test]
fn the_plan_is_said_in_every_language() {
    for language in ["de", "es", "ar"] {
        let path = format!("{}/locales/{language}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let messages = choiceboard::words::Catalogue::read(&text).unwrap();
        let english = choiceboard::words::Catalogue::english();
        let mut seen = 0;
        for key in english.keys().filter(|key| key.starts_with("plan-")) {
            assert_ne!(messages.get(key), english.get(key), "{language}: {key}");
            seen += usize::from(messages.get(key).is_some());
        }
        assert!(seen > 40, "{language}: {seen}");
    }
}

#[test]
fn what_is_taken_out_and_put_in_again_at_once_keeps_its_day() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    change(&mut tab, &mut device, 0, Planning::In);
    let today = tab.session.plan().days[0].day;
    let on = Planning::On(Some(today + 3));
    change(&mut tab, &mut device, 0, on);
    let on_day = |tab: &Tab| {
        let plan = tab.session.plan();
        plan.items.first().and_then(|item| Some(item.day?.day))
    };
    change(&mut tab, &mut device, 0, Planning::Out);
    assert_eq!(on_day(&tab), None);
    change(&mut tab, &mut device, 0, Planning::In);
    assert_eq!(on_day(&tab), Some(today + 3));
    // Both pressed before anything is stored.
    for planning in [Planning::Out, Planning::In] {
        let note = Note::Plan(0, planning);
        tab.act(&mut device, Act::Note(Rc::new(note)));
    }
    tab.settle(&mut device);
    assert_eq!(on_day(&tab), Some(today + 3));
    // Some minutes later it is a plan of its own.
    change(&mut tab, &mut device, 0, Planning::Out);
    tab.seconds += 300;
    tab.send(&mut device, Message::Tick);
    change(&mut tab, &mut device, 0, Planning::In);
    assert_eq!(on_day(&tab), None);
}
