//! What a rule may still come to, from sums so far and what the remaining rows can change.

use super::table::{Key, Table};
use crate::rules::book::{Node, Of, RuleAt};
use crate::rules::ground::Ix;
use crate::rules::may::{May, between, combine};
use crate::rules::met::lines_made;

/// How deep in rules and their badges' rules is looked: past it, either may still come to pass. Badges that ask for badges more than
/// once take twice as long with each.
const BADGES_DEEP: u32 = 16;

impl Table<'_> {
    /// What a rule may come to from here on.
    pub(super) fn may(&self, at: RuleAt, row: usize, sums: &[i64], deep: u32) -> May {
        if let Some(won) = self.settled.get(&at) {
            return May {
                yes: *won,
                no: !*won,
            };
        }
        let node = self.ahead.book.node(at);
        if let Some(may) = combine(node, &mut |part| self.may(part, row, sums, deep + 1)) {
            return may;
        }
        let range = |key: Key| -> (i64, i64, i64) {
            let Some(at) = self.index.get(&key) else {
                return (0, 0, 0);
            };
            let value = sums.get(*at).copied().unwrap_or(0);
            let of = |table: &[Vec<i64>]| {
                table
                    .get(row)
                    .and_then(|sums| sums.get(*at))
                    .copied()
                    .unwrap_or(0)
            };
            (
                value.saturating_add(of(&self.least)),
                value.saturating_add(of(&self.most)),
                of(&self.grain),
            )
        };
        let from = |key: Key, min: i64| {
            let (low, high, _) = range(key);
            between((Some(min), None), low, high)
        };
        match node {
            Node::Count(bounds, of) => {
                let (low, high, _) = range(Key::Counts(*of));
                between(
                    (bounds.min.map(i64::from), bounds.max.map(i64::from)),
                    low,
                    high,
                )
            }
            Node::Points(bounds, of) => {
                let (low, high, grain) = range(Key::Points(*of));
                let (min, max) = (bounds.min.map(|p| p.0), bounds.max.map(|p| p.0));
                let mut may = between((min, max), low, high);
                may.yes &= hits(low, high, grain, min, max);
                may
            }
            Node::Attempts(bounds, of) => {
                let (low, high, _) = range(Key::Tries(*of));
                between(
                    (bounds.min.map(i64::from), bounds.max.map(i64::from)),
                    low,
                    high,
                )
            }
            Node::Activity(ix) => from(Key::Cell(*ix), 1),
            Node::Lines(lines) => {
                let least = |ix: Ix| range(Key::Cell(ix)).0 > 0;
                let most = |ix: Ix| range(Key::Cell(ix)).1 > 0;
                May {
                    yes: lines_made(&lines.strips, &lines.through, &most) >= lines.lines,
                    no: lines_made(&lines.strips, &lines.through, &least) < lines.lines,
                }
            }
            Node::Shape { squares, width, .. } => {
                let some = |counts: &dyn Fn(Ix) -> bool| {
                    *width > 0
                        && squares
                            .chunks(*width)
                            .any(|place| place.iter().all(|ix| counts(*ix)))
                };
                May {
                    yes: some(&|ix| range(Key::Cell(ix)).1 > 0),
                    no: !some(&|ix| range(Key::Cell(ix)).0 > 0),
                }
            }
            Node::OnePer { count, groups, .. } => {
                let each: Vec<May> = (0..groups.len())
                    .map(|group| from(Key::Group(at, group), i64::from(*count)))
                    .collect();
                May {
                    yes: !each.is_empty() && each.iter().all(|may| may.yes),
                    no: each.is_empty() || each.iter().any(|may| may.no),
                }
            }
            Node::State(_, of) => self.every(from(Key::Reached(at), self.len(*of)), *of),
            Node::Score(_, of) => self.every(from(Key::Scored(at), self.len(*of)), *of),
            Node::Level(level) => {
                if self.ahead.facts.level >= *level && !self.ahead.ground.levels.is_empty() {
                    return May {
                        yes: true,
                        no: false,
                    };
                }
                match self
                    .ahead
                    .ground
                    .levels
                    .get((*level as usize).saturating_sub(1))
                {
                    Some(points) => from(Key::AllPoints, points.0),
                    None => May {
                        yes: *level == 0,
                        no: *level > 0,
                    },
                }
            }
            Node::Habit(habit, count) => from(Key::Habit(*habit as usize), i64::from(*count)),
            Node::Mastery { standard, min } => from(Key::Mastery(*standard), *min as i64 + 1),
            Node::Code(_) | Node::Group(_) => from(Key::Said(at), 1),
            Node::FeedbackRead(read, _) => {
                let may = from(Key::Said(at), 1);
                if *read {
                    may
                } else {
                    May {
                        yes: may.no,
                        no: may.yes,
                    }
                }
            }
            Node::After(moment) => certain(self.clock.is_none_or(|clock| moment.has_come(clock))),
            Node::Before(moment) => certain(!self.clock.is_none_or(|clock| moment.has_come(clock))),
            Node::Badge(ix) => self.may_badge(*ix, row, sums, deep),
            Node::Unknown | Node::All(_) | Node::Any(_) | Node::Not(_) => certain(false),
        }
    }

    /// Earned, or its rule holds at the end. One that could also be earned on the way is left open.
    fn may_badge(&self, ix: u32, row: usize, sums: &[i64], deep: u32) -> May {
        let earned = self
            .ahead
            .facts
            .badges
            .get(ix as usize)
            .copied()
            .unwrap_or(false);
        let possible = self.ahead.badges.get(ix as usize).copied().unwrap_or(false);
        match self.ahead.book.badges.get(ix as usize) {
            _ if earned => certain(true),
            Some(rule) if possible && deep < BADGES_DEEP => {
                let end = self.may(*rule, row, sums, deep + 1);
                May {
                    yes: end.yes || self.fleeting.contains(&ix),
                    no: end.no,
                }
            }
            _ => May {
                yes: possible,
                no: true,
            },
        }
    }

    fn len(&self, of: Of) -> i64 {
        self.ahead.book.of(of).len() as i64
    }

    fn every(&self, may: May, of: Of) -> May {
        if self.len(of) == 0 {
            certain(false)
        } else {
            may
        }
    }
}

fn certain(holds: bool) -> May {
    May {
        yes: holds,
        no: !holds,
    }
}

/// Some value from `low` to `high` in steps of `grain` lies within the bounds.
fn hits(low: i64, high: i64, grain: i64, min: Option<i64>, max: Option<i64>) -> bool {
    let from = min.unwrap_or(low).max(low);
    let to = max.unwrap_or(high).min(high);
    if grain == 0 {
        return from <= low && low <= to;
    }
    let behind = from.saturating_sub(low).rem_euclid(grain);
    let first = if behind == 0 {
        from
    } else {
        from.saturating_add(grain - behind)
    };
    first <= to
}
