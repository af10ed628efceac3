//! A quick check: its questions, what was answered, and what is said to it.

use crate::board::QuestionKind;
use crate::progress::check::Given;
use crate::words::Phrase;

/// A quick check.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct QuizView {
    /// In the order they are asked; none where they cannot be answered now.
    pub questions: Vec<QuestionView>,
    /// Which try this is, counted from 1.
    pub attempt: u32,
    /// What came of it, once it was answered.
    pub result: Option<Phrase>,
    /// Whether that was enough; nothing where nothing has to be reached.
    pub passed: Option<bool>,
    /// How many tries are left; where there are no questions, that a check belongs here.
    pub says: Option<Phrase>,
    /// That no question can be marked, because it is not known what the result was made from.
    pub unmarked: Option<Phrase>,
    /// It can be answered.
    pub open: bool,
    /// It can be taken once more.
    pub again: bool,
    /// What is still to be answered before it can be handed in.
    pub to_go: Option<Phrase>,
    /// The question that is shown, as an index, where they come one at a time; nothing once it is over, for then all are looked through.
    pub at: Option<usize>,
    /// How sure one is, where it is asked.
    pub sure: Option<SureView>,
}

/// How sure one is, from 1 to 5: a key for each.
pub const SURE: [&str; 5] = [
    "ui-sure-1",
    "ui-sure-2",
    "ui-sure-3",
    "ui-sure-4",
    "ui-sure-5",
];

/// How sure one was before a check, and is after its result.
#[derive(Clone, Debug, PartialEq)]
pub struct SureView {
    /// What was chosen of what is asked now: 1 to 5.
    pub chosen: Option<u8>,
    /// It is asked after the result.
    pub after: bool,
    /// It can be answered.
    pub open: bool,
    /// "Before: not sure at all. After: very sure."; nothing before the result.
    pub says: Option<Phrase>,
}

/// A question of a quick check.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionView {
    /// What its answer is kept under.
    pub key: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Markdown.
    pub says: String,
    /// Answers to choose from, items to order, left sides of pairs.
    pub options: Vec<OptionView>,
    /// Right sides of pairs.
    pub sides: Vec<OptionView>,
    /// What was answered; nothing chosen: no texts.
    pub given: Given,
    /// Of another try: whether it was right in the last one, and what became of the answer.
    pub before: Option<(bool, Phrase)>,
    /// What is said to the answer, once it was handed in.
    pub mark: Option<MarkView>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionView {
    /// What is kept of it.
    pub value: String,
    /// Markdown; may be empty where there is a picture.
    pub says: String,
    /// Address of its picture, and the words for it.
    pub image: Option<(String, String)>,
}

impl OptionView {
    /// In words alone, without the marks of Markdown.
    pub fn name(&self) -> String {
        match &self.image {
            Some((_, alt)) if self.says.is_empty() => alt.clone(),
            _ => crate::words::math::in_a_line(&self.says),
        }
    }
}

/// What is said to an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkView {
    /// Whether it is right; nothing where there is no right and wrong.
    pub right: Option<Right>,
    /// Markdown.
    pub says: Vec<String>,
}

/// Whether an answer is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Right {
    Yes,
    Partly,
    No,
}
