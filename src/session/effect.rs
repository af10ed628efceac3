//! What the app wants of the world. Each is answered by a message; none is believed before.

use super::inner::Ask;
use super::message::Picked;
use super::space::Space;
use super::view::Saved;
use crate::exchange::Summary;
use crate::progress::Event;
use crate::words::Phrase;

/// Work for the browser glue.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read everything a shelf holds of a space. Answer: [`super::Message::Loaded`], always, even after a failure.
    Load {
        /// Which shelf.
        shelf: Shelf,
        /// Whose keys.
        space: Space,
    },
    /// Store a text under a key. Answer: [`super::Message::Put`]; for [`Shelf::Local`] in the same turn.
    Put {
        /// Which shelf.
        shelf: Shelf,
        /// The key.
        key: String,
        /// The text.
        text: String,
        /// Names this effect in the answer.
        ticket: u64,
    },
    /// Copy the text that the local shelf holds of a key now to the database. Answer: [`super::Message::Put`].
    Mirror {
        /// The key.
        key: String,
        /// Names this effect in the answer.
        ticket: u64,
    },
    /// Store a text on the local shelf unless its key is there. No answer: it is asked for again at the next start.
    Restore {
        /// The key.
        key: String,
        /// The text.
        text: String,
    },
    /// Forget a key. No answer: a key that stays is only kept twice.
    Remove {
        /// Which shelf.
        shelf: Shelf,
        /// The key.
        key: String,
    },
    /// Tell the other tabs of this space what has been stored. No answer.
    Tell {
        /// The key.
        key: String,
        /// The text.
        text: String,
    },
    /// Keep the bytes of a picked file under their digest. Answer: [`super::Message::Kept`].
    Keep(Picked),
    /// Send [`super::Message::Waited`] after so many milliseconds.
    Wait {
        /// Milliseconds.
        ms: u32,
        /// Names this effect in the answer.
        ticket: u64,
    },
    /// Give the learner a file. Answer: [`super::Message::HandedOut`], always.
    Download {
        /// File name.
        name: String,
        /// Its text: JSON, or HTML by its name.
        text: String,
        /// Digests of the pictures and files that belong into it: kept earlier by [`Effect::Keep`].
        files: Vec<String>,
    },
    /// Make the page speak a language. Answer: [`super::Message::Spoken`], always.
    Speak {
        /// BCP 47 tag.
        language: String,
        /// The authoring messages too: a board has mistakes to be told.
        whole: bool,
    },
    /// What the line to an LMS wants.
    Link(Box<Wish>),
    /// What boards within the board want.
    Inner(Box<Ask>),
}

/// What the line to an LMS wants of the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Read everything a shelf holds. Answer: [`super::News::Found`], always.
    Read {
        /// Which shelf.
        shelf: Shelf,
        /// What its keys begin with.
        prefix: String,
    },
    /// Be the one of all tabs that sends. Answer: [`super::News::Leads`], when the others let it.
    Lead {
        /// What the tabs agree about.
        name: String,
    },
    /// Send a request. Answer: [`super::News::Answered`], always.
    Send {
        /// Where to.
        endpoint: String,
        /// The request (JSON).
        text: String,
        /// The page may go at any moment: the request should outlive it.
        leaving: bool,
        /// Names this effect in the answer.
        ticket: u64,
    },
    /// Ask the host for a fresh token. Answer: [`super::News::Token`], always.
    Token,
    /// Tell the page around this one what it may want to show. No answer.
    Tell(Told),
    /// Tell it that what it asked for is done. No answer.
    Done {
        /// Its question's.
        ticket: u32,
        /// Why it is not done, if it is not.
        why: Option<Phrase>,
    },
    /// End the visit: everything is written. No answer.
    Leave,
    /// Load what carries the line once more. Answer: [`super::News::Connect`], or [`super::News::Cut`].
    Line {
        /// How often it did not come.
        tries: u32,
    },
}

/// What a page around this one hears of the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What the keys of this learner's work on this board begin with.
    pub space: String,
    /// What is new in the log, whoever did it; may be nothing.
    pub events: Vec<Event>,
    /// Where the learner stands now.
    pub summary: Summary,
    /// Where the work is.
    pub saved: Saved,
}

/// Where things can be kept on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// `localStorage`: small, at once.
    Local,
    /// `IndexedDB`: large, a little later.
    Database,
}
