//! One fact of the log.

use serde_json::{Map, Value};

/// Something a learner or a teacher did. Never changed once written.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// UUID v7 where we made it; any non-empty string where somebody else did.
    pub id: String,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Minutes the writer's local time was ahead of UTC, where known: `days` counts local days.
    pub offset: Option<i32>,
    /// Whose act it is.
    pub by: Actor,
    /// The activity it is about, by id, where it is about one.
    pub activity: Option<String>,
    /// What happened.
    pub fact: Fact,
    /// Fields this version does not know, passed on as they came.
    pub extra: Map<String, Value>,
}

/// Who.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Actor {
    pub role: Role,
    pub id: String,
}

/// In which part.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Role {
    Learner,
    Teacher,
    /// Kept and passed on, never obeyed.
    Other(String),
}

/// The types of the log. Payload fields this version needs are named; everything else stays in [`Event::extra`].
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Fact {
    Offered,
    Survey,
    Plan,
    Choose,
    Drop,
    Start,
    /// A step ticked (or unticked), by its index from 0.
    Step {
        step: u32,
        ticked: bool,
    },
    /// Text as it is typed: `kind` of evidence, its value.
    Draft {
        kind: String,
        value: String,
    },
    /// Handed in.
    Submit {
        evidence: Vec<Handed>,
    },
    /// A check taken: score in percent.
    Answer {
        score: Option<f64>,
    },
    Done,
    Undo,
    Rate {
        stars: u32,
    },
    Reflect {
        text: String,
    },
    Goal {
        text: String,
    },
    GoalReview,
    CheckIn,
    Help {
        text: String,
    },
    Propose {
        title: String,
    },
    SelfAssess,
    ReadFeedback,
    /// Digest of the code word said, `sha256:…`.
    Code {
        digest: String,
    },
    Reset,
    Approve,
    Return {
        comment: String,
    },
    Comment {
        comment: String,
    },
    Assess,
    CheckOff,
    Accept,
    Decline,
    Group {
        group: String,
    },
    Award {
        badge: String,
    },
    Revoke {
        badge: String,
    },
    AnswerHelp {
        text: String,
    },
    /// A type this version does not know: kept, passed on, not counted.
    Unknown(String),
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Handed {
    /// `text`, `link`, `image`, `file`, `audio`.
    pub kind: String,
    /// The text or the link.
    pub value: String,
    /// Of an attachment: `sha256:…` of its bytes, file name, media type, size in bytes.
    pub digest: String,
    pub name: String,
    pub media: String,
    pub size: u64,
}
