//! The rule language as the board file writes it. Ids are strings here; [`super::Ground`] gives them their indices.

use super::facts::Reached;
use super::ground::Kind;
use super::points::Points;
use super::time::Moment;

/// One rule. The JSON form of each stands in the board format's table.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// `"read"`: the activity counts.
    Activity(String),
    /// `{ "all": […] }`
    All(Vec<Rule>),
    /// `{ "any": […] }`
    Any(Vec<Rule>),
    /// `{ "not": rule }`: met when its rule is not met now.
    Not(Box<Rule>),
    /// `{ "at_least": n, "of": … }`, `at_most`, `exactly`: so many activities count.
    Count {
        /// `at_least` is min, `at_most` is max, `exactly` is both.
        bounds: Bounds<u32>,
        /// Of these activities.
        of: Filter,
    },
    /// `{ "points": { "min": 20 }, "of": … }`
    Points {
        /// `exactly` is min and max.
        bounds: Bounds<Points>,
        /// Earned by these activities.
        of: Filter,
    },
    /// `{ "lines": 1, … }`
    Lines(Lines),
    /// `{ "shape": ["x.x", …], "turn": true }`
    Shape {
        /// Rows of `x` (must count) and `.` (may be anything).
        rows: Vec<String>,
        /// Also turned by quarter turns.
        turn: bool,
        /// Grids to look in (a filter with a section, or all).
        of: Filter,
    },
    /// `{ "one_per": "row", "count": 1, "of": … }`
    OnePer {
        /// What is gone through.
        each: Each,
        /// From each at least so many.
        count: u32,
        /// Of these activities.
        of: Filter,
    },
    /// `{ "score": { "min": 80 }, "of": … }`: best score in percent, of every activity in the filter.
    Score {
        /// Percent.
        bounds: Bounds<f64>,
        /// Every one of these.
        of: Filter,
    },
    /// `{ "attempts": { "min": 2 }, "of": … }`: tries, summed over the filter.
    Attempts {
        /// Tries.
        bounds: Bounds<u32>,
        /// Of these activities.
        of: Filter,
    },
    /// `{ "mastery": "ratio", "min": "proficient" }`
    Mastery {
        /// Id of a standard.
        standard: String,
        /// Id of a level of the scale.
        min: String,
    },
    /// `{ "state": "submitted", "of": … }`: every one has reached that state.
    State {
        /// The state to have reached.
        state: Reached,
        /// Every one of these.
        of: Filter,
    },
    /// `{ "badge": "explorer" }`
    Badge(String),
    /// `{ "level": 3 }`, counted from 1.
    Level(u32),
    /// `{ "reflections": 3 }` and its like.
    Habit {
        /// What is counted.
        habit: Habit,
        /// At least so many.
        count: u32,
    },
    /// `{ "feedback_read": true, "of": … }`: every one with feedback open to reading has been read.
    FeedbackRead {
        /// `false` holds while it has not been read.
        read: bool,
        /// Of these activities.
        of: Filter,
    },
    /// `{ "after": date }`
    After(Moment),
    /// `{ "before": date }`
    Before(Moment),
    /// `{ "code": "sha256:…" }`
    Code(String),
    /// `{ "group": "a" }`
    Group(String),
}

/// The filter of a rule that has one: to be read, or to be changed.
macro_rules! filter_in {
    ($rule:expr) => {
        match $rule {
            Rule::Count { of, .. }
            | Rule::Points { of, .. }
            | Rule::Shape { of, .. }
            | Rule::OnePer { of, .. }
            | Rule::Score { of, .. }
            | Rule::Attempts { of, .. }
            | Rule::State { of, .. }
            | Rule::FeedbackRead { of, .. }
            | Rule::Lines(Lines { of, .. }) => Some(of),
            _ => None,
        }
    };
}

impl Rule {
    /// It names nothing, and nothing anybody does meets it: a badge with it is the teacher's to give.
    pub fn is_by_hand(&self) -> bool {
        matches!(self, Rule::Any(parts) if parts.is_empty())
    }

    /// The activities it looks at, where it names them by a filter.
    pub fn of(&self) -> Option<&Filter> {
        filter_in!(self)
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self) -> Option<&mut Filter> {
        filter_in!(self)
    }
}

/// From and to, both inclusive, either may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Bounds<T> {
    /// At least.
    pub min: Option<T>,
    /// At most.
    pub max: Option<T>,
}

/// `{ "lines": 1, "length": 3, "through": […], "directions": […] }`
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// So many lines.
    pub lines: u32,
    /// Squares next to each other; without it whole rows, whole columns and the two whole diagonals of a square.
    pub length: Option<u32>,
    /// Every id listed is in the line.
    pub through: Vec<String>,
    /// Empty: all three.
    pub directions: Vec<Direction>,
    /// Grids to look in (a filter with a section, or all).
    pub of: Filter,
}

/// Which way a line runs; diagonals run both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Direction {
    Row,
    Column,
    Diagonal,
}

/// What `one_per` goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Each {
    Row,
    Column,
    Section,
    Tag,
    Standard,
}

/// Habits that are counted over the whole board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Habit {
    Reflections,
    Goals,
    CheckIns,
    Days,
}

/// Which activities a rule speaks of.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Filter {
    /// The whole board.
    #[default]
    All,
    /// A list of ids.
    Ids(Vec<String>),
    /// All that match everything named.
    Match(Match),
}

/// An object filter: every field that is there must match.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Match {
    pub section: Option<String>,
    pub tag: Option<String>,
    pub standard: Option<String>,
    pub kind: Option<Kind>,
    /// Counted from 1.
    pub column: Option<u32>,
    /// Counted from 1.
    pub row: Option<u32>,
}
