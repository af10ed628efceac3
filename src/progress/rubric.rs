//! How work stands on the criteria of its rubric: by the learner's own word and by the teacher's, the newest of each.
//!
//! Kept in the journal's box: nobody has one before the first such event.

use super::event::{Event, Fact, Levels};
use super::fold::Progress;
use super::journal::Journal;
use crate::board::{Criterion, Rubric};
use crate::rules::Ix;

/// What was said of the work in one activity.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Judged {
    /// The learner's own.
    pub mine: Option<Judgement>,
    /// The teacher's.
    pub theirs: Option<Judgement>,
}

/// What one of them said.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Judgement {
    pub at: i64,
    pub levels: Levels,
    /// What was written to it; may be empty.
    pub text: String,
}

impl Journal {
    /// What was said of the work in an activity.
    pub fn judged(&self, activity: &str) -> Option<&Judged> {
        self.judged.get(activity)
    }

    /// Takes in a judgement. Without a level it is none.
    pub(super) fn judge(&mut self, event: &Event) {
        let (is_mine, levels, text) = match &event.fact {
            Fact::SelfAssess { levels, text } => (true, levels, text.as_str()),
            Fact::Assess {
                levels, comment, ..
            } => (false, levels, &**comment),
            _ => return,
        };
        let Some(activity) = event.activity.as_ref().filter(|_| !levels.is_empty()) else {
            return;
        };
        let judgement = Some(Judgement {
            at: event.at,
            levels: levels.clone(),
            text: String::from(text),
        });
        let of = self.judged.entry(activity.clone()).or_default();
        match is_mine {
            true => of.mine = judgement,
            false => of.theirs = judgement,
        }
    }
}

impl Progress {
    /// Takes in a teacher's mark. Where it says levels and no percent, they are counted. What is written beside levels stands with them, and is not
    /// to be read before the learner has judged; anything else is feedback as a comment is.
    #[inline(never)]
    pub(super) fn assess(&mut self, ix: Ix, event: &Event) {
        let Fact::Assess {
            score,
            levels,
            comment,
        } = &event.fact
        else {
            return;
        };
        let rubric = self.activity(ix).and_then(|of| of.more.rubric.as_deref());
        let rubric = rubric.filter(|_| !levels.is_empty());
        let is_by_rubric = rubric.is_some();
        let score = score.or_else(|| percent(rubric?, levels));
        if let Some(score) = score {
            self.change(ix, |work| work.marks.push((event.at, score)));
            self.doubt_mastery(ix);
        }
        if is_by_rubric {
            self.write_down(event);
        } else if !comment.is_empty() {
            self.feed_back(ix, event, comment);
        }
    }
}

/// What a criterion is kept under: its id, or its place where it has none.
pub fn criterion_key(criterion: &Criterion, at: usize) -> String {
    match criterion.id.is_empty() {
        true => format!("#{}", at + 1),
        false => criterion.id.clone(),
    }
}

/// What levels come to in percent of the most points there are. Nothing where a criterion that has points was not judged, for a part is not the whole,
/// and where none has any.
pub fn percent(rubric: &Rubric, levels: &Levels) -> Option<f64> {
    let (mut earned, mut most) = (0.0, 0.0);
    for (at, criterion) in rubric.criteria.iter().enumerate() {
        let points = criterion.levels.iter().map(|level| level.points.number());
        let best = points.clone().fold(0.0, f64::max);
        if best > 0.0 {
            let level = levels.get(&criterion_key(criterion, at))?;
            let of_level = points.clone().nth(usize::try_from(level).ok()?)?;
            earned += of_level.max(0.0);
            most += best;
        }
    }
    // As exact as marks that were read.
    (most > 0.0).then(|| (earned / most * 1e6).round() / 1e4)
}
