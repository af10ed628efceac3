//! The plan: what is in it, whether it adds up, and how it changed.

use crate::board::{points_asked, points_goal};
use crate::progress::{AddsUp, Change, Over};
use crate::rules::{Ix, Moment, Points, Verdict, explain};
use crate::session::opened::Opened;
use crate::session::view::{ChangeView, DayView, PlanView, PlannedView, SumView};
use crate::words::{Arg, Phrase};

/// Days that can be picked, from today on.
pub(super) const PICKED: i32 = 14;

/// Planned activities that are shown, and changes; the file has them all.
const SHOWN: usize = 200;
const CHANGES: usize = 50;

const HALF_DAY: i64 = 43_200_000;

impl Opened {
    /// The plan.
    #[inline(never)]
    pub fn plan_view(&self) -> PlanView {
        let today = self.today();
        let plan = self.progress.plan();
        let known = self.in_plan();
        let items = known.iter().take(SHOWN).map(|ix| PlannedView {
            ix: *ix,
            day: self.day_planned(*ix).map(|day| self.day(day)),
        });
        let sums = self.progress.adds_up();
        let changes = plan.map_or(&[][..], |plan| &plan.changes);
        let history: Vec<ChangeView> = changes
            .iter()
            .rev()
            .map(|change| self.change(change))
            // Of what the board does not know there is nothing to say.
            .filter(|change| !change.says.is_empty() || !change.because.is_empty())
            .take(CHANGES)
            .collect();
        let (leads, is_good) = self.leads(&sums);
        let clashes = self.clashes(&sums);
        PlanView {
            open: !self.readonly,
            items: items.collect(),
            others: match self.readonly {
                true => Vec::new(),
                false => self.not_planned(&known),
            },
            days: (today..today.saturating_add(PICKED))
                .map(|day| self.day(day))
                .collect(),
            leads,
            is_good: is_good && clashes.is_empty(),
            notes: self.plan_notes(&sums, clashes),
            sums: self.sums(&sums),
            asks: history.first().filter(|_| self.asks_why(changes)).cloned(),
            history,
        }
    }

    /// What is planned, as far as the board knows it.
    pub(super) fn in_plan(&self) -> Vec<Ix> {
        let plan = self.progress.plan();
        let ids = plan.map_or(&[][..], |plan| &plan.activities);
        ids.iter().filter_map(|id| self.edition.find(id)).collect()
    }

    pub(super) fn today(&self) -> i32 {
        let day = self.progress.facts().clock.day();
        i32::try_from(day).unwrap_or(i32::MAX)
    }

    pub(super) fn day(&self, day: i32) -> DayView {
        let offset = self.progress.facts().clock.offset;
        let at = Moment::Day(i64::from(day)).instant(offset);
        DayView {
            day,
            at: at + HALF_DAY,
        }
    }

    pub(super) fn date(&self, day: i32) -> Arg {
        Arg::Date(self.day(day).at, false)
    }

    pub(super) fn day_planned(&self, ix: Ix) -> Option<i32> {
        let id = &self.edition.activity(ix)?.id;
        self.progress.plan()?.days.get(id).copied()
    }

    /// Whatever does not count yet and could.
    fn not_planned(&self, planned: &[Ix]) -> Vec<(Ix, String)> {
        let mut planned = planned.to_vec();
        planned.sort_unstable();
        let all = 0..self.edition.board.activities.len() as Ix;
        let others =
            all.filter(|ix| self.can_be_planned(*ix) && planned.binary_search(ix).is_err());
        others.map(|ix| (ix, self.title(ix))).collect()
    }

    fn can_be_planned(&self, ix: Ix) -> bool {
        let free = self.edition.place(ix).is_some_and(|place| place.free);
        let now = self.progress.standing(ix);
        !free && now.is_some_and(|now| now.counts == 0)
    }

    /// Whether an activity is in the plan, where that can be said and changed in its panel.
    pub(super) fn planned(&self, ix: Ix) -> Option<bool> {
        let id = &self.edition.activity(ix)?.id;
        let can = self.can_be_planned(ix) && !self.readonly;
        can.then(|| self.is_planned(id))
    }

    /// The sentence that leads, and whether all is well.
    fn leads(&self, sums: &AddsUp) -> (Phrase, bool) {
        let missing =
            |key: &'static str| Phrase::new(key).with("missing", Arg::Phrase(sums.says.clone()));
        let stands_against =
            !sums.over.is_empty() || !sums.locked.is_empty() || !sums.spent.is_empty();
        match sums.verdict {
            Verdict::Met if self.progress.is_complete() => (Phrase::new("head-finished"), true),
            Verdict::Met if stands_against => (Phrase::new("plan-leads-but"), false),
            Verdict::Met => (Phrase::new("plan-leads-met"), true),
            Verdict::Open if sums.planned.is_empty() => (missing("plan-leads-none"), false),
            Verdict::Open => (missing("plan-leads-open"), false),
            Verdict::Impossible => {
                // As things stand it can no longer be completed: the plan is not to blame.
                let now = self.progress.complete();
                match now.verdict {
                    Verdict::Impossible => (explain::missing(&self.progress.ahead(), &now), false),
                    _ => (missing("plan-leads-broken"), false),
                }
            }
        }
    }

    fn sums(&self, sums: &AddsUp) -> Vec<SumView> {
        let board = &self.edition.board;
        let of = |n: f64, all: f64| Phrase::new("plan-of").n("n", n).n("all", all);
        let rule = Phrase::new("plan-rule").with("verdict", Arg::Text(sums.verdict.name().into()));
        let mut lines = vec![SumView {
            name: "rule",
            says: rule,
            met: Some(sums.verdict == Verdict::Met),
        }];
        let goal = points_goal(board);
        if goal > Points::ZERO {
            let (have, all) = (sums.points.number(), goal.number());
            lines.push(SumView {
                name: "points",
                // More than is asked is not a part of it.
                says: match sums.points > goal {
                    true => Phrase::new("plan-above").n("n", have).n("all", all),
                    false => of(have, all),
                },
                met: points_asked(board).map(|asked| sums.points >= asked),
            });
        }
        if !sums.planned.is_empty() {
            let says = match sums.untimed {
                0 => Phrase::new("plan-minutes").n("n", sums.minutes),
                untimed => Phrase::new("plan-minutes-and")
                    .n("n", sums.minutes)
                    .n("untimed", untimed),
            };
            lines.push(SumView {
                name: "time",
                says,
                met: None,
            });
        }
        if !sums.standards.is_empty() {
            let shown = sums.standards.iter().filter(|shown| **shown).count();
            lines.push(SumView {
                name: "standards",
                says: of(shown as f64, sums.standards.len() as f64),
                met: Some(shown == sums.standards.len()),
            });
        }
        lines
    }

    /// What stands against the plan, the weightiest first, and what could be added to it.
    fn plan_notes(&self, sums: &AddsUp, clashes: Vec<Phrase>) -> Vec<Phrase> {
        let mut notes = Vec::new();
        if !sums.without.is_empty() {
            notes.push(Phrase::new("plan-without").with("activities", list(&sums.without, false)));
        }
        notes.extend(sums.over.iter().map(|over| self.over(over)));
        for (ix, day, why) in &sums.locked {
            let says = match day {
                None => Phrase::new("plan-locked"),
                Some(day) => Phrase::new("plan-locked-on").with("date", self.date(*day)),
            };
            let says = says.with("activity", Arg::Activity(*ix));
            notes.push(says.with("why", Arg::Phrase(why.clone())));
        }
        for ix in &sums.spent {
            notes.push(Phrase::new("plan-spent").with("activity", Arg::Activity(*ix)));
        }
        notes.extend(clashes);
        if sums.verdict == Verdict::Open && !names_any(&sums.says) && !sums.helps.is_empty() {
            notes.push(Phrase::new("plan-helps").with("activities", list(&sums.helps, false)));
        }
        if let (Some((more, enough)), Some(asked)) =
            (&sums.more_points, points_asked(&self.edition.board))
            && sums.verdict == Verdict::Met
            && !more.is_empty()
        {
            let key = match enough {
                true => "plan-more-points",
                false => "plan-more-points-some",
            };
            notes.push(
                Phrase::new(key)
                    .n("goal", asked.number())
                    .n("left", (asked - sums.points).number())
                    .with("activities", list(more, true)),
            );
        }
        notes
    }

    fn over(&self, over: &Over) -> Phrase {
        let section = self.edition.board.sections.get(over.section as usize);
        let title = section.map_or_else(String::new, |section| self.text(&section.title));
        let says = match title.as_str() {
            "" => Phrase::new("plan-over-board"),
            _ => Phrase::new("plan-over").with("section", Arg::Text(title)),
        };
        says.n("most", over.most)
            .n("have", over.have)
            .with("activities", list(&over.planned, false))
    }

    /// Days that do not suit what is planned for them.
    fn clashes(&self, sums: &AddsUp) -> Vec<Phrase> {
        let dated = sums.planned.iter();
        let dated = dated.filter_map(|(ix, day)| self.clash(*ix, (*day)?));
        dated.collect()
    }

    /// Why a day does not suit what is planned for it.
    fn clash(&self, ix: Ix, day: i32) -> Option<Phrase> {
        let clock = self.progress.facts().clock;
        let at = i64::from(day);
        let activity = self.activity(ix)?;
        let due = activity.more.due.map(|due| due.day(clock.offset));
        let opens = self.edition.place(ix)?.more.opens;
        let opens = opens.map(|opens| opens.day(clock.offset));
        let ends = self.edition.board.due.map(|due| due.day(clock.offset));
        let (key, date) = if at < clock.day() {
            ("plan-passed", at)
        } else if let Some(opens) = opens.filter(|opens| *opens > at) {
            ("plan-opens", opens)
        } else if let Some(due) = due.filter(|due| *due < at) {
            ("plan-due", due)
        } else if let Some(ends) = ends.filter(|ends| *ends < at) {
            ("plan-board-due", ends)
        } else {
            return None;
        };
        let date = i32::try_from(date).unwrap_or(i32::MAX);
        let says = Phrase::new(key).with("activity", Arg::Activity(ix));
        Some(says.with("date", self.date(date)))
    }

    /// Something was taken out or moved today, and nobody has said why.
    fn asks_why(&self, changes: &[Change]) -> bool {
        let clock = self.progress.facts().clock;
        let last = changes.last().filter(|last| {
            let offset = i64::from(clock.offset) * 60_000;
            let then = last.at.saturating_add(offset).div_euclid(2 * HALF_DAY);
            then == clock.day() && last.because.is_empty()
        });
        let changed = last.is_some_and(|last| {
            let known = |id: &String| self.edition.find(id).is_some();
            last.taken_out.iter().any(known) || last.moved.iter().any(|(id, _)| known(id))
        });
        let is_begun = !self.noted("plan_because", "text").is_empty();
        !self.readonly && (changed || is_begun && !changes.is_empty())
    }

    fn change(&self, change: &Change) -> ChangeView {
        let known = |ids: &[String]| -> Vec<Ix> {
            ids.iter().filter_map(|id| self.edition.find(id)).collect()
        };
        let mut says = Vec::new();
        for (key, ids) in [
            ("plan-put-in", &change.put_in),
            ("plan-taken-out", &change.taken_out),
        ] {
            let activities = known(ids);
            if !activities.is_empty() {
                says.push(Phrase::new(key).with("activities", list(&activities, true)));
            }
        }
        for (id, day) in &change.moved {
            if let Some(ix) = self.edition.find(id) {
                let moved = match day {
                    Some(day) => Phrase::new("plan-moved").with("date", self.date(*day)),
                    None => Phrase::new("plan-moved-away"),
                };
                says.push(moved.with("activity", Arg::Activity(ix)));
            }
        }
        ChangeView {
            when: Phrase::new("panel-when").with("date", Arg::Date(change.at, true)),
            says,
            because: change.because.clone(),
        }
    }
}

/// An activity is named in a sentence.
fn names_any(phrase: &Phrase) -> bool {
    fn is_one(arg: &Arg) -> bool {
        match arg {
            Arg::Activity(_) => true,
            Arg::Phrase(inner) => names_any(inner),
            Arg::List(items, _) => items.iter().any(is_one),
            _ => false,
        }
    }
    phrase.args.iter().any(|(_, arg)| is_one(arg))
}

fn list(activities: &[Ix], and: bool) -> Arg {
    Arg::List(
        activities.iter().map(|ix| Arg::Activity(*ix)).collect(),
        and,
    )
}
