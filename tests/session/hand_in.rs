//! What is typed and picked for an activity, and handing it in.

use super::*;

#[test]
fn drafts_are_written_when_typing_rests() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Draft(3, "text", "The".into()));
    tab.act(&mut device, Act::Draft(3, "text", "The rain".into()));
    assert_eq!(
        tab.session.panel(3).unwrap().hand_in.unwrap().text,
        "The rain"
    );
    let waits = std::mem::take(&mut tab.waits);
    assert_eq!(waits.len(), 2);
    tab.send(&mut device, Message::Waited(waits[0]));
    assert_eq!(tab.acts(&mut device), [""; 0], "typing went on");
    tab.send(&mut device, Message::Waited(waits[1]));
    assert_eq!(tab.acts(&mut device), ["draft"]);
    let again = Tab::open("two", &mut device);
    let hand_in = again.session.panel(3).unwrap().hand_in.unwrap();
    assert_eq!(
        (hand_in.text.as_str(), hand_in.words),
        ("The rain", Some((2, 3)))
    );
    assert_eq!(again.state(3), State::Open, "a draft is no start");
}

#[test]
fn leaving_writes_what_was_typed() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Draft(3, "text", "The rain falls".into()));
    tab.send(&mut device, Message::Leaving);
    let again = Tab::open("two", &mut device);
    assert_eq!(
        again.session.panel(3).unwrap().hand_in.unwrap().text,
        "The rain falls"
    );
}

#[test]
fn typing_in_another_field_writes_the_first() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Draft(3, "text", "words".into()));
    tab.act(&mut device, Act::Draft(3, "link", "https://a.org".into()));
    assert_eq!(tab.acts(&mut device), ["draft"]);
}

#[test]
fn only_the_last_wording_takes_room() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    for n in 0..100 {
        tab.act(&mut device, Act::Draft(3, "text", "x".repeat(n)));
        let wait = tab.waits.pop().unwrap();
        tab.send(&mut device, Message::Waited(wait));
    }
    let texts: Vec<&String> = device
        .local
        .iter()
        .filter(|(key, _)| key.contains("/log/"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(texts.len(), 1);
    assert!(texts[0].len() < 2000, "{}", texts[0].len());
    assert!(texts[0].contains(&"x".repeat(99)));
}

/// Why the fourth activity's panel refuses an action, where it shows it.
fn refused(tab: &Tab, name: &str) -> Option<Option<&'static str>> {
    let actions = tab.session.panel(3).unwrap().actions;
    let action = actions.into_iter().find(|action| action.name == name)?;
    Some(action.refused.map(|why| why.key))
}

/// A tab in which an activity has been begun and this typed for handing in.
fn written(text: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::open("one", device);
    tab.act(device, Act::Start(3));
    tab.act(device, Act::Draft(3, "text", text.into()));
    tab
}

#[test]
fn a_link_that_is_none_is_not_handed_in() {
    let mut device = Device::default();
    let mut tab = written("Rain falls down", &mut device);
    let submit = |tab: &Tab| refused(tab, "submit");
    tab.act(&mut device, Act::Draft(3, "link", "notalink".into()));
    assert_eq!(submit(&tab), Some(Some("panel-no-link")));
    tab.act(&mut device, Act::Draft(3, "link", "https://a.org".into()));
    assert_eq!(submit(&tab), Some(None));
}

#[test]
fn handing_in_takes_everything_drafted() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    let done = |tab: &Tab| refused(tab, "done");
    assert_eq!(done(&tab), Some(Some("progress-refused-evidence")));
    // Once begun, handing in is offered too, and both lack the same: it is said once.
    tab.act(&mut device, Act::Start(3));
    let actions = tab.session.panel(3).unwrap().actions;
    let lacks: Vec<_> = actions
        .into_iter()
        .filter(|action| ["submit", "done"].contains(&action.name))
        .map(|action| action.refused.map(|why| why.key))
        .collect();
    assert_eq!(lacks, [Some("panel-nothing-to-hand-in"); 2]);
    tab.act(&mut device, Act::Draft(3, "text", "Rain falls down".into()));
    assert_eq!(done(&tab), Some(Some("progress-refused-evidence")));
    let picked = choiceboard::session::Picked {
        file: 0,
        kind: "file",
        name: "f.pdf".into(),
        media: "application/pdf".into(),
        size: 9,
    };
    tab.act(&mut device, Act::Attach(3, picked));
    tab.act(&mut device, Act::Submit(3));
    tab.settle(&mut device);
    let hand_in = tab.session.panel(3).unwrap().hand_in.unwrap();
    assert_eq!(hand_in.handed[0].texts, ["Rain falls down"]);
    assert_eq!(hand_in.handed[0].files[0].digest, "sha256:f.pdf");
    assert_eq!(done(&tab), Some(None));
    tab.act(&mut device, Act::Done(3));
    assert_eq!(tab.state(3), State::Done);
}

/// A picture is on its way to the device when its work is handed in.
#[test]
fn what_is_handed_in_waits_for_a_file_that_belongs_to_it() {
    for is_kept in [true, false] {
        let mut device = Device::default();
        let mut tab = Tab::open("one", &mut device);
        let ix = tab.session.find("d").expect("an activity");
        tab.act(&mut device, Act::Start(ix));
        tab.act(
            &mut device,
            Act::Draft(ix, "text", "Three whole words".into()),
        );
        let picked = Picked {
            file: 1,
            kind: "file",
            name: "rain.txt".into(),
            ..Picked::default()
        };
        let stamp = tab.stamp();
        let asked = tab
            .session
            .update(Message::Act(Act::Attach(ix, picked)), stamp);
        assert!(matches!(asked.effects[..], [Effect::Keep(_)]));
        tab.act(&mut device, Act::Submit(ix));
        tab.settle(&mut device);
        assert!(!tab.acts(&mut device).contains(&"submit".to_owned()));
        let result = match is_kept {
            true => Ok("sha256:rain".into()),
            false => Err(Fault::Full),
        };
        tab.send(&mut device, Message::Kept { file: 1, result });
        tab.settle(&mut device);
        let handed_in = tab.acts(&mut device).contains(&"submit".to_owned());
        assert_eq!(handed_in, is_kept, "without it, it is not what was meant");
    }
}

#[test]
fn a_file_that_cannot_be_kept_is_told_and_not_listed() {
    let mut device = Device {
        database_fault: Some(Fault::Full),
        ..Device::default()
    };
    let mut tab = Tab::open("one", &mut device);
    let picked = choiceboard::session::Picked {
        file: 0,
        kind: "image",
        name: "big.png".into(),
        media: "image/png".into(),
        size: 9,
    };
    tab.act(&mut device, Act::Attach(3, picked));
    let hand_in = tab.session.panel(3).unwrap().hand_in.unwrap();
    assert_eq!(hand_in.files, []);
    assert_eq!(
        hand_in.trouble.map(|trouble| trouble.key),
        Some("saved-file-full")
    );
}

#[test]
fn who_is_done_hands_in_no_link_that_is_none() {
    let mut device = Device::default();
    let mut tab = written("Rain falls down", &mut device);
    tab.act(&mut device, Act::Draft(3, "link", "notalink".into()));
    tab.act(&mut device, Act::Done(3));
    tab.settle(&mut device);
    let log = tab.log(&mut device);
    assert!(log.iter().all(|(_, kind)| kind != "submit"), "{log:?}");
    assert_eq!(tab.state(3), State::Started);
}

#[test]
fn who_is_done_with_what_they_wrote_hands_it_in() {
    let mut device = Device::default();
    let mut tab = written("Rain falls down", &mut device);
    tab.act(&mut device, Act::Done(3));
    tab.settle(&mut device);
    let hand_in = tab.session.panel(3).unwrap().hand_in.unwrap();
    assert_eq!(hand_in.handed[0].texts, ["Rain falls down"]);
    assert_eq!(tab.state(3), State::Done);
    let log = tab.log(&mut device);
    let types: Vec<&str> = log.iter().map(|(_, kind)| kind.as_str()).collect();
    assert!(types.join(" ").contains("submit done"), "{types:?}");
    let ids: std::collections::BTreeSet<&String> = log.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), log.len());
}

#[test]
fn what_is_handed_in_is_said_to_be() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Draft(3, "text", "a drop falls".into()));
    tab.send(&mut device, Message::Heard);
    tab.act(&mut device, Act::Submit(3));
    assert_eq!(tab.state(3), State::Started);
    let said = tab.session.notice().announce;
    let text = Tongue::english(Rc::new(Plain::default())).text(&said[0], &|_| "D".into());
    assert_eq!(text, "D: handed in.");
}

/// Handed in within the third of a second before a field rests, the last words were in what was handed in and in no draft. The field showed the
/// draft before them, and being done handed that in over the whole text.
#[test]
fn what_was_typed_last_stays_in_its_field_and_is_not_taken_for_unsent_work() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Start(3));
    tab.act(&mut device, Act::Draft(3, "text", "Rain falls".into()));
    let wait = tab.waits.pop().unwrap();
    tab.send(&mut device, Message::Waited(wait));
    let whole = "Rain falls on the roof";
    tab.act(&mut device, Act::Draft(3, "text", whole.into()));
    tab.act(&mut device, Act::Submit(3));
    let handed = |tab: &Tab| {
        let hand_in = tab.session.panel(3).unwrap().hand_in.unwrap();
        let texts: Vec<String> = hand_in.handed.into_iter().flat_map(|it| it.texts).collect();
        (hand_in.text, texts)
    };
    assert_eq!(handed(&tab), (whole.into(), vec![whole.into()]));
    tab.act(&mut device, Act::Done(3));
    assert_eq!(tab.state(3), State::Done);
    assert_eq!(handed(&tab), (whole.into(), vec![whole.into()]));
    let acts = ["start", "draft", "draft", "submit", "done"];
    assert_eq!(tab.acts(&mut device), acts);
    let again = Tab::open("two", &mut device);
    assert_eq!(handed(&again), (whole.into(), vec![whole.into()]));
    let log = tab.log(&mut device);
    let ids: std::collections::BTreeSet<_> = log.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), log.len());
}

#[test]
fn the_main_button_leads_on_and_never_takes_back() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "approval": "teacher", "evidence": { "required": true } },
        { "id": "b", "title": "B" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    let main = |tab: &Tab, ix| -> Vec<&'static str> {
        let actions = tab.session.panel(ix).unwrap().actions;
        let main = actions.iter().filter(|action| action.main);
        main.map(|action| action.name).collect()
    };
    assert_eq!(main(&tab, 0), ["choose"]);
    tab.act(&mut device, Act::Choose(0));
    assert_eq!(main(&tab, 0), ["start"]);
    tab.act(&mut device, Act::Start(0));
    // Nothing is there to be handed in, and without it nothing is done: only dropping is left.
    assert_eq!(main(&tab, 0), [""; 0]);
    tab.act(&mut device, Act::Draft(0, "text", "Ready.".into()));
    assert_eq!(main(&tab, 0), ["submit"]);
    tab.act(&mut device, Act::Submit(0));
    assert_eq!(tab.state(0), State::Waiting);
    assert_eq!(main(&tab, 0), [""; 0]);
    tab.act(&mut device, Act::Done(1));
    assert_eq!(main(&tab, 1), [""; 0]);
}
