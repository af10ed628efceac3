//! An opened activity, whole.

use super::{AfterView, HandInView, HelpView, QuizView, RubricView, StandardView, TileView};
use crate::board::ResourceKind;
use crate::session::Act;
use crate::words::Phrase;

/// An opened activity.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PanelView {
    pub tile: TileView,
    /// Markdown.
    pub about: String,
    /// What a locked one waits for besides its tile's reason, and the other ways past its lock.
    pub also: Vec<Phrase>,
    /// The teacher's words, newest first: Markdown.
    pub comments: Vec<CommentView>,
    pub steps: Vec<StepView>,
    pub resources: Vec<ResourceView>,
    pub hand_in: Option<HandInView>,
    pub standards: Vec<StandardView>,
    pub rubric: Option<Box<RubricView>>,
    pub place: Option<PlaceView>,
    /// The quick check that belongs to it; nothing once it was passed elsewhere.
    pub quiz: Option<Box<QuizView>>,
    /// In the order they are shown.
    pub actions: Vec<ActionView>,
    /// Work was done on an older wording: "changed since you did it".
    pub changed: Option<Phrase>,
    /// Stars, and what next: of an activity that is done.
    pub after: Option<Box<AfterView>>,
    /// The note that asks for help; nothing where there is none and none can be written.
    pub help: Option<Box<HelpView>>,
    /// A board that is to be completed for it.
    pub inner: Option<Box<InnerView>>,
}

/// A board within the board.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct InnerView {
    /// From the page.
    pub address: String,
    /// It is there, and can be opened.
    pub opens: bool,
    /// Empty until it is known.
    pub title: String,
    /// How far it is, or why that is not known.
    pub says: Phrase,
    pub complete: bool,
}

impl InnerView {
    /// To open it is what is to be done next.
    pub fn leads(&self) -> bool {
        self.opens && !self.complete
    }
}

/// What the teacher said.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct CommentView {
    pub says: String,
    /// When, as a sentence.
    pub when: Phrase,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct StepView {
    /// Markdown.
    pub says: String,
    pub ticked: bool,
    /// Ticking is possible now.
    pub open: bool,
}

/// Something to use.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ResourceView {
    pub title: String,
    /// Safe to follow; empty where the file's was not.
    pub url: String,
    pub kind: ResourceKind,
    /// "Khan Academy"
    pub source: String,
    pub license: String,
    /// Host name, where the address is absolute: people should see where a link goes.
    pub host: String,
}

/// Where an outside activity takes place.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PlaceView {
    pub who: String,
    pub location: String,
    pub when: String,
    pub contact: String,
    pub hours: Option<f64>,
}

/// A button in the panel.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionView {
    /// `data-action`: the event's type.
    pub name: &'static str,
    /// What it sends.
    pub act: Act,
    /// Why it cannot be done now; the button stays and says so.
    pub refused: Option<Phrase>,
    /// What to say and ask before it is done.
    pub warning: Option<Phrase>,
    /// The one that leads on, at most one of them; none takes anything back.
    pub main: bool,
}
