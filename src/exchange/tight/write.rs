//! Writes events tightly.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::line::{escape, is_bare, write_fact};
use super::super::uuid::{sign, uuid_number};
use super::{SHORTENED, ZERO, digest, place, version};
use crate::progress::{Edition, Event, Fact, Handed, Role, write_event};
use crate::rules::Ix;
use crate::words::write_json;

/// The text of these events.
pub(super) fn write(mark: &str, events: &[Event], edition: &Edition, learner: &str) -> String {
    let activities: BTreeSet<Ix> = events
        .iter()
        .filter_map(|event| place(edition, event))
        .collect();
    let mut writer = Writer {
        out: String::from("1"),
        edition,
        learner,
        at: 0,
        offset: None,
        activities: activities.into_iter().collect(),
    };
    writer.text(mark);
    writer.number(writer.activities.len() as u64);
    for ix in writer.activities.clone() {
        if let Some(activity) = edition.activity(ix) {
            writer.digits(digest(&activity.id), 3);
            writer.digits(digest(&activity.revision.hex()), 3);
        }
    }
    for event in events {
        writer.event(event);
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    edition: &'a Edition,
    learner: &'a str,
    at: i64,
    offset: Option<i32>,
    activities: Vec<Ix>,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event) {
        if self.short(event).is_none() {
            self.out.push('!');
            self.text(&write_json(&Value::Object(write_event(event))));
        }
    }

    fn short(&mut self, event: &Event) -> Option<()> {
        let mine = event.by.role == Role::Learner && *event.by.id == *self.learner;
        let activity = match (&event.activity, &event.revision) {
            (None, None) => 0,
            _ => {
                let ix = place(self.edition, event)?;
                1 + self.activities.binary_search(&ix).ok()? as u64
            }
        };
        let number = uuid_number(&event.id)?;
        let version = version(number);
        let is_ours = matches!(version, 7 | SHORTENED) && number >> 62 & 3 == 2;
        let (code, payload) = match &event.fact {
            Fact::Submit { evidence } if version == SHORTENED => {
                (*evidence == [Handed::default()]).then_some(('h', Vec::new()))?
            }
            Fact::Goal { text, until: None } => ('g', vec![text.clone()]),
            Fact::Earn { badge, because } => ('e', self.earned(badge, because)?),
            fact => {
                let (code, mut payload) = write_fact(fact)?;
                for field in &mut payload {
                    let plain = std::mem::take(field);
                    escape(field, &plain);
                }
                (code, payload)
            }
        };
        // Two signs; 0 is for none.
        let minutes = event.offset.map_or(Some(0), |offset| {
            let minutes = u64::try_from(i64::from(offset) + ZERO).ok();
            minutes.filter(|minutes| (1..1 << 12).contains(minutes))
        })?;
        if !mine || !is_ours || (version == SHORTENED) != (code == 'h') {
            return None;
        }
        // From here on it has a short form: nothing is written of one that has none.
        if event.offset != self.offset {
            self.out.push('%');
            self.digits(minutes, 2);
            self.offset = event.offset;
        }
        if !event.extra.is_empty() {
            let extra: Map<String, Value> = event
                .extra
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            self.out.push('&');
            self.text(&write_json(&Value::Object(extra)));
        }
        let moment = (number >> 80) as i64;
        if moment != event.at {
            self.out.push('^');
            self.signed(moment - event.at);
        }
        self.out.push(code);
        self.digits(activity, 2);
        self.signed(event.at - self.at);
        self.at = event.at;
        let chance = (number >> 64 & 0xfff) << 62 | number & ((1 << 62) - 1);
        self.digits((chance >> 60) as u64, 3);
        self.digits(chance as u64 & ((1 << 60) - 1), 10);
        if !is_bare(code) && code != 'h' {
            self.number(payload.len() as u64);
            for field in payload {
                self.text(&field);
            }
        }
        Some(())
    }

    /// A badge, and what earned it: a bit for each activity of the list at the top, where they stand in its order.
    fn earned(&self, badge: &str, because: &[String]) -> Option<Vec<String>> {
        let mut earning = Vec::new();
        for id in because {
            let ix = self.edition.find(id)?;
            earning.push(self.activities.binary_search(&ix).ok()?);
        }
        // In another order they would not come back as they were.
        if !earning.is_sorted_by(|one, next| one < next) {
            return None;
        }
        let mut places = String::new();
        for six in 0..earning.last().map_or(0, |last| last / 6 + 1) {
            let bits = (0..6).map(|bit| {
                let earns = earning.binary_search(&(6 * six + bit)).is_ok();
                u8::from(earns) << bit
            });
            places.push(sign(bits.sum()));
        }
        Some(vec![badge.to_owned(), places])
    }

    fn digits(&mut self, number: u64, width: u32) {
        push_digits(&mut self.out, number, width);
    }

    /// Five bits a sign, the lowest first, the sixth where there are more.
    fn number(&mut self, mut number: u64) {
        while number >= 32 {
            self.out.push(sign(32 | (number & 31) as u8));
            number >>= 5;
        }
        self.out.push(sign(number as u8));
    }

    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    fn text(&mut self, text: &str) {
        self.number(text.chars().count() as u64);
        self.out.push_str(text);
    }
}

fn push_digits(out: &mut String, number: u64, width: u32) {
    for place in (0..width).rev() {
        out.push(sign((number >> (6 * place)) as u8));
    }
}
