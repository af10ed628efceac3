//! The contract's endpoint: what comes is kept and answered, unless a mishap has it.

use std::time::Duration;

use serde_json::{Value, json};
use xtask::site::{Asked, Bent};

use super::mishap::Mishap;
use super::{Office, pages, says};

/// Bytes in one request, at most.
const LARGEST: usize = 1_000_000;

/// What it takes, and how much of it at once.
pub struct Terms {
    /// Types of events that it has no use for.
    pub unwelcome: Vec<String>,
    /// Events in one request, at most.
    pub most: usize,
    /// Events in one answer, at most.
    pub page: usize,
}

impl Default for Terms {
    fn default() -> Self {
        Terms {
            unwelcome: Vec::new(),
            most: 500,
            page: 500,
        }
    }
}

impl Terms {
    /// Why an event is not taken.
    fn against(&self, event: &Value) -> Option<&'static str> {
        // Whoever has a learner's page may not speak for a teacher.
        if event["by"]["role"] != "learner" {
            return Some("A learner's page sends the learner's own work only.");
        }
        let is_unwelcome = self.unwelcome.iter().any(|kind| event["type"] == **kind);
        is_unwelcome.then_some("Nobody here reads this.")
    }
}

/// What comes back of a request.
pub struct Reply {
    pub status: u16,
    /// Seconds to wait before the next one.
    pub retry_after: Option<u32>,
    /// How much later it comes.
    pub late: Duration,
    pub body: Vec<u8>,
}

impl Office {
    /// An exchange without HTTP.
    pub fn post(&mut self, body: &[u8]) -> Option<Reply> {
        let request = serde_json::from_slice(body).unwrap_or_default();
        let asked = Asked {
            url: "/api/progress".into(),
            method: "POST".into(),
            bearer: Some(self.token(whose(&request))),
            number: pages::NUMBER.into(),
            body: body.to_vec(),
        };
        reply(self.exchange(&asked))
    }

    /// One exchange, or what becomes of it.
    pub fn exchange(&mut self, asked: &Asked) -> Bent {
        self.requests += 1;
        let mishap = self.mishaps.pop_front();
        if mishap == Some(Mishap::Reorder) {
            self.late.push(asked.body.clone());
            return Bent::Cut;
        }
        let answer = match mishap {
            Some(Mishap::DropRequest) => Bent::Cut,
            Some(Mishap::Status(429)) => Bent::Busy(1),
            Some(Mishap::Status(status)) => says(status, &json!({})),
            Some(Mishap::WrongJson) => says(200, &json!({ "ok": true })),
            Some(Mishap::Html) => Bent::Says(
                200,
                "text/html; charset=utf-8",
                b"<!doctype html><title>Log in</title>".into(),
            ),
            Some(Mishap::Duplicate) => {
                self.take(asked);
                self.take(asked)
            }
            Some(Mishap::DropAnswer) => {
                self.take(asked);
                Bent::Cut
            }
            Some(Mishap::Delay) => {
                Bent::Late(Duration::from_secs(2), Some(Box::new(self.take(asked))))
            }
            Some(Mishap::Half) => match self.take(asked) {
                Bent::Says(status, kind, mut body) => {
                    body.truncate(body.len() / 2);
                    Bent::Says(status, kind, body)
                }
                other => other,
            },
            Some(Mishap::Reorder) | None => self.take(asked),
        };
        for late in std::mem::take(&mut self.late) {
            self.take_in(&late);
        }
        answer
    }

    /// A request that has arrived.
    fn take(&mut self, asked: &Asked) -> Bent {
        if self.token > 0 {
            let request: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
            if asked.bearer != Some(self.token(whose(&request))) {
                return says(401, &json!({}));
            }
        }
        if self.guarded && asked.number != pages::NUMBER {
            return says(403, &json!({}));
        }
        self.take_in(&asked.body)
    }

    fn take_in(&mut self, body: &[u8]) -> Bent {
        if body.len() > LARGEST {
            return says(413, &json!({}));
        }
        let request: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |part: &str| request[part]["id"].as_str().filter(|id| !id.is_empty());
        let (Some(1), Some(board), Some(learner), Some(events)) = (
            request["contract"].as_u64(),
            text("board"),
            text("learner"),
            request["events"].as_array(),
        ) else {
            return says(
                400,
                &json!({ "error": "this is no request of the contract" }),
            );
        };
        if events.len() > self.terms.most {
            return says(413, &json!({}));
        }
        let (mut accepted, mut refused, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for event in events {
            let Some(id) = event["id"].as_str() else {
                return says(400, &json!({ "error": "an event has no id" }));
            };
            match self.terms.against(event) {
                None => {
                    accepted.push(json!(id));
                    kept.push(event);
                }
                // A teacher's word that has gone out from here may come back, by way of a file.
                Some(_)
                    if event["by"]["role"] == "teacher" && self.shelf.has(board, learner, id) =>
                {
                    accepted.push(json!(id));
                }
                Some(message) => {
                    refused.push(json!({ "id": id, "code": "not_allowed", "message": message }));
                }
            }
        }
        self.shelf.keep_all(board, learner, kept);
        self.shelf.told(board, learner, &request["summary"]);
        let after = request["after"]
            .as_str()
            .and_then(|cursor| cursor.parse().ok());
        let (events, cursor) =
            self.shelf
                .after(board, learner, after.unwrap_or(0), self.terms.page);
        let more = events.len() == self.terms.page;
        let mut answer = json!({ "contract": 1, "accepted": accepted, "refused": refused, "events": events,
            "cursor": cursor.to_string(), "more": more });
        self.shared.tell(&self.shelf, board, learner, &mut answer);
        says(200, &answer)
    }
}

/// What an answer is where there is no HTTP; nothing where the connection would have broken.
fn reply(bent: Bent) -> Option<Reply> {
    let says = |status, retry_after, body| Reply {
        status,
        retry_after,
        late: Duration::ZERO,
        body,
    };
    Some(match bent {
        Bent::Says(status, _, body) => says(status, None, body),
        Bent::Busy(seconds) => says(429, Some(seconds), Vec::new()),
        Bent::Late(late, then) => Reply {
            late,
            ..reply(*then?)?
        },
        _ => return None,
    })
}

/// Whose work a request carries.
fn whose(request: &Value) -> &str {
    request["learner"]["id"].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Lms;
    use super::*;

    fn lms() -> Lms {
        Lms::unserved(":memory:").unwrap()
    }

    /// A request with these events, as type and id.
    fn request(events: &[(&str, &str)]) -> Vec<u8> {
        let events = events
            .iter()
            .map(|(kind, id)| json!({ "id": id, "type": kind, "by": { "role": "learner" } }));
        let request = json!({ "contract": 1, "board": { "id": "b" }, "learner": { "id": "ada" }, "after": null,
            "events": events.collect::<Vec<_>>(), "summary": {} });
        request.to_string().into_bytes()
    }

    fn said(reply: Option<Reply>) -> Value {
        serde_json::from_slice(&reply.expect("an answer").body).unwrap_or_default()
    }

    #[test]
    fn every_mishap_comes_over_a_line_without_http() {
        let two = || request(&[("choose", "1"), ("done", "2")]);
        let both = json!(["1", "2"]);
        for (mishap, status, kept) in [
            (Mishap::DropRequest, None, 0),
            (Mishap::DropAnswer, None, 2),
            (Mishap::Reorder, None, 0),
            (Mishap::Status(503), Some(503), 0),
            (Mishap::Status(429), Some(429), 0),
            (Mishap::WrongJson, Some(200), 0),
            (Mishap::Html, Some(200), 0),
            (Mishap::Half, Some(200), 2),
            (Mishap::Duplicate, Some(200), 2),
            (Mishap::Delay, Some(200), 2),
        ] {
            let lms = lms();
            lms.misbehave([mishap]);
            let reply = lms.post(&two());
            assert_eq!(
                reply.as_ref().map(|reply| reply.status),
                status,
                "{mishap:?}"
            );
            assert_eq!(lms.ids("b", "ada").len(), kept, "{mishap:?}");
            if let Some(reply) = reply {
                let wait = (status == Some(429)).then_some(1);
                assert_eq!(reply.retry_after, wait, "{mishap:?}");
                assert_eq!(reply.late.is_zero(), mishap != Mishap::Delay, "{mishap:?}");
                let well = matches!(mishap, Mishap::Duplicate | Mishap::Delay);
                let accepted = &said(Some(reply))["accepted"];
                assert_eq!(*accepted == both, well, "{mishap:?}");
            }
            // One that was late has arrived after this one, and everything is there once.
            assert_eq!(said(lms.post(&request(&[])))["contract"], 1);
            lms.misbehave([Mishap::Duplicate]);
            assert_eq!(said(lms.post(&two()))["accepted"], both);
            assert_eq!(lms.ids("b", "ada"), ["1", "2"], "{mishap:?}");
        }
    }

    #[test]
    fn it_takes_and_gives_what_it_was_told_to() {
        let lms = lms();
        lms.refuse(&["rate"]);
        lms.take_at_most(2);
        lms.give_at_most(1);
        let answer = said(lms.post(&request(&[("rate", "1"), ("done", "2")])));
        assert_eq!(answer["accepted"], json!(["2"]));
        assert_eq!(answer["refused"][0]["id"], "1");
        assert_eq!(answer["refused"][0]["code"], "not_allowed");
        let three = request(&[("done", "3"), ("done", "4"), ("done", "5")]);
        assert_eq!(lms.post(&three).unwrap().status, 413);
        assert_eq!(lms.ids("b", "ada"), ["2"]);
        let two = request(&[("done", "3"), ("done", "4")]);
        let answer = said(lms.post(&two));
        assert_eq!(answer["events"].as_array().unwrap().len(), 1);
        assert_eq!(answer["more"], true);
    }

    #[test]
    fn a_teachers_word_is_taken_from_nobody_who_did_not_have_it_from_here() {
        let lms = lms();
        let word =
            json!({ "id": "t", "type": "approve", "by": { "role": "teacher", "id": "t-1" } });
        let nobodys = json!({ "id": "n", "type": "approve" });
        let request = json!({ "contract": 1, "board": { "id": "b" }, "learner": { "id": "ada" }, "after": null,
            "events": [word, nobodys], "summary": {} })
        .to_string();
        let refused = said(lms.post(request.as_bytes()));
        assert_eq!(refused["accepted"], json!([]));
        assert_eq!(refused["refused"][0]["code"], "not_allowed");
        lms.teacher("b", "ada", word);
        let answer = said(lms.post(request.as_bytes()));
        assert_eq!(answer["accepted"], json!(["t"]));
        assert_eq!(answer["refused"][0]["id"], "n");
        assert_eq!(lms.ids("b", "ada"), ["t"]);
    }

    #[test]
    fn its_own_pages_have_their_token_and_their_number() {
        let lms = lms();
        lms.ask_for_tokens();
        lms.guard();
        let reply = lms.post(&request(&[("done", "1")]));
        assert_eq!(said(reply)["accepted"], json!(["1"]));
    }
}
