use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::*;

fn text(text: &str) -> Span {
    Span::Text(text.into())
}

#[test]
fn paragraphs_lists_and_quotes() {
    let read = read("One\ntwo\n\n- a\n- b\n  1. c\n\n> said\nso");
    assert_eq!(
        read,
        [
            Block::Paragraph(vec![text("One\ntwo")]),
            Block::List(
                None,
                vec![
                    vec![Block::Paragraph(vec![text("a")])],
                    vec![
                        Block::Paragraph(vec![text("b")]),
                        Block::List(Some(1), vec![vec![Block::Paragraph(vec![text("c")])]]),
                    ],
                ]
            ),
            Block::Quote(vec![Block::Paragraph(vec![text("said\nso")])]),
        ]
    );
}

#[test]
fn nothing_runs() {
    for hostile in [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,hi)",
        "[x](vbscript:x)",
        "[x](<java\tscript:x>)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
    ] {
        let spans = line(hostile);
        assert!(
            !spans
                .iter()
                .any(|span| matches!(span, Span::Link(..) | Span::Image(..))),
            "{hostile}: {spans:?}"
        );
    }
    assert_eq!(
        read("<script>alert(1)</script>"),
        [Block::Paragraph(vec![text("<script>alert(1)</script>")])]
    );
}

#[test]
fn what_has_no_end_ends() {
    for piece in [
        ">", "[", "![", "*", "_a", "`", "- ", "1. ", "[a](", "**a ", "<", "\\", "&",
    ] {
        let long = piece.repeat(20_000);
        let _ = read(&long);
        let _ = line(&long);
    }
    let steps: String = (0..400).map(|n| " ".repeat(n * 2) + "- x\n").collect();
    let _ = read(&steps);
}

/// What a full reader makes of the same text, written down in one line.
fn oracle(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Start(tag) => out.push_str(match tag {
                Tag::Paragraph => "",
                Tag::Heading { level, .. } => match level {
                    HeadingLevel::H1 => "h1(",
                    HeadingLevel::H2 => "h2(",
                    HeadingLevel::H3 => "h3(",
                    _ => "h(",
                },
                Tag::BlockQuote(_) => "quote(",
                Tag::CodeBlock(_) => "code(",
                Tag::List(Some(_)) => "ol(",
                Tag::List(None) => "ul(",
                Tag::Item => "li(",
                Tag::Emphasis => "em(",
                Tag::Strong => "strong(",
                Tag::Link { .. } => "link(",
                Tag::Image { .. } => "image(",
                _ => "?",
            }),
            Event::End(tag) if tag != TagEnd::Paragraph => out.push(')'),
            Event::End(_) => {}
            Event::Text(text) => out.push_str(&text),
            Event::Code(code) => out.push_str(&["tick(", &code, ")"].concat()),
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push('/'),
            Event::Rule => out.push_str("rule"),
            other => panic!("not in these samples: {other:?}"),
        }
    }
    out
}

fn ours(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(spans) => spans_in_line(spans),
            Block::Heading(level, spans) => format!("h{level}({})", spans_in_line(spans)),
            Block::Quote(inner) => format!("quote({})", ours(inner)),
            Block::List(first, items) => {
                let items: String = items.iter().map(|i| format!("li({})", ours(i))).collect();
                format!("{}({items})", if first.is_some() { "ol" } else { "ul" })
            }
            Block::Code(code) => format!("code({code})"),
            Block::Rule => "rule".into(),
        })
        .collect()
}

fn spans_in_line(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) => text.clone(),
            Span::Emphasis(inner) => format!("em({})", spans_in_line(inner)),
            Span::Strong(inner) => format!("strong({})", spans_in_line(inner)),
            Span::Code(code) => format!("tick({code})"),
            Span::Link(_, inner) => format!("link({})", spans_in_line(inner)),
            Span::Image(_, alt) => format!("image({alt})"),
            Span::Break => "/".into(),
        })
        .collect()
}

#[test]
fn reads_what_teachers_write_as_a_full_reader_does() {
    for sample in [
        "Finish **three squares in a line** – across, down or corner to corner – to find out.",
        "*one* _two_ **three** __four__ ***five*** *a **b** c* **a *b* c**",
        "snake_case_word and 2 * 3 * 4 and * not a list",
        "a*b*c a_b_c **bold**ly \"*quoted*\"",
        "**unclosed and *this*",
        "foo***bar***baz and *foo**bar**baz*",
        "`code` ``a ` b`` ` spaced ` `unclosed",
        "[link](https://example.org/a_b_c) [*em*](x.html \"title\") [a](<b c>)",
        "![alt](a.png) [![pic](a.png)](b.html)",
        "[not a link] [nor](this one) ](x)",
        "<https://example.org> and <someone@example.org>",
        "a  \nhard and soft\nand \\\nslash",
        "\\*not\\* \\[at all\\] \\a",
        "# One\n## Two ##\n### Three #x\nText\n#no heading",
        "Title\n=====\n\nSub\n---\ntext\n\n---\n\n***",
        "- a\n- b\n\n  more b\n- c\n\n1. x\n2. y",
        "* a\n  * b\n    * c\n* d",
        "text\n- interrupts\n\ntext\n2. does not\n\ntext\n1. does",
        "> quote\n> more\n\n> > deep\n\nafter",
        "> - list in\n> - a quote",
        "```rust\nlet *a* = 1;\n```\n\n~~~\nb\n~~~\nafter",
        "    indented\n      code\n\ntext",
        "1) a\n2) b",
        "- a\n\n\n- b\n* new list",
        "para\n> quote",
        "a *b `c* d` e",
        "é*ü*ß «*x*» 水*水*水",
    ] {
        assert_eq!(ours(&read(sample)), oracle(sample), "{sample:?}");
    }
}

#[test]
fn a_bare_text_has_a_line_for_each_thought_and_no_marks() {
    let text = "# Water\n\nFinish **three** in a [line](x.html).\n\n> Ask\n\n- a cloud\n- a *river*\n\n---\n\n```\ncode\n```\n";
    assert_eq!(
        bare(text),
        "Water\nFinish three in a line.\nAsk\na cloud\na river\ncode"
    );
    assert_eq!(bare(" "), "");
}
