//! The board that is to be completed for an activity, and the way to it.

use crate::session::Message;
use crate::ui::Desk;
use crate::ui::desk::Part;
use crate::ui::parts::{Show, View, el, live, turning};
use crate::words::{Arg, Phrase};

use super::turn::{Way, turn};

/// The board within, where there is one.
pub fn inner(desk: Desk) -> View {
    match desk.panel().is_some_and(|panel| panel.inner.is_some()) {
        true => section(desk),
        false => View::None,
    }
}

#[inline(never)]
fn section(desk: Desk) -> View {
    let says = live(move || {
        desk.track(Part::PanelState);
        let Some(inner) = desk.panel().and_then(|panel| panel.inner.clone()) else {
            return View::None;
        };
        el("p")
            .class("cb-small")
            .attr("data-complete", inner.complete.then_some(""))
            .kid(desk.text(&inner.says))
            .view()
    });
    el("section")
        .class("cb-stack")
        .attr("aria-labelledby", "cb-inner-h")
        .kid(el("h3").attr("id", "cb-inner-h").kid(desk.say("ui-inner")))
        .kid(says)
        .kid(button(desk))
        .view()
}

/// It stays while what is known of the board comes in: somebody may be on it.
fn button(desk: Desk) -> View {
    let inner = move || {
        desk.track(Part::PanelState);
        desk.panel().and_then(|panel| panel.inner.clone())
    };
    let label = live(move || match inner() {
        Some(inner) if !inner.title.is_empty() => {
            let title = Arg::Text(inner.title);
            let phrase = Phrase::new("ui-inner-open-named").with("title", title);
            desk.text(&phrase).view()
        }
        _ => desk.say("ui-inner-open").view(),
    });
    let class = move || match inner().is_some_and(|inner| inner.leads()) {
        true => "cb-btn cb-main",
        false => "cb-btn",
    };
    el("button")
        .follow("class", move || Some(String::from(class())))
        .attr("type", "button")
        .attr("data-inner", "open")
        .property("hidden", move || !inner().is_some_and(|inner| inner.opens))
        .on("click", move |_| open(desk))
        .kid(el("span").kid(label))
        .kid(turning("#cb-i-next"))
        .view()
}

fn open(desk: Desk) {
    let Some(panel) = desk.panel() else {
        return;
    };
    let Some(inner) = &panel.inner else {
        return;
    };
    // Who opens its board has begun.
    let mut actions = panel.actions.iter();
    if let Some(start) = actions.find(|it| it.name == "start" && it.refused.is_none()) {
        desk.send(Message::Act(start.act.clone()));
    }
    let title = desk.head().title.clone();
    let address = inner.address.clone();
    desk.close();
    turn(
        desk,
        Way::Over,
        Box::new(move || {
            desk.focus_next("[data-inner=back]");
            desk.host().enter(address, title);
        }),
    );
}
