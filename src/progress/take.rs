//! One event's effect. What an event may not do at its place in the order it does not do; it stays in the log.

use super::event::{Event, Fact, Role};
use super::fold::Progress;
use super::judge::Move;
use super::work::{Feedback, Work};
use crate::rules::{Habit, Ix, Standing, State};

impl Progress {
    /// Takes in the next event of the order.
    pub(super) fn take(&mut self, event: &Event) {
        if !may_speak(event) {
            return;
        }
        self.facts.clock = self.clock_of(event);
        self.note_day(event);
        self.facts_of_the_learner(event);
        if let Some(id) = event.activity.as_deref() {
            match self.edition.find(id) {
                Some(ix) => self.facts_of_an_activity(event, ix),
                // Gone from the board; what it once earned can still be withdrawn.
                None if withdraws(&event.fact) => self.badges.withdraw(None, id),
                None => {}
            }
        }
        let quiet = matches!(event.fact, Fact::Offered { .. } | Fact::Draft { .. });
        if !quiet && self.edition.fickle.contains(&true) {
            self.freshen_mastery();
            self.freshen_badges();
            let edition = self.edition.clone();
            self.badges.latch(&edition, &mut self.facts);
        }
    }

    /// Different local days with an act of the learner's.
    fn note_day(&mut self, event: &Event) {
        let counts = !matches!(
            event.fact,
            Fact::Offered { .. }
                | Fact::Draft { .. }
                | Fact::Reset
                | Fact::Earn { .. }
                | Fact::TakePart { .. }
                | Fact::Unknown(_)
        );
        let day = self.facts.clock.day();
        if event.by.role == Role::Learner
            && counts
            && let Err(at) = self.days.binary_search(&day)
        {
            self.days.insert(at, day);
            self.count(Habit::Days);
        }
    }

    fn facts_of_the_learner(&mut self, event: &Event) {
        match &event.fact {
            Fact::Plan(_)
            | Fact::Reflect { .. }
            | Fact::Goal { .. }
            | Fact::GoalReview { .. }
            | Fact::CheckIn { .. }
            | Fact::Help { .. }
            | Fact::AnswerHelp { .. }
            | Fact::Propose { .. }
            | Fact::Accept { .. }
            | Fact::Decline { .. }
            | Fact::SelfAssess { .. }
            | Fact::TakePart { value: Some(_) } => self.write_down(event),
            Fact::Survey { answers } => self.answer_survey(answers),
            Fact::Code { digest } => {
                put(&mut self.facts.codes, digest, true);
                // That it is kept is told as of all that is written.
                self.write_down(event);
            }
            Fact::Group { group, member } => {
                put(&mut self.facts.groups, group, *member);
                self.reckon_versions(event);
            }
            Fact::Award { badge } => self.badges.award(badge),
            Fact::Revoke { badge } => self.badges.revoke(badge),
            Fact::Earn { badge, because } => self.badges.record(badge, because),
            Fact::Reset => {
                self.take_out(event.activity.as_deref());
                self.forget_interests(event.activity.is_none());
                if event.activity.is_none() {
                    self.reset(event);
                }
            }
            Fact::ReadFeedback if event.activity.is_none() => {
                for ix in self.works.all() {
                    self.read_feedback(ix);
                }
            }
            _ => {}
        }
    }

    fn facts_of_an_activity(&mut self, event: &Event, ix: Ix) {
        match &event.fact {
            Fact::Draft { kind, value } => self.change(ix, |work| work.draft(kind, value)),
            Fact::Rate { stars } => self.rate(ix, *stars),
            Fact::ReadFeedback => self.read_feedback(ix),
            Fact::Comment { comment } => self.feed_back(ix, event, comment),
            Fact::AnswerHelp { text } if !text.is_empty() => self.feed_back(ix, event, text),
            Fact::Assess { .. } => self.assess(ix, event),
            Fact::Reset => {
                self.forget(ix, event);
            }
            Fact::Choose
            | Fact::Drop
            | Fact::Start
            | Fact::Step { .. }
            | Fact::Submit { .. }
            | Fact::Answer { .. }
            | Fact::Done
            | Fact::Undo
            | Fact::Approve { .. }
            | Fact::Return { .. }
            | Fact::CheckOff => self.step(event, ix),
            _ => {}
        }
    }

    /// An act that may lead from one state to another.
    fn step(&mut self, event: &Event, ix: Ix) {
        // A teacher's words reach the learner even where the act itself comes too late.
        match &event.fact {
            Fact::Return { comment } => self.feed_back(ix, event, comment),
            Fact::Approve { comment } if !comment.is_empty() => self.feed_back(ix, event, comment),
            _ => {}
        }
        self.know_for_locks(ix);
        let other_revision = event
            .revision
            .as_deref()
            .is_some_and(|revision| !self.edition.has_revision(ix, revision));
        let Some(judge) = self.judge(ix, other_revision) else {
            return;
        };
        let Ok(way) = judge.judge(&event.fact) else {
            return;
        };
        self.change(ix, |work| record(work, event, way));
        self.reckon(ix, Some(event), event.fact.word());
    }

    /// Locks are judged by what is known at this event's place and time.
    pub(super) fn know_for_locks(&mut self, ix: Ix) {
        let untouched = self
            .works
            .get(ix)
            .is_some_and(|work| matches!(work.state, State::Open | State::Dropped));
        if !untouched {
            return;
        }
        if self.edition.locks_ask_mastery {
            self.freshen_mastery();
        }
        if self.edition.locks_ask_badges {
            self.freshen_badges();
        }
    }

    /// Works out where an activity stands after its record changed, and carries the difference on.
    pub(super) fn reckon(&mut self, ix: Ix, event: Option<&Event>, reason: &'static str) {
        let Some(after) = self.stand(ix) else {
            return;
        };
        let Some(standing) = self.facts.standings.get_mut(ix as usize) else {
            return;
        };
        let before = std::mem::replace(standing, after.clone());
        self.touched.push(ix);
        self.take_place(ix, &before, &after);
        let at = event.map(|event| event.at);
        if before.counts != after.counts {
            self.count_activity(ix, at, &before, &after);
        }
        if before.points != after.points {
            self.ledger
                .enter(at, ix, reason, after.points - before.points);
            let total = self.ledger.total();
            let levels = &self.edition.ground.levels;
            self.facts.level = levels.iter().take_while(|from| **from <= total).count() as u32;
        }
        if (before.counts, before.attempts) != (after.counts, after.attempts) {
            self.doubt_mastery(ix);
        }
    }

    /// Where an activity stands by its record.
    fn stand(&self, ix: Ix) -> Option<Standing> {
        let place = self.edition.place(ix)?;
        let activity = self.activity(ix)?;
        let work = self.works.get(ix)?;
        let counts_when = self.edition.ground.counts_when;
        let attempts = activity
            .more
            .check
            .as_ref()
            .and_then(|check| check.attempts);
        let mut standing = Standing {
            state: if place.free { State::Done } else { work.state },
            approved: work.approved,
            passed: work.passed(activity),
            best: work.best(),
            attempts: work.tries,
            attempts_left: attempts.map(|attempts| attempts.saturating_sub(work.tries)),
            feedback: !work.feedback.is_empty(),
            feedback_read: work.feedback_read,
            ..Standing::default()
        };
        let this_round = u32::from(place.free || standing.has_reached(counts_when));
        standing.counts = (work.earlier + this_round).min(place.repeat.max(1));
        standing.points = place.points.times(standing.counts);
        standing.room = standing.room_in(place, counts_when);
        Some(standing)
    }

    /// Places of its section are taken by what is chosen or further, and not by free spaces.
    fn take_place(&mut self, ix: Ix, before: &Standing, after: &Standing) {
        let Some(place) = self.edition.place(ix).filter(|place| !place.free) else {
            return;
        };
        if let Some(taken) = self.taken.get_mut(place.section as usize) {
            let sum = *taken + u32::from(after.in_use());
            *taken = sum.saturating_sub(u32::from(before.in_use()));
        }
    }

    /// It counts more, or less: then badges it earned go.
    fn count_activity(&mut self, ix: Ix, at: Option<i64>, before: &Standing, after: &Standing) {
        let more = after.counts > before.counts;
        if let Some(work) = self.works.get_mut(ix) {
            match (more, after.counts) {
                (true, _) => work.since = at,
                (false, 0) => work.since = None,
                _ => {}
            }
        }
        if let Some(place) = self.edition.place(ix) {
            match more {
                true => self.badges.stand(&place.id),
                false => self.badges.withdraw(Some(ix), &place.id),
            }
        }
    }

    /// Nothing was ever done in this activity.
    fn forget(&mut self, ix: Ix, event: &Event) {
        self.change(ix, |work| *work = Work::default());
        self.reckon(ix, Some(event), "reset");
        self.doubt_mastery(ix);
    }

    /// Older events no longer count. Groups stay: they say who the learner is, and not what was done.
    fn reset(&mut self, event: &Event) {
        for ix in self.works.all() {
            if self.work(ix).is_some_and(|work| !work.is_untouched()) {
                self.forget(ix, event);
            }
        }
        self.badges.reset();
        self.days.clear();
        self.facts.habits = [0; 4];
        self.facts.codes.clear();
    }

    /// Another group meets other versions: what counts as ready, passed or tried may differ.
    fn reckon_versions(&mut self, event: &Event) {
        for ix in self.works.all() {
            let has_versions =
                |activity: &crate::board::Activity| !activity.more.versions.is_empty();
            if self.edition.activity(ix).is_some_and(has_versions) {
                self.reckon(ix, Some(event), "group");
            }
        }
    }

    pub(super) fn feed_back(&mut self, ix: Ix, event: &Event, text: &str) {
        self.change(ix, |work| {
            work.feedback_read = false;
            work.feedback.push(Feedback {
                at: event.at,
                with: event.fact.word(),
                text: text.to_owned(),
            });
        });
        self.reckon(ix, Some(event), event.fact.word());
    }

    fn read_feedback(&mut self, ix: Ix) {
        if self
            .work(ix)
            .is_none_or(|work| work.feedback.is_empty() || work.feedback_read)
        {
            return;
        }
        self.change(ix, |work| work.feedback_read = true);
        if let Some(standing) = self.facts.standings.get_mut(ix as usize) {
            standing.feedback_read = true;
        }
    }

    pub(super) fn change(&mut self, ix: Ix, how: impl FnOnce(&mut Work)) {
        if let Some(work) = self.works.get_mut(ix) {
            how(work);
            self.touched.push(ix);
        }
    }

    pub(super) fn count(&mut self, habit: Habit) {
        if let Some(count) = self.facts.habits.get_mut(habit as usize) {
            *count = count.saturating_add(1);
        }
    }

    pub(super) fn doubt_mastery(&mut self, ix: Ix) {
        let standards = self.edition.place(ix).map(|place| &place.more.standards);
        self.stale.extend(standards.into_iter().flatten());
    }
}

/// Writes an act that has an effect into the record.
fn record(work: &mut Work, event: &Event, way: Move) {
    if way.round {
        work.begin_round();
    }
    work.state = way.to;
    match &event.fact {
        Fact::Step { step, ticked } => work.tick(*step, *ticked),
        Fact::Submit { evidence } => work.handed.clone_from(evidence),
        Fact::Answer { score } => {
            work.tries = work.tries.saturating_add(1);
            work.scores.extend(score.map(|score| (event.at, score)));
            work.answer(&event.id);
        }
        Fact::Undo | Fact::Return { .. } => work.approved = false,
        Fact::Approve { .. } | Fact::CheckOff => work.approved = true,
        _ => {}
    }
    if event.by.role == Role::Learner && event.revision.is_some() {
        work.revision.clone_from(&event.revision);
    }
}

/// Learners do the learner's acts and teachers the teacher's; a reset is either's.
fn may_speak(event: &Event) -> bool {
    match event.fact.belongs_to() {
        Some(role) => role == event.by.role,
        None => matches!(event.by.role, Role::Learner | Role::Teacher),
    }
}

fn withdraws(fact: &Fact) -> bool {
    matches!(fact, Fact::Undo | Fact::Return { .. } | Fact::Reset)
}

fn put(sorted: &mut Vec<String>, text: &str, there: bool) {
    match (
        sorted.binary_search_by(|known| known.as_str().cmp(text)),
        there,
    ) {
        (Err(at), true) => sorted.insert(at, text.to_owned()),
        (Ok(at), false) => {
            sorted.remove(at);
        }
        _ => {}
    }
}
