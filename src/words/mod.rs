//! Sentences as data. A [`Phrase`] names a message and carries its arguments; a [`Tongue`] turns it into the pieces a
//! screen shows. The pure half never builds a sentence from fragments of text: word order belongs to the translator.
//!
//! Uses nothing of the rest of the crate.

mod phrase;

pub use phrase::{Arg, Phrase};
