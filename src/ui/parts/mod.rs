//! Pieces every screen is put together from. They know labels, phrases and callbacks, nothing of boards.

pub mod dialog;
pub mod dom;
pub mod dropdown;
pub mod leaf;
pub mod markdown;
mod math;
mod node;
pub mod picker;
pub mod says;

pub use node::{El, Show, View, el, live, put, svg};

/// An icon of the sprite, by its address (`#cb-i-…`). Decoration: the word beside it, or the button's label, says it.
pub fn icon(name: &'static str) -> View {
    drawn("cb-icon", "0 0 24 24", name)
}

/// An icon that shows a direction, turned round where text runs from right to left.
pub fn turning(name: &'static str) -> View {
    drawn("cb-icon cb-flip", "0 0 24 24", name)
}

/// The stamp of a state.
pub fn stamp(name: &'static str) -> View {
    drawn("cb-stamp", "0 0 32 32", name)
}

fn drawn(class: &'static str, side: &'static str, name: &'static str) -> View {
    svg("svg")
        .attr("class", class)
        .attr("viewBox", side)
        .attr("aria-hidden", "true")
        .kid(svg("use").attr("href", name))
        .view()
}

/// A row of small boxes, the first of them filled; words beside it say the same.
pub fn pips(filled: u32, all: u32) -> View {
    let boxes = (0..all).map(|at| {
        svg("rect")
            .attr("x", (at * 10 + 1).to_string())
            .attr("y", "1")
            .attr("width", "8")
            .attr("height", "8")
            .attr("rx", "2")
            .attr("class", (at < filled).then_some("cb-on"))
    });
    svg("svg")
        .class("cb-pips")
        .attr("viewBox", ["0 0 ", &(all * 10).to_string(), " 10"].concat())
        .attr("aria-hidden", "true")
        .kid(boxes.collect::<Vec<_>>())
        .view()
}

/// A heading of a part of the page.
pub fn heading(id: &'static str, text: String) -> View {
    el("h2").class("cb-h").attr("id", id).kid(text).view()
}

/// A coloured box with an icon: `good`, `alert`, `teacher` or plain.
pub fn note(tone: &'static str, icon_name: &'static str, inside: View) -> View {
    el("div")
        .class("cb-note")
        .attr("data-tone", tone)
        .kid(icon(icon_name))
        .kid(inside)
        .view()
}

/// What a button is made of.
pub struct Button {
    /// `cb-main`, `cb-quiet` or nothing.
    pub class: &'static str,
    /// An icon's address, or nothing.
    pub icon: &'static str,
    /// What it says.
    pub label: String,
    /// The icon alone; the label is for those who listen.
    pub bare: bool,
    /// What it does.
    pub act: Box<dyn FnMut()>,
}

/// A button.
pub fn button(parts: Button) -> View {
    let Button {
        class,
        icon: icon_name,
        label,
        bare,
        mut act,
    } = parts;
    let class = match class {
        "" => "cb-btn",
        "cb-main" => "cb-btn cb-main",
        _ => "cb-btn cb-quiet",
    };
    let drawing = (!icon_name.is_empty()).then(|| icon(icon_name));
    let word = if bare { "cb-sr" } else { "" };
    el("button")
        .attr("class", class)
        .attr("type", "button")
        .on("click", move |_| act())
        .kid(drawing)
        .kid(el("span").attr("class", word).kid(label))
        .view()
}
