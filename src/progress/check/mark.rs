//! How much of an answer is right, what is said to it, and what a check comes to.

use unicode_normalization::UnicodeNormalization;

use super::number::number;
use super::{Answers, Given, given, name};
use crate::board::{Check, CheckQuestion, QuestionKind, Text};

/// How much of a question is right, from 0 to 1; nothing where there is no right and wrong.
///
/// One answer is right or not. Several choices: the right ones less the wrong ones, of all that are right. An order: the items at their
/// place; pairs: the pairs that are right. What a number means is said by the board's language.
pub fn mark(question: &CheckQuestion, given: Option<&Given>, language: &str) -> Option<f64> {
    let whole = |right: bool| Some(f64::from(u8::from(right)));
    let share = |part: usize, of: usize| Some(part as f64 / of.max(1) as f64);
    let answers = &question.answers;
    let words = answers.iter().map(name);
    match (question.kind, given) {
        (QuestionKind::Confidence, _) => None,
        (QuestionKind::Choice, Some(Given::One(chosen))) => {
            let mut all = answers.iter();
            whole(all.any(|answer| answer.correct && name(answer) == chosen))
        }
        (QuestionKind::Choices, Some(Given::Many(chosen))) => {
            let picked = |right: bool| {
                let all = answers.iter().filter(|answer| answer.correct == right);
                all.filter(|answer| chosen.iter().any(|one| one == name(answer)))
                    .count()
            };
            let of = answers.iter().filter(|answer| answer.correct).count();
            share(picked(true).saturating_sub(picked(false)), of)
        }
        (QuestionKind::TrueFalse, Some(Given::One(said))) => whole(
            question
                .truth
                .is_some_and(|truth| *said == truth.to_string()),
        ),
        (QuestionKind::Number, Some(Given::One(typed))) => {
            let near = |found: f64, right: f64| {
                let slack = question.tolerance + 1e-9 * right.abs().max(1.0);
                (found - right).abs() <= slack
            };
            let right = question.number;
            let found = number(typed, language);
            whole(
                right
                    .zip(found)
                    .is_some_and(|(right, found)| near(found, right)),
            )
        }
        (QuestionKind::Text | QuestionKind::Gap, Some(Given::One(typed))) => {
            whole(accepted(question, typed).is_some())
        }
        (QuestionKind::Order, Some(Given::Many(order))) => {
            let at_place = words.zip(order).filter(|(right, found)| right == found);
            share(at_place.count(), answers.len())
        }
        (QuestionKind::Match, Some(Given::Many(sides))) => {
            let rights = question.matches.iter().map(name);
            let pairs = rights.zip(sides).filter(|(right, found)| right == found);
            share(pairs.count(), answers.len())
        }
        _ => whole(false),
    }
}

/// What is said to an answer: of those that were chosen or typed, in the board's order.
pub fn feedback<'a>(question: &'a CheckQuestion, given: Option<&Given>) -> Vec<&'a Text> {
    let mut said: Vec<&Text> = Vec::new();
    let chosen = |text: &str| match given {
        Some(Given::One(one)) => one == text,
        Some(Given::Many(many)) => many.iter().any(|one| one == text),
        None => false,
    };
    match (question.kind, given) {
        (QuestionKind::Choice | QuestionKind::Choices, _) => {
            let all = question.answers.iter();
            let all = all.filter(|answer| chosen(name(answer)));
            said.extend(all.map(|answer| &answer.feedback));
        }
        (QuestionKind::Text | QuestionKind::Gap, Some(Given::One(typed))) => {
            let found = accepted(question, typed).and_then(|at| question.answers.get(at));
            said.extend(found.map(|answer| &answer.feedback));
        }
        _ => {}
    }
    said.push(&question.feedback);
    said.retain(|text| !text.is_empty());
    said
}

/// What a check comes to, in percent: each question weighs its points. Where nothing can be wrong, having answered is everything.
pub fn score(check: &Check, answers: &Answers, from: &str, language: &str) -> f64 {
    let mut all = 0.0;
    let mut earned = 0.0;
    for (at, question) in check.questions.iter().enumerate() {
        let given = given(question, at, answers, from);
        if let Some(part) = mark(question, given.as_ref(), language) {
            let weight = question.points.number();
            all += weight;
            earned += weight * part;
        }
    }
    // Two decimals: thirds of a hundred are nobody's wish.
    match all > 0.0 {
        true => (earned / all * 1e4).round() / 1e2,
        false => 100.0,
    }
}

/// Which accepted answer was typed.
fn accepted(question: &CheckQuestion, typed: &str) -> Option<usize> {
    let fold = |text: &str| folded(text, question.fold_case, question.fold_accents);
    let typed = fold(typed);
    question.answers.iter().position(|answer| {
        // In whichever of the board's languages.
        let mut texts = match &answer.text {
            Text::Plain(text) => vec![&**text],
            Text::Several(several) => several.iter().map(|(_, text)| &**text).collect(),
        };
        texts.retain(|text| !text.trim().is_empty());
        texts.into_iter().any(|text| fold(text) == typed)
    })
}

/// A text without what does not matter in it. Blanks around and twice in a row never do, nor whether an accent is written with its letter or
/// after it.
fn folded(text: &str, case: bool, accents: bool) -> String {
    let blanks: Vec<&str> = text.split_whitespace().collect();
    // Telephones type the curved one.
    let text = blanks.join(" ").replace(['’', '‘'], "'");
    let text = if case { text.to_lowercase() } else { text };
    text.nfd()
        .filter(|sign| !accents || !is_accent(*sign))
        .collect()
}

/// Marks on letters: of Latin, Greek and Cyrillic, the vowels of Hebrew and of Arabic.
fn is_accent(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}
