//! The menu: a file of the work, out and in; another board; another language; starting over; leaving.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::session::view::Saved;
use crate::session::{Act, Message, News, Session};
use crate::ui::Desk;
use crate::ui::parts::dialog::{Question, question};
use crate::ui::parts::dropdown::dropdown;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{icon, live, turning};

/// The button and its sheet.
pub fn menu(desk: Desk) -> View {
    let asking = RwSignal::new(None);
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
                            asking.set(Some(Asking::Reset));
                        })
                        .kid(icon("#cb-i-trash"))
                        .kid(el("span").kid(desk.say("ui-reset")))
                })
                .view(),
            way_out(desk, open, asking),
        ])
        .view()
    });
    let asked = live(move || match asking.get() {
        None => View::None,
        Some(what) => asked(desk, what, asking),
    });
    (sheet, asked).view()
}

/// What a yes is asked for.
#[derive(Clone, Copy)]
enum Asking {
    Reset,
    Leave,
}

#[inline(never)]
fn asked(desk: Desk, what: Asking, asking: RwSignal<Option<Asking>>) -> View {
    let (asks, says, yes, then) = match what {
        Asking::Reset => (
            desk.say("ui-reset-asks"),
            desk.say("ui-reset-says"),
            desk.say("ui-reset-yes"),
            Message::Act(Act::Reset),
        ),
        Asking::Leave => (
            desk.say("ui-leave-asks"),
            unsent(desk).unwrap_or_default(),
            desk.say("ui-leave-yes"),
            Message::Link(Box::new(News::Leave { anyway: true })),
        ),
    };
    question(Question {
        asks,
        says,
        yes,
        no: desk.say("ui-no"),
        then: Box::new(move || desk.send(then.clone())),
        close: Box::new(move || asking.set(None)),
    })
}

/// Why not everything is where it should be before one leaves.
fn unsent(desk: Desk) -> Option<String> {
    let saved = desk.read(Session::saved);
    let why = match &saved {
        Saved::Unsent { says, retry: true } => says,
        Saved::Memory(Some(says)) | Saved::Failed(Some(says)) => says,
        _ => return None,
    };
    Some(desk.text(why))
}

/// Back to where the LMS wants the learner, where whoever carries the work there knows the way: in a package.
#[inline(never)]
fn way_out(desk: Desk, open: RwSignal<bool>, asking: RwSignal<Option<Asking>>) -> View {
    if !desk.read(Session::has_way_out) {
        return View::None;
    }
    let looks = desk.read(Session::is_readonly);
    let leave = el("button")
        .class("cb-entry")
        .attr("type", "button")
        .attr("data-action", "leave")
        .on("click", move |_| {
            open.set(false);
            match unsent(desk) {
                Some(_) => asking.set(Some(Asking::Leave)),
                None => desk.send(Message::Link(Box::new(News::Leave { anyway: looks }))),
            }
        })
        .kid(turning("#cb-i-leave"))
        .kid(el("span").kid(desk.say("ui-leave")));
    View::Many(vec![el("hr").view(), leave.view()]).view()
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
