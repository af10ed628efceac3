//! Standards as the screen says them.

use choiceboard::session::view::MasteryView;

use choiceboard::session::{Note, Planning};

use super::*;

const BOARD: &str = r#"{ "choiceboard": 1, "id": "n", "title": "N", "mastery": { "method": "latest" },
    "standards": [{ "id": "s", "title": "Counting", "code": "N1" }, { "id": "t", "title": "Measuring" }],
    "activities": [
        { "id": "a", "title": "A", "standards": ["s"], "check": { "pass": 0, "questions": [
            { "id": "q", "kind": "true_false", "text": "?", "answer": true } ] } },
        { "id": "b", "title": "B", "standards": ["t", "s"] } ] }"#;

fn said(phrase: &choiceboard::words::Phrase) -> String {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    tongue.text(phrase, &|ix| format!("activity {ix}"))
}

fn first(tab: &Tab) -> MasteryView {
    tab.session.standards().standards.remove(0)
}

fn answer(tab: &mut Tab, device: &mut Device, right: &str) {
    tab.act(device, Act::Give(0, "q".into(), Given::One(right.into())));
    tab.act(device, Act::Answer(0));
    tab.settle(device);
}

#[test]
fn a_level_comes_about_by_results_and_is_never_silently_lower() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let all = tab.session.standards();
    assert_eq!(said(&all.count), "0 of 2 with a result so far.");
    assert_eq!(said(&all.covered), "The board works on 2 of them.");
    assert_eq!(said(&all.method), "The newest result counts.");
    assert_eq!(said(&all.scale[2]), "Proficient, from 70%");
    let none = first(&tab);
    assert_eq!((none.level, none.levels), (0, 4));
    assert_eq!(said(&none.says), "No result yet");
    assert_eq!(none.helps, [0, 1]);

    tab.act(&mut device, Act::Start(0));
    answer(&mut tab, &mut device, "true");
    let high = first(&tab);
    assert_eq!(high.level, 4);
    assert_eq!(said(&high.says), "Mastered, 100%");
    assert_eq!(high.was, None);
    assert_eq!(said(&high.results[0].1), "Check: activity 0");
    assert_eq!(
        said(&tab.session.standards().count),
        "1 of 2 with a result so far."
    );

    tab.act(&mut device, Act::Again(0));
    answer(&mut tab, &mut device, "false");
    let low = first(&tab);
    assert_eq!(low.level, 1);
    assert_eq!(said(&low.says), "Attempted, 0%");
    let was = low.was.expect("it says so");
    assert_eq!(
        said(&was),
        "It was “Mastered” before. Newer results have changed it."
    );
    assert_eq!(low.results.len(), 2);
}

#[test]
fn it_says_what_the_board_the_plan_and_the_learner_reach() {
    let board = BOARD.replace(
        r#"{ "id": "t","#,
        r#"{ "id": "u", "title": "Nobody" }, { "id": "t","#,
    );
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    let covered = |tab: &Tab| said(&tab.session.standards().covered);
    assert_eq!(covered(&tab), "The board works on 2 of them.");
    let put_in = Note::Plan(0, Planning::In);
    tab.act(&mut device, Act::Note(Rc::new(put_in)));
    tab.settle(&mut device);
    assert_eq!(covered(&tab), "The board works on 2 of 3, your plan on 1.");
    let standards = tab.session.standards().standards;
    let planned: Vec<bool> = standards.iter().map(|it| it.planned).collect();
    assert_eq!(planned, [true, false, false]);
}

#[test]
fn a_board_without_standards_has_none() {
    let mut device = Device::default();
    let tab = Tab::open("one", &mut device);
    assert_eq!(tab.session.standards().standards, []);
}

#[test]
fn finished_work_that_nobody_checked_is_no_judgement_and_says_so() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    tab.act(&mut device, Act::Done(1));
    let all = tab.session.standards().standards;
    for standard in &all {
        assert_eq!(
            (standard.level, said(&standard.says).as_str()),
            (4, "Mastered, 100%, from finished work, not checked")
        );
        let (_, what, much) = &standard.results[0];
        assert_eq!(
            (said(what).as_str(), said(much).as_str()),
            ("Finished, not checked: activity 1", "100%")
        );
    }
    // A check has looked at one of them.
    tab.act(&mut device, Act::Start(0));
    answer(&mut tab, &mut device, "true");
    let now: Vec<String> = tab
        .session
        .standards()
        .standards
        .iter()
        .map(|it| said(&it.says))
        .collect();
    assert_eq!(
        now,
        [
            "Mastered, 100%",
            "Mastered, 100%, from finished work, not checked"
        ]
    );
    // Too few for the method: it says how many there are.
    let board = BOARD.replace(
        r#""method": "latest""#,
        r#""method": "n_times", "scale": [{ "title": "Some", "min": 10 }]"#,
    );
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    tab.act(&mut device, Act::Done(1));
    assert_eq!(
        said(&first(&tab).says),
        "1 of 3 results at “Some” or higher so far"
    );
}

#[test]
fn results_that_are_counted_are_counted_aloud() {
    let board = BOARD.replace(
        r#""method": "latest""#,
        r#""method": "n_times", "times": 2, "min": "proficient""#,
    );
    let mut device = Device::default();
    let mut tab = opened(&board, &mut device);
    assert_eq!(
        said(&tab.session.standards().method),
        "Once 2 results have reached “Proficient”, the average of all that do counts; lower ones do not."
    );
    assert_eq!(said(&first(&tab).says), "No result yet");
    tab.act(&mut device, Act::Start(0));
    let mut all = Vec::new();
    for right in ["false", "true", "true"] {
        answer(&mut tab, &mut device, right);
        let now = first(&tab);
        all.push((now.level, said(&now.says)));
        assert_eq!(now.was, None);
        tab.act(&mut device, Act::Again(0));
        tab.settle(&mut device);
    }
    let said = |level, says: &str| (level, String::from(says));
    assert_eq!(
        all,
        [
            said(
                1,
                "Attempted: 0 of 2 results at “Proficient” or higher so far"
            ),
            said(
                1,
                "Attempted: 1 of 2 results at “Proficient” or higher so far"
            ),
            said(4, "Mastered, 100%"),
        ]
    );
}

/// A path by standards: what it asks for is levels, and names no activity.
const PATH: &str = r#"{ "choiceboard": 1, "id": "p", "title": "P", "layout": "path",
    "mastery": { "method": "latest" }, "complete": { "mastery": "s", "min": "mastered" },
    "standards": [{ "id": "s", "title": "Counting" }],
    "activities": [
        { "id": "a", "title": "A", "standards": ["s"] },
        { "id": "b", "title": "B", "standards": ["s"], "requires": "a", "check": { "pass": 0, "questions": [
            { "id": "q", "kind": "true_false", "text": "?", "answer": true } ] } } ] }"#;

#[test]
fn where_levels_are_missing_the_head_names_one_activity_to_begin_with() {
    let mut device = Device::default();
    let mut tab = opened(PATH, &mut device);
    let step = |tab: &Tab| {
        let step = tab.session.head().step;
        step.map(|says| said(&says))
    };
    assert_eq!(
        said(&tab.session.head().missing),
        "Reach “Mastered” in Counting."
    );
    assert_eq!(
        step(&tab).as_deref(),
        Some("Begin with “activity 0”. It works on “Counting”.")
    );
    tab.act(&mut device, Act::Start(0));
    assert_eq!(
        step(&tab).as_deref(),
        Some("Go on with “activity 0”. You have started it.")
    );
    tab.act(&mut device, Act::Done(0));
    assert_eq!(
        said(&tab.session.head().missing),
        "You finished this board."
    );
    assert_eq!(step(&tab), None);
    // Where the sentence itself names what to do, nothing more is said.
    let tab = opened(BOARD, &mut Device::default());
    assert_eq!(tab.session.head().step, None);
}
