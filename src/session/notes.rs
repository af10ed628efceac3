//! What is written about the work: goals, entries, how the day goes, a call for help, a plan. A form that says what it must becomes an event; what it says
//! is what stands in the [`super::notebook`].

use super::effect::Effect;
use super::machine::{Changed, Tiles, Update};
use super::message::{Note, Planning};
use super::notebook::said_kept;
use super::opened::Opened;
use super::stamp::Stamp;
use crate::board::Prompt;
use crate::progress::check::word;
use crate::progress::{self, Fact};
use crate::rules::{Ix, rfc3339};
use crate::words::Phrase;

/// How long a field rests before it is stored.
const REST: u32 = 300;

/// Characters in one text. A page of a child's writing has a third of it.
const MOST: usize = 4_000;

/// The form of an activity of one's own.
pub(super) const PROPOSE: &str = "propose";

/// Stands for a question of one's own.
pub const OWN: &str = "-";

impl Note {
    /// The form it is about.
    fn form(&self, opened: &Opened) -> String {
        match self {
            Note::Type { form, .. } => form.clone(),
            Note::Reflect => String::from("reflect"),
            Note::Goal => String::from("goal"),
            Note::Review { goal, .. } => review_form(goal),
            Note::CheckIn => String::from("check_in"),
            Note::Help(ix) => opened.help_form(*ix),
            Note::Propose => String::from(PROPOSE),
            Note::Withdraw(id) => ["withdraw/", id].concat(),
            Note::Level(ix, ..) | Note::Assess(ix) => opened.rubric_form(*ix),
            Note::Plan(..) | Note::Because => self.plan_form(opened),
            Note::Survey { .. } => String::from("survey"),
            Note::TakePart(_) => String::from("take_part"),
            Note::Code(ix) => opened.code_form(*ix),
        }
    }
}

/// The form in which it is said how it went with a goal.
pub(super) fn review_form(goal: &str) -> String {
    ["goal_review/", goal].concat()
}

impl Opened {
    /// The form in which help with an activity is asked for.
    pub(super) fn help_form(&self, ix: Ix) -> String {
        let id = self
            .edition
            .activity(ix)
            .map_or("", |activity| &activity.id);
        ["help/", id].concat()
    }

    /// Something is written about the work.
    #[inline(never)]
    pub fn note(&mut self, note: &Note, stamp: Stamp, update: &mut Update) {
        let form = note.form(self);
        if let Note::Type { name, text, .. } = note {
            return self.type_note(&form, name, text, stamp, update);
        }
        if let Note::Level(ix, at, level) = note {
            let Some(name) = self.rubric_field(*ix, *at) else {
                return;
            };
            return self.type_note(&form, &name, &level.to_string(), stamp, update);
        }
        // Already so, or of nothing that is there.
        if matches!(note, Note::Plan(..)) && !self.changes_plan(note) {
            return;
        }
        if matches!(note, Note::Withdraw(id) if !self.can_withdraw(id)) {
            return;
        }
        if let Note::Survey { question, tags } = note {
            return self.answer_survey(question, tags, stamp, update);
        }
        // Pressed twice: written once.
        let is_day = matches!(note, Note::Plan(_, Planning::On(_)));
        if !is_day && self.book().keeping.iter().any(|(_, of)| *of == form) {
            return;
        }
        let ix = match note {
            Note::Help(ix) | Note::Assess(ix) | Note::Code(ix) => Some(*ix),
            Note::Plan(..) | Note::Because | Note::Withdraw(_) => None,
            _ => self.edition.find(self.noted(&form, "about")),
        };
        update.changed.saved = true;
        if let Some(says) = self.lacks(note, &form) {
            self.notice.announce.push(says.clone());
            update.changed.notice = true;
            self.book().trouble = Some((form, says));
            return;
        }
        let mut event = self.event(self.note_fact(note), ix, stamp, 0);
        if let (Note::Reflect, Some(ix)) = (note, ix) {
            event.extra = self.work_named(ix);
        }
        let book = self.book();
        if let Fact::Plan(planned) = &event.fact {
            book.planned = Some((event.id.clone(), (**planned).clone()));
        }
        book.trouble = None;
        book.keeping.push((event.id.clone(), form));
        update.effects.extend(self.keeper.append(event));
    }

    fn type_note(&mut self, form: &str, name: &str, text: &str, stamp: Stamp, update: &mut Update) {
        let ticket = self.keeper.ticket();
        let tab = String::from(self.keeper.tab());
        let book = self.book();
        book.change(form, name, text, &tab, stamp.clock.now);
        book.told = None;
        // "Saving" is said once, not at each letter.
        update.changed.saved = book.resting.is_none() || book.trouble.is_some();
        book.trouble = None;
        form.clone_into(&mut book.typing);
        book.resting = Some(ticket);
        // Whoever writes on while an event is under way has begun the next.
        let begun_anew = book.keeping.iter_mut().filter(|(_, of)| of == form);
        begun_anew.for_each(|(_, of)| of.clear());
        update.effects.push(Effect::Wait { ms: REST, ticket });
    }

    /// What keeps a form from being taken.
    fn lacks(&self, note: &Note, form: &str) -> Option<Phrase> {
        let texts = ["text", "tried", "title"].map(|name| self.noted(form, name).trim());
        let longest = texts.map(|text| text.chars().count()).into_iter().max();
        let longest = longest.unwrap_or_default();
        if longest > MOST {
            let says = Phrase::new("note-too-long").n("n", longest as f64);
            return Some(says.n("most", MOST as f64));
        }
        let is_empty = texts.first().is_none_or(|text| text.is_empty());
        let other = |name: &str| !self.noted(form, name).is_empty();
        match note {
            Note::Review { .. } | Note::Plan(..) | Note::TakePart(_) | Note::Withdraw(_) => None,
            Note::Propose if other("title") => None,
            Note::Propose => Some(Phrase::new("note-empty-title")),
            Note::Assess(ix) => self.lacks_levels(*ix),
            Note::Code(ix) => self.lacks_code(*ix),
            Note::CheckIn if other("mood") || other("talk") => None,
            Note::CheckIn if is_empty => Some(Phrase::new("note-empty-check-in")),
            _ => is_empty.then(|| Phrase::new("note-empty")),
        }
    }

    /// What keeps a judgement from being taken.
    #[inline(never)]
    fn lacks_levels(&self, ix: Ix) -> Option<Phrase> {
        let (levels, missing) = self.picked(ix);
        if missing > 0 {
            return Some(Phrase::new("rubric-to-go").n("n", missing as f64));
        }
        if !self.can_judge(ix) {
            return Some(Phrase::new("rubric-not-now"));
        }
        let text = self.noted(&self.rubric_form(ix), "text").trim();
        let before = self.judged_before(ix)?;
        let same = before.levels == levels && (text.is_empty() || text == before.text);
        same.then(|| Phrase::new("rubric-same"))
    }

    /// What was picked of a rubric. Words that were kept before stay where there are no others.
    #[inline(never)]
    fn judgement(&self, ix: Ix, text: String) -> Fact {
        let before = self.judged_before(ix).filter(|_| text.is_empty());
        Fact::SelfAssess {
            levels: self.picked(ix).0,
            text: before.map_or(text, |before| before.text.clone()),
        }
    }

    /// What is written of a form.
    #[inline(never)]
    pub fn note_fact(&self, note: &Note) -> Fact {
        let form = note.form(self);
        let field = |name: &str| self.noted(&form, name).trim();
        let text = String::from(field("text"));
        let number = |name: &str| field(name).parse().ok();
        match note {
            Note::Type { name, text, .. } => Fact::Draft {
                kind: String::from(*name),
                value: text.clone(),
            },
            Note::Reflect => Fact::Reflect {
                text,
                prompt: self.asked(field("prompt")).map(Into::into),
                confidence: number("confidence"),
            },
            Note::Goal => Fact::Goal {
                text,
                until: rfc3339::read_day(field("until")).and_then(|day| i32::try_from(day).ok()),
            },
            Note::Review { goal, reached } => Fact::GoalReview {
                goal: goal.clone(),
                reached: Some(*reached),
                text,
            },
            Note::CheckIn => Fact::CheckIn {
                mood: number("mood"),
                text,
                talk: !field("talk").is_empty(),
            },
            Note::Propose => {
                let instead = field("instead");
                Fact::Propose {
                    title: field("title").into(),
                    about: text.into(),
                    instead: (!instead.is_empty()).then(|| instead.into()),
                }
            }
            Note::Withdraw(id) => Fact::Propose {
                title: "".into(),
                about: "".into(),
                instead: Some(id.as_str().into()),
            },
            Note::Level(ix, ..) | Note::Assess(ix) => self.judgement(*ix, text),
            Note::Plan(..) | Note::Because => self.plan_fact(note),
            Note::Survey { question, tags } => Fact::Survey {
                answers: vec![(question.clone(), tags.clone())],
            },
            Note::TakePart(value) => Fact::TakePart {
                value: Some(*value),
            },
            Note::Code(ix) => Fact::Code {
                digest: self.said_code(*ix).unwrap_or_default(),
            },
            Note::Help(_) => Fact::Help {
                text,
                tried: String::from(field("tried")),
            },
        }
    }

    /// The question that was picked, in the reader's language; the first where none was, none where it is one's own.
    fn asked(&self, picked: &str) -> Option<&str> {
        let Prompt { prompts, .. } = &self.edition.board.reflections;
        let found = match picked {
            "" => prompts.first(),
            picked => prompts.iter().find(|prompt| word(prompt) == picked),
        };
        found.map(|prompt| prompt.get(&self.language))
    }

    /// Names the views that what was written touches, and clears the forms of what is stored now.
    #[inline(never)]
    pub fn tell_notes(&mut self, changed: &Option<progress::Changed>, update: &mut Update) {
        // Other tiles, and maybe another section.
        if std::mem::take(&mut self.is_renewed) {
            update.changed.layout = true;
        }
        if !self.progress.is_journal_new() {
            return;
        }
        let tiles = self.said_anew();
        update.changed.merge(Changed {
            head: true,
            badges: true,
            sections: true,
            tiles: Tiles::Some(tiles),
            ..Changed::default()
        });
        self.clear_kept(changed, update);
    }

    /// Clears the forms of what is stored now, and says so.
    #[inline(never)]
    pub(super) fn clear_kept(&mut self, changed: &Option<progress::Changed>, update: &mut Update) {
        let Some(book) = &mut self.notebook else {
            return;
        };
        let log = &self.log;
        let is_kept = |(id, _): &(String, String)| log.get(id).is_some();
        let kept: Vec<String> = book
            .keeping
            .iter()
            .filter(|keeping| is_kept(keeping))
            .map(|(_, form)| form.clone())
            .collect();
        if kept.is_empty() {
            return;
        }
        book.keeping.retain(|keeping| !is_kept(keeping));
        let is_form = |form: &String| form != "survey" && form != "rate";
        let had_fields = kept.iter().any(is_form);
        let said = |form: &String| self.edition.find(form.strip_prefix("code/")?);
        let opened = kept.iter().find_map(said);
        for form in kept {
            book.clear(&form);
            // Where it could not be stored, the bar says so.
            if self.keeper.trouble().is_none() {
                self.notice.announce.push(said_kept(&form));
                book.told = Some(form);
            }
        }
        update.changed.saved = true;
        update.changed.notice = true;
        self.announce(opened, false, changed);
        if had_fields {
            self.store_notes(update);
        }
    }
}
