//! What is being written about the work and is not in the log yet: the journal's fields and those that ask for help. Kept on this device as it
//! is typed, under one key of both shelves; cleared once it is in the log. Never sent, and in no file.
//!
//! All tabs of a space have that key. What follows what stands here takes its place, and of two that were written at the same time each tab
//! keeps its own in the fields and the other's beside it: [`super::writing`].

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::codes::CODE;
use super::effect::{Effect, Shelf};
use super::machine::Update;
use super::message::Fault;
use super::opened::Opened;
use crate::progress::Planned;
use crate::words::{Arg, Phrase, write_json};

/// What another tab has in the same form, where both were written in. Beside the fields, which have no blank before their names.
pub const OTHER: &str = " other";

/// The fields, by the form they belong to.
#[derive(Default)]
pub(super) struct Notebook {
    /// Form, field, text.
    pub(super) fields: Vec<(String, String, String)>,
    /// The form that was typed in last.
    pub typing: String,
    /// The wait after which they are stored.
    pub resting: Option<u64>,
    /// The write to the local shelf that is under way.
    storing: Option<u64>,
    /// The write to the database, where the local shelf did not take it.
    rescuing: Option<u64>,
    /// Why the last one failed.
    fault: Option<Fault>,
    /// Events under way to the device, and the forms that they empty; no form where somebody has written on.
    pub keeping: Vec<(String, String)>,
    /// The plan as it was written last, and the event that says so.
    pub planned: Option<(String, Planned)>,
    /// Answers to the survey that are under way: a question, and all that is ticked there.
    pub ticked: Vec<(String, Vec<String>)>,
    /// The form that was kept last, until somebody writes again.
    pub told: Option<String>,
    /// Why a form was not taken.
    pub trouble: Option<(String, Phrase)>,
}

impl Notebook {
    /// From its stored form; what cannot be read is nothing.
    pub fn read(text: &str) -> Self {
        let mut book = Notebook::default();
        let Ok(Value::Object(forms)) = serde_json::from_str(text) else {
            return book;
        };
        for (form, fields) in &forms {
            for (name, text) in fields.as_object().into_iter().flatten() {
                if let Some(text) = text.as_str() {
                    book.put(form, name, text);
                }
            }
            book.name_other(form);
        }
        book
    }

    /// As it is stored; nothing where nothing stands in it.
    fn write(&self) -> Option<String> {
        let begun = |form: &String| self.is_begun(form) && is_kept(form);
        self.written(&begun)
    }

    /// As other tabs are told it: of what was cleared they hear that it was.
    fn tell(&self) -> String {
        let kept = |form: &String| is_kept(form);
        self.written(&kept).unwrap_or_default()
    }

    fn written(&self, wanted: &dyn Fn(&String) -> bool) -> Option<String> {
        let mut forms = Map::new();
        for (form, name, text) in self.fields.iter().filter(|(form, ..)| wanted(form)) {
            let fields = forms
                .entry(form.clone())
                .or_insert(Value::Object(Map::new()));
            if let Value::Object(fields) = fields {
                fields.insert(name.clone(), text.as_str().into());
            }
        }
        (!forms.is_empty()).then(|| write_json(&Value::Object(forms)))
    }

    pub(super) fn get(&self, form: &str, name: &str) -> &str {
        let mut all = self.fields.iter();
        let found = all.find(|(of, known, _)| of == form && known == name);
        found.map_or("", |(_, _, text)| text)
    }

    /// Puts a text into a field; an empty one takes the field out.
    pub fn put(&mut self, form: &str, name: &str, text: &str) {
        self.fields
            .retain(|(of, known, _)| of != form || known != name);
        if !text.is_empty() {
            let (form, name) = (String::from(form), String::from(name));
            self.fields.push((form, name, String::from(text)));
        }
    }

    /// Something stands in a form.
    pub(super) fn is_begun(&self, form: &str) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|(of, name, _)| of == form && (!name.starts_with(' ') || name == OTHER))
    }

    /// Nothing of it is under way to the device.
    pub fn is_at_rest(&self) -> bool {
        self.resting.or(self.storing).or(self.rescuing).is_none()
    }

    /// Something stands in it that the device did not store.
    pub fn is_lost(&self) -> bool {
        self.fault.is_some() && self.write().is_some()
    }
}

impl Opened {
    /// What stands in a field.
    pub fn noted(&self, form: &str, name: &str) -> &str {
        let book = self.notebook.as_ref().or(self.shelves.notebook.as_ref());
        book.map_or("", |book| book.get(form, name))
    }

    /// The same for the screen, which may stand before all has been read.
    pub fn shown(&self, form: &str, name: &str) -> String {
        if self.notebook.is_none() && self.shelves.notebook.is_none() {
            let book = self.shelves.early_notebook();
            return book.map_or_else(String::new, |book| String::from(book.get(form, name)));
        }
        String::from(self.noted(form, name))
    }

    /// Where the draft of a form is, and why the form was not taken.
    pub fn note_status(&self, form: &str) -> (Option<Phrase>, Option<Phrase>) {
        let Some(book) = self.notebook.as_ref().or(self.shelves.notebook.as_ref()) else {
            return (None, None);
        };
        let trouble = book.trouble.as_ref().filter(|(of, _)| of == form);
        let is_begun = book.is_begun(form) && is_kept(form);
        let says = match book.fault {
            _ if book.resting.or(book.storing).or(book.rescuing).is_some() => "saved-draft-saving",
            Some(_) => "saved-draft-failed",
            None => "saved-draft",
        };
        (
            is_begun.then(|| Phrase::new(says)),
            trouble.map(|(_, says)| says.clone()),
        )
    }

    /// That what a form said is kept, where that is the news.
    pub fn note_kept(&self, form: &str) -> Option<Phrase> {
        let told = self.notebook.as_ref()?.told.as_deref()?;
        (told == form).then(|| said_kept(form))
    }

    /// What is being written, from the last time on.
    pub fn book(&mut self) -> &mut Notebook {
        let shelves = &mut self.shelves;
        self.notebook
            .get_or_insert_with(|| match shelves.notebook.take() {
                Some(book) => book,
                None => Box::new(shelves.early_notebook().unwrap_or_default()),
            })
    }

    /// Stores what stands in the fields now.
    pub fn store_notes(&mut self, update: &mut Update) {
        let ticket = self.keeper.ticket();
        let Some(book) = &mut self.notebook else {
            return;
        };
        book.resting = None;
        let (shelf, key) = (Shelf::Local, self.space.notebook());
        let text = book.write();
        let told = Effect::Tell {
            key: key.clone(),
            text: book.tell(),
        };
        match text {
            None => {
                update.changed.saved = true;
                for shelf in [shelf, Shelf::Database] {
                    let key = key.clone();
                    update.effects.push(Effect::Remove { shelf, key });
                }
            }
            Some(text) => {
                book.storing = Some(ticket);
                update.effects.push(Effect::Put {
                    shelf,
                    key,
                    text,
                    ticket,
                });
            }
        }
        update.effects.push(told);
    }

    /// Another tab has something else in its fields.
    #[inline(never)]
    pub fn hear_notes(&mut self, key: &str, text: &str, update: &mut Update) {
        if !self.ready || key != self.space.notebook() {
            return;
        }
        let book = self.book();
        let theirs = Notebook::read(text);
        let all = theirs.fields.iter().chain(&book.fields);
        // What no tab is told is not missing there.
        let told = all.map(|(form, ..)| form).filter(|form| is_kept(form));
        let forms: BTreeSet<String> = told.cloned().collect();
        let mut is_behind = false;
        for form in &forms {
            is_behind |= book.hear(form, &theirs);
        }
        let rests = book.resting.is_some();
        // Of two that store at the same moment the device has the later, without what the other one wrote.
        if is_behind && !rests {
            self.store_notes(update);
        }
        update.changed.badges = true;
        update.changed.saved = true;
    }

    /// A wait is over, or the page is left and waits for nothing.
    #[inline(never)]
    pub fn rest_notes(&mut self, ticket: Option<u64>, update: &mut Update) {
        let book = self.notebook.as_deref();
        let resting = book.and_then(|book| book.resting);
        if resting.is_some() && ticket.is_none_or(|ticket| Some(ticket) == resting) {
            self.store_notes(update);
        }
    }

    /// Takes the answer to a write of ours.
    #[inline(never)]
    pub fn notes_stored(
        &mut self,
        ticket: u64,
        result: Result<(), Fault>,
        update: &mut Update,
    ) -> bool {
        let next = self.keeper.ticket();
        let key = self.space.notebook();
        let Some(book) = &mut self.notebook else {
            return false;
        };
        if book.rescuing == Some(ticket) {
            book.rescuing = None;
            book.fault = result.err();
            update.changed.saved = true;
            if result.is_ok() {
                // What the local shelf still has is older; before, it may have been the only copy.
                let shelf = Shelf::Local;
                update.effects.push(Effect::Remove { shelf, key });
            }
            return true;
        }
        if book.storing != Some(ticket) {
            return false;
        }
        book.storing = None;
        book.fault = None;
        update.changed.saved = true;
        let Some(text) = book.write() else {
            return true;
        };
        // A rescue that is still under way is of something older.
        book.rescuing = result.is_err().then_some(next);
        update.effects.push(Effect::Put {
            shelf: Shelf::Database,
            key,
            // A blank before it: what both shelves have word for word is not looked at when a board opens.
            text: [" ", &text].concat(),
            ticket: next,
        });
        true
    }

    /// The local shelf was cleared: what has not been kept goes back there.
    #[inline(never)]
    pub fn notes_wiped(&mut self, update: &mut Update) {
        if self.book().write().is_some() {
            self.store_notes(update);
        }
    }
}

/// A code word stands nowhere but in its field, typed by half or wrong.
#[inline(never)]
fn is_kept(form: &str) -> bool {
    !form.starts_with(CODE)
}

/// "Your goal is set."
pub(super) fn said_kept(form: &str) -> Phrase {
    let what = form.split('/').next().unwrap_or_default();
    Phrase::new("say-note").with("what", Arg::Text(String::from(what)))
}
