//! Lines on a grid: which squares lie next to each other, which lines are made, and which can still be won.

use super::ground::{Grid, Ix};
use super::rule::{Direction, Lines};

/// How a line lies, and which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Course {
    /// A row, counted from 1.
    Row(u32),
    /// A column, counted from 1.
    Column(u32),
    /// From upper left to lower right.
    Falling,
    /// From lower left to upper right.
    Rising,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Index of the section whose grid it lies in.
    pub section: u32,
    /// How it lies.
    pub course: Course,
    /// The whole row, column or diagonal; `false` for a shorter piece of it.
    pub whole: bool,
    /// Its activities, in order.
    pub cells: Vec<Ix>,
}

/// Squares next to each other, in which lines of `length` are counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Strip {
    pub section: u32,
    pub course: Course,
    pub whole: bool,
    pub cells: Vec<Ix>,
    pub length: usize,
}

/// Every line of a rule on one grid: its whole rows, columns and diagonals, or every place where `length` squares fit.
/// `through` is not looked at: see [`Line::runs_through`].
pub fn lines_of(grid: &Grid, rule: &Lines) -> Vec<Line> {
    strips(grid, rule.length, &rule.directions)
        .iter()
        .flat_map(windows)
        .collect()
}

impl Line {
    /// Every one of these lies in it.
    pub fn runs_through(&self, all: &[Ix]) -> bool {
        all.iter().all(|ix| self.cells.contains(ix))
    }
}

/// Every place in a strip where a line fits.
pub(super) fn windows(strip: &Strip) -> impl Iterator<Item = Line> + '_ {
    let whole = strip.whole && strip.length == strip.cells.len();
    strip.cells.windows(strip.length).map(move |cells| Line {
        section: strip.section,
        course: strip.course,
        whole,
        cells: cells.to_vec(),
    })
}

/// Lines made in a strip when `counts` says which squares count. A run holds floor(run / length) lines; with `through`
/// every line of the strip shares those squares, so there is one or none.
pub(super) fn made(strip: &Strip, through: &[Ix], counts: &dyn Fn(Ix) -> bool) -> u32 {
    let mut lines = 0;
    for run in strip.cells.split(|ix| !counts(*ix)) {
        if through.is_empty() {
            lines += u32::try_from(run.len() / strip.length).unwrap_or(u32::MAX);
        } else if run
            .windows(strip.length)
            .any(|cells| through.iter().all(|ix| cells.contains(ix)))
        {
            lines += 1;
        }
    }
    lines
}

/// The rows, columns and diagonals of a grid that are long enough. Without `length` only whole ones: a row or column with
/// an empty square is none, and diagonals are whole in a square grid alone.
pub(super) fn strips(grid: &Grid, length: Option<u32>, directions: &[Direction]) -> Vec<Strip> {
    let columns = grid.columns.max(1) as usize;
    let rows = grid.cells.len().div_ceil(columns);
    let wanted = |direction| directions.is_empty() || directions.contains(&direction);
    let number = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
    let walk = |row: usize, column: usize, step: usize, count: usize| -> Vec<Ix> {
        grid.cells
            .iter()
            .skip(row * columns + column)
            .step_by(step)
            .take(count)
            .copied()
            .collect()
    };
    let mut found = Vec::new();
    let mut keep = |course, cells: Vec<Ix>, full: usize| {
        let whole = cells.len() == full;
        let length = match length {
            Some(length) => length.max(1) as usize,
            None if whole => full,
            None => return,
        };
        if length <= cells.len() && length > 0 {
            found.push(Strip {
                section: grid.section,
                course,
                whole,
                cells,
                length,
            });
        }
    };
    if wanted(Direction::Row) {
        for row in 0..rows {
            keep(Course::Row(number(row)), walk(row, 0, 1, columns), columns);
        }
    }
    if wanted(Direction::Column) {
        for column in 0..columns {
            keep(
                Course::Column(number(column)),
                walk(0, column, columns, rows),
                rows,
            );
        }
    }
    if wanted(Direction::Diagonal) && (length.is_some() || rows == columns) {
        let whole = if rows == columns { rows } else { usize::MAX };
        let last = columns - 1;
        // A diagonal begins in the first row or at the side it leads away from; whole ones begin in a corner.
        let starts = |side: usize| -> Vec<(usize, usize)> {
            let top = (0..columns).map(|column| (0, column));
            top.chain((1..rows).map(|row| (row, side)))
                .filter(|start| length.is_some() || *start == (0, side))
                .collect()
        };
        for (row, column) in starts(0) {
            let count = (rows - row).min(columns - column);
            keep(
                Course::Falling,
                walk(row, column, columns + 1, count),
                whole,
            );
        }
        for (row, column) in starts(last) {
            let count = (rows - row).min(column + 1);
            let mut cells = walk(row, column, last.max(1), count);
            cells.reverse();
            keep(Course::Rising, cells, whole);
        }
    }
    found
}
