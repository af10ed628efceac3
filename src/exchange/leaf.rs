//! A page of its own, as elements: what is put together here can be written as one HTML file and drawn on the screen, and says the
//! same on both.
//!
//! Names of elements and attributes are the program's own words. What people wrote gets in as text, or as the value of an
//! attribute, and is escaped in one place; an address is let in only where it is harmless. So no text can become an element.

use crate::words::markdown::{Block, Span, read};
use crate::words::math::formula;

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// Words. Never markup.
    Text(String),
    /// An element.
    Element(Tag),
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// `p`, `li`…
    pub name: &'static str,
    /// Names and values.
    pub attributes: Vec<(&'static str, String)>,
    /// What is inside, in order.
    pub inside: Vec<Leaf>,
}

/// Elements that have nothing inside and no end.
const VOID: [&str; 5] = ["br", "hr", "img", "meta", "input"];

/// What a picture's address says until its bytes are put there: the digest stands behind it.
pub const PICTURE: &str = "data:,";

/// A new element.
pub fn tag(name: &'static str) -> Tag {
    Tag {
        name,
        attributes: Vec::new(),
        inside: Vec::new(),
    }
}

impl Tag {
    /// With an attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With something more inside.
    pub fn kid(mut self, leaf: impl Into<Leaf>) -> Self {
        self.inside.push(leaf.into());
        self
    }

    /// With several more inside.
    pub fn kids<L: Into<Leaf>>(mut self, leaves: impl IntoIterator<Item = L>) -> Self {
        self.inside.extend(leaves.into_iter().map(Into::into));
        self
    }
}

impl From<Tag> for Leaf {
    fn from(tag: Tag) -> Self {
        Leaf::Element(tag)
    }
}

impl From<String> for Leaf {
    fn from(text: String) -> Self {
        Leaf::Text(text)
    }
}

impl From<&str> for Leaf {
    fn from(text: &str) -> Self {
        Leaf::Text(String::from(text))
    }
}

/// Somebody's words as they were written: they run in their own direction.
pub fn words(text: &str) -> Tag {
    tag("p")
        .with("class", "words")
        .with("dir", "auto")
        .kid(text)
}

/// A link, or its text alone where the address could do more than show a page.
pub fn link(to: &str, inside: Vec<Leaf>) -> Leaf {
    match is_harmless(to) {
        true => tag("a")
            .with("href", to)
            .with("rel", "noopener noreferrer")
            .kids(inside)
            .into(),
        false => tag("span").kids(inside).into(),
    }
}

/// A picture that was kept under a digest; nothing where the digest is none.
pub fn picture(digest: &str, alt: &str) -> Option<Tag> {
    is_digest(digest).then(|| {
        tag("img")
            .with("src", [PICTURE, digest].concat())
            .with("alt", alt)
    })
}

/// Markdown. What it shows from elsewhere is said in words: a page of its own asks nobody for anything.
pub fn markdown(text: &str) -> Tag {
    tag("div")
        .with("class", "prose")
        .with("dir", "auto")
        .kids(blocks(read(text)))
}

fn blocks(all: Vec<Block>) -> Vec<Leaf> {
    all.into_iter().map(block).collect()
}

fn block(block: Block) -> Leaf {
    match block {
        Block::Paragraph(inner) => tag("p").kids(spans(inner)),
        Block::Heading(_, inner) => tag("p").kid(tag("strong").kids(spans(inner))),
        Block::Quote(inner) => tag("blockquote").kids(blocks(inner)),
        Block::List(first, items) => {
            let items = items.into_iter().map(|item| tag("li").kids(blocks(item)));
            match first {
                Some(first) => tag("ol").with("start", first.to_string()).kids(items),
                None => tag("ul").kids(items),
            }
        }
        Block::Code(text) => tag("pre").kid(text),
        Block::Rule => tag("hr"),
    }
    .into()
}

fn spans(all: Vec<Span>) -> Vec<Leaf> {
    all.into_iter().map(span).collect()
}

fn span(span: Span) -> Leaf {
    match span {
        Span::Text(text) => Leaf::Text(text),
        Span::Emphasis(inner) => tag("em").kids(spans(inner)).into(),
        Span::Strong(inner) => tag("strong").kids(spans(inner)).into(),
        Span::Code(text) => match formula(&text) {
            Some(formula) => Leaf::Text(formula),
            None => tag("code").kid(text).into(),
        },
        Span::Link(to, inner) => link(&to, spans(inner)),
        Span::Image(_, alt) => Leaf::Text(alt),
        Span::Break => tag("br").into(),
    }
}

/// Leads to a page, or to a letter, and nowhere else.
fn is_harmless(address: &str) -> bool {
    let begins = |scheme: &str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (begins("https://") || begins("http://") || begins("mailto:"))
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn is_digest(digest: &str) -> bool {
    digest.strip_prefix("sha256:").is_some_and(|hex| {
        hex.len() == 64
            && hex
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// A whole HTML file.
pub struct Whole<'a> {
    /// BCP 47 tag.
    pub language: &'a str,
    /// Written from right to left.
    pub right_to_left: bool,
    /// For the browser's own tab.
    pub title: &'a str,
    /// What stands in it.
    pub body: &'a [Leaf],
}

/// How such a file looks: on a phone, in the dark, on paper.
const STYLE: &str = include_str!("leaf.css");

/// Nothing from elsewhere, and nothing that runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

impl Whole<'_> {
    /// The file. It asks nobody for anything, and nothing in it runs.
    pub fn write(&self) -> String {
        let head = tag("head")
            .kid(tag("meta").with("charset", "utf-8"))
            .kid(
                tag("meta")
                    .with("http-equiv", "Content-Security-Policy")
                    .with("content", POLICY),
            )
            .kid(
                tag("meta")
                    .with("name", "viewport")
                    .with("content", "width=device-width, initial-scale=1"),
            )
            .kid(
                tag("meta")
                    .with("name", "color-scheme")
                    .with("content", "light dark"),
            )
            .kid(tag("title").kid(self.title));
        let dir = if self.right_to_left { "rtl" } else { "ltr" };
        let mut out = String::from("<!doctype html>\n<html");
        attribute("lang", self.language, &mut out);
        attribute("dir", dir, &mut out);
        out.push_str(">\n");
        write_leaf(&head.into(), &mut out);
        // The one text that is not escaped is this program's own.
        if let Some(at) = out.rfind("</head>") {
            out.insert_str(at, &["<style>", STYLE, "</style>"].concat());
        }
        let body = tag("body").kid(tag("main").kids(self.body.iter().cloned()));
        write_leaf(&body.into(), &mut out);
        out.push_str("\n</html>\n");
        out
    }
}

/// Writes what stands on a page, every text escaped.
pub fn write_leaf(leaf: &Leaf, out: &mut String) {
    match leaf {
        Leaf::Text(text) => escaped(text, out),
        Leaf::Element(tag) => {
            out.push('<');
            out.push_str(tag.name);
            for (name, value) in &tag.attributes {
                attribute(name, value, out);
            }
            out.push('>');
            if VOID.contains(&tag.name) {
                return;
            }
            for inner in &tag.inside {
                write_leaf(inner, out);
            }
            out.push_str("</");
            out.push_str(tag.name);
            out.push('>');
        }
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escaped(value, out);
    out.push('"');
}

/// The one place where a text becomes HTML.
fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // HTML has no place for them.
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
