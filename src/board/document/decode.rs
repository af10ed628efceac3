//! Bytes to text. Only UTF-8 is right; what was meant is read all the same, and said.

use std::borrow::Cow;

use super::LONGEST;
use super::Span;
use crate::board::code;
use crate::board::finding::{Finding, Findings};
use crate::words::Phrase;

/// The text, where there is any to read, and what is wrong with how it is stored.
pub(super) fn decode(bytes: Cow<[u8]>) -> (Option<String>, Findings) {
    let mut findings = Findings::default();
    if bytes.len() > LONGEST {
        let finding = Finding::new(code::TOO_LARGE, Span::default())
            .n("size", bytes.len() as f64 / (1024.0 * 1024.0))
            .n("limit", (LONGEST / (1024 * 1024)) as f64);
        findings.push(finding);
        return (None, findings);
    }
    let text = match utf16(&bytes) {
        Some(text) => {
            findings.push(save_as_utf8(code::UTF16, Span::default()));
            text
        }
        None => match String::from_utf8(bytes.into_owned()) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
                findings.push(save_as_utf8(code::NOT_UTF8, Span::new(at, end)));
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        },
    };
    let content = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            let mark = Span::new(0, text.len() - rest.len());
            findings.push(
                Finding::new(code::BYTE_ORDER_MARK, mark)
                    .suggest(Phrase::new("board-fix-no-mark"))
                    .repair(mark, ""),
            );
            rest
        }
        None => &text,
    };
    if let Some(finding) = not_json(content) {
        findings.push(finding);
        return (None, findings);
    }
    (Some(text), findings)
}

fn save_as_utf8(code: &'static code::Code, at: Span) -> Finding {
    Finding::new(code, at).suggest(Phrase::new("board-fix-utf-8"))
}

/// UTF-16 by its mark, or by the zero bytes beside the first two characters of any JSON: one may have come in by accident.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (true, body),
        [0xfe, 0xff, body @ ..] => (false, body),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (true, bytes),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (false, bytes),
        _ => return None,
    };
    let units = body.chunks(2).map(|pair| match pair {
        [a, b] if little => u16::from_le_bytes([*a, *b]),
        [a, b] => u16::from_be_bytes([*a, *b]),
        _ => 0xfffd,
    });
    Some(
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// What was given instead of a board, where one look shows it.
fn not_json(text: &str) -> Option<Finding> {
    let text = text.trim_start();
    let whole = Span::default();
    if text.is_empty() {
        return Some(Finding::new(code::EMPTY_FILE, whole));
    }
    if !text.starts_with('<') {
        return None;
    }
    let head: String = text.chars().take(1024).collect();
    let head = head.to_ascii_lowercase();
    Some(
        if head.contains("<!doctype html") || head.contains("<html") {
            Finding::new(code::WEB_PAGE, whole).suggest(Phrase::new("board-fix-web-page"))
        } else {
            Finding::new(code::NOT_JSON, whole)
        },
    )
}
