//! The only browser glue: storage, files, clock, Intl.
