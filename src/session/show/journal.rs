//! The journal, and the note that asks for help.

use crate::board::{Layout, Prompt, Text, as_drawn};
use crate::progress::check::word;
use crate::progress::{Entry, Fact, Goal, Handed, Help, Noted, Role};
use crate::rules::{Ix, Moment, Place, Standing, State};
use crate::session::opened::Opened;
use crate::session::view::{
    CommentView, EntryView, GoalView, HelpView, JournalView, NoteView, OptionView,
};
use crate::words::{Arg, Phrase};

/// Goals and entries that are shown, newest first; the file has them all.
const SHOWN: usize = 200;

impl Opened {
    /// The board has a journal: not all that can be written in one is switched off. Goals stand beside the plan.
    pub fn has_journal(&self) -> bool {
        let board = &self.edition.board;
        !(board.reflections.off && board.check_in.off)
    }

    /// The journal.
    #[inline(never)]
    pub fn journal(&self) -> JournalView {
        let board = &self.edition.board;
        let places = (0..).zip(&board.activities);
        let taken_up = places.filter(|(ix, _)| {
            let standing = self.progress.standing(*ix);
            standing.is_some_and(|standing| standing.in_use())
        });
        let written = self.progress.journal();
        let goals = written.map_or(&[][..], |written| &written.goals);
        let entries = written.map_or(&[][..], |written| &written.entries);
        JournalView {
            reflections: self.prompts(&board.reflections),
            goals: self.prompts(&board.goals),
            check_in: self.prompts(&board.check_in),
            has_school: self.link.as_ref().is_some_and(|link| link.is_heard()),
            activities: taken_up
                .map(|(ix, activity)| (activity.id.clone(), self.title(ix)))
                .collect(),
            ahead: self.ahead_on_paths(),
            proposals: self.proposals(),
            set: goals
                .iter()
                .rev()
                .take(SHOWN)
                .map(|goal| self.goal(goal))
                .collect(),
            entries: entries
                .iter()
                .rev()
                .take(SHOWN)
                .map(|entry| self.entry(entry))
                .collect(),
        }
    }

    /// Stops of paths that are not taken up yet, with their titles.
    fn ahead_on_paths(&self) -> Vec<(String, String)> {
        let places = (0..).zip(&self.edition.board.activities);
        let ahead = places.filter(|(ix, activity)| {
            let on_path = |place: &Place| self.layout(place.section) == Layout::Path;
            let in_use = |standing: &Standing| standing.in_use();
            !activity.free
                && self.edition.place(*ix).is_some_and(on_path)
                && !self.progress.standing(*ix).is_some_and(in_use)
        });
        ahead
            .map(|(ix, activity)| (activity.id.clone(), self.title(ix)))
            .collect()
    }

    fn prompts(&self, prompt: &Prompt) -> Option<Vec<OptionView>> {
        if prompt.off || self.readonly {
            return None;
        }
        let option = |(at, text): (usize, &Text)| OptionView {
            value: String::from(word(text)),
            says: self.text(prompt.drawn.get(at).unwrap_or(text)),
            image: None,
        };
        Some(prompt.prompts.iter().enumerate().map(option).collect())
    }

    fn goal(&self, goal: &Goal) -> GoalView {
        let clock = self.progress.facts().clock;
        let reached = goal.review.as_ref().map(|review| review.reached.name());
        let about = goal
            .activity
            .as_deref()
            .and_then(|id| self.edition.find(id));
        GoalView {
            id: goal.id.clone(),
            text: goal.text.clone(),
            until: goal.until.map(|day| {
                let at = Moment::Day(i64::from(day)).instant(clock.offset);
                Phrase::new("goal-until").with("date", Arg::Date(at, false))
            }),
            about: about.map(|ix| Phrase::new("goal-about").with("activity", Arg::Activity(ix))),
            when: written_on("goal-when", goal.at, false),
            review: goal.review.as_ref().map(|review| {
                let says = written_on("goal-review", review.at, false);
                let reached = Arg::Text(String::from(review.reached.name()));
                (says.with("reached", reached), review.text.clone())
            }),
            has_come: reached.is_none()
                && goal.until.is_some_and(|day| i64::from(day) <= clock.day()),
            open: !self.readonly && reached != Some("yes"),
        }
    }

    pub(super) fn entry(&self, entry: &Entry) -> EntryView {
        let about = entry
            .activity
            .as_deref()
            .and_then(|id| self.edition.find(id));
        let mut view = EntryView {
            kind: "reflect",
            when: written_on("panel-when", entry.at, true),
            about: about.map(|ix| self.title(ix)).unwrap_or_default(),
            prompt: String::new(),
            text: entry.text.clone(),
            level: None,
            talk: false,
            work: None,
        };
        match &entry.noted {
            Noted::Reflection {
                prompt,
                confidence,
                work,
            } => {
                let asked = &self.edition.board.reflections;
                let said = prompt.as_deref().unwrap_or_default();
                view.prompt = String::from(as_drawn(asked, said));
                view.level = *confidence;
                view.work = work.as_deref().and_then(|id| self.written_about(entry, id));
            }
            Noted::CheckIn { mood, talk } => {
                view.kind = "check_in";
                view.level = *mood;
                view.talk = *talk;
            }
        }
        view
    }

    /// Which work an entry was written about: what was handed in, and when. Nothing where the log has no such hand-in of its activity.
    fn written_about(&self, entry: &Entry, id: &str) -> Option<Phrase> {
        let event = self.log.get(id)?;
        let Fact::Submit { evidence } = &event.fact else {
            return None;
        };
        if event.activity != entry.activity || event.by.role != Role::Learner {
            return None;
        }
        let is_there = |piece: &&Handed| !piece.value.trim().is_empty() || !piece.digest.is_empty();
        let pieces: Vec<&Handed> = evidence.iter().filter(is_there).collect();
        let says = match pieces.as_slice() {
            [] => Phrase::new("journal-work").with("kind", Arg::Text(String::new())),
            [one] if one.name.is_empty() => {
                Phrase::new("journal-work").with("kind", Arg::Text(one.kind.clone()))
            }
            [one] => Phrase::new("journal-work-named").with("name", Arg::Text(one.name.clone())),
            many => Phrase::new("journal-work-many").n("n", many.len() as f64),
        };
        Some(says.with("date", Arg::Date(event.at, true)))
    }

    /// What stands beside the buttons of an activity. Help with it: to be asked for while one is at it, and shown as long as there is a note. And
    /// whether it is planned.
    #[inline(never)]
    pub(super) fn help(&self, ix: Ix, state: State) -> Option<Box<HelpView>> {
        let id = &self.edition.activity(ix)?.id;
        let free = self.edition.place(ix).is_some_and(|place| place.free);
        let at_it = matches!(state, State::Started | State::Waiting | State::Returned);
        let open = at_it && !free && !self.readonly;
        let written = self.progress.journal();
        let note = written.and_then(|written| written.help.get(id.as_str()));
        let planned = self.planned(ix);
        (open || note.is_some() || planned.is_some()).then(|| {
            Box::new(HelpView {
                room: None,
                code: false,
                has_code: false,
                open,
                note: note.map(note_view),
                planned,
            })
        })
    }
}

fn note_view(help: &Help) -> NoteView {
    let answers = help.answers.iter().map(|(at, says)| CommentView {
        says: says.clone(),
        when: written_on("panel-when", *at, true),
    });
    NoteView {
        when: written_on("help-when", help.at, true),
        text: help.text.clone(),
        tried: help.tried.clone(),
        answers: answers.collect(),
    }
}

/// With the time of day, or the day alone.
pub(super) fn written_on(key: &'static str, at: i64, time: bool) -> Phrase {
    Phrase::new(key).with("date", Arg::Date(at, time))
}
