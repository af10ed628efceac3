//! Turns at stations: where one is now and where one goes next, as the LMS shares it, else as the teacher's rotation has it.

use crate::board::Turns;
use crate::exchange::Turn;
use crate::progress::OWN_SECTION;
use crate::rules::Clock;
use crate::session::opened::Opened;
use crate::words::{Arg, Phrase};

const MINUTE: i64 = 60_000;

/// Stations that are listed at once.
const LISTED: usize = 20;

/// Where one is in a rotation, by the index of the turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// It begins then.
    Before(i64),
    /// This turn, for so many minutes more.
    Now(usize, i64),
    /// All have been.
    Over,
}

impl Opened {
    /// The sections whose activities are done in turns with others.
    pub(super) fn sections_in_turns(&self) -> Vec<u32> {
        if !self.turning {
            return Vec::new();
        }
        let all = 0..self.edition.ground.sections.len() as u32;
        let goes_by_turns = |number: &u32| {
            let written = self.edition.board.sections.get(*number as usize);
            written.is_some_and(|section| section.turns.is_some())
                || self.shared_turns(*number).is_some()
        };
        all.filter(goes_by_turns).collect()
    }

    /// What the head of a section says where there is no quota.
    #[inline(never)]
    pub(super) fn says_without_quota(&self, number: u32) -> Option<(Phrase, bool)> {
        let section = self.edition.ground.sections.get(number as usize)?;
        if section.id == OWN_SECTION {
            return Some((Phrase::new("own-section"), false));
        }
        Some((self.turn(number)?, false))
    }

    /// What it says where there is one.
    #[inline(never)]
    pub(super) fn says_with_quota(&self, number: u32, quota: Phrase) -> Phrase {
        let Some(turn) = self.turn(number) else {
            return quota;
        };
        Phrase::new("turns-and-quota")
            .with("quota", Arg::Phrase(quota))
            .with("turn", Arg::Phrase(turn))
    }

    /// Whose turn it is where.
    pub(super) fn turn(&self, number: u32) -> Option<Phrase> {
        let clock = self.progress.facts().clock;
        if let Some(turns) = self.shared_turns(number) {
            return Some(self.shared(&turns, clock.now));
        }
        let written = self.edition.board.sections.get(number as usize)?;
        self.rotation(written.turns.as_deref()?, number, clock)
    }

    /// What the LMS has of turns in a section, the first in time first; nothing where it has none.
    pub(super) fn shared_turns(&self, number: u32) -> Option<Vec<&Turn>> {
        let heard = self.link.as_ref().and_then(|link| link.heard_of())?;
        let section = |id: &String| Some(self.edition.place(self.edition.find(id)?)?.section);
        let is_here = |turn: &&Turn| turn.activities.iter().any(|id| section(id) == Some(number));
        let mut turns: Vec<&Turn> = heard.class.turns.iter().filter(is_here).collect();
        turns.sort_by_key(|turn| turn.from);
        (!turns.is_empty()).then_some(turns)
    }

    /// The stations of a section in the board's order.
    pub(super) fn written_stations(&self, turns: &Turns, number: u32) -> Option<Vec<Vec<String>>> {
        if !turns.stations.is_empty() {
            return Some(turns.stations.clone());
        }
        let here = self.edition.ground.sections.get(number as usize)?;
        let ids = here.activities.iter();
        let ids = ids.filter_map(|ix| Some(vec![self.edition.activity(*ix)?.id.clone()]));
        Some(ids.collect())
    }

    /// At which of so many stations this learner begins; nothing where that is for the teacher to say.
    pub(super) fn first_station(&self, turns: &Turns, stations: usize) -> Option<usize> {
        let mine = |group: &String| self.progress.facts().groups.binary_search(group).is_ok();
        match turns.groups.as_slice() {
            [] => Some(0),
            groups => Some(groups.iter().position(mine)? % stations.max(1)),
        }
    }

    /// As the LMS has it.
    fn shared(&self, turns: &[&Turn], now: i64) -> Phrase {
        let next = turns.iter().find(|turn| turn.from > now);
        let next_at = next.map(|turn| self.station(&turn.activities));
        let on = turns
            .iter()
            .rfind(|turn| turn.from <= now && now < turn.until);
        match (on, next) {
            (Some(on), _) => said_now(self.station(&on.activities), left(on.until, now), next_at),
            (None, Some(next)) => Phrase::new("turns-before")
                .with("date", Arg::Date(next.from, true))
                .with("first", self.station(&next.activities)),
            (None, None) => Phrase::new("turns-over"),
        }
    }

    /// As the teacher has written it.
    fn rotation(&self, turns: &Turns, number: u32, clock: Clock) -> Option<Phrase> {
        let mut way = self.written_stations(turns, number)?;
        if way.is_empty() {
            return None;
        }
        let minutes = turns.minutes.unwrap_or_default();
        let Some(first) = self.first_station(turns, way.len()) else {
            let says = Phrase::new("turns-no-group").n("n", way.len() as f64);
            return Some(says.n("minutes", minutes));
        };
        way.rotate_left(first);
        let begins = turns.begins.map(|begins| begins.instant(clock.offset));
        let when = begins
            .filter(|_| minutes > 0)
            .map(|begins| when(begins, minutes, way.len(), clock.now));
        let at = |at: usize| way.get(at).map(|station| self.station(station));
        Some(match when {
            None => {
                let all = way.iter().take(LISTED).map(|station| match station.len() {
                    1 => self.station(station),
                    // A list in a list.
                    _ => Arg::Phrase(
                        Phrase::new("turns-several").with("activities", self.station(station)),
                    ),
                });
                Phrase::new("turns-order")
                    .with("stations", Arg::List(all.collect(), true))
                    .n("minutes", minutes)
            }
            Some(When::Before(begins)) => Phrase::new("turns-before")
                .with("date", Arg::Date(begins, true))
                .with("first", at(0)?),
            Some(When::Now(turn, left)) => said_now(at(turn)?, left, at(turn + 1)),
            Some(When::Over) => Phrase::new("turns-over"),
        })
    }

    /// What is done at a station; an id that the board does not have stands for itself.
    fn station(&self, ids: &[String]) -> Arg {
        let one = |id: &String| match self.edition.find(id) {
            Some(ix) => Arg::Activity(ix),
            None => Arg::Text(id.clone()),
        };
        match ids {
            [only] => one(only),
            several => Arg::List(several.iter().map(one).collect(), true),
        }
    }
}

fn said_now(now: Arg, left: i64, next: Option<Arg>) -> Phrase {
    let says = match next {
        Some(next) => Phrase::new("turns-now").with("next", next),
        None => Phrase::new("turns-last"),
    };
    says.with("now", now).n("left", left as f64)
}

/// Whole minutes until then, the one that has begun too.
fn left(until: i64, now: i64) -> i64 {
    until.saturating_sub(now).saturating_add(MINUTE - 1) / MINUTE
}

/// A turn of so many minutes, in milliseconds.
pub(super) fn long(minutes: u32) -> i64 {
    i64::from(minutes.max(1)) * MINUTE
}

fn when(begins: i64, minutes: u32, turns: usize, now: i64) -> When {
    let long = long(minutes);
    let since = now.saturating_sub(begins);
    if since < 0 {
        return When::Before(begins);
    }
    match usize::try_from(since / long) {
        Ok(turn) if turn < turns => When::Now(turn, left(long, since % long)),
        _ => When::Over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotation_goes_on_by_the_clock() {
        let begins = 1_000 * MINUTE;
        let at = |minutes: i64| when(begins, 15, 3, begins + minutes * MINUTE);
        assert_eq!(at(-1), When::Before(begins));
        assert_eq!(at(0), When::Now(0, 15));
        assert_eq!(at(14), When::Now(0, 1));
        assert_eq!(
            when(begins, 15, 3, begins + 15 * MINUTE - 1),
            When::Now(0, 1)
        );
        assert_eq!(at(15), When::Now(1, 15));
        assert_eq!(at(44), When::Now(2, 1));
        assert_eq!(at(45), When::Over);
        assert_eq!(when(begins, 15, 3, i64::MAX), When::Over);
        assert_eq!(when(i64::MAX, 10_000, 3, i64::MIN), When::Before(i64::MAX));
    }
}
