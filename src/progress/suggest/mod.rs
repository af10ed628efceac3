//! What next: activities to go on with, the best first, each with its reason. It recommends and never hides: what is not suggested is as
//! open as before.
//!
//! The order, without any chance in it. Each activity is suggested for the first of these that holds of it:
//!
//! 1. the teacher returned it;
//! 2. it is started, then: it is chosen;
//! 3. it is planned: the earlier its day the sooner, then in the order of the plan;
//! 4. a low result opened it (a support), then: a high one did (an extension);
//! 5. it is late, or due within [`SOON`] days; the earlier the sooner;
//! 6. it lies on the nearest way to finishing: of lines, rows and sets those with the least left, where that tells some activities from
//!    others; then what the board's rule asks for by name; then what opens such an activity;
//! 7. it works on a standard that has a result below the top; the lower the level the sooner;
//! 8. it has a tag that was ticked in the survey, or one of an activity that is done and was given at least four stars;
//! 9. it is a must-do; then what is neither must-do nor bonus; then bonuses.
//!
//! Among those of one reason: more tags that are liked, then must-do before others before bonuses, then reading order.
//!
//! Never suggested: what is locked, counts already (unless it was returned), is with the teacher, or would make the board impossible.
//! What the learner dropped comes only where nothing else is left.

mod why;

use std::cell::RefCell;
use std::collections::BTreeMap;

pub use why::Why;

use super::event::Fact;
use super::fold::Progress;
use super::interests::LIKED;
use crate::rules::{
    Ahead, Ix, Moment, OpenedBy, RuleAt, State, Verdict, Way, evaluate, opened_by, warns, ways,
};

/// More than these are no suggestion, but the board.
pub const SUGGESTED: usize = 12;

/// So many days before it, a date is a reason.
const SOON: i64 = 2;

/// So many ways to finish are looked at.
const WAYS: usize = 8;

/// So many activities are asked whether they would make the board impossible: each is a search.
const ASKED: usize = 48;

/// So many locks are looked through for what opens what is needed.
const LOCKS: usize = 32;

/// Where more activities than this would open it, none of them is told from the rest by that.
const CROWD: usize = 12;

/// An activity to go on with.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Suggestion {
    pub ix: Ix,
    pub why: Why,
}

/// The order of the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rung {
    Returned,
    Started,
    Chosen,
    Plan,
    Support,
    Extension,
    Due,
    Way,
    Asked,
    Opens,
    Standard,
    Interest,
    Required,
    Next,
    Bonus,
    Dropped,
}

/// At most `most` suggestions, the best first; `but` is left out.
#[inline(never)]
pub fn suggest(progress: &Progress, most: usize, but: Option<Ix>) -> Vec<Suggestion> {
    let look = Look::at(progress);
    let mut found: Vec<(Rank, Suggestion)> = (0..)
        .zip(reading_order(progress))
        .filter(|(_, ix)| Some(*ix) != but && can_go_on(progress, *ix))
        .filter_map(|(place, ix)| look.judge(place, ix))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    let mut asked = 0;
    let mut picked: Vec<Suggestion> = Vec::new();
    for (rank, suggestion) in found {
        if picked.len() >= most || (rank.rung == Rung::Dropped && !picked.is_empty()) {
            break;
        }
        if rank.rung > Rung::Chosen {
            asked += 1;
            if asked > ASKED {
                break;
            }
            if warns(&look.ahead, suggestion.ix) {
                continue;
            }
        }
        picked.push(suggestion);
    }
    picked
}

/// Every activity, as the board is read.
fn reading_order(progress: &Progress) -> Vec<Ix> {
    let ground = &progress.edition.ground;
    let sections = ground.sections.iter();
    sections
        .flat_map(|section| section.activities.iter().copied())
        .collect()
}

/// It can be taken up now, or gone on with, and would come to something. (Its lock is not asked again: what is open has none.)
fn can_go_on(progress: &Progress, ix: Ix) -> bool {
    let Some(standing) = progress.standing(ix) else {
        return false;
    };
    match standing.state {
        State::Returned => true,
        State::Started | State::Chosen | State::Open => standing.counts == 0 && standing.room > 0,
        // Nobody knows how much room there is before it is taken up again.
        State::Dropped => standing.counts == 0 && progress.may(ix, &Fact::Start).is_ok(),
        State::Locked | State::Waiting | State::Done => false,
    }
}

/// What suggestions are sorted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    rung: Rung,
    /// The earlier date, the fewer left, the lower level.
    within: i64,
    /// Tags that are liked, counted downwards.
    liked: i64,
    duty: u8,
    place: u32,
}

/// What is looked at for all of them.
struct Look<'a> {
    progress: &'a Progress,
    ahead: Ahead<'a>,
    /// The nearest ways, where they tell some activities from others.
    ways: Vec<Way>,
    /// What the rule asks for by name.
    asked: Vec<Ix>,
    /// What opens something that is needed, and what it opens.
    opens: Vec<(Ix, Ix)>,
    /// What opened those that wait for a rule: thousands may wait for the same.
    locks: RefCell<BTreeMap<RuleAt, Option<OpenedBy>>>,
    /// Tags of the activities that were liked: which of them, and its stars.
    rated: Vec<(&'a str, Ix, u32)>,
}

impl<'a> Look<'a> {
    fn at(progress: &'a Progress) -> Self {
        let mut look = Look {
            progress,
            ahead: progress.ahead(),
            ways: Vec::new(),
            asked: Vec::new(),
            opens: Vec::new(),
            locks: RefCell::default(),
            rated: Vec::new(),
        };
        let complete = progress.edition.book.complete;
        let outcome = evaluate(&look.ahead, complete);
        if outcome.verdict == Verdict::Open {
            look.ways = nearest(ways(&look.ahead, complete, WAYS));
            look.opens = openers(&look.ahead, progress, &outcome.helps);
            look.asked = outcome.helps;
            let untouched = |ix: &Ix| {
                let standing = progress.standing(*ix);
                standing.is_some_and(|it| it.state == State::Open && it.counts == 0)
            };
            let count = |all: &mut dyn Iterator<Item = Ix>| all.filter(untouched).count();
            // Where everything helps, that says nothing of any.
            let helping = count(&mut look.asked.iter().copied());
            if helping == count(&mut reading_order(progress).into_iter()) {
                look.asked.clear();
            }
            look.asked.sort_unstable();
        }
        if progress.interests.is_some() {
            look.rated = rated(progress);
        }
        look
    }

    /// The first reason that holds, and the place it gives.
    fn judge(&self, place: u32, ix: Ix) -> Option<(Rank, Suggestion)> {
        let progress = self.progress;
        let ground = progress.edition.place(ix)?;
        let state = progress.standing(ix)?.state;
        let activity = progress.activity(ix)?;
        let tags = &activity.more.tags;
        let ticked = progress.interests().map_or(&[][..], |known| &known.tags);
        let liked = tags
            .iter()
            .filter(|tag| ticked.binary_search(tag).is_ok())
            .count();
        let (rung, within, why) = match state {
            State::Returned => (Rung::Returned, 0, Why::Returned),
            State::Started => (Rung::Started, 0, Why::Started),
            State::Chosen => (Rung::Chosen, 0, Why::Chosen),
            State::Dropped => (Rung::Dropped, 0, Why::Dropped),
            _ => self
                .planned(ground.id.as_str())
                .or_else(|| self.opened(ix))
                .or_else(|| self.due(activity.more.due?))
                .or_else(|| self.on_the_way(ix, ground.required))
                .or_else(|| self.standard(&ground.more.standards))
                .or_else(|| self.interest(ix, tags))
                .unwrap_or(match (ground.required, ground.optional) {
                    (true, _) => (Rung::Required, 0, Why::Required),
                    (false, true) => (Rung::Bonus, 0, Why::Bonus),
                    (false, false) => (Rung::Next, 0, Why::Next),
                }),
        };
        let duty = match (ground.required, ground.optional) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 2,
        };
        let rank = Rank {
            rung,
            within,
            liked: -(liked as i64),
            duty,
            place,
        };
        Some((rank, Suggestion { ix, why }))
    }

    fn planned(&self, id: &str) -> Option<(Rung, i64, Why)> {
        let plan = self.progress.plan()?;
        let at = plan.activities.iter().position(|planned| planned == id)? as i64;
        // What has no day comes behind all that has one.
        let day = plan
            .days
            .get(id)
            .map_or(i64::from(i32::MAX), |day| i64::from(*day));
        Some((Rung::Plan, day * (1 << 20) + at, Why::Planned))
    }

    fn opened(&self, ix: Ix) -> Option<(Rung, i64, Why)> {
        let lock = self.progress.edition.book.lock(ix)?;
        let mut known = self.locks.borrow_mut();
        let opened = known
            .entry(lock)
            .or_insert_with(|| opened_by(&self.ahead, lock));
        Some(match (*opened)? {
            OpenedBy::Low(of) => (Rung::Support, 0, Why::Support(of)),
            OpenedBy::High(of) => (Rung::Extension, 0, Why::Extension(of)),
        })
    }

    fn due(&self, due: Moment) -> Option<(Rung, i64, Why)> {
        let clock = self.progress.clock;
        let left = due.day(clock.offset) - clock.day();
        (left <= SOON).then(|| (Rung::Due, due.instant(clock.offset), Why::Due(due)))
    }

    fn on_the_way(&self, ix: Ix, required: bool) -> Option<(Rung, i64, Why)> {
        let mut ways = self.ways.iter();
        if let Some(way) = ways.find(|way| way.missing.contains(&ix)) {
            let why = match way.line {
                Some((section, course)) if way.is_line => Why::Line(way.left, section, course),
                Some((section, course)) => Why::Group(way.left, section, course),
                None => Why::Way(way.left),
            };
            return Some((Rung::Way, i64::from(way.left), why));
        }
        if self.asked.binary_search(&ix).is_ok() {
            let why = if required { Why::Required } else { Why::Asked };
            return Some((Rung::Asked, 0, why));
        }
        let opens = self.opens.iter().find(|(opener, _)| *opener == ix)?;
        Some((Rung::Opens, 0, Why::Opens(opens.1)))
    }

    fn standard(&self, standards: &[u32]) -> Option<(Rung, i64, Why)> {
        let top = self.progress.edition.ground.scale.len().saturating_sub(1);
        let low = standards.iter().filter_map(|standard| {
            let level = self.progress.mastery(*standard)?;
            (level < top).then_some((level, *standard))
        });
        let (level, standard) = low.min()?;
        Some((Rung::Standard, level as i64, Why::Standard(standard, level)))
    }

    fn interest(&self, ix: Ix, tags: &[String]) -> Option<(Rung, i64, Why)> {
        let known = self.progress.interests()?;
        let survey = self.progress.edition.board.survey.iter();
        let mut offered = survey.flat_map(|question| question.options.iter().map(|(tag, _)| tag));
        let fits = |tag: &&String| known.tags.binary_search(tag).is_ok() && tags.contains(tag);
        if let Some(tag) = offered.find(fits) {
            return Some((Rung::Interest, 0, Why::Liked(tag.clone())));
        }
        let mut rated = self.rated.iter().filter(|(_, of, _)| *of != ix);
        let (_, of, stars) = rated.find(|(tag, ..)| tags.iter().any(|own| own == tag))?;
        Some((Rung::Interest, 1, Why::Rated(*of, *stars)))
    }
}

/// The ways with the least left, of those that tell some activities from others: something of them is there, or each of several groups
/// is asked for.
fn nearest(all: Vec<Way>) -> Vec<Way> {
    let tells = |way: &Way| {
        let is_begun = (way.left as usize) < way.cells.len();
        way.left > 0 && (is_begun || (way.line.is_some() && !way.is_line))
    };
    let mut told: Vec<Way> = all.into_iter().filter(tells).collect();
    let least = told.iter().map(|way| way.left).min();
    told.retain(|way| Some(way.left) == least);
    told
}

/// What can be done now and opens something that the rule asks for, with what it opens; however many locks lie between, within bounds.
fn openers(ahead: &Ahead, progress: &Progress, needed: &[Ix]) -> Vec<(Ix, Ix)> {
    let is_locked = |ix: &Ix| {
        let standing = progress.standing(*ix);
        standing.is_some_and(|standing| standing.state == State::Locked)
    };
    let mut targets: Vec<Ix> = needed.iter().copied().filter(is_locked).collect();
    let mut found: Vec<(Ix, Ix)> = Vec::new();
    let mut at = 0;
    while let Some(target) = targets.get(at).copied().filter(|_| at < LOCKS) {
        at += 1;
        let Some(lock) = progress.edition.book.lock(target) else {
            continue;
        };
        let outcome = evaluate(ahead, lock);
        if outcome.verdict != Verdict::Open || outcome.helps.len() > CROWD {
            continue;
        }
        for ix in outcome.helps {
            if is_locked(&ix) {
                if !targets.contains(&ix) {
                    targets.push(ix);
                }
            } else if !found.iter().any(|(opener, _)| *opener == ix) {
                found.push((ix, target));
            }
        }
    }
    found
}

/// Tags of activities that count and were given many stars, in reading order.
fn rated(progress: &Progress) -> Vec<(&str, Ix, u32)> {
    let mut all = Vec::new();
    for ix in reading_order(progress) {
        let stars = progress.work(ix).and_then(|work| work.stars);
        let counts = progress
            .standing(ix)
            .is_some_and(|standing| standing.counts > 0);
        let (Some(stars), Some(activity)) = (
            stars.filter(|n| counts && *n >= LIKED),
            progress.activity(ix),
        ) else {
            continue;
        };
        let tags = activity.more.tags.iter();
        all.extend(tags.map(|tag| (tag.as_str(), ix, stars)));
    }
    all
}
