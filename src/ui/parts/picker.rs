//! A button that takes a file from the device.

use leptos::prelude::*;
use leptos::web_sys::File;

use super::icon;

/// A file input that looks like a button. `accept` as in HTML.
pub fn picker(
    class: &'static str,
    icon_name: &'static str,
    label: String,
    accept: &'static str,
    mut take: Box<dyn FnMut(File) + Send>,
) -> AnyView {
    let change = move |event: leptos::ev::Event| {
        let input: leptos::web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.item(0)) {
            take(file);
        }
        // The same file can be picked again.
        input.set_value("");
    };
    view! {
        <label class=class>
            {icon(icon_name)}
            <span>{label}</span>
            <input class="cb-sr" type="file" accept=accept on:change=change/>
        </label>
    }
    .into_any()
}
