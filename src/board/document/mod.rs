//! The JSON file as it stands: its text, and a tree that remembers where each value lies.
//!
//! Reading hand-written JSON never stops at the first slip. Each is noted with its repair, and the rest is read as if it
//! had been put right. Knows nothing of boards. The tree keeps positions, not copies: most of a board is text that is
//! only looked at once.

mod decode;
mod parse;
mod place;
mod scan;
mod write;

use std::borrow::Cow;
use std::cell::OnceCell;

use super::finding::Findings;

pub(super) use scan::is_number;

/// Longest file, in bytes.
pub const LONGEST: usize = 4 * 1024 * 1024;
/// Deepest nesting; the outermost object is level 1.
pub const DEEPEST: usize = 64;

/// From and to (exclusive), in bytes of the decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub(super) const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// Whether all of another lies within; a place between two characters only if it has some of this on both sides.
    pub(super) fn holds(self, inner: Span) -> bool {
        let point = usize::from(inner.start == inner.end);
        self.start + point <= inner.start && inner.end + point <= self.end
    }

    /// Nothing wide, for insertions.
    pub(super) const fn point(at: usize) -> Self {
        Span { start: at, end: at }
    }
}

/// A JSON file: decoded text and tree.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    root: Option<Node>,
    /// The tree has only the outlines of the board's activities: a large board's whole tree takes more room than the board.
    folded: bool,
    /// The whole tree, if somebody has asked for it.
    whole: OnceCell<Option<Node>>,
}

/// The tree follows from the text.
impl PartialEq for Document {
    fn eq(&self, other: &Document) -> bool {
        self.text == other.text
    }
}

/// A value and where it lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub at: Span,
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    /// The decoded text, where it is not what stands between the quotes.
    Text(Option<Box<str>>),
    List(Vec<Node>),
    Object(Vec<Member>),
}

/// An `f64` in two halves: whole, its alignment would make every value four bytes larger, texts included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number([u32; 2]);

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        let bits = number.to_bits();
        Number([bits as u32, (bits >> 32) as u32])
    }
}

impl Number {
    pub fn get(self) -> f64 {
        f64::from_bits(u64::from(self.0[0]) | u64::from(self.0[1]) << 32)
    }
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    /// With its quotes.
    pub key: Span,
    /// The decoded key, where it is not what stands between the quotes.
    pub decoded: Option<Box<str>>,
    pub value: Node,
}

impl Document {
    /// Reads what can be read and says what is wrong.
    pub(super) fn read(bytes: Cow<[u8]>) -> (Document, Findings) {
        let (text, mut findings) = decode::decode(bytes);
        let Some(text) = text else {
            return (Document::default(), findings);
        };
        let (root, slips, folded) = parse::outline(&text);
        findings.append(slips);
        let document = Document {
            text,
            root,
            folded,
            whole: OnceCell::new(),
        };
        (document, findings)
    }

    /// The tree; of the board's activities there may be no more than where they lie: see [`Document::unfold`].
    pub(super) fn outline(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    /// An activity of the outline with all that is in it.
    pub(super) fn unfold<'n>(&self, node: &'n Node) -> Cow<'n, Node> {
        match &node.value {
            Value::Object(members) if self.folded && members.is_empty() => {
                let whole = parse::value_at(&self.text, node.at.start);
                whole.map_or(Cow::Borrowed(node), Cow::Owned)
            }
            _ => Cow::Borrowed(node),
        }
    }

    /// The file's text, decoded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole tree.
    pub(super) fn root(&self) -> Option<&Node> {
        match self.folded {
            true => self
                .whole
                .get_or_init(|| parse::parse(&self.text).0)
                .as_ref(),
            false => self.root.as_ref(),
        }
    }

    pub(super) fn slice(&self, at: Span) -> &str {
        self.text.get(at.start..at.end).unwrap_or("")
    }

    /// The key of a field.
    pub(super) fn key<'a>(&'a self, member: &'a Member) -> &'a str {
        self.decoded(member.key, member.decoded.as_deref())
    }

    /// The text of a value, if it is one.
    pub(super) fn string<'a>(&'a self, node: &'a Node) -> Option<&'a str> {
        match &node.value {
            Value::Text(decoded) => Some(self.decoded(node.at, decoded.as_deref())),
            _ => None,
        }
    }

    fn decoded<'a>(&'a self, at: Span, decoded: Option<&'a str>) -> &'a str {
        decoded.unwrap_or_else(|| self.slice(Span::new(at.start + 1, at.end.saturating_sub(1))))
    }

    /// The value as serde_json knows it. A number beyond 64 bits becomes null there; [`Document::write`] keeps it.
    pub fn value(&self) -> serde_json::Value {
        self.root()
            .map_or(serde_json::Value::Null, |root| self.value_of(root))
    }

    fn value_of(&self, node: &Node) -> serde_json::Value {
        use serde_json::Value as Json;
        match &node.value {
            Value::Null => Json::Null,
            Value::Bool(yes) => Json::Bool(*yes),
            Value::Number(number) => {
                let raw = self.slice(node.at);
                let whole = raw
                    .parse()
                    .map(i64::into)
                    .or_else(|_| raw.parse().map(u64::into));
                let number = || serde_json::Number::from_f64(number.get());
                whole.ok().or_else(number).map_or(Json::Null, Json::Number)
            }
            Value::Text(_) => Json::String(self.string(node).unwrap_or("").to_owned()),
            Value::List(items) => items.iter().map(|item| self.value_of(item)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|member| (self.key(member).to_owned(), self.value_of(&member.value)))
                .collect(),
        }
    }
}

/// Bytes as text, for a caller that wants nothing else.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    crate::words::quote(text, &mut out);
    out
}
