//! What was written before, the newest first.

use crate::ui::parts::{Show, View, el};

use crate::session::Session;
use crate::session::view::{EntryView, SURE};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::markdown::brief;
use crate::ui::parts::{icon, live};

use super::{MOODS, card};

/// The card.
pub fn entries(desk: Desk) -> View {
    let list = live(move || {
        desk.track(Part::Badges);
        let entries = desk.read(Session::journal).entries;
        if entries.is_empty() {
            return el("p")
                .class("cb-small")
                .kid(desk.say("journal-empty"))
                .view();
        }
        let entries = entries.iter().map(|entry| one(desk, entry));
        el("ul")
            .class("cb-do cb-earlier")
            .attr("role", "list")
            .kid(entries.collect::<Vec<_>>())
            .view()
    });
    card(
        "cb-card cb-wide",
        "cb-earlier-h",
        desk.say("journal-earlier"),
        vec![list],
    )
}

/// What was asked, and what was written.
pub fn words(entry: &EntryView) -> View {
    let asked = (!entry.prompt.is_empty()).then(|| el("p").kid(el("em").kid(brief(&entry.prompt))));
    let text = (!entry.text.is_empty()).then(|| {
        el("p")
            .class("cb-handed")
            .attr("dir", "auto")
            .kid(entry.text.clone())
    });
    (asked.view(), text.view()).view()
}

fn one(desk: Desk, entry: &EntryView) -> View {
    let is_mood = entry.kind == "check_in";
    let place = entry
        .level
        .and_then(|level| usize::from(level).checked_sub(1));
    let (level, picture) = match (is_mood, place) {
        (true, Some(at)) => MOODS.get(at).copied().unzip(),
        (false, Some(at)) => (SURE.get(at).copied(), None),
        _ => (None, None),
    };
    let mut line = desk.text(&entry.when);
    if let Some(level) = level {
        line.push_str(" · ");
        line.push_str(&desk.say(level));
    }
    let title = match entry.about.as_str() {
        "" if is_mood => desk.say("journal-mood"),
        "" => desk.say("journal-plain"),
        about => String::from(about),
    };
    let work = entry.work.as_ref().map(|work| {
        el("p")
            .class("cb-small")
            .attr("data-work", "")
            .kid(desk.text(work))
    });
    let talk = entry.talk.then(|| el("p").kid(desk.say("mood-talk")));
    el("li")
        .attr("data-entry", entry.kind)
        .kid(
            el("div").kid(icon(picture.unwrap_or("#cb-i-journal"))).kid(
                el("div")
                    .class("cb-stack")
                    .kid(el("p").kid(el("b").kid(title)).kid(el("small").kid(line)))
                    .kid(work)
                    .kid(words(entry))
                    .kid(talk),
            ),
        )
        .view()
}
