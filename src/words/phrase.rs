//! A sentence before it has a language.

/// A message by its key, with named arguments: `open-count { n: 2, place: "top row" }`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Phrase {
    /// Key in `locales/<language>.json`.
    pub key: &'static str,
    /// Arguments by the name the message uses for them.
    pub args: Vec<(&'static str, Arg)>,
}

/// What fills a gap in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A number, formatted by the reader's locale; chooses the plural form.
    Number(f64),
    /// A moment in milliseconds since 1970 UTC, shown as a date (`true`: with the time of day).
    Date(i64, bool),
    /// Words that are already in somebody's language (a title the teacher wrote). Never markup.
    Text(String),
    /// An activity by its place in the board: shown by its title, as a link where the screen can.
    Activity(u32),
    /// A sentence inside a sentence.
    Phrase(Phrase),
    /// A list joined by "and" (`true`) or "or" (`false`).
    List(Vec<Arg>, bool),
}

impl Phrase {
    /// A message without arguments.
    pub fn new(key: &'static str) -> Self {
        Phrase {
            key,
            args: Vec::new(),
        }
    }

    /// The same message with one more argument.
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    /// The same message with one more number.
    pub fn n(self, name: &'static str, value: impl Into<f64>) -> Self {
        self.with(name, Arg::Number(value.into()))
    }
}
