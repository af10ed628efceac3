//! Work as a file, out and in: what belongs into it, whose it is, and what is said of it afterwards.

use super::drafts::{self, FILES};
use super::effect::Effect;
use super::file::{self, Reading};
use super::machine::Update;
use super::opened::Opened;
use super::space::GUEST;
use super::view::BarView;
use crate::progress::{Event, Fact, Handed};
use crate::words::Phrase;

/// A file that has been read and is not in the log yet.
#[derive(Default)]
pub(super) struct Transfer {
    /// It waits to be stored: so many events are new, so many could not be read.
    importing: Option<(usize, usize)>,
    /// It is somebody else's, and waits for the learner's word.
    held: Option<Reading>,
}

impl Opened {
    /// Gives the learner the log, and the pictures and files it names.
    pub fn export(&self, update: &mut Update) {
        update.effects.push(Effect::Download {
            name: [self.edition.board.id.as_str(), ".choiceboard.json"].concat(),
            text: file::write(&self.log, &self.edition.board.id, self.learner.as_deref()),
            files: self.files(),
        });
    }

    /// Digests of all pictures and files that were handed in or lie ready for it.
    fn files(&self) -> Vec<String> {
        let mut digests: Vec<String> = self.log.iter().flat_map(named).collect();
        digests.sort_unstable();
        digests.dedup();
        digests
    }

    /// The file has been made, or could not be.
    pub fn handed_out(&mut self, missing: Option<usize>, update: &mut Update) {
        let bar = match missing {
            Some(0) => return,
            Some(missing) => {
                BarView::good(Phrase::new("saved-export-without").n("n", missing as f64))
            }
            None => BarView {
                export: true,
                ..BarView::bad(Phrase::new("saved-export-failed"))
            },
        };
        self.say(bar, update);
    }

    /// Takes in a file, or asks first where it is somebody else's. The learner reads what came of it, and whoever has brought it hears why it
    /// was not taken.
    pub fn import(&mut self, text: &str, update: &mut Update) -> Result<(), Phrase> {
        let bar = match file::read(text, &self.edition.board.id, &self.space) {
            Err(says) => BarView::bad(says),
            Ok(reading) if self.is_anothers(&reading) => {
                self.transfer.held = Some(reading);
                BarView {
                    adopt: true,
                    ..BarView::bad(Phrase::new("saved-import-other-learner"))
                }
            }
            Ok(reading) => return self.take_in_file(reading, update),
        };
        let why = bar.says.clone();
        self.say(bar, update);
        Err(why)
    }

    /// The learner says that the file may be taken in.
    pub fn adopt(&mut self, update: &mut Update) {
        self.notice.bar = None;
        update.changed.notice = true;
        if let Some(reading) = self.transfer.held.take() {
            // Of what has no effect the bar tells.
            let _ = self.take_in_file(reading, update);
        }
    }

    /// Work done before anybody said who they are is everybody's.
    fn is_anothers(&self, reading: &Reading) -> bool {
        let here = self.learner.as_deref().unwrap_or(GUEST);
        let of = reading.learner.as_deref();
        of.is_some_and(|of| of != here && of != GUEST)
    }

    /// An error is that it has no effect.
    fn take_in_file(
        &mut self,
        Reading { events, faults, .. }: Reading,
        update: &mut Update,
    ) -> Result<(), Phrase> {
        let read = events.len();
        let anew = self.begun_anew();
        let all_before = read > 0 && events.iter().all(|event| Some(event.at) < anew);
        let mut new = events;
        new.retain(|event| self.log.get(&event.id).is_none());
        let count = new.len();
        if count > 0 {
            update.effects.extend(self.keeper.take_in(&new));
        }
        if all_before {
            let says = Phrase::new("saved-import-before-reset");
            self.say(BarView::bad(says.clone()), update);
            return Err(says);
        }
        if count > 0 {
            self.transfer.importing = Some((count, faults));
        } else {
            let says = Phrase::new("saved-import-known").n("n", read as f64);
            self.say(BarView::good(says), update);
        }
        Ok(())
    }

    /// When this learner last started over.
    fn begun_anew(&self) -> Option<i64> {
        let resets = self
            .log
            .iter()
            .filter(|event| event.activity.is_none() && event.fact == Fact::Reset);
        resets.map(|event| event.at).max()
    }

    /// What was read has been stored.
    pub fn imported(&mut self, update: &mut Update) {
        if let Some((n, faults)) = self.transfer.importing.take() {
            let says = Phrase::new("saved-imported")
                .n("n", n as f64)
                .n("faults", faults as f64);
            self.say(BarView::good(says), update);
        }
    }

    fn say(&mut self, bar: BarView, update: &mut Update) {
        self.notice.bar = Some(bar);
        update.changed.notice = true;
    }
}

/// Digests of the files an event names.
fn named(event: &Event) -> Vec<String> {
    let digests = |pieces: &[Handed]| {
        let digests = pieces.iter().map(|piece| piece.digest.clone());
        digests.filter(|digest| !digest.is_empty()).collect()
    };
    match &event.fact {
        Fact::Submit { evidence } => digests(evidence),
        Fact::Draft { kind, value } if kind == FILES => digests(&drafts::listed(value)),
        _ => Vec::new(),
    }
}
