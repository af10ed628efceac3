//! The fields of an event, each read in the shapes that other programs write it in.

use serde_json::{Map, Value};

use super::{Actor, Fact, Handed, Role};
use crate::rules::rfc3339;
use crate::words::{Arg, Phrase, read_number};

/// A field at fault, and what is wrong with it.
pub(super) type Wrong = (String, Phrase);

/// The fields not read yet; what is left at the end is passed on.
pub(super) struct Fields(pub Map<String, Value>);

impl Fields {
    /// `null` says as little as a field that is not there.
    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name).filter(|value| !value.is_null())
    }

    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, Wrong> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(name, "text")),
        }
    }

    pub fn any_text(&mut self, names: &[&'static str]) -> Result<Option<String>, Wrong> {
        match names.iter().find(|name| self.0.contains_key(**name)) {
            Some(name) => self.text(name),
            None => Ok(None),
        }
    }

    /// What somebody wrote, under whichever name other programs give it.
    pub fn words(&mut self) -> Result<String, Wrong> {
        let text = self.any_text(&["text", "comment", "message"])?;
        Ok(text.unwrap_or_default())
    }

    /// A field of this shape; of any other it is left among those that are not known.
    pub fn fitting<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let fits = self.0.get(name).and_then(read)?;
        self.0.shift_remove(name);
        Some(fits)
    }

    pub fn at(&mut self) -> Result<(i64, Option<i32>), Wrong> {
        match self.take("at") {
            None => Err(missing("at")),
            Some(Value::String(text)) => {
                rfc3339::read_instant(&text).ok_or_else(|| wrong("at", "moment"))
            }
            Some(_) => Err(wrong("at", "moment")),
        }
    }

    /// Without `by` the act is taken for that of whoever can do it.
    pub fn by(&mut self, fact: &Fact) -> Result<Actor, Wrong> {
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
        Ok(Actor {
            role,
            id: id.into(),
        })
    }

    fn number(&mut self, name: &'static str) -> Result<Option<f64>, Wrong> {
        let number = match self.take(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) => read_number(text.trim()),
            Some(_) => None,
        };
        let finite = number.filter(|number: &f64| number.is_finite());
        finite.map(Some).ok_or_else(|| wrong(name, "number"))
    }

    pub fn whole(&mut self, names: &[&'static str]) -> Result<Option<u32>, Wrong> {
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

    pub fn truth(&mut self, names: &[&'static str]) -> Result<Option<bool>, Wrong> {
        let Some(name) = names.iter().find(|name| self.0.contains_key(**name)) else {
            return Ok(None);
        };
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(_) => Err(wrong(name, "truth")),
        }
    }

    pub fn ids(&mut self, name: &'static str) -> Result<Vec<String>, Wrong> {
        let ids = match self.take(name) {
            None => return Ok(Vec::new()),
            Some(Value::Array(ids)) => ids,
            Some(_) => return Err(wrong(name, "ids")),
        };
        let mut texts = Vec::with_capacity(ids.len());
        for id in ids {
            match id {
                Value::String(id) => texts.push(id),
                _ => return Err(wrong(name, "ids")),
            }
        }
        Ok(texts)
    }

    /// Percent: `score`, or what xAPI and simple quizzes say instead (`scaled` from 0 to 1, `correct` as yes or no).
    pub fn score(&mut self) -> Result<Option<f64>, Wrong> {
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

    pub fn draft(&mut self) -> Result<(String, String), Wrong> {
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
    pub fn evidence(&mut self) -> Result<Vec<Handed>, Wrong> {
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
        extra: fields.0.into(),
    })
}

impl Role {
    fn from_name(name: String) -> Role {
        match name.as_str() {
            "learner" => Role::Learner,
            "teacher" => Role::Teacher,
            _ => Role::Other(name.into()),
        }
    }
}

pub(super) fn missing(field: &'static str) -> Wrong {
    let says = Phrase::new("progress-event-missing").with("field", Arg::Text(field.to_owned()));
    (field.to_owned(), says)
}

fn wrong(field: &'static str, want: &'static str) -> Wrong {
    let says = Phrase::new("progress-event-wrong")
        .with("field", Arg::Text(field.to_owned()))
        .with("want", Arg::Text(want.to_owned()));
    (field.to_owned(), says)
}
