//! A button that takes a file from the device.

use super::{Show, View, el};
use leptos::prelude::*;
use leptos::web_sys::File;

use super::icon;

/// A file input that looks like a button. `accept` as in HTML.
pub fn picker(
    class: &'static str,
    icon_name: &'static str,
    label: String,
    accept: &'static str,
    mut take: Box<dyn FnMut(File)>,
) -> View {
    let change = move |event: leptos::web_sys::Event| {
        let input: leptos::web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.item(0)) {
            take(file);
        }
        // The same file can be picked again.
        input.set_value("");
    };
    el("label")
        .attr("class", class)
        .kid(icon(icon_name))
        .kid(el("span").kid(label))
        .kid(
            el("input")
                .class("cb-sr")
                .attr("type", "file")
                .attr("accept", accept)
                .on("change", change),
        )
        .view()
}
