//! What a teacher writes: the model, how it is read, what is wrong with it, and how it is written back.
//!
//! A [`Board`] is a reading of a JSON [`Document`]. The document itself is kept, so that writing back loses nothing, not
//! even fields this version does not know.
//!
//! Uses [`crate::words`] and [`crate::rules`]. Knows nothing of learners.

mod beside;
pub mod chart;
pub mod code;
pub mod code_word;
mod cycle;
mod defaults;
mod diagnostic;
mod document;
mod finding;
mod gone;
mod inspect;
mod layout;
pub mod migrate;
pub mod model;
mod nested;
mod prove;
mod read;
mod revision;
#[cfg(feature = "schema")]
mod schema;
mod sha256;
mod texts;

pub use beside::{beside, folder, from_the_root, is_address, look_beside, pictures_elsewhere};
pub use code::Severity;
pub use defaults::{points_asked, points_goal};
pub use diagnostic::{Diagnostic, Repair};
pub use document::{DEEPEST, Document, LONGEST, Span};
pub use gone::{id_of, without_gone};
pub use layout::layout;
pub use model::*;
pub use nested::{boards_within, nested};
pub use prove::prove;
pub use read::{Reading, read};
pub use revision::Digest;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use texts::{as_drawn, lead_beside, may_lead};
