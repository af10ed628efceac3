//! Two devices of one learner with several tabs each, and a teacher, against the LMS of `tests/lms`, which misbehaves in every way it can, with tabs
//! killed at any moment: in the end every event of which a screen has said that it is saved is in the LMS once, and all screens agree.
//!
//! `CHOICEBOARD_RUNS=1000 cargo test --test session -- --nocapture nothing_is_lost_on_the_way` goes on for longer.

use std::collections::BTreeSet;

use lms::Mishap;

use super::said::{Said, unreplaced};
use super::*;
use crate::chance::{Chance, Tally, runs};
use crate::school::{draw, is_unwelcome};

/// More than this in one request is too much for the LMS.
const MOST: usize = 4;

/// A device and its tabs, the first of which sends.
#[derive(Default)]
struct Desk {
    device: Device,
    tabs: Vec<Tab>,
}

struct Run {
    chance: Chance,
    lms: School,
    desks: [Desk; 2],
    /// Seconds since the morning; what tabs are opened later is later.
    seconds: i64,
    tabs: usize,
    calm: bool,
    said: Said,
    tally: Tally,
}

impl Run {
    fn new(seed: u64) -> Self {
        let lms = school();
        lms.lms.take_at_most(MOST);
        Run {
            chance: Chance(seed),
            lms,
            desks: [Desk::default(), Desk::default()],
            seconds: 0,
            tabs: 0,
            calm: false,
            said: Said::default(),
            tally: Tally::default(),
        }
    }

    fn open(&mut self, which: usize) {
        self.tabs += 1;
        let name = format!("tab{which}x{}", self.tabs);
        let desk = &mut self.desks[which];
        let mut tab = Tab::closed(&name);
        tab.seconds = self.seconds;
        tab.send(&mut desk.device, open(&name, None));
        tab.settle(&mut desk.device);
        connect(&mut tab, &mut desk.device);
        if desk.tabs.is_empty() {
            tab.news(&mut desk.device, News::Leads);
        }
        desk.tabs.push(tab);
        self.spread(which);
    }

    /// The tabs of a device hear each other.
    fn spread(&mut self, which: usize) {
        let Desk { device, tabs } = &mut self.desks[which];
        loop {
            let told: Vec<(usize, Vec<(String, String)>)> = tabs
                .iter_mut()
                .map(|tab| std::mem::take(&mut tab.told))
                .enumerate()
                .filter(|(_, told)| !told.is_empty())
                .collect();
            if told.is_empty() {
                return;
            }
            for (from, told) in told {
                for (to, tab) in tabs.iter_mut().enumerate() {
                    for (key, text) in told.iter().filter(|_| to != from) {
                        let (key, text) = (key.clone(), text.clone());
                        tab.send(device, Message::Told { key, text });
                    }
                    tab.settle(device);
                }
            }
        }
    }

    fn happen(&mut self) {
        self.seconds += self.chance.below(4) as i64;
        let which = self.chance.below(2);
        if self.desks[which].tabs.is_empty() || self.chance.below(30) == 0 {
            return self.open(which);
        }
        let at = self.chance.below(self.desks[which].tabs.len());
        let act = self.act();
        let event = self.teachers();
        let Desk { device, tabs } = &mut self.desks[which];
        let tab = &mut tabs[at];
        tab.seconds = tab.seconds.max(self.seconds);
        match self.chance.below(12) {
            0..=3 => {
                tab.act(device, act);
                // At once: before the database has answered.
                self.said.note(which, tab, device);
            }
            4 => self.lms.add(&event),
            5 | 6 => tab.send(device, Message::Tick),
            7 if self.chance.below(4) == 0 => {
                // Killed in the middle of whatever it does.
                tab.fuel = self.chance.below(4);
                tab.act(device, act);
                self.said.note(which, tab, device);
                self.tally.killed += 1;
                tabs.remove(at);
                if at == 0 && !tabs.is_empty() {
                    tabs[0].news(device, News::Leads);
                }
            }
            8 if self.chance.below(20) == 0 => {
                device.local.clear();
                for tab in tabs.iter_mut() {
                    tab.send(device, Message::Wiped(Shelf::Local));
                    tab.settle(device);
                }
            }
            9 if self.chance.below(3) == 0 => tab.send(device, Message::Leaving),
            10 => tab.news(device, News::Shown(true)),
            _ => self.turn(which),
        }
        let Desk { device, tabs } = &mut self.desks[which];
        for tab in tabs {
            tab.settle(device);
            self.said.note(which, tab, device);
        }
        self.spread(which);
        let Desk { device, tabs } = &mut self.desks[which];
        for tab in tabs {
            self.said.note(which, tab, device);
        }
        self.confirmed_is_there();
    }

    /// Something that a learner may do.
    fn act(&mut self) -> Act {
        let ix = self.chance.below(9) as Ix;
        let acts = [
            Act::Choose(ix),
            Act::Start(ix),
            Act::Done(ix),
            Act::Undo(ix),
            Act::Rate(ix, 3),
            Act::Draft(3, "text", format!("Words {}", self.seconds)),
        ];
        acts[self.chance.below(acts.len())].clone()
    }

    /// Something that a teacher may say.
    fn teachers(&mut self) -> Event {
        let ix = self.chance.below(9);
        let letter = char::from(b'a' + ix as u8);
        let facts = [
            Fact::CheckOff,
            Fact::Approve {
                comment: "Well done".into(),
            },
            Fact::Return {
                comment: "Once more".into(),
            },
        ];
        Event {
            id: format!("t-{:016x}", self.chance.next()),
            at: MORNING + self.seconds * 1000,
            activity: Some(letter.to_string().into()),
            fact: facts[self.chance.below(facts.len())].clone(),
            ..approval()
        }
    }

    /// The sender of a device goes on by one step.
    fn turn(&mut self, which: usize) {
        let share = self.chance.share();
        let act = self.act();
        let Desk { device, tabs } = &mut self.desks[which];
        let Some(tab) = tabs.first_mut() else {
            return;
        };
        tab.rest(device);
        if let Some(at) = tab.wishes.iter().position(|wish| *wish == Wish::Token) {
            tab.wishes.remove(at);
            tab.news(device, News::Token);
        }
        let Some((text, ticket, _)) = tab.request() else {
            if self.calm {
                tab.seconds += 400;
            }
            return;
        };
        self.tally.requests += 1;
        let mishap = draw(&mut self.chance, self.calm);
        self.tally.faults += usize::from(mishap.is_some());
        let result = self.lms.meet(&text, mishap);
        if mishap == Some(Mishap::Delay) {
            // It has been taken in and not been answered yet, and the learner goes on.
            tab.seconds += 2;
            tab.act(device, act);
            self.said.note(which, tab, device);
        }
        // Killed while the answer is taken in.
        if !self.calm && share < 0.05 {
            tab.fuel = self.chance.below(5);
            tab.answer(device, ticket, result);
            self.said.note(which, tab, device);
            self.tally.killed += 1;
            tabs.remove(0);
            if let Some(next) = tabs.first_mut() {
                next.news(device, News::Leads);
            }
            return;
        }
        tab.answer(device, ticket, result);
    }

    /// A screen that says "your school has it" is right about every single act.
    fn confirmed_is_there(&mut self) {
        let there: BTreeSet<String> = self.lms.ids().into_iter().collect();
        for desk in &mut self.desks {
            for tab in &mut desk.tabs {
                let refused = match tab.session.saved() {
                    Saved::Confirmed => false,
                    Saved::Unsent { says, .. } if says.key == "unsent-refused" => true,
                    _ => continue,
                };
                let log = self.said.shown(tab, &mut desk.device);
                for (id, kind) in unreplaced(log) {
                    let is_there = there.contains(id) || (refused && is_unwelcome(kind));
                    assert!(is_there, "{} called {kind} {id} confirmed", tab.name);
                }
            }
        }
    }

    /// Everybody comes to rest on a line that is well.
    fn settle(&mut self) {
        self.calm = true;
        // What a tab stored that was killed before it could tell, the next one finds.
        for which in [0, 1] {
            self.open(which);
        }
        for round in 0..400 {
            for which in [0, 1] {
                if round % 100 == 0 {
                    let Desk { device, tabs } = &mut self.desks[which];
                    tabs[0].news(device, News::Shown(true));
                }
                self.turn(which);
                self.spread(which);
            }
        }
        self.confirmed_is_there();
        // Word for word, by their ids.
        let mut once = BTreeMap::new();
        let mut there = Vec::new();
        for event in self.lms.kept() {
            let text = |name: &str| event[name].as_str().unwrap().to_owned();
            let (id, kind) = (text("id"), text("type"));
            assert!(!is_unwelcome(&kind));
            assert!(
                once.insert(id.clone(), event).is_none(),
                "{id} is there twice"
            );
            there.push((id, kind));
        }
        let mut screens = Vec::new();
        let mut kept = [Vec::new(), Vec::new()];
        for (desk, kept) in self.desks.iter_mut().zip(&mut kept) {
            // What the device keeps, a new tab shows.
            let mut fresh = Tab::closed("last");
            fresh.seconds = self.seconds + 100_000;
            fresh.send(&mut desk.device, open("last", None));
            fresh.settle(&mut desk.device);
            for tab in desk.tabs.iter_mut().chain([&mut fresh]) {
                if tab.name != "last" {
                    assert_ne!(tab.session.saved(), Saved::Device, "{}", tab.name);
                }
                let log = tab.log(&mut desk.device);
                for event in tab.exported(&mut desk.device) {
                    let same = once.get(event["id"].as_str().unwrap());
                    assert!(same.is_none_or(|same| *same == event), "{same:?}, {event}");
                }
                if tab.name == "last" {
                    kept.clone_from(&log);
                }
                let only_here: Vec<&String> = unreplaced(&log)
                    .filter(|(id, kind)| !is_unwelcome(kind) && !once.contains_key(id))
                    .map(|(_, kind)| kind)
                    .collect();
                assert_eq!(only_here, [""; 0], "{} has more than the LMS", tab.name);
                let states: Vec<State> = (0..9).map(|ix| tab.state(ix)).collect();
                screens.push((tab.name.clone(), states, tab.session.head().points));
            }
        }
        self.tally.events = there.len();
        self.tally.said = self.said.count();
        self.tally.lost = self.said.lost(&there, &kept);
        if !self.tally.lost.is_empty() {
            // What was lost on one device no other shows: the report says it.
            return;
        }
        for screen in &screens {
            assert_eq!(
                (&screen.1, &screen.2),
                (&screens[0].1, &screens[0].2),
                "{} and {}",
                screen.0,
                screens[0].0
            );
        }
    }
}

#[test]
fn nothing_is_lost_on_the_way() {
    let runs = runs(40);
    let mut all = Tally::default();
    for seed in 0..runs {
        let mut run = Run::new(seed);
        for _ in 0..150 {
            run.happen();
        }
        run.settle();
        all.add(&run.tally);
    }
    all.report(runs);
}
