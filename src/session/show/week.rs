//! The days ahead: what is planned, what is due, what opens, which goals have their day.

use super::plan::PICKED;
use crate::rules::{Ix, State};
use crate::session::opened::Opened;
use crate::session::view::{AheadView, WeekView};
use crate::words::{Arg, Phrase};

/// Days that are shown.
const WEEK: i32 = 7;

/// So much of what one day brings is named.
const A_DAY: usize = 8;

impl Opened {
    /// The days ahead: a week, or until the board is due where that is no further than two.
    #[inline(never)]
    pub fn week(&self) -> WeekView {
        let clock = self.progress.facts().clock;
        let today = self.today();
        let due = self.edition.board.due.map(|due| due.day(clock.offset));
        let near = due.and_then(|due| i32::try_from(due - clock.day()).ok());
        let near = near.filter(|ahead| (1..PICKED).contains(ahead));
        let last = today.saturating_add(near.unwrap_or(WEEK - 1));
        let mut days: Vec<AheadView> = (today..=last)
            .map(|day| AheadView {
                day: self.day(day),
                is_today: day == today,
                notes: Vec::new(),
                planned: Vec::new(),
            })
            .collect();
        self.mark_dates(&mut days, due);
        for ix in self.in_plan() {
            let day = self.day_planned(ix);
            if let Some(on) = days.iter_mut().find(|on| Some(on.day.day) == day) {
                on.planned.push(ix);
            }
        }
        WeekView {
            title: match near {
                Some(_) => Phrase::new("plan-until").with("date", self.date(last)),
                None => Phrase::new("plan-week"),
            },
            days,
        }
    }

    /// What is due, what opens, whose day has come.
    fn mark_dates(&self, days: &mut [AheadView], board_due: Option<i64>) {
        let clock = self.progress.facts().clock;
        let mut dates: Vec<(i64, Phrase)> = Vec::new();
        let about =
            |key: &'static str, ix: Ix| Phrase::new(key).with("activity", Arg::Activity(ix));
        for ix in 0..self.edition.board.activities.len() as Ix {
            let Some(now) = self.progress.standing(ix) else {
                continue;
            };
            let over = matches!(now.state, State::Done | State::Waiting | State::Dropped);
            let opens = self.edition.place(ix).and_then(|place| place.more.opens);
            if let Some(opens) = opens.filter(|opens| !opens.has_come(clock)) {
                dates.push((opens.day(clock.offset), about("plan-day-opens", ix)));
            }
            let due = self.activity(ix).and_then(|activity| activity.more.due);
            if let Some(due) = due.filter(|_| !over) {
                dates.push((due.day(clock.offset), about("plan-day-due", ix)));
            }
        }
        let goals = self.progress.journal().map_or(&[][..], |kept| &kept.goals);
        for goal in goals.iter().filter(|goal| goal.review.is_none()) {
            if let Some(until) = goal.until {
                let text = Arg::Text(goal.text.clone());
                let says = Phrase::new("plan-day-goal").with("text", text);
                dates.push((i64::from(until), says));
            }
        }
        for on in days {
            let day = i64::from(on.day.day);
            let mut notes = dates.iter().filter(|(of, _)| *of == day);
            if board_due == Some(day) {
                on.notes.push(Phrase::new("plan-day-board"));
            }
            on.notes
                .extend(notes.by_ref().take(A_DAY).map(|(_, says)| says.clone()));
            let more = notes.count();
            if more > 0 {
                on.notes.push(Phrase::new("way-others").n("n", more as f64));
            }
        }
    }
}
