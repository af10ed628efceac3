//! How work travels: chunks of the log on the device, the contract with an LMS, and packages.
//!
//! Uses [`crate::words`], [`crate::rules`], [`crate::board`] and [`crate::progress`].

mod chunk;
mod contract;
mod credentials;
mod evaluate;
mod line;
mod names;
mod outbox;
mod package;
mod summary;
// The page does not use it yet, and what it shares with the log's own lines would be cut otherwise there.
#[cfg(not(target_arch = "wasm32"))]
mod tight;
mod uuid;

pub use chunk::{Chunk, append_line, read_chunk, write_chunk};
pub use contract::{BATCH, BoardName, CONTRACT, EventFault, LearnerName};
pub use contract::{Refused, Request, Response, Unreadable};
#[cfg(feature = "schema")]
pub use contract::{request_schema, response_schema};
pub use credentials::achievements;
pub use evaluate::{Evaluation, evaluate};
pub use names::Names;
pub use outbox::{Failure, Outbox, Step};
pub use package::{Files, Incomplete, one_file};
pub use summary::{Summary, summary};
#[cfg(not(target_arch = "wasm32"))]
pub use tight::{Tight, pack, unpack};
