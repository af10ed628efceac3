//! A line that is not there, because the page could not load what carries it: it is asked for again, ever more rarely, and the learner reads
//! that nothing is sent.

use super::Link;
use crate::session::effect::{Effect, Wish};
use crate::session::machine::Update;
use crate::session::opened::Opened;
use crate::words::Phrase;

/// From the first failure to the next try, in milliseconds: each time twice as long.
const FIRST: i64 = 2_000;

/// And no longer than this.
const LONGEST: i64 = 120_000;

/// What is known of a line that is not there.
#[derive(Default)]
pub(super) struct Cut {
    /// How often it did not come.
    tries: u32,
    /// It would lead to an LMS, which hears of nothing.
    says: bool,
    /// It is asked for, and has not answered.
    asked: bool,
}

impl Link {
    /// In place of a line.
    pub(super) fn cut_off(says: bool) -> Link {
        Link {
            cut: Some(Cut {
                says,
                ..Cut::default()
            }),
            ..Link::new(String::new(), String::new(), None, false)
        }
    }

    /// It did not come, once more.
    pub(super) fn cut_again(&mut self, opened: &mut Opened, now: i64, update: &mut Update) {
        let Some(cut) = &mut self.cut else {
            return;
        };
        let rest = FIRST.saturating_mul(1 << cut.tries.min(10)).min(LONGEST);
        cut.tries = cut.tries.saturating_add(1);
        cut.asked = false;
        self.wait = None;
        self.wait(now.saturating_add(rest), opened, now, update);
    }

    /// There is a reason not to wait any longer.
    pub(super) fn ask_again(&mut self) {
        if self.cut.is_some() {
            self.wait = None;
        }
    }

    /// Asks for the line, where it is time; whether there is none.
    pub(super) fn is_cut(&mut self, update: &mut Update) -> bool {
        let Some(cut) = &mut self.cut else {
            return false;
        };
        if !cut.asked && self.wait.is_none() {
            cut.asked = true;
            let line = Wish::Line { tries: cut.tries };
            update.effects.push(Effect::Link(Box::new(line)));
        }
        true
    }

    /// What the learner reads of it.
    pub(super) fn says_cut(&self) -> Option<Phrase> {
        let cut = self.cut.as_ref().filter(|cut| cut.says)?;
        (cut.tries > 0).then(|| Phrase::new("unsent-no-line"))
    }
}
