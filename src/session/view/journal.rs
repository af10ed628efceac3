//! What a learner has written about the work, and what can be written. What stands in the fields is no part of it:
//! [`crate::session::Session::noted`].

use super::{CommentView, OptionView, RoomView};
use crate::words::Phrase;

/// The journal.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct JournalView {
    /// Questions for an entry, by the board's own words; nothing where no entry can be written.
    pub reflections: Option<Vec<OptionView>>,
    /// The same for goals.
    pub goals: Option<Vec<OptionView>>,
    /// The same for how the day goes.
    pub check_in: Option<Vec<OptionView>>,
    /// What is sent goes to a school and not only into a file.
    pub has_school: bool,
    /// Activities that have been taken up: id and title.
    pub activities: Vec<(String, String)>,
    /// Stops of paths that have not been taken up: one may set out for them. Id and title.
    pub ahead: Vec<(String, String)>,
    /// Activities of one's own; nothing where none can be proposed and none was.
    pub proposals: Option<ProposalsView>,
    /// Goals, newest first.
    pub set: Vec<GoalView>,
    /// Entries and check-ins, newest first.
    pub entries: Vec<EntryView>,
}

/// A goal.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalView {
    /// Of the event that set it.
    pub id: String,
    /// As it was written.
    pub text: String,
    /// "by 3 December"
    pub until: Option<Phrase>,
    /// "with Draw a comic"
    pub about: Option<Phrase>,
    /// When it was set.
    pub when: Phrase,
    /// How it went, and what was written to it.
    pub review: Option<(Phrase, String)>,
    /// The day has come, and nothing was said of it.
    pub has_come: bool,
    /// It can be said how it went.
    pub open: bool,
}

/// Activities of one's own.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposalsView {
    /// One can be proposed.
    pub open: bool,
    /// "A teacher has to agree", or that none has to, and what one is worth.
    pub says: Phrase,
    /// Newest first, without those that were made anew.
    pub made: Vec<ProposalView>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposalView {
    /// Of the event that made it.
    pub id: String,
    /// As it was made, or as it was agreed.
    pub title: String,
    /// Markdown, may be empty.
    pub about: String,
    /// `waiting`, `agreed`, `declined`, `withdrawn`.
    pub state: &'static str,
    /// The same in words, with when it was made, or the activity that it has become.
    pub says: Phrase,
    /// What it was when it was made, where the teacher has changed it.
    pub was: Option<Phrase>,
    /// That the learner had taken it back, where the teacher agreed all the same.
    pub crossed: Option<Phrase>,
    /// What the teacher wrote to it.
    pub comment: Option<CommentView>,
    /// It can be proposed anew, with these words.
    pub again: Option<(String, String)>,
    /// It can be taken back.
    pub withdraws: bool,
}

/// An entry, or how a day went.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryView {
    /// The event's type: `reflect`, `check_in`.
    pub kind: &'static str,
    /// When it was written.
    pub when: Phrase,
    /// Title of the activity it is about; may be empty.
    pub about: String,
    /// What was asked; Markdown, may be empty.
    pub prompt: String,
    /// As it was written.
    pub text: String,
    /// How sure the writer was, or how the day went: 1 to 5.
    pub level: Option<u8>,
    /// "I would like to talk to someone."
    pub talk: bool,
    /// "About the picture “clouds.jpg”, handed in on 3 December, 10:15"
    pub work: Option<Phrase>,
}

/// What stands above the buttons of an activity: a code word that opens it, whether there is a place, help with it, and whether it is planned.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct HelpView {
    /// How many places there are, where not all can do it at once.
    pub room: Option<RoomView>,
    /// It is locked, and a code word opens it or is a part of what opens it.
    pub code: bool,
    /// The right word has been said, and something else keeps it locked.
    pub has_code: bool,
    /// Help can be asked for.
    pub open: bool,
    /// What was asked last.
    pub note: Option<NoteView>,
    /// It is in the plan, or not; nothing where that cannot be changed.
    pub planned: Option<bool>,
}

/// A note that asks for help.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteView {
    /// When it was written.
    pub when: Phrase,
    /// What is needed.
    pub text: String,
    /// What was tried; may be empty.
    pub tried: String,
    /// What the teacher answered: Markdown.
    pub answers: Vec<CommentView>,
}
