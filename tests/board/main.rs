//! Reading, checking and writing boards.

mod cases;
mod laws;
mod limits;
mod meaning;
#[cfg(feature = "schema")]
mod schema;
