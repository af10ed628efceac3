//! That a board within is complete becomes a fact, once for each time it was completed.

use super::Far;
use crate::progress::{Extra, Fact, Log, Progress};
use crate::rules::Ix;
use crate::session::machine::Update;
use crate::session::opened::Opened;
use crate::session::stamp::Stamp;

/// The field of a fact that says how far the log of the board within went: its newest event.
pub(super) const NEWEST: &str = "event";

impl Opened {
    /// It counts already, and may count once more.
    pub(super) fn counts_again(&self, ix: Ix) -> bool {
        let most = self.edition.place(ix).map_or(0, |place| place.repeat);
        (1..most).contains(&self.counts(ix))
    }

    pub(super) fn counts(&self, ix: Ix) -> u32 {
        let standing = self.progress.standing(ix);
        standing.map_or(0, |now| now.counts)
    }

    /// Writes that the board of an activity is complete, where the learner has taken the activity up and nothing else stands in the way; whether
    /// it does.
    pub(super) fn count_inner(&mut self, ix: Ix, stamp: Stamp, update: &mut Update) -> bool {
        let complete = self.inner(ix).is_some_and(|inner| inner.complete);
        if self.readonly
            || !self.is_taken_up(ix)
            || !complete
            || self.progress.may(ix, &Fact::Done).is_err()
        {
            return false;
        }
        let mut event = self.event(Fact::Done, Some(ix), stamp, 0);
        event.extra = self.inner_named(ix);
        update.effects.extend(self.keeper.append(event));
        true
    }

    /// What says in an event which board was completed. For another time it has to be completed anew.
    #[inline(never)]
    pub fn inner_named(&mut self, ix: Ix) -> Extra {
        let counts = self.counts(ix);
        let Some(within) = self.within(ix) else {
            return Extra::default();
        };
        let mut fields = serde_json::Map::new();
        fields.insert(String::from("board"), within.id.clone().into());
        if let Far::At { used, newest, .. } = &mut within.far {
            *used = Some(counts.saturating_add(1));
            if let Some(newest) = newest {
                fields.insert(String::from(NEWEST), newest.clone().into());
            }
        }
        Extra::from(fields)
    }
}

/// Whether a board was begun anew since an activity came to count by it: then what completes it now was done since. How far its log went then
/// says the fact itself, for the two logs may have been written by two clocks; where it does not, its time has to do.
pub(super) fn is_anew(now: &Progress, log: &Log, (at, newest): &(i64, Option<String>)) -> bool {
    let last = newest.as_deref().and_then(|id| log.get(id));
    now.was_open_since(log, |event| match last {
        Some(last) => event.key() <= last.key(),
        None => event.at <= *at,
    })
}
