//! The teacher's Markdown as views. Never as HTML: a board can say anything and run nothing.

use leptos::prelude::*;

use crate::words::markdown::{Block, Span, read};

/// A text of several paragraphs. Its headings stand below the panel's own.
pub fn markdown(text: &str) -> AnyView {
    view! { <div class="cb-prose">{blocks(read(text))}</div> }.into_any()
}

/// The same where a paragraph of its own would be too much: a single one loses its box.
pub fn brief(text: &str) -> AnyView {
    let mut all = read(text);
    match (all.pop(), all.is_empty()) {
        (Some(Block::Paragraph(spans)), true) => spans_view(spans),
        (Some(last), _) => {
            all.push(last);
            blocks(all)
        }
        (None, _) => ().into_any(),
    }
}

fn blocks(all: Vec<Block>) -> AnyView {
    all.into_iter().map(block).collect_view().into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(spans) => view! { <p>{spans_view(spans)}</p> }.into_any(),
        Block::Heading(_, spans) => view! { <h4>{spans_view(spans)}</h4> }.into_any(),
        Block::Quote(inner) => view! { <blockquote>{blocks(inner)}</blockquote> }.into_any(),
        Block::List(first, items) => {
            let items = items
                .into_iter()
                .map(|inner| view! { <li>{tight(inner)}</li> })
                .collect_view();
            match first {
                Some(first) => view! { <ol start=first.to_string()>{items}</ol> }.into_any(),
                None => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        Block::Code(text) => view! { <pre class="cb-source">{text}</pre> }.into_any(),
        Block::Rule => view! { <hr/> }.into_any(),
    }
}

/// A list item of one paragraph stands without a box of its own.
fn tight(mut inner: Vec<Block>) -> AnyView {
    if matches!(inner.first(), Some(Block::Paragraph(_))) {
        if let Block::Paragraph(spans) = inner.remove(0) {
            return (spans_view(spans), blocks(inner)).into_any();
        }
    }
    blocks(inner)
}

fn spans_view(spans: Vec<Span>) -> AnyView {
    spans.into_iter().map(span).collect_view().into_any()
}

fn span(span: Span) -> AnyView {
    match span {
        Span::Text(text) => text.into_any(),
        Span::Emphasis(inner) => view! { <em>{spans_view(inner)}</em> }.into_any(),
        Span::Strong(inner) => view! { <strong>{spans_view(inner)}</strong> }.into_any(),
        Span::Code(text) => view! { <code>{text}</code> }.into_any(),
        Span::Link(to, inner) => view! {
            <a href=to target="_blank" rel="noopener noreferrer">{spans_view(inner)}</a>
        }
        .into_any(),
        Span::Image(src, alt) => {
            view! { <img class="cb-figure" src=src alt=alt loading="lazy"/> }.into_any()
        }
        Span::Break => view! { <br/> }.into_any(),
    }
}
