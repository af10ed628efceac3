//! Keys in a grid: one square is in the tab order, the arrows move among the others.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::ui::Desk;
use crate::ui::parts::dom::around;

/// Moves the focus by arrows, Home and End, and with Ctrl to the grid's corners.
pub fn arrows(event: &Event, columns: usize, desk: Desk) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    if event.alt_key() || event.meta_key() {
        return;
    }
    let Some(here) = around(event, "[data-ix]") else {
        return;
    };
    let Some(grid) = here.closest("[role=grid]").ok().flatten() else {
        return;
    };
    let Ok(all) = grid.query_selector_all("[data-ix]") else {
        return;
    };
    let at = (0..all.length()).find(|at| {
        all.item(*at)
            .is_some_and(|node| node.is_same_node(Some(&here)))
    });
    let Some(at) = at.map(|at| at as usize) else {
        return;
    };
    let last = (all.length() as usize).saturating_sub(1);
    let row = at - at % columns;
    let end = (row + columns - 1).min(last);
    let back = if desk.tongue().right_to_left() {
        "ArrowRight"
    } else {
        "ArrowLeft"
    };
    let to = match event.key().as_str() {
        "ArrowLeft" | "ArrowRight" if event.key() == back => at.max(row + 1) - 1,
        "ArrowLeft" | "ArrowRight" => (at + 1).min(end),
        "ArrowUp" => at.checked_sub(columns).unwrap_or(at),
        "ArrowDown" if at + columns <= last => at + columns,
        "ArrowDown" => at,
        "Home" if event.ctrl_key() => 0,
        "Home" => row,
        "End" if event.ctrl_key() => last,
        "End" => end,
        _ => return,
    };
    event.prevent_default();
    let there = all
        .item(to as u32)
        .and_then(|node| node.dyn_into::<HtmlElement>().ok());
    if let Some(there) = there {
        let _ = there.focus();
    }
}

/// The square that has the focus takes the grid's place in the tab order.
pub fn rove(event: &Event) {
    let Some(here) = around(event, "[data-ix]") else {
        return;
    };
    let before: Option<Element> = here
        .closest("[role=grid]")
        .ok()
        .flatten()
        .and_then(|grid| grid.query_selector("[data-ix][tabindex=\"0\"]").ok())
        .flatten();
    if let Some(before) = before {
        let _ = before.set_attribute("tabindex", "-1");
    }
    let _ = here.set_attribute("tabindex", "0");
}
