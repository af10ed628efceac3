//! The line a diagnostic is about, with carets under it, cut to fit a terminal.

use crate::board::Diagnostic;

/// Characters shown of a line.
const WIDTH: usize = 100;
/// Of them, before the place in question.
const BEFORE: usize = 40;

/// The line and the carets; none where the file has no text.
pub(super) fn excerpt(text: &str, diagnostic: &Diagnostic) -> Option<(String, String)> {
    let line = text.split('\n').nth(diagnostic.line as usize - 1)?;
    let line: Vec<char> = line.chars().filter(|c| *c != '\u{feff}').collect();
    let at = diagnostic.column as usize - 1;
    let marked = text
        .get(diagnostic.at.start..diagnostic.at.end)
        .and_then(|marked| marked.split('\n').next())
        .map_or(1, |marked| marked.trim_end().chars().count().max(1));
    let from = if line.len() > WIDTH {
        at.saturating_sub(BEFORE)
    } else {
        0
    };
    let shown = line
        .iter()
        .skip(from)
        .take(WIDTH)
        .map(|c| visible(*c))
        .collect();
    let until = (at + marked).min(line.len().max(at + 1)).min(from + WIDTH);
    let carets = [
        " ".repeat(at - from),
        "^".repeat(until.saturating_sub(at).max(1)),
    ]
    .concat();
    Some((shown, carets))
}

/// Tabs as wide as the caret thinks they are; nothing that moves the cursor or turns the text.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
        {
            '·'
        }
        c => c,
    }
}
