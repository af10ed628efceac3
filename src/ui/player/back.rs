//! The way back to the board that this one was opened from.

use crate::session::Session;
use crate::ui::Desk;
use crate::ui::parts::{Show, View, el};
use crate::words::{Arg, Phrase};

use super::panel::taken::is_coming;
use super::panel::turn::{Way, is_followed_here, turn};

/// A link or a button, where there is a way back.
pub fn back(desk: Desk) -> View {
    match desk.host().back() {
        Some(back) => way(desk, back),
        None => View::None,
    }
}

#[inline(never)]
fn way(desk: Desk, back: crate::ui::Back) -> View {
    let label = match back.title.is_empty() {
        true => desk.say("ui-back"),
        false => desk.text(&Phrase::new("ui-back-to").with("title", Arg::Text(back.title))),
    };
    let way = match back.address {
        Some(address) => el("a").attr("href", address).on("click", move |event| {
            // A page that is left waits for nothing: it is left when all has come.
            let is_free = || !is_coming(desk) && !desk.read(Session::loses);
            if is_followed_here(&event) && !is_free() {
                event.prevent_default();
                desk.close();
                turn(desk, Way::Over, Box::new(move || follow(desk)));
            }
        }),
        None => el("button").attr("type", "button").on("click", move |_| {
            desk.close();
            turn(
                desk,
                Way::Over,
                Box::new(move || {
                    desk.focus_next(".cb-tab");
                    desk.host().leave();
                }),
            );
        }),
    };
    el("nav")
        .class("cb-back")
        .attr("aria-label", desk.say("ui-back"))
        .kid(
            way.class("cb-btn cb-quiet")
                .attr("data-inner", "back")
                .kid(el("span").kid(label)),
        )
        .view()
}

fn follow(desk: Desk) {
    let link = desk.find("[data-inner=back]");
    let address = link.and_then(|link| link.get_attribute("href"));
    if let Some(address) = address {
        let _ = leptos::prelude::window().location().set_href(&address);
    }
}
