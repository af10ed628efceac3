//! In whose order a check is offered.

use super::opened::Opened;
use super::space::GUEST;
use crate::progress::{Event, Fact};

impl Opened {
    /// Two learners have two orders, and one has the same on every device. A guest has no name that would tell one from the others: what does is the
    /// first that was kept of the guest's work, that the board was on show. Its id is drawn by chance, lies in the log, and goes where the log goes.
    #[inline(never)]
    pub(super) fn dealt_to(&self) -> &str {
        if let Some(learner) = &self.learner {
            return learner;
        }
        let was_shown = |event: &&Event| matches!(event.fact, Fact::Offered { .. });
        let mut kept = self.log.iter();
        let first = kept.find(was_shown);
        let first = first.or_else(|| self.keeper.under_way().find(was_shown));
        first.map_or(GUEST, |event| &event.id)
    }
}
