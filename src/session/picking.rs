//! Files that are picked for handing in: kept on the device first, then listed in a draft.

use super::drafts::{FILES, list};
use super::machine::Update;
use super::message::{Act, Fault, Picked};
use super::opened::Opened;
use super::stamp::Stamp;
use crate::board::EvidenceKind;
use crate::progress::{Fact, Handed};
use crate::rules::Ix;
use crate::words::Phrase;

impl Opened {
    /// What a file is handed in as: what it is where that is asked for, else a file where any may be.
    #[inline(never)]
    pub(super) fn kind_of(&self, ix: Ix, kind: &'static str) -> &'static str {
        let asked = self
            .activity(ix)
            .and_then(|activity| activity.more.evidence.as_ref())
            .map_or(&[][..], |evidence| &evidence.kinds);
        let natural = match kind {
            "image" => EvidenceKind::Image,
            "audio" => EvidenceKind::Audio,
            _ => EvidenceKind::File,
        };
        match asked.contains(&EvidenceKind::File) && !asked.contains(&natural) {
            true => "file",
            false => kind,
        }
    }

    /// The draft that lists the picked files after a change.
    pub(super) fn listing(
        &self,
        ix: Ix,
        change: impl FnOnce(&mut Vec<Handed>),
    ) -> (Fact, Vec<Handed>) {
        let work = self.progress.work(ix);
        let mut listed = work
            .map(|work| self.drafts.files(ix, work))
            .unwrap_or_default();
        change(&mut listed);
        let fact = Fact::Draft {
            kind: String::from(FILES),
            value: list(&listed),
        };
        (fact, listed)
    }

    /// The bytes of a picked file are kept, or could not be.
    pub fn kept(
        &mut self,
        file: u32,
        result: Result<String, Fault>,
        stamp: Stamp,
        update: &mut Update,
    ) {
        let Some(at) = self
            .drafts
            .keeping
            .iter()
            .position(|(_, picked)| picked.file == file)
        else {
            return;
        };
        let (ix, picked) = self.drafts.keeping.remove(at);
        update.changed.panel = Some(ix);
        match result {
            Err(fault) => {
                self.drafts.trouble = Some((ix, not_kept(fault, &picked)));
                // Without it, it is not what was meant to be handed in, and not done by that.
                let waits = self.later.iter().any(|(act, _)| *act == Act::Submit(ix));
                self.later
                    .retain(|(act, _)| !waits || ![Act::Submit(ix), Act::Done(ix)].contains(act));
            }
            Ok(digest) => {
                let (fact, listed) = self.listing(ix, |files| {
                    files.retain(|file| file.digest != digest);
                    files.push(Handed {
                        kind: String::from(picked.kind),
                        digest,
                        name: picked.name,
                        media: picked.media,
                        size: picked.size,
                        ..Handed::default()
                    });
                });
                self.drafts.listed = Some((ix, listed));
                let event = self.event(fact, Some(ix), stamp, 0);
                update.effects.extend(self.keeper.append(event));
            }
        }
    }
}

fn not_kept(fault: Fault, picked: &Picked) -> Phrase {
    Phrase::new(match fault {
        Fault::Denied | Fault::Unwanted => "saved-file-denied",
        Fault::Full => "saved-file-full",
        Fault::Broken => "saved-file-broken",
    })
    .with("name", crate::words::Arg::Text(picked.name.clone()))
}
