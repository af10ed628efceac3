//! The portfolio: everything that was handed in, by date or by standard, and the sheets that are made of it.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::session::Session;
use crate::session::view::{
    EntryView, FileView, FolioView, ShelfView, StandardView, WorkView, standard_name,
};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dom::around;
use crate::ui::parts::markdown::markdown;
use crate::ui::parts::{heading, icon, live, note, pips};
use crate::words::{Arg, Phrase};

use super::journal::words;
use super::kept::{kept, preview};
use super::sheet::sheets;

/// The card.
#[inline(never)]
pub fn folio(desk: Desk) -> View {
    let by_standard = RwSignal::new(false);
    // An act elsewhere changes nothing here, and pictures are not fetched again for it.
    let now = Memo::new(move |_| {
        desk.track(Part::Badges);
        desk.read(Session::folio)
    });
    let list = live(move || {
        now.with(|now| match now.works.is_empty() {
            true => el("p")
                .class("cb-small")
                .kid(desk.say("folio-empty"))
                .view(),
            false if by_standard.get() && !now.shelves.is_empty() => shelves(desk, now),
            false => (
                works(desk, now.works.iter(), &mut Vec::new()),
                now.others.as_ref().map(|others| small(desk, others)).view(),
            )
                .view(),
        })
    });
    let switch = [
        (false, "date", "folio-by-date"),
        (true, "standard", "folio-by-standard"),
    ]
    .map(|(standard, name, says)| {
        let pressed = move || Some((by_standard.get() == standard).to_string());
        el("button")
            .class("cb-btn")
            .attr("type", "button")
            .attr("data-arrange", name)
            .follow("aria-pressed", pressed)
            .on("click", move |_| by_standard.set(standard))
            .kid(desk.say(says))
    });
    let bare = move || now.with(|now| now.shelves.is_empty()).then(String::new);
    el("section")
        .class("cb-card cb-wide cb-folio")
        .attr("aria-labelledby", "cb-folio-h")
        .kid(heading("cb-folio-h", desk.say("folio-title")))
        .kid(
            el("div")
                .class("cb-switch")
                .attr("role", "group")
                .attr("aria-label", desk.say("folio-arrange"))
                .follow("hidden", bare)
                .kid(Vec::from(switch)),
        )
        .kid(list)
        .kid(sheets(desk, now))
        .view()
}

fn small(desk: Desk, says: &Phrase) -> View {
    el("p").class("cb-small").kid(desk.text(says)).view()
}

/// The works by standard.
fn shelves(desk: Desk, now: &FolioView) -> View {
    let mut told = Vec::new();
    let all = now.shelves.iter();
    let all = all.map(|shelf| one_shelf(desk, now, shelf, &mut told));
    let bare = now.bare.as_ref().map(|bare| small(desk, bare));
    let others = now.others.as_ref().map(|others| small(desk, others));
    (all.collect::<Vec<_>>(), bare, others).view()
}

fn one_shelf(desk: Desk, now: &FolioView, shelf: &ShelfView, told: &mut Vec<StandardView>) -> View {
    let name = match &shelf.standard {
        Some(standard) => {
            told.push(standard.clone());
            named(desk, standard)
        }
        None => desk.say("folio-no-standard"),
    };
    let level = shelf.says.as_ref().map(|says| {
        el("p")
            .class("cb-row cb-small")
            .kid(pips(shelf.level, shelf.levels))
            .kid(el("span").kid(desk.text(says)))
    });
    let on_it = shelf.works.iter().filter_map(|at| now.works.get(*at));
    el("section")
        .class("cb-shelf")
        .kid(el("h3").attr("dir", "auto").kid(name))
        .kid(level)
        .kid(works(desk, on_it, told))
        .view()
}

fn named(desk: Desk, standard: &StandardView) -> String {
    standard_name(&standard.code, &standard.title, &|says| desk.text(says))
}

/// Works; what a standard says in full is said once, for a sentence with each piece of work hides the work.
fn works<'a>(
    desk: Desk,
    all: impl Iterator<Item = &'a WorkView>,
    told: &mut Vec<StandardView>,
) -> View {
    let all = all.map(|work| one(desk, work, told));
    el("ul")
        .class("cb-works")
        .attr("role", "list")
        .kid(all.collect::<Vec<_>>())
        .view()
}

fn one(desk: Desk, work: &WorkView, told: &mut Vec<StandardView>) -> View {
    let ix = work.activity;
    let open = move |event: leptos::web_sys::Event| {
        event.prevent_default();
        desk.open(ix, around(&event, "a"));
    };
    let mut line = vec![desk.text(&work.handed.when)];
    let is_refused = matches!(work.state, Some(("refused", _)));
    if !work.newest && !is_refused {
        line.push(desk.say("folio-earlier"));
    }
    line.extend(work.state.iter().map(|(_, says)| desk.text(says)));
    let standards = work.standards.iter();
    line.extend(standards.map(|it| named(desk, &it.told(told))));
    let texts = work.handed.texts.iter().map(|text| {
        el("p")
            .class("cb-handed")
            .attr("dir", "auto")
            .kid(text.clone())
    });
    let links = work.handed.links.iter().map(|to| {
        el("p").kid(
            el("a")
                .attr("href", to.clone())
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer")
                .kid(to.clone()),
        )
    });
    let files = work.handed.files.iter();
    let files = files.map(|file| one_file(desk, file, &work.title));
    let comments = work.comments.iter().map(|comment| {
        let inside = el("div")
            .class("cb-stack")
            .kid(el("p").class("cb-eyebrow").kid(desk.say("ui-teacher-says")))
            .kid(markdown(&comment.says))
            .kid(small(desk, &comment.when));
        note("teacher", "#cb-i-discuss", inside.view())
    });
    let elsewhere = work
        .elsewhere
        .then(|| el("p").class("cb-small").kid(desk.say("folio-elsewhere")));
    el("li")
        .attr("data-work", desk.read(|s| s.activity_id(ix)))
        .attr("data-became", work.state.as_ref().map(|(state, _)| *state))
        .kid(
            el("p").kid(
                el("b").kid(
                    el("a")
                        .attr("href", "#")
                        .attr("dir", "auto")
                        .on("click", open)
                        .kid(work.title.clone()),
                ),
            ),
        )
        .kid(in_line(line))
        .kid(texts.collect::<Vec<_>>())
        .kid(links.collect::<Vec<_>>())
        .kid(files.collect::<Vec<_>>())
        .kid(elsewhere)
        .kid(comments.collect::<Vec<_>>())
        .kid(thoughts(desk, &work.reflections))
        .view()
}

/// Small words beside each other, each in its own direction.
fn in_line(says: Vec<String>) -> View {
    let says = says.into_iter().enumerate().map(|(at, says)| {
        let dot = (at > 0).then_some(" · ");
        (dot, el("bdi").kid(says))
    });
    el("p")
        .class("cb-small")
        .kid(says.collect::<Vec<_>>())
        .view()
}

/// A picture, or the name of a file; and what can be done with it.
fn one_file(desk: Desk, file: &FileView, title: &str) -> View {
    let size = Phrase::new("ui-file-size").n("n", (file.size as f64 / 1024.0).ceil());
    let name = el("p")
        .kid(el("span").attr("dir", "auto").kid(file.name.clone()))
        .kid(" ")
        .kid(el("span").class("cb-small").kid(desk.text(&size)));
    if !file.image {
        return el("div")
            .class("cb-row")
            .kid(icon(match super::kept::is_sound(file) {
                true => "#cb-i-listen",
                false => "#cb-i-attach",
            }))
            .kid(name)
            .kid(kept(desk, file))
            .view();
    }
    let alt = Phrase::new("folio-picture")
        .with("name", Arg::Text(file.name.clone()))
        .with("activity", Arg::Text(title.to_owned()));
    el("figure")
        .class("cb-pinned")
        .kid(preview(desk, &file.digest, desk.text(&alt)))
        .kid(el("figcaption").kid(name))
        .view()
}

/// What was written about it in the journal.
fn thoughts(desk: Desk, entries: &[EntryView]) -> View {
    if entries.is_empty() {
        return View::None;
    }
    let all = entries.iter().map(|entry| {
        el("div")
            .class("cb-stack")
            .kid(words(entry))
            .kid(small(desk, &entry.when))
    });
    el("details")
        .class("cb-fold")
        .kid(el("summary").kid(desk.say("folio-thoughts")))
        .kid(all.collect::<Vec<_>>())
        .view()
}
