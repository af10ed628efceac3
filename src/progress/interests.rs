//! What a learner likes: the newest answer to each question of the survey, and the stars given to activities. Answers highlight, and
//! the next suggestion looks at them; nothing is ever hidden by them, and no rule knows of them.
//!
//! Nobody has any before the first such event: a log of ordinary acts takes no room here.

use super::fold::Progress;
use crate::rules::Ix;

/// So many stars say that one would like more of it.
pub(super) const LIKED: u32 = 4;

/// What was answered.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Interests {
    /// By the id of a question: the tags ticked there, as they were answered last.
    pub answers: Vec<(String, Vec<String>)>,
    /// Tags that were ticked and that the board's survey still offers: sorted, each once.
    pub tags: Vec<String>,
}

/// The same, and whether something in it is new since that was last asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    interests: Interests,
    is_new: bool,
}

impl Progress {
    /// What was answered; nothing where nobody has answered or rated anything.
    pub fn interests(&self) -> Option<&Interests> {
        self.interests.as_ref().map(|kept| &kept.interests)
    }

    /// Whether the survey was answered, or taken back, since this was last asked.
    #[inline(never)]
    pub fn are_interests_new(&mut self) -> bool {
        let kept = self.interests.as_mut();
        kept.is_some_and(|kept| std::mem::take(&mut kept.is_new))
    }

    /// An activity has a tag that was ticked in the survey.
    #[inline(never)]
    pub fn fits_interests(&self, ix: Ix) -> bool {
        let liked = self.interests().map_or(&[][..], |known| &known.tags);
        let tags = self
            .activity(ix)
            .map_or(&[][..], |activity| &activity.more.tags);
        tags.iter().any(|tag| liked.binary_search(tag).is_ok())
    }

    /// Takes in an answer: of each question in it, it is the newest.
    #[inline(never)]
    pub(super) fn answer_survey(&mut self, answers: &[(String, Vec<String>)]) {
        if answers.is_empty() {
            return;
        }
        let kept = self.interests.get_or_insert_default();
        kept.is_new = true;
        let known = &mut kept.interests;
        for (question, tags) in answers {
            match known.answers.iter_mut().find(|(of, _)| of == question) {
                Some((_, before)) => before.clone_from(tags),
                None => known.answers.push((question.clone(), tags.clone())),
            }
        }
        // In the order of the ids: whoever answers in another order has answered the same.
        known.answers.sort();
        let survey = &self.edition.board.survey;
        let mut tags: Vec<String> = survey
            .iter()
            .flat_map(|question| {
                let of = |(id, _): &&(String, Vec<String>)| *id == question.id;
                let ticked = known.answers.iter().find(of);
                let ticked = ticked.map_or(&[][..], |(_, tags)| tags);
                let offered = question.options.iter().map(|(tag, _)| tag);
                offered.filter(|tag| ticked.contains(tag)).cloned()
            })
            .collect();
        tags.sort_unstable();
        tags.dedup();
        known.tags = tags;
    }

    /// Takes in stars; others than one to five count for nothing.
    #[inline(never)]
    pub(super) fn rate(&mut self, ix: Ix, stars: u32) {
        if (1..=5).contains(&stars) {
            self.interests.get_or_insert_default();
            self.change(ix, |work| work.stars = Some(stars));
        }
    }

    /// A reset of everything. (That of one activity takes back its stars with all else that was done in it.)
    #[inline(never)]
    pub(super) fn forget_interests(&mut self, everything: bool) {
        if let Some(kept) = self.interests.as_mut().filter(|_| everything) {
            kept.is_new = true;
            kept.interests = Interests::default();
        }
    }
}
