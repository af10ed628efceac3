//! The level reached on a standard, from the results that show it: check scores, a teacher's marks, and activities without a
//! check that count (a full result each time).

use super::edition::Edition;
use super::fold::version;
use super::work::{Work, Works};
use crate::board::{Mastery, MasteryMethod};
use crate::rules::{Facts, Ix, Standing};

/// How much the newest result weighs in a decaying average; the average of those before it has the rest.
const NEWEST: f64 = 0.65;

/// One result on a standard.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Shown {
    /// When, in milliseconds since 1970 UTC; the smallest number where nobody knows.
    pub at: i64,
    pub activity: Ix,
    pub percent: f64,
    pub by: Source,
}

/// Where a result comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Source {
    Check,
    Teacher,
    /// An activity without a check that counts.
    Done,
}

/// How the level on a standard came about.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Story {
    /// Oldest first.
    pub results: Vec<Shown>,
    /// What they come to; nothing without any, and with `n_times` as long as too few have reached the level that it asks for.
    pub percent: Option<f64>,
    /// How many have reached that level.
    pub reached: u32,
    /// As an index into the scale.
    pub level: Option<usize>,
    /// The highest level there ever was: newer results may have lowered it.
    pub best: Option<usize>,
}

/// The level reached, as an index into the scale; nothing without results, or below the lowest level.
pub(super) fn level(
    edition: &Edition,
    facts: &Facts,
    works: &Works,
    standard: u32,
) -> Option<usize> {
    let results = results(edition, facts, works, standard);
    let mut sum = Sum::of(&edition.board.mastery);
    results.iter().for_each(|shown| sum.add(shown.percent));
    sum.level()
}

/// The same with all that led to it.
#[inline(never)]
pub(super) fn story(edition: &Edition, facts: &Facts, works: &Works, standard: u32) -> Story {
    let results = results(edition, facts, works, standard);
    let mut sum = Sum::of(&edition.board.mastery);
    let mut best = None;
    for shown in &results {
        sum.add(shown.percent);
        best = best.max(sum.level());
    }
    Story {
        percent: sum.percent(),
        reached: sum.reached,
        level: sum.level(),
        best,
        results,
    }
}

fn results(edition: &Edition, facts: &Facts, works: &Works, standard: u32) -> Vec<Shown> {
    let mut results: Vec<Shown> = Vec::new();
    let shown_by = edition.shown_by.get(standard as usize);
    for ix in shown_by.into_iter().flatten().copied() {
        let (Some(work), Some(standing), Some(place)) = (
            works.get(ix),
            facts.standings.get(ix as usize),
            edition.place(ix),
        ) else {
            continue;
        };
        let mut add = |(at, percent): (i64, f64), by| {
            results.push(Shown {
                at,
                activity: ix,
                percent,
                by,
            });
        };
        let of = |by| move |result: &(i64, f64)| (*result, by);
        let scores = work.scores.iter().map(of(Source::Check));
        let marks = work.marks.iter().map(of(Source::Teacher));
        scores.chain(marks).for_each(|(result, by)| add(result, by));
        let checked =
            version(edition, facts, ix).is_none_or(|activity| activity.more.check.is_some());
        if !checked && !place.free {
            counted(work, standing).for_each(|result| add(result, Source::Done));
        }
    }
    // Sorting is stable: results of one moment keep the board's order.
    results.sort_by_key(|shown| shown.at);
    results
}

fn counted(work: &Work, standing: &Standing) -> impl Iterator<Item = (i64, f64)> {
    let since = work.since.unwrap_or(i64::MIN);
    (0..standing.counts).map(move |_| (since, 100.0))
}

/// What results come to so far: each is added in its turn, so that of ten thousand the highest level ever is known in one pass.
struct Sum<'a> {
    mastery: &'a Mastery,
    /// From so many percent on a result has reached the level that `n_times` asks for.
    from: f64,
    count: u32,
    newest: f64,
    highest: f64,
    /// All but the newest.
    earlier: f64,
    reached: u32,
    of_reached: f64,
}

impl<'a> Sum<'a> {
    fn of(mastery: &'a Mastery) -> Self {
        let wanted = mastery.wanted().and_then(|at| mastery.scale.get(at));
        Sum {
            mastery,
            from: wanted.map_or(0.0, |level| level.min),
            count: 0,
            newest: 0.0,
            highest: 0.0,
            earlier: 0.0,
            reached: 0,
            of_reached: 0.0,
        }
    }

    fn add(&mut self, percent: f64) {
        self.earlier += self.newest;
        self.newest = percent;
        self.highest = self.highest.max(percent);
        self.count += 1;
        if percent >= self.from {
            self.reached += 1;
            self.of_reached += percent;
        }
    }

    /// What they come to by the board's method.
    fn percent(&self) -> Option<f64> {
        let count = f64::from(self.count);
        let percent = match self.mastery.method {
            _ if self.count == 0 => return None,
            MasteryMethod::Highest => self.highest,
            MasteryMethod::Latest => self.newest,
            MasteryMethod::Average => (self.earlier + self.newest) / count,
            MasteryMethod::DecayingAverage if self.count == 1 => self.newest,
            MasteryMethod::DecayingAverage => {
                self.newest * NEWEST + self.earlier / (count - 1.0) * (1.0 - NEWEST)
            }
            MasteryMethod::NTimes if self.reached < self.mastery.times => return None,
            MasteryMethod::NTimes => self.of_reached / f64::from(self.reached),
        };
        // Four decimals: 0.65 · 70 and 0.35 · 70 must come to 70 again.
        Some((percent * 1e4).round() / 1e4)
    }

    /// As an index into the scale. Results that do not come to anything yet are still results: a level from 0 % on is reached by any.
    fn level(&self) -> Option<usize> {
        let tried = (self.count > 0).then_some(0.0);
        let percent = self.percent().or(tried)?;
        let scale = &self.mastery.scale;
        scale.iter().rposition(|level| percent >= level.min)
    }
}
