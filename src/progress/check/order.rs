//! In which order questions, answers and right sides are offered. It is drawn from a text, `from`, that names the learner (or a guest's work) and the activity: the same at
//! every look and on every device, and another one for whoever sits beside.

use super::{key, name};
use crate::board::{Check, CheckQuestion, QuestionKind};

/// In which order answers are offered: indices. Items to be ordered never stand in the right order.
pub fn offered(
    question: &CheckQuestion,
    at: usize,
    shuffle: bool,
    attempt: u32,
    from: &str,
) -> Vec<usize> {
    let seed = [from, &key(question, at)].concat();
    let mut all: Vec<usize> = (0..question.answers.len()).collect();
    if shuffle {
        shuffled(&mut all, &seed, attempt);
    }
    if question.kind == QuestionKind::Order {
        let texts = |at: &usize| question.answers.get(*at).map(name);
        let right: Vec<_> = (0..all.len()).map(|at| texts(&at)).collect();
        // Equal items cannot be told apart: of all turns, one that reads otherwise.
        for _ in 0..all.len() {
            if all.iter().map(texts).ne(right.iter().copied()) {
                break;
            }
            all.rotate_left(1);
        }
    }
    all
}

/// In which order the right sides of pairs are offered: indices, each once, for the same words are the same side.
pub fn sides(question: &CheckQuestion, at: usize, attempt: u32, from: &str) -> Vec<usize> {
    let seed = [from, &key(question, at), ":"].concat();
    let mut all: Vec<usize> = Vec::new();
    for (at, side) in question.matches.iter().enumerate() {
        let known = |other: &usize| question.matches.get(*other).map(name) == Some(name(side));
        if !all.iter().any(known) {
            all.push(at);
        }
    }
    shuffled(&mut all, &seed, attempt);
    if all.is_sorted() && all.len() > 1 {
        all.rotate_left(1);
    }
    all
}

/// In which order the questions are asked: indices.
pub fn questions(check: &Check, attempt: u32, from: &str) -> Vec<usize> {
    let mut all: Vec<usize> = (0..check.questions.len()).collect();
    if check.shuffle {
        shuffled(&mut all, from, attempt);
    }
    all
}

/// Fisher and Yates' shuffle, by numbers drawn from the text and the try (FNV-1a, then Vigna's splitmix64).
fn shuffled<T>(all: &mut [T], seed: &str, attempt: u32) {
    let mut state = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    state = state.wrapping_add(u64::from(attempt));
    for last in (1..all.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = state;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        drawn ^= drawn >> 31;
        all.swap(last, (drawn % (last as u64 + 1)) as usize);
    }
}
