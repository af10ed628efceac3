//! What a screen may read: plain values, compared by value, complete sentences as [`crate::words::Phrase`]s, nothing to decide.

mod class;
mod earned;
mod folio;
mod hand_in;
mod head;
mod journal;
mod map;
mod next;
mod notice;
mod panel;
mod plan;
mod quiz;
mod rubric;
mod saved;
mod screen;
mod standards;
mod stations;
mod tile;

pub use class::{ClassView, FlagsView, PeerView, PeersView, RoomView, TogetherView};
pub use earned::{BadgeView, LedgerLine, LedgerView};
pub use folio::{FolioView, ShelfView, WorkView};
pub use hand_in::{FileView, HandInView, HandedView};
pub use head::{BoardState, HeadView, WayView};
pub use journal::{
    EntryView, GoalView, HelpView, JournalView, NoteView, ProposalView, ProposalsView,
};
pub use map::{DrawnView, Gone, MapView, StopView, TowardView, TrailView};
pub use next::{AfterView, AskedView, GrowthView, NextView, SurveyView};
pub use notice::{BarView, NoticeView};
pub use panel::{ActionView, CommentView, InnerView, PanelView, PlaceView, ResourceView, StepView};
pub use plan::{AheadView, ChangeView, DayView, PlanView, PlannedView, SumView, WeekView};
pub use quiz::{MarkView, OptionView, QuestionView, QuizView, Right, SURE, SureView};
pub use rubric::{CriterionView, LevelView, RubricView};
pub use saved::Saved;
pub use screen::{MistakeView, ProblemView, Screen};
pub use standards::{MasteryView, StandardView, StandardsView, standard_name};
pub use stations::{StationView, StationsView, Turn, TurnView};
pub use tile::{DueView, SectionView, TileView};
