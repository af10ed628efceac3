//! One activity and what belongs to it alone.

use std::sync::Arc;

use super::Text;
use crate::board::revision::Digest;
use crate::rules::{Kind, Moment, More, Points, Rule, Seldom};

/// One activity: a tile. A board may have thousands: what many of them do without is apart from the rest.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Activity {
    pub id: String,
    pub title: Text,
    pub about: Text,
    pub kind: Kind,
    pub points: Points,
    pub minutes: Option<f64>,
    pub required: bool,
    pub optional: bool,
    pub free: bool,
    /// `approval: "teacher"`
    pub approval: bool,
    pub together: Together,
    pub repeat: u32,
    /// What matters (text, check, points): changes when work done on it would be other work.
    pub revision: Digest,
    pub more: More<Extras>,
}

/// What many activities do without.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Extras {
    pub steps: Vec<Text>,
    pub icon: Option<String>,
    pub image: Option<Box<Image>>,
    pub tags: Vec<String>,
    pub due: Option<Moment>,
    pub opens: Option<Moment>,
    pub requires: Option<Arc<Rule>>,
    pub resources: Vec<Resource>,
    pub evidence: Option<Box<Evidence>>,
    pub check: Option<Box<Check>>,
    pub rubric: Option<Box<Rubric>>,
    pub standards: Vec<String>,
    pub limit: Option<u32>,
    /// Group id and the activity as that group meets it, already merged over this one.
    pub versions: Vec<(String, Activity)>,
    pub place: Option<Box<Place>>,
    /// Where its stop lies on a drawn map, in percent from the left and from the top of the picture.
    pub x: Option<f64>,
    pub y: Option<f64>,
    /// The address of a board that is to be completed for it. Empty where it cannot be reached.
    pub board: Option<Box<String>>,
}

impl Seldom for Extras {
    const NONE: Extras = Extras {
        steps: Vec::new(),
        icon: None,
        image: None,
        tags: Vec::new(),
        due: None,
        opens: None,
        requires: None,
        resources: Vec::new(),
        evidence: None,
        check: None,
        rubric: None,
        standards: Vec::new(),
        limit: None,
        versions: Vec::new(),
        place: None,
        x: None,
        y: None,
        board: None,
    };

    fn none() -> &'static Self {
        static NONE: Extras = Extras::NONE;
        &NONE
    }
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Image {
    pub src: String,
    pub alt: Text,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Resource {
    pub title: Text,
    /// Safe to follow: http, https, mailto, or relative. Anything else is a diagnostic and leaves this empty.
    pub url: String,
    pub kind: ResourceKind,
    pub source: Text,
    pub license: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum ResourceKind {
    #[default]
    Link,
    Video,
    Audio,
    Image,
    Document,
    Embed,
}

/// What is to be handed in.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Evidence {
    pub kinds: Vec<EvidenceKind>,
    pub required: bool,
    pub min_words: Option<u32>,
    pub prompt: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum EvidenceKind {
    Text,
    Link,
    Image,
    File,
    Audio,
}

/// A quick check.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Check {
    pub questions: Vec<CheckQuestion>,
    /// Percent.
    pub pass: f64,
    pub attempts: Option<u32>,
    pub shuffle: bool,
    /// `show: "one"`: one question at a time.
    pub one_by_one: bool,
    /// Asks how sure one is, before and after.
    pub confidence: bool,
}

/// One question of a check.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct CheckQuestion {
    pub id: String,
    pub kind: QuestionKind,
    pub text: Text,
    pub points: Points,
    /// Options of a choice, items to order, left sides of a match.
    pub answers: Vec<Answer>,
    /// Right sides of a match: words, a picture, or both.
    pub matches: Vec<Answer>,
    /// Of a number.
    pub number: Option<f64>,
    /// Of a number: how far off is still right.
    pub tolerance: f64,
    /// Of a true_false.
    pub truth: Option<bool>,
    /// Of a text: fold case, fold accents.
    pub fold_case: bool,
    pub fold_accents: bool,
    pub feedback: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum QuestionKind {
    #[default]
    Choice,
    Choices,
    TrueFalse,
    Number,
    Text,
    Order,
    Match,
    Gap,
    Confidence,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Answer {
    pub text: Text,
    pub image: Option<Box<Image>>,
    pub correct: bool,
    pub feedback: Text,
    /// The text with its addresses from the page, where it has any beside the board: the text itself is what is kept of an answer.
    pub drawn: Option<Box<Text>>,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Rubric {
    pub criteria: Vec<Criterion>,
    pub self_assess: bool,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Criterion {
    pub id: String,
    pub title: Text,
    pub levels: Vec<RubricLevel>,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct RubricLevel {
    pub title: Text,
    pub about: Text,
    pub points: Points,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Together {
    #[default]
    Solo,
    Pair,
    Group,
}

/// Where an activity outside takes place.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Place {
    pub who: Text,
    pub location: Text,
    pub when: Text,
    pub contact: String,
    pub hours: Option<f64>,
}
