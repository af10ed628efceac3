//! The questions of an activity's quick check, what was answered, and what came of it.

use crate::board::{Activity, Answer, Check, CheckQuestion, QuestionKind};
use crate::progress::check::{self, Answers, CHECK, Given};
use crate::progress::{Fact, Work};
use crate::rules::Ix;
use crate::session::opened::Opened;
use crate::session::view::{MarkView, OptionView, QuestionView, QuizView, Right, SURE, SureView};
use crate::words::{Arg, Phrase};

impl Opened {
    /// What has been answered in the try that is under way, or in the last one.
    pub fn answers(&self, ix: Ix, work: &Work) -> Answers {
        let draft = self.drafted(ix, CHECK, work);
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
        let passed = self.progress.standing(ix).is_some_and(|at| at.passed);
        let fact = Fact::Answer { score: None };
        let may = !self.readonly && self.progress.may(ix, &fact).is_ok();
        let begun = Answers::read(&self.drafted(ix, CHECK, work)).is_some();
        // Nothing is asked for now.
        let closed = !may || passed && !begun;
        // Of a result that came from elsewhere without its answers, as out of a package's small room, what it was is said all the same.
        let from_elsewhere = closed && !begun && !work.scores.is_empty();
        let is_over = answers.attempt <= work.tries || from_elsewhere;
        let open = may && !is_over;
        if !is_over && closed {
            let says = (!passed).then(|| Phrase::new("panel-check"))?;
            return Some(Box::new(QuizView {
                says: Some(says),
                ..QuizView::default()
            }));
        }
        let last = work.scores.last().map_or(0.0, |(_, score)| *score);
        // Marks are made from the answers that the result was made from, and only while these still come to it: otherwise they would contradict it.
        let judged = work.answered();
        let then = judged
            .as_ref()
            .and_then(|judged| self.drawn_then(check, judged, &activity.id, last));
        let judged = judged.filter(|_| !is_over || then.is_some());
        let now = self.drawn_from(&activity.id);
        let then = then.unwrap_or_else(|| now.clone());
        let from = if is_over { &then } else { &now };
        let shown = match is_over {
            true => judged.as_ref(),
            false => Some(&answers),
        };
        let all = shown.map(|shown| check::questions(check, shown.attempt, from));
        let questions = all.into_iter().flatten().filter_map(|at| {
            let asked = Asked {
                question: check.questions.get(at)?,
                at,
                shuffle: check.shuffle,
                from,
                before: judged.as_ref().filter(|_| !is_over).zip(Some(&then)),
                is_over,
            };
            Some(self.question(&asked, shown?))
        });
        let tries = check.attempts.map(|most| most.saturating_sub(work.tries));
        let stands = |question: &QuestionView| question.key == answers.at;
        let questions: Vec<QuestionView> = questions.collect();
        let at = questions.iter().position(stands).unwrap_or_default();
        let missing = check::missing(check, &answers, from);
        Some(Box::new(QuizView {
            unmarked: (is_over && judged.is_none()).then(|| Phrase::new("check-unmarked")),
            questions,
            attempt: answers.attempt,
            result: is_over.then(|| match last >= check.pass {
                // Where anything passes, passing says nothing.
                true if check.pass <= 0.0 => Phrase::new("check-came-to").n("n", last.floor()),
                true => Phrase::new("check-passed").n("n", last.floor()),
                false if passed => Phrase::new("check-passed-before")
                    .n("n", last.floor())
                    .n("best", work.best().unwrap_or(last).floor()),
                false => Phrase::new("check-failed")
                    // Rounded down: 59.9 is not the 60 that are needed.
                    .n("n", last.floor())
                    .n("pass", check.pass),
            }),
            // Where nothing has to be reached, only all of it is a reason for joy.
            passed: (check.pass > 0.0 || last >= 100.0).then_some(passed),
            says: tries.map(|left| Phrase::new("check-tries").n("n", left)),
            open,
            again: may && is_over && last < 100.0,
            at: (check.one_by_one && !is_over).then_some(at),
            // Of answers that are not here it is not asked how sure one was.
            sure: (check.confidence && !from_elsewhere).then(|| self.sure(&answers, is_over)),
            to_go: (open && missing > 0).then(|| Phrase::new("check-to-go").n("n", missing as u32)),
        }))
    }

    /// Where an item that was moved stands now: "Evaporation: place 2 of 4."
    #[inline(never)]
    pub fn moved(&self, ix: Ix, key: &str, order: &[String], place: u32) -> Option<Phrase> {
        let check = self.activity(ix)?.more.check.as_ref()?;
        let mut all = check.questions.iter().enumerate();
        let (_, question) = all.find(|(at, question)| check::key(question, *at) == key)?;
        let value = order.get(place as usize)?;
        let mut answers = question.answers.iter();
        let item = answers.find(|answer| check::name(answer) == value)?;
        Some(
            Phrase::new("say-place")
                .with("title", Arg::Text(self.option(item).name()))
                .n("n", f64::from(place) + 1.0)
                .n("all", order.len() as f64),
        )
    }

    fn option(&self, answer: &Answer) -> OptionView {
        let image = answer.image.as_ref();
        OptionView {
            value: check::name(answer).to_owned(),
            says: self.text(answer.drawn.as_deref().unwrap_or(&answer.text)),
            image: image.map(|image| (image.src.clone(), self.text(&image.alt))),
        }
    }

    /// Questions come one at a time.
    pub fn shows_one(&self, ix: Ix) -> bool {
        let check = self.activity(ix).and_then(|of| of.more.check.as_ref());
        check.is_some_and(|check| check.one_by_one)
    }

    fn sure(&self, answers: &Answers, is_over: bool) -> SureView {
        let words = |level: Option<u8>| {
            let key = SURE.get(usize::from(level?).checked_sub(1)?)?;
            Some(Arg::Phrase(Phrase::new(key)))
        };
        let (before, after) = (words(answers.before), words(answers.after));
        let says = match (before, after) {
            (Some(before), Some(after)) => Some(
                Phrase::new("check-sure-both")
                    .with("before", before)
                    .with("after", after),
            ),
            (Some(before), None) => Some(Phrase::new("check-sure-before").with("before", before)),
            (None, after) => {
                after.map(|after| Phrase::new("check-sure-after").with("after", after))
            }
        };
        SureView {
            chosen: match is_over {
                true => answers.after,
                false => answers.before,
            },
            after: is_over,
            open: !self.readonly,
            says: says.filter(|_| is_over),
        }
    }

    fn question(&self, asked: &Asked, answers: &Answers) -> QuestionView {
        let &Asked {
            question, at, from, ..
        } = asked;
        let given = check::given(question, at, answers, from);
        let option = |at: usize| question.answers.get(at).map(|answer| self.option(answer));
        let options = match question.kind {
            QuestionKind::Choice | QuestionKind::Choices | QuestionKind::Order => {
                check::offered(question, at, asked.shuffle, answers.attempt, from)
                    .into_iter()
                    .filter_map(option)
                    .collect()
            }
            QuestionKind::Match => (0..question.answers.len()).filter_map(option).collect(),
            _ => Vec::new(),
        };
        let sides = match question.kind {
            QuestionKind::Match => check::sides(question, at, answers.attempt, from)
                .into_iter()
                .filter_map(|at| question.matches.get(at))
                .map(|side| self.option(side))
                .collect(),
            _ => Vec::new(),
        };
        let mark = asked.is_over.then(|| {
            let said = check::feedback(question, given.as_ref());
            MarkView {
                right: self.part(question, given.as_ref()).map(|part| match part {
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
            before: asked
                .before
                .and_then(|(last, then)| self.before(asked, (last, then), given.as_ref())),
            given: given.unwrap_or_else(|| Given::Many(Vec::new())),
            mark: mark.filter(|mark| mark.right.is_some() || !mark.says.is_empty()),
        }
    }

    /// How much of a question is right.
    fn part(&self, question: &CheckQuestion, given: Option<&Given>) -> Option<f64> {
        check::mark(question, given, &self.edition.board.language)
    }

    /// What became of the answer of the last try in this one, and whether it was right.
    fn before(
        &self,
        asked: &Asked,
        (last, then): (&Answers, &String),
        now: Option<&Given>,
    ) -> Option<(bool, Phrase)> {
        let question = asked.question;
        let last = check::given(question, asked.at, last, then);
        let part = self.part(question, last.as_ref())?;
        if part >= 1.0 {
            return (now == last.as_ref()).then(|| (true, Phrase::new("check-kept")));
        }
        Some((
            false,
            match question.kind {
                QuestionKind::Order => Phrase::new("check-kept-order"),
                QuestionKind::Match if part > 0.0 => {
                    let pairs = (part * question.answers.len() as f64).round();
                    Phrase::new("check-kept-pairs").n("n", pairs)
                }
                _ => Phrase::new("check-anew"),
            },
        ))
    }
}

/// A question where it stands in its check.
struct Asked<'a> {
    question: &'a CheckQuestion,
    at: usize,
    shuffle: bool,
    /// What the order is drawn from.
    from: &'a str,
    /// The answers of the last try, while another one is under way, and what their order was drawn from.
    before: Option<(&'a Answers, &'a String)>,
    is_over: bool,
}
