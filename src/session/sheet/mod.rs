//! Sheets for people beside the board: a snapshot for a family, a page for a talk. Made from the views that the screen reads, as elements
//! ([`crate::exchange::leaf`]): the same sheet is a file and is printed.
//!
//! What is private is never asked for here: how days went, calls for help and their answers, groups, codes, and the learner's id.

mod parts;
mod works;

use crate::exchange::leaf::{Leaf, Whole, tag};
use crate::rules::Ix;
use crate::words::{Arg, Phrase, Tongue};

use super::machine::Session;
use super::view::WorkView;
use works::{Told, chosen};

/// Whom a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everything that was handed in last, to read at home.
    Family,
    /// One page, to talk about.
    Talk,
}

/// What the learner wants in a sheet.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Wants {
    pub audience: Audience,
    /// Only where somebody has said it.
    pub name: bool,
    pub comments: bool,
    pub reflections: bool,
    pub pictures: bool,
    /// The activities whose work is in it; all of them where nothing is said.
    pub only: Option<Vec<Ix>>,
}

impl Wants {
    /// What stands there before anything is ticked: nothing that somebody else said or that was written for oneself.
    pub fn of(audience: Audience) -> Self {
        Wants {
            audience,
            name: false,
            comments: false,
            reflections: false,
            pictures: audience == Audience::Family,
            only: None,
        }
    }
}

/// A sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What it is called.
    pub title: String,
    /// Name of its file.
    pub name: String,
    /// What stands in it.
    pub body: Vec<Leaf>,
    /// Digests of the pictures in it.
    pub files: Vec<String>,
    /// What is in it, in a sentence.
    pub says: Phrase,
    /// What had no room.
    pub left: Option<Phrase>,
}

impl Sheet {
    /// The sheet as one HTML file. The bytes of its pictures are put in where it is given out.
    pub fn write(&self, tongue: &Tongue) -> String {
        Whole {
            language: tongue.language(),
            right_to_left: tongue.right_to_left(),
            title: &self.title,
            body: &self.body,
        }
        .write()
    }
}

/// What a sheet is written with.
struct Writer<'a> {
    session: &'a Session,
    tongue: &'a Tongue,
    wants: &'a Wants,
}

impl Session {
    /// What the learner is called, where somebody has said it.
    pub fn learner_name(&self) -> Option<&str> {
        let link = self.opened()?.link.as_ref()?;
        link.learner_name()
    }

    /// A sheet in the page's language; nothing without a board.
    #[inline(never)]
    pub fn sheet(&self, wants: &Wants, tongue: &Tongue) -> Option<Sheet> {
        let opened = self.opened()?;
        let writer = Writer {
            session: self,
            tongue,
            wants,
        };
        let works: Vec<WorkView> = chosen(self.folio(), wants);
        let mut told = Told::default();
        let board = opened.edition.board.id.as_str();
        let title = opened.edition.board.title.get(&opened.language);
        let (key, ending) = match wants.audience {
            Audience::Family => ("sheet-family", ".family.html"),
            Audience::Talk => ("sheet-talk", ".talk.html"),
        };
        let now = opened.progress.facts().clock.now;
        let date = Phrase::new("sheet-made").with("date", Arg::Date(now, false));
        let named = self.learner_name().filter(|_| wants.name);
        let named = named.map(|name| {
            let says = Phrase::new("sheet-by").with("name", Arg::Text(String::from(name)));
            tag("p").kid(writer.text(&says))
        });
        let mut body: Vec<Leaf> = vec![
            tag("header")
                .kid(tag("h1").with("dir", "auto").kid(title))
                .kids(named)
                .kid(tag("p").with("class", "small").kid(writer.text(&date)))
                .into(),
        ];
        body.extend(writer.standing());
        body.extend(
            match wants.audience {
                Audience::Family => vec![
                    writer.done(),
                    writer.standards(&mut told),
                    writer.works(&works, &mut told),
                ],
                Audience::Talk => vec![
                    writer.counts(),
                    writer.standards(&mut told),
                    writer.goals(),
                    writer.works(&works, &mut told),
                ],
            }
            .into_iter()
            .flatten(),
        );
        body.extend(writer.thoughts(&works, &mut told));
        body.extend(match wants.audience {
            Audience::Family => writer.foot(told.left),
            Audience::Talk => writer.questions(),
        });
        let title = Phrase::new(key).with("board", Arg::Text(String::from(title)));
        Some(Sheet {
            title: writer.text(&title),
            name: [board, ending].concat(),
            body,
            says: Phrase::new("sheet-in")
                .n("works", works.len() as f64)
                .n("pictures", told.files.len() as f64)
                .n("comments", told.comments)
                .n("thoughts", told.thoughts),
            left: left_out(told.left),
            files: told.files,
        })
    }
}

/// What had no room, in a sentence.
fn left_out(pictures: u32) -> Option<Phrase> {
    (pictures > 0).then(|| Phrase::new("sheet-left").n("n", pictures))
}

impl Writer<'_> {
    fn text(&self, phrase: &Phrase) -> String {
        self.tongue.text(phrase, &|ix| self.session.title(ix))
    }

    fn say(&self, key: &'static str) -> String {
        self.tongue.say(key)
    }

    /// A part with a heading; nothing where there is nothing in it.
    fn part(&self, heading: &'static str, inside: Vec<Leaf>) -> Option<Leaf> {
        (!inside.is_empty()).then(|| {
            tag("section")
                .kid(tag("h2").kid(self.say(heading)))
                .kids(inside)
                .into()
        })
    }
}
