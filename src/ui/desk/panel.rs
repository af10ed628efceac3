//! The open panel: what opens and closes it, where the focus goes back to, and which parts of it are drawn anew.

use std::cell::Cell;
use std::rc::Rc;

use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::{Desk, Inner, Part};
use crate::rules::Ix;
use crate::session::Message;
use crate::session::view::PanelView;

impl Desk {
    /// The open panel as it stands; `None` until it has been read ([`Desk::fill`]).
    pub fn panel(self) -> Option<Rc<PanelView>> {
        self.inner().panel.borrow().clone()
    }

    /// The activity whose panel is open.
    pub fn opened(self) -> Option<Ix> {
        self.inner().opened.get()
    }

    /// Opens an activity's panel; the focus returns to `from` when it closes. A link inside a panel that is open leaves the place to
    /// return to as it is; another tile does not.
    pub fn open(self, ix: Ix, from: Option<HtmlElement>) {
        let inner = self.inner();
        let is_tile = from
            .as_ref()
            .is_some_and(|from| from.has_attribute("data-ix"));
        if is_tile || inner.opened.get().is_none() {
            *inner.came_from.borrow_mut() = from;
        }
        inner.opened.set(Some(ix));
        *inner.panel.borrow_mut() = None;
        self.touch(Part::Panel);
    }

    /// Reads what the open panel says, once its heading is on the screen: what an act would make impossible may take longer to find out than
    /// a frame.
    pub fn fill(self) {
        let inner = self.inner();
        if let (Some(ix), None) = (inner.opened.get(), self.panel()) {
            *inner.panel.borrow_mut() = self.read(|s| s.panel(ix)).map(Rc::new);
            self.send(Message::Looked(ix));
        }
    }

    /// Closes the panel and takes the focus back to where it was.
    pub fn close(self) {
        let inner = self.inner();
        let Some(ix) = inner.opened.take() else {
            return;
        };
        *inner.panel.borrow_mut() = None;
        inner.sight.end();
        self.touch(Part::Panel);
        let from = inner.came_from.borrow_mut().take();
        // A sentence that has changed since has other links: then it is the tile.
        let from = from.filter(|element| element.is_connected());
        // And on another leaf there is none: then it is the leaf's own tab.
        let from = from
            .or_else(|| self.face(ix))
            .or_else(|| self.find(".cb-tab[aria-current]"));
        if let Some(from) = from {
            // Not before the board is free again: a dialog that still stands keeps the focus.
            queue_microtask(move || {
                let _ = from.focus();
            });
        }
    }

    /// What the focus was to return to when the panel closes may be gone, drawn anew meanwhile: then it is the first of ours that this fits.
    #[inline(never)]
    pub fn return_to(self, css: &str) {
        let inner = self.inner();
        let is_gone = |from: &HtmlElement| !from.is_connected();
        if inner.opened.get().is_some() && inner.came_from.borrow().as_ref().is_some_and(is_gone) {
            *inner.came_from.borrow_mut() = self.find(css);
        }
    }

    /// Activities have other places: the open panel stays with the one that it is about, or closes where that is gone.
    #[inline(never)]
    pub(super) fn follow(self, inner: &Inner) {
        let (Some(ix), Some(panel)) = (inner.opened.get(), self.panel()) else {
            return;
        };
        match self.read(|s| s.find(&panel.tile.id)) {
            Some(now) if now == ix => {}
            Some(now) => {
                let from = inner.came_from.borrow().clone();
                // The tile under it may be another one's by now.
                let from = from.filter(|from| !from.has_attribute("data-ix"));
                *inner.came_from.borrow_mut() = from;
                self.open(now, None);
            }
            None => self.close(),
        }
    }

    /// Only what is no longer the same is drawn anew: a text field keeps its cursor while an act comes in.
    pub(super) fn renew_panel(self, inner: &Inner, ix: Ix) {
        // Not read yet: then there is nothing old in it.
        let Some(old) = self.panel() else {
            return;
        };
        let new = self.read(|s| s.panel(ix)).map(Rc::new);
        *inner.panel.borrow_mut() = new.clone();
        let Some(new) = new else {
            self.close();
            return;
        };
        // Other words of the board's own, for whoever has been put into a group: nothing of it is as it was.
        if old.about != new.about || old.tile.title != new.tile.title {
            self.open(ix, None);
            return;
        }
        for (part, changed) in [
            (
                Part::PanelState,
                old.tile != new.tile || old.also != new.also || old.inner != new.inner,
            ),
            (
                Part::PanelWords,
                old.comments != new.comments || old.changed != new.changed,
            ),
            (Part::PanelSteps, old.steps != new.steps),
            (Part::PanelHandIn, old.hand_in != new.hand_in),
            (
                Part::PanelActions,
                old.actions != new.actions
                    || old.quiz != new.quiz
                    || old.after != new.after
                    || old.help != new.help
                    || has_other_rubric(&old, &new),
            ),
        ] {
            if changed {
                self.touch(part);
            }
        }
        // What has been said is never said otherwise.
        if old.comments.len() != new.comments.len() {
            self.looked(ix);
        }
    }

    /// The teacher's words have come into a panel that stands open: they are read, once the page is in sight.
    #[inline(never)]
    fn looked(self, ix: Ix) {
        if !document().hidden() {
            return self.send(Message::Looked(ix));
        }
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            let Some(inner) = self.inner.try_get_value() else {
                return;
            };
            if document().hidden() {
                return;
            }
            inner.sight.end();
            if inner.opened.get() == Some(ix) {
                self.send(Message::Looked(ix));
            }
        });
        self.inner().sight.begin(seen);
    }
}

/// What waits for the page to come into sight: one at a time, until it has come, the panel is closed, or the desk goes.
#[derive(Default)]
pub(super) struct Sight(Cell<Option<WindowListenerHandle>>);

impl Sight {
    fn begin(&self, waits: WindowListenerHandle) {
        self.end();
        self.0.set(Some(waits));
    }

    #[inline(never)]
    fn end(&self) {
        let _ = self.0.take().map(WindowListenerHandle::remove);
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.end();
    }
}

/// Most panels have none, and nothing to compare.
fn has_other_rubric(old: &PanelView, new: &PanelView) -> bool {
    let has_one = old.rubric.is_some() || new.rubric.is_some();
    has_one && differ(old, new)
}

#[inline(never)]
fn differ(old: &PanelView, new: &PanelView) -> bool {
    old.rubric != new.rubric
}
