//! Statements of the Experience API (xAPI 1.0.3) from events: what a learner chose, began, handed in, took back and earned, for an LRS that
//! gathers it from many places. docs/xapi.md is their profile.
//!
//! A statement has no actor: who the learner is there, the LMS has said to the page and not to us. It is made from ids that the board has, from
//! numbers and from times. Whatever a learner wrote, said or drew stays where it is, whatever kind of event it is in.

mod names;
#[cfg(test)]
mod tests;
mod vocabulary;

use serde_json::{Map, Value, json};

use crate::board::{Activity, Badge, Standard, Text};
use crate::progress::{Event, Fact, Handed, Progress, Role, count_words, number};
use crate::rules::rfc3339;
use crate::words::markdown::bare;
use names::Base;
use vocabulary::{
    ANSWERED, BADGE, BECAUSE, BOARD, CHECK, COMPLETED, DISCARDED, EARNED, EVIDENCE, LEVEL,
    MASTERED, OFFERED, PROGRESSED, RETRACTED, SELECTED, STANDARD, STARTED, SUBMITTED, TASK, VIEWED,
};
pub use vocabulary::{EXTENSIONS, TYPES, VERBS, Verb};

/// The kinds of evidence that a statement names; any other may be a learner's own words.
const KINDS: [&str; 5] = ["text", "link", "image", "file", "audio"];

/// The statements of these events, in their order, and after them those of the mastery that has come of their activities. `base` is the board's
/// own IRI; `learner` is whose log it is.
///
/// The same event makes the same statement, on every device and at every time, as long as the board stays as it is. An event that says nothing to
/// others makes none: a teacher's, a draft, a reflection, and whatever is about something that the board does not have.
pub fn statements<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    progress: &Progress,
    learner: &str,
    base: &str,
) -> Vec<Value> {
    let maker = Maker {
        progress,
        learner,
        base: Base(base),
    };
    // By which event a standard was last shown, by its index.
    let standards = &progress.edition().board.standards;
    let mut touched: Vec<Option<&Event>> = vec![None; standards.len()];
    let mut made = Vec::new();
    for event in events {
        made.extend(maker.event(event));
        if !can_show(&event.fact) {
            continue;
        }
        let activity = maker.activity(event);
        let shown = activity.map_or(&[][..], |activity| &activity.more.standards);
        for (standard, touched) in standards.iter().zip(&mut touched) {
            let later = touched.is_none_or(|before| before.key() < event.key());
            if later && shown.contains(&standard.id) {
                *touched = Some(event);
            }
        }
    }
    for ((at, standard), touched) in (0..).zip(standards).zip(touched) {
        let level = progress.mastery(at);
        made.extend(
            touched
                .zip(level)
                .map(|(event, level)| maker.mastery(event, standard, level)),
        );
    }
    made
}

/// Makes statements of one learner's events on one board.
struct Maker<'a> {
    progress: &'a Progress,
    learner: &'a str,
    base: Base<'a>,
}

impl<'a> Maker<'a> {
    fn event(&self, event: &Event) -> Option<Value> {
        // What a teacher does is another actor's, and the LMS knows of it.
        let own = event.fact.belongs_to() == Some(Role::Learner) || event.fact == Fact::Reset;
        if event.by.role != Role::Learner || !own {
            return None;
        }
        let about = || self.activity(event);
        let mut result = Map::new();
        let mut extensions = Map::new();
        let mut activity = None;
        let (verb, object) = match &event.fact {
            Fact::Offered { activities } => {
                let offered = self.known(activities);
                // None where there was too much of it to list.
                if !offered.is_empty() {
                    extensions.insert(OFFERED.into(), offered.into());
                }
                (VIEWED, self.board())
            }
            Fact::Earn { badge, because } => {
                let board = &self.progress.edition().board;
                let badge = board.badges.iter().find(|known| known.id == *badge)?;
                extensions.insert(BECAUSE.into(), self.known(because).into());
                (EARNED, self.badge(badge))
            }
            Fact::Reset if event.activity.is_none() => {
                result.insert("completion".into(), false.into());
                (RETRACTED, self.board())
            }
            fact => {
                let about = about()?;
                activity = Some(about);
                (self.act(fact, about, &mut result)?, self.task(about))
            }
        };
        let id = names::statement(&event.id, &[self.base.0, self.learner]);
        let mut statement = self.statement(id, verb, object, event, activity);
        if !result.is_empty() {
            statement.insert("result".into(), result.into());
        }
        if let (false, Some(Value::Object(context))) =
            (extensions.is_empty(), statement.get_mut("context"))
        {
            context.insert("extensions".into(), extensions.into());
        }
        Some(statement.into())
    }

    /// What an act on an activity is called, and what came of it.
    fn act(&self, fact: &Fact, about: &Activity, result: &mut Map<String, Value>) -> Option<Verb> {
        Some(match fact {
            Fact::Choose => SELECTED,
            Fact::Drop => DISCARDED,
            Fact::Start => STARTED,
            Fact::Submit { evidence } => {
                let handed = json!({ EVIDENCE: handed(evidence) });
                result.insert("extensions".into(), handed);
                SUBMITTED
            }
            Fact::Answer { score } => {
                let check = self.met(about).more.check.as_deref();
                let score = score.filter(|score| score.is_finite());
                if let Some(raw) = score.map(|score| score.clamp(0.0, 100.0)) {
                    // Divided and rounded, for 29 of 100 is 0.29 and nothing longer.
                    let scaled = number((raw * 1e4).round() / 1e6);
                    let score =
                        json!({ "scaled": scaled, "raw": number(raw), "min": 0, "max": 100 });
                    result.insert("score".into(), score);
                    if let Some(check) = check {
                        result.insert("success".into(), (raw >= check.pass).into());
                    }
                }
                ANSWERED
            }
            // It waits for the teacher.
            Fact::Done if self.met(about).approval => SUBMITTED,
            Fact::Done => {
                result.insert("completion".into(), true.into());
                COMPLETED
            }
            Fact::Undo | Fact::Reset => {
                result.insert("completion".into(), false.into());
                RETRACTED
            }
            _ => return None,
        })
    }

    /// A level reached on a standard: the same whenever and wherever it is told.
    fn mastery(&self, event: &Event, standard: &Standard, level: usize) -> Value {
        let scale = &self.progress.edition().board.mastery.scale;
        let name = scale.get(level).map_or("", |level| level.id.as_str());
        let top = level + 1 == scale.len();
        let verb = if top { MASTERED } else { PROGRESSED };
        let id = names::made(&[self.base.0, self.learner, "standard", &standard.id, name]);
        let object = self.standard(standard);
        let mut statement = self.statement(id, verb, object, event, None);
        let around = statement.get_mut("context");
        let around =
            around.and_then(|context| context.get_mut("contextActivities")?.as_object_mut());
        if let (Some(around), Some(id)) = (around, self.base.case(standard)) {
            let item = json!([{ "objectType": "Activity", "id": id }]);
            around.insert("other".into(), item);
        }
        let level = json!({ "id": name, "level": level + 1, "of": scale.len() });
        let mut result = Map::new();
        if top {
            result.insert("success".into(), true.into());
        }
        result.insert("extensions".into(), json!({ LEVEL: level }));
        statement.insert("result".into(), result.into());
        statement.into()
    }

    fn statement(
        &self,
        id: String,
        verb: Verb,
        object: Value,
        event: &Event,
        activity: Option<&Activity>,
    ) -> Map<String, Value> {
        let board = &self.progress.edition().board;
        let mut around = Map::new();
        if object.get("id").is_none_or(|id| id != self.base.0) {
            let parent = json!([{ "objectType": "Activity", "id": self.base.0 }]);
            around.insert("parent".into(), parent);
        }
        let shown = activity.map_or(&[][..], |activity| &activity.more.standards);
        let standards = board.standards.iter();
        let standards = standards.filter(|standard| shown.contains(&standard.id));
        let standards: Vec<Value> = standards
            .flat_map(|standard| {
                let named = [Some(self.base.standard(standard)), self.base.case(standard)];
                named.into_iter().flatten()
            })
            .map(|id| json!({ "objectType": "Activity", "id": id }))
            .collect();
        if !standards.is_empty() {
            around.insert("other".into(), standards.into());
        }
        let mut context = Map::new();
        if !around.is_empty() {
            context.insert("contextActivities".into(), around.into());
        }
        context.insert("language".into(), tag(&board.language).into());
        let mut all = Map::new();
        all.insert("id".into(), id.into());
        let verb = json!({ "id": verb.id, "display": { "en": verb.display } });
        all.insert("verb".into(), verb);
        all.insert("object".into(), object);
        // In UTC, as cmi5 wants it (section 9.7).
        let at = rfc3339::write_instant(event.at, None);
        all.insert("timestamp".into(), at.into());
        all.insert("context".into(), context.into());
        all
    }

    /// The activity an event is about, as the board has it for all: what it is called tells nobody of a learner's groups.
    fn activity(&self, event: &Event) -> Option<&'a Activity> {
        // What a learner proposed is their own words, and goes nowhere.
        let edition = self.progress.edition().taught();
        edition.activity(edition.find(event.activity.as_deref()?)?)
    }

    /// The same as the learner meets it.
    fn met<'b>(&'b self, activity: &'b Activity) -> &'b Activity {
        let ix = self.progress.edition().find(&activity.id);
        ix.and_then(|ix| self.progress.activity(ix))
            .unwrap_or(activity)
    }

    fn known(&self, ids: &[String]) -> Vec<String> {
        let edition = self.progress.edition().taught();
        let known = ids.iter().filter(|id| edition.find(id).is_some());
        known.map(|id| self.base.activity(id)).collect()
    }

    fn board(&self) -> Value {
        let board = &self.progress.edition().board;
        self.object(self.base.0.to_owned(), BOARD, &board.title, &board.about)
    }

    fn task(&self, activity: &Activity) -> Value {
        let kind = match activity.more.check {
            Some(_) => CHECK,
            None => TASK,
        };
        let id = self.base.activity(&activity.id);
        self.object(id, kind, &activity.title, &activity.about)
    }

    fn badge(&self, badge: &Badge) -> Value {
        self.object(
            self.base.badge(&badge.id),
            BADGE,
            &badge.title,
            &badge.about,
        )
    }

    fn standard(&self, standard: &Standard) -> Value {
        let name = match standard.title.get("").trim().is_empty() {
            true => &Text::plain(standard.id.as_str()),
            false => &standard.title,
        };
        self.object(
            self.base.standard(standard),
            STANDARD,
            name,
            &Text::default(),
        )
    }

    fn object(&self, id: String, kind: &str, name: &Text, about: &Text) -> Value {
        let mut definition = Map::new();
        definition.insert("type".into(), kind.into());
        let whole: fn(&str) -> String = str::to_owned;
        for (field, text, as_text) in [("name", name, whole), ("description", about, bare)] {
            let texts = self.texts(text, as_text);
            if !texts.is_empty() {
                definition.insert(field.into(), texts.into());
            }
        }
        json!({ "objectType": "Activity", "id": id, "definition": definition })
    }

    /// A text in all its languages.
    fn texts(&self, text: &Text, as_text: fn(&str) -> String) -> Map<String, Value> {
        let language = &self.progress.edition().board.language;
        let written = |(tag_of, text): (&str, &str)| {
            let said = !text.trim().is_empty();
            said.then(|| (tag(tag_of).to_owned(), Value::from(as_text(text))))
        };
        match text {
            Text::Plain(text) => written((language, text)).into_iter().collect(),
            Text::Several(several) => several
                .iter()
                .filter_map(|(tag, text)| written((tag, text)))
                .collect(),
        }
    }
}

/// Whether a standard's level may have been reached by this: by a result, or by an activity that counts.
fn can_show(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Choose
            | Fact::Start
            | Fact::Submit { .. }
            | Fact::Answer { .. }
            | Fact::Done
            | Fact::Approve { .. }
            | Fact::Assess { .. }
            | Fact::CheckOff
    )
}

/// How many pieces of which kinds were handed in, and how many words: nothing of what they say.
fn handed(evidence: &[Handed]) -> Value {
    let mut kinds: Map<String, Value> = Map::new();
    let of = |kind: &str| evidence.iter().filter(|piece| piece.kind == kind).count();
    let mut others = evidence.len();
    for (kind, count) in KINDS.map(|kind| (kind, of(kind))) {
        others -= count;
        if count > 0 {
            kinds.insert(kind.into(), count.into());
        }
    }
    if others > 0 {
        kinds.insert("other".into(), others.into());
    }
    let texts = evidence.iter().filter(|piece| piece.kind == "text");
    let words: u32 = texts.map(|piece| count_words(&piece.value)).sum();
    json!({ "kinds": kinds, "words": words })
}

/// A tag of a language in the form that language maps ask for (RFC 5646), else that of no known one.
fn tag(tag: &str) -> &str {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let right = (2..=8).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if right { tag } else { "und" }
}
