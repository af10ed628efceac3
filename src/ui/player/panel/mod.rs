//! The panel of one activity: a sheet over the board, docked beside it where there is room.

mod actions;
mod after;
mod code;
mod hand_in;
mod help;
mod inner;
mod quiz;
mod record;
mod resources;
mod rubric;
mod steps;
pub mod taken;
pub mod turn;
mod words;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlDialogElement, HtmlElement};

use super::face::Brush;
use super::names;
use crate::rules::{Ix, State};
use crate::session::view::PanelView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{Button, button, icon, live};
use crate::words::Phrase;

/// The panel; nothing while none is open.
pub fn panel(desk: Desk) -> View {
    let last = Rc::new(Cell::new(None));
    live(move || {
        desk.track(Part::Panel);
        match desk.opened() {
            Some(ix) => sheet(desk, ix, last.clone()),
            None => View::None,
        }
    })
    .view()
}

/// Of the last panel, the room is known.
fn sheet(desk: Desk, ix: Ix, last: Rc<Cell<Option<Room>>>) -> View {
    let frame = el("dialog");
    let title = el("h2");
    let dialog: HtmlDialogElement = frame.0.clone().unchecked_into();
    let (shown, named) = (dialog.clone(), title.0.clone());
    let follow = move || stand(&dialog, Room::of(desk));
    let turned = follow.clone();
    let resized = window_event_listener(leptos::ev::resize, move |_| turned());
    on_cleanup(move || resized.remove());
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| follow());
    on_cleanup(move || scrolled.remove());
    // Docked, the panel is no modal dialog, and Escape is ours to mind wherever the focus is.
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        let taken = event.default_prevented();
        let asked = || desk.find("dialog.cb-question[open]").is_some();
        if event.key() == "Escape" && !taken && !asked() {
            event.prevent_default();
            desk.close();
        }
    });
    on_cleanup(move || escape.remove());
    let close = button(Button {
        class: "cb-quiet",
        icon: "#cb-i-close",
        label: desk.say("ui-close"),
        bare: true,
        act: Box::new(move || desk.close()),
    });
    let painted = painted(desk);
    let state = then(painted, move || {
        desk.track(Part::PanelState);
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let (word, picture) = names::state(&panel.tile);
        el("span")
            .class("cb-state")
            .attr("data-state", panel.tile.state.name())
            .attr("data-free", panel.tile.free.then_some(""))
            .kid(crate::ui::parts::stamp(picture))
            .kid(el("span").kid(desk.say(word)))
            .view()
    });
    let heading = desk.read(|s| s.title(ix));
    let sheet = frame
        .class("cb-sheet")
        .attr("id", "cb-sheet")
        .follow("data-coming", move || (!painted.get()).then(String::new))
        .attr("aria-labelledby", "cb-sheet-h")
        .on("cancel", move |event: leptos::web_sys::Event| {
            event.prevent_default();
            desk.close();
        })
        // However far one has read, the way out is in sight.
        .kid(el("div").class("cb-strip").kid(state).kid(close))
        .kid(
            el("header")
                .kid(
                    title
                        .attr("id", "cb-sheet-h")
                        .attr("tabindex", "-1")
                        .attr("autofocus", "")
                        .kid(heading),
                )
                .kid(then(painted, move || facts(desk))),
        )
        .kid(then(painted, move || {
            View::Many(vec![
                words::teacher(desk),
                words::about(desk),
                steps::steps(desk),
                inner::inner(desk),
                resources::resources(desk),
                hand_in::hand_in(desk),
                quiz::quiz(desk),
                words::what_counts(desk),
                actions::actions(desk),
            ])
        }))
        .view();
    Effect::new(move |guess: Option<Room>| {
        if let (Some(guess), true) = (guess, painted.get()) {
            mark(desk);
            let _ = named.unchecked_ref::<HtmlElement>().focus();
            // The focus has the page laid out; an answer from a page in the midst of change would have taken a layout of its own.
            let room = Room::of(desk);
            last.set(Some(room));
            if room != guess {
                stand(&shown, room);
                // A dialog that is closed to be stood otherwise takes the focus back to where it was.
                let _ = named.unchecked_ref::<HtmlElement>().focus();
            }
            return room;
        }
        // Once it stands on the page: in the room that there was for the last one.
        let guess = last.get().unwrap_or_else(|| Room::of(desk));
        stand(&shown, guess);
        guess
    });
    sheet
}

/// Set once the panel's heading is on the screen: on a slow machine one sees at once then that what one has tapped opens.
fn painted(desk: Desk) -> RwSignal<bool> {
    let painted = RwSignal::new(false);
    request_animation_frame(move || {
        set_timeout(
            move || {
                desk.fill();
                let _ = painted.try_set(true);
            },
            Duration::ZERO,
        );
    });
    painted
}

/// Drawn when that has happened.
fn then(painted: RwSignal<bool>, mut draw: impl FnMut() -> View + 'static) -> View {
    live(move || if painted.get() { draw() } else { View::None })
}

/// Tells the tile whose panel is open from the others, as long as it is.
fn mark(desk: Desk) {
    let tile = desk.opened().and_then(|ix| desk.face(ix));
    if let Some(tile) = &tile {
        let _ = tile.set_attribute("aria-current", "true");
    }
    let tile = StoredValue::new_local(tile);
    on_cleanup(move || {
        if let Some(Some(tile)) = tile.try_get_value() {
            let _ = tile.remove_attribute("aria-current");
        }
    });
}

/// The room that the page has for a panel.
#[derive(Clone, Copy, PartialEq)]
struct Room {
    /// Enough of it beside the board: the style sheet says from which width on, and the board stays in use then.
    docked: bool,
    /// From the top of the board to the end of the window, in CSS pixels; it changes as the page is scrolled.
    height: i32,
}

impl Room {
    fn of(desk: Desk) -> Room {
        let book = desk.find(".cb-book");
        let style = book
            .as_ref()
            .and_then(|book| window().get_computed_style(book).ok().flatten());
        let docked = style.and_then(|style| style.get_property_value("--cb-docked").ok());
        let number = |value: Option<f64>| value.unwrap_or_default();
        let window = number(window().inner_height().ok().and_then(|it| it.as_f64()));
        let top = number(book.map(|book| book.get_bounding_client_rect().top()));
        Room {
            docked: docked.is_some_and(|docked| !docked.is_empty()),
            height: (window - top.max(0.0)).round() as i32,
        }
    }
}

/// Beside the board or over it, as the width of the page has it. Docked, the sheet ends where the window ends, so that its buttons are
/// always in sight: no unit of CSS knows how far down the page a sticky box stands.
fn stand(dialog: &HtmlDialogElement, room: Room) {
    let mut height = room.height.to_string();
    height.push_str("px");
    let _ = HtmlElement::style(dialog).set_property("--cb-room", &height);
    if dialog.open() && room.docked == dialog.matches(":modal").unwrap_or(false) {
        dialog.close();
    }
    if dialog.open() {
        return;
    }
    if room.docked {
        // Without the search for what gets the focus, which is not given before the panel is on the screen.
        dialog.set_open(true);
    } else {
        let _ = dialog.show_modal();
    }
}

/// Must do, bonus, due, what one does, how long, for how many points.
fn facts(desk: Desk) -> View {
    let brush = StoredValue::new_local(Brush::new(desk));
    live(move || {
        desk.track(Part::PanelState);
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let tile = &panel.tile;
        let flag = |name: &'static str, text: String| {
            el("span")
                .class("cb-flag")
                .attr("data-flag", name)
                .kid(icon(names::flag(name)))
                .kid(el("span").kid(text))
        };
        let required = tile
            .required
            .then(|| flag("required", desk.say("ui-required")));
        let optional = tile
            .optional
            .then(|| flag("optional", desk.say("ui-optional")));
        let for_you = tile.flagged.then(|| for_you(desk, tile.ix));
        let due = tile.due.as_ref().map(|due| {
            let name = match (due.late, due.soon) {
                (true, _) => "late",
                (_, true) => "soon",
                _ => "due",
            };
            flag(name, desk.text(&due.says))
        });
        let points = (tile.points.0 != 0)
            .then(|| el("span").kid(brush.with_value(|brush| brush.worth(tile))));
        let why = match &tile.why {
            Some(why) => reason(desk, &panel, why),
            None => View::None,
        };
        View::Many(vec![
            (el("p")
                .class("cb-foot")
                .kid(required)
                .kid(optional)
                .kid(for_you)
                .kid(due)
                .kid(
                    el("span")
                        .class("cb-kind")
                        .kid(icon(names::picture(tile)))
                        .kid(el("span").kid(brush.with_value(|brush| brush.in_short(tile)))),
                )
                .kid(points))
            .view(),
            why,
        ])
        .view()
    })
    .view()
}

/// Why nothing can be done with it now, where the teacher's words do not stand there instead, and the way to it.
#[inline(never)]
fn reason(desk: Desk, panel: &PanelView, why: &Phrase) -> View {
    let says = |why: &Phrase| el("p").class("cb-why").kid(sentence(desk, why));
    let all = [why].into_iter().chain(&panel.also);
    let all = panel
        .comments
        .is_empty()
        .then(|| all.map(says).collect::<Vec<_>>());
    let is_locked = panel.tile.state == State::Locked;
    let toward = is_locked.then(|| super::toward::toward(desk, panel.tile.ix));
    (all, toward).view()
}

/// Whose turn it is there, and that it fits the answers to the survey; how many places are free stands above the buttons.
#[inline(never)]
fn for_you(desk: Desk, ix: crate::rules::Ix) -> View {
    // All may move on while it is read.
    desk.track(Part::Sections);
    let flags = desk.read(|s| s.flags(ix));
    let flag = |name: &'static str, picture: &'static str, says: String| {
        el("span")
            .class("cb-flag")
            .attr("data-flag", name)
            .kid(icon(picture))
            .kid(el("span").kid(says))
    };
    let you = flags.for_you;
    let you = you.then(|| flag("you", "#cb-i-heart", desk.say("ui-for-you")));
    let turn = flags.turn;
    let turn = turn.and_then(|turn| super::stations::flag(desk, turn));
    let turn = turn.map(|(name, says)| flag(name, "#cb-i-path", says));
    (turn, you).view()
}
