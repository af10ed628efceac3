//! The digest of what matters in an activity: when it changes, work done on it was other work.
//!
//! It is over the words of title, about, steps, evidence and check, and the points. Blanks, the order of fields and how a
//! number or a letter is written make no difference.

use super::document::{Document, Member, Node, Value};
use crate::rules::Points;

/// Fields of a check that do not matter.
const SHOWING: [&str; 2] = ["show", "confidence"];

const MATTERS: [&str; 5] = ["title", "about", "steps", "evidence", "check"];

/// The digest of these fields; what they lack is looked up in `base` (versions).
pub(super) fn revision(
    document: &Document,
    own: &[Member],
    base: &[Member],
    points: Points,
) -> Digest {
    let mut digest = Digest::default();
    for name in MATTERS {
        let find = |members| last(document, members, name);
        if let Some(node) = find(own).or_else(|| find(base)) {
            digest.word(name);
            match name {
                "check" => check(document, node, &mut digest),
                _ => hash(document, node, &mut digest),
            }
        }
    }
    digest.bytes(&points.0.to_le_bytes());
    digest
}

/// How a check is shown makes it no other work.
#[inline(never)]
fn check(document: &Document, node: &Node, digest: &mut Digest) {
    match &node.value {
        Value::Object(members) => {
            let matters = |member: &&Member| !SHOWING.contains(&document.key(member));
            object(document, members.iter().filter(matters).collect(), digest);
        }
        _ => hash(document, node, digest),
    }
}

fn last<'a>(document: &Document, members: &'a [Member], name: &str) -> Option<&'a Node> {
    members
        .iter()
        .rfind(|member| document.key(member) == name)
        .map(|member| &member.value)
}

fn hash(document: &Document, node: &Node, digest: &mut Digest) {
    match &node.value {
        Value::Null => digest.bytes(b"n"),
        Value::Bool(yes) => digest.bytes(if *yes { b"t" } else { b"f" }),
        Value::Number(number) => {
            digest.bytes(b"#");
            digest.bytes(&number.get().to_bits().to_le_bytes());
        }
        Value::Text(_) => digest.word(document.string(node).unwrap_or("")),
        Value::List(items) => {
            digest.bytes(b"[");
            for item in items {
                hash(document, item, digest);
            }
            digest.bytes(b"]");
        }
        Value::Object(members) => object(document, members.iter().collect(), digest),
    }
}

fn object(document: &Document, mut members: Vec<&Member>, digest: &mut Digest) {
    members.sort_by_key(|member| document.key(member));
    digest.bytes(b"{");
    for member in members {
        digest.word(document.key(member));
        hash(document, &member.value, digest);
    }
    digest.bytes(b"}");
}

/// A digest by Fowler, Noll and Vo, FNV-1a with 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. It guards nothing; it
/// only has to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    /// Of nothing.
    fn default() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Goes on with these bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Goes on with another digest.
    pub fn digest(&mut self, other: Digest) {
        self.bytes(&other.0.to_le_bytes());
    }

    /// In half the bits; the low ones depend on all of it.
    pub fn folded(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }

    /// A text, runs of white space as one blank.
    fn word(&mut self, text: &str) {
        self.bytes(b"\"");
        for word in text.split_whitespace() {
            self.bytes(word.as_bytes());
            self.bytes(b" ");
        }
    }

    /// As logs have it: sixteen hexadecimal digits.
    pub fn hex(self) -> String {
        self.digits().collect()
    }

    /// Whether this is what a log says.
    pub fn is(self, hex: &str) -> bool {
        self.digits().eq(hex.chars())
    }

    fn digits(self) -> impl Iterator<Item = char> {
        let digit = move |place: u32| (self.0 >> (place * 4)) as u32 & 15;
        (0..16)
            .rev()
            .map(move |place| char::from_digit(digit(place), 16).unwrap_or('0'))
    }
}
