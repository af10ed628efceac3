//! What is to be handed in with an activity, and what has been.

use crate::board::EvidenceKind;
use crate::words::Phrase;

/// What is to be handed in.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct HandInView {
    pub kinds: Vec<EvidenceKind>,
    pub required: bool,
    /// Markdown.
    pub prompt: String,
    pub text: String,
    pub link: String,
    pub files: Vec<FileView>,
    /// Words written, words asked for.
    pub words: Option<(u32, u32)>,
    /// The fields can be written to.
    pub open: bool,
    /// What has been handed in before, newest first.
    pub handed: Vec<HandedView>,
    /// "Draft saved", "Saving…", or why it could not be saved.
    pub saved: Option<Phrase>,
    /// A link that cannot be one, a file that could not be kept.
    pub trouble: Option<Phrase>,
}

/// A file picked or handed in.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct FileView {
    pub name: String,
    pub media: String,
    pub size: u64,
    /// `sha256:…`; empty while it is being kept.
    pub digest: String,
    pub image: bool,
}

/// Handed in once.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct HandedView {
    pub when: Phrase,
    pub texts: Vec<String>,
    /// Safe to follow.
    pub links: Vec<String>,
    pub files: Vec<FileView>,
}
