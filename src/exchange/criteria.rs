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
        by_hand if by_hand.is_by_hand() => says.put("hand", &says.title(&board.title), ""),
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

    /// The activities of a filter; where they are all, "any of the board's". Nothing where they are too many to name.
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
mod tests;
