//! A board that speaks of what is no longer on it: the author's error, and no learner's lock.
//!
//! Whoever deletes an activity leaves its id behind in locks, lists and rules. The reader says each of them; where nothing else is wrong, the
//! learners go on without: a lock takes what is gone for done, and everything else asks for what is left.

use std::sync::Arc;

use super::code;
use super::cycle::cycles;
use super::defaults;
use super::document::Document;
use super::finding::Findings;
use super::inspect::Look;
use super::model::{Activity, Board};
use super::read::{Reading, reread};
use crate::rules::{Bounds, Filter, Points, Positions, Rule};
use crate::words::Arg;

/// The board of a reading whose only errors are ids of what is gone, without them; nothing for any other.
pub fn without_gone(reading: &Reading) -> Option<Board> {
    if reading.board.is_none() && !reading.only_gone {
        return None;
    }
    let document = &reading.document;
    let mut board = reread(document)?;
    mend(&mut board);
    let look = Look {
        document,
        root: document.outline()?,
    };
    let mut findings = Findings::default();
    cycles(&board, &look, &mut findings);
    (!findings.stop()).then_some(board)
}

/// The id of a board that cannot be used, where the file has one.
pub fn id_of(document: &Document) -> Option<String> {
    let node = document.find(document.outline()?, "id")?;
    let id = document.string(node)?.trim();
    (!id.is_empty()).then(|| String::from(id))
}

/// It names an activity that is not there, or in a lock anything that is not.
pub(super) fn is_of_gone(
    name: &str,
    args: &[(&'static str, Arg)],
    path: &dyn Fn() -> String,
) -> bool {
    let of_activity = args
        .iter()
        .any(|(name, arg)| *name == "what" && *arg == Arg::Text(String::from("activity")));
    match name {
        name if name == code::UNKNOWN_ID.name => of_activity || lies_in_lock(&path()),
        name if name == code::UNKNOWN_LEVEL.name => lies_in_lock(&path()),
        // Waiting for what is gone, two may wait for each other: whether they do without it is looked at again.
        name => name == code::CYCLE.name,
    }
}

/// `$.activities[3].requires`, and that of a section.
fn lies_in_lock(path: &str) -> bool {
    let lists = ["$.activities[", "$.sections["];
    let rest = lists.iter().find_map(|list| path.strip_prefix(list));
    let field = rest.and_then(|rest| rest.split_once("].requires"));
    field.is_some_and(|(number, after)| {
        number.bytes().all(|byte| byte.is_ascii_digit())
            && (after.is_empty() || after.starts_with(['.', '[']))
    })
}

fn mend(board: &mut Board) {
    let before = board.clone();
    let there = There::of(&before);
    for activity in &mut board.activities {
        if let Some(lock) = activity.more.requires.clone() {
            let left = there.left((*lock).clone(), Gone::Met);
            activity.more.write().requires = left.map(Arc::new);
        }
    }
    for section in &mut board.sections {
        let lock = section.requires.take();
        section.requires = lock.and_then(|lock| there.left(lock, Gone::Met));
        section
            .activities
            .retain(|id| there.activities.get(id).is_some());
        if let Some(turns) = &mut section.turns {
            for station in &mut turns.stations {
                station.retain(|id| there.activities.get(id).is_some());
            }
            turns.stations.retain(|station| !station.is_empty());
        }
        let count = section.activities.len() as u32;
        section.choose_min = section.choose_min.map(|min| min.min(count));
    }
    for badge in &mut board.badges {
        // A badge that asks for nothing any more would be earned at once: it is left to the teacher.
        let left = there.left((*badge.when).clone(), Gone::Out);
        badge.when = Arc::new(left.unwrap_or(Rule::Any(Vec::new())));
    }
    let complete = there.left((*board.complete).clone(), Gone::Out);
    match complete.filter(|_| board.complete_given) {
        Some(rule) => board.complete = Arc::new(rule),
        None => {
            board.complete_given = false;
            defaults::fill(board);
        }
    }
}

/// What is taken of a rule's part that names something that is gone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gone {
    /// It is met: in a lock.
    Met,
    /// It is not met, so that what must not be met is not: under a `not` in a lock.
    NotMet,
    /// It is asked no more: in what is to be reached.
    Out,
}

/// What there is on the board.
struct There<'b> {
    board: &'b Board,
    activities: Positions<'b>,
}

impl<'b> There<'b> {
    fn of(board: &'b Board) -> Self {
        There {
            board,
            activities: Positions::of(board.activities.iter().map(|it| it.id.as_str())),
        }
    }

    fn activity(&self, id: &str) -> Option<&'b Activity> {
        self.board.activities.get(self.activities.get(id)? as usize)
    }

    /// What is left of a rule: nothing where what is gone settles it.
    fn left(&self, rule: Rule, gone: Gone) -> Option<Rule> {
        match rule {
            Rule::All(parts) => self.parts(parts, gone, gone != Gone::NotMet).map(Rule::All),
            Rule::Any(parts) => self.parts(parts, gone, gone != Gone::Met).map(Rule::Any),
            Rule::Not(part) => {
                let turned = match gone {
                    Gone::Met => Gone::NotMet,
                    Gone::NotMet => Gone::Met,
                    Gone::Out => Gone::Out,
                };
                let part = self.left(*part, turned)?;
                Some(Rule::Not(Box::new(part)))
            }
            single => self.left_of_one(single, gone),
        }
    }

    /// `goes_on`: the others are asked all the same; else one that is settled settles all.
    fn parts(&self, parts: Vec<Rule>, gone: Gone, goes_on: bool) -> Option<Vec<Rule>> {
        let before = parts.len();
        let left = parts.into_iter().map(|part| self.left(part, gone));
        if !goes_on {
            return left.collect();
        }
        let left: Vec<Rule> = left.flatten().collect();
        (before == 0 || !left.is_empty()).then_some(left)
    }

    fn left_of_one(&self, mut rule: Rule, gone: Gone) -> Option<Rule> {
        if !self.is_there(&rule) {
            return None;
        }
        let (many, nothing_left) = self.shorten(&mut rule);
        if many == 0 {
            return Some(rule);
        }
        if nothing_left || gone == Gone::NotMet {
            return None;
        }
        match (&mut rule, gone) {
            // Each that is gone counts once, and no more is asked than can be done.
            (Rule::Count { bounds, of }, Gone::Met) => {
                let asked = bounds.min.unwrap_or(0).saturating_sub(many);
                bounds.min = (asked > 0).then_some(asked);
                let settled = bounds.min.is_none() && bounds.max.is_none();
                (!settled && asked <= self.most(of)).then_some(rule)
            }
            (Rule::Count { bounds, of }, _) => {
                bounds.min = bounds.min.map(|min| min.min(self.most(of)));
                Some(rule)
            }
            (Rule::Points { bounds, of }, Gone::Out) => {
                self.ask_less(bounds, of);
                Some(rule)
            }
            // Of every one of these.
            (Rule::State { .. } | Rule::Score { .. }, _) | (_, Gone::Out) => Some(rule),
            // What the one that is gone would have brought nobody knows.
            _ => None,
        }
    }

    /// What a rule names by itself, and not in a list of activities, is there.
    fn is_there(&self, rule: &Rule) -> bool {
        let board = self.board;
        let listed = rule.of().is_none_or(|of| match of {
            Filter::Match(wanted) => {
                let section = wanted.section.as_ref();
                let standard = wanted.standard.as_ref();
                section.is_none_or(|id| board.sections.iter().any(|it| it.id == *id))
                    && standard.is_none_or(|id| board.standards.iter().any(|it| it.id == *id))
            }
            Filter::All | Filter::Ids(_) => true,
        });
        listed
            && match rule {
                Rule::Activity(id) => self.activities.get(id).is_some(),
                Rule::Badge(id) => board.badges.iter().any(|it| it.id == *id),
                Rule::Group(id) => board.groups.iter().any(|it| it.id == *id),
                Rule::Level(level) => *level as usize <= board.levels.len(),
                Rule::Mastery { standard, min } => {
                    board.standards.iter().any(|it| it.id == *standard)
                        && board.mastery.scale.iter().any(|it| it.id == *min)
                }
                _ => true,
            }
    }

    /// Takes what is gone out of a rule's lists: how many that are, and whether nothing is left that it could look at.
    fn shorten(&self, rule: &mut Rule) -> (u32, bool) {
        let mut many = 0;
        let mut take = |list: &mut Vec<String>| {
            let mut gone: Vec<String> = list.clone();
            gone.retain(|id| self.activities.get(id).is_none());
            gone.sort_unstable();
            gone.dedup();
            list.retain(|id| self.activities.get(id).is_some());
            many += gone.len() as u32;
            !gone.is_empty() && list.is_empty()
        };
        // A line through what is gone is any line.
        if let Rule::Lines(lines) = rule {
            take(&mut lines.through);
        }
        let nothing_left = match rule.of_mut() {
            Some(Filter::Ids(list)) => take(list),
            _ => false,
        };
        (many, nothing_left)
    }

    fn listed(&self, of: &Filter) -> impl Iterator<Item = &'b Activity> {
        let ids = match of {
            Filter::Ids(ids) => ids.as_slice(),
            Filter::All | Filter::Match(_) => &[],
        };
        ids.iter().filter_map(|id| self.activity(id))
    }

    /// How often the activities of a list can count at most.
    fn most(&self, of: &Filter) -> u32 {
        let counts = self.listed(of).map(|activity| activity.repeat.max(1));
        counts.fold(0, u32::saturating_add)
    }

    /// No more points than there are.
    fn ask_less(&self, bounds: &mut Bounds<Points>, of: &Filter) {
        let worth = |activity: &Activity| activity.points.times(activity.repeat);
        let all: Points = self.listed(of).map(worth).sum();
        bounds.min = bounds.min.map(|min| min.min(all));
    }
}
