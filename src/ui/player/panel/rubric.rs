//! The rubric: what the work is judged by, the learner's own judgement, and beside it the teacher's.

use std::rc::Rc;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::rules::{Ix, Points};
use crate::session::view::{CriterionView, LevelView, RubricView};
use crate::session::{Act, Message, Note};
use crate::ui::Desk;
use crate::ui::desk::Part;
use crate::ui::parts::markdown::{brief, markdown};
use crate::ui::parts::{icon, live, note};
use crate::words::Phrase;

use super::super::focus::keep_on;
use super::super::journal::{area, status};

/// The criteria. Drawn anew when something was kept or came in; what is being chosen stands in the session, and draws nothing anew.
#[inline(never)]
pub fn rubric(desk: Desk) -> View {
    let last = StoredValue::new_local(None);
    let drawn = Memo::new(move |was: Option<&bool>| {
        desk.track(Part::PanelActions);
        let now = desk.panel().and_then(|panel| panel.rubric.clone());
        let other = last.get_value() != now;
        last.set_value(now);
        was.is_some_and(|was| *was) != other
    });
    live(move || {
        drawn.get();
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let Some(rubric) = &panel.rubric else {
            return View::None;
        };
        follow_focus(desk);
        whole(desk, panel.tile.ix, rubric)
    })
    .view()
}

/// The button that had the focus goes with the old fields: on to what was kept.
fn follow_focus(desk: Desk) {
    let kept = "#cb-rubric-mine";
    keep_on(desk, "#cb-sheet .cb-rubric :focus", [kept, kept]);
}

fn whole(desk: Desk, ix: Ix, rubric: &RubricView) -> View {
    let intro = rubric.open.then(|| {
        (
            el("p").kid(el("b").kid(desk.say("rubric-assess"))),
            el("p").class("cb-small").kid(desk.say("rubric-intro")),
        )
    });
    let criteria = rubric
        .criteria
        .iter()
        .enumerate()
        .map(
            |(at, criterion)| match rubric.open && !criterion.levels.is_empty() {
                true => asked(desk, ix, at, rubric, criterion),
                false => told(desk, criterion),
            },
        )
        .collect::<Vec<_>>();
    el("div")
        .class("cb-rubric")
        .kid(theirs(desk, rubric))
        .kid(mine(desk, rubric))
        .kid(intro)
        .kid(criteria)
        .kid(rubric.open.then(|| keep(desk, ix, rubric)))
        .view()
}

/// What the learner kept: the focus comes here once it is.
fn mine(desk: Desk, rubric: &RubricView) -> View {
    let Some(says) = &rubric.mine else {
        return View::None;
    };
    let text = (!rubric.text.is_empty()).then(|| {
        el("p")
            .class("cb-handed")
            .attr("dir", "auto")
            .kid(rubric.text.clone())
    });
    let line = el("p")
        .attr("id", "cb-rubric-mine")
        .attr("tabindex", "-1")
        .kid(desk.text(says));
    note("good", "#cb-i-check", (line, text).view())
}

fn theirs(desk: Desk, rubric: &RubricView) -> View {
    let Some(says) = &rubric.theirs else {
        return View::None;
    };
    let comment = (!rubric.comment.is_empty()).then(|| markdown(&rubric.comment));
    let line = el("p").attr("id", "cb-rubric-theirs").kid(desk.text(says));
    note("teacher", "#cb-i-discuss", (line, comment).view())
}

/// A criterion to be judged.
fn asked(desk: Desk, ix: Ix, at: usize, rubric: &RubricView, criterion: &CriterionView) -> View {
    let name = ["cb-rubric-", &at.to_string()].concat();
    let told = [&name, "-told"].concat();
    let levels = criterion.levels.iter().enumerate().map(|(level, of)| {
        let (form, field, kept) = (
            rubric.form.clone(),
            criterion.field.clone(),
            criterion.mine == Some(level),
        );
        let is_chosen = move || {
            desk.track(Part::Badges);
            match desk.read(|s| s.noted(&form, &field)).as_str() {
                "" => kept,
                picked => picked == level.to_string(),
            }
        };
        let pick = move |_| send(desk, Note::Level(ix, at, level));
        el("label")
            .kid(
                el("input")
                    .attr("type", "radio")
                    .attr("name", name.clone())
                    .attr("id", [&name, "-", &level.to_string()].concat())
                    .attr("value", level.to_string())
                    .property("checked", is_chosen)
                    .on("change", pick),
            )
            .kid(el("span").kid(level_words(desk, of)))
    });
    el("fieldset")
        .class("cb-asked")
        .attr("data-criterion", at.to_string())
        .attr(
            "aria-describedby",
            (!criterion.says.is_empty()).then(|| told.clone()),
        )
        .kid(el("legend").kid(criterion.title.clone()))
        .kid(el("div").class("cb-do").kid(levels.collect::<Vec<_>>()))
        .kid(said(desk, criterion, told))
        .view()
}

fn level_words(desk: Desk, level: &LevelView) -> View {
    let about = (!level.about.is_empty()).then(|| el("small").kid(brief(&level.about)));
    View::Many(vec![
        el("b").kid(level.title.clone()).view(),
        " ".view(),
        points(desk, level.points),
        about.view(),
    ])
}

fn points(desk: Desk, points: Points) -> View {
    let says = (points.0 != 0).then(|| {
        let phrase = Phrase::new("ui-points").n("n", points.number());
        el("small").kid(desk.text(&phrase))
    });
    says.view()
}

/// A criterion to be read, with what was chosen of it marked.
fn told(desk: Desk, criterion: &CriterionView) -> View {
    let levels = criterion
        .levels
        .iter()
        .enumerate()
        .map(|(at, level)| {
            el("div")
                .attr("data-mine", (criterion.mine == Some(at)).then_some(""))
                .attr("data-theirs", (criterion.theirs == Some(at)).then_some(""))
                .kid(
                    el("dt")
                        .kid(level.title.clone())
                        .kid(points(desk, level.points)),
                )
                .kid(el("dd").kid(brief(&level.about)))
        })
        .collect::<Vec<_>>();
    View::Many(vec![
        el("h4").kid(criterion.title.clone()).view(),
        el("dl").kid(levels).view(),
        said(desk, criterion, String::new()),
    ])
}

/// The learner's level and the teacher's, in words and each with a mark of its own.
fn said(desk: Desk, criterion: &CriterionView, id: String) -> View {
    if criterion.says.is_empty() {
        return View::None;
    }
    let lines = criterion.says.iter().map(|says| {
        let picture = match says.key {
            "rubric-mine" => "#cb-i-check",
            "rubric-theirs" => "#cb-i-discuss",
            _ => "#cb-i-idea",
        };
        el("li")
            .class("cb-kind")
            .attr("data-says", says.key)
            .kid(icon(picture))
            .kid(el("span").kid(desk.text(says)))
    });
    el("ul")
        .class("cb-judged cb-small")
        .attr("role", "list")
        .attr("id", (!id.is_empty()).then_some(id))
        .kid(lines.collect::<Vec<_>>())
        .view()
}

/// Words to it, and the button. Of a judgement that lacks something the focus goes to the first part that has no level.
fn keep(desk: Desk, ix: Ix, rubric: &RubricView) -> View {
    let form = rubric.form.clone();
    let press = move |_| {
        send(desk, Note::Assess(ix));
        if desk.read(|s| s.note_status(&form).1.is_some()) {
            let next = desk.find("#cb-sheet [data-criterion]:not(:has(:checked)) input");
            let _ = next.map(|next| next.focus());
        }
    };
    let label = [
        &desk.say("rubric-words"),
        " (",
        &desk.say("ui-hand-in-optional"),
        ")",
    ]
    .concat();
    View::Many(vec![
        area(desk, &rubric.form, "text", "cb-rubric-text", label, "2"),
        el("div")
            .class("cb-row")
            .kid(
                el("button")
                    .class("cb-btn")
                    .attr("type", "button")
                    .attr("data-action", "self_assess")
                    .on("click", press)
                    .kid(el("span").kid(desk.say("rubric-keep"))),
            )
            .kid(status(
                desk,
                &rubric.form,
                String::from("cb-note-self_assess"),
            ))
            .view(),
    ])
}

fn send(desk: Desk, note: Note) {
    desk.send(Message::Act(Act::Note(Rc::new(note))));
}
