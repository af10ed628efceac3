//! The running app, its effects answered by hand: no mocks, only two shelves that are maps.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use choiceboard::progress::check::Given;
use choiceboard::rules::{Clock, Ix, State};
use choiceboard::session::view::{BoardState, Right, Saved, Screen};
use choiceboard::session::{Act, Ask, Effect, Fault, Inner, Message, News, Session, Shelf, Stamp};
use choiceboard::session::{Picked, Tiles, Update, Wish};
use choiceboard::words::{Plain, Tongue};
use proptest::prelude::*;

#[path = "session/asked.rs"]
mod asked;
#[path = "exchange/chance.rs"]
mod chance;
#[path = "session/check.rs"]
mod check;
#[path = "session/class.rs"]
mod class;
#[path = "session/codes.rs"]
mod codes;
#[path = "session/folio.rs"]
mod folio;
#[path = "session/gone.rs"]
mod gone;
#[path = "session/group.rs"]
mod group;
#[path = "session/journal.rs"]
mod journal;
#[path = "session/link/mod.rs"]
mod link;
#[path = "session/locks.rs"]
mod locks;
#[path = "session/lost.rs"]
mod lost;
#[path = "session/map.rs"]
mod map;
#[path = "session/nested.rs"]
mod nested;
#[path = "session/next.rs"]
mod next;
#[path = "session/own.rs"]
mod own;
#[path = "session/plan.rs"]
mod plan;
#[path = "session/rubric.rs"]
mod rubric;
#[path = "exchange/school.rs"]
mod school;
#[path = "session/standards.rs"]
mod standards;
#[path = "session/way.rs"]
mod way;
#[path = "session/writing.rs"]
mod writing;

const BOARD: &str = r#"{
  "choiceboard": 1, "id": "water", "title": "Water", "columns": 3,
  "activities": [
    { "id": "a", "title": "A", "points": 2 },
    { "id": "b", "title": "B", "points": 3 },
    { "id": "c", "title": "C", "steps": ["one", "two"] },
    { "id": "d", "title": "D", "evidence": { "kinds": ["text", "link", "file"], "required": true, "min_words": 3 } },
    { "id": "e", "title": "E" },
    { "id": "f", "title": "F", "requires": "a" },
    { "id": "g", "title": "G" }, { "id": "h", "title": "H" }, { "id": "i", "title": "I" }
  ],
  "badges": [{ "id": "first", "title": "First", "when": { "at_least": 1 } }],
  "complete": { "lines": 1 }
}"#;

/// 2026-11-21T10:00:00Z
const MORNING: i64 = 1_795_255_200_000;

/// What is on the device, and how it behaves.
#[derive(Default)]
struct Device {
    local: BTreeMap<String, String>,
    database: BTreeMap<String, String>,
    local_fault: Option<Fault>,
    database_fault: Option<Fault>,
    /// Texts longer than this are refused as too much by the local shelf; `None`: there is room for all.
    room: Option<usize>,
    /// Board files by their addresses.
    boards: BTreeMap<String, String>,
}

impl Device {
    fn local_put(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        if let Some(fault) = self.local_fault {
            return Err(fault);
        }
        let used: usize = self
            .local
            .iter()
            .filter(|(k, _)| *k != key)
            .map(|(k, t)| k.len() + t.len())
            .sum();
        if self
            .room
            .is_some_and(|room| used + key.len() + text.len() > room)
        {
            return Err(Fault::Full);
        }
        self.local.insert(key.into(), text.into());
        Ok(())
    }

    fn database_put(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        match self.database_fault {
            Some(fault) => Err(fault),
            None => {
                self.database.insert(key.into(), text.into());
                Ok(())
            }
        }
    }
}

/// One tab: a session, and the answers of the database that are still on their way.
struct Tab {
    session: Session,
    name: String,
    seconds: i64,
    /// Milliseconds in such a second.
    pace: i64,
    coming: VecDeque<Message>,
    waits: Vec<u64>,
    told: Vec<(String, String)>,
    downloads: Vec<String>,
    changed: Vec<Tiles>,
    /// What the line to an LMS wants, but for what is read from the device.
    wishes: Vec<Wish>,
    /// Effects it may still carry out; then it is killed.
    fuel: usize,
}

impl Tab {
    fn closed(name: &str) -> Self {
        Tab {
            session: Session::new(),
            name: name.into(),
            seconds: 0,
            pace: 1000,
            coming: VecDeque::new(),
            waits: Vec::new(),
            told: Vec::new(),
            downloads: Vec::new(),
            changed: Vec::new(),
            wishes: Vec::new(),
            fuel: usize::MAX,
        }
    }

    /// Opens the board and lets everything come in.
    fn open(name: &str, device: &mut Device) -> Self {
        let mut tab = Tab::closed(name);
        tab.send(device, open(name, None));
        tab.settle(device);
        tab
    }

    fn stamp(&mut self) -> Stamp {
        self.seconds += 1;
        let name = self
            .name
            .bytes()
            .fold(0u128, |sum, byte| sum * 257 + u128::from(byte));
        Stamp {
            clock: Clock {
                now: MORNING + self.seconds * self.pace,
                offset: 0,
            },
            chance: (name << 40) + ((self.seconds as u128) << 16),
        }
    }

    /// A message, and every answer of the same turn.
    fn send(&mut self, device: &mut Device, message: Message) {
        let mut queue = VecDeque::from([message]);
        while let Some(message) = queue.pop_front() {
            let stamp = self.stamp();
            let Update { effects, changed } = self.session.update(message, stamp);
            self.changed.push(changed.tiles);
            let mut answers = Vec::new();
            for effect in effects {
                if self.fuel == 0 {
                    return;
                }
                self.fuel -= 1;
                answers.extend(self.carry_out(device, effect));
            }
            for answer in answers.into_iter().rev() {
                queue.push_front(answer);
            }
        }
    }

    fn carry_out(&mut self, device: &mut Device, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Load {
                shelf: Shelf::Local,
                space,
            } => Some(Message::Loaded {
                shelf: Shelf::Local,
                result: held(
                    &device.local,
                    &space.prefix,
                    device.local_fault.filter(|f| *f == Fault::Denied),
                ),
            }),
            Effect::Load {
                shelf: Shelf::Database,
                space,
            } => {
                self.coming.push_back(Message::Loaded {
                    shelf: Shelf::Database,
                    result: held(
                        &device.database,
                        &space.prefix,
                        device.database_fault.filter(|f| *f == Fault::Denied),
                    ),
                });
                None
            }
            Effect::Put {
                shelf: Shelf::Local,
                key,
                text,
                ticket,
            } => {
                let result = device.local_put(&key, &text);
                Some(Message::Put { ticket, result })
            }
            Effect::Put {
                key, text, ticket, ..
            } => {
                let result = device.database_put(&key, &text);
                self.coming.push_back(Message::Put { ticket, result });
                None
            }
            Effect::Mirror { key, ticket } => {
                let result = match device.local.get(&key).cloned() {
                    Some(text) => device.database_put(&key, &text),
                    None => Err(Fault::Broken),
                };
                self.coming.push_back(Message::Put { ticket, result });
                None
            }
            Effect::Restore { key, text } => {
                if !device.local.contains_key(&key) {
                    let _ = device.local_put(&key, &text);
                }
                None
            }
            Effect::Remove { shelf, key } => {
                match shelf {
                    Shelf::Local => device.local.remove(&key),
                    Shelf::Database => device.database.remove(&key),
                };
                None
            }
            Effect::Tell { key, text } => {
                self.told.push((key, text));
                None
            }
            Effect::Keep(picked) => Some(Message::Kept {
                file: picked.file,
                result: match device.database_fault {
                    Some(fault) => Err(fault),
                    None => Ok(format!("sha256:{}", picked.name)),
                },
            }),
            Effect::Wait { ticket, .. } => {
                self.waits.push(ticket);
                None
            }
            Effect::Download { text, files, .. } => {
                self.downloads.push(text);
                Some(Message::HandedOut {
                    missing: Some(files.len()),
                })
            }
            Effect::Speak { .. } => Some(Message::Spoken),
            Effect::Inner(ask) => {
                let inner = match *ask {
                    Ask::Board { ix, address } => {
                        let found = device.boards.get(&address);
                        let bytes = found.map(|text| text.clone().into_bytes());
                        let result = bytes.ok_or(Some(404));
                        Inner::Board {
                            ix,
                            address,
                            result,
                        }
                    }
                    Ask::Work { ix, shelf, prefix } => {
                        let (held_there, fault) = match shelf {
                            Shelf::Local => (&device.local, device.local_fault),
                            Shelf::Database => (&device.database, device.database_fault),
                        };
                        let result = held(held_there, &prefix, fault);
                        Inner::Work { ix, result }
                    }
                };
                self.coming.push_back(Message::Inner(Box::new(inner)));
                None
            }
            Effect::Link(wish) => {
                let Wish::Read { shelf, prefix } = *wish else {
                    self.wishes.push(*wish);
                    return None;
                };
                let (held_there, fault) = match shelf {
                    Shelf::Local => (&device.local, device.local_fault),
                    Shelf::Database => (&device.database, device.database_fault),
                };
                let fault = fault.filter(|fault| *fault == Fault::Denied);
                let result = held(held_there, &prefix, fault);
                self.coming
                    .push_back(Message::Link(Box::new(News::Found { shelf, result })));
                None
            }
        }
    }

    /// Lets one answer of the database come in.
    fn step(&mut self, device: &mut Device) -> bool {
        let next = self.coming.pop_front();
        match next {
            Some(message) if self.fuel > 0 => {
                self.send(device, message);
                true
            }
            _ => false,
        }
    }

    fn settle(&mut self, device: &mut Device) {
        while self.step(device) {}
    }

    fn act(&mut self, device: &mut Device, act: Act) {
        self.send(device, Message::Act(act));
    }

    fn state(&self, ix: Ix) -> State {
        self.session.tile(ix).map(|tile| tile.state).unwrap()
    }

    /// Every event of the log, as the exported file has it: id and type.
    fn log(&mut self, device: &mut Device) -> Vec<(String, String)> {
        let fuel = std::mem::replace(&mut self.fuel, usize::MAX);
        self.send(device, Message::Export);
        self.fuel = fuel;
        let file: serde_json::Value = serde_json::from_str(&self.downloads.pop().unwrap()).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        file["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| (text(&e["id"]), text(&e["type"])))
            .collect()
    }

    fn acts(&mut self, device: &mut Device) -> Vec<String> {
        let own = |kind: &String| !matches!(kind.as_str(), "offered" | "earn");
        self.log(device)
            .into_iter()
            .map(|(_, kind)| kind)
            .filter(own)
            .collect()
    }
}

fn held(
    shelf: &BTreeMap<String, String>,
    prefix: &str,
    fault: Option<Fault>,
) -> Result<Vec<(String, String)>, Fault> {
    match fault {
        Some(fault) => Err(fault),
        None => Ok(shelf
            .iter()
            .filter(|(key, _)| key.starts_with(prefix))
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect()),
    }
}

fn open(tab: &str, learner: Option<&str>) -> Message {
    Message::Open {
        bytes: BOARD.into(),
        folder: None,
        learner: learner.map(String::from),
        language: None,
        readonly: false,
        tab: tab.into(),
    }
}

/// The same of any board, to be looked at only.
fn look_at(tab: &str, board: &str) -> Message {
    let mut message = open(tab, None);
    if let Message::Open {
        bytes, readonly, ..
    } = &mut message
    {
        *bytes = board.into();
        *readonly = true;
    }
    message
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
fn what_may_only_be_looked_at_stays_as_it_is() {
    for worked_before in [true, false] {
        let mut device = Device::default();
        if worked_before {
            finished_and_exported(&mut device);
        }
        let kept = (device.local.clone(), device.database.clone());
        let mut tab = Tab::closed("two");
        tab.send(&mut device, look_at("two", BOARD));
        tab.settle(&mut device);
        let state = tab.session.tile(0).unwrap().state;
        assert_eq!(state == State::Done, worked_before);
        for ix in 0..9 {
            tab.act(&mut device, Act::Choose(ix));
            tab.act(&mut device, Act::Done(ix));
            tab.send(&mut device, Message::Looked(ix));
            let panel = tab.session.panel(ix).unwrap();
            assert!(panel.actions.is_empty());
            assert!(panel.steps.iter().all(|step| !step.open));
            assert!(panel.hand_in.is_none());
        }
        tab.act(&mut device, Act::Reset);
        tab.settle(&mut device);
        assert_eq!(tab.session.tile(0).unwrap().state, state);
        assert_eq!((device.local, device.database), kept);
    }
}

/// A tab in which the first activity was finished, and the file of that work.
fn finished_and_exported(device: &mut Device) -> (Tab, String) {
    let mut tab = Tab::open("one", device);
    tab.act(device, Act::Done(0));
    tab.send(device, Message::Export);
    let file = tab.downloads.pop().unwrap();
    (tab, file)
}

fn bar(tab: &Tab) -> Option<&'static str> {
    tab.session.notice().bar.map(|bar| bar.says.key)
}

// ---- order ----

#[test]
fn nothing_is_said_before_it_is_stored() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    let stamp = tab.stamp();
    let update = tab.session.update(Message::Act(Act::Choose(0)), stamp);
    assert_eq!(tab.state(0), State::Open);
    let [
        Effect::Put {
            shelf: Shelf::Local,
            ticket,
            ..
        },
    ] = update.effects.as_slice()
    else {
        panic!("one write, to the local shelf: {:?}", update.effects);
    };
    let stamp = tab.stamp();
    let update = tab.session.update(
        Message::Put {
            ticket: *ticket,
            result: Ok(()),
        },
        stamp,
    );
    assert_eq!(tab.state(0), State::Chosen);
    assert_eq!(update.changed.tiles, Tiles::Some(vec![0]));
    let names: Vec<_> = update
        .effects
        .iter()
        .map(|effect| matches!(effect, Effect::Mirror { .. }))
        .collect();
    assert!(
        names.contains(&true),
        "mirrored at once: {:?}",
        update.effects
    );
}

#[test]
fn an_act_names_only_the_tiles_it_changes() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    // F is opened by A.
    assert_eq!(named(&mut tab, &mut device, Act::Done(0)), [0, 5]);
    assert_eq!((tab.state(0), tab.state(5)), (State::Done, State::Open));
}

#[test]
fn the_local_shelf_is_enough_to_begin() {
    let mut device = Device::default();
    let mut first = Tab::open("one", &mut device);
    first.act(&mut device, Act::Choose(1));
    let mut tab = Tab::closed("two");
    tab.send(&mut device, open("two", None));
    assert_eq!(*tab.session.screen(), Screen::Board);
    assert_eq!(tab.state(1), State::Chosen);
}

// ---- failures ----

#[test]
fn without_a_local_shelf_the_database_keeps_the_work() {
    let mut device = Device {
        local_fault: Some(Fault::Denied),
        ..Device::default()
    };
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    assert_eq!(tab.state(0), State::Open, "not stored yet");
    tab.act(&mut device, Act::Choose(1));
    tab.settle(&mut device);
    assert_eq!((tab.state(0), tab.state(1)), (State::Chosen, State::Chosen));
    assert_eq!(tab.session.saved(), Saved::Device);
    let again = Tab::open("two", &mut device);
    assert_eq!(
        (again.state(0), again.state(1)),
        (State::Chosen, State::Chosen)
    );
}

#[test]
fn without_any_shelf_the_work_goes_on_in_memory_and_says_so() {
    let mut device = Device {
        local_fault: Some(Fault::Denied),
        database_fault: Some(Fault::Denied),
        ..Device::default()
    };
    let mut tab = Tab::open("one", &mut device);
    assert!(matches!(tab.session.saved(), Saved::Memory(Some(_))));
    assert_eq!(bar(&tab), Some("saved-memory"));
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert_eq!(tab.state(0), State::Chosen);
    assert!(
        tab.acts(&mut device).contains(&"choose".to_owned()),
        "the file has it"
    );
    tab.send(&mut device, Message::Dismissed);
    assert_eq!(bar(&tab), None);
    assert!(
        matches!(tab.session.saved(), Saved::Memory(Some(_))),
        "put away, not forgotten"
    );
}

#[test]
fn what_could_not_be_stored_is_stored_when_it_can() {
    let mut device = Device {
        local_fault: Some(Fault::Full),
        database_fault: Some(Fault::Full),
        ..Device::default()
    };
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert!(matches!(tab.session.saved(), Saved::Failed(Some(_))));
    assert_eq!(bar(&tab), Some("saved-full"));
    (device.local_fault, device.database_fault) = (None, None);
    tab.send(&mut device, Message::Retry);
    tab.settle(&mut device);
    assert_eq!((tab.session.saved(), bar(&tab)), (Saved::Device, None));
    assert_eq!(Tab::open("two", &mut device).state(0), State::Chosen);
}

#[test]
fn a_full_local_shelf_makes_room_from_what_the_database_has() {
    let mut device = Device {
        room: Some(40_000),
        ..Device::default()
    };
    let mut tab = Tab::open("one", &mut device);
    for round in 0..1000 {
        tab.act(
            &mut device,
            if round % 2 == 0 {
                Act::Choose(0)
            } else {
                Act::Drop(0)
            },
        );
        tab.settle(&mut device);
        assert_eq!(tab.session.saved(), Saved::Device, "round {round}");
    }
    let log = tab.log(&mut device);
    assert!(device.database.values().map(String::len).sum::<usize>() > 40_000);
    let mut again = Tab::open("two", &mut device);
    assert_eq!(again.log(&mut device), log);
}

#[test]
fn a_wiped_local_shelf_comes_back_from_the_database() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    let before = tab.log(&mut device);
    device.local.clear();
    let mut again = Tab::open("two", &mut device);
    assert_eq!(again.log(&mut device), before);
    device.database.clear();
    let mut third = Tab::open("three", &mut device);
    assert_eq!(third.log(&mut device), before, "and the other way round");
    assert_eq!(device.database.len(), device.local.len());
}

#[test]
fn a_shelf_wiped_under_an_open_page_is_filled_again() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    let before = tab.log(&mut device);
    device.local.clear();
    tab.send(&mut device, Message::Wiped(Shelf::Local));
    tab.settle(&mut device);
    device.database.clear();
    assert_eq!(Tab::open("two", &mut device).log(&mut device), before);
}

#[test]
fn a_corrupt_chunk_gives_what_it_has_and_its_rest_is_kept() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Choose(1));
    tab.settle(&mut device);
    let key = device
        .local
        .keys()
        .find(|key| key.contains("/log/"))
        .unwrap()
        .clone();
    let text = device.local[&key].clone();
    let broken = text.get(..text.len() - 40).unwrap().to_owned();
    device.local.insert(key.clone(), broken.clone());
    device.database.clear();
    let again = Tab::open("two", &mut device);
    assert_eq!(
        (again.state(0), again.state(1)),
        (State::Chosen, State::Open)
    );
    assert_eq!(bar(&again), Some("saved-salvaged"));
    assert!(
        device.local.values().any(|kept| *kept == broken),
        "kept aside"
    );
    let third = Tab::open("three", &mut device);
    assert_eq!(
        (third.state(0), bar(&third)),
        (State::Chosen, None),
        "told once"
    );
}

#[test]
fn the_same_damage_on_both_shelves_is_said_and_kept_aside() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Choose(1));
    tab.settle(&mut device);
    for shelf in [&mut device.local, &mut device.database] {
        for (_, text) in shelf.iter_mut().filter(|(key, _)| key.contains("/log/")) {
            text.truncate(text.len() - 40);
        }
    }
    let again = Tab::open("two", &mut device);
    assert_eq!(
        (again.state(0), again.state(1), bar(&again)),
        (State::Chosen, State::Open, Some("saved-salvaged"))
    );
    assert!(
        device.local.keys().any(|key| key.contains("/aside/")),
        "kept aside"
    );
    let third = Tab::open("three", &mut device);
    assert_eq!((third.state(0), bar(&third)), (State::Chosen, None));
}

#[test]
fn a_corrupt_chunk_is_replaced_by_the_other_shelfs() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    for text in device.local.values_mut() {
        *text = "\u{0}nonsense".into();
    }
    let again = Tab::open("two", &mut device);
    assert_eq!((again.state(0), bar(&again)), (State::Chosen, None));
    assert!(device.local.values().all(|text| !text.contains("nonsense")));
}

#[test]
fn nobody_meets_anothers_work() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    tab.send(&mut device, open("one", Some("ann")));
    tab.settle(&mut device);
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    for learner in [None, Some("bob"), Some("an"), Some("ann/"), Some("guest")] {
        let mut other = Tab::closed("two");
        other.send(&mut device, open("two", learner));
        other.settle(&mut device);
        assert_eq!(other.state(0), State::Open, "{learner:?}");
    }
}

// ---- tabs ----

#[test]
fn two_tabs_hear_each_other_and_overwrite_nothing() {
    let mut device = Device::default();
    let mut one = Tab::open("one", &mut device);
    let mut two = Tab::open("two", &mut device);
    one.act(&mut device, Act::Choose(0));
    two.act(&mut device, Act::Choose(1));
    for (key, text) in std::mem::take(&mut one.told) {
        two.send(&mut device, Message::Told { key, text });
    }
    for (key, text) in std::mem::take(&mut two.told) {
        one.send(&mut device, Message::Told { key, text });
    }
    for tab in [&one, &two] {
        assert_eq!((tab.state(0), tab.state(1)), (State::Chosen, State::Chosen));
    }
    one.act(&mut device, Act::Drop(0));
    two.act(&mut device, Act::Drop(1));
    one.settle(&mut device);
    two.settle(&mut device);
    let third = Tab::open("three", &mut device);
    assert_eq!(
        (third.state(0), third.state(1)),
        (State::Dropped, State::Dropped)
    );
}

// ---- drafts ----

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

// ---- the board as a whole ----

#[test]
fn the_end_is_celebrated_once() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    for ix in [0, 1, 2] {
        assert!(!tab.session.notice().celebrate);
        tab.act(&mut device, Act::Done(ix));
    }
    assert!(tab.session.notice().celebrate);
    assert_eq!(tab.session.head().state, BoardState::Complete);
    tab.send(&mut device, Message::Dismissed);
    assert!(
        tab.session.notice().celebrate,
        "a bar is put away by itself"
    );
    tab.send(&mut device, Message::PartyOver);
    assert!(!tab.session.notice().celebrate);
    tab.settle(&mut device);
    let mut again = Tab::open("two", &mut device);
    assert!(!again.session.notice().celebrate);
    again.act(&mut device, Act::Undo(2));
    again.act(&mut device, Act::Done(2));
    assert_eq!(
        (again.session.head().state, again.session.notice().celebrate),
        (BoardState::Complete, false)
    );
}

#[test]
fn a_finished_board_shows_no_way_that_is_left() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    for ix in [0, 1, 2] {
        assert!(tab.session.head().ways.iter().any(|way| !way.met));
        tab.act(&mut device, Act::Done(ix));
    }
    let head = tab.session.head();
    assert_eq!(head.missing.key, "head-finished");
    assert_eq!(head.ways.len(), 1);
    assert!(head.ways[0].met && !head.ways[0].nearest);
}

#[test]
fn only_a_rule_of_lines_has_lines_drawn() {
    let activities = (0..9).map(|n| format!(r#"{{ "id": "a{n}", "title": "A" }}"#));
    let activities: Vec<String> = activities.collect();
    for (rule, drawn) in [
        (r#"{ "lines": 1 }"#, true),
        (r#"{ "one_per": "row" }"#, false),
    ] {
        let board = format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "columns": 3, "activities": [{}], "complete": {rule} }}"#,
            activities.join(",")
        );
        let tab = opened(&board, &mut Device::default());
        let ways = tab.session.head().ways;
        assert!(ways.iter().any(|way| !way.cells.is_empty()), "{rule}");
        assert!(ways.iter().all(|way| way.line == drawn), "{rule}");
    }
}

#[test]
fn lines_that_are_all_alike_are_not_listed_until_one_is_begun() {
    let board = |side: usize, rule: &str| {
        let activities =
            (0..side * side).map(|n| format!(r#"{{ "id": "a{n}", "title": "A{n}" }}"#));
        let activities: Vec<String> = activities.collect();
        format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "columns": {side}, "activities": [{}], "complete": {rule} }}"#,
            activities.join(",")
        )
    };
    let mut device = Device::default();
    let mut tab = opened(&board(8, r#"{ "lines": 1, "length": 5 }"#), &mut device);
    let english = Tongue::english(Rc::new(Plain::default()));
    let titles = |tab: &Tab| -> Vec<String> {
        let head = tab.session.head();
        let title = |ix| tab.session.title(ix);
        let ways = head.ways.iter().map(|way| &way.title);
        ways.chain(&head.other_ways)
            .map(|says| english.text(says, &title))
            .collect()
    };
    assert_eq!(titles(&tab), [""; 0]);
    tab.act(&mut device, Act::Choose(0));
    let told = titles(&tab);
    assert_eq!(told.len(), 9);
    assert_eq!(told[0], "row 1, “A0” to “A4”");
    assert_eq!(told[8], "and 88 more");
    let small = opened(&board(3, r#"{ "lines": 1 }"#), &mut Device::default());
    let told = titles(&small);
    assert_eq!(told.len(), 8);
    assert_eq!(told[0], "the top row");
}

#[test]
fn an_earned_badge_is_written_down() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(4));
    assert!(tab.session.badges()[0].earned);
    assert!(tab.log(&mut device).iter().any(|(_, kind)| kind == "earn"));
    let said: Vec<_> = tab
        .session
        .notice()
        .announce
        .iter()
        .map(|phrase| phrase.key)
        .collect();
    assert_eq!(said, ["say-badge", "say-state", "say-points"]);
    tab.send(&mut device, Message::Heard);
    assert_eq!(tab.session.notice().announce, []);
}

#[test]
fn the_board_is_offered_once_an_edition() {
    let mut device = Device::default();
    let offered = |tab: &mut Tab, device: &mut Device| {
        tab.log(device)
            .iter()
            .filter(|(_, kind)| kind == "offered")
            .count()
    };
    let mut tab = Tab::open("one", &mut device);
    assert_eq!(offered(&mut tab, &mut device), 1);
    let mut tab = Tab::open("two", &mut device);
    assert_eq!(offered(&mut tab, &mut device), 1);
    let mut tab = Tab::closed("three");
    let bytes = BOARD.replace("\"points\": 3", "\"points\": 4").into();
    tab.send(
        &mut device,
        Message::Open {
            bytes,
            folder: None,
            learner: None,
            language: None,
            readonly: false,
            tab: "three".into(),
        },
    );
    tab.settle(&mut device);
    assert_eq!(offered(&mut tab, &mut device), 2);
}

#[test]
fn a_reset_never_comes_back() {
    let mut device = Device::default();
    let (mut tab, file) = finished_and_exported(&mut device);
    tab.act(&mut device, Act::Reset);
    assert_eq!(tab.state(0), State::Open);
    tab.send(&mut device, Message::Import { text: file });
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Open, Some("saved-import-before-reset"))
    );
    assert_eq!(Tab::open("two", &mut device).state(0), State::Open);
}

#[test]
fn a_file_says_what_of_it_is_not_on_this_device() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    let picked = choiceboard::session::Picked {
        file: 0,
        kind: "image",
        name: String::from("drawing.png"),
        media: String::from("image/png"),
        size: 3,
    };
    tab.act(&mut device, Act::Start(3));
    tab.act(&mut device, Act::Attach(3, picked));
    // The device of these tests keeps no bytes.
    tab.send(&mut device, Message::Export);
    assert_eq!(bar(&tab), Some("saved-export-without"));
    tab.send(&mut device, Message::HandedOut { missing: None });
    assert_eq!(bar(&tab), Some("saved-export-failed"));
    tab.send(&mut device, Message::Dismissed);
    tab.send(&mut device, Message::HandedOut { missing: Some(0) });
    assert_eq!(bar(&tab), None);
}

#[test]
fn a_file_of_another_learner_is_taken_in_on_their_word_alone() {
    let mut device = Device::default();
    let (_, file) = finished_and_exported(&mut device);
    let another = file.replace("\"learner\":\"", "\"learner\":\"another-");
    assert_ne!(another, file);
    let mut elsewhere = Device::default();
    let mut tab = Tab::open("two", &mut elsewhere);
    tab.send(
        &mut elsewhere,
        Message::Import {
            text: another.clone(),
        },
    );
    tab.settle(&mut elsewhere);
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Open, Some("saved-import-other-learner"))
    );
    tab.send(&mut elsewhere, Message::Adopt);
    tab.settle(&mut elsewhere);
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Done, Some("saved-imported"))
    );
}

#[test]
fn a_file_carries_the_work_to_another_device() {
    let mut device = Device::default();
    let (_, file) = finished_and_exported(&mut device);
    let mut elsewhere = Device::default();
    let mut tab = Tab::open("two", &mut elsewhere);
    tab.send(&mut elsewhere, Message::Import { text: file });
    tab.settle(&mut elsewhere);
    assert_eq!(
        (tab.state(0), bar(&tab)),
        (State::Done, Some("saved-imported"))
    );
    assert_eq!(Tab::open("three", &mut elsewhere).state(0), State::Done);
}

#[test]
fn a_broken_file_is_refused_and_changes_nothing() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(0));
    let before = tab.log(&mut device);
    for (text, key) in [
        ("", "saved-import-empty"),
        (
            "{\"choiceboard_log\":1,\"board\":\"other\",\"events\":[]}",
            "saved-import-other-board",
        ),
        (BOARD, "saved-import-a-board"),
        ("PK\u{3}\u{4}", "saved-import-no-log"),
    ] {
        tab.send(&mut device, Message::Import { text: text.into() });
        assert_eq!(bar(&tab), Some(key));
        tab.send(&mut device, Message::Dismissed);
    }
    assert_eq!(tab.log(&mut device), before);
}

#[test]
fn an_icon_is_a_name_or_a_picture() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    let bytes = BOARD
        .replace("\"title\": \"A\"", "\"title\": \"A\", \"icon\": \"star\"")
        .replace(
            "\"title\": \"B\"",
            "\"title\": \"B\", \"icon\": \"images/b.svg\"",
        )
        .into();
    let message = Message::Open {
        bytes,
        folder: Some(String::from("boards/")),
        learner: None,
        language: None,
        readonly: false,
        tab: "one".into(),
    };
    tab.send(&mut device, message);
    tab.settle(&mut device);
    let shown = |ix| {
        let tile = tab.session.tile(ix).unwrap();
        (tile.icon, tile.image)
    };
    let picture = (String::from("boards/images/b.svg"), String::new());
    assert_eq!(shown(0), (Some(String::from("star")), None));
    assert_eq!(shown(1), (None, Some(picture)));
    assert_eq!(shown(2), (None, None));
}

#[test]
fn what_a_text_leads_to_lies_beside_the_board() {
    let shown = |folder: Option<&str>| {
        let mut device = Device::default();
        let mut tab = Tab::closed("one");
        let about = "\"title\": \"A\", \"about\": \"![a](images/a.svg) [b](https://b.example)\"";
        let message = Message::Open {
            bytes: BOARD.replacen("\"title\": \"A\"", about, 1).into(),
            folder: folder.map(String::from),
            learner: None,
            language: None,
            readonly: false,
            tab: "one".into(),
        };
        tab.send(&mut device, message);
        tab.settle(&mut device);
        tab.session.panel(0).unwrap().about
    };
    for (folder, src) in [
        (Some("boards/"), "boards/images/a.svg"),
        (Some(""), "images/a.svg"),
        (None, "none:images/a.svg"),
    ] {
        let about = format!("![a]({src}) [b](https://b.example)");
        assert_eq!(shown(folder), about);
    }
}

#[test]
fn a_board_with_mistakes_shows_them_located() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    let bytes = BOARD
        .replace("\"requires\": \"a\"", "\"requires\": {}")
        .into();
    tab.send(
        &mut device,
        Message::Open {
            bytes,
            folder: None,
            learner: None,
            language: None,
            readonly: false,
            tab: "one".into(),
        },
    );
    let Screen::Problem(problem) = tab.session.screen() else {
        panic!("{:?}", tab.session.screen());
    };
    let mistake = &problem.mistakes[0];
    assert!(mistake.error);
    assert_eq!(mistake.line, 9);
}

#[test]
fn a_board_that_does_not_come_says_why() {
    for (status, key) in [
        (None, "problem-fetch-offline"),
        (Some(404), "problem-fetch-missing"),
        (Some(403), "problem-fetch-refused"),
        (Some(500), "problem-fetch-failed"),
    ] {
        let mut tab = Tab::closed("one");
        tab.send(
            &mut Device::default(),
            Message::NoBoard {
                url: "b.json".into(),
                status,
            },
        );
        let Screen::Problem(problem) = tab.session.screen() else {
            panic!("{:?}", tab.session.screen());
        };
        assert_eq!(problem.says.key, key);
    }
}

/// Another board than the usual one, opened.
fn opened(board: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed("one");
    let bytes = board.into();
    tab.send(
        device,
        Message::Open {
            bytes,
            learner: None,
            folder: None,
            language: None,
            readonly: false,
            tab: "one".into(),
        },
    );
    tab.settle(device);
    tab
}

/// What is drawn again after an act.
fn named(tab: &mut Tab, device: &mut Device, act: Act) -> Vec<Ix> {
    tab.changed.clear();
    tab.act(device, act);
    let mut named: Vec<Ix> = Vec::new();
    for tiles in &tab.changed {
        match tiles {
            Tiles::Some(tiles) => named.extend(tiles),
            Tiles::All => panic!("all tiles"),
        }
    }
    named.sort_unstable();
    named.dedup();
    named
}

#[test]
fn a_reason_that_reads_anew_is_drawn_anew() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" },
        { "id": "d", "title": "D", "requires": { "at_least": 2, "of": ["a", "b", "c"] } },
        { "id": "e", "title": "E", "requires": "c" },
        { "id": "f", "title": "F", "requires": "e" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    assert_eq!(
        named(&mut tab, &mut device, Act::Done(0)),
        [0],
        "nothing is told yet"
    );
    for ix in 0..6 {
        tab.session.tile(ix).unwrap();
    }
    // One of two is there.
    assert_eq!(named(&mut tab, &mut device, Act::Undo(0)), [0, 3]);
    // What E asks for is lost, and with it what F does.
    assert_eq!(named(&mut tab, &mut device, Act::Drop(2)), [2, 3, 4, 5]);
    assert_eq!(named(&mut tab, &mut device, Act::Choose(1)), [1]);
    let why = |ix| tab.session.tile(ix).unwrap().why.unwrap().key;
    assert_eq!((why(4), why(5)), ("rule-locked-back", "rule-locked"));
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

#[test]
fn a_tile_leaves_to_its_section_what_holds_of_the_whole_of_it() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" }],
      "sections": [
        { "id": "one", "title": "One", "activities": ["a"] },
        { "id": "two", "title": "Two", "activities": ["b", "c"], "requires": "a" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    let shared = |tab: &Tab, ix| tab.session.tile(ix).unwrap().why_shared;
    assert!(tab.session.sections()[1].locked.is_some());
    assert_eq!([0, 1, 2].map(|ix| shared(&tab, ix)), [false, true, true]);
    tab.act(&mut device, Act::Done(0));
    assert_eq!([0, 1, 2].map(|ix| shared(&tab, ix)), [false; 3]);
}

#[test]
fn a_quick_check_is_answered_and_what_was_answered_goes_before_what_it_comes_to() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "check": { "pass": 60, "attempts": 2, "questions": [
          { "id": "q", "kind": "true_false", "text": "True?", "answer": true, "feedback": "Think of rain." },
          { "id": "n", "kind": "number", "text": "How many?", "answer": 8 }
        ] } },
        { "id": "b", "title": "B" },
        { "id": "c", "title": "C", "requires": "b", "check": { "questions": [ { "kind": "confidence" } ] } }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    let quiz = |tab: &Tab, ix| tab.session.panel(ix).unwrap().quiz;
    let key = |says: Option<choiceboard::words::Phrase>| says.map(|says| says.key);
    assert_eq!(quiz(&tab, 1), None);
    // Locked: that there is a check, and nothing to answer.
    let locked = quiz(&tab, 2).unwrap();
    assert_eq!(
        (key(locked.says), locked.questions.len()),
        (Some("panel-check"), 0)
    );
    let asked = quiz(&tab, 0).unwrap();
    assert_eq!(
        (asked.questions.len(), asked.open, asked.attempt),
        (2, true, 1)
    );
    assert_eq!(key(asked.to_go), Some("check-to-go"));
    // Without all answers nothing is handed in.
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("false".into())),
    );
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(quiz(&tab, 0).unwrap().result, None);
    tab.act(
        &mut device,
        Act::Give(0, "n".into(), Given::One("8".into())),
    );
    assert_eq!(quiz(&tab, 0).unwrap().to_go, None);
    tab.act(&mut device, Act::Answer(0));
    let types: Vec<String> = tab
        .log(&mut device)
        .into_iter()
        .map(|(_, kind)| kind)
        .collect();
    assert_eq!(types[types.len() - 2..], ["draft", "answer"]);
    let over = quiz(&tab, 0).unwrap();
    assert_eq!(
        (key(over.result), over.passed, over.open, over.again),
        (Some("check-failed"), false, false, true)
    );
    let marks: Vec<_> = over
        .questions
        .iter()
        .map(|question| question.mark.clone().unwrap())
        .collect();
    assert_eq!(
        marks.iter().map(|mark| mark.right).collect::<Vec<_>>(),
        [Some(Right::No), Some(Right::Yes)]
    );
    assert_eq!(marks[0].says, ["Think of rain."]);
    assert_eq!(tab.state(0), State::Started);
    // Another visit goes on where this one was.
    let mut tab = opened(board, &mut device);
    assert_eq!(key(quiz(&tab, 0).unwrap().result), Some("check-failed"));
    tab.act(&mut device, Act::Again(0));
    let again = quiz(&tab, 0).unwrap();
    assert_eq!(
        (again.attempt, again.open, key(again.result)),
        (2, true, None)
    );
    assert_eq!(again.questions[1].given, Given::One("8".into()));
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("true".into())),
    );
    tab.act(&mut device, Act::Answer(0));
    let over = quiz(&tab, 0).unwrap();
    // There is no third try, and none is needed.
    assert_eq!(
        (key(over.result), over.passed, over.again),
        (Some("check-passed"), true, false)
    );
    tab.act(&mut device, Act::Done(0));
    assert_eq!(tab.state(0), State::Done);
}

#[test]
fn whoever_has_passed_a_check_may_take_it_again_and_has_still_passed() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "evidence": { "kinds": ["text"] }, "check": { "pass": 50, "questions": [
          { "id": "q", "kind": "true_false", "answer": true }, { "id": "r", "kind": "true_false", "answer": true } ] } },
        { "id": "b", "title": "B" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    let quiz = |tab: &Tab| tab.session.panel(0).unwrap().quiz.unwrap();
    let give = |tab: &mut Tab, device: &mut Device, question: &str, says: &str| {
        let given = Given::One(says.to_owned());
        tab.act(device, Act::Give(0, question.to_owned(), given));
    };
    give(&mut tab, &mut device, "q", "true");
    give(&mut tab, &mut device, "r", "false");
    // Pressed twice, it is one try.
    tab.act(&mut device, Act::Answer(0));
    tab.act(&mut device, Act::Answer(0));
    let over = quiz(&tab);
    assert_eq!((over.attempt, over.passed, over.again), (1, true, true));
    tab.act(&mut device, Act::Again(0));
    let again = quiz(&tab);
    assert_eq!(
        (again.attempt, again.open, again.questions.len()),
        (2, true, 2)
    );
    give(&mut tab, &mut device, "q", "false");
    give(&mut tab, &mut device, "r", "false");
    tab.act(&mut device, Act::Answer(0));
    let over = quiz(&tab);
    let english = Tongue::english(Rc::new(Plain::default()));
    let says = english.text(over.result.as_ref().unwrap(), &|_| String::new());
    assert_eq!(
        (says.as_str(), over.passed),
        ("0% this time. You have passed, with 50%.", true)
    );
    // What is handed in right after an answer does not take it away.
    tab.act(&mut device, Act::Again(0));
    tab.act(&mut device, Act::Draft(0, "text", "Words".into()));
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("true".into())),
    );
    tab.act(&mut device, Act::Submit(0));
    assert_eq!(quiz(&tab).questions[0].given, Given::One("true".into()));
}

#[test]
fn a_check_without_tries_left_says_so() {
    let board = r#"{
      "choiceboard": 1, "id": "b", "title": "B",
      "activities": [
        { "id": "a", "title": "A", "check": { "attempts": 1, "questions": [ { "id": "q", "kind": "text", "answers": ["rain"] } ] } },
        { "id": "b", "title": "B" }
      ]
    }"#;
    let mut device = Device::default();
    let mut tab = opened(board, &mut device);
    tab.act(
        &mut device,
        Act::Give(0, "q".into(), Given::One("snow".into())),
    );
    tab.act(&mut device, Act::Answer(0));
    let quiz = tab.session.panel(0).unwrap().quiz.unwrap();
    assert_eq!(
        (quiz.open, quiz.again, quiz.result.is_some()),
        (false, false, true)
    );
    let english = Tongue::english(Rc::new(Plain::default()));
    let says = |phrase: &choiceboard::words::Phrase| english.text(phrase, &|_| String::new());
    assert_eq!(says(quiz.says.as_ref().unwrap()), "No tries are left.");
    assert_eq!(
        says(quiz.result.as_ref().unwrap()),
        "0%. To pass you need 70%."
    );
    let actions = tab.session.panel(0).unwrap().actions;
    let done = actions.iter().find(|action| action.name == "done").unwrap();
    assert_eq!(
        says(done.refused.as_ref().unwrap()),
        "Pass the quick check first: you need 70%, your best is 0%."
    );
    // Pressed all the same, nothing is written.
    let before = tab.log(&mut device);
    tab.act(&mut device, Act::Answer(0));
    assert_eq!(tab.log(&mut device), before);
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

#[test]
fn a_locked_tile_is_refused_aloud() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(5));
    assert_eq!(tab.state(5), State::Locked);
    assert_eq!(tab.acts(&mut device), [""; 0]);
    assert_eq!(tab.session.notice().announce.len(), 1);
}

#[test]
fn every_locked_tile_says_the_same_reason_however_many_are_asked() {
    let locked: Vec<String> = (0..20)
        .map(|n| format!(r#"{{ "id": "l{n}", "title": "L", "requires": "a" }}"#))
        .collect();
    let board = format!(
        r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [{{ "id": "a", "title": "A" }}, {}] }}"#,
        locked.join(",")
    );
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    let bytes = board.into_bytes();
    tab.send(
        &mut device,
        Message::Open {
            bytes,
            learner: None,
            folder: None,
            language: None,
            readonly: false,
            tab: "one".into(),
        },
    );
    let reasons: Vec<_> = (1..21)
        .map(|ix| tab.session.tile(ix).unwrap().why.unwrap())
        .collect();
    assert!(
        reasons.iter().all(|reason| *reason == reasons[0]),
        "{reasons:?}"
    );
    tab.act(&mut device, Act::Done(0));
    assert!((1..21).all(|ix| tab.session.tile(ix).unwrap().why.is_none()));
}
