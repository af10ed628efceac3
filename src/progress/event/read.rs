//! Events from their wire form. Lenient in the shapes other programs write, strict in what would change a meaning. One bad
//! event never costs the good ones: each fault is reported with its place, and reading goes on behind it.

use serde_json::{Map, Value};

use super::super::pieces::pieces;
use super::{Actor, Event, Fact, Handed, Role};
use crate::rules::rfc3339;
use crate::words::{Arg, Phrase};

/// Why one event could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Position among the events of its text, counted from 0.
    pub index: usize,
    /// Line its event begins on, counted from 1.
    pub line: usize,
    /// The field at fault, as in `by.role`; empty when it is the event as a whole.
    pub field: String,
    /// What is wrong.
    pub says: Phrase,
    /// The event as it was written.
    pub text: String,
}

/// What became of a text with events in it.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Reading {
    pub events: Vec<Event>,
    pub faults: Vec<Fault>,
}

/// Reads a JSON list of events, or one event a line.
pub fn read_events(text: &str) -> Reading {
    let mut reading = Reading::default();
    for (index, piece) in pieces(text).into_iter().enumerate() {
        let event = serde_json::from_str::<Value>(piece.text)
            .map_err(|_| (String::new(), Phrase::new("progress-event-not-json")))
            .and_then(read_event);
        match event {
            Ok(event) => reading.events.push(event),
            Err((field, says)) => reading.faults.push(Fault {
                index,
                line: piece.line,
                field,
                says,
                text: piece.text.to_owned(),
            }),
        }
    }
    reading
}

/// Reads one event from its JSON value, or says which field is wrong and how.
pub fn read_event(value: Value) -> Result<Event, (String, Phrase)> {
    let Value::Object(map) = value else {
        return Err((String::new(), Phrase::new("progress-event-not-object")));
    };
    let mut fields = Fields(map);
    let id = fields.text("id")?.ok_or_else(|| missing("id"))?;
    if id.is_empty() {
        return Err(missing("id"));
    }
    let (at, offset) = fields.at()?;
    let name = fields.text("type")?.ok_or_else(|| missing("type"))?;
    let activity = fields.text("activity")?.filter(|id| !id.is_empty());
    let revision = fields.text("revision")?;
    let fact = read_fact(name, &mut fields)?;
    let by = fields.by(&fact)?;
    if activity.is_none() && fact.needs_activity() {
        return Err(missing("activity"));
    }
    Ok(Event {
        id,
        at,
        offset,
        by,
        activity,
        revision,
        fact,
        extra: fields.0,
    })
}

type Wrong = (String, Phrase);

fn read_fact(name: String, fields: &mut Fields) -> Result<Fact, Wrong> {
    Ok(match name.as_str() {
        "offered" => Fact::Offered,
        "survey" => Fact::Survey,
        "plan" => Fact::Plan,
        "choose" => Fact::Choose,
        "drop" => Fact::Drop,
        "start" => Fact::Start,
        "step" => Fact::Step {
            step: fields
                .whole(&["step", "index"])?
                .ok_or_else(|| missing("step"))?,
            ticked: fields.truth(&["ticked", "done"])?.unwrap_or(true),
        },
        "draft" => {
            let (kind, value) = fields.draft()?;
            Fact::Draft { kind, value }
        }
        "submit" => Fact::Submit {
            evidence: fields.evidence()?,
        },
        "answer" => Fact::Answer {
            score: fields.score()?,
        },
        "done" => Fact::Done,
        "undo" => Fact::Undo,
        "rate" => Fact::Rate {
            stars: fields
                .whole(&["stars", "rating"])?
                .ok_or_else(|| missing("stars"))?,
        },
        "reflect" => Fact::Reflect {
            text: fields.words()?,
        },
        "goal" => Fact::Goal {
            text: fields.words()?,
        },
        "goal_review" => Fact::GoalReview,
        "check_in" => Fact::CheckIn,
        "help" => Fact::Help {
            text: fields.words()?,
        },
        "propose" => Fact::Propose {
            title: fields.any_text(&["title", "text"])?.unwrap_or_default(),
        },
        "self_assess" => Fact::SelfAssess,
        "read_feedback" => Fact::ReadFeedback,
        "code" => Fact::Code {
            digest: fields
                .any_text(&["code", "digest"])?
                .ok_or_else(|| missing("code"))?,
        },
        "reset" => Fact::Reset,
        "earn" => Fact::Earn {
            badge: fields.text("badge")?.ok_or_else(|| missing("badge"))?,
            because: fields.ids("because")?,
        },
        "approve" => Fact::Approve {
            comment: fields.words()?,
        },
        "return" => Fact::Return {
            comment: fields.words()?,
        },
        "comment" => Fact::Comment {
            comment: fields.words()?,
        },
        "assess" => Fact::Assess {
            score: fields.score()?,
        },
        "check_off" => Fact::CheckOff,
        "accept" => Fact::Accept,
        "decline" => Fact::Decline,
        "group" => Fact::Group {
            group: fields.text("group")?.ok_or_else(|| missing("group"))?,
            member: fields.truth(&["member"])?.unwrap_or(true),
        },
        "award" => Fact::Award {
            badge: fields.text("badge")?.ok_or_else(|| missing("badge"))?,
        },
        "revoke" => Fact::Revoke {
            badge: fields.text("badge")?.ok_or_else(|| missing("badge"))?,
        },
        "answer_help" => Fact::AnswerHelp {
            text: fields.words()?,
        },
        _ => Fact::Unknown(name),
    })
}

/// The fields not read yet; what is left at the end is passed on.
struct Fields(Map<String, Value>);

impl Fields {
    /// `null` says as little as a field that is not there.
    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name).filter(|value| !value.is_null())
    }

    fn text(&mut self, name: &'static str) -> Result<Option<String>, Wrong> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(name, "text")),
        }
    }

    fn any_text(&mut self, names: &[&'static str]) -> Result<Option<String>, Wrong> {
        match names.iter().find(|name| self.0.contains_key(**name)) {
            Some(name) => self.text(name),
            None => Ok(None),
        }
    }

    /// What somebody wrote, under whichever name other programs give it.
    fn words(&mut self) -> Result<String, Wrong> {
        let text = self.any_text(&["text", "comment", "message"])?;
        Ok(text.unwrap_or_default())
    }

    fn at(&mut self) -> Result<(i64, Option<i32>), Wrong> {
        match self.take("at") {
            None => Err(missing("at")),
            Some(Value::String(text)) => {
                rfc3339::read_instant(&text).ok_or_else(|| wrong("at", "moment"))
            }
            Some(_) => Err(wrong("at", "moment")),
        }
    }

    /// Without `by` the act is taken for that of whoever can do it.
    fn by(&mut self, fact: &Fact) -> Result<Actor, Wrong> {
        let (role, id) = match self.take("by") {
            None => (None, String::new()),
            Some(Value::String(id)) => match id.as_str() {
                "learner" | "teacher" => (Some(id), String::new()),
                _ => (None, id),
            },
            Some(Value::Object(map)) => {
                let mut by = Fields(map);
                let role = by.text("role").map_err(|_| wrong("by.role", "text"))?;
                let id = by.text("id").map_err(|_| wrong("by.id", "text"))?;
                if !by.0.is_empty() {
                    self.0.insert("by".to_owned(), Value::Object(by.0));
                }
                (role, id.unwrap_or_default())
            }
            Some(_) => return Err(wrong("by", "actor")),
        };
        let role = match role {
            Some(role) => Role::from_name(role),
            None => fact.belongs_to().unwrap_or(Role::Learner),
        };
        Ok(Actor { role, id })
    }

    fn number(&mut self, name: &'static str) -> Result<Option<f64>, Wrong> {
        let number = match self.take(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) => None,
        };
        let finite = number.filter(|number: &f64| number.is_finite());
        finite.map(Some).ok_or_else(|| wrong(name, "number"))
    }

    fn whole(&mut self, names: &[&'static str]) -> Result<Option<u32>, Wrong> {
        let Some(name) = names.iter().find(|name| self.0.contains_key(**name)) else {
            return Ok(None);
        };
        match self.number(name)? {
            None => Ok(None),
            Some(n) if n >= 0.0 && n.fract() == 0.0 && n <= f64::from(u32::MAX) => {
                Ok(Some(n as u32))
            }
            Some(_) => Err(wrong(name, "whole")),
        }
    }

    fn truth(&mut self, names: &[&'static str]) -> Result<Option<bool>, Wrong> {
        let Some(name) = names.iter().find(|name| self.0.contains_key(**name)) else {
            return Ok(None);
        };
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(_) => Err(wrong(name, "truth")),
        }
    }

    fn ids(&mut self, name: &'static str) -> Result<Vec<String>, Wrong> {
        let Some(value) = self.take(name) else {
            return Ok(Vec::new());
        };
        serde_json::from_value(value).map_err(|_| wrong(name, "ids"))
    }

    /// Percent: `score`, or what xAPI and simple quizzes say instead (`scaled` from 0 to 1, `correct` as yes or no).
    fn score(&mut self) -> Result<Option<f64>, Wrong> {
        let percent = match self.number("score")? {
            Some(score) => Some(score),
            None => match self.number("scaled")? {
                Some(scaled) => Some(scaled * 100.0),
                None => match self.0.get("correct") {
                    Some(Value::Bool(right)) => Some(if *right { 100.0 } else { 0.0 }),
                    _ => None,
                },
            },
        };
        match percent {
            Some(percent) if !(0.0..=100.0).contains(&percent) => Err(wrong("score", "percent")),
            // Four decimals survive every reader and writer of numbers unchanged; the last bits of a float do not.
            percent => Ok(percent.map(|percent| (percent * 1e4).round() / 1e4)),
        }
    }

    fn draft(&mut self) -> Result<(String, String), Wrong> {
        let kind = self.text("kind")?;
        if let Some(value) = self.text("value")? {
            return Ok((kind.unwrap_or_else(|| "text".to_owned()), value));
        }
        for name in ["text", "link"] {
            if let Some(value) = self.text(name)? {
                return Ok((name.to_owned(), value));
            }
        }
        Ok((kind.unwrap_or_else(|| "text".to_owned()), String::new()))
    }

    /// `evidence` as a list, a single piece or plain text; or a field named by the kind of the only piece. A hand-in that
    /// shows nothing here was handed in elsewhere (on paper, in the LMS) and is a piece without a kind.
    fn evidence(&mut self) -> Result<Vec<Handed>, Wrong> {
        match self.take("evidence") {
            Some(Value::Array(list)) => return list.into_iter().map(read_handed).collect(),
            Some(single) => return Ok(vec![read_handed(single)?]),
            None => {}
        }
        let mut evidence = Vec::new();
        for (name, kind) in [
            ("text", "text"),
            ("link", "link"),
            ("url", "link"),
            ("image", "image"),
            ("file", "file"),
            ("audio", "audio"),
        ] {
            match self.take(name) {
                None => {}
                Some(Value::String(value)) => evidence.push(Handed {
                    kind: kind.to_owned(),
                    value,
                    ..Handed::default()
                }),
                Some(value) => {
                    let mut piece = read_handed(value)?;
                    kind.clone_into(&mut piece.kind);
                    evidence.push(piece);
                }
            }
        }
        if evidence.is_empty() {
            evidence.push(Handed::default());
        }
        Ok(evidence)
    }
}

fn read_handed(value: Value) -> Result<Handed, Wrong> {
    let map = match value {
        Value::Object(map) => map,
        Value::String(value) => {
            return Ok(Handed {
                kind: "text".to_owned(),
                value,
                ..Handed::default()
            });
        }
        _ => return Err(wrong("evidence", "evidence")),
    };
    let mut fields = Fields(map);
    let bad = |_| wrong("evidence", "evidence");
    let mut kind = fields.text("kind").map_err(bad)?.unwrap_or_default();
    let mut value = fields.text("value").map_err(bad)?;
    for (name, implied) in [("text", "text"), ("link", "link"), ("url", "link")] {
        if value.is_none()
            && let Some(text) = fields.text(name).map_err(bad)?
        {
            value = Some(text);
            if kind.is_empty() {
                implied.clone_into(&mut kind);
            }
        }
    }
    Ok(Handed {
        kind,
        value: value.unwrap_or_default(),
        digest: fields.text("digest").map_err(bad)?.unwrap_or_default(),
        name: fields.text("name").map_err(bad)?.unwrap_or_default(),
        media: fields.text("media").map_err(bad)?.unwrap_or_default(),
        size: fields.number("size").map_err(bad)?.unwrap_or(0.0) as u64,
        extra: fields.0,
    })
}

impl Role {
    fn from_name(name: String) -> Role {
        match name.as_str() {
            "learner" => Role::Learner,
            "teacher" => Role::Teacher,
            _ => Role::Other(name),
        }
    }
}

fn missing(field: &'static str) -> Wrong {
    let says = Phrase::new("progress-event-missing").with("field", Arg::Text(field.to_owned()));
    (field.to_owned(), says)
}

fn wrong(field: &'static str, want: &'static str) -> Wrong {
    let says = Phrase::new("progress-event-wrong")
        .with("field", Arg::Text(field.to_owned()))
        .with("want", Arg::Text(want.to_owned()));
    (field.to_owned(), says)
}
