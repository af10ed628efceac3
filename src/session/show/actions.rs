//! What can be done with an opened activity now, and why the rest cannot.

use crate::progress::{Handed, Refusal, Work};
use crate::rules::{Ix, State};
use crate::session::message::Act;
use crate::session::opened::Opened;
use crate::session::view::{ActionView, PanelView};
use crate::words::Phrase;

impl Opened {
    /// What can be done now, and what cannot but would be looked for. An act its state does not know is not shown at all.
    pub(super) fn actions(
        &self,
        ix: Ix,
        state: State,
        work: &Work,
        warning: Option<Phrase>,
    ) -> Vec<ActionView> {
        let submit = ("submit", Act::Submit(ix));
        let done = ("done", Act::Done(ix));
        // The first that is allowed is the main one: what is handed in is then said done.
        let [third, fourth] = match work.handed.is_empty() {
            true => [submit, done],
            false => [done, submit],
        };
        let all = [
            ("choose", Act::Choose(ix)),
            ("start", Act::Start(ix)),
            third,
            fourth,
            ("undo", Act::Undo(ix)),
            ("drop", Act::Drop(ix)),
        ];
        let asked = self
            .activity(ix)
            .is_some_and(|activity| activity.more.evidence.is_some());
        let evidence = self.evidence(ix);
        let unready = Self::bad_link(&evidence).or_else(|| nothing_new(&evidence, &work.handed));
        // What is written or picked is to be handed in before anything else.
        let hands_in = asked && unready.is_none() && !evidence.is_empty();
        // What is finished, or with the teacher, asks for nothing more.
        let mut leads = !matches!(state, State::Done | State::Waiting);
        all.into_iter()
            .filter(|(name, _)| match *name {
                // Nothing is missed before anything is begun: there is room for what can be done.
                "submit" if state == State::Open => asked && !evidence.is_empty(),
                "submit" => asked && state != State::Locked,
                // Nothing to drop before anything is taken up.
                "drop" => !matches!(state, State::Locked | State::Open),
                // Where it is locked, one reason is enough.
                "choose" => true,
                _ => state != State::Locked,
            })
            .filter_map(|(name, act)| {
                let refused = match self.progress.may(ix, &self.fact(&act)) {
                    Ok(()) if name == "submit" => unready.clone(),
                    Ok(()) if name == "done" && self.has_inner(ix) => self.inner_unfinished(ix),
                    Ok(()) => None,
                    Err(Refusal::Not(_) | Refusal::Counted | Refusal::Unknown) => return None,
                    // Said of handing in already, and once is enough.
                    Err(Refusal::Evidence)
                        if state != State::Open
                            && evidence.is_empty()
                            && work.handed.is_empty() =>
                    {
                        unready.clone()
                    }
                    Err(refusal) => Some(self.refused(ix, &refusal)),
                };
                let is_later = hands_in && matches!(name, "choose" | "start");
                let is_main = !is_later && !matches!(name, "undo" | "drop");
                let main = leads && refused.is_none() && is_main;
                leads &= !main;
                Some(ActionView {
                    name,
                    main,
                    act,
                    warning: warning
                        .clone()
                        .filter(|_| refused.is_none() && name != "drop"),
                    refused,
                })
            })
            .collect()
    }
}

/// Handing in needs something, and something else than last time.
fn nothing_new(evidence: &[Handed], handed: &[Handed]) -> Option<Phrase> {
    if evidence.is_empty() {
        Some(Phrase::new("panel-nothing-to-hand-in"))
    } else if evidence == handed {
        Some(Phrase::new("panel-handed-in-already"))
    } else {
        None
    }
}

/// What an activity with a board asks for first is to open it, which begins the activity too.
#[inline(never)]
pub(super) fn lead_inside(panel: &mut PanelView) {
    if panel.inner.as_ref().is_some_and(|inner| inner.leads()) {
        for action in &mut panel.actions {
            action.main = false;
        }
    }
}
