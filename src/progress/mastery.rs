//! The level reached on a standard, from the results that show it: check scores, a teacher's marks, and activities without a
//! check that count (a full result each time).

use super::edition::Edition;
use super::fold::version;
use super::work::{Work, Works};
use crate::board::MasteryMethod;
use crate::rules::{Facts, Ix, Standing};

/// How many results of a level `n_times` asks for.
const TIMES: usize = 3;

/// How much the newest result weighs in a decaying average; the average of those before it has the rest.
const NEWEST: f64 = 0.65;

/// The highest level ever is looked for among what so many results, the newest, have come to: each means going through all before it.
const LOOKED_BACK: usize = 200;

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
    /// What they come to.
    pub percent: Option<f64>,
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
    level_of(edition, percent(edition, &results)?)
}

/// The same with all that led to it.
#[inline(never)]
pub(super) fn story(edition: &Edition, facts: &Facts, works: &Works, standard: u32) -> Story {
    let results = results(edition, facts, works, standard);
    let level_then = |count: &usize| {
        let then = results.get(..*count)?;
        level_of(edition, percent(edition, then)?)
    };
    let percent = percent(edition, &results);
    Story {
        percent,
        level: percent.and_then(|percent| level_of(edition, percent)),
        best: (results.len().saturating_sub(LOOKED_BACK)..=results.len())
            .filter_map(|count| level_then(&count))
            .max(),
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

fn percent(edition: &Edition, results: &[Shown]) -> Option<f64> {
    let results: Vec<f64> = results.iter().map(|shown| shown.percent).collect();
    let percent = value(edition.board.mastery.method, &results)?;
    // Four decimals: 0.65 · 70 and 0.35 · 70 must come to 70 again.
    Some((percent * 1e4).round() / 1e4)
}

fn level_of(edition: &Edition, percent: f64) -> Option<usize> {
    let scale = &edition.board.mastery.scale;
    scale.iter().rposition(|level| percent >= level.min)
}

fn counted(work: &Work, standing: &Standing) -> impl Iterator<Item = (i64, f64)> {
    let since = work.since.unwrap_or(i64::MIN);
    (0..standing.counts).map(move |_| (since, 100.0))
}

/// What results come to by a method, oldest result first.
pub(super) fn value(method: MasteryMethod, results: &[f64]) -> Option<f64> {
    let (newest, earlier) = results.split_last()?;
    let average = |results: &[f64]| results.iter().sum::<f64>() / results.len() as f64;
    Some(match method {
        MasteryMethod::Highest => results.iter().copied().fold(*newest, f64::max),
        MasteryMethod::Latest => *newest,
        MasteryMethod::Average => average(results),
        MasteryMethod::DecayingAverage if earlier.is_empty() => *newest,
        MasteryMethod::DecayingAverage => newest * NEWEST + average(earlier) * (1.0 - NEWEST),
        // The best that was reached that often; before that, something was tried.
        MasteryMethod::NTimes => {
            let mut sorted = results.to_vec();
            sorted.sort_by(|one, other| other.total_cmp(one));
            sorted.get(TIMES - 1).copied().unwrap_or(0.0)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::board::MasteryMethod::{Average, DecayingAverage, Highest, Latest, NTimes};

    #[test]
    fn each_method_as_documented() {
        let results = [90.0, 60.0, 70.0, 80.0];
        for (method, percent) in [
            (Highest, 90.0),
            (Latest, 80.0),
            (Average, 75.0),
            // 0.65 · 80 + 0.35 · (90 + 60 + 70) / 3
            (DecayingAverage, 52.0 + 0.35 * 220.0 / 3.0),
            (NTimes, 70.0),
        ] {
            let found = value(method, &results).unwrap();
            assert!((found - percent).abs() < 1e-9, "{method:?}: {found}");
            assert_eq!(value(method, &[]), None, "{method:?}");
        }
        assert_eq!(value(NTimes, &[90.0, 90.0]), Some(0.0));
        assert_eq!(value(DecayingAverage, &[90.0]), Some(90.0));
    }
}
