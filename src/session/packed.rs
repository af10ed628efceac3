//! The open board's work as LMSs keep it that keep no events: in very little room (SCORM), and as statements (xAPI).

use super::machine::Session;
use super::space::GUEST;
use crate::exchange::{self, Tight, Unpacked, xapi};
use crate::rules::Clock;
use serde_json::Value;

/// What is written there.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    /// The log.
    pub tight: Tight,
    /// Where the learner stands on each standard: [`exchange::objectives`].
    pub objectives: Vec<Value>,
    /// Results of checks: [`exchange::interactions`].
    pub interactions: Vec<Value>,
}

impl Session {
    /// The work in so many UTF-16 units, under a mark of the caller's; nothing where no board stands.
    pub fn packed(&self, mark: &str, clock: Clock, room: usize) -> Option<Packed> {
        let opened = self.opened()?;
        let learner = opened.learner.as_deref().unwrap_or(GUEST);
        Some(Packed {
            tight: exchange::pack(mark, &opened.log, &opened.edition, learner, clock, room),
            objectives: exchange::objectives(&opened.progress),
            interactions: exchange::interactions(&opened.log, &opened.edition.board),
        })
    }

    /// What these events of the log say to an LRS, and the mastery that came of them: [`xapi::statements`]. `base`: the board's own IRI there.
    pub fn statements(&self, ids: &[&str], base: &str) -> Option<Vec<Value>> {
        let opened = self.opened()?;
        let learner = opened.learner.as_deref().unwrap_or(GUEST);
        let events = ids.iter().filter_map(|id| opened.log.get(id));
        let progress = &opened.progress;
        Some(xapi::statements(events, progress, learner, base))
    }

    /// What a text holds that [`Session::packed`] has made, on any device; nothing of any other.
    pub fn unpacked(&self, text: &str) -> Option<Unpacked> {
        let opened = self.opened()?;
        let learner = opened.learner.as_deref().unwrap_or(GUEST);
        exchange::unpack(text, &opened.log, opened.edition.taught(), learner)
    }
}
