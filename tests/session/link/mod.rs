//! The line to an LMS, its answers given by hand, and then by chance.

mod around;
mod faults;
mod refused;
mod said;
mod sending;
mod tabs;

use choiceboard::exchange::Failure;
use choiceboard::progress::{Actor, Event, Extra, Fact, Role};
use choiceboard::session::{News, Wish};

use super::school::School;
use super::*;

const ENDPOINT: &str = "/api/progress";

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

/// Where the learner of these tests works.
pub fn school() -> School {
    School::of("water", "guest")
}

impl School {
    /// Answers a request as it should be, with at most so many events.
    pub fn answer(&self, text: &str, page: usize) -> String {
        self.lms.give_at_most(page);
        let reply = self.lms.post(text.as_bytes()).unwrap();
        assert_eq!(reply.status, 200);
        String::from_utf8(reply.body).unwrap()
    }
}

/// A tab that is connected and sends; its first request has been answered.
pub fn online(name: &str, device: &mut Device, lms: &School) -> Tab {
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
    pub fn exchange(&mut self, device: &mut Device, lms: &School) {
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

    /// Every event of the log, word for word as the exported file has it.
    fn exported(&mut self, device: &mut Device) -> Vec<serde_json::Value> {
        self.send(device, Message::Export);
        let file: serde_json::Value = serde_json::from_str(&self.downloads.pop().unwrap()).unwrap();
        file["events"].as_array().unwrap().clone()
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
