//! Two devices of one learner and a teacher, the LMS of `tests/lms` and a line to it that fail in every way, and tabs that die at any moment: in the end
//! everything that a screen called confirmed is in the LMS, everything is there once, and all agree.
//!
//! `CHOICEBOARD_RUNS=1000 cargo test --test exchange -- --nocapture faults` goes on for longer.

use std::collections::BTreeSet;
use std::sync::Arc;

use choiceboard::exchange::{
    BoardName, Failure, LearnerName, Outbox, Refused, Request, Response, Step, summary,
};
use choiceboard::progress::{
    Actor, Edition, Event, Extra, Fact, Handed, Log, Planned, Progress, Reach, Role, Terms,
};
use choiceboard::rules::Clock;
use choiceboard::words::write_json;

use crate::chance::{Chance, Tally, runs};
use crate::edition;
use crate::school::{School, draw, is_unwelcome};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "columns": 3, "activities": [
    { "id": "a0", "title": "0" }, { "id": "a1", "title": "1", "approval": "teacher" }, { "id": "a2", "title": "2" },
    { "id": "a3", "title": "3" }, { "id": "a4", "title": "4" }, { "id": "a5", "title": "5" } ] }"#;

/// 2026-11-21T10:00:00Z
const MORNING: i64 = 1_795_255_200_000;

/// More than this in one request is too much for the LMS.
const MOST: usize = 3;

/// What outlives a tab.
#[derive(Default)]
struct Disk {
    log: Log,
    confirmed: BTreeSet<String>,
    refused: Vec<Refused>,
    cursor: Option<String>,
}

struct Device {
    name: &'static str,
    disk: Disk,
    outbox: Outbox,
}

impl Device {
    fn new(name: &'static str) -> Self {
        let disk = Disk::default();
        let outbox = Outbox::new(None, [], Vec::new());
        Device { name, disk, outbox }
    }

    /// The tab is gone, with all that was not on the disk, and another one is opened.
    fn die(&mut self) {
        let disk = &self.disk;
        let settled = |id: &str| {
            disk.confirmed.contains(id) || disk.refused.iter().any(|refused| refused.id == id)
        };
        let unconfirmed = disk.log.iter().map(|event| event.id.clone());
        let unconfirmed: Vec<String> = unconfirmed.filter(|id| !settled(id)).collect();
        self.outbox = Outbox::new(disk.cursor.clone(), unconfirmed, disk.refused.clone());
    }

    fn act(&mut self, event: Event) {
        self.outbox.add(event.id.clone());
        self.disk.log.insert(event);
    }

    fn request(&self, edition: &Arc<Edition>, ids: &[String]) -> String {
        let log = &self.disk.log;
        let request = Request {
            board: BoardName {
                id: String::from("b"),
            },
            learner: LearnerName {
                id: String::from("u-17"),
                name: None,
            },
            after: self.outbox.cursor().map(str::to_owned),
            events: ids.iter().map(|id| log.get(id).unwrap().clone()).collect(),
            summary: summary(&progress(edition, log), log),
        };
        write_json(&request.write())
    }

    /// An answer came: what it brings is stored before anything is called confirmed.
    fn take(&mut self, response: &Response, now: i64, chance: f64) {
        for event in &response.events {
            self.disk.log.insert(event.clone());
            self.disk.confirmed.insert(event.id.clone());
        }
        let confirmed = self.outbox.answered(response, now, chance);
        self.disk.confirmed.extend(confirmed);
        self.disk.refused = self.outbox.refused().to_vec();
        self.disk.cursor = self.outbox.cursor().map(str::to_owned);
    }
}

fn progress(edition: &Arc<Edition>, log: &Log) -> Progress {
    let clock = Clock {
        now: MORNING + 86_400_000,
        offset: 0,
    };
    Progress::replay(edition.clone(), log, clock)
}

struct Run {
    edition: Arc<Edition>,
    chance: Chance,
    now: i64,
    lms: School,
    devices: [Device; 2],
    calm: bool,
    /// Every event that was made, with its kind: all of them are stored as soon as they are.
    said: Vec<(String, String)>,
    tally: Tally,
}

impl Run {
    fn new(edition: &Arc<Edition>, seed: u64) -> Self {
        let lms = School::of("b", "u-17");
        lms.lms.take_at_most(MOST);
        Run {
            edition: edition.clone(),
            chance: Chance(seed),
            now: MORNING,
            lms,
            devices: [Device::new("one"), Device::new("two")],
            calm: false,
            said: Vec::new(),
            tally: Tally::default(),
        }
    }

    fn event(&mut self, role: Role, fact: Fact) -> Event {
        self.tally.events += 1;
        let activity = format!("a{}", self.chance.below(6));
        let by = if role == Role::Teacher { "t-1" } else { "u-17" };
        let id = format!("{:016x}", self.chance.next());
        self.said.push((id.clone(), fact.name().to_owned()));
        Event {
            id,
            at: self.now,
            offset: None,
            by: Actor {
                role,
                id: by.into(),
            },
            activity: Some(activity.into()),
            revision: None,
            fact,
            extra: Extra::default(),
        }
    }

    /// What a learner does: half of the time work, else planning, writing, proposing.
    fn deed(&mut self) -> Fact {
        let text = String::from("Rain \u{1f327} \"again\"");
        let work = [Fact::Choose, Fact::Start, Fact::Done, Fact::Undo];
        if self.chance.below(2) == 0 {
            return work[self.chance.below(work.len())].clone();
        }
        let activity = format!("a{}", self.chance.below(7));
        match self.chance.below(14) {
            // These two this LMS does not want.
            0 => Fact::CheckIn {
                mood: None,
                text: String::new(),
                talk: false,
            },
            1 => Fact::Rate { stars: 3 },
            2 => Fact::Plan(Box::new(Planned {
                activities: Some(vec![activity.clone()]),
                days: [(activity, 20_778)].into(),
                because: text,
            })),
            3 => Fact::Survey {
                answers: vec![(activity, vec![text])],
            },
            4 => Fact::Goal { text, until: None },
            5 => Fact::GoalReview {
                goal: self.met(|fact| matches!(fact, Fact::Goal { .. })),
                reached: Some(Reach::Partly),
                text,
            },
            6 => Fact::Reflect {
                text,
                prompt: None,
                confidence: Some(4),
            },
            7 => Fact::Help {
                text,
                tried: String::new(),
            },
            8 => Fact::Propose {
                title: "A song".into(),
                about: text.into(),
                instead: None,
            },
            // Otherwise, or taken back.
            9 => Fact::Propose {
                title: ["A poem", ""][self.chance.below(2)].into(),
                about: "".into(),
                instead: Some(self.proposed().into()),
            },
            10 => Fact::SelfAssess {
                levels: [(activity, 2)].into_iter().collect(),
                text,
            },
            11 => Fact::Draft {
                kind: String::from("text"),
                value: text,
            },
            12 => Fact::Answer { score: Some(62.5) },
            _ => Fact::Submit {
                evidence: vec![Handed {
                    kind: String::from("text"),
                    value: text,
                    ..Handed::default()
                }],
            },
        }
    }

    /// What a teacher says.
    fn word(&mut self) -> Fact {
        let comment = String::from("Well done");
        match self.chance.below(6) {
            0 => Fact::Accept {
                proposal: self.proposed().into(),
                terms: Some(Box::new(Terms {
                    title: Some(comment.clone()),
                    ..Terms::default()
                })),
                comment: comment.into(),
            },
            1 => Fact::Decline {
                proposal: self.proposed().into(),
                comment: comment.into(),
            },
            2 => Fact::Return { comment },
            3 => Fact::AnswerHelp { text: comment },
            4 => Fact::Assess {
                score: Some(80.0),
                levels: [(String::from("c"), 3)].into_iter().collect(),
                comment: comment.into(),
            },
            _ => Fact::Approve { comment },
        }
    }

    /// Id of an event of a kind that is known to anybody, or of none.
    fn met(&mut self, is_it: impl Fn(&Fact) -> bool) -> String {
        let logs = self.devices.iter().map(|device| &device.disk.log);
        let found: Vec<&Event> = logs
            .flat_map(Log::iter)
            .filter(|event| is_it(&event.fact))
            .collect();
        match found.is_empty() {
            true => String::from("nobody's"),
            false => found[self.chance.below(found.len())].id.clone(),
        }
    }

    fn proposed(&mut self) -> String {
        self.met(|fact| matches!(fact, Fact::Propose { .. }))
    }

    fn happen(&mut self) {
        self.now += self.chance.below(3_000) as i64;
        let which = self.chance.below(2);
        match self.chance.below(10) {
            0..=2 => {
                let fact = self.deed();
                let event = self.event(Role::Learner, fact);
                self.devices[which].act(event);
            }
            3 => {
                let fact = self.word();
                let event = self.event(Role::Teacher, fact);
                self.lms.add(&event);
            }
            4 if self.chance.below(3) == 0 => {
                self.tally.killed += 1;
                self.devices[which].die();
            }
            5 | 6 => self.devices[which].outbox.listen(),
            _ => {
                self.turn(which);
            }
        }
        self.confirmed_is_there();
    }

    /// Whatever a screen calls confirmed is in the LMS.
    fn confirmed_is_there(&self) {
        let there: BTreeSet<String> = self.lms.ids().into_iter().collect();
        for device in &self.devices {
            for id in &device.disk.confirmed {
                assert!(there.contains(id), "{} called {id} confirmed", device.name);
            }
        }
    }

    /// One step of a device's outbox; `false` where there is nothing to do.
    fn turn(&mut self, which: usize) -> bool {
        let (now, share) = (self.now, self.chance.share());
        let device = &mut self.devices[which];
        let ids = match device.outbox.step(now) {
            Step::Rest => return false,
            Step::Wait(until) => {
                if self.calm {
                    self.now = until;
                }
                return true;
            }
            Step::AskToken => {
                device.outbox.admitted();
                return true;
            }
            Step::Send(ids) => ids,
        };
        let request = device.request(&self.edition, &ids);
        self.tally.requests += 1;
        let mishap = draw(&mut self.chance, self.calm);
        self.tally.faults += usize::from(mishap.is_some());
        let came = self.lms.meet(&request, mishap);
        match came.and_then(|text| Response::read(&text).map_err(Failure::Unreadable)) {
            Ok(response) => self.devices[which].take(&response, now, share),
            Err(failure) => self.devices[which].outbox.failed(failure, now, share),
        }
        true
    }

    /// The line is well again: everything comes to rest, and everything is everywhere.
    fn settle(&mut self) {
        self.calm = true;
        for device in &mut self.devices {
            device.outbox.admitted();
        }
        // What one sends last the other has still to hear.
        for _ in 0..3 {
            for which in [0, 1] {
                self.devices[which].outbox.listen();
                let mut fuel = 10_000;
                while self.turn(which) {
                    fuel -= 1;
                    assert!(fuel > 0, "{} never rests", self.devices[which].name);
                }
            }
        }
        self.confirmed_is_there();
        let mut once = BTreeSet::new();
        let there = self.lms.events();
        for event in &there {
            assert!(once.insert(event.id.clone()), "{} is there twice", event.id);
        }
        self.tally.said = self.said.len();
        let wanted = self.said.iter().filter(|(_, kind)| !is_unwelcome(kind));
        let lost = wanted.filter(|(id, _)| !once.contains(id));
        self.tally.lost = lost.map(|(id, kind)| format!("{kind} {id}")).collect();
        let mut summaries = Vec::new();
        for device in &self.devices {
            assert_eq!(device.outbox.unconfirmed().count(), 0, "{}", device.name);
            let (refused, kept): (Vec<&Event>, Vec<&Event>) = device
                .disk
                .log
                .iter()
                .partition(|event| is_unwelcome(event.fact.name()));
            let told: BTreeSet<&str> = device.disk.refused.iter().map(|r| r.id.as_str()).collect();
            assert_eq!(
                refused
                    .iter()
                    .map(|event| event.id.as_str())
                    .collect::<BTreeSet<_>>(),
                told
            );
            let ids: BTreeSet<String> = kept.iter().map(|event| event.id.clone()).collect();
            assert_eq!(ids, once, "{} and the LMS", device.name);
            // Word for word what the LMS has.
            for event in &there {
                assert_eq!(device.disk.log.get(&event.id), Some(event));
            }
            let log = Log::from_iter(kept.into_iter().cloned());
            summaries.push(summary(&progress(&self.edition, &log), &log));
        }
        assert_eq!(summaries[0], summaries[1]);
    }
}

#[test]
fn nothing_is_lost_between_two_devices_and_an_lms() {
    let edition = edition(BOARD);
    let runs = runs(100);
    let mut all = Tally::default();
    for seed in 0..runs {
        let mut run = Run::new(&edition, seed);
        for _ in 0..150 {
            run.happen();
        }
        run.settle();
        all.add(&run.tally);
    }
    all.report(runs);
}
