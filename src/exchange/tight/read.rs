//! Reads events that were written tightly.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::line::{is_bare, read_fact};
use super::super::uuid::{bits, uuid_text};
use super::{SHORTENED, ZERO, digest, find, with_version};
use crate::progress::{Actor, Edition, Event, Extra, Fact, Handed, Role, read_event};
use crate::rules::Ix;

/// What is still to be read.
pub(super) struct Reader<'a> {
    rest: &'a str,
    edition: &'a Edition,
    learner: Arc<str>,
    at: i64,
    offset: Option<i32>,
    activities: Vec<(Option<Ix>, u64)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(rest: &'a str, edition: &'a Edition, learner: &str) -> Self {
        Reader {
            rest,
            edition,
            learner: learner.into(),
            at: 0,
            offset: None,
            activities: Vec::new(),
        }
    }

    /// The mark, and the activities that events will name by their place.
    pub(super) fn head(&mut self) -> Option<String> {
        let mark = self.text()?;
        for _ in 0..self.number()? {
            let (id, revision) = (self.digits(3)?, self.digits(3)?);
            self.activities.push((find(self.edition, id), revision));
        }
        Some(mark)
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next event; `Some(None)` where it is of an activity that is no more.
    pub(super) fn event(&mut self) -> Option<Option<Event>> {
        let mut extra = Extra::default();
        let mut moment = 0;
        let code = loop {
            match self.sign()? {
                '!' => {
                    let text = self.text()?;
                    return Some(read_event(serde_json::from_str(&text).ok()?).ok());
                }
                '%' => {
                    let minutes = self.digits(2)? as i32;
                    self.offset = (minutes > 0).then_some(minutes - ZERO as i32);
                }
                '&' => {
                    let fields: Map<String, Value> = serde_json::from_str(&self.text()?).ok()?;
                    extra = Extra::from(fields);
                }
                '^' => moment = self.signed()?,
                code => break code,
            }
        };
        let activity = self.digits(2)? as usize;
        self.at = self.at.checked_add(self.signed()?)?;
        let chance = u128::from(self.digits(3)?) << 60 | u128::from(self.digits(10)?);
        let payload = match is_bare(code) || code == 'h' {
            true => Vec::new(),
            false => {
                let many = self.number()?;
                (0..many).map(|_| self.text()).collect::<Option<Vec<_>>>()?
            }
        };
        let moment = u128::try_from(self.at.checked_add(moment)?).ok()?;
        let number = moment << 80 | 2 << 62 | (chance >> 62) << 64 | chance & ((1 << 62) - 1);
        let version = if code == 'h' { SHORTENED } else { 7 };
        let (activity, revision) = match activity.checked_sub(1) {
            None => (None, None),
            Some(at) => {
                let (ix, then) = *self.activities.get(at)?;
                let Some(activity) = ix.and_then(|ix| self.edition.activity(ix)) else {
                    return Some(None);
                };
                let now = activity.revision.hex();
                // Another one than today's, whichever it was.
                let revision = match digest(&now) == then {
                    true => now,
                    false => ["before-", &then.to_string()].concat(),
                };
                (Some(activity.id.as_str().into()), Some(revision.into()))
            }
        };
        let fact = match code {
            'h' => Fact::Submit {
                evidence: vec![Handed::default()],
            },
            'g' => Fact::Goal {
                text: payload.into_iter().next()?,
                until: None,
            },
            'e' => self.earned(payload)?,
            code => read_fact(code, &mut payload.iter().map(String::as_str))?,
        };
        Some(Some(Event {
            id: uuid_text(with_version(number, version)),
            at: self.at,
            offset: self.offset,
            by: Actor {
                role: Role::Learner,
                id: self.learner.clone(),
            },
            activity,
            revision,
            fact,
            extra,
        }))
    }

    fn earned(&self, payload: Vec<String>) -> Option<Fact> {
        let [badge, places] = <[String; 2]>::try_from(payload).ok()?;
        let mut because = Vec::new();
        for (six, signs) in places.bytes().enumerate() {
            let bits = bits(signs)?;
            for bit in (0..6).filter(|bit| bits >> bit & 1 == 1) {
                let (ix, _) = self.activities.get(6 * six + bit)?;
                // What is no more earns nothing.
                let activity = ix.and_then(|ix| self.edition.activity(ix));
                because.extend(activity.map(|activity| activity.id.clone()));
            }
        }
        Some(Fact::Earn { badge, because })
    }

    fn sign(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        self.rest = self.rest.get(sign.len_utf8()..)?;
        Some(sign)
    }

    fn bits(&mut self) -> Option<u64> {
        let sign = u8::try_from(self.sign()?).ok()?;
        bits(sign).map(u64::from)
    }

    fn digits(&mut self, width: u32) -> Option<u64> {
        (0..width).try_fold(0, |number, _| Some(number << 6 | self.bits()?))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in (0..60).step_by(5) {
            let bits = self.bits()?;
            number |= (bits & 31) << place;
            if bits < 32 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn text(&mut self) -> Option<String> {
        let size = usize::try_from(self.number()?).ok()?;
        let text: String = self.rest.chars().take(size).collect();
        (text.chars().count() == size).then_some(())?;
        self.rest = self.rest.get(text.len()..)?;
        Some(text)
    }
}
