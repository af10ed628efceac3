//! The board itself and everything on it that is not an activity.

use super::Reader;
use super::links::What;
use crate::board::code;
use crate::board::defaults;
use crate::board::document::{Node, Span, Value};
use crate::board::finding::Finding;
use crate::board::migrate;
use crate::board::model::{Board, Layout, Leaderboard, Section};
use crate::rules::Reached;
use crate::words::Phrase;

/// Most activities of a board.
pub const MOST_ACTIVITIES: usize = 10_000;

const LAYOUTS: [(&str, Layout); 3] = [
    ("grid", Layout::Grid),
    ("list", Layout::List),
    ("path", Layout::Path),
];
const COUNTS_WHEN: [(&str, Reached); 5] = [
    ("chosen", Reached::Chosen),
    ("done", Reached::Done),
    ("submitted", Reached::Submitted),
    ("approved", Reached::Approved),
    ("mastered", Reached::Mastered),
];
const LEADERBOARDS: [(&str, Leaderboard); 4] = [
    ("off", Leaderboard::Off),
    ("team", Leaderboard::Team),
    ("neighbours", Leaderboard::Neighbours),
    ("all", Leaderboard::All),
];

const BOARD: &[&str] = &[
    "choiceboard",
    "id",
    "title",
    "about",
    "language",
    "layout",
    "columns",
    "activities",
    "sections",
    "complete",
    "counts_when",
    "points_goal",
    "levels",
    "badges",
    "standards",
    "mastery",
    "groups",
    "survey",
    "goals",
    "reflections",
    "check_in",
    "proposals",
    "leaderboard",
    "due",
    "map",
];
const SECTION: &[&str] = &[
    "id",
    "title",
    "about",
    "layout",
    "columns",
    "activities",
    "requires",
    "choose",
    "map",
    "turns",
];
const CHOOSE: &[&str] = &["min", "max"];

impl Reader<'_> {
    /// The whole board, with every default written out.
    pub fn board(&mut self, root: &Node) -> Board {
        let mut board = Board {
            language: "en".into(),
            mastery: defaults::mastery(),
            proposals: defaults::proposals(),
            ..Board::default()
        };
        let Value::Object(_) = root.value else {
            self.note(Finding::new(code::NOT_A_BOARD, root.at));
            return board;
        };
        if !self.version(root) {
            return board;
        }
        if let Some(node) = self.document.find(root, "language") {
            self.string(node).clone_into(&mut board.language);
            self.language_tag(&board.language, node.at);
        }
        self.languages.own(&board.language);
        let members = self.object(root);
        for member in members {
            let key = self.key(member);
            if !self.board_field(&mut board, key, &member.value) {
                self.unknown(member, BOARD);
            }
        }
        for name in ["id", "title", "activities"] {
            if self.document.find(root, name).is_none() {
                self.missing(root.at, name);
            }
        }
        self.resolve(&board);
        self.missing_languages(root);
        defaults::fill(&mut board);
        board
    }

    /// Whether this is a format this version reads.
    fn version(&mut self, root: &Node) -> bool {
        let Some(node) = self.document.find(root, "choiceboard") else {
            let after_brace = Span::point(root.at.start + 1);
            let finding = Finding::new(code::NO_VERSION, root.at)
                .suggest(Phrase::new("board-fix-version"))
                .repair(after_brace, " \"choiceboard\": 1,");
            self.note(finding);
            return true;
        };
        let Some(version) = self.whole(node, 1, u32::MAX) else {
            return true;
        };
        if version > migrate::NEWEST {
            let finding = Finding::new(code::NEWER_VERSION, node.at)
                .n("found", version)
                .n("newest", migrate::NEWEST);
            self.note(finding);
            return false;
        }
        true
    }

    fn board_field(&mut self, board: &mut Board, key: &str, node: &Node) -> bool {
        match key {
            "choiceboard" | "language" => {}
            "id" => board.id = self.id(node),
            "title" => board.title = self.title(node),
            "about" => board.about = self.text(node),
            "layout" => board.layout = self.word(node, &LAYOUTS, Layout::Grid),
            "columns" => board.columns = self.columns(node),
            "activities" => self.activities(board, node),
            "sections" => {
                let items = self.list(node);
                board.sections = items.iter().map(|item| self.section(item)).collect();
                self.unique(
                    items,
                    board.sections.iter().map(|section| section.id.as_str()),
                );
            }
            "complete" => {
                board.complete = self.rule(node).into();
                board.complete_given = true;
            }
            "counts_when" => board.counts_when = self.word(node, &COUNTS_WHEN, Reached::Done),
            "points_goal" => board.points_goal = self.points(node),
            "levels" => {
                let items = self.list(node);
                board.levels = items.iter().map(|item| self.level(item)).collect();
            }
            "badges" => {
                let items = self.list(node);
                board.badges = items.iter().map(|item| self.badge(item)).collect();
                self.unique(items, board.badges.iter().map(|badge| badge.id.as_str()));
            }
            "standards" => {
                let items = self.list(node);
                board.standards = items.iter().map(|item| self.standard(item)).collect();
                self.unique(
                    items,
                    board.standards.iter().map(|standard| standard.id.as_str()),
                );
            }
            "mastery" => board.mastery = self.mastery(node),
            "groups" => {
                let items = self.list(node);
                board.groups = items.iter().map(|item| self.group(item)).collect();
                self.unique(items, board.groups.iter().map(|group| group.id.as_str()));
            }
            "survey" => {
                let items = self.list(node);
                board.survey = items
                    .iter()
                    .map(|item| self.survey_question(item))
                    .collect();
                self.unique(
                    items,
                    board.survey.iter().map(|question| question.id.as_str()),
                );
            }
            "goals" => board.goals = self.prompt(node),
            "reflections" => board.reflections = self.prompt(node),
            "check_in" => board.check_in = self.prompt(node),
            "proposals" => board.proposals = self.proposals(node),
            "leaderboard" => board.leaderboard = self.word(node, &LEADERBOARDS, Leaderboard::Off),
            "due" => board.due = self.moment(node),
            "map" => board.map = Some(Box::new(self.sheet(node))),
            _ => return false,
        }
        true
    }

    fn columns(&mut self, node: &Node) -> u32 {
        self.whole(node, 1, MOST_ACTIVITIES as u32).unwrap_or(0)
    }

    fn activities(&mut self, board: &mut Board, node: &Node) {
        let items = self.list(node);
        let count = items.len();
        if count > MOST_ACTIVITIES {
            let finding = Finding::new(code::TOO_MANY_ACTIVITIES, node.at)
                .n("n", count as f64)
                .n("limit", MOST_ACTIVITIES as f64);
            self.note(finding);
            return;
        }
        if count == 0 && matches!(node.value, Value::List(_)) {
            self.note(Finding::new(code::EMPTY, node.at));
        }
        let document = self.document;
        // Each is let go of when it has been read.
        board.activities = items
            .iter()
            .map(|item| self.activity(&document.unfold(item)))
            .collect();
        self.unique(
            items,
            board.activities.iter().map(|activity| activity.id.as_str()),
        );
    }

    fn section(&mut self, node: &Node) -> Section {
        let mut section = Section::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => section.id = self.id(node),
                "title" => section.title = self.text(node),
                "about" => section.about = self.text(node),
                "layout" => section.layout = self.word(node, &LAYOUTS, Layout::Grid),
                "columns" => section.columns = self.columns(node),
                "activities" => section.activities = self.ids(What::Activity, node),
                "requires" => section.requires = Some(self.rule(node)),
                "choose" => self.choose(&mut section, node),
                "map" => section.map = Some(Box::new(self.sheet(node))),
                "turns" => section.turns = self.turns(node),
                _ => self.unknown(member, SECTION),
            }
        }
        for name in ["id", "activities"] {
            if matches!(node.value, Value::Object(_)) && self.document.find(node, name).is_none() {
                self.missing(node.at, name);
            }
        }
        section
    }

    fn choose(&mut self, section: &mut Section, node: &Node) {
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "min" => section.choose_min = self.whole(node, 0, MOST_ACTIVITIES as u32),
                "max" => section.choose_max = self.whole(node, 0, MOST_ACTIVITIES as u32),
                _ => self.unknown(member, CHOOSE),
            }
        }
        if let (Some(min), Some(max)) = (section.choose_min, section.choose_max)
            && min > max
        {
            self.note(Finding::new(code::EMPTY_RANGE, node.at));
        }
    }
}
