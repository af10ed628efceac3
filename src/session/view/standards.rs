//! Standards: each by its name, and how far a learner has come on it, and by what.

use crate::rules::Ix;
use crate::words::{Arg, Phrase};

/// All standards of a board.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StandardsView {
    /// "3 of 8 have a result so far."
    pub count: Phrase,
    /// "The board works on 7 of 8, your plan on 2."
    pub covered: Phrase,
    /// How results come together.
    pub method: Phrase,
    /// The levels, lowest first: "Familiar, from 50%".
    pub scale: Vec<Phrase>,
    /// In the board's order.
    pub standards: Vec<MasteryView>,
}

/// One standard.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct MasteryView {
    pub id: String,
    pub title: String,
    pub code: String,
    /// The level reached, counted from 1; 0 without one.
    pub level: u32,
    /// How many levels there are.
    pub levels: u32,
    /// "Familiar, 60%", that it comes from finished work alone, or that there is no result yet.
    pub says: Phrase,
    /// It was higher before.
    pub was: Option<Phrase>,
    /// Oldest first: when, what, how much.
    pub results: Vec<(Phrase, Phrase, Phrase)>,
    /// A planned activity works towards it.
    pub planned: bool,
    /// Activities that work towards it.
    pub helps: Vec<Ix>,
    /// "and 4 more", where not all are listed.
    pub others: Option<Phrase>,
}

/// A standard by code and title, in words.
pub fn standard_name(code: &str, title: &str, text: &dyn Fn(&Phrase) -> String) -> String {
    match code.is_empty() {
        true => String::from(title),
        false => text(
            &Phrase::new("ui-standard")
                .with("code", Arg::Text(String::from(code)))
                .with("title", Arg::Text(String::from(title))),
        ),
    }
}

/// A standard the activity works towards.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct StandardView {
    pub title: String,
    pub code: String,
    pub uri: String,
}

/// Letters of a standard's sentence where it has been said in full before.
const SHORT: usize = 40;

impl StandardView {
    /// The same by its code and the beginning of its sentence, to a whole word where there is one.
    pub fn short(&self) -> Self {
        let mut short = self.clone();
        if let Some((end, _)) = self.title.char_indices().nth(SHORT) {
            let start = self.title.get(..end).unwrap_or_default();
            let whole = start.rsplit_once(char::is_whitespace);
            let start = whole.map_or(start, |(whole, _)| whole);
            short.title = [start.trim_end(), "…"].concat();
        }
        short
    }

    /// In full the first time, by its short name from then on.
    pub fn told(&self, told: &mut Vec<Self>) -> Self {
        let is_it = |known: &Self| known.code == self.code && known.title == self.title;
        if told.iter().any(is_it) {
            return self.short();
        }
        told.push(self.clone());
        self.clone()
    }
}
