//! Lines made and lines that can still be won. On a large grid there are tens of thousands: they are weighed first and
//! only the few that are wanted are written out.

use super::ahead::Ahead;
use super::book::{LinesNode, Node, RuleAt};
use super::facts::Standing;
use super::ground::Ix;
use super::lines::{Line, Strip};
use super::met::standing;

/// A line by its place in a strip, with what it lacks.
struct Weighed {
    /// Squares that do not count yet.
    missing: usize,
    /// Of these, the ones not even begun.
    untouched: usize,
    strip: usize,
    from: usize,
}

/// The nearest lines that can still be won, at most `most`, each with the squares it lacks: those with the least missing
/// first, of those equally near the one most begun. And how many can be won in all.
pub(super) fn live_lines(ahead: &Ahead, at: RuleAt, most: usize) -> (Vec<(Line, Vec<Ix>)>, usize) {
    let Node::Lines(lines) = ahead.book.node(at) else {
        return (Vec::new(), 0);
    };
    let mut live = weighed(ahead, lines);
    live.retain(|line| line.missing > 0);
    live.sort_by_key(|line| (line.missing, line.untouched));
    let total = live.len();
    live.truncate(most);
    let written = live.iter().filter_map(|line| {
        let line = write(lines, line)?;
        let missing = line.cells.iter().copied().filter(|ix| !counts(ahead, *ix));
        let missing = missing.collect();
        Some((line, missing))
    });
    (written.collect(), total)
}

/// How long each of several lines is, where nothing tells them apart yet: none is begun, none is nearer than another, and any of
/// the board's will do.
pub(super) fn any_line(ahead: &Ahead, at: RuleAt) -> Option<usize> {
    let Node::Lines(lines) = ahead.book.node(at) else {
        return None;
    };
    if !lines.through.is_empty() {
        return None;
    }
    let live = weighed(ahead, lines);
    let length = |line: &Weighed| cells(lines, line).len();
    let first = length(live.first()?);
    let alike = |line: &Weighed| line.untouched == first && length(line) == first;
    (live.len() > 1 && live.iter().all(alike)).then_some(first)
}

/// The first lines that are made. A run longer than a line shows as every line it holds a place for.
pub(super) fn made_lines(ahead: &Ahead, at: RuleAt, most: usize) -> Vec<Line> {
    let Node::Lines(lines) = ahead.book.node(at) else {
        return Vec::new();
    };
    let made = weighed(ahead, lines)
        .into_iter()
        .filter(|line| line.missing == 0);
    made.take(most)
        .filter_map(|line| write(lines, &line))
        .collect()
}

/// The squares that would help a line, those of the nearest lines first.
pub(super) fn helpful_squares(ahead: &Ahead, lines: &LinesNode) -> Vec<Ix> {
    let mut nearest = vec![usize::MAX; ahead.ground.places.len()];
    for line in weighed(ahead, lines) {
        for ix in cells(lines, &line).iter().filter(|ix| !counts(ahead, **ix)) {
            if let Some(near) = nearest.get_mut(*ix as usize) {
                *near = (*near).min(line.missing);
            }
        }
    }
    let mut squares: Vec<(usize, Ix)> = nearest
        .into_iter()
        .zip(0..)
        .filter(|(near, _)| *near != usize::MAX)
        .collect();
    squares.sort_unstable();
    squares.into_iter().map(|(_, ix)| ix).collect()
}

/// Every line that is made or can still be won.
fn weighed(ahead: &Ahead, lines: &LinesNode) -> Vec<Weighed> {
    let mut all = Vec::new();
    for (strip, squares) in lines.strips.iter().enumerate() {
        let places = places(ahead, squares);
        for (from, cells) in squares.cells.windows(squares.length).enumerate() {
            if !lines.through.iter().all(|ix| cells.contains(ix)) {
                continue;
            }
            let mut line = Weighed {
                missing: 0,
                untouched: 0,
                strip,
                from,
            };
            let mut shut = false;
            for ix in cells.iter().filter(|ix| !counts(ahead, **ix)) {
                let begun = standing(ahead.facts, *ix).is_some_and(Standing::in_use);
                line.missing += 1;
                line.untouched += usize::from(!begun);
                shut |= !ahead.can(*ix);
            }
            if !shut && line.untouched <= places {
                all.push(line);
            }
        }
    }
    all
}

/// Places that its section's `choose.max` leaves.
fn places(ahead: &Ahead, strip: &Strip) -> usize {
    let places = ahead.places.get(strip.section as usize);
    places.map_or(usize::MAX, |places| *places as usize)
}

fn counts(ahead: &Ahead, ix: Ix) -> bool {
    standing(ahead.facts, ix).is_some_and(|standing| standing.counts > 0)
}

fn cells<'b>(lines: &'b LinesNode, line: &Weighed) -> &'b [Ix] {
    lines
        .strips
        .get(line.strip)
        .and_then(|strip| strip.cells.get(line.from..line.from + strip.length))
        .unwrap_or(&[])
}

fn write(lines: &LinesNode, line: &Weighed) -> Option<Line> {
    let strip = lines.strips.get(line.strip)?;
    Some(Line {
        section: strip.section,
        course: strip.course,
        whole: strip.whole && strip.length == strip.cells.len(),
        cells: cells(lines, line).to_vec(),
    })
}
