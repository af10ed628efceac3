//! Earned badges. A badge is held while its rule is met, and after that until a fact that earned it is withdrawn: a rule with
//! a date or an upper bound may stop being met although nobody took anything back, and the teacher may edit the board. A
//! teacher may also give a badge or take it away.

use super::edition::Edition;
use crate::rules::{Facts, Ix, Reached, RuleAt, Standing, met};

/// More activities than this are all taken for the reason of a badge, without asking which of them were needed.
const MOST_REASONS: usize = 200;

/// What is known of a learner's badges.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Badges {
    /// By badge index.
    held: Vec<Held>,
    /// Badges the log says were earned: badge, and the activities that earned it, by id.
    recorded: Vec<(String, Vec<String>)>,
    /// Activities taken back and not done again since, by id, sorted.
    withdrawn: Vec<String>,
    /// Given by a teacher, by id, sorted.
    awarded: Vec<String>,
    /// Taken away by a teacher, by id, sorted.
    revoked: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Default)]
struct Held {
    /// It is shown as earned.
    earned: bool,
    /// The activities that earned it once, while none of them was withdrawn.
    because: Option<Vec<Ix>>,
}

impl Badges {
    pub(super) fn new(count: usize) -> Self {
        Badges {
            held: vec![Held::default(); count],
            ..Badges::default()
        }
    }

    /// Whether the badge at this index is earned.
    pub fn earned(&self, badge: usize) -> bool {
        self.held.get(badge).is_some_and(|held| held.earned)
    }

    /// Ids of earned badges: those on the board in its order, then those an earlier edition had.
    pub fn ids(&self, edition: &Edition) -> Vec<String> {
        let known = edition.ground.badges.iter().zip(&self.held);
        let mut ids: Vec<String> = known
            .filter(|(_, held)| held.earned)
            .map(|((id, _), _)| id.clone())
            .collect();
        let recorded = self.recorded.iter().map(|(id, _)| id);
        let mut gone: Vec<&String> = recorded
            .chain(&self.awarded)
            .filter(|id| edition.badge(id).is_none() && !contains(&self.revoked, id))
            .collect();
        gone.sort_unstable();
        gone.dedup();
        ids.extend(gone.into_iter().cloned());
        ids
    }

    /// Earned badges whose earning the log does not yet tell, each with the activities that earned it, by id: what an
    /// `earn` event should say, so that the badge outlives an edit of the board.
    pub fn unrecorded(&self, edition: &Edition, facts: &Facts) -> Vec<(String, Vec<String>)> {
        let mut scratch = facts.clone();
        let all = edition
            .ground
            .badges
            .iter()
            .zip(&self.held)
            .zip(&edition.book.badges);
        all.filter(|(((id, _), held), _)| {
            let told = self.recorded.iter().any(|(known, _)| known == id);
            held.earned && !told && !contains(&self.awarded, id)
        })
        .map(|(((id, _), held), rule)| {
            let because = match &held.because {
                Some(because) => because.clone(),
                None => reasons(edition, &mut scratch, *rule),
            };
            let named = because.iter().filter_map(|ix| edition.place(*ix));
            (id.clone(), named.map(|place| place.id.clone()).collect())
        })
        .collect()
    }

    pub(super) fn award(&mut self, id: &str) {
        remove(&mut self.revoked, id);
        insert(&mut self.awarded, id);
    }

    pub(super) fn revoke(&mut self, id: &str) {
        remove(&mut self.awarded, id);
        insert(&mut self.revoked, id);
    }

    pub(super) fn record(&mut self, id: &str, because: &[String]) {
        // Another device may have told of it without knowing that its reason was already gone.
        if because.iter().any(|id| contains(&self.withdrawn, id)) {
            return;
        }
        self.recorded.retain(|(known, _)| known != id);
        self.recorded.push((id.to_owned(), because.to_vec()));
    }

    /// An activity no longer counts as it did: what it earned goes.
    pub(super) fn withdraw(&mut self, ix: Option<Ix>, id: &str) {
        for held in &mut self.held {
            let lost = |because: &Vec<Ix>| ix.is_some_and(|ix| because.contains(&ix));
            if held.because.as_ref().is_some_and(lost) {
                held.because = None;
            }
        }
        self.recorded
            .retain(|(_, because)| !because.iter().any(|known| known == id));
        insert(&mut self.withdrawn, id);
    }

    /// An activity counts again.
    pub(super) fn stand(&mut self, id: &str) {
        remove(&mut self.withdrawn, id);
    }

    /// Everything is withdrawn.
    pub(super) fn reset(&mut self) {
        *self = Badges::new(self.held.len());
    }

    /// Notes badges whose rule is met now and may stop being met by itself.
    pub(super) fn latch(&mut self, edition: &Edition, facts: &mut Facts) {
        for (badge, rule) in edition.book.badges.iter().enumerate() {
            let fickle = edition.fickle.get(badge).copied().unwrap_or(false);
            let Some(held) = self
                .held
                .get_mut(badge)
                .filter(|held| fickle && held.because.is_none())
            else {
                continue;
            };
            if met(&edition.book, &edition.ground, facts, *rule) {
                held.because = Some(reasons(edition, facts, *rule));
            }
        }
    }

    /// Works out which badges are earned by the facts as they are, until a round changes nothing: badges may ask for badges.
    pub(super) fn freshen(&mut self, edition: &Edition, facts: &mut Facts) {
        facts.badges.fill(false);
        loop {
            let mut more = false;
            for badge in &edition.badge_order {
                if facts.badges.get(*badge).copied().unwrap_or(true) {
                    continue;
                }
                let earned = self.is_held(edition, facts, *badge);
                if let Some(known) = facts.badges.get_mut(*badge) {
                    *known = earned;
                }
                more |= earned;
            }
            if !more {
                break;
            }
        }
        for (held, earned) in self.held.iter_mut().zip(&facts.badges) {
            held.earned = *earned;
        }
    }

    fn is_held(&self, edition: &Edition, facts: &Facts, badge: usize) -> bool {
        let (Some((id, _)), Some(held), Some(rule)) = (
            edition.ground.badges.get(badge),
            self.held.get(badge),
            edition.book.badges.get(badge),
        ) else {
            return false;
        };
        !contains(&self.revoked, id)
            && (contains(&self.awarded, id)
                || held.because.is_some()
                || self.recorded.iter().any(|(known, _)| known == id)
                || met(&edition.book, &edition.ground, facts, *rule))
    }
}

/// Activities without which the rule would not be met: each one that counts is left out in turn, and stays out where the
/// rule is met all the same.
fn reasons(edition: &Edition, facts: &mut Facts, rule: RuleAt) -> Vec<Ix> {
    let touched =
        |standing: &Standing| standing.has_reached(Reached::Chosen) || standing.best.is_some();
    let used: Vec<Ix> = (0..)
        .zip(&facts.standings)
        .filter(|(ix, standing)| {
            touched(standing) && edition.place(*ix).is_some_and(|place| !place.free)
        })
        .map(|(ix, _)| ix)
        .collect();
    if used.len() > MOST_REASONS {
        return used;
    }
    let mut because = Vec::new();
    let mut left_out = Vec::new();
    // The newest stay: leaving out begins at the front, in the board's order, on every device the same.
    for ix in used {
        let Some(standing) = facts.standings.get_mut(ix as usize) else {
            continue;
        };
        let before = std::mem::take(standing);
        if met(&edition.book, &edition.ground, facts, rule) {
            left_out.push((ix, before));
        } else {
            because.push(ix);
            if let Some(standing) = facts.standings.get_mut(ix as usize) {
                *standing = before;
            }
        }
    }
    for (ix, before) in left_out {
        if let Some(standing) = facts.standings.get_mut(ix as usize) {
            *standing = before;
        }
    }
    because
}

fn contains(sorted: &[String], id: &str) -> bool {
    sorted
        .binary_search_by(|known| known.as_str().cmp(id))
        .is_ok()
}

fn remove(sorted: &mut Vec<String>, id: &str) {
    if let Ok(at) = sorted.binary_search_by(|known| known.as_str().cmp(id)) {
        sorted.remove(at);
    }
}

fn insert(sorted: &mut Vec<String>, id: &str) {
    if let Err(at) = sorted.binary_search_by(|known| known.as_str().cmp(id)) {
        sorted.insert(at, id.to_owned());
    }
}
