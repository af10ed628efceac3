//! Why an activity is suggested, and the sentence that says so.

use super::super::fold::Progress;
use crate::rules::{Course, Ix, Moment, explain};
use crate::words::{Arg, Phrase};

/// Why it is suggested.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The teacher sent it back.
    Returned,
    /// It is under way.
    Started,
    /// It is picked.
    Chosen,
    /// The learner has planned it.
    Planned,
    /// The check of this one went badly.
    Support(Ix),
    /// The check of this one went well.
    Extension(Ix),
    /// Its date is near, or over.
    Due(Moment),
    /// One of so many left in a line.
    Line(u32, u32, Course),
    /// A row or column that still needs so many.
    Group(u32, u32, Course),
    /// One of so many left of a set.
    Way(u32),
    /// The board's rule names it.
    Asked,
    /// What is needed waits for it.
    Opens(Ix),
    /// A standard, by index, and the level reached on it.
    Standard(u32, usize),
    /// A tag that was ticked in the survey.
    Liked(String),
    /// An activity with a tag of it was given so many stars.
    Rated(Ix, u32),
    /// It must be done.
    Required,
    /// Nothing but its place.
    Next,
    /// It may be done.
    Bonus,
    /// The learner put it aside.
    Dropped,
}

impl Why {
    /// The reason in words; `language` is the reader's.
    pub fn says(&self, progress: &Progress, language: &str) -> Phrase {
        let edition = &progress.edition;
        let line = |section: u32, course: Course| {
            Arg::Phrase(explain::line(&progress.ahead(), section, course))
        };
        let about =
            |key: &'static str, ix: Ix| Phrase::new(key).with("activity", Arg::Activity(ix));
        match self {
            Why::Returned => Phrase::new("next-returned"),
            Why::Started => Phrase::new("next-started"),
            Why::Chosen => Phrase::new("next-chosen"),
            Why::Planned => Phrase::new("next-planned"),
            Why::Support(ix) => about("next-support", *ix),
            Why::Extension(ix) => about("next-extension", *ix),
            Why::Due(due) => {
                let clock = progress.clock;
                let key = match due.day(clock.offset) - clock.day() {
                    _ if due.is_over(clock) => "next-late",
                    0 => "next-today",
                    1 => "next-tomorrow",
                    _ => "next-due",
                };
                let time = matches!(due, Moment::Instant(_));
                Phrase::new(key).with("date", Arg::Date(due.instant(clock.offset), time))
            }
            Why::Line(left, section, course) => Phrase::new("next-line")
                .n("n", *left)
                .with("line", line(*section, *course)),
            Why::Group(left, section, course) => Phrase::new("next-group")
                .n("n", *left)
                .with("line", line(*section, *course)),
            Why::Way(left) => Phrase::new("next-way").n("n", *left),
            Why::Asked => Phrase::new("next-asked"),
            Why::Opens(ix) => about("next-opens", *ix),
            Why::Standard(standard, level) => {
                let standard = edition.board.standards.get(*standard as usize);
                let level = edition.board.mastery.scale.get(*level);
                let title = standard.map(|it| match it.title.get(language) {
                    "" => it.id.as_str(),
                    title => title,
                });
                let level = level.map(|it| match it.title.get(language) {
                    "" => it.id.as_str(),
                    title => title,
                });
                Phrase::new("next-standard")
                    .with("standard", Arg::Text(title.unwrap_or_default().to_owned()))
                    .with("level", Arg::Text(level.unwrap_or_default().to_owned()))
            }
            Why::Liked(tag) => {
                let survey = edition.board.survey.iter();
                let mut options = survey.flat_map(|question| &question.options);
                let says = options.find(|(of, _)| of == tag);
                let says = says
                    .map(|(_, says)| says.get(language))
                    .filter(|it| !it.is_empty());
                Phrase::new("next-liked").with("what", Arg::Text(says.unwrap_or(tag).to_owned()))
            }
            Why::Rated(ix, stars) => about("next-rated", *ix).n("n", *stars),
            Why::Required => Phrase::new("next-required"),
            Why::Next => Phrase::new("next-reading"),
            Why::Bonus => Phrase::new("next-bonus"),
            Why::Dropped => Phrase::new("next-dropped"),
        }
    }
}
