//! The rule engine against what is known of it.
#![allow(missing_docs)]

mod boards;
mod counts;
mod lines;
mod oracle;
mod proofs;
mod sentences;
mod verdicts;
mod worlds;
