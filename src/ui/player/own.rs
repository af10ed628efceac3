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
use crate::words::{Arg, Phrase};

use super::focus::keep_in_item;
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
        keep_in_item(desk, "data-proposal");
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
        .kid(in_place_of(desk))
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

/// Which proposal is made anew, and the way to leave it as it was.
fn in_place_of(desk: Desk) -> View {
    let title = Memo::new(move |_| {
        desk.track(Part::Badges);
        let id = desk.read(|s| s.noted("propose", "instead"));
        let made = desk.read(Session::journal).proposals?.made;
        let old = made.into_iter().find(|one| !id.is_empty() && one.id == id);
        old.map(|one| one.title)
    });
    live(move || {
        let Some(title) = title.get() else {
            return View::None;
        };
        let says = Phrase::new("own-instead").with("title", Arg::Text(title));
        let leave = move |_| {
            write(desk, "instead", String::new());
            desk.touch(Part::Badges);
            let _ = desk.find("#cb-own-name").map(|name| name.focus());
        };
        el("div")
            .class("cb-row cb-small")
            .kid(el("span").attr("dir", "auto").kid(desk.text(&says)))
            .kid(
                el("button")
                    .class("cb-btn cb-quiet")
                    .attr("type", "button")
                    .attr("data-own", "new")
                    .on("click", leave)
                    .kid(el("span").kid(desk.say("own-new-one"))),
            )
            .view()
    })
    .view()
}

fn write(desk: Desk, name: &'static str, text: String) {
    let form = String::from("propose");
    let note = Note::Type { form, name, text };
    desk.send(Message::Act(Act::Note(Rc::new(note))));
}

/// Proposals are numbered from the newest: their ids may hold anything.
fn proposal(desk: Desk, at: usize, one: &ProposalView) -> View {
    let picture = match one.state {
        "agreed" => icon("#cb-i-check"),
        "declined" => icon("#cb-i-warn"),
        "withdrawn" => icon("#cb-i-close"),
        _ => stamp("#cb-s-waiting"),
    };
    let small = |says: &Phrase| {
        el("p")
            .class("cb-small")
            .attr("dir", "auto")
            .kid(desk.text(says))
    };
    let was = [&one.was, &one.crossed].map(|says| says.as_ref().map(small));
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
        .kid(Vec::from(was))
        .kid(about)
        .kid(comment)
        .kid(
            one.again
                .clone()
                .map(|words| again(desk, one.id.clone(), words)),
        )
        .kid(one.withdraws.then(|| withdraw(desk, one.id.clone())))
        .view()
}

/// Takes a proposal back. It can be proposed again with the same words, so nobody is asked twice.
fn withdraw(desk: Desk, id: String) -> View {
    el("button")
        .class("cb-btn cb-quiet")
        .attr("type", "button")
        .attr("data-own", "withdraw")
        .on("click", move |_| {
            let note = Note::Withdraw(id.clone());
            desk.send(Message::Act(Act::Note(Rc::new(note))));
        })
        .kid(icon("#cb-i-close"))
        .kid(el("span").kid(desk.say("own-withdraw")))
        .view()
}

/// Puts the words of a proposal into the form, to be changed.
fn again(desk: Desk, id: String, (title, about): (String, String)) -> View {
    let told = RwSignal::new(false);
    let press = move |_| {
        let now = |name| desk.read(|s| s.noted("propose", name));
        let other = ["title", "text"]
            .into_iter()
            .any(|name| !now(name).is_empty());
        // Another idea that is half written is not written over.
        told.set(other && now("instead") != id);
        if !told.get_untracked() {
            write(desk, "title", title.clone());
            write(desk, "text", about.clone());
            write(desk, "instead", id.clone());
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
    let says = live(move || match told.get() {
        true => desk.say("own-begun").view(),
        false => View::None,
    });
    let button = el("button")
        .class("cb-btn cb-quiet")
        .attr("type", "button")
        .on("click", press)
        .kid(icon("#cb-i-write"))
        .kid(el("span").kid(desk.say("own-again")));
    let status = el("p").class("cb-small").attr("role", "status").kid(says);
    (button, status).view()
}
