//! Activities of one's own: what is proposed, and what the teacher made of it. Decides nothing.

use std::rc::Rc;
use std::time::Duration;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::session::view::{ProposalView, ProposalsView};
use crate::session::{Act, Message, Note, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::markdown::markdown;
use crate::ui::parts::says::sentence;
use crate::ui::parts::{icon, live, note, stamp};

use super::journal::{area, card, keep, line};

/// The card; nothing where nothing can be proposed and nothing was.
#[inline(never)]
pub fn own(desk: Desk) -> View {
    let Some(now) = desk.read(Session::journal).proposals else {
        return View::None;
    };
    let all = Memo::new(move |_| {
        desk.track(Part::Badges);
        let now = desk.read(Session::journal).proposals;
        now.map(|now| now.made).unwrap_or_default()
    });
    let made = live(move || {
        let made = all.get();
        keep_focus(desk);
        let made = made
            .iter()
            .enumerate()
            .map(|(at, one)| proposal(desk, at, one));
        el("ul")
            .class("cb-goals")
            .attr("role", "list")
            .kid(made.collect::<Vec<_>>())
            .view()
    });
    let form = now.open.then(|| form(desk, &now));
    card(
        "cb-card",
        "cb-own-h",
        desk.say("own-title"),
        vec![form.view(), made],
    )
}

fn form(desk: Desk, now: &ProposalsView) -> View {
    let is_begun = desk.read(|s| s.note_status("propose").0.is_some());
    el("details")
        .class("cb-fold")
        .attr("id", "cb-own-new")
        .attr("open", now.made.is_empty() || is_begun)
        .kid(el("summary").kid(desk.say("own-new")))
        .kid(el("p").class("cb-small").kid(desk.text(&now.says)))
        .kid(line(
            desk,
            "propose",
            "title",
            "cb-own-name",
            desk.say("own-name"),
        ))
        .kid(area(
            desk,
            "propose",
            "text",
            "cb-own-about",
            desk.say("own-about"),
            "3",
        ))
        .kid(keep(
            desk,
            "propose",
            "cb-btn",
            desk.say("own-send"),
            Note::Propose,
            "propose",
        ))
        .view()
}

/// The button that had the focus goes with the old list: on to the proposal it was about.
fn keep_focus(desk: Desk) {
    let Some(had) = desk.find("[data-proposal]:focus-within") else {
        return;
    };
    let number = had.get_attribute("data-proposal").unwrap_or_default();
    queue_microtask(move || {
        let css = ["[data-proposal=\"", &number, "\"] > [tabindex]"].concat();
        let _ = desk.find(&css).map(|one| one.focus());
    });
}

/// Proposals are numbered from the newest: their ids may hold anything.
fn proposal(desk: Desk, at: usize, one: &ProposalView) -> View {
    let picture = match one.state {
        "agreed" => icon("#cb-i-check"),
        "declined" => icon("#cb-i-warn"),
        _ => stamp("#cb-s-waiting"),
    };
    let was = one.was.as_ref().map(|was| {
        el("p")
            .class("cb-small")
            .attr("dir", "auto")
            .kid(desk.text(was))
    });
    let comment = one.comment.as_ref().map(|comment| {
        let inside = (
            el("h3")
                .class("cb-eyebrow")
                .kid(desk.text(&comment.when))
                .view(),
            markdown(&comment.says),
        );
        note("teacher", "#cb-i-discuss", inside.view())
    });
    let about =
        (!one.about.is_empty()).then(|| el("div").class("cb-small").kid(markdown(&one.about)));
    el("li")
        .attr("data-proposal", at.to_string())
        .attr("data-state", one.state)
        .kid(
            el("p")
                .attr("tabindex", "-1")
                .attr("dir", "auto")
                .kid(el("b").kid(one.title.clone())),
        )
        .kid(
            el("p")
                .class("cb-small cb-kind")
                .kid(picture)
                .kid(el("span").kid(sentence(desk, &one.says))),
        )
        .kid(was)
        .kid(about)
        .kid(comment)
        .kid(
            one.again
                .clone()
                .map(|words| again(desk, one.id.clone(), words)),
        )
        .view()
}

/// Puts the words of a proposal into the form, to be changed.
fn again(desk: Desk, id: String, (title, about): (String, String)) -> View {
    let press = move |_| {
        let fields = [("title", &title), ("text", &about), ("instead", &id)];
        for (name, text) in fields {
            let (form, text) = (String::from("propose"), text.clone());
            let note = Note::Type { form, name, text };
            desk.send(Message::Act(Act::Note(Rc::new(note))));
        }
        desk.touch(Part::Badges);
        if let Some(form) = desk.find("#cb-own-new") {
            let _ = form.set_attribute("open", "");
        }
        // Not before the fields show it: one that is written in stays as it is.
        set_timeout(
            move || {
                let _ = desk.find("#cb-own-name").map(|name| name.focus());
            },
            Duration::ZERO,
        );
    };
    el("button")
        .class("cb-btn cb-quiet")
        .attr("type", "button")
        .on("click", press)
        .kid(icon("#cb-i-write"))
        .kid(el("span").kid(desk.say("own-again")))
        .view()
}
