//! What next: one suggestion with its reason, a way to it, and another. It recommends and hides nothing; nothing is kept of it.

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::rules::Ix;
use crate::session::Session;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dom::around;
use crate::ui::parts::says::sentence;
use crate::ui::parts::{heading, icon, live, turning};
use crate::words::{Arg, Phrase};

/// The card; nothing where the board is only looked at. Its buttons stand still while what they are about changes: the focus stays.
#[inline(never)]
pub fn next(desk: Desk) -> View {
    if desk.read(Session::is_readonly) {
        return View::None;
    }
    let view = Memo::new(move |_| {
        // Touched by every act, and by the answers to the survey.
        desk.track(Part::Badges);
        desk.read(Session::next)
    });
    let at = RwSignal::new(0usize);
    let round = RwSignal::new(false);
    // What one looked at may be gone: then it is the best again.
    Effect::new(move |_| {
        view.track();
        at.set(0);
        round.set(false);
    });
    let now = move || view.with(|view| view.list.get(at.get()).cloned());
    let says = live(move || says(desk, view.with(|view| view.complete), now()));
    let which = live(move || {
        let all = view.with(|view| view.list.len());
        if all < 2 {
            return View::None;
        }
        let place = Phrase::new("next-of")
            .n("n", (at.get() + 1) as f64)
            .n("all", all as f64);
        let mut text = desk.text(&place);
        if round.get() {
            text = [&desk.say("next-round"), " ", &text].concat();
        }
        text.view()
    });
    // Told when another is asked for, and not when the leaf is turned to.
    let told = RwSignal::new(String::new());
    let another = move |_| {
        let all = view.with_untracked(|view| view.list.len());
        let next = at.get_untracked() + 1;
        round.set(next >= all);
        at.set(if next < all { next } else { 0 });
        told.set(tell(desk, round.get_untracked(), untrack(now)));
    };
    let open = move |event: leptos::web_sys::Event| {
        if let Some((ix, _)) = untrack(now) {
            desk.open(ix, around(&event, "button"));
        }
    };
    let label = live(move || match now() {
        Some((ix, _)) => {
            let title = Arg::Text(desk.read(|s| s.title(ix)));
            desk.text(&Phrase::new("next-open").with("title", title))
                .view()
        }
        None => View::None,
    });
    let is_less = move |than: usize| {
        let all = view.with(|view| view.list.len());
        (all < than).then(String::new)
    };
    el("section")
        .class("cb-card cb-next")
        .attr("aria-labelledby", "cb-next-h")
        .kid(heading("cb-next-h", desk.say("next-title")))
        .kid(says)
        .kid(
            el("div")
                .class("cb-row")
                .kid(
                    el("button")
                        .class("cb-btn cb-main")
                        .attr("type", "button")
                        .attr("data-action", "next")
                        .follow("hidden", move || is_less(1))
                        .on("click", open)
                        .kid(turning("#cb-i-next"))
                        .kid(el("span").kid(label)),
                )
                .kid(
                    el("button")
                        .class("cb-btn")
                        .attr("type", "button")
                        .attr("data-action", "another")
                        .follow("hidden", move || is_less(2))
                        .on("click", another)
                        .kid(icon("#cb-i-undo"))
                        .kid(el("span").kid(desk.say("next-another"))),
                )
                .kid(el("span").class("cb-small").kid(which)),
        )
        .kid(
            el("p")
                .class("cb-sr")
                .attr("role", "status")
                .kid(live(move || told.get().view())),
        )
        .view()
}

/// The first step, above what the board asks for.
#[inline(never)]
pub fn step(desk: Desk, step: &Phrase) -> View {
    el("p")
        .class("cb-step")
        .kid(el("b").kid(sentence(desk, step)))
        .view()
}

/// The title and the reason; or why there is none.
fn says(desk: Desk, complete: bool, now: Option<(Ix, Phrase)>) -> View {
    let is_complete = complete.then(|| {
        let more = now.is_some().then(|| desk.say("next-more"));
        let says = match more {
            Some(more) => [&desk.say("next-complete"), " ", &more].concat(),
            None => desk.say("next-complete"),
        };
        el("p")
            .class("cb-kind")
            .kid(icon("#cb-i-check"))
            .kid(el("span").kid(says))
    });
    let suggestion = match &now {
        Some((ix, why)) => {
            let title = desk.read(|s| s.title(*ix));
            let id = ix.to_string();
            el("div")
                .class("cb-stack")
                .attr("data-next", id)
                .kid(el("p").attr("dir", "auto").kid(el("b").kid(title)))
                .kid(el("p").kid(sentence(desk, why)))
                .view()
        }
        None if complete => View::None,
        None => el("p").kid(desk.say("next-none")).view(),
    };
    (is_complete.view(), suggestion).view()
}

/// The same for those who listen.
fn tell(desk: Desk, round: bool, now: Option<(Ix, Phrase)>) -> String {
    let mut text = String::new();
    if round {
        text.push_str(&desk.say("next-round"));
        text.push(' ');
    }
    if let Some((ix, why)) = now {
        let after = Phrase::new("next-after")
            .with("activity", Arg::Activity(ix))
            .with("why", Arg::Phrase(why));
        text.push_str(&desk.text(&after));
    }
    text
}
