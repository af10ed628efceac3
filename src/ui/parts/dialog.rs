//! A question that has to be answered before anything else.

use super::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlDialogElement;

use super::{Button, button};

/// What is asked.
pub struct Question {
    /// The question itself.
    pub asks: String,
    /// What follows from a yes.
    pub says: String,
    /// The words of the yes and of the no.
    pub yes: String,
    /// See `yes`.
    pub no: String,
    /// After a yes.
    pub then: Box<dyn FnMut()>,
    /// After either, and after Escape: takes the question away.
    pub close: Box<dyn FnMut()>,
}

/// A modal question, asked where a yes costs something: the no is the main button. The focus begins on it, and the browser takes
/// it back where it was.
pub fn question(question: Question) -> View {
    let Question {
        asks,
        says,
        yes,
        no,
        mut then,
        mut close,
    } = question;
    let frame = el("dialog");
    let dialog: HtmlDialogElement = frame.0.clone().unchecked_into();
    // Once it stands on the page.
    let shown = dialog.clone();
    Effect::new(move |_| {
        let _ = shown.show_modal();
    });
    let shut = move || dialog.close();
    let no = button(Button {
        class: "cb-main",
        icon: "",
        label: no,
        bare: false,
        act: Box::new(shut.clone()),
    });
    let yes = button(Button {
        class: "",
        icon: "",
        label: yes,
        bare: false,
        act: Box::new(move || {
            shut();
            then();
        }),
    });
    frame
        .class("cb-card cb-question")
        .attr("role", "alertdialog")
        .attr("aria-labelledby", "cb-question-h")
        .attr("aria-describedby", "cb-question-p")
        .on("close", move |_| close())
        .kid(el("h2").class("cb-h").attr("id", "cb-question-h").kid(asks))
        .kid(el("p").attr("id", "cb-question-p").kid(says))
        .kid(el("div").class("cb-row").kid(no).kid(yes))
        .view()
}
