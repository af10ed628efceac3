//! The questions of an activity's quick check, what was answered, and what came of it.

use crate::board::{Activity, Answer, Check, CheckQuestion, QuestionKind};
use crate::progress::check::{self, Answers, CHECK, Given};
use crate::progress::{Fact, Work};
use crate::rules::Ix;
use crate::session::opened::Opened;
use crate::session::view::{MarkView, OptionView, QuestionView, QuizView, Right};
use crate::words::Phrase;

impl Opened {
    /// What has been answered in the try that is under way, or in the last one.
    pub fn answers(&self, ix: Ix, work: &Work) -> Answers {
        let draft = self.drafts.text(ix, CHECK, work);
        Answers::read(&draft).unwrap_or(Answers::of(work.tries + 1))
    }

    /// The check as the panel shows it.
    #[inline(never)]
    pub(super) fn quiz(
        &self,
        ix: Ix,
        activity: &Activity,
        check: &Check,
        work: &Work,
    ) -> Option<Box<QuizView>> {
        let answers = self.answers(ix, work);
        let is_over = answers.attempt <= work.tries;
        let passed = self.progress.standing(ix).is_some_and(|at| at.passed);
        let fact = Fact::Answer { score: None };
        let may = !self.readonly && self.progress.may(ix, &fact).is_ok();
        let open = may && !is_over;
        let begun = Answers::read(&self.drafts.text(ix, CHECK, work)).is_some();
        // The result came from elsewhere, or nothing can be answered now.
        if !is_over && (!may || passed && !begun) {
            let says = (!passed).then(|| Phrase::new("panel-check"))?;
            return Some(Box::new(QuizView {
                says: Some(says),
                ..QuizView::default()
            }));
        }
        let all = check::questions(check, answers.attempt, &activity.id);
        let questions = all.into_iter().filter_map(|at| {
            let question = check.questions.get(at)?;
            Some(self.question(question, at, check, &answers, &activity.id, is_over))
        });
        let tries = check.attempts.map(|most| most.saturating_sub(work.tries));
        let missing = check::missing(check, &answers, &activity.id);
        let last = work.scores.last().map_or(0.0, |(_, score)| *score);
        Some(Box::new(QuizView {
            questions: questions.collect(),
            attempt: answers.attempt,
            result: is_over.then(|| match last >= check.pass {
                true => Phrase::new("check-passed").n("n", last),
                false if passed => Phrase::new("check-passed-before")
                    .n("n", last)
                    .n("best", work.best().unwrap_or(last)),
                false => Phrase::new("check-failed")
                    .n("n", last)
                    .n("pass", check.pass),
            }),
            passed,
            says: tries.map(|left| Phrase::new("check-tries").n("n", left)),
            open,
            again: may && is_over && last < 100.0,
            to_go: (open && missing > 0).then(|| Phrase::new("check-to-go").n("n", missing as u32)),
        }))
    }

    fn question(
        &self,
        question: &CheckQuestion,
        at: usize,
        check: &Check,
        answers: &Answers,
        activity: &str,
        is_over: bool,
    ) -> QuestionView {
        let given = check::given(question, at, answers, activity);
        let option = |text| OptionView {
            value: check::word(text).to_owned(),
            says: self.text(text),
        };
        let answer = |at: usize| question.answers.get(at).map(|a: &Answer| option(&a.text));
        let options = match question.kind {
            QuestionKind::Choice | QuestionKind::Choices | QuestionKind::Order => {
                check::offered(question, at, check.shuffle, answers.attempt, activity)
                    .into_iter()
                    .filter_map(answer)
                    .collect()
            }
            QuestionKind::Match => (0..question.answers.len()).filter_map(answer).collect(),
            _ => Vec::new(),
        };
        let sides = match question.kind {
            QuestionKind::Match => check::sides(question, at, answers.attempt, activity)
                .into_iter()
                .filter_map(|at| question.matches.get(at).map(option))
                .collect(),
            _ => Vec::new(),
        };
        let mark = is_over.then(|| {
            let said = check::feedback(question, given.as_ref());
            MarkView {
                right: check::mark(question, given.as_ref()).map(|part| match part {
                    1.0.. => Right::Yes,
                    part if part > 0.0 => Right::Partly,
                    _ => Right::No,
                }),
                says: said.into_iter().map(|text| self.text(text)).collect(),
            }
        });
        QuestionView {
            key: check::key(question, at),
            kind: question.kind,
            says: self.text(&question.text),
            options,
            sides,
            given: given.unwrap_or_else(|| Given::Many(Vec::new())),
            mark: mark.filter(|mark| mark.right.is_some() || !mark.says.is_empty()),
        }
    }
}
