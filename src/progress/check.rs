//! A quick check as a learner takes it: what was answered, in which order things are offered, what it comes to.
//!
//! Answers are kept by their words and not by their places: a teacher may move them while somebody is at work. The order is drawn from the
//! activity, the question and the try, so that loading the page anew changes nothing.

use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::board::{Answer, Check, CheckQuestion, QuestionKind, Text};
use crate::words::write_json;

/// Kind of the draft that holds what has been answered.
pub const CHECK: &str = "check";

/// What was answered to one question. Words are those of the board's first language; of `true_false`, `true` or `false`; of
/// `confidence`, `1` to `5`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// One answer, or what was typed.
    One(String),
    /// Several: what was ticked, all items in an order, or the right side of each pair (empty: none yet).
    Many(Vec<String>),
}

/// What was answered in one try.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Answers {
    /// Which try they belong to, counted from 1.
    pub attempt: u32,
    given: Vec<(String, Given)>,
    /// The question that stands on the screen where they come one at a time, by its key; empty: the first.
    pub at: String,
    /// How sure one was before, from 1 to 5.
    pub before: Option<u8>,
    /// How sure one was after the result.
    pub after: Option<u8>,
}

impl Answers {
    /// Nothing answered yet.
    pub fn of(attempt: u32) -> Self {
        Answers {
            attempt,
            ..Answers::default()
        }
    }

    /// From the draft that holds them; nothing where it is none.
    pub fn read(draft: &str) -> Option<Self> {
        let draft: Value = serde_json::from_str(draft).ok()?;
        let given = draft.get("given")?.as_object()?.iter();
        let given = given.filter_map(|(key, value)| Some((key.clone(), one_or_many(value)?)));
        let sure = |name: &str| {
            let level = u8::try_from(draft.get(name)?.as_u64()?).ok()?;
            (1..=5).contains(&level).then_some(level)
        };
        Some(Answers {
            attempt: u32::try_from(draft.get("try")?.as_u64()?).ok()?,
            given: given.collect(),
            at: draft
                .get("at")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            before: sure("before"),
            after: sure("after"),
        })
    }

    /// The draft that holds them.
    pub fn write(&self) -> String {
        let given = self.given.iter().map(|(key, given)| {
            let value = match given {
                Given::One(text) => json!(text),
                Given::Many(texts) => json!(texts),
            };
            (key.clone(), value)
        });
        let given: Map<String, Value> = given.collect();
        let mut draft = Map::new();
        let mut put = |name: &str, value: Value| draft.insert(name.to_owned(), value);
        put("try", self.attempt.into());
        put("given", given.into());
        if !self.at.is_empty() {
            put("at", self.at.as_str().into());
        }
        for (name, level) in [("before", self.before), ("after", self.after)] {
            if let Some(level) = level {
                put(name, level.into());
            }
        }
        write_json(&Value::Object(draft))
    }

    /// The answers with which the next try begins: the last ones, and as sure as one was after them.
    pub fn again(&mut self, attempt: u32) {
        self.attempt = attempt;
        self.at.clear();
        self.before = self.after.take().or(self.before);
    }

    /// What was answered to a question.
    pub fn get(&self, key: &str) -> Option<&Given> {
        let found = self.given.iter().find(|(known, _)| known == key);
        found.map(|(_, given)| given)
    }

    /// Answers a question, or answers it otherwise.
    pub fn give(&mut self, key: &str, given: Given) {
        match self.given.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => *old = given,
            None => self.given.push((key.to_owned(), given)),
        }
    }
}

fn one_or_many(value: &Value) -> Option<Given> {
    if let Some(text) = value.as_str() {
        return Some(Given::One(text.to_owned()));
    }
    let texts = value.as_array()?.iter();
    let texts = texts.map(|text| text.as_str().map(str::to_owned));
    texts.collect::<Option<_>>().map(Given::Many)
}

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

/// Whether there is an answer at all. An order stands from the start, and nobody has to say how sure they are.
pub fn is_answered(question: &CheckQuestion, given: Option<&Given>) -> bool {
    match (question.kind, given) {
        (QuestionKind::Order | QuestionKind::Confidence, _) => true,
        (_, None) => false,
        (_, Some(Given::One(text))) => !text.trim().is_empty(),
        (QuestionKind::Match, Some(Given::Many(sides))) => {
            sides.len() >= question.answers.len() && sides.iter().all(|side| !side.is_empty())
        }
        (_, Some(Given::Many(texts))) => !texts.is_empty(),
    }
}

/// How much of a question is right, from 0 to 1; nothing where there is no right and wrong.
///
/// One answer is right or not. Several choices: the right ones less the wrong ones, of all that are right. An order: the items at their
/// place; pairs: the pairs that are right.
pub fn mark(question: &CheckQuestion, given: Option<&Given>) -> Option<f64> {
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
            whole(right.is_some_and(|right| numbers(typed).into_iter().any(|n| near(n, right))))
        }
        (QuestionKind::Text | QuestionKind::Gap, Some(Given::One(typed))) => {
            whole(accepted(question, typed).is_some())
        }
        (QuestionKind::Order, Some(Given::Many(order))) => {
            let at_place = words.zip(order).filter(|(right, found)| right == found);
            share(at_place.count(), answers.len())
        }
        (QuestionKind::Match, Some(Given::Many(sides))) => {
            let rights = question.matches.iter().map(word);
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
pub fn score(check: &Check, answers: &Answers, activity: &str) -> f64 {
    let mut all = 0.0;
    let mut earned = 0.0;
    for (at, question) in check.questions.iter().enumerate() {
        let given = given(question, at, answers, activity);
        if let Some(part) = mark(question, given.as_ref()) {
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

/// How many questions have no answer yet.
pub fn missing(check: &Check, answers: &Answers, activity: &str) -> usize {
    unanswered(check, answers, activity).len()
}

/// Keys of the questions that have no answer yet, in the order in which they are asked.
pub fn unanswered(check: &Check, answers: &Answers, activity: &str) -> Vec<String> {
    let asked = questions(check, answers.attempt, activity);
    let asked = asked.into_iter().filter_map(|at| {
        let question = check.questions.get(at)?;
        let given = given(question, at, answers, activity);
        (!is_answered(question, given.as_ref())).then(|| key(question, at))
    });
    asked.collect()
}

/// What was answered to a question; items that nobody has moved stand as they were offered. Words that the board no longer has are no answer.
pub fn given(
    question: &CheckQuestion,
    at: usize,
    answers: &Answers,
    activity: &str,
) -> Option<Given> {
    let found = answers.get(&key(question, at)).cloned();
    let is_answer = |one: &str| {
        let mut all = question.answers.iter();
        all.any(|answer| name(answer) == one)
    };
    let is_side = |one: &str| question.matches.iter().any(|text| word(text) == one);
    match (question.kind, found) {
        (QuestionKind::Order, _) => {}
        (QuestionKind::Choice, Some(Given::One(one))) => {
            return is_answer(&one).then_some(Given::One(one));
        }
        (QuestionKind::Choices, Some(Given::Many(mut all))) => {
            all.retain(|one| is_answer(one));
            return Some(Given::Many(all));
        }
        (QuestionKind::Match, Some(Given::Many(mut sides))) => {
            for side in &mut sides {
                if !is_side(side) {
                    side.clear();
                }
            }
            return Some(Given::Many(sides));
        }
        (_, found) => return found,
    }
    let found = answers.get(&key(question, at)).cloned();
    let offered = offered(question, at, true, answers.attempt, activity);
    let words = |all: &[usize]| -> Vec<String> {
        let all = all.iter().filter_map(|at| question.answers.get(*at));
        all.map(|answer| name(answer).to_owned()).collect()
    };
    let offered = words(&offered);
    let fits = |order: &[String]| {
        let sorted = |texts: &[String]| {
            let mut texts = texts.to_vec();
            texts.sort_unstable();
            texts
        };
        sorted(order) == sorted(&offered)
    };
    Some(match found {
        Some(Given::Many(order)) if fits(&order) => Given::Many(order),
        _ => Given::Many(offered),
    })
}

/// In which order answers are offered: indices. Items to be ordered never stand in the right order.
pub fn offered(
    question: &CheckQuestion,
    at: usize,
    shuffle: bool,
    attempt: u32,
    activity: &str,
) -> Vec<usize> {
    let seed = [activity, &key(question, at)].concat();
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

/// In which order the right sides of pairs are offered: indices, each text once.
pub fn sides(question: &CheckQuestion, at: usize, attempt: u32, activity: &str) -> Vec<usize> {
    let seed = [activity, &key(question, at), ":"].concat();
    let mut all: Vec<usize> = Vec::new();
    for (at, side) in question.matches.iter().enumerate() {
        let known = |other: &usize| question.matches.get(*other).map(word) == Some(word(side));
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
pub fn questions(check: &Check, attempt: u32, activity: &str) -> Vec<usize> {
    let mut all: Vec<usize> = (0..check.questions.len()).collect();
    if check.shuffle {
        shuffled(&mut all, activity, attempt);
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

/// The numbers that somebody may have meant: with a comma or a point before the decimals or between thousands, as a fraction, with the
/// digits of Arabic.
fn numbers(typed: &str) -> Vec<f64> {
    let plain = |sign: char| match sign {
        '\u{660}'..='\u{669}' => char::from_digit(sign as u32 - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(sign as u32 - 0x6f0, 10),
        '\u{66b}' => Some('.'),
        '−' | '–' => Some('-'),
        // Between thousands, in Arabic and in Swiss.
        '\u{66c}' | '’' | '\'' => None,
        sign => Some(sign),
    };
    let typed: String = typed.chars().filter_map(plain).collect();
    let parts: Vec<&str> = typed.split_whitespace().collect();
    // A whole and a fraction: 1 1/2.
    if let [whole, part] = parts.as_slice()
        && part.contains('/')
        && !part.starts_with(['-', '+'])
    {
        let sign = if whole.starts_with('-') { -1.0 } else { 1.0 };
        let part = numbers(part);
        let sum = |whole: &f64| {
            let whole = *whole;
            let sums = part.iter().map(move |part| whole + sign * part);
            sums.collect::<Vec<_>>()
        };
        return numbers(whole).iter().flat_map(sum).collect();
    }
    // Else a blank stands only between thousands.
    let is_group = |part: &&str| {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        digits == 3
    };
    if !parts.iter().skip(1).all(is_group) {
        return Vec::new();
    }
    let typed = parts.concat();
    let known = |text: &str| {
        let digits = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '-' | '+');
        // No "inf", and no "1e5".
        let parsed = text.parse().ok().filter(|n: &f64| n.is_finite());
        parsed.filter(|_| text.chars().all(digits))
    };
    if let Some((over, under)) = typed.split_once('/') {
        let parts = (known(over), known(under).filter(|under| *under != 0.0));
        return match parts {
            (Some(over), Some(under)) => vec![over / under],
            _ => Vec::new(),
        };
    }
    let decimal = match (typed.rfind(','), typed.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => typed.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => typed.replace(',', ""),
        _ => typed.replace(',', "."),
    };
    let thousands = [',', '.'].into_iter().find_map(|between| {
        let mut groups = typed.split(between);
        let first = groups.next()?.trim_start_matches(['-', '+']);
        let rest: Vec<&str> = groups.collect();
        let fits = (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && !rest.is_empty()
            && rest.iter().all(|group| group.len() == 3);
        fits.then(|| typed.replace(between, ""))
    });
    let mut all: Vec<f64> = known(&decimal).into_iter().collect();
    all.extend(thousands.and_then(|text| known(&text)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::read;

    fn check(questions: &str) -> Check {
        let board = format!(
            r#"{{ "choiceboard": 1, "id": "b", "title": "B", "activities": [ {{ "id": "a", "title": "A", "check": {{ "questions": [{questions}] }} }} ] }}"#
        );
        let board = read(board.as_bytes()).board.expect("a board");
        let activity = board.activities.into_iter().next().unwrap();
        activity.more.check.as_deref().unwrap().clone()
    }

    fn one(text: &str) -> Given {
        Given::One(text.to_owned())
    }

    fn many(texts: &[&str]) -> Given {
        Given::Many(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    /// Each kind of question by a table of answers, and how much of it each is worth.
    #[test]
    fn answers_are_worth_what_the_format_says() {
        let choice =
            r#"{ "kind": "choice", "answers": ["one", { "text": "two", "correct": true }] }"#;
        let choices = r#"{ "kind": "choices", "answers": [{ "text": "a", "correct": true }, { "text": "b", "correct": true }, "c", "d"] }"#;
        let truth = r#"{ "kind": "true_false", "answer": false }"#;
        let number = r#"{ "kind": "number", "answer": 1234.5, "tolerance": 0.5 }"#;
        let fraction = r#"{ "kind": "number", "answer": 0.75 }"#;
        let mixed = r#"{ "kind": "number", "answer": 1.5 }"#;
        let minus = r#"{ "kind": "number", "answer": -1.5 }"#;
        let half = r#"{ "kind": "number", "answer": 500 }"#;
        let french = r#"{ "kind": "text", "answers": ["l'eau"] }"#;
        let thousand = r#"{ "kind": "number", "answer": 1000 }"#;
        let exact = r#"{ "kind": "text", "answers": ["Zürich"], "fold": [] }"#;
        let folded = r#"{ "kind": "gap", "answers": ["El Niño", "corriente"], "fold": ["case", "accents"] }"#;
        let arabic = r#"{ "kind": "text", "answers": ["كِتَاب"], "fold": ["accents"] }"#;
        let order = r#"{ "kind": "order", "answers": ["1/3", "1/2", "3/4", "7/8"] }"#;
        let pairs = r#"{ "kind": "match", "answers": ["2/4", "4/6"], "matches": ["1/2", "2/3"] }"#;
        for (question, given, worth) in [
            (choice, one("two"), 1.0),
            (choice, one("one"), 0.0),
            (choice, one("three"), 0.0),
            (choices, many(&["a", "b"]), 1.0),
            (choices, many(&["a"]), 0.5),
            (choices, many(&["a", "b", "c"]), 0.5),
            (choices, many(&["a", "c"]), 0.0),
            (choices, many(&["c", "d"]), 0.0),
            (choices, many(&["a", "b", "c", "d"]), 0.0),
            (truth, one("false"), 1.0),
            (truth, one("true"), 0.0),
            (number, one("1234.5"), 1.0),
            (number, one(" 1.234,5 "), 1.0),
            (number, one("1,234.5"), 1.0),
            (number, one("1 234,0"), 1.0),
            (number, one("1233.9"), 0.0),
            (number, one("-1234.5"), 0.0),
            (number, one("١٢٣٤٫٥"), 1.0),
            (number, one("about 1234.5"), 0.0),
            (number, one("inf"), 0.0),
            (fraction, one("3/4"), 1.0),
            (fraction, one("0,75"), 1.0),
            (fraction, one(".75"), 1.0),
            (fraction, one("3/0"), 0.0),
            (mixed, one("1 1/2"), 1.0),
            (mixed, one("1,5"), 1.0),
            (mixed, one("3/2"), 1.0),
            (mixed, one("11/2"), 0.0),
            (mixed, one("1 5"), 0.0),
            (minus, one("-1 1/2"), 1.0),
            (minus, one("−1.5"), 1.0),
            (half, one("0.500"), 0.0),
            (half, one("5 00"), 0.0),
            (half, one("500"), 1.0),
            (thousand, one("1,000"), 1.0),
            (thousand, one("1.000"), 1.0),
            (thousand, one("1000"), 1.0),
            (exact, one("Zürich"), 1.0),
            // A composed and a decomposed letter are the same letter.
            (exact, one("Zu\u{308}rich"), 1.0),
            (exact, one("zürich"), 0.0),
            (exact, one("Zurich"), 0.0),
            (folded, one("  el  nino "), 1.0),
            (folded, one("CORRIENTE"), 1.0),
            (folded, one("el ninno"), 0.0),
            (french, one("L’eau"), 1.0),
            (arabic, one("كتاب"), 1.0),
            (order, many(&["1/3", "1/2", "3/4", "7/8"]), 1.0),
            (order, many(&["1/2", "1/3", "3/4", "7/8"]), 0.5),
            (order, many(&["7/8", "1/3", "1/2", "3/4"]), 0.0),
            (pairs, many(&["1/2", "2/3"]), 1.0),
            (pairs, many(&["1/2", ""]), 0.5),
            (pairs, many(&["2/3", "1/2"]), 0.0),
        ] {
            let check = check(question);
            let found = mark(&check.questions[0], Some(&given));
            assert_eq!(found, Some(worth), "{question} {given:?}");
            let mut answers = Answers::default();
            answers.give(&key(&check.questions[0], 0), given);
            assert_eq!(score(&check, &answers, "a"), worth * 100.0, "{question}");
        }
    }

    #[test]
    fn questions_weigh_their_points_and_confidence_nothing() {
        let check = check(
            r#"{ "id": "x", "kind": "true_false", "answer": true, "points": 2 },
               { "id": "y", "kind": "true_false", "answer": true },
               { "id": "z", "kind": "confidence" }"#,
        );
        let mut answers = Answers::default();
        assert_eq!(
            (score(&check, &answers, "a"), missing(&check, &answers, "a")),
            (0.0, 2)
        );
        answers.give("x", one("true"));
        answers.give("z", one("5"));
        assert_eq!(
            (score(&check, &answers, "a"), missing(&check, &answers, "a")),
            (66.67, 1)
        );
        answers.give("y", one("true"));
        assert_eq!(
            (score(&check, &answers, "a"), missing(&check, &answers, "a")),
            (100.0, 0)
        );
    }

    #[test]
    fn a_check_in_which_nothing_can_be_wrong_is_passed_by_answering() {
        assert_eq!(
            score(
                &check(r#"{ "kind": "confidence" }"#),
                &Answers::default(),
                "a"
            ),
            100.0
        );
    }

    #[test]
    fn a_draft_says_the_same_when_it_is_read_again() {
        let mut answers = Answers::of(3);
        answers.give("x", one("it \"rains\""));
        answers.give("y", many(&["b", "", "a"]));
        answers.give("x", one("it pours"));
        assert_eq!(Answers::read(&answers.write()), Some(answers));
        let mut answers = Answers::of(1);
        answers.at = "x".to_owned();
        answers.before = Some(2);
        answers.after = Some(5);
        assert_eq!(Answers::read(&answers.write()), Some(answers.clone()));
        // The next try begins as sure as this one ended, and at its first question.
        answers.again(2);
        assert_eq!(
            (answers.at.as_str(), answers.before, answers.after),
            ("", Some(5), None)
        );
        for odd in [
            r#"{ "try": 1, "given": {}, "at": 7, "before": 9, "after": "2" }"#,
            r#"{ "try": 1, "given": {}, "at": null, "before": -1, "after": 2.5 }"#,
            r#"{ "try": 1, "given": {}, "before": 1e300, "after": 18446744073709551615 }"#,
        ] {
            assert_eq!(Answers::read(odd), Some(Answers::of(1)), "{odd}");
        }
        for none in [
            "",
            "{}",
            "[]",
            r#"{ "try": -1, "given": {} }"#,
            r#"{ "given": {} }"#,
        ] {
            assert_eq!(Answers::read(none), None, "{none}");
        }
        let odd =
            Answers::read(r#"{ "try": 1, "given": { "x": 1, "y": [2], "z": "a" } }"#).unwrap();
        assert_eq!(
            (odd.get("x"), odd.get("y"), odd.get("z")),
            (None, None, Some(&one("a")))
        );
    }

    #[test]
    fn what_is_to_be_ordered_is_never_offered_in_order_and_the_same_at_every_look() {
        let check = check(r#"{ "id": "o", "kind": "order", "answers": ["a", "b", "c"] }"#);
        let question = &check.questions[0];
        let mut seen = Vec::new();
        for attempt in 1..40 {
            let order = offered(question, 0, true, attempt, "a");
            assert_eq!(order, offered(question, 0, true, attempt, "a"));
            assert_ne!(order, [0, 1, 2]);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2]);
            if !seen.contains(&order) {
                seen.push(order);
            }
        }
        assert_eq!(seen.len(), 5);
        // Nobody has moved anything: that is an answer, and a wrong one.
        let mut answers = Answers::default();
        assert!(score(&check, &answers, "a") < 100.0);
        // Of a board that has changed since, the order is none.
        answers.give("o", many(&["a", "b", "z"]));
        let offered = given(question, 0, &Answers::default(), "a");
        assert_eq!(given(question, 0, &answers, "a"), offered);
        answers.give("o", many(&["a", "b", "c"]));
        assert_eq!(score(&check, &answers, "a"), 100.0);
    }

    /// A teacher has changed the words while somebody was at work.
    #[test]
    fn words_that_the_board_no_longer_has_are_no_answer() {
        let check = check(
            r#"{ "id": "c", "kind": "choice", "answers": [{ "text": "a", "correct": true }, "b"] },
               { "id": "m", "kind": "match", "answers": ["x", "y"], "matches": ["1", "2"] }"#,
        );
        let mut answers = Answers::of(1);
        answers.give("c", one("a"));
        answers.give("m", many(&["1", "2"]));
        assert_eq!(missing(&check, &answers, "a"), 0);
        answers.give("c", one("z"));
        answers.give("m", many(&["1", "z"]));
        assert_eq!(missing(&check, &answers, "a"), 2);
        assert_eq!(
            given(&check.questions[1], 1, &answers, "a"),
            Some(many(&["1", ""]))
        );
    }

    #[test]
    fn equal_items_do_not_stand_in_order_either() {
        let check = check(r#"{ "kind": "order", "answers": ["1", "2", "1"] }"#);
        for attempt in 1..20 {
            let order = offered(&check.questions[0], 0, true, attempt, "a");
            assert!(order != [0, 1, 2] && order != [2, 1, 0], "{order:?}");
        }
    }

    #[test]
    fn each_right_side_is_offered_once() {
        let check = check(
            r#"{ "kind": "match", "answers": ["2/4", "4/6", "3/6"], "matches": ["1/2", "2/3", "1/2"] }"#,
        );
        let mut all = sides(&check.questions[0], 0, 1, "a");
        all.sort_unstable();
        assert_eq!(all, [0, 1]);
    }

    #[test]
    fn what_was_chosen_is_answered() {
        let check = check(
            r#"{ "kind": "choice", "feedback": "Look again.", "answers": [
                { "text": "a", "feedback": "No: a is a vowel." }, { "text": "b", "correct": true, "feedback": "Yes." }, "c"] }"#,
        );
        let said = |given: &str| -> Vec<String> {
            let given = one(given);
            let said = feedback(&check.questions[0], Some(&given));
            said.into_iter().map(|text| word(text).to_owned()).collect()
        };
        assert_eq!(said("a"), ["No: a is a vowel.", "Look again."]);
        assert_eq!(said("b"), ["Yes.", "Look again."]);
        assert_eq!(said("c"), ["Look again."]);
    }
}
