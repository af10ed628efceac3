//! The next try at a check: what was right stays, and what was not is answered anew.

use super::{Answers, Given, given, key, mark, name};
use crate::board::{Check, QuestionKind};

/// Makes of the answers of one try those with which the next one begins.
///
/// What was wholly right stays. Of pairs, those that were right stay, for each is an answer by itself. An order stands as it was left: there is
/// nothing to empty, and to shuffle it would take back what is in its place. Anything else is empty again; of several choices no part stays, for the
/// right ones that stood there alone would be half of the answer. What cannot be wrong stays.
pub fn retry(check: &Check, answers: &mut Answers, from: &str, language: &str, attempt: u32) {
    for (at, question) in check.questions.iter().enumerate() {
        let now = given(question, at, answers, from);
        let Some(part) = mark(question, now.as_ref(), language) else {
            continue;
        };
        let key = key(question, at);
        match (question.kind, now) {
            // An order that nobody moved was drawn for this try: it is said in words before the next one draws another.
            (kind, Some(now)) if part >= 1.0 || kind == QuestionKind::Order => {
                answers.give(&key, now);
            }
            (QuestionKind::Match, Some(Given::Many(mut sides))) => {
                for (side, right) in sides.iter_mut().zip(&question.matches) {
                    if side != name(right) {
                        side.clear();
                    }
                }
                answers.give(&key, Given::Many(sides));
            }
            _ => answers.take_back(&key),
        }
    }
    answers.again(attempt);
}
