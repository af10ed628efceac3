//! Puts sentences together in one language.

use std::rc::Rc;

use super::catalogue::{Catalogue, late};
use super::intl::Intl;
use super::letter::is_letter;
use super::message::{Flaw, Part, next};
use super::phrase::{Arg, Phrase};

/// A language a reader has chosen: its messages, English where it lacks one, and its locale.
#[derive(Clone)]
pub struct Tongue {
    language: Rc<str>,
    messages: Rc<Catalogue>,
    english: Rc<Catalogue>,
    intl: Rc<dyn Intl>,
}

/// A piece of a finished sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// An activity's title, as a link where the screen can.
    Activity(u32),
}

impl Tongue {
    /// English.
    pub fn english(intl: Rc<dyn Intl>) -> Self {
        let english = Rc::new(Catalogue::english());
        Tongue {
            language: Rc::from("en"),
            messages: english.clone(),
            english,
            intl,
        }
    }

    /// Another language; what its messages lack is said in English.
    pub fn switched(&self, language: &str, messages: Catalogue, intl: Rc<dyn Intl>) -> Self {
        Tongue {
            language: Rc::from(language),
            messages: Rc::new(messages),
            english: self.english.clone(),
            intl,
        }
    }

    /// BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Written from right to left.
    pub fn right_to_left(&self) -> bool {
        runs_right_to_left(&self.language)
    }

    /// A number by itself.
    pub fn number(&self, n: f64) -> String {
        self.intl.number(n)
    }

    /// The time of day of a moment.
    #[inline(never)]
    pub fn hour(&self, at: i64) -> String {
        self.intl.hour(at)
    }

    /// The day of a moment with its weekday, in short.
    #[inline(never)]
    pub fn weekday(&self, at: i64) -> String {
        self.intl.weekday(at)
    }

    /// The pieces of a sentence, neighbouring words joined.
    pub fn pieces(&self, phrase: &Phrase) -> Vec<Piece> {
        let mut out = Vec::new();
        self.phrase(phrase, &mut out);
        out
    }

    /// The sentence as one text, activities by the titles `title` gives.
    pub fn text(&self, phrase: &Phrase, title: &dyn Fn(u32) -> String) -> String {
        let mut out = String::new();
        for piece in self.pieces(phrase) {
            match piece {
                Piece::Text(text) => out.push_str(&text),
                Piece::Activity(ix) => out.push_str(&self.isolated(&title(ix))),
            }
        }
        out
    }

    /// A message without gaps.
    pub fn say(&self, key: &'static str) -> String {
        self.text(&Phrase::new(key), &|_| String::new())
    }

    fn phrase(&self, phrase: &Phrase, out: &mut Vec<Piece>) {
        let message = self
            .messages
            .get(phrase.key)
            .or_else(|| self.english.get(phrase.key))
            .or_else(|| late(phrase.key));
        // A message that is missing or broken shows its key: ugly, but it says what to mend. A test keeps both out.
        match message {
            Some(message) if self.message(message, phrase, None, out).is_ok() => {}
            _ => push(out, phrase.key),
        }
    }

    fn message(
        &self,
        message: &str,
        phrase: &Phrase,
        number: Option<f64>,
        out: &mut Vec<Piece>,
    ) -> Result<(), Flaw> {
        let mut rest = message;
        while let Some((part, after)) = next(rest)? {
            match part {
                Part::Text(text) => push(out, text),
                Part::Number => match number {
                    Some(n) => push(out, &self.intl.number(n)),
                    None => push(out, "#"),
                },
                Part::Gap(name) => {
                    if let Some(arg) = find(phrase, name) {
                        self.arg(arg, out);
                    }
                }
                Part::Choice {
                    name,
                    plural,
                    cases,
                } => {
                    let arg = find(phrase, name);
                    let chosen = self.choose(arg, plural, &cases);
                    let number = match arg {
                        Some(Arg::Number(n)) if plural => Some(*n),
                        _ => number,
                    };
                    self.message(chosen, phrase, number, out)?;
                }
            }
            rest = after;
        }
        Ok(())
    }

    fn choose<'a>(&self, arg: Option<&Arg>, plural: bool, cases: &[(&str, &'a str)]) -> &'a str {
        let find = |wanted: &str| {
            cases
                .iter()
                .find(|(case, _)| *case == wanted)
                .map(|(_, says)| *says)
        };
        let found = match arg {
            Some(Arg::Number(n)) if plural => cases
                .iter()
                .find(|(case, _)| {
                    case.strip_prefix('=')
                        .and_then(|exact| exact.parse::<i32>().ok())
                        .is_some_and(|exact| f64::from(exact) == *n)
                })
                .map(|(_, says)| *says)
                .or_else(|| find(&self.intl.plural(*n))),
            Some(Arg::Text(text)) if !plural => find(text),
            _ => None,
        };
        found.or_else(|| find("other")).unwrap_or("")
    }

    fn arg(&self, arg: &Arg, out: &mut Vec<Piece>) {
        match arg {
            Arg::Number(n) => push(out, &self.intl.number(*n)),
            Arg::Date(at, time) => push(out, &self.intl.date(*at, *time)),
            Arg::Text(text) => push(out, &self.isolated(text)),
            Arg::Activity(ix) => out.push(Piece::Activity(*ix)),
            Arg::Phrase(phrase) => self.phrase(phrase, out),
            Arg::List(items, and) => {
                let mut joints = self.intl.join(items.len(), *and).into_iter();
                push(out, &joints.next().unwrap_or_default());
                for item in items {
                    self.arg(item, out);
                    push(out, &joints.next().unwrap_or_default());
                }
            }
        }
    }

    /// Somebody's words as they stand in a sentence: words that run the other way, or that carry marks to turn text round, are kept
    /// from turning the sentence around them (Unicode's bidirectional isolates).
    fn isolated(&self, text: &str) -> String {
        let own = |c: char| is_right_to_left(c) == self.right_to_left();
        if text
            .chars()
            .all(|c| !is_turning_mark(c) && (own(c) || !is_letter(c)))
        {
            return String::from(text);
        }
        let mut out = String::from('\u{2068}');
        out.extend(text.chars().filter(|c| !is_turning_mark(*c)));
        out.push('\u{2069}');
        out
    }
}

impl PartialEq for Tongue {
    /// The same language: what a screen needs to know before it says everything anew.
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && Rc::ptr_eq(&self.messages, &other.messages)
    }
}

fn find<'a>(phrase: &'a Phrase, name: &str) -> Option<&'a Arg> {
    phrase
        .args
        .iter()
        .find(|(given, _)| *given == name)
        .map(|(_, arg)| arg)
}

fn push(out: &mut Vec<Piece>, text: &str) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Piece::Text(last)) => last.push_str(text),
        _ => out.push(Piece::Text(String::from(text))),
    }
}

fn runs_right_to_left(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or("");
    [
        "ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "ku", "syr",
    ]
    .iter()
    .any(|tag| primary.eq_ignore_ascii_case(tag))
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}')
}

fn is_turning_mark(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::super::intl::Plain;
    use super::*;

    fn tongue(messages: &str) -> Tongue {
        let english = Tongue::english(Rc::new(Plain::default()));
        english.switched(
            "en",
            Catalogue::read(messages).unwrap(),
            Rc::new(Plain::default()),
        )
    }

    fn text(message: &str, phrase: Phrase) -> String {
        let messages = serde_json::json!({ "t": message }).to_string();
        tongue(&messages).text(&phrase, &|ix| format!("«{ix}»"))
    }

    #[test]
    fn plural_and_number() {
        let message =
            "{n, plural, =0 {nothing} one {# more square} other {# more squares}} in {place}";
        let says = |n: f64| {
            text(
                message,
                Phrase::new("t")
                    .n("n", n)
                    .with("place", Arg::Text("row 1".into())),
            )
        };
        assert_eq!(says(0.0), "nothing in row 1");
        assert_eq!(says(1.0), "1 more square in row 1");
        assert_eq!(says(1200.0), "1,200 more squares in row 1");
    }

    #[test]
    fn select_and_sentences_inside() {
        let phrase = Phrase::new("t").with("how", Arg::Text("late".into()));
        assert_eq!(
            text("{how, select, late {too late} other {in time}}", phrase),
            "too late"
        );
        let inner = Phrase::new("t").with("how", Arg::Text("x".into()));
        assert_eq!(
            text("{how, select, late {too late} other {in time}}", inner),
            "in time"
        );
    }

    #[test]
    fn lists_of_activities_become_links() {
        let phrase = Phrase::new("t").with(
            "which",
            Arg::List(vec![Arg::Activity(4), Arg::Activity(7)], true),
        );
        let pieces = tongue(r#"{"t":"2 more: {which}."}"#).pieces(&phrase);
        assert_eq!(
            pieces,
            [
                Piece::Text("2 more: ".into()),
                Piece::Activity(4),
                Piece::Text(" and ".into()),
                Piece::Activity(7),
                Piece::Text(".".into()),
            ]
        );
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        assert_eq!(tongue("{}").say("no-such-key"), "no-such-key");
    }

    #[test]
    fn foreign_words_cannot_turn_the_sentence() {
        let says = |title: &str| {
            text(
                "{t} is open",
                Phrase::new("t").with("t", Arg::Text(title.into())),
            )
        };
        assert_eq!(says("Café 3"), "Café 3 is open");
        assert_eq!(says("ماء"), "\u{2068}ماء\u{2069} is open");
        assert_eq!(says("a\u{202e}b"), "\u{2068}ab\u{2069} is open");
    }
}
