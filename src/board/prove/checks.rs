//! Questions of checks that nobody can answer rightly.

use super::Proofs;
use crate::board::code;
use crate::board::document::Node;
use crate::board::finding::Finding;
use crate::board::model::{Activity, CheckQuestion, QuestionKind};
use crate::words::{Arg, Phrase};

impl Proofs<'_> {
    pub(super) fn checks(&mut self) {
        let document = self.look.document;
        let nodes = self.look.items("activities");
        for (activity, node) in self.board.activities.iter().zip(nodes) {
            self.check(activity, node);
            let own = |group: &str| document.find(document.find(node, "versions")?, group);
            for (group, version) in &activity.more.versions {
                if let Some(node) = own(group) {
                    self.check(version, node);
                }
            }
        }
    }

    /// `node`: an activity, or what a version of it replaces.
    fn check(&mut self, activity: &Activity, node: &Node) {
        let document = self.look.document;
        let check = document.find(node, "check");
        if let (Some(check), Some(node)) = (&activity.more.check, check) {
            let nodes = document.items(node, "questions");
            for (question, node) in check.questions.iter().zip(nodes) {
                self.question(question, node);
            }
        }
    }

    fn question(&mut self, question: &CheckQuestion, node: &Node) {
        let (answers, matches) = (&question.answers, &question.matches);
        let field = match question.kind {
            QuestionKind::Match if answers.len() != matches.len() => {
                let finding = Finding::new(code::UNEVEN_MATCH, self.look.at(node, "matches"));
                let finding = finding.n("answers", answers.len() as f64);
                return self.note(finding.n("matches", matches.len() as f64));
            }
            QuestionKind::TrueFalse if question.truth.is_none() => "answer",
            QuestionKind::Number if question.number.is_none() => "answer",
            QuestionKind::Choice | QuestionKind::Choices if !answers.iter().any(|a| a.correct) => {
                "answers"
            }
            QuestionKind::Text | QuestionKind::Gap | QuestionKind::Match if answers.is_empty() => {
                "answers"
            }
            QuestionKind::Order if answers.len() < 2 => "answers",
            _ => return,
        };
        let finding = Finding::new(code::NO_RIGHT_ANSWER, node.at);
        self.note(match self.look.document.find(node, field) {
            Some(_) => finding,
            None => {
                let add = Phrase::new("board-fix-add");
                finding.suggest(add.with("name", Arg::Text(field.into())))
            }
        });
    }
}
