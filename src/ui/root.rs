//! The page's root: what stands on it, how it looks, and what the screen reader is told.

use crate::ui::parts::{Show, View, el};
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::desk::{Desk, Part};
use super::host::Host;
use super::parts::{live, put};
use super::{gallery, look, player};
use crate::session::view::{BoardState, Screen};
use crate::session::{Message, Session};

/// Puts the page into an element, in place of what is there, and gives the desk to tell it of changes.
pub fn mount(place: HtmlElement, session: Rc<RefCell<Session>>, host: Rc<dyn Host>) -> Desk {
    let owner = Owner::new();
    let desk = owner.with(|| Desk::new(place.clone(), session, host));
    place.set_text_content(None);
    let here = place.clone();
    // Both live as long as the page.
    let page = owner.with(|| leptos::mount::mount_to(place, move || put(&here, root(desk))));
    page.forget();
    std::mem::forget(owner);
    desk
}

fn root(desk: Desk) -> View {
    let head = move |read: fn(Desk) -> String| {
        move || {
            desk.track(Part::Head);
            desk.read(|s| *s.screen() == Screen::Board)
                .then(|| read(desk))
        }
    };
    let screen = live(move || {
        desk.track(Part::Screen);
        match desk.read(|s| s.screen().clone()) {
            Screen::Board => player::player(desk),
            Screen::Problem(problem) => player::problem::problem(desk, &problem),
            Screen::Waiting => gallery::gallery_or_wait(desk),
        }
    });
    el("div")
        .class("cb")
        .follow("lang", move || {
            desk.track(Part::Screen);
            Some(desk.tongue().language().to_owned())
        })
        .follow("dir", move || {
            desk.track(Part::Screen);
            Some(String::from(if desk.tongue().right_to_left() {
                "rtl"
            } else {
                "ltr"
            }))
        })
        .follow("data-theme", move || look::value(desk, "theme"))
        .follow("data-contrast", move || look::value(desk, "contrast"))
        .follow("data-zoom", move || look::value(desk, "zoom"))
        .follow("data-board", head(|desk| desk.head().board.clone()))
        .follow(
            "data-state",
            head(|desk| String::from(state(desk.head().state))),
        )
        .follow("data-points", head(|desk| desk.head().points.to_string()))
        .follow("data-level", head(|desk| desk.head().level.to_string()))
        .follow("data-saved", move || {
            desk.track(Part::Saved);
            let saved = desk.read(Session::saved);
            desk.read(|s| *s.screen() == Screen::Board)
                .then(|| String::from(saved.name()))
        })
        .kid(screen)
        .kid(teller(desk))
        .view()
}

fn state(state: BoardState) -> &'static str {
    match state {
        BoardState::InProgress => "in_progress",
        BoardState::Complete => "complete",
        BoardState::Impossible => "impossible",
    }
}

/// The one place where changes are told to a screen reader, each once.
fn teller(desk: Desk) -> View {
    let told = RwSignal::new(String::new());
    Effect::new(move |_| {
        desk.track(Part::Notice);
        let notice = desk.read(Session::notice);
        if notice.announce.is_empty() {
            return;
        }
        let mut text = String::new();
        for phrase in &notice.announce {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&desk.text(phrase));
        }
        // The same sentence twice is two pieces of news: a space tells them apart.
        if told.with_untracked(|last| *last == text) {
            text.push('\u{a0}');
        }
        told.set(text);
        desk.send(Message::Heard);
    });
    el("p")
        .class("cb-sr")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .kid(live(move || told.get().view()))
        .view()
}
