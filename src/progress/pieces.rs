//! Takes a text with many JSON values in it apart without reading the values, so that a broken one stays alone.

/// One value as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Line it begins on, counted from 1.
    pub line: usize,
    /// The value, without the space around it.
    pub text: &'a str,
}

/// The elements of a JSON list, or the non-empty lines of any other text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    let lead = text.len() - text.trim_start().len();
    match text.split_at_checked(lead) {
        Some((space, rest)) if rest.starts_with('[') => elements(rest, lines_in(space) + 1),
        _ => lines(text),
    }
}

fn lines(text: &str) -> Vec<Piece<'_>> {
    let numbered = text.split('\n').enumerate().map(|(n, line)| Piece {
        line: n + 1,
        // A comma at the end of a line is what is left of a list.
        text: line.trim().trim_end_matches(',').trim_end(),
    });
    numbered.filter(|piece| !piece.text.is_empty()).collect()
}

/// Elements end at a comma that lies in no string and no inner bracket. A string never runs over the end of a line: where
/// one does its quote is missing, and the element is taken to end there, so that those behind it can still be read.
fn elements(text: &str, first_line: usize) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    let (mut start, mut line) = (1, first_line);
    for (at, byte) in text.bytes().enumerate() {
        let mut ends = false;
        match byte {
            b'\n' if quoted => {
                (quoted, escaped, depth, ends) = (false, false, 1, true);
            }
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => depth += 1,
            b']' if depth == 1 => (depth, ends) = (0, true),
            b']' | b'}' if depth > 1 => depth -= 1,
            b',' => ends = depth == 1,
            _ => {}
        }
        if ends {
            push(&mut out, text.get(start..at), &mut line);
            // The end of a line stays with what follows, which counts it.
            start = if byte == b'\n' { at } else { at + 1 };
        }
        if depth == 0 {
            return out;
        }
    }
    push(&mut out, text.get(start..), &mut line);
    out
}

fn push<'a>(out: &mut Vec<Piece<'a>>, raw: Option<&'a str>, line: &mut usize) {
    let Some(raw) = raw else { return };
    let text = raw.trim();
    let lead = raw.len() - raw.trim_start().len();
    let begins = *line + raw.get(..lead).map_or(0, lines_in);
    if !text.is_empty() {
        out.push(Piece { line: begins, text });
    }
    *line += lines_in(raw);
}

fn lines_in(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(usize, &str)> {
        pieces(text).iter().map(|p| (p.line, p.text)).collect()
    }

    #[test]
    fn a_list_and_lines_come_apart_the_same_way() {
        let values = [(1, "{\"a\":[1,2]}"), (2, "{\"b\":\"],\\\"\"}")];
        assert_eq!(texts("{\"a\":[1,2]}\r\n{\"b\":\"],\\\"\"}\n\n"), values);
        assert_eq!(
            texts("\u{feff}[{\"a\":[1,2]},\n{\"b\":\"],\\\"\"}\n]\n"),
            values
        );
        assert_eq!(texts("[]"), []);
        assert_eq!(texts(""), []);
    }

    #[test]
    fn a_broken_element_stays_alone() {
        assert_eq!(
            texts("[\n  {\"a\": \"no end},\n  {\"b\": 1},\n  {\"c\""),
            [(2, "{\"a\": \"no end},"), (3, "{\"b\": 1}"), (4, "{\"c\"")],
        );
    }
}
