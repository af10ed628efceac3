//! What happened: every type of the log, the word it goes by, and whose act it is.

use super::{Handed, Levels, Planned, Reach, Role, Terms};

/// The types of the log. Payload fields this version needs are named; everything else stays in [`super::Event::extra`].
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
    pub(super) fn needs_activity(&self) -> bool {
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
