//! The rubric of an activity, with the learner's own judgement and the teacher's. Where the learner is to judge, the teacher's waits for it:
//! who has seen it can no longer say what they would have said.

use crate::board::{Criterion, Rubric};
use crate::progress::{Judgement, Levels, criterion_key};
use crate::rules::{Ix, Points};
use crate::session::opened::Opened;
use crate::session::view::{CriterionView, LevelView, RubricView};
use crate::words::{Arg, Phrase};

impl Opened {
    /// The rubric as the panel shows it.
    #[inline(never)]
    pub(super) fn rubric(&self, ix: Ix, rubric: &Rubric) -> Box<RubricView> {
        let id = self.edition.activity(ix).map_or("", |of| &of.id);
        let judged = self.progress.journal().and_then(|of| of.judged(id));
        let mine = judged.and_then(|of| of.mine.as_ref());
        let written = judged.and_then(|of| of.theirs.as_ref());
        let blind = rubric.self_assess && mine.is_none();
        let theirs = written.filter(|_| !blind);
        let criteria = rubric.criteria.iter().enumerate();
        let criteria = criteria.map(|(at, of)| self.criterion(at, of, mine, theirs));
        let says = |of: &Judgement, key| said(rubric, of, key);
        RubricView {
            form: self.rubric_form(ix),
            criteria: criteria.collect(),
            open: self.may_judge(ix, rubric),
            mine: mine.map(|of| says(of, "rubric-mine-when")),
            text: mine.map(|of| of.text.clone()).unwrap_or_default(),
            theirs: match theirs {
                Some(theirs) => Some(says(theirs, "rubric-theirs-when")),
                None => written.map(|_| Phrase::new("rubric-blind")),
            },
            comment: theirs.map(|of| of.text.clone()).unwrap_or_default(),
        }
        .into()
    }

    /// Whether the learner can judge: once the work is taken up, or a teacher has judged it anyway.
    fn may_judge(&self, ix: Ix, rubric: &Rubric) -> bool {
        let id = self.edition.activity(ix).map_or("", |of| &of.id);
        let judged = self.progress.journal().and_then(|of| of.judged(id));
        let taken_up = self.progress.standing(ix).is_some_and(|at| at.in_use());
        let can = rubric.criteria.iter().any(|of| !of.levels.is_empty());
        rubric.self_assess && can && !self.readonly && (taken_up || judged.is_some())
    }

    fn criterion(
        &self,
        at: usize,
        criterion: &Criterion,
        mine: Option<&Judgement>,
        theirs: Option<&Judgement>,
    ) -> CriterionView {
        let of = |by: Option<&Judgement>| level(criterion, at, &by?.levels);
        let (mine, theirs) = (of(mine), of(theirs));
        let title = |level: Option<usize>, key| {
            let level = criterion.levels.get(level?)?;
            let says = Phrase::new(key).with("level", Arg::Text(self.text(&level.title)));
            Some(says)
        };
        let both = mine.zip(theirs).map(|(mine, theirs)| {
            let how = match mine.cmp(&theirs) {
                std::cmp::Ordering::Equal => "same",
                std::cmp::Ordering::Less => "more",
                std::cmp::Ordering::Greater => "less",
            };
            Phrase::new("rubric-both").with("how", Arg::Text(how.into()))
        });
        let says = [
            title(mine, "rubric-mine"),
            title(theirs, "rubric-theirs"),
            both,
        ];
        CriterionView {
            title: self.text(&criterion.title),
            levels: criterion
                .levels
                .iter()
                .map(|level| LevelView {
                    title: self.text(&level.title),
                    about: self.text(&level.about),
                    points: level.points,
                })
                .collect(),
            field: field(criterion, at),
            mine,
            theirs,
            says: says.into_iter().flatten().collect(),
        }
    }

    /// The form in which a rubric is judged by.
    pub fn rubric_form(&self, ix: Ix) -> String {
        let id = self.edition.activity(ix).map_or("", |of| &of.id);
        ["self_assess/", id].concat()
    }

    /// What is chosen of a rubric: of each criterion what was picked last, or what was kept. With how many are still to be judged.
    #[inline(never)]
    pub fn picked(&self, ix: Ix) -> (Levels, usize) {
        let Some((rubric, id)) = self.rubric_of(ix) else {
            return (Levels::default(), 0);
        };
        let judged = self.progress.journal().and_then(|of| of.judged(id));
        let kept = judged.and_then(|of| of.mine.as_ref());
        let form = self.rubric_form(ix);
        let mut levels = Vec::new();
        let mut missing = 0;
        let criteria = rubric.criteria.iter().enumerate();
        for (at, criterion) in criteria.filter(|(_, of)| !of.levels.is_empty()) {
            let picked = self.noted(&form, &field(criterion, at)).parse().ok();
            let picked = picked.filter(|level: &usize| *level < criterion.levels.len());
            let found = picked.or_else(|| level(criterion, at, &kept?.levels));
            match found.and_then(|level| u32::try_from(level).ok()) {
                Some(level) => levels.push((criterion_key(criterion, at), level)),
                None => missing += 1,
            }
        }
        (levels.into_iter().collect(), missing)
    }

    /// What was kept last, in words and levels.
    pub fn judged_before(&self, ix: Ix) -> Option<&Judgement> {
        let (_, id) = self.rubric_of(ix)?;
        self.progress.journal()?.judged(id)?.mine.as_ref()
    }

    /// The learner can judge the work in this activity.
    pub fn can_judge(&self, ix: Ix) -> bool {
        let found = self.rubric_of(ix);
        found.is_some_and(|(rubric, _)| self.may_judge(ix, rubric))
    }

    fn rubric_of(&self, ix: Ix) -> Option<(&Rubric, &str)> {
        let rubric = self.activity(ix)?.more.rubric.as_deref()?;
        Some((rubric, &self.edition.activity(ix)?.id))
    }

    /// The field of a criterion, by its place.
    pub fn rubric_field(&self, ix: Ix, at: usize) -> Option<String> {
        let (rubric, _) = self.rubric_of(ix)?;
        Some(field(rubric.criteria.get(at)?, at))
    }
}

/// Beside a field for words, so no id is the name of another field.
fn field(criterion: &Criterion, at: usize) -> String {
    ["level/", &criterion_key(criterion, at)].concat()
}

/// The level that was given to a criterion, where the board has it.
fn level(criterion: &Criterion, at: usize, levels: &Levels) -> Option<usize> {
    let level = levels.get(&criterion_key(criterion, at))?;
    let level = usize::try_from(level).ok()?;
    (level < criterion.levels.len()).then_some(level)
}

/// When somebody judged, and what it comes to where levels have points.
fn said(rubric: &Rubric, of: &Judgement, key: &'static str) -> Phrase {
    let (mut points, mut most) = (Points::ZERO, Points::ZERO);
    for (at, criterion) in rubric.criteria.iter().enumerate() {
        let chosen = level(criterion, at, &of.levels);
        let chosen = chosen.and_then(|level| criterion.levels.get(level));
        points += chosen.map_or(Points::ZERO, |level| level.points);
        let best = criterion.levels.iter().map(|level| level.points).max();
        most += best.unwrap_or(Points::ZERO);
    }
    Phrase::new(key)
        .with("date", Arg::Date(of.at, true))
        .n("n", points.number())
        .n("all", most.number())
}
