//! The board that is to be completed for an activity, and the way to it.

use crate::session::Message;
use crate::session::view::InnerView;
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
    live(move || {
        desk.track(Part::PanelState);
        desk.track(Part::PanelActions);
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let Some(inner) = &panel.inner else {
            return View::None;
        };
        // Beside the buttons it is said why something cannot be done yet: once is enough.
        let mut refused = panel.actions.iter().map(|action| &action.refused);
        if refused.any(|why| why.as_ref() == Some(&inner.says)) {
            return View::None;
        }
        el("section")
            .class("cb-stack")
            .attr("aria-labelledby", "cb-inner-h")
            .kid(el("h3").attr("id", "cb-inner-h").kid(desk.say("ui-inner")))
            .kid(
                el("p")
                    .class("cb-small")
                    .attr("data-complete", inner.complete.then_some(""))
                    .kid(desk.text(&inner.says)),
            )
            .view()
    })
}

/// The way to it, the first of the panel's buttons: they stay in sight however long the words above them are.
#[inline(never)]
pub fn enter(desk: Desk, inner: &InnerView) -> View {
    let label = match inner.title.is_empty() {
        true => desk.say("ui-inner-open"),
        false => {
            let title = Arg::Text(inner.title.clone());
            desk.text(&Phrase::new("ui-inner-open-named").with("title", title))
        }
    };
    let class = match inner.leads() {
        true => "cb-btn cb-main",
        false => "cb-btn",
    };
    el("button")
        .attr("class", class)
        .attr("type", "button")
        .attr("data-inner", "open")
        // The bar is drawn anew when more is known of the board: the focus finds it again by this.
        .attr("data-action", "enter")
        .attr("hidden", !inner.opens)
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
