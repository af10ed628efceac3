//! The sentences a learner reads about a rule.

use super::ahead::Ahead;
use super::book::RuleAt;
use super::ground::Ix;
use super::outcome::{Outcome, Verdict};
use crate::words::{Arg, Phrase};

/// What is missing, in one sentence.
pub fn missing(_ahead: &Ahead, outcome: &Outcome) -> Phrase {
    match outcome.verdict {
        Verdict::Met => Phrase::new("rule-met"),
        Verdict::Open => Phrase::new("rule-open-helps").with("helps", some_of(&outcome.helps)),
        Verdict::Impossible => Phrase::new("rule-impossible"),
    }
}

/// What else is open, a sentence each.
pub fn also(_ahead: &Ahead, _outcome: &Outcome) -> Vec<Phrase> {
    Vec::new()
}

/// Why an activity is locked and what opens it; nothing when its rule is met or it has none.
pub fn locked(ahead: &Ahead, ix: Ix) -> Option<Phrase> {
    let opener: RuleAt = ahead.book.requires.get(ix as usize).copied().flatten()?;
    let outcome = super::evaluate(ahead, opener);
    (outcome.verdict != Verdict::Met).then(|| missing(ahead, &outcome))
}

/// Choosing this activity now would make the board impossible: the warning.
pub fn warning(_ahead: &Ahead, _ix: Ix) -> Option<Phrase> {
    None
}

fn some_of(helps: &[Ix]) -> Arg {
    Arg::List(
        helps.iter().take(3).map(|ix| Arg::Activity(*ix)).collect(),
        true,
    )
}
