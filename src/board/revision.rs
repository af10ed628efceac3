//! The digest of what matters in an activity: when it changes, work done on it was other work.
//!
//! FNV-1a, 64 bit, over the words of title, about, steps, evidence and check, and the points. Blanks, the order of fields
//! and how a number or a letter is written make no difference. It guards nothing; it only has to notice.

use super::document::{Document, Member, Node, Value};
use crate::rules::Points;

const MATTERS: [&str; 5] = ["title", "about", "steps", "evidence", "check"];

/// The digest of these fields; what they lack is looked up in `base` (versions).
pub(super) fn revision(
    document: &Document,
    own: &[Member],
    base: &[Member],
    points: Points,
) -> String {
    let mut digest = Fnv::new();
    for name in MATTERS {
        let find = |members| last(document, members, name);
        if let Some(node) = find(own).or_else(|| find(base)) {
            digest.word(name);
            hash(document, node, &mut digest);
        }
    }
    digest.bytes(&points.0.to_le_bytes());
    digest.hex()
}

fn last<'a>(document: &Document, members: &'a [Member], name: &str) -> Option<&'a Node> {
    members
        .iter()
        .rfind(|member| document.key(member) == name)
        .map(|member| &member.value)
}

fn hash(document: &Document, node: &Node, digest: &mut Fnv) {
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
        Value::Object(members) => {
            let mut sorted: Vec<&Member> = members.iter().collect();
            sorted.sort_by_key(|member| document.key(member));
            digest.bytes(b"{");
            for member in sorted {
                digest.word(document.key(member));
                hash(document, &member.value, digest);
            }
            digest.bytes(b"}");
        }
    }
}

/// Fowler, Noll, Vo: <http://www.isthe.com/chongo/tech/comp/fnv/>.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// A text, runs of white space as one blank.
    fn word(&mut self, text: &str) {
        self.bytes(b"\"");
        for word in text.split_whitespace() {
            self.bytes(word.as_bytes());
            self.bytes(b" ");
        }
    }

    fn hex(&self) -> String {
        let digit = |shift: u32| char::from_digit((self.0 >> shift) as u32 & 15, 16).unwrap_or('0');
        (0..16).rev().map(|place| digit(place * 4)).collect()
    }
}
