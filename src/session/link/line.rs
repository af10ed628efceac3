//! What the learner reads: where the work is, and why it is not further.

use super::Link;
use crate::exchange::Failure;
use crate::session::message::Fault;
use crate::session::view::Saved;
use crate::words::{Arg, Phrase};

impl Link {
    /// Where the work is; nothing where there is nothing to add to what the device says. `trouble`: why the device has not stored it.
    #[inline(never)]
    pub(in crate::session) fn saved(&self, trouble: Option<Fault>) -> Option<Saved> {
        if let Some(says) = self.says_cut() {
            return trouble
                .is_none()
                .then_some(Saved::Unsent { says, retry: true });
        }
        if self.reading.is_some() || !self.has_lms() {
            return None;
        }
        if self.outbox.unconfirmed().next().is_none() {
            return match (self.refused(), trouble) {
                (Some(says), None) => Some(Saved::Unsent { says, retry: false }),
                // Neither has it.
                (Some(_), Some(_)) => None,
                (None, _) => Some(Saved::Confirmed),
            };
        }
        match (self.why(), trouble) {
            (Some(says), None) => Some(Saved::Unsent { says, retry: true }),
            (Some(_), Some(_)) => None,
            (None, _) if self.outbox.is_on_its_way() => Some(Saved::Sent),
            // The LMS will have it in a moment: that the device does not is no news then.
            (None, Some(_)) => Some(Saved::Memory(None)),
            (None, None) => Some(Saved::Device),
        }
    }

    /// Why something is not sent.
    pub(super) fn why(&self) -> Option<Phrase> {
        let large = self.outbox.too_large().len();
        Some(match self.outbox.trouble() {
            Some(Failure::NoAnswer) => Phrase::new("unsent-no-answer"),
            Some(Failure::Status(401 | 403, _)) => Phrase::new("unsent-not-let-in"),
            Some(Failure::Status(status, _)) => Phrase::new("unsent-status").n("status", *status),
            Some(Failure::Unreadable(_) | Failure::Ignored) => Phrase::new("unsent-odd-answer"),
            None if large > 0 => Phrase::new("unsent-too-large").n("n", large as f64),
            None => return None,
        })
    }

    /// What the LMS does not want, and its own words on the last of it.
    fn refused(&self) -> Option<Phrase> {
        let refused = self.outbox.refused();
        let last = refused.last()?;
        Some(
            Phrase::new("unsent-refused")
                .n("n", refused.len() as f64)
                .with("why", Arg::Text(last.message.clone())),
        )
    }
}
