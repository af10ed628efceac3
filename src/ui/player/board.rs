//! The board's leaf: the sentence that leads, the two equal views, the key.

use leptos::prelude::*;

use super::{grid, list};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{follow, icon, live, stamp};

/// The leaf.
pub fn board(desk: Desk) -> AnyView {
    if desk.read(|s| s.activities()) == 0 {
        return empty(desk);
    }
    let shown = Memo::new(move |_| {
        desk.track(Part::Look);
        desk.lists()
    });
    let view = live(move || {
        if shown.get() {
            list::list(desk)
        } else {
            grid::sections(desk)
        }
    });
    view! {
        <div class="cb-band">{missing(desk)} {switch(desk)}</div>
        {view}
        {key(desk)}
    }
    .into_any()
}

/// What is missing, in words, always there.
fn missing(desk: Desk) -> AnyView {
    let words = live(move || {
        desk.track(Part::Missing);
        let head = desk.head();
        let also = head
            .also
            .iter()
            .map(|phrase| view! { <p>{sentence(desk, phrase)}</p> })
            .collect_view();
        view! {
            <p><b>{sentence(desk, &head.missing)}</b></p>
            {also}
        }
        .into_any()
    });
    view! {
        <section class="cb-rule" aria-label=desk.say("ui-missing")>
            {icon("#cb-i-goal")}
            <div>{words}</div>
        </section>
    }
    .into_any()
}

fn switch(desk: Desk) -> AnyView {
    let side = |lists: bool, label: &'static str, picture: &'static str| {
        let pressed = follow(move || {
            desk.track(Part::Look);
            Some(String::from(if desk.lists() == lists {
                "true"
            } else {
                "false"
            }))
        });
        view! {
            <button
                class="cb-btn"
                type="button"
                aria-pressed=pressed
                on:click=move |_| desk.list(lists)
            >
                {icon(picture)}
                <span>{desk.say(label)}</span>
            </button>
        }
    };
    view! {
        <div class="cb-switch" role="group" aria-label=desk.say("ui-view")>
            {side(false, "ui-view-board", "#cb-i-grid")}
            {side(true, "ui-view-list", "#cb-i-list")}
        </div>
    }
    .into_any()
}

/// What the stamps mean.
fn key(desk: Desk) -> AnyView {
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
        view! { <li data-means=state>{stamp(picture)} {desk.say(word)}</li> }
    })
    .collect_view();
    view! {
        <details class="cb-band cb-legend">
            <summary>{desk.say("ui-key")}</summary>
            <ul class="cb-key" role="list">
                {states}
            </ul>
        </details>
    }
    .into_any()
}

fn empty(desk: Desk) -> AnyView {
    view! {
        <div class="cb-tray cb-empty">
            <div class="cb-card">
                <h2 class="cb-h">{desk.say("ui-empty-title")}</h2>
                <p>{desk.say("ui-empty-says")}</p>
            </div>
        </div>
    }
    .into_any()
}
