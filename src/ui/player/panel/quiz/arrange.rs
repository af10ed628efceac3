//! Items to be put in order, and pairs to be found.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::web_sys::Event;

use super::choose::option_view;
use crate::progress::check::Given;
use crate::session::view::{OptionView, QuestionView};
use crate::ui::desk::Desk;
use crate::ui::parts::{icon, live};
use crate::ui::player::focus::on_to;
use crate::words::{Arg, Phrase};

/// Items with a button up and a button down each; the focus goes with the item.
pub(super) fn order(
    desk: Desk,
    at: usize,
    question: &QuestionView,
    open: bool,
    give: impl Fn(Vec<String>, u32) + Clone + 'static,
) -> View {
    let start = match &question.given {
        Given::Many(order) => order.clone(),
        Given::One(_) => Vec::new(),
    };
    let items = RwSignal::new(start);
    let options: Rc<Vec<OptionView>> = Rc::new(question.options.clone());
    let list = live(move || {
        let now = items.get();
        let count = now.len();
        let rows = now.into_iter().enumerate().map(|(place, value)| {
            let option = options.iter().find(|option| option.value == value);
            let says = option.map(option_view);
            let named = option.map(OptionView::name).unwrap_or_default();
            let button = |up: bool| {
                let give = give.clone();
                let other = if up {
                    place.checked_sub(1)
                } else {
                    Some(place + 1)
                };
                let other = other.filter(|other| *other < count);
                let label = if up { "ui-move-up" } else { "ui-move-down" };
                let label = Phrase::new(label).with("title", Arg::Text(named.clone()));
                let id = format!("cb-q-{at}-{place}-{up}");
                let press = move |_| {
                    let Some(other) = other else {
                        return;
                    };
                    items.update(|items| items.swap(place, other));
                    give(items.get_untracked(), other as u32);
                    refocus(desk, at, other, up, count);
                };
                el("button")
                    .class("cb-btn cb-quiet")
                    .attr("type", "button")
                    .attr("id", id)
                    .attr("aria-label", desk.text(&label))
                    .attr("aria-disabled", other.is_none().then_some("true"))
                    .on("click", press)
                    .kid(icon(if up { "#cb-i-up" } else { "#cb-i-down" }))
            };
            let buttons = open.then(|| (button(true), button(false)));
            el("li")
                .attr("data-value", value)
                .kid(el("span").kid(says))
                .kid(buttons)
        });
        rows.collect::<Vec<_>>().view()
    });
    el("ol").class("cb-order").kid(list).view()
}

fn refocus(desk: Desk, at: usize, place: usize, up: bool, count: usize) {
    // At an end, the button that leads back.
    let up = (up && place > 0) || place + 1 == count;
    on_to(desk, vec![format!("#cb-q-{at}-{place}-{up}")]);
}

/// Left sides, each with a list of the right ones. A list to choose from holds no pictures: then the right sides stand above it with their numbers.
pub(super) fn pairs(
    desk: Desk,
    question: &QuestionView,
    give: impl Fn(Given) + Clone + 'static,
) -> View {
    let mut before = match &question.given {
        Given::Many(sides) => sides.clone(),
        Given::One(_) => Vec::new(),
    };
    before.resize(question.options.len(), String::new());
    let picked = Rc::new(RefCell::new(before));
    let has_pictures = question.sides.iter().any(|side| side.image.is_some());
    let shown = has_pictures.then(|| numbered(desk, &question.sides));
    let rows = question.options.iter().enumerate().map(|(row, left)| {
        let now = picked.borrow().get(row).cloned().unwrap_or_default();
        let (picked, give) = (picked.clone(), give.clone());
        let change = move |event: Event| {
            if let Some(side) = picked.borrow_mut().get_mut(row) {
                *side = event_target_value(&event);
            }
            give(Given::Many(picked.borrow().clone()));
        };
        let nothing = el("option")
            .attr("value", "")
            .kid(desk.say("ui-choose-one"));
        let sides = question.sides.iter().enumerate().map(|(at, side)| {
            let name = match has_pictures {
                true => {
                    let says = Phrase::new("ui-side").n("n", (at + 1) as f64);
                    desk.text(&says.with("title", Arg::Text(side.name())))
                }
                false => side.name(),
            };
            el("option")
                .attr("value", side.value.clone())
                .attr("selected", side.value == now)
                .kid(name)
        });
        el("label").kid(el("span").kid(option_view(left))).kid(
            el("select")
                .class("cb-text")
                .on("change", change)
                .kid(nothing)
                .kid(sides.collect::<Vec<_>>()),
        )
    });
    let pairs = el("div").class("cb-pairs").kid(rows.collect::<Vec<_>>());
    (shown, pairs).view()
}

/// Right sides with their pictures.
fn numbered(desk: Desk, sides: &[OptionView]) -> View {
    let sides = sides.iter().enumerate().map(|(at, side)| {
        let number = Phrase::new("ui-side-n").n("n", (at + 1) as f64);
        el("li")
            .attr("data-value", side.value.clone())
            .kid(el("b").kid(desk.text(&number)))
            .kid(el("div").kid(option_view(side)))
    });
    el("ul")
        .class("cb-sides")
        .attr("role", "list")
        .kid(sides.collect::<Vec<_>>())
        .view()
}
