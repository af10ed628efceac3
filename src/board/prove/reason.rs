//! Why a single rule can never be met.

use crate::board::code;
use crate::board::document::Span;
use crate::board::finding::Finding;
use crate::rules::{Filter, Grid, Ground, Lines, Points, Rule, lines_of, named};

/// The finding for a rule that was proved impossible from a fresh start: the plainest reason there is.
pub(super) fn reason(ground: &Ground, rule: &Rule, at: Span) -> Finding {
    match rule {
        Rule::Count { of, .. }
        | Rule::Points { of, .. }
        | Rule::OnePer { of, .. }
        | Rule::Score { of, .. }
        | Rule::Attempts { of, .. }
        | Rule::State { of, .. }
        | Rule::FeedbackRead { of, .. }
            if named(ground, of).is_empty() =>
        {
            Finding::new(code::EMPTY_FILTER, at).text("what", "filter")
        }
        Rule::Count { bounds, of } => {
            let most: u32 = places(ground, of).map(|place| place.repeat.max(1)).sum();
            match bounds.min.filter(|min| *min > most) {
                Some(need) => Finding::new(code::QUOTA, at)
                    .n("need", need)
                    .n("most", most),
                None => Finding::new(code::NEVER_MET, at),
            }
        }
        Rule::Points { bounds, of } => {
            let most: Points = places(ground, of)
                .map(|place| place.points.times(place.repeat.max(1)))
                .sum();
            match bounds.min.filter(|min| *min > most) {
                Some(need) => Finding::new(code::TOO_FEW_POINTS, at)
                    .n("need", need.number())
                    .n("most", most.number()),
                None if bounds.min.is_some() && bounds.max.is_some() => {
                    Finding::new(code::NO_SUM, at)
                }
                None => Finding::new(code::NEVER_MET, at),
            }
        }
        Rule::Lines(lines) => line(ground, lines, at),
        Rule::Shape { of, .. } => match grids(ground, of).next() {
            None => Finding::new(code::NO_GRID, at),
            Some(_) => Finding::new(code::SHAPE_TOO_LARGE, at),
        },
        _ => Finding::new(code::NEVER_MET, at),
    }
}

fn line(ground: &Ground, lines: &Lines, at: Span) -> Finding {
    let grids: Vec<&Grid> = grids(ground, &lines.of).collect();
    if grids.is_empty() {
        return Finding::new(code::NO_GRID, at);
    }
    let found = grids.iter().flat_map(|grid| lines_of(grid, lines));
    let through = named(ground, &Filter::Ids(lines.through.clone()));
    let (mut some, mut fitting) = (0u32, 0u32);
    for line in found {
        some += 1;
        fitting += u32::from(line.runs_through(&through));
    }
    match (some, fitting, lines.length) {
        (0, _, Some(length)) => Finding::new(code::LINE_TOO_LONG, at).n("length", length),
        (0, ..) => Finding::new(code::NO_WHOLE_LINE, at),
        (_, 0, _) => Finding::new(code::NO_LINE_THROUGH, at),
        _ => Finding::new(code::QUOTA, at)
            .n("need", lines.lines)
            .n("most", fitting),
    }
}

/// The grids in which a filter leaves a square.
fn grids<'g>(ground: &'g Ground, of: &Filter) -> impl Iterator<Item = &'g Grid> {
    let members = named(ground, of);
    let inside = move |grid: &&Grid| {
        grid.cells
            .iter()
            .any(|cell| members.binary_search(cell).is_ok())
    };
    ground.grids.iter().filter(inside)
}

fn places<'g>(ground: &'g Ground, of: &Filter) -> impl Iterator<Item = &'g crate::rules::Place> {
    named(ground, of)
        .into_iter()
        .filter_map(|ix| ground.places.get(ix as usize))
}
