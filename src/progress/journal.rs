//! What a learner writes about the work: goals and how it went with them, entries of the journal, how the day goes, and where help is
//! asked for. Kept as far as screens show it: the rest is in the log.
//!
//! Nobody has one before the first such event: a log of ordinary acts takes no room here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::{Event, Fact, Reach};
use super::fold::Progress;
use super::own::Proposal;
use super::plan::Plan;
use super::rubric::Judged;
use crate::rules::Habit;

/// The field of a `reflect` that names the hand-in it was written about. It stands beside those of the type, as few have it: [`Event::extra`].
pub const WORK: &str = "work";

/// What has been written, oldest first.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Journal {
    /// Goals, each with its newest review.
    pub goals: Vec<Goal>,
    /// Entries and check-ins.
    pub entries: Vec<Entry>,
    /// Activities of one's own.
    pub proposals: Vec<Proposal>,
    /// For each activity the note that asked for help last.
    pub help: BTreeMap<Arc<str>, Help>,
    /// For each activity how work stands on the criteria of its rubric.
    pub judged: BTreeMap<Arc<str>, Judged>,
    /// Whether the learner wants to be compared with others, once that has been said.
    pub takes_part: Option<bool>,
}

/// A goal.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Goal {
    /// Of the event that set it.
    pub id: String,
    pub at: i64,
    pub activity: Option<Arc<str>>,
    pub text: String,
    /// Days since 1970.
    pub until: Option<i32>,
    pub review: Option<Review>,
}

/// How it went with a goal.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Review {
    pub at: i64,
    pub reached: Reach,
    pub text: String,
}

/// An entry.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Entry {
    pub at: i64,
    pub activity: Option<Arc<str>>,
    pub text: String,
    pub noted: Noted,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Noted {
    Reflection {
        prompt: Option<Box<str>>,
        /// 1 to 5.
        confidence: Option<u8>,
        /// Id of the hand-in it was written about.
        work: Option<Box<str>>,
    },
    CheckIn {
        /// 1 to 5.
        mood: Option<u8>,
        talk: bool,
    },
}

/// A note that asks for help, and what was answered to it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Help {
    pub at: i64,
    pub text: String,
    pub tried: String,
    /// When, and what; oldest first.
    pub answers: Vec<(i64, String)>,
}

/// A journal and a plan, and whether something in them is new since that was last asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) journal: Journal,
    pub plan: Option<Plan>,
    is_new: bool,
}

impl Progress {
    /// What has been written; nothing where nobody has written or planned anything.
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref().map(|kept| &kept.journal)
    }

    /// Whether something was written, or taken out, since this was last asked.
    pub fn is_journal_new(&mut self) -> bool {
        let kept = self.journal.as_mut();
        kept.is_some_and(|kept| std::mem::take(&mut kept.is_new))
    }

    /// Takes in what a learner plans and writes about the work, and what is answered to it.
    #[inline(never)]
    pub(super) fn write_down(&mut self, event: &Event) {
        match event.fact {
            Fact::Reflect { .. } => self.count(Habit::Reflections),
            Fact::Goal { .. } => self.count(Habit::Goals),
            Fact::CheckIn { .. } => self.count(Habit::CheckIns),
            _ => {}
        }
        // The panel of the activity shows some of it.
        let activity = event.activity.as_deref();
        self.touched
            .extend(activity.and_then(|id| self.edition.find(id)));
        let kept = self.journal.get_or_insert_default();
        kept.is_new = true;
        match &event.fact {
            Fact::Plan(planned) => Plan::take(&mut kept.plan, event.at, planned),
            Fact::Propose { .. } | Fact::Accept { .. } | Fact::Decline { .. } => {
                let at_once = !self.edition.board.proposals.approval;
                kept.journal.propose(event, at_once);
            }
            _ => kept.journal.take(event),
        }
    }

    /// A reset: of one activity, or of everything.
    #[inline(never)]
    pub(super) fn take_out(&mut self, activity: Option<&str>) {
        let Some(kept) = &mut self.journal else {
            return;
        };
        kept.is_new = true;
        let journal = &mut kept.journal;
        let Some(activity) = activity else {
            kept.plan = None;
            // Not what one has done, but what one wants to be seen of it.
            let takes_part = journal.takes_part;
            return *journal = Journal {
                takes_part,
                ..Journal::default()
            };
        };
        let stays = |of: &Option<Arc<str>>| of.as_deref() != Some(activity);
        journal.goals.retain(|goal| stays(&goal.activity));
        journal.entries.retain(|entry| stays(&entry.activity));
        journal.help.remove(activity);
        journal.judged.remove(activity);
    }
}

impl Journal {
    fn take(&mut self, event: &Event) {
        let (at, activity) = (event.at, &event.activity);
        let entry = |text: &String, noted: Noted| Entry {
            at,
            activity: activity.clone(),
            text: text.clone(),
            noted,
        };
        match &event.fact {
            Fact::Reflect {
                text,
                prompt,
                confidence,
            } => self.entries.push(entry(
                text,
                Noted::Reflection {
                    prompt: prompt.clone(),
                    confidence: *confidence,
                    work: event
                        .extra
                        .get(WORK)
                        .and_then(|id| Some(id.as_str()?.into())),
                },
            )),
            Fact::CheckIn { mood, text, talk } => self.entries.push(entry(
                text,
                Noted::CheckIn {
                    mood: *mood,
                    talk: *talk,
                },
            )),
            Fact::Goal { text, until } => self.goals.push(Goal {
                id: event.id.clone(),
                at,
                activity: activity.clone(),
                text: text.clone(),
                until: *until,
                review: None,
            }),
            Fact::GoalReview {
                goal,
                reached: Some(reached),
                text,
            } => {
                // Mostly one of the last.
                let mut goals = self.goals.iter_mut().rev();
                let reviewed = goals.find(|known| known.id == *goal);
                if let Some(goal) = reviewed {
                    goal.review = Some(Review {
                        at,
                        reached: *reached,
                        text: text.clone(),
                    });
                }
            }
            Fact::Help { text, tried } => {
                if let Some(activity) = activity {
                    let help = Help {
                        at,
                        text: text.clone(),
                        tried: tried.clone(),
                        answers: Vec::new(),
                    };
                    self.help.insert(activity.clone(), help);
                }
            }
            Fact::AnswerHelp { text } => {
                let asked = activity.as_ref().and_then(|id| self.help.get_mut(id));
                if let Some(help) = asked.filter(|_| !text.is_empty()) {
                    help.answers.push((at, text.clone()));
                }
            }
            Fact::SelfAssess { .. } | Fact::Assess { .. } => self.judge(event),
            Fact::TakePart { value: Some(value) } => self.takes_part = Some(*value),
            _ => {}
        }
    }
}
