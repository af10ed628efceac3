//! Ways to finish, each with a small picture; pointing at one shows it on the board.

use crate::ui::parts::{Show, View, el, svg};
use leptos::prelude::*;

use crate::board::Layout;
use crate::rules::{Ix, State};
use crate::session::Session;
use crate::session::view::WayView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{heading, live};

/// The margin with the ways. Where there are none to list it says what its room is kept for: an opened activity stands in it,
/// and the board beside it stays as it was.
pub fn ways(desk: Desk) -> View {
    live(move || {
        desk.track(Part::Head);
        let head = desk.head();
        if head.ways.is_empty() {
            return el("aside")
                .class("cb-margin cb-hint")
                .kid(el("p").class("cb-small").kid(desk.say("ui-here")))
                .view();
        }
        let list = head
            .ways
            .iter()
            .enumerate()
            .map(|(number, way)| one(desk, number, way))
            .collect::<Vec<_>>();
        el("aside")
            .class("cb-margin")
            .attr("aria-labelledby", "cb-ways-h")
            .kid(heading("cb-ways-h", desk.say("ui-ways")))
            .kid(el("div").class("cb-ways").kid(list))
            .kid(
                head.other_ways
                    .as_ref()
                    .map(|others| el("p").class("cb-small").kid(desk.text(others))),
            )
            .view()
    })
    .view()
}

fn one(desk: Desk, number: usize, way: &WayView) -> View {
    let cells = StoredValue::new(way.cells.clone());
    let show = move |on: bool| cells.with_value(|cells| point(desk, number, cells, on));
    let pressed = RwSignal::new(false);
    el("button")
        .class("cb-way")
        .attr("type", "button")
        .follow("aria-pressed", move || Some(pressed.get().to_string()))
        .attr("data-met", way.met.then_some(""))
        .on("click", move |_| {
            pressed.update(|p| *p = !*p);
            show(pressed.get_untracked());
        })
        .on("pointerenter", move |_| show(true))
        .on("pointerleave", move |_| show(pressed.get_untracked()))
        .on("focus", move |_| show(true))
        .on("blur", move |_| show(pressed.get_untracked()))
        .kid(picture(desk, way))
        .kid(el("b").kid(desk.text(&way.title)))
        .kid(el("small").kid(desk.text(&way.left)))
        .view()
}

/// Lights the way's line and squares up, or lets them go.
fn point(desk: Desk, number: usize, cells: &[Ix], on: bool) {
    let mark = |selector: String| {
        if let Some(found) = desk.find(&selector) {
            let _ = found.toggle_attribute_with_force("data-shown", on);
        }
    };
    mark(format!(".cb-lines [data-way=\"{number}\"]"));
    for ix in cells {
        mark(format!(".cb-sections [data-ix=\"{ix}\"]"));
    }
}

/// The grid in small: what is done, and what the way still asks for.
fn picture(desk: Desk, way: &WayView) -> Option<View> {
    let section = desk
        .read(Session::sections)
        .into_iter()
        .nth(way.section as usize)?;
    let columns = section.columns.max(1);
    // A picture of too many squares says nothing.
    if section.layout != Layout::Grid || columns > 8 || section.activities.len() > 64 {
        return None;
    }
    let squares = section
        .activities
        .iter()
        .enumerate()
        .map(|(at, ix)| {
            let class = if way.cells.contains(ix) {
                let done = desk
                    .read(|s| s.tile(*ix))
                    .is_some_and(|tile| tile.state == State::Done || tile.free);
                match (done, way.met) {
                    (true, _) => "cb-got",
                    (false, false) => "cb-on",
                    (false, true) => "",
                }
            } else {
                ""
            };
            let x = (at as u32 % columns) * 10 + 1;
            let y = (at as u32 / columns) * 10 + 1;
            svg("rect")
                .attr("x", x.to_string())
                .attr("y", y.to_string())
                .attr("width", "8")
                .attr("height", "8")
                .attr("rx", "1.5")
                .attr("class", class)
        })
        .collect::<Vec<_>>();
    let rows = (section.activities.len() as u32).div_ceil(columns);
    let side = format!("0 0 {} {}", columns * 10, rows * 10);
    Some(
        svg("svg")
            .class("cb-glyph")
            .attr("viewBox", side)
            .attr("aria-hidden", "true")
            .kid(squares)
            .view(),
    )
}
