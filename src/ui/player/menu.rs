//! The menu: a file of the work, out and in; another board; another language; starting over.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::session::{Act, Message, Session};
use crate::ui::Desk;
use crate::ui::parts::dialog::{Question, question};
use crate::ui::parts::dropdown::dropdown;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{icon, live};

/// The button and its sheet.
pub fn menu(desk: Desk) -> View {
    let asking = RwSignal::new(false);
    let sheet = dropdown(desk.say("ui-menu"), "#cb-i-more", move |open| {
        let changes = !desk.read(Session::is_readonly);
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
        View::Many(vec![
            (el("button")
                .class("cb-entry")
                .attr("type", "button")
                .on("click", move |_| {
                    open.set(false);
                    desk.send(Message::Export);
                })
                .kid(icon("#cb-i-save"))
                .kid(el("span").kid(desk.say("ui-export"))))
            .view(),
            changes.then_some(import).view(),
            (el("hr")).view(),
            (languages(desk)).view(),
            (el("hr")).view(),
            (el("a")
                .class("cb-entry")
                .attr("href", "?")
                .kid(icon("#cb-i-grid"))
                .kid(el("span").kid(desk.say("ui-other-board"))))
            .view(),
            changes
                .then(|| {
                    el("button")
                        .class("cb-entry")
                        .attr("type", "button")
                        .attr("data-action", "reset")
                        .on("click", move |_| {
                            open.set(false);
                            asking.set(true);
                        })
                        .kid(icon("#cb-i-trash"))
                        .kid(el("span").kid(desk.say("ui-reset")))
                })
                .view(),
        ])
        .view()
    });
    let asked = live(move || {
        if !asking.get() {
            return View::None;
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
    (sheet, asked).view()
}

/// The language of the page; the board's own texts stay in the board's.
pub fn languages(desk: Desk) -> View {
    let now = desk.tongue().language().to_owned();
    let options = desk
        .host()
        .languages()
        .into_iter()
        .map(|(tag, name)| {
            let chosen = tag == now;
            el("option")
                .attr("value", tag.clone())
                .attr("lang", tag)
                .attr("selected", chosen)
                .kid(name)
        })
        .collect::<Vec<_>>();
    let change = move |event: leptos::web_sys::Event| {
        let tag = event_target_value(&event);
        desk.host().prefer("language", &tag);
        // In the gallery the choice itself, on a board the menu that holds it.
        desk.focus_next("select, .cb-tools > :last-child > button");
        desk.send(Message::Language(tag));
    };
    el("label")
        .class("cb-entry")
        .kid(icon("#cb-i-language"))
        .kid(el("span").kid(desk.say("ui-language")))
        .kid(
            el("select")
                .class("cb-text")
                .on("change", change)
                .kid(options),
        )
        .view()
}
