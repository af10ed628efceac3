//! Laws of the log and of progress.

mod progress {
    pub mod arbitrary;
    pub mod boards;
    mod chunk;
    mod fold;
    mod log;
    #[cfg(feature = "schema")]
    mod schema;
}
