//! Where a text's pictures and links lead, and the same text with other addresses. Few texts have any, so a page reads this only where one does.

use super::spans::target;
use super::{Block, Span, read};

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// Of a picture, which is shown in the text.
    Picture(String),
    /// Of a link, which is followed.
    Link(String),
}

impl Leads {
    /// Where it leads.
    pub fn to(&self) -> &str {
        let (Leads::Picture(address) | Leads::Link(address)) = self;
        address
    }
}

/// The addresses of a text, in its order.
pub fn addresses(text: &str) -> Vec<Leads> {
    let mut all = Vec::new();
    // Nothing else begins an address that could lie beside a board.
    if text.contains("](") {
        of_blocks(read(text), &mut all);
    }
    all
}

/// The text with this before each of its addresses of which that holds; nothing where there is none. An empty address leads nowhere, and stays so.
/// Code that is written like such a link is changed with it.
pub fn readdressed(text: &str, before: &str, which: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut meant = addresses(text);
    meant.retain(|leads| !leads.to().is_empty() && which(leads.to()));
    if meant.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + before.len());
    let mut parts = text.split("](");
    out.push_str(parts.next()?);
    let mut at = out.len();
    for part in parts {
        out.push_str("](");
        let rest = text.get(at + 1..)?;
        let to = target(rest).map(|(address, _)| address);
        if to.is_some_and(|to| meant.iter().any(|leads| leads.to() == to)) {
            let inner = part.trim_start();
            let inner = inner.strip_prefix('<').unwrap_or(inner);
            let (lead, inner) = part.split_at_checked(part.len() - inner.len())?;
            out.extend([lead, before, inner]);
        } else {
            out.push_str(part);
        }
        at += 2 + part.len();
    }
    Some(out)
}

fn of_blocks(blocks: Vec<Block>, all: &mut Vec<Leads>) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) | Block::Heading(_, spans) => of_spans(spans, all),
            Block::Quote(inner) => of_blocks(inner, all),
            Block::List(_, items) => items.into_iter().for_each(|item| of_blocks(item, all)),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn of_spans(spans: Vec<Span>, all: &mut Vec<Leads>) {
    for span in spans {
        match span {
            Span::Emphasis(inner) | Span::Strong(inner) => of_spans(inner, all),
            Span::Link(to, inner) => {
                of_spans(inner, all);
                all.push(Leads::Link(to));
            }
            Span::Image(to, _) => all.push(Leads::Picture(to)),
            Span::Text(_) | Span::Code(_) | Span::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn beside(address: &str) -> bool {
        !address.is_empty() && !address.contains(':')
    }

    #[test]
    fn addresses_of_pictures_and_links_are_found_wherever_they_stand() {
        let text = "# [a](1.html)\n\n> ![b](2.svg)\n\n- **![c]( <3 4.svg> \"Three\" )**\n\n[![d](5.svg)](https://e.example)\n\n`[f](6)` [g] (7)";
        let picture = |to: &str| Leads::Picture(to.to_owned());
        let link = |to: &str| Leads::Link(to.to_owned());
        assert_eq!(
            addresses(text),
            [
                link("1.html"),
                picture("2.svg"),
                picture("3 4.svg"),
                picture("5.svg"),
                link("https://e.example")
            ]
        );
        assert_eq!(
            readdressed(text, "b/", &beside).unwrap(),
            "# [a](b/1.html)\n\n> ![b](b/2.svg)\n\n- **![c]( <b/3 4.svg> \"Three\" )**\n\n[![d](b/5.svg)](https://e.example)\n\n`[f](6)` [g] (7)"
        );
    }

    #[test]
    fn a_text_without_any_stays() {
        for text in [
            "",
            "Words (of [mine])",
            "[a](https://e.example)",
            "](a",
            "[a](b",
        ] {
            assert_eq!(readdressed(text, "b/", &beside), None, "{text}");
        }
    }

    /// Nobody writes an address that is the beginning of another link, or a link between the angles of one.
    fn is_odd(text: &str, found: &[Leads]) -> bool {
        let in_angles = |rest: &str| {
            rest.split('>')
                .next()
                .is_some_and(|inner| inner.contains(':'))
        };
        text.split('<').skip(1).any(in_angles)
            || found
                .iter()
                .any(|leads| leads.to().contains(['[', ']', '(']))
    }

    proptest! {
        #[test]
        fn each_address_beside_is_led_elsewhere_and_nothing_else_changes(
            text in "([ab!\\[\\]()<>\\\\`\"é\n:/]|\\]\\(|!\\[){0,40}",
        ) {
            let before = addresses(&text);
            prop_assume!(!is_odd(&text, &before));
            if let Some(text) = readdressed(&text, "b/", &beside) {
                let wanted: Vec<Leads> = before.into_iter().map(|leads| match leads {
                    Leads::Picture(to) if beside(&to) => Leads::Picture(["b/", &to].concat()),
                    Leads::Link(to) if beside(&to) => Leads::Link(["b/", &to].concat()),
                    other => other,
                }).collect();
                prop_assert_eq!(addresses(&text), wanted);
            } else {
                prop_assert!(before.iter().all(|leads| !beside(leads.to())));
            }
        }
    }
}
