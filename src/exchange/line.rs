//! One event as a line. The acts that happen by the thousand are a few fields with tabs between; everything else is its wire
//! form, so that nothing a newer version writes is lost.
//!
//! ```text
//! id  who  when  activity  what  payload
//! ```
//!
//! `id`: `~` and a shortened UUID, or `=` and the id. `who`: `L` or `T`, and the id. `when`: milliseconds in base 36, nothing
//! where the UUID tells them; then `+` or `-` and the minutes from UTC, where known. `what`: a letter of [`CODES`] and the
//! revision, where known. In text, `\` stands before itself and for tabs and line ends.

use std::borrow::Cow;
use std::mem::discriminant;

use serde_json::Value;

use super::names::Names;
use super::uuid::{lengthen, shorten, time};
use crate::progress::{Actor, Event, Extra, Fact, Role, read_event, write_event};
use crate::words::{read_number, write_json};

/// Acts that have no payload at all, and their letters.
static CODES: [(char, Fact); 8] = [
    ('c', Fact::Choose),
    ('x', Fact::Drop),
    ('s', Fact::Start),
    ('d', Fact::Done),
    ('u', Fact::Undo),
    ('f', Fact::ReadFeedback),
    ('R', Fact::Reset),
    ('C', Fact::CheckOff),
];

/// The line of an event, without a line end.
pub(super) fn write_line(event: &Event) -> String {
    write_short(event).unwrap_or_else(|| write_json(&Value::Object(write_event(event))))
}

/// The event of a line.
pub(super) fn read_line(line: &str, names: &mut Names) -> Option<Event> {
    if !line.starts_with('{') {
        return read_short(line, names);
    }
    let mut event = read_event(serde_json::from_str(line).ok()?).ok()?;
    let named = [&mut event.activity, &mut event.revision];
    for name in named.into_iter().flatten().chain([&mut event.by.id]) {
        *name = names.keep(name);
    }
    Some(event)
}

fn write_short(event: &Event) -> Option<String> {
    if !event.extra.is_empty() {
        return None;
    }
    let role = match event.by.role {
        Role::Learner => 'L',
        Role::Teacher => 'T',
        Role::Other(_) => return None,
    };
    let (code, payload) = write_fact(&event.fact)?;
    let mut out = String::with_capacity(64);
    match shorten(&event.id) {
        Some(short) => {
            out.push('~');
            out.push_str(&short);
        }
        None => {
            out.push('=');
            escape(&mut out, &event.id);
        }
    }
    out.push('\t');
    out.push(role);
    escape(&mut out, &event.by.id);
    out.push('\t');
    if time(&event.id) != Some(event.at) {
        out.push_str(&base36(event.at)?);
    }
    if let Some(offset) = event.offset {
        out.push(if offset < 0 { '-' } else { '+' });
        out.push_str(&offset.unsigned_abs().to_string());
    }
    out.push('\t');
    if let Some(activity) = &event.activity {
        out.push('=');
        escape(&mut out, activity);
    }
    out.push('\t');
    out.push(code);
    if let Some(revision) = &event.revision {
        out.push('=');
        escape(&mut out, revision);
    }
    for field in payload {
        out.push('\t');
        escape(&mut out, &field);
    }
    Some(out)
}

fn read_short(line: &str, names: &mut Names) -> Option<Event> {
    let mut fields = line.split('\t');
    let id = fields.next()?;
    let id = match id.strip_prefix('~') {
        Some(short) => lengthen(short)?,
        None => unescape(id.strip_prefix('=')?)?.into_owned(),
    };
    let by = fields.next()?;
    let (role, by) = match by.strip_prefix('L') {
        Some(id) => (Role::Learner, id),
        None => (Role::Teacher, by.strip_prefix('T')?),
    };
    let when = fields.next()?;
    let (at, offset) = match when.find(['+', '-']) {
        Some(cut) => {
            let (at, offset) = when.split_at_checked(cut)?;
            (at, Some(offset.parse().ok()?))
        }
        None => (when, None),
    };
    let at = match at {
        "" => time(&id)?,
        at => i64::from_str_radix(at, 36).ok()?,
    };
    let activity = match fields.next()? {
        "" => None,
        activity => Some(names.keep(&unescape(activity.strip_prefix('=')?)?)),
    };
    let mut what = fields.next()?.chars();
    let code = what.next()?;
    let revision = match what.as_str() {
        "" => None,
        revision => Some(names.keep(&unescape(revision.strip_prefix('=')?)?)),
    };
    let fact = read_fact(code, &mut fields)?;
    fields.next().is_none().then_some(Event {
        id,
        at,
        offset,
        by: Actor {
            role,
            id: names.keep(&unescape(by)?),
        },
        activity,
        revision,
        fact,
        extra: Extra::default(),
    })
}

/// The letter and the fields of an act; nothing of one that has no short form.
pub(super) fn write_fact(fact: &Fact) -> Option<(char, Vec<String>)> {
    // By their kind alone: there is nothing else in them.
    let kind = discriminant(fact);
    let bare = CODES.iter().find(|(_, known)| discriminant(known) == kind);
    if let Some((code, _)) = bare {
        return Some((*code, Vec::new()));
    }
    Some(match fact {
        Fact::Offered { activities } => ('o', activities.clone()),
        Fact::Step { step, ticked: true } => ('p', vec![step.to_string()]),
        Fact::Step {
            step,
            ticked: false,
        } => ('q', vec![step.to_string()]),
        Fact::Draft { kind, value } => ('w', vec![kind.clone(), value.clone()]),
        Fact::Answer { score } => ('a', score.iter().map(f64::to_string).collect()),
        Fact::Rate { stars } => ('r', vec![stars.to_string()]),
        Fact::CheckIn {
            mood: None,
            text,
            talk: false,
        } if text.is_empty() => ('k', Vec::new()),
        // With what was asked, or how sure one is, it goes by its wire form.
        Fact::Reflect {
            text,
            prompt: None,
            confidence: None,
        } => ('t', vec![text.clone()]),
        Fact::Approve { comment } => ('A', vec![comment.clone()]),
        Fact::Return { comment } => ('B', vec![comment.clone()]),
        Fact::Comment { comment } => ('M', vec![comment.clone()]),
        _ => return None,
    })
}

/// The act of a letter and its fields.
pub(super) fn read_fact<'a>(
    code: char,
    fields: &mut impl Iterator<Item = &'a str>,
) -> Option<Fact> {
    let bare = CODES.iter().find(|(known, _)| *known == code);
    if let Some((_, fact)) = bare {
        return Some(fact.clone());
    }
    Some(match code {
        // As lines had it before a proposal had terms.
        'y' => Fact::Accept {
            proposal: Box::default(),
            terms: None,
            comment: Box::default(),
        },
        'n' => Fact::Decline {
            proposal: Box::default(),
            comment: Box::default(),
        },
        'o' => {
            let mut activities = Vec::new();
            for id in fields {
                activities.push(unescape(id)?.into_owned());
            }
            Fact::Offered { activities }
        }
        'p' | 'q' => Fact::Step {
            step: fields.next()?.parse().ok()?,
            ticked: code == 'p',
        },
        'w' => Fact::Draft {
            kind: text(fields)?,
            value: text(fields)?,
        },
        'a' => Fact::Answer {
            score: match fields.next() {
                None => None,
                Some(score) => Some(read_number(score)?),
            },
        },
        'r' => Fact::Rate {
            stars: fields.next()?.parse().ok()?,
        },
        'k' => Fact::CheckIn {
            mood: None,
            text: String::new(),
            talk: false,
        },
        't' => Fact::Reflect {
            text: text(fields)?,
            prompt: None,
            confidence: None,
        },
        'A' => Fact::Approve {
            comment: text(fields)?,
        },
        'B' => Fact::Return {
            comment: text(fields)?,
        },
        'M' => Fact::Comment {
            comment: text(fields)?,
        },
        _ => return None,
    })
}

/// The letter of an act without fields.
pub(super) fn is_bare(code: char) -> bool {
    code == 'k' || CODES.iter().any(|(known, _)| *known == code)
}

fn text<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<String> {
    unescape(fields.next()?).map(Cow::into_owned)
}

/// Events of our time; those before 1970 go by their wire form.
fn base36(number: i64) -> Option<String> {
    let mut rest = u64::try_from(number).ok()?;
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((rest % 36) as u32, 36)?);
        rest /= 36;
        if rest == 0 {
            return Some(digits.into_iter().rev().collect());
        }
    }
}

/// As [`read_fact`] reads its fields.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
}

fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('\\') {
        return Some(text.into());
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            c => c,
        });
    }
    Some(out.into())
}
