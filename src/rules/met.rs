//! Is it met now? The short answer, without have and need; and the same for a whole book after one act.

use super::book::{Node, RuleAt, Rulebook};
use super::facts::{Facts, Standing};
use super::ground::{Ground, Ix};
use super::lines::made;
use super::points::Points;
use super::rule::{Bounds, Habit};

/// Whether a rule is met by the facts as they are.
pub fn met(book: &Rulebook, ground: &Ground, facts: &Facts, at: RuleAt) -> bool {
    node_met(book, ground, facts, book.node(at), &|part| {
        met(book, ground, facts, part)
    })
}

/// For every rule of a book, whether it is met. Kept between acts so that an act asks again only what it touches.
#[derive(Clone, Debug, Default)]
pub struct Marks(Vec<bool>);

impl Marks {
    /// Asks every rule.
    pub fn all(book: &Rulebook, ground: &Ground, facts: &Facts) -> Self {
        let mut marks = Marks(Vec::with_capacity(book.nodes.len()));
        for node in &book.nodes {
            let now = node_met(book, ground, facts, node, &|part| marks.met(part));
            marks.0.push(now);
        }
        marks
    }

    /// Whether this rule was met when last asked.
    pub fn met(&self, at: RuleAt) -> bool {
        self.0.get(at.0 as usize).copied().unwrap_or(false)
    }

    /// Asks again what may differ after these activities changed (clock, codes, badges, habits and level are always
    /// looked at), and answers with the rules that are met now and were not, or the other way round.
    pub fn sweep(
        &mut self,
        book: &Rulebook,
        ground: &Ground,
        facts: &Facts,
        changed: &[Ix],
    ) -> Vec<RuleAt> {
        let mut stale = looking_at(book, changed);
        let mut flipped = Vec::new();
        for (at, node) in (0..).map(RuleAt).zip(&book.nodes) {
            if !stale.get(at.0 as usize).is_some_and(|stale| *stale) {
                continue;
            }
            let now = node_met(book, ground, facts, node, &|part| self.met(part));
            if now == self.met(at) {
                continue;
            }
            if let Some(mark) = self.0.get_mut(at.0 as usize) {
                *mark = now;
            }
            flipped.push(at);
            for parent in book.parents.get(at.0 as usize).into_iter().flatten() {
                if let Some(stale) = stale.get_mut(parent.0 as usize) {
                    *stale = true;
                }
            }
        }
        flipped
    }
}

/// The activities whose lock may read anew after these activities changed: it looks at one of them, or past all activities.
pub fn locks_at(book: &Rulebook, changed: &[Ix]) -> Vec<Ix> {
    let mut stale = looking_at(book, changed);
    let mut all = Vec::new();
    // Parts stand before what they are part of.
    for at in (0..book.nodes.len() as u32).map(RuleAt) {
        if !stale.get(at.0 as usize).is_some_and(|stale| *stale) {
            continue;
        }
        all.extend(book.opens(at));
        for parent in book.parents.get(at.0 as usize).into_iter().flatten() {
            if let Some(stale) = stale.get_mut(parent.0 as usize) {
                *stale = true;
            }
        }
    }
    all
}

/// By rule: it looks at one of these activities itself, or at the clock, codes, badges, habits or the level.
fn looking_at(book: &Rulebook, changed: &[Ix]) -> Vec<bool> {
    let past_activities = |node: &Node| match node {
        Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Activity(_) => false,
        node => node.of().is_none(),
    };
    let mut looking: Vec<bool> = book.nodes.iter().map(past_activities).collect();
    for ix in changed {
        for of in book.named_by(*ix) {
            for at in book.used_by.get(of as usize).into_iter().flatten() {
                if let Some(looking) = looking.get_mut(at.0 as usize) {
                    *looking = true;
                }
            }
        }
    }
    looking
}

fn node_met(
    book: &Rulebook,
    ground: &Ground,
    facts: &Facts,
    node: &Node,
    part_met: &dyn Fn(RuleAt) -> bool,
) -> bool {
    let of = node.of().map_or(&[][..], |of| book.of(of));
    let counts = |ix: Ix| standing(facts, ix).is_some_and(|standing| standing.counts > 0);
    match node {
        Node::Unknown => false,
        Node::Activity(ix) => counts(*ix),
        Node::All(parts) => parts.iter().all(|part| part_met(*part)),
        Node::Any(parts) => parts.iter().any(|part| part_met(*part)),
        Node::Not(part) => !part_met(*part),
        Node::Count(bounds, _) => within(bounds, &counted(facts, of)),
        Node::Points(bounds, _) => within(bounds, &earned(facts, of)),
        Node::Lines(lines) => lines_made(&lines.strips, &lines.through, &counts) >= lines.lines,
        Node::Shape { squares, width, .. } => {
            *width > 0
                && squares
                    .chunks(*width)
                    .any(|place| place.iter().all(|ix| counts(*ix)))
        }
        Node::OnePer { count, groups, .. } => {
            !groups.is_empty()
                && groups
                    .iter()
                    .all(|group| counted(facts, &group.members) >= *count)
        }
        Node::Score(bounds, _) => !of.is_empty() && of.iter().all(|ix| scored(facts, *ix, bounds)),
        Node::Attempts(bounds, _) => within(bounds, &attempted(facts, of)),
        Node::Mastery { standard, min } => facts
            .mastery
            .get(*standard as usize)
            .copied()
            .flatten()
            .is_some_and(|level| level >= *min),
        Node::State(how_far, _) => {
            !of.is_empty()
                && of
                    .iter()
                    .all(|ix| standing(facts, *ix).is_some_and(|s| s.has_reached(*how_far)))
        }
        Node::Badge(ix) => facts.badges.get(*ix as usize).copied().unwrap_or(false),
        Node::Level(level) => reached_level(ground, facts) >= *level,
        Node::Habit(habit, count) => habits(facts, *habit) >= *count,
        Node::FeedbackRead(read, _) => feedback_read(facts, of) == *read,
        Node::After(moment) => moment.has_come(facts.clock),
        Node::Before(moment) => !moment.has_come(facts.clock),
        Node::Code(digest) => facts.codes.binary_search(digest).is_ok(),
        Node::Group(id) => facts.groups.binary_search(id).is_ok(),
    }
}

pub(super) fn standing(facts: &Facts, ix: Ix) -> Option<&Standing> {
    facts.standings.get(ix as usize)
}

pub(super) fn within<T: PartialOrd>(bounds: &Bounds<T>, value: &T) -> bool {
    bounds.min.as_ref().is_none_or(|min| value >= min)
        && bounds.max.as_ref().is_none_or(|max| value <= max)
}

pub(super) fn counted(facts: &Facts, of: &[Ix]) -> u32 {
    of.iter()
        .filter_map(|ix| standing(facts, *ix))
        .map(|standing| standing.counts)
        .fold(0, u32::saturating_add)
}

pub(super) fn earned(facts: &Facts, of: &[Ix]) -> Points {
    of.iter()
        .filter_map(|ix| standing(facts, *ix))
        .map(|standing| standing.points)
        .sum()
}

pub(super) fn attempted(facts: &Facts, of: &[Ix]) -> u32 {
    of.iter()
        .filter_map(|ix| standing(facts, *ix))
        .map(|standing| standing.attempts)
        .fold(0, u32::saturating_add)
}

pub(super) fn scored(facts: &Facts, ix: Ix, bounds: &Bounds<f64>) -> bool {
    standing(facts, ix)
        .and_then(|standing| standing.best)
        .is_some_and(|best| within(bounds, &best))
}

pub(super) fn habits(facts: &Facts, habit: Habit) -> u32 {
    facts.habits.get(habit as usize).copied().unwrap_or(0)
}

/// The level that progress says; a board without levels has none.
pub(super) fn reached_level(ground: &Ground, facts: &Facts) -> u32 {
    if ground.levels.is_empty() {
        0
    } else {
        facts.level
    }
}

/// There is feedback, and all of it has been read.
pub(super) fn feedback_read(facts: &Facts, of: &[Ix]) -> bool {
    let mut given = of
        .iter()
        .filter_map(|ix| standing(facts, *ix))
        .filter(|standing| standing.feedback)
        .peekable();
    given.peek().is_some() && given.all(|standing| standing.feedback_read)
}

pub(super) fn lines_made(
    strips: &[super::lines::Strip],
    through: &[Ix],
    counts: &dyn Fn(Ix) -> bool,
) -> u32 {
    strips
        .iter()
        .map(|strip| made(strip, through, counts))
        .fold(0, u32::saturating_add)
}
