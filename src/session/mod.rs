//! The running app as a state machine: a message comes in, the state changes, effects go out as values. Tests answer the
//! effects by hand. The screen reads views and nothing else.
//!
//! Nothing is said to be saved before the device has answered that it is: an act becomes an event, the event an
//! [`Effect::Put`], and only its answer [`Message::Put`] moves the views.
//!
//! Uses everything pure. Knows no browser.

mod acts;
mod answering;
mod broken;
mod codes;
mod dealt;
mod drafts;
mod effect;
mod file;
mod inner;
mod interests;
mod keeper;
mod leaving;
mod link;
mod machine;
mod message;
mod notebook;
mod notes;
mod opened;
mod packed;
mod picking;
mod planning;
mod sheet;
mod shelves;
mod show;
mod space;
mod stamp;
mod stored;
mod telling;
mod transfer;
mod typing;
pub mod view;
mod writing;

pub use effect::{Effect, Shelf, Told, Wish};
pub use inner::{Ask, Inner};
pub use machine::{Changed, Session, Tiles, Update};
pub use message::{Act, Fault, Message, News, Note, Picked, Planning};
pub use notebook::OTHER;
pub use notes::OWN;
pub use packed::Packed;
pub use sheet::{Audience, Sheet, Wants};
pub use space::{GUEST, Space};
pub use stamp::Stamp;
