//! Runs of `*` and `_` are paired, and what is left over is text.

use super::Item;
use crate::words::markdown::{DEPTH, Span, plain};

/// How far back a mark looks for its partner: it keeps the work in proportion to the text.
const REACH: usize = 96;

/// Pairs the runs of `*` and `_`.
pub(super) fn pair(items: Vec<Item>) -> Vec<Item> {
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
pub(super) fn spans(items: Vec<Item>) -> Vec<Span> {
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
