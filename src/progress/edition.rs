//! A board as progress needs it: the model, its ground, its rules laid out, and a few indices. Made once per edition of the
//! board and shared by everything computed from it.

use std::sync::Arc;

use super::index::Index;
use super::own::{self, Own};
use crate::board::{Activity, Board, MasteryMethod, layout};
use crate::rules::{Bounds, Ground, Ix, Place, Points, Positions, Rule, Rulebook};

/// One edition of a board, ready to be worked on.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// What the teacher wrote.
    pub board: Board,
    /// Where everything lies.
    pub ground: Ground,
    /// Its rules, ready to be asked.
    pub book: Rulebook,
    /// As the teacher wrote it, where a learner's own activities are in this one; and these.
    taught: Option<(Arc<Edition>, Vec<Own>)>,
    /// Activities by id.
    ids: Index,
    /// Badges, those that others ask for first.
    pub(super) badge_order: Vec<usize>,
    /// By badge: its rule can stop being met although no fact was withdrawn.
    pub(super) fickle: Vec<bool>,
    /// A lock asks for a badge, a mastery level; then both must be known at each act.
    pub(super) locks_ask_badges: bool,
    pub(super) locks_ask_mastery: bool,
    /// By standard: the activities that show it.
    pub(super) shown_by: Vec<Vec<Ix>>,
    /// Activities with a first day.
    pub(super) dated: Vec<Ix>,
}

impl Edition {
    /// From a board and its layout.
    pub fn new(board: Board, ground: Ground) -> Self {
        let book = Rulebook::compile(&ground);
        let mut edition = Edition {
            board,
            ground,
            book,
            ..Edition::default()
        };
        edition.index();
        edition
    }

    /// The same board with a learner's own activities behind the teacher's, in place of those that were there.
    #[inline(never)]
    pub(super) fn with_own(self: &Arc<Self>, own: Vec<Own>) -> Self {
        let taught = self.taught();
        if own.is_empty() {
            return Edition::clone(taught);
        }
        let board = own::with(&taught.board, &own);
        let mut ground = layout(&board);
        ground.own = own.len() as u32;
        Edition {
            taught: Some((taught.clone(), own)),
            ..Edition::new(board, ground)
        }
    }

    /// A learner's own activities.
    pub fn own(&self) -> &[Own] {
        self.taught.as_ref().map_or(&[], |(_, own)| own)
    }

    /// What the teacher wrote, without them.
    pub fn taught(self: &Arc<Self>) -> &Arc<Edition> {
        self.taught.as_ref().map_or(self, |(taught, _)| taught)
    }

    /// An activity's index by its id.
    pub fn find(&self, id: &str) -> Option<Ix> {
        self.ids.find(id, |ix| id_at(&self.ground, ix))
    }

    /// An activity as the teacher wrote it.
    pub fn activity(&self, ix: Ix) -> Option<&Activity> {
        self.board.activities.get(ix as usize)
    }

    /// Whether this is the activity's revision, or that of one of its versions.
    pub fn has_revision(&self, ix: Ix, revision: &str) -> bool {
        self.activity(ix).is_some_and(|activity| {
            let versions = activity.more.versions.iter().map(|(_, version)| version);
            versions
                .chain([activity])
                .any(|version| version.revision.is(revision))
        })
    }

    /// An activity as rules see it.
    pub fn place(&self, ix: Ix) -> Option<&Place> {
        self.ground.places.get(ix as usize)
    }

    /// A badge's index by its id.
    pub fn badge(&self, id: &str) -> Option<usize> {
        self.ground.badges.iter().position(|(known, _)| known == id)
    }

    fn index(&mut self) {
        let places = &self.ground.places;
        self.ids = Index::of(places.len() as Ix, |ix| id_at(&self.ground, ix));
        self.dated = (0..)
            .zip(places)
            .filter_map(|(ix, place)| place.more.opens.map(|_| ix))
            .collect();
        self.shown_by = vec![Vec::new(); self.ground.standards.len()];
        for (ix, place) in (0..).zip(places) {
            for standard in &place.more.standards {
                if let Some(shown_by) = self.shown_by.get_mut(*standard as usize) {
                    shown_by.push(ix);
                }
            }
        }
        let locks = || {
            places
                .iter()
                .filter_map(|place| place.more.requires.as_deref())
        };
        let badge_rules = || self.ground.badges.iter().map(|(_, rule)| &**rule);
        self.locks_ask_badges = locks().any(|rule| mentions(rule, &is_badge));
        let is_mastery = |rule: &Rule| matches!(rule, Rule::Mastery { .. });
        self.locks_ask_mastery = locks()
            .chain(badge_rules())
            .any(|rule| mentions(rule, &is_mastery));
        let steady_points = places.iter().all(|place| place.points >= Points::ZERO);
        let steady_mastery = self.board.mastery.method == MasteryMethod::Highest;
        let fickle =
            |rule: &Rule| mentions(rule, &|rule| is_fickle(rule, steady_points, steady_mastery));
        self.fickle = badge_rules().map(fickle).collect();
        self.badge_order = badge_order(&self.ground);
    }
}

fn id_at(ground: &Ground, ix: Ix) -> Option<&str> {
    ground
        .places
        .get(ix as usize)
        .map(|place| place.id.as_str())
}

/// Whether a rule or one of its parts is of a kind.
fn mentions(rule: &Rule, kind: &dyn Fn(&Rule) -> bool) -> bool {
    kind(rule)
        || match rule {
            Rule::All(parts) | Rule::Any(parts) => parts.iter().any(|part| mentions(part, kind)),
            Rule::Not(part) => mentions(part, kind),
            _ => false,
        }
}

fn is_badge(rule: &Rule) -> bool {
    matches!(rule, Rule::Badge(_))
}

fn is_fickle(rule: &Rule, steady_points: bool, steady_mastery: bool) -> bool {
    match rule {
        Rule::Not(_) | Rule::Before(_) | Rule::Group(_) | Rule::FeedbackRead { .. } => true,
        Rule::Count { bounds, .. } | Rule::Attempts { bounds, .. } => bounds.max.is_some(),
        Rule::Score { bounds, .. } => bounds.max.is_some(),
        Rule::Points {
            bounds: Bounds { max, .. },
            ..
        } => max.is_some() || !steady_points,
        Rule::Level(_) => !steady_points,
        Rule::Mastery { .. } => !steady_mastery,
        _ => false,
    }
}

/// Depth first over the badges that badges ask for, so that a chain of them is settled in one pass. The walk keeps its own
/// stack: a chain may be as long as a file allows.
fn badge_order(ground: &Ground) -> Vec<usize> {
    let count = ground.badges.len();
    let ids = ground.badges.iter().map(|(id, _)| id.as_str());
    let known = Positions::of(ids);
    let asked: Vec<Vec<usize>> = ground
        .badges
        .iter()
        .map(|(_, rule)| {
            let mut ids = Vec::new();
            badges_in(rule, &mut ids);
            ids.iter()
                .filter_map(|id| known.get(id).map(|at| at as usize))
                .collect()
        })
        .collect();
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    for first in 0..count {
        let mut stack = vec![(first, false)];
        while let Some((badge, asked_done)) = stack.pop() {
            if asked_done {
                order.push(badge);
                continue;
            }
            match seen.get_mut(badge) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            stack.push((badge, true));
            let next = asked.get(badge).into_iter().flatten();
            stack.extend(next.map(|badge| (*badge, false)));
        }
    }
    order
}

fn badges_in<'a>(rule: &'a Rule, out: &mut Vec<&'a str>) {
    match rule {
        Rule::Badge(id) => out.push(id),
        Rule::All(parts) | Rule::Any(parts) => parts.iter().for_each(|part| badges_in(part, out)),
        Rule::Not(part) => badges_in(part, out),
        _ => {}
    }
}
