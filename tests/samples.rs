//! The sample boards: what every one of them promises, and the rule of each format.

mod samples {
    mod counts;
    mod files;
    mod finish;
    mod formats;
    mod guide;
    mod hostile;
    pub mod learner;
    mod next;
    pub mod shelf;
}
