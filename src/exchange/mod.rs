//! How work travels: chunks of the log on the device, and later the contract with an LMS and packages.
//!
//! Uses [`crate::words`], [`crate::rules`], [`crate::board`] and [`crate::progress`].

mod chunk;
mod line;
mod names;
mod uuid;

pub use chunk::{Chunk, append_line, read_chunk, write_chunk};
pub use names::Names;
