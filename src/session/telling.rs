//! What a change of progress touches: the views that are drawn anew, the badges that are written down, and what those who listen are told.

use super::machine::{Changed, Tiles, Update};
use super::opened::Opened;
use super::stamp::Stamp;
use crate::progress::{self, Fact};
use crate::rules::{Ix, State};
use crate::words::{Arg, Phrase};

impl Opened {
    /// Names the views that a change of progress touches.
    pub fn tell(&mut self, changed: Option<progress::Changed>, update: &mut Update) {
        self.warnings.borrow_mut().clear();
        if self.progress.journal().is_some() {
            self.tell_notes(&changed, update);
        }
        if self.progress.interests().is_some() {
            self.tell_interests(&changed, update);
        }
        if self.way.is_some() {
            self.tell_way(update);
        }
        if self.turning {
            self.tell_turns(update);
        }
        let told = match changed {
            None => {
                self.reasons.take();
                Changed {
                    head: true,
                    tiles: Tiles::All,
                    sections: true,
                    badges: true,
                    ledger: true,
                    ..Changed::default()
                }
            }
            Some(changed) => {
                let mut tiles = self.read_anew(&changed.activities);
                tiles.extend(&changed.activities);
                tiles.sort_unstable();
                tiles.dedup();
                let acted = !changed.activities.is_empty();
                Changed {
                    head: acted || changed.complete || changed.points || changed.level,
                    sections: acted && self.edition.ground.sections.len() > 1,
                    // How far each of them is still away may have changed too.
                    badges: acted || changed.badges,
                    ledger: changed.points,
                    tiles: Tiles::Some(tiles),
                    ..Changed::default()
                }
            }
        };
        update.changed.merge(told);
    }

    /// Writes earned badges into the log, so that they outlive an edit of the board.
    pub(super) fn record_badges(
        &mut self,
        changed: &Option<progress::Changed>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        if self.readonly || changed.as_ref().is_some_and(|changed| !changed.badges) {
            return;
        }
        let facts = self.progress.facts();
        let earned = self.progress.badges().unrecorded(&self.edition, facts);
        for (n, (badge, because)) in (1..).zip(earned) {
            if let Some(ix) = self.edition.badge(&badge) {
                let title = self
                    .edition
                    .board
                    .badges
                    .get(ix)
                    .map(|badge| badge.title.get(&self.language));
                let title = Arg::Text(String::from(title.unwrap_or(&badge)));
                self.notice
                    .announce
                    .push(Phrase::new("say-badge").with("badge", title));
            }
            let event = self.event(Fact::Earn { badge, because }, None, stamp, n);
            update.effects.extend(self.keeper.append(event));
        }
    }

    /// What those who listen are told of a change: of the activity that was acted on first.
    pub fn announce(
        &mut self,
        activity: Option<Ix>,
        handed_in: bool,
        changed: &Option<progress::Changed>,
    ) {
        let Some(changed) = changed else {
            return self.notice.announce.push(Phrase::new("say-all-changed"));
        };
        if let Some(ix) = activity
            && let Some(standing) = self.progress.standing(ix)
        {
            // Handed in, it is under way as before: the news is that it has been handed in.
            let state = match standing.state {
                State::Started if handed_in => "submitted",
                state => state.name(),
            };
            self.notice.announce.push(
                Phrase::new("say-state")
                    .with("activity", Arg::Activity(ix))
                    .with("state", Arg::Text(String::from(state))),
            );
        }
        if changed.points {
            self.notice
                .announce
                .push(Phrase::new("say-points").n("n", self.progress.points().number()));
        }
        if changed.complete && self.progress.is_complete() {
            self.notice.announce.push(Phrase::new("say-complete"));
        }
    }
}
