//! Rules and filters, as the file writes them.

use super::{Date, Id};
use schemars::JsonSchema;

/// When something holds: the id of an activity (it counts), or an object with one kind of rule.
#[derive(JsonSchema)]
#[schemars(untagged, deny_unknown_fields)]
pub(super) enum Rule {
    /// The activity with this id counts.
    Activity(String),
    /// All of these hold.
    All {
        /// All of these hold.
        all: Vec<Rule>,
    },
    /// At least one of these holds.
    Any {
        /// At least one of these holds.
        #[schemars(length(min = 1))]
        any: Vec<Rule>,
    },
    /// This does not hold now.
    Not {
        /// This does not hold now.
        not: Box<Rule>,
    },
    /// At least so many activities count.
    AtLeast {
        /// At least so many activities count.
        at_least: u32,
        /// And at most so many.
        at_most: Option<u32>,
        /// Of these; the whole board without it.
        of: Option<Filter>,
    },
    /// At most so many activities count.
    AtMost {
        /// At most so many activities count.
        at_most: u32,
        /// Of these; the whole board without it.
        of: Option<Filter>,
    },
    /// Exactly so many activities count.
    Exactly {
        /// Exactly so many activities count.
        exactly: u32,
        /// Of these; the whole board without it.
        of: Option<Filter>,
    },
    /// Points earned.
    Points {
        /// Points earned: at least, at most or exactly so many.
        points: PointsBounds,
        /// By these; the whole board without it.
        of: Option<Filter>,
    },
    /// Complete lines in a grid.
    Lines {
        /// So many complete lines.
        #[schemars(range(min = 1))]
        lines: u32,
        /// Squares in a line; whole rows, columns and diagonals without it.
        #[schemars(range(min = 1))]
        length: Option<u32>,
        /// Ids of activities that every line must hold.
        through: Option<Vec<String>>,
        /// Which way lines may run; all three without it.
        directions: Option<Vec<Direction>>,
        /// In the grids of these; in every grid without it.
        of: Option<Filter>,
    },
    /// A pattern of squares in a grid.
    Shape {
        /// Rows of `x` (must count) and `.` (may be anything).
        shape: Vec<Row>,
        /// Also turned by quarter turns; `false` without it.
        turn: Option<bool>,
        /// In the grids of these; in every grid without it.
        of: Option<Filter>,
    },
    /// From each row, column, section, tag or standard at least so many.
    OnePer {
        /// What is gone through.
        one_per: Each,
        /// So many of each; 1 without it.
        #[schemars(range(min = 1))]
        count: Option<u32>,
        /// Of these; the whole board without it.
        of: Option<Filter>,
    },
    /// Best check score, in percent, of every activity in `of`.
    Score {
        /// At least or at most so many percent. `max` opens a support path.
        score: Percent,
        /// Every one of these; the whole board without it.
        of: Option<Filter>,
    },
    /// Tries at checks.
    Attempts {
        /// So many tries.
        attempts: Tries,
        /// At these; the whole board without it.
        of: Option<Filter>,
    },
    /// Level reached on a standard.
    Mastery {
        /// Id of a standard.
        mastery: String,
        /// Id of a level of the mastery scale.
        min: String,
    },
    /// Every one has come so far, whatever `counts_when` says.
    State {
        /// How far.
        state: Reached,
        /// Every one of these; the whole board without it.
        of: Option<Filter>,
    },
    /// A badge has been earned.
    Badge {
        /// Id of a badge.
        badge: String,
    },
    /// A level has been reached.
    Level {
        /// Which, counted from 1.
        #[schemars(range(min = 1))]
        level: u32,
    },
    /// So many reflections have been written.
    Reflections {
        /// So many reflections.
        #[schemars(range(min = 1))]
        reflections: u32,
    },
    /// So many goals have been set.
    Goals {
        /// So many goals.
        #[schemars(range(min = 1))]
        goals: u32,
    },
    /// So many check-ins have been made.
    CheckIns {
        /// So many check-ins.
        #[schemars(range(min = 1))]
        check_ins: u32,
    },
    /// Worked on so many different days, in any order.
    Days {
        /// So many days.
        #[schemars(range(min = 1))]
        days: u32,
    },
    /// The learner has opened the teacher's feedback.
    FeedbackRead {
        /// `false` holds while it has not been read.
        feedback_read: bool,
        /// On these; the whole board without it.
        of: Option<Filter>,
    },
    /// From this date on.
    After {
        /// From this date on.
        after: Date,
    },
    /// Until this date.
    Before {
        /// Until this date.
        before: Date,
    },
    /// The teacher has said a code word.
    Code {
        /// Salted hash of the code word, `sha256:…`, as `choiceboard code` prints it.
        #[schemars(regex(pattern = "^sha256:"))]
        code: String,
    },
    /// The learner is in a group.
    Group {
        /// Id of a group.
        group: String,
    },
}

/// Which activities: all, a list of ids, or all that match everything named.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Filter {
    /// The whole board.
    All(All),
    /// Ids of activities.
    Ids(Vec<String>),
    /// All that match everything named.
    Match(Match),
}

/// The whole board.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum All {
    All,
}

/// All activities that match everything named.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Match {
    /// Id of their section.
    section: Option<Id>,
    /// One of their tags.
    tag: Option<Id>,
    /// Id of one of their standards.
    standard: Option<Id>,
    /// Their kind.
    kind: Option<super::activity::Kind>,
    /// Their column in its grid, counted from 1.
    #[schemars(range(min = 1))]
    column: Option<u32>,
    /// Their row in its grid, counted from 1.
    #[schemars(range(min = 1))]
    row: Option<u32>,
}

/// At least, at most or exactly so many points.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1))]
pub(super) struct PointsBounds {
    /// At least.
    #[schemars(range(min = 0))]
    min: Option<f64>,
    /// At most.
    #[schemars(range(min = 0))]
    max: Option<f64>,
    /// Neither more nor fewer.
    #[schemars(range(min = 0))]
    exactly: Option<f64>,
}

/// At least or at most so many percent.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1))]
pub(super) struct Percent {
    /// At least.
    #[schemars(range(min = 0, max = 100))]
    min: Option<f64>,
    /// At most.
    #[schemars(range(min = 0, max = 100))]
    max: Option<f64>,
}

/// At least or at most so many tries.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1))]
pub(super) struct Tries {
    /// At least.
    min: Option<u32>,
    /// At most.
    max: Option<u32>,
}

/// A row of a shape: `x` must count, `.` may be anything.
#[derive(JsonSchema)]
pub(super) struct Row(#[schemars(regex(pattern = "^[xX.]*$"))] String);

/// Which way a line runs; diagonals run both ways.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Direction {
    Row,
    Column,
    Diagonal,
}

/// What `one_per` goes through.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Each {
    Row,
    Column,
    Section,
    Tag,
    Standard,
}

/// How far an activity must have come.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub(super) enum Reached {
    Chosen,
    Started,
    Submitted,
    Done,
    Approved,
    Mastered,
}
