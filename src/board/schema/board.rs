//! The board, as the file writes it.

use super::activity::{Activity, Image};
use super::rule::Rule;
use super::{Date, Id, Text};
use schemars::JsonSchema;

/// A choice board or learning path.
#[derive(JsonSchema)]
pub(super) struct Board {
    /// Where this schema is, for editors.
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    /// Format version.
    #[schemars(range(min = 1, max = 1), extend("default" = 1))]
    choiceboard: Option<u32>,
    /// Learners' work is tied to it.
    id: Id,
    /// What the board is called.
    title: Text,
    /// Shown above the board.
    about: Option<Text>,
    /// Language of the texts, a BCP 47 tag: en, es, pt-BR.
    #[schemars(regex(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"), extend("default" = "en"))]
    language: Option<String>,
    /// Of the only section, when there are no `sections`.
    #[schemars(extend("default" = "grid"))]
    layout: Option<Layout>,
    /// Of a grid; the square root of the number of activities, rounded up, without it.
    #[schemars(range(min = 1, max = 10_000))]
    columns: Option<u32>,
    /// Every activity of the board, in reading order.
    #[schemars(length(min = 1, max = 10_000))]
    activities: Vec<Activity>,
    /// Groups of activities, each with its layout and quota.
    sections: Option<Vec<Section>>,
    /// When the whole board is complete; every activity that is not optional without it.
    complete: Option<Rule>,
    /// What an activity must reach to count in rules.
    #[schemars(extend("default" = "done"))]
    counts_when: Option<CountsWhen>,
    /// Where the progress bar ends.
    #[schemars(range(min = 0))]
    points_goal: Option<f64>,
    /// Levels and the points they begin at, lowest first.
    levels: Option<Vec<Level>>,
    /// Badges to earn.
    badges: Option<Vec<Badge>>,
    /// What activities are about.
    standards: Option<Vec<Standard>>,
    /// How mastery of a standard is worked out.
    mastery: Option<Mastery>,
    /// Readiness or interest groups an LMS or teacher puts learners in.
    groups: Option<Vec<Group>>,
    /// Interest questions; answers highlight, never hide.
    survey: Option<Vec<Question>>,
    /// Goals that learners set.
    goals: Option<Prompt>,
    /// What learners think about their work.
    reflections: Option<Prompt>,
    /// How learners feel; stays on the device unless sent.
    check_in: Option<Prompt>,
    /// Activities that learners propose.
    proposals: Option<Proposals>,
    /// Who is ranked; nobody without it.
    #[schemars(extend("default" = "off"))]
    leaderboard: Option<Leaderboard>,
    /// Last day or moment of the board.
    due: Option<Date>,
    /// Of the only section, a `path`, when there are no `sections`.
    map: Option<Map>,
}

/// How activities are laid out.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Layout {
    Grid,
    List,
    Path,
}

/// A group of activities.
#[derive(JsonSchema)]
pub(super) struct Section {
    /// Unique among sections.
    id: Id,
    /// Its heading.
    title: Option<Text>,
    /// Shown below the heading.
    about: Option<Text>,
    /// How it is laid out.
    #[schemars(extend("default" = "grid"))]
    layout: Option<Layout>,
    /// Of a grid; the square root of the number of its activities, rounded up, without it.
    #[schemars(range(min = 1, max = 10_000))]
    columns: Option<u32>,
    /// Ids of its activities, in reading order.
    activities: Vec<String>,
    /// What opens all of them.
    requires: Option<Rule>,
    /// How many of them to choose.
    choose: Option<Choose>,
    /// What is behind the stops of a `path` whose activities have an `x` and a `y`.
    map: Option<Map>,
    /// Who is at which station when.
    turns: Option<Turns>,
}

/// A map that its author has drawn.
#[derive(JsonSchema)]
#[schemars(extend("dependentRequired" = { "width": ["height"], "height": ["width"] }))]
pub(super) struct Map {
    /// What is behind the stops.
    image: Option<Image>,
    /// How wide it is, in whatever the height is measured in; 16 to 9 without both.
    #[schemars(range(min = 1, max = 100_000))]
    width: Option<f64>,
    /// How high it is.
    #[schemars(range(min = 1, max = 100_000))]
    height: Option<f64>,
}

/// What is done at a station.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Station {
    /// Id of the only activity.
    One(String),
    /// Ids of several.
    Several(#[schemars(length(min = 1))] Vec<String>),
}

/// A rotation: each group begins at its own station, and all move on together.
#[derive(JsonSchema)]
pub(super) struct Turns {
    /// What is done at each, by ids, in order; without it each activity of the section is a station.
    #[schemars(length(min = 1))]
    stations: Option<Vec<Station>>,
    /// Ids of groups: the first begins at the first station, the second at the second. Without it all go together.
    groups: Option<Vec<String>>,
    /// How long one stays at a station.
    #[schemars(range(min = 1, max = 10_000))]
    minutes: Option<u32>,
    /// When the first turn begins; needs `minutes`.
    begins: Option<Date>,
}

/// A quota.
#[derive(JsonSchema)]
pub(super) struct Choose {
    /// At least so many; part of the default `complete`.
    min: Option<u32>,
    /// At most so many; the others are locked then.
    max: Option<u32>,
}

/// What an activity must reach to count.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum CountsWhen {
    Chosen,
    Done,
    Submitted,
    Approved,
    Mastered,
}

/// A level.
#[derive(JsonSchema)]
pub(super) struct Level {
    /// Its name.
    title: Option<Text>,
    /// Where it begins.
    #[schemars(range(min = 0))]
    points: f64,
}

/// A badge.
#[derive(JsonSchema)]
pub(super) struct Badge {
    /// Unique among badges.
    id: Id,
    /// Its name.
    title: Text,
    /// What it is for.
    about: Option<Text>,
    /// Name of an icon, or address of a picture.
    icon: Option<String>,
    /// When it is earned; without it only the teacher can give it.
    when: Option<Rule>,
}

/// A standard.
#[derive(JsonSchema)]
pub(super) struct Standard {
    /// Unique among standards.
    id: Id,
    /// What it says.
    title: Option<Text>,
    /// Where it is defined.
    uri: Option<String>,
    /// Its code, as teachers know it.
    code: Option<String>,
    /// Where it is in CASE.
    case: Option<Case>,
}

/// GUIDs of 1EdTech CASE.
#[derive(JsonSchema)]
pub(super) struct Case {
    /// GUID of the document.
    document: Option<String>,
    /// GUID of the item.
    item: Option<String>,
}

/// How mastery of a standard is worked out.
#[derive(JsonSchema)]
pub(super) struct Mastery {
    /// From the scores of its activities.
    #[schemars(extend("default" = "highest"))]
    method: Option<Method>,
    /// Levels; attempted, familiar, proficient and mastered without it.
    #[schemars(length(min = 1))]
    scale: Option<Vec<ScaleLevel>>,
    /// How many results `n_times` asks for.
    #[schemars(range(min = 1, max = 10), extend("default" = 3))]
    times: Option<u32>,
    /// Id of the level that each of them must reach; without it the one below the highest, of fewer than three the highest.
    min: Option<Id>,
}

/// How several scores become one.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Method {
    Highest,
    Latest,
    Average,
    DecayingAverage,
    NTimes,
}

/// A level of mastery.
#[derive(JsonSchema)]
pub(super) struct ScaleLevel {
    /// Unique in the scale.
    id: Option<Id>,
    /// Its name.
    title: Option<Text>,
    /// From so many percent on.
    #[schemars(range(min = 0, max = 100))]
    min: Option<f64>,
}

/// A group of learners.
#[derive(JsonSchema)]
pub(super) struct Group {
    /// Unique among groups.
    id: Id,
    /// For the teacher alone.
    title: Option<Text>,
}

/// An interest question.
#[derive(JsonSchema)]
pub(super) struct Question {
    /// Unique in the survey.
    id: Option<Id>,
    /// The question.
    title: Option<Text>,
    /// Tags to choose from.
    options: Option<Vec<Tag>>,
}

/// A tag, or a tag and its wording.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Tag {
    /// The tag alone.
    Plain(String),
    /// The tag and its wording.
    Titled {
        /// The tag.
        tag: String,
        /// What the learner reads.
        title: Option<Text>,
    },
}

/// Prompts.
#[derive(JsonSchema)]
pub(super) struct Prompt {
    /// Switched off.
    #[schemars(extend("default" = false))]
    off: Option<bool>,
    /// What is asked.
    prompts: Option<Vec<Text>>,
}

/// Activities that learners propose.
#[derive(JsonSchema)]
pub(super) struct Proposals {
    /// Learners may propose.
    #[schemars(extend("default" = false))]
    allow: Option<bool>,
    /// The teacher must accept.
    #[schemars(extend("default" = true))]
    approval: Option<bool>,
    /// What an accepted one is worth.
    #[schemars(range(min = 0), extend("default" = 1))]
    points: Option<f64>,
}

/// Who is ranked.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Leaderboard {
    Off,
    Team,
    Neighbours,
    All,
}
