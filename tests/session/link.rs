//! The line to an LMS, its answers given by hand, and then by chance.

use choiceboard::exchange::Failure;
use choiceboard::progress::{Actor, Event, Extra, Fact, Role};
use choiceboard::session::{News, Wish};

use super::lms::{Chance, Fate, Lms, Tally, is_unwelcome, runs};
use super::*;

const ENDPOINT: &str = "/api/progress";

/// More than this in one request is too much for the LMS.
const MOST: usize = 4;

pub fn connect(tab: &mut Tab, device: &mut Device) {
    let endpoint = String::from(ENDPOINT);
    let name = None;
    tab.news(
        device,
        News::Connect {
            endpoint,
            name,
            watched: false,
            anew: false,
        },
    );
    tab.settle(device);
}

/// What the page around has heard since it was last asked: types of events, and where the work is.
fn told(tab: &mut Tab) -> Vec<(Vec<String>, Saved)> {
    let told = std::mem::take(&mut tab.wishes).into_iter().map(|wish| {
        let Wish::Tell(told) = wish else {
            panic!("{wish:?}");
        };
        assert_eq!(told.space, "choiceboard/water//");
        let kinds = told.events.iter();
        (
            kinds.map(|event| event.fact.name().to_owned()).collect(),
            told.saved,
        )
    });
    told.collect()
}

#[test]
fn a_page_around_hears_of_everything_and_nothing_is_sent() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.news(
        &mut device,
        News::Connect {
            endpoint: String::new(),
            name: None,
            watched: true,
            anew: false,
        },
    );
    let kinds = |kinds: &[&str]| kinds.iter().map(|kind| String::from(*kind)).collect();
    assert_eq!(told(&mut tab), [(kinds(&[]), Saved::Device)]);
    tab.act(&mut device, Act::Done(0));
    let heard = told(&mut tab);
    let all: Vec<String> = heard.iter().flat_map(|(kinds, _)| kinds.clone()).collect();
    assert_eq!(all, ["done", "earn"]);
    // Nothing happens, and nothing is said.
    tab.send(&mut device, Message::Tick);
    tab.rest(&mut device);
    assert_eq!(told(&mut tab), []);
    // What another tab has done.
    let mut other = Tab::open("two", &mut device);
    other.act(&mut device, Act::Choose(4));
    for (key, text) in std::mem::take(&mut other.told) {
        tab.send(&mut device, Message::Told { key, text });
    }
    assert_eq!(told(&mut tab), [(kinds(&["choose"]), Saved::Device)]);
    // A device that stores nothing any more.
    device.local_fault = Some(Fault::Denied);
    device.database_fault = Some(Fault::Denied);
    tab.act(&mut device, Act::Choose(6));
    tab.settle(&mut device);
    let (kinds, saved) = told(&mut tab).pop().unwrap();
    assert_eq!(kinds, ["choose"]);
    assert!(matches!(saved, Saved::Memory(Some(_))), "{saved:?}");
    assert_eq!(tab.session.saved(), saved);
}

#[test]
fn an_lms_that_may_have_forgotten_is_told_everything_at_each_visit() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut first = online("one", &mut device, &mut lms);
    first.act(&mut device, Act::Choose(0));
    first.exchange(&mut device, &mut lms);
    assert_eq!(first.session.saved(), Saved::Confirmed);
    for (anew, sent) in [(false, vec![]), (true, vec!["offered", "choose"])] {
        let mut tab = Tab::open("two", &mut device);
        let endpoint = String::from(ENDPOINT);
        let news = News::Connect {
            endpoint,
            name: None,
            watched: true,
            anew,
        };
        tab.news(&mut device, news);
        tab.settle(&mut device);
        tab.news(&mut device, News::Leads);
        tab.rest(&mut device);
        let (text, ..) = tab.request().expect("a request");
        assert_eq!(Tab::sent(&text), sent);
        assert_eq!(text.contains("\"after\":null"), anew, "{text}");
    }
}

#[test]
fn what_is_refused_after_it_was_confirmed_is_said() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    tab.act(&mut device, Act::Choose(0));
    let (text, ticket, _) = tab.asks(&mut device);
    let first: serde_json::Value = serde_json::from_str(&text).unwrap();
    let id = first["events"][0]["id"].as_str().unwrap().to_owned();
    let answer = lms.answer(&text, 9);
    tab.answer(&mut device, ticket, Ok(answer));
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    tab.act(&mut device, Act::Choose(4));
    let (text, ticket, _) = tab.asks(&mut device);
    let answer = lms.answer(&text, 9);
    let mut answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let refused =
        |id: &str| serde_json::json!({ "id": id, "code": "no_room", "message": "No room." });
    answer["refused"] = serde_json::json!([refused(&id), refused(&id), refused("nobody's")]);
    tab.answer(&mut device, ticket, Ok(answer.to_string()));
    assert_eq!(tab.why(), "unsent-refused");
    let Saved::Unsent { says, .. } = tab.session.saved() else {
        unreachable!()
    };
    assert!(format!("{says:?}").contains("1.0"), "{says:?}");
}

#[test]
fn packed_work_stands_on_another_device() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    let clock = Clock {
        now: MORNING + 60_000,
        offset: 0,
    };
    let packed = tab.session.packed("m", clock, 4_096).expect("a board");
    assert_eq!(packed.tight.left, [""; 0]);
    let here = tab.session.unpacked(&packed.tight.text).unwrap();
    assert_eq!(here.events, []);
    let other = Tab::open("two", &mut Device::default());
    let there = other.session.unpacked(&packed.tight.text).unwrap();
    let kinds: Vec<&str> = there.events.iter().map(|event| event.fact.name()).collect();
    assert!(kinds.contains(&"done"), "{kinds:?}");
    assert_eq!(here.known.len(), there.events.len());
    assert_eq!(other.session.unpacked("2m"), None);
    assert_eq!(Session::new().packed("m", clock, 4_096), None);
}

/// A tab that is connected and sends; its first request has been answered.
pub fn online(name: &str, device: &mut Device, lms: &mut Lms) -> Tab {
    let mut tab = Tab::open(name, device);
    connect(&mut tab, device);
    tab.news(device, News::Leads);
    tab.exchange(device, lms);
    tab.wishes.clear();
    tab
}

impl Tab {
    pub fn news(&mut self, device: &mut Device, news: News) {
        self.send(device, Message::Link(Box::new(news)));
    }

    /// The request that is under way.
    pub fn request(&mut self) -> Option<(String, u64, bool)> {
        let at = self
            .wishes
            .iter()
            .position(|wish| matches!(wish, Wish::Send { .. }))?;
        match self.wishes.remove(at) {
            Wish::Send {
                endpoint,
                text,
                leaving,
                ticket,
            } => {
                assert_eq!(endpoint, ENDPOINT);
                Some((text, ticket, leaving))
            }
            _ => None,
        }
    }

    /// Time passes, and a request goes out.
    pub fn asks(&mut self, device: &mut Device) -> (String, u64, bool) {
        self.rest(device);
        self.request().expect("a request")
    }

    pub fn answer(&mut self, device: &mut Device, ticket: u64, result: Result<String, Failure>) {
        self.news(device, News::Answered { ticket, result });
        self.settle(device);
    }

    /// Every wait is over.
    pub fn rest(&mut self, device: &mut Device) {
        for wait in std::mem::take(&mut self.waits) {
            self.send(device, Message::Waited(wait));
        }
        self.settle(device);
    }

    /// Time passes, and every request is answered as it should be, until nothing is left to be said.
    pub fn exchange(&mut self, device: &mut Device, lms: &mut Lms) {
        for _ in 0..50 {
            self.rest(device);
            while let Some((text, ticket, _)) = self.request() {
                let answer = lms.answer(&text, 3);
                self.answer(device, ticket, Ok(answer));
            }
        }
    }

    /// Time passes, and the next request comes to nothing.
    pub fn fail(&mut self, device: &mut Device, failure: Failure) {
        let (_, ticket, _) = self.asks(device);
        self.answer(device, ticket, Err(failure));
    }

    /// The kinds of the events in a request.
    pub fn sent(text: &str) -> Vec<String> {
        let request: serde_json::Value = serde_json::from_str(text).unwrap();
        let events = request["events"].as_array().unwrap().iter();
        events
            .map(|event| event["type"].as_str().unwrap().to_owned())
            .collect()
    }

    fn why(&self) -> &'static str {
        match self.session.saved() {
            Saved::Unsent { says, .. } => says.key,
            other => panic!("not unsent: {other:?}"),
        }
    }
}

fn approval() -> Event {
    Event {
        id: "t-1".into(),
        at: MORNING,
        offset: None,
        by: Actor {
            role: Role::Teacher,
            id: "t".into(),
        },
        activity: Some("b".into()),
        revision: None,
        fact: Fact::CheckOff,
        extra: Extra::default(),
    }
}

#[test]
fn an_act_is_on_the_device_then_sent_then_confirmed() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    tab.act(&mut device, Act::Choose(0));
    assert_eq!(tab.session.saved(), Saved::Device);
    tab.rest(&mut device);
    assert_eq!(tab.session.saved(), Saved::Sent);
    let (text, ticket, leaving) = tab.request().unwrap();
    assert_eq!((Tab::sent(&text), leaving), (vec!["choose".into()], false));
    assert!(
        text.contains(r#""summary":{"state":"in_progress""#),
        "{text}"
    );
    let answer = lms.answer(&text, 3);
    tab.answer(&mut device, ticket, Ok(answer));
    assert_eq!(tab.session.saved(), Saved::Confirmed);
}

#[test]
fn acts_that_follow_each_other_go_together() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    // A hand is quicker than a second.
    tab.seconds *= 10;
    tab.pace = 100;
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Start(0));
    assert_eq!(tab.request(), None);
    tab.seconds += 20;
    let (text, ..) = tab.asks(&mut device);
    assert_eq!(Tab::sent(&text), ["choose", "start"]);
}

#[test]
fn what_is_confirmed_is_not_sent_again() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    tab.act(&mut device, Act::Choose(0));
    tab.exchange(&mut device, &mut lms);
    // Some LMSs clear the local shelf at each login: what is known lies in the database too.
    for cleared in [false, true] {
        if cleared {
            device.local.clear();
        }
        let mut again = Tab::open("two", &mut device);
        connect(&mut again, &mut device);
        again.news(&mut device, News::Leads);
        let (text, ..) = again.asks(&mut device);
        assert_eq!(Tab::sent(&text), [""; 0], "cleared: {cleared}");
        assert!(text.contains(r#""after":"c-"#), "{text}");
        assert_eq!(again.session.saved(), Saved::Confirmed);
    }
}

#[test]
fn what_was_not_confirmed_is_sent_at_the_next_start() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    tab.act(&mut device, Act::Choose(0));
    tab.rest(&mut device);
    drop(tab);
    let mut again = Tab::open("two", &mut device);
    connect(&mut again, &mut device);
    assert_eq!(again.session.saved(), Saved::Device);
    again.news(&mut device, News::Leads);
    let (text, ..) = again.asks(&mut device);
    assert!(Tab::sent(&text).contains(&"choose".into()), "{text}");
}

#[test]
fn a_teachers_word_takes_effect_at_once_and_stays() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    lms.add(approval());
    tab.send(&mut device, Message::Tick);
    tab.exchange(&mut device, &mut lms);
    assert_eq!(tab.state(1), State::Done);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
    let before = lms.events.len();
    let mut again = online("two", &mut device, &mut lms);
    assert_eq!(again.state(1), State::Done);
    again.exchange(&mut device, &mut lms);
    // What the LMS has said itself is not sent back to it.
    assert_eq!(lms.events.len(), before);
}

#[test]
fn the_line_says_why_nothing_is_sent() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    tab.act(&mut device, Act::Choose(0));
    for (failure, says) in [
        (Failure::NoAnswer, "unsent-no-answer"),
        (Failure::Status(500, None), "unsent-status"),
        (Failure::Status(429, Some(1_000)), "unsent-status"),
    ] {
        tab.seconds += 600;
        tab.fail(&mut device, failure);
        assert_eq!(tab.why(), says);
    }
    for text in ["<!doctype html>", "{\"ok\":true}", "{\"contract\":1}"] {
        tab.seconds += 600;
        let (_, ticket, _) = tab.asks(&mut device);
        tab.answer(&mut device, ticket, Ok(text.into()));
        assert_eq!(tab.why(), "unsent-odd-answer", "{text}");
    }
    tab.seconds += 600;
    tab.exchange(&mut device, &mut lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
}

#[test]
fn who_is_not_let_in_asks_the_host_for_a_token() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    tab.act(&mut device, Act::Choose(0));
    tab.fail(&mut device, Failure::Status(401, None));
    assert_eq!(tab.wishes, [Wish::Token]);
    assert_eq!(tab.why(), "unsent-not-let-in");
    tab.wishes.clear();
    tab.news(&mut device, News::Token);
    tab.exchange(&mut device, &mut lms);
    assert_eq!(tab.session.saved(), Saved::Confirmed);
}

#[test]
fn what_the_lms_refuses_is_said_and_kept_and_not_sent_again() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    tab.act(&mut device, Act::Done(0));
    tab.act(&mut device, Act::Rate(0, 4));
    tab.exchange(&mut device, &mut lms);
    assert_eq!(tab.why(), "unsent-refused");
    assert!(tab.acts(&mut device).contains(&"rate".into()));
    let mut again = online("two", &mut device, &mut lms);
    assert_eq!(again.why(), "unsent-refused");
    again.send(&mut device, Message::Tick);
    let (text, ..) = again.asks(&mut device);
    assert_eq!(Tab::sent(&text), [""; 0]);
}

#[test]
fn leaving_sends_at_once() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut tab = online("one", &mut device, &mut lms);
    tab.act(&mut device, Act::Draft(3, "text", "The rain falls".into()));
    tab.send(&mut device, Message::Leaving);
    let (text, _, leaving) = tab.request().unwrap();
    assert_eq!((Tab::sent(&text), leaving), (vec!["draft".into()], true));
}

#[test]
fn one_tab_sends_for_all() {
    let (mut device, mut lms) = (Device::default(), Lms::default());
    let mut one = online("one", &mut device, &mut lms);
    let mut two = Tab::open("two", &mut device);
    connect(&mut two, &mut device);
    one.told.clear();
    two.told.clear();
    two.act(&mut device, Act::Choose(0));
    two.rest(&mut device);
    assert_eq!(two.request(), None);
    assert_eq!(two.session.saved(), Saved::Device);
    hear(&mut two, &mut one, &mut device);
    assert_eq!(one.session.saved(), Saved::Device);
    one.exchange(&mut device, &mut lms);
    assert!(lms.events.iter().any(|event| event.fact == Fact::Choose));
    hear(&mut one, &mut two, &mut device);
    assert_eq!(two.session.saved(), Saved::Confirmed);
    // The sender goes: the other one takes over where it was.
    drop(one);
    two.act(&mut device, Act::Choose(1));
    two.news(&mut device, News::Leads);
    let (text, ..) = two.asks(&mut device);
    assert_eq!(Tab::sent(&text), ["choose"]);
}

/// A log without drafts that a later one has replaced: they leave the device too.
fn unreplaced(log: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    let last = log.iter().rposition(|(_, kind)| kind == "draft");
    let here = move |at: &usize| Some(*at) == last;
    let kept = log.iter().enumerate();
    kept.filter(move |(at, (_, kind))| kind != "draft" || here(at))
        .map(|(_, entry)| entry)
}

/// What one tab has told, another one hears.
fn hear(from: &mut Tab, to: &mut Tab, device: &mut Device) {
    for (key, text) in std::mem::take(&mut from.told) {
        to.send(device, Message::Told { key, text });
    }
    to.settle(device);
}

#[test]
fn an_lms_takes_what_the_device_may_not_store() {
    let mut device = Device {
        local_fault: Some(Fault::Denied),
        database_fault: Some(Fault::Denied),
        ..Device::default()
    };
    let mut lms = Lms::default();
    let mut tab = online("one", &mut device, &mut lms);
    assert_eq!((tab.session.saved(), bar(&tab)), (Saved::Confirmed, None));
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert_eq!(
        (tab.session.saved(), bar(&tab)),
        (Saved::Memory(None), None)
    );
    tab.fail(&mut device, Failure::NoAnswer);
    // Nobody has it: now it matters that this page may not store anything.
    assert_eq!(bar(&tab), Some("saved-memory"));
    tab.exchange(&mut device, &mut lms);
    assert_eq!((tab.session.saved(), bar(&tab)), (Saved::Confirmed, None));
    assert!(lms.events.iter().any(|event| event.fact == Fact::Choose));
}

// ---- by chance ----

/// A device and its tabs, the first of which sends.
#[derive(Default)]
struct Desk {
    device: Device,
    tabs: Vec<Tab>,
}

struct Run {
    chance: Chance,
    lms: Lms,
    desks: [Desk; 2],
    /// Seconds since the morning; what tabs are opened later is later.
    seconds: i64,
    tabs: usize,
    calm: bool,
    said: Said,
    tally: Tally,
}

/// By id every event of which a screen has said that it is saved, sent or at school: its kind, and the device.
#[derive(Default)]
struct Said(BTreeMap<String, (String, usize)>);

impl Said {
    /// What a screen says now. One that was killed in the middle says nothing any more.
    fn note(&mut self, which: usize, tab: &mut Tab, device: &mut Device) {
        let says = tab.session.saved();
        let is_saved = matches!(says.name(), "device" | "sent" | "confirmed");
        if is_saved && tab.fuel > 0 {
            let log = tab.log(device).into_iter();
            self.0.extend(log.map(|(id, kind)| (id, (kind, which))));
        }
    }

    /// What of it is not to be found in the end: in the LMS once, or on its device if the LMS does not want it. Of drafts a later one stands for
    /// those before it.
    fn lost(&self, lms: &Lms, kept: &[Vec<(String, String)>; 2]) -> Vec<String> {
        // An id begins with its time.
        let latest = lms
            .events
            .iter()
            .filter(|event| event.fact.name() == "draft");
        let latest = latest.map(|event| time_of(&event.id)).max();
        let is_lost = |(id, (kind, which)): &(&String, &(String, usize))| {
            let here = || kept[*which].iter().any(|(other, _)| other == *id);
            let times = lms.events.iter().filter(|event| event.id == **id).count();
            match kind.as_str() {
                "rate" => times > 0 || !here(),
                "draft" => times != 1 && latest < Some(time_of(id)),
                _ => times != 1,
            }
        };
        let lost = self.0.iter().filter(is_lost);
        lost.map(|(id, (kind, which))| format!("{kind} {id} of device {which}"))
            .collect()
    }
}

fn time_of(id: &str) -> &str {
    id.get(..13).unwrap_or(id)
}

impl Run {
    fn new(seed: u64) -> Self {
        Run {
            chance: Chance(seed),
            lms: Lms::default(),
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
        let ix = self.chance.below(9) as Ix;
        let acts = [
            Act::Choose(ix),
            Act::Start(ix),
            Act::Done(ix),
            Act::Undo(ix),
            Act::Rate(ix, 3),
            Act::Draft(3, "text", format!("Words {}", self.seconds)),
        ];
        let act = acts[self.chance.below(acts.len())].clone();
        let event = self.teachers(ix);
        let Desk { device, tabs } = &mut self.desks[which];
        let tab = &mut tabs[at];
        tab.seconds = tab.seconds.max(self.seconds);
        match self.chance.below(12) {
            0..=3 => {
                tab.act(device, act);
                // At once: before the database has answered.
                self.said.note(which, tab, device);
            }
            4 => {
                self.lms.add(event);
            }
            5 if self.lms.waits() => self.lms.one_arrives(&mut self.chance),
            6 => tab.send(device, Message::Tick),
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

    fn teachers(&mut self, ix: Ix) -> Event {
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
        let fate = Fate::draw(&mut self.chance, self.calm);
        self.tally.faults += usize::from(fate != Fate::Well);
        let result = match Tab::sent(&text).len() > MOST {
            true => Err(Failure::Status(413, None)),
            false => self.lms.meet(&text, fate),
        };
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
        for desk in &mut self.desks {
            for tab in &mut desk.tabs {
                let refused = match tab.session.saved() {
                    Saved::Confirmed => false,
                    Saved::Unsent { says, .. } if says.key == "unsent-refused" => true,
                    _ => continue,
                };
                let log = tab.log(&mut desk.device);
                for (id, kind) in unreplaced(&log) {
                    let there = self.lms.has(id) || (refused && kind == "rate");
                    assert!(there, "{} called {kind} {id} confirmed", tab.name);
                }
            }
        }
    }

    /// Everybody comes to rest on a line that is well.
    fn settle(&mut self) {
        self.calm = true;
        self.lms.all_arrive();
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
        let mut once = std::collections::BTreeSet::new();
        for event in &self.lms.events {
            assert!(once.insert(event.id.clone()), "{} is there twice", event.id);
            assert!(!is_unwelcome(event));
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
                if tab.name == "last" {
                    kept.clone_from(&log);
                }
                let only_here: Vec<&String> = unreplaced(&log)
                    .filter(|(id, kind)| kind != "rate" && !once.contains(id))
                    .map(|(_, kind)| kind)
                    .collect();
                assert_eq!(only_here, [""; 0], "{} has more than the LMS", tab.name);
                let states: Vec<State> = (0..9).map(|ix| tab.state(ix)).collect();
                screens.push((tab.name.clone(), states, tab.session.head().points));
            }
        }
        self.tally.said = self.said.0.len();
        self.tally.lost = self.said.lost(&self.lms, &kept);
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

/// `CHOICEBOARD_RUNS=1000 cargo test --test session -- --nocapture nothing_is_lost_on_the_way` goes on for longer.
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
        run.tally.events = run.lms.events.len();
        all.add(&run.tally);
    }
    all.report(runs);
}
