//! Which locks need a closer look: those that something else on the board may keep shut for good.

use crate::rules::{Ground, Place, Rule, RuleAt, Rulebook};

/// More locks than these are not looked at one by one.
const MOST: usize = 500;

/// For each activity, the rule that must be possible if it is to open, where rules by themselves do not tell: with a
/// `choose.max` or an upper bound somewhere, opening one thing may close another. Nothing where there are too many.
pub(super) fn opened(ground: &Ground, book: &mut Rulebook) -> Option<Vec<Option<RuleAt>>> {
    let limited = ground
        .sections
        .iter()
        .any(|section| section.choose_max.is_some());
    let locks = || {
        ground
            .places
            .iter()
            .filter_map(|place| place.more.requires.as_deref())
    };
    if !limited && !locks().any(closes) {
        return Some(vec![None; ground.places.len()]);
    }
    if locks().count() > MOST {
        return None;
    }
    let each = ground.places.iter().map(|place| open(ground, book, place));
    Some(each.collect())
}

/// That an activity with a lock gets done.
fn open(ground: &Ground, book: &mut Rulebook, place: &Place) -> Option<RuleAt> {
    place.more.requires.as_ref()?;
    Some(book.add(ground, &Rule::Activity(place.id.clone())))
}

/// Whether a rule can stop holding.
fn closes(rule: &Rule) -> bool {
    match rule {
        Rule::All(rules) | Rule::Any(rules) => rules.iter().any(closes),
        Rule::Not(_) | Rule::Before(_) => true,
        Rule::Count { bounds, .. } | Rule::Attempts { bounds, .. } => bounds.max.is_some(),
        Rule::Points { bounds, .. } => bounds.max.is_some(),
        Rule::Score { bounds, .. } => bounds.max.is_some(),
        _ => false,
    }
}
