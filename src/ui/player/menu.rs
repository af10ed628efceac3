//! The menu: a file of the work, out and in; another board; another language; starting over; leaving.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use super::panel::turn::{Way, hold, turn};
use crate::session::view::Saved;
use crate::session::{Act, Message, News, Session};
use crate::ui::Desk;
use crate::ui::parts::dialog::{Question, question};
use crate::ui::parts::dropdown::dropdown;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{icon, live, turning};

/// The button and its sheet.
pub fn menu(desk: Desk) -> View {
    // Two signals of a kind that the page has many of.
    let (resetting, leaving) = (RwSignal::new(false), RwSignal::new(false));
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
            other_board(desk, open),
            changes
                .then(|| {
                    el("button")
                        .class("cb-entry")
                        .attr("type", "button")
                        .attr("data-action", "reset")
                        .on("click", move |_| {
                            open.set(false);
                            resetting.set(true);
                        })
                        .kid(icon("#cb-i-trash"))
                        .kid(el("span").kid(desk.say("ui-reset")))
                })
                .view(),
            way_out(desk, open, leaving),
        ])
        .view()
    });
    let asked = live(move || match (resetting.get(), leaving.get()) {
        (false, false) => View::None,
        (true, _) => reset(desk, resetting),
        (false, true) => leave(desk, leaving),
    });
    (sheet, asked).view()
}

/// The page that is left for it waits for what is on its way.
#[inline(never)]
fn other_board(desk: Desk, open: RwSignal<bool>) -> View {
    let address = desk.host().elsewhere("?");
    let to = address.clone();
    el("a")
        .class("cb-entry")
        .attr("href", address)
        .on("click", move |event| {
            if hold(desk, &event, to.clone()) {
                open.set(false);
            }
        })
        .kid(icon("#cb-i-grid"))
        .kid(el("span").kid(desk.say("ui-other-board")))
        .view()
}

#[inline(never)]
fn reset(desk: Desk, asking: RwSignal<bool>) -> View {
    question(Question {
        asks: desk.say("ui-reset-asks"),
        says: desk.say("ui-reset-says"),
        yes: desk.say("ui-reset-yes"),
        no: desk.say("ui-no"),
        then: Box::new(move || desk.send(Message::Act(Act::Reset))),
        close: Box::new(move || asking.set(false)),
    })
}

#[inline(never)]
fn leave(desk: Desk, asking: RwSignal<bool>) -> View {
    question(Question {
        asks: desk.say("ui-leave-asks"),
        says: unsent(desk).unwrap_or_default(),
        yes: desk.say("ui-leave-yes"),
        no: desk.say("ui-no"),
        then: Box::new(move || {
            desk.send(Message::Link(Box::new(News::Leave { anyway: true })));
        }),
        close: Box::new(move || asking.set(false)),
    })
}

/// Why not everything is where it should be before one leaves.
fn unsent(desk: Desk) -> Option<String> {
    let saved = desk.read(Session::saved);
    let why = match &saved {
        Saved::Unsent { says, retry: true } => says,
        Saved::Memory(Some(says)) | Saved::Failed(Some(says)) => says,
        _ => &desk.read(Session::unkept)?,
    };
    Some(desk.text(why))
}

/// Back to where the LMS wants the learner, where whoever carries the work there knows the way: in a package.
#[inline(never)]
fn way_out(desk: Desk, open: RwSignal<bool>, asking: RwSignal<bool>) -> View {
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
            // A recording that is under way is part of the work.
            desk.close();
            let go = move || match unsent(desk) {
                Some(_) => {
                    let _ = asking.try_set(true);
                }
                None => desk.send(Message::Link(Box::new(News::Leave { anyway: looks }))),
            };
            turn(desk, Way::Out, Box::new(go));
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
