//! A filter becomes the list of activities it names. Nothing but the ground is asked, so once per board is enough.

use std::num::NonZeroU32;

use super::ground::{Ground, Ix, Place};
use super::positions::Positions;
use super::rule::{Filter, Match, Rule};

/// Ids and the places they stand for.
pub(super) struct Ids<'a> {
    pub activities: Positions<'a>,
    pub sections: Positions<'a>,
    pub standards: Positions<'a>,
    pub badges: Positions<'a>,
}

impl<'a> Ids<'a> {
    pub fn of(ground: &'a Ground) -> Self {
        Ids {
            activities: Positions::of(ground.places.iter().map(|place| place.id.as_str())),
            sections: Positions::of(ground.sections.iter().map(|section| section.id.as_str())),
            standards: Positions::of(ground.standards.iter().map(String::as_str)),
            badges: Positions::of(ground.badges.iter().map(|(id, _)| id.as_str())),
        }
    }
}

/// The activities a filter names, sorted, each once. Unknown ids name nothing.
pub fn named(ground: &Ground, filter: &Filter) -> Vec<Ix> {
    members(ground, &Ids::of(ground), filter)
}

/// The same, with the ids at hand.
pub(super) fn members(ground: &Ground, ids: &Ids, filter: &Filter) -> Vec<Ix> {
    match filter {
        Filter::All => (0..).zip(&ground.places).map(|(ix, _)| ix).collect(),
        Filter::Ids(list) => {
            let mut found: Vec<Ix> = list
                .iter()
                .filter_map(|id| ids.activities.get(id))
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        }
        Filter::Match(wanted) => {
            let section = wanted.section.as_deref().map(|id| ids.sections.get(id));
            let standard = wanted.standard.as_deref().map(|id| ids.standards.get(id));
            (0..)
                .zip(&ground.places)
                .filter(|(_, place)| {
                    section.is_none_or(|ix| ix == Some(place.section))
                        && standard.is_none_or(|ix| {
                            ix.is_some_and(|ix| place.more.standards.contains(&ix))
                        })
                        && agrees(place, wanted)
                })
                .map(|(ix, _)| ix)
                .collect()
        }
    }
}

/// What a rule looks at of what its filter names: a teacher's filter means the teacher's activities, and only what is counted over the
/// whole board may be the learner's own.
#[inline(never)]
pub(super) fn leave_own_out(ground: &Ground, rule: &Rule, named: &mut Vec<Ix>) {
    let counts_all = match rule {
        Rule::Count { of, .. } | Rule::Points { of, .. } | Rule::Attempts { of, .. } => {
            *of == Filter::All
        }
        _ => false,
    };
    if !counts_all {
        let taught = ground.places.len().saturating_sub(ground.own as usize);
        named.retain(|ix| (*ix as usize) < taught);
    }
}

fn agrees(place: &Place, wanted: &Match) -> bool {
    wanted
        .tag
        .as_ref()
        .is_none_or(|tag| place.more.tags.contains(tag))
        && wanted.kind.is_none_or(|kind| place.kind == kind)
        && wanted
            .row
            .is_none_or(|row| place.row.map(NonZeroU32::get) == Some(row))
        && wanted
            .column
            .is_none_or(|column| place.column.map(NonZeroU32::get) == Some(column))
}

/// How a sentence can speak of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Spoken {
    /// The whole board.
    All,
    /// Some activities, by their titles.
    These,
    Section(u32),
    Tag(String),
    Standard(u32),
    /// Section, where one is named or there is only one grid, and row.
    Row(Option<u32>, u32),
    /// The same with a column.
    Column(Option<u32>, u32),
}

pub(super) fn spoken(ground: &Ground, ids: &Ids, filter: &Filter) -> Spoken {
    let Filter::Match(wanted) = filter else {
        return if *filter == Filter::All {
            Spoken::All
        } else {
            Spoken::These
        };
    };
    let section = wanted
        .section
        .as_deref()
        .and_then(|id| ids.sections.get(id));
    let grid = match ground.grids.as_slice() {
        [only] => Some(only.section),
        _ => section,
    };
    match wanted {
        Match {
            row: Some(row),
            column: None,
            tag: None,
            standard: None,
            kind: None,
            ..
        } => Spoken::Row(grid, *row),
        Match {
            column: Some(column),
            row: None,
            tag: None,
            standard: None,
            kind: None,
            ..
        } => Spoken::Column(grid, *column),
        Match {
            tag: Some(tag),
            section: None,
            row: None,
            column: None,
            standard: None,
            kind: None,
        } => Spoken::Tag(tag.clone()),
        Match {
            standard: Some(id),
            section: None,
            row: None,
            column: None,
            tag: None,
            kind: None,
        } => match ids.standards.get(id.as_str()) {
            Some(ix) => Spoken::Standard(ix),
            None => Spoken::These,
        },
        Match {
            row: None,
            column: None,
            standard: None,
            tag: None,
            kind: None,
            ..
        } => section.map_or(Spoken::These, Spoken::Section),
        _ => Spoken::These,
    }
}
