//! What can be done now. What cannot be done stays in sight and says why; what would cost something asks first.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use crate::rules::State;
use crate::session::Message;
use crate::session::view::{ActionView, PanelView};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dialog::{Question, question};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{icon, live, note};
use crate::words::Phrase;

use super::super::focus::on_to;
use super::super::names;
use super::{after, help, inner};

/// The buttons.
pub fn actions(desk: Desk) -> View {
    let asking = RwSignal::new(None::<usize>);
    let bar = live(move || {
        desk.track(Part::PanelActions);
        desk.track(Part::PanelState);
        keep_focus(desk);
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let help = match (&panel.help, &panel.after) {
            (None, None) => View::None,
            _ => besides(desk, &panel),
        };
        let inner = panel.inner.as_deref();
        if panel.actions.is_empty() && !inner.is_some_and(|inner| inner.opens) {
            return help;
        }
        let enter = inner.map(|inner| inner::enter(desk, inner));
        let warnings = each_once(&panel.actions, |action| action.warning.as_ref())
            .into_iter()
            .map(|action| {
                let says = action.warning.as_ref();
                let says = says.map(|warning| sentence(desk, warning));
                note("alert", "#cb-i-warn", el("p").kid(says).view())
            })
            .collect::<Vec<_>>();
        let reasons = each_once(&panel.actions, |action| action.refused.as_ref())
            .into_iter()
            .map(|action| {
                let says = action.refused.as_ref();
                el("p")
                    .class("cb-small")
                    .attr("id", reason(action.name))
                    .kid(says.map(|why| sentence(desk, why)))
            })
            .collect::<Vec<_>>();
        let waiting = (panel.tile.state == State::Waiting)
            .then(|| el("p").class("cb-small").kid(desk.say("ui-waiting")));
        let buttons = panel
            .actions
            .iter()
            .enumerate()
            .map(|(at, action)| {
                let same = panel.actions.iter().find(|a| a.refused == action.refused);
                let why = action.refused.as_ref().and(same).map(|a| reason(a.name));
                one(desk, panel.tile.state, at, action, why, asking)
            })
            .collect::<Vec<_>>();
        let bar = el("div")
            .class("cb-actions")
            .kid(warnings)
            .kid(reasons)
            .kid(waiting)
            .kid(el("div").class("cb-row").kid(enter).kid(buttons))
            .view();
        match help {
            View::None => bar,
            help => (help, bar).view(),
        }
    });
    let asked = live(move || {
        let Some(at) = asking.get() else {
            return View::None;
        };
        let action = desk
            .panel()
            .and_then(|panel| panel.actions.get(at).cloned());
        let Some((action, warning)) = action.and_then(|a| Some((a.clone(), a.warning?))) else {
            return View::None;
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
    (bar, asked).view()
}

/// Help, and what a done activity asks and offers.
#[inline(never)]
fn besides(desk: Desk, panel: &PanelView) -> View {
    let ix = panel.tile.ix;
    let after = panel.after.as_ref();
    let after = after.map(|after| after::section(desk, ix, after));
    let help = panel.help.as_ref();
    let help = help.map(|help| help::section(desk, ix, help));
    match (after, help) {
        (Some(one), None) | (None, Some(one)) => one,
        both => both.view(),
    }
}

/// The focus goes with the old bar, and on to the same button of the new one while that can be pressed: the bar may change under
/// somebody about to press it. Else the act is done, and it moves on to the main button, to what comes after, or to the panel's heading.
fn keep_focus(desk: Desk) {
    // By the panel's id, which the browser has at hand: the board beside it may be large.
    let Some(had) = desk.find("#cb-sheet .cb-actions :focus") else {
        return;
    };
    let name = had.get_attribute("data-action").unwrap_or_default();
    let mut same = String::from("#cb-sheet .cb-btn:not([aria-disabled])[data-action=");
    same.push_str(&name);
    same.push(']');
    // What comes after is what is brought in sight, and the heading is not in sight then.
    let others = ["#cb-sheet .cb-main", "#cb-sheet .cb-after", "#cb-sheet-h"].map(String::from);
    on_to(desk, [same].into_iter().chain(others).collect());
}

/// The first action of those that say the same; none of those that say nothing.
fn each_once(actions: &[ActionView], says: fn(&ActionView) -> Option<&Phrase>) -> Vec<&ActionView> {
    let mut first: Vec<&ActionView> = Vec::new();
    for action in actions.iter().filter(|action| says(action).is_some()) {
        if !first.iter().any(|other| says(other) == says(action)) {
            first.push(action);
        }
    }
    first
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
    why: Option<String>,
    asking: RwSignal<Option<usize>>,
) -> View {
    let (word, picture) = names::action(action.name, state);
    let refused = action.refused.is_some();
    let asks = action.warning.is_some();
    let act = action.act.clone();
    let press = move |event: leptos::web_sys::Event| {
        // The second tap of two finds another button where the first has pressed one.
        let taps = event.dyn_ref::<leptos::web_sys::UiEvent>();
        if refused || taps.is_some_and(|event| event.detail() > 1) {
            return;
        }
        if asks {
            asking.set(Some(at));
        } else {
            desk.send(Message::Act(act.clone()));
        }
    };
    el("button")
        .attr(
            "class",
            if action.main {
                "cb-btn cb-main"
            } else {
                "cb-btn"
            },
        )
        .attr("type", "button")
        .attr("data-action", action.name)
        .attr("aria-disabled", refused.then_some("true"))
        .attr("aria-describedby", why)
        .on("click", press)
        .kid(icon(picture))
        .kid(el("span").kid(desk.say(word)))
        .view()
}
