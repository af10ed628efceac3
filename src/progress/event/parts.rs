//! What the facts that say more than a word or two are made of.

use std::collections::BTreeMap;

use super::Extra;
use crate::rules::Points;

/// A plan as an event tells it.
#[derive(Clone, Debug, PartialEq, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub struct Planned {
    /// What is planned, by ids. Without it the event counts for nothing.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub activities: Option<Vec<String>>,
    // On the wire dates; here days since 1970.
    /// On which day: dates by the id of the activity.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, String>"))]
    pub days: BTreeMap<String, i32>,
    /// Why the plan was changed. Of a plan that changes nothing it is the reason for the change before it.
    pub because: String,
}

/// How far a goal was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Reach {
    Yes,
    Partly,
    No,
}

impl Reach {
    /// By the word of the wire form.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Reach::Yes, Reach::Partly, Reach::No];
        all.into_iter().find(|reach| reach.name() == name)
    }

    /// The word of the wire form.
    pub fn name(self) -> &'static str {
        match self {
            Reach::Yes => "yes",
            Reach::Partly => "partly",
            Reach::No => "no",
        }
    }
}

/// What a teacher makes of a proposal; what is not said stays as it was proposed.
#[derive(Clone, Debug, PartialEq, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct Terms {
    /// Another title.
    pub title: Option<String>,
    /// Other instructions, Markdown.
    pub about: Option<String>,
    // On the wire a number.
    /// What it is worth.
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub points: Option<Points>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct Handed {
    /// `text`, `link`, `image`, `file`, `audio`.
    pub kind: String,
    /// The text or the link.
    pub value: String,
    /// Of an attachment: `sha256:…` of its bytes, file name, media type, size in bytes.
    pub digest: String,
    pub name: String,
    pub media: String,
    pub size: u64,
    #[cfg_attr(feature = "schema", schemars(skip))]
    /// Fields this version does not know, passed on as they came.
    pub extra: Extra,
}
