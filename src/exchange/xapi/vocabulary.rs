//! The words of the statements. Every one is in docs/xapi.md, and nothing else is there.

/// A verb: its IRI, and how it is shown in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Whose word it is says its address.
    pub id: &'static str,
    /// In English.
    pub display: &'static str,
}

macro_rules! verbs {
    ($($constant:ident $display:literal $id:literal)*) => {
        $(
            #[doc = concat!("\"", $display, "\"")]
            pub const $constant: Verb = Verb { id: $id, display: $display };
        )*
        /// Every verb there is.
        pub const VERBS: &[Verb] = &[$($constant),*];
    };
}

verbs! {
    VIEWED "viewed" "http://id.tincanapi.com/verb/viewed"
    SELECTED "selected" "http://id.tincanapi.com/verb/selected"
    DISCARDED "discarded" "http://id.tincanapi.com/verb/discarded"
    STARTED "started" "http://activitystrea.ms/schema/1.0/start"
    SUBMITTED "submitted" "http://activitystrea.ms/schema/1.0/submit"
    ANSWERED "answered" "http://adlnet.gov/expapi/verbs/answered"
    // Not ADL's word for it: in cmi5 that one says that the whole board is complete, and an LMS might take it for that.
    COMPLETED "completed" "http://activitystrea.ms/schema/1.0/complete"
    RETRACTED "retracted" "http://activitystrea.ms/schema/1.0/retract"
    EARNED "earned" "http://id.tincanapi.com/verb/earned"
    PROGRESSED "progressed" "http://adlnet.gov/expapi/verbs/progressed"
    MASTERED "mastered" "http://adlnet.gov/expapi/verbs/mastered"
}

/// A board.
pub const BOARD: &str = "urn:choiceboard:xapi:type:board";
/// An activity of a board.
pub const TASK: &str = "http://id.tincanapi.com/activitytype/school-assignment";
/// An activity with a check.
pub const CHECK: &str = "http://adlnet.gov/expapi/activities/assessment";
/// A badge.
pub const BADGE: &str = "http://activitystrea.ms/schema/1.0/badge";
/// A standard.
pub const STANDARD: &str = "http://adlnet.gov/expapi/activities/objective";

/// What things are.
pub const TYPES: &[&str] = &[BOARD, TASK, CHECK, BADGE, STANDARD];

/// What was on show.
pub const OFFERED: &str = "urn:choiceboard:xapi:offered";
/// Of what kinds the pieces handed in are, and how many words of text.
pub const EVIDENCE: &str = "urn:choiceboard:xapi:evidence";
/// The activities that earned a badge.
pub const BECAUSE: &str = "urn:choiceboard:xapi:because";
/// A level of the board's scale.
pub const LEVEL: &str = "urn:choiceboard:xapi:level";

/// What others have no word for.
pub const EXTENSIONS: &[&str] = &[OFFERED, EVIDENCE, BECAUSE, LEVEL];
