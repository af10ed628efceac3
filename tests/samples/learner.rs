//! Somebody working on a sample board, one act after another.

use std::sync::Arc;

use choiceboard::board::{EvidenceKind, layout};
use choiceboard::progress::{Actor, Edition, Event, Fact, Handed, Progress, Role};
use choiceboard::rules::{Clock, State, Verdict, codes};

use super::shelf;

/// 1 September 2025, noon, in UTC.
const BEGIN: i64 = 1_756_728_000_000;

pub struct Learner {
    pub progress: Progress,
    acts: i64,
}

impl Learner {
    /// Somebody who has just opened this sample.
    pub fn at(name: &str) -> Self {
        let board = shelf::board(name);
        let ground = layout(&board);
        let clock = Clock {
            now: BEGIN,
            offset: 0,
        };
        Learner {
            progress: Progress::new(Arc::new(Edition::new(board, ground)), clock),
            acts: 0,
        }
    }

    /// One act; whether it had an effect is seen in the state.
    pub fn act(&mut self, role: Role, activity: &str, fact: Fact) {
        self.acts += 1;
        let event = Event {
            id: format!("act-{:04}", self.acts),
            at: BEGIN + self.acts * 60_000,
            offset: Some(0),
            by: Actor {
                role,
                id: "someone".into(),
            },
            activity: Some(activity.into()),
            fact,
            revision: None,
            extra: Default::default(),
        };
        let clock = Clock {
            now: event.at,
            offset: 0,
        };
        self.progress
            .apply(&event, clock)
            .expect("acts come in order");
    }

    pub fn choose(&mut self, activity: &str) {
        self.act(Role::Learner, activity, Fact::Choose);
    }

    /// Takes the check of an activity.
    pub fn answer(&mut self, activity: &str, percent: f64) {
        let score = Some(percent);
        self.act(Role::Learner, activity, Fact::Answer { score });
    }

    /// Everything it takes on the learner's side: a check, required evidence, and saying done.
    pub fn say_done(&mut self, activity: &str) {
        let ix = self.progress.edition().find(activity).expect(activity);
        self.say_words(activity);
        let asked = self.progress.activity(ix).expect(activity).clone();
        let tried = self
            .progress
            .standing(ix)
            .is_some_and(|standing| standing.attempts > 0);
        if asked.more.check.is_some() && !tried {
            self.answer(activity, 100.0);
        }
        if let Some(evidence) = asked
            .more
            .evidence
            .clone()
            .filter(|evidence| evidence.required)
        {
            let text = evidence.kinds.contains(&EvidenceKind::Text);
            let words = evidence.min_words.unwrap_or(1) as usize;
            let handed = Handed {
                kind: if text { "text" } else { "image" }.into(),
                value: if text {
                    "word ".repeat(words)
                } else {
                    String::new()
                },
                name: if text { "" } else { "photo.jpg" }.into(),
                ..Handed::default()
            };
            let evidence = vec![handed];
            self.act(Role::Learner, activity, Fact::Submit { evidence });
        }
        self.act(Role::Learner, activity, Fact::Done);
    }

    /// Says every code word that anything waits for; whether there was one.
    pub fn hears_words(&mut self) -> bool {
        let edition = self.progress.edition().clone();
        let before = self.acts;
        for activity in &edition.board.activities {
            self.say_words(&activity.id);
        }
        self.acts > before
    }

    /// Says the code words that an activity waits for: the teacher has told them.
    fn say_words(&mut self, activity: &str) {
        let edition = self.progress.edition().clone();
        let ix = edition.find(activity).expect(activity);
        let asked = codes(&self.progress.ahead(), ix);
        let words: Vec<String> = asked.into_iter().map(String::from).collect();
        for digest in words {
            self.act(Role::Learner, activity, Fact::Code { digest });
        }
    }

    /// The same, and the teacher's approval where the board asks for it.
    pub fn finish(&mut self, activity: &str) {
        self.say_done(activity);
        if self.state(activity) == State::Waiting {
            self.approve(activity);
        }
        assert_eq!(self.state(activity), State::Done, "{activity}");
    }

    pub fn finish_all(&mut self, activities: &[&str]) {
        for activity in activities {
            self.finish(activity);
        }
    }

    pub fn approve(&mut self, activity: &str) {
        let comment = String::new();
        self.act(Role::Teacher, activity, Fact::Approve { comment });
    }

    pub fn state(&self, activity: &str) -> State {
        let ix = self.progress.edition().find(activity).expect(activity);
        self.progress.standing(ix).expect(activity).state
    }

    pub fn is_complete(&self) -> bool {
        self.progress.is_complete()
    }

    pub fn is_impossible(&self) -> bool {
        self.progress.complete().verdict == Verdict::Impossible
    }

    pub fn has_badge(&self, badge: &str) -> bool {
        let at = self.progress.edition().badge(badge).expect(badge);
        self.progress.badges().earned(at)
    }
}
