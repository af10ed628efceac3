//! A button that lays open a small sheet below it.

use leptos::html::{Button, Div};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Node;

use super::{icon, live};

/// The button, and what it lays open. Escape and a click elsewhere close it; Escape gives the focus back to the button.
pub fn dropdown(
    label: String,
    icon_name: &'static str,
    mut inside: impl FnMut(RwSignal<bool>) -> AnyView + Send + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    let around = NodeRef::<Div>::new();
    let opener = NodeRef::<Button>::new();
    let elsewhere = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target: Option<Node> = event.target().and_then(|t| t.dyn_into().ok());
        let inside = around
            .get_untracked()
            .is_some_and(|sheet| sheet.contains(target.as_ref()));
        if !inside && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = opener.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    let named = label.clone();
    let sheet = live(move || {
        if !open.get() {
            return ().into_any();
        }
        view! { <div class="cb-menu" role="group" aria-label=named.clone()>{inside(open)}</div> }
            .into_any()
    });
    view! {
        <div node_ref=around on:keydown=key>
            <button
                class="cb-btn cb-quiet"
                type="button"
                aria-label=label
                aria-expanded=move || if open.get() { "true" } else { "false" }
                node_ref=opener
                on:click=move |_| open.update(|o| *o = !*o)
            >
                {icon(icon_name)}
            </button>
            {sheet}
        </div>
    }
    .into_any()
}

/// A few choices of which one holds.
pub fn choices(
    name: &'static str,
    label: String,
    options: Vec<(&'static str, String)>,
    now: &str,
    choose: impl Fn(&'static str) + Clone + Send + 'static,
) -> AnyView {
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let choose = choose.clone();
            view! {
                <label>
                    <input
                        type="radio"
                        name=name
                        checked=value == now
                        on:change=move |_| choose(value)
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="cb-choices">
            <legend>{label}</legend>
            {options}
        </fieldset>
    }
    .into_any()
}
