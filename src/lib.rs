//! Choiceboard: choice boards and learning paths for schools.
//!
//! Two halves, one direction. The pure half knows no browser, no clock, no randomness; time and ids come in with the
//! message. The browser half (feature `web`) decides nothing about boards.
//!
//! `words <- rules <- board <- progress <- exchange <- session <- ui <- web <- cli <- bin`: a module uses those to its left only.
//!
//! | module | what it is |
//! |---|---|
//! | [`words`] | sentences as data, looked up and put together in the reader's language |
//! | [`rules`] | the one rule language: rule, filter, evaluate, explain, prove |
//! | [`board`] | what a teacher writes: model, reading, diagnostics, schema |
//! | [`progress`] | what happened and what follows: event, log, fold, ledger, badges |
//! | [`exchange`] | how work travels: log chunks, export file, contract messages, packages |
//! | [`session`] | the running app as a state machine: `update(message) -> effects`, and the views a screen may read |
//! | `ui` | Leptos: the student's page |
//! | `cli` | the command line |
//! | `web` | the only browser glue: storage, files, clock, Intl |
//!
//! The library never reads a clock, never draws a random number, never touches a network or a file by itself, and never
//! stores what it can compute from board and log.

pub mod board;
#[cfg(feature = "cli")]
pub mod cli;
pub mod exchange;
pub mod progress;
pub mod rules;
pub mod session;
pub mod words;

#[cfg(feature = "web")]
pub mod ui;
#[cfg(feature = "web")]
pub mod web;
