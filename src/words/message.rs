//! How a message is written: text with gaps, after ICU's MessageFormat.
//!
//! `{name}` is filled by the argument; `{n, plural, =0 {…} one {…} other {…}}` chooses by the number, and `#` in it is the
//! number; `{x, select, a {…} other {…}}` chooses by a text. An apostrophe is only an apostrophe; a brace is always a gap.

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A brace without its partner.
    Brace,
    /// A gap without a name.
    Nameless,
    /// A gap that is neither plain, `plural` nor `select`.
    Kind,
    /// A choice without an `other`.
    NoOther,
}

/// One part of a message.
pub(super) enum Part<'a> {
    Text(&'a str),
    /// `#`
    Number,
    Gap(&'a str),
    Choice {
        name: &'a str,
        plural: bool,
        /// Case and what it says.
        cases: Vec<(&'a str, &'a str)>,
    },
}

/// Takes the next part off a message.
pub(super) fn next(rest: &str) -> Result<Option<(Part<'_>, &str)>, Flaw> {
    match rest.chars().next() {
        None => Ok(None),
        Some('#') => Ok(Some((Part::Number, rest.get(1..).unwrap_or("")))),
        Some('}') => Err(Flaw::Brace),
        Some('{') => {
            let (inside, rest) = braced(rest)?;
            Ok(Some((gap(inside)?, rest)))
        }
        Some(_) => {
            let end = rest.find(['{', '}', '#']).unwrap_or(rest.len());
            let (text, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
            Ok(Some((Part::Text(text), rest)))
        }
    }
}

/// What stands between an opening brace and its partner, and what follows.
fn braced(text: &str) -> Result<(&str, &str), Flaw> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let inside = text.get(1..at).ok_or(Flaw::Brace)?;
            return Ok((inside, text.get(at + 1..).unwrap_or("")));
        }
    }
    Err(Flaw::Brace)
}

fn gap(inside: &str) -> Result<Part<'_>, Flaw> {
    let Some((name, rest)) = inside.split_once(',') else {
        let name = inside.trim();
        return if name.is_empty() {
            Err(Flaw::Nameless)
        } else {
            Ok(Part::Gap(name))
        };
    };
    let (kind, mut rest) = rest.split_once(',').ok_or(Flaw::Kind)?;
    let plural = match kind.trim() {
        "plural" => true,
        "select" => false,
        _ => return Err(Flaw::Kind),
    };
    let mut cases = Vec::new();
    while let Some(at) = rest.find('{') {
        let (case, body) = rest.split_at_checked(at).ok_or(Flaw::Brace)?;
        let (says, after) = braced(body)?;
        cases.push((case.trim(), says));
        rest = after;
    }
    if !cases.iter().any(|(case, _)| *case == "other") {
        return Err(Flaw::NoOther);
    }
    Ok(Part::Choice {
        name: name.trim(),
        plural,
        cases,
    })
}

/// The names of a message's gaps, sorted, each once: what a translation must keep.
pub fn gaps(message: &str) -> Result<Vec<&str>, Flaw> {
    let mut found = Vec::new();
    let mut rest = message;
    while let Some((part, after)) = next(rest)? {
        match part {
            Part::Text(_) | Part::Number => {}
            Part::Gap(name) => found.push(name),
            Part::Choice { name, cases, .. } => {
                found.push(name);
                for (_, says) in cases {
                    found.extend(gaps(says)?);
                }
            }
        }
        rest = after;
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_found_at_every_depth() {
        let message =
            "{who}: {n, plural, one {# of {all}} other {{kind, select, a {{deep}} other {}}}}";
        assert_eq!(gaps(message), Ok(vec!["all", "deep", "kind", "n", "who"]));
    }

    #[test]
    fn flaws_are_named() {
        for (message, flaw) in [
            ("{open", Flaw::Brace),
            ("shut}", Flaw::Brace),
            ("{}", Flaw::Nameless),
            ("{n, ordinal, other {#}}", Flaw::Kind),
            ("{n, plural, one {#}}", Flaw::NoOther),
        ] {
            assert_eq!(gaps(message), Err(flaw), "{message}");
        }
    }
}
