//! Boards within the board: fetched to be looked into, opened, and left again.
//!
//! A page with an address of its own goes to the other board's address, and back. Where the page is part of something (an element, one file, a
//! package, a frame that is talked to), the other board is opened in the same page without its line: whoever is around waits for one board's
//! work, and would take the other's for it.

use std::cell::RefCell;

use wasm_bindgen_futures::spawn_local;
use web_sys::{UrlSearchParams, window};

use super::app::{App, fetched};
use super::page::Page;
use super::{link, local};
use crate::session::{Ask, Inner, Message, Shelf};
use crate::ui::{Back, Host};

/// Under which name it is remembered that somebody has gone into a board within.
const WITHIN: &str = "within";

/// The way from the page's own board to the one that is open: each board's address and the title of the one before.
pub(super) type Inside = RefCell<Vec<(String, String)>>;

/// Carries out what boards within want.
#[inline(never)]
pub fn carry_out(app: &App, ask: Ask) {
    let teller = app.clone();
    let tell = move |inner| teller.dispatch(Message::Inner(Box::new(inner)));
    match ask {
        Ask::Board { ix, address } => spawn_local(async move {
            let result = fetched(&address).await;
            tell(Inner::Board {
                ix,
                address,
                result,
            });
        }),
        Ask::Work {
            ix,
            shelf: Shelf::Local,
            prefix,
        } => {
            // In a turn of its own: the session is in the middle of one.
            let result = local::read(&prefix);
            super::world::after(0, move || tell(Inner::Work { ix, result }));
        }
        Ask::Work { ix, prefix, .. } => {
            let answer = move |result| tell(Inner::Work { ix, result });
            app.read(&prefix, Box::new(answer));
        }
    }
}

impl Page {
    /// Whether the page's address is its own, and nobody around is talked to.
    fn has_address(&self) -> bool {
        let here = window().and_then(|window| window.location().href().ok());
        let here = here.unwrap_or_default();
        let here = here.split('#').next().unwrap_or_default();
        here == self.asked.address && self.asked.value("parent").is_none()
    }

    /// Opens a board within the one that is open.
    #[inline(never)]
    pub(super) fn go_into(&self, address: String, title: String) {
        self.preferences.set(WITHIN, &self.went(&address));
        if !self.has_address() {
            // What is still to be kept is kept while its board stands.
            self.app.dispatch(Message::Leaving);
            self.inside.borrow_mut().push((address, title));
            return self.again();
        }
        let Ok(query) = UrlSearchParams::new_with_str(&self.asked.query) else {
            return;
        };
        query.set("board", &address);
        query.set("back", &self.asked.query);
        query.set("back-title", &title);
        let query = ["?", &String::from(query.to_string())].concat();
        if let Some(window) = window() {
            // What is still to be written is written as the page is left.
            let _ = window.location().assign(&query);
        }
    }

    /// What this browser remembers of who went into which board from the one that stands.
    fn went(&self, address: &str) -> String {
        let board = self.app.session().borrow().head().board;
        let learner = self.asked.learner.as_deref().unwrap_or_default();
        [&board, "\n", learner, "\n", address].concat()
    }

    /// Has the boards within looked into. Whoever went into one of them and is here again, by whatever way, is told how far it is: once.
    #[inline(never)]
    pub(super) fn look_inside(&self) {
        let went = self.preferences.get(WITHIN).unwrap_or_default();
        let address = went.strip_prefix(&self.went("")).unwrap_or_default();
        let inner = match address {
            "" => Inner::Look,
            address => {
                self.preferences.set(WITHIN, "");
                let address = String::from(address);
                Inner::Back { address }
            }
        };
        self.app.dispatch(Message::Inner(Box::new(inner)));
    }

    /// Where the open board was opened from, if from another.
    #[inline(never)]
    pub(super) fn way_back(&self) -> Option<Back> {
        if let Some((_, title)) = self.inside.borrow().last() {
            return Some(Back {
                address: None,
                title: title.clone(),
            });
        }
        let address = self.asked.value("back")?;
        // Only ever a query of this same page.
        address.starts_with('?').then(|| Back {
            address: Some(address),
            title: self.asked.value("back-title").unwrap_or_default(),
        })
    }

    /// Back to the board that the open one was opened from, in the same page.
    #[inline(never)]
    pub(super) fn go_back(&self) {
        let left = self.app.session().borrow().head().board;
        self.inside.borrow_mut().pop();
        self.app.dispatch(Message::Leaving);
        self.again();
        if self.inside.borrow().is_empty() {
            link::again(left);
        }
    }
}
