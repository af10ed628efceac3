use proptest::prelude::*;

use super::*;

fn html(leaf: impl Into<Leaf>) -> String {
    let mut out = String::new();
    write_leaf(&leaf.into(), &mut out);
    out
}

/// Every tag of a text with its attributes, read as a browser reads them, but for what a browser forgives: that is a fault here.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name_end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '/')
            .expect("a tag ends");
        let name = rest[..name_end].to_owned();
        rest = &rest[name_end..];
        let mut attributes = Vec::new();
        while let Some(more) = rest.strip_prefix(' ') {
            let (key, value) = more.split_once("=\"").expect("an attribute has a value");
            let (value, after) = value.split_once('"').expect("a value ends");
            assert!(
                key.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{key}"
            );
            attributes.push((key.to_owned(), value.to_owned()));
            rest = after;
        }
        rest = rest.strip_prefix('>').expect("a tag is closed");
        found.push((name, attributes));
    }
    found
}

/// What no file of ours may have in it.
fn is_calm(html: &str) {
    for (name, attributes) in tags(html) {
        let name = name.trim_start_matches('/');
        assert!(
            [
                "p",
                "em",
                "strong",
                "code",
                "pre",
                "a",
                "span",
                "br",
                "hr",
                "ul",
                "ol",
                "li",
                "blockquote",
                "div",
                "img"
            ]
            .contains(&name),
            "{name} in {html}"
        );
        for (key, value) in attributes {
            assert!(
                ["class", "dir", "href", "rel", "start", "src", "alt"].contains(&key.as_str()),
                "{key} in {html}"
            );
            match key.as_str() {
                "href" => assert!(
                    ["http://", "https://", "mailto:"]
                        .iter()
                        .any(|scheme| value.to_ascii_lowercase().starts_with(scheme)),
                    "{value}"
                ),
                "src" => assert!(value.starts_with("data:,sha256:"), "{value}"),
                _ => {}
            }
        }
    }
}

#[test]
fn what_people_write_is_never_an_element() {
    for (text, says) in [
        (
            "<script>alert(1)</script>",
            "<p class=\"words\" dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ),
        (
            "\" onclick='x' &amp; \u{0}\u{7}\n",
            "<p class=\"words\" dir=\"auto\">&quot; onclick=&#39;x&#39; &amp;amp; \n</p>",
        ),
    ] {
        assert_eq!(html(words(text)), says);
    }
}

#[test]
fn markdown_keeps_its_marks_and_asks_nobody_for_anything() {
    for (text, says) in [
        (
            "A *very* **good** `try`",
            "<p>A <em>very</em> <strong>good</strong> <code>try</code></p>",
        ),
        (
            "![A cloud](https://elsewhere.example/spy.png)",
            "<p>A cloud</p>",
        ),
        (
            "[Here](https://a.org/?b=1&c=2) [not](javascript:alert(1)) [nor](page.html)",
            "<p><a href=\"https://a.org/?b=1&amp;c=2\" rel=\"noopener noreferrer\">Here</a> not <span>nor</span></p>",
        ),
        (
            "<img src=x onerror=alert(1)>",
            "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
        ),
        (
            "# Big\n\n3. three",
            "<p><strong>Big</strong></p><ol start=\"3\"><li><p>three</p></li></ol>",
        ),
    ] {
        let whole = ["<div class=\"prose\" dir=\"auto\">", says, "</div>"].concat();
        assert_eq!(html(markdown(text)), whole, "{text}");
        is_calm(&whole);
    }
}

#[test]
fn a_picture_has_a_digest_or_is_none() {
    let digest = ["sha256:", &"0a".repeat(32)].concat();
    let shown = picture(&digest, "My \"cat\"").map(html);
    assert_eq!(
        shown,
        Some(format!(
            "<img src=\"data:,{digest}\" alt=\"My &quot;cat&quot;\">"
        ))
    );
    for none in ["", "sha256:", "sha256:0A", "\"><script>", &digest[..70]] {
        assert_eq!(picture(none, ""), None, "{none}");
    }
}

#[test]
fn a_file_has_a_language_a_direction_a_policy_and_no_script() {
    let file = Whole {
        language: "ar\"><script>",
        right_to_left: true,
        title: "</title><script>alert(1)</script></head>",
        body: &[words("</head></style>").into()],
    }
    .write();
    assert!(
        file.starts_with(
            "<!doctype html>\n<html lang=\"ar&quot;&gt;&lt;script&gt;\" dir=\"rtl\">\n<head><meta charset=\"utf-8\">"
        ),
        "{file}"
    );
    assert!(file.contains("default-src &#39;none&#39;"));
    assert_eq!(file.matches("</head>").count(), 1);
    assert_eq!(file.matches("<style>").count(), 1);
    assert!(!file.contains("<script"));
    assert!(file.contains("<title>&lt;/title&gt;&lt;script&gt;"));
}

/// Whatever looks like markup, or like what ends it.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<"),
        Just(">"),
        Just("\""),
        Just("'"),
        Just("&"),
        Just("`"),
        Just("*"),
        Just("_"),
        Just("["),
        Just("]("),
        Just(")"),
        Just("!["),
        Just("<script>"),
        Just("</script>"),
        Just("<!--"),
        Just("-->"),
        Just("javascript:"),
        Just("data:text/html,"),
        Just("https://a.org"),
        Just(" onload="),
        Just("\n"),
        Just("> "),
        Just("- "),
        Just("1. "),
        Just("# "),
        Just("```\n"),
        Just("\u{202e}"),
        Just("\u{0}"),
        Just("&lt;"),
        Just("]("),
        Just("https://a\" onclick=\"x"),
        Just("ab"),
        Just(" "),
        Just("مرحبا"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_makes_a_tag_that_was_not_meant(text in hostile(), any in ".{0,60}") {
        for text in [&text, &any] {
            is_calm(&html(words(text)));
            is_calm(&html(markdown(text)));
            is_calm(&html(link(text, vec![text.as_str().into()])));
            let digest = ["sha256:", &"0a".repeat(32)].concat();
            is_calm(&html(picture(&digest, text).unwrap()));
            // And the words are all there, once they are read again.
            let read = html(words(text)).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
            let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            prop_assert_eq!(read, format!("<p class=\"words\" dir=\"auto\">{kept}</p>"));
        }
    }
}
