//! What a board means where it says nothing.

use super::model::{Board, Layout, Mastery, Proposals, ScaleLevel, Section, Text};
use crate::rules::{Bounds, Filter, Match, Points, Rule};
use std::collections::BTreeSet;

/// Writes out the defaults that depend on the rest of the board.
pub(super) fn fill(board: &mut Board) {
    leftover(board);
    if board.columns == 0 {
        board.columns = square(board.activities.len());
    }
    for section in &mut board.sections {
        if section.columns == 0 {
            section.columns = square(section.activities.len());
        }
    }
    board.levels.sort_by_key(|level| level.points);
    if !board.complete_given {
        board.complete = complete(board).into();
    }
}

/// The four levels of the board format.
pub(super) fn mastery() -> Mastery {
    let level = |(id, title, min): (&str, &str, f64)| ScaleLevel {
        id: id.into(),
        title: Text::plain(title),
        min,
    };
    let scale = [
        ("attempted", "Attempted", 0.0),
        ("familiar", "Familiar", 50.0),
        ("proficient", "Proficient", 70.0),
        ("mastered", "Mastered", 90.0),
    ];
    Mastery {
        scale: scale.map(level).to_vec(),
        times: 3,
        ..Mastery::default()
    }
}

/// No proposals; those a board allows need the teacher's word and are worth what any activity is.
pub(super) fn proposals() -> Proposals {
    Proposals {
        allow: false,
        approval: true,
        points: Points::whole(1),
    }
}

/// The side of the smallest square that holds so many.
fn square(count: usize) -> u32 {
    let mut side = 1;
    while (side as usize) * (side as usize) < count {
        side += 1;
    }
    side
}

/// Activities that stand in no section get a nameless list at the end: nobody's work is out of reach.
fn leftover(board: &mut Board) {
    if board.sections.is_empty() {
        return;
    }
    let placed: BTreeSet<&str> = board
        .sections
        .iter()
        .flat_map(|s| &s.activities)
        .map(String::as_str)
        .collect();
    let left: Vec<String> = board
        .activities
        .iter()
        .map(|activity| &activity.id)
        .filter(|id| !placed.contains(id.as_str()))
        .cloned()
        .collect();
    if !left.is_empty() {
        board.sections.push(Section {
            layout: Layout::List,
            activities: left,
            ..Section::default()
        });
    }
}

/// Every activity that is not optional; of a section with a quota, what its `choose.min` asks and whatever in it is required.
fn complete(board: &Board) -> Rule {
    let with_quota =
        |section: &&Section| section.choose_min.is_some() || section.choose_max.is_some();
    let choice: BTreeSet<&str> = board
        .sections
        .iter()
        .filter(with_quota)
        .flat_map(|section| &section.activities)
        .map(String::as_str)
        .collect();
    let asked = board.activities.iter().filter(|activity| {
        !activity.optional && (activity.required || !choice.contains(activity.id.as_str()))
    });
    let mut all: Vec<Rule> = asked
        .map(|activity| Rule::Activity(activity.id.clone()))
        .collect();
    for section in board.sections.iter().filter(with_quota) {
        if let Some(min) = section.choose_min.filter(|min| *min > 0) {
            all.push(Rule::Count {
                bounds: Bounds {
                    min: Some(min),
                    max: None,
                },
                of: Filter::Match(Match {
                    section: Some(section.id.clone()),
                    ..Match::default()
                }),
            });
        }
    }
    Rule::All(all)
}

/// Where the progress bar ends: the goal, else the points that `complete` asks, else all there are.
pub fn points_goal(board: &Board) -> Points {
    let sum = || {
        board
            .activities
            .iter()
            // Where the ruler ends does not move with what is added to the board.
            .take(board.activities.len() - board.own)
            .map(|a| a.points.times(a.repeat))
            .sum()
    };
    points_asked(board).unwrap_or_else(sum)
}

/// The points a learner has to reach, where the board says so: its goal, else those that `complete` asks.
pub fn points_asked(board: &Board) -> Option<Points> {
    board.points_goal.or_else(|| asked(&board.complete))
}

/// The points a rule asks for, the most where several parts do.
fn asked(rule: &Rule) -> Option<Points> {
    match rule {
        Rule::Points {
            bounds,
            of: Filter::All,
        } => bounds.min,
        Rule::All(rules) => rules.iter().filter_map(asked).max(),
        _ => None,
    }
}
