//! What is planned, what can be put in, and how the plan changed.

use std::rc::Rc;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

use crate::rules::{Ix, State};
use crate::session::view::{ChangeView, DayView, PlanView, PlannedView};
use crate::session::{Act, Message, Note, Planning};
use crate::ui::Desk;
use crate::ui::parts::says::sentence;
use crate::ui::parts::{icon, stamp};
use crate::ui::player::journal::{area, keep};
use crate::ui::player::names;
use crate::words::{Arg, Phrase};

/// Changes the plan.
pub fn change(desk: Desk, ix: Ix, planning: Planning) {
    let note = Note::Plan(ix, planning);
    desk.send(Message::Act(Act::Note(Rc::new(note))));
}

/// The list, and what changes it.
pub fn items(desk: Desk, now: &PlanView) -> View {
    // Said once for all of them: a browser takes its time for dates.
    let days: Vec<(DayView, String)> = match now.open {
        true => now.days.iter().map(|day| named(desk, day)).collect(),
        false => Vec::new(),
    };
    let all = now.items.iter();
    let all = all.filter_map(|item| one(desk, item, now.open, &days));
    let list = match now.items.is_empty() {
        true => el("p").class("cb-small").kid(desk.say(match now.open {
            true => "plan-nothing",
            false => "plan-nothing-to-look",
        })),
        false => el("ul")
            .class("cb-do cb-planned")
            .attr("role", "list")
            .kid(all.collect::<Vec<_>>()),
    };
    let asks = now.asks.as_ref().map(|change| why(desk, change));
    let add = (now.open && !now.others.is_empty()).then(|| add(desk, &now.others));
    View::Many(vec![list.view(), asks.view(), add.view()])
}

/// A day and what it is called.
fn named(desk: Desk, day: &DayView) -> (DayView, String) {
    (*day, desk.tongue().weekday(day.at))
}

fn one(desk: Desk, item: &PlannedView, open: bool, days: &[(DayView, String)]) -> Option<View> {
    let ix = item.ix;
    let tile = desk.read(|s| s.tile(ix))?;
    let (word, picture) = names::state(&tile);
    let link = Phrase::new("way-set").with("which", Arg::Activity(ix));
    let mut line = desk.say(word);
    let mut add = |text: String| {
        line.push_str(" · ");
        line.push_str(&text);
    };
    if let Some(minutes) = tile.minutes {
        add(desk.text(&Phrase::new("ui-minutes").n("n", minutes)));
    }
    if tile.points.0 != 0 {
        add(desk.text(&Phrase::new("ui-points").n("n", tile.points.number())));
    }
    if let Some(due) = &tile.due {
        add(desk.text(&due.says));
    }
    // Of what is done, the day is no longer to be picked.
    let picks = open && tile.state != State::Done;
    if let (false, Some(day)) = (picks, item.day) {
        add(desk.tongue().weekday(day.at));
    }
    let about =
        |key: &'static str| desk.text(&Phrase::new(key).with("activity", Arg::Activity(ix)));
    let day = picks.then(|| picked(desk, ix, item.day, days, about("plan-day-of")));
    let out = open.then(|| {
        el("button")
            .class("cb-btn cb-quiet")
            .attr("type", "button")
            .attr("id", ["cb-plan-out-", &ix.to_string()].concat())
            .attr("data-action", "plan")
            .attr("aria-label", about("plan-out"))
            .on("click", move |_| change(desk, ix, Planning::Out))
            .kid(icon("#cb-i-close"))
    });
    Some(
        el("li")
            .attr("data-planned", tile.id.clone())
            .attr("data-state", tile.state.name())
            .kid(
                el("div")
                    .kid(stamp(picture))
                    .kid(
                        el("div")
                            .kid(el("span").kid(sentence(desk, &link)))
                            .kid(el("small").kid(line))
                            .kid(day),
                    )
                    .kid(out),
            )
            .view(),
    )
}

/// On which day: one of the coming two weeks, or none.
fn picked(
    desk: Desk,
    ix: Ix,
    now: Option<DayView>,
    days: &[(DayView, String)],
    label: String,
) -> View {
    let other = now.filter(|now| !days.iter().any(|(day, _)| day == now));
    let other = other.map(|day| named(desk, &day));
    let option = |(day, says): &(DayView, String)| {
        el("option")
            .attr("value", day.day.to_string())
            .attr("selected", now == Some(*day))
            .kid(says.clone())
    };
    let none = el("option")
        .attr("value", "")
        .attr("selected", now.is_none())
        .kid(desk.say("plan-no-day"));
    el("select")
        .class("cb-text cb-day-of")
        .attr("id", ["cb-plan-day-", &ix.to_string()].concat())
        .attr("aria-label", label)
        .on("change", move |event| {
            let day = event_target_value(&event).parse().ok();
            change(desk, ix, Planning::On(day));
        })
        .kid(none)
        .kid(other.iter().chain(days).map(option).collect::<Vec<_>>())
        .view()
}

/// What can be put in, and the button that does it.
fn add(desk: Desk, others: &[(Ix, String)]) -> View {
    // What was picked and not put in yet stays picked.
    let field = || {
        desk.find("#cb-plan-add")
            .map(JsCast::unchecked_into::<HtmlInputElement>)
    };
    let before = field().map(|field| field.value()).unwrap_or_default();
    let none = el("option").attr("value", "").kid(desk.say("plan-pick"));
    let options = others.iter().map(|(ix, title)| {
        let value = ix.to_string();
        el("option")
            .attr("selected", value == before)
            .attr("value", value)
            .kid(title.clone())
    });
    let press = move |_| {
        let Some(field) = desk
            .find("#cb-plan-add")
            .map(JsCast::unchecked_into::<HtmlInputElement>)
        else {
            return;
        };
        match field.value().parse() {
            Ok(ix) => {
                field.set_value("");
                change(desk, ix, Planning::In);
            }
            Err(_) => {
                let _ = field.focus();
            }
        }
    };
    el("div")
        .class("cb-field")
        .kid(
            el("label")
                .attr("for", "cb-plan-add")
                .kid(el("b").kid(desk.say("plan-add"))),
        )
        .kid(
            el("div")
                .class("cb-row cb-put")
                .kid(
                    el("select")
                        .class("cb-text")
                        .attr("id", "cb-plan-add")
                        .kid(none)
                        .kid(options.collect::<Vec<_>>()),
                )
                .kid(
                    el("button")
                        .class("cb-btn")
                        .attr("type", "button")
                        .attr("id", "cb-plan-put")
                        .attr("data-action", "plan")
                        .on("click", press)
                        .kid(icon("#cb-i-plan"))
                        .kid(el("span").kid(desk.say("plan-put"))),
                ),
        )
        .view()
}

/// What was changed last, and room to say why.
fn why(desk: Desk, change: &ChangeView) -> View {
    el("div")
        .class("cb-note cb-why-changed")
        .kid(icon("#cb-i-plan"))
        .kid(el("p").kid(said(desk, change)))
        .kid(area(
            desk,
            "plan_because",
            "text",
            "cb-plan-why",
            desk.say("plan-why"),
            "1",
        ))
        .kid(keep(
            desk,
            "plan_because",
            "cb-btn",
            desk.say("plan-why-keep"),
            Note::Because,
            "plan_because",
        ))
        .view()
}

/// What was put in, taken out and moved, sentence by sentence.
fn said(desk: Desk, change: &ChangeView) -> View {
    let says = change.says.iter();
    let says = says.map(|says| (sentence(desk, says), " ".view()).view());
    View::Many(says.collect())
}

/// How the plan changed, the newest first.
pub fn history(desk: Desk, now: &PlanView) -> View {
    if now.history.is_empty() {
        return View::None;
    }
    let is_open = desk.find("#cb-plan-history[open]").is_some();
    let all = now.history.iter().map(|change| {
        let because = (!change.because.is_empty()).then(|| {
            el("p")
                .class("cb-handed")
                .attr("dir", "auto")
                .kid(change.because.clone())
        });
        el("li")
            .attr("data-change", "")
            .kid(el("p").class("cb-small").kid(desk.text(&change.when)))
            .kid(el("p").kid(said(desk, change)))
            .kid(because)
    });
    el("details")
        .class("cb-fold")
        .attr("id", "cb-plan-history")
        .attr("open", is_open)
        .kid(
            el("summary")
                .attr("id", "cb-plan-changed")
                .kid(desk.say("plan-changed")),
        )
        .kid(
            el("ul")
                .class("cb-goals")
                .attr("role", "list")
                .kid(all.collect::<Vec<_>>()),
        )
        .view()
}
