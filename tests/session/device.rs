//! The device and the tabs of these tests: shelves that are maps, and a session whose effects are answered by hand.

use super::*;

pub const BOARD: &str = r#"{
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
pub const MORNING: i64 = 1_795_255_200_000;

/// What is on the device, and how it behaves.
#[derive(Default)]
pub struct Device {
    pub local: BTreeMap<String, String>,
    pub database: BTreeMap<String, String>,
    pub local_fault: Option<Fault>,
    pub database_fault: Option<Fault>,
    /// Texts longer than this are refused as too much by the local shelf; `None`: there is room for all.
    pub room: Option<usize>,
    /// Board files by their addresses.
    pub boards: BTreeMap<String, String>,
}

impl Device {
    /// One whose shelves both fail, each time in this way.
    pub fn failing(fault: impl Into<Option<Fault>>) -> Device {
        let mut device = Device::default();
        device.fails(fault);
        device
    }

    /// From now on both shelves fail in this way; `None`: no longer.
    pub fn fails(&mut self, fault: impl Into<Option<Fault>>) {
        self.local_fault = fault.into();
        self.database_fault = self.local_fault;
    }

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
pub struct Tab {
    pub session: Session,
    pub name: String,
    pub seconds: i64,
    /// Milliseconds in such a second.
    pub pace: i64,
    pub coming: VecDeque<Message>,
    pub waits: Vec<u64>,
    pub told: Vec<(String, String)>,
    pub downloads: Vec<String>,
    pub changed: Vec<Tiles>,
    /// What the line to an LMS wants, but for what is read from the device.
    pub wishes: Vec<Wish>,
    /// Effects it may still carry out; then it is killed.
    pub fuel: usize,
}

impl Tab {
    pub fn closed(name: &str) -> Self {
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
    pub fn open(name: &str, device: &mut Device) -> Self {
        let mut tab = Tab::closed(name);
        tab.send(device, open(name, None));
        tab.settle(device);
        tab
    }

    pub fn stamp(&mut self) -> Stamp {
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
    pub fn send(&mut self, device: &mut Device, message: Message) {
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

    pub fn carry_out(&mut self, device: &mut Device, effect: Effect) -> Option<Message> {
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
    pub fn step(&mut self, device: &mut Device) -> bool {
        let next = self.coming.pop_front();
        match next {
            Some(message) if self.fuel > 0 => {
                self.send(device, message);
                true
            }
            _ => false,
        }
    }

    pub fn settle(&mut self, device: &mut Device) {
        while self.step(device) {}
    }

    pub fn act(&mut self, device: &mut Device, act: Act) {
        self.send(device, Message::Act(act));
    }

    pub fn state(&self, ix: Ix) -> State {
        self.session.tile(ix).map(|tile| tile.state).unwrap()
    }

    /// Every event of the log, as the exported file has it: id and type.
    pub fn log(&mut self, device: &mut Device) -> Vec<(String, String)> {
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

    pub fn acts(&mut self, device: &mut Device) -> Vec<String> {
        let own = |kind: &String| !matches!(kind.as_str(), "offered" | "earn");
        self.log(device)
            .into_iter()
            .map(|(_, kind)| kind)
            .filter(own)
            .collect()
    }
}

pub fn held(
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

pub fn open(tab: &str, learner: Option<&str>) -> Message {
    open_board(tab, learner, BOARD)
}

/// Any board, to be opened in a tab by a learner.
pub fn open_board(tab: &str, learner: Option<&str>, board: &str) -> Message {
    Message::Open {
        bytes: board.into(),
        folder: None,
        learner: learner.map(String::from),
        language: None,
        readonly: false,
        tab: tab.into(),
    }
}

/// The same from a folder.
pub fn open_board_in(
    folder: Option<&str>,
    tab: &str,
    learner: Option<&str>,
    board: &str,
) -> Message {
    let mut message = open_board(tab, learner, board);
    if let Message::Open { folder: from, .. } = &mut message {
        *from = folder.map(String::from);
    }
    message
}

/// Any board, to be looked at only.
pub fn look_at(tab: &str, board: &str) -> Message {
    let mut message = open_board(tab, None, board);
    if let Message::Open { readonly, .. } = &mut message {
        *readonly = true;
    }
    message
}

/// Another board than the usual one, opened.
pub fn opened(board: &str, device: &mut Device) -> Tab {
    let mut tab = Tab::closed("one");
    tab.send(device, open_board("one", None, board));
    tab.settle(device);
    tab
}

/// A tab in which the first activity was finished, and the file of that work.
pub fn finished_and_exported(device: &mut Device) -> (Tab, String) {
    let mut tab = Tab::open("one", device);
    tab.act(device, Act::Done(0));
    tab.send(device, Message::Export);
    let file = tab.downloads.pop().unwrap();
    (tab, file)
}

pub fn bar(tab: &Tab) -> Option<&'static str> {
    tab.session.notice().bar.map(|bar| bar.says.key)
}
