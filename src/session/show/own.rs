//! Activities of one's own, as the card shows them.

use super::journal::written_on;
use crate::progress::{Answered, Proposal};
use crate::session::opened::Opened;
use crate::session::view::{CommentView, ProposalView, ProposalsView};
use crate::words::{Arg, Phrase};

impl Opened {
    /// What was proposed, and whether more can be.
    #[inline(never)]
    pub(super) fn proposals(&self) -> Option<ProposalsView> {
        let terms = &self.edition.board.proposals;
        let written = self.progress.journal();
        let made = written.map_or(&[][..], |written| &written.proposals);
        let open = terms.allow && !self.readonly;
        if !open && made.is_empty() {
            return None;
        }
        let key = match terms.approval {
            true => "own-agreed-first",
            false => "own-at-once",
        };
        let shown = made
            .iter()
            .rev()
            .filter(|one| one.answer != Answered::Replaced);
        Some(ProposalsView {
            open,
            says: Phrase::new(key).n("n", terms.points.number()),
            made: shown.map(|one| self.one_proposal(one, open)).collect(),
        })
    }

    /// A proposal can be taken back: nobody has answered it.
    #[inline(never)]
    pub fn can_withdraw(&self, id: &str) -> bool {
        let written = self.progress.journal();
        let mut made = written.iter().flat_map(|written| &written.proposals);
        made.any(|one| one.id == id && one.waits())
    }

    fn one_proposal(&self, one: &Proposal, open: bool) -> ProposalView {
        let own = one.own(self.edition.board.proposals.points);
        let (state, says) = match &one.answer {
            Answered::Yes(_) => {
                let ix = self.edition.find(&one.id);
                let says = Phrase::new("own-agreed");
                let says = match ix {
                    Some(ix) => says.with("activity", Arg::Activity(ix)),
                    None => says.with("activity", Arg::Text(one.title.clone())),
                };
                let points = own.as_ref().map_or(0.0, |own| own.points.number());
                ("agreed", says.n("n", points))
            }
            Answered::No => ("declined", Phrase::new("own-declined")),
            _ if one.withdrawn => ("withdrawn", Phrase::new("own-withdrawn")),
            Answered::Not | Answered::Replaced => {
                ("waiting", written_on("own-waiting", one.at, true))
            }
        };
        let title = || Arg::Text(one.title.clone());
        let was = one
            .is_changed()
            .then(|| Phrase::new("own-was").with("title", title()));
        let again = open && !matches!(one.answer, Answered::Yes(_));
        ProposalView {
            id: one.id.clone(),
            title: own.as_ref().map_or(&one.title, |own| &own.title).clone(),
            about: own.as_ref().map_or(&one.about, |own| &own.about).clone(),
            state,
            says,
            was,
            crossed: (one.withdrawn && state == "agreed").then(|| Phrase::new("own-crossed")),
            comment: one.comment.as_ref().map(|(at, says)| CommentView {
                says: says.clone(),
                when: written_on("panel-when", *at, true),
            }),
            again: again.then(|| (one.title.clone(), one.about.clone())),
            withdraws: open && one.waits(),
        }
    }
}
