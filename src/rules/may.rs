//! What each rule may still come to, looked at by itself: never too little, perhaps too much.

use super::ahead::Ahead;
use super::book::{Node, RuleAt};
use super::facts::{Reached, Standing, State};
use super::ground::Ix;
use super::met::{attempted, counted, lines_made, met, scored, standing};
use super::rule::Bounds;

/// What a rule may come to, each rule looked at by itself: never too little, perhaps too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct May {
    /// It may hold, now or later.
    pub yes: bool,
    /// It may fail to hold, now or later.
    pub no: bool,
}

pub(super) fn may(ahead: &Ahead, at: RuleAt) -> May {
    let facts = ahead.facts;
    let book = ahead.book;
    let node = book.node(at);
    if let Some(may) = combine(node, &mut |part| may(ahead, part)) {
        return may;
    }
    let of = node.of().map_or(&[][..], |of| book.of(of));
    let now = |at| met(book, ahead.ground, facts, at);
    let grows = |most: bool| May {
        yes: most,
        no: !now(at),
    };
    let counts = |ix: Ix| standing(facts, ix).is_some_and(|s| s.counts > 0) || ahead.can(ix);
    match node {
        Node::Activity(ix) => grows(counts(*ix)),
        Node::Count(bounds, _) => {
            let bounds = (bounds.min.map(i64::from), bounds.max.map(i64::from));
            between(
                bounds,
                i64::from(counted(facts, of)),
                ahead.most_counting(of),
            )
        }
        Node::Points(bounds, _) => {
            let bounds = (bounds.min.map(|p| p.0), bounds.max.map(|p| p.0));
            between(bounds, ahead.least_points(of), ahead.most_points(of))
        }
        Node::Lines(lines) => {
            grows(lines_made(&lines.strips, &lines.through, &counts) >= lines.lines)
        }
        Node::Shape { squares, width, .. } => grows(
            *width > 0
                && squares
                    .chunks(*width)
                    .any(|place| place.iter().all(|ix| counts(*ix))),
        ),
        Node::OnePer { count, groups, .. } => grows(
            !groups.is_empty()
                && groups
                    .iter()
                    .all(|group| ahead.most_counting(&group.members) >= i64::from(*count)),
        ),
        Node::Score(bounds, _) => {
            let reach = of
                .iter()
                .map(|ix| ahead.may_score(*ix, bounds.min, bounds.max));
            let parts: Vec<May> = reach.collect();
            May {
                yes: !parts.is_empty() && parts.iter().all(|part| part.yes),
                no: parts.is_empty() || parts.iter().any(|part| part.no),
            }
        }
        Node::Attempts(bounds, _) => {
            let bounds = (bounds.min.map(i64::from), bounds.max.map(i64::from));
            let tries = i64::from(attempted(facts, of));
            let more = of
                .iter()
                .map(|ix| ahead.more_tries(*ix))
                .fold(0, i64::saturating_add);
            between(bounds, tries, tries.saturating_add(more))
        }
        Node::State(how_far, _) => {
            grows(!of.is_empty() && of.iter().all(|ix| ahead.may_reach(*ix, *how_far)))
        }
        Node::Badge(ix) => grows(ahead.badges.get(*ix as usize).copied().unwrap_or(false)),
        Node::Level(level) => {
            let all: Vec<Ix> = (0..).zip(&facts.standings).map(|(ix, _)| ix).collect();
            let asked = ahead.ground.levels.get((*level as usize).saturating_sub(1));
            grows(now(at) || asked.is_some_and(|asked| ahead.most_points(&all) >= asked.0))
        }
        Node::Mastery { .. }
        | Node::Habit(..)
        | Node::Code(_)
        | Node::Group(_)
        | Node::After(_) => grows(true),
        Node::FeedbackRead(..) => May {
            yes: !of.is_empty(),
            no: true,
        },
        Node::Before(_) => May {
            yes: now(at),
            no: true,
        },
        Node::Unknown | Node::All(_) | Node::Any(_) | Node::Not(_) => May {
            yes: false,
            no: true,
        },
    }
}

/// A rule made of parts, from what its parts may come to; nothing for a rule without parts.
pub(super) fn combine(node: &Node, part: &mut dyn FnMut(RuleAt) -> May) -> Option<May> {
    match node {
        Node::All(parts) => {
            let mut all = May {
                yes: true,
                no: false,
            };
            for at in parts {
                let may = part(*at);
                all.yes &= may.yes;
                all.no |= may.no;
            }
            Some(all)
        }
        Node::Any(parts) => {
            let mut any = May {
                yes: false,
                no: true,
            };
            for at in parts {
                let may = part(*at);
                any.yes |= may.yes;
                any.no &= may.no;
            }
            Some(any)
        }
        Node::Not(inner) => {
            let may = part(*inner);
            Some(May {
                yes: may.no,
                no: may.yes,
            })
        }
        _ => None,
    }
}

pub(super) fn between(bounds: (Option<i64>, Option<i64>), low: i64, high: i64) -> May {
    let (min, max) = bounds;
    let (min, max) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
    May {
        yes: min <= max && high >= min && low <= max,
        no: low < min || high > max || min > max,
    }
}

impl Ahead<'_> {
    /// It can still be worked on.
    pub(super) fn alive(&self, ix: Ix) -> bool {
        self.can(ix)
            || standing(self.facts, ix).is_some_and(|standing| {
                standing.counts > 0 && standing.in_use() && standing.state != State::Done
            })
    }

    fn may_reach(&self, ix: Ix, how_far: Reached) -> bool {
        standing(self.facts, ix).is_some_and(|standing| {
            standing.has_reached(how_far)
                || match (standing.state, how_far) {
                    // However often it may be done again, that passes no check.
                    (_, Reached::Mastered) if standing.is_spent() => false,
                    (State::Done, Reached::Approved | Reached::Mastered) => true,
                    (_, Reached::Chosen | Reached::Started) => self.alive(ix),
                    _ => self.alive(ix) && self.can_be_done(ix, standing),
                }
        })
    }

    pub(super) fn can_be_done(&self, ix: Ix, standing: &Standing) -> bool {
        let place = self.ground.places.get(ix as usize);
        place.is_some_and(|place| standing.can_be_done(place))
    }

    pub(super) fn has_check(&self, ix: Ix) -> bool {
        let place = self.ground.places.get(ix as usize);
        place.is_some_and(|place| place.check)
    }

    pub(super) fn more_tries(&self, ix: Ix) -> i64 {
        match standing(self.facts, ix) {
            Some(standing)
                if self.has_check(ix) && (self.alive(ix) || standing.state == State::Done) =>
            {
                standing
                    .attempts_left
                    .map_or(i64::from(u32::MAX), i64::from)
            }
            _ => 0,
        }
    }

    /// The best score only rises, and only while tries are left.
    fn may_score(&self, ix: Ix, min: Option<f64>, max: Option<f64>) -> May {
        let bounds = Bounds { min, max };
        let now = scored(self.facts, ix, &bounds);
        let best = standing(self.facts, ix).and_then(|standing| standing.best);
        let tries = self.more_tries(ix) > 0;
        let not_over = best.is_none_or(|best| max.is_none_or(|max| best <= max));
        let top = 100.0;
        May {
            yes: now
                || (tries
                    && not_over
                    && min.is_none_or(|min| min <= top && max.is_none_or(|max| min <= max))),
            no: !now || (tries && max.is_some_and(|max| max < top)),
        }
    }
}
