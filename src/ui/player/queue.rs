//! Draws what fits the first screen at once and the rest little by little, so that a click is never kept waiting.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

/// Tiles drawn before the page is first shown, and in each go after it. A go of this size takes a slow school laptop
/// about 15 ms.
const FIRST: usize = 64;
const MORE: usize = 160;

/// Longer than a frame, so that one is painted meanwhile.
const FRAME: Duration = Duration::from_millis(20);

thread_local! {
    /// Whether tiles have been drawn on this page.
    static STOOD: Cell<bool> = const { Cell::new(false) };
}

/// Does it now; but where a page is drawn for the first time, a frame from now: then each part of the page is painted by itself, and a page
/// around ours has a frame of its own in between.
fn in_turn(work: Box<dyn FnOnce()>) {
    if STOOD.get() {
        work();
    } else {
        set_timeout(work, FRAME);
    }
}

/// Becomes true when what is drawn next has its turn.
pub fn turn() -> RwSignal<bool> {
    let turn = RwSignal::new(false);
    in_turn(Box::new(move || {
        let _ = turn.try_set(true);
    }));
    turn
}

/// One piece of drawing, and how many tiles it draws.
type Job = (usize, Box<dyn FnOnce()>);

/// What is still to be drawn, in the page's order.
#[derive(Clone, Default)]
pub struct Queue {
    jobs: Rc<RefCell<VecDeque<Job>>>,
    stopped: Rc<Cell<bool>>,
}

impl Queue {
    /// A queue that stops when its owner is cleaned up.
    pub fn new() -> Self {
        let queue = Queue::default();
        let stopped = StoredValue::new_local(queue.stopped.clone());
        on_cleanup(move || stopped.with_value(|stopped| stopped.set(true)));
        queue
    }

    /// Adds a piece of work at the end.
    pub fn add(&self, tiles: usize, draw: impl FnOnce() + 'static) {
        self.jobs.borrow_mut().push_back((tiles, Box::new(draw)));
    }

    /// Draws the first screenful in its turn, and goes on by itself.
    pub fn start(self) {
        in_turn(Box::new(move || self.on(FIRST)));
        STOOD.set(true);
    }

    fn on(self, most: usize) {
        if !self.stopped.get() {
            self.go(most);
        }
    }

    fn go(self, most: usize) {
        let mut drawn = 0;
        while drawn < most {
            let Some((tiles, draw)) = self.jobs.borrow_mut().pop_front() else {
                return;
            };
            draw();
            drawn += tiles;
        }
        set_timeout(move || self.on(MORE), Duration::ZERO);
    }
}
