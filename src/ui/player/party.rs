//! A moment when the board is finished. Without motion for those who asked for none.

use crate::ui::parts::{Show, View, el, svg};
use leptos::prelude::*;
use leptos::web_sys::Element;

use super::Leaf;
use super::badges::seal;
use super::focus::on_to;
use super::ruler::percent;
use crate::session::view::BoardState;
use crate::session::{Message, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{Button, button, live};

/// The band above the board, once, after the board has been finished here.
pub(super) fn party(desk: Desk, leaf: RwSignal<Leaf>) -> View {
    let celebrates = Memo::new(move |_| {
        desk.track(Part::Notice);
        desk.track(Part::Head);
        desk.read(Session::notice).celebrate && desk.head().state == BoardState::Complete
    });
    live(move || {
        if !celebrates.get() {
            return View::None;
        }
        let earned = desk.read(Session::badges).iter().any(|badge| badge.earned);
        let badges = earned.then(|| {
            button(Button {
                class: "cb-main",
                icon: "#cb-i-badges",
                label: desk.say("ui-party-badges"),
                bare: false,
                act: Box::new(move || {
                    leaf.set(Leaf::Badges);
                    desk.send(Message::PartyOver);
                }),
            })
        });
        let on = button(Button {
            class: "",
            icon: "",
            label: desk.say("ui-party-on"),
            bare: false,
            act: Box::new(move || {
                desk.send(Message::PartyOver);
                // The button goes with the rest of it.
                on_to(desk, vec![String::from(".cb-tab[aria-current]")]);
            }),
        });
        let frame = el("section");
        let place = frame.0.clone();
        queue_microtask(move || show(desk, place));
        frame
            .class("cb-band cb-party")
            .attr("aria-labelledby", "cb-party-h")
            .kid(confetti())
            .kid(
                el("div").class("cb-row").kid(seal("flag")).kid(
                    el("h2")
                        .class("cb-title")
                        .attr("id", "cb-party-h")
                        .kid(desk.say("ui-party-title")),
                ),
            )
            .kid(el("p").class("cb-row").kid(badges).kid(on))
            .view()
    })
    .view()
}

/// Brings it into sight: a panel over the whole page would hide it.
fn show(desk: Desk, place: Element) {
    if desk.find("dialog.cb-sheet:modal").is_some() {
        desk.close();
    }
    // After the focus has gone back to its tile, which scrolls there.
    queue_microtask(move || place.scroll_into_view());
}

/// Scraps of paper, scattered by a fixed rule: the same for everyone.
fn confetti() -> View {
    let scraps = (1u32..44)
        .map(|n| {
            let x = f64::from(n * 61 % 97);
            let y = f64::from(n * 37 % 89);
            let side = (5 + n * 7 % 10).to_string();
            svg("rect")
                .attr("x", percent(x))
                .attr("y", percent(y))
                .attr("width", side.clone())
                .attr("height", side)
                .attr("rx", "1.5")
        })
        .collect::<Vec<_>>();
    svg("svg")
        .class("cb-bits")
        .attr("aria-hidden", "true")
        .kid(scraps)
        .view()
}
