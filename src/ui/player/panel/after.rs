//! What an activity that is done asks and offers: how one liked it, and what next.

use std::time::Duration;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::rules::Ix;
use crate::session::view::AfterView;
use crate::session::{Act, Message};
use crate::ui::Desk;
use crate::ui::parts::says::sentence;
use crate::ui::parts::stamp;

use super::super::focus::keep_on;

/// From one star to five.
const STARS: [&str; 5] = ["rate-1", "rate-2", "rate-3", "rate-4", "rate-5"];

/// The section, above the buttons. Drawn anew with them.
#[inline(never)]
pub fn section(desk: Desk, ix: Ix, after: &AfterView) -> View {
    keep_on(
        desk,
        ".cb-after :focus",
        [".cb-after-next a", "#cb-sheet-h"],
    );
    show(desk);
    let stars = after.stars.map(|given| stars(desk, ix, given));
    let next = after
        .next
        .as_ref()
        .map(|next| el("p").class("cb-after-next").kid(sentence(desk, next)));
    el("section")
        .class("cb-after")
        .attr("tabindex", "-1")
        .attr("aria-label", desk.say("next-title"))
        .kid(stars)
        .kid(next)
        .view()
}

fn stars(desk: Desk, ix: Ix, given: u32) -> View {
    let stars = (1u32..).zip(STARS).map(|(stars, says)| {
        let row = (0..stars).map(|_| stamp("#cb-s-free")).collect::<Vec<_>>();
        el("label")
            .kid(
                el("span")
                    .class("cb-stars")
                    .attr("aria-hidden", "true")
                    .kid(row),
            )
            .kid(el("span").kid(desk.say(says)))
            .kid(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "cb-rate")
                    .attr("id", ["cb-rate-", &stars.to_string()].concat())
                    .attr("value", stars.to_string())
                    .attr("checked", given == stars)
                    .on("change", move |_| {
                        desk.send(Message::Act(Act::Rate(ix, stars)));
                    }),
            )
    });
    el("fieldset")
        .kid(
            el("legend")
                .kid(el("b").kid(desk.say("rate-title")).kid(" "))
                .kid(
                    el("span")
                        .class("cb-small")
                        .kid(desk.say("ui-hand-in-optional")),
                ),
        )
        .kid(el("div").class("cb-scale").kid(stars.collect::<Vec<_>>()))
        .view()
}

/// Where it was not there before and the panel was, the activity has just been done: then this is what comes next, and it is brought in sight.
fn show(desk: Desk) {
    let stood = desk.find("#cb-sheet[open]:not([data-coming])").is_some();
    if stood && desk.find(".cb-after").is_none() {
        // Not before it stands, and the focus has gone where it goes.
        set_timeout(
            move || {
                let _ = desk
                    .find(".cb-after")
                    .map(|after| after.scroll_into_view_with_bool(false));
            },
            Duration::ZERO,
        );
    }
}
