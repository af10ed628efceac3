//! What a screen may read: plain values, compared by value, complete sentences as [`Phrase`]s, nothing to decide.

mod class;
mod folio;
mod journal;
mod map;
mod next;
mod plan;
mod rubric;
mod standards;

pub use plan::{AheadView, ChangeView, DayView, PlanView, PlannedView, SumView, WeekView};

pub use map::{DrawnView, Gone, MapView, StopView, TowardView, TrailView};

use crate::board::{EvidenceKind, Layout, QuestionKind, ResourceKind, Together};
use crate::progress::check::Given;
use crate::rules::{Ix, Kind, Points, State};
use crate::words::Phrase;

pub use class::{ClassView, FlagsView, PeerView, PeersView, RoomView, TogetherView};
pub use folio::{FolioView, ShelfView, WorkView};
pub use next::{AfterView, AskedView, GrowthView, NextView, SurveyView};
pub use rubric::{CriterionView, LevelView, RubricView};
pub use standards::{MasteryView, StandardsView, standard_name};

pub use journal::{
    EntryView, GoalView, HelpView, JournalView, NoteView, ProposalView, ProposalsView,
};

/// Which screen stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Screen {
    /// Nothing has been opened yet, or the work on it is still being read from the device.
    #[default]
    Waiting,
    /// The board.
    Board,
    /// The board cannot be shown.
    Problem(ProblemView),
}

/// Why there is no board.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemView {
    /// The heading.
    pub title: Phrase,
    /// What happened and what to do.
    pub says: Phrase,
    /// What is wrong in the file, in the file's order; the sentences need the whole catalogue ([`super::Effect::Speak`]).
    pub mistakes: Vec<MistakeView>,
}

/// One mistake in a board file.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct MistakeView {
    pub code: &'static str,
    pub error: bool,
    /// JSON path.
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub says: Phrase,
    pub suggestion: Option<Phrase>,
}

/// Where the learner's work is, and what became of the last save (`data-saved`).
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Saved {
    /// Stored on this device.
    #[default]
    Device,
    /// Stored on this device and not sent to the LMS, or not wanted there.
    Unsent {
        /// Why.
        says: Phrase,
        /// Offer "try again".
        retry: bool,
    },
    /// Sent to the LMS, not yet confirmed.
    Sent,
    /// The LMS has it.
    Confirmed,
    /// Only in this tab's memory, and why.
    Memory(Option<Phrase>),
    /// Not saved, and why.
    Failed(Option<Phrase>),
    /// The board may only be looked at.
    Looking {
        /// `data-saved`: where the work is that was done elsewhere.
        name: &'static str,
        /// That it is so, and what is wrong besides.
        says: Option<Phrase>,
    },
}

impl Saved {
    /// `data-saved`.
    pub fn name(&self) -> &'static str {
        match self {
            // On the device it is all the same.
            Saved::Device | Saved::Unsent { .. } => "device",
            Saved::Sent => "sent",
            Saved::Confirmed => "confirmed",
            Saved::Memory(_) => "memory",
            Saved::Failed(_) => "failed",
            Saved::Looking { name, .. } => name,
        }
    }

    /// Why it is not further.
    pub fn why(&self) -> Option<&Phrase> {
        match self {
            Saved::Unsent { says, .. } => Some(says),
            Saved::Memory(why) | Saved::Failed(why) | Saved::Looking { says: why, .. } => {
                why.as_ref()
            }
            Saved::Device | Saved::Sent | Saved::Confirmed => None,
        }
    }
}

/// `data-state` of the player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum BoardState {
    #[default]
    InProgress,
    Complete,
    Impossible,
}

/// The head of the page: changes with most acts, small.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct HeadView {
    pub board: String,
    pub title: String,
    pub about: String,
    pub due: Option<Phrase>,
    pub state: BoardState,
    pub points: Points,
    /// Where the ruler ends.
    pub goal: Points,
    /// Counted from 1; 0 without levels.
    pub level: u32,
    /// Title, points, reached.
    pub levels: Vec<(String, Points, bool)>,
    /// "Level 2, 20 more to River"
    pub next_level: Option<Phrase>,
    /// The leading sentence: what is missing.
    pub missing: Phrase,
    /// What else is open; may be empty.
    pub also: Vec<Phrase>,
    /// Ways to finish (lines, sets), nearest first, at most a handful.
    pub ways: Vec<WayView>,
    /// "and 4 more", where not all are listed.
    pub other_ways: Option<Phrase>,
}

/// One way to finish, drawn and in words.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct WayView {
    /// Index of the section whose grid it lies in.
    pub section: u32,
    /// A line, which is drawn; not a row that needs something, nor another set.
    pub line: bool,
    /// Activities in it, in order.
    pub cells: Vec<Ix>,
    pub title: Phrase,
    /// "2 more"
    pub left: Phrase,
    pub met: bool,
    /// The way with the least left.
    pub nearest: bool,
}

/// A section as it is laid out. Fixed for an edition of the board, but for `quota` and `locked`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct SectionView {
    pub id: String,
    pub title: String,
    pub about: String,
    pub layout: Layout,
    pub columns: u32,
    pub activities: Vec<Ix>,
    /// "Choose 1: 0 chosen", with whether it is met.
    pub quota: Option<(Phrase, bool)>,
    pub locked: Option<Phrase>,
}

/// One tile, in the grid or in the list.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct TileView {
    pub ix: Ix,
    pub id: String,
    pub title: String,
    pub state: State,
    pub free: bool,
    pub required: bool,
    pub optional: bool,
    pub points: Points,
    pub kind: Kind,
    pub minutes: Option<f64>,
    pub together: Together,
    pub image: Option<(String, String)>,
    /// A name of our icons, in place of its kind's.
    pub icon: Option<String>,
    /// Steps ticked, steps in all.
    pub steps: (u32, u32),
    pub due: Option<DueView>,
    /// Why it is locked and what opens it; or the teacher's comment when returned.
    pub why: Option<Phrase>,
    /// Its section says the same of all that is in it.
    pub why_shared: bool,
    /// Choosing it now would make the board impossible: the warning.
    pub warning: Option<Phrase>,
    /// It has a flag that few have: [`crate::session::Session::flags`].
    pub flagged: bool,
}

/// A due date near enough to show.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct DueView {
    pub late: bool,
    /// Soon enough to stand out.
    pub soon: bool,
    pub says: Phrase,
}

/// An opened activity.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PanelView {
    pub tile: TileView,
    /// Markdown.
    pub about: String,
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

/// What is to be handed in.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct HandInView {
    pub kinds: Vec<EvidenceKind>,
    pub required: bool,
    /// Markdown.
    pub prompt: String,
    pub text: String,
    pub link: String,
    pub files: Vec<FileView>,
    /// Words written, words asked for.
    pub words: Option<(u32, u32)>,
    /// The fields can be written to.
    pub open: bool,
    /// What has been handed in before, newest first.
    pub handed: Vec<HandedView>,
    /// "Draft saved", "Saving…", or why it could not be saved.
    pub saved: Option<Phrase>,
    /// A link that cannot be one, a file that could not be kept.
    pub trouble: Option<Phrase>,
}

/// A file picked or handed in.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct FileView {
    pub name: String,
    pub media: String,
    pub size: u64,
    /// `sha256:…`; empty while it is being kept.
    pub digest: String,
    pub image: bool,
}

/// Handed in once.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct HandedView {
    pub when: Phrase,
    pub texts: Vec<String>,
    /// Safe to follow.
    pub links: Vec<String>,
    pub files: Vec<FileView>,
}

/// A quick check.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct QuizView {
    /// In the order they are asked; none where they cannot be answered now.
    pub questions: Vec<QuestionView>,
    /// Which try this is, counted from 1.
    pub attempt: u32,
    /// What came of it, once it was answered.
    pub result: Option<Phrase>,
    /// That was enough.
    pub passed: bool,
    /// How many tries are left; where there are no questions, that a check belongs here.
    pub says: Option<Phrase>,
    /// That no question can be marked, because it is not known what the result was made from.
    pub unmarked: Option<Phrase>,
    /// It can be answered.
    pub open: bool,
    /// It can be taken once more.
    pub again: bool,
    /// What is still to be answered before it can be handed in.
    pub to_go: Option<Phrase>,
    /// The question that is shown, as an index, where they come one at a time; nothing once it is over, for then all are looked through.
    pub at: Option<usize>,
    /// How sure one is, where it is asked.
    pub sure: Option<SureView>,
}

/// How sure one was before a check, and is after its result.
#[derive(Clone, Debug, PartialEq)]
pub struct SureView {
    /// What was chosen of what is asked now: 1 to 5.
    pub chosen: Option<u8>,
    /// It is asked after the result.
    pub after: bool,
    /// It can be answered.
    pub open: bool,
    /// "Before: not sure at all. After: very sure."; nothing before the result.
    pub says: Option<Phrase>,
}

/// A question of a quick check.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionView {
    /// What its answer is kept under.
    pub key: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Markdown.
    pub says: String,
    /// Answers to choose from, items to order, left sides of pairs.
    pub options: Vec<OptionView>,
    /// Right sides of pairs.
    pub sides: Vec<OptionView>,
    /// What was answered; nothing chosen: no texts.
    pub given: Given,
    /// Of another try: whether it was right in the last one, and what became of the answer.
    pub before: Option<(bool, Phrase)>,
    /// What is said to the answer, once it was handed in.
    pub mark: Option<MarkView>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionView {
    /// What is kept of it.
    pub value: String,
    /// Markdown; may be empty where there is a picture.
    pub says: String,
    /// Address of its picture, and the words for it.
    pub image: Option<(String, String)>,
}

impl OptionView {
    /// In words alone, without the marks of Markdown.
    pub fn name(&self) -> String {
        match &self.image {
            Some((_, alt)) if self.says.is_empty() => alt.clone(),
            _ => crate::words::math::in_a_line(&self.says),
        }
    }
}

/// What is said to an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkView {
    /// Whether it is right; nothing where there is no right and wrong.
    pub right: Option<Right>,
    /// Markdown.
    pub says: Vec<String>,
}

/// Whether an answer is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Right {
    Yes,
    Partly,
    No,
}

/// A standard the activity works towards.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct StandardView {
    pub title: String,
    pub code: String,
    pub uri: String,
}

/// Letters of a standard's sentence where it has been said in full before.
const SHORT: usize = 40;

impl StandardView {
    /// The same by its code and the beginning of its sentence, to a whole word where there is one.
    pub fn short(&self) -> Self {
        let mut short = self.clone();
        if let Some((end, _)) = self.title.char_indices().nth(SHORT) {
            let start = self.title.get(..end).unwrap_or_default();
            let whole = start.rsplit_once(char::is_whitespace);
            let start = whole.map_or(start, |(whole, _)| whole);
            short.title = [start.trim_end(), "…"].concat();
        }
        short
    }

    /// In full the first time, by its short name from then on.
    pub fn told(&self, told: &mut Vec<Self>) -> Self {
        let is_it = |known: &Self| known.code == self.code && known.title == self.title;
        if told.iter().any(is_it) {
            return self.short();
        }
        told.push(self.clone());
        self.clone()
    }
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
    pub act: super::Act,
    /// Why it cannot be done now; the button stays and says so.
    pub refused: Option<Phrase>,
    /// What to say and ask before it is done.
    pub warning: Option<Phrase>,
    /// The one that leads on, at most one of them; none takes anything back.
    pub main: bool,
}

/// A badge, earned or on the way.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct BadgeView {
    pub id: String,
    pub title: String,
    pub about: String,
    /// A name of our icons, or an image URL.
    pub icon: String,
    pub earned: bool,
    /// "Earned on 3 May", or what is missing.
    pub says: Phrase,
    /// 0 to 1.
    pub progress: f64,
}

/// Where the points come from, newest first.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct LedgerView {
    pub lines: Vec<LedgerLine>,
    pub total: Points,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct LedgerLine {
    pub when: Phrase,
    pub says: Phrase,
    /// Negative when withdrawn.
    pub points: Points,
}

/// What the page says beside the board.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct NoticeView {
    /// For the screen reader, each once, in order; [`super::Message::Heard`] empties it.
    pub announce: Vec<Phrase>,
    /// A bar that stays until put away: storage that fails, salvaged work, a file that could not be read.
    pub bar: Option<BarView>,
    /// The board has just been completed by this learner on this device: celebrate once.
    pub celebrate: bool,
}

/// A message with a way on.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct BarView {
    pub says: Phrase,
    /// Offer "try again".
    pub retry: bool,
    /// Offer the file.
    pub export: bool,
    /// Offer to take in the file that is somebody else's.
    pub adopt: bool,
    /// Bad news rather than good.
    pub trouble: bool,
    /// Something is wrong in the board's file: [`crate::session::Session::mistakes`] has it, for whoever can mend it.
    pub mistakes: bool,
}

impl BarView {
    /// Good news.
    pub(super) fn good(says: Phrase) -> Self {
        BarView {
            says,
            retry: false,
            export: false,
            adopt: false,
            trouble: false,
            mistakes: false,
        }
    }

    /// Bad news.
    pub(super) fn bad(says: Phrase) -> Self {
        BarView {
            trouble: true,
            ..Self::good(says)
        }
    }
}
