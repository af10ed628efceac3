//! What was answered to the questions of a check, as a draft holds it, and what still has no answer.

use serde_json::{Map, Value, json};

use super::{key, name, offered, questions};
use crate::board::{Check, CheckQuestion, QuestionKind};
use crate::words::write_json;

/// Kind of the draft that holds what has been answered.
pub const CHECK: &str = "check";

/// Kind of the draft that holds the answers of the last result, for the next try writes over the other.
pub const CHECKED: &str = "checked";

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
    /// Id of the event that is the result made from them; empty where there is none yet.
    pub result: String,
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
        let text = |name: &str| {
            let text = draft.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        Some(Answers {
            attempt: u32::try_from(draft.get("try")?.as_u64()?).ok()?,
            given: given.collect(),
            at: text("at"),
            result: text("result"),
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
        for (name, text) in [("at", &self.at), ("result", &self.result)] {
            if !text.is_empty() {
                put(name, text.as_str().into());
            }
        }
        for (name, level) in [("before", self.before), ("after", self.after)] {
            if let Some(level) = level {
                put(name, level.into());
            }
        }
        write_json(&Value::Object(draft))
    }

    /// The same answers in the next try, begun as sure as one was after the last one.
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

    /// The same was answered in the same try, whichever question stands on the screen and however sure one is.
    pub fn is_same(&self, other: &Answers) -> bool {
        self.attempt == other.attempt && self.given == other.given
    }

    /// Empties a question.
    pub fn take_back(&mut self, key: &str) {
        self.given.retain(|(known, _)| known != key);
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

/// How many questions have no answer yet.
pub fn missing(check: &Check, answers: &Answers, from: &str) -> usize {
    unanswered(check, answers, from).len()
}

/// Keys of the questions that have no answer yet, in the order in which they are asked.
pub fn unanswered(check: &Check, answers: &Answers, from: &str) -> Vec<String> {
    let asked = questions(check, answers.attempt, from);
    let asked = asked.into_iter().filter_map(|at| {
        let question = check.questions.get(at)?;
        let given = given(question, at, answers, from);
        (!is_answered(question, given.as_ref())).then(|| key(question, at))
    });
    asked.collect()
}

/// What was answered to a question; items that nobody has moved stand as they were offered. Words that the board no longer has are no answer.
pub fn given(question: &CheckQuestion, at: usize, answers: &Answers, from: &str) -> Option<Given> {
    let found = answers.get(&key(question, at)).cloned();
    let is_answer = |one: &str| {
        let mut all = question.answers.iter();
        all.any(|answer| name(answer) == one)
    };
    let is_side = |one: &str| question.matches.iter().any(|side| name(side) == one);
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
    let offered = offered(question, at, true, answers.attempt, from);
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

/// Says in words the orders that nobody has moved: they were drawn for one learner, and whoever reads the answers may be another.
pub fn spell_out(check: &Check, answers: &mut Answers, from: &str) {
    for (at, question) in check.questions.iter().enumerate() {
        if question.kind == QuestionKind::Order
            && let Some(now) = given(question, at, answers, from)
        {
            answers.give(&key(question, at), now);
        }
    }
}
