//! What a board asks of learners besides work, and the groups they may be in.

use super::Reader;
use super::links::What;
use crate::board::defaults;
use crate::board::document::{Node, Value};
use crate::board::model::{Group, Prompt, Proposals, Question, Text};
use crate::rules::Points;

const GROUP: &[&str] = &["id", "title"];
const QUESTION: &[&str] = &["id", "title", "options"];
const OPTION: &[&str] = &["tag", "title"];
const PROMPT: &[&str] = &["off", "prompts"];
const PROPOSALS: &[&str] = &["allow", "approval", "points"];

impl Reader<'_> {
    pub fn group(&mut self, node: &Node) -> Group {
        let mut group = Group::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => group.id = self.id(node),
                "title" => group.title = self.own_text(node),
                _ => self.unknown(member, GROUP),
            }
        }
        if matches!(node.value, Value::Object(_)) && self.document.find(node, "id").is_none() {
            self.missing(node.at, "id");
        }
        group
    }

    pub fn survey_question(&mut self, node: &Node) -> Question {
        let mut question = Question::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => question.id = self.id(node),
                "title" => question.title = self.title(node),
                "options" => {
                    let items = self.list(node);
                    question.options = items.iter().map(|item| self.option(item)).collect();
                }
                _ => self.unknown(member, QUESTION),
            }
        }
        question
    }

    /// A tag alone, or a tag and its wording.
    fn option(&mut self, node: &Node) -> (String, Text) {
        let mut option = (String::new(), Default::default());
        if let Value::Text(_) = node.value {
            self.mention(What::Tag, node);
            option.0 = self.id(node);
            return option;
        }
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "tag" => {
                    self.mention(What::Tag, node);
                    option.0 = self.id(node);
                }
                "title" => option.1 = self.text(node),
                _ => self.unknown(member, OPTION),
            }
        }
        option
    }

    pub fn prompt(&mut self, node: &Node) -> Prompt {
        let mut prompt = Prompt::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "off" => prompt.off = self.flag(node),
                "prompts" => prompt.prompts = self.texts(node),
                _ => self.unknown(member, PROMPT),
            }
        }
        prompt
    }

    pub fn proposals(&mut self, node: &Node) -> Proposals {
        let mut proposals = defaults::proposals();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "allow" => proposals.allow = self.flag(node),
                "approval" => proposals.approval = self.flag(node),
                "points" => proposals.points = self.points(node).unwrap_or(Points::ZERO),
                _ => self.unknown(member, PROPOSALS),
            }
        }
        proposals
    }
}
