//! The face of an activity, on a tile or on a line of the list. Drawn by hand: there may be ten thousand.
//!
//! One template is cloned and filled, and filled again when the activity changes. A signal and its effects for each tile
//! would cost several times the memory of the tile itself.

use std::cell::RefCell;

use leptos::tachys::renderer::dom::Dom;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event};

use super::names;
use super::template::{item, tick, tile};
use crate::rules::{Ix, State};
use crate::session::view::TileView;
use crate::ui::Desk;
use crate::ui::parts::dom::{around, element, icon, put, words};
use crate::words::Phrase;

/// Draws faces.
pub struct Brush {
    desk: Desk,
    tile: Element,
    item: Element,
    tick: Element,
    /// Words said before: most tiles say the same few.
    said: RefCell<Vec<(&'static str, i64, String)>>,
}

impl Brush {
    /// A brush that speaks the desk's language as it is now.
    pub fn new(desk: Desk) -> Self {
        Brush {
            desk,
            tile: tile(),
            item: item(),
            tick: tick(),
            said: RefCell::default(),
        }
    }

    /// A tile for a grid or a path.
    pub fn tile(&self, view: &TileView) -> Element {
        let tile = clone(&self.tile);
        name(&tile, view);
        self.tile_again(&tile, view);
        if let Some((src, alt)) = &view.image {
            let picture = element("img", "cb-pic");
            Dom::set_attribute(&picture, "loading", "lazy");
            Dom::set_attribute(&picture, "decoding", "async");
            Dom::set_attribute(&picture, "alt", alt);
            Dom::set_attribute(&picture, "src", src);
            put(&tile, &picture);
            // Asked of the tile with `:has`, a style sheet would look at every tile again whenever a panel opens.
            Dom::set_attribute(&tile, "data-pic", "");
        }
        tile
    }

    /// Fills a tile again.
    pub fn tile_again(&self, tile: &Element, view: &TileView) {
        let parts: Vec<Element> = children(tile);
        let [title, top, glance, foot, ..] = parts.as_slice() else {
            return;
        };
        title.set_text_content(Some(&view.title));
        let (word, stamp) = names::state(view);
        if let Some(state) = top.first_element_child() {
            if let Some(svg) = state.first_element_child() {
                stamped(&svg, view, stamp);
            }
            if let Some(span) = state.last_element_child() {
                span.set_text_content(Some(&self.say(word)));
            }
        }
        if let Some(points) = top.last_element_child() {
            self.points(&points, view);
        }
        point_to(glance, names::picture(view));
        foot.set_text_content(None);
        self.foot(foot, view, false);
        self.mark(tile, view);
        let ticked = parts
            .iter()
            .find(|part| part.get_attribute("class").as_deref() == Some("cb-tick"));
        match (view.state == State::Done && !view.free, ticked) {
            (true, None) => {
                let tick = clone(&self.tick);
                // Drawn before one's eyes when it is earned, not again for all of them whenever the board opens.
                if tile.is_connected() {
                    Dom::set_attribute(&tick, "data-new", "");
                }
                put(tile, &tick);
            }
            (false, Some(tick)) => tick.remove(),
            _ => {}
        }
    }

    /// A line of the list.
    pub fn item(&self, view: &TileView) -> Element {
        let item = clone(&self.item);
        name(&item, view);
        self.item_again(&item, view);
        item
    }

    /// Fills a line again.
    pub fn item_again(&self, item: &Element, view: &TileView) {
        let parts: Vec<Element> = children(item);
        let [stamp, title, foot, points, ..] = parts.as_slice() else {
            return;
        };
        stamped(stamp, view, names::state(view).1);
        title.set_text_content(Some(&view.title));
        foot.set_text_content(None);
        self.foot(foot, view, true);
        self.points(points, view);
        self.mark(item, view);
    }

    fn say(&self, key: &'static str) -> String {
        self.said(key, 0, || self.desk.say(key))
    }

    fn say_number(&self, key: &'static str, n: f64) -> String {
        self.said(key, (n * 1000.0) as i64, || {
            self.desk.text(&Phrase::new(key).n("n", n))
        })
    }

    /// What was said before of this number, or what is said now.
    fn said(&self, key: &'static str, number: i64, say: impl FnOnce() -> String) -> String {
        let mut said = self.said.borrow_mut();
        let known = said
            .iter()
            .find(|(other, of, _)| *other == key && *of == number);
        if let Some((.., words)) = known {
            return words.clone();
        }
        let words = say();
        said.push((key, number, words.clone()));
        words
    }

    /// What every face of an activity tells the outside: `data-activity`, `data-state`.
    fn mark(&self, face: &Element, view: &TileView) {
        Dom::set_attribute(face, "data-state", view.state.name());
        if view.free {
            Dom::set_attribute(face, "data-free", "");
        }
    }

    fn points(&self, place: &Element, view: &TileView) {
        place.set_text_content(None);
        if view.points.0 == 0 {
            return;
        }
        let text = self.say_number("ui-points", view.points.number());
        // The number stands out wherever the language puts it.
        let number = self.desk.tongue().number(view.points.number());
        match text.split_once(&number) {
            Some((before, after)) => {
                let _ = place.append_with_str_1(before);
                put(place, &words("b", "", &number));
                let _ = place.append_with_str_1(after);
            }
            None => place.set_text_content(Some(&text)),
        }
    }

    fn foot(&self, foot: &Element, view: &TileView, item: bool) {
        if item {
            put(
                foot,
                &words("span", "cb-state", &self.say(names::state(view).0)),
            );
        }
        if view.required {
            self.flag(foot, "required", &self.say("ui-required"));
        }
        if view.optional {
            self.flag(foot, "optional", &self.say("ui-optional"));
        }
        if view.flagged {
            self.flags(foot, view.ix);
        }
        if let Some(due) = &view.due {
            let flag = match (due.late, due.soon) {
                (true, _) => "late",
                (_, true) => "soon",
                _ => "due",
            };
            self.flag(foot, flag, &self.desk.text(&due.says));
        }
        let why = view.why.as_ref().filter(|_| item || !view.why_shared);
        if let Some(why) = why {
            self.why(foot, view.ix, why, item);
            if !item {
                return;
            }
        }
        let kind = element("span", "cb-kind");
        put(&kind, &icon(names::picture(view)));
        put(&kind, &words("span", "", &self.line(view)));
        put(foot, &kind);
    }

    /// Why nothing can be done with it now: a line says all of it, a stop of a path what its sign does not.
    #[inline(never)]
    fn why(&self, foot: &Element, ix: Ix, why: &Phrase, item: bool) {
        let says = match item {
            true => self.desk.text(why),
            false => self.desk.text(&self.desk.read(|s| s.said_at(ix, why))),
        };
        put(foot, &words("span", "cb-why", &says));
    }

    fn flag(&self, foot: &Element, name: &'static str, text: &str) {
        let flag = element("span", "cb-flag");
        Dom::set_attribute(&flag, "data-flag", name);
        put(&flag, &icon(names::flag(name)));
        put(&flag, &words("span", "", text));
        put(foot, &flag);
    }

    /// What few activities have: it fits the answers to a survey, or not all can do it at once.
    #[inline(never)]
    fn flags(&self, foot: &Element, ix: Ix) {
        let flags = self.desk.read(|s| s.flags(ix));
        let put_flag = |name: &str, picture: &str, says: &str| {
            let flag = element("span", "cb-flag");
            Dom::set_attribute(&flag, "data-flag", name);
            put(&flag, &icon(picture));
            put(&flag, &words("span", "", says));
            put(foot, &flag);
        };
        if flags.for_you {
            put_flag("you", "#cb-i-heart", &self.say("ui-for-you"));
        }
        if let Some(turn) = flags.turn {
            if let Some((name, says)) = super::stations::flag(self.desk, turn) {
                put_flag(name, "#cb-i-path", &says);
            }
            // Set of every tile that has a station, so that none is left when all move on.
            if let Some(face) = foot.parent_element() {
                Dom::set_attribute(&face, "data-turn", turn.turn.name());
            }
        }
        if let Some(way) = &flags.way {
            put_flag("way", "#cb-i-path", &self.desk.text(way));
        }
        if let Some(room) = &flags.room {
            let (name, picture) = match room.is_full {
                true => ("full", "#cb-i-warn"),
                false => ("free", "#cb-i-pair"),
            };
            put_flag(name, picture, &self.desk.text(&room.says));
        }
    }

    /// "Read · 15 min · in pairs · 2 of 4 steps"
    fn line(&self, view: &TileView) -> String {
        let mut line = self.say(names::kind(view.kind).0);
        let mut add = |text: &str| {
            line.push_str(" · ");
            line.push_str(text);
        };
        if let Some(minutes) = view.minutes {
            add(&self.say_number("ui-minutes", minutes));
        }
        if let Some(key) = names::together(view.together) {
            add(&self.say(key));
        }
        let (ticked, all) = view.steps;
        if ticked > 0 {
            let phrase = Phrase::new("ui-steps-of").n("n", ticked).n("all", all);
            add(&self.desk.text(&phrase));
        }
        line
    }

    /// How many points, in words.
    pub fn worth(&self, view: &TileView) -> String {
        self.say_number("ui-points", view.points.number())
    }

    /// What one does, how long, with whom.
    pub fn in_short(&self, view: &TileView) -> String {
        self.line(view)
    }
}

/// A click on a face opens its activity.
pub(super) fn opens(desk: Desk) -> impl Fn(Event) {
    move |event| {
        let Some(face) = around(&event, "[data-ix]") else {
            return;
        };
        if let Some(ix) = index(&face) {
            desk.open(ix, Some(face));
        }
    }
}

/// The index a face carries.
pub fn index(face: &Element) -> Option<Ix> {
    face.get_attribute("data-ix")?.parse().ok()
}

fn name(face: &Element, view: &TileView) {
    Dom::set_attribute(face, "data-activity", &view.id);
    Dom::set_attribute(face, "data-ix", &view.ix.to_string());
}

fn children(parent: &Element) -> Vec<Element> {
    let mut out = Vec::with_capacity(6);
    let mut next = parent.first_element_child();
    while let Some(child) = next {
        next = child.next_element_sibling();
        out.push(child);
    }
    out
}

fn clone(template: &Element) -> Element {
    template
        .clone_node_with_deep(true)
        .map_or_else(|_| template.clone(), JsCast::unchecked_into)
}

fn point_to(place: &Element, name: &str) {
    if let Some(svg) = place.first_element_child() {
        aim(&svg, name);
    }
}

fn aim(svg: &Element, name: &str) {
    if let Some(shape) = svg.first_element_child() {
        Dom::set_attribute(&shape, "href", name);
    }
}

fn stamped(svg: &Element, view: &TileView, stamp: &str) {
    aim(svg, stamp);
    let turns = view.state == State::Returned;
    Dom::set_attribute(
        svg,
        "class",
        if turns {
            "cb-stamp cb-flip"
        } else {
            "cb-stamp"
        },
    );
    // The ribbon hangs from the top edge.
    if view.state == State::Chosen {
        Dom::set_attribute(svg, "preserveAspectRatio", "xMidYMin");
    } else {
        Dom::remove_attribute(svg, "preserveAspectRatio");
    }
}
