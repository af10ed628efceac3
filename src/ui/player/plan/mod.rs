//! The plan: what is in it, whether it adds up, goals, and the days ahead. Decides nothing: what a plan comes to comes from the session.
//!
//! What follows the plan is drawn anew when it changes; the focus goes on to what takes the place of what had it.

mod goals;
mod items;
mod sums;
mod week;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::web_sys::Element;

use crate::session::Session;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::live;

use super::focus::on_to;
use super::journal::card;
pub use items::change;

/// The leaf.
#[inline(never)]
pub fn plan(desk: Desk) -> View {
    let goals = goals::goals(desk, &desk.read(Session::journal));
    let next = super::next::next(desk);
    let class = match (&goals, &next) {
        (View::None, View::None) => "cb-card cb-wide cb-plan",
        _ => "cb-card cb-two cb-plan",
    };
    let inside = live(move || {
        desk.track(Part::Badges);
        keep_focus(desk);
        let now = desk.read(Session::plan);
        View::Many(vec![
            items::items(desk, &now),
            sums::sums(desk, &now),
            items::history(desk, &now),
        ])
    });
    let plan = el("div")
        .class("cb-cards")
        .kid(next)
        .kid(card(
            class,
            "cb-plan-h",
            desk.say("plan-title"),
            vec![inside],
        ))
        .kid(goals)
        .kid(week::week(desk));
    let own = el("div")
        .class("cb-cards")
        .kid(super::own::own(desk))
        .kid(super::survey::survey(desk));
    (plan, own).view()
}

/// The link that a panel was opened by goes as well: then the focus returns to the activity's place in the plan.
fn keep_return(desk: Desk) {
    let Some(ix) = desk.opened() else {
        return;
    };
    queue_microtask(move || {
        let number = ix.to_string();
        let own = ["#cb-plan-out-", &number].concat();
        let found = [own.as_str(), "#cb-plan-add", ".cb-tab[aria-current]"]
            .into_iter()
            .find(|css| desk.find(css).is_some());
        if let Some(css) = found {
            desk.return_to(css);
        }
    });
}

/// What had the focus goes with the old list: on to the same control, else to the next activity or the one before, else to what puts one in.
fn keep_focus(desk: Desk) {
    let Some(had) = desk.find(".cb-plan :focus") else {
        return keep_return(desk);
    };
    let item = had.closest("li").ok().flatten();
    let neighbour = |find: fn(&Element) -> Option<Element>| {
        let button = find(item.as_ref()?)?
            .query_selector("button")
            .ok()
            .flatten();
        Some(button?.id())
    };
    let wanted = [
        Some(had.id()),
        neighbour(Element::next_element_sibling),
        neighbour(Element::previous_element_sibling),
        Some(String::from("cb-plan-add")),
        Some(String::from("cb-plan-changed")),
    ];
    let wanted = wanted.into_iter().flatten().filter(|id| !id.is_empty());
    on_to(desk, wanted.map(|id| ["#", &id].concat()).collect());
}
