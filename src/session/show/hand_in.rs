//! What is to be handed in with an activity, and what has been.

use super::links::is_web_address;
use crate::board::{Activity, EvidenceKind};
use crate::progress::check::CHECK;
use crate::progress::{Handed, Work, count_words};
use crate::rules::Ix;
use crate::session::message::Act;
use crate::session::opened::Opened;
use crate::session::view::{FileView, HandInView, HandedView};
use crate::words::Phrase;

impl Opened {
    pub(super) fn hand_in(&self, ix: Ix, activity: &Activity, work: &Work) -> Option<HandInView> {
        let evidence = activity.more.evidence.as_ref()?;
        if self.readonly && work.handed.is_empty() {
            return None;
        }
        let text = self.drafted(ix, "text", work);
        let words = evidence.min_words.map(|need| (count_words(&text), need));
        let is_typing = self
            .drafts
            .typing
            .as_ref()
            .is_some_and(|typing| typing.ix == ix && typing.kind != CHECK);
        let is_saving = is_typing || !self.keeper.is_idle() && self.keeper.is_keeping(&activity.id);
        let keeping = self.drafts.keeping.iter().filter(|(of, _)| *of == ix);
        let mut files: Vec<FileView> = self.drafts.files(ix, work).iter().map(file).collect();
        files.extend(keeping.map(|(_, picked)| FileView {
            name: picked.name.clone(),
            media: picked.media.clone(),
            size: picked.size,
            digest: String::new(),
            image: picked.kind == "image" || picked.media.starts_with("image/"),
        }));
        // What has been handed in as it stands is a draft no more.
        let has_drafts =
            (!text.is_empty() || !work.drafts.is_empty()) && self.prepared(ix, work) != work.handed;
        Some(HandInView {
            kinds: if evidence.kinds.is_empty() {
                vec![EvidenceKind::Text]
            } else {
                evidence.kinds.clone()
            },
            required: evidence.required,
            prompt: self.text(&evidence.prompt),
            link: self.drafted(ix, "link", work),
            text,
            files,
            words,
            open: !self.readonly && self.progress.may(ix, &self.fact(&Act::Submit(ix))).is_ok(),
            handed: handed(work),
            saved: match self.keeper.trouble() {
                _ if is_saving => Some(Phrase::new("saved-draft-saving")),
                Some(_) if has_drafts => Some(Phrase::new("saved-draft-failed")),
                None if has_drafts => Some(Phrase::new("saved-draft")),
                _ => None,
            },
            trouble: self.trouble(ix, work),
        })
    }

    fn trouble(&self, ix: Ix, work: &Work) -> Option<Phrase> {
        if let Some((of, phrase)) = &self.drafts.trouble
            && *of == ix
        {
            return Some(phrase.clone());
        }
        no_link(&self.drafted(ix, "link", work))
    }

    /// Why a link in what would be handed in is none.
    pub fn bad_link(evidence: &[Handed]) -> Option<Phrase> {
        let mut links = evidence.iter().filter(|piece| piece.kind == "link");
        links.find_map(|piece| no_link(&piece.value))
    }
}

/// The newest hand-in; the ones before it are in the log.
fn handed(work: &Work) -> Vec<HandedView> {
    if work.handed.is_empty() {
        return Vec::new();
    }
    vec![pieces(Phrase::new("panel-handed-in"), &work.handed)]
}

/// What was handed in at once.
pub(super) fn pieces(when: Phrase, all: &[Handed]) -> HandedView {
    let of = |kind: &str| -> Vec<String> {
        all.iter()
            .filter(|piece| piece.kind == kind && !piece.value.is_empty())
            .map(|piece| piece.value.clone())
            .collect()
    };
    let mut texts = of("text");
    let (links, other): (Vec<String>, Vec<String>) = of("link")
        .into_iter()
        .partition(|link| is_web_address(link.trim()));
    texts.extend(other);
    HandedView {
        when,
        texts,
        links,
        files: all
            .iter()
            .filter(|piece| !piece.digest.is_empty())
            .map(file)
            .collect(),
    }
}

fn file(piece: &Handed) -> FileView {
    FileView {
        name: piece.name.clone(),
        media: piece.media.clone(),
        size: piece.size,
        digest: piece.digest.clone(),
        image: piece.kind == "image" || piece.media.starts_with("image/"),
    }
}

/// Why what stands in the field for a link cannot be handed in.
fn no_link(link: &str) -> Option<Phrase> {
    let link = link.trim();
    (!link.is_empty() && !is_web_address(link)).then(|| Phrase::new("panel-no-link"))
}
