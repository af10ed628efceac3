//! The forms an activity can still take, as far as a question can tell them apart.

use crate::rules::ahead::Ahead;
use crate::rules::book::{Node, RuleAt};
use crate::rules::facts::{Standing, State};
use crate::rules::ground::Ix;
use crate::rules::met::standing;

/// What a question looks at in one activity, besides whether it counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::rules) struct Needs {
    /// How far it has come.
    pub state: bool,
    /// Scores at which an answer changes.
    pub marks: Vec<f64>,
    /// More tries than this make no difference.
    pub tries: u32,
}

/// What these rules need to know of each activity, in the order of `activities` (sorted).
pub(super) fn needs<'a>(
    ahead: &Ahead,
    activities: &[Ix],
    rules: impl Iterator<Item = &'a RuleAt>,
) -> Vec<Needs> {
    let mut needs = vec![Needs::default(); activities.len()];
    for at in rules {
        let node = ahead.book.node(*at);
        let of = node.of().map_or(&[][..], |of| ahead.book.of(of));
        let mut each = |change: &dyn Fn(&mut Needs)| {
            for ix in of {
                if let Ok(at) = activities.binary_search(ix)
                    && let Some(needs) = needs.get_mut(at)
                {
                    change(needs);
                }
            }
        };
        match node {
            Node::State(..) => each(&|needs| needs.state = true),
            Node::Score(bounds, _) => each(&|needs| {
                needs.state = true;
                needs.marks.extend(bounds.min);
                needs.marks.extend(bounds.max);
                if bounds.min.is_none() && bounds.max.is_none() {
                    needs.marks.push(0.0);
                }
            }),
            Node::Attempts(bounds, _) => {
                let most = bounds.min.into_iter().chain(bounds.max).max().unwrap_or(0);
                each(&|needs| {
                    needs.state = true;
                    needs.tries = needs.tries.max(most.saturating_add(1));
                });
            }
            _ => {}
        }
    }
    needs
}

/// Every form an activity can take from where it stands, its present one first. Gates, places and dates are not looked at.
pub(super) fn forms(ahead: &Ahead, ix: Ix, needs: &Needs) -> Vec<Standing> {
    let Some(now) = standing(ahead.facts, ix) else {
        return Vec::new();
    };
    let mut forms = vec![now.clone()];
    let goes_on = if now.in_use() {
        ahead.alive(ix)
    } else {
        ahead.can(ix)
    };
    if !goes_on && now.state != State::Done {
        return forms;
    }
    let steps = if needs.state {
        ladder(ahead, ix, now, goes_on)
    } else {
        last_step(now, goes_on)
    };
    for step in steps {
        let reached = |s: &Standing| s.has_reached(ahead.ground.counts_when);
        let fewest = match (!needs.state || reached(now), !needs.state || reached(&step)) {
            (_, false) => 0,
            (true, true) => 0,
            (false, true) if now.counts > 0 => 0,
            (false, true) => 1,
        };
        let most = if reached(&step) || !needs.state {
            now.room
        } else {
            0
        };
        for more in fewest..=most {
            let mut form = step.clone();
            form.counts = now.counts.saturating_add(more);
            form.room = now.room - more;
            form.points += ahead.worth(ix).times(more);
            with_scores(ahead, ix, needs, form, &mut forms);
        }
    }
    forms
}

/// Where only counting matters: taken up and done.
fn last_step(now: &Standing, goes_on: bool) -> Vec<Standing> {
    let done = Standing {
        state: State::Done,
        ..now.clone()
    };
    if goes_on { vec![done] } else { Vec::new() }
}

/// Each step from where it stands on, that one included.
fn ladder(ahead: &Ahead, ix: Ix, now: &Standing, goes_on: bool) -> Vec<Standing> {
    let approval = ahead
        .ground
        .places
        .get(ix as usize)
        .is_some_and(|place| place.approval);
    let rank = |state| match state {
        State::Locked | State::Open | State::Dropped => 0,
        State::Chosen => 1,
        State::Started => 2,
        State::Waiting | State::Returned => 3,
        State::Done => 4,
    };
    let mut steps = Vec::new();
    if now.in_use() {
        steps.push(now.clone());
    }
    if goes_on {
        for state in [State::Chosen, State::Started, State::Waiting] {
            let is_next = rank(state) > rank(now.state);
            if is_next && (approval || state != State::Waiting) {
                steps.push(Standing {
                    state,
                    ..now.clone()
                });
            }
        }
    }
    let is_done = now.state == State::Done;
    let passes = !now.is_spent();
    let finishes = goes_on && ahead.can_be_done(ix, now);
    if finishes || is_done {
        // Said done only with its check passed; by a teacher's word without. Approval comes with that word, or later.
        let by_word = is_done || now.state == State::Waiting || approval;
        for approved in [now.approved || (approval && !is_done), true] {
            for passed in [passes, now.passed] {
                let step = Standing {
                    state: State::Done,
                    passed,
                    approved,
                    ..now.clone()
                };
                if (passed == passes || by_word) && !steps.contains(&step) {
                    steps.push(step);
                }
            }
        }
    }
    steps
}

/// A form with every score and number of tries that a rule could tell apart.
fn with_scores(ahead: &Ahead, ix: Ix, needs: &Needs, form: Standing, forms: &mut Vec<Standing>) {
    let left = u32::try_from(ahead.more_tries(ix)).unwrap_or(u32::MAX);
    let mut scores = vec![form.best];
    if left > 0 {
        for mark in &needs.marks {
            for score in [0.0, *mark, mark + 0.001, 100.0] {
                let score = Some(score.clamp(0.0, 100.0));
                if score > form.best && !scores.contains(&score) {
                    scores.push(score);
                }
            }
        }
    }
    let more_tries = left.min(needs.tries.saturating_sub(form.attempts));
    for best in scores {
        // A new score takes a try; a first try gives a score, where anybody asks for it.
        let newly = best > form.best;
        if newly && more_tries == 0 && needs.tries > form.attempts {
            continue;
        }
        let fewest = u32::from(newly && more_tries > 0);
        let most = if best.is_none() && !needs.marks.is_empty() {
            0
        } else {
            more_tries
        };
        for tries in fewest..=most {
            let next = Standing {
                best,
                attempts: form.attempts.saturating_add(tries),
                ..form.clone()
            };
            if !forms.contains(&next) {
                forms.push(next);
            }
        }
    }
}
