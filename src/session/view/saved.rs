//! Where the learner's work is, and what became of the last save.

use crate::words::Phrase;

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
