//! One fact of the log. Its wire form is read in `read` and written in `write`; docs/events.md describes both.

mod fields;
mod levels;
mod read;
#[cfg(feature = "schema")]
mod schema;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::rules::Points;

pub use levels::Levels;
pub use read::{Fault, Reading, read_event, read_events};
#[cfg(feature = "schema")]
pub use schema::event_schema;
pub use write::write_event;

/// Something a learner or a teacher did. Never changed once written. A log may hold 100,000 of them: the names that come again
/// and again can be shared, and what is rare is boxed.
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
    pub activity: Option<Arc<str>>,
    /// Revision of the activity (or of the board) the act was about, where the writer knew it.
    pub revision: Option<Arc<str>>,
    /// What happened.
    pub fact: Fact,
    /// Fields this version does not know, passed on as they came; what it does not know of the writer stands under `by`.
    pub extra: Extra,
}

/// Who.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Actor {
    pub role: Role,
    pub id: Arc<str>,
}

/// In which part.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Role {
    Learner,
    Teacher,
    /// Kept and passed on, never obeyed.
    #[cfg_attr(feature = "schema", schemars(untagged))]
    Other(Box<str>),
}

/// The types of the log. Payload fields this version needs are named; everything else stays in [`Event::extra`].
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(tag = "type", rename_all = "snake_case"))]
pub enum Fact {
    /// What was on show, by ids; none where there was too much of it to list.
    Offered {
        activities: Vec<String>,
    },
    /// What the learner means to do; the whole plan, each time.
    Plan(Box<Planned>),
    /// What the learner likes: for each question the tags that were ticked. The newest answer to each question counts.
    Survey {
        #[cfg_attr(
            feature = "schema",
            schemars(with = "std::collections::BTreeMap<String, Vec<String>>")
        )]
        answers: Vec<(String, Vec<String>)>,
    },
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
    /// What the learner thinks of an activity; the newest counts.
    Rate {
        /// From 1 to 5; anything else counts for nothing.
        stars: u32,
    },
    /// An entry of the journal.
    Reflect {
        text: String,
        /// What was asked, in the words that were read.
        prompt: Option<Box<str>>,
        /// How sure one is now, from 1 (not at all) to 5.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5)))]
        confidence: Option<u8>,
    },
    /// A goal one sets oneself.
    Goal {
        text: String,
        // On the wire a date; here days since 1970.
        /// The day by which it is to be reached.
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("format" = "date")))]
        until: Option<i32>,
    },
    /// How it went with a goal.
    GoalReview {
        /// Id of the event that set it.
        goal: String,
        reached: Option<Reach>,
        text: String,
    },
    /// How today is going.
    CheckIn {
        /// From 1 (stormy) to 5 (sunny).
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5)))]
        mood: Option<u8>,
        text: String,
        /// "I would like to talk to someone."
        talk: bool,
    },
    /// What one needs help with.
    Help {
        text: String,
        /// What one has tried.
        tried: String,
    },
    /// An activity of one's own; one without a title takes back the one that it stands in place of.
    Propose {
        title: Box<str>,
        /// What one wants to do, Markdown.
        about: Box<str>,
        /// Id of an earlier proposal that this one replaces.
        instead: Option<Box<str>>,
    },
    /// How one's own work stands on the criteria of its rubric.
    SelfAssess {
        levels: Levels,
        text: String,
    },
    /// Whether one is compared with others where the teacher has switched that on; one is, until one says so.
    TakePart {
        value: Option<bool>,
    },
    ReadFeedback,
    /// What the board file has of the code word said, `sha256:…`.
    Code {
        #[cfg_attr(feature = "schema", schemars(rename = "code"))]
        digest: String,
    },
    /// Of one activity where the event names one, else of the whole board.
    Reset,
    /// The widget's own: a badge was earned, and these activities counting earned it, by id.
    Earn {
        badge: String,
        because: Vec<String>,
    },
    Approve {
        comment: String,
    },
    Return {
        comment: String,
    },
    Comment {
        comment: String,
    },
    /// The teacher's mark, in percent, where it is one.
    Assess {
        score: Option<f64>,
        /// How it stands on the criteria of its rubric.
        levels: Levels,
        comment: Box<str>,
    },
    CheckOff,
    /// A proposal is agreed to, as it was made or with other terms.
    Accept {
        /// Id of the event that made it.
        proposal: Box<str>,
        #[cfg_attr(feature = "schema", schemars(flatten))]
        terms: Option<Box<Terms>>,
        comment: Box<str>,
    },
    /// A proposal is not agreed to.
    Decline {
        /// Id of the event that made it.
        proposal: Box<str>,
        comment: Box<str>,
    },
    /// Put into a group, or taken out of it.
    Group {
        group: String,
        member: bool,
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
    #[cfg_attr(feature = "schema", schemars(skip))]
    Unknown(String),
}

/// No type is larger than a draft: what is rare must not make 100,000 usual events larger.
const _: () = assert!(size_of::<Fact>() <= size_of::<(String, String, f64)>());

impl Event {
    /// What the log is sorted by.
    pub fn key(&self) -> (i64, &str) {
        (self.at, &self.id)
    }
}

impl Fact {
    /// The word of the wire form.
    pub fn name(&self) -> &str {
        match self {
            Fact::Unknown(name) => name,
            known => known.word(),
        }
    }

    /// The word of the wire form, or nothing for a type this version does not know.
    pub fn word(&self) -> &'static str {
        match self {
            Fact::Offered { .. } => "offered",
            Fact::Plan(_) => "plan",
            Fact::Survey { .. } => "survey",
            Fact::Choose => "choose",
            Fact::Drop => "drop",
            Fact::Start => "start",
            Fact::Step { .. } => "step",
            Fact::Draft { .. } => "draft",
            Fact::Submit { .. } => "submit",
            Fact::Answer { .. } => "answer",
            Fact::Done => "done",
            Fact::Undo => "undo",
            Fact::Rate { .. } => "rate",
            Fact::Reflect { .. } => "reflect",
            Fact::Goal { .. } => "goal",
            Fact::GoalReview { .. } => "goal_review",
            Fact::CheckIn { .. } => "check_in",
            Fact::Help { .. } => "help",
            Fact::Propose { .. } => "propose",
            Fact::SelfAssess { .. } => "self_assess",
            Fact::TakePart { .. } => "take_part",
            Fact::ReadFeedback => "read_feedback",
            Fact::Code { .. } => "code",
            Fact::Reset => "reset",
            Fact::Earn { .. } => "earn",
            Fact::Approve { .. } => "approve",
            Fact::Return { .. } => "return",
            Fact::Comment { .. } => "comment",
            Fact::Assess { .. } => "assess",
            Fact::CheckOff => "check_off",
            Fact::Accept { .. } => "accept",
            Fact::Decline { .. } => "decline",
            Fact::Group { .. } => "group",
            Fact::Award { .. } => "award",
            Fact::Revoke { .. } => "revoke",
            Fact::AnswerHelp { .. } => "answer_help",
            Fact::Unknown(_) => "",
        }
    }

    /// Whose act it can be; `None` where both may do it, or where this version cannot say.
    pub fn belongs_to(&self) -> Option<Role> {
        match self {
            Fact::Reset | Fact::Unknown(_) => None,
            Fact::Approve { .. }
            | Fact::Return { .. }
            | Fact::Comment { .. }
            | Fact::Assess { .. }
            | Fact::CheckOff
            | Fact::Accept { .. }
            | Fact::Decline { .. }
            | Fact::Group { .. }
            | Fact::Award { .. }
            | Fact::Revoke { .. }
            | Fact::AnswerHelp { .. } => Some(Role::Teacher),
            _ => Some(Role::Learner),
        }
    }

    /// Means nothing without an activity.
    fn needs_activity(&self) -> bool {
        matches!(
            self,
            Fact::Choose
                | Fact::Drop
                | Fact::Start
                | Fact::Step { .. }
                | Fact::Draft { .. }
                | Fact::Submit { .. }
                | Fact::Answer { .. }
                | Fact::Done
                | Fact::Undo
                | Fact::Approve { .. }
                | Fact::Return { .. }
                | Fact::CheckOff
        )
    }
}

/// A plan as an event tells it.
#[derive(Clone, Debug, PartialEq, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub struct Planned {
    /// What is planned, by ids. Without it the event counts for nothing.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub activities: Option<Vec<String>>,
    // On the wire dates; here days since 1970.
    /// On which day: dates by the id of the activity.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, String>"))]
    pub days: BTreeMap<String, i32>,
    /// Why the plan was changed. Of a plan that changes nothing it is the reason for the change before it.
    pub because: String,
}

/// How far a goal was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Reach {
    Yes,
    Partly,
    No,
}

impl Reach {
    /// By the word of the wire form.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Reach::Yes, Reach::Partly, Reach::No];
        all.into_iter().find(|reach| reach.name() == name)
    }

    /// The word of the wire form.
    pub fn name(self) -> &'static str {
        match self {
            Reach::Yes => "yes",
            Reach::Partly => "partly",
            Reach::No => "no",
        }
    }
}

/// What a teacher makes of a proposal; what is not said stays as it was proposed.
#[derive(Clone, Debug, PartialEq, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct Terms {
    /// Another title.
    pub title: Option<String>,
    /// Other instructions, Markdown.
    pub about: Option<String>,
    // On the wire a number.
    /// What it is worth.
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub points: Option<Points>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
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
    #[cfg_attr(feature = "schema", schemars(skip))]
    /// Fields this version does not know, passed on as they came.
    pub extra: Extra,
}

/// Fields this version does not know.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Extra(Option<Box<Map<String, Value>>>);

impl From<Map<String, Value>> for Extra {
    fn from(fields: Map<String, Value>) -> Self {
        Extra((!fields.is_empty()).then(|| Box::new(fields)))
    }
}

impl Extra {
    /// As in most events.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// As they came.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter().flat_map(|fields| fields.iter())
    }
}

#[cfg(test)]
mod tests;
