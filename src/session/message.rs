//! What can happen to the app.

use std::rc::Rc;

use super::effect::Shelf;
#[cfg(doc)]
use super::effect::{Effect, Wish};
use super::inner::Inner;
use crate::exchange::Failure;
use crate::progress::Reach;
use crate::progress::check::Given;
use crate::rules::Ix;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A board is to be opened; anything open before is closed.
    Open {
        /// Its bytes, as they came.
        bytes: Vec<u8>,
        /// Folder of its address, where what it names without a host lies; `None` for a file of the device.
        folder: Option<String>,
        /// Whose work; `None`: whoever sits here (`guest`).
        learner: Option<String>,
        /// The page's language, where whoever embeds it has chosen one: BCP 47 tag. Otherwise the board's.
        language: Option<String>,
        /// To look at only: nothing the reader does becomes an event.
        readonly: bool,
        /// Name of this tab among all tabs ever, chosen at random by the caller: its chunks carry it.
        tab: String,
    },
    /// The board could not be fetched: HTTP status, or `None` for no answer.
    NoBoard {
        /// Where it was looked for.
        url: String,
        /// The answer, if any.
        status: Option<u16>,
    },
    /// The reader wants another language: BCP 47 tag.
    Language(String),
    /// The answer to an [`Effect::Speak`]: the page speaks it, or English where there is no such catalogue.
    Spoken,
    /// The learner does something.
    Act(Act),
    /// The panel of an activity was opened: feedback in it counts as read.
    Looked(Ix),
    /// The way to something locked is to be shown until it is put away; nothing puts it away.
    Way(Option<Ix>),
    /// The screen reader has been told everything in [`super::view::Notice`].
    Heard,
    /// A notice or an offer was put away.
    Dismissed,
    /// The celebration was put away, and nothing else that stands there.
    PartyOver,
    /// The learner asks for the save to be tried again.
    Retry,
    /// The page is hidden or left: what is still waiting to be written is written now.
    Leaving,
    /// The time of an [`Effect::Wait`] is over.
    Waited(u64),
    /// The clock moved on: dates may have come (once a minute is enough).
    Tick,
    /// The learner asks for a file of the whole log.
    Export,
    /// The learner asks for a file of this text: a sheet.
    HandOut {
        /// File name.
        name: String,
        /// Its text: HTML.
        text: String,
        /// Digests of the pictures that belong into it.
        files: Vec<String>,
    },
    /// The answer to an [`Effect::Download`].
    HandedOut {
        /// So many pictures and files are not on this device and so not in the file; nothing: it could not be made.
        missing: Option<usize>,
    },
    /// A file to take in.
    Import {
        /// Its text.
        text: String,
    },
    /// The learner takes in the file that was somebody else's.
    Adopt,
    /// The page has a sentence for somebody who leaves the board: its key, `leave-…`; nothing: not any more.
    Say(&'static str),
    /// What a shelf held of a space: key and text.
    Loaded {
        /// Which shelf.
        shelf: Shelf,
        /// Its contents, or why it cannot be read.
        result: Result<Vec<(String, String)>, Fault>,
    },
    /// The answer to an [`Effect::Put`].
    Put {
        /// The effect's.
        ticket: u64,
        /// Stored, or why not.
        result: Result<(), Fault>,
    },
    /// The answer to an [`Effect::Keep`].
    Kept {
        /// The effect's.
        file: u32,
        /// Digest of its bytes (`sha256:…`), or why it could not be kept.
        result: Result<String, Fault>,
    },
    /// Another tab of this space stored this chunk.
    Told {
        /// Its key.
        key: String,
        /// Its text.
        text: String,
    },
    /// Somebody cleared this shelf while the page was open.
    Wiped(Shelf),
    /// News of the line to an LMS.
    Link(Box<News>),
    /// News of the boards within the board.
    Inner(Box<Inner>),
}

/// What happens on the line to an LMS.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Work is to be sent there from now on. Heard once a board stands; more than once makes no difference.
    Connect {
        /// Where to: the caller's own name for it, also kept on the device. Empty: nowhere, somebody only watches.
        endpoint: String,
        /// What the LMS calls the learner.
        name: Option<String>,
        /// A page around this one wants to hear of the work ([`Wish::Tell`]).
        watched: bool,
        /// What this LMS confirmed on earlier visits may not be there any more: it is sent everything again, and asked for everything. Each of its answers
        /// names all that it has no place for.
        anew: bool,
    },
    /// The answer to a [`Wish::Read`]: keys and texts, or why there are none.
    Found {
        /// Which shelf.
        shelf: Shelf,
        /// Its contents.
        result: Result<Vec<(String, String)>, Fault>,
    },
    /// This tab sends from now on.
    Leads,
    /// The answer to a [`Wish::Send`].
    Answered {
        /// The effect's.
        ticket: u64,
        /// What came with a status of 200, or why nothing did.
        result: Result<String, Failure>,
    },
    /// The host has given a fresh token, or has none to give.
    Token,
    /// The network is back, or the host wants everything sent and heard now.
    Online,
    /// The page is seen again, or no longer.
    Shown(bool),
    /// The page around brings a file to take in. Answer: [`Wish::Done`], always.
    Import {
        /// Its text.
        text: String,
        /// Names the question in the answer.
        ticket: u32,
    },
    /// The page around asks whether everything is written. Answer: [`Wish::Done`], as soon as it is.
    Flush {
        /// Names the question in the answer.
        ticket: u32,
    },
    /// Whoever carries the requests can end the visit: [`Wish::Leave`].
    WayOut,
    /// The learner wants to leave.
    Leave {
        /// Though not everything is with the LMS.
        anyway: bool,
    },
    /// What carries the line did not come. Heard once a board stands, and after each [`Wish::Line`] that led to nothing.
    Cut {
        /// The line would lead to an LMS: the learner is told.
        says: bool,
    },
}

/// What a learner can do with an activity. The name is the event's type and the button's `data-action`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Act {
    Choose(Ix),
    Start(Ix),
    Step(Ix, u32, bool),
    /// As typed: evidence kind (`text`, `link`) and its value; written after a short rest.
    Draft(Ix, &'static str, String),
    /// A file or picture picked for handing in.
    Attach(Ix, Picked),
    /// A picked file taken back, by its digest.
    Detach(Ix, String),
    /// Hands in what has been drafted.
    Submit(Ix),
    Done(Ix),
    Undo(Ix),
    Drop(Ix),
    /// Answers a question of the check, by its key; written after a short rest.
    Give(Ix, String, Given),
    /// Moves an item of what is to be ordered: the question's key, all items as they stand then, and the place of the one that was moved, from 0;
    /// written after a short rest.
    Move(Ix, String, Vec<String>, u32),
    /// Turns to a question of the check, by its key, where they come one at a time; written after a short rest.
    Turn(Ix, String),
    /// How sure one is of a check, from 1 to 5: before it, or after its result; written after a short rest.
    Sure(Ix, u8),
    /// Hands in the answers to the check.
    Answer(Ix),
    /// Takes the check once more, from what was right on.
    Again(Ix),
    /// One to five stars.
    Rate(Ix, u32),
    Reset,
    /// Shared, and one of them for all: a plain board never meets one.
    Note(Rc<Note>),
}

/// What a learner does with the journal, and to get help. What a form says is what has been typed into it.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// A field as it stands: kept on this device after a short rest, and nowhere else.
    Type {
        /// `reflect`, `goal`, `check_in`, `propose`, `plan_because`, `goal_review/` and the goal's id, `help/`, `self_assess/` and `code/` and the activity's.
        form: String,
        /// `text`, `about` (an activity's id), `prompt`, `confidence`, `until`, `mood`, `talk`, `tried`, `title`, `instead` (the
        /// proposal that is made anew), ` other` (what another tab has in the same form; only ever emptied).
        name: &'static str,
        /// Empty: nothing stands in it.
        text: String,
    },
    /// Keeps the entry.
    Reflect,
    /// Sets the goal.
    Goal,
    /// Says how it went with a goal.
    Review {
        /// Id of the event that set it.
        goal: String,
        /// How far it was reached.
        reached: Reach,
    },
    /// Sends how the day goes.
    CheckIn,
    /// Asks for help with an activity.
    Help(Ix),
    /// Proposes an activity of one's own.
    Propose,
    /// Takes a proposal back that nobody has answered: the id of the event that made it.
    Withdraw(String),
    /// Picks a level for a criterion of an activity's rubric: both by their places, from 0.
    Level(Ix, usize, usize),
    /// Keeps what was picked.
    Assess(Ix),
    /// Changes the plan.
    Plan(Ix, Planning),
    /// Says why the plan was changed last.
    Because,
    /// Answers a question of the survey anew.
    Survey {
        /// Its id.
        question: String,
        /// All that are ticked now.
        tags: Vec<String>,
    },
    /// Takes part in the comparison with others, or does not.
    TakePart(bool),
    /// Says the code word that has been typed for a locked activity.
    Code(Ix),
}

/// What becomes of an activity in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planning {
    /// It is put in.
    In,
    /// It is taken out.
    Out,
    /// It is planned for a day (since 1970), or for none.
    On(Option<i32>),
}

/// A file picked on the device. Its bytes stay in the browser under `file`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Picked {
    /// The browser glue's name for it.
    pub file: u32,
    /// What it is by its media type: `image`, `audio` or `file`.
    pub kind: &'static str,
    /// File name.
    pub name: String,
    /// Media type, may be empty.
    pub media: String,
    /// In bytes.
    pub size: u64,
}

/// Why storage failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This page may not store anything (a sandboxed or foreign frame, private browsing).
    Denied,
    /// Whoever opened this page wants nothing stored.
    Unwanted,
    /// No room is left.
    Full,
    /// It does not answer, or something else went wrong.
    Broken,
}

impl Act {
    /// The activity it is about, to be named anew; that of a note is named by its own form.
    #[inline(never)]
    pub(super) fn activity_mut(&mut self) -> Option<&mut Ix> {
        match self {
            Act::Choose(ix)
            | Act::Start(ix)
            | Act::Step(ix, ..)
            | Act::Draft(ix, ..)
            | Act::Attach(ix, _)
            | Act::Detach(ix, _)
            | Act::Submit(ix)
            | Act::Done(ix)
            | Act::Undo(ix)
            | Act::Drop(ix)
            | Act::Give(ix, ..)
            | Act::Turn(ix, _)
            | Act::Move(ix, ..)
            | Act::Sure(ix, _)
            | Act::Answer(ix)
            | Act::Again(ix)
            | Act::Rate(ix, _) => Some(ix),
            Act::Reset | Act::Note(_) => None,
        }
    }
}
