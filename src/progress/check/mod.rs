//! A quick check as a learner takes it: what was answered, in which order things are offered, what it comes to.
//!
//! Answers are kept by their words and not by their places: a teacher may move them while somebody is at work. The order is drawn from the
//! learner, the activity, the question and the try, so that loading the page anew changes nothing and no two learners can call out numbers to each other.

mod answers;
mod mark;
mod number;
mod order;
mod retry;
#[cfg(test)]
mod tests;

use crate::board::{Answer, CheckQuestion, Text};

pub use answers::{
    Answers, CHECK, CHECKED, Given, given, is_answered, missing, spell_out, unanswered,
};
pub use mark::{feedback, mark, score};
pub(crate) use number::decimal;
pub use order::{offered, questions, sides};
pub use retry::retry;

/// What a question's answer is kept under: its id, or its place where it has none.
pub fn key(question: &CheckQuestion, at: usize) -> String {
    match question.id.is_empty() {
        true => format!("#{}", at + 1),
        false => question.id.clone(),
    }
}

/// The words that an answer is kept by.
pub fn word(text: &Text) -> &str {
    // No language has this tag: the first.
    text.get("")
}

/// The words that stand for one of several answers: its own, or those for its picture.
pub fn name(answer: &Answer) -> &str {
    let own = word(&answer.text);
    match &answer.image {
        Some(image) if own.is_empty() => match word(&image.alt) {
            // Whichever folder the board lies in.
            "" => image.src.rsplit('/').next().unwrap_or_default(),
            alt => alt,
        },
        _ => own,
    }
}
