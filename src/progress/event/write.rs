//! An event in its wire form. What was read and written again is the same event.

use serde_json::{Map, Value};

use super::{Event, Fact, Handed, Role};
use crate::rules::rfc3339;

/// The event as a JSON object: the fields of every event, then those of its type, then what this version does not know.
pub fn write_event(event: &Event) -> Map<String, Value> {
    let mut out = Map::new();
    put(&mut out, "id", event.id.as_str());
    put(
        &mut out,
        "at",
        rfc3339::write_instant(event.at, event.offset),
    );
    let mut by = Map::new();
    put(&mut by, "role", event.by.role.name());
    put(&mut by, "id", &*event.by.id);
    if let Some(Value::Object(more)) = event.extra.get("by") {
        keep(&mut by, more.iter());
    }
    put(&mut out, "by", by);
    put(&mut out, "type", event.fact.name());
    if let Some(activity) = &event.activity {
        put(&mut out, "activity", &**activity);
    }
    if let Some(revision) = &event.revision {
        put(&mut out, "revision", &**revision);
    }
    write_payload(&mut out, &event.fact);
    keep(&mut out, event.extra.iter());
    out
}

fn write_payload(out: &mut Map<String, Value>, fact: &Fact) {
    match fact {
        Fact::Offered { activities } if !activities.is_empty() => {
            put(out, "activities", activities.clone());
        }
        Fact::Step { step, ticked } => {
            put(out, "step", *step);
            put(out, "ticked", *ticked);
        }
        Fact::Draft { kind, value } => {
            put(out, "kind", kind.as_str());
            put(out, "value", value.as_str());
        }
        Fact::Submit { evidence } => {
            let pieces: Vec<Value> = evidence.iter().map(write_handed).collect();
            put(out, "evidence", pieces);
        }
        Fact::Answer { score: Some(score) } => put(out, "score", *score),
        Fact::Rate { .. } | Fact::Survey { .. } => write_liking(out, fact),
        Fact::Plan(_)
        | Fact::Reflect { .. }
        | Fact::Goal { .. }
        | Fact::GoalReview { .. }
        | Fact::CheckIn { .. }
        | Fact::Help { .. }
        | Fact::SelfAssess { .. }
        | Fact::TakePart { .. }
        | Fact::Assess { .. } => write_note(out, fact),
        Fact::AnswerHelp { text } => put(out, "text", text.as_str()),
        Fact::Propose { .. } | Fact::Accept { .. } | Fact::Decline { .. } => {
            write_proposal(out, fact);
        }
        Fact::Code { digest } => put(out, "code", digest.as_str()),
        Fact::Earn { badge, because } => {
            put(out, "badge", badge.as_str());
            put(out, "because", because.clone());
        }
        Fact::Return { comment } | Fact::Comment { comment } => {
            put(out, "comment", comment.as_str());
        }
        Fact::Approve { comment } if !comment.is_empty() => {
            put(out, "comment", comment.as_str());
        }
        Fact::Group { group, member } => {
            put(out, "group", group.as_str());
            put(out, "member", *member);
        }
        Fact::Award { badge } | Fact::Revoke { badge } => put(out, "badge", badge.as_str()),
        _ => {}
    }
}

/// What a learner writes about the work, and what is said of it by a rubric; what is not said is left out, but for the text that everybody reads.
#[inline(never)]
fn write_note(out: &mut Map<String, Value>, fact: &Fact) {
    let some = |out: &mut Map<String, Value>, name: &str, text: &str| {
        if !text.is_empty() {
            put(out, name, text);
        }
    };
    match fact {
        Fact::Plan(plan) => {
            if let Some(activities) = &plan.activities {
                put(out, "activities", activities.clone());
            }
            if !plan.days.is_empty() {
                let days = plan.days.iter();
                let days: Map<String, Value> = days
                    .map(|(id, day)| (id.clone(), rfc3339::write_day(i64::from(*day)).into()))
                    .collect();
                put(out, "days", days);
            }
            some(out, "because", &plan.because);
        }
        Fact::Reflect {
            text,
            prompt,
            confidence,
        } => {
            put(out, "text", text.as_str());
            if let Some(prompt) = prompt {
                put(out, "prompt", &**prompt);
            }
            if let Some(confidence) = confidence {
                put(out, "confidence", *confidence);
            }
        }
        Fact::Goal { text, until } => {
            put(out, "text", text.as_str());
            if let Some(until) = until {
                put(out, "until", rfc3339::write_day(i64::from(*until)));
            }
        }
        Fact::GoalReview {
            goal,
            reached,
            text,
        } => {
            some(out, "goal", goal);
            if let Some(reached) = reached {
                put(out, "reached", reached.name());
            }
            some(out, "text", text);
        }
        Fact::CheckIn { mood, text, talk } => {
            if let Some(mood) = mood {
                put(out, "mood", *mood);
            }
            some(out, "text", text);
            if *talk {
                put(out, "talk", true);
            }
        }
        Fact::SelfAssess { levels, text } => {
            if !levels.is_empty() {
                put(out, "levels", levels.write());
            }
            some(out, "text", text);
        }
        Fact::TakePart { value: Some(value) } => put(out, "value", *value),
        Fact::Assess {
            score,
            levels,
            comment,
        } => {
            if let Some(score) = score {
                put(out, "score", *score);
            }
            if !levels.is_empty() {
                put(out, "levels", levels.write());
            }
            some(out, "comment", comment);
        }
        Fact::Help { text, tried } => {
            put(out, "text", text.as_str());
            some(out, "tried", tried);
        }
        _ => {}
    }
}

/// A proposal, or what a teacher says to one.
#[inline(never)]
fn write_proposal(out: &mut Map<String, Value>, fact: &Fact) {
    let some = |out: &mut Map<String, Value>, name: &str, text: &str| {
        if !text.is_empty() {
            put(out, name, text);
        }
    };
    match fact {
        Fact::Propose {
            title,
            about,
            instead,
        } => {
            put(out, "title", &**title);
            some(out, "about", about);
            if let Some(instead) = instead {
                put(out, "instead", &**instead);
            }
        }
        Fact::Accept {
            proposal,
            terms,
            comment,
        } => {
            some(out, "proposal", proposal);
            some(out, "comment", comment);
            let Some(terms) = terms else {
                return;
            };
            for (name, text) in [("title", &terms.title), ("about", &terms.about)] {
                if let Some(text) = text {
                    put(out, name, text.as_str());
                }
            }
            if let Some(points) = terms.points {
                put(out, "points", points.number());
            }
        }
        Fact::Decline { proposal, comment } => {
            some(out, "proposal", proposal);
            some(out, "comment", comment);
        }
        _ => {}
    }
}

/// What a learner likes; what says nothing is left out, for what was of another shape stands in its place.
#[inline(never)]
fn write_liking(out: &mut Map<String, Value>, fact: &Fact) {
    match fact {
        Fact::Rate { stars } if *stars > 0 => put(out, "stars", *stars),
        Fact::Survey { answers } if !answers.is_empty() => {
            let questions = answers.iter();
            let questions =
                questions.map(|(question, tags)| (question.clone(), tags.clone().into()));
            put(out, "answers", questions.collect::<Map<String, Value>>());
        }
        _ => {}
    }
}

fn write_handed(piece: &Handed) -> Value {
    let mut out = Map::new();
    for (name, value) in [
        ("kind", &piece.kind),
        ("value", &piece.value),
        ("digest", &piece.digest),
        ("name", &piece.name),
        ("media", &piece.media),
    ] {
        if !value.is_empty() {
            put(&mut out, name, value.as_str());
        }
    }
    if piece.size > 0 {
        put(&mut out, "size", piece.size);
    }
    keep(&mut out, piece.extra.iter());
    Value::Object(out)
}

/// Adds what this version does not know, beside what it does.
fn keep<'a>(out: &mut Map<String, Value>, extra: impl Iterator<Item = (&'a String, &'a Value)>) {
    for (name, value) in extra {
        if !out.contains_key(name) {
            put(out, name, value.clone());
        }
    }
}

impl Role {
    /// The word of the wire form.
    pub fn name(&self) -> &str {
        match self {
            Role::Learner => "learner",
            Role::Teacher => "teacher",
            Role::Other(name) => name,
        }
    }
}

fn put(out: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
    out.insert(name.to_owned(), value.into());
}
