//! A code word that a teacher says opens a lock. What is typed is compared here, and what stands in the board file of it goes into the log: the word itself
//! is in neither.

use super::opened::Opened;
use super::view::PanelView;
use crate::board::code_word::fits;
use crate::progress::Lock;
use crate::rules::{Ix, codes, has_code};
use crate::words::Phrase;

/// What the forms for code words begin with.
pub(super) const CODE: &str = "code/";

impl Opened {
    /// The form in which an activity's code word is said.
    #[inline(never)]
    pub(super) fn code_form(&self, ix: Ix) -> String {
        let activity = self.edition.activity(ix);
        [CODE, activity.map_or("", |activity| &activity.id)].concat()
    }

    /// Where a code word opens it, or is a part of what opens it, puts the field for it above the buttons, or that the word has been said.
    #[inline(never)]
    pub(super) fn lay_code(&self, ix: Ix, panel: &mut PanelView) {
        if self.readonly || self.progress.locked(ix) != Some(Lock::Requires) {
            return;
        }
        if !self.codes(ix).is_empty() {
            panel.help.get_or_insert_default().code = true;
        } else if has_code(&self.progress.ahead(), ix) {
            panel.help.get_or_insert_default().has_code = true;
        }
    }

    /// What the board says of the word that has been typed, where it asks for that word.
    #[inline(never)]
    pub(super) fn said_code(&self, ix: Ix) -> Option<String> {
        let form = self.code_form(ix);
        let typed = self.noted(&form, "text");
        let mut codes = self.codes(ix).into_iter();
        codes.find(|sealed| fits(sealed, typed)).map(String::from)
    }

    fn codes(&self, ix: Ix) -> Vec<&str> {
        codes(&self.progress.ahead(), ix)
    }

    /// What keeps a word from being taken.
    #[inline(never)]
    pub(super) fn lacks_code(&self, ix: Ix) -> Option<Phrase> {
        let form = self.code_form(ix);
        if self.noted(&form, "text").trim().is_empty() {
            return Some(Phrase::new("code-empty"));
        }
        let fits = self.said_code(ix).is_some();
        (!fits).then(|| Phrase::new("code-wrong"))
    }
}
