//! An activity, as the file writes it.

use super::rule::Rule;
use super::{Date, Id, Text};
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// One activity: a tile.
#[derive(JsonSchema)]
pub(super) struct Activity {
    /// Unique on the board; learners' work is tied to it.
    id: Id,
    /// What stands on the tile.
    title: Text,
    /// Instructions.
    about: Option<Text>,
    /// Steps, each with its own tick.
    steps: Option<Vec<Text>>,
    /// What one does; picks icon and wording.
    #[schemars(extend("default" = "other"))]
    kind: Option<Kind>,
    /// Name of an icon, or address of a picture.
    icon: Option<String>,
    /// A picture on the tile.
    image: Option<Image>,
    /// Words for filters, the survey and rules.
    tags: Option<Vec<String>>,
    /// Points for counting once; 0 for a free space.
    #[schemars(range(min = 0), extend("default" = 1))]
    points: Option<f64>,
    /// Expected time.
    #[schemars(range(min = 0))]
    minutes: Option<f64>,
    /// Last day or moment.
    due: Option<Date>,
    /// First day or moment.
    opens: Option<Date>,
    /// Must be done.
    #[schemars(extend("default" = false))]
    required: Option<bool>,
    /// A bonus.
    #[schemars(extend("default" = false))]
    optional: Option<bool>,
    /// A free space: counts from the start.
    #[schemars(extend("default" = false))]
    free: Option<bool>,
    /// What opens it; always open without.
    requires: Option<Rule>,
    /// What to work with.
    resources: Option<Vec<Resource>>,
    /// What to hand in.
    evidence: Option<Evidence>,
    /// A quick check.
    check: Option<Check>,
    /// How work is judged.
    rubric: Option<Rubric>,
    /// Whose word makes it done.
    #[schemars(extend("default" = "none"))]
    approval: Option<Approval>,
    /// Ids of standards it is about.
    standards: Option<Vec<String>>,
    /// Alone or with others.
    #[schemars(extend("default" = "solo"))]
    together: Option<Together>,
    /// How many learners at once (stations; needs an LMS that shares state).
    #[schemars(range(min = 1))]
    limit: Option<u32>,
    /// How many times it can count.
    #[schemars(range(min = 1), extend("default" = 1))]
    repeat: Option<u32>,
    /// From group id to the fields that replace this activity's own for that group.
    versions: Option<BTreeMap<String, Version>>,
    /// Where it takes place, for `outside`.
    place: Option<Place>,
    /// Address of another board, in this one's folder or below it, that is to be completed for it.
    board: Option<String>,
    /// Middle of its stop on a drawn map, in percent from the left of the picture.
    #[schemars(range(min = 0, max = 100))]
    x: Option<f64>,
    /// Middle of its stop on a drawn map, in percent from the top of the picture.
    #[schemars(range(min = 0, max = 100))]
    y: Option<f64>,
}

/// What is other for a group: same tile, other text.
#[derive(JsonSchema)]
pub(super) struct Version {
    /// What stands on the tile.
    title: Option<Text>,
    /// Instructions.
    about: Option<Text>,
    /// Steps, each with its own tick.
    steps: Option<Vec<Text>>,
    /// Name of an icon, or address of a picture.
    icon: Option<String>,
    /// A picture on the tile.
    image: Option<Image>,
    /// Expected time.
    #[schemars(range(min = 0))]
    minutes: Option<f64>,
    /// Last day or moment.
    due: Option<Date>,
    /// What to work with.
    resources: Option<Vec<Resource>>,
    /// What to hand in.
    evidence: Option<Evidence>,
    /// A quick check.
    check: Option<Check>,
    /// How work is judged.
    rubric: Option<Rubric>,
    /// Whose word makes it done.
    approval: Option<Approval>,
    /// Alone or with others.
    together: Option<Together>,
    /// Where it takes place, for `outside`.
    place: Option<Place>,
}

/// What one does in an activity.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Kind {
    Read,
    Watch,
    Listen,
    Write,
    Make,
    Practise,
    Play,
    Discuss,
    Present,
    Research,
    Outside,
    Other,
}

/// A picture.
#[derive(JsonSchema)]
pub(super) struct Image {
    /// Address: https, or relative to the board.
    src: String,
    /// What it shows, for those who cannot see it; empty for one that only decorates.
    alt: Option<Text>,
}

/// Something to work with.
#[derive(JsonSchema)]
pub(super) struct Resource {
    /// What it is called.
    title: Option<Text>,
    /// Address: https, mailto, or relative to the board.
    url: String,
    /// What it is.
    #[schemars(extend("default" = "link"))]
    kind: Option<ResourceKind>,
    /// Who made it.
    source: Option<Text>,
    /// Its licence.
    license: Option<String>,
}

/// What a resource is.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum ResourceKind {
    Link,
    Video,
    Audio,
    Image,
    Document,
    Embed,
}

/// What is to be handed in.
#[derive(JsonSchema)]
pub(super) struct Evidence {
    /// Which kinds; any without it.
    #[schemars(length(min = 1))]
    kinds: Option<Vec<EvidenceKind>>,
    /// Not done without it.
    #[schemars(extend("default" = false))]
    required: Option<bool>,
    /// At least so many words.
    min_words: Option<u32>,
    /// What to write or show.
    prompt: Option<Text>,
}

/// What can be handed in.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum EvidenceKind {
    Text,
    Link,
    Image,
    File,
    Audio,
}

/// A quick check.
#[derive(JsonSchema)]
pub(super) struct Check {
    /// Its questions.
    #[schemars(length(min = 1))]
    questions: Vec<Question>,
    /// Percent that passes.
    #[schemars(range(min = 0, max = 100), extend("default" = 70))]
    pass: Option<f64>,
    /// How many tries; no limit without it.
    #[schemars(range(min = 1))]
    attempts: Option<u32>,
    /// Questions in another order each time.
    #[schemars(extend("default" = false))]
    shuffle: Option<bool>,
    /// All questions at once, or one after the other.
    #[schemars(extend("default" = "all"))]
    show: Option<Show>,
    /// Asks how sure one is, before the first question and after the result. Never scored.
    #[schemars(extend("default" = false))]
    confidence: Option<bool>,
}

/// How questions are shown.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Show {
    All,
    One,
}

/// A question of a check.
#[derive(JsonSchema)]
pub(super) struct Question {
    /// Unique in the check.
    id: Option<Id>,
    /// How it is answered.
    #[schemars(extend("default" = "choice"))]
    kind: Option<QuestionKind>,
    /// The question.
    text: Option<Text>,
    /// Points in the check's score.
    #[schemars(range(min = 0), extend("default" = 1))]
    points: Option<f64>,
    /// Answers to choose from, accepted answers, items in the right order, or left sides of a match.
    answers: Option<Vec<Answer>>,
    /// Right sides of a match, in the order of the answers.
    matches: Option<Vec<Side>>,
    /// The right answer of a `true_false` or a `number`.
    answer: Option<Value>,
    /// How far off a number may be.
    #[schemars(range(min = 0), extend("default" = 0))]
    tolerance: Option<f64>,
    /// What does not matter in a written answer.
    fold: Option<Vec<Fold>>,
    /// Said after the question.
    feedback: Option<Text>,
}

/// How a question is answered.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum QuestionKind {
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

/// What does not matter in a written answer.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Fold {
    Case,
    Accents,
}

/// The one right answer.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Value {
    /// Of a `true_false`.
    Truth(bool),
    /// Of a `number`.
    Number(f64),
    /// An accepted text.
    Text(Text),
}

/// An answer: a text, or with `correct` and `feedback`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Answer {
    /// With whether it is right and what is said to it.
    Full {
        /// The answer; without it, its picture is.
        text: Option<Text>,
        /// A picture of it.
        image: Option<Image>,
        /// It is right.
        correct: Option<bool>,
        /// Said to who chose it.
        feedback: Option<Text>,
    },
    /// The answer alone.
    Plain(Text),
}

/// The right side of a pair: a text, or with a picture.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Side {
    /// With a picture.
    Full {
        /// The words; without them, its picture is the side.
        text: Option<Text>,
        /// A picture of it.
        image: Option<Image>,
    },
    /// The words alone.
    Plain(Text),
}

/// How work is judged: a list of criteria, or with `self_assess`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Rubric {
    /// The criteria.
    Criteria(Vec<Criterion>),
    /// The criteria, and who uses them.
    Full {
        /// The criteria.
        criteria: Option<Vec<Criterion>>,
        /// Learners judge their own work first.
        self_assess: Option<bool>,
    },
}

/// What is looked at.
#[derive(JsonSchema)]
pub(super) struct Criterion {
    /// Unique in the rubric.
    id: Option<Id>,
    /// What is looked at.
    title: Option<Text>,
    /// From one end to the other.
    levels: Option<Vec<RubricLevel>>,
}

/// How well.
#[derive(JsonSchema)]
pub(super) struct RubricLevel {
    /// Its name.
    title: Option<Text>,
    /// What work at this level shows.
    about: Option<Text>,
    /// Its points.
    #[schemars(range(min = 0))]
    points: Option<f64>,
}

/// Whose word makes an activity done.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Approval {
    None,
    Teacher,
}

/// Alone or with others.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Together {
    Solo,
    Pair,
    Group,
}

/// Where an activity outside takes place.
#[derive(JsonSchema)]
pub(super) struct Place {
    /// With whom.
    who: Option<Text>,
    /// Where.
    #[schemars(rename = "where")]
    location: Option<Text>,
    /// When.
    when: Option<Text>,
    /// How to reach them.
    contact: Option<String>,
    /// How many hours it takes.
    #[schemars(range(min = 0))]
    hours: Option<f64>,
}
