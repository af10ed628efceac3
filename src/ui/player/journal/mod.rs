//! The journal: an entry to write, how today is going, and what was written before. Decides nothing: what can be written, and what a
//! form lacks, comes from the session.
//!
//! The forms stand still while one types, and follow what is kept of them; the lists are drawn anew when something is in the log.

mod entries;
mod fields;

use crate::ui::parts::{Show, View, el};
use leptos::prelude::*;

use crate::session::view::{JournalView, OptionView, SURE};
use crate::session::{Note, OWN, Session};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::markdown::brief;
use crate::ui::parts::{heading, icon, live, pips};

pub use entries::words;
use fields::{Choice, box_of, scale};
pub use fields::{about, area, day, keep, line, other, send, status, word};

/// How the day goes, from 1 to 5: word and icon.
const MOODS: [(&str, &str); 5] = [
    ("mood-1", "#cb-i-storm"),
    ("mood-2", "#cb-i-rain"),
    ("mood-3", "#cb-i-cloud"),
    ("mood-4", "#cb-i-cloudsun"),
    ("mood-5", "#cb-i-sun"),
];

/// The leaf.
#[inline(never)]
pub fn journal(desk: Desk) -> View {
    let now = desk.read(Session::journal);
    el("div")
        .class("cb-cards")
        .kid(
            now.reflections
                .as_ref()
                .map(|asks| reflect(desk, asks, &now)),
        )
        .kid(now.check_in.as_ref().map(|asks| check_in(desk, asks)))
        .kid(entries::entries(desk))
        .kid(super::folio::folio(desk))
        .view()
}

/// A card with a heading.
pub fn card(class: &'static str, id: &'static str, title: String, inside: Vec<View>) -> View {
    el("section")
        .class(class)
        .attr("aria-labelledby", id)
        .kid(heading(id, title))
        .kid(inside)
        .view()
}

fn reflect(desk: Desk, asks: &[OptionView], now: &JournalView) -> View {
    let question = match asks {
        [] => el("p").kid(desk.say("journal-prompt")).view(),
        [one] => el("p").kid(el("b").kid(brief(&one.says))).view(),
        several => picked(desk, several),
    };
    let options = (1u8..)
        .zip(SURE)
        .map(|(level, says)| Choice {
            value: level.to_string(),
            picture: pips(u32::from(level), 5),
            says: desk.say(says),
        })
        .collect();
    card(
        "cb-card cb-two",
        "cb-reflect-h",
        desk.say("journal-write"),
        vec![
            question,
            area(
                desk,
                "reflect",
                "text",
                "cb-reflect",
                desk.say("journal-entry"),
                "4",
            ),
            about(desk, "reflect", "cb-reflect-about", &now.activities),
            scale(
                desk,
                "reflect",
                "confidence",
                legend(desk, "journal-sure"),
                options,
            ),
            keep(
                desk,
                "reflect",
                "cb-btn cb-main",
                desk.say("journal-keep"),
                Note::Reflect,
                "reflect",
            ),
        ],
    )
}

/// A question that need not be answered.
fn legend(desk: Desk, says: &'static str) -> View {
    (
        el("b").kid(desk.say(says)).kid(" ").view(),
        el("span")
            .class("cb-small")
            .kid(desk.say("ui-hand-in-optional"))
            .view(),
    )
        .view()
}

/// One of several questions, or one's own.
fn picked(desk: Desk, asks: &[OptionView]) -> View {
    let own = OptionView {
        value: String::from(OWN),
        says: desk.say("journal-own"),
        image: None,
    };
    let options = asks.iter().chain([&own]).enumerate().map(|(at, ask)| {
        let value = ask.value.clone();
        let of = value.clone();
        // Once an entry is kept, the next one begins with the first question.
        let is_picked = move || {
            desk.track(Part::Badges);
            let now = desk.read(|s| s.noted("reflect", "prompt"));
            of == now || now.is_empty() && at == 0
        };
        el("label")
            .kid(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "cb-reflect-prompt")
                    .attr("value", value.clone())
                    .property("checked", is_picked)
                    .on("change", move |_| {
                        send(desk, "reflect", "prompt", value.clone());
                    }),
            )
            .kid(el("span").kid(brief(&ask.says)))
    });
    el("fieldset")
        .class("cb-asked")
        .kid(el("legend").kid(desk.say("journal-pick")))
        .kid(el("div").class("cb-do").kid(options.collect::<Vec<_>>()))
        .view()
}

/// Questions that are only to be thought of.
pub fn asked(asks: &[OptionView]) -> View {
    if asks.is_empty() {
        return View::None;
    }
    let asks = asks.iter().map(|ask| el("li").kid(brief(&ask.says)));
    el("ul")
        .class("cb-small cb-dots")
        .kid(asks.collect::<Vec<_>>())
        .view()
}

fn check_in(desk: Desk, asks: &[OptionView]) -> View {
    let title = match asks.first() {
        Some(ask) => ask.says.clone(),
        None => desk.say("mood-title"),
    };
    let options = (1u8..=5)
        .zip(MOODS)
        .rev()
        .map(|(level, (says, picture))| Choice {
            value: level.to_string(),
            picture: icon(picture),
            says: desk.say(says),
        })
        .collect();
    // Before it is sent it should be known who will see it; the line to a school may come after the leaf.
    let school = Memo::new(move |_| {
        desk.track(Part::Saved);
        desk.read(Session::journal).has_school
    });
    let sending = live(move || {
        let (who, send) = match school.get() {
            true => ("mood-school", "mood-send"),
            false => ("mood-file", "mood-put"),
        };
        let says = el("p")
            .class("cb-small")
            .attr("id", "cb-mood-who")
            .kid(icon("#cb-i-private"))
            .kid(" ")
            .kid(desk.say(who))
            .kid(" ")
            .kid(desk.say("mood-private"));
        let button = keep(
            desk,
            "check_in",
            "cb-btn",
            desk.say(send),
            Note::CheckIn,
            "check_in",
        );
        (says, button).view()
    });
    card(
        "cb-card",
        "cb-mood-h",
        title,
        vec![
            asked(asks.get(1..).unwrap_or_default()),
            scale(
                desk,
                "check_in",
                "mood",
                el("span").class("cb-sr").kid(desk.say("mood-title")).view(),
                options,
            ),
            area(
                desk,
                "check_in",
                "text",
                "cb-mood",
                desk.say("mood-text"),
                "2",
            ),
            box_of(desk, "check_in", "talk", desk.say("mood-talk")),
            sending,
        ],
    )
}
