//! What one learner has done in one activity, as the log tells it.

use std::sync::Arc;

use super::check::{Answers, CHECK, CHECKED};
use super::event::Handed;
use crate::board::{Activity, EvidenceKind};
use crate::rules::{Ix, State};
use crate::words::is_letter_or_digit;

/// The record of one activity. Its `state` knows no locks: `Open` is what nobody has touched.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Work {
    /// As the learner and the teacher left it.
    pub(super) state: State,
    /// Rounds that counted before this one, with `repeat`.
    pub(super) earlier: u32,
    /// Approved by a teacher in this round.
    pub(super) approved: bool,
    /// Indices of ticked steps, sorted.
    pub ticked: Vec<u32>,
    /// Text as last typed, by kind of evidence.
    pub drafts: Vec<(String, String)>,
    /// Handed in in this round, the newest hand-in.
    pub handed: Vec<Handed>,
    /// Results of the check in percent, and when.
    pub scores: Vec<(i64, f64)>,
    /// Tries at the check, those without a result included.
    pub tries: u32,
    /// A teacher's marks in percent, and when.
    pub marks: Vec<(i64, f64)>,
    /// Since when it counts.
    pub(super) since: Option<i64>,
    /// What the teacher said, oldest first.
    pub feedback: Vec<Feedback>,
    /// The learner has opened all of it.
    pub feedback_read: bool,
    /// Stars the learner gave.
    pub stars: Option<u32>,
    /// Revision of the activity that was last worked on, where the log says so.
    pub revision: Option<Arc<str>>,
}

/// The records of all activities. Most of a large board is untouched, and takes no room.
#[derive(Clone, Debug)]
pub(super) struct Works(Vec<Option<Box<Work>>>);

/// What is known of an activity nobody has touched.
static UNTOUCHED: Work = Work {
    state: State::Open,
    earlier: 0,
    approved: false,
    ticked: Vec::new(),
    drafts: Vec::new(),
    handed: Vec::new(),
    scores: Vec::new(),
    tries: 0,
    marks: Vec::new(),
    since: None,
    feedback: Vec::new(),
    feedback_read: false,
    stars: None,
    revision: None,
};

impl Works {
    pub fn new(activities: usize) -> Self {
        Works(vec![None; activities])
    }

    pub fn get(&self, ix: Ix) -> Option<&Work> {
        let work = self.0.get(ix as usize)?;
        Some(work.as_deref().unwrap_or(&UNTOUCHED))
    }

    pub fn get_mut(&mut self, ix: Ix) -> Option<&mut Work> {
        let work = self.0.get_mut(ix as usize)?;
        Some(work.get_or_insert_default())
    }

    /// Every activity's index.
    pub fn all(&self) -> std::ops::Range<Ix> {
        0..self.0.len() as Ix
    }
}

/// A teacher's words on one activity.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Feedback {
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The event's type: `return`, `comment`, `approve`, `answer_help`.
    pub with: &'static str,
    /// What was said; may be empty.
    pub text: String,
}

/// What is missing from the evidence an activity requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lacking {
    Evidence,
    Words { have: u32, need: u32 },
}

impl Work {
    /// Nothing in it.
    pub fn is_untouched(&self) -> bool {
        *self == UNTOUCHED
    }

    /// The best result of the check so far.
    pub fn best(&self) -> Option<f64> {
        self.scores.iter().map(|(_, score)| *score).reduce(f64::max)
    }

    /// Whether the check is passed; without one there is nothing to pass.
    pub(super) fn passed(&self, activity: &Activity) -> bool {
        activity
            .more
            .check
            .as_ref()
            .is_none_or(|check| self.best().is_some_and(|best| best >= check.pass))
    }

    /// Keeps what was typed last.
    pub(super) fn draft(&mut self, kind: &str, value: &str) {
        match self.drafts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, text)) => value.clone_into(text),
            None => self.drafts.push((kind.to_owned(), value.to_owned())),
        }
    }

    /// The answers that the last result of the check was made from; nothing where that is not known.
    ///
    /// They are the second draft of their kind: no event writes there, and activities without a check need no room for them.
    pub fn answered(&self) -> Option<Answers> {
        let mut all = self.drafts.iter().filter(|(kind, _)| kind == CHECKED);
        Answers::read(&all.nth(1)?.1)
    }

    /// A check was taken. Answers that name this result are those it was made from: another device may have written others in between. Where nobody
    /// names one, what has been answered in this try is taken for it.
    #[inline(never)]
    pub(super) fn answer(&mut self, result: &str) {
        let of = |kind: &str| {
            let mut all = self.drafts.iter().filter(|(known, _)| known == kind);
            all.next().map(|(_, text)| text.clone())
        };
        let read = |text: &String| Answers::read(text);
        let made_from = match of(CHECKED) {
            Some(named) => Some(named).filter(|it| read(it).is_some_and(|it| it.result == result)),
            None => of(CHECK).filter(|it| read(it).is_some_and(|it| it.attempt == self.tries)),
        };
        let mut at = 0;
        self.drafts.retain(|(kind, _)| {
            at += usize::from(kind == CHECKED);
            kind != CHECKED || at < 2
        });
        if let Some(made_from) = made_from {
            // The first is the next event's to replace.
            if at == 0 {
                self.drafts.push((String::from(CHECKED), String::new()));
            }
            self.drafts.push((String::from(CHECKED), made_from));
        }
    }

    /// Ticks or unticks a step.
    pub(super) fn tick(&mut self, step: u32, ticked: bool) {
        match (self.ticked.binary_search(&step), ticked) {
            (Err(at), true) => self.ticked.insert(at, step),
            (Ok(at), false) => {
                self.ticked.remove(at);
            }
            _ => {}
        }
    }

    /// Another round, with `repeat`: what belongs to one round begins afresh.
    pub(super) fn begin_round(&mut self) {
        self.earlier += 1;
        self.approved = false;
        self.handed.clear();
        self.ticked.clear();
    }
}

/// What keeps this evidence from being enough.
pub(super) fn lacking(activity: &Activity, handed: &[Handed]) -> Option<Lacking> {
    let evidence = activity
        .more
        .evidence
        .as_ref()
        .filter(|evidence| evidence.required)?;
    let fits = |piece: &&Handed| {
        let shown =
            !piece.value.trim().is_empty() || !piece.digest.is_empty() || !piece.name.is_empty();
        let asked = evidence.kinds.is_empty()
            || evidence.kinds.iter().any(|kind| word(*kind) == piece.kind);
        // A piece without a kind was handed in elsewhere: on paper, or in the LMS.
        piece.kind.is_empty() || (shown && asked)
    };
    let mut words = 0;
    let mut any = false;
    for piece in handed.iter().filter(fits) {
        any = true;
        if piece.kind.is_empty() {
            // Nobody can count its words here.
            return None;
        }
        if piece.kind == word(EvidenceKind::Text) {
            words += count_words(&piece.value);
        }
    }
    match evidence.min_words {
        _ if !any => Some(Lacking::Evidence),
        Some(need) if words < need => Some(Lacking::Words { have: words, need }),
        _ => None,
    }
}

/// Words between spaces. Scripts that write none between words (Chinese, Japanese) count each of their characters.
pub fn count_words(text: &str) -> u32 {
    let of_piece = |piece: &str| {
        let signs = piece.chars().filter(|c| is_a_word_by_itself(*c)).count();
        let more = piece
            .chars()
            .any(|c| is_letter_or_digit(c) && !is_a_word_by_itself(c));
        signs + usize::from(more)
    };
    let words: usize = text.split_whitespace().map(of_piece).sum();
    u32::try_from(words).unwrap_or(u32::MAX)
}

fn is_a_word_by_itself(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn word(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Text => "text",
        EvidenceKind::Link => "link",
        EvidenceKind::Image => "image",
        EvidenceKind::File => "file",
        EvidenceKind::Audio => "audio",
    }
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn words_are_counted_in_scripts_with_and_without_spaces() {
        for (text, words) in [
            ("", 0),
            ("  Rain falls,\n and — rises. ", 4),
            ("雨が降る", 4),
            ("El agua 水", 3),
        ] {
            assert_eq!(count_words(text), words, "{text}");
        }
    }
}
