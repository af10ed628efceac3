//! Whole tasks in the built page, as a person does them: by role and name, with the mouse, the keyboard, a screen reader's
//! eyes. They run on any engine with a WebDriver; what only Chromium can do is left out elsewhere.
//!
//! They need the built page: `cargo xtask test` builds it and runs them.

#![allow(clippy::disallowed_types, reason = "a person waits by the clock")]

mod access;
mod again;
mod among;
mod bad;
mod beside;
mod chart;
mod check;
mod class;
mod cmi5;
mod codes;
mod coming;
mod embed;
mod far;
mod finish;
mod first;
mod folio;
mod guide;
mod hostile;
mod journal;
mod learner;
mod leaving;
mod line;
mod lms;
mod looking;
mod manifest;
mod map;
mod maths;
mod missing;
mod nested;
mod next;
mod nobody;
mod odd;
mod offline;
mod onefile;
mod own;
mod package;
mod paper;
mod plan;
mod prose;
mod reluctant;
mod room;
mod rubric;
mod server;
mod sixty;
mod slow;
mod standards;
mod stations;
mod storage;
mod stored;
mod strangers;
mod tabs;
mod teacher;
mod visit;
