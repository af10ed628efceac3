//! The panel of one activity: a sheet over the board, docked beside it where there is room.

mod actions;
mod hand_in;
mod resources;
mod steps;
mod words;

use leptos::html::Dialog;
use leptos::prelude::*;

use super::face::Brush;
use super::names;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{Button, button, icon, live};

/// From this width of the page, in em of its own text, the panel stands beside the board and the board stays in use.
const DOCKED: f64 = 62.0;

/// The panel; nothing while none is open.
pub fn panel(desk: Desk) -> AnyView {
    live(move || {
        desk.track(Part::Panel);
        if desk.panel().is_none() {
            return ().into_any();
        }
        sheet(desk)
    })
    .into_any()
}

fn sheet(desk: Desk) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    let title = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else {
            return;
        };
        stand(&dialog);
        if let Some(title) = title.get() {
            let _ = title.focus();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            stand(&dialog);
        }
    });
    on_cleanup(move || resized.remove());
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            fit(&dialog);
        }
    });
    on_cleanup(move || scrolled.remove());
    // Docked, the panel is no modal dialog, and Escape is ours to mind wherever the focus is.
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        let taken = event.default_prevented();
        let asked = document().query_selector("dialog.cb-question[open]");
        if event.key() == "Escape" && !taken && !matches!(asked, Ok(Some(_))) {
            event.prevent_default();
            desk.close();
        }
    });
    on_cleanup(move || escape.remove());
    let close = button(Button {
        class: "cb-quiet",
        icon: "#cb-i-close",
        label: desk.say("ui-close"),
        bare: true,
        act: Box::new(move || desk.close()),
    });
    let state = live(move || {
        desk.track(Part::PanelState);
        let Some(panel) = desk.panel() else {
            return ().into_any();
        };
        let (word, picture) = names::state(&panel.tile);
        view! {
            <span
                class="cb-state"
                data-state=panel.tile.state.name()
                data-free=panel.tile.free.then_some("")
            >
                {crate::ui::parts::stamp(picture)}
                <span>{desk.say(word)}</span>
            </span>
        }
        .into_any()
    });
    let heading = desk.panel().map(|panel| panel.tile.title.clone());
    view! {
        <dialog
            class="cb-sheet"
            aria-labelledby="cb-sheet-h"
            node_ref=dialog
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                desk.close();
            }
        >
            <header>
                {state}
                {close}
                <h2 id="cb-sheet-h" tabindex="-1" node_ref=title>
                    {heading}
                </h2>
                {facts(desk)}
            </header>
            {words::teacher(desk)}
            {words::about(desk)}
            {steps::steps(desk)}
            {resources::resources(desk)}
            {hand_in::hand_in(desk)}
            {words::what_counts(desk)}
            {actions::actions(desk)}
        </dialog>
    }
    .into_any()
}

/// Beside the board or over it, as the width of the page has it.
fn stand(dialog: &leptos::web_sys::HtmlDialogElement) {
    let Ok(Some(page)) = dialog.closest(".cb") else {
        return;
    };
    let size = window()
        .get_computed_style(&page)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("font-size").ok())
        .and_then(|size| size.trim_end_matches("px").parse::<f64>().ok())
        .unwrap_or(16.0);
    let docked = f64::from(page.client_width()) >= DOCKED * size;
    let modal = dialog.matches(":modal").unwrap_or(false);
    if dialog.open() && docked != modal {
        fit(dialog);
        return;
    }
    if dialog.open() {
        dialog.close();
    }
    if docked {
        dialog.show();
    } else {
        let _ = dialog.show_modal();
    }
    fit(dialog);
}

/// Docked, the sheet ends where the window ends, so that its buttons are always in sight. No unit of CSS knows how far down the
/// page a sticky box stands.
fn fit(dialog: &leptos::web_sys::HtmlDialogElement) {
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    let room = height - dialog.get_bounding_client_rect().top() - 12.0;
    let mut value = room.max(320.0).round().to_string();
    value.push_str("px");
    let _ = leptos::web_sys::HtmlElement::style(dialog).set_property("--cb-room", &value);
}

/// Must do, bonus, due, what one does, how long, for how many points.
fn facts(desk: Desk) -> AnyView {
    let brush = StoredValue::new_local(Brush::new(desk));
    live(move || {
        desk.track(Part::PanelState);
        let Some(panel) = desk.panel() else {
            return ().into_any();
        };
        let tile = &panel.tile;
        let flag = |name: &'static str, text: String| {
            view! {
                <span class="cb-flag" data-flag=name>
                    {icon(names::flag(name))}
                    <span>{text}</span>
                </span>
            }
        };
        let required = tile
            .required
            .then(|| flag("required", desk.say("ui-required")));
        let optional = tile
            .optional
            .then(|| flag("optional", desk.say("ui-optional")));
        let due = tile.due.as_ref().map(|due| {
            let name = match (due.late, due.soon) {
                (true, _) => "late",
                (_, true) => "soon",
                _ => "due",
            };
            flag(name, desk.text(&due.says))
        });
        let points = (tile.points.0 != 0)
            .then(|| view! { <span>{brush.with_value(|brush| brush.worth(tile))}</span> });
        let why = tile.why.as_ref().filter(|_| panel.comments.is_empty()).map(
            |why| view! { <p class="cb-why">{crate::ui::parts::says::sentence(desk, why)}</p> },
        );
        view! {
            <p class="cb-foot">
                {required} {optional} {due}
                <span class="cb-kind">
                    {icon(names::kind(tile.kind).1)}
                    <span>{brush.with_value(|brush| brush.in_short(tile))}</span>
                </span> {points}
            </p>
            {why}
        }
        .into_any()
    })
    .into_any()
}
