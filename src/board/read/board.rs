//! The board itself and everything on it that is not an activity.

use super::Reader;
use super::links::What;
use crate::board::code;
use crate::board::defaults;
use crate::board::document::{Node, Span, Value};
use crate::board::finding::Finding;
use crate::board::migrate;
use crate::board::model::{
    Badge, Board, Group, Layout, Leaderboard, Level, Mastery, MasteryMethod, Prompt, Proposals,
    Question, ScaleLevel, Section, Standard,
};
use crate::rules::{Points, Reached, Rule};
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
const METHODS: [(&str, MasteryMethod); 5] = [
    ("highest", MasteryMethod::Highest),
    ("latest", MasteryMethod::Latest),
    ("average", MasteryMethod::Average),
    ("decaying_average", MasteryMethod::DecayingAverage),
    ("n_times", MasteryMethod::NTimes),
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
];
const CHOOSE: &[&str] = &["min", "max"];
const LEVEL: &[&str] = &["title", "points"];
const BADGE: &[&str] = &["id", "title", "about", "icon", "when"];
const STANDARD: &[&str] = &["id", "title", "uri", "code", "case"];
const CASE: &[&str] = &["document", "item"];
const MASTERY: &[&str] = &["method", "scale"];
const SCALE: &[&str] = &["id", "title", "min"];
const GROUP: &[&str] = &["id", "title"];
const QUESTION: &[&str] = &["id", "title", "options"];
const OPTION: &[&str] = &["tag", "title"];
const PROMPT: &[&str] = &["off", "prompts"];
const PROPOSALS: &[&str] = &["allow", "approval", "points"];

impl<'a> Reader<'a> {
    /// The whole board, with every default written out.
    pub fn board(&mut self, root: &'a Node) -> Board {
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
        self.missing_languages();
        defaults::fill(&mut board);
        board
    }

    /// Whether this is a format this version reads.
    fn version(&mut self, root: &'a Node) -> bool {
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

    fn board_field(&mut self, board: &mut Board, key: &str, node: &'a Node) -> bool {
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
                board.complete = self.rule(node);
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
            _ => return false,
        }
        true
    }

    fn columns(&mut self, node: &'a Node) -> u32 {
        self.whole(node, 1, MOST_ACTIVITIES as u32).unwrap_or(0)
    }

    fn activities(&mut self, board: &mut Board, node: &'a Node) {
        let items = self.list(node);
        if items.len() > MOST_ACTIVITIES {
            let finding = Finding::new(code::TOO_MANY_ACTIVITIES, node.at)
                .n("n", items.len() as f64)
                .n("limit", MOST_ACTIVITIES as f64);
            self.note(finding);
            return;
        }
        if items.is_empty() && matches!(node.value, Value::List(_)) {
            self.note(Finding::new(code::EMPTY, node.at));
        }
        board.activities = items.iter().map(|item| self.activity(item)).collect();
        self.unique(
            items,
            board.activities.iter().map(|activity| activity.id.as_str()),
        );
    }

    fn section(&mut self, node: &'a Node) -> Section {
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

    fn choose(&mut self, section: &mut Section, node: &'a Node) {
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

    fn level(&mut self, node: &'a Node) -> Level {
        let mut level = Level::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "title" => level.title = self.title(node),
                "points" => level.points = self.points(node).unwrap_or_default(),
                _ => self.unknown(member, LEVEL),
            }
        }
        if matches!(node.value, Value::Object(_)) && self.document.find(node, "points").is_none() {
            self.missing(node.at, "points");
        }
        level
    }

    fn badge(&mut self, node: &'a Node) -> Badge {
        let mut badge = Badge {
            when: Rule::Any(Vec::new()),
            ..Badge::default()
        };
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => badge.id = self.id(node),
                "title" => badge.title = self.title(node),
                "about" => badge.about = self.text(node),
                "icon" => badge.icon = self.icon(node),
                "when" => badge.when = self.rule(node),
                _ => self.unknown(member, BADGE),
            }
        }
        if let Value::Object(_) = node.value {
            for name in ["id", "title"] {
                if self.document.find(node, name).is_none() {
                    self.missing(node.at, name);
                }
            }
            if self.document.find(node, "when").is_none() {
                self.note(Finding::new(code::BADGE_BY_HAND, node.at));
            }
        }
        badge
    }

    fn standard(&mut self, node: &'a Node) -> Standard {
        let mut standard = Standard::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => standard.id = self.id(node),
                "title" => standard.title = self.text(node),
                "uri" => standard.uri = self.url(node),
                "code" => self.string(node).clone_into(&mut standard.code),
                "case" => {
                    let mut case = (String::new(), String::new());
                    for member in self.object(node) {
                        let node = &member.value;
                        match self.key(member) {
                            "document" => self.string(node).clone_into(&mut case.0),
                            "item" => self.string(node).clone_into(&mut case.1),
                            _ => self.unknown(member, CASE),
                        }
                    }
                    standard.case = Some(case);
                }
                _ => self.unknown(member, STANDARD),
            }
        }
        if matches!(node.value, Value::Object(_)) && self.document.find(node, "id").is_none() {
            self.missing(node.at, "id");
        }
        standard
    }

    fn mastery(&mut self, node: &'a Node) -> Mastery {
        let mut mastery = defaults::mastery();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "method" => mastery.method = self.word(node, &METHODS, MasteryMethod::Highest),
                "scale" => {
                    let items = self.list(node);
                    mastery.scale = items.iter().map(|item| self.scale_level(item)).collect();
                    self.unique(items, mastery.scale.iter().map(|level| level.id.as_str()));
                    if items.is_empty() {
                        self.note(Finding::new(code::EMPTY, node.at));
                    }
                }
                _ => self.unknown(member, MASTERY),
            }
        }
        mastery.scale.sort_by(|a, b| a.min.total_cmp(&b.min));
        mastery
    }

    fn scale_level(&mut self, node: &'a Node) -> ScaleLevel {
        let mut level = ScaleLevel::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => level.id = self.id(node),
                "title" => level.title = self.text(node),
                "min" => level.min = self.percent(node).unwrap_or_default(),
                _ => self.unknown(member, SCALE),
            }
        }
        level
    }

    fn group(&mut self, node: &'a Node) -> Group {
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

    fn survey_question(&mut self, node: &'a Node) -> Question {
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
    fn option(&mut self, node: &'a Node) -> (String, crate::board::model::Text) {
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

    fn prompt(&mut self, node: &'a Node) -> Prompt {
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

    fn proposals(&mut self, node: &'a Node) -> Proposals {
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
