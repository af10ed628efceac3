//! The plan as a learner changes it. An event says all of it, so what is not to change goes with it: also what this board does not know.

use super::message::{Note, Planning};
use super::opened::Opened;
use crate::progress::{Fact, Planned};

impl Note {
    /// The form of a change of the plan; its first word is what is said of it.
    pub(super) fn plan_form(&self, opened: &Opened) -> String {
        let (what, ix) = match self {
            Note::Plan(ix, Planning::In) => ("plan_in/", ix),
            Note::Plan(ix, Planning::Out) => ("plan_out/", ix),
            Note::Plan(ix, Planning::On(_)) => ("plan_day/", ix),
            _ => return String::from("plan_because"),
        };
        let activity = opened.edition.activity(*ix);
        [what, activity.map_or("", |activity| &activity.id)].concat()
    }
}

impl Opened {
    /// The plan as it was written last, stored or not: two acts in the same moment must not undo each other.
    fn last_plan(&self) -> Planned {
        let book = self.notebook.as_ref();
        let under_way = book.and_then(|book| book.planned.as_ref());
        if let Some((_, planned)) = under_way.filter(|(id, _)| self.log.get(id).is_none()) {
            return Planned {
                because: String::new(),
                ..planned.clone()
            };
        }
        let plan = self.progress.plan();
        plan.map_or_else(Planned::default, |plan| Planned {
            activities: Some(plan.activities.clone()),
            days: plan.days.clone(),
            because: String::new(),
        })
    }

    /// What is written when the plan is changed, or when it is said why.
    pub(super) fn plan_fact(&self, note: &Note) -> Fact {
        let mut planned = self.last_plan();
        let activities = planned.activities.get_or_insert_default();
        match note {
            Note::Plan(ix, planning) => {
                if let Some(activity) = self.edition.activity(*ix) {
                    let id = &activity.id;
                    let is_in = activities.contains(id);
                    match planning {
                        Planning::In if is_in => {}
                        Planning::In => {
                            activities.push(id.clone());
                            if let Some(day) = self.day_before(id) {
                                planned.days.insert(id.clone(), day);
                            }
                        }
                        Planning::Out => {
                            activities.retain(|of| of != id);
                            planned.days.remove(id);
                        }
                        Planning::On(Some(day)) if is_in => {
                            planned.days.insert(id.clone(), *day);
                        }
                        Planning::On(_) => {
                            planned.days.remove(id);
                        }
                    }
                }
            }
            _ => planned.because = String::from(self.noted("plan_because", "text").trim()),
        }
        Fact::Plan(Box::new(planned))
    }

    /// The day that something had just before it was taken out, whether that is stored or not.
    fn day_before(&self, id: &String) -> Option<i32> {
        let plan = self.progress.plan()?;
        if plan.activities.contains(id) {
            return plan.days.get(id).copied();
        }
        plan.day_taken_out(id, self.progress.facts().clock.now)
    }

    /// Whether the plan is another one after this.
    pub(super) fn changes_plan(&self, note: &Note) -> bool {
        let now = self.last_plan();
        let Fact::Plan(then) = self.plan_fact(note) else {
            return false;
        };
        let before = now.activities.unwrap_or_default();
        then.days != now.days || then.activities.unwrap_or_default() != before
    }

    /// Whether an activity is in the plan, as far as it is stored.
    pub(super) fn is_planned(&self, id: &str) -> bool {
        let plan = self.progress.plan();
        plan.is_some_and(|plan| plan.activities.iter().any(|of| of == id))
    }
}
