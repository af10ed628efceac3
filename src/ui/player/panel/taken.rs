//! Files on their way into a hand-in. A recording that ends as its panel closes, or a picture that is made smaller, comes when another board may
//! stand: it belongs to the board and the activity that it was begun for, and another board waits for it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::{Element, File};

use crate::rules::Ix;
use crate::session::Session;
use crate::session::view::Screen;
use crate::ui::desk::Desk;

thread_local! {
    /// What came too late for its board, until that stands again: board, activity, file.
    static LATE: RefCell<Vec<(String, String, File)>> = const { RefCell::new(Vec::new()) };
    /// The recorder that was drawn last.
    static RECORDER: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// What adds a file to an activity's hand-in, whenever it comes.
#[inline(never)]
pub fn taker(desk: Desk, ix: Ix) -> Rc<dyn Fn(File)> {
    let board = desk.read(|s| s.head().board);
    let id = desk.read(|s| s.activity_id(ix));
    let taker = {
        let (board, id) = (board.clone(), id.clone());
        move |file: File| {
            // A board that is still being read takes nothing in.
            let here = desk.read(|s| {
                let stands = *s.screen() == Screen::Board && s.head().board == board;
                stands.then(|| s.find(&id)).flatten()
            });
            match here {
                Some(ix) => desk.host().attach(ix, file),
                None => LATE.with_borrow_mut(|late| late.push((board.clone(), id.clone(), file))),
            }
        }
    };
    let taker: Rc<dyn Fn(File)> = Rc::new(taker);
    let is_its = |late: &mut (String, String, File)| late.0 == board && late.1 == id;
    let came: Vec<File> = LATE.with_borrow_mut(|late| {
        let its = late.extract_if(.., is_its);
        its.map(|(_, _, file)| file).collect()
    });
    if !came.is_empty() {
        let taker = taker.clone();
        // Not while the page is being drawn.
        set_timeout(
            move || came.into_iter().for_each(|file| taker(file)),
            Duration::ZERO,
        );
    }
    taker
}

/// A recorder is drawn.
pub fn drawn(recorder: &Element) {
    RECORDER.set(Some(recorder.clone()));
}

/// Something is on its way: a recording runs or ends, or a file is being kept.
#[inline(never)]
pub fn is_coming(desk: Desk) -> bool {
    let records = RECORDER.with_borrow(|recorder| {
        let state = recorder.as_ref()?.get_attribute("data-state")?;
        Some(state != "idle")
    });
    records == Some(true) || desk.read(Session::is_keeping)
}
