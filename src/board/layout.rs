//! Lays a board out for the rules: everything by index, defaults written out, locks put together.

use std::num::NonZeroU32;
use std::sync::Arc;

use super::model::{Activity, Board, Layout, Section, Text};
use crate::rules::{self, Ground, Ix, More, Place, Positions, Rule, Terms, Titles};

/// What the rules need to know of a board.
pub fn layout(board: &Board) -> Ground {
    let standards = Positions::of(board.standards.iter().map(|standard| standard.id.as_str()));
    let by_id = Positions::of(board.activities.iter().map(|activity| activity.id.as_str()));
    let mut ground = Ground {
        places: board
            .activities
            .iter()
            .map(|activity| place(activity, &standards))
            .collect(),
        standards: board
            .standards
            .iter()
            .map(|standard| standard.id.clone())
            .collect(),
        scale: board
            .mastery
            .scale
            .iter()
            .map(|level| level.id.clone())
            .collect(),
        badges: board
            .badges
            .iter()
            .map(|badge| (badge.id.clone(), badge.when.clone()))
            .collect(),
        levels: board.levels.iter().map(|level| level.points).collect(),
        counts_when: board.counts_when,
        complete: board.complete.clone(),
        due: board.due,
        titles: titles(board),
        ..Ground::default()
    };
    if board.sections.is_empty() {
        let all = (0..board.activities.len() as Ix).collect();
        let only = Section {
            layout: board.layout,
            columns: board.columns,
            ..Section::default()
        };
        lay_section(&mut ground, &only, all);
    }
    for section in &board.sections {
        let cells = section
            .activities
            .iter()
            .filter_map(|id| by_id.get(id))
            .collect();
        lay_section(&mut ground, section, cells);
    }
    ground
}

/// Titles in the board's own language.
fn titles(board: &Board) -> Titles {
    let say = |text: &Text| text.get(&board.language).to_owned();
    Titles {
        sections: board
            .sections
            .iter()
            .map(|section| say(&section.title))
            .collect(),
        standards: board
            .standards
            .iter()
            .map(|standard| say(&standard.title))
            .collect(),
        scale: board
            .mastery
            .scale
            .iter()
            .map(|level| say(&level.title))
            .collect(),
        badges: board.badges.iter().map(|badge| say(&badge.title)).collect(),
        levels: board.levels.iter().map(|level| say(&level.title)).collect(),
    }
}

fn place(activity: &Activity, standards: &Positions) -> Place {
    let terms = activity.more.any().map(|more| Terms {
        tags: more.tags.clone(),
        standards: more
            .standards
            .iter()
            .filter_map(|id| standards.get(id))
            .collect(),
        requires: more.requires.clone(),
        opens: more.opens,
    });
    Place {
        id: activity.id.clone(),
        points: activity.points,
        repeat: activity.repeat,
        section: 0,
        row: None,
        column: None,
        kind: activity.kind,
        required: activity.required,
        optional: activity.optional,
        free: activity.free,
        check: activity.more.check.is_some(),
        approval: activity.approval,
        more: terms.map_or_else(More::default, More::from),
    }
}

fn lay_section(ground: &mut Ground, section: &Section, cells: Vec<Ix>) {
    let number = ground.sections.len() as u32;
    let columns = section.columns.max(1);
    let is_grid = section.layout == Layout::Grid;
    for (cell, ix) in (0..).zip(&cells) {
        let Some(place) = ground.places.get_mut(*ix as usize) else {
            continue;
        };
        place.section = number;
        if is_grid {
            place.row = NonZeroU32::new(cell / columns + 1);
            place.column = NonZeroU32::new(cell % columns + 1);
        }
        if let Some(gate) = &section.requires {
            let lock = &mut place.more.write().requires;
            *lock = Some(Arc::new(match lock.take() {
                None => gate.clone(),
                Some(own) => Rule::All(vec![gate.clone(), (*own).clone()]),
            }));
        }
    }
    if is_grid {
        ground.grids.push(rules::Grid {
            section: number,
            columns,
            cells: cells.clone(),
        });
    }
    ground.sections.push(rules::Section {
        id: section.id.clone(),
        activities: cells,
        choose_min: section.choose_min,
        choose_max: section.choose_max,
    });
}
