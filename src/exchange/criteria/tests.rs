//! The sentences, rule by rule.

use std::collections::BTreeSet;

use super::*;
use crate::board::read;

fn said(language: &str, when: &str) -> Option<String> {
    let when = if when.is_empty() {
        String::new()
    } else {
        format!(", \"when\": {when}")
    };
    let board = format!(
        r#"{{ "choiceboard": 1, "id": "b", "title": "Water", "language": "{language}", "levels": [ {{ "title": "Seed", "points": 0 }}, {{ "title": "Tree", "points": 5 }} ],
        "sections": [ {{ "id": "w", "title": "Wet", "activities": ["a", "c", "d"] }} ],
        "activities": [ {{ "id": "a", "title": "Look {{n}}", "tags": ["wet"] }}, {{ "id": "c", "title": "Draw", "tags": ["wet"] }}, {{ "id": "d", "title": "Rest" }} ],
        "standards": [ {{ "id": "s", "title": "Sees" }}, {{ "id": "t", "code": "RP.1" }}, {{ "id": "u" }} ],
        "badges": [ {{ "id": "x", "title": "X"{when} }}, {{ "id": "y", "title": "Y", "when": "a" }} ] }}"#
    );
    let reading = read(board.as_bytes());
    let board = reading
        .board
        .unwrap_or_else(|| panic!("{when}: {:?}", reading.diagnostics));
    says(&board, &board.badges[0])
}

#[test]
fn a_rule_is_said_as_it_is_and_not_as_what_is_left() {
    for (when, says) in [
        (r#""a""#, "Complete “Look {n}”."),
        (
            r#"{ "all": ["a", "c"] }"#,
            "Complete all of these: Look {n}, Draw.",
        ),
        (
            r#"{ "any": ["a", "c"] }"#,
            "Complete one of these: Look {n}, Draw.",
        ),
        (
            r#"{ "all": ["a", { "level": 2 }] }"#,
            "Complete “Look {n}”. Reach the level “Tree”.",
        ),
        (
            r#"{ "any": ["a", { "badge": "y" }] }"#,
            "Complete “Look {n}”. Or: Earn the badge “Y”.",
        ),
        (
            r#"{ "at_least": 2 }"#,
            "Complete at least 2 of these: any activities of the board “Water”.",
        ),
        (
            r#"{ "at_least": 1, "of": { "tag": "wet" } }"#,
            "Complete at least 1 of these: Look {n}, Draw.",
        ),
        (
            r#"{ "exactly": 1, "of": ["d", "a"] }"#,
            "Complete exactly 1 of these: Look {n}, Rest.",
        ),
        (
            r#"{ "points": { "min": 2.5 }, "of": ["a", "c"] }"#,
            "Earn points, at least 2.5, with these: Look {n}, Draw.",
        ),
        (
            r#"{ "lines": 1 }"#,
            "Complete whole lines of squares, this many or more: 1.",
        ),
        (
            r#"{ "mastery": "s", "min": "familiar" }"#,
            "Reach the level “Familiar” in the standard “Sees”.",
        ),
        ("", "Given by the teacher for work on the board “Water”."),
    ] {
        assert_eq!(said("en", when).as_deref(), Some(says), "{when}");
    }
    for none in [r#"{ "not": "a" }"#, r#"{ "after": "2026-01-01" }"#] {
        assert_eq!(said("en", none), None, "{none}");
    }
}

#[test]
fn what_would_read_as_another_rule_is_not_said() {
    for none in [
        r#"{ "lines": 1, "directions": ["row"] }"#,
        r#"{ "lines": 1, "length": 2 }"#,
        r#"{ "lines": 1, "through": ["a"] }"#,
        r#"{ "lines": 1, "of": { "section": "w" } }"#,
        r#"{ "score": { "min": 80 } }"#,
        r#"{ "all": [] }"#,
        r#"{ "all": ["a", { "all": [] }] }"#,
        r#"{ "all": ["d", { "any": ["a", { "level": 2 }] }] }"#,
        r#"{ "all": ["d", { "all": ["c", { "any": ["a", { "level": 2 }] }] }] }"#,
        r#"{ "any": ["d", { "all": ["a", { "level": 2 }] }] }"#,
        r#"{ "any": ["d", { "at_least": 1, "at_most": 2, "of": ["a", "c", "d"] }] }"#,
        r#"{ "any": ["d", { "all": [{ "all": ["a", { "level": 2 }] }] }] }"#,
    ] {
        for language in ["ar", "de", "en", "es"] {
            assert_eq!(said(language, none), None, "{none}");
        }
    }
}

#[test]
fn what_means_the_same_in_parts_is_said_in_parts() {
    for (when, says) in [
        (
            r#"{ "all": [{ "any": ["a", { "level": 2 }] }] }"#,
            "Complete “Look {n}”. Or: Reach the level “Tree”.",
        ),
        (
            r#"{ "any": ["d", { "any": ["a", { "level": 2 }] }] }"#,
            "Complete “Rest”. Or: Complete “Look {n}”. Or: Reach the level “Tree”.",
        ),
        (
            r#"{ "all": ["d", { "any": ["a", "c"] }] }"#,
            "Complete “Rest”. Complete one of these: Look {n}, Draw.",
        ),
        (
            r#"{ "any": [{ "level": 2 }, { "all": ["a", "c"] }] }"#,
            "Reach the level “Tree”. Or: Complete all of these: Look {n}, Draw.",
        ),
        (
            r#"{ "at_least": 1, "at_most": 2, "of": ["a", "c", "d"] }"#,
            "Complete at least 1 of these: Look {n}, Draw, Rest. Complete no more than 2 of these: Look {n}, Draw, Rest.",
        ),
        (
            r#"{ "mastery": "t", "min": "familiar" }"#,
            "Reach the level “Familiar” in the standard “RP.1”.",
        ),
        (
            r#"{ "mastery": "u", "min": "familiar" }"#,
            "Reach the level “Familiar” in the standard “u”.",
        ),
    ] {
        assert_eq!(said("en", when).as_deref(), Some(says), "{when}");
    }
}

#[test]
fn decimals_have_the_sign_of_the_language() {
    let points = r#"{ "points": { "min": 2.5 }, "of": ["a", "c"] }"#;
    let score = r#"{ "score": { "min": 82.5 }, "of": ["a", "c"] }"#;
    for (language, when, says) in [
        (
            "de",
            points,
            Some("Punkte sammeln, mindestens 2,5, mit diesen Aktivitäten: Look {n}, Draw."),
        ),
        (
            "de-CH",
            points,
            Some("Punkte sammeln, mindestens 2.5, mit diesen Aktivitäten: Look {n}, Draw."),
        ),
        (
            "es",
            points,
            Some("Conseguir puntos, al menos 2,5, con estas actividades: Look {n}, Draw."),
        ),
        ("ar", points, None),
        (
            "de",
            score,
            Some("Im Test jeder dieser Aktivitäten mindestens 82,5 % erreichen: Look {n}, Draw."),
        ),
        (
            "en",
            score,
            Some("Reach at least 82.5% in the check of each of these: Look {n}, Draw."),
        ),
        ("ar", score, None),
    ] {
        assert_eq!(said(language, when).as_deref(), says, "{language}: {when}");
    }
    let whole = said("ar", r#"{ "points": { "min": 2 }, "of": ["a", "c"] }"#);
    assert_eq!(
        whole.as_deref(),
        Some("جمع النقاط، بهذا العدد على الأقل: 2، من هذه الأنشطة: Look {n}، Draw.")
    );
}

#[test]
fn a_rule_is_said_in_the_boards_language_where_it_is_ours() {
    let when = r#"{ "at_least": 2, "of": ["a", "c", "d"] }"#;
    for (language, says) in [
        (
            "de-CH",
            "Mindestens 2 dieser Aktivitäten abschließen: Look {n}, Draw, Rest.",
        ),
        (
            "es",
            "Completar al menos 2 de estas actividades: Look {n}, Draw, Rest.",
        ),
        (
            "ar",
            "إكمال هذا العدد على الأقل: 2، من هذه الأنشطة: Look {n}، Draw، Rest.",
        ),
    ] {
        assert_eq!(said(language, when).as_deref(), Some(says));
    }
    assert_eq!(said("fr", when), None);
}

#[test]
fn every_language_has_every_sentence_with_its_gaps() {
    let gaps = |language: &str| -> BTreeSet<(String, bool, bool)> {
        let all = words(language).unwrap().into_iter();
        all.map(|(key, text)| {
            let text = text.as_str().unwrap();
            (key, text.contains("{list}"), text.contains("{n}"))
        })
        .collect()
    };
    for language in ["ar", "de", "es"] {
        assert_eq!(gaps(language), gaps("en"));
    }
}
