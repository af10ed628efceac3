//! A button that lays open a small sheet below it.

use super::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::{icon, live};

/// The button, and what it lays open. Escape, a click or the focus elsewhere and what is chosen in it close it; a focus in it goes back to the button.
pub fn dropdown(
    label: String,
    icon_name: &'static str,
    mut inside: impl FnMut(RwSignal<bool>) -> View + 'static,
) -> View {
    let open = RwSignal::new(false);
    let frame = el("div");
    let opener = el("button");
    let (around, within, inner) = (frame.0.clone(), frame.0.clone(), frame.0.clone());
    let button = opener.0.clone();
    let elsewhere = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target: Option<Node> = event.target().and_then(|t| t.dyn_into().ok());
        if !around.contains(target.as_ref()) && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let key = move |event: Event| {
        if pressed(&event) == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
        }
    };
    // The focus has gone on to something else, by keyboard: a sheet would stay before it.
    let left = move |event: Event| {
        let next = event
            .dyn_ref::<FocusEvent>()
            .and_then(FocusEvent::related_target);
        let next: Option<Node> = next.and_then(|next| next.dyn_into().ok());
        if next.is_some() && !within.contains(next.as_ref()) {
            open.set(false);
        }
    };
    let named = label.clone();
    let sheet = live(move || {
        if !open.get() {
            // Before the sheet is gone: what asks a question next gives the focus back to where it was then.
            if let Ok(Some(_)) = inner.query_selector(".cb-menu :focus") {
                let _ = button.unchecked_ref::<HtmlElement>().focus();
            }
            return View::None;
        }
        el("div")
            .class("cb-menu")
            .attr("role", "group")
            .attr("aria-label", named.clone())
            .kid(inside(open))
            .view()
    });
    frame
        .on("keydown", key)
        .on("focusout", left)
        .kid(
            opener
                .class("cb-btn cb-quiet")
                .attr("type", "button")
                .attr("aria-label", label)
                .follow("aria-expanded", move || Some(open.get().to_string()))
                .on("click", move |_| open.update(|o| *o = !*o))
                .kid(icon(icon_name)),
        )
        .kid(sheet)
        .view()
}

/// The key of a keyboard event.
pub fn pressed(event: &Event) -> String {
    event
        .dyn_ref::<KeyboardEvent>()
        .map(KeyboardEvent::key)
        .unwrap_or_default()
}

/// A few choices of which one holds.
pub fn choices(
    name: &'static str,
    label: String,
    options: Vec<(&'static str, String)>,
    now: &str,
    choose: impl Fn(&'static str) + Clone + 'static,
) -> View {
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let choose = choose.clone();
            el("label")
                .kid(
                    el("input")
                        .attr("type", "radio")
                        .attr("name", name)
                        .attr("checked", value == now)
                        .on("change", move |_| choose(value)),
                )
                .kid(el("span").kid(label))
        })
        .collect::<Vec<_>>();
    el("fieldset")
        .class("cb-choices")
        .kid(el("legend").kid(label))
        .kid(options)
        .view()
}
