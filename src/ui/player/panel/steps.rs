//! The steps, each with its own tick.

use leptos::prelude::*;

use crate::session::{Act, Message};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::live;
use crate::ui::parts::markdown::brief;
use crate::words::Phrase;

/// The steps, where there are any.
pub fn steps(desk: Desk) -> AnyView {
    let Some(panel) = desk.panel().filter(|panel| !panel.steps.is_empty()) else {
        return ().into_any();
    };
    let ix = panel.tile.ix;
    let list = panel
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| one(desk, ix, at, &step.says))
        .collect_view();
    let count = live(move || {
        desk.track(Part::PanelSteps);
        let Some(panel) = desk.panel() else {
            return ().into_any();
        };
        let ticked = panel.steps.iter().filter(|step| step.ticked).count();
        let phrase = Phrase::new("ui-of")
            .n("n", ticked as f64)
            .n("all", panel.steps.len() as f64);
        desk.text(&phrase).into_any()
    });
    view! {
        <section aria-labelledby="cb-steps-h">
            <h3 id="cb-steps-h">{desk.say("ui-steps")} " " <span class="cb-small">{count}</span></h3>
            <ul class="cb-do" role="list">
                {list}
            </ul>
        </section>
    }
    .into_any()
}

/// The box follows the log: a tick that could not be stored goes out again.
fn one(desk: Desk, ix: u32, at: usize, says: &str) -> AnyView {
    let state = move || {
        desk.track(Part::PanelSteps);
        let panel = desk.panel()?;
        let step = panel.steps.get(at)?;
        Some((step.ticked, step.open))
    };
    let tick = move |event: leptos::ev::Event| {
        let ticked = event_target_checked(&event);
        desk.send(Message::Act(Act::Step(ix, at as u32, ticked)));
    };
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    data-action="step"
                    prop:checked=move || state().is_some_and(|s| s.0)
                    disabled=move || !state().is_some_and(|s| s.1)
                    on:change=tick
                />
                <span>{brief(says)}</span>
            </label>
        </li>
    }
    .into_any()
}
