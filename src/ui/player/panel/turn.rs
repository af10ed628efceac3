//! The way to another board, or out of this one: one at a time, with nothing left behind that was not said to be.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlElement, MouseEvent};

use super::taken::is_coming;
use crate::session::{Message, Session};
use crate::ui::desk::Desk;

/// So long, in steps, another board waits at most; and so long without a word.
const STEPS: u32 = 100;
const SILENT: u32 = 6;
const STEP: Duration = Duration::from_millis(50);

/// A board that does not come can be asked for again after this.
const COMING: Duration = Duration::from_secs(5);

/// Who has read what would be lost is asked again after this.
const REMEMBERED: Duration = Duration::from_secs(60);

/// On the page that is to be left, which is drawn anew with another board: that it is to be left, or what somebody has read that leaving costs.
const TURNING: &str = "data-turning";
const WAITS: &str = "waits";
const LOSES: &str = "leave-loses";
const UNKEPT: &str = "leave-unkept";

/// What is asked before somebody goes.
#[derive(Clone, Copy, PartialEq)]
pub enum Way {
    /// To another board: what only this page has would be lost.
    Over,
    /// Out, to where the LMS wants the learner: that is minded elsewhere.
    Out,
}

/// Goes on once nothing is on its way any more. Whoever would lose something by it reads that first, and goes when they choose the same again.
#[inline(never)]
pub fn turn(desk: Desk, way: Way, then: Box<dyn FnOnce()>) {
    let Some(page) = desk.find(".cb-page") else {
        return then();
    };
    let was = page.get_attribute(TURNING).unwrap_or_default();
    if was == WAITS {
        return;
    }
    mark(&page, WAITS);
    match was == UNKEPT {
        true => go(desk, &page, way, then),
        false => wait(
            Turn {
                desk,
                page,
                way,
                then,
            },
            STEPS,
            was == LOSES,
        ),
    }
}

struct Turn {
    desk: Desk,
    page: HtmlElement,
    way: Way,
    then: Box<dyn FnOnce()>,
}

/// Whoever has been told what is lost by it is not asked once more.
fn wait(turn: Turn, left: u32, is_told: bool) {
    let desk = turn.desk;
    if !is_coming(desk) {
        let asks = turn.way == Way::Over && !is_told;
        return match asks && desk.read(Session::loses) {
            true => tell(desk, &turn.page, LOSES),
            false => go(desk, &turn.page, turn.way, turn.then),
        };
    }
    if left == 0 {
        return tell(desk, &turn.page, UNKEPT);
    }
    if left == STEPS - SILENT {
        say(desk, "leave-waits");
    }
    set_timeout(move || wait(turn, left - 1, is_told), STEP);
}

fn go(desk: Desk, page: &HtmlElement, way: Way, then: Box<dyn FnOnce()>) {
    if way == Way::Out {
        // Here the board stands a while longer.
        unmark(page);
        desk.send(Message::Say(""));
        return then();
    }
    then();
    let page = page.clone();
    set_timeout(move || unmark(&page), COMING);
}

/// Says what would be lost, and remembers for a while that it was said.
fn tell(desk: Desk, page: &HtmlElement, key: &'static str) {
    mark(page, key);
    say(desk, key);
    let page = page.clone();
    let forget = move || {
        if page.get_attribute(TURNING).as_deref() == Some(key) {
            unmark(&page);
        }
    };
    set_timeout(forget, REMEMBERED);
}

/// Says it aloud, and where it is seen.
fn say(desk: Desk, key: &'static str) {
    desk.send(Message::Say(key));
    let shown = move || {
        if let Some(bar) = desk.find(".cb-note[role=region]") {
            bar.scroll_into_view_with_bool(false);
        }
    };
    set_timeout(shown, Duration::ZERO);
}

fn mark(page: &HtmlElement, how: &str) {
    let _ = page.set_attribute(TURNING, how);
}

fn unmark(page: &HtmlElement) {
    let _ = page.remove_attribute(TURNING);
}

/// Holds a link to another page back, where something is on its way or would be lost; whether it does. A page that is left waits for nothing: it is left
/// when all has come.
#[inline(never)]
pub fn hold(desk: Desk, event: &Event, address: String) -> bool {
    let is_free = || !is_coming(desk) && !desk.read(Session::loses);
    if !is_followed_here(event) || is_free() {
        return false;
    }
    event.prevent_default();
    desk.close();
    let follow = move || {
        let _ = window().location().set_href(&address);
    };
    turn(desk, Way::Over, Box::new(follow));
    true
}

/// A link that is followed in this very tab: not with a key or a button that opens another one.
fn is_followed_here(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<MouseEvent>() else {
        return true;
    };
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    !elsewhere && event.button() == 0
}
