//! Older boards to newer ones: an ordered list of pure changes to the document, one for each step of the format.
//!
//! There is one format so far, so the list is empty; what is newer than the list reaches is refused by name.

/// The format this version reads.
pub const NEWEST: u32 = 1;
