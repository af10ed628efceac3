//! The rubric: by what the work is judged, and how it was.

use crate::rules::Points;
use crate::words::Phrase;

/// A rubric.
#[derive(Clone, Debug, PartialEq)]
pub struct RubricView {
    /// The form in which what is being chosen stands: [`crate::session::Session::noted`].
    pub form: String,
    /// What the work is judged by, in order.
    pub criteria: Vec<CriterionView>,
    /// The learner can judge now.
    pub open: bool,
    /// When the learner judged, and for how many points.
    pub mine: Option<Phrase>,
    /// What the learner wrote to it; may be empty.
    pub text: String,
    /// When the teacher judged, and for how many points; or that it is there, and is shown once the learner has judged.
    pub theirs: Option<Phrase>,
    /// What the teacher wrote to it: Markdown, may be empty.
    pub comment: String,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionView {
    /// Its name.
    pub title: String,
    /// From the first to the last.
    pub levels: Vec<LevelView>,
    /// The field in which the choice stands: the index of the level.
    pub field: String,
    /// The level that the learner kept, as an index.
    pub mine: Option<usize>,
    /// The teacher's.
    pub theirs: Option<usize>,
    /// "You: Clear.", "Your teacher: Strong.", and what follows from both.
    pub says: Vec<Phrase>,
}

/// A level of a criterion.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct LevelView {
    pub title: String,
    /// Markdown.
    pub about: String,
    pub points: Points,
}
