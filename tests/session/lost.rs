//! Whatever happens, nothing said to be saved is lost: acts, drafts, what is written about the work, answers, the plan.

use choiceboard::session::{Note, Planning};

use super::device::open_board;
use super::*;

/// Everything that a learner can write on.
const BOARD: &str = r#"{
  "choiceboard": 1, "id": "water", "title": "Water", "columns": 3,
  "goals": {}, "reflections": {}, "check_in": {}, "proposals": { "allow": true },
  "activities": [
    { "id": "a", "title": "A", "points": 2 },
    { "id": "b", "title": "B", "points": 3 },
    { "id": "c", "title": "C", "steps": ["one", "two"] },
    { "id": "d", "title": "D", "evidence": { "kinds": ["text", "file"], "required": true, "min_words": 3 } },
    { "id": "e", "title": "E", "check": { "attempts": 9, "questions": [
        { "id": "q", "kind": "text", "text": "Which?", "correct": ["rain"] } ] } },
    { "id": "f", "title": "F", "requires": "a" },
    { "id": "g", "title": "G" }, { "id": "h", "title": "H" }, { "id": "i", "title": "I" }
  ],
  "badges": [{ "id": "first", "title": "First", "when": { "at_least": 1 } }],
  "complete": { "lines": 1 }
}"#;

const TEXT: Ix = 3;
const CHECK: Ix = 4;

/// Forms with what keeps them: their names, the field that is written in, the note.
fn forms() -> [(&'static str, &'static str, Note); 5] {
    [
        ("reflect", "text", Note::Reflect),
        ("goal", "text", Note::Goal),
        ("check_in", "text", Note::CheckIn),
        ("help/g", "text", Note::Help(6)),
        ("propose", "title", Note::Propose),
    ]
}

#[derive(Clone, Debug)]
enum Happens {
    Act(u8, Ix),
    Step(u32, bool),
    Type(String),
    /// A file is picked, or taken back.
    Pick(u8, bool),
    HandIn,
    /// A form, and what is written in it.
    Write(usize, String),
    /// A form is to be kept.
    Keep(usize),
    Plan(Ix, Planning),
    Give(String),
    Answer,
    Again,
    Rate(Ix, u32),
    Waited,
    DatabaseAnswers,
    LocalFault(Option<Fault>),
    DatabaseFault(Option<Fault>),
    Room(Option<usize>),
    Retry,
    Leaving,
}

fn happens() -> impl Strategy<Value = Happens> {
    let fault = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Fault::Full)),
        1 => Just(Some(Fault::Broken)),
    ];
    let planning = prop_oneof![
        3 => Just(Planning::In),
        1 => Just(Planning::Out),
        1 => prop::option::of(20_000i32..21_000).prop_map(Planning::On),
    ];
    let on_one = prop_oneof![
        8 => (0u8..5, 0u32..9).prop_map(|(act, ix)| Happens::Act(act, ix)),
        1 => (0u32..2, any::<bool>()).prop_map(|(step, on)| Happens::Step(step, on)),
        2 => "[a-z ]{0,30}".prop_map(Happens::Type),
        1 => (0u8..3, any::<bool>()).prop_map(|(file, on)| Happens::Pick(file, on)),
        2 => Just(Happens::HandIn),
        3 => "[a-z]{0,9}".prop_map(Happens::Give),
        2 => Just(Happens::Answer),
        1 => Just(Happens::Again),
        1 => (0u32..9, 0u32..7).prop_map(|(ix, stars)| Happens::Rate(ix, stars)),
        2 => (0u32..9, planning).prop_map(|(ix, what)| Happens::Plan(ix, what)),
    ];
    let in_forms = prop_oneof![
        3 => (0usize..5, "[a-z]{1,20}").prop_map(|(form, text)| Happens::Write(form, text)),
        2 => (0usize..5).prop_map(Happens::Keep),
    ];
    let in_the_world = prop_oneof![
        2 => Just(Happens::Waited),
        4 => Just(Happens::DatabaseAnswers),
        1 => fault.clone().prop_map(Happens::LocalFault),
        1 => fault.prop_map(Happens::DatabaseFault),
        1 => prop_oneof![Just(None), (1000usize..6000).prop_map(Some)].prop_map(Happens::Room),
        1 => Just(Happens::Retry),
        1 => Just(Happens::Leaving),
    ];
    prop_oneof![21 => on_one, 6 => in_forms, 11 => in_the_world]
}

impl Happens {
    fn carry_out(self, tab: &mut Tab, device: &mut Device) {
        match self {
            Happens::Act(act, ix) => {
                let act = match act {
                    0 => Act::Choose(ix),
                    1 => Act::Start(ix),
                    2 => Act::Done(ix),
                    3 => Act::Undo(ix),
                    _ => Act::Drop(ix),
                };
                tab.act(device, act);
            }
            Happens::Step(step, on) => tab.act(device, Act::Step(2, step, on)),
            Happens::Type(text) => tab.act(device, Act::Draft(TEXT, "text", text)),
            Happens::Pick(file, true) => {
                let picked = Picked {
                    file: u32::from(file),
                    kind: "file",
                    name: format!("{file}"),
                    media: String::new(),
                    size: 3,
                };
                tab.act(device, Act::Attach(TEXT, picked));
            }
            Happens::Pick(file, false) => {
                tab.act(device, Act::Detach(TEXT, format!("sha256:{file}")));
            }
            Happens::HandIn => tab.act(device, Act::Submit(TEXT)),
            Happens::Write(form, text) => {
                let (form, name, _) = forms()[form].clone();
                let form = String::from(form);
                note(tab, device, Note::Type { form, name, text });
            }
            Happens::Keep(form) => note(tab, device, forms()[form].2.clone()),
            Happens::Plan(ix, what) => note(tab, device, Note::Plan(ix, what)),
            Happens::Give(text) => {
                tab.act(device, Act::Give(CHECK, "q".into(), Given::One(text)));
            }
            Happens::Answer => tab.act(device, Act::Answer(CHECK)),
            Happens::Again => tab.act(device, Act::Again(CHECK)),
            Happens::Rate(ix, stars) => tab.act(device, Act::Rate(ix, stars)),
            Happens::Waited => {
                if let Some(wait) = tab.waits.pop() {
                    tab.send(device, Message::Waited(wait));
                }
            }
            Happens::DatabaseAnswers => {
                tab.step(device);
            }
            Happens::LocalFault(fault) => device.local_fault = fault,
            Happens::DatabaseFault(fault) => device.database_fault = fault,
            Happens::Room(room) => device.room = room,
            Happens::Retry => tab.send(device, Message::Retry),
            Happens::Leaving => tab.send(device, Message::Leaving),
        }
    }
}

fn note(tab: &mut Tab, device: &mut Device, note: Note) {
    tab.act(device, Act::Note(Rc::new(note)));
}

fn visit(name: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed(name);
    let message = open_board(name, None, BOARD);
    tab.send(device, message);
    tab.settle(device);
    assert_eq!(*tab.session.screen(), Screen::Board);
    tab
}

/// What may stand in a field after a new start: what was said to be saved, and whatever was written after it.
struct Field {
    wordings: Vec<String>,
    /// Something was said to be saved.
    said: bool,
    /// The form was to be kept: it is emptied as soon as it is.
    kept: bool,
}

impl Field {
    fn new() -> Self {
        Field {
            wordings: vec![String::new()],
            said: false,
            kept: false,
        }
    }

    fn saved(&mut self, text: String) {
        self.wordings = vec![text];
        self.said = true;
    }
}

fn written(tab: &Tab) -> (String, Option<&'static str>) {
    let hand_in = tab.session.panel(TEXT).and_then(|panel| panel.hand_in);
    let hand_in = hand_in.unwrap();
    (hand_in.text, hand_in.saved.map(|saved| saved.key))
}

/// What stands as the answer; nothing where the question is not asked now.
fn given(tab: &Tab) -> Option<String> {
    let quiz = tab.session.panel(CHECK).and_then(|panel| panel.quiz)?;
    Some(match &quiz.questions.first()?.given {
        Given::One(text) => text.clone(),
        Given::Many(_) => String::new(),
    })
}

/// The whole log as the file has it.
fn file(tab: &mut Tab, device: &mut Device) -> String {
    tab.send(device, Message::Export);
    tab.downloads.pop().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn nothing_said_to_be_saved_is_lost(
        story in prop::collection::vec(happens(), 1..80),
        fuel in prop_oneof![Just(usize::MAX), 0usize..200],
    ) {
        let mut device = Device::default();
        let mut tab = visit("one", &mut device);
        tab.fuel = fuel;
        let mut said: Vec<(String, String)> = Vec::new();
        let mut text = Field::new();
        let mut answer = Field::new();
        let mut fields = [(); 5].map(|()| Field::new());
        for what in story {
            match &what {
                Happens::Type(typed) => text.wordings.push(typed.clone()),
                Happens::Give(typed) => answer.wordings.push(typed.clone()),
                // What was wrong is asked anew, and dropping an activity or undoing it begins its check anew.
                Happens::Again | Happens::Answer | Happens::Act(3 | 4, CHECK) => answer.wordings.push(String::new()),
                Happens::Write(form, typed) => fields[*form].wordings.push(typed.clone()),
                Happens::Keep(form) => fields[*form].kept = true,
                _ => {}
            }
            what.carry_out(&mut tab, &mut device);
            if tab.fuel == 0 {
                break;
            }
            if tab.session.saved() == Saved::Device {
                said = tab.log(&mut device);
                if let (shown, Some("saved-draft")) = written(&tab) {
                    text.saved(shown);
                }
                // What is typed rests for a moment before it is written, and is written before it is stored: nothing is said of that.
                if let (Some(shown), true) = (given(&tab), tab.waits.is_empty() && tab.coming.is_empty()) {
                    answer.saved(shown);
                }
            }
            for ((form, name, _), field) in forms().iter().zip(&mut fields) {
                let (saved, _) = tab.session.note_status(form);
                if saved.is_some_and(|saved| saved.key == "saved-draft") {
                    field.saved(tab.session.noted(form, name));
                }
            }
        }
        // The tab is gone; the device works again.
        (device.local_fault, device.database_fault, device.room) = (None, None, None);
        let mut again = visit("two", &mut device);
        let found = again.log(&mut device);
        for event in said {
            // Of a draft only the last wording is kept.
            prop_assert!(found.contains(&event) || event.1 == "draft", "{event:?} is lost");
        }
        let (shown, _) = written(&again);
        prop_assert!(text.wordings.contains(&shown), "{shown:?} is none of {:?}", text.wordings);
        if let Some(shown) = given(&again) {
            prop_assert!(answer.wordings.contains(&shown), "{shown:?} is none of {:?}", answer.wordings);
        }
        let events = file(&mut again, &mut device);
        for ((form, name, _), field) in forms().iter().zip(&fields) {
            let shown = again.session.noted(form, name);
            let emptied = field.kept && shown.is_empty();
            prop_assert!(emptied || field.wordings.contains(&shown), "{form}: {shown:?} is none of {:?}", field.wordings);
            // A form that is empty now though something in it was saved was kept: what stood in it is an event.
            if field.said && shown.is_empty() {
                let is_there = |wording: &String| !wording.is_empty() && events.contains(&format!("\"{wording}\""));
                prop_assert!(field.wordings.iter().any(is_there), "{form}: none of {:?} is kept", field.wordings);
            }
        }
    }
}

#[test]
fn a_draft_stays_on_the_shelf_that_has_it_until_the_other_one_has_the_newer() {
    let mut device = Device::default();
    let mut tab = visit("one", &mut device);
    let write = |tab: &mut Tab, device: &mut Device, text: &str| {
        let (form, name, text) = (String::from("reflect"), "text", String::from(text));
        note(tab, device, Note::Type { form, name, text });
        tab.send(device, Message::Leaving);
        tab.settle(device);
        tab.session.note_status("reflect").0.map(|says| says.key)
    };
    let saved = Some("saved-draft");
    device.database_fault = Some(Fault::Full);
    assert_eq!(write(&mut tab, &mut device, "old"), saved);
    device.local_fault = Some(Fault::Full);
    let failed = write(&mut tab, &mut device, "old and new");
    assert_eq!(failed, Some("saved-draft-failed"));
    let again = visit("two", &mut device);
    assert_eq!(again.session.noted("reflect", "text"), "old");
    // The other shelf has room again: its copy is the newer one.
    device.database_fault = None;
    assert_eq!(write(&mut tab, &mut device, "newer"), saved);
    let again = visit("three", &mut device);
    assert_eq!(again.session.noted("reflect", "text"), "newer");
}

#[test]
fn an_answer_stays_on_the_screen_while_the_second_shelf_is_asked_to_keep_it() {
    let mut device = Device::default();
    let mut tab = visit("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    device.local_fault = Some(Fault::Full);
    let one = Given::One(String::from("rain"));
    tab.act(&mut device, Act::Give(CHECK, "q".into(), one));
    tab.send(&mut device, Message::Leaving);
    for _ in 0..9 {
        assert_eq!(given(&tab).as_deref(), Some("rain"));
        tab.step(&mut device);
    }
    let again = visit("two", &mut device);
    assert_eq!(given(&again).as_deref(), Some("rain"));
}
