//! What is being prepared for handing in: text as it is typed, files as they are picked.

use serde_json::{Value, json};

use super::message::Picked;
use super::opened::Opened;
use crate::progress::{Extra, Handed, Work};
use crate::rules::Ix;
use crate::words::{Phrase, write_json};

/// Kind of the draft that lists picked files.
pub(super) const FILES: &str = "files";

/// What is not in the log yet.
#[derive(Default)]
pub(super) struct Drafts {
    /// Typed, and waiting for a short rest to be written.
    pub typing: Option<Typing>,
    /// Files whose bytes are being kept.
    pub keeping: Vec<(Ix, Picked)>,
    /// Files of an activity as they will be listed once the write under way is over.
    pub listed: Option<(Ix, Vec<Handed>)>,
    /// What went wrong with the last file, by activity.
    pub trouble: Option<(Ix, Phrase)>,
}

/// Text in a field that has not come to rest.
pub(super) struct Typing {
    pub ix: Ix,
    /// Of the activity. It stays when places change.
    pub id: String,
    pub kind: &'static str,
    pub value: String,
    /// Of the wait that will write it.
    pub ticket: u64,
}

/// Where what was typed lies whose activity is gone from the board: no activity has this place.
const GONE: Ix = Ix::MAX;

impl Drafts {
    /// Activities have other places now, or none. What was typed for one that is gone is written down all the same, by its id.
    #[inline(never)]
    pub fn renew(&mut self, now: &dyn Fn(Ix) -> Option<Ix>) {
        if let Some(typing) = &mut self.typing {
            typing.ix = now(typing.ix).unwrap_or(GONE);
        }
        self.keeping.retain_mut(|(ix, _)| match now(*ix) {
            Some(new) => {
                *ix = new;
                true
            }
            None => false,
        });
        self.listed = self
            .listed
            .take()
            .and_then(|(ix, files)| Some((now(ix)?, files)));
        self.trouble = self
            .trouble
            .take()
            .and_then(|(ix, says)| Some((now(ix)?, says)));
    }

    /// Picked files that are kept.
    pub fn files(&self, ix: Ix, work: &Work) -> Vec<Handed> {
        match &self.listed {
            Some((listed, files)) if *listed == ix => files.clone(),
            _ => files(work),
        }
    }
}

impl Opened {
    /// The text of a field as it stands: as it is typed, as it is being written to the device, or as the log has it.
    #[inline(never)]
    pub(super) fn drafted(&self, ix: Ix, kind: &str, work: &Work) -> String {
        let typing = self.drafts.typing.as_ref();
        let typed = typing.filter(|typing| typing.ix == ix && typing.kind == kind);
        let text = match typed {
            Some(typing) => Some(typing.value.as_str()),
            None if self.keeper.is_idle() => None,
            None => self
                .keeper
                .draft(self.activity(ix).map_or("", |of| &of.id), kind),
        };
        text.or_else(|| written(kind, work))
            .unwrap_or_default()
            .to_owned()
    }

    /// Everything drafted for an activity, as it would be handed in.
    pub(super) fn prepared(&self, ix: Ix, work: &Work) -> Vec<Handed> {
        let mut evidence = Vec::new();
        for kind in ["text", "link"] {
            let value = self.drafted(ix, kind, work);
            if !value.trim().is_empty() {
                evidence.push(Handed {
                    kind: String::from(kind),
                    value,
                    ..Handed::default()
                });
            }
        }
        evidence.extend(self.drafts.files(ix, work));
        evidence
    }
}

/// Picked files as the log has them.
fn files(work: &Work) -> Vec<Handed> {
    written(FILES, work).map(listed).unwrap_or_default()
}

/// The files in a draft that lists them.
pub(super) fn listed(text: &str) -> Vec<Handed> {
    let Ok(Value::Array(listed)) = serde_json::from_str(text) else {
        return Vec::new();
    };
    listed
        .iter()
        .map(|file| {
            let text =
                |name: &str| String::from(file.get(name).and_then(Value::as_str).unwrap_or(""));
            Handed {
                kind: text("kind"),
                value: String::new(),
                digest: text("digest"),
                name: text("name"),
                media: text("media"),
                size: file.get("size").and_then(Value::as_u64).unwrap_or(0),
                extra: Extra::default(),
            }
        })
        .collect()
}

/// The draft that lists these files.
pub(super) fn list(files: &[Handed]) -> String {
    let listed: Vec<Value> = files
        .iter()
        .map(|file| {
            json!({
                "kind": file.kind, "digest": file.digest, "name": file.name, "media": file.media, "size": file.size
            })
        })
        .collect();
    write_json(&Value::Array(listed))
}

fn written<'a>(kind: &str, work: &'a Work) -> Option<&'a str> {
    work.drafts
        .iter()
        .find(|(known, _)| known == kind)
        .map(|(_, text)| text.as_str())
}
