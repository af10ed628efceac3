//! What rows, columns, diagonals and other groups are called.

use crate::rules::ahead::Ahead;
use crate::rules::book::{Label, Of};
use crate::rules::filter::Spoken;
use crate::rules::ground::Ground;
use crate::rules::lines::Course;
use crate::words::{Arg, Phrase};

/// A line of a section's grid. Where three lie beside each other they have names, else numbers.
pub(super) fn line(ground: &Ground, section: u32, course: Course) -> Phrase {
    let grid = ground.grids.iter().find(|grid| grid.section == section);
    let columns = grid.map_or(0, |grid| grid.columns.max(1));
    let cells = grid.map_or(0, |grid| {
        u32::try_from(grid.cells.len()).unwrap_or(u32::MAX)
    });
    let rows = cells.div_ceil(columns.max(1));
    let name = match course {
        Course::Row(1) if rows == 3 => Phrase::new("rule-row-top"),
        Course::Row(2) if rows == 3 => Phrase::new("rule-row-middle"),
        Course::Row(3) if rows == 3 => Phrase::new("rule-row-bottom"),
        Course::Row(n) => Phrase::new("rule-row").n("n", n),
        Course::Column(1) if columns == 3 => Phrase::new("rule-column-first"),
        Course::Column(2) if columns == 3 => Phrase::new("rule-column-middle"),
        Course::Column(3) if columns == 3 => Phrase::new("rule-column-last"),
        Course::Column(n) => Phrase::new("rule-column").n("n", n),
        Course::Falling => Phrase::new("rule-diagonal-falling"),
        Course::Rising => Phrase::new("rule-diagonal-rising"),
    };
    if ground.grids.len() < 2 {
        return name;
    }
    Phrase::new("rule-line-of-section")
        .with("line", Arg::Phrase(name))
        .with("section", Arg::Text(self::section(ground, section)))
}

/// What a filter names; nothing for the whole board and for lists of activities.
pub(super) fn filter(ahead: &Ahead, of: Of) -> Option<Phrase> {
    let ground = ahead.ground;
    match ahead.book.spoken.get(of as usize)? {
        Spoken::All | Spoken::These => None,
        Spoken::Row(Some(section), row) => Some(line(ground, *section, Course::Row(*row))),
        Spoken::Row(None, row) => Some(Phrase::new("rule-row").n("n", *row)),
        Spoken::Column(Some(section), column) => {
            Some(line(ground, *section, Course::Column(*column)))
        }
        Spoken::Column(None, column) => Some(Phrase::new("rule-column").n("n", *column)),
        Spoken::Section(ix) => Some(called(section(ground, *ix))),
        Spoken::Tag(tag) => Some(tagged(tag)),
        Spoken::Standard(ix) => Some(called(standard(ground, *ix))),
    }
}

/// One group of a `one_per`.
pub(super) fn group(ground: &Ground, label: &Label) -> Phrase {
    match label {
        Label::Row(section, row) => line(ground, *section, Course::Row(*row)),
        Label::Column(section, column) => line(ground, *section, Course::Column(*column)),
        Label::Section(ix) => called(section(ground, *ix)),
        Label::Tag(tag) => tagged(tag),
        Label::Standard(ix) => called(standard(ground, *ix)),
    }
}

pub(super) fn section(ground: &Ground, ix: u32) -> String {
    let id = ground.sections.get(ix as usize).map(|section| &section.id);
    title(&ground.titles.sections, ix, id)
}

pub(super) fn standard(ground: &Ground, ix: u32) -> String {
    title(
        &ground.titles.standards,
        ix,
        ground.standards.get(ix as usize),
    )
}

pub(super) fn mastery(ground: &Ground, level: usize) -> String {
    let ix = u32::try_from(level).unwrap_or(u32::MAX);
    title(&ground.titles.scale, ix, ground.scale.get(level))
}

pub(super) fn badge(ground: &Ground, ix: u32) -> String {
    let id = ground.badges.get(ix as usize).map(|(id, _)| id);
    title(&ground.titles.badges, ix, id)
}

fn title(titles: &[String], ix: u32, id: Option<&String>) -> String {
    titles
        .get(ix as usize)
        .filter(|title| !title.is_empty())
        .or(id)
        .cloned()
        .unwrap_or_default()
}

/// A tag is a word of the teacher's, no place.
fn tagged(tag: &str) -> Phrase {
    Phrase::new("rule-tagged").with("tag", Arg::Text(String::from(tag)))
}

/// A name somebody gave, as it stands.
fn called(name: String) -> Phrase {
    Phrase::new("rule-called").with("name", Arg::Text(name))
}
