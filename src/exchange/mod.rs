//! How work travels: chunks of the log on the device, the export file, and later the contract with an LMS and packages.
//!
//! Uses [`crate::words`], [`crate::rules`], [`crate::board`] and [`crate::progress`].
