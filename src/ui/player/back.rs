//! The way back to the board that this one was opened from.

use crate::ui::Desk;
use crate::ui::parts::{Show, View, el};
use crate::words::{Arg, Phrase};

use super::panel::turn::{Way, hold, turn};

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
        Some(address) => {
            let to = address.clone();
            let click = move |event| {
                hold(desk, &event, to.clone());
            };
            el("a").attr("href", address).on("click", click)
        }
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
