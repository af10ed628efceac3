//! What is said about the activity: by the teacher, by the board, and by what it is judged.

use leptos::prelude::*;

use crate::session::view::{CriterionView, PanelView, PlaceView};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::markdown::{brief, markdown};
use crate::ui::parts::{live, note};
use crate::words::{Arg, Phrase};

/// The teacher's words, before anything else.
pub fn teacher(desk: Desk) -> AnyView {
    live(move || {
        desk.track(Part::PanelWords);
        let Some(panel) = desk.panel() else {
            return ().into_any();
        };
        let comments = panel
            .comments
            .iter()
            .map(|comment| {
                let inside = view! {
                    <h3 class="cb-eyebrow">{desk.text(&comment.when)}</h3>
                    {markdown(&comment.says)}
                }
                .into_any();
                note("teacher", "#cb-i-discuss", inside)
            })
            .collect_view();
        let changed = panel.changed.as_ref().map(|changed| {
            let inside = view! { <p>{desk.text(changed)}</p> }.into_any();
            note("alert", "#cb-i-warn", inside)
        });
        if panel.comments.is_empty() && changed.is_none() {
            return ().into_any();
        }
        view! {
            <section aria-label=desk.say("ui-teacher-says")>
                <div class="cb-stack">{changed} {comments}</div>
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// The instructions, the picture, the place.
pub fn about(desk: Desk) -> AnyView {
    let Some(panel) = desk.panel() else {
        return ().into_any();
    };
    if panel.about.is_empty() && panel.tile.image.is_none() && panel.place.is_none() {
        return ().into_any();
    }
    let picture = panel.tile.image.clone().map(|(src, alt)| {
        view! { <img class="cb-figure" src=src alt=alt loading="lazy"/> }
    });
    view! {
        <section aria-label=desk.say("ui-about")>
            <div class="cb-stack">
                {picture} {markdown(&panel.about)} {panel.place.as_ref().map(|p| place(desk, p))}
            </div>
        </section>
    }
    .into_any()
}

fn place(desk: Desk, place: &PlaceView) -> AnyView {
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
        view! {
            <div>
                <dt>{desk.say(label)}</dt>
                <dd>{brief(&text)}</dd>
            </div>
        }
    })
    .collect_view();
    view! { <dl class="cb-place">{rows}</dl> }.into_any()
}

/// The rubric and the standards.
pub fn what_counts(desk: Desk) -> AnyView {
    let Some(panel) = desk.panel() else {
        return ().into_any();
    };
    if panel.rubric.is_empty() && panel.standards.is_empty() {
        return ().into_any();
    }
    let criteria = panel
        .rubric
        .iter()
        .map(|criterion| row(desk, criterion))
        .collect_view();
    let rubric =
        (!panel.rubric.is_empty()).then(|| view! { <div class="cb-rubric">{criteria}</div> });
    view! {
        <section aria-labelledby="cb-counts-h">
            <h3 id="cb-counts-h">{desk.say("ui-counts")}</h3>
            {rubric}
            {standards(desk, &panel)}
        </section>
    }
    .into_any()
}

fn row(desk: Desk, criterion: &CriterionView) -> AnyView {
    let levels = criterion
        .levels
        .iter()
        .map(|(title, about, points)| {
            let points = (points.0 != 0).then(|| {
                let phrase = Phrase::new("ui-points").n("n", points.number());
                view! { <small>{desk.text(&phrase)}</small> }
            });
            view! {
                <div>
                    <dt>{title.clone()} {points}</dt>
                    <dd>{brief(about)}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <h4>{criterion.title.clone()}</h4>
        <dl>{levels}</dl>
    }
    .into_any()
}

fn standards(desk: Desk, panel: &PanelView) -> AnyView {
    if panel.standards.is_empty() {
        return ().into_any();
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
            view! { <li>{says}</li> }
        })
        .collect_view();
    view! {
        <p class="cb-small">{desk.say("ui-standards")}</p>
        <ul class="cb-small cb-dots">{list}</ul>
    }
    .into_any()
}
