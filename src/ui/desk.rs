//! The one way to the session: screens read views here, send messages here, and are told here what has changed.
//!
//! Views are read when drawn, so nothing is kept twice; a counter for each part of the page says when to read again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::host::{Host, Sample};
use crate::rules::Ix;
use crate::session::view::{HeadView, PanelView, Screen};
use crate::session::{Changed, Message, Session, Tiles};
use crate::words::{Phrase, Tongue};

/// A part of the page that is drawn anew by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything: another screen, another language.
    Screen,
    /// Title, ruler, ways: the head of the page.
    Head,
    /// The sentence that leads the page.
    Missing,
    Saved,
    Sections,
    /// Which activities there are.
    Layout,
    Badges,
    Ledger,
    Notice,
    /// Which panel stands open.
    Panel,
    /// Parts of the open panel.
    PanelState,
    PanelWords,
    PanelSteps,
    PanelHandIn,
    PanelActions,
    /// Theme, contrast, text size, view.
    Look,
    /// The gallery's boards.
    Samples,
}

/// So many tiles are drawn again at once.
const AT_ONCE: usize = 160;

const PARTS: usize = Part::Samples as usize + 1;

/// A handle to the desk, cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    parts: [RwSignal<u32>; PARTS],
}

type Painter = Rc<dyn Fn(&Tiles)>;

struct Inner {
    place: HtmlElement,
    session: Rc<RefCell<Session>>,
    host: Rc<dyn Host>,
    head: RefCell<Rc<HeadView>>,
    panel: RefCell<Option<Rc<PanelView>>>,
    opened: Cell<Option<Ix>>,
    came_from: RefCell<Option<HtmlElement>>,
    painters: RefCell<Vec<(u32, Painter)>>,
    next_painter: Cell<u32>,
    samples: RefCell<Option<Rc<Vec<Sample>>>>,
    lists: Cell<bool>,
    next_focus: Cell<Option<&'static str>>,
    sight: Sight,
}

impl Desk {
    /// A desk for a session that is shown in an element. Needs a reactive owner.
    pub fn new(place: HtmlElement, session: Rc<RefCell<Session>>, host: Rc<dyn Host>) -> Self {
        let lists = host.preference("view").as_deref() == Some("list");
        let inner = Inner {
            place,
            session,
            host,
            head: RefCell::default(),
            panel: RefCell::default(),
            opened: Cell::new(None),
            came_from: RefCell::default(),
            painters: RefCell::default(),
            next_painter: Cell::new(0),
            samples: RefCell::default(),
            lists: Cell::new(lists),
            next_focus: Cell::default(),
            sight: Sight::default(),
        };
        Desk {
            inner: StoredValue::new_local(Rc::new(inner)),
            parts: std::array::from_fn(|_| RwSignal::new(0)),
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// The browser.
    pub fn host(self) -> Rc<dyn Host> {
        self.inner().host.clone()
    }

    /// The first of our own elements that a selector fits: there may be other boards beside this one.
    pub fn find(self, css: &str) -> Option<HtmlElement> {
        let found = self.inner().place.query_selector(css).ok().flatten();
        found.map(JsCast::unchecked_into)
    }

    /// The face of an activity where it stands. Mostly what was clicked: among thousands of tiles a search is felt.
    pub fn face(self, ix: Ix) -> Option<HtmlElement> {
        let number = ix.to_string();
        let from = self.inner().came_from.borrow().clone();
        let clicked = from.filter(|from| {
            from.is_connected() && from.get_attribute("data-ix").as_ref() == Some(&number)
        });
        clicked.or_else(|| self.find(&[".cb-sections [data-ix=\"", &number, "\"]"].concat()))
    }

    /// Something happened.
    pub fn send(self, message: Message) {
        self.host().send(message);
    }

    /// Reads the session; never while it is being updated.
    pub fn read<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        read(&self.inner().session.borrow())
    }

    /// Whatever reads here is drawn anew when the part changes.
    pub fn track(self, part: Part) {
        if let Some(signal) = self.parts.get(part as usize) {
            signal.track();
        }
    }

    /// Draws a part anew.
    pub fn touch(self, part: Part) {
        if let Some(signal) = self.parts.get(part as usize) {
            signal.update(|n| *n = n.wrapping_add(1));
        }
    }

    /// The head of the page as it stands.
    pub fn head(self) -> Rc<HeadView> {
        self.inner().head.borrow().clone()
    }

    /// The open panel as it stands; `None` until it has been read ([`Desk::fill`]).
    pub fn panel(self) -> Option<Rc<PanelView>> {
        self.inner().panel.borrow().clone()
    }

    /// The activity whose panel is open.
    pub fn opened(self) -> Option<Ix> {
        self.inner().opened.get()
    }

    /// The language the page speaks.
    pub fn tongue(self) -> Tongue {
        self.host().tongue()
    }

    /// A message without gaps.
    pub fn say(self, key: &'static str) -> String {
        self.tongue().say(key)
    }

    /// A sentence as one text.
    pub fn text(self, phrase: &Phrase) -> String {
        let inner = self.inner();
        let session = inner.session.borrow();
        inner.host.tongue().text(phrase, &|ix| session.title(ix))
    }

    /// The gallery's boards, once they have come.
    pub fn samples(self) -> Option<Rc<Vec<Sample>>> {
        self.inner().samples.borrow().clone()
    }

    /// The gallery's boards have come.
    pub fn offer(self, samples: Vec<Sample>) {
        *self.inner().samples.borrow_mut() = Some(Rc::new(samples));
        self.touch(Part::Samples);
        self.touch(Part::Screen);
    }

    /// The plain list rather than the board.
    pub fn lists(self) -> bool {
        self.inner().lists.get()
    }

    /// Shows the list or the board, now and next time.
    pub fn list(self, lists: bool) {
        self.inner().lists.set(lists);
        self.host()
            .prefer("view", if lists { "list" } else { "board" });
        self.touch(Part::Look);
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

    /// Once the whole page has been drawn anew, the focus goes to the first element that this fits.
    pub fn focus_next(self, css: &'static str) {
        self.inner().next_focus.set(Some(css));
    }

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
        if old.missing != new.missing || old.also != new.also {
            self.touch(Part::Missing);
        }
        if old != new {
            self.touch(Part::Head);
        }
    }

    /// Activities have other places: the open panel stays with the one that it is about, or closes where that is gone.
    #[inline(never)]
    fn follow(self, inner: &Inner) {
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
    fn renew_panel(self, inner: &Inner, ix: Ix) {
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
                old.tile != new.tile || old.inner != new.inner,
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
struct Sight(Cell<Option<WindowListenerHandle>>);

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
