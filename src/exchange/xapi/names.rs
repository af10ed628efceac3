//! What things are called in statements: activities by IRIs, statements by UUIDs.

use crate::board::Standard;
use crate::exchange::{iri, uuid};

/// The board's own IRI, and those of what is on it.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a>(pub &'a str);

impl Base<'_> {
    /// An activity of the board. No badge can have the same name, for its id has no slash as it is written here.
    pub fn activity(&self, id: &str) -> String {
        self.part("activity/", id)
    }

    /// A badge: the same address as its achievement has, where the board's is the same.
    pub fn badge(&self, id: &str) -> String {
        self.part("", id)
    }

    /// A standard by its own address or CASE item, which every board and every system shares; else as a part of this board.
    pub fn standard(&self, standard: &Standard) -> String {
        let own = || self.part("standard/", &standard.id);
        iri::standard(standard)
            .filter(|iri| is_iri(iri))
            .unwrap_or_else(own)
    }

    /// A standard's CASE item, where it has another address as well.
    pub fn case(&self, standard: &Standard) -> Option<String> {
        iri::case(standard).filter(|case| is_iri(case) && *case != self.standard(standard))
    }

    fn part(&self, kind: &str, id: &str) -> String {
        let mark = if self.0.bytes().any(|byte| byte == b'#') {
            "/"
        } else {
            "#"
        };
        [self.0, mark, kind, &iri::part(id)].concat()
    }
}

/// Begins with a scheme and has no sign that none may have (RFC 3987).
fn is_iri(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    let mut signs = scheme.chars();
    signs.next().is_some_and(|sign| sign.is_ascii_alphabetic())
        && signs.all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.'))
        && !text.chars().any(|sign| {
            sign.is_whitespace()
                || sign.is_control()
                || matches!(sign, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
        })
}

/// The id of a statement about an event: the event's own, if it is a UUID in the usual form; else one made from these names,
/// for an LRS keeps the statements of many learners, and ids like `1` are often used.
pub fn statement(event: &str, names: &[&str]) -> String {
    match uuid::is_common(event) {
        true => event.to_owned(),
        false => made([names, &[event]].concat().as_slice()),
    }
}

/// A UUID of version 8 (RFC 9562, section 5.8): the same names always make the same. Of the names a digest by Fowler, Noll and Vo with 128
/// bits (FNV-1a); it guards nothing, it only has to come out different.
pub fn made(names: &[&str]) -> String {
    let mut digest = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58du128;
    // No text has the byte that stands between two names.
    let bytes = names.iter().flat_map(|name| name.bytes().chain([0xff]));
    for byte in bytes {
        digest =
            (digest ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    let version = digest & !(0xf << 76) | 0x8 << 76;
    uuid::uuid_text(version & !(0x3 << 62) | 0x2 << 62)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_make_ids_and_other_names_others() {
        let id = made(&["a", "b"]);
        assert_eq!(id, made(&["a", "b"]));
        assert!(uuid::is_common(&id), "{id}");
        assert_eq!(id.as_bytes()[14], b'8');
        for other in [&["ab"][..], &["a", "b", ""], &["b", "a"], &["", "ab"]] {
            assert_ne!(id, made(other), "{other:?}");
        }
    }

    #[test]
    fn a_usual_uuid_is_kept_and_all_else_gets_one() {
        let id = "0193a5f0-1c2b-7def-8123-456789abcdef";
        assert_eq!(statement(id, &["b"]), id);
        for other in [
            "1",
            "0193A5F0-1C2B-7DEF-8123-456789ABCDEF",
            "0193a5f0-1c2b-7def-f123-456789abcdef",
        ] {
            assert!(uuid::is_common(&statement(other, &["b"])));
            assert_ne!(statement(other, &["b"]), statement(other, &["c"]));
        }
    }

    #[test]
    fn addresses_are_addresses() {
        assert!(is_iri("https://standards.example/d1"));
        assert!(is_iri("urn:uuid:6b1f0c3e-0000-4000-8000-000000000002"));
        for not in ["", "d1", "/d1", "2x:d", ":d", "https://a b", "urn:a\"b"] {
            assert!(!is_iri(not), "{not}");
        }
        let base = Base("https://lms.example/a#b");
        assert_eq!(
            base.activity("ä"),
            "https://lms.example/a#b/activity/%C3%A4"
        );
        assert_eq!(Base("urn:x").badge("a/b"), "urn:x#a%2Fb");
    }
}
