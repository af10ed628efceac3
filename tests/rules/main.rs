//! The rule engine against what is known of it.
//!
//! `PROPTEST_CASES=20000 cargo test --test rules` tries more worlds than there is time for each time: three minutes.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod boards;
mod counts;
mod lines;
mod needs;
mod oracle;
mod proofs;
mod sentences;
mod toward;
mod verdicts;
mod ways;
mod worlds;

use proptest::prelude::ProptestConfig;

/// So many worlds, or as many as `PROPTEST_CASES` says.
fn usually(cases: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    ProptestConfig {
        cases: if asked { config.cases } else { cases },
        ..config
    }
}
