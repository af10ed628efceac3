//! What is to be known before somebody leaves the page, or the board for another one: what is still under way, and what would be lost.

use super::machine::{Session, Update};
use super::opened::Opened;
use super::view::{BarView, Saved};
use crate::progress::Fact;
use crate::words::Phrase;

/// Sentences about leaving: they are read before what is wrong with the device.
const ABOUT_LEAVING: &str = "leave-";

impl Opened {
    /// What is still under way to the device, or waits for that.
    #[inline(never)]
    pub fn unfinished(&self) -> Option<Phrase> {
        if !self.drafts.keeping.is_empty() {
            return Some(Phrase::new("leave-file"));
        }
        let book = self.notebook.as_ref();
        let is_noted = book.is_none_or(|book| book.is_at_rest());
        let is_over = is_noted && self.keeper.is_idle() && self.later.is_empty();
        (!is_over).then(|| Phrase::new("leave-writing"))
    }

    /// What goes with the page, and no LMS has: a file that is not kept yet, or what stands in a form that the device does not store.
    #[inline(never)]
    pub fn unkept(&self) -> Option<Phrase> {
        if !self.drafts.keeping.is_empty() {
            return Some(Phrase::new("leave-file"));
        }
        let is_lost = self.notebook.as_ref().is_some_and(|book| book.is_lost());
        is_lost.then(|| Phrase::new("saved-draft-failed"))
    }

    /// The only copy of something goes with the board.
    #[inline(never)]
    fn loses(&self) -> bool {
        if self.readonly || self.keeper.trouble().is_none() {
            return self.notebook.as_ref().is_some_and(|book| book.is_lost());
        }
        let is_done = |fact: &Fact| !matches!(fact, Fact::Offered { .. } | Fact::Earn { .. });
        let is_typed = self.drafts.typing.is_some();
        let is_held = matches!(self.saved(), Saved::Confirmed);
        is_typed || !is_held && self.log.iter().any(|event| is_done(&event.fact))
    }

    /// The page has something to say about leaving, or nothing any more.
    #[inline(never)]
    pub fn say_leaving(&mut self, key: &'static str, update: &mut Update) {
        update.changed.notice = true;
        if key.is_empty() {
            self.notice.bar.take_if(|bar| goes_first(Some(bar)));
            return;
        }
        let says = Phrase::new(key);
        self.notice.announce.push(says.clone());
        let bar = match key {
            "leave-waits" => BarView::good(says),
            _ => BarView::bad(says),
        };
        self.notice.bar = Some(bar);
    }
}

/// Whether a bar goes before what is wrong with the device.
#[inline(never)]
pub(super) fn goes_first(bar: Option<&BarView>) -> bool {
    bar.is_some_and(|bar| bar.says.key.starts_with(ABOUT_LEAVING))
}

impl Session {
    /// What goes with the page though no LMS has it, where there is such a thing.
    #[inline(never)]
    pub fn unkept(&self) -> Option<Phrase> {
        self.opened().and_then(Opened::unkept)
    }

    /// The only copy of something goes with the board: neither this device nor an LMS has it.
    #[inline(never)]
    pub fn loses(&self) -> bool {
        self.opened().is_some_and(Opened::loses)
    }
}
