//! What a teacher writes: the model, how it is read, what is wrong with it, and how it is written back.
//!
//! A [`Board`] is a reading of a JSON document. The document itself is kept, so that writing back loses nothing, not even
//! fields this version does not know.
//!
//! Uses [`crate::words`] and [`crate::rules`]. Knows nothing of learners.

pub mod model;

pub use model::*;
