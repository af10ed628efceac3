use super::super::uuid::{uuid_number, uuid_text};
use super::*;
use crate::board::{layout, read};
use crate::progress::{Actor, Extra, Planned, read_events};
use serde_json::{Value, json};
use std::sync::OnceLock;

mod laws;

/// What SCORM 1.2 promises to keep.
const ROOM: usize = 4_096;

/// 2026-11-21T10:00:00Z
const MORNING: i64 = 1_795_255_200_000;

const LATER: Clock = Clock {
    now: MORNING + 100 * 86_400_000,
    offset: 60,
};

fn edition(board: &Value) -> Arc<Edition> {
    let reading = read(board.to_string().into_bytes());
    let board = reading.board.expect("a board");
    let ground = layout(&board);
    Arc::new(Edition::new(board, ground))
}

/// Sixty activities with a check each and ten badges.
fn large() -> Arc<Edition> {
    static LARGE: OnceLock<Arc<Edition>> = OnceLock::new();
    LARGE.get_or_init(sixty).clone()
}

fn sixty() -> Arc<Edition> {
    let activities: Vec<Value> = (0..60)
        .map(|at| {
            json!({ "id": format!("activity-{at}"), "title": format!("Activity {at}"), "points": 10,
                "check": { "pass": 60, "questions": [{ "kind": "number", "prompt": "7 x 8", "answer": 56 }] } })
        })
        .collect();
    let badges: Vec<Value> = (1..=10)
        .map(|at| json!({ "id": format!("badge-{at}"), "title": "B", "when": { "at_least": 6 * at } }))
        .collect();
    edition(
        &json!({ "choiceboard": 1, "id": "large", "title": "Large", "columns": 6, "activities": activities, "badges": badges }),
    )
}

/// An event as our own page writes it, so many seconds into the morning.
fn event(edition: &Edition, second: usize, ix: Option<Ix>, fact: Fact) -> Event {
    let at = MORNING + second as i64 * 1_000 + (second as i64 * 37) % 1_000;
    let chance = (second as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834);
    let number = (at as u128) << 80 | chance & ((1 << 80) - 1);
    let number = number & !(3 << 62) | 2 << 62;
    let activity = ix.and_then(|ix| edition.activity(ix));
    Event {
        id: uuid_text(with_version(number, 7)),
        at,
        offset: Some(60),
        by: Actor {
            role: Role::Learner,
            id: "u-17".into(),
        },
        activity: activity.map(|activity| activity.id.as_str().into()),
        revision: activity.map(|activity| activity.revision.hex().into()),
        fact,
        extra: Extra::default(),
    }
}

/// Everything done, with its check, badges and goals.
fn all_done(edition: &Edition) -> Log {
    let mut events = Vec::new();
    let mut second = 0;
    let mut add = |ix: Option<Ix>, fact: Fact| {
        second += 97;
        events.push(event(edition, second, ix, fact));
    };
    let ids = |end: u32| (0..end).map(|ix| format!("activity-{ix}")).collect();
    add(
        None,
        Fact::Offered {
            activities: ids(60),
        },
    );
    for ix in 0..60 {
        let score = Some(60.0 + f64::from(ix % 40));
        if ix % 6 == 0 {
            let text = format!("Finish the column of number {ix} by Friday");
            add(Some(ix), Fact::Goal { text, until: None });
        }
        for fact in [
            Fact::Choose,
            Fact::Start,
            Fact::Answer { score },
            Fact::Done,
        ] {
            add(Some(ix), fact);
        }
        if ix % 6 == 5 {
            let badge = format!("badge-{}", ix / 6 + 1);
            let because = ids(ix + 1);
            add(None, Fact::Earn { badge, because });
        }
    }
    Log::from_iter(events)
}

/// A plan of these activities, with a reason.
fn planned(ids: &[&str], because: &str) -> Fact {
    Fact::Plan(Box::new(Planned {
        activities: Some(ids.iter().map(|id| (*id).to_owned()).collect()),
        days: [("activity-1".to_owned(), 20_789)].into(),
        because: because.to_owned(),
    }))
}

#[test]
fn where_room_is_scarce_the_last_plan_goes_before_all_others() {
    let edition = large();
    let mut events: Vec<Event> = all_done(&edition).iter().cloned().collect();
    let plans = [
        planned(&["activity-1", "activity-2"], ""),
        planned(&["activity-1"], &"It rains. ".repeat(9)),
        planned(&["activity-1", "activity-7", "gone"], "Sunny"),
    ];
    for (second, fact) in (90_000..).zip(plans) {
        events.push(event(&edition, second, None, fact));
    }
    let log = Log::from_iter(events);
    let last = log.newest().unwrap().clone();
    let all = pack("m1", &log, &edition, "u-17", LATER, usize::MAX);
    let there = |tight: &Tight| {
        let events = unpack(&tight.text, &Log::new(), &edition, "u-17")
            .unwrap()
            .events;
        let log = Log::from_iter(events);
        Progress::replay(edition.clone(), &log, LATER)
            .plan()
            .cloned()
    };
    let whole = Progress::replay(edition.clone(), &log, LATER)
        .plan()
        .cloned();
    assert_eq!(there(&all), whole);
    let room = all.text.encode_utf16().count() - 1;
    let tight = pack("m1", &log, &edition, "u-17", LATER, room);
    assert_eq!(tight.left.len(), 2);
    assert!(!tight.left.contains(&last.id));
    let plan = there(&tight).unwrap();
    assert_eq!(plan.activities, ["activity-1", "activity-7", "gone"]);
    assert_eq!(plan.days, whole.unwrap().days);
}

#[test]
fn sixty_activities_all_done_fit_into_what_scorm_1_2_keeps() {
    let edition = large();
    let log = all_done(&edition);
    let tight = pack("m1", &log, &edition, "u-17", LATER, ROOM);
    assert!(tight.text.is_ascii());
    let all = pack("m1", &log, &edition, "u-17", LATER, usize::MAX);
    assert!(all.text.len() <= ROOM, "{} units", all.text.len());
    assert_eq!(tight.left, [""; 0]);
    // On another computer.
    let Unpacked { mark, events, .. } = unpack(&tight.text, &Log::new(), &edition, "u-17").unwrap();
    assert_eq!(mark, "m1");
    for event in &events {
        assert_eq!(log.get(&event.id), Some(event));
    }
    let whole = Progress::replay(edition.clone(), &log, LATER);
    let there = Progress::replay(edition.clone(), &Log::from_iter(events.clone()), LATER);
    assert_eq!(whole.points().number(), 600.0);
    assert_eq!(whole.badges().ids(&edition).len(), 10);
    assert!(is_same(&whole, &there));
    // And back on the first one there is nothing new.
    let here = unpack(&tight.text, &log, &edition, "u-17").unwrap();
    assert_eq!(here.events, []);
    assert_eq!(here.known.len(), events.len());
}

#[test]
fn long_texts_stay_on_the_device_and_are_named() {
    let edition = edition(
        &json!({ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A", "evidence": { "kinds": ["text"], "required": true } },
        { "id": "b", "title": "B" } ] }),
    );
    let text = |words: usize| "Wörter ".repeat(words);
    let piece = |value: String| Handed {
        kind: "text".into(),
        value,
        ..Handed::default()
    };
    let submit = |words| Fact::Submit {
        evidence: vec![piece(text(words))],
    };
    let facts = [
        (0, Fact::Choose),
        (0, submit(2_000)),
        (0, Fact::Done),
        (
            1,
            Fact::Reflect {
                text: text(900),
                prompt: None,
                confidence: None,
            },
        ),
        (1, Fact::Done),
    ];
    let events = facts.into_iter().zip(1..);
    let log =
        Log::from_iter(events.map(|((ix, fact), second)| event(&edition, second, Some(ix), fact)));
    let tight = pack("m", &log, &edition, "u-17", LATER, ROOM);
    assert!(units(&tight.text) <= ROOM);
    let ids: Vec<&str> = log
        .iter()
        .filter(|event| matches!(event.fact, Fact::Submit { .. } | Fact::Reflect { .. }))
        .map(|event| event.id.as_str())
        .collect();
    assert_eq!(tight.left, ids);
    let Unpacked { events, .. } = unpack(&tight.text, &Log::new(), &edition, "u-17").unwrap();
    let whole = Progress::replay(edition.clone(), &log, LATER);
    let there = Progress::replay(edition.clone(), &Log::from_iter(events.clone()), LATER);
    assert!(is_same(&whole, &there));
    let state = there.standing(0).map(|standing| standing.state);
    assert_eq!(state, Some(State::Done));
    // The device that has the text whole takes nothing for it, and what both come to is the same again.
    let here = unpack(&tight.text, &log, &edition, "u-17").unwrap();
    assert_eq!(here.events, []);
    let mut both = log.clone();
    both.extend(events);
    let both = Progress::replay(edition.clone(), &both, LATER);
    assert!(is_same(&whole, &both));
    // Where there is room they are in it.
    let roomy = pack("m", &log, &edition, "u-17", LATER, 64_000);
    assert_eq!(roomy.left, [""; 0]);
    let Unpacked { events, .. } = unpack(&roomy.text, &Log::new(), &edition, "u-17").unwrap();
    let handed = events
        .iter()
        .any(|event| matches!(&event.fact, Fact::Submit { evidence } if evidence[0].value == text(2_000)));
    assert!(handed);
}

#[test]
fn a_board_that_was_edited_keeps_what_can_be_kept() {
    let before = edition(
        &json!({ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" } ] }),
    );
    let after = edition(
        &json!({ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "c", "title": "Quite another task" }, { "id": "x", "title": "X" }, { "id": "a", "title": "A" } ] }),
    );
    let events = (0..3).map(|ix| event(&before, ix as usize + 1, Some(ix), Fact::Done));
    let log = Log::from_iter(events);
    let tight = pack("m", &log, &before, "u-17", LATER, ROOM);
    let Unpacked { events, .. } = unpack(&tight.text, &Log::new(), &after, "u-17").unwrap();
    let names: Vec<&str> = events
        .iter()
        .filter_map(|event| event.activity.as_deref())
        .collect();
    assert_eq!(names, ["a", "c"]);
    let progress = Progress::replay(after.clone(), &Log::from_iter(events), LATER);
    assert!(!progress.is_outdated(2));
    assert!(progress.is_outdated(0), "it was another task");
}

#[test]
fn of_what_is_typed_the_last_goes_and_nothing_else() {
    let edition = large();
    let typed = |at: usize| {
        let (kind, value) = (String::from("text"), format!("{at} ").repeat(at * 20));
        event(&edition, at, Some(0), Fact::Draft { kind, value })
    };
    let mut log = Log::from_iter((1..12).map(typed));
    log.insert(event(&edition, 0, Some(0), Fact::Choose));
    let tight = pack("m", &log, &edition, "u-17", LATER, ROOM);
    assert_eq!(tight.left, [""; 0]);
    let there = unpack(&tight.text, &Log::new(), &edition, "u-17").unwrap();
    let drafts: Vec<&Event> = there
        .events
        .iter()
        .filter(|event| matches!(event.fact, Fact::Draft { .. }))
        .collect();
    assert_eq!(drafts, [&typed(11)]);
}

#[test]
fn other_texts_are_none() {
    let edition = large();
    let unpacked = |text: &str| unpack(text, &Log::new(), &edition, "u-17");
    let whole = pack("m", &all_done(&edition), &edition, "u-17", LATER, ROOM).text;
    for text in ["", "0", "2m", "hello", "{}", "1", "1BmB", "1é"] {
        assert_eq!(unpacked(text), None, "{text}");
    }
    let all = unpacked(&whole).unwrap().events;
    for text in ["1BmA", "1BmAc", "1BmA!B"] {
        assert!(unpacked(text).is_some_and(|unpacked| unpacked.events.is_empty()));
    }
    // Cut off anywhere, as by an LMS that keeps less than it promised: what comes before.
    let mut most = 0;
    for end in 0..whole.len() {
        if let Some(unpacked) = unpacked(&whole[..end]) {
            assert_eq!(unpacked.events, all[..unpacked.events.len()]);
            most = unpacked.events.len();
        }
    }
    assert_eq!(most, all.len() - 1);
}

/// A short text for which there is room stays, whatever others there are.
#[test]
fn no_more_texts_are_left_out_than_must_be() {
    let edition = large();
    let log = all_done(&edition);
    let whole = pack("m1", &log, &edition, "u-17", LATER, usize::MAX);
    let goals = |tight: &Tight| {
        let events = unpack(&tight.text, &Log::new(), &edition, "u-17").unwrap();
        let events = events.events.into_iter();
        let goals = events.filter(|event| matches!(event.fact, Fact::Goal { .. }));
        goals.map(|event| event.id).collect::<BTreeSet<String>>()
    };
    let all = goals(&whole);
    assert_eq!(all.len(), 10);
    let size = |id: &String| match &log.get(id).unwrap().fact {
        Fact::Goal { text, .. } => text.len(),
        _ => 0,
    };
    for lacking in [1, 40, 90, 400] {
        let room = units(&whole.text) - lacking;
        let tight = pack("m1", &log, &edition, "u-17", LATER, room);
        assert!(units(&tight.text) <= room);
        let there = goals(&tight);
        let gone: BTreeSet<String> = tight.left.iter().cloned().collect();
        assert_eq!(
            &there | &gone,
            all,
            "nothing but goals, and each of them named"
        );
        assert!(gone.iter().map(size).min() >= there.iter().map(size).max());
        // Each takes some twenty signs and its text: one less, and there would be no room.
        let least = gone.iter().map(|id| 17 + size(id)).min().unwrap();
        assert!(
            units(&tight.text) + 2 * least > room,
            "{lacking}: {} gone",
            gone.len()
        );
        assert_eq!(gone.len(), usize::div_ceil(lacking, 62).max(1), "{lacking}");
    }
}
