//! Laws of the log and of progress.

mod progress {
    pub mod arbitrary;
    mod log;
}
