//! One activity and what belongs to it alone.

use super::Reader;
use super::links::What;
use crate::board::code;
use crate::board::document::{Member, Node};
use crate::board::finding::Finding;
use crate::board::model::{
    Activity, Criterion, Evidence, EvidenceKind, Image, Place, Resource, ResourceKind, Rubric,
    RubricLevel, Together,
};
use crate::board::revision::revision;
use crate::rules::{Kind, Points};

/// As the board format names them.
pub(in crate::board) const KINDS: [(&str, Kind); 12] = [
    ("read", Kind::Read),
    ("watch", Kind::Watch),
    ("listen", Kind::Listen),
    ("write", Kind::Write),
    ("make", Kind::Make),
    ("practise", Kind::Practise),
    ("play", Kind::Play),
    ("discuss", Kind::Discuss),
    ("present", Kind::Present),
    ("research", Kind::Research),
    ("outside", Kind::Outside),
    ("other", Kind::Other),
];
const RESOURCE_KINDS: [(&str, ResourceKind); 6] = [
    ("link", ResourceKind::Link),
    ("video", ResourceKind::Video),
    ("audio", ResourceKind::Audio),
    ("image", ResourceKind::Image),
    ("document", ResourceKind::Document),
    ("embed", ResourceKind::Embed),
];
const EVIDENCE_KINDS: [(&str, EvidenceKind); 5] = [
    ("text", EvidenceKind::Text),
    ("link", EvidenceKind::Link),
    ("image", EvidenceKind::Image),
    ("file", EvidenceKind::File),
    ("audio", EvidenceKind::Audio),
];
const TOGETHER: [(&str, Together); 3] = [
    ("solo", Together::Solo),
    ("pair", Together::Pair),
    ("group", Together::Group),
];

pub(in crate::board) const ACTIVITY: &[&str] = &[
    "id",
    "title",
    "about",
    "steps",
    "kind",
    "icon",
    "image",
    "tags",
    "points",
    "minutes",
    "due",
    "opens",
    "required",
    "optional",
    "free",
    "requires",
    "resources",
    "evidence",
    "check",
    "rubric",
    "approval",
    "standards",
    "together",
    "limit",
    "repeat",
    "versions",
    "place",
    "x",
    "y",
    "board",
];
/// What rules look at is the same for every group: a version is the same tile with other text.
pub(in crate::board) const SAME_FOR_ALL: &[&str] = &[
    "id",
    "kind",
    "tags",
    "points",
    "opens",
    "required",
    "optional",
    "free",
    "requires",
    "standards",
    "limit",
    "repeat",
    "versions",
    "x",
    "y",
    "board",
];
const IMAGE: &[&str] = &["src", "alt"];
const RESOURCE: &[&str] = &["title", "url", "kind", "source", "license"];
const EVIDENCE: &[&str] = &["kinds", "required", "min_words", "prompt"];
const RUBRIC: &[&str] = &["criteria", "self_assess"];
const CRITERION: &[&str] = &["id", "title", "levels"];
const RUBRIC_LEVEL: &[&str] = &["title", "about", "points"];
const PLACE: &[&str] = &["who", "where", "when", "contact", "hours"];

impl Reader<'_> {
    pub fn activity(&mut self, node: &Node) -> Activity {
        let mut activity = Activity {
            points: Points::whole(1),
            repeat: 1,
            ..Activity::default()
        };
        let members = self.object(node);
        let mut has = [false; 2];
        let mut has_points = false;
        let mut versions = None;
        for member in members {
            match self.key(member) {
                "id" => {
                    has[0] = true;
                    activity.id = self.id(&member.value);
                }
                "versions" => versions = Some(&member.value),
                key => {
                    has[1] |= key == "title";
                    has_points |= key == "points";
                    self.activity_field(&mut activity, member, key);
                }
            }
        }
        if activity.free && !has_points {
            activity.points = Points::ZERO;
        }
        for (there, name) in has.into_iter().zip(["id", "title"]) {
            if !there && !members.is_empty() {
                self.missing(node.at, name);
            }
        }
        activity.revision = revision(self.document, members, &[], activity.points);
        if let Some(versions) = versions {
            activity.more.write().versions = self.versions(&activity, members, versions);
        }
        activity
    }

    fn versions(
        &mut self,
        activity: &Activity,
        base: &[Member],
        node: &Node,
    ) -> Vec<(String, Activity)> {
        let mut versions = Vec::new();
        for group in self.object(node) {
            self.mention_key(What::Group, group);
            let mut version = activity.clone();
            let members = self.object(&group.value);
            for member in members {
                let key = self.key(member);
                if SAME_FOR_ALL.contains(&key) {
                    self.note(Finding::new(code::SAME_FOR_ALL, member.key).text("name", key));
                } else {
                    self.activity_field(&mut version, member, key);
                }
            }
            version.revision = revision(self.document, members, base, activity.points);
            versions.push((self.key(group).to_owned(), version));
        }
        versions
    }

    fn activity_field(&mut self, activity: &mut Activity, member: &Member, key: &str) {
        let node = &member.value;
        match key {
            "title" => activity.title = self.title(node),
            "about" => activity.about = self.text(node),
            "steps" => activity.more.write().steps = self.texts(node),
            "kind" => activity.kind = self.word(node, &KINDS, Kind::Other),
            "icon" => activity.more.write().icon = Some(self.icon(node)),
            "image" => activity.more.write().image = Some(Box::new(self.image(node))),
            "tags" => activity.more.write().tags = self.strings(node),
            "points" => activity.points = self.points(node).unwrap_or_default(),
            "minutes" => activity.minutes = self.amount(node),
            "due" => activity.more.write().due = self.moment(node),
            "opens" => activity.more.write().opens = self.moment(node),
            "required" => activity.required = self.flag(node),
            "optional" => activity.optional = self.flag(node),
            "free" => activity.free = self.flag(node),
            "requires" => activity.more.write().requires = Some(self.rule(node).into()),
            "resources" => {
                let items = self.list(node);
                activity.more.write().resources =
                    items.iter().map(|item| self.resource(item)).collect();
            }
            "evidence" => activity.more.write().evidence = Some(Box::new(self.evidence(node))),
            "check" => activity.more.write().check = Some(Box::new(self.check(node))),
            "rubric" => activity.more.write().rubric = Some(Box::new(self.rubric(node))),
            "approval" => {
                activity.approval = self.word(node, &[("none", false), ("teacher", true)], false)
            }
            "standards" => activity.more.write().standards = self.ids(What::Standard, node),
            "together" => activity.together = self.word(node, &TOGETHER, Together::Solo),
            "limit" => activity.more.write().limit = self.whole(node, 1, 10_000),
            "repeat" => activity.repeat = self.whole(node, 1, 1_000).unwrap_or(1),
            "place" => activity.more.write().place = Some(Box::new(self.place(node))),
            "x" => activity.more.write().x = self.percent(node),
            "y" => activity.more.write().y = self.percent(node),
            "board" => activity.more.write().board = self.board_beside(node).map(Box::new),
            _ => self.unknown(member, ACTIVITY),
        }
    }

    /// A name of ours, or the address of a picture.
    pub fn icon(&mut self, node: &Node) -> String {
        self.picture(node)
    }

    pub fn image(&mut self, node: &Node) -> Image {
        let mut image = Image::default();
        let mut has = [false; 2];
        let members = self.object(node);
        for member in members {
            let node = &member.value;
            match self.key(member) {
                "src" => {
                    has[0] = true;
                    image.src = self.picture(node);
                }
                // An empty one says that the picture only decorates.
                "alt" => {
                    has[1] = true;
                    image.alt = self.text(node);
                }
                _ => self.unknown(member, IMAGE),
            }
        }
        if !has[0] {
            self.missing(node.at, "src");
        }
        if !has[1] {
            self.nameless(node);
        }
        image
    }

    /// A picture that says nothing to who cannot see it.
    pub(super) fn nameless(&mut self, node: &Node) {
        self.note(
            Finding::new(code::MISSING_ALT, node.at)
                .suggest(crate::words::Phrase::new("board-fix-alt")),
        );
    }

    fn resource(&mut self, node: &Node) -> Resource {
        let mut resource = Resource::default();
        let mut has_url = false;
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "title" => resource.title = self.own_text(node),
                "url" => {
                    has_url = true;
                    resource.url = self.url(node);
                }
                "kind" => resource.kind = self.word(node, &RESOURCE_KINDS, ResourceKind::Link),
                "source" => resource.source = self.own_text(node),
                "license" => resource.license = self.string(node).to_owned(),
                _ => self.unknown(member, RESOURCE),
            }
        }
        if !has_url {
            self.missing(node.at, "url");
        }
        resource
    }

    fn evidence(&mut self, node: &Node) -> Evidence {
        let mut evidence = Evidence {
            kinds: EVIDENCE_KINDS.map(|(_, kind)| kind).to_vec(),
            ..Evidence::default()
        };
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "kinds" => {
                    let items = self.list(node);
                    evidence.kinds = items
                        .iter()
                        .map(|item| self.word(item, &EVIDENCE_KINDS, EvidenceKind::Text))
                        .collect();
                    if items.is_empty() {
                        self.note(Finding::new(code::EMPTY, node.at));
                    }
                }
                "required" => evidence.required = self.flag(node),
                "min_words" => evidence.min_words = self.whole(node, 0, 100_000),
                "prompt" => evidence.prompt = self.text(node),
                _ => self.unknown(member, EVIDENCE),
            }
        }
        evidence
    }

    fn rubric(&mut self, node: &Node) -> Rubric {
        let mut rubric = Rubric::default();
        // The list of criteria by itself, or with `self_assess` beside it.
        if matches!(node.value, crate::board::document::Value::List(_)) {
            rubric.criteria = self.criteria(node);
            return rubric;
        }
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "criteria" => rubric.criteria = self.criteria(node),
                "self_assess" => rubric.self_assess = self.flag(node),
                _ => self.unknown(member, RUBRIC),
            }
        }
        rubric
    }

    fn criteria(&mut self, node: &Node) -> Vec<Criterion> {
        let items = self.list(node);
        let criteria: Vec<Criterion> = items.iter().map(|item| self.criterion(item)).collect();
        self.unique(
            items,
            criteria.iter().map(|criterion| criterion.id.as_str()),
        );
        criteria
    }

    fn criterion(&mut self, node: &Node) -> Criterion {
        let mut criterion = Criterion::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "id" => criterion.id = self.id(node),
                "title" => criterion.title = self.title(node),
                "levels" => {
                    let items = self.list(node);
                    criterion.levels = items.iter().map(|item| self.rubric_level(item)).collect();
                }
                _ => self.unknown(member, CRITERION),
            }
        }
        criterion
    }

    fn rubric_level(&mut self, node: &Node) -> RubricLevel {
        let mut level = RubricLevel::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "title" => level.title = self.title(node),
                "about" => level.about = self.text(node),
                "points" => level.points = self.points(node).unwrap_or_default(),
                _ => self.unknown(member, RUBRIC_LEVEL),
            }
        }
        level
    }

    fn place(&mut self, node: &Node) -> Place {
        let mut place = Place::default();
        for member in self.object(node) {
            let node = &member.value;
            match self.key(member) {
                "who" => place.who = self.own_text(node),
                "where" => place.location = self.own_text(node),
                "when" => place.when = self.own_text(node),
                "contact" => place.contact = self.string(node).to_owned(),
                "hours" => place.hours = self.amount(node),
                _ => self.unknown(member, PLACE),
            }
        }
        place
    }
}
