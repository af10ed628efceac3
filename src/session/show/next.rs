//! What next, the survey, what a done activity asks and offers, what has grown. All of it is worked out when somebody looks.

use crate::board::Text;
use crate::progress::{SUGGESTED, Suggestion, Why, growth, suggest};
use crate::rules::{Ix, Standing, State, explain};
use crate::session::opened::Opened;
use crate::session::view::{AfterView, AskedView, GrowthView, NextView, SurveyView};
use crate::words::{Arg, Phrase};

impl Opened {
    /// What one could go on with.
    #[inline(never)]
    pub fn next(&self) -> NextView {
        let progress = &self.progress;
        let list = suggest(progress, SUGGESTED, None).into_iter();
        NextView {
            complete: progress.is_complete(),
            list: list
                .map(|one| (one.ix, one.why.says(progress, &self.language)))
                .collect(),
        }
    }

    /// The best of it in one sentence with its reason; nothing where the board is only looked at, or nothing can be begun now.
    #[inline(never)]
    pub(super) fn step(&self) -> Option<Phrase> {
        if self.readonly {
            return None;
        }
        let progress = &self.progress;
        let best = suggest(progress, 1, None).into_iter().next()?;
        let mut all = 0..self.edition.board.activities.len() as Ix;
        let begun = all.any(|ix| progress.standing(ix).is_some_and(|it| it.in_use()));
        let key = match begun {
            true => "step-next",
            false => "step-first",
        };
        let why = self.what_for(&best);
        let why = why.unwrap_or_else(|| best.why.says(progress, &self.language));
        let says = Phrase::new(key)
            .with("activity", Arg::Activity(best.ix))
            .with("why", Arg::Phrase(why));
        Some(explain::quoted(says))
    }

    /// The standard that it works on, where it is suggested for its place alone: what is asked for is a level on one.
    fn what_for(&self, one: &Suggestion) -> Option<Phrase> {
        if !matches!(one.why, Why::Next | Why::Required | Why::Asked) {
            return None;
        }
        let id = self.activity(one.ix)?.more.standards.first()?;
        let mut all = self.edition.board.standards.iter();
        let title = self.text(&all.find(|it| it.id == *id)?.title);
        (!title.is_empty()).then(|| Phrase::new("step-standard").with("standard", Arg::Text(title)))
    }

    /// The survey; without questions where the board has none.
    #[inline(never)]
    pub fn survey(&self) -> SurveyView {
        let known = self.progress.interests();
        let answers = known.map_or(&[][..], |known| &known.answers);
        let book = self.notebook.as_ref();
        let under_way = book.map_or(&[][..], |book| &book.ticked);
        let questions = self.edition.board.survey.iter().map(|question| {
            let mut newest = under_way.iter().chain(answers);
            let ticked = newest.find(|(of, _)| *of == question.id);
            let ticked = ticked.map_or(&[][..], |(_, tags)| tags);
            let option = |(tag, says): &(String, Text)| {
                let says = if says.is_empty() {
                    tag.clone()
                } else {
                    self.text(says)
                };
                (tag.clone(), says, ticked.contains(tag))
            };
            AskedView {
                id: question.id.clone(),
                title: self.text(&question.title),
                options: question.options.iter().map(option).collect(),
            }
        });
        SurveyView {
            open: !self.readonly,
            questions: questions.collect(),
        }
    }

    /// Stars, and what next, of an activity that counts or is done; nothing where the board is only looked at.
    #[inline(never)]
    pub(super) fn after(&self, ix: Ix, standing: &Standing) -> Option<Box<AfterView>> {
        let free = self.edition.place(ix).is_none_or(|place| place.free);
        if self.readonly || free {
            return None;
        }
        let progress = &self.progress;
        let mut next = Vec::new();
        if !progress.is_complete() {
            next = suggest(progress, 1, Some(ix));
        }
        let next = next.first().map(|one| {
            Phrase::new("next-after")
                .with("activity", Arg::Activity(one.ix))
                .with("why", Arg::Phrase(one.why.says(progress, &self.language)))
        });
        // What counts from its choice on has not been met yet.
        let is_done = matches!(standing.state, State::Done | State::Waiting);
        let stars = progress.work(ix).and_then(|work| work.stars);
        let stars = is_done.then(|| stars.unwrap_or_default());
        (stars.is_some() || next.is_some()).then(|| Box::new(AfterView { stars, next }))
    }

    /// What has grown.
    #[inline(never)]
    pub fn growth(&self) -> GrowthView {
        let growth = growth(&self.progress, &self.log);
        let facts = growth.facts.into_iter();
        GrowthView {
            sums: growth.sums,
            facts: facts
                .map(|(at, says)| {
                    let when = Phrase::new("panel-when").with("date", Arg::Date(at, false));
                    (when, says)
                })
                .collect(),
        }
    }

    /// A tile that is still to be done has a tag that was ticked in the survey.
    #[inline(never)]
    pub(super) fn is_for_you(&self, ix: Ix, standing: &Standing) -> bool {
        !standing.is_over() && self.progress.fits_interests(ix)
    }
}
