//! The quick check of an activity: its questions and their answers.

use super::Reader;
use crate::board::code;
use crate::board::document::{Node, Value};
use crate::board::finding::Finding;
use crate::board::model::{Answer, Check, CheckQuestion, QuestionKind};
use crate::rules::Points;

pub(in crate::board) const QUESTION_KINDS: [(&str, QuestionKind); 9] = [
    ("choice", QuestionKind::Choice),
    ("choices", QuestionKind::Choices),
    ("true_false", QuestionKind::TrueFalse),
    ("number", QuestionKind::Number),
    ("text", QuestionKind::Text),
    ("order", QuestionKind::Order),
    ("match", QuestionKind::Match),
    ("gap", QuestionKind::Gap),
    ("confidence", QuestionKind::Confidence),
];
const CHECK: &[&str] = &[
    "questions",
    "pass",
    "attempts",
    "shuffle",
    "show",
    "confidence",
];
const QUESTION: &[&str] = &[
    "id",
    "kind",
    "text",
    "points",
    "answers",
    "matches",
    "answer",
    "tolerance",
    "fold",
    "feedback",
];
const ANSWER: &[&str] = &["text", "image", "correct", "feedback"];
/// Of the right side of a pair nothing is to be said by itself.
const SIDE: &[&str] = &["text", "image"];

/// Percent that passes where the board does not say: "proficient" on the default scale.
const PASS: f64 = 70.0;

impl Reader<'_> {
    pub fn check(&mut self, node: &Node) -> Check {
        let mut check = Check {
            pass: PASS,
            ..Check::default()
        };
        let mut has_questions = false;
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "questions" => {
                    has_questions = true;
                    let items = self.list(node);
                    check.questions = items.iter().map(|item| self.question(item)).collect();
                    self.unique(
                        items,
                        check.questions.iter().map(|question| question.id.as_str()),
                    );
                    if items.is_empty() {
                        self.note(Finding::new(code::EMPTY, node.at));
                    }
                }
                "pass" => check.pass = self.percent(node).unwrap_or(PASS),
                "attempts" => check.attempts = self.whole(node, 1, 1_000),
                "shuffle" => check.shuffle = self.flag(node),
                "show" => {
                    check.one_by_one = self.word(node, &[("all", false), ("one", true)], false);
                }
                "confidence" => check.confidence = self.flag(node),
                _ => self.unknown(member, CHECK),
            }
        }
        if !has_questions {
            self.missing(node.at, "questions");
        }
        check
    }

    fn question(&mut self, node: &Node) -> CheckQuestion {
        let mut question = CheckQuestion {
            points: Points::whole(1),
            fold_case: true,
            ..CheckQuestion::default()
        };
        let mut answer = None;
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => question.id = self.id(node),
                "kind" => question.kind = self.word(node, &QUESTION_KINDS, QuestionKind::Choice),
                "text" => question.text = self.text(node),
                "points" => question.points = self.points(node).unwrap_or_default(),
                "answers" => {
                    let items = self.list(node);
                    question.answers = items.iter().map(|item| self.answer(item, ANSWER)).collect();
                }
                "matches" => {
                    let items = self.list(node);
                    question.matches = items.iter().map(|item| self.answer(item, SIDE)).collect();
                }
                "answer" => answer = Some(node),
                "tolerance" => question.tolerance = self.amount(node).unwrap_or_default(),
                "fold" => self.fold(&mut question, node),
                "feedback" => question.feedback = self.text(node),
                _ => self.unknown(member, QUESTION),
            }
        }
        if let Some(answer) = answer {
            match question.kind {
                QuestionKind::TrueFalse => question.truth = Some(self.flag(answer)),
                QuestionKind::Number => question.number = self.number(answer, f64::MIN, f64::MAX),
                _ => question.answers.push(Answer {
                    correct: true,
                    ..self.answer(answer, ANSWER)
                }),
            }
        }
        question
    }

    /// An answer, or the right side of a pair, with the fields that it may have.
    fn answer(&mut self, node: &Node, fields: &'static [&'static str]) -> Answer {
        let mut answer = Answer::default();
        let is_object = matches!(node.value, Value::Object(_));
        // A text map has languages for fields; an answer has `text` or a picture.
        let has = |name| self.document.find(node, name).is_some();
        if !is_object || !(has("text") || has("image")) {
            answer.text = self.text(node);
            return answer;
        }
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                key if !fields.contains(&key) => self.unknown(member, fields),
                "text" => answer.text = self.text(node),
                "image" => answer.image = Some(Box::new(self.image(node))),
                "correct" => answer.correct = self.flag(node),
                _ => answer.feedback = self.text(node),
            }
        }
        // Then the picture is the answer, and does not only decorate.
        let alone = answer.image.as_ref().filter(|_| answer.text.is_empty());
        let image = self.document.find(node, "image");
        let alt = image.and_then(|image| self.document.find(image, "alt"));
        if let (Some(alone), Some(alt)) = (alone, alt)
            && alone.alt.is_empty()
        {
            self.nameless(alt);
        }
        answer
    }

    /// What does not matter in a written answer. Case does not, unless the list leaves it out.
    fn fold(&mut self, question: &mut CheckQuestion, node: &Node) {
        question.fold_case = false;
        for item in self.list(node) {
            let accents = self.word(item, &[("case", false), ("accents", true)], false);
            question.fold_case |= !accents;
            question.fold_accents |= accents;
        }
    }
}
