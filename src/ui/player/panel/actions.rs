//! What can be done now. What cannot be done stays in sight and says why; what would cost something asks first.

use leptos::prelude::*;

use crate::rules::State;
use crate::session::Message;
use crate::session::view::ActionView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dialog::{Question, question};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{icon, live, note};

use super::super::names;

/// The buttons.
pub fn actions(desk: Desk) -> AnyView {
    let asking = RwSignal::new(None::<usize>);
    let bar = live(move || {
        desk.track(Part::PanelActions);
        desk.track(Part::PanelState);
        let Some(panel) = desk.panel() else {
            return ().into_any();
        };
        if panel.actions.is_empty() {
            return ().into_any();
        }
        let warnings = panel
            .actions
            .iter()
            .filter(|action| action.refused.is_none())
            .filter_map(|action| action.warning.as_ref())
            .map(|warning| {
                let inside = view! { <p>{sentence(desk, warning)}</p> }.into_any();
                note("alert", "#cb-i-warn", inside)
            })
            .collect_view();
        let reasons = panel
            .actions
            .iter()
            .filter_map(|action| Some((action.name, action.refused.as_ref()?)))
            .map(|(name, why)| {
                view! { <p class="cb-small" id=reason(name)>{sentence(desk, why)}</p> }
            })
            .collect_view();
        let main = panel.actions.iter().position(|a| a.refused.is_none());
        let buttons = panel
            .actions
            .iter()
            .enumerate()
            .map(|(at, action)| one(desk, panel.tile.state, at, action, main == Some(at), asking))
            .collect_view();
        view! {
            <div class="cb-actions">
                {warnings} {reasons} <div class="cb-row">{buttons}</div>
            </div>
        }
        .into_any()
    });
    let asked = live(move || {
        let Some(at) = asking.get() else {
            return ().into_any();
        };
        let action = desk
            .panel()
            .and_then(|panel| panel.actions.get(at).cloned());
        let Some((action, warning)) = action.and_then(|a| Some((a.clone(), a.warning?))) else {
            return ().into_any();
        };
        let (word, _) = names::action(action.name, State::Open);
        question(Question {
            asks: desk.say("ui-sure"),
            says: desk.text(&warning),
            yes: desk.say(word),
            no: desk.say("ui-no"),
            then: Box::new(move || desk.send(Message::Act(action.act.clone()))),
            close: Box::new(move || asking.set(None)),
        })
    });
    (bar, asked).into_any()
}

/// The id of the sentence that says why an action is refused.
fn reason(name: &str) -> String {
    let mut id = String::from("cb-why-");
    id.push_str(name);
    id
}

fn one(
    desk: Desk,
    state: State,
    at: usize,
    action: &ActionView,
    main: bool,
    asking: RwSignal<Option<usize>>,
) -> AnyView {
    let (word, picture) = names::action(action.name, state);
    let refused = action.refused.is_some();
    let asks = action.warning.is_some();
    let act = action.act.clone();
    let press = move |_| {
        if refused {
            return;
        }
        if asks {
            asking.set(Some(at));
        } else {
            desk.send(Message::Act(act.clone()));
        }
    };
    view! {
        <button
            class=if main { "cb-btn cb-main" } else { "cb-btn" }
            type="button"
            data-action=action.name
            aria-disabled=refused.then_some("true")
            aria-describedby=refused.then(|| reason(action.name))
            on:click=press
        >
            {icon(picture)}
            <span>{desk.say(word)}</span>
        </button>
    }
    .into_any()
}
