//! Where a shape fits on a grid.

use super::ground::{Grid, Ix};

/// Every place where the shape fits: the squares under each `x`, one place after the other, and how many those are.
/// The whole pattern must lie within the grid; a `.` may lie on an empty square.
pub(super) fn places(grid: &Grid, rows: &[String], turn: bool) -> (Vec<Ix>, usize) {
    let mut patterns: Vec<Pattern> = vec![Pattern::read(rows)];
    if turn {
        for _ in 0..3 {
            let next = patterns.last().map(Pattern::turned).unwrap_or_default();
            patterns.push(next);
        }
        let mut kept: Vec<Pattern> = Vec::new();
        for pattern in patterns {
            if !kept.contains(&pattern) {
                kept.push(pattern);
            }
        }
        patterns = kept;
    }
    let width = patterns.first().map_or(0, |pattern| pattern.marks.len());
    let mut squares = Vec::new();
    if width == 0 {
        return (squares, 0);
    }
    let columns = grid.columns.max(1) as usize;
    let height = grid.cells.len().div_ceil(columns);
    for pattern in &patterns {
        let (Some(down), Some(right)) = (
            height.checked_sub(pattern.height),
            columns.checked_sub(pattern.width),
        ) else {
            continue;
        };
        for top in 0..=down {
            for left in 0..=right {
                let square = |(row, column): &(usize, usize)| {
                    grid.cells
                        .get((top + row) * columns + left + column)
                        .copied()
                };
                if let Some(found) = pattern
                    .marks
                    .iter()
                    .map(square)
                    .collect::<Option<Vec<Ix>>>()
                {
                    squares.extend(found);
                }
            }
        }
    }
    (squares, width)
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Pattern {
    height: usize,
    width: usize,
    /// Row and column of each `x`, sorted.
    marks: Vec<(usize, usize)>,
}

impl Pattern {
    fn read(rows: &[String]) -> Self {
        let mut marks = Vec::new();
        for (row, line) in rows.iter().enumerate() {
            for (column, mark) in line.chars().enumerate() {
                if matches!(mark, 'x' | 'X') {
                    marks.push((row, column));
                }
            }
        }
        Pattern {
            height: rows.len(),
            width: rows
                .iter()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0),
            marks,
        }
    }

    /// A quarter turn to the right.
    fn turned(&self) -> Self {
        let mut marks: Vec<(usize, usize)> = self
            .marks
            .iter()
            .map(|(row, column)| (*column, self.height - 1 - row))
            .collect();
        marks.sort_unstable();
        Pattern {
            height: self.width,
            width: self.height,
            marks,
        }
    }
}
