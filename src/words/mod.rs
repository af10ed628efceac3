//! Sentences as data. A [`Phrase`] names a message and carries its arguments; a [`Tongue`] turns it into the pieces a
//! screen shows. The pure half never builds a sentence from fragments of text: word order belongs to the translator.
//!
//! Numbers, plural forms, dates and lists are the reader's locale's business: [`Intl`] answers for it, natively in plain
//! English ([`Plain`]), in the browser by its own `Intl`.
//!
//! Uses nothing of the rest of the crate.

mod catalogue;
mod intl;
mod json;
mod letter;
pub mod markdown;
pub mod math;
mod message;
mod number;
mod phrase;
mod tongue;

pub use catalogue::{Catalogue, Unreadable};
pub use intl::{Intl, Plain};
pub use json::{quote, write_json};
pub use letter::{is_letter, is_letter_or_digit};
pub use message::{Flaw, gaps};
pub use number::read_number;
pub use phrase::{Arg, Phrase};
pub use tongue::{Piece, Tongue};
