//! A write, and how far it has come.

use crate::progress::Event;

/// One chunk to be written.
pub(super) struct Job {
    pub(super) key: String,
    pub(super) text: String,
    /// What may be said once it is stored.
    pub(super) events: Vec<Event>,
    pub(super) stage: Stage,
    /// It failed before.
    pub(super) again: bool,
}

impl Job {
    pub(super) fn new(key: String, text: String, events: Vec<Event>) -> Self {
        Job {
            key,
            text,
            events,
            stage: Stage::Local,
            again: false,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Stage {
    Local,
    /// Room has been made on the local shelf.
    Freed,
    Database,
}
