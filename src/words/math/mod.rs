//! Mathematics in the teacher's texts, as data for a screen: `` `$ \frac{1}{2} $` ``, code whose first and last sign is a dollar. Plain dollars mean
//! money on many boards, and code with dollars around it means nothing else on any.
//!
//! Reads a small part of TeX's notation. Of what it does not know it reads nothing, so that nobody sees half a formula. Nothing it is given can make it
//! fail or nest without end.

mod names;
mod plain;
mod read;

use super::markdown::{Block, Span};

pub use plain::{formula, in_a_line};
pub use read::read;

/// A formula, or a piece of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Math {
    /// Several, side by side.
    Row(Vec<Math>),
    /// `12`, `3.5`
    Number(String),
    /// `x`, `π`, or a name such as `sin`.
    Name(String),
    /// `+`, `≤`, `(`
    Sign(String),
    /// Words.
    Text(String),
    /// One over the other.
    Fraction(Box<[Math; 2]>),
    /// A root: of what, and which one, where it is not the square root.
    Root(Box<Math>, Option<Box<Math>>),
    /// Something with a piece below it, above it, or both.
    Scripts {
        /// What they belong to.
        base: Box<Math>,
        /// Below.
        sub: Option<Box<Math>>,
        /// Above.
        sup: Option<Box<Math>>,
    },
}

/// The formula of a piece of code, as it was written; nothing where it is plain code.
pub fn source(code: &str) -> Option<&str> {
    let inner = code.trim().strip_prefix('$')?.strip_suffix('$')?.trim();
    (!inner.is_empty() && !inner.contains("$$")).then_some(inner)
}

/// Formulas in a Markdown text that cannot be read, as they were written.
pub fn unread(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.contains('`') && text.contains('$') {
        of_blocks(&super::markdown::read(text), &mut found);
    }
    found
}

fn of_blocks(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) | Block::Heading(_, spans) => of_spans(spans, found),
            Block::Quote(inner) => of_blocks(inner, found),
            Block::List(_, items) => items.iter().for_each(|inner| of_blocks(inner, found)),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn of_spans(spans: &[Span], found: &mut Vec<String>) {
    for span in spans {
        match span {
            Span::Code(code) => {
                let formula = source(code).filter(|formula| read(formula).is_none());
                found.extend(formula.map(str::to_owned));
            }
            Span::Emphasis(inner) | Span::Strong(inner) | Span::Link(_, inner) => {
                of_spans(inner, found);
            }
            Span::Text(_) | Span::Image(..) | Span::Break => {}
        }
    }
}

#[cfg(test)]
mod tests;
