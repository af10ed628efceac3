//! Pictures as answers: where they lie, and the words that stand for them.

use choiceboard::board::{beside, look_beside, read};
use choiceboard::progress::check::Given;
use choiceboard::session::Act;

use super::check::{BOARD, english, give, quiz};
use super::device::open_board_in;
use super::{Device, Tab, opened};

#[test]
fn a_picture_is_an_answer_by_the_words_for_it() {
    let mut device = Device::default();
    let mut tab = opened(BOARD, &mut device);
    let options = quiz(&tab, 0).questions[2].options.clone();
    let names: Vec<_> = options
        .iter()
        .map(|of| (of.value.as_str(), of.name()))
        .collect();
    assert_eq!(
        names,
        [("Rain", "Rain".to_owned()), ("Sun", "Sun".to_owned())]
    );
    assert!(options.iter().all(|of| of.image.is_some()));
    for (key, text) in [("q1", "true"), ("q2", "8"), ("q3", "Rain")] {
        give(&mut tab, &mut device, key, text);
    }
    tab.act(&mut device, Act::Answer(0));
    let view = quiz(&tab, 0);
    assert_eq!(view.result.unwrap().key, "check-passed");
    assert_eq!(view.questions[2].mark.as_ref().unwrap().says, ["It is."]);
}

/// Rain and sun lie beside the board, and are led to where it lies.
fn are_packed(board: &str) {
    let reading = read(board.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let mut board = reading.board.unwrap();
    assert_eq!(beside(&board), ["images/rain.svg", "images/sun.svg"]);
    look_beside(&mut board, Some("boards/"));
    assert_eq!(
        beside(&board),
        ["boards/images/rain.svg", "boards/images/sun.svg"]
    );
}

#[test]
fn pictures_in_answers_lie_beside_the_board_and_are_packed_with_it() {
    are_packed(BOARD);
}

#[test]
fn a_picture_without_words_for_it_is_told() {
    for (answer, codes) in [
        (r#"{ "image": { "src": "x.svg" } }"#, vec!["missing-alt"]),
        (
            r#"{ "image": { "src": "x.svg", "alt": "" } }"#,
            vec!["missing-alt"],
        ),
        (
            r#"{ "text": "Rain", "image": { "src": "x.svg", "alt": "" } }"#,
            vec![],
        ),
        (
            r#"{ "text": "Rain", "image": { "src": "x.svg" } }"#,
            vec!["missing-alt"],
        ),
        (
            r#"{ "text": "Rain", "image": { "alt": "A cloud" } }"#,
            vec!["missing-field"],
        ),
        (
            r#"{ "text": "Rain", "image": { "src": "javascript:x", "alt": "A cloud" } }"#,
            vec!["unsafe-url"],
        ),
    ] {
        let board = format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [ {{ "id": "a", "title": "A", "check": {{ "questions": [
                {{ "text": "?", "answers": [{answer}, {{ "text": "Sun", "correct": true }}] }} ] }} }} ] }}"#
        );
        let found = read(board.as_bytes()).diagnostics;
        assert_eq!(
            found.iter().map(|of| of.code).collect::<Vec<_>>(),
            codes,
            "{answer}"
        );
    }
}

pub(super) const PAIRS: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list", "activities": [
    { "id": "a", "title": "A", "check": { "questions": [
        { "id": "p", "kind": "match", "text": "Which is which?", "answers": ["Wet", "Warm", "*Both*"], "matches": [
            { "image": { "src": "images/rain.svg", "alt": "Rain" } },
            { "text": "The **sun**", "image": { "src": "images/sun.svg", "alt": "A sun" } },
            "A `$ \\frac{1}{2} $` of *each*" ] },
        { "id": "o", "kind": "order", "text": "In order?", "answers": ["*Rain* falls", "It runs", "It dries"] } ] } } ] }"#;

#[test]
fn a_right_side_may_be_a_picture() {
    let mut device = Device::default();
    let mut tab = opened(PAIRS, &mut device);
    let sides = quiz(&tab, 0).questions[0].sides.clone();
    let side = |value: &str| sides.iter().find(|side| side.value == value).unwrap();
    // Of a file of the device nothing beside it can be reached: what the picture shows is said all the same.
    let picture = |alt: &str| Some((String::new(), alt.to_owned()));
    assert_eq!(
        (side("Rain").name(), &side("Rain").image),
        ("Rain".into(), &picture("Rain"))
    );
    let sun = side("The **sun**");
    // In a list to choose from nothing is marked.
    assert_eq!(
        (sun.name(), &sun.image),
        ("The sun".into(), &picture("A sun"))
    );
    let half = sides.iter().find(|side| side.image.is_none()).unwrap();
    assert_eq!(half.name(), "A 1/2 of each");
    let right = ["Rain", "The **sun**", half.value.as_str()].map(String::from);
    tab.act(
        &mut device,
        Act::Give(0, "p".into(), Given::Many(right.to_vec())),
    );
    let order = ["*Rain* falls", "It runs", "It dries"].map(String::from);
    tab.act(&mut device, Act::Move(0, "o".into(), order.to_vec(), 0));
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(
        english(&quiz(&tab, 0).result.unwrap()),
        "Passed, with 100%."
    );
}

#[test]
fn pictures_on_right_sides_are_packed_with_the_board() {
    are_packed(PAIRS);
}

/// Answers are kept by their words, and a picture in them lies where the board lies.
#[test]
fn answers_are_the_same_from_whichever_folder_the_board_comes() {
    const PICTURES: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "layout": "list",
        "reflections": { "prompts": ["See ![p](2.svg)", "Or?"] },
        "activities": [ { "id": "a", "title": "A", "check": { "pass": 100, "questions": [
            { "id": "q", "kind": "choice", "answers": [{ "text": "![y](7.svg)", "correct": true }, { "text": "No" }] },
            { "id": "m", "kind": "match", "answers": ["![c](c.svg)", "d"], "matches": ["![C](big/c.svg)", "D"] } ] } } ] }"#;
    let opened_in = |folder: Option<&str>, device: &mut Device| {
        let mut tab = Tab::closed("one");
        let open = open_board_in(folder, "one", None, PICTURES);
        tab.send(device, open);
        tab.settle(device);
        tab
    };
    let mut device = Device::default();
    let mut tab = opened_in(Some("here/"), &mut device);
    let says = |tab: &Tab| {
        let options = quiz(tab, 0).questions[0].options.clone();
        let picture = options.iter().find(|option| option.value != "No");
        picture.map(|option| (option.value.clone(), option.says.clone()))
    };
    let value = || String::from("![y](7.svg)");
    assert_eq!(says(&tab), Some((value(), "![y](here/7.svg)".into())));
    give(&mut tab, &mut device, "q", "![y](7.svg)");
    let sides = ["![C](big/c.svg)", "D"].map(String::from).to_vec();
    tab.act(&mut device, Act::Give(0, "m".into(), Given::Many(sides)));
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(
        quiz(&tab, 0).result.as_ref().map(english),
        Some("Passed, with 100%.".into())
    );
    tab.act(
        &mut device,
        Act::Note(std::rc::Rc::new(choiceboard::session::Note::Type {
            form: "reflect".into(),
            name: "text",
            text: "Blue".into(),
        })),
    );
    let reflect = std::rc::Rc::new(choiceboard::session::Note::Reflect);
    tab.act(&mut device, Act::Note(reflect));
    let given = |tab: &Tab| -> Vec<Given> {
        let all = quiz(tab, 0).questions;
        all.into_iter().map(|question| question.given).collect()
    };
    let before = (quiz(&tab, 0).result, given(&tab));
    for folder in ["", "else where/", "inside:///"] {
        let tab = opened_in(Some(folder), &mut device);
        assert_eq!((quiz(&tab, 0).result, given(&tab)), before, "{folder}");
        assert!(quiz(&tab, 0).unmarked.is_none());
        let address = ["![y](", &folder.replace(' ', "%20"), "7.svg)"].concat();
        assert_eq!(says(&tab), Some((value(), address)));
        let journal = tab.session.journal();
        let asked = ["See ![p](", &folder.replace(' ', "%20"), "2.svg)"].concat();
        assert_eq!(journal.entries[0].prompt, asked);
        let asks = journal.reflections.unwrap();
        assert_eq!(
            (asks[0].value.as_str(), &asks[0].says),
            ("See ![p](2.svg)", &asked)
        );
    }
}
