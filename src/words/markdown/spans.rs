//! One paragraph's text into spans: CommonMark's way with delimiter runs, on a stack.

use super::{DEPTH, Span, plain};
use crate::words::is_letter_or_digit;

/// Reads running text.
pub fn line(text: &str) -> Vec<Span> {
    let mut scan = Scan {
        text,
        at: 0,
        items: Vec::new(),
        brackets: Vec::new(),
    };
    while let Some(next) = scan.rest().chars().next() {
        scan.step(next);
    }
    spans(pair(scan.items))
}

/// The longest address a link may have, and how far back a mark looks for its partner: they keep the work in proportion to
/// the text.
const LONGEST: usize = 2_048;
const REACH: usize = 96;
/// Brackets inside an address (CommonMark asks for at least 32).
const NESTED: usize = 32;

enum Item {
    Text(String),
    Span(Span),
    /// A run of `*` or `_`.
    Run {
        mark: char,
        count: usize,
        opens: bool,
        closes: bool,
    },
    /// `[` or `![`
    Bracket {
        image: bool,
    },
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    items: Vec<Item>,
    /// Where in `items` brackets stand open.
    brackets: Vec<usize>,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, text: &str) {
        if let Some(Item::Text(last)) = self.items.last_mut() {
            last.push_str(text);
        } else {
            self.items.push(Item::Text(text.to_owned()));
        }
    }

    fn step(&mut self, next: char) {
        match next {
            '\\' => self.escape(),
            '`' => self.code(),
            '*' | '_' => self.run(next),
            '!' if self.rest().starts_with("![") => {
                self.at += 2;
                self.brackets.push(self.items.len());
                self.items.push(Item::Bracket { image: true });
            }
            '[' => {
                self.at += 1;
                self.brackets.push(self.items.len());
                self.items.push(Item::Bracket { image: false });
            }
            ']' => self.close(),
            '<' => self.autolink(),
            '\n' => self.newline(),
            _ => {
                let rest = self.rest();
                let plain = |c| matches!(c, '\\' | '`' | '*' | '_' | '!' | '[' | ']' | '<' | '\n');
                let skip = next.len_utf8();
                let end = rest
                    .get(skip..)
                    .and_then(|r| r.find(plain))
                    .map_or(rest.len(), |n| n + skip);
                let words = rest.get(..end).unwrap_or("").to_owned();
                self.at += end;
                self.push(&words);
            }
        }
    }

    fn escape(&mut self) {
        let after = self.rest().chars().nth(1);
        match after {
            Some('\n') => {
                self.at += 2;
                self.items.push(Item::Span(Span::Break));
            }
            Some(c) if c.is_ascii_punctuation() => {
                self.at += 2;
                self.push(c.encode_utf8(&mut [0; 4]));
            }
            _ => {
                self.at += 1;
                self.push("\\");
            }
        }
    }

    fn code(&mut self) {
        let rest = self.rest();
        let run = rest.len() - rest.trim_start_matches('`').len();
        let ticks = rest.get(..run).unwrap_or("").to_owned();
        let body = rest.get(run..).unwrap_or("");
        let mut from = 0;
        let mut found = None;
        while let Some(hit) = body.get(from..).and_then(|b| b.find('`')) {
            let start = from + hit;
            let tail = body.get(start..).unwrap_or("");
            let length = tail.len() - tail.trim_start_matches('`').len();
            if length == run {
                found = Some(start);
                break;
            }
            from = start + length;
        }
        match found {
            Some(end) => {
                let inner = body.get(..end).unwrap_or("").replace('\n', " ");
                let padded = inner.len() > 2
                    && inner.starts_with(' ')
                    && inner.ends_with(' ')
                    && !inner.trim().is_empty();
                let inner = if padded {
                    inner.get(1..inner.len() - 1).unwrap_or("").to_owned()
                } else {
                    inner
                };
                self.at += run + end + run;
                self.items.push(Item::Span(Span::Code(inner)));
            }
            None => {
                self.at += run;
                self.push(&ticks);
            }
        }
    }

    fn run(&mut self, mark: char) {
        let before = self.text.get(..self.at).and_then(|t| t.chars().next_back());
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches(mark).len();
        let after = rest.get(count..).and_then(|r| r.chars().next());
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let sign = |c: Option<char>| {
            c.is_some_and(|c| {
                c.is_ascii_punctuation()
                    || (!is_letter_or_digit(c) && !c.is_whitespace() && !c.is_ascii())
            })
        };
        let left = !space(after) && (!sign(after) || space(before) || sign(before));
        let right = !space(before) && (!sign(before) || space(after) || sign(after));
        let (opens, closes) = if mark == '_' {
            (
                left && (!right || sign(before)),
                right && (!left || sign(after)),
            )
        } else {
            (left, right)
        };
        self.at += count;
        self.items.push(Item::Run {
            mark,
            count,
            opens,
            closes,
        });
    }

    fn close(&mut self) {
        self.at += 1;
        let Some(open) = self.brackets.pop() else {
            self.push("]");
            return;
        };
        let image = matches!(self.items.get(open), Some(Item::Bracket { image: true }));
        let Some((address, length)) = target(self.rest()) else {
            self.push("]");
            return;
        };
        let inner = spans(pair(self.items.split_off(open + 1)));
        self.items.pop();
        self.at += length;
        let span = match safe(&address) {
            _ if image => Span::Image(address, plain(&inner)),
            true => Span::Link(address, inner),
            // What an unsafe link says is kept, where it leads is not.
            false => {
                self.items.extend(inner.into_iter().map(Item::Span));
                return;
            }
        };
        let span = match span {
            Span::Image(address, alt) if !safe(&address) => Span::Text(alt),
            span => span,
        };
        self.items.push(Item::Span(span));
        if !image {
            // A link in a link is none: brackets that still stand open before it are text.
            self.brackets
                .retain(|at| matches!(self.items.get(*at), Some(Item::Bracket { image: true })));
        }
    }

    fn autolink(&mut self) {
        let inner = self
            .rest()
            .get(1..)
            .and_then(|r| r.find(['>', '<', ' ', '\n']).and_then(|end| r.get(..=end)))
            .and_then(|r| r.strip_suffix('>'))
            .filter(|a| a.len() < LONGEST)
            .map(str::to_owned);
        let link = inner.and_then(|address| {
            let mail = address.contains('@') && !address.contains(':');
            let to = if mail {
                format_args!("mailto:{address}").to_string()
            } else {
                address.clone()
            };
            let absolute = mail || to.contains(':');
            (absolute && safe(&to)).then_some((to, address))
        });
        match link {
            Some((to, says)) => {
                self.at += says.len() + 2;
                self.items
                    .push(Item::Span(Span::Link(to, vec![Span::Text(says)])));
            }
            None => {
                self.at += 1;
                self.push("<");
            }
        }
    }

    fn newline(&mut self) {
        self.at += 1;
        let hard = match self.items.last_mut() {
            Some(Item::Text(last)) => {
                let kept = last.trim_end_matches(' ').len();
                let hard = last.len() - kept >= 2;
                last.truncate(kept);
                hard
            }
            _ => false,
        };
        if hard {
            self.items.push(Item::Span(Span::Break));
        } else {
            self.push("\n");
        }
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }
}

/// The address after a `]`, and how much of the text it took: `(address)` or `(<address> "title")`.
pub(super) fn target(rest: &str) -> Option<(String, usize)> {
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
fn safe(address: &str) -> bool {
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

/// Pairs the runs of `*` and `_`.
fn pair(items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let Item::Run {
            mark,
            mut count,
            opens,
            closes,
        } = item
        else {
            out.push(item);
            continue;
        };
        let whole = count;
        while closes && count > 0 {
            let Some(at) = partner(&out, mark, whole, opens) else {
                break;
            };
            let inner = spans(out.split_off(at + 1));
            let Some(Item::Run { count: left, .. }) = out.last_mut() else {
                break;
            };
            let strong = *left >= 2 && count >= 2;
            let used = if strong { 2 } else { 1 };
            *left -= used;
            count -= used;
            if *left == 0 {
                out.pop();
            }
            out.push(Item::Span(if strong {
                Span::Strong(inner)
            } else {
                Span::Emphasis(inner)
            }));
        }
        if count > 0 {
            out.push(Item::Run {
                mark,
                count,
                opens,
                closes,
            });
        }
    }
    out
}

/// The nearest run that opens what this one closes. Runs that both open and close pair only where their lengths do not add up
/// to a multiple of three (CommonMark, rules 9 and 10).
fn partner(out: &[Item], mark: char, count: usize, both: bool) -> Option<usize> {
    out.iter()
        .enumerate()
        .rev()
        .take(REACH)
        .find_map(|(at, item)| match item {
            Item::Run {
                mark: m,
                count: c,
                opens: true,
                closes,
            } if *m == mark
                && !((both || *closes)
                    && (c + count).is_multiple_of(3)
                    && !(c.is_multiple_of(3) && count.is_multiple_of(3))) =>
            {
                Some(at)
            }
            _ => None,
        })
}

/// What is left over is text.
fn spans(items: Vec<Item>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(items.len());
    for item in items {
        let text = match item {
            Item::Span(span) => {
                let span = if depth(&span) > DEPTH {
                    Span::Text(plain(&[span]))
                } else {
                    span
                };
                match (span, out.last_mut()) {
                    (Span::Text(text), Some(Span::Text(last))) => last.push_str(&text),
                    (span, _) => out.push(span),
                }
                continue;
            }
            Item::Text(text) => text,
            Item::Run { mark, count, .. } => mark.to_string().repeat(count),
            Item::Bracket { image } => String::from(if image { "![" } else { "[" }),
        };
        match out.last_mut() {
            Some(Span::Text(last)) => last.push_str(&text),
            _ => out.push(Span::Text(text)),
        }
    }
    out
}

fn depth(span: &Span) -> u8 {
    match span {
        Span::Emphasis(inner) | Span::Strong(inner) | Span::Link(_, inner) => {
            1 + inner.iter().map(depth).max().unwrap_or(0)
        }
        _ => 0,
    }
}
