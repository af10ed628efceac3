//! The button that shows the way to something locked, and puts it away again.

use crate::rules::Ix;
use crate::session::Message;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{Show, View, el, icon, live};

use super::focus::on_to;

/// Button, and what lies on the way while it is shown; nothing where there is no way to be shown.
#[inline(never)]
pub fn toward(desk: Desk, goal: Ix) -> View {
    live(move || {
        desk.track(Part::Badges);
        let (shown, has_way) = desk.read(|s| (s.way(), s.has_way(goal)));
        keep_focus(desk, goal);
        if !has_way {
            return View::None;
        }
        let shown = shown.filter(|way| way.goal == goal);
        let is_shown = shown.is_some();
        let says = shown.map(|way| el("p").class("cb-small").kid(sentence(desk, &way.says)));
        let label = desk.say(match is_shown {
            true => "way-hide",
            false => "way-show",
        });
        let button = el("button")
            .class("cb-btn cb-quiet")
            .attr("type", "button")
            .attr("data-toward", goal.to_string())
            .on("click", move |_: leptos::web_sys::Event| {
                desk.send(Message::Way((!is_shown).then_some(goal)));
            })
            .kid(icon("#cb-i-path"))
            .kid(el("span").kid(label));
        el("div").class("cb-toward").kid(says).kid(button).view()
    })
}

/// The focus goes with the old button, and on to the new one in the same place: the goal's own, or the panel's; where there is none any more, to what
/// that place is about.
fn keep_focus(desk: Desk, goal: Ix) {
    let css = ["[data-toward=\"", &goal.to_string(), "\"]"].concat();
    let Some(before) = desk.find(&[&css, ":focus"].concat()) else {
        return;
    };
    let item = before.closest("[data-goal]").ok().flatten();
    let item = item.and_then(|item| item.get_attribute("data-goal"));
    let (place, rest) = match item {
        Some(at) => (["[data-goal=\"", &at, "\"]"].concat(), " > [tabindex]"),
        None => (String::from("#cb-sheet"), " #cb-sheet-h"),
    };
    let same = [&place, " ", &css].concat();
    on_to(desk, vec![same, [&place, rest].concat()]);
}
