//! Leptos: the student's page. Reads views, sends messages, decides nothing about boards.
//!
//! [`mount`] puts the page into an element; [`Desk::apply`] tells it what an act has changed. What the page wants of the
//! browser beyond drawing (files, storage, fetching) it asks of its [`Host`].
//!
//! Uses [`crate::session`] and what that uses. Never touches storage or the network.

mod desk;
mod gallery;
mod host;
mod look;
mod parts;
mod player;
mod root;

pub use desk::Desk;
pub use host::{Back, Host, Sample};
pub use root::mount;
