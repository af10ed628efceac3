//! Lines into blocks.

use super::spans::line;
use super::{Block, DEPTH};

/// Reads a text.
pub fn read(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    blocks(&lines, 0)
}

/// What kind of block a line begins.
enum Start<'a> {
    Blank,
    Rule,
    Heading(u8, &'a str),
    /// The fence's character and length.
    Fence(char, usize),
    Quote,
    /// The list's mark, its first number, and the width of mark and space.
    Item(char, Option<u32>, usize),
    Indented,
    Text,
}

fn start(raw: &str) -> Start<'_> {
    let text = raw.trim_start();
    let indent = raw.len() - text.len();
    if text.is_empty() {
        return Start::Blank;
    }
    if indent >= 4 || raw.starts_with('\t') {
        return Start::Indented;
    }
    if rule(text) {
        return Start::Rule;
    }
    let first = text.chars().next().unwrap_or(' ');
    let run = text.len() - text.trim_start_matches(first).len();
    let after = text.get(run..).unwrap_or("");
    match first {
        '#' if run <= 6 && (after.is_empty() || after.starts_with([' ', '\t'])) => {
            Start::Heading(run as u8, heading(after))
        }
        '`' | '~' if run >= 3 && !(first == '`' && after.contains('`')) => Start::Fence(first, run),
        '>' => Start::Quote,
        _ => item(text, indent).unwrap_or(Start::Text),
    }
}

/// Three or more of one of `* - _`, spaces apart.
fn rule(text: &str) -> bool {
    ['*', '-', '_'].into_iter().any(|mark| {
        text.chars().filter(|c| *c == mark).count() >= 3
            && text.chars().all(|c| c == mark || c == ' ' || c == '\t')
    })
}

/// A heading's text without the marks that may close it.
fn heading(text: &str) -> &str {
    let text = text.trim();
    let open = text.trim_end_matches('#');
    if open.is_empty() || open.ends_with([' ', '\t']) {
        open.trim_end()
    } else {
        text
    }
}

fn item(text: &str, indent: usize) -> Option<Start<'_>> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text.chars().nth(digits)?;
    let first = match mark {
        '-' | '*' | '+' if digits == 0 => None,
        '.' | ')' if (1..=9).contains(&digits) => Some(text.get(..digits)?.parse().ok()?),
        _ => return None,
    };
    let after = text.get(digits + 1..)?;
    let content = after.trim_start_matches(' ');
    let gap = after.len() - content.len();
    let gap = match gap {
        _ if content.is_empty() => 1,
        0 => return None,
        1..=4 => gap,
        _ => 1,
    };
    Some(Start::Item(mark, first, indent + digits + 1 + gap))
}

fn blocks(lines: &[&str], depth: u8) -> Vec<Block> {
    let mut out = Vec::new();
    let mut rest = lines;
    while let Some((first, after)) = rest.split_first() {
        let begins = if depth < DEPTH {
            start(first)
        } else if first.trim().is_empty() {
            Start::Blank
        } else {
            Start::Text
        };
        rest = match begins {
            Start::Blank => after,
            Start::Rule => {
                out.push(Block::Rule);
                after
            }
            Start::Heading(level, text) => {
                out.push(Block::Heading(level, line(text)));
                after
            }
            Start::Fence(mark, run) => fenced(first, after, mark, run, &mut out),
            Start::Indented => indented(rest, &mut out),
            Start::Quote => quote(rest, depth, &mut out),
            Start::Item(mark, first, _) => list(rest, mark, first, depth, &mut out),
            Start::Text => paragraph(rest, depth, &mut out),
        };
    }
    out
}

fn fenced<'a, 'b>(
    opening: &str,
    lines: &'b [&'a str],
    mark: char,
    run: usize,
    out: &mut Vec<Block>,
) -> &'b [&'a str] {
    let indent = opening.len() - opening.trim_start().len();
    let closes = |line: &&str| {
        let text = line.trim();
        text.len() >= run && text.chars().all(|c| c == mark) && !line.starts_with("    ")
    };
    let end = lines.iter().position(closes).unwrap_or(lines.len());
    let mut code = String::new();
    for line in lines.iter().take(end) {
        code.push_str(dedent(line, indent));
        code.push('\n');
    }
    out.push(Block::Code(code));
    lines.get(end + 1..).unwrap_or(&[])
}

fn indented<'a, 'b>(lines: &'b [&'a str], out: &mut Vec<Block>) -> &'b [&'a str] {
    let inside = |line: &&&str| matches!(start(line), Start::Indented | Start::Blank);
    let mut end = lines.iter().take_while(inside).count();
    while end > 0 && lines.get(end - 1).is_some_and(|l| l.trim().is_empty()) {
        end -= 1;
    }
    let mut code = String::new();
    for line in lines.iter().take(end) {
        code.push_str(line.strip_prefix('\t').unwrap_or_else(|| dedent(line, 4)));
        code.push('\n');
    }
    out.push(Block::Code(code));
    lines.get(end..).unwrap_or(&[])
}

fn quote<'a, 'b>(lines: &'b [&'a str], depth: u8, out: &mut Vec<Block>) -> &'b [&'a str] {
    let mut inner: Vec<&str> = Vec::new();
    let mut end = 0;
    for line in lines {
        match start(line) {
            Start::Quote => {
                let text = line.trim_start().strip_prefix('>').unwrap_or("");
                inner.push(text.strip_prefix(' ').unwrap_or(text));
            }
            // A paragraph that began in the quote goes on, mark or no mark.
            Start::Text | Start::Indented if inner.last().is_some_and(|l| runs_on(l)) => {
                inner.push(line.trim_start());
            }
            _ => break,
        }
        end += 1;
    }
    out.push(Block::Quote(blocks(&inner, depth + 1)));
    lines.get(end..).unwrap_or(&[])
}

/// A line that a paragraph may go on from.
fn runs_on(line: &str) -> bool {
    matches!(start(line), Start::Text | Start::Item(..) | Start::Quote)
}

fn list<'a, 'b>(
    lines: &'b [&'a str],
    mark: char,
    first: Option<u32>,
    depth: u8,
    out: &mut Vec<Block>,
) -> &'b [&'a str] {
    let mut items = Vec::new();
    let mut rest = lines;
    while let Some((head, after)) = rest.split_first() {
        let Start::Item(found, _, width) = start(head) else {
            break;
        };
        if found != mark {
            break;
        }
        let mut inner = vec![head.get(width..).unwrap_or("")];
        let mut end = 0;
        let mut blank = false;
        for (at, line) in after.iter().enumerate() {
            let text = line.trim_start();
            let indent = line.len() - text.len();
            if text.is_empty() {
                // An empty item ends with the first empty line.
                if inner.iter().all(|l| l.trim().is_empty()) {
                    break;
                }
                blank = true;
                inner.push("");
                continue;
            }
            if indent >= width {
                inner.push(dedent(line, width));
            } else if !blank
                && matches!(start(line), Start::Text)
                && inner.last().is_some_and(|l| runs_on(l))
            {
                inner.push(text);
            } else {
                break;
            }
            blank = false;
            end = at + 1;
        }
        items.push(blocks(&inner, depth + 1));
        rest = after.get(end..).unwrap_or(&[]);
        let blanks = rest.iter().take_while(|l| l.trim().is_empty()).count();
        let next = rest.get(blanks..).unwrap_or(&[]);
        match next.first().map(|l| start(l)) {
            Some(Start::Item(found, ..)) if found == mark => rest = next,
            _ => break,
        }
    }
    out.push(Block::List(first, items));
    rest
}

fn paragraph<'a, 'b>(lines: &'b [&'a str], depth: u8, out: &mut Vec<Block>) -> &'b [&'a str] {
    let mut text = String::new();
    let mut end = 0;
    for raw in lines {
        if end > 0 {
            let under = raw.trim();
            if depth < DEPTH && !raw.starts_with("    ") && !under.is_empty() {
                for (mark, level) in [('=', 1), ('-', 2)] {
                    if under.chars().all(|c| c == mark) {
                        out.push(Block::Heading(level, line(text.trim())));
                        return lines.get(end + 1..).unwrap_or(&[]);
                    }
                }
            }
            let interrupts = match start(raw) {
                Start::Text | Start::Indented => false,
                // Only a list that starts with 1, and not an empty item, may break into a paragraph.
                Start::Item(_, number, width) => {
                    number.is_none_or(|n| n == 1)
                        && raw.get(width..).is_some_and(|t| !t.trim().is_empty())
                }
                _ => true,
            };
            if raw.trim().is_empty() || (interrupts && depth < DEPTH) {
                break;
            }
            text.push('\n');
        }
        text.push_str(raw.trim_start());
        end += 1;
    }
    out.push(Block::Paragraph(line(text.trim_end())));
    lines.get(end..).unwrap_or(&[])
}

/// The line without up to `width` leading spaces.
fn dedent(line: &str, width: usize) -> &str {
    let spaces = line.bytes().take(width).take_while(|b| *b == b' ').count();
    line.get(spaces..).unwrap_or("")
}
