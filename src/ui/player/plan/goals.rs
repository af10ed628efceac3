//! Goals: a new one, and how it went with each.

use std::rc::Rc;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::progress::Reach;
use crate::rules::Ix;
use crate::session::view::{GoalView, JournalView, OptionView};
use crate::session::{Act, Message, Note, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{icon, live};

use crate::ui::player::focus::keep_in_item;
use crate::ui::player::journal::{about, area, asked, card, day, keep, other, send, status};
use crate::ui::player::toward::toward;
use crate::words::{Arg, Phrase};

/// How far a goal was reached: word and icon.
const REACHES: [(Reach, &str, &str); 3] = [
    (Reach::No, "goal-no", "#cb-i-bean"),
    (Reach::Partly, "goal-partly", "#cb-i-sprout"),
    (Reach::Yes, "goal-yes", "#cb-i-tree"),
];

/// The card; nothing where goals are switched off and none is set.
pub fn goals(desk: Desk, now: &JournalView) -> View {
    if now.goals.is_none() && now.set.is_empty() {
        return View::None;
    }
    // Drawn anew where a goal is new or was looked back on, and by nothing else: somebody may be writing how it went.
    let set = Memo::new(move |_| {
        desk.track(Part::Badges);
        desk.read(Session::journal).set
    });
    let list = live(move || {
        let set = set.get();
        keep_in_item(desk, "data-goal");
        let goals = set
            .iter()
            .enumerate()
            .map(|(at, goal)| one(desk, at, goal))
            .collect::<Vec<_>>();
        el("ul")
            .class("cb-goals")
            .attr("role", "list")
            .kid(goals)
            .view()
    });
    let form = now.goals.as_ref().map(|asks| new(desk, asks, now));
    card(
        "cb-card",
        "cb-goals-h",
        desk.say("goal-title"),
        vec![form.view(), list],
    )
}

fn new(desk: Desk, asks: &[OptionView], now: &JournalView) -> View {
    let is_begun = desk.read(|s| s.note_status("goal").0.is_some());
    // One may set out for what is still far away.
    let activities = [now.activities.as_slice(), now.ahead.as_slice()].concat();
    el("details")
        .class("cb-fold")
        .attr("open", now.set.is_empty() || is_begun)
        .kid(el("summary").kid(desk.say("goal-new")))
        .kid(asked(asks))
        .kid(area(
            desk,
            "goal",
            "text",
            "cb-goal",
            desk.say("goal-text"),
            "2",
        ))
        .kid(day(
            desk,
            "goal",
            "until",
            "cb-goal-day",
            desk.say("goal-day"),
        ))
        .kid(about(desk, "goal", "cb-goal-about", &activities))
        .kid(keep(
            desk,
            "goal",
            "cb-btn",
            desk.say("goal-keep"),
            Note::Goal,
            "goal",
        ))
        .view()
}

/// Goals are numbered from the newest: their ids may hold anything.
fn one(desk: Desk, at: usize, goal: &GoalView) -> View {
    let line = |picture: &'static str, says: View| {
        el("p")
            .class("cb-small cb-kind")
            .kid(icon(picture))
            .kid(el("span").kid(says))
    };
    let until = goal.until.as_ref();
    let until = until.map(|until| line("#cb-i-plan", desk.text(until).view()));
    let about = goal.about.as_ref();
    let about = about.map(|about| line("#cb-i-write", sentence(desk, about)));
    let review = goal.review.as_ref().map(|(says, text)| {
        let text = (!text.is_empty()).then(|| {
            el("p")
                .class("cb-handed")
                .attr("dir", "auto")
                .kid(text.clone())
        });
        (
            line("#cb-i-check", desk.text(says).view()).view(),
            text.view(),
        )
            .view()
    });
    el("li")
        .attr("data-goal", at.to_string())
        .kid(
            el("p")
                .attr("tabindex", "-1")
                .attr("dir", "auto")
                .kid(el("b").kid(goal.text.clone())),
        )
        .kid(el("p").class("cb-small").kid(desk.text(&goal.when)))
        .kid(until)
        .kid(about)
        .kid(
            goal.about
                .as_ref()
                .and_then(names)
                .map(|ix| toward(desk, ix)),
        )
        .kid(review)
        .kid(goal.open.then(|| how(desk, at, goal)))
        .view()
}

/// The activity that a goal speaks of.
fn names(about: &Phrase) -> Option<Ix> {
    about.args.iter().find_map(|(_, arg)| match arg {
        Arg::Activity(ix) => Some(*ix),
        _ => None,
    })
}

/// How it went, asked once the day has come.
fn how(desk: Desk, at: usize, goal: &GoalView) -> View {
    let form = ["goal_review/", &goal.id].concat();
    let before = desk.read(|s| s.noted(&form, "text"));
    let come = goal
        .has_come
        .then(|| el("p").class("cb-small").kid(desk.say("goal-come")));
    let buttons = REACHES.map(|(reached, says, picture)| {
        let goal = goal.id.clone();
        el("button")
            .class("cb-btn")
            .attr("type", "button")
            .attr("data-action", "goal_review")
            .attr("data-reached", reached.name())
            .on("click", move |_| {
                let goal = goal.clone();
                desk.send(Message::Act(Act::Note(Rc::new(Note::Review {
                    goal,
                    reached,
                }))));
            })
            .kid(icon(picture))
            .kid(el("span").kid(desk.say(says)))
    });
    let id = ["cb-goal-why-", &at.to_string()].concat();
    let told = ["cb-goal-told-", &at.to_string()].concat();
    let line = status(desk, &form, told.clone());
    let other = other(desk, &form, id.clone());
    let field = el("textarea")
        .class("cb-text")
        .attr("id", id.clone())
        .attr("rows", "2")
        .attr("dir", "auto")
        .attr("aria-describedby", told)
        .kid(before.clone())
        .on("input", move |event| {
            send(desk, &form, "text", event_target_value(&event));
        });
    el("details")
        .class("cb-fold")
        .attr("open", goal.has_come || !before.is_empty())
        .kid(el("summary").kid(desk.say("goal-how")))
        .kid(come)
        .kid(
            el("label")
                .attr("for", id)
                .kid(desk.say("goal-why"))
                .kid(" ")
                .kid(
                    el("span")
                        .class("cb-small")
                        .kid(desk.say("ui-hand-in-optional")),
                ),
        )
        .kid(field)
        .kid(other)
        .kid(line)
        .kid(
            el("div")
                .class("cb-row")
                .attr("role", "group")
                .attr("aria-label", desk.say("goal-how"))
                .kid(Vec::from(buttons)),
        )
        .view()
}
