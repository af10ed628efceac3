//! What the page asks of the browser beyond drawing. The browser half answers.

use leptos::web_sys::File;

use crate::rules::Ix;
use crate::session::Message;
use crate::words::Tongue;

/// One board of the gallery, as `boards/index.json` lists it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Sample {
    /// Address of the board, from the page.
    pub board: String,
    pub title: String,
    pub format: String,
    pub about: String,
    pub ages: String,
    pub subject: String,
    pub language: String,
    /// Address of its picture, from the page; may be empty.
    pub thumb: String,
}

/// The board that the open one was opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// Where it is, from the page; nothing where it is opened in the same page ([`Host::leave`]).
    pub address: Option<String>,
    /// Its title.
    pub title: String,
}

/// The browser, as the page sees it.
pub trait Host {
    /// Takes a message to the session, carries out its effects, and tells the desk what changed.
    fn send(&self, message: Message);
    /// The language the page speaks now.
    fn tongue(&self) -> Tongue;
    /// Adds a file picked on the device to an activity's hand-in; its bytes stay with the host.
    fn attach(&self, ix: Ix, file: File);
    /// Takes in a file with somebody's work.
    fn import(&self, file: File);
    /// Opens a board file from the device.
    fn open(&self, file: File);
    /// Fetches the board, or the gallery, once more.
    fn again(&self);
    /// An address under which the bytes of an attachment can be shown, by its digest; nothing if they are not on this device.
    fn show(&self, digest: &str, then: Box<dyn FnOnce(Option<String>)>);
    /// What the person prefers: `theme`, `contrast`, `zoom`, `view`, `language`.
    fn preference(&self, name: &'static str) -> Option<String>;
    /// Keeps a preference on this device.
    fn prefer(&self, name: &'static str, value: &str);
    /// Languages the page can speak: BCP 47 tag and its own name.
    fn languages(&self) -> Vec<(String, String)>;
    /// Opens a board within the open one, which has this title.
    fn enter(&self, address: String, title: String);
    /// Where the open board was opened from, if from another one.
    fn back(&self) -> Option<Back>;
    /// Goes back there in the same page.
    fn leave(&self);
    /// The address of another screen of this page, from `?` on, with what this one's says of the device and of whoever sits here.
    fn elsewhere(&self, query: &str) -> String;
    /// The board the person last worked on: its address and its title.
    fn last(&self) -> Option<(String, String)>;
}
