//! The menu: a file of the work, out and in; another board; another language; starting over.

use leptos::prelude::*;

use crate::session::{Act, Message};
use crate::ui::Desk;
use crate::ui::parts::dialog::{Question, question};
use crate::ui::parts::dropdown::dropdown;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{icon, live};

/// The button and its sheet.
pub fn menu(desk: Desk) -> AnyView {
    let asking = RwSignal::new(false);
    let sheet = dropdown(desk.say("ui-menu"), "#cb-i-more", move |open| {
        let import = picker(
            "cb-entry",
            "#cb-i-open",
            desk.say("ui-import"),
            ".json,application/json",
            Box::new(move |file| {
                open.set(false);
                desk.host().import(file);
            }),
        );
        view! {
            <button
                class="cb-entry"
                type="button"
                on:click=move |_| {
                    open.set(false);
                    desk.send(Message::Export);
                }
            >
                {icon("#cb-i-save")}
                <span>{desk.say("ui-export")}</span>
            </button>
            {import}
            <hr/>
            {languages(desk)}
            <hr/>
            <a class="cb-entry" href="?">
                {icon("#cb-i-grid")}
                <span>{desk.say("ui-other-board")}</span>
            </a>
            <button
                class="cb-entry"
                type="button"
                data-action="reset"
                on:click=move |_| {
                    open.set(false);
                    asking.set(true);
                }
            >
                {icon("#cb-i-trash")}
                <span>{desk.say("ui-reset")}</span>
            </button>
        }
        .into_any()
    });
    let asked = live(move || {
        if !asking.get() {
            return ().into_any();
        }
        question(Question {
            asks: desk.say("ui-reset-asks"),
            says: desk.say("ui-reset-says"),
            yes: desk.say("ui-reset-yes"),
            no: desk.say("ui-no"),
            then: Box::new(move || desk.send(Message::Act(Act::Reset))),
            close: Box::new(move || asking.set(false)),
        })
    });
    (sheet, asked).into_any()
}

/// The language of the page; the board's own texts stay in the board's.
pub fn languages(desk: Desk) -> AnyView {
    let now = desk.tongue().language().to_owned();
    let options = desk
        .host()
        .languages()
        .into_iter()
        .map(|(tag, name)| {
            let chosen = tag == now;
            view! { <option value=tag.clone() lang=tag selected=chosen>{name}</option> }
        })
        .collect_view();
    let change = move |event: leptos::ev::Event| {
        let tag = event_target_value(&event);
        desk.host().prefer("language", &tag);
        desk.send(Message::Language(tag));
    };
    view! {
        <label class="cb-entry">
            {icon("#cb-i-language")}
            <span>{desk.say("ui-language")}</span>
            <select class="cb-text" on:change=change>
                {options}
            </select>
        </label>
    }
    .into_any()
}
