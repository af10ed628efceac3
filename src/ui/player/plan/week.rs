//! The days ahead at a glance: what is planned, what is due, what opens, which goals have their day.

use crate::ui::parts::{Show, View, el};

use crate::session::Session;
use crate::session::view::AheadView;
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::says::sentence;
use crate::ui::parts::{live, stamp};
use crate::ui::player::journal::card;
use crate::ui::player::names;
use crate::words::{Arg, Phrase};

/// The card.
pub fn week(desk: Desk) -> View {
    live(move || {
        desk.track(Part::Badges);
        super::keep_return(desk);
        let week = desk.read(Session::week);
        let days = week.days.iter().map(|day| one(desk, day));
        let list = el("ol")
            .class("cb-week")
            .attr("role", "list")
            .kid(days.collect::<Vec<_>>());
        card(
            "cb-card cb-wide",
            "cb-week-h",
            desk.text(&week.title),
            vec![list.view()],
        )
    })
}

fn one(desk: Desk, ahead: &AheadView) -> View {
    let today = ahead
        .is_today
        .then(|| el("span").class("cb-small").kid(desk.say("plan-today")));
    let notes = ahead
        .notes
        .iter()
        .map(|says| el("span").class("cb-small").kid(sentence(desk, says)));
    let planned = ahead.planned.iter().filter_map(|ix| {
        let tile = desk.read(|s| s.tile(*ix))?;
        let (word, picture) = names::state(&tile);
        let link = Phrase::new("way-set").with("which", Arg::Activity(*ix));
        Some(
            el("li")
                .class("cb-slip")
                .attr("data-state", tile.state.name())
                .kid(stamp(picture))
                .kid(el("span").kid(sentence(desk, &link)))
                .kid(el("span").class("cb-sr").kid(desk.say(word))),
        )
    });
    let planned = (!ahead.planned.is_empty()).then(|| {
        el("ul")
            .class("cb-stack")
            .attr("role", "list")
            .kid(planned.collect::<Vec<_>>())
    });
    el("li")
        .attr("data-day", ahead.day.day.to_string())
        .attr("aria-current", ahead.is_today.then_some("date"))
        .kid(el("b").kid(desk.tongue().weekday(ahead.day.at)))
        .kid(today)
        .kid(notes.collect::<Vec<_>>())
        .kid(planned)
        .view()
}
