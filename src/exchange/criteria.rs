//! What a badge asks for, as a sentence of its rule itself and not of anybody's progress: a credential is read years later, by people who never saw the
//! board. In the board's language where that is one of the page's own. The sentences agree with no number, so no language needs forms for it.

use serde_json::{Map, Value};

use crate::board::{Activity, Badge, Board, Text};
use crate::rules::{Bounds, Filter, Match, Rule};

/// More names than these help nobody.
const NAMED: usize = 12;

/// The sentence; nothing where the rule is one that has none, or the language is not one of ours.
pub(super) fn says(board: &Board, badge: &Badge) -> Option<String> {
    let words = words(&board.language)?;
    let says = Says { board, words };
    match &*badge.when {
        Rule::Any(parts) if parts.is_empty() => says.put("hand", &says.title(&board.title), ""),
        rule => says.rule(rule),
    }
}

fn words(language: &str) -> Option<Map<String, Value>> {
    let text = match language.split('-').next()?.to_ascii_lowercase().as_str() {
        "ar" => include_str!("criteria/ar.json"),
        "de" => include_str!("criteria/de.json"),
        "en" => include_str!("criteria/en.json"),
        "es" => include_str!("criteria/es.json"),
        _ => return None,
    };
    serde_json::from_str(text).ok()
}

struct Says<'b> {
    board: &'b Board,
    words: Map<String, Value>,
}

impl Says<'_> {
    fn put(&self, key: &str, list: &str, n: &str) -> Option<String> {
        let message = self.words.get(key)?.as_str()?;
        // Nothing in a title is taken for a gap.
        let mut parts = message.split("{list}");
        let mut out = parts.next()?.replace("{n}", n);
        for part in parts {
            out.push_str(list);
            out.push_str(&part.replace("{n}", n));
        }
        Some(out)
    }

    fn title(&self, text: &Text) -> String {
        text.get(&self.board.language).trim().to_owned()
    }

    fn rule(&self, rule: &Rule) -> Option<String> {
        match rule {
            Rule::Activity(id) => self.put("one", &self.named(id)?, ""),
            Rule::All(parts) => self.all(parts),
            Rule::Any(parts) => self.any(parts),
            Rule::Count { bounds, of } => {
                let list = self.list(of)?;
                match *bounds {
                    Bounds {
                        min: Some(min),
                        max: Some(max),
                    } if min == max => self.put("exactly", &list, &min.to_string()),
                    Bounds { min, max } => self.both(
                        min.map(|min| self.put("min", &list, &min.to_string())),
                        max.map(|max| self.put("max", &list, &max.to_string())),
                    ),
                }
            }
            Rule::Points {
                bounds:
                    Bounds {
                        min: Some(min),
                        max: None,
                    },
                of,
            } => self.put("points", &self.list(of)?, &min.to_string()),
            Rule::Lines(lines) if lines.length.is_none() && lines.through.is_empty() => {
                self.put("lines", "", &lines.lines.to_string())
            }
            Rule::Score {
                bounds:
                    Bounds {
                        min: Some(min),
                        max: None,
                    },
                of,
            } => self.put("score", &self.list(of)?, &min.to_string()),
            Rule::Mastery { standard, min } => {
                let mut standards = self.board.standards.iter();
                let standard = standards.find(|known| known.id == *standard)?;
                let mut scale = self.board.mastery.scale.iter();
                let level = scale.find(|level| level.id == *min)?;
                let level = Some(self.title(&level.title)).filter(|title| !title.is_empty());
                self.put(
                    "mastery",
                    &self.title(&standard.title),
                    &level.unwrap_or_else(|| min.clone()),
                )
            }
            Rule::Level(level) => {
                let at = usize::try_from(*level).ok()?.checked_sub(1)?;
                self.put("level", &self.title(&self.board.levels.get(at)?.title), "")
            }
            Rule::Badge(id) => {
                let mut badges = self.board.badges.iter();
                self.put(
                    "badge",
                    &self.title(&badges.find(|badge| badge.id == *id)?.title),
                    "",
                )
            }
            _ => None,
        }
    }

    fn both(&self, one: Option<Option<String>>, other: Option<Option<String>>) -> Option<String> {
        let parts: Option<Vec<String>> = [one, other].into_iter().flatten().collect();
        parts
            .filter(|parts| !parts.is_empty())
            .map(|parts| parts.join(" "))
    }

    fn all(&self, parts: &[Rule]) -> Option<String> {
        if let Some(list) = self.activities(parts) {
            return self.put("all", &list, "");
        }
        let parts: Option<Vec<String>> = parts.iter().map(|part| self.rule(part)).collect();
        parts.map(|parts| parts.join(" "))
    }

    fn any(&self, parts: &[Rule]) -> Option<String> {
        if let Some(list) = self.activities(parts) {
            return self.put("any", &list, "");
        }
        let mut parts = parts.iter().map(|part| self.rule(part));
        let first = parts.next()??;
        parts.try_fold(first, |said, part| self.put("or", &part?, &said))
    }

    /// Several activities and nothing else, by their titles.
    fn activities(&self, parts: &[Rule]) -> Option<String> {
        let titles = parts.iter().map(|part| match part {
            Rule::Activity(id) => self.named(id),
            _ => None,
        });
        let titles: Option<Vec<String>> = titles.collect();
        titles
            .filter(|titles| titles.len() > 1)
            .map(|titles| self.joined(&titles))
    }

    fn joined(&self, titles: &[String]) -> String {
        let between = if self.board.language.starts_with("ar") {
            "، "
        } else {
            ", "
        };
        titles.join(between)
    }

    fn named(&self, id: &str) -> Option<String> {
        let mut activities = self.board.activities.iter();
        activities
            .find(|activity| activity.id == id)
            .map(|found| self.title(&found.title))
    }

    /// The activities of a filter; where they are many, or all, "any of the board's".
    fn list(&self, of: &Filter) -> Option<String> {
        let chosen: Vec<&Activity> = match of {
            Filter::All => return self.put("board", &self.title(&self.board.title), ""),
            Filter::Ids(ids) => {
                let all = self.board.activities.iter();
                all.filter(|activity| ids.contains(&activity.id)).collect()
            }
            // Where they stand is seen on the board alone.
            Filter::Match(of) if of.column.is_some() || of.row.is_some() => return None,
            Filter::Match(of) => {
                let all = self.board.activities.iter();
                all.filter(|activity| self.fits(activity, of)).collect()
            }
        };
        let titles = chosen
            .into_iter()
            .map(|activity| self.title(&activity.title));
        let titles: Vec<String> = titles.collect();
        (1..=NAMED)
            .contains(&titles.len())
            .then(|| self.joined(&titles))
    }

    fn fits(&self, activity: &Activity, of: &Match) -> bool {
        let in_section = |id: &String| {
            let mut sections = self.board.sections.iter();
            sections.any(|section| section.id == *id && section.activities.contains(&activity.id))
        };
        of.section.as_ref().is_none_or(in_section)
            && of
                .tag
                .as_ref()
                .is_none_or(|tag| activity.more.tags.contains(tag))
            && of
                .standard
                .as_ref()
                .is_none_or(|id| activity.more.standards.contains(id))
            && of.kind.is_none_or(|kind| activity.kind == kind)
    }
}

#[cfg(test)]
mod tests {
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
            "activities": [ {{ "id": "a", "title": "Look {{n}}", "tags": ["wet"] }}, {{ "id": "c", "title": "Draw", "tags": ["wet"] }}, {{ "id": "d", "title": "Rest" }} ],
            "standards": [ {{ "id": "s", "title": "Sees" }} ],
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
}
