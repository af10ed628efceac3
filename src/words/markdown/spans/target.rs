//! Where a link leads: its address as it is written, and whether it may be followed.

/// The longest address a link may have: it keeps the work in proportion to the text.
pub(super) const LONGEST: usize = 2_048;
/// Brackets inside an address (CommonMark asks for at least 32).
const NESTED: usize = 32;

/// The address after a `]`, and how much of the text it took: `(address)` or `(<address> "title")`.
pub(in crate::words::markdown) fn target(rest: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('(')?;
    let trimmed = inner.trim_start();
    let mut depth = 0usize;
    let (address, mut used) = if let Some(angled) = trimmed.strip_prefix('<') {
        let end = angled.find(['>', '\n', '<'])?;
        if !angled.get(end..)?.starts_with('>') {
            return None;
        }
        (angled.get(..end)?, end + 2)
    } else {
        let end = trimmed.char_indices().find_map(|(at, c)| {
            match c {
                '(' if depth >= NESTED => return Some(at),
                '(' => depth += 1,
                ')' if depth == 0 => return Some(at),
                ')' => depth -= 1,
                c if c.is_whitespace() || c.is_control() => return Some(at),
                _ => {}
            }
            (at >= LONGEST).then_some(at)
        })?;
        (trimmed.get(..end)?, end)
    };
    let mut after = trimmed.get(used..)?;
    let spaced = after.trim_start();
    if let Some(quote) = spaced.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        if spaced.len() == after.len() {
            return None;
        }
        let window: String = spaced.chars().skip(1).take(LONGEST).collect();
        let title = window.find(quote)?;
        used += after.len() - spaced.len() + title + 2;
        after = trimmed.get(used..)?;
    }
    let last = after.trim_start();
    last.starts_with(')').then(|| {
        let length = 1 + (inner.len() - trimmed.len()) + used + (after.len() - last.len()) + 1;
        (address.replace('\\', ""), length)
    })
}

/// `http`, `https`, `mailto`, or relative; and `inside`, which only a board in one file can open.
pub(super) fn safe(address: &str) -> bool {
    // Browsers drop control characters and leading spaces before they look for a scheme.
    if address.starts_with(' ') || address.chars().any(char::is_control) {
        return false;
    }
    match address.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            ["http", "https", "mailto", "inside"].contains(&scheme.to_ascii_lowercase().as_str())
        }
        _ => true,
    }
}
