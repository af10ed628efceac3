//! What a badge asks for, as a sentence of its rule itself and not of anybody's progress: a credential is read years later, by people who never saw the
//! board. In the board's language where that is one of the page's own. The sentences agree with no number, so no language needs forms for it.

use serde_json::{Map, Value};

use crate::board::{Activity, Badge, Board, Text};
use crate::progress::check::decimal;
use crate::rules::{Bounds, Filter, Lines, Match, Rule};

/// More names than these help nobody.
const NAMED: usize = 12;

/// The sentence; nothing where the rule is one that has none, or the language is not one of ours.
pub(super) fn says(board: &Board, badge: &Badge) -> Option<String> {
    let words = words(&board.language)?;
    let says = Says { board, words };
    match &*badge.when {
        Rule::Any(parts) if parts.is_empty() => says.put("hand", &says.title(&board.title), ""),
        rule => says.rule(rule).map(|said| said.text),
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

/// What is said of a rule, and what several sentences mean beside each other.
struct Said {
    text: String,
    joined: Joined,
}

#[derive(Clone, Copy, PartialEq)]
enum Joined {
    /// It is one sentence.
    One,
    /// All of them.
    All,
    /// One of them.
    Any,
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

    /// A number as the language writes it; nothing where it has decimals and their sign is not sure: Arabic writes them with digits of its own.
    fn number(&self, n: &str) -> Option<String> {
        let language = &self.board.language;
        match decimal(language) {
            _ if !n.contains('.') => Some(n.to_owned()),
            _ if language.starts_with("ar") => None,
            ',' => Some(n.replace('.', ",")),
            _ => Some(n.to_owned()),
        }
    }

    fn rule(&self, rule: &Rule) -> Option<Said> {
        match rule {
            Rule::All(parts) => self.all(parts),
            Rule::Any(parts) => self.any(parts),
            Rule::Count {
                bounds:
                    Bounds {
                        min: Some(min),
                        max: Some(max),
                    },
                of,
            } if min != max => {
                let list = self.list(of)?;
                let least = self.put("min", &list, &min.to_string())?;
                let most = self.put("max", &list, &max.to_string())?;
                Some(Said {
                    text: [least, most].join(" "),
                    joined: Joined::All,
                })
            }
            rule => self.sentence(rule).map(|text| Said {
                text,
                joined: Joined::One,
            }),
        }
    }

    /// Rules that are one sentence each.
    fn sentence(&self, rule: &Rule) -> Option<String> {
        match rule {
            Rule::Activity(id) => self.put("one", &self.named(id)?, ""),
            Rule::Count { bounds, of } => {
                let (key, n) = match *bounds {
                    Bounds {
                        min: Some(n),
                        max: Some(_),
                    } => ("exactly", n),
                    Bounds { min: Some(n), .. } => ("min", n),
                    Bounds { max, .. } => ("max", max?),
                };
                self.put(key, &self.list(of)?, &n.to_string())
            }
            Rule::Points {
                bounds:
                    Bounds {
                        min: Some(min),
                        max: None,
                    },
                of,
            } => self.put("points", &self.list(of)?, &self.number(&min.to_string())?),
            Rule::Lines(Lines {
                lines,
                length: None,
                through,
                directions,
                of: Filter::All,
            }) if through.is_empty() && directions.is_empty() => {
                self.put("lines", "", &lines.to_string())
            }
            // Which of a whole board's activities have a check is seen on the board alone.
            Rule::Score {
                of: Filter::All, ..
            } => None,
            Rule::Score {
                bounds:
                    Bounds {
                        min: Some(min),
                        max: None,
                    },
                of,
            } => self.put("score", &self.list(of)?, &self.number(&min.to_string())?),
            Rule::Mastery { standard, min } => {
                let mut standards = self.board.standards.iter();
                let standard = standards.find(|known| known.id == *standard)?;
                let mut scale = self.board.mastery.scale.iter();
                let level = scale.find(|level| level.id == *min)?;
                let names = [
                    self.title(&standard.title),
                    standard.code.clone(),
                    standard.id.clone(),
                ];
                let name = names.into_iter().find(|name| !name.is_empty())?;
                let level = Some(self.title(&level.title)).filter(|title| !title.is_empty());
                self.put("mastery", &name, &level.unwrap_or_else(|| min.clone()))
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

    fn all(&self, parts: &[Rule]) -> Option<Said> {
        if let Some(list) = self.activities(parts) {
            let text = self.put("all", &list, "")?;
            return Some(Said {
                text,
                joined: Joined::One,
            });
        }
        let parts = self.parts(parts, Joined::Any)?;
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let text = texts.join(" ");
        Some(Said {
            text,
            joined: joined(&parts, Joined::All)?,
        })
    }

    fn any(&self, parts: &[Rule]) -> Option<Said> {
        if let Some(list) = self.activities(parts) {
            let text = self.put("any", &list, "")?;
            return Some(Said {
                text,
                joined: Joined::One,
            });
        }
        let parts = self.parts(parts, Joined::All)?;
        let joined = joined(&parts, Joined::Any)?;
        let mut texts = parts.into_iter().map(|part| part.text);
        let first = texts.next()?;
        let text = texts.try_fold(first, |said, part| self.put("or", &part, &said))?;
        Some(Said { text, joined })
    }

    /// What is said of each; nothing where there are several and one is joined the other way: beside each other they would read as another rule.
    fn parts(&self, parts: &[Rule], other: Joined) -> Option<Vec<Said>> {
        let said: Option<Vec<Said>> = parts.iter().map(|part| self.rule(part)).collect();
        said.filter(|said| said.len() == 1 || said.iter().all(|part| part.joined != other))
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

/// How parts are joined in this way; nothing where there are none.
fn joined(parts: &[Said], so: Joined) -> Option<Joined> {
    match parts {
        [] => None,
        [one] => Some(one.joined),
        _ => Some(so),
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
                Some(
                    "Im Test jeder dieser Aktivitäten mindestens 82,5 % erreichen: Look {n}, Draw.",
                ),
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
}
