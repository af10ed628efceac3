//! The Markdown that teachers write, as data for a screen: blocks of spans, never HTML.
//!
//! Reads the CommonMark a choice board needs: paragraphs, headings, emphasis, code, links, pictures, lists, quotes, rules. Raw
//! HTML, reference links and named entities stay the text they are. A full reader (pulldown-cmark) would cost the student's
//! page 55 KB more to download; the tests hold this one to it.
//!
//! Nothing it is given can make it fail, nest without end, or take longer than in proportion.

mod addresses;
mod blocks;
mod spans;

pub use addresses::{Leads, addresses, readdressed};
pub use blocks::read;
pub use spans::line;

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Span>),
    /// Level 1 to 6, as written.
    Heading(u8, Vec<Span>),
    /// Somebody else's words.
    Quote(Vec<Block>),
    /// Numbered from `Some(first)`, or with dots.
    List(Option<u32>, Vec<Vec<Block>>),
    /// Kept as it stands.
    Code(String),
    /// A line across.
    Rule,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// Words. Never markup.
    Text(String),
    /// `*so*`
    Emphasis(Vec<Span>),
    /// `**so**`
    Strong(Vec<Span>),
    /// `` `so` ``
    Code(String),
    /// Address (`http`, `https`, `mailto` or relative; anything else is not a link) and what it says.
    Link(String, Vec<Span>),
    /// Address and what it shows in words.
    Image(String, String),
    /// A new line.
    Break,
}

/// How deep quotes, lists and emphasis may nest; what is deeper is text.
const DEPTH: u8 = 12;

/// The text alone, without its marks.
pub fn plain(spans: &[Span]) -> String {
    let mut out = String::new();
    gather(spans, &mut out);
    out
}

fn gather(spans: &[Span], out: &mut String) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) | Span::Image(_, text) => out.push_str(text),
            Span::Emphasis(inner) | Span::Strong(inner) | Span::Link(_, inner) => {
                gather(inner, out);
            }
            Span::Break => out.push(' '),
        }
    }
}

/// A whole text without its marks, a line for each paragraph and each item: for those who show nothing but text.
#[inline(never)]
pub fn bare(text: &str) -> String {
    let mut lines = Vec::new();
    lay(&read(text), &mut lines);
    lines.join("\n")
}

fn lay(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) | Block::Heading(_, spans) => lines.push(plain(spans)),
            Block::Quote(inner) => lay(inner, lines),
            Block::List(_, items) => items.iter().for_each(|item| lay(item, lines)),
            Block::Code(text) => lines.push(text.trim_end().to_owned()),
            Block::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests;
