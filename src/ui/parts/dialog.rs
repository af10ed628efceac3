//! A question that has to be answered before anything else.

use leptos::html::Dialog;
use leptos::prelude::*;

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
    pub then: Box<dyn FnMut() + Send>,
    /// After either, and after Escape: takes the question away.
    pub close: Box<dyn FnMut() + Send>,
}

/// A modal question. The focus begins on the no, and the browser takes it back where it was.
pub fn question(question: Question) -> AnyView {
    let Question {
        asks,
        says,
        yes,
        no,
        mut then,
        mut close,
    } = question;
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
        }
    });
    let shut = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let no = button(Button {
        class: "",
        icon: "",
        label: no,
        bare: false,
        act: Box::new(shut),
    });
    let yes = button(Button {
        class: "cb-main",
        icon: "",
        label: yes,
        bare: false,
        act: Box::new(move || {
            shut();
            then();
        }),
    });
    view! {
        <dialog
            class="cb-card cb-question"
            role="alertdialog"
            aria-labelledby="cb-question-h"
            aria-describedby="cb-question-p"
            node_ref=dialog
            on:close=move |_| close()
        >
            <h2 class="cb-h" id="cb-question-h">{asks}</h2>
            <p id="cb-question-p">{says}</p>
            <div class="cb-row">{no} {yes}</div>
        </dialog>
    }
    .into_any()
}
