//! Entries of the journal about a piece of work: which one each names, and where it stands.

use std::rc::Rc;

use choiceboard::session::{Act, Message, Note};
use serde_json::{Value, json};

use super::folio::{photo, says, take_in, worked};
use super::{Device, Tab};

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
