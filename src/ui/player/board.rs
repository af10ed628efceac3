//! The board's leaf: the sentence that leads, the two equal views, the key.

use crate::ui::parts::{Show, View, el, put};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event};

use super::{grid, list};
use crate::session::view::BoardState;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{icon, live, stamp};

/// The leaf.
pub fn board(desk: Desk) -> View {
    if desk.read(|s| s.activities()) == 0 {
        return empty(desk);
    }
    let shown = Memo::new(move |_| {
        desk.track(Part::Look);
        desk.lists()
    });
    let view = live(move || {
        desk.track(Part::Layout);
        if shown.get() {
            list::list(desk)
        } else {
            grid::sections(desk)
        }
    });
    View::Many(vec![
        (el("div")
            .class("cb-band")
            .kid(missing(desk))
            .kid(switch(desk)))
        .view(),
        (view).view(),
        (key(desk)).view(),
    ])
    .view()
}

/// What stands above a board on paper: whose it is, and the rule.
pub fn paper(desk: Desk) -> View {
    let blank = |word: &'static str| el("span").kid(desk.say(word));
    let rule = live(move || {
        desk.track(Part::Missing);
        sentence(desk, &desk.head().missing)
    });
    el("div")
        .class("cb-print")
        .kid(
            el("p")
                .class("cb-blank")
                .kid(blank("ui-print-name"))
                .kid(blank("ui-print-date")),
        )
        .kid(el("p").class("cb-h").kid(rule))
        .view()
}

/// What is missing, in words, always there.
fn missing(desk: Desk) -> View {
    let words = live(move || {
        desk.track(Part::Missing);
        let head = desk.head();
        let also = head
            .also
            .iter()
            .map(|phrase| el("p").kid(sentence(desk, phrase)))
            .collect::<Vec<_>>();
        let step = head.step.as_ref();
        let step = step.map(|step| super::next::step(desk, step));
        View::Many(vec![
            step.view(),
            (el("p").kid(el("b").kid(sentence(desk, &head.missing)))).view(),
            (also).view(),
        ])
        .view()
    });
    let picture = live(move || {
        desk.track(Part::Missing);
        icon(tone(desk).1)
    });
    el("section")
        .class("cb-rule")
        .follow("data-tone", move || {
            desk.track(Part::Missing);
            Some(String::from(tone(desk).0))
        })
        .attr("aria-label", desk.say("ui-missing"))
        .kid(picture)
        .kid(el("div").kid(words))
        .view()
}

/// Good news, bad news, or the way ahead: never by the colour alone.
fn tone(desk: Desk) -> (&'static str, &'static str) {
    match desk.head().state {
        BoardState::InProgress => ("", "#cb-i-goal"),
        BoardState::Complete => ("good", "#cb-i-check"),
        BoardState::Impossible => ("alert", "#cb-i-warn"),
    }
}

fn switch(desk: Desk) -> View {
    let side = |lists: bool, label: &'static str, picture: &'static str| {
        let pressed = move || {
            desk.track(Part::Look);
            Some((desk.lists() == lists).to_string())
        };
        el("button")
            .class("cb-btn")
            .attr("type", "button")
            .follow("aria-pressed", pressed)
            .on("click", move |_| desk.list(lists))
            .kid(icon(picture))
            .kid(el("span").kid(desk.say(label)))
    };
    el("div")
        .class("cb-switch")
        .attr("role", "group")
        .attr("aria-label", desk.say("ui-view"))
        .kid(side(false, "ui-view-board", "#cb-i-grid"))
        .kid(side(true, "ui-view-list", "#cb-i-list"))
        .view()
}

/// What the stamps mean, for whoever asks.
fn key(desk: Desk) -> View {
    el("details")
        .class("cb-band cb-legend")
        .on("toggle", move |event| meanings(desk, &event))
        .kid(el("summary").kid(desk.say("ui-key")))
        .view()
}

#[inline(never)]
fn meanings(desk: Desk, event: &Event) {
    let details = event.target().and_then(|at| at.dyn_into::<Element>().ok());
    let Some(details) = details.filter(|details| details.child_element_count() == 1) else {
        return;
    };
    let states = [
        ("ui-state-open", "open", "#cb-s-open"),
        ("ui-state-chosen", "chosen", "#cb-s-chosen"),
        ("ui-state-started", "started", "#cb-s-started"),
        ("ui-state-waiting", "waiting", "#cb-s-waiting"),
        ("ui-state-returned", "returned", "#cb-s-returned"),
        ("ui-state-done", "done", "#cb-s-done"),
        ("ui-state-locked", "locked", "#cb-s-locked"),
        ("ui-state-dropped", "dropped", "#cb-s-dropped"),
    ]
    .into_iter()
    .map(|(word, state, picture)| {
        el("li")
            .attr("data-means", state)
            .kid(stamp(picture))
            .kid(desk.say(word))
    })
    .collect::<Vec<_>>();
    let list = el("ul").class("cb-key").attr("role", "list").kid(states);
    put(&details, list.view());
}

fn empty(desk: Desk) -> View {
    el("div")
        .class("cb-tray cb-empty")
        .kid(
            el("div")
                .class("cb-card")
                .kid(el("h2").class("cb-h").kid(desk.say("ui-empty-title")))
                .kid(el("p").kid(desk.say("ui-empty-says"))),
        )
        .view()
}
