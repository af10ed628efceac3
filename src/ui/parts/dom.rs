//! Elements by hand, for the parts that are drawn ten thousand times.

use leptos::tachys::renderer::dom::Dom;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A new element with a class.
pub fn element(name: &'static str, class: &str) -> Element {
    let element = Dom::create_element(name, None);
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

/// The same with text in it.
pub fn words(name: &'static str, class: &str, text: &str) -> Element {
    let element = element(name, class);
    element.set_text_content(Some(text));
    element
}

/// Adds a child at the end.
pub fn put(parent: &Element, child: &Element) {
    let _ = parent.append_child(child);
}

/// A symbol of the sprite, drawn in a box of `side`.
pub fn symbol(class: &str, side: &str, name: &str) -> Element {
    let svg = Dom::create_element("svg", Some(SVG));
    Dom::set_attribute(&svg, "class", class);
    Dom::set_attribute(&svg, "viewBox", side);
    Dom::set_attribute(&svg, "aria-hidden", "true");
    let shape = Dom::create_element("use", Some(SVG));
    Dom::set_attribute(&shape, "href", name);
    put(&svg, &shape);
    svg
}

/// One of the icons.
pub fn icon(name: &str) -> Element {
    symbol("cb-icon", "0 0 24 24", name)
}

/// A piece of a drawing.
pub fn shape(name: &'static str, attributes: &[(&'static str, &str)]) -> Element {
    let shape = Dom::create_element(name, Some(SVG));
    for (key, value) in attributes {
        Dom::set_attribute(&shape, key, value);
    }
    shape
}

/// The nearest element around where something happened that fits the selector.
pub fn around(event: &Event, selector: &str) -> Option<HtmlElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()??.dyn_into().ok()
}
