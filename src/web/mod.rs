//! The only browser glue: storage, files, clock, Intl, tabs. One capability a file, each with its own errors; nothing here
//! decides anything about boards.
//!
//! [`App`] carries out the session's effects and brings it the answers. Every touch of storage is guarded: in a sandboxed frame the mere
//! look at `localStorage` throws.

mod app;
mod around;
mod database;
mod files;
mod inner;
mod intl;
mod link;
mod local;
mod page;
mod preferences;
mod rest;
mod tabs;
mod world;

pub use app::App;
pub use intl::Browser;
pub use page::show;
