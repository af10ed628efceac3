//! The one way to the session: screens read views here, send messages here, and are told here what has changed.
//!
//! Views are read when drawn, so nothing is kept twice; a counter for each part of the page says when to read again.

mod changes;
mod panel;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use changes::Painter;
use panel::Sight;

use super::host::{Host, Sample};
use crate::rules::Ix;
use crate::session::view::{HeadView, PanelView};
use crate::session::{Message, Session};
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

const PARTS: usize = Part::Samples as usize + 1;

/// A handle to the desk, cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    parts: [RwSignal<u32>; PARTS],
}

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

    /// Once the whole page has been drawn anew, the focus goes to the first element that this fits.
    pub fn focus_next(self, css: &'static str) {
        self.inner().next_focus.set(Some(css));
    }
}
