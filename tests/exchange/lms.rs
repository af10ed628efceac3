//! A small honest LMS, and a line to it on which everything may go wrong.

use choiceboard::exchange::{Failure, Refused, Request, Response};
use choiceboard::progress::{Event, Fact};
use choiceboard::words::write_json;

/// Chance that is the same in every run with the same seed (SplitMix64, public domain: <https://prng.di.unimi.it/splitmix64.c>).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// From 0 to `end`, without it.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How many runs by chance: as many as `CHOICEBOARD_RUNS` says.
pub fn runs(usual: u64) -> u64 {
    let asked = std::env::var("CHOICEBOARD_RUNS").ok();
    asked.and_then(|runs| runs.parse().ok()).unwrap_or(usual)
}

/// One learner's events on one board, in the order in which they came.
#[derive(Default)]
pub struct Lms {
    pub events: Vec<Event>,
    /// Requests that will arrive later than they should.
    late: Vec<String>,
}

impl Lms {
    pub fn has(&self, id: &str) -> bool {
        self.events.iter().any(|event| event.id == id)
    }

    /// The teacher writes straight into it.
    pub fn add(&mut self, event: Event) {
        if !self.has(&event.id) {
            self.events.push(event);
        }
    }

    /// What comes back over the line for a request that meets this fate: a text, or why there is none.
    pub fn meet(&mut self, text: &str, fate: Fate) -> Result<String, Failure> {
        match fate {
            Fate::Status(status, after) => return Err(Failure::Status(status, after)),
            Fate::LostRequest => return Err(Failure::NoAnswer),
            Fate::Late => {
                self.late.push(text.to_owned());
                return Err(Failure::NoAnswer);
            }
            Fate::Twice => drop(self.answer(text, 2)),
            _ => {}
        }
        let answer = self.answer(text, 2);
        match fate {
            Fate::LostAnswer => Err(Failure::NoAnswer),
            Fate::Html => Ok("<!doctype html><title>Log in</title>".into()),
            Fate::Half => Ok(answer.get(..answer.len() / 2).unwrap_or("").to_owned()),
            Fate::OtherJson => Ok(r#"{ "ok": true }"#.into()),
            _ => Ok(answer),
        }
    }

    /// Requests are still on their way.
    pub fn waits(&self) -> bool {
        !self.late.is_empty()
    }

    /// One that is late arrives, any of them.
    pub fn one_arrives(&mut self, chance: &mut Chance) {
        let late = self.late.swap_remove(chance.below(self.late.len()));
        self.answer(&late, 2);
    }

    /// All that are late arrive.
    pub fn all_arrive(&mut self) {
        for late in std::mem::take(&mut self.late) {
            self.answer(&late, 2);
        }
    }

    /// Takes a request as it came over the line, and answers with at most `page` events.
    pub fn answer(&mut self, text: &str, page: usize) -> String {
        let (request, faults) = Request::read(text).unwrap();
        assert_eq!(faults, Vec::new());
        let mut response = Response::default();
        for event in request.events {
            if is_unwelcome(&event) {
                response.refused.push(Refused {
                    id: event.id,
                    code: "not_allowed".into(),
                    message: String::new(),
                });
            } else {
                response.accepted.push(event.id.clone());
                self.add(event);
            }
        }
        let read = |cursor: &str| cursor.strip_prefix("c-").and_then(|n| n.parse().ok());
        let from: usize = request.after.map_or(0, |cursor| read(&cursor).unwrap());
        let to = self.events.len().min(from + page);
        response.events = self.events[from..to].to_vec();
        response.cursor = Some(format!("c-{to}"));
        response.more = to < self.events.len();
        write_json(&response.write())
    }
}

/// This LMS has no use for check-ins and stars.
pub fn is_unwelcome(event: &Event) -> bool {
    matches!(event.fact, Fact::CheckIn { .. } | Fact::Rate { .. })
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Well,
    /// It never arrives.
    LostRequest,
    /// It arrives, and the answer does not.
    LostAnswer,
    /// It arrives twice.
    Twice,
    /// It arrives after others that were sent later; its answer comes to nobody.
    Late,
    /// A status instead of an answer, with or without `Retry-After`.
    Status(u16, Option<u32>),
    /// A login page with a status of 200.
    Html,
    /// The first half of an answer.
    Half,
    /// JSON of somebody else's.
    OtherJson,
}

impl Fate {
    /// On a line that is calm all goes well.
    pub fn draw(chance: &mut Chance, calm: bool) -> Fate {
        if calm {
            return Fate::Well;
        }
        match chance.below(20) {
            0 | 1 => Fate::LostRequest,
            2 | 3 => Fate::LostAnswer,
            4 => Fate::Twice,
            5 | 6 => Fate::Late,
            7 => Fate::Status(500, None),
            8 => Fate::Status(429, Some(7_000)),
            9 => Fate::Status(401, None),
            10 => Fate::Html,
            11 => Fate::Half,
            12 => Fate::OtherJson,
            _ => Fate::Well,
        }
    }
}

/// What happened in some runs.
#[derive(Default)]
pub struct Tally {
    pub events: usize,
    pub requests: usize,
    pub faults: usize,
    /// Tabs that were killed.
    pub killed: usize,
    /// Events of which a screen said that they are saved.
    pub said: usize,
    /// Those of them that are not to be found in the end, each with what it was.
    pub lost: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, other: &Tally) {
        self.events += other.events;
        self.requests += other.requests;
        self.faults += other.faults;
        self.killed += other.killed;
        self.said += other.said;
        self.lost.extend(other.lost.iter().cloned());
    }

    /// Prints what happened, and stops where anything was lost.
    pub fn report(&self, runs: u64) {
        let Tally {
            events,
            requests,
            faults,
            killed,
            said,
            lost,
        } = self;
        println!(
            "{runs} runs, {events} events, {requests} requests, {faults} faults, {killed} tabs killed, {said} said to be saved, {} lost",
            lost.len()
        );
        assert!(lost.is_empty(), "said to be saved, and lost: {lost:#?}");
        assert!(
            *faults > 0 && *killed > 0 && *said > 0,
            "nothing went wrong, so nothing was tested"
        );
    }
}
