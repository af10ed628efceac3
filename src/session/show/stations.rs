//! A rotation as one goes through it: the stations in order, which one is now and which is next. By the clock where there are times, else by
//! what the learner has taken up: nobody is told to move on but by the teacher.

use super::turns::long;
use crate::board::Turns;
use crate::rules::{Ix, State};
use crate::session::machine::{Changed, Tiles, Update};
use crate::session::opened::Opened;
use crate::session::view::{StationView, StationsView, Turn, TurnView};
use crate::words::{Arg, Phrase};

/// More stations than these are not listed, and their tiles say nothing of turns.
const LISTED: usize = 40;

/// The stations of a section in a learner's order.
struct Round {
    stops: Vec<Stop>,
    /// The order is this learner's.
    is_own: bool,
    /// By the clock.
    is_timed: bool,
    /// From an LMS rather than from the board.
    is_shared: bool,
    /// Minutes at each, 0 where nothing says it.
    minutes: u32,
    /// When all begin, as the board has it.
    begins: Option<i64>,
}

struct Stop {
    number: u32,
    activities: Vec<Ix>,
    when: Option<(i64, i64)>,
    turn: Turn,
}

impl Opened {
    /// The stations of a section that goes by turns.
    #[inline(never)]
    pub fn stations_of(&self, number: u32) -> Option<StationsView> {
        let round = self.round(number)?;
        let lead = match round.is_timed {
            true => self.turn(number)?,
            false => round.lead(),
        };
        // The lead has said the minutes already where it says how many stations there are.
        let minutes = match lead.key {
            "turns-no-group" => 0,
            _ => round.minutes,
        };
        let mut goes_on = vec![round.goes_on(minutes)];
        if !round.is_own {
            goes_on.push(Phrase::new("stations-around"));
        }
        goes_on.extend(self.places_at_each(&round));
        let stations = round.stops.into_iter();
        let stations = stations.map(|stop| StationView {
            room: match stop.activities.as_slice() {
                [only] => self.flags(*only).room,
                _ => None,
            },
            number: stop.number,
            activities: stop.activities,
            turn: stop.turn,
            when: stop.when,
        });
        Some(StationsView {
            lead,
            goes_on,
            is_own: round.is_own,
            stations: stations.collect(),
        })
    }

    /// What a tile says of its station.
    pub(super) fn turn_flag(&self, ix: Ix) -> Option<TurnView> {
        if !self.turning {
            return None;
        }
        let round = self.round(self.edition.place(ix)?.section)?;
        let several = round.stops.iter().any(|stop| stop.activities.len() > 1);
        let mut here = round.stops.iter();
        let stop = here.find(|stop| stop.activities.contains(&ix))?;
        Some(TurnView {
            turn: stop.turn,
            number: several.then_some(stop.number),
        })
    }

    /// Time has passed since then: says it once when all move on, and draws the tiles of both stations anew.
    #[inline(never)]
    pub fn tell_moves(&mut self, before: i64, update: &mut Update) {
        let now = self.progress.facts().clock.now;
        for number in 0..self.edition.ground.sections.len() as u32 {
            let at = |moment: i64| {
                let stops = self.round_at(number, moment)?.stops.into_iter();
                Some(stops.map(|stop| stop.turn).collect::<Vec<_>>())
            };
            let turns = at(now);
            if turns.is_none() || turns == at(before) {
                continue;
            }
            let has_now = turns.is_some_and(|turns| turns.contains(&Turn::Now));
            let is_timed = self.round(number).is_some_and(|round| round.is_timed);
            if let (true, true, Some(says)) = (has_now, is_timed, self.turn(number)) {
                self.notice.announce.push(says);
            }
            update.changed.merge(Changed {
                tiles: Tiles::Some(self.stations()),
                notice: true,
                ..Changed::default()
            });
        }
    }

    /// After an act: where one is may be elsewhere now.
    #[inline(never)]
    pub fn tell_turns(&self, update: &mut Update) {
        update.changed.merge(Changed {
            tiles: Tiles::Some(self.stations()),
            sections: true,
            ..Changed::default()
        });
    }

    fn round(&self, number: u32) -> Option<Round> {
        self.round_at(number, self.progress.facts().clock.now)
    }

    fn round_at(&self, number: u32, now: i64) -> Option<Round> {
        let mut round = match self.shared_round(number) {
            Some(round) => round,
            None => self.written_round(number)?,
        };
        if round.stops.len() > LISTED || round.stops.is_empty() {
            return None;
        }
        self.say_turns(&mut round, now);
        Some(round)
    }

    /// As the LMS has it.
    fn shared_round(&self, number: u32) -> Option<Round> {
        let stops = (1..).zip(self.shared_turns(number)?);
        let stops = stops.map(|(number, turn)| Stop {
            number,
            activities: self.known(&turn.activities),
            when: Some((turn.from, turn.until)),
            turn: Turn::Later,
        });
        Some(Round {
            stops: stops.collect(),
            is_own: true,
            is_timed: true,
            is_shared: true,
            minutes: 0,
            begins: None,
        })
    }

    /// As the teacher has written it.
    fn written_round(&self, number: u32) -> Option<Round> {
        let written = self.edition.board.sections.get(number as usize)?;
        let turns: &Turns = written.turns.as_deref()?;
        let here = self.edition.ground.sections.get(number as usize)?;
        // Each tile asks: what is not shown is not put together.
        let each = turns.stations.is_empty();
        if each && here.activities.len() > LISTED || turns.stations.len() > LISTED {
            return None;
        }
        let all = self.written_stations(turns, number)?;
        let first = self.first_station(turns, all.len());
        let clock = self.progress.facts().clock;
        let minutes = turns.minutes.unwrap_or_default();
        let begins = turns.begins.filter(|_| minutes > 0);
        let begins = begins.map(|begins| begins.instant(clock.offset));
        let own = begins.filter(|_| first.is_some());
        let mut numbered: Vec<_> = (1..).zip(all).collect();
        numbered.rotate_left(first.unwrap_or_default());
        let stops = (0..).zip(numbered).map(|(at, (number, ids))| Stop {
            number,
            activities: self.known(&ids),
            when: own.map(|begins| {
                let from = begins.saturating_add(long(minutes).saturating_mul(at));
                (from, from.saturating_add(long(minutes)))
            }),
            turn: Turn::Later,
        });
        Some(Round {
            stops: stops.collect(),
            is_own: first.is_some(),
            is_timed: own.is_some(),
            is_shared: false,
            minutes,
            begins,
        })
    }

    fn known(&self, ids: &[String]) -> Vec<Ix> {
        ids.iter().filter_map(|id| self.edition.find(id)).collect()
    }

    /// Which is now and which is next.
    fn say_turns(&self, round: &mut Round, now: i64) {
        let state = |ix: &Ix| self.progress.standing(*ix).map(|standing| standing.state);
        let is_here = |stop: &Stop| {
            let mut states = stop.activities.iter().filter_map(state);
            states.any(|state| matches!(state, State::Chosen | State::Started | State::Returned))
        };
        let is_done = |stop: &Stop| {
            let mut all = stop.activities.iter();
            all.any(|ix| self.progress.standing(*ix).is_some_and(|it| it.is_over()))
        };
        for stop in &mut round.stops {
            let is_over = stop.when.is_some_and(|(_, until)| until <= now);
            stop.turn = match (is_done(stop), is_over) {
                (true, _) => Turn::Done,
                (_, true) => Turn::Over,
                _ => Turn::Later,
            };
        }
        let stops = &mut round.stops;
        if round.is_timed {
            let on = |stop: &&mut Stop| {
                stop.when
                    .is_some_and(|(from, until)| from <= now && now < until)
            };
            if let Some(stop) = stops.iter_mut().rev().find(on) {
                stop.turn = Turn::Now;
            }
            let to_come = |stop: &&mut Stop| stop.when.is_some_and(|(from, _)| from > now);
            if let Some(stop) = stops.iter_mut().find(to_come) {
                stop.turn = Turn::Next;
            }
            return;
        }
        let here = stops.iter().position(is_here);
        if let Some(stop) = here.and_then(|at| stops.get_mut(at)) {
            stop.turn = Turn::Now;
        }
        // After where one is; else after the last of those one has been at without a gap, wherever one began.
        let done = |at: usize| stops.get(at).is_some_and(|stop| stop.turn == Turn::Done);
        let all = stops.len();
        let after = here.or_else(|| {
            let mut every = 0..all;
            every.find(|at| done(*at) && !done((at + 1) % all))
        });
        let from = match after {
            Some(after) => after + 1,
            None if round.is_own => 0,
            None => return,
        };
        let next = (0..all).map(|step| (from + step) % all);
        let is_later = |at: &usize| stops.get(*at).is_some_and(|it| it.turn == Turn::Later);
        let next = next.into_iter().find(is_later);
        if let Some(stop) = next.and_then(|at| stops.get_mut(at)) {
            stop.turn = Turn::Next;
        }
    }

    /// "4 places at each", where all have as many and nobody shares how many are free.
    fn places_at_each(&self, round: &Round) -> Option<Phrase> {
        // With several things to do at each there are as many limits, and none of the station.
        if round.stops.iter().any(|stop| stop.activities.len() > 1) {
            return None;
        }
        let all = round.stops.iter().flat_map(|stop| &stop.activities);
        let mut limits = all.map(|ix| self.activity(*ix).and_then(|it| it.more.limit));
        let first = limits.next().flatten()?;
        let same = limits.all(|limit| limit == Some(first));
        let shared = self.link.as_ref().and_then(|link| link.heard_of());
        let is_shared = shared.is_some_and(|heard| !heard.class.places.is_empty());
        (same && !is_shared).then(|| Phrase::new("stations-places").n("limit", first))
    }
}

impl Round {
    fn at(&self, turn: Turn) -> Option<Arg> {
        let stop = self.stops.iter().find(|stop| stop.turn == turn)?;
        Some(match stop.activities.as_slice() {
            [only] => Arg::Activity(*only),
            all => Arg::List(all.iter().map(|ix| Arg::Activity(*ix)).collect(), true),
        })
    }

    /// Where one is, by what one has taken up.
    fn lead(&self) -> Phrase {
        let all = self.stops.len() as f64;
        let begun = self
            .stops
            .iter()
            .any(|stop| matches!(stop.turn, Turn::Done | Turn::Now));
        match (self.at(Turn::Now), self.at(Turn::Next)) {
            (Some(now), Some(next)) => Phrase::new("stations-here")
                .with("now", now)
                .with("next", next),
            (Some(now), None) => Phrase::new("stations-here-last").with("now", now),
            (None, Some(next)) if begun => Phrase::new("stations-next").with("next", next),
            (None, Some(first)) => Phrase::new("stations-begin").with("first", first),
            (None, None) if begun => Phrase::new("stations-all").n("n", all),
            (None, None) => Phrase::new("turns-no-group")
                .n("n", all)
                .n("minutes", self.minutes),
        }
    }

    /// What moves one on from one station to the next.
    fn goes_on(&self, minutes: u32) -> Phrase {
        if let (false, Some(begins)) = (self.is_timed, self.begins) {
            return Phrase::new("stations-begins").with("date", Arg::Date(begins, true));
        }
        let key = match (self.is_shared, self.is_timed) {
            (true, _) => "stations-shared",
            (_, true) => "stations-timed",
            _ => "stations-called",
        };
        Phrase::new(key).n("minutes", minutes)
    }
}
