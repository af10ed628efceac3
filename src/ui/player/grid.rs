//! The board itself: its sections, each a grid of squares or a list of lines; paths are [`super::map`].

use crate::ui::parts::{Show, View, el};
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::tachys::renderer::dom::Dom;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use super::face::{Brush, opens};
use super::keys;
use super::lines;
use super::queue::Queue;
use crate::board::Layout;
use crate::progress::OWN_SECTION;
use crate::rules::Ix;
use crate::session::view::SectionView;
use crate::session::{Session, Tiles};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dom::{element, put};
use crate::ui::parts::live;
use crate::ui::parts::markdown::brief;

/// Above so many squares a grid draws only the rows in sight (`content-visibility`), and rows may differ in height.
const LARGE: usize = 200;

/// Faces by activity, where they have been drawn.
type Faces = Rc<RefCell<Vec<Option<Element>>>>;

/// All sections, in the board's order.
pub fn sections(desk: Desk) -> View {
    let queue = Queue::new();
    let brush = Rc::new(Brush::new(desk));
    let faces: Faces = Rc::default();
    let count = desk.read(Session::activities) as usize;
    faces.borrow_mut().resize(count, None);
    let all = desk.read(Session::sections);
    let parts = all
        .iter()
        .enumerate()
        .map(|(at, section)| {
            let easel = Easel {
                desk,
                brush: brush.clone(),
                faces: faces.clone(),
                lines: section.layout == Layout::List,
            };
            match section.layout {
                Layout::Path => super::map::map(desk, at, &all, &easel, &queue),
                _ => part(at, section, easel, &queue),
            }
        })
        .collect::<Vec<_>>();
    let again = Easel {
        desk,
        brush,
        faces,
        lines: false,
    };
    desk.paint(move |tiles| again.paint(tiles));
    // In the same turn as the page itself, after it has been put in place.
    let start = StoredValue::new_local(Some(queue));
    Effect::new(move |_| {
        if let Some(queue) = start.try_update_value(Option::take).flatten() {
            queue.start();
        }
    });
    el("div")
        .class("cb-sections")
        .on("click", opens(desk))
        .kid(parts)
        .view()
}

/// What draws the faces of one section.
#[derive(Clone)]
pub(super) struct Easel {
    desk: Desk,
    brush: Rc<Brush>,
    faces: Faces,
    lines: bool,
}

impl Easel {
    /// A new face of an activity.
    pub(super) fn face(&self, ix: Ix) -> Option<Element> {
        let view = self.desk.read(|s| s.tile(ix))?;
        let face = if self.lines {
            self.brush.item(&view)
        } else {
            self.brush.tile(&view)
        };
        if let Some(place) = self.faces.borrow_mut().get_mut(ix as usize) {
            *place = Some(face.clone());
        }
        Some(face)
    }

    /// Fills again what has changed.
    fn paint(&self, tiles: &Tiles) {
        let again = |ix: Ix| {
            let face = self.faces.borrow().get(ix as usize).cloned().flatten();
            let Some(face) = face else {
                return;
            };
            let Some(view) = self.desk.read(|s| s.tile(ix)) else {
                return;
            };
            if face.class_name() == "cb-item" {
                self.brush.item_again(&face, &view);
            } else {
                self.brush.tile_again(&face, &view);
            }
        };
        match tiles {
            Tiles::Some(list) => list.iter().copied().for_each(again),
            Tiles::All => (0..self.faces.borrow().len() as Ix).for_each(again),
        }
    }
}

fn part(at: usize, section: &SectionView, easel: Easel, queue: &Queue) -> View {
    let desk = easel.desk;
    let label = if section.title.is_empty() {
        desk.head().title.clone()
    } else {
        section.title.clone()
    };
    let body = match section.layout {
        Layout::Grid => squares(at, section, easel, queue, label.clone()),
        Layout::List | Layout::Path => rows(section, easel, queue),
    };
    let label = match section.layout {
        Layout::Grid => label,
        Layout::List | Layout::Path => listed(desk, section, label),
    };
    el("section")
        .class("cb-course")
        .attr("aria-label", label)
        .kid(title(desk, at, section))
        .kid(el("div").class("cb-tray").kid(body))
        .view()
}

/// What a list is called: the one of a learner's own ideas has no title that a teacher wrote.
#[inline(never)]
fn listed(desk: Desk, section: &SectionView, label: String) -> String {
    match section.id == OWN_SECTION {
        true => desk.say("own-section"),
        false => label,
    }
}

/// A section's title, its quota and why it is locked.
pub(super) fn title(desk: Desk, at: usize, section: &SectionView) -> View {
    let fixed = section.title.is_empty() && section.about.is_empty();
    let name =
        (!section.title.is_empty()).then(|| el("h2").class("cb-h").kid(section.title.clone()));
    let about =
        (!section.about.is_empty()).then(|| el("div").class("cb-small").kid(brief(&section.about)));
    let state = live(move || {
        desk.track(Part::Sections);
        let Some(section) = desk.read(Session::sections).into_iter().nth(at) else {
            return View::None;
        };
        let quota = section.quota;
        let quota = quota.map(|(says, met)| super::stations::says(desk, at, &says, met));
        let locked = section.locked.map(|why| {
            el("span")
                .class("cb-eyebrow")
                .attr("data-state", "locked")
                .kid(crate::ui::parts::stamp("#cb-s-locked"))
                .kid(el("span").kid(desk.text(&why)))
        });
        if fixed && quota.is_none() && locked.is_none() {
            return View::None;
        }
        (quota, locked).view()
    });
    el("header")
        .class("cb-row")
        .kid(name)
        .kid(about)
        .kid(state)
        .view()
}

fn squares(at: usize, section: &SectionView, easel: Easel, queue: &Queue, label: String) -> View {
    let desk = easel.desk;
    let columns = section.columns.max(1);
    let large = section.activities.len() > LARGE;
    let activities = section.activities.clone();
    let queue = StoredValue::new_local(queue.clone());
    let easel = StoredValue::new_local(easel);
    let fill = move |grid: Element| {
        if let Some(grid) = grid.dyn_ref::<HtmlElement>() {
            let _ = grid
                .style()
                .set_property("--cb-columns", &columns.to_string());
        }
        let mut first = true;
        for row in activities.chunks(columns as usize) {
            let (grid, row, easel) = (grid.clone(), row.to_vec(), easel.get_value());
            let tabindex = if std::mem::take(&mut first) {
                "0"
            } else {
                "-1"
            };
            queue.with_value(|queue| {
                queue.add(row.len(), move || {
                    put(&grid, &square_row(&easel, &row, tabindex));
                });
            });
        }
    };
    let drawn = (!large).then(|| lines::lines(desk, at as u32, section));
    el("div")
        .class("cb-bed")
        .kid(drawn)
        .kid(
            el("div")
                .class("cb-grid")
                .attr("role", "grid")
                .attr("aria-label", label)
                .attr("data-large", large.then_some(""))
                .attr("data-wide", (columns > 5).then_some(""))
                .on("keydown", move |event| {
                    keys::arrows(&event, columns as usize, desk);
                })
                .on("focusin", |event| keys::rove(&event))
                .with(|place| fill(place.clone())),
        )
        .view()
}

fn square_row(easel: &Easel, row: &[Ix], first: &str) -> Element {
    let line = element("div", "cb-line");
    Dom::set_attribute(&line, "role", "row");
    for (at, ix) in row.iter().enumerate() {
        let Some(face) = easel.face(*ix) else {
            continue;
        };
        Dom::set_attribute(&face, "tabindex", if at == 0 { first } else { "-1" });
        let cell = element("div", "cb-cell");
        Dom::set_attribute(&cell, "role", "gridcell");
        put(&cell, &face);
        put(&line, &cell);
    }
    line
}

/// Lines, one below the other.
fn rows(section: &SectionView, easel: Easel, queue: &Queue) -> View {
    let activities = section.activities.clone();
    let queue = StoredValue::new_local(queue.clone());
    let easel = StoredValue::new_local(easel);
    let fill = move |list: Element| {
        for some in activities.chunks(16) {
            let (list, some, easel) = (list.clone(), some.to_vec(), easel.get_value());
            queue.with_value(|queue| {
                queue.add(some.len(), move || {
                    for ix in some {
                        if let Some(face) = easel.face(ix) {
                            let item = element("li", "cb-cell");
                            put(&item, &face);
                            put(&list, &item);
                        }
                    }
                });
            });
        }
    };
    el("ol")
        .class("cb-rows")
        .attr("role", "list")
        .with(|place| fill(place.clone()))
        .view()
}
