//! A learner who has not begun: what there is to ask before anybody has worked on a board.

use crate::rules::{Clock, Facts, Ground, Place, Rule, Standing, State};

/// Nothing done, everything still to come; a badge that only the teacher can give is taken for given.
pub(super) fn start(ground: &Ground) -> Facts {
    Facts {
        standings: ground.places.iter().map(standing).collect(),
        badges: ground
            .badges
            .iter()
            .map(|(_, when)| by_hand(when))
            .collect(),
        mastery: vec![None; ground.standards.len()],
        // Before any date a board could name.
        clock: Clock {
            now: -62_167_219_200_000,
            offset: 0,
        },
        ..Facts::default()
    }
}

/// A badge without a rule: only the teacher can give it.
pub(super) fn by_hand(when: &Rule) -> bool {
    matches!(when, Rule::Any(rules) if rules.is_empty())
}

fn standing(place: &Place) -> Standing {
    let repeat = place.repeat.max(1);
    let counts = if place.free { repeat } else { 0 };
    Standing {
        state: if place.free { State::Done } else { State::Open },
        counts,
        room: repeat - counts,
        points: if place.free {
            place.points
        } else {
            Default::default()
        },
        passed: !place.check,
        ..Standing::default()
    }
}
