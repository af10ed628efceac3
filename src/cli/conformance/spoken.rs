//! What the kit says of an answer, in sentences that name the field and what is wanted there; and as much of a message as fits a screen.

use std::rc::Rc;

use serde_json::Value;

use crate::exchange::{EventFault, Unreadable};
use crate::words::{Plain, Tongue};

/// Characters of a message that are shown.
const SHOWN: usize = 600;

/// Of them, before what it is about.
const BEFORE: usize = 200;

/// Why an answer is none of the contract's.
pub(super) fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::NotJson => String::from("its status is 200, and what came is no JSON"),
        Unreadable::NotContract => {
            String::from("its field `contract` is missing, or no number: 1 is wanted")
        }
        Unreadable::Version(version) => {
            format!("its field `contract` is {version}: 1 is wanted")
        }
        Unreadable::Field(path) => format!("its field `{path}` has to be {}", wanted(path)),
    }
}

/// What a field of an answer holds, by its path.
fn wanted(path: &str) -> &'static str {
    match path {
        "accepted" => "a list of ids",
        "refused" => "a list of objects with `id`, `code` and `message`",
        "events" => "a list of events",
        "cursor" => "text or null",
        "more" => "true or false",
        _ if path.starts_with("refused[") && path.ends_with(']') => {
            "an object with `id`, `code` and `message`"
        }
        _ => "text",
    }
}

/// Why an event of an answer cannot be read.
pub(super) fn fault(fault: &EventFault) -> String {
    let tongue = Tongue::english(Rc::new(Plain::default()));
    let says = tongue.text(&fault.says, &|_| String::new());
    let dot = if fault.field.is_empty() { "" } else { "." };
    format!("its events[{}]{dot}{}: {says}", fault.index, fault.field)
}

/// The id of an event of an answer, by its place.
pub(super) fn id_at(came: &str, index: usize) -> Option<String> {
    let answer: Value = serde_json::from_str(came).ok()?;
    let id = answer.get("events")?.get(index)?.get("id")?.as_str()?;
    Some(String::from(id))
}

/// Text that fits a screen: from its beginning, or what stands around the first place that names what it is about.
pub(super) fn short(text: &str, about: Option<&str>) -> String {
    let all = text.chars().count();
    if all <= SHOWN {
        return String::from(text);
    }
    let at = about.and_then(|about| text.find(about)).unwrap_or(0);
    let before = text.get(..at).unwrap_or_default().chars().count();
    let from = before.saturating_sub(BEFORE).min(all - SHOWN);
    let shown: String = text.chars().skip(from).take(SHOWN).collect();
    let [head, tail] = [from > 0, from + SHOWN < all].map(|cut| if cut { "…" } else { "" });
    format!("{head}{shown}{tail} ({all} characters)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_answer_is_told_by_its_field() {
        for (answer, says) in [
            (
                "<!doctype html>",
                "its status is 200, and what came is no JSON",
            ),
            (
                "[]",
                "its field `contract` is missing, or no number: 1 is wanted",
            ),
            (
                r#"{"contract":2}"#,
                "its field `contract` is 2: 1 is wanted",
            ),
            (
                r#"{"contract":1,"accepted":[7]}"#,
                "its field `accepted[0]` has to be text",
            ),
            (
                r#"{"contract":1,"cursor":7}"#,
                "its field `cursor` has to be text or null",
            ),
            (
                r#"{"contract":1,"more":"no"}"#,
                "its field `more` has to be true or false",
            ),
            (
                r#"{"contract":1,"refused":["x"]}"#,
                "its field `refused[0]` has to be an object with `id`, `code` and `message`",
            ),
            (
                r#"{"contract":1,"refused":[{"code":"no"}]}"#,
                "its field `refused[0].id` has to be text",
            ),
        ] {
            let why = crate::exchange::Response::read(answer).unwrap_err();
            assert_eq!(unreadable(&why), says, "{answer}");
        }
    }

    #[test]
    fn an_event_at_fault_is_told_by_its_place() {
        let came = r#"{"contract":1,"events":[{"id":"x","at":"noon","type":"done"}]}"#;
        let faults = crate::exchange::Response::read(came).unwrap().faults;
        assert_eq!(
            fault(&faults[0]),
            "its events[0].at: `at` must be a date and time with its zone, as in 2026-11-21T09:30:00Z."
        );
        assert_eq!(id_at(came, 0).as_deref(), Some("x"));
        assert_eq!(id_at(came, 1), None);
    }

    #[test]
    fn what_is_shown_of_a_long_text_is_what_it_is_about() {
        assert_eq!(short("äöü", Some("ü")), "äöü");
        let long = format!("{}here{}", "ä".repeat(1000), "ö".repeat(1000));
        let shown = short(&long, Some("here"));
        assert!(shown.starts_with("…ä") && shown.contains("here"), "{shown}");
        assert!(shown.ends_with("ö… (2004 characters)"), "{shown}");
        let from_the_start = short(&long, Some("nowhere"));
        assert!(from_the_start.starts_with('ä') && !from_the_start.contains("here"));
        let end = short(&format!("{}end", "ä".repeat(1000)), Some("end"));
        assert!(end.ends_with("end (1003 characters)"), "{end}");
    }
}
