//! What an act has changed reaches the page: parts by their counters, tiles by their painters.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::{Desk, Inner, Part};
use crate::rules::Ix;
use crate::session::view::Screen;
use crate::session::{Changed, Session, Tiles};

/// So many tiles are drawn again at once.
const AT_ONCE: usize = 160;

pub(super) type Painter = Rc<dyn Fn(&Tiles)>;

impl Desk {
    /// Is told directly, without a signal for each tile, which tiles have changed; until the owner is cleaned up.
    pub fn paint(self, painter: impl Fn(&Tiles) + 'static) {
        let inner = self.inner();
        let number = inner.next_painter.get();
        inner.next_painter.set(number + 1);
        let painter: Painter = Rc::new(painter);
        inner.painters.borrow_mut().push((number, painter));
        let desk = self;
        on_cleanup(move || {
            let inner = desk.inner();
            inner
                .painters
                .borrow_mut()
                .retain(|(other, _)| *other != number);
        });
    }

    /// An act has changed this.
    pub fn apply(self, changed: &Changed) {
        let inner = self.inner();
        if changed.screen {
            *inner.head.borrow_mut() = Rc::new(self.read(Session::head));
            if inner.opened.take().is_some() {
                *inner.panel.borrow_mut() = None;
            }
            for signal in self.parts {
                signal.update(|n| *n = n.wrapping_add(1));
            }
            // Not before the board stands: a language of its own is fetched first.
            let stands = self.read(|s| *s.screen() == Screen::Board);
            if stands && let Some(css) = inner.next_focus.take() {
                set_timeout(
                    move || {
                        let _ = self.find(css).map(|place| place.focus());
                    },
                    Duration::ZERO,
                );
            }
            return;
        }
        match &changed.tiles {
            Tiles::Some(list) if list.len() > AT_ONCE => {
                // The one at hand is not kept waiting.
                self.paint_now(&Tiles::Some(changed.panel.into_iter().collect()));
                self.paint_on(list.clone());
            }
            tiles => self.paint_now(tiles),
        }
        if changed.head {
            self.renew_head(&inner);
        }
        for (part, changed) in [
            (Part::Saved, changed.saved),
            (Part::Sections, changed.sections),
            (Part::Layout, changed.layout),
            (Part::Badges, changed.badges),
            (Part::Ledger, changed.ledger),
            (Part::Notice, changed.notice),
        ] {
            if changed {
                self.touch(part);
            }
        }
        if changed.layout {
            self.follow(&inner);
        }
        if let Some(ix) = inner.opened.get() {
            let touched = match &changed.tiles {
                Tiles::All => true,
                Tiles::Some(list) => list.binary_search(&ix).is_ok(),
            };
            if touched || changed.head || changed.panel == Some(ix) {
                self.renew_panel(&inner, ix);
            }
        }
    }

    fn paint_now(self, tiles: &Tiles) {
        // A painter may come or go while another paints.
        let painters = self.inner().painters.borrow().clone();
        for (_, painter) in painters {
            painter(tiles);
        }
    }

    /// One act may open thousands of tiles, or have their locks read anew: they are drawn little by little.
    fn paint_on(self, mut tiles: Vec<Ix>) {
        let more = tiles.split_off(tiles.len().min(AT_ONCE));
        self.paint_now(&Tiles::Some(tiles));
        if !more.is_empty() {
            set_timeout(move || self.paint_on(more), Duration::ZERO);
        }
    }

    fn renew_head(self, inner: &Inner) {
        let new = self.read(Session::head);
        let old = inner.head.replace(Rc::new(new));
        let new = inner.head.borrow().clone();
        if old.missing != new.missing || old.also != new.also || old.step != new.step {
            self.touch(Part::Missing);
        }
        if old != new {
            self.touch(Part::Head);
        }
    }
}
