//! Above the buttons of a locked activity: the field for the code word that opens it.

use crate::ui::parts::{Show, View, el, icon};
use leptos::prelude::*;

use crate::rules::Ix;
use crate::session::Note;
use crate::ui::Desk;

use super::super::focus::on_to;
use super::super::journal::{keep, word};

/// The field, and the button. What is typed stands in the session.
#[inline(never)]
pub fn section(desk: Desk, ix: Ix) -> View {
    // The right word takes the field away, and maybe all that stands here.
    on_cleanup(move || keep_focus(desk));
    let form = desk.read(|s| s.code_form(ix));
    let label = desk.say("code-label");
    el("section")
        .class("cb-help cb-code")
        .attr("aria-label", label.clone())
        .kid(word(desk, &form, "cb-code-word", label, Note::Code(ix)))
        .kid(keep(
            desk,
            &form,
            "cb-btn cb-main",
            desk.say("code-enter"),
            Note::Code(ix),
            "code",
        ))
        .view()
}

/// That the word was right, where something else keeps it locked.
#[inline(never)]
pub fn said(desk: Desk) -> View {
    el("section")
        .class("cb-code")
        .kid(
            el("p")
                .class("cb-row")
                .kid(icon("#cb-i-check"))
                .kid(el("span").kid(desk.say("code-right"))),
        )
        .view()
}

/// From the field and its button on to the next field, else to what can be done now, else to the heading.
fn keep_focus(desk: Desk) {
    if desk.find("#cb-sheet .cb-code :focus").is_none() {
        return;
    }
    let next = [
        "#cb-code-word",
        "#cb-sheet .cb-actions .cb-main",
        "#cb-sheet-h",
    ];
    on_to(desk, next.map(String::from).to_vec());
}
