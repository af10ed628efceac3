//! The running app as a state machine: a message comes in, the state changes, effects go out as values. Tests answer the
//! effects by hand. The screen reads views and nothing else.
//!
//! Uses everything pure. Knows no browser.

pub mod view;
