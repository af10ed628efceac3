//! What stands in a sentence's gaps: a few activities by name, a date.

use super::listed;
use crate::rules::ahead::Ahead;
use crate::rules::ground::Ix;
use crate::rules::time::Moment;
use crate::words::{Arg, Phrase};

/// More activities than this are counted, not named.
pub(super) const NAMED: usize = 4;

pub(super) fn counted_list(key: &'static str, activities: &[Ix]) -> Phrase {
    Phrase::new(key)
        .n("n", activities.len() as f64)
        .with("helps", shown(activities, true))
}

/// The first few, and how many more.
pub(super) fn shown(activities: &[Ix], and: bool) -> Arg {
    // One name is no longer than the words that would stand for it.
    let Some((some, rest)) = activities
        .split_at_checked(NAMED)
        .filter(|(_, rest)| rest.len() > 1)
    else {
        return listed(activities, and);
    };
    let mut list: Vec<Arg> = some.iter().map(|ix| Arg::Activity(*ix)).collect();
    list.push(Arg::Phrase(
        Phrase::new("rule-others").n("n", rest.len() as f64),
    ));
    Arg::List(list, and)
}

pub(super) fn date(ahead: &Ahead, moment: Moment) -> Arg {
    let at = moment.instant(ahead.facts.clock.offset);
    Arg::Date(at, matches!(moment, Moment::Instant(_)))
}
