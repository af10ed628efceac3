//! Live lines behind the squares: dotted while they can be won, thick where the nearest runs, green when made.

use crate::ui::parts::{Show, View, svg};

use super::ruler::percent;
use crate::rules::Ix;
use crate::session::view::SectionView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::live;

/// The lines of one grid.
pub fn lines(desk: Desk, at: u32, section: &SectionView) -> View {
    let columns = section.columns.max(1);
    let cells = section.activities.clone();
    live(move || {
        desk.track(Part::Head);
        let rows = (cells.len() as u32).div_ceil(columns);
        let drawn = desk
            .head()
            .ways
            .iter()
            .enumerate()
            .filter(|(_, way)| way.line && way.section == at)
            .filter_map(|(number, way)| {
                let ends = straight(&way.cells, &cells, columns)?;
                let kind = match (way.met, way.nearest) {
                    (true, _) => Some("won"),
                    (_, true) => Some("near"),
                    _ => None,
                };
                let x = |n: f64| percent(n / f64::from(columns) * 100.0);
                let y = |n: f64| percent(n / f64::from(rows) * 100.0);
                Some(
                    svg("line")
                        .attr("x1", x(ends.0.0))
                        .attr("y1", y(ends.0.1))
                        .attr("x2", x(ends.1.0))
                        .attr("y2", y(ends.1.1))
                        .attr("data-line", kind)
                        .attr("data-way", number.to_string()),
                )
            })
            .collect::<Vec<_>>();
        svg("svg")
            .class("cb-lines")
            .attr("aria-hidden", "true")
            .kid(drawn)
            .view()
    })
    .view()
}

/// From edge to edge in squares, where the cells stand next to each other in a row, a column or a diagonal.
fn straight(way: &[Ix], cells: &[Ix], columns: u32) -> Option<((f64, f64), (f64, f64))> {
    let place = |ix: &Ix| {
        let at = cells.iter().position(|cell| cell == ix)? as u32;
        Some((i64::from(at % columns), i64::from(at / columns)))
    };
    let places: Vec<(i64, i64)> = way.iter().map(place).collect::<Option<_>>()?;
    let (first, last) = (*places.first()?, *places.last()?);
    let second = *places.get(1)?;
    let step = (second.0 - first.0, second.1 - first.1);
    let even = places
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if (b.0 - a.0, b.1 - a.1) == step));
    if !even || step.0.abs() > 1 || step.1.abs() > 1 || step == (0, 0) {
        return None;
    }
    let half = (step.0 as f64 / 2.0, step.1 as f64 / 2.0);
    let centre = |(x, y): (i64, i64)| (x as f64 + 0.5, y as f64 + 0.5);
    let (from, to) = (centre(first), centre(last));
    Some((
        (from.0 - half.0, from.1 - half.1),
        (to.0 + half.0, to.1 + half.1),
    ))
}
