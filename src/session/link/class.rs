//! What the LMS has told of the others: kept as the last heard, with its time, and no more of it than the board has a use for.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::Link;
use crate::board::Leaderboard;
use crate::exchange::Class;
use crate::rules::Clock;
use crate::session::opened::Opened;

/// What was heard longer ago, in milliseconds, is said with its time. The LMS is asked each minute.
const FRESH: i64 = 3 * 60_000;

/// What was heard, and when.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::session) struct Heard {
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    /// Shared: it is compared at each message.
    pub class: Arc<Class>,
}

impl Heard {
    /// It is no more than a few minutes old.
    pub fn is_fresh(&self, clock: Clock) -> bool {
        clock.now.saturating_sub(self.at) <= FRESH
    }

    /// From its place in a record; of another shape nothing.
    pub(super) fn read(value: &Value) -> Option<Heard> {
        Some(Heard {
            at: value.get("at")?.as_i64()?,
            class: Arc::from(Class::read(value.get("class"), value.get("peers"))?),
        })
    }

    /// As it stands in a record.
    pub(super) fn write(&self) -> Value {
        let (class, peers) = self.class.write();
        let mut heard = Map::new();
        heard.insert("at".into(), self.at.into());
        for (name, value) in [("class", class), ("peers", peers)] {
            heard.extend(value.map(|value| (String::from(name), value)));
        }
        Value::Object(heard)
    }
}

impl Link {
    /// What was heard last of the others.
    pub(in crate::session) fn heard_of(&self) -> Option<&Heard> {
        self.record.class.as_ref()
    }

    /// What a screen shows of the others is another than this, once what it came from has changed or grown old.
    pub(super) fn shown(&self, clock: Clock) -> Option<(Heard, bool)> {
        let heard = self.heard_of()?;
        let is_fresh = heard.is_fresh(clock);
        // While it is fresh, when it was heard is said nowhere.
        let at = if is_fresh { 0 } else { heard.at };
        let class = heard.class.clone();
        Some((Heard { at, class }, is_fresh))
    }

    /// The learner does not take part any more: what was heard of others is kept no longer.
    pub(super) fn forget_peers(&mut self) {
        if let Some(heard) = &mut self.record.class {
            Arc::make_mut(&mut heard.class).peers.clear();
            self.unsaved = true;
        }
    }

    /// An answer says what is so now, and what it does not say is so no more.
    pub(super) fn hear_of(&mut self, opened: &Opened, class: Option<Box<Class>>, now: i64) {
        let board = &opened.edition.board;
        let said = opened.progress.journal().and_then(|all| all.takes_part);
        self.record.class = class.and_then(|mut class| {
            if board.leaderboard == Leaderboard::Off || said == Some(false) {
                class.peers.clear();
            }
            class.places.retain(|id, _| {
                let ix = opened.edition.find(id);
                let activity = ix.and_then(|ix| opened.edition.activity(ix));
                activity.is_some_and(|activity| activity.more.limit.is_some())
            });
            let has_any = *class != Class::default();
            has_any.then(|| Heard {
                at: now,
                class: Arc::from(class),
            })
        });
    }
}
