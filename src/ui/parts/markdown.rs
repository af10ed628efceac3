//! The teacher's Markdown as views. Never as HTML: a board can say anything and run nothing.

use super::math::code;
use super::{Show, View, el};

use crate::words::markdown::{Block, Span, read};

/// A text of several paragraphs. Its headings stand below the panel's own.
pub fn markdown(text: &str) -> View {
    el("div").class("cb-prose").kid(blocks(read(text))).view()
}

/// The same where a paragraph of its own would be too much: a single one loses its box.
pub fn brief(text: &str) -> View {
    let mut all = read(text);
    match (all.pop(), all.is_empty()) {
        (Some(Block::Paragraph(spans)), true) => spans_view(spans),
        (Some(last), _) => {
            all.push(last);
            blocks(all)
        }
        (None, _) => View::None,
    }
}

fn blocks(all: Vec<Block>) -> View {
    all.into_iter().map(block).collect::<Vec<_>>().view()
}

fn block(block: Block) -> View {
    match block {
        Block::Paragraph(spans) => el("p").kid(spans_view(spans)).view(),
        Block::Heading(_, spans) => el("h4").kid(spans_view(spans)).view(),
        Block::Quote(inner) => el("blockquote").kid(blocks(inner)).view(),
        Block::List(first, items) => {
            let items = items
                .into_iter()
                .map(|inner| el("li").kid(tight(inner)))
                .collect::<Vec<_>>();
            match first {
                Some(first) => el("ol").attr("start", first.to_string()).kid(items).view(),
                None => el("ul").kid(items).view(),
            }
        }
        Block::Code(text) => el("pre").class("cb-source").kid(text).view(),
        Block::Rule => el("hr").view(),
    }
}

/// A list item of one paragraph stands without a box of its own.
fn tight(mut inner: Vec<Block>) -> View {
    if matches!(inner.first(), Some(Block::Paragraph(_)))
        && let Block::Paragraph(spans) = inner.remove(0)
    {
        return (spans_view(spans), blocks(inner)).view();
    }
    blocks(inner)
}

fn spans_view(spans: Vec<Span>) -> View {
    spans.into_iter().map(span).collect::<Vec<_>>().view()
}

fn span(span: Span) -> View {
    match span {
        Span::Text(text) => text.view(),
        Span::Emphasis(inner) => el("em").kid(spans_view(inner)).view(),
        Span::Strong(inner) => el("strong").kid(spans_view(inner)).view(),
        Span::Code(text) => code(text),
        Span::Link(to, inner) => el("a")
            .attr("href", to)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .kid(spans_view(inner))
            .view(),
        Span::Image(src, alt) => el("img")
            .class("cb-figure")
            .attr("src", src)
            .attr("alt", alt)
            .attr("loading", "lazy")
            .view(),
        Span::Break => el("br").view(),
    }
}
