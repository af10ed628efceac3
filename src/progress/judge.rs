//! Whether an act has an effect at its place in the order, and which state it leads to. One table for the fold and for the
//! screen, so that a button never offers what the fold would refuse.

use super::edition::Edition;
use super::event::Fact;
use super::work::{Lacking, Work, lacking};
use crate::board::Activity;
use crate::rules::{Clock, Facts, Ix, Moment, Place, Standing, State, met};
use crate::words::{Arg, Phrase};

/// Why an act has no effect.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Refusal {
    /// The activity is locked.
    Locked(Lock),
    /// Its state does not allow the act.
    Not(State),
    /// A free space, or it counts as often as it can.
    Counted,
    /// Required evidence is missing.
    Evidence,
    /// The text handed in is too short.
    Words { have: u32, need: u32 },
    /// The check is not passed: percent asked for, best so far.
    Check { pass: f64, best: Option<f64> },
    /// No tries at the check are left.
    Tries,
    /// Not on this board.
    Unknown,
}

/// What keeps an activity shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Its rule, or its section's, is not met.
    Requires,
    /// Its first day is to come.
    Opens(Moment),
    /// So many of its section are chosen already, by index of the section.
    Full {
        /// Index of the section.
        section: u32,
        /// Its `choose.max`.
        most: u32,
    },
}

/// An act that has an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// Where it leads.
    pub to: State,
    /// It begins another round, with `repeat`.
    pub round: bool,
}

/// Everything a judgement looks at.
pub(super) struct Judge<'a> {
    pub edition: &'a Edition,
    pub facts: &'a Facts,
    /// Places taken, by section.
    pub taken: &'a [u32],
    /// The activity as this learner's group meets it.
    pub activity: &'a Activity,
    pub place: &'a Place,
    pub work: &'a Work,
    pub standing: &'a Standing,
    pub ix: Ix,
    /// The act was made on another revision of the activity, and its locks and conditions were judged there. Places in a
    /// section are counted all the same.
    pub trusted: bool,
}

impl Judge<'_> {
    /// Where an act leads, or why it does not.
    pub fn judge(&self, fact: &Fact) -> Result<Move, Refusal> {
        if self.place.free {
            return Err(Refusal::Counted);
        }
        match fact {
            Fact::Choose => self.take_up(State::Chosen, &[]),
            Fact::Start => self.take_up(State::Started, &[State::Chosen, State::Returned]),
            Fact::Step { .. } => self.go_on(),
            Fact::Answer { .. } => {
                if self.standing.attempts_left == Some(0) {
                    return Err(Refusal::Tries);
                }
                self.go_on()
            }
            Fact::Submit { evidence } => {
                let round = self.hand_in()?;
                let enough = self.trusted || lacking(self.activity, evidence).is_none();
                let to = match self.activity.approval && enough {
                    true => State::Waiting,
                    false => State::Started,
                };
                Ok(Move { to, round })
            }
            Fact::Done => {
                let round = match self.work.state {
                    State::Waiting => return Err(Refusal::Not(State::Waiting)),
                    _ => self.hand_in()?,
                };
                self.ready(round)?;
                let to = match self.activity.approval {
                    true => State::Waiting,
                    false => State::Done,
                };
                Ok(Move { to, round })
            }
            Fact::Undo => self.from(&[State::Waiting, State::Done], State::Started),
            Fact::Drop => match self.work.state {
                state @ (State::Done | State::Dropped) => Err(Refusal::Not(state)),
                // What counted in earlier rounds stays done.
                _ if self.work.earlier > 0 => self.to(State::Done),
                _ => self.to(State::Dropped),
            },
            Fact::Approve { .. } => {
                self.from(&[State::Waiting, State::Returned, State::Done], State::Done)
            }
            Fact::Return { .. } => self.from(&[State::Waiting, State::Done], State::Returned),
            Fact::CheckOff => self.to(State::Done),
            _ => self.to(self.work.state),
        }
    }

    fn to(&self, to: State) -> Result<Move, Refusal> {
        Ok(Move { to, round: false })
    }

    fn from(&self, from: &[State], to: State) -> Result<Move, Refusal> {
        match from.contains(&self.work.state) {
            true => self.to(to),
            false => Err(Refusal::Not(self.work.state)),
        }
    }

    /// Open and dropped activities are taken up where no lock is; done ones once more where they can count again.
    fn take_up(&self, to: State, also_from: &[State]) -> Result<Move, Refusal> {
        match self.work.state {
            State::Open | State::Dropped => self.unlocked().and_then(|()| self.to(to)),
            State::Done => self.another_round().map(|()| Move { to, round: true }),
            state if also_from.contains(&state) => self.to(to),
            state => Err(Refusal::Not(state)),
        }
    }

    /// Work inside an activity takes it up, and changes nothing once it is under way.
    fn go_on(&self) -> Result<Move, Refusal> {
        match self.work.state {
            State::Open => self.unlocked().and_then(|()| self.to(State::Started)),
            State::Chosen => self.to(State::Started),
            State::Dropped => Err(Refusal::Not(State::Dropped)),
            state => self.to(state),
        }
    }

    /// Handing in or saying done: whether it begins another round.
    fn hand_in(&self) -> Result<bool, Refusal> {
        match self.work.state {
            State::Open => self.unlocked().map(|()| false),
            State::Done => self.another_round().map(|()| true),
            State::Dropped => Err(Refusal::Not(State::Dropped)),
            _ => Ok(false),
        }
    }

    fn unlocked(&self) -> Result<(), Refusal> {
        let lock = if self.trusted {
            full(self.edition, self.taken, self.place.section)
        } else {
            lock(self.edition, self.facts, self.taken, self.ix)
        };
        lock.map_or(Ok(()), |lock| Err(Refusal::Locked(lock)))
    }

    /// Another round begins only when the last one counts, so that none is lost on the way to approval.
    fn another_round(&self) -> Result<(), Refusal> {
        let counts = self.standing.counts;
        match counts > self.work.earlier && counts < self.place.repeat {
            true => Ok(()),
            false if self.place.repeat > 1 && counts >= self.place.repeat => Err(Refusal::Counted),
            false => Err(Refusal::Not(State::Done)),
        }
    }

    fn ready(&self, round: bool) -> Result<(), Refusal> {
        if self.trusted {
            return Ok(());
        }
        let handed = if round { &[][..] } else { &self.work.handed };
        match lacking(self.activity, handed) {
            Some(Lacking::Evidence) => return Err(Refusal::Evidence),
            Some(Lacking::Words { have, need }) => return Err(Refusal::Words { have, need }),
            None => {}
        }
        match &self.activity.more.check {
            Some(check) if !self.standing.passed => Err(Refusal::Check {
                pass: check.pass,
                best: self.work.best(),
            }),
            _ => Ok(()),
        }
    }
}

/// What keeps an activity shut to somebody who has not taken it up.
pub(super) fn lock(edition: &Edition, facts: &Facts, taken: &[u32], ix: Ix) -> Option<Lock> {
    let place = edition.place(ix)?;
    if let Some(opens) = place
        .more
        .opens
        .filter(|opens| !opens.has_come(facts.clock))
    {
        return Some(Lock::Opens(opens));
    }
    let rule = edition.book.lock(ix);
    if rule.is_some_and(|rule| !met(&edition.book, &edition.ground, facts, rule)) {
        return Some(Lock::Requires);
    }
    full(edition, taken, place.section)
}

/// Whether a section's places are all taken.
pub(super) fn full(edition: &Edition, taken: &[u32], section: u32) -> Option<Lock> {
    let most = edition.ground.sections.get(section as usize)?.choose_max?;
    let taken = taken.get(section as usize).copied().unwrap_or(0);
    (taken >= most).then_some(Lock::Full { section, most })
}

impl Refusal {
    /// The reason in words. What a rule lacks is said by [`crate::rules::explain::locked`].
    pub fn says(&self, clock: Clock) -> Phrase {
        match self {
            Refusal::Locked(lock) => lock.says(clock),
            Refusal::Not(state) => Phrase::new("progress-refused-state")
                .with("state", Arg::Text(state.name().to_owned())),
            Refusal::Counted => Phrase::new("progress-refused-counted"),
            Refusal::Evidence => Phrase::new("progress-refused-evidence"),
            Refusal::Words { have, need } => Phrase::new("progress-refused-words")
                .n("have", *have)
                .n("need", *need),
            Refusal::Check { pass, best: None } => {
                Phrase::new("progress-refused-check").n("pass", *pass)
            }
            Refusal::Check {
                pass,
                best: Some(best),
            } => Phrase::new("progress-refused-check-best")
                .n("pass", *pass)
                .n("best", *best),
            Refusal::Tries => Phrase::new("progress-refused-tries"),
            Refusal::Unknown => Phrase::new("progress-refused-unknown"),
        }
    }
}

impl Lock {
    /// The reason in words, in general terms for `Requires`.
    pub fn says(&self, clock: Clock) -> Phrase {
        match self {
            Lock::Requires => Phrase::new("progress-locked-requires"),
            Lock::Opens(opens) => {
                let with_time = matches!(opens, Moment::Instant(_));
                Phrase::new("progress-locked-opens")
                    .with("date", Arg::Date(opens.instant(clock.offset), with_time))
            }
            Lock::Full { most, .. } => Phrase::new("progress-locked-full").n("most", *most),
        }
    }
}
