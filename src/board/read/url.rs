//! Addresses that are safe to follow.

use super::Reader;
use crate::board::code;
use crate::board::document::Node;
use crate::board::finding::Finding;
use crate::words::Phrase;

/// Pictures that may stand in the file itself. No SVG: it is a document, not a picture.
const INLINE: [&str; 5] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
];

impl Reader<'_> {
    /// The address, or nothing where following it could run something.
    pub fn url(&mut self, node: &Node) -> String {
        self.checked_url(node, false)
    }

    /// The address of a picture; it may be in the address itself.
    pub fn picture(&mut self, node: &Node) -> String {
        self.checked_url(node, true)
    }

    /// The address of a board in this board's folder or below it, or nothing: whose work on which board is looked at is not for an address from
    /// elsewhere to say.
    #[inline(never)]
    pub fn board_beside(&mut self, node: &Node) -> Option<String> {
        let faults = self.findings.count();
        let text = self.string(node).trim();
        if is_safe(text) && is_below(text) {
            return Some(text.to_owned());
        }
        if self.findings.count() > faults {
            return None;
        }
        let finding = Finding::new(code::NOT_BESIDE, node.at)
            .text("found", text.chars().take(60).collect::<String>());
        self.note(finding);
        None
    }

    fn checked_url(&mut self, node: &Node, picture: bool) -> String {
        let text = self.string(node).trim();
        if is_safe(text) || picture && is_inline_picture(text) {
            return text.to_owned();
        }
        let finding = Finding::new(code::UNSAFE_URL, node.at)
            .text("found", text.chars().take(60).collect::<String>())
            .suggest(Phrase::new("board-fix-url"));
        self.note(finding);
        String::new()
    }
}

/// `http`, `https`, `mailto`, or relative to the board, without the characters browsers leave out before they look at the scheme.
pub(in crate::board) fn is_safe(url: &str) -> bool {
    if url.contains(|c: char| {
        c.is_control() || c != ' ' && c.is_whitespace() || c == '\\' || is_invisible(c)
    }) {
        return false;
    }
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    match url.get(..end).unwrap_or("").split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"]
            .iter()
            .any(|safe| safe.eq_ignore_ascii_case(scheme)),
    }
}

/// Names of folders and of a file, and nothing that leads elsewhere.
fn is_below(address: &str) -> bool {
    // Browsers read `%2e` as a dot before they look.
    let is_name = |part: &str| {
        let part = part.replace("%2e", ".").replace("%2E", ".");
        !matches!(part.as_str(), "" | "." | "..")
    };
    !address.contains(['?', '#', ':']) && address.split('/').all(is_name)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_inline_picture(url: &str) -> bool {
    let Some((head, body)) = url.split_once(',') else {
        return false;
    };
    let kind = head
        .strip_prefix("data:")
        .and_then(|head| head.strip_suffix(";base64"));
    let base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
    kind.is_some_and(|kind| INLINE.contains(&kind)) && body.bytes().all(base64)
}

#[cfg(test)]
mod tests {
    use super::{is_below, is_inline_picture, is_safe};

    #[test]
    fn a_board_within_lies_below() {
        for below in ["a.json", "units/a.json", "a%20b.json"] {
            assert!(is_below(below), "{below}");
        }
        for elsewhere in [
            "",
            "/a.json",
            "../a.json",
            "./a.json",
            "a//b.json",
            "a/../b.json",
            "//host/a.json",
            "https://example.org/a.json",
            "a.json?b=1",
            "a.json#b",
            "data:application/json,{}",
        ] {
            assert!(!is_below(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn follows_the_web_and_nothing_that_runs() {
        for safe in [
            "https://example.org/a?b=c:d#e",
            "HTTP://example.org",
            "mailto:a@example.org",
            "files/rain.pdf",
            "/files/rain.pdf",
            "../a:b",
            "a/b:c",
            "#part",
            "?q=javascript:1",
            "//example.org/x",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "\u{200b}javascript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "https:\\\\example.org",
            "about:blank",
        ] {
            assert!(!is_safe(unsafe_url), "{unsafe_url:?}");
        }
    }

    #[test]
    fn pictures_in_the_file() {
        assert!(is_inline_picture("data:image/png;base64,iVBORw0KGgo="));
        assert!(!is_inline_picture("data:image/svg+xml;base64,AAAA"));
        assert!(!is_inline_picture("data:image/png;base64,<svg>"));
        assert!(!is_inline_picture("data:text/html;base64,AAAA"));
    }
}
