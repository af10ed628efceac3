//! The level reached on a standard, from the results that show it: check scores, a teacher's marks, and activities without a
//! check that count (a full result each time).

use super::edition::Edition;
use super::fold::version;
use super::work::{Work, Works};
use crate::board::MasteryMethod;
use crate::rules::{Facts, Standing};

/// How many results of a level `n_times` asks for.
const TIMES: usize = 3;

/// How much the newest result weighs in a decaying average; the average of those before it has the rest.
const NEWEST: f64 = 0.65;

/// The level reached, as an index into the scale; nothing without results, or below the lowest level.
pub(super) fn level(
    edition: &Edition,
    facts: &Facts,
    works: &Works,
    standard: u32,
) -> Option<usize> {
    let mut results: Vec<(i64, f64)> = Vec::new();
    for ix in edition.shown_by.get(standard as usize)? {
        let work = works.get(*ix)?;
        let standing = facts.standings.get(*ix as usize)?;
        let place = edition.place(*ix)?;
        results.extend_from_slice(&work.scores);
        results.extend_from_slice(&work.marks);
        let checked = version(edition, facts, *ix)?.more.check.is_some();
        if !checked && !place.free {
            results.extend(counted(work, standing));
        }
    }
    // Sorting is stable: results of one moment keep the board's order.
    results.sort_by_key(|(at, _)| *at);
    let results: Vec<f64> = results.into_iter().map(|(_, result)| result).collect();
    let percent = value(edition.board.mastery.method, &results)?;
    // Four decimals: 0.65 · 70 and 0.35 · 70 must come to 70 again.
    let percent = (percent * 1e4).round() / 1e4;
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
