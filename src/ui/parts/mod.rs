//! Pieces every screen is put together from. They know labels, phrases and callbacks, nothing of boards.

pub mod dialog;
pub mod dom;
pub mod dropdown;
pub mod markdown;
pub mod picker;
pub mod says;

use leptos::prelude::*;

/// Something that is drawn anew when what it reads changes. One boxed type for all of them: each closure type of its own would
/// bring its own copy of the drawing code into the download.
pub fn live(draw: impl FnMut() -> AnyView + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(draw)
}

/// An attribute that follows what it reads.
pub fn follow(
    value: impl FnMut() -> Option<String> + Send + 'static,
) -> Box<dyn FnMut() -> Option<String> + Send> {
    Box::new(value)
}

/// An icon of the sprite, by its address (`#cb-i-…`). Decoration: the word beside it, or the button's label, says it.
pub fn icon(name: &'static str) -> AnyView {
    drawn("cb-icon", "0 0 24 24", name)
}

/// An icon that shows a direction, turned round where text runs from right to left.
pub fn turning(name: &'static str) -> AnyView {
    drawn("cb-icon cb-flip", "0 0 24 24", name)
}

/// The stamp of a state.
pub fn stamp(name: &'static str) -> AnyView {
    drawn("cb-stamp", "0 0 32 32", name)
}

fn drawn(class: &'static str, side: &'static str, name: &'static str) -> AnyView {
    view! {
        <svg class=class viewBox=side aria-hidden="true">
            <use_ href=name></use_>
        </svg>
    }
    .into_any()
}

/// A heading of a part of the page.
pub fn heading(id: &'static str, text: String) -> AnyView {
    view! { <h2 class="cb-h" id=id>{text}</h2> }.into_any()
}

/// A coloured box with an icon: `good`, `alert`, `teacher` or plain.
pub fn note(tone: &'static str, icon_name: &'static str, inside: AnyView) -> AnyView {
    view! {
        <div class="cb-note" data-tone=tone>
            {icon(icon_name)}
            {inside}
        </div>
    }
    .into_any()
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
    pub act: Box<dyn FnMut() + Send>,
}

/// A button.
pub fn button(parts: Button) -> AnyView {
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
    view! {
        <button class=class type="button" on:click=move |_| act()>
            {drawing}
            <span class=word>{label}</span>
        </button>
    }
    .into_any()
}
