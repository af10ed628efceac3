//! Faces as they are before anything is known of their activity: cloned for each, and filled.

use leptos::tachys::renderer::dom::Dom;
use leptos::web_sys::Element;

use crate::ui::parts::dom::{element, icon, put, shape, symbol};

/// What a drawing shows before it is known. An empty address would be that of a page around, and a browser would fetch that as a picture.
const NOTHING: &str = "#";

fn button(class: &str) -> Element {
    let button = element("button", class);
    Dom::set_attribute(&button, "type", "button");
    button
}

/// The title comes first for those who listen; the style sheet puts the state above it.
pub(super) fn tile() -> Element {
    let tile = button("cb-tile");
    put(&tile, &element("span", "cb-name"));
    let top = element("span", "cb-top");
    let state = element("span", "cb-state");
    put(&state, &symbol("cb-stamp", "0 0 32 32", NOTHING));
    put(&state, &element("span", ""));
    put(&top, &state);
    put(&top, &element("span", "cb-points"));
    put(&tile, &top);
    let glance = element("span", "cb-glance");
    put(&glance, &icon(NOTHING));
    put(&tile, &glance);
    put(&tile, &element("span", "cb-foot"));
    tile
}

/// A line of the list.
pub(super) fn item() -> Element {
    let item = button("cb-item");
    put(&item, &symbol("cb-stamp", "0 0 32 32", NOTHING));
    put(&item, &element("span", "cb-name"));
    put(&item, &element("span", "cb-foot"));
    put(&item, &element("span", "cb-points"));
    item
}

/// The mark over what is done.
pub(super) fn tick() -> Element {
    let tick = shape(
        "svg",
        &[
            ("class", "cb-tick"),
            ("viewBox", "0 0 64 48"),
            ("aria-hidden", "true"),
        ],
    );
    for _ in 0..2 {
        put(
            &tick,
            &shape("path", &[("d", "M5 27c5 2 10 7 13 13C24 25 38 11 59 4")]),
        );
    }
    tick
}
