//! Rules and filters.
//!
//! A field that a rule does not know is an error here, not a warning: to leave it out would quietly make another rule.

use super::Reader;
use super::field::{did_you_mean, is_foreign};
use super::links::What;
use crate::board::code;
use crate::board::code_word::is_sealed;
use crate::board::document::{Document, Member, Node, Value};
use crate::board::finding::Finding;
use crate::rules::{Bounds, Direction, Each, Habit, Lines, Reached, Rule};
use crate::words::Phrase;

/// What stands at the head of a rule, and the fields that may stand beside it.
pub(in crate::board) const RULES: &[(&str, &[&str])] = &[
    ("all", &[]),
    ("any", &[]),
    ("not", &[]),
    ("at_least", &["at_most", "of"]),
    ("at_most", &["at_least", "of"]),
    ("exactly", &["of"]),
    ("points", &["of"]),
    ("lines", &["length", "through", "directions", "of"]),
    ("shape", &["turn", "of"]),
    ("one_per", &["count", "of"]),
    ("score", &["of"]),
    ("attempts", &["of"]),
    ("mastery", &["min"]),
    ("state", &["of"]),
    ("badge", &[]),
    ("level", &[]),
    ("reflections", &[]),
    ("goals", &[]),
    ("check_ins", &[]),
    ("days", &[]),
    ("feedback_read", &["of"]),
    ("after", &[]),
    ("before", &[]),
    ("code", &[]),
    ("group", &[]),
];

pub(in crate::board) const REACHED: [(&str, Reached); 6] = [
    ("chosen", Reached::Chosen),
    ("started", Reached::Started),
    ("done", Reached::Done),
    ("submitted", Reached::Submitted),
    ("approved", Reached::Approved),
    ("mastered", Reached::Mastered),
];
const EACH: [(&str, Each); 5] = [
    ("row", Each::Row),
    ("column", Each::Column),
    ("section", Each::Section),
    ("tag", Each::Tag),
    ("standard", Each::Standard),
];
const DIRECTIONS: [(&str, Direction); 3] = [
    ("row", Direction::Row),
    ("column", Direction::Column),
    ("diagonal", Direction::Diagonal),
];

/// Counts on a board stay below this.
const MANY: u32 = 1_000_000;

impl Reader<'_> {
    pub fn rule(&mut self, node: &Node) -> Rule {
        match &node.value {
            Value::Text(_) => {
                self.mention(What::Activity, node);
                Rule::Activity(self.id(node))
            }
            Value::Object(_) => self.rule_object(node),
            _ => {
                let mut finding = self.wrong_type(node, "rule");
                if let Value::List(_) = node.value {
                    let mut with = String::from("{ \"all\": ");
                    with.push_str(self.document.slice(node.at));
                    with.push_str(" }");
                    finding = finding
                        .suggest(Phrase::new("board-fix-all"))
                        .repair(node.at, with);
                }
                self.note(finding);
                Rule::default()
            }
        }
    }

    fn rules(&mut self, node: &Node) -> Vec<Rule> {
        let items = self.list(node);
        items.iter().map(|item| self.rule(item)).collect()
    }

    fn rule_object(&mut self, node: &Node) -> Rule {
        let members = self.object(node);
        let head = members
            .iter()
            .find_map(|member| Some((member, beside(self.key(member))?)));
        let Some((head, allowed)) = head else {
            self.no_rule(node, members);
            return Rule::default();
        };
        let name = self.key(head);
        for member in members {
            let key = self.key(member);
            if key == name || allowed.contains(&key) || is_foreign(key) {
                continue;
            }
            let finding = if beside(key).is_some() {
                Finding::new(code::TWO_RULES, member.key)
                    .text("first", name)
                    .text("second", key)
                    .suggest(Phrase::new("board-fix-all"))
            } else {
                let finding = Finding::new(code::UNKNOWN_PART, member.key)
                    .text("name", key)
                    .text("rule", name);
                did_you_mean(finding, member.key, key, allowed.iter().copied())
            };
            self.note(finding);
        }
        let beside = Beside {
            document: self.document,
            members,
        };
        let rule = self.headed(name, &head.value, &beside);
        let by_itself = !matches!(rule, Rule::All(_) | Rule::Any(_) | Rule::Not(_));
        if let Some(asked) = self.asked.as_mut().filter(|_| by_itself) {
            asked.push((node.at, rule.clone()));
        }
        rule
    }

    fn no_rule(&mut self, node: &Node, members: &[Member]) {
        let Some(first) = members.first() else {
            self.note(Finding::new(code::UNKNOWN_RULE, node.at).text("name", "{}"));
            return;
        };
        let key = self.key(first);
        let finding = Finding::new(code::UNKNOWN_RULE, first.key).text("name", key);
        let finding = did_you_mean(finding, first.key, key, RULES.iter().map(|(name, _)| *name));
        self.note(finding);
    }

    fn headed(&mut self, name: &str, node: &Node, beside: &Beside) -> Rule {
        match name {
            "all" => Rule::All(self.rules(node)),
            "any" => {
                let rules = self.rules(node);
                if rules.is_empty() {
                    self.note(Finding::new(code::EMPTY, node.at));
                }
                Rule::Any(rules)
            }
            "not" => {
                let asked = self.asked.take();
                let rule = self.rule(node);
                self.asked = asked;
                Rule::Not(Box::new(rule))
            }
            "at_least" | "at_most" | "exactly" => self.count(name, node, beside),
            "points" => Rule::Points {
                bounds: self.bounds(node, &["min", "max", "exactly"], &mut |reader, node| {
                    reader.points(node)
                }),
                of: self.of(beside),
            },
            "lines" => self.lines(node, beside),
            "shape" => Rule::Shape {
                rows: self.shape(node),
                turn: beside.get("turn").is_some_and(|turn| self.flag(turn)),
                of: self.of(beside),
            },
            "one_per" => Rule::OnePer {
                each: self.word(node, &EACH, Each::Row),
                count: self.beside_whole(beside, "count").unwrap_or(1),
                of: self.of(beside),
            },
            "score" => Rule::Score {
                bounds: self.bounds(node, &["min", "max"], &mut |reader, node| {
                    reader.percent(node)
                }),
                of: self.of(beside),
            },
            "attempts" => Rule::Attempts {
                bounds: self.bounds(node, &["min", "max"], &mut |reader, node| {
                    reader.whole(node, 0, MANY)
                }),
                of: self.of(beside),
            },
            "mastery" => self.mastery_rule(node, beside),
            "state" => Rule::State {
                state: self.word(node, &REACHED, Reached::Done),
                of: self.of(beside),
            },
            "badge" => {
                self.mention(What::Badge, node);
                Rule::Badge(self.id(node))
            }
            "level" => {
                self.mention(What::Level, node);
                Rule::Level(self.whole(node, 1, 1_000).unwrap_or(1))
            }
            "reflections" => self.habit(Habit::Reflections, node),
            "goals" => self.habit(Habit::Goals, node),
            "check_ins" => self.habit(Habit::CheckIns, node),
            "days" => self.habit(Habit::Days, node),
            "feedback_read" => Rule::FeedbackRead {
                read: self.flag(node),
                of: self.of(beside),
            },
            "after" => self.moment(node).map(Rule::After).unwrap_or_default(),
            "before" => self.moment(node).map(Rule::Before).unwrap_or_default(),
            "code" => self.code(node),
            _ => {
                self.mention(What::Group, node);
                Rule::Group(self.id(node))
            }
        }
    }

    fn count(&mut self, name: &str, node: &Node, beside: &Beside) -> Rule {
        let number = self.whole(node, 0, MANY);
        let mut bounds = Bounds::default();
        if name != "at_most" {
            bounds.min = number;
        }
        if name != "at_least" {
            bounds.max = number;
        }
        if let Some(other) = beside.get("at_most").filter(|_| name == "at_least") {
            bounds.max = self.whole(other, 0, MANY);
        }
        if let Some(other) = beside.get("at_least").filter(|_| name == "at_most") {
            bounds.min = self.whole(other, 0, MANY);
        }
        self.range(node, &bounds);
        Rule::Count {
            bounds,
            of: self.of(beside),
        }
    }

    fn lines(&mut self, node: &Node, beside: &Beside) -> Rule {
        Rule::Lines(Lines {
            lines: self.whole(node, 1, MANY).unwrap_or(1),
            length: self.beside_whole(beside, "length"),
            through: match beside.get("through") {
                Some(node) => self.ids(What::Activity, node),
                None => Vec::new(),
            },
            directions: match beside.get("directions") {
                Some(node) => {
                    let items = self.list(node);
                    let read = |item| self.word(item, &DIRECTIONS, Direction::Row);
                    items.iter().map(read).collect()
                }
                None => Vec::new(),
            },
            of: self.of(beside),
        })
    }

    fn shape(&mut self, node: &Node) -> Vec<String> {
        let rows: Vec<String> = self
            .strings(node)
            .into_iter()
            .map(|row| row.replace('X', "x"))
            .collect();
        let drawn = |row: &String| row.chars().all(|c| matches!(c, 'x' | '.'));
        if !rows.iter().all(drawn) || !rows.iter().any(|row| row.contains('x')) {
            self.note(Finding::new(code::BAD_SHAPE, node.at));
        }
        rows
    }

    fn mastery_rule(&mut self, node: &Node, beside: &Beside) -> Rule {
        self.mention(What::Standard, node);
        let standard = self.id(node);
        let min = match beside.get("min") {
            Some(min) => {
                self.mention(What::Scale, min);
                self.id(min)
            }
            None => {
                self.missing(node.at, "min");
                String::new()
            }
        };
        Rule::Mastery { standard, min }
    }

    fn habit(&mut self, habit: Habit, node: &Node) -> Rule {
        Rule::Habit {
            habit,
            count: self.whole(node, 1, MANY).unwrap_or(1),
        }
    }

    /// Only a salted hash of a code word is in the file: the file is no secret.
    fn code(&mut self, node: &Node) -> Rule {
        let text = self.string(node);
        let sealed = text.to_ascii_lowercase();
        if !text.starts_with("sha256:") {
            if !text.is_empty() {
                self.note(Finding::new(code::PLAIN_CODE, node.at));
            }
        } else if !is_sealed(&sealed) {
            self.note(Finding::new(code::ODD_CODE, node.at));
        }
        Rule::Code(sealed)
    }

    fn beside_whole(&mut self, beside: &Beside, name: &str) -> Option<u32> {
        beside.get(name).and_then(|node| self.whole(node, 1, MANY))
    }
}

/// What may stand beside this head; none where it is no head.
fn beside(key: &str) -> Option<&'static [&'static str]> {
    RULES
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, allowed)| *allowed)
}

/// The fields of a rule.
pub(super) struct Beside<'a> {
    document: &'a Document,
    members: &'a [Member],
}

impl<'a> Beside<'a> {
    pub fn get(&self, name: &str) -> Option<&'a Node> {
        self.members
            .iter()
            .rfind(|member| self.document.key(member) == name)
            .map(|member| &member.value)
    }
}
