//! Ways to finish, each with a small picture; pointing at one shows it on the board.

use leptos::prelude::*;
use leptos::web_sys::Element;

use crate::board::Layout;
use crate::rules::{Ix, State};
use crate::session::Session;
use crate::session::view::WayView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::{heading, live};

/// The margin with the ways; nothing where there are none to list.
pub fn ways(desk: Desk) -> AnyView {
    live(move || {
        desk.track(Part::Head);
        let head = desk.head();
        if head.ways.is_empty() {
            return ().into_any();
        }
        let list = head
            .ways
            .iter()
            .enumerate()
            .map(|(number, way)| one(desk, number, way))
            .collect_view();
        view! {
            <aside class="cb-margin" aria-labelledby="cb-ways-h">
                {heading("cb-ways-h", desk.say("ui-ways"))}
                <div class="cb-ways">{list}</div>
            </aside>
        }
        .into_any()
    })
    .into_any()
}

fn one(desk: Desk, number: usize, way: &WayView) -> AnyView {
    let cells = StoredValue::new(way.cells.clone());
    let show = move |on: bool| cells.with_value(|cells| point(number, cells, on));
    let pressed = RwSignal::new(false);
    view! {
        <button
            class="cb-way"
            type="button"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            data-met=way.met.then_some("")
            on:click=move |_| {
                pressed.update(|p| *p = !*p);
                show(pressed.get_untracked());
            }
            on:pointerenter=move |_| show(true)
            on:pointerleave=move |_| show(pressed.get_untracked())
            on:focus=move |_| show(true)
            on:blur=move |_| show(pressed.get_untracked())
        >
            {picture(desk, way)}
            <b>{desk.text(&way.title)}</b>
            <small>{desk.text(&way.left)}</small>
        </button>
    }
    .into_any()
}

/// Lights the way's line and squares up, or lets them go.
fn point(number: usize, cells: &[Ix], on: bool) {
    let document = document();
    let mark = |selector: String| {
        let found: Option<Element> = document.query_selector(&selector).ok().flatten();
        if let Some(found) = found {
            let _ = found.toggle_attribute_with_force("data-shown", on);
        }
    };
    mark(format!(".cb-lines [data-way=\"{number}\"]"));
    for ix in cells {
        mark(format!(".cb-sections [data-ix=\"{ix}\"]"));
    }
}

/// The grid in small: what is done, and what the way still asks for.
fn picture(desk: Desk, way: &WayView) -> Option<AnyView> {
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
                if done { "cb-got" } else { "cb-on" }
            } else {
                ""
            };
            let x = (at as u32 % columns) * 10 + 1;
            let y = (at as u32 / columns) * 10 + 1;
            view! {
                <rect x=x.to_string() y=y.to_string() width="8" height="8" rx="1.5" class=class></rect>
            }
        })
        .collect_view();
    let rows = (section.activities.len() as u32).div_ceil(columns);
    let side = format!("0 0 {} {}", columns * 10, rows * 10);
    Some(view! { <svg class="cb-glyph" viewBox=side aria-hidden="true">{squares}</svg> }.into_any())
}
