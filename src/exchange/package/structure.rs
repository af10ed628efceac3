//! `cmi5.xml` by the rules of cmi5's CourseStructure.xsd (version 1): no registry has a package with the file itself, so what it says of the elements and
//! attributes that are written here stands below, and a manifest that breaks a rule is seen to.

use super::manifest::cmi5;
use crate::board::read;

const SPACE: &str = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";

/// An element: its name, attributes, text and the elements in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    inner: Vec<Element>,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn names(&self) -> Vec<&str> {
        self.inner.iter().map(|inner| inner.name.as_str()).collect()
    }

    /// Nothing but elements in it, these in this order, and no attributes but these.
    fn holds(&self, names: &[&str], attributes: &[&str]) -> Result<(), String> {
        if !self.text.trim().is_empty() {
            return Err(format!("text in {}", self.name));
        }
        if self.names() != names {
            return Err(format!("{} holds {:?}", self.name, self.names()));
        }
        let mut all = self.attributes.iter();
        match all.find(|(name, _)| !attributes.contains(&name.as_str())) {
            Some((name, _)) => Err(format!("{} has {name}", self.name)),
            None => Ok(()),
        }
    }
}

/// The element at the beginning of a text, and what follows it.
fn element(text: &str) -> Result<(Element, &str), String> {
    let fault = || format!("no element: {:.40}", text);
    let (tag, mut rest) = text
        .strip_prefix('<')
        .and_then(|text| text.split_once('>'))
        .ok_or_else(fault)?;
    let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut element = Element {
        name: name.to_owned(),
        ..Element::default()
    };
    while let Some((name, value)) = attributes.trim_start().split_once("=\"") {
        let (value, after) = value.split_once('"').ok_or_else(fault)?;
        if element.attribute(name).is_some() {
            return Err(format!("{name} twice"));
        }
        element.attributes.push((name.to_owned(), plain(value)?));
        attributes = after;
    }
    let end = format!("</{name}>");
    loop {
        let at = rest.find('<').ok_or_else(fault)?;
        let (text, tag) = rest.split_at(at);
        element.text += &plain(text)?;
        if let Some(after) = tag.strip_prefix(&end) {
            return Ok((element, after));
        }
        let (inner, after) = self::element(tag)?;
        element.inner.push(inner);
        rest = after;
    }
}

/// Text as it is meant: every `&` begins one of XML's own names, and every sign is one that XML has.
fn plain(text: &str) -> Result<String, String> {
    let mut plain = text.to_owned();
    for (name, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")] {
        plain = plain.replace(name, sign);
    }
    if text
        .replace("&lt;", "")
        .replace("&gt;", "")
        .replace("&quot;", "")
        .replace("&amp;", "")
        .contains('&')
    {
        return Err(format!("a bare & in {text}"));
    }
    if text
        .chars()
        .any(|sign| sign < ' ' && !"\t\n\r".contains(sign))
    {
        return Err(format!("a sign that XML has not in {text:?}"));
    }
    Ok(plain.replace("&amp;", "&"))
}

/// `xs:anyURI`, and as cmi5 has it of ids (13.1): an absolute IRI.
fn is_iri(text: &str) -> bool {
    let odd = |sign: char| sign <= ' ' || "<>\"{}|\\^`".contains(sign);
    text.split_once(':').is_some_and(|(scheme, rest)| {
        let mut letters = scheme.chars();
        letters
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
            && letters.all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign))
            && !rest.is_empty()
    }) && !text.contains(odd)
}

/// `xs:language`.
fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(at, part)| {
        let fits = |sign: char| sign.is_ascii_alphabetic() || (at > 0 && sign.is_ascii_digit());
        (1..=8).contains(&part.len()) && part.chars().all(fits)
    })
}

/// A title or description: one langstring or more, each with text and the tag of its language.
fn words(element: &Element) -> Result<(), String> {
    element.holds(&vec!["langstring"; element.inner.len().max(1)], &[])?;
    for one in &element.inner {
        let language = one.attribute("lang").unwrap_or("");
        if !is_language(language) || one.attributes.len() != 1 || !one.inner.is_empty() {
            return Err(format!("a langstring of {language:?}"));
        }
        if one.text.trim().is_empty() {
            return Err(String::from("a langstring without words"));
        }
    }
    Ok(())
}

/// Every rule that bears on what we write.
fn faults(manifest: &str) -> Result<(), String> {
    let text = manifest
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .ok_or("no XML")?;
    let (all, after) = element(text)?;
    if !after.trim().is_empty() || all.name != "courseStructure" {
        return Err(String::from("something besides the course structure"));
    }
    if all.attribute("xmlns") != Some(SPACE) {
        return Err(String::from("another name space"));
    }
    all.holds(&["course", "au"], &["xmlns"])?;
    let [course, unit] = all.inner.as_slice() else {
        return Err(String::from("no course and unit"));
    };
    course.holds(&["title", "description"], &["id"])?;
    let attributes = [
        "id",
        "moveOn",
        "masteryScore",
        "launchMethod",
        "activityType",
    ];
    unit.holds(&["title", "description", "url"], &attributes)?;
    for element in [course, unit] {
        if !element.attribute("id").is_some_and(is_iri) {
            return Err(format!("{} has no IRI for an id", element.name));
        }
        element.inner.iter().take(2).try_for_each(words)?;
    }
    if course.attribute("id") == unit.attribute("id") {
        return Err(String::from("course and unit have one id"));
    }
    let among = |name: &str, values: &[&str]| match unit.attribute(name) {
        Some(value) if values.contains(&value) => Ok(()),
        other => Err(format!("{name} is {other:?}")),
    };
    // The schema lets both be left out; here each is to be said.
    let met = [
        "NotApplicable",
        "Passed",
        "Completed",
        "CompletedAndPassed",
        "CompletedOrPassed",
    ];
    among("moveOn", &met)?;
    among("launchMethod", &["AnyWindow", "OwnWindow"])?;
    if let Some(score) = unit.attribute("masteryScore") {
        let score: f64 = score.parse().map_err(|_| "masteryScore is no number")?;
        if !(0.0..=1.0).contains(&score) {
            return Err(String::from("masteryScore is not from 0 to 1"));
        }
    }
    let url = unit
        .inner
        .last()
        .filter(|url| url.inner.is_empty() && url.attributes.is_empty());
    match url {
        Some(url) if !url.text.is_empty() && !url.text.contains([' ', '<', '"', '\\']) => Ok(()),
        _ => Err(String::from("no address")),
    }
}

fn manifest(board: &str) -> String {
    cmi5(&read(board.as_bytes()).board.unwrap())
}

const SMALL: &str = r#"{ "choiceboard": 1, "id": "w", "title": "Water", "about": "All of it.", "activities": [{ "id": "a", "title": "A" }] }"#;

#[test]
fn every_manifest_keeps_the_rules() {
    let odd = r#"{ "choiceboard": 1, "id": "7 \"odd\" <b>~ é 水", "title": "A \u0001 & <b> ]]> 'x'", "language": "de-CH-1996", "activities": [{ "id": "a", "title": "A" }] }"#;
    let several = r#"{ "choiceboard": 1, "id": "w", "title": { "es": "Agua", "en": "Water" }, "about": { "en": "Yes" }, "language": "es", "activities": [{ "id": "a", "title": "A" }] }"#;
    // A language that is none is an error of the board's, so no package has one.
    let wrong = r#"{ "choiceboard": 1, "id": "w", "title": "W", "language": "Schweizer Hochdeutsch!", "activities": [{ "id": "a", "title": "A" }] }"#;
    assert!(read(wrong.as_bytes()).board.is_none());
    for board in [SMALL, odd, several] {
        let manifest = manifest(board);
        assert_eq!(faults(&manifest), Ok(()), "{manifest}");
    }
    let boards = concat!(env!("CARGO_MANIFEST_DIR"), "/boards");
    let mut seen = 0;
    for entry in std::fs::read_dir(boards).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        if path.extension().is_some_and(|kind| kind == "json")
            && let Some(board) = read(text.as_bytes()).board
        {
            let manifest = cmi5(&board);
            assert_eq!(faults(&manifest), Ok(()), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn whatever_breaks_a_rule_is_seen() {
    let good = manifest(SMALL);
    for (part, broken) in [
        ("CourseStructure.xsd", "CourseStructure.xml"),
        ("<course id", "<curse id"),
        ("<course id=", "<course ID="),
        ("<course id=\"", "<course id=\"water "),
        ("<title>", "<name>"),
        ("<langstring lang=\"en\">All of it.</langstring>", ""),
        ("<langstring lang=\"en\">", "<langstring>"),
        ("lang=\"en\"", "lang=\"in English\""),
        (">Water<", "><"),
        (">Water<", ">Water & ice<"),
        (" moveOn=\"Completed\"", ""),
        ("moveOn=\"Completed\"", "moveOn=\"Done\""),
        ("\"AnyWindow\"", "\"Any\""),
        ("launchMethod", "launch"),
        ("launchMethod=", "masteryScore=\"1.5\" launchMethod="),
        ("<url>index.html</url>", ""),
        ("index.html", ""),
        ("</au>", "<launchData>x</launchData></au>"),
        (":course\"", "\""),
        ("</courseStructure>", "</courseStructure><au></au>"),
    ] {
        let manifest = good.replacen(part, broken, 1);
        assert_ne!(manifest, good, "{part}");
        assert!(faults(&manifest).is_err(), "{part} -> {broken}");
    }
}
