//! Events from their wire form. Lenient in the shapes other programs write, strict in what would change a meaning. One bad
//! event never costs the good ones: each fault is reported with its place, and reading goes on behind it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::pieces::pieces;
use super::fields::{Fields, Wrong, missing};
use super::{Event, Fact, Levels, Planned, Reach, Terms};
use crate::rules::{Points, rfc3339};
use crate::words::{Phrase, read_number};

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

impl Fault {
    /// Where it is: the name of the text, the line its event begins on, its position and the field.
    pub fn place(&self, text: &str) -> String {
        let place = format!("{text}:{}: [{}]", self.line, self.index);
        match self.field.as_str() {
            "" => place,
            field => [&place, ".", field].concat(),
        }
    }
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
        activity: activity.map(Into::into),
        revision: revision.map(Into::into),
        fact,
        extra: fields.0.into(),
    })
}

fn read_fact(name: String, fields: &mut Fields) -> Result<Fact, Wrong> {
    Ok(match name.as_str() {
        "offered" => Fact::Offered {
            activities: fields.ids("activities")?,
        },
        "survey" | "rate" => read_liking(&name, fields),
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
        "plan" | "reflect" | "goal" | "goal_review" | "check_in" | "help" | "self_assess"
        | "take_part" => read_note(&name, fields)?,
        "propose" | "accept" | "decline" => read_proposal(&name, fields)?,
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
        "assess" => read_note(&name, fields)?,
        "check_off" => Fact::CheckOff,
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

/// What a learner writes about the work, and what is said of it by a rubric. What stands beside the text may have any shape, for old logs are read too: what does not fit
/// is kept as it came.
#[inline(never)]
fn read_note(name: &str, fields: &mut Fields) -> Result<Fact, Wrong> {
    Ok(match name {
        "plan" => Fact::Plan(Box::new(Planned {
            activities: fields.fitting("activities", ids),
            days: fields.fitting("days", days).unwrap_or_default(),
            because: fields.fitting("because", said).unwrap_or_default(),
        })),
        "reflect" => Fact::Reflect {
            text: fields.words()?,
            prompt: fields.fitting("prompt", |value| value.as_str().map(Into::into)),
            confidence: fields.fitting("confidence", one_to_five),
        },
        "goal" => Fact::Goal {
            text: fields.words()?,
            until: fields.fitting("until", |value| day(value.as_str()?)),
        },
        "goal_review" => Fact::GoalReview {
            goal: plain(fields, "goal"),
            reached: fields.fitting("reached", |value| Reach::from_name(value.as_str()?)),
            text: plain(fields, "text"),
        },
        "check_in" => Fact::CheckIn {
            mood: fields.fitting("mood", one_to_five),
            text: plain(fields, "text"),
            talk: fields.fitting("talk", Value::as_bool).unwrap_or_default(),
        },
        "self_assess" => Fact::SelfAssess {
            levels: levels(fields),
            text: plain(fields, "text"),
        },
        "take_part" => Fact::TakePart {
            value: fields.fitting("value", Value::as_bool),
        },
        "assess" => Fact::Assess {
            score: fields.score()?,
            levels: levels(fields),
            comment: plain(fields, "comment").into(),
        },
        _ => Fact::Help {
            text: fields.words()?,
            tried: plain(fields, "tried"),
        },
    })
}

/// A proposal, or what a teacher says to one.
#[inline(never)]
fn read_proposal(name: &str, fields: &mut Fields) -> Result<Fact, Wrong> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Ok(match name {
        "propose" => Fact::Propose {
            title: fields
                .any_text(&["title", "text"])?
                .unwrap_or_default()
                .into(),
            about: plain(fields, "about").into(),
            instead: fields.fitting("instead", |value| value.as_str().map(Into::into)),
        },
        "accept" => {
            let proposal = plain(fields, "proposal").into();
            let terms = Terms {
                title: fields.fitting("title", text),
                about: fields.fitting("about", text),
                points: fields.fitting("points", worth),
            };
            Fact::Accept {
                proposal,
                terms: (terms != Terms::default()).then(|| Box::new(terms)),
                comment: fields.words()?.into(),
            }
        }
        _ => Fact::Decline {
            proposal: plain(fields, "proposal").into(),
            comment: fields.words()?.into(),
        },
    })
}

/// Points as a board may give them.
fn worth(value: &Value) -> Option<Points> {
    let number = value.as_f64().filter(|number| number.abs() <= 1e9)?;
    Some(Points::from_number(number))
}

/// A list of ids and of nothing else.
fn ids(value: &Value) -> Option<Vec<String>> {
    let id = |id: &Value| id.as_str().map(str::to_owned);
    value.as_array()?.iter().map(id).collect()
}

/// A date for each of some ids.
fn days(value: &Value) -> Option<BTreeMap<String, i32>> {
    let all = value.as_object().filter(|all| !all.is_empty())?.iter();
    let all = all.map(|(id, date)| Some((id.clone(), day(date.as_str()?)?)));
    all.collect()
}

/// A text with something in it.
fn said(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| !text.is_empty());
    text.map(str::to_owned)
}

/// What a learner likes. Of another shape it says nothing that could be counted, and is kept as it came.
#[inline(never)]
fn read_liking(name: &str, fields: &mut Fields) -> Fact {
    if name == "survey" {
        let answers = fields.fitting("answers", answers);
        return Fact::Survey {
            answers: answers.unwrap_or_default(),
        };
    }
    let mut stars = fields.fitting("stars", stars);
    if stars.is_none() {
        stars = fields.fitting("rating", self::stars);
    }
    Fact::Rate {
        stars: stars.unwrap_or_default(),
    }
}

/// Questions and the tags ticked in each.
fn answers(value: &Value) -> Option<Vec<(String, Vec<String>)>> {
    let tags = |tags: &Value| -> Option<Vec<String>> {
        let tags = tags.as_array()?.iter();
        tags.map(|tag| tag.as_str().map(str::to_owned)).collect()
    };
    let questions = value.as_object()?.iter();
    questions
        .map(|(question, ticked)| Some((question.clone(), tags(ticked)?)))
        .collect()
}

/// A whole number, also as other programs write it: as text, or with a decimal point.
fn stars(value: &Value) -> Option<u32> {
    let number = match value {
        Value::String(text) => read_number(text.trim())?,
        value => value.as_f64()?,
    };
    let is_whole = number >= 0.0 && number.fract() == 0.0 && number <= f64::from(u32::MAX);
    is_whole.then_some(number as u32)
}

/// A date, in days since 1970.
fn day(text: &str) -> Option<i32> {
    i32::try_from(rfc3339::read_day(text)?).ok()
}

/// An empty one would not be written again: it is left where it is.
fn levels(fields: &mut Fields) -> Levels {
    let read = |value: &Value| Levels::read(value).filter(|levels| !levels.is_empty());
    fields.fitting("levels", read).unwrap_or_default()
}

fn plain(fields: &mut Fields, name: &'static str) -> String {
    let text = fields.fitting(name, |value| value.as_str().map(str::to_owned));
    text.unwrap_or_default()
}

fn one_to_five(value: &Value) -> Option<u8> {
    let number = value.as_u64().filter(|number| (1..=5).contains(number))?;
    u8::try_from(number).ok()
}
