//! What next, what the learner likes, what has grown.

use crate::rules::Ix;
use crate::words::Phrase;

/// What one could go on with.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct NextView {
    /// The board is complete: what is listed may still be done.
    pub complete: bool,
    /// The best first: which, and why.
    pub list: Vec<(Ix, Phrase)>,
}

/// The survey.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SurveyView {
    /// It can be answered.
    pub open: bool,
    /// In the board's order.
    pub questions: Vec<AskedView>,
}

/// A question of the survey.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedView {
    /// What its answer is kept under.
    pub id: String,
    /// Markdown.
    pub title: String,
    /// Tag, what is said for it (Markdown), and whether it is ticked.
    pub options: Vec<(String, String, bool)>,
}

/// What an activity that counts or is done asks and offers.
#[derive(Clone, Debug, PartialEq)]
pub struct AfterView {
    /// The learner's stars, 0 for none; nothing where it is too early to ask.
    pub stars: Option<u32>,
    /// What next, with its reason, in one sentence.
    pub next: Option<Phrase>,
}

/// What has grown, in facts.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GrowthView {
    /// Of the whole time.
    pub sums: Vec<Phrase>,
    /// Newest first: when, what.
    pub facts: Vec<(Phrase, Phrase)>,
}
