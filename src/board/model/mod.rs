//! The board as the rest of the program sees it: every default filled in, every id a string, every rule read.

mod activity;

use std::sync::Arc;

pub use activity::*;

use crate::rules::{Moment, Points, Reached, Rule};

/// Text for people, as Markdown. Most of a board is text in one language, so that takes no more room than its letters.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// In the board's own language.
    Plain(Box<str>),
    /// In several: pairs of BCP 47 tag and text, in the order of the file.
    Several(Box<[(String, String)]>),
}

impl Default for Text {
    /// Nothing written.
    fn default() -> Self {
        Text::Plain(Box::default())
    }
}

impl Text {
    /// Text in the board's own language.
    pub fn plain(text: impl Into<Box<str>>) -> Self {
        Text::Plain(text.into())
    }

    /// The text for a reader: the exact tag, then the same primary language, then the first.
    pub fn get(&self, language: &str) -> &str {
        let several = match self {
            Text::Plain(text) => return text,
            Text::Several(several) => several,
        };
        let primary = |tag: &str| tag.split('-').next().unwrap_or("").to_ascii_lowercase();
        let find = |test: &dyn Fn(&str) -> bool| several.iter().find(|(tag, _)| test(tag));
        find(&|tag| tag.eq_ignore_ascii_case(language))
            .or_else(|| find(&|tag| primary(tag) == primary(language)))
            .or_else(|| several.first())
            .map_or("", |(_, text)| text)
    }

    /// Nothing written.
    pub fn is_empty(&self) -> bool {
        match self {
            Text::Plain(text) => text.trim().is_empty(),
            Text::Several(several) => several.iter().all(|(_, text)| text.trim().is_empty()),
        }
    }
}

/// A whole board.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Board {
    pub id: String,
    pub title: Text,
    pub about: Text,
    /// BCP 47 tag of the texts.
    pub language: String,
    /// Of the only section when the file has no sections.
    pub layout: Layout,
    /// Of a grid; the default is written out.
    pub columns: u32,
    pub activities: Vec<Activity>,
    /// So many at the end are the learner's own: no file has any.
    pub own: usize,
    /// As written; empty when the file has none.
    pub sections: Vec<Section>,
    /// The default is written out.
    pub complete: Arc<Rule>,
    /// `complete` stood in the file.
    pub complete_given: bool,
    pub counts_when: Reached,
    pub points_goal: Option<Points>,
    pub levels: Vec<Level>,
    pub badges: Vec<Badge>,
    pub standards: Vec<Standard>,
    pub mastery: Mastery,
    pub groups: Vec<Group>,
    pub survey: Vec<Question>,
    pub goals: Prompt,
    pub reflections: Prompt,
    pub check_in: Prompt,
    pub proposals: Proposals,
    pub leaderboard: Leaderboard,
    pub due: Option<Moment>,
    /// Of the only section when the file has no sections.
    pub map: Option<Box<Sheet>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Layout {
    #[default]
    Grid,
    List,
    Path,
}

/// A group of activities with its own layout and quota.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Section {
    pub id: String,
    pub title: Text,
    pub about: Text,
    pub layout: Layout,
    /// The default is written out.
    pub columns: u32,
    /// Ids, in reading order.
    pub activities: Vec<String>,
    pub requires: Option<Rule>,
    pub choose_min: Option<u32>,
    pub choose_max: Option<u32>,
    pub map: Option<Box<Sheet>>,
    pub turns: Option<Box<Turns>>,
}

/// The sheet of a map that its author has drawn: a picture, and how wide and high it is, so that stops have their places before it is
/// there.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Sheet {
    pub image: Option<Image>,
    pub width: f64,
    pub height: f64,
}

impl Default for Sheet {
    /// As wide as a screen.
    fn default() -> Self {
        Sheet {
            image: None,
            width: 16.0,
            height: 9.0,
        }
    }
}

/// A rotation: each group begins at its own station, and all move on together.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Turns {
    /// What is done at each, by ids, in the order in which they are gone through; none: each activity of the section by itself.
    pub stations: Vec<Vec<String>>,
    /// The first begins at the first station, the second at the second; none: all go together.
    pub groups: Vec<String>,
    /// How long one stays.
    pub minutes: Option<u32>,
    /// When the first turn begins.
    pub begins: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Level {
    pub title: Text,
    pub points: Points,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Badge {
    pub id: String,
    pub title: Text,
    pub about: Text,
    /// A name of our icons, or an image URL.
    pub icon: String,
    pub when: Arc<Rule>,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Standard {
    pub id: String,
    pub title: Text,
    pub uri: String,
    pub code: String,
    /// CASE: document and item GUID.
    pub case: Option<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Mastery {
    pub method: MasteryMethod,
    /// Lowest first.
    pub scale: Vec<ScaleLevel>,
    /// How many results `n_times` asks for.
    pub times: u32,
    /// The level of the scale that each of them must reach; empty: see [`Mastery::wanted`].
    pub min: String,
}

impl Mastery {
    /// The level that a result must reach to count with `n_times`, by its place: where the board does not say, the one below the highest, and of fewer
    /// than three the highest.
    pub fn wanted(&self) -> Option<usize> {
        let named = self.scale.iter().position(|level| level.id == self.min);
        let below = match self.scale.len() {
            all @ 0..=2 => all.checked_sub(1),
            all => Some(all - 2),
        };
        named.filter(|_| !self.min.is_empty()).or(below)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum MasteryMethod {
    #[default]
    Highest,
    Latest,
    Average,
    DecayingAverage,
    NTimes,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct ScaleLevel {
    pub id: String,
    pub title: Text,
    /// Percent.
    pub min: f64,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Group {
    pub id: String,
    /// For the teacher alone.
    pub title: Text,
}

/// A survey question; answers highlight, never hide.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Question {
    pub id: String,
    pub title: Text,
    /// Tag and, where the file gives one, its wording.
    pub options: Vec<(String, Text)>,
}

/// Prompts of goals, reflections or check-in; each can be switched off.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Prompt {
    pub off: bool,
    pub prompts: Vec<Text>,
    /// The prompts with their addresses from the page, where they are kept with what is written and one leads beside the board.
    pub drawn: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Proposals {
    pub allow: bool,
    pub approval: bool,
    pub points: Points,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Leaderboard {
    #[default]
    Off,
    Team,
    Neighbours,
    All,
}
