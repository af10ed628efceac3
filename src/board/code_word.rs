//! Code words: a teacher says one, and a lock opens. The file holds only what a word comes to, so that nobody reads the word there.
//!
//! `sha256:`, a salt, a colon, and the SHA-256 of salt, colon and word; without a salt the SHA-256 of the word alone. The salt keeps a list of
//! digests of common words from being enough to find the word; it keeps nobody from trying all words of a language.

use unicode_normalization::UnicodeNormalization;

use super::sha256::sha256;

/// What every value begins with.
const BEGINS: &str = "sha256:";

/// Characters in a salt.
const LONGEST: usize = 64;

/// What a board says of a word. Of the salt small letters and digits stay.
pub fn seal(word: &str, salt: &str) -> String {
    let salt = salt.to_ascii_lowercase();
    let salt: String = salt
        .chars()
        .filter(|sign| is_in_salt(*sign))
        .take(LONGEST)
        .collect();
    let word = plain(word);
    match salt.as_str() {
        "" => [BEGINS, &digest(&word)].concat(),
        salt => [BEGINS, salt, ":", &salted(salt, &word)].concat(),
    }
}

/// Whether this is the word that a board asks for.
pub fn fits(sealed: &str, word: &str) -> bool {
    let Some((salt, digest)) = parts(sealed) else {
        return false;
    };
    let plain = plain(word);
    if plain.is_empty() {
        return false;
    }
    match salt {
        // Made by hand, maybe, of a word with capitals in it.
        None => digest == self::digest(&plain) || digest == self::digest(seen(word).trim()),
        Some(salt) => digest == salted(salt, &plain),
    }
}

/// Whether any word could fit: small letters throughout, as boards are read.
pub fn is_sealed(text: &str) -> bool {
    parts(text).is_some()
}

/// Without the marks that only say in which direction a text runs: keyboards and copies of right-to-left text put them in.
fn seen(word: &str) -> String {
    let is_mark = |sign: &char| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    word.chars().filter(|sign| !is_mark(sign)).collect()
}

/// A word without what nobody hears of it: blanks around it, how many stand in it, capitals, which apostrophe, and whether an accent is written
/// with its letter or after it.
fn plain(word: &str) -> String {
    let word = seen(word);
    let words: Vec<&str> = word.split_whitespace().collect();
    let word = words.join(" ").replace(['’', '‘'], "'").to_lowercase();
    word.nfc().collect()
}

fn parts(sealed: &str) -> Option<(Option<&str>, &str)> {
    let rest = sealed.strip_prefix(BEGINS)?;
    let (salt, digest) = match rest.split_once(':') {
        None => (None, rest),
        Some((salt, digest)) => (Some(salt), digest),
    };
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_digest = digest.len() == 64 && digest.bytes().all(is_digit);
    (is_digest && salt.is_none_or(is_salt)).then_some((salt, digest))
}

/// Whether this may stand before a word: 1 to 64 small letters and digits.
pub fn is_salt(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.chars().all(is_in_salt)
}

fn is_in_salt(sign: char) -> bool {
    sign.is_ascii_lowercase() || sign.is_ascii_digit()
}

fn salted(salt: &str, word: &str) -> String {
    digest(&[salt, ":", word].concat())
}

/// In hexadecimal.
fn digest(text: &str) -> String {
    let sign = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    sha256(text.as_bytes())
        .iter()
        .flat_map(|byte| [sign(byte >> 4), sign(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_fits_however_it_is_said() {
        let sealed = seal("Open  Sésame", "k3");
        for word in [
            "open sésame",
            "  OPEN\tSÉSAME ",
            "Open Se\u{301}same",
            "open\u{a0}sésame",
            "\u{2067}open \u{200e}sésame\u{2069}\u{200f}",
        ] {
            assert!(fits(&sealed, word), "{word}");
        }
        for word in [
            "",
            " ",
            "\u{200f}",
            "opensésame",
            "open sesame",
            "k3:open sésame",
        ] {
            assert!(!fits(&sealed, word), "{word}");
        }
        assert!(fits(&seal("don't", "1"), "Don’t"));
    }

    #[test]
    fn what_stands_in_the_file_is_worked_out() {
        // printf 'rain gauge' | sha256sum; printf 'k3:rain gauge' | sha256sum
        let bare = "sha256:02dfab01e0737a9f8aaddc0de749cb326b63a1c479b40b7b5ce6b6792116e57e";
        let salted = "sha256:k3:7dcc195ac265b9fbc298bd7b37bde911e3ab0b93ddc47e9248d70e811ff87108";
        assert_eq!(seal(" Rain gauge", ""), bare);
        assert_eq!(seal("RAIN  GAUGE", "K-3"), salted);
        assert!(fits(bare, "rain Gauge") && fits(salted, "rain Gauge"));
        // Made without us, of a word with a capital in it: printf 'Rain' | sha256sum
        let capital = "sha256:a6d20aa6a4c73f0d2eb57088f6d57ff3e8ef6fa0c4e726b6a6b7d31a2e587662";
        assert!(fits(capital, "\u{200f}Rain ") && !fits(capital, "rain"));
    }

    #[test]
    fn what_is_none_fits_nothing() {
        let digest = digest("x");
        for (sealed, well) in [
            (["sha256:", &digest].concat(), true),
            (["sha256:0z:", &digest].concat(), true),
            (["sha256::", &digest].concat(), false),
            (["sha256:a:b:", &digest].concat(), false),
            (["sha256:A:", &digest].concat(), false),
            (["sha256:ä:", &digest].concat(), false),
            (["sha256:", &"a".repeat(65), ":", &digest].concat(), false),
            (["sha1:", &digest].concat(), false),
            (["sha256:", &digest, "0"].concat(), false),
            (String::from("x"), false),
            (String::new(), false),
        ] {
            assert_eq!(is_sealed(&sealed), well, "{sealed}");
            assert!(well || !fits(&sealed, "x"), "{sealed}");
        }
    }
}
