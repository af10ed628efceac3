//! The plain list: the same activities, told apart by whose turn it is.

use crate::ui::parts::{Show, View, el};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::face::{Brush, opens};
use super::queue::Queue;
use crate::rules::{Ix, State};
use crate::session::view::TileView;
use crate::session::{Session, Tiles};
use crate::ui::desk::Desk;
use crate::ui::parts::dom::{element, put};

const GROUPS: [&str; 5] = [
    "ui-list-yours",
    "ui-list-teacher",
    "ui-list-choose",
    "ui-list-later",
    "ui-list-behind",
];

/// Named here because a list whose every attribute is written out is taken for one that never changes (leptos_macro's
/// `is_inert_element` looks past `use:`).
const ROWS: &str = "cb-rows";

/// In which group an activity stands.
fn group(view: &TileView) -> usize {
    if view.free {
        return 4;
    }
    match view.state {
        State::Returned | State::Started | State::Chosen => 0,
        State::Waiting => 1,
        State::Open => 2,
        State::Locked => 3,
        State::Done | State::Dropped => 4,
    }
}

/// Lines by activity, group by group, as they stand on the screen.
#[derive(Default)]
struct Lines {
    lists: Vec<Option<Element>>,
    items: [BTreeMap<Ix, Element>; GROUPS.len()],
}

impl Lines {
    /// Puts a line where it belongs by the board's order.
    fn put(&mut self, group: usize, ix: Ix, item: Element) {
        let (Some(Some(list)), Some(items)) = (self.lists.get(group), self.items.get_mut(group))
        else {
            return;
        };
        let next = items.range(ix..).next().map(|(_, item)| item.as_ref());
        let _ = list.insert_before(&item, next);
        items.insert(ix, item);
        show(list, true);
    }

    fn take(&mut self, ix: Ix) -> Option<(usize, Element)> {
        let found = self
            .items
            .iter_mut()
            .enumerate()
            .find_map(|(group, items)| Some((group, items.remove(&ix)?)))?;
        if let (Some(Some(list)), Some(items)) = (self.lists.get(found.0), self.items.get(found.0))
        {
            show(list, !items.is_empty());
        }
        Some(found)
    }
}

/// A group without lines is not shown.
fn show(list: &Element, shown: bool) {
    if let Some(section) = list.parent_element() {
        let _ = section.toggle_attribute_with_force("hidden", !shown);
    }
}

/// The list.
pub fn list(desk: Desk) -> View {
    let lines: Rc<RefCell<Lines>> = Rc::default();
    lines.borrow_mut().lists.resize(GROUPS.len(), None);
    let brush = Rc::new(Brush::new(desk));
    let queue = Queue::new();
    let all: Vec<Ix> = desk
        .read(Session::sections)
        .into_iter()
        .flat_map(|section| section.activities)
        .collect();
    for some in all.chunks(16) {
        let (some, lines, brush) = (some.to_vec(), lines.clone(), brush.clone());
        queue.add(some.len(), move || {
            for ix in some {
                if let Some(view) = desk.read(|s| s.tile(ix)) {
                    let line = element("li", "");
                    put(&line, &brush.item(&view));
                    lines.borrow_mut().put(group(&view), ix, line);
                }
            }
        });
    }
    let painted = lines.clone();
    desk.paint(move |tiles| {
        let again = |ix: Ix| {
            let Some(view) = desk.read(|s| s.tile(ix)) else {
                return;
            };
            let mut lines = painted.borrow_mut();
            let Some((before, line)) = lines.take(ix) else {
                return;
            };
            if let Some(item) = line.first_element_child() {
                brush.item_again(&item, &view);
            }
            let now = group(&view);
            if now == before {
                // Back to its place without leaving the page: what has the focus keeps it.
                if let Some(items) = lines.items.get_mut(now) {
                    items.insert(ix, line);
                }
                if let Some(Some(list)) = lines.lists.get(now) {
                    show(list, true);
                }
            } else {
                lines.put(now, ix, line);
            }
        };
        match tiles {
            Tiles::Some(list) => list.iter().copied().for_each(again),
            Tiles::All => (0..desk.read(Session::activities)).for_each(again),
        }
    });
    let start = StoredValue::new_local(Some(queue));
    Effect::new(move |_| {
        if let Some(queue) = start.try_update_value(Option::take).flatten() {
            queue.start();
        }
    });
    let lines = StoredValue::new_local(lines);
    let groups = GROUPS
        .into_iter()
        .enumerate()
        .map(|(at, label)| {
            let label = desk.say(label);
            let heading = label.clone();
            let keep = move |list: Element| {
                lines.with_value(|lines| {
                    if let Some(place) = lines.borrow_mut().lists.get_mut(at) {
                        *place = Some(list);
                    }
                });
            };
            el("section")
                .class("cb-stack")
                .attr("aria-label", label)
                .attr("hidden", true)
                .kid(el("h2").class("cb-h").kid(heading))
                .kid(
                    el("ul")
                        .attr("class", ROWS)
                        .attr("role", "list")
                        .with(|place| keep(place.clone())),
                )
        })
        .collect::<Vec<_>>();
    el("div")
        .class("cb-band cb-sections cb-listed")
        .on("click", opens(desk))
        .kid(super::stations::all(desk))
        .kid(groups)
        .view()
}
