//! How work travels: chunks of the log on the device, the contract with an LMS, and packages.
//!
//! Uses [`crate::words`], [`crate::rules`], [`crate::board`] and [`crate::progress`].

mod chunk;
mod contract;
mod credentials;
mod criteria;
mod evaluate;
mod iri;
pub mod leaf;
mod line;
mod names;
mod outbox;
mod package;
mod scorm;
mod summary;
mod tight;
mod uuid;
pub mod xapi;

pub use chunk::{Chunk, append_line, read_chunk, write_chunk};
pub use contract::{BATCH, BoardName, CONTRACT, Class, EventFault, LearnerName};
pub use contract::{Peer, Refused, Request, Response, Turn, Unreadable};
#[cfg(feature = "schema")]
pub use contract::{request_schema, response_schema};
pub use credentials::{achievements, left_out};
pub use evaluate::{Evaluation, evaluate};
pub use names::Names;
pub use outbox::{Failure, Outbox, Step};
#[cfg(feature = "pack")]
pub use package::zipped;
pub use package::{Files, Incomplete, Standard, file_name, for_lms, one_file};
pub use scorm::{interactions, objectives};
pub use summary::{Summary, summary};
pub use tight::{Tight, Unpacked, pack, unpack};
