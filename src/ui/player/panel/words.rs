//! What is said about the activity: by the teacher, by the board, and by what it is judged.

use crate::ui::parts::{Show, View, el};

use crate::session::view::{PanelView, PlaceView};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::markdown::{brief, markdown};
use crate::ui::parts::{live, note};
use crate::words::{Arg, Phrase};

use super::rubric;

/// The teacher's words, before anything else.
pub fn teacher(desk: Desk) -> View {
    live(move || {
        desk.track(Part::PanelWords);
        let Some(panel) = desk.panel() else {
            return View::None;
        };
        let comments = panel
            .comments
            .iter()
            .map(|comment| {
                let inside = View::Many(vec![
                    (el("h3").class("cb-eyebrow").kid(desk.text(&comment.when))).view(),
                    (markdown(&comment.says)).view(),
                ])
                .view();
                note("teacher", "#cb-i-discuss", inside)
            })
            .collect::<Vec<_>>();
        let changed = panel.changed.as_ref().map(|changed| {
            let inside = el("p").kid(desk.text(changed)).view();
            note("alert", "#cb-i-warn", inside)
        });
        if panel.comments.is_empty() && changed.is_none() {
            return View::None;
        }
        el("section")
            .attr("aria-label", desk.say("ui-teacher-says"))
            .kid(el("div").class("cb-stack").kid(changed).kid(comments))
            .view()
    })
    .view()
}

/// The instructions, the picture, the place.
pub fn about(desk: Desk) -> View {
    let Some(panel) = desk.panel() else {
        return View::None;
    };
    if panel.about.is_empty() && panel.tile.image.is_none() && panel.place.is_none() {
        return View::None;
    }
    let picture = panel.tile.image.clone().map(|(src, alt)| {
        el("img")
            .class("cb-figure")
            .attr("src", src)
            .attr("alt", alt)
            .attr("loading", "lazy")
    });
    el("section")
        .attr("aria-label", desk.say("ui-about"))
        .kid(
            el("div")
                .class("cb-stack")
                .kid(picture)
                .kid(markdown(&panel.about))
                .kid(panel.place.as_ref().map(|p| place(desk, p))),
        )
        .view()
}

fn place(desk: Desk, place: &PlaceView) -> View {
    let hours = place
        .hours
        .map(|hours| desk.text(&Phrase::new("ui-hours").n("n", hours)))
        .unwrap_or_default();
    let rows = [
        ("ui-place-who", place.who.clone()),
        ("ui-place-where", place.location.clone()),
        ("ui-place-when", place.when.clone()),
        ("ui-place-contact", place.contact.clone()),
        ("ui-place-hours", hours),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(label, text)| {
        el("div")
            .kid(el("dt").kid(desk.say(label)))
            .kid(el("dd").kid(brief(&text)))
    })
    .collect::<Vec<_>>();
    el("dl").class("cb-place").kid(rows).view()
}

/// The rubric and the standards.
pub fn what_counts(desk: Desk) -> View {
    let Some(panel) = desk.panel() else {
        return View::None;
    };
    if panel.rubric.is_none() && panel.standards.is_empty() {
        return View::None;
    }
    let rubric = panel.rubric.is_some().then(|| rubric::rubric(desk));
    el("section")
        .attr("aria-labelledby", "cb-counts-h")
        .kid(
            el("h3")
                .attr("id", "cb-counts-h")
                .kid(desk.say("ui-counts")),
        )
        .kid(rubric)
        .kid(standards(desk, &panel))
        .view()
}

fn standards(desk: Desk, panel: &PanelView) -> View {
    if panel.standards.is_empty() {
        return View::None;
    }
    let list = panel
        .standards
        .iter()
        .map(|standard| {
            let says = if standard.code.is_empty() {
                standard.title.clone()
            } else {
                desk.text(
                    &Phrase::new("ui-standard")
                        .with("code", Arg::Text(standard.code.clone()))
                        .with("title", Arg::Text(standard.title.clone())),
                )
            };
            el("li").kid(says)
        })
        .collect::<Vec<_>>();
    View::Many(vec![
        (el("p").class("cb-small").kid(desk.say("ui-standards"))).view(),
        (el("ul").class("cb-small cb-dots").kid(list)).view(),
    ])
    .view()
}
