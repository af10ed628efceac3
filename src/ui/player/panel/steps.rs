//! The steps, each with its own tick.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::session::{Act, Message};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::live;
use crate::ui::parts::markdown::brief;
use crate::words::Phrase;

/// The steps, where there are any.
pub fn steps(desk: Desk) -> View {
    let Some(panel) = desk.panel().filter(|panel| !panel.steps.is_empty()) else {
        return View::None;
    };
    let ix = panel.tile.ix;
    let list = panel
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| one(desk, ix, at, &step.says))
        .collect::<Vec<_>>();
    let count = live(move || {
        desk.track(Part::PanelSteps);
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let ticked = panel.steps.iter().filter(|step| step.ticked).count();
        let phrase = Phrase::new("ui-of")
            .n("n", ticked as f64)
            .n("all", panel.steps.len() as f64);
        desk.text(&phrase).view()
    });
    el("section")
        .attr("aria-labelledby", "cb-steps-h")
        .kid(
            el("h3")
                .attr("id", "cb-steps-h")
                .kid(desk.say("ui-steps"))
                .kid(" ")
                .kid(el("span").class("cb-small").kid(count)),
        )
        .kid(el("ul").class("cb-do").attr("role", "list").kid(list))
        .view()
}

/// The box follows the log: a tick that could not be stored goes out again.
fn one(desk: Desk, ix: u32, at: usize, says: &str) -> View {
    let state = move || {
        desk.track(Part::PanelSteps);
        let panel = desk.panel()?;
        let step = panel.steps.get(at)?;
        Some((step.ticked, step.open))
    };
    let tick = move |event: leptos::web_sys::Event| {
        let ticked = event_target_checked(&event);
        desk.send(Message::Act(Act::Step(ix, at as u32, ticked)));
    };
    el("li")
        .kid(
            el("label")
                .kid(
                    el("input")
                        .attr("type", "checkbox")
                        .attr("data-action", "step")
                        .property("checked", move || state().is_some_and(|s| s.0))
                        .follow("disabled", move || {
                            (!state().is_some_and(|s| s.1)).then(String::new)
                        })
                        .on("change", tick),
                )
                .kid(el("span").kid(brief(says))),
        )
        .view()
}
